/* The resampler: soxr with a buffer that fits what comes out. */
#include "audio/resample.h"

#include <soxr.h>
#include <stdlib.h>

struct rawi_resampler {
    soxr_t soxr;
    double ratio; /* samples out for one in */
    float *buffer;
    size_t capacity;
};

rawi_status rawi_resampler_open(unsigned from_rate, unsigned to_rate, rawi_resampler **resampler,
                                rawi_error *error) {
    rawi_resampler *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    soxr_error_t problem = NULL;
    made->soxr = soxr_create(from_rate, to_rate, 1, &problem, NULL, NULL, NULL);
    if (!made->soxr) {
        free(made);
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("cannot resample from %u to %u Hz: %s"),
                         from_rate, to_rate, soxr_strerror(problem));
    }
    made->ratio = (double)to_rate / from_rate;
    *resampler = made;
    return RAWI_OK;
}

static bool reserve(rawi_resampler *resampler, size_t count) {
    if (count <= resampler->capacity)
        return true;
    float *buffer = realloc(resampler->buffer, count * sizeof *buffer);
    if (!buffer)
        return false;
    resampler->buffer = buffer;
    resampler->capacity = count;
    return true;
}

/* NULL samples end the stream. */
static rawi_status run(rawi_resampler *resampler, const float *samples, size_t count,
                       const float **output, size_t *output_count, rawi_error *error) {
    size_t expected = (size_t)((double)count * resampler->ratio + soxr_delay(resampler->soxr)) + 64;
    size_t total = 0;
    size_t produced;
    do {
        if (!reserve(resampler, total + expected))
            return rawi_fail_memory(error);
        size_t used = 0;
        soxr_error_t problem = soxr_process(resampler->soxr, samples, count, &used,
                                            resampler->buffer + total, expected, &produced);
        if (problem)
            return rawi_fail(error, RAWI_ERROR_DATA, _("resampling failed: %s"), problem);
        if (samples)
            samples += used;
        count -= used;
        total += produced;
    } while (count > 0 || produced == expected);
    *output = resampler->buffer;
    *output_count = total;
    return RAWI_OK;
}

rawi_status rawi_resampler_process(rawi_resampler *resampler, const float *samples, size_t count,
                                   const float **output, size_t *output_count, rawi_error *error) {
    *output_count = 0;
    if (count == 0)
        return RAWI_OK;
    return run(resampler, samples, count, output, output_count, error);
}

rawi_status rawi_resampler_flush(rawi_resampler *resampler, const float **output,
                                 size_t *output_count, rawi_error *error) {
    rawi_status status = run(resampler, NULL, 0, output, output_count, error);
    rawi_resampler_reset(resampler);
    return status;
}

void rawi_resampler_reset(rawi_resampler *resampler) {
    soxr_clear(resampler->soxr);
}

void rawi_resampler_close(rawi_resampler *resampler) {
    if (!resampler)
        return;
    soxr_delete(resampler->soxr);
    free(resampler->buffer);
    free(resampler);
}
