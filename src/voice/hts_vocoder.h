/* From the parameters of HTS voices to sound: pulses and noise through an MLSA filter.
 *
 * libhtsengine has such a vocoder too; four fifths of all its time goes there. This one does the
 * same work on the filter's stages side by side and takes a tenth of the time.
 */
#ifndef RAWI_VOICE_HTS_VOCODER_H
#define RAWI_VOICE_HTS_VOCODER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct rawi_hts_vocoder rawi_hts_vocoder;

typedef struct rawi_hts_vocoder_settings {
    size_t order;   /* of the mel-cepstrum: order + 1 numbers a frame, 1 to 255 */
    size_t taps;    /* of the filter that mixes pulses and noise: odd; 0: unmixed */
    double alpha;   /* of the frequency warp, 0 to below 1 */
    double clarity; /* strength of the formant-sharpening post-filter, 0 (none) to 1 */
    double rate;    /* samples a second */
} rawi_hts_vocoder_settings;

typedef struct rawi_hts_frame {
    const double *spectrum; /* mel-cepstrum, order + 1 numbers, for samples of ±32768 */
    const double *mixing;   /* impulse response that pulses pass and noise is kept from, `taps` */
    double frequency;       /* of the voice, hertz; 0 where there is none */
} rawi_hts_frame;

/* The longest frame in samples. */
#define RAWI_HTS_FRAME_MAX 8192

/* NULL when memory is exhausted. */
rawi_hts_vocoder *rawi_hts_vocoder_open(const rawi_hts_vocoder_settings *settings);

/* The next `count` samples, at most RAWI_HTS_FRAME_MAX; the parameters move from those of the frame
 * before to those of this one. Samples are -1 to 1 (a loud voice may go beyond). They come late by
 * half the mixing filter. */
void rawi_hts_vocoder_frame(rawi_hts_vocoder *vocoder, const rawi_hts_frame *frame, size_t count,
                            float *samples);

/* Forgets what was spoken, for a new beginning after silence; the noise goes on. */
void rawi_hts_vocoder_reset(rawi_hts_vocoder *vocoder, double clarity);

/* Begins the noise anew, as it was when the vocoder was opened. */
void rawi_hts_vocoder_restart(rawi_hts_vocoder *vocoder);

/* From now on as on any processor, without this one's extensions; for tests. */
void rawi_hts_vocoder_use_baseline(rawi_hts_vocoder *vocoder);

void rawi_hts_vocoder_close(rawi_hts_vocoder *vocoder);

#endif
