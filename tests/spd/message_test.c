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
        {"<speak>قبل<p>أول</p></speak>", "قبل\nأول\n"},
        {"<speak>قبل<break/>بعد</speak>", "قبل، بعد"},
        {"<speak>قبل<break time=\"200ms\"/>بعد</speak>", "قبل، بعد"},
        {"<speak>قبل<break strength=\"none\"/>بعد</speak>", "قبلبعد"},
        {"<speak>قبل<break strength=\"x-strong\"/>بعد</speak>", "قبل\nبعد"},
        {"<speak><audio src=\"a.wav\"><desc>جرس</desc>رنين</audio></speak>", "رنين"},
        {"<speak><sub alias=\"دكتور\">د.</sub> سعيد</speak>", "دكتور سعيد"},
        {"<speak><prosody rate=\"slow\">نعم</prosody></speak>", "نعم"},
        {"<speak>لا & نعم", "لا  نعم"},
        {"نعم\x01\xff", "نعم  "},
        {"كتاب\u200Cخانه", "كتاب\u200Cخانه"},
        /* The server has taken a decimal apart. */
        {"<speak>بنسبة 12 .5 إلى 3 .</speak>", "بنسبة 12.5 إلى 3 ."},
        /* A lone character is meant by its name. */
        {"<speak>ت</speak>", "تَاءْ"},
        {"<speak> ؟\n</speak>", "عَلَامَةُ اسْتِفْهَامْ"},
        {"<speak>5</speak>", "5"},
        {" ", " "},
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
        {SPD_LEVEL_SOME, "( شَبَّاكْ )،"},
        {SPD_LEVEL_MOST, " فَتْحُ قَوْسْ  شَبَّاكْ  إِغْلَاقُ قَوْسْ ،"},
        {SPD_LEVEL_ALL, " فَتْحُ قَوْسْ  شَبَّاكْ  إِغْلَاقُ قَوْسْ  فَاصِلَةْ ،"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        spd_settings settings = spd_settings_default();
        settings.punctuation = rows[i].level;
        check(SPD_KIND_TEXT, "(#)،", settings, rows[i].said);
    }
}

/* A sign that ends a clause is kept for the melody, one inside a word has its name instead. */
static void test_signs_in_words(void **state) {
    (void)state;
    spd_settings settings = spd_settings_default();
    settings.punctuation = SPD_LEVEL_ALL;
    check(SPD_KIND_TEXT, "a.b، 1.5.", settings, "a نُقْطَةْ b فَاصِلَةْ ، 1 نُقْطَةْ 5 نُقْطَةْ .");
}

static void test_spelling(void **state) {
    (void)state;
    spd_settings settings = spd_settings_default();
    check(SPD_KIND_TEXT, "<speak>هو <say-as interpret-as=\"characters\">أب</say-as> نعم</speak>",
          settings, "هو أَلِفٌ عَلَيْهَا هَمْزَةْ، بَاءْ،  نعم");
    settings.spelling = true;
    check(SPD_KIND_TEXT, "بَ", settings, "بَاءْ، فَتْحَةْ، ");
    settings.capitals = SPD_CAPITALS_SPELL;
    check(SPD_KIND_TEXT, "aBC", settings, "a،  حَرْفٌ كَبِيرْ B،  حَرْفٌ كَبِيرْ C، ");
    assert_true(spd_message_spell(&message, rawi_slice_of("؟ !#"), 2));
    assert_string_equal(message.text.bytes, "عَلَامَةُ اسْتِفْهَامْ، عَلَامَةُ تَعَجُّبْ، ");
    assert_true(spd_message_number(&message, rawi_slice_of("\u2A0D")));
    assert_string_equal(message.text.bytes, "رَمْزْ، 2، A، 0، D");
    assert_true(spd_message_number(&message, rawi_slice_of("  ")));
    assert_int_equal(message.text.length, 0);
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
        {SPD_KIND_CHARACTER, "#", "شَبَّاكْ"},
        {SPD_KIND_CHARACTER, "\u200F", "عَلَامَةُ يَمِينٍ إِلَى يَسَارْ"},
        {SPD_KIND_CHARACTER, "a", "a"},
        {SPD_KIND_KEY, "shift_kp-enter", "شِيفْتْ إِدْخَالٌ رَقَمِيّْ"},
        {SPD_KIND_KEY, "control_alt_delete", "كُونْتْرُولْ أَلْتْ حَذْفْ"},
        {SPD_KIND_KEY, "f12", "إِفْ 12"},
        {SPD_KIND_KEY, "kp-7", "7، رَقَمِيّْ"},
        {SPD_KIND_KEY, "_", "شَرْطَةٌ سُفْلِيَّةْ"},
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

static void check_turn(size_t at, size_t offset, spd_manner manner, double pause) {
    assert_true(at < message.turn_count);
    const spd_turn *turn = &message.turns[at];
    assert_int_equal(turn->offset, offset);
    assert_float_equal(turn->manner.rate, manner.rate, 1e-6);
    assert_float_equal(turn->manner.pitch, manner.pitch, 1e-6);
    assert_float_equal(turn->manner.gain, manner.gain, 1e-6);
    assert_float_equal(turn->pause, pause, 1e-6);
}

static void test_prosody(void **state) {
    (void)state;
    const spd_manner plain = spd_manner_plain();
    check(SPD_KIND_TEXT,
          "<speak>أ <prosody rate=\"slow\" volume=\"-6dB\">ب <prosody rate=\"200%\" pitch=\"+2st\">"
          "ج</prosody> د</prosody> ه <prosody rate=\"fast\"/>و</speak>",
          spd_settings_default(), "أ ب ج د ه و");
    assert_int_equal(message.turn_count, 4);
    double soft = spd_manner_prosody(plain, NULL, NULL, "-6dB").gain;
    assert_float_equal(soft, 0.501187, 1e-6);
    check_turn(0, 3, (spd_manner){0.75, 0.0, soft}, -1.0);
    check_turn(1, 6, (spd_manner){1.5, 2.0, soft}, -1.0);
    check_turn(2, 8, (spd_manner){0.75, 0.0, soft}, -1.0);
    check_turn(3, 11, plain, -1.0);
    check(SPD_KIND_TEXT, "<speak>قبل<break time=\"1.5s\"/>بعد<break time=\"200ms\"/></speak>",
          spd_settings_default(), "قبل، بعد، ");
    assert_int_equal(message.turn_count, 2);
    check_turn(0, 9, plain, 1.5);
    check_turn(1, 18, plain, 0.2);
    /* What is empty has no effect on what follows it. */
    check(SPD_KIND_TEXT, "<speak><say-as interpret-as=\"characters\"/>نعم</speak>",
          spd_settings_default(), "نعم");
}

static void test_manners(void **state) {
    (void)state;
    static const struct {
        const char *rate, *pitch, *volume;
        spd_manner manner;
    } rows[] = {
        {"x-slow", "x-low", "silent", {0.5, -6.0, 0.0}},
        {"80%", "+12st", "50", {0.8, 12.0, 0.5}},
        {"+20%", "-50%", "+50%", {1.2, -12.0, 1.5}},
        {"0.5", "high", "x-soft", {0.5, 3.0, 0.25}},
        {"1000%", "+99st", "+90dB", {4.0, 12.0, 2.0}},
        {"quick", "120Hz", "much", {1.0, 0.0, 1.0}},
        {"-100%", "-100%", "", {1.0, 0.0, 1.0}},
        {"nan", "inf", "nan%", {1.0, 0.0, 1.0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        spd_manner manner =
            spd_manner_prosody(spd_manner_plain(), rows[i].rate, rows[i].pitch, rows[i].volume);
        assert_float_equal(manner.rate, rows[i].manner.rate, 1e-6);
        assert_float_equal(manner.pitch, rows[i].manner.pitch, 1e-6);
        assert_float_equal(manner.gain, rows[i].manner.gain, 1e-6);
    }
    assert_true(spd_manner_emphasis(spd_manner_plain(), "strong").gain > 1.0);
    assert_true(spd_manner_emphasis(spd_manner_plain(), "reduced").gain < 1.0);
    assert_true(spd_manner_emphasis(spd_manner_plain(), NULL).gain > 1.0);
    assert_float_equal(spd_manner_seconds("250ms"), 0.25, 1e-9);
    assert_float_equal(spd_manner_seconds("99s"), 10.0, 1e-9);
    assert_true(spd_manner_seconds("3") < 0.0 && spd_manner_seconds("-1s") < 0.0);
    assert_true(spd_manner_seconds(NULL) < 0.0);
}

/* The marks of a lone character stand before and behind its name. */
static void test_marks_of_a_name(void **state) {
    (void)state;
    check(SPD_KIND_TEXT, "<speak><mark name=\"a\"/> ت <mark name=\"b\"/></speak>",
          spd_settings_default(), "تَاءْ");
    assert_int_equal(message.mark_count, 2);
    assert_int_equal(message.marks[0].offset, 0);
    assert_int_equal(message.marks[1].offset, message.text.length);
}

/* A word is announced before its beginning, wherever its capital letters are, and stays whole. */
static void test_capitals(void **state) {
    (void)state;
    spd_settings settings = spd_settings_default();
    settings.capitals = SPD_CAPITALS_SPELL;
    check(SPD_KIND_TEXT, "an iPhone in Rome", settings, "an  حَرْفٌ كَبِيرْ iPhone in  حَرْفٌ كَبِيرْ Rome");
    settings.capitals = SPD_CAPITALS_ICON;
    check(SPD_KIND_TEXT, "NATO in eBay", settings, "NATO in eBay");
    assert_int_equal(message.mark_count, 2);
    assert_int_equal(message.marks[1].offset, 8);
    assert_null(message.marks[1].name);
}

/* What a later server may set, and a voice that cannot be, silence no message. */
static void test_settings(void **state) {
    (void)state;
    spd_settings settings = spd_settings_default();
    char long_name[SPD_NAME_MAX + 1];
    memset(long_name, 'a', SPD_NAME_MAX);
    long_name[SPD_NAME_MAX] = '\0';
    assert_true(spd_settings_set(&settings, "punctuation_some", "NULL"));
    assert_true(spd_settings_set(&settings, "synthesis_voice", "noura"));
    assert_string_equal(settings.voice, "noura");
    assert_true(spd_settings_set(&settings, "synthesis_voice", long_name));
    assert_string_equal(settings.voice, "");
    assert_false(spd_settings_set(&settings, "rate", "fast"));
    assert_false(spd_settings_set(&settings, "punctuation_mode", "every"));
}

static int tear_down(void **state) {
    (void)state;
    spd_message_free(&message);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_punctuation),
        cmocka_unit_test(test_spelling),
        cmocka_unit_test(test_characters_and_keys),
        cmocka_unit_test(test_signs_in_words),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_prosody),
        cmocka_unit_test(test_manners),
        cmocka_unit_test(test_marks_of_a_name),
        cmocka_unit_test(test_capitals),
        cmocka_unit_test(test_settings),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
