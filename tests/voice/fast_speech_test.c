/* Fast speech, measured in the sound: how long single and doubled consonants, short and long vowels
 * and the pauses between sentences last as the rate grows. */
#include "audio/pauses.h"
#include "measure.h"
#include "speaker.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#ifdef HAVE_HTS
#include "hts/reference.h"
#endif

static bool has_recorded_voice;

static const double rates[] = {1.0, 1.8, 2.5, 3.0, 3.5, 4.0};

enum {
    RATES = sizeof rates / sizeof *rates,
    WORDS = 10,
    MEASURED_WORDS = WORDS - 1, /* the last one is stretched */
    WORD_RUNS = 6
};

/* The sounds of the invented word «سَسَّسا», all hiss and vowel, in order. */
typedef enum run_kind {
    SINGLE,
    SHORT,
    GEMINATE,
    LONG,
    KINDS
} run_kind;

static const run_kind word_runs[WORD_RUNS] = {SINGLE, SHORT, GEMINATE, SHORT, SINGLE, LONG};

/* Mean seconds of each kind. */
typedef struct durations {
    double of[KINDS];
    double total;
} durations;

/* ---- measuring ----------------------------------------------------------------------------- */

/* Whether the sound hisses around a sample: the centre of its power lies above 2.2 kHz. */
static bool hisses(const rawi_sound *sound, unsigned rate, size_t at) {
    const double border = 2 - 2 * cos(2 * 3.14159265358979 * 3000 / rate);
    size_t half = rate / 250, start = at > half ? at - half : 1, end = at + half;
    double power = 0, differences = 0;
    for (size_t i = start; i < end && i < sound->count; i++) {
        double step = (double)sound->samples[i] - (double)sound->samples[i - 1];
        power += (double)sound->samples[i] * (double)sound->samples[i];
        differences += step * step;
    }
    return differences > border * power;
}

/* Where the run of hiss or vowel ends in which `start` lies: it stays the other for a while. */
static size_t run_end(const rawi_sound *sound, unsigned rate, size_t start, size_t while_samples) {
    bool hissing = hisses(sound, rate, start + while_samples);
    size_t at = start + while_samples;
    while (at < sound->count && (hisses(sound, rate, at) == hissing ||
                                 hisses(sound, rate, at + while_samples) == hissing))
        at++;
    return at;
}

/* The mean of each kind; fails where the sounds cannot be told apart. */
static durations measure_runs(const rawi_sound *sound, unsigned rate, double speed) {
    size_t shortest = (size_t)(0.012 * rate / speed), start = 0, met[KINDS] = {0};
    durations mean = {.total = (double)sound->count / rate};
    while (!hisses(sound, rate, start) || !hisses(sound, rate, start + shortest))
        assert_true(++start < sound->count);
    for (size_t run = 0; run < (size_t)MEASURED_WORDS * WORD_RUNS; run++) {
        size_t end = run_end(sound, rate, start, shortest);
        run_kind kind = word_runs[run % WORD_RUNS];
        if (end == sound->count || hisses(sound, rate, start + shortest) == (run % 2 == 1))
            fail_msg("at rate %g sound %zu cannot be told from its neighbours", speed, run);
        mean.of[kind] += (double)(end - start) / rate;
        met[kind]++;
        start = end;
    }
    for (size_t kind = 0; kind < KINDS; kind++)
        mean.of[kind] /= (double)met[kind];
    return mean;
}

static durations speak_at(rawi_voice *voice, double rate) {
    static const rawi_phone word[] = {
        {RAWI_PHONE_S, 0}, {RAWI_PHONE_A, 0}, {RAWI_PHONE_S, RAWI_PHONE_GEMINATE},
        {RAWI_PHONE_A, 0}, {RAWI_PHONE_S, 0}, {RAWI_PHONE_AA, 0}};
    speaker_text text = {0};
    for (size_t i = 0; i < WORDS; i++)
        speaker_add(&text, word, sizeof word / sizeof *word, 1);
    for (size_t i = 0; i < WORDS; i++)
        text.words[i].text = "";
    rawi_sound sound = speaker_say(voice, &text, 0, WORDS, &(rawi_prosody){.rate = rate}, NULL);
    durations mean = measure_runs(&sound, rawi_voice_rate(voice), rate);
    rawi_sound_free(&sound);
    return mean;
}

static double sentence_pause(double rate) {
    const rawi_utterance sentence = {.kind = RAWI_BLOCK_PARAGRAPH};
    return rawi_pause_after(&sentence, RAWI_BREAK_FINAL, rate);
}

static void print(const char *name, size_t at, const durations *mean) {
    const double *of = mean->of;
    print_message("%-6s %4.1f  %6.0f %6.0f  %5.2f  %6.0f %6.0f  %5.2f  %6.0f\n", name, rates[at],
                  of[SINGLE] * 1e3, of[GEMINATE] * 1e3, of[GEMINATE] / of[SINGLE], of[SHORT] * 1e3,
                  of[LONG] * 1e3, of[LONG] / of[SHORT], sentence_pause(rates[at]) * 1e3);
}

/* ---- tests --------------------------------------------------------------------------------- */

/* What is twice as long stays at least 1.55 times as long, and keeps four fifths of its advantage
 * at the voice's own rate; the whole is as fast as it should be. */
static void check(const char *name, const durations *plain, const durations *fast, double rate) {
    static const run_kind pairs[][2] = {{SINGLE, GEMINATE}, {SHORT, LONG}};
    for (size_t i = 0; i < 2; i++) {
        double ratio = fast->of[pairs[i][1]] / fast->of[pairs[i][0]];
        double usual = plain->of[pairs[i][1]] / plain->of[pairs[i][0]];
        if (ratio < 1.55 || ratio < 0.8 * usual)
            fail_msg("%s at rate %g: %.2f times as long, usually %.2f", name, rate, ratio, usual);
    }
    if (fabs(plain->total / fast->total / rate - 1) > 0.05)
        fail_msg("%s at rate %g: %.2f", name, rate, plain->total / fast->total);
}

static void check_voice(const char *name) {
    rawi_voice *voice;
    rawi_error error = {0};
    if (rawi_voice_open(name, &voice, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    durations plain = speak_at(voice, 1.0);
    for (size_t i = 0; i < RATES; i++) {
        durations fast = speak_at(voice, rates[i]);
        print(name, i, &fast);
        check(name, &plain, &fast, rates[i]);
    }
    rawi_voice_close(voice);
}

static void lengths_stay_distinct(void **state) {
    (void)state;
    print_message("milliseconds\n"
                  "voice  rate  single double  ratio   short   long  ratio   pause\n");
    check_voice("salim");
    check_voice("noura");
    if (has_recorded_voice)
        check_voice("real");
}

static void pauses_shrink_more_than_sounds(void **state) {
    (void)state;
    double share = sentence_pause(1.8) * 1.8;
    for (double rate = 1.9; rate <= 4.0; rate += 0.1) {
        double smaller = sentence_pause(rate) * rate;
        assert_true(smaller < share);
        share = smaller;
    }
    assert_true(share > 0.7 * sentence_pause(1.0));
}

/* ---- voices -------------------------------------------------------------------------------- */

#ifdef HAVE_HTS
static char folder[] = "/tmp/rawi-fast-XXXXXX";

/* Installs the reference voice as "real" where it is. */
static int set_up(void **state) {
    (void)state;
    char path[96];
    if (!reference_is_here())
        return 0;
    if (!mkdtemp(folder) || setenv("XDG_DATA_HOME", folder, 1) != 0)
        return 1;
    snprintf(path, sizeof path, "%s/rawi", folder);
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/rawi/voices", folder);
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/rawi/voices/real.htsvoice", folder);
    has_recorded_voice = symlink(reference_voice(), path) == 0;
    return !has_recorded_voice;
}

static int tear_down(void **state) {
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return has_recorded_voice ? system(command) : 0;
}
#else
static int set_up(void **state) {
    (void)state;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    return 0;
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_stay_distinct),
        cmocka_unit_test(pauses_shrink_more_than_sounds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
