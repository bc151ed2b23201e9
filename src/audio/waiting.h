/* Waiting sound: what was spoken last, as samples of the device's rate, until all of it is in the
 * ring. */
#ifndef RAWI_AUDIO_WAITING_H
#define RAWI_AUDIO_WAITING_H

#include "audio/resample.h"

/* Zero-initialized, nothing waits. */
typedef struct rawi_waiting {
    rawi_resampler *resampler; /* NULL where both rates are the same */
    unsigned from_rate;        /* of the resampler; 0 for none */
    unsigned to_rate;
    float *samples;
    size_t capacity;
    size_t count;
    size_t done; /* of them are no longer waiting */
} rawi_waiting;

/* Sound from `from_rate` is to wait in place of all other. */
rawi_status rawi_waiting_begin(rawi_waiting *waiting, unsigned from_rate, unsigned to_rate,
                               rawi_error *error);

/* These samples of it wait too; `ends`: they are its last. */
rawi_status rawi_waiting_add(rawi_waiting *waiting, const float *samples, size_t count, bool ends,
                             rawi_error *error);

/* The first `count` samples do not wait any more; the next `fade` ones, which may begin in the
 * midst of a wave, fade in. */
void rawi_waiting_skip(rawi_waiting *waiting, size_t count, size_t fade);

/* Nothing waits any more. */
void rawi_waiting_clear(rawi_waiting *waiting);

bool rawi_waiting_is_empty(const rawi_waiting *waiting);

void rawi_waiting_free(rawi_waiting *waiting);

#endif
