/* Stands for encode_mp4.c where FFmpeg's libraries were not found when Rawi was built. */
#include "audio/encoder.h"

static rawi_status mp4_available(rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                     _("this rawi was built without FFmpeg's libraries, which .m4b and .m4a need; "
                       "save as .mp3"));
}

static const char *const extensions[] = {".m4b", ".m4a", NULL};

const rawi_encoder rawi_mp4_encoder = {.extensions = extensions,
                                       .rates = rawi_usual_rates,
                                       .bit_rates = {64, 32, 256},
                                       .available = mp4_available};
