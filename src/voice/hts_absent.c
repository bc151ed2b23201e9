/* Stands for hts.c where Rawi was built without libhtsengine. */
#include "voice/hts.h"

static rawi_status open_voice(const char *name, const char *path, void **state, unsigned *rate,
                              rawi_error *error) {
    (void)path, (void)state, (void)rate;
    return rawi_fail(
        error, RAWI_ERROR_VOICE,
        _("the voice %s needs libhtsengine, without which this rawi was built: install "
          "libhtsengine-dev and build it again"),
        name);
}

const rawi_voice_driver rawi_hts_driver = {.engine = "hts", .open = open_voice};
