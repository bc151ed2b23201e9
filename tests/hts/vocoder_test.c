/* The vocoder against its definition, the spectrum that a mel-cepstrum stands for, and against
 * libhtsengine's own with the reference voice (left out where that is not). */
#include "voice/hts_vocoder.h"

#include "hts/reference.h"

#include <HTS_engine.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const double pi = 3.14159265358979323846;

/* Decibels of one frequency in `count` samples, which hold whole periods of it. */
static double level_at(const float *samples, size_t count, double frequency, double rate) {
    double re = 0, im = 0;
    for (size_t n = 0; n < count; n++) {
        re += samples[n] * cos(2 * pi * frequency * (double)n / rate);
        im -= samples[n] * sin(2 * pi * frequency * (double)n / rate);
    }
    return 10 * log10((re * re + im * im) / ((double)count * (double)count) + 1e-30);
}

/* Decibels that the mel-cepstrum gives that frequency. */
static double cepstrum_at(const double *cepstrum, size_t order, double alpha, double frequency,
                          double rate) {
    double w = 2 * pi * frequency / rate, sum = 0;
    double warped = w + 2 * atan2(alpha * sin(w), 1 - alpha * cos(w));
    for (size_t m = 0; m <= order; m++)
        sum += cepstrum[m] * cos((double)m * warped);
    return 20 * sum / log(10);
}

enum {
    RATE = 48000,
    PITCH = 120,
    ORDER = 6,
    FRAME = 240,
    FRAMES = 400
};

static const double cepstrum[ORDER + 1] = {5.0, 1.6, -0.5, 0.3, 0.4, -0.2, 0.1};

static rawi_hts_vocoder *open_vocoder(size_t order, size_t taps, double clarity) {
    rawi_hts_vocoder_settings settings = {
        .order = order, .taps = taps, .alpha = 0.55, .clarity = clarity, .rate = RATE};
    rawi_hts_vocoder *vocoder = rawi_hts_vocoder_open(&settings);
    assert_non_null(vocoder);
    return vocoder;
}

/* A second of a steady sound, from where it has settled. */
static float *steady(double frequency, double clarity) {
    rawi_hts_vocoder *vocoder = open_vocoder(ORDER, 0, clarity);
    float *samples = calloc(FRAMES * FRAME, sizeof *samples);
    rawi_hts_frame frame = {.spectrum = cepstrum, .frequency = frequency};
    for (size_t i = 0; i < FRAMES; i++)
        rawi_hts_vocoder_frame(vocoder, &frame, FRAME, samples + i * FRAME);
    rawi_hts_vocoder_close(vocoder);
    memmove(samples, samples + (FRAMES * FRAME - RATE), RATE * sizeof *samples);
    return samples;
}

static void test_spectrum(void **state) {
    (void)state;
    float *samples = steady(PITCH, 0);
    double first =
        level_at(samples, RATE, PITCH, RATE) - cepstrum_at(cepstrum, ORDER, 0.55, PITCH, RATE);
    for (int harmonic = 2; harmonic * PITCH < 20000; harmonic += 3) {
        double frequency = harmonic * PITCH;
        double is = level_at(samples, RATE, frequency, RATE) - first;
        double wanted = cepstrum_at(cepstrum, ORDER, 0.55, frequency, RATE);
        if (fabs(is - wanted) > 0.3)
            fail_msg("%g Hz: %.2f dB, not %.2f", frequency, is, wanted);
    }
    free(samples);
}

static double power(const float *samples, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)samples[i] * samples[i];
    return 10 * log10(sum / (double)count + 1e-30);
}

/* This processor's extensions change nothing that is heard. */
static void test_baseline(void **state) {
    (void)state;
    rawi_hts_vocoder *fast = open_vocoder(ORDER, 0, 0), *slow = open_vocoder(ORDER, 0, 0);
    rawi_hts_vocoder_use_baseline(slow);
    rawi_hts_frame frame = {.spectrum = cepstrum, .frequency = PITCH};
    for (int i = 0; i < FRAMES; i++) {
        float a[FRAME], b[FRAME];
        frame.frequency = i % 100 < 80 ? PITCH : 0;
        rawi_hts_vocoder_frame(fast, &frame, FRAME, a);
        rawi_hts_vocoder_frame(slow, &frame, FRAME, b);
        for (int n = 0; n < FRAME; n++)
            assert_true(fabsf(a[n] - b[n]) < 1e-4F);
    }
    rawi_hts_vocoder_close(fast);
    rawi_hts_vocoder_close(slow);
}

/* Pulses and noise are equally strong, or voiced and voiceless sounds would not fit together. */
static void test_balance(void **state) {
    (void)state;
    float *pulses = steady(PITCH, 0), *noise = steady(0, 0);
    double difference = power(pulses, RATE) - power(noise, RATE);
    assert_true(fabs(difference) < 0.5);
    free(pulses);
    free(noise);
}

/* The post-filter digs the valleys and keeps the energy. */
static void test_clarity(void **state) {
    (void)state;
    float *plain = steady(0, 0), *clear = steady(0, 0.4);
    double difference = power(clear, RATE) - power(plain, RATE);
    assert_true(fabs(difference) < 0.7);
    assert_memory_not_equal(plain, clear, RATE * sizeof *plain);
    free(plain);
    free(clear);
}

/* ---- beside libhtsengine ------------------------------------------------------------------- */

static void synthesize(HTS_Engine *engine, const reference *sentence) {
    HTS_Engine_initialize(engine);
    char *paths[] = {(char *)reference_voice()};
    assert_true(HTS_Engine_load(engine, paths, 1));
    assert_true(
        HTS_Engine_synthesize_from_strings(engine, sentence->labels, sentence->label_count));
}

static float *vocode(rawi_hts_vocoder *vocoder, const HTS_Engine *engine, size_t count) {
    float *samples = calloc(count, sizeof *samples);
    const HTS_PStream *streams = engine->pss.pstream;
    rawi_hts_vocoder_reset(vocoder, 0);
    for (size_t frame = 0, voiced = 0; frame < engine->pss.total_frame; frame++) {
        rawi_hts_frame now = {streams[0].par[frame], streams[2].par[frame],
                              streams[1].msd_flag[frame] ? exp(streams[1].par[voiced++][0]) : 0};
        rawi_hts_vocoder_frame(vocoder, &now, FRAME, samples + frame * FRAME);
    }
    return samples;
}

/* What differs, in decibels, over bands of a sixth of the spectrum and twentieths of a second. */
static double spectral_distance(const float *a, const float *b, size_t count, size_t *windows) {
    enum {
        WINDOW = 2400,
        POINTS = 8
    };
    double sum = 0;
    *windows = 0;
    for (size_t at = 0; at + WINDOW <= count; at += WINDOW) {
        if (power(a + at, WINDOW) < -60)
            continue;
        double bands[2][4] = {{0}};
        for (size_t k = 0; k < POINTS * 4; k++) {
            double frequency = 100 + 240 * (double)k;
            bands[0][k / POINTS] += pow(10, level_at(a + at, WINDOW, frequency, RATE) / 10);
            bands[1][k / POINTS] += pow(10, level_at(b + at, WINDOW, frequency, RATE) / 10);
        }
        for (size_t i = 0; i < 4; i++)
            sum += pow(10 * log10(bands[0][i] / bands[1][i]), 2);
        ++*windows;
    }
    return sqrt(sum / (4 * (double)*windows));
}

/* Ours and theirs differ by no more than their noise makes two of ours differ. */
static void test_beside_libhtsengine(void **state) {
    (void)state;
    if (!reference_is_here()) {
        print_message("skipped: ../shared/voices/ziad is not here\n");
        skip();
    }
    reference sentence = reference_read(8);
    HTS_Engine engine;
    synthesize(&engine, &sentence);
    size_t count = HTS_Engine_get_nsamples(&engine), windows;
    const HTS_PStream *streams = engine.pss.pstream;
    rawi_hts_vocoder *vocoder =
        open_vocoder(streams[0].vector_length - 1, streams[2].vector_length, 0);
    float *ours = vocode(vocoder, &engine, count), *again = vocode(vocoder, &engine, count);
    float *theirs = calloc(count, sizeof *theirs);
    for (size_t i = 0; i < count; i++)
        theirs[i] = (float)(HTS_Engine_get_generated_speech(&engine, i) / 32768);
    double level = power(ours, count) - power(theirs, count);
    double distance = spectral_distance(ours, theirs, count, &windows);
    double by_noise = spectral_distance(ours, again, count, &windows);
    print_message("level %+.2f dB, distance %.2f dB (by noise alone %.2f) over %zu windows\n",
                  level, distance, by_noise, windows);
    assert_true(fabs(level) < 0.3);
    assert_true(distance < 1.25 * by_noise);
    assert_true(windows > 80);
    HTS_Engine_refresh(&engine);
    HTS_Engine_clear(&engine);
    rawi_hts_vocoder_close(vocoder);
    free(ours);
    free(again);
    free(theirs);
    reference_free(&sentence);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spectrum),
        cmocka_unit_test(test_baseline),
        cmocka_unit_test(test_balance),
        cmocka_unit_test(test_clarity),
        cmocka_unit_test(test_beside_libhtsengine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
