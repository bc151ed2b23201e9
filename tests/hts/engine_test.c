/* The HTS engine: sound without silence around it, times, rate, pitch, loudness, clarity; and its
 * melody, measured on the contour of the fundamental frequency. With the small voice, whose own
 * contour is flat, and with the reference voice where that is. */
#include "voice/hts.h"

#include "arabic/phonemize/phone.h"
#include "hts/reference.h"
#include "hts/tiny_voice.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#define P(name)                                                                                    \
    { RAWI_PHONE_##name, 0 }

/* «هَلْ جَاءَ عَلِيٌّ مَعَ أَبِيهِ» as spoken before a pause: nearly all of it voiced. */
static const rawi_phone hal[] = {P(H), P(A), P(L)}, jaa[] = {P(J), P(AA), P(HAMZA), P(A)},
                        ali[] = {P(AYN), P(A), P(L), P(II), P(Y), P(U), P(N)},
                        maa[] = {P(M), P(A), P(AYN), P(A)},
                        abih[] = {P(HAMZA), P(A), P(B), P(II), P(H)};
static const rawi_syllable abih_syllables[] = {{0, 2, 0}, {2, 3, 1}};

enum {
    WORDS = 5
};

#define WORD(array)                                                                                \
    { .phones = (array), .phone_count = sizeof(array) / sizeof(array)[0] }

static const rawi_word sentence[WORDS] = {
    WORD(hal),
    WORD(jaa),
    WORD(ali),
    WORD(maa),
    {.phones = abih,
     .phone_count = 5,
     .syllables = abih_syllables,
     .syllable_count = 2,
     .break_after = RAWI_BREAK_FINAL},
};

/* ---- speaking ------------------------------------------------------------------------------ */

typedef struct spoken {
    rawi_sound sound;
    rawi_word_time times[WORDS];
    unsigned rate;
} spoken;

static const char *tiny_path = "/tmp/rawi-engine-test.htsvoice";

static spoken speak(const char *voice, const rawi_utterance *utterance,
                    const rawi_prosody *prosody) {
    spoken result = {0};
    rawi_error error = {0};
    void *state;
    if (rawi_hts_driver.open("test", voice, &state, &result.rate, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    rawi_phrase phrase = {utterance, 0, WORDS};
    if (rawi_hts_driver.speak(state, &phrase, prosody, &result.sound, result.times, &error) !=
        RAWI_OK)
        fail_msg("%s", error.message);
    rawi_hts_driver.close(state);
    return result;
}

static const rawi_prosody plain = {.rate = 1};

static rawi_utterance statement(const rawi_word *words) {
    return (rawi_utterance){.kind = RAWI_BLOCK_PARAGRAPH,
                            .intonation = RAWI_INTONATION_STATEMENT,
                            .words = words,
                            .word_count = WORDS};
}

static spoken speak_plainly(const char *voice, const rawi_prosody *prosody) {
    rawi_utterance utterance = statement(sentence);
    return speak(voice, &utterance, prosody);
}

static double seconds(const spoken *speech) {
    return (double)speech->sound.count / speech->rate;
}

static double power(const float *samples, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)samples[i] * samples[i];
    return 10 * log10(sum / (double)count + 1e-30);
}

/* ---- fundamental frequency ----------------------------------------------------------------- */

/* Hertz at a sample, by the autocorrelation of 50 ms; 0 where there is no clear period. */
static double frequency_at(const float *samples, size_t count, size_t at, unsigned rate) {
    size_t window = rate / 20, least = rate / 400, most = rate / 60;
    size_t first = at > window / 2 ? at - window / 2 : 0;
    if (first + window + most > count)
        return 0;
    const float *x = samples + first;
    double best = 0, power_here = 1e-9, values[1000] = {0};
    for (size_t i = 0; i < window; i++)
        power_here += (double)x[i] * x[i];
    for (size_t lag = least; lag <= most; lag++) {
        double product = 0, power_there = 1e-9;
        for (size_t i = 0; i < window; i++) {
            product += (double)x[i] * x[i + lag];
            power_there += (double)x[i + lag] * x[i + lag];
        }
        values[lag] = product / sqrt(power_here * power_there);
        best = fmax(best, values[lag]);
    }
    if (best < 0.75)
        return 0;
    for (size_t lag = least + 1; lag < most; lag++) /* the first peak that is nearly the best */
        if (values[lag] > 0.9 * best && values[lag] >= values[lag - 1] &&
            values[lag] >= values[lag + 1])
            return (double)rate / (double)lag;
    return 0;
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median of the half tones (over 100 hertz) in [from, to) seconds. */
static double median_between(const spoken *speech, double from, double to) {
    double tones[400];
    size_t count = 0;
    for (double t = from; t < to && count < 400; t += 0.01) {
        double frequency = frequency_at(speech->sound.samples, speech->sound.count,
                                        (size_t)(t * speech->rate), speech->rate);
        if (frequency > 0)
            tones[count++] = 12 * log2(frequency / 100);
    }
    if (count == 0)
        fail_msg("no voice between %.2f and %.2f s", from, to);
    qsort(tones, count, sizeof *tones, compare_doubles);
    return tones[count / 2];
}

/* Seconds at which the last clear period stands. */
static double voice_ends(const spoken *speech) {
    double time = (double)speech->sound.count / speech->rate;
    while (time > 0 && frequency_at(speech->sound.samples, speech->sound.count,
                                    (size_t)(time * speech->rate), speech->rate) == 0)
        time -= 0.005;
    return time;
}

/* A phrase's contour in three figures, half tones over 100 hertz. */
typedef struct contour {
    double start, level, end;
    double last_word; /* seconds that the last word lasts */
} contour;

static contour measure(const char *voice, const rawi_utterance *utterance) {
    spoken speech = speak(voice, utterance, &plain);
    double length = seconds(&speech), rate = speech.rate;
    double last_voice = voice_ends(&speech);
    const rawi_word_time *last = &speech.times[WORDS - 1];
    contour result = {.start = median_between(&speech, 0.08, 0.3),
                      .level = median_between(&speech, 0.3 * length, 0.7 * length),
                      .end = median_between(&speech, last_voice - 0.14, last_voice),
                      .last_word = (double)(last->end - last->start) / rate};
    rawi_sound_free(&speech.sound);
    return result;
}

/* ---- tests --------------------------------------------------------------------------------- */

static const char *voices[2];
static size_t voice_count;

static int set_up(void **state) {
    (void)state;
    tiny_voice_write(tiny_path);
    voices[voice_count++] = tiny_path;
    if (reference_is_here())
        voices[voice_count++] = reference_voice();
    else
        print_message("without the voice of ../shared, which is not here\n");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    return unlink(tiny_path);
}

static void test_times(void **state) {
    (void)state;
    for (size_t v = 0; v < voice_count; v++) {
        spoken speech = speak_plainly(voices[v], &plain);
        assert_true(seconds(&speech) > 1 && seconds(&speech) < 4);
        size_t before = 0;
        for (size_t i = 0; i < WORDS; i++) {
            assert_true(speech.times[i].start >= before);
            assert_true(speech.times[i].end > speech.times[i].start + speech.rate / 20);
            before = speech.times[i].start;
            if (i > 0)
                assert_int_equal(speech.times[i].start, speech.times[i - 1].end);
        }
        assert_true(speech.times[0].start <= speech.rate / 50);
        assert_true(speech.times[WORDS - 1].end <= speech.sound.count);
        assert_true(speech.times[WORDS - 1].end + speech.rate / 25 >= speech.sound.count);
        rawi_sound_free(&speech.sound);
    }
}

/* The sound begins and ends within 50 ms of being heard. */
static void test_no_silence(void **state) {
    (void)state;
    for (size_t v = 0; v < voice_count; v++) {
        spoken speech = speak_plainly(voices[v], &plain);
        const float *samples = speech.sound.samples;
        size_t count = speech.sound.count, part = speech.rate / 20;
        double whole = power(samples, count);
        assert_true(power(samples, part) > whole - 35);
        assert_true(power(samples + count - 2 * part, part) > whole - 35);
        rawi_sound_free(&speech.sound);
    }
}

static void test_rate(void **state) {
    (void)state;
    static const double rates[] = {0.5, 0.8, 1.5, 2, 3, 4};
    for (size_t v = 0; v < voice_count; v++) {
        spoken usual = speak_plainly(voices[v], &plain);
        for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
            spoken speech = speak_plainly(voices[v], &(rawi_prosody){.rate = rates[i]});
            double ratio = seconds(&usual) / seconds(&speech) / rates[i];
            if (fabs(ratio - 1) > 0.04)
                fail_msg("at rate %g %.3f s instead of %.3f", rates[i], seconds(&speech),
                         seconds(&usual) / rates[i]);
            rawi_sound_free(&speech.sound);
        }
        rawi_sound_free(&usual.sound);
    }
}

static void test_pitch(void **state) {
    (void)state;
    for (size_t v = 0; v < voice_count; v++) {
        spoken usual = speak_plainly(voices[v], &plain);
        spoken high = speak_plainly(voices[v], &(rawi_prosody){.rate = 1, .pitch = 5});
        assert_int_equal(usual.sound.count, high.sound.count);
        double length = seconds(&usual);
        double raised = median_between(&high, 0.1, length) - median_between(&usual, 0.1, length);
        if (fabs(raised - 5) > 0.4)
            fail_msg("5 half tones raise it by %.2f", raised);
        rawi_sound_free(&usual.sound);
        rawi_sound_free(&high.sound);
    }
}

static void test_volume_and_clarity(void **state) {
    (void)state;
    spoken usual = speak_plainly(tiny_path, &(rawi_prosody){.rate = 1, .volume = -12});
    spoken loud = speak_plainly(tiny_path, &(rawi_prosody){.rate = 1, .volume = -6});
    spoken clear =
        speak_plainly(tiny_path, &(rawi_prosody){.rate = 1, .volume = -12, .clarity = 0.4});
    double level = power(usual.sound.samples, usual.sound.count);
    assert_true(fabs(power(loud.sound.samples, loud.sound.count) - level - 6) < 0.1);
    assert_true(fabs(power(clear.sound.samples, clear.sound.count) - level) < 1);
    rawi_sound_free(&usual.sound);
    rawi_sound_free(&loud.sound);
    rawi_sound_free(&clear.sound);
}

static contour contour_of(const char *voice, rawi_intonation intonation, rawi_block_kind kind) {
    rawi_utterance utterance = statement(sentence);
    utterance.intonation = intonation;
    utterance.kind = kind;
    return measure(voice, &utterance);
}

static contour flagged(const char *voice, unsigned flags) {
    rawi_word words[WORDS];
    memcpy(words, sentence, sizeof words);
    for (size_t i = 0; i < WORDS; i++)
        words[i].flags = flags;
    rawi_utterance utterance = statement(words);
    return measure(voice, &utterance);
}

/* The phrase before a break inside an utterance. */
static contour before_break(const char *voice, rawi_break after) {
    rawi_word words[WORDS + 1];
    memcpy(words, sentence, sizeof sentence);
    words[WORDS] = sentence[0];
    words[WORDS - 1].break_after = after;
    rawi_utterance utterance = statement(words);
    utterance.word_count = WORDS + 1;
    return measure(voice, &utterance);
}

static void print_contour(const char *name, contour is) {
    print_message("  %-14s start %5.1f  level %5.1f  end %5.1f  last word %.0f ms\n", name,
                  is.start, is.level, is.end, 1000 * is.last_word);
}

static void test_melody(void **state) {
    (void)state;
    for (size_t v = 0; v < voice_count; v++) {
        const char *voice = voices[v];
        rawi_block_kind text = RAWI_BLOCK_PARAGRAPH;
        contour says = contour_of(voice, RAWI_INTONATION_STATEMENT, text);
        contour asks = contour_of(voice, RAWI_INTONATION_QUESTION, text);
        contour asks_what = contour_of(voice, RAWI_INTONATION_WH_QUESTION, text);
        contour exclaims = contour_of(voice, RAWI_INTONATION_EXCLAMATION, text);
        contour heading = contour_of(voice, RAWI_INTONATION_HEADING, RAWI_BLOCK_HEADING);
        contour list = contour_of(voice, RAWI_INTONATION_CONTINUATION, RAWI_BLOCK_LIST_ITEM);
        contour quotes = flagged(voice, RAWI_WORD_QUOTED);
        contour aside = flagged(voice, RAWI_WORD_PARENTHETICAL);
        contour clause = before_break(voice, RAWI_BREAK_CLAUSE);
        contour breath = before_break(voice, RAWI_BREAK_BREATH);
        print_message("half tones over 100 Hz, voice %zu\n", v);
        print_contour("statement", says);
        print_contour("question", asks);
        print_contour("wh question", asks_what);
        print_contour("exclamation", exclaims);
        print_contour("heading", heading);
        print_contour("list item", list);
        print_contour("quoted", quotes);
        print_contour("parenthetical", aside);
        print_contour("before clause", clause);
        print_contour("before breath", breath);
        assert_true(says.end < says.level - 0.3);           /* a statement falls */
        assert_true(asks.end > asks.level + 2.5);           /* a question rises */
        assert_true(asks.end > says.end + 4);               /* clearly */
        assert_true(asks_what.start > says.start + 2);      /* the question word is high */
        assert_true(asks_what.end < asks_what.level - 0.3); /* and the end falls */
        assert_true(exclaims.level > says.level + 0.6);     /* livelier */
        assert_true(heading.start > says.start + 1);        /* announces */
        assert_true(heading.end < says.end + 0.2);          /* and closes */
        assert_true(heading.last_word > 1.1 * says.last_word);
        assert_true(list.end > says.end + 2.5);       /* more follows */
        assert_true(quotes.level > says.level + 0.7); /* another voice */
        assert_true(aside.level < says.level - 1.2);  /* an aside is low */
        assert_true(clause.end > says.end + 2);       /* a clause stays open */
        assert_true(breath.end > says.end + 0.7);
        assert_true(breath.end < clause.end);
    }
}

/* ---- odd phrases --------------------------------------------------------------------------- */

static rawi_status speak_words(const rawi_word *words, size_t count, rawi_sound *sound,
                               rawi_word_time *times, rawi_error *error) {
    void *state;
    unsigned rate;
    rawi_utterance utterance = {.words = words, .word_count = count};
    rawi_phrase phrase = {&utterance, 0, count};
    assert_int_equal(rawi_hts_driver.open("test", tiny_path, &state, &rate, error), RAWI_OK);
    rawi_status status = rawi_hts_driver.speak(state, &phrase, &plain, sound, times, error);
    rawi_hts_driver.close(state);
    return status;
}

/* Words without sounds, a single consonant, every phone with every flag. */
static void test_any_phones(void **state) {
    (void)state;
    static const rawi_phone consonant[] = {P(S)};
    rawi_phone all[RAWI_PHONE_COUNT * 4];
    for (unsigned i = 0; i < RAWI_PHONE_COUNT * 4; i++)
        all[i] = (rawi_phone){(uint8_t)(i / 4), (uint8_t)(i % 4)};
    rawi_word words[] = {{.phone_count = 0},
                         WORD(consonant),
                         {.phone_count = 0},
                         {.phones = all, .phone_count = RAWI_PHONE_COUNT * 4},
                         {.phone_count = 0}};
    rawi_sound sound = {0};
    rawi_word_time times[5];
    rawi_error error;
    assert_int_equal(speak_words(words, 5, &sound, times, &error), RAWI_OK);
    assert_int_equal(times[0].start, times[0].end);
    assert_int_equal(times[2].start, times[1].end);
    assert_int_equal(times[4].end, times[3].end);
    assert_true(times[3].end > times[3].start);
    for (size_t i = 0; i < sound.count; i++)
        assert_true(fabsf(sound.samples[i]) < 1);
    rawi_sound_free(&sound);
}

/* A breathless text comes out whole, however long. */
static void test_long_phrase(void **state) {
    (void)state;
    enum {
        COUNT = 700
    };
    rawi_phone *phones = calloc(6000, sizeof *phones);
    for (size_t i = 0; i < 6000; i++)
        phones[i].symbol = i % 2 ? RAWI_PHONE_A : RAWI_PHONE_B;
    rawi_word *words = calloc(COUNT, sizeof *words);
    for (size_t i = 0; i < COUNT; i++)
        words[i] = (rawi_word){.phones = phones, .phone_count = i == 300 ? 6000 : 4};
    rawi_sound sound = {0};
    rawi_word_time *times = calloc(COUNT, sizeof *times);
    rawi_error error;
    assert_int_equal(speak_words(words, COUNT, &sound, times, &error), RAWI_OK);
    double wanted = (6000 + 4 * (COUNT - 1)) * 0.1;
    assert_true(fabs((double)sound.count / TINY_RATE / wanted - 1) < 0.05);
    for (size_t i = 1; i < COUNT; i++)
        assert_true(times[i].start >= times[i - 1].end && times[i].end > times[i].start);
    assert_true(fabs((double)(times[300].end - times[300].start) / TINY_RATE / 600 - 1) < 0.05);
    free(phones);
    free(words);
    free(times);
    rawi_sound_free(&sound);
}

static atomic_bool time_is_up;

static void end_time(int signal) {
    (void)signal;
    atomic_store(&time_is_up, true);
}

/* Given up in the midst of a phrase that takes far more than 10 ms of the processor; the voice
 * speaks on afterwards. */
static void test_given_up(void **state) {
    (void)state;
    enum {
        PHONES = 6000
    };
    rawi_phone phones[PHONES];
    for (size_t i = 0; i < PHONES; i++)
        phones[i] = (rawi_phone){i % 2 ? RAWI_PHONE_A : RAWI_PHONE_B, 0};
    const rawi_word word = {.phones = phones, .phone_count = PHONES};
    rawi_utterance long_one = statement(&word);
    long_one.word_count = 1;
    const rawi_phrase phrase = {&long_one, 0, 1};
    const rawi_prosody prosody = {.rate = 1, .abandoned = &time_is_up};
    const struct itimerval soon = {.it_value.tv_usec = 10000};
    rawi_sound sound = {0};
    rawi_word_time time;
    void *voice;
    unsigned rate;
    assert_int_equal(rawi_hts_driver.open("test", tiny_path, &voice, &rate, NULL), RAWI_OK);
    signal(SIGVTALRM, end_time);
    assert_int_equal(setitimer(ITIMER_VIRTUAL, &soon, NULL), 0);
    assert_int_equal(rawi_hts_driver.speak(voice, &phrase, &prosody, &sound, &time, NULL),
                     RAWI_INTERRUPTED);
    assert_int_equal(rawi_hts_driver.speak(voice, &phrase, &prosody, &sound, &time, NULL),
                     RAWI_INTERRUPTED);
    atomic_store(&time_is_up, false);
    sound.count = 0;
    assert_int_equal(rawi_hts_driver.speak(voice, &phrase, &prosody, &sound, &time, NULL), RAWI_OK);
    assert_true(fabs((double)sound.count / rate / (PHONES * 0.1) - 1) < 0.05);
    rawi_hts_driver.close(voice);
    rawi_sound_free(&sound);
}

static void test_bad_file(void **state) {
    (void)state;
    void *voice;
    unsigned rate;
    rawi_error error;
    assert_int_equal(rawi_hts_driver.open("x", "/etc/hostname", &voice, &rate, &error),
                     RAWI_ERROR_DATA);
    assert_non_null(strstr(error.message, "/etc/hostname"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_no_silence),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_pitch),
        cmocka_unit_test(test_volume_and_clarity),
        cmocka_unit_test(test_melody),
        cmocka_unit_test(test_any_phones),
        cmocka_unit_test(test_long_phrase),
        cmocka_unit_test(test_given_up),
        cmocka_unit_test(test_bad_file),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
