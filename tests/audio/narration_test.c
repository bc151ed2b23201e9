/* The narration: phrases, their pauses and their times, in the sound of a real voice. */
#include "audio/narration.h"
#include "audio/pauses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

static const char text[] = "سوق المدينة\n"
                           "\n"
                           "فتحت السوق أبوابها صباحًا، ووصل الباعة من القرى. امتلأت الساحة بالناس.\n"
                           "\n"
                           "عاد الجميع إلى بيوتهم مساءً.\n";

typedef struct opened {
    rawi_article *article;
    rawi_script *script;
    rawi_narration *narration;
} opened;

static opened open_text(double rate) {
    opened all;
    rawi_error error = {0};
    const rawi_narration_options options = {.rate = rate};
    if (rawi_article_open_memory(text, strlen(text), "text.txt", RAWI_FORMAT_TEXT, &all.article,
                                 &error) ||
        rawi_script_open(all.article, NULL, &all.script, &error) ||
        rawi_narration_open(all.script, &options, &all.narration, &error))
        fail_msg("%s", error.message);
    return all;
}

static void close_text(opened *all) {
    rawi_narration_close(all->narration);
    rawi_script_close(all->script);
    rawi_article_close(all->article);
}

static const rawi_speech *next(opened *all) {
    rawi_error error = {0};
    const rawi_speech *speech;
    if (rawi_narration_next(all->narration, &speech, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    return speech;
}

static bool is_silent(const rawi_speech *speech, size_t start, size_t end) {
    for (size_t i = start; i < end; i++)
        if (speech->samples[i] != 0.0F)
            return false;
    return true;
}

/* Every word sounds in its time; after a break there is silence of the table's length. */
static void check_times(const rawi_speech *speech, double rate) {
    const rawi_utterance *utterance = speech->utterance;
    size_t before = 0;
    for (size_t i = 0; i < utterance->word_count; i++) {
        rawi_word_time time = speech->words[i];
        assert_true(before <= time.start && time.start < time.end);
        assert_true(time.end <= speech->sample_count);
        assert_false(is_silent(speech, time.start, time.end));
        before = time.end;
        double pause = rawi_pause_after(utterance, utterance->words[i].break_after, rate);
        size_t silence = (size_t)lround(pause * speech->rate);
        size_t phrase_end =
            i + 1 < utterance->word_count ? speech->words[i + 1].start : speech->sample_count;
        assert_true(phrase_end - time.end >= silence);
        assert_true(is_silent(speech, phrase_end - silence, phrase_end));
    }
    assert_true(fabsf(speech->samples[0]) < 0.001F);
}

static void test_times_and_pauses(void **state) {
    (void)state;
    static const double rates[] = {0.5, 1.0, 2.0, 4.0};
    size_t lengths[4] = {0};
    for (size_t r = 0; r < 4; r++) {
        opened all = open_text(rates[r]);
        for (size_t i = 0; i < 4; i++) {
            const rawi_speech *speech = next(&all);
            assert_int_equal(speech->rate, rawi_narration_rate(all.narration));
            check_times(speech, rates[r]);
            lengths[r] += speech->sample_count;
        }
        const rawi_speech *speech;
        assert_int_equal(rawi_narration_next(all.narration, &speech, NULL), RAWI_END);
        assert_int_equal(rawi_narration_next(all.narration, &speech, NULL), RAWI_END);
        close_text(&all);
    }
    assert_true(lengths[0] > lengths[1] && lengths[1] > lengths[2] && lengths[2] > lengths[3]);
}

static void test_rate_changes(void **state) {
    (void)state;
    opened all = open_text(1.0);
    size_t slow = next(&all)->sample_count;
    rawi_error error = {0};
    assert_int_equal(rawi_narration_set_rate(all.narration, 3.0, &error), RAWI_OK);
    assert_int_equal(rawi_script_seek(all.script, 0, &error), RAWI_OK);
    const rawi_speech *speech = next(&all);
    check_times(speech, 3.0);
    assert_true(speech->sample_count < slow / 2);
    assert_int_equal(rawi_narration_set_rate(all.narration, 5.0, &error), RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_narration_set_rate(all.narration, 0.0, &error), RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_narration_set_rate(all.narration, (double)NAN, &error),
                     RAWI_ERROR_ARGUMENT);
    close_text(&all);
}

/* Given up, a narration says what it was to say, and nothing is lost: the script goes back to it.
 */
static void test_given_up_at_once(void **state) {
    (void)state;
    opened all = open_text(1.0);
    size_t length = next(&all)->sample_count;
    atomic_bool abandoned;
    atomic_init(&abandoned, true);
    rawi_narration_watch(all.narration, &abandoned);
    const rawi_speech *speech;
    assert_int_equal(rawi_script_seek(all.script, 0, NULL), RAWI_OK);
    assert_int_equal(rawi_narration_next(all.narration, &speech, NULL), RAWI_INTERRUPTED);
    assert_int_equal(speech->sample_count, 0);
    assert_int_equal(speech->utterance->span.start, 0);
    atomic_store(&abandoned, false);
    assert_int_equal(rawi_script_seek(all.script, 0, NULL), RAWI_OK);
    assert_in_range(next(&all)->sample_count, length * 9 / 10, length * 11 / 10);
    close_text(&all);
}

/* What is begun ends with the phrase of a word, and its rest follows it as if it had been spoken at
 * once. */
static void test_begun_with_a_phrase(void **state) {
    (void)state;
    opened all = open_text(1.0);
    const rawi_speech *speech;
    size_t sentence = (size_t)(strstr(all.article->text, "فتحت") - all.article->text);
    size_t second = (size_t)(strstr(all.article->text, "الباعة") - all.article->text);
    assert_int_equal(rawi_script_seek(all.script, sentence, NULL), RAWI_OK);
    assert_int_equal(rawi_narration_begin(all.narration, sentence, &speech, NULL), RAWI_OK);
    size_t begun = speech->sample_count, words = speech->utterance->word_count, phrase = 0;
    while (speech->utterance->words[phrase++].break_after == RAWI_BREAK_NONE)
        continue;
    assert_true(phrase < words && speech->words[phrase - 1].end < begun);
    float *first = test_calloc(begun, sizeof *first);
    memcpy(first, speech->samples, begun * sizeof *first);
    assert_int_equal(rawi_narration_complete(all.narration, &speech, NULL), RAWI_OK);
    assert_true(speech->words[phrase].start >= begun && speech->sample_count > begun);
    assert_memory_equal(speech->samples, first, begun * sizeof *first);
    check_times(speech, 1.0);
    test_free(first);
    assert_int_equal(rawi_script_seek(all.script, sentence, NULL), RAWI_OK);
    assert_int_equal(rawi_narration_begin(all.narration, second, &speech, NULL), RAWI_OK);
    assert_true(speech->sample_count > begun);
    assert_true(speech->words[phrase].end > speech->words[phrase].start);
    close_text(&all);
}

static atomic_bool time_is_up;

static void end_time(int signal) {
    (void)signal;
    atomic_store(&time_is_up, true);
}

/* The built-in voice gives up in the midst of a phrase that takes it far more than 10 ms of the
 * processor. */
static void test_given_up_in_the_midst(void **state) {
    (void)state;
    enum {
        TIMES = 200
    };
    opened all = open_text(1.0);
    const rawi_utterance *utterance;
    assert_int_equal(rawi_script_seek(all.script, strlen("سوق المدينة\n"), NULL), RAWI_OK);
    assert_int_equal(rawi_script_next(all.script, &utterance, NULL), RAWI_OK);
    assert_true(utterance->word_count >= 3);
    rawi_word words[3 * TIMES];
    rawi_word_time times[3 * TIMES];
    for (size_t i = 0; i < 3 * TIMES; i++) {
        words[i] = utterance->words[i % 3];
        words[i].break_after = RAWI_BREAK_NONE;
    }
    rawi_utterance long_one = *utterance;
    long_one.words = words;
    long_one.word_count = 3 * TIMES;
    const rawi_phrase phrase = {&long_one, 0, 3 * TIMES};
    const rawi_prosody prosody = {.rate = 1, .abandoned = &time_is_up};
    const struct itimerval soon = {.it_value.tv_usec = 10000};
    rawi_voice *voice;
    rawi_sound sound = {0};
    assert_int_equal(rawi_voice_open("salim", &voice, NULL), RAWI_OK);
    signal(SIGVTALRM, end_time);
    assert_int_equal(setitimer(ITIMER_VIRTUAL, &soon, NULL), 0);
    assert_int_equal(rawi_voice_speak(voice, &phrase, &prosody, &sound, times, NULL),
                     RAWI_INTERRUPTED);
    atomic_store(&time_is_up, false);
    sound.count = 0;
    assert_int_equal(rawi_voice_speak(voice, &phrase, &prosody, &sound, times, NULL), RAWI_OK);
    rawi_sound_free(&sound);
    rawi_voice_close(voice);
    close_text(&all);
}

static void test_bad_options(void **state) {
    (void)state;
    opened all = open_text(1.0);
    static const rawi_narration_options bad[] = {
        {.rate = 0.4}, {.rate = 4.1}, {.rate = -1}, {.pitch = 13}, {.pitch = -12.5}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rawi_narration *narration;
        rawi_error error = {0};
        assert_int_equal(rawi_narration_open(all.script, &bad[i], &narration, &error),
                         RAWI_ERROR_ARGUMENT);
        assert_true(*error.message);
    }
    close_text(&all);
}

/* The table in its own terms: what ends more is longer, in every kind of block. */
static void test_pauses_grow(void **state) {
    (void)state;
    for (rawi_block_kind kind = RAWI_BLOCK_HEADING; kind <= RAWI_BLOCK_CAPTION; kind++)
        for (unsigned level = 1; level <= 2; level++) {
            rawi_utterance inside = {.kind = kind, .level = level};
            rawi_utterance last = {.kind = kind, .level = level, .ends_block = true};
            assert_true(rawi_pause_after(&inside, RAWI_BREAK_NONE, 1.0) == 0.0);
            double before = 0.0;
            for (rawi_break end = RAWI_BREAK_BREATH; end <= RAWI_BREAK_FINAL; end++) {
                double pause = rawi_pause_after(&inside, end, 1.0);
                assert_true(before < pause && pause < 2.0);
                assert_true(rawi_pause_after(&inside, end, 2.0) < pause);
                assert_true(rawi_pause_after(&inside, end, 0.5) > pause);
                before = pause;
            }
            assert_true(rawi_pause_after(&last, RAWI_BREAK_FINAL, 1.0) > before);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_and_pauses),      cmocka_unit_test(test_rate_changes),
        cmocka_unit_test(test_given_up_at_once),      cmocka_unit_test(test_begun_with_a_phrase),
        cmocka_unit_test(test_given_up_in_the_midst), cmocka_unit_test(test_bad_options),
        cmocka_unit_test(test_pauses_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
