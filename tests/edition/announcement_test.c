/* What Rawi says of its own, as it is written and as it is spoken. */
#include "edition/announcement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static const rawi_tags known = {
    .title = "مكتبةُ الحيّ", .author = "سلمى الأنصاري", .date = "2025-10-15T08:30:00Z"};

static void expect_opening(const rawi_tags *tags, bool with_title, double seconds,
                           const char *text) {
    rawi_announcement announcement;
    rawi_error error;
    assert_int_equal(rawi_announcement_open(&announcement, tags, with_title, seconds, &error),
                     RAWI_OK);
    assert_string_equal(announcement.article.text, text);
    rawi_announcement_free(&announcement);
}

static void test_opening(void **state) {
    (void)state;
    expect_opening(
        &known, true, 410,
        "مكتبةُ الحيّ\nبقلم سلمى الأنصاري.\nنُشر في 2025-10-15.\nتبلغ مدة الاستماع 7 دقائق.");
    expect_opening(&known, false, 410,
                   "بقلم سلمى الأنصاري.\nنُشر في 2025-10-15.\nتبلغ مدة الاستماع 7 دقائق.");
}

/* The unknown is left out; so is what is no name. */
static void test_unknown(void **state) {
    (void)state;
    const rawi_tags nothing = {0};
    expect_opening(&nothing, true, 60, "تبلغ مدة الاستماع دقيقة واحدة.");
    const rawi_tags odd = {.title = "", .author = "https://example.org/salma", .date = "2025"};
    expect_opening(&odd, true, 60, "تبلغ مدة الاستماع دقيقة واحدة.");
    const rawi_tags by = {.title = "هل\tتمطر\nغدًا؟", .author = "بقلم سلمى"};
    expect_opening(&by, true, 60, "هل تمطر غدًا؟\nبقلم سلمى.\nتبلغ مدة الاستماع دقيقة واحدة.");
}

static void test_lengths(void **state) {
    (void)state;
    static const struct {
        double minutes;
        const char *text;
    } cases[] = {{0.2, "أقل من دقيقة"},
                 {1, "دقيقة واحدة"},
                 {2, "دقيقتين"},
                 {3, "3 دقائق"},
                 {10.4, "10 دقائق"},
                 {11, "11 دقيقة"},
                 {60, "ساعة واحدة"},
                 {75, "75 دقيقة"},
                 {103, "103 دقائق"},
                 {120, "ساعتين"},
                 {121, "ساعتين ودقيقة واحدة"},
                 {192, "3 ساعات و12 دقيقة"}};
    const rawi_tags nothing = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        snprintf(text, sizeof text, "تبلغ مدة الاستماع %s.", cases[i].text);
        expect_opening(&nothing, false, 60 * cases[i].minutes, text);
    }
}

/* The script reads numbers and dates with their grammar. */
static void test_spoken(void **state) {
    (void)state;
    static const char *const words[] = {"بِقَلَمِ سَلْمَى الْأَنْصَارِيِّ",
                                        "نُشِرَ فِي الْخَامِسَ عَشَرَ مِنْ أُكْتُوبَرَ عَامَ أَلْفَيْنِ وَخَمْسَةٍ وَعِشْرِينَ",
                                        "تَبْلُغُ مُدَّةُ الِاسْتِمَاعِ اثْنَتَيْ عَشْرَةَ دَقِيقَةً"};
    rawi_announcement announcement;
    rawi_script *script;
    rawi_error error;
    assert_int_equal(rawi_announcement_open(&announcement, &known, false, 720, &error), RAWI_OK);
    assert_int_equal(rawi_script_open(&announcement.article, NULL, &script, &error), RAWI_OK);
    const rawi_utterance *utterance;
    size_t count = 0;
    while (rawi_script_next(script, &utterance, &error) == RAWI_OK) {
        char said[512] = "";
        for (size_t i = 0; i < utterance->word_count; i++) {
            strcat(said, i ? " " : "");
            strcat(said, utterance->words[i].text);
        }
        assert_true(count < sizeof words / sizeof *words);
        assert_string_equal(said, words[count++]);
    }
    assert_int_equal(count, sizeof words / sizeof *words);
    rawi_script_close(script);
    rawi_announcement_free(&announcement);
}

static void test_closing(void **state) {
    (void)state;
    rawi_announcement announcement;
    rawi_error error;
    assert_int_equal(rawi_announcement_close(&announcement, &known, &error), RAWI_OK);
    assert_string_equal(announcement.article.text, "استمعتم إلى مقالٍ بعنوانِ: مكتبةُ الحيّ.\n"
                                                   "بقلم سلمى الأنصاري.\nشكرًا لاستماعكم.");
    rawi_announcement_free(&announcement);
    const rawi_tags nothing = {0};
    assert_int_equal(rawi_announcement_close(&announcement, &nothing, &error), RAWI_OK);
    assert_string_equal(announcement.article.text, "شكرًا لاستماعكم.");
    rawi_announcement_free(&announcement);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opening), cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_lengths), cmocka_unit_test(test_spoken),
        cmocka_unit_test(test_closing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
