/* Mastering: signals of known level come out at the loudness that was asked for and under the
 * ceiling, between the samples too; what is silent stays silent; takes are trimmed and placed. */
#include "edition/chime.h"
#include "edition/mastering.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    RATE = 48000
};

static const double pi = 3.14159265358979323846;
static const double ceiling_db = -1.0;
static const double near_enough = 0.02; /* dB between one oversampling filter and another */

/* What came out, as a meter of true peaks sees it. */
typedef struct heard {
    ebur128_state *meter;
    unsigned long long count;
    float largest;
} heard;

static rawi_status hear(void *user, const float *samples, size_t count, rawi_error *error) {
    (void)error;
    heard *all = user;
    assert_int_equal(ebur128_add_frames_float(all->meter, samples, count), EBUR128_SUCCESS);
    for (size_t i = 0; i < count; i++)
        all->largest = fmaxf(all->largest, fabsf(samples[i]));
    all->count += count;
    return RAWI_OK;
}

static rawi_mastering *open_mastering(void) {
    rawi_mastering *mastering;
    rawi_error error;
    if (rawi_mastering_open(RATE, &mastering, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    return mastering;
}

static void add(rawi_mastering *mastering, size_t take, const float *samples, size_t count) {
    rawi_error error;
    for (size_t at = 0; at < count; at += 10000) {
        size_t now = count - at < 10000 ? count - at : 10000;
        if (rawi_mastering_add(mastering, take, samples + at, now, &error) != RAWI_OK)
            fail_msg("%s", error.message);
    }
}

/* `take` is the next that there is none of. */
static void record(rawi_mastering *mastering, size_t take, rawi_take_kind kind,
                   const float *samples, size_t count) {
    rawi_error error;
    if (rawi_mastering_begin(mastering, kind, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    add(mastering, take, samples, count);
}

static heard render(rawi_mastering *mastering, double loudness) {
    heard all = {.meter = ebur128_init(1, RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK)};
    rawi_error error;
    assert_non_null(all.meter);
    if (rawi_mastering_render(mastering, loudness, pow(10, ceiling_db / 20), hear, &all, &error))
        fail_msg("%s", error.message);
    assert_int_equal(all.count, llround(rawi_mastering_seconds(mastering) * RATE));
    return all;
}

static double loudness_of(const heard *all) {
    double loudness;
    assert_int_equal(ebur128_loudness_global(all->meter, &loudness), EBUR128_SUCCESS);
    return loudness;
}

static double peak_of(const heard *all) {
    double peak;
    assert_int_equal(ebur128_true_peak(all->meter, 0, &peak), EBUR128_SUCCESS);
    return 20 * log10(peak);
}

/* Renders one take of speech with silence around it. */
static heard master(const float *samples, size_t count, double loudness) {
    rawi_mastering *mastering = open_mastering();
    record(mastering, 0, RAWI_TAKE_SPEECH, samples, count);
    rawi_mastering_pause(mastering, 0.5);
    rawi_mastering_place(mastering, 0);
    rawi_mastering_pause(mastering, 0.5);
    heard all = render(mastering, loudness);
    rawi_mastering_close(mastering);
    return all;
}

static void expect(heard all, double loudness, const char *what) {
    if (!(fabs(loudness_of(&all) - loudness) <= 0.2))
        fail_msg("%s: %.2f LUFS, not %.1f", what, loudness_of(&all), loudness);
    if (!(peak_of(&all) <= ceiling_db + near_enough))
        fail_msg("%s: a true peak of %.2f dB", what, peak_of(&all));
    ebur128_destroy(&all.meter);
}

static float *new_samples(size_t count) {
    float *samples = calloc(count, sizeof *samples);
    assert_non_null(samples);
    return samples;
}

/* Syllables of a gliding tone, a quarter of a second each; every `spike` of them has a click. */
static float *make_syllables(size_t count, double level, unsigned spike) {
    float *samples = new_samples(count);
    double phase = 0;
    for (size_t i = 0; i < count; i++) {
        double time = (double)i / RATE;
        phase += 2 * pi * (300 + 90 * sin(0.9 * time)) / RATE;
        double swell = 0.5 - 0.5 * cos(2 * pi * 4 * time);
        samples[i] = (float)(level * swell * (sin(phase) + 0.5 * sin(2 * phase)));
        if (spike && i % (RATE / 4) == RATE / 8 && i / (RATE / 4) % spike == 0)
            samples[i] = 1;
    }
    return samples;
}

static void test_levels(void **state) {
    (void)state;
    for (unsigned seconds = 3; seconds <= 90;
         seconds += 87) { /* all of it is tried, and excerpts */
        size_t count = seconds * (size_t)RATE;
        for (double level = 0.01; level < 1; level *= 9) {
            float *samples = make_syllables(count, level, 0);
            expect(master(samples, count, -16), -16, "syllables");
            expect(master(samples, count, -24), -24, "softer syllables");
            free(samples);
        }
    }
}

static void test_hot_signals_meet_the_limiter(void **state) {
    (void)state;
    size_t count = 20 * (size_t)RATE;
    for (unsigned spike = 1; spike <= 9; spike += 4) {
        float *samples = make_syllables(count, 0.05, spike);
        expect(master(samples, count, -16), -16, "clicks");
        expect(master(samples, count, -12), -12, "louder clicks");
        free(samples);
    }
}

/* A quarter of the rate, sampled between its peaks: 3 dB more than any sample. */
static void test_peaks_between_samples(void **state) {
    (void)state;
    size_t count = 5 * (size_t)RATE;
    float *samples = new_samples(count);
    for (double phase = 0; phase < 0.9; phase += 0.2) {
        for (size_t i = 0; i < count; i++)
            samples[i] = (float)sin(pi / 2 * (double)i + pi * phase / 2 + pi / 4);
        heard all = master(samples, count, 3);
        if (!(peak_of(&all) <= ceiling_db + near_enough))
            fail_msg("phase %.1f: a true peak of %.2f dB", phase, peak_of(&all));
        assert_true(peak_of(&all) > ceiling_db - 1); /* the limiter takes no more than it must */
        ebur128_destroy(&all.meter);
    }
    free(samples);
}

/* Signs that make the wave between two samples as large as they can. */
static void test_hostile_samples(void **state) {
    (void)state;
    size_t count = 3 * (size_t)RATE;
    float *samples = new_samples(count);
    unsigned random = 1;
    for (size_t i = 0; i < count; i++) {
        random = random * 1664525 + 1013904223;
        size_t place = i % 32;
        bool up = place < 16 ? place % 2 == 0 : place % 2 != 0;
        samples[i] = i / 4800 % 2 ? (random >> 31 ? 1.0F : -1.0F) : up ? 1.0F : -1.0F;
    }
    heard all = master(samples, count, -9);
    assert_true(all.largest <= (float)pow(10, ceiling_db / 20) * 1.0001F);
    if (!(peak_of(&all) <= ceiling_db + 0.3)) /* meters oversample four times, as coarsely */
        fail_msg("a true peak of %.2f dB", peak_of(&all));
    ebur128_destroy(&all.meter);
    free(samples);
}

static void test_short_takes(void **state) {
    (void)state;
    float *samples = make_syllables(RATE, 0.1, 0);
    expect(master(samples, RATE / 2, -16), -16, "half a second");
    expect(master(samples, RATE / 5, -16), -16, "a fifth of a second");
    heard all = master(samples, 1, -16); /* nothing fails */
    ebur128_destroy(&all.meter);
    free(samples);
}

static void test_silence_stays(void **state) {
    (void)state;
    float *samples = new_samples(2 * RATE);
    heard all = master(samples, 2 * RATE, -16);
    assert_true(all.largest == 0);
    assert_int_equal(all.count, 3 * RATE);
    ebur128_destroy(&all.meter);
    all = master(samples, 0, -16);
    assert_int_equal(all.count, RATE);
    ebur128_destroy(&all.meter);
    free(samples);
}

/* Without a loudness the speech stays as it is where it is under the ceiling. */
static void test_off(void **state) {
    (void)state;
    float *samples = make_syllables(2 * RATE, 0.1, 0);
    float largest = 0;
    for (size_t i = 0; i < 2 * RATE; i++)
        largest = fmaxf(largest, fabsf(samples[i]));
    heard all = master(samples, 2 * RATE, NAN);
    assert_float_equal(all.largest, largest, 1e-6);
    ebur128_destroy(&all.meter);
    free(samples);
}

/* Silence at the edges of a take goes, and its place in the programme says so. */
static void test_trimming(void **state) {
    (void)state;
    float *samples = new_samples(4 * RATE);
    for (size_t i = RATE; i < 2 * RATE; i++)
        samples[i] = (float)(0.2 * sin(0.05 * (double)i));
    rawi_mastering *mastering = open_mastering();
    record(mastering, 0, RAWI_TAKE_SPEECH, samples, 4 * RATE);
    record(mastering, 1, RAWI_TAKE_SPEECH, samples, 4 * RATE);
    rawi_mastering_pause(mastering, 1);
    double first = rawi_mastering_place(mastering, 1);
    double second = rawi_mastering_place(mastering, 0);
    assert_true(fabs(first - 0.02) < 0.001);         /* 20 ms stay before the sound */
    assert_true(fabs(second - first - 1.1) < 0.001); /* and 80 ms behind it */
    assert_true(fabs(rawi_mastering_seconds(mastering) - 3.2) < 0.002);
    rawi_mastering_close(mastering);
    free(samples);
}

/* A chime is a little softer than the speech, however soft or loud it was recorded. */
static void test_chime_fits_the_speech(void **state) {
    (void)state;
    float *speech = make_syllables(30 * (size_t)RATE, 0.3, 0);
    for (int kind = RAWI_CHIME_OPENING; kind <= RAWI_CHIME_CLOSING; kind++) {
        float *chime;
        size_t count;
        rawi_error error;
        assert_int_equal(rawi_chime_make((rawi_chime)kind, RATE, &chime, &count, &error), RAWI_OK);
        assert_in_range(count, RATE, 4 * RATE);
        float largest = 0;
        for (size_t i = 0; i < count; i++)
            largest = fmaxf(largest, fabsf(chime[i]));
        assert_true(largest > 0.05F && largest < 1);
        assert_true(fabsf(chime[count - 1]) < 0.05F * largest);
        rawi_mastering *mastering = open_mastering();
        record(mastering, 0, RAWI_TAKE_SOUND, chime, count);
        record(mastering, 1, RAWI_TAKE_SPEECH, speech, 30 * (size_t)RATE);
        rawi_mastering_place(mastering, 0);
        rawi_mastering_pause(mastering, 0.5);
        rawi_mastering_place(mastering, 1);
        expect(render(mastering, -16), -16, "with a chime");
        rawi_mastering_close(mastering);
        free(chime);
    }
    free(speech);
}

/* What a followed programme is made of: two minutes of syllables, and what surrounds them. */
typedef struct followed {
    float *first;
    float *second;
    float *words;
    float *chime;
    rawi_mastering *mastering;
    heard all;
} followed;

enum {
    HALF = 65 * RATE,
    WORDS = 4 * RATE,
    CHIME = 2 * RATE
};

/* The first half of take 1 is at `level`, the rest at `later`; the words of takes 2 and 3 are at
 * `level`. Each edge of take 1 has a second of silence or two. */
static followed open_followed(double level, double later) {
    followed made = {
        .first = make_syllables(HALF, level, 7),
        .second = make_syllables(HALF, later, 5),
        .words = make_syllables(WORDS, level, 0),
        .chime = make_syllables(CHIME, 0.5, 0),
        .mastering = open_mastering(),
        .all = {.meter = ebur128_init(1, RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK)}};
    assert_non_null(made.all.meter);
    memset(made.first, 0, RATE * sizeof *made.first);
    memset(made.second + HALF - 2 * RATE, 0, 2 * RATE * sizeof *made.second);
    return made;
}

static void close_followed(followed *gone) {
    rawi_mastering_close(gone->mastering);
    free(gone->first);
    free(gone->second);
    free(gone->words);
    free(gone->chime);
}

/* A chime, and words that are spoken when half of take 1 is recorded; then take 1 is followed. */
static void begin_followed(followed *job, double loudness) {
    rawi_mastering *mastering = job->mastering;
    record(mastering, 0, RAWI_TAKE_SOUND, job->chime, CHIME);
    record(mastering, 1, RAWI_TAKE_SPEECH, job->first, HALF);
    record(mastering, 2, RAWI_TAKE_SPEECH, job->words, WORDS);
    rawi_mastering_pause(mastering, 0.25);
    rawi_mastering_place(mastering, 0);
    rawi_mastering_pause(mastering, 0.5);
    rawi_mastering_place(mastering, 2);
    rawi_mastering_pause(mastering, 0.5);
    rawi_mastering_follow(mastering, 1, loudness, pow(10, ceiling_db / 20), hear, &job->all);
}

/* The rest of take 1, and words behind it. */
static void end_followed(followed *job) {
    rawi_mastering *mastering = job->mastering;
    double before = rawi_mastering_seconds(mastering);
    add(mastering, 1, job->second, HALF);
    record(mastering, 3, RAWI_TAKE_SPEECH, job->words, WORDS);
    double start = rawi_mastering_place(mastering, 1);
    rawi_mastering_pause(mastering, 0.5);
    rawi_mastering_place(mastering, 3);
    rawi_mastering_pause(mastering, 0.75);
    assert_true(fabs(start - before + 0.98) < 0.05); /* 20 ms of a second's silence are heard */
}

/* What is rendered of it while it is recorded; *complete as rawi_mastering_complete says. Where
 * that is not, what is rendered then. */
static heard follow(double level, double later, double loudness, bool *complete) {
    followed job = open_followed(level, later);
    rawi_error error;
    begin_followed(&job, loudness);
    end_followed(&job);
    assert_int_equal(rawi_mastering_complete(job.mastering, complete, &error), RAWI_OK);
    if (!*complete) {
        ebur128_destroy(&job.all.meter);
        job.all = render(job.mastering, loudness);
    }
    assert_int_equal(job.all.count, llround(rawi_mastering_seconds(job.mastering) * RATE));
    close_followed(&job);
    return job.all;
}

static void test_followed(void **state) {
    (void)state;
    bool complete;
    expect(follow(0.1, 0.1, -16, &complete), -16, "followed");
    assert_true(complete);
    expect(follow(0.1, 0.3, -16, &complete), -16, "grows loud");
    assert_false(complete);
    expect(follow(0.3, 0.1, -16, &complete), -16, "grows soft");
    assert_false(complete);
}

typedef struct kept {
    float *samples;
    size_t count;
} kept;

static rawi_status keep(void *user, const float *samples, size_t count, rawi_error *error) {
    (void)error;
    kept *all = user;
    if (count == 0)
        return RAWI_OK;
    all->samples = realloc(all->samples, (all->count + count) * sizeof *samples);
    assert_non_null(all->samples);
    memcpy(all->samples + all->count, samples, count * sizeof *samples);
    all->count += count;
    return RAWI_OK;
}

/* Each part of a followed programme is heard where it is in one that is rendered at the end. */
static void test_followed_as_rendered(void **state) {
    (void)state;
    followed job = open_followed(0.05, 0.05);
    kept before = {0}, after = {0};
    rawi_error error;
    bool complete;
    begin_followed(&job, NAN);
    rawi_mastering_follow(job.mastering, 1, NAN, 1, keep, &before);
    end_followed(&job);
    assert_int_equal(rawi_mastering_complete(job.mastering, &complete, &error), RAWI_OK);
    assert_true(complete);
    assert_int_equal(rawi_mastering_render(job.mastering, NAN, 1, keep, &after, &error), RAWI_OK);
    assert_int_equal(before.count, after.count);
    double largest = 0;
    for (size_t i = 0; i < after.count; i++)
        largest = fmax(largest, fabs(before.samples[i] - after.samples[i]));
    if (!(largest < 0.001)) /* the sound beside the speech follows what is known of its loudness */
        fail_msg("they differ by %g", largest);
    ebur128_destroy(&job.all.meter);
    free(before.samples);
    free(after.samples);
    close_followed(&job);
}

/* A programme that is made anew is not followed any more, but can be again. */
static void test_cleared(void **state) {
    (void)state;
    followed job = open_followed(0.1, 0.1);
    rawi_error error;
    bool complete;
    begin_followed(&job, -16);
    add(job.mastering, 1, job.words, WORDS);
    rawi_mastering_clear(job.mastering);
    unsigned long long heard_before = job.all.count;
    assert_true(heard_before > 0 && rawi_mastering_seconds(job.mastering) == 0);
    add(job.mastering, 1, job.words, WORDS);
    rawi_mastering_place(job.mastering, 1);
    assert_int_equal(rawi_mastering_complete(job.mastering, &complete, &error), RAWI_OK);
    assert_true(!complete && job.all.count == heard_before);
    expect(render(job.mastering, -16), -16, "cleared");
    rawi_mastering_clear(job.mastering);
    rawi_mastering_follow(job.mastering, 1, -16, pow(10, ceiling_db / 20), hear, &job.all);
    add(job.mastering, 1, job.words, WORDS);
    rawi_mastering_place(job.mastering, 1);
    assert_int_equal(rawi_mastering_complete(job.mastering, &complete, &error), RAWI_OK);
    assert_true(complete && job.all.count > heard_before);
    ebur128_destroy(&job.all.meter);
    close_followed(&job);
}

static void test_short_takes_are_not_followed(void **state) {
    (void)state;
    heard all = {.meter = ebur128_init(1, RATE, EBUR128_MODE_I)};
    float *samples = make_syllables(30 * (size_t)RATE, 0.1, 0);
    rawi_mastering *mastering = open_mastering();
    rawi_error error;
    bool complete;
    rawi_mastering_follow(mastering, 0, -16, 0.9, hear, &all);
    record(mastering, 0, RAWI_TAKE_SPEECH, samples, 30 * (size_t)RATE);
    rawi_mastering_place(mastering, 0);
    assert_int_equal(rawi_mastering_complete(mastering, &complete, &error), RAWI_OK);
    assert_true(!complete && all.count == 0);
    expect(render(mastering, -16), -16, "too short to be followed");
    rawi_mastering_close(mastering);
    ebur128_destroy(&all.meter);
    free(samples);
}

/* What the sink says ends the work. */
static rawi_status refuse(void *user, const float *samples, size_t count, rawi_error *error) {
    (void)user;
    (void)samples;
    (void)count;
    return rawi_fail(error, RAWI_INTERRUPTED, "enough");
}

static void test_sink_can_end_it(void **state) {
    (void)state;
    float *samples = make_syllables(RATE, 0.1, 0);
    rawi_mastering *mastering = open_mastering();
    record(mastering, 0, RAWI_TAKE_SPEECH, samples, RATE);
    rawi_mastering_place(mastering, 0);
    rawi_error error;
    assert_int_equal(rawi_mastering_render(mastering, -16, 0.9, refuse, NULL, &error),
                     RAWI_INTERRUPTED);
    assert_string_equal(error.message, "enough");
    rawi_mastering_close(mastering);
    free(samples);
    samples = make_syllables(70 * (size_t)RATE, 0.1, 0);
    mastering = open_mastering();
    rawi_mastering_follow(mastering, 0, -16, 0.9, refuse, NULL);
    assert_int_equal(rawi_mastering_begin(mastering, RAWI_TAKE_SPEECH, &error), RAWI_OK);
    rawi_mastering_add(mastering, 0, samples, 70 * (size_t)RATE, NULL);
    bool complete;
    assert_int_equal(rawi_mastering_complete(mastering, &complete, &error), RAWI_INTERRUPTED);
    assert_false(complete);
    rawi_mastering_close(mastering);
    free(samples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_hot_signals_meet_the_limiter),
        cmocka_unit_test(test_peaks_between_samples),
        cmocka_unit_test(test_hostile_samples),
        cmocka_unit_test(test_short_takes),
        cmocka_unit_test(test_silence_stays),
        cmocka_unit_test(test_off),
        cmocka_unit_test(test_trimming),
        cmocka_unit_test(test_chime_fits_the_speech),
        cmocka_unit_test(test_followed),
        cmocka_unit_test(test_followed_as_rendered),
        cmocka_unit_test(test_cleared),
        cmocka_unit_test(test_short_takes_are_not_followed),
        cmocka_unit_test(test_sink_can_end_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
