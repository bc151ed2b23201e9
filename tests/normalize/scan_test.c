/* The scanner: what it folds, where it cuts, which bytes it points to. */
#include "arabic/normalize/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The items' texts with + between glued items and a space between spaced ones. */
static void assert_scanned(const char *written, const char *expected) {
    rawi_arena arena = {0};
    rawi_sentence sentence;
    assert_int_equal(rawi_scan(written, (rawi_span){0, strlen(written)}, &arena, &sentence, NULL),
                     RAWI_OK);
    rawi_text shown = {0};
    for (size_t i = 0; i < sentence.count; i++) {
        if (i)
            rawi_text_add_string(&shown, sentence.items[i].spaced ? " " : "+");
        rawi_text_add(&shown, sentence.items[i].text.bytes, sentence.items[i].text.length);
    }
    assert_string_equal(shown.bytes ? shown.bytes : "", expected);
    rawi_text_free(&shown);
    rawi_arena_free(&arena);
}

static void cuts_where_the_script_changes(void **state) {
    (void)state;
    assert_scanned("وزن 1.2كغ", "وزن 1+.+2+كغ");
    assert_scanned("وASUS بـPython", "و+ASUS ب+Python");
    assert_scanned("  ", "");
    assert_scanned("(١٢٣)", "(+123+)");
}

static void folds_shapes_and_drops_the_invisible(void **state) {
    (void)state;
    assert_scanned("العــــربية", "العربية");
    assert_scanned("\u202Bمر\u200Dحبا\u202C", "مرحبا");
    assert_scanned("ﻣﺮﺣﺒﺎ", "مرحبا");
    assert_scanned("ﻻ", "لا");
    assert_scanned("ＡＢ１２", "AB+12");
    assert_scanned("ا\u0654حمد", "أحمد");
    assert_scanned("cafe\u0301", "café");
    assert_scanned("محمد\u064E\u0651", "محمد\u0651\u064E");
    assert_scanned("کتابی", "كتابي");
    assert_scanned("م²", "م+²");
    assert_scanned("Ⅳ", "IV");
    assert_scanned("25℃", "25+°+C");
}

static void keeps_emoji_sequences_whole(void **state) {
    (void)state;
    assert_scanned("👨‍👩‍👧❤️🇸🇦🇪🇬",
                   "👨‍👩‍👧+❤+🇸🇦+🇪🇬");
    assert_scanned("👍🏽", "👍");
}

static void points_to_the_bytes_of_the_article(void **state) {
    (void)state;
    const char *written = "قال: ﷺ ﻻ 12";
    rawi_arena arena = {0};
    rawi_sentence sentence;
    assert_int_equal(rawi_scan(written, (rawi_span){0, strlen(written)}, &arena, &sentence, NULL),
                     RAWI_OK);
    assert_int_equal(sentence.count, 5);
    const char *pieces[] = {"قال", ":", "ﷺ", "ﻻ", "12"};
    for (size_t i = 0; i < 5; i++) {
        rawi_span span = sentence.items[i].span;
        assert_int_equal(span.end - span.start, strlen(pieces[i]));
        assert_memory_equal(written + span.start, pieces[i], strlen(pieces[i]));
    }
    rawi_arena_free(&arena);
}

static void survives_broken_utf8(void **state) {
    (void)state;
    assert_scanned("سلام\xD8\xFF\x80", "سلام+\uFFFD+\uFFFD+\uFFFD");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_where_the_script_changes),
        cmocka_unit_test(folds_shapes_and_drops_the_invisible),
        cmocka_unit_test(keeps_emoji_sequences_whole),
        cmocka_unit_test(points_to_the_bytes_of_the_article),
        cmocka_unit_test(survives_broken_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
