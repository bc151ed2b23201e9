/* Waiting sound. */
#include "audio/waiting.h"

#include <stdlib.h>
#include <string.h>

static rawi_status append(rawi_waiting *waiting, const float *samples, size_t count,
                          rawi_error *error) {
    size_t needed = waiting->count + count;
    if (needed > waiting->capacity) {
        float *grown = realloc(waiting->samples, needed * sizeof *grown);
        if (!grown)
            return rawi_fail_memory(error);
        waiting->samples = grown;
        waiting->capacity = needed;
    }
    if (count > 0)
        memcpy(waiting->samples + waiting->count, samples, count * sizeof *samples);
    waiting->count = needed;
    return RAWI_OK;
}

/* Gets the resampler ready for these rates. */
static rawi_status set_rates(rawi_waiting *waiting, unsigned from_rate, unsigned to_rate,
                             rawi_error *error) {
    if (from_rate == waiting->from_rate && to_rate == waiting->to_rate)
        return RAWI_OK;
    rawi_resampler_close(waiting->resampler);
    waiting->resampler = NULL;
    waiting->from_rate = waiting->to_rate = 0;
    rawi_status status = from_rate == to_rate
                             ? RAWI_OK
                             : rawi_resampler_open(from_rate, to_rate, &waiting->resampler, error);
    if (status == RAWI_OK) {
        waiting->from_rate = from_rate;
        waiting->to_rate = to_rate;
    }
    return status;
}

rawi_status rawi_waiting_begin(rawi_waiting *waiting, unsigned from_rate, unsigned to_rate,
                               rawi_error *error) {
    rawi_waiting_clear(waiting);
    if (waiting->resampler)
        rawi_resampler_reset(waiting->resampler);
    return set_rates(waiting, from_rate, to_rate, error);
}

rawi_status rawi_waiting_add(rawi_waiting *waiting, const float *samples, size_t count, bool ends,
                             rawi_error *error) {
    if (!waiting->resampler)
        return append(waiting, samples, count, error);
    rawi_status status =
        rawi_resampler_process(waiting->resampler, samples, count, &samples, &count, error);
    if (status == RAWI_OK)
        status = append(waiting, samples, count, error);
    if (status == RAWI_OK && ends)
        status = rawi_resampler_flush(waiting->resampler, &samples, &count, error);
    return status == RAWI_OK && ends ? append(waiting, samples, count, error) : status;
}

void rawi_waiting_skip(rawi_waiting *waiting, size_t count, size_t fade) {
    waiting->done = count;
    for (size_t i = 0; i < fade && count + i < waiting->count; i++)
        waiting->samples[count + i] *= (float)i / (float)fade;
}

void rawi_waiting_clear(rawi_waiting *waiting) {
    waiting->count = waiting->done = 0;
}

bool rawi_waiting_is_empty(const rawi_waiting *waiting) {
    return waiting->done == waiting->count;
}

void rawi_waiting_free(rawi_waiting *waiting) {
    rawi_resampler_close(waiting->resampler);
    free(waiting->samples);
    *waiting = (rawi_waiting){0};
}
