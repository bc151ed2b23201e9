/* Messages of Speech Dispatcher's server: what is to be said of them, and where their marks stand.
 */
#include "spd/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static spd_message message;

static const char *read_as(spd_kind kind, const char *received, spd_settings settings) {
    assert_true(spd_message_read(&message, kind, rawi_slice_of(received), &settings));
    return message.text.bytes ? message.text.bytes : "";
}

static void check(spd_kind kind, const char *received, spd_settings settings, const char *said) {
    assert_string_equal(read_as(kind, received, settings), said);
}

static void test_text(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"قرأ الكتاب", "قرأ الكتاب"},
        {"<speak>قرأ &amp; كتب</speak>", "قرأ & كتب"},
        {"<?xml version=\"1.0\"?><speak>نعم</speak>", "نعم"},
        {"<speak>سطر\nوسطر\n\nفقرة</speak>", "سطر وسطر \nفقرة"},
        {"<speak><p>أول</p>ثان</speak>", "أول\nثان"},
        {"<speak>قبل<break/>بعد</speak>", "قبل، بعد"},
        {"<speak><sub alias=\"دكتور\">د.</sub> سعيد</speak>", "دكتور سعيد"},
        {"<speak><prosody rate=\"slow\">نعم</prosody></speak>", "نعم"},
        {"<speak>لا & نعم", "<speak>لا & نعم"},
        {"نعم\x01\xff", "نعم  "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(SPD_KIND_TEXT, rows[i][0], spd_settings_default(), rows[i][1]);
}

static void test_punctuation(void **state) {
    (void)state;
    static const struct {
        spd_level level;
        const char *said;
    } rows[] = {
        {SPD_LEVEL_NONE, "(#)،"},
        {SPD_LEVEL_SOME, "( شَبَّاكْ )،"},
        {SPD_LEVEL_MOST, " فَتْحُ قَوْسْ  شَبَّاكْ  إِغْلَاقُ قَوْسْ ،"},
        {SPD_LEVEL_ALL, " فَتْحُ قَوْسْ  شَبَّاكْ  إِغْلَاقُ قَوْسْ  فَاصِلَةْ ،"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        spd_settings settings = spd_settings_default();
        settings.punctuation = rows[i].level;
        check(SPD_KIND_TEXT, "(#)،", settings, rows[i].said);
    }
}

static void test_spelling(void **state) {
    (void)state;
    spd_settings settings = spd_settings_default();
    check(SPD_KIND_TEXT, "<speak>هو <say-as interpret-as=\"characters\">أب</say-as> نعم</speak>",
          settings, "هو أَلِفٌ عَلَيْهَا هَمْزَةْ، بَاءْ،  نعم");
    settings.spelling = true;
    check(SPD_KIND_TEXT, "بَ", settings, "بَاءْ، فَتْحَةْ، ");
    assert_true(spd_message_spell(&message, rawi_slice_of("؟ !#"), 2));
    assert_string_equal(message.text.bytes, "عَلَامَةُ اسْتِفْهَامْ، عَلَامَةُ تَعَجُّبْ، ");
}

static void test_characters_and_keys(void **state) {
    (void)state;
    static const struct {
        spd_kind kind;
        const char *received, *said;
    } rows[] = {
        {SPD_KIND_CHARACTER, "ض", "ضَادْ"},
        {SPD_KIND_CHARACTER, "space", "فَرَاغْ"},
        {SPD_KIND_CHARACTER, " ", "فَرَاغْ"},
        {SPD_KIND_CHARACTER, "#", "شَبَّاكْ"},
        {SPD_KIND_CHARACTER, "a", "a"},
        {SPD_KIND_KEY, "shift_kp-enter", "شِيفْتْ إِدْخَالٌ رَقَمِيّْ"},
        {SPD_KIND_KEY, "control_alt_delete", "كُونْتْرُولْ أَلْتْ حَذْفْ"},
        {SPD_KIND_KEY, "f12", "إِفْ 12"},
        {SPD_KIND_KEY, "kp-7", "7 رَقَمِيّْ"},
        {SPD_KIND_KEY, "_", "شَرْطَةٌ سُفْلِيَّةْ"},
        {SPD_KIND_KEY, "control_ب", "كُونْتْرُولْ بَاءْ"},
        {SPD_KIND_KEY, "page-up", "صَفْحَةٌ سَابِقَةْ"},
        {SPD_KIND_KEY, "eject", "eject"},
        {SPD_KIND_ICON, "end-of-line", "end of line"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i].kind, rows[i].received, spd_settings_default(), rows[i].said);
}

static void test_marks(void **state) {
    (void)state;
    check(SPD_KIND_TEXT,
          "<speak><mark name=\"__spd_0\"/>نعم <mark name=\"a\"/>لا<mark name=\"b\"/></speak>",
          spd_settings_default(), "نعم لا");
    static const spd_mark marks[] = {{0, "__spd_0"}, {7, "a"}, {11, "b"}};
    assert_int_equal(message.mark_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(message.marks[i].offset, marks[i].offset);
        assert_string_equal(message.marks[i].name, marks[i].name);
    }
}

static void test_capitals(void **state) {
    (void)state;
    spd_settings settings = spd_settings_default();
    settings.capitals = SPD_CAPITALS_SPELL;
    check(SPD_KIND_TEXT, "NATO in Rome", settings, " حَرْفٌ كَبِيرْ NATO in  حَرْفٌ كَبِيرْ Rome");
    settings.capitals = SPD_CAPITALS_ICON;
    check(SPD_KIND_TEXT, "NATO in Rome", settings, "NATO in Rome");
    assert_int_equal(message.mark_count, 2);
    assert_int_equal(message.marks[1].offset, 8);
    assert_null(message.marks[1].name);
}

static int tear_down(void **state) {
    (void)state;
    spd_message_free(&message);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),     cmocka_unit_test(test_punctuation),
        cmocka_unit_test(test_spelling), cmocka_unit_test(test_characters_and_keys),
        cmocka_unit_test(test_marks),    cmocka_unit_test(test_capitals),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
