/* A short chime that is computed, not recorded: three bell-like notes, upwards to open an edition,
 * downwards to close it. */
#ifndef RAWI_EDITION_CHIME_H
#define RAWI_EDITION_CHIME_H

#include "base/error.h"

typedef enum rawi_chime {
    RAWI_CHIME_OPENING,
    RAWI_CHIME_CLOSING
} rawi_chime;

/* The chime at `rate` samples a second, mono; the samples are the caller's to free. */
rawi_status rawi_chime_make(rawi_chime chime, unsigned rate, float **samples, size_t *count,
                            rawi_error *error);

#endif
