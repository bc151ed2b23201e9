/* Changes the sample rate of a mono stream (soxr, high quality, its delay compensated). */
#ifndef RAWI_AUDIO_RESAMPLE_H
#define RAWI_AUDIO_RESAMPLE_H

#include "base/error.h"

typedef struct rawi_resampler rawi_resampler;

rawi_status rawi_resampler_open(unsigned from_rate, unsigned to_rate, rawi_resampler **resampler,
                                rawi_error *error);

/* Takes `count` samples; *output has those that are ready, until the next call. */
rawi_status rawi_resampler_process(rawi_resampler *resampler, const float *samples, size_t count,
                                   const float **output, size_t *output_count, rawi_error *error);

/* Gives the last samples: in all as many as the input lasted. A new stream may follow. */
rawi_status rawi_resampler_flush(rawi_resampler *resampler, const float **output,
                                 size_t *output_count, rawi_error *error);

/* Forgets the stream; a new one may follow. */
void rawi_resampler_reset(rawi_resampler *resampler);

void rawi_resampler_close(rawi_resampler *resampler);

#endif
