/* Marks that the author wrote are kept and never contradicted, whichever they are. */
#include "arabic/diacritize/diacritize.h"
#include "news.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

#include <cmocka.h>

enum {
    MASKINGS = 1000,
    LINES_MOST = 200,
    SHORT_LINE = 400 /* bytes */
};

static bool is_vowel(UChar32 c) {
    return (c >= 0x64B && c <= 0x650) || c == 0x652;
}

/* The line with each of its marks kept with probability `share` per cent. */
static rawi_text with_some_marks(const rawi_text *line, int share) {
    rawi_text text = {0};
    for (size_t at = 0; at < line->length;) {
        size_t start = at;
        UChar32 c;
        U8_NEXT((const uint8_t *)line->bytes, at, line->length, c);
        if (!(is_vowel(c) || c == 0x651) || rand() % 100 < share)
            rawi_text_add(&text, line->bytes + start, at - start);
    }
    return text;
}

/* Walks both texts: what the author wrote stands in the result, between it only marks, and no
 * letter has two vowels or two shaddas. */
static void assert_keeps(const rawi_text *written, const rawi_text *result) {
    size_t from = 0;
    int vowels = 0;
    int shaddas = 0;
    for (size_t at = 0; at < result->length;) {
        UChar32 wanted = 0;
        UChar32 c;
        size_t next = from;
        U8_NEXT((const uint8_t *)result->bytes, at, result->length, c);
        if (from < written->length)
            U8_NEXT((const uint8_t *)written->bytes, next, written->length, wanted);
        bool mark = is_vowel(c) || c == 0x651;
        vowels = mark ? vowels + is_vowel(c) : 0;
        shaddas = mark ? shaddas + (c == 0x651) : 0;
        assert_true(vowels <= 1 && shaddas <= 1);
        if (from < written->length && c == wanted)
            from = next;
        else
            assert_true(mark);
    }
    assert_int_equal(from, written->length);
}

static void random_maskings_are_kept(void **state) {
    (void)state;
    rawi_diacritizer *diacritizer;
    rawi_error error;
    static rawi_text lines[LINES_MOST];
    size_t count = read_news("G6.txt", lines, LINES_MOST);
    assert_true(count > 10);
    assert_int_equal(rawi_diacritizer_open(&diacritizer, &error), RAWI_OK);
    srand(7);
    for (int masking = 0; masking < MASKINGS;) {
        const rawi_text *line = &lines[(size_t)rand() % count];
        if (line->length > SHORT_LINE)
            continue;
        rawi_text written = with_some_marks(line, rand() % 101);
        rawi_text result = {0};
        rawi_slice sentence = {written.bytes, written.length};
        assert_int_equal(rawi_diacritize(diacritizer, &sentence, 1, &result, &error), RAWI_OK);
        assert_keeps(&written, &result);
        rawi_text_free(&written);
        rawi_text_free(&result);
        masking++;
    }
    rawi_diacritizer_close(diacritizer);
    for (size_t i = 0; i < count; i++)
        rawi_text_free(&lines[i]);
}

/* Text that is vowelled wholly, as the news files are, comes back byte for byte. */
static void wholly_marked_text_stays(void **state) {
    (void)state;
    static const char text[] = "وَهُوَ لِقَاحٌ يَقِي مِنَ الْإِصَابَةِ، وَفَى بِالْوَعْدِ وَقَسَمَ الْمَالَ فِي الْوَادِي.\n"
                               "سَبَحَتِ السُّفُنُ فِي الدُّورِيِّ الَّذِي اسْتُورِدَتْ كُرَاتُهُ لِلنَّوَارِسِ هُدًى.\n";
    rawi_diacritizer *diacritizer;
    rawi_text result = {0};
    assert_int_equal(rawi_diacritizer_open(&diacritizer, NULL), RAWI_OK);
    rawi_slice sentence = rawi_slice_of(text);
    assert_int_equal(rawi_diacritize(diacritizer, &sentence, 1, &result, NULL), RAWI_OK);
    assert_string_equal(result.bytes, text);
    rawi_text_free(&result);
    rawi_diacritizer_close(diacritizer);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_maskings_are_kept),
                                       cmocka_unit_test(wholly_marked_text_stays)};
    return cmocka_run_group_tests_name("marks", tests, NULL, NULL);
}
