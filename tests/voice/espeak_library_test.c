/* eSpeak NG's one state, shared: pronouncing words of other languages beside a narrating voice. */
#include "voice/espeak_library.h"

#include <locale.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char voice[] = "name test\nlanguage ar\n";
static const rawi_espeak_request request = {
    .voice = voice, .text = "[[m'arHaba]]", .rate = 175, .volume = 100};

static bool count_samples(void *user, const short *samples, size_t count,
                          const espeak_EVENT *events) {
    (void)samples;
    (void)events;
    *(size_t *)user += count;
    return true;
}

/* The number of samples that the request makes. It differs by a few from time to time: pitch
 * flutters, and sounds end with a whole period. */
static size_t speak(void) {
    size_t count = 0;
    rawi_error error;
    assert_int_equal(rawi_espeak_synthesize(&request, count_samples, &count, &error), RAWI_OK);
    assert_true(count > 1000);
    return count;
}

static void assert_same_length(size_t a, size_t b) {
    assert_in_range(a, b - b / 50, b + b / 50);
}

static void assert_pronounced(const char *language, const char *word, const char *expected) {
    char ipa[256];
    assert_int_equal(rawi_espeak_pronounce(language, word, ipa, sizeof ipa), RAWI_OK);
    assert_string_equal(ipa, expected);
}

static void words_are_pronounced_in_their_language(void **state) {
    (void)state;
    assert_pronounced("en-us", "Spark", "spˈɑːɹk");
    assert_pronounced("fr", "Nice", "nˈis");
    assert_pronounced("en-us", "", "");
}

static void commands_in_a_word_are_not_obeyed(void **state) {
    (void)state;
    char plain[256], hostile[256];
    speak(); /* leaves eSpeak NG taking [[ ]] for phonemes */
    assert_int_equal(rawi_espeak_pronounce("en-us", "spark p", plain, sizeof plain), RAWI_OK);
    assert_int_equal(rawi_espeak_pronounce("en-us", "spark[[p]]", hostile, sizeof hostile),
                     RAWI_OK);
    assert_string_equal(plain, hostile);
}

static void no_mark_of_a_language_switch_is_left(void **state) {
    (void)state;
    char ipa[256];
    assert_int_equal(rawi_espeak_pronounce("fr", "Spark Google Apple", ipa, sizeof ipa), RAWI_OK);
    assert_null(strpbrk(ipa, "()"));
}

static void bad_arguments_are_refused(void **state) {
    (void)state;
    char ipa[8], word[RAWI_ESPEAK_WORD_MAX + 2];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    assert_int_equal(rawi_espeak_pronounce("en-us", word, ipa, sizeof ipa), RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_espeak_pronounce("en-us", "encyclopaedia", ipa, sizeof ipa),
                     RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_espeak_pronounce("xx-nowhere", "word", ipa, sizeof ipa),
                     RAWI_ERROR_VOICE);
}

static void pronouncing_leaves_the_voice_alone(void **state) {
    (void)state;
    size_t before = speak();
    assert_pronounced("en-us", "voice", "vˈɔɪs");
    assert_same_length(speak(), before);
}

static void voices_may_change_often_in_silence(void **state) {
    (void)state;
    char ipa[64];
    size_t before = speak();
    for (int i = 0; i < 1000; i++)
        assert_int_equal(rawi_espeak_pronounce(i % 2 ? "en-us" : "fr", "Nice", ipa, sizeof ipa),
                         RAWI_OK);
    assert_same_length(speak(), before);
}

static void *pronounce_often(void *count) {
    char ipa[256];
    for (int i = 0; i < *(int *)count; i++)
        if (rawi_espeak_pronounce(i % 2 ? "en-us" : "fr", "article", ipa, sizeof ipa) != RAWI_OK)
            return NULL;
    return count;
}

static void threads_take_turns(void **state) {
    (void)state;
    int count = 20;
    size_t before = speak();
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, pronounce_often, &count);
    for (int i = 0; i < count; i++)
        assert_same_length(speak(), before);
    pthread_join(thread, &result);
    assert_ptr_equal(result, &count);
}

static void the_program_keeps_its_locale(void **state) {
    (void)state;
    assert_string_equal(setlocale(LC_CTYPE, NULL), "C");
}

static void missing_data_is_an_error_that_says_so(void **state) {
    (void)state;
    char folder[] = "/tmp/rawi-no-data-XXXXXX";
    char command[1024], said[1024] = "";
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "ESPEAK_DATA_PATH=%s LC_ALL=C '%s' save --voice salim -o %s/out.wav "
             "'" SOURCE_DIR "/samples/chips.txt' 2>&1",
             folder, RAWI_COMMAND, folder);
    FILE *output = popen(command, "r");
    assert_non_null(output);
    assert_non_null(fgets(said, sizeof said, output));
    assert_int_equal(WEXITSTATUS(pclose(output)), 1);
    assert_non_null(strstr(said, folder));
    assert_non_null(strstr(said, "espeak-ng-data"));
    assert_int_equal(rmdir(folder), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_pronounced_in_their_language),
        cmocka_unit_test(commands_in_a_word_are_not_obeyed),
        cmocka_unit_test(no_mark_of_a_language_switch_is_left),
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(pronouncing_leaves_the_voice_alone),
        cmocka_unit_test(voices_may_change_often_in_silence),
        cmocka_unit_test(threads_take_turns),
        cmocka_unit_test(the_program_keeps_its_locale),
        cmocka_unit_test(missing_data_is_an_error_that_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
