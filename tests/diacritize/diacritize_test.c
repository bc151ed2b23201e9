/* The diacritizer as its callers see it: what it adds, what it must never change. */
#include "arabic/diacritize/diacritize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static rawi_diacritizer *diacritizer;

static int open_diacritizer(void **state) {
    (void)state;
    rawi_error error;
    return rawi_diacritizer_open(&diacritizer, &error) == RAWI_OK ? 0 : -1;
}

static int close_diacritizer(void **state) {
    (void)state;
    rawi_diacritizer_close(diacritizer);
    return 0;
}

static rawi_text diacritized(rawi_slice sentence) {
    rawi_text text = {0};
    rawi_error error;
    assert_int_equal(rawi_diacritize(diacritizer, &sentence, 1, &text, &error), RAWI_OK);
    return text;
}

static rawi_text stripped(rawi_slice text) {
    rawi_text bare = {0};
    rawi_error error;
    assert_int_equal(rawi_strip_marks(text, &bare, &error), RAWI_OK);
    return bare;
}

static void assert_reads(const char *written, const char *expected) {
    rawi_text text = diacritized(rawi_slice_of(written));
    assert_string_equal(text.bytes, expected);
    rawi_text_free(&text);
}

/* Whether every byte of `part` stands in `whole` in the same order. */
static bool is_subsequence(const rawi_text *part, const rawi_text *whole) {
    size_t at = 0;
    for (size_t i = 0; i < whole->length && at < part->length; i++)
        at += whole->bytes[i] == part->bytes[at];
    return at == part->length;
}

static void everything_but_marks_stays(void **state) {
    (void)state;
    static const char *const TEXTS[] = {
        "",
        " ",
        "\n\r\n\t",
        "قالت شركة ASUS إنها باعت 128 جهازا (بسعر 3,999$) يوم 15/10/2025.",
        "كـــتـــاب ـ ـَ ﷺ ﻻ \u200fسلام\u200e… “نعم” [1]",
        "\xff\xfe بلا \xd8 معنى \xe2\x80",
        "ا\u0654كل مو\u0654من ي\u0654 ا\u0653",
        "پاريس وگوگل وڤيينا",
        "مَُِّْ ًٌٍَُِّْ كِِتابٌٌ",
        "a\0ب\0ت",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        size_t length = i + 1 == sizeof TEXTS / sizeof *TEXTS ? 7 : strlen(TEXTS[i]);
        rawi_slice before = {TEXTS[i], length};
        rawi_text after = diacritized(before);
        rawi_text bare_before = stripped(before);
        rawi_text bare_after = stripped((rawi_slice){after.bytes, after.length});
        assert_int_equal(bare_before.length, bare_after.length);
        if (bare_before.length)
            assert_memory_equal(bare_before.bytes, bare_after.bytes, bare_before.length);
        assert_true(
            is_subsequence(&(rawi_text){.bytes = (char *)TEXTS[i], .length = length}, &after));
        rawi_text_free(&after);
        rawi_text_free(&bare_before);
        rawi_text_free(&bare_after);
    }
}

static void author_decides(void **state) {
    (void)state;
    assert_reads("المعلِّم", "الْمُعَلِّمُ");
    assert_reads("هٰذا", "هٰذَا");
    assert_reads("كتاباً", "كِتَاباً");
    assert_reads("كُتِبَ", "كُتِبَ");
}

static void first_waw_has_a_vowel(void **state) {
    (void)state;
    rawi_text text = diacritized(
        rawi_slice_of("سجل مبابي وفينيسيوس وهالاند وبيلينغهام وليفاندوفسكي وفيرتز أهدافا."));
    assert_null(strstr(text.bytes, " وْ"));
    rawi_text_free(&text);
}

static void marks_are_stripped(void **state) {
    (void)state;
    rawi_text bare = stripped(rawi_slice_of("ال\u0651ذي هٰذَا مُؤْمِنٌ ا\u0654َ abc ۖ é"));
    assert_string_equal(bare.bytes, "الذي هذا مؤمن ا\u0654 abc  é");
    rawi_text_free(&bare);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_but_marks_stays),
        cmocka_unit_test(author_decides),
        cmocka_unit_test(first_waw_has_a_vowel),
        cmocka_unit_test(marks_are_stripped),
    };
    return cmocka_run_group_tests_name("diacritize", tests, open_diacritizer, close_diacritizer);
}
