/* Several voices in one narration: who speaks what, pitch variants, sample rates, loudness. With
 * eSpeak NG's voices and the small one, and the reference voice where that is. */
#include "audio/cast.h"

#include "arabic/phonemize/phone.h"
#include "hts/reference.h"
#include "hts/tiny_voice.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define P(name)                                                                                    \
    { RAWI_PHONE_##name, 0 }

static const rawi_phone qaala[] = {P(Q), P(AA), P(L), P(A)};

enum {
    WORDS = 4
};

static rawi_word words[WORDS];
static char folder[] = "/tmp/rawi-cast-XXXXXX";
static char files[2][128];

static int set_up(void **state) {
    (void)state;
    char path[96];
    if (!mkdtemp(folder) || setenv("XDG_DATA_HOME", folder, 1) != 0)
        return 1;
    snprintf(path, sizeof path, "%s/rawi", folder);
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/rawi/voices", folder);
    mkdir(path, 0777);
    snprintf(files[0], sizeof files[0], "%s/tiny.htsvoice", path);
    tiny_voice_write(files[0]);
    snprintf(files[1], sizeof files[1], "%s/real.htsvoice", path);
    if (reference_is_here() && symlink(reference_voice(), files[1]) != 0)
        return 1;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

/* A phrase of the first `quoted` words in quotation marks. */
static rawi_utterance utterance_of(rawi_block_kind kind, size_t quoted) {
    for (size_t i = 0; i < WORDS; i++)
        words[i] = (rawi_word){.text = "",
                               .phones = qaala,
                               .phone_count = 4,
                               .flags = i < quoted ? RAWI_WORD_QUOTED : 0};
    words[WORDS - 1].break_after = RAWI_BREAK_FINAL;
    return (rawi_utterance){.kind = kind, .words = words, .word_count = WORDS};
}

typedef struct spoken {
    rawi_sound sound;
    rawi_word_time times[WORDS];
    unsigned rate;
} spoken;

static spoken speak(const rawi_narration_options *options, rawi_block_kind kind, size_t quoted) {
    spoken result = {0};
    rawi_cast *cast;
    rawi_error error;
    if (rawi_cast_open(options, &cast, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    rawi_utterance utterance = utterance_of(kind, quoted);
    rawi_phrase phrase = {&utterance, 0, WORDS};
    rawi_prosody prosody = {.rate = 1, .pitch = options->pitch};
    if (rawi_cast_speak(cast, &phrase, &prosody, &result.sound, result.times, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    result.rate = rawi_cast_rate(cast);
    rawi_cast_close(cast);
    return result;
}

/* Whether two casts speak the same phrase with the same samples. */
static bool sound_alike(const rawi_narration_options *a, const rawi_narration_options *b,
                        rawi_block_kind kind, size_t quoted) {
    spoken first = speak(a, kind, quoted), second = speak(b, kind, quoted);
    size_t count = first.sound.count;
    bool alike = count == second.sound.count &&
                 memcmp(first.sound.samples, second.sound.samples, count * sizeof(float)) == 0;
    rawi_sound_free(&first.sound);
    rawi_sound_free(&second.sound);
    return alike;
}

static void test_parts(void **state) {
    (void)state;
    const rawi_narration_options cast = {
        .voice = "tiny", .quote_voice = "tiny:5", .heading_voice = ":-5"};
    const rawi_narration_options usual = {.voice = "tiny"}, high = {.voice = "tiny", .pitch = 5},
                                 low = {.voice = "tiny", .pitch = -5};
    assert_true(sound_alike(&cast, &usual, RAWI_BLOCK_PARAGRAPH, 0));
    assert_true(sound_alike(&cast, &usual, RAWI_BLOCK_PARAGRAPH, 2)); /* a term, no quotation */
    assert_true(sound_alike(&cast, &high, RAWI_BLOCK_PARAGRAPH, 3));
    assert_true(sound_alike(&cast, &high, RAWI_BLOCK_QUOTATION, 0));
    assert_true(sound_alike(&cast, &low, RAWI_BLOCK_HEADING, 0));
    assert_false(sound_alike(&cast, &usual, RAWI_BLOCK_HEADING, 0));
}

static void test_pitch_variants(void **state) {
    (void)state;
    const rawi_narration_options cast = {.voice = "tiny:-1", .quote_voice = ":3", .pitch = 1};
    const rawi_narration_options own = {.voice = "tiny"}, raised = {.voice = "tiny", .pitch = 3};
    assert_true(sound_alike(&cast, &own, RAWI_BLOCK_PARAGRAPH, 0));
    assert_true(sound_alike(&cast, &raised, RAWI_BLOCK_QUOTATION, 0));
    const rawi_narration_options extreme = {.voice = "tiny:12", .pitch = 12},
                                 highest = {.voice = "tiny", .pitch = 12};
    assert_true(sound_alike(&extreme, &highest, RAWI_BLOCK_PARAGRAPH, 0));
}

/* Voices that are kept for the next article begin it as new ones do. */
static void test_restart(void **state) {
    (void)state;
    const rawi_narration_options options = {.voice = "tiny", .quote_voice = "salim"};
    const rawi_prosody prosody = {.rate = 1};
    rawi_cast *cast;
    rawi_error error;
    rawi_sound sound = {0};
    rawi_word_time times[WORDS];
    size_t ends[4] = {0};
    assert_int_equal(rawi_cast_open(&options, &cast, &error), RAWI_OK);
    for (size_t i = 1; i < 4; i++) { /* the second time without a new beginning */
        rawi_utterance utterance = utterance_of(RAWI_BLOCK_PARAGRAPH, 0);
        rawi_phrase phrase = {&utterance, 0, WORDS};
        if (i == 3)
            rawi_cast_restart(cast);
        assert_int_equal(rawi_cast_speak(cast, &phrase, &prosody, &sound, times, &error), RAWI_OK);
        ends[i] = sound.count;
    }
    size_t count = ends[1];
    assert_int_equal(ends[3] - ends[2], count);
    assert_memory_not_equal(sound.samples, sound.samples + ends[1], count * sizeof(float));
    assert_memory_equal(sound.samples, sound.samples + ends[2], count * sizeof(float));
    rawi_sound_free(&sound);
    rawi_cast_close(cast);
}

/* The small voice has 16 kHz, eSpeak NG 22.05: the cast has the higher rate. */
static void test_rates(void **state) {
    (void)state;
    const rawi_narration_options tiny = {.voice = "tiny"};
    const rawi_narration_options mixed = {.voice = "tiny", .quote_voice = "salim"};
    spoken alone = speak(&tiny, RAWI_BLOCK_PARAGRAPH, 0);
    spoken together = speak(&mixed, RAWI_BLOCK_PARAGRAPH, 0);
    double seconds = (double)alone.sound.count / alone.rate;
    assert_int_equal(alone.rate, TINY_RATE);
    assert_true(together.rate > TINY_RATE);
    assert_true(fabs((double)together.sound.count / together.rate - seconds) < 0.001);
    for (size_t i = 0; i < WORDS; i++)
        assert_true(fabs((double)together.times[i].end / together.rate -
                         (double)alone.times[i].end / alone.rate) < 0.001);
    rawi_sound_free(&alone.sound);
    rawi_sound_free(&together.sound);
}

/* Mean power of the parts that sound, in decibels. */
static double loudness(const spoken *speech) {
    size_t window = speech->rate / 20, windows = 0;
    double powers[400], sum = 0, loudest = 0;
    for (size_t at = 0; at + window <= speech->sound.count && windows < 400; at += window) {
        double power = 0;
        for (size_t i = at; i < at + window; i++)
            power += (double)speech->sound.samples[i] * speech->sound.samples[i];
        powers[windows++] = power / (double)window;
        loudest = fmax(loudest, power / (double)window);
    }
    size_t counted = 0;
    for (size_t i = 0; i < windows; i++)
        if (powers[i] > loudest / 100) {
            sum += powers[i];
            counted++;
        }
    return 10 * log10(sum / (double)counted);
}

static void test_loudness(void **state) {
    (void)state;
    static const char *const names[] = {"salim", "noura", "real"};
    double levels[3];
    for (size_t i = 0; i < (reference_is_here() ? 3 : 2); i++) {
        spoken speech =
            speak(&(rawi_narration_options){.voice = names[i]}, RAWI_BLOCK_PARAGRAPH, 0);
        levels[i] = loudness(&speech);
        print_message("%s: %.1f dB\n", names[i], levels[i]);
        assert_true(fabs(levels[i] - levels[0]) < 4);
        rawi_sound_free(&speech.sound);
    }
}

static void test_errors(void **state) {
    (void)state;
    static const struct {
        const char *voice, *said;
    } rows[] = {{"nobody", "nobody"}, {"salim:", "pitch"},  {"salim:x", "x"},
                {"salim:13", "13"},   {"salim:nan", "nan"}, {":99", "99"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rawi_cast *cast;
        rawi_error error = {0};
        rawi_narration_options options = {.voice = "salim", .quote_voice = rows[i].voice};
        assert_int_not_equal(rawi_cast_open(&options, &cast, &error), RAWI_OK);
        if (!strstr(error.message, rows[i].said))
            fail_msg("%s: %s", rows[i].voice, error.message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),    cmocka_unit_test(test_pitch_variants),
        cmocka_unit_test(test_restart),  cmocka_unit_test(test_rates),
        cmocka_unit_test(test_loudness), cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
