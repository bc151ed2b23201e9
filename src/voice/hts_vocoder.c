/* MLSA filter (Imai, Sumita and Furuichi, "Mel log spectrum approximation (MLSA) filter for speech
 * synthesis", 1983) excited by pulses and noise that an FIR filter mixes, as the multi-band
 * excitation of HTS voices asks.
 *
 * The filter is exp(F(z)) by a Padé approximation of order 5, F being a sum of all-pass sections.
 * Its five stages take their input from the sample before, so they do not wait for each other:
 * they lie side by side in the lanes of vectors.
 */
#include "voice/hts_vocoder.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    STAGES = 5,
    LANES = 8, /* of which STAGES count */
    GRID = 64  /* frequencies at which the post-filter keeps the energy */
};

/* The filter is compiled for several processors (run_anywhere, run_avx2), each with all of it. */
#define INLINE static inline __attribute__((always_inline))

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

/* Weights of the stages: the modified Padé approximation of the exponential, order 5, whose error
 * stays below 0.27 dB where |F| is below 6.2. */
static const lanes pade = {0.4999391F, 0.1107098F, 0.01369984F, 0.0009564853F, 0.00003041721F};

/* The recursive half takes the stages with alternating sign. */
static const lanes pade_signed = {0.4999391F, -0.1107098F, 0.01369984F, -0.0009564853F,
                                  0.00003041721F};

struct rawi_hts_vocoder {
    rawi_hts_vocoder_settings settings;
    bool started;
    uint64_t noise_state;
    void (*run)(rawi_hts_vocoder *vocoder, size_t count, float *samples);

    float *filter;      /* order + 1: coefficients b now; b[0] is the logarithm of the gain */
    float *filter_step; /* what is added at each sample */
    double *target;     /* b at the frame's end */
    double *warped;     /* room for the post-filter */
    double *cosines;    /* GRID rows of order + 1 */

    double period; /* samples from pulse to pulse now; 0: no voice */
    double since;  /* samples since the last pulse */

    float *excitation; /* RAWI_HTS_FRAME_MAX + taps, what pulses and noise have left so far */

    /* The filter's memory: its first section alone, then all others. */
    lanes first_sections, first_inputs;
    lanes *sections; /* order + 1, from 1 */
    lanes inputs;
};

static void *array(size_t count, size_t size) {
    return calloc(count, size);
}

/* Cosines of the warped frequencies: a mel-cepstrum's logarithmic spectrum is a sum of them. */
static void fill_cosines(rawi_hts_vocoder *vocoder) {
    double alpha = vocoder->settings.alpha, pi = acos(-1);
    for (size_t k = 0; k < GRID; k++) {
        double w = pi * ((double)k + 0.5) / GRID;
        double warped = w + 2 * atan2(alpha * sin(w), 1 - alpha * cos(w));
        for (size_t m = 0; m <= vocoder->settings.order; m++)
            vocoder->cosines[k * (vocoder->settings.order + 1) + m] = cos((double)m * warped);
    }
}

void rawi_hts_vocoder_reset(rawi_hts_vocoder *vocoder, double clarity) {
    vocoder->settings.clarity = clarity;
    vocoder->started = false;
    vocoder->period = vocoder->since = 0;
    vocoder->first_sections = vocoder->first_inputs = vocoder->inputs = (lanes){0};
    memset(vocoder->sections, 0, (vocoder->settings.order + 1) * sizeof(lanes));
    memset(vocoder->excitation, 0, (RAWI_HTS_FRAME_MAX + vocoder->settings.taps) * sizeof(float));
}

void rawi_hts_vocoder_close(rawi_hts_vocoder *vocoder) {
    if (!vocoder)
        return;
    free(vocoder->filter);
    free(vocoder->filter_step);
    free(vocoder->target);
    free(vocoder->warped);
    free(vocoder->cosines);
    free(vocoder->excitation);
    free(vocoder->sections);
    free(vocoder);
}

/* ---- spectrum ------------------------------------------------------------------------------ */

/* The filter's coefficients of a mel-cepstrum (Imai 1983). */
static void filter_of(const double *spectrum, size_t order, double alpha, double *filter) {
    filter[order] = spectrum[order];
    for (size_t m = order; m-- > 0;)
        filter[m] = spectrum[m] - alpha * filter[m + 1];
}

static void spectrum_of(const double *filter, size_t order, double alpha, double *spectrum) {
    spectrum[order] = filter[order];
    for (size_t m = 0; m < order; m++)
        spectrum[m] = filter[m] + alpha * filter[m + 1];
}

static double energy(const rawi_hts_vocoder *vocoder, const double *spectrum) {
    size_t count = vocoder->settings.order + 1;
    double sum = 0;
    for (size_t k = 0; k < GRID; k++) {
        double log_amplitude = 0;
        for (size_t m = 0; m < count; m++)
            log_amplitude += spectrum[m] * vocoder->cosines[k * count + m];
        sum += exp(2 * log_amplitude);
    }
    return sum;
}

/* Sharpens the formants: all coefficients but those of gain and tilt grow by the factor 1 +
 * clarity; the gain makes up for the energy. */
static void sharpen(rawi_hts_vocoder *vocoder, const double *spectrum) {
    size_t order = vocoder->settings.order;
    double alpha = vocoder->settings.alpha, clarity = vocoder->settings.clarity;
    double before = energy(vocoder, spectrum);
    vocoder->target[1] -= clarity * alpha * spectrum[order < 2 ? order : 2];
    for (size_t m = 2; m <= order; m++)
        vocoder->target[m] *= 1 + clarity;
    spectrum_of(vocoder->target, order, alpha, vocoder->warped);
    vocoder->target[0] += log(before / energy(vocoder, vocoder->warped)) / 2;
}

static void aim_filter(rawi_hts_vocoder *vocoder, const rawi_hts_frame *frame, size_t count) {
    size_t order = vocoder->settings.order;
    filter_of(frame->spectrum, order, vocoder->settings.alpha, vocoder->target);
    if (vocoder->settings.clarity > 0)
        sharpen(vocoder, frame->spectrum);
    for (size_t m = 0; m <= order; m++) {
        float target = (float)vocoder->target[m];
        if (!vocoder->started)
            vocoder->filter[m] = target;
        vocoder->filter_step[m] = (target - vocoder->filter[m]) / (float)count;
    }
}

/* ---- excitation ---------------------------------------------------------------------------- */

/* White noise of variance 1, nearly normal: four of a 64-bit number's quarters added up. The
 * generator is xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift
 * generators", 2016). */
static float noise(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    uint64_t bits = *state * 0x2545F4914F6CDD1DU;
    int sum = (int)(bits & 0xFFFF) + (int)(bits >> 16 & 0xFFFF) + (int)(bits >> 32 & 0xFFFF) +
              (int)(bits >> 48);
    return (float)(sum - 2 * 0xFFFF) * (1.7320508F / 65536);
}

/* Adds pulses through the mixing filter, and noise through what it leaves of the spectrum. */
static void excite(rawi_hts_vocoder *vocoder, const rawi_hts_frame *frame, size_t count) {
    size_t taps = vocoder->settings.taps, centre = taps / 2;
    double target = frame->frequency > 0 ? vocoder->settings.rate / frame->frequency : 0, step = 0;
    if (vocoder->period > 0 && target > 0) {
        step = (target - vocoder->period) / (double)count;
    } else {
        vocoder->period = target;
        vocoder->since = target;
    }
    float mixing[256];
    for (size_t i = 0; i < taps; i++)
        mixing[i] = (float)frame->mixing[i];
    for (size_t n = 0; n < count; n++) {
        float *out = vocoder->excitation + n, hiss = noise(&vocoder->noise_state), pulse = 0;
        if (vocoder->period <= 0) {
            out[centre] += hiss;
            continue;
        }
        if (++vocoder->since >= vocoder->period) {
            pulse = (float)sqrt(vocoder->period);
            vocoder->since -= vocoder->period;
        }
        if (taps == 0) {
            out[0] += pulse;
        } else {
            float difference = pulse - hiss;
            for (size_t i = 0; i < taps; i++)
                out[i] += difference * mixing[i];
            out[centre] += hiss;
        }
        vocoder->period += step;
    }
    vocoder->period = target;
}

/* ---- filter -------------------------------------------------------------------------------- */

INLINE float sum_stages(const lanes *outputs, const lanes *weights) {
    lanes values = *outputs * *weights;
    return (values[0] + values[1]) + (values[2] + values[3]) + values[4];
}

/* Puts the stages of one half of the filter together: `outputs` is what they gave. Each one's next
 * input is what the one before gave, the first one's is the new sample and what comes back. */
INLINE float combine(float sample, const lanes *outputs, lanes *inputs) {
    const lanes given = *outputs;
    float input = sample + sum_stages(&given, &pade_signed);
    *inputs = (lanes){input, given[0], given[1], given[2], given[3], 0, 0, 0};
    return input + sum_stages(&given, &pade);
}

/* The first all-pass section has a filter half of its own. */
INLINE float run_first(rawi_hts_vocoder *vocoder, float alpha, float sample) {
    lanes now = (1 - alpha * alpha) * vocoder->first_inputs + alpha * vocoder->first_sections;
    lanes outputs = now * vocoder->filter[1];
    vocoder->first_sections = now;
    return combine(sample, &outputs, &vocoder->first_inputs);
}

INLINE float run_others(rawi_hts_vocoder *vocoder, float alpha, float sample) {
    lanes *sections = vocoder->sections, sum = {0};
    lanes before = sections[1]; /* the section before, one sample ago */
    lanes now = (1 - alpha * alpha) * vocoder->inputs + alpha * before;
    sections[1] = now;
    for (size_t m = 2; m <= vocoder->settings.order; m++) {
        lanes old = sections[m];
        now = (before + alpha * old) - alpha * now;
        sections[m] = now;
        before = old;
        sum += vocoder->filter[m] * now;
    }
    return combine(sample, &sum, &vocoder->inputs);
}

INLINE void run(rawi_hts_vocoder *vocoder, size_t count, float *samples) {
    size_t order = vocoder->settings.order;
    float alpha = (float)vocoder->settings.alpha;
    float gain = expf(vocoder->filter[0]) / 32768, growth = expf(vocoder->filter_step[0]);
    for (size_t n = 0; n < count; n++) {
        float sample = run_first(vocoder, alpha, vocoder->excitation[n] * gain);
        samples[n] = run_others(vocoder, alpha, sample);
        for (size_t m = 1; m <= order; m++)
            vocoder->filter[m] += vocoder->filter_step[m];
        gain *= growth;
    }
    vocoder->filter[0] += vocoder->filter_step[0] * (float)count;
}

static void run_anywhere(rawi_hts_vocoder *vocoder, size_t count, float *samples) {
    run(vocoder, count, samples);
}

#if defined(__x86_64__)
/* Eight stages in one register: three times as fast. */
__attribute__((target("avx2,fma"))) static void run_avx2(rawi_hts_vocoder *vocoder, size_t count,
                                                         float *samples) {
    run(vocoder, count, samples);
}

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#else
static bool has_avx2(void) {
    return false;
}

#define run_avx2 run_anywhere
#endif

void rawi_hts_vocoder_frame(rawi_hts_vocoder *vocoder, const rawi_hts_frame *frame, size_t count,
                            float *samples) {
    size_t taps = vocoder->settings.taps;
    if (count == 0)
        return;
    aim_filter(vocoder, frame, count);
    excite(vocoder, frame, count);
    vocoder->run(vocoder, count, samples);
    memmove(vocoder->excitation, vocoder->excitation + count, taps * sizeof(float));
    memset(vocoder->excitation + taps, 0, count * sizeof(float));
    vocoder->started = true;
}

void rawi_hts_vocoder_restart(rawi_hts_vocoder *vocoder) {
    vocoder->noise_state = 0x9E3779B97F4A7C15U;
}

rawi_hts_vocoder *rawi_hts_vocoder_open(const rawi_hts_vocoder_settings *settings) {
    size_t count = settings->order + 1;
    rawi_hts_vocoder *vocoder = NULL;
    if (posix_memalign((void **)&vocoder, sizeof(lanes), sizeof *vocoder) != 0)
        return NULL;
    memset(vocoder, 0, sizeof *vocoder);
    vocoder->settings = *settings;
    vocoder->run = has_avx2() ? run_avx2 : run_anywhere;
    rawi_hts_vocoder_restart(vocoder);
    vocoder->filter = array(count, sizeof(float));
    vocoder->filter_step = array(count, sizeof(float));
    vocoder->target = array(count, sizeof(double));
    vocoder->warped = array(count, sizeof(double));
    vocoder->cosines = array(GRID * count, sizeof(double));
    vocoder->excitation = array(RAWI_HTS_FRAME_MAX + settings->taps, sizeof(float));
    if (posix_memalign((void **)&vocoder->sections, sizeof(lanes), count * sizeof(lanes)) != 0)
        vocoder->sections = NULL;
    if (!vocoder->filter || !vocoder->filter_step || !vocoder->target || !vocoder->warped ||
        !vocoder->cosines || !vocoder->excitation || !vocoder->sections) {
        rawi_hts_vocoder_close(vocoder);
        return NULL;
    }
    fill_cosines(vocoder);
    rawi_hts_vocoder_reset(vocoder, settings->clarity);
    return vocoder;
}

void rawi_hts_vocoder_use_baseline(rawi_hts_vocoder *vocoder) {
    vocoder->run = run_anywhere;
}
