/* The normalizer's promises: tokens hold Arabic only, spans are the article's, what has no reading
 * is reported, the user's lexicon overrides and its errors name their place, readings give reasons.
 */
#include "fixture.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <cmocka.h>

static char *spoken(rawi_normalizer *normalizer, const char *written) {
    rawi_arena arena = {0};
    rawi_tokens tokens;
    rawi_text words = {0};
    assert_int_equal(
        rawi_normalize(normalizer, written, (rawi_span){0, strlen(written)}, &arena, &tokens, NULL),
        RAWI_OK);
    rawi_text_add_string(&words, "");
    for (size_t i = 0; i < tokens.count; i++) {
        if (i)
            rawi_text_add_string(&words, " ");
        rawi_text_add_string(&words, tokens.items[i].text);
    }
    rawi_arena_free(&arena);
    return words.bytes;
}

static void assert_spoken(rawi_normalizer *normalizer, const char *written, const char *expected) {
    char *words = spoken(normalizer, written);
    assert_string_equal(words, expected);
    free(words);
}

/* ---- tokens ---- */

static void punctuation_is_folded(void **state) {
    assert_spoken(*state, "قال: \"نعم\"... [هل] “لا”؟!", "قال : « نعم » … ( هل ) « لا » ؟ !");
    assert_spoken(*state, "نعم!!! لا،، — ثم", "نعم ! لا ، – ثم");
    assert_spoken(*state, "نعم()، ثم [ ] لا", "نعم ، ثم لا");
}

static void hyphens_of_names_are_no_pause(void **state) {
    assert_spoken(*state, "لي جيه-ميونغ", "لي جيه مْيُونْغْ");
    assert_spoken(*state, "ورأى جان-لوك ميلانشون", "ورأى جَانْ لُوكْ مِيلَانْشُونْ");
    assert_spoken(*state, "ميليسا جيفرسون-وودن", "مِيلِيسَا جِيفِرْسُونْ وُودِنْ");
    assert_spoken(*state, "بين القاهرة-الإسكندرية", "بين القاهرة – الإسكندرية");
    assert_spoken(*state, "محادثات إسرائيلية-لبنانية", "محادثات إسرائيلية – لبنانية");
    assert_spoken(*state, "كييف-رويترز", "كِيِيفْ – رُويْتَرْزْ");
    assert_spoken(*state, "(كييف-رويترز)", "( كِيِيفْ – رُويْتَرْزْ )");
}

static void normalize(rawi_normalizer *normalizer, const char *written, rawi_arena *arena,
                      rawi_tokens *tokens) {
    rawi_span all = {0, strlen(written)};
    assert_int_equal(rawi_normalize(normalizer, written, all, arena, tokens, NULL), RAWI_OK);
}

static void flags_say_what_is_settled(void **state) {
    const char *written = "اشترى 5 كتب من Google أ. سالم";
    rawi_arena arena = {0};
    rawi_tokens tokens;
    normalize(*state, written, &arena, &tokens);
    assert_int_equal(tokens.count, 7);
    assert_int_equal(tokens.items[0].flags, 0);
    assert_int_equal(tokens.items[1].flags, RAWI_TOKEN_COMPLETE);
    assert_true(tokens.items[4].flags & RAWI_TOKEN_FOREIGN);
    assert_int_equal(tokens.items[5].flags, RAWI_TOKEN_STEM_COMPLETE);
    rawi_arena_free(&arena);
}

static void names_may_be_an_idafa(void **state) {
    const char *written = "حزب تقدم";
    rawi_arena arena = {0};
    rawi_tokens tokens;
    normalize(*state, written, &arena, &tokens);
    assert_int_equal(tokens.count, 2);
    assert_int_equal(tokens.items[0].flags, RAWI_TOKEN_STEM_COMPLETE | RAWI_TOKEN_CONSTRUCT);
    assert_int_equal(tokens.items[1].flags,
                     RAWI_TOKEN_STEM_COMPLETE | RAWI_TOKEN_GENITIVE | RAWI_TOKEN_INDEFINITE);
    rawi_arena_free(&arena);
}

static void spans_are_the_articles(void **state) {
    const char *article = "عنوان\nبلغ 128 غيغابايت في 15 أكتوبر";
    size_t start = strlen("عنوان\n");
    rawi_arena arena = {0};
    rawi_tokens tokens;
    assert_int_equal(
        rawi_normalize(*state, article, (rawi_span){start, strlen(article)}, &arena, &tokens, NULL),
        RAWI_OK);
    const char *number = strstr(article, "128 غيغابايت");
    const char *date = strstr(article, "15 أكتوبر");
    assert_ptr_equal(article + tokens.items[1].span.start, number);
    assert_int_equal(tokens.items[1].span.end - tokens.items[1].span.start, strlen("128 غيغابايت"));
    assert_ptr_equal(article + tokens.items[tokens.count - 1].span.start, date);
    assert_int_equal(tokens.items[tokens.count - 1].span.end, strlen(article));
    rawi_arena_free(&arena);
}

static void long_numbers_breathe(void **state) {
    const char *written = "الهاتف 0501234567";
    rawi_arena arena = {0};
    rawi_tokens tokens;
    normalize(*state, written, &arena, &tokens);
    assert_int_equal(tokens.count, 11);
    assert_true(tokens.items[3].flags & RAWI_TOKEN_BREATH_AFTER);
    assert_false(tokens.items[2].flags & RAWI_TOKEN_BREATH_AFTER);
    rawi_arena_free(&arena);
}

/* ---- what has no reading ---- */

static void count_report(void *user, char32_t character, rawi_span where) {
    (void)where;
    assert_int_equal(character, U'\uFFFD');
    ++*(size_t *)user;
}

static void unread_characters_are_reported_once(void **state) {
    size_t reports = 0;
    rawi_normalizer_report_unread(*state, count_report, &reports);
    assert_spoken(*state, "سلام \uFFFD عليكم \uFFFD", "سلام عليكم");
    rawi_normalizer_report_unread(*state, NULL, NULL);
    assert_int_equal(reports, 1);
}

/* ---- readings ---- */

static void readings_give_reasons(void **state) {
    const char *written = "في 15 أكتوبر و3 كتب";
    rawi_arena arena = {0};
    rawi_tokens tokens;
    normalize(*state, written, &arena, &tokens);
    size_t count;
    const rawi_reading *readings = rawi_normalizer_readings(*state, &count);
    assert_int_equal(count, 2);
    assert_string_equal(readings[0].taken_for, "a date");
    assert_string_equal(readings[0].grammar, "after a preposition");
    assert_int_equal(readings[0].first_token, 1);
    assert_int_equal(readings[0].token_count, 4);
    assert_string_equal(readings[1].taken_for, "a number with its noun");
    rawi_arena_free(&arena);
}

/* ---- the user's lexicon ---- */

static char *write_lexicon(const char *text, size_t size) {
    static char path[] = "/tmp/rawi-lexicon-XXXXXX";
    strcpy(path + sizeof path - 7, "XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, size), (ssize_t)size);
    close(file);
    return path;
}

static rawi_status open_with(const char *text, rawi_normalizer **normalizer, rawi_error *error) {
    char *path = write_lexicon(text, strlen(text));
    rawi_status status = rawi_normalizer_open(path, normalizer, error);
    unlink(path);
    return status;
}

static void lexicon_overrides_words_phrases_and_numbers(void **state) {
    (void)state;
    rawi_normalizer *normalizer;
    assert_int_equal(open_with("# mine\n"
                               "NVIDIA\tإِنْڤِيدْيَا\n"
                               "DGX Spark\tدِي جِي إِكْسْ سْبَارْكْ\n"
                               "911\tتِسْعَة وَاحِد وَاحِد\n"
                               "عمرو\tعَمْر\n"
                               "ChatGPT\t/tʃæt dʒiː piː tiː/\n"
                               "عمرو\tعَمْرٌو\n",
                               &normalizer, NULL),
                     RAWI_OK);
    assert_spoken(normalizer, "شركة NVIDIA", "شركة إِنْڤِيدْيَا");
    assert_spoken(normalizer, "وNVIDIA", "وَإِنْڤِيدْيَا");
    assert_spoken(normalizer, "جهاز DGX Spark جديد", "جهاز دِي جِي إِكْسْ سْبَارْكْ جديد");
    assert_spoken(normalizer, "اتصل على 911", "اتصل على تِسْعَة وَاحِد وَاحِد");
    assert_spoken(normalizer, "جاء عمرو", "جاء عَمْرٌو"); /* the later line wins */
    rawi_arena arena = {0};
    rawi_tokens tokens;
    assert_int_equal(
        rawi_normalize(normalizer, "ChatGPT", (rawi_span){0, 7}, &arena, &tokens, NULL), RAWI_OK);
    assert_int_equal(tokens.count, 4);
    assert_string_equal(tokens.items[0].ipa, "tʃæt");
    assert_string_equal(tokens.items[3].ipa, "tiː");
    rawi_arena_free(&arena);
    rawi_normalizer_close(normalizer);
}

static void configured_lexicon_is_read_and_overridden(void **state) {
    (void)state;
    char folder[] = "/tmp/rawi-config-XXXXXX";
    char path[128];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "mkdir -p %s/rawi", folder);
    assert_int_equal(system(path), 0);
    snprintf(path, sizeof path, "%s/rawi/lexicon.tsv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("ASUS\tأَسُوس\nMSI\tإِمِسَاي\n", file);
    fclose(file);
    setenv("XDG_CONFIG_HOME", folder, 1);
    rawi_normalizer *normalizer;
    assert_int_equal(open_with("MSI\tإِمْ\n", &normalizer, NULL), RAWI_OK);
    assert_spoken(normalizer, "ASUS MSI", "أَسُوس إِمْ");
    rawi_normalizer_close(normalizer);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    unlink(path);
    snprintf(path, sizeof path, "rm -r %s", folder);
    assert_int_equal(system(path), 0);
}

static void assert_refused(const char *text, size_t size, const char *line) {
    rawi_normalizer *normalizer;
    rawi_error error;
    char *path = write_lexicon(text, size);
    assert_int_equal(rawi_normalizer_open(path, &normalizer, &error), RAWI_ERROR_DATA);
    unlink(path);
    assert_non_null(strstr(error.message, path));
    assert_non_null(strstr(error.message, line));
}

static void bad_lexicons_are_refused_by_line(void **state) {
    (void)state;
    assert_refused("NVIDIA إنفيديا\n", strlen("NVIDIA إنفيديا\n"), ":1:");
    assert_refused("a\tأ\n\tب\n", strlen("a\tأ\n\tب\n"), ":2:");
    assert_refused("a\tabc\n", 6, ":1:");
    assert_refused("a\t\n", 3, ":1:");
    assert_refused("a\t\xFF\xFE\n", 5, ":1:");
    size_t size = (size_t)1 << 16;
    char *line = malloc(size);
    assert_non_null(line);
    memset(line, 'x', size);
    assert_refused(line, size, ":1:");
    free(line);
    rawi_normalizer *normalizer;
    rawi_error error;
    assert_int_equal(rawi_normalizer_open("/nonexistent/l.tsv", &normalizer, &error),
                     RAWI_ERROR_IO);
    assert_int_equal(rawi_normalizer_open("/tmp", &normalizer, &error), RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, "/tmp"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(punctuation_is_folded),
        cmocka_unit_test(hyphens_of_names_are_no_pause),
        cmocka_unit_test(flags_say_what_is_settled),
        cmocka_unit_test(names_may_be_an_idafa),
        cmocka_unit_test(spans_are_the_articles),
        cmocka_unit_test(long_numbers_breathe),
        cmocka_unit_test(unread_characters_are_reported_once),
        cmocka_unit_test(readings_give_reasons),
        cmocka_unit_test(lexicon_overrides_words_phrases_and_numbers),
        cmocka_unit_test(configured_lexicon_is_read_and_overridden),
        cmocka_unit_test(bad_lexicons_are_refused_by_line),
    };
    return cmocka_run_group_tests(tests, open_normalizer, close_normalizer);
}
