/* Words with several readings, in sentences that decide: how many the diacritizer reads right. */
#include "arabic/diacritize/diacritize.h"
#include "arabic/diacritize/letters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum {
    LINE_MOST = 1024,
    LEAST_PER_CENT = 90
};

/* The next word (between spaces) at *at, NUL-terminated in `word`; false at the end. */
static bool next_word(const char **at, char *word) {
    size_t length = 0;
    *at += strspn(*at, " ");
    length = strcspn(*at, " ");
    memcpy(word, *at, length);
    word[length] = '\0';
    *at += length;
    return length > 0;
}

/* Whether each mark of the expected word stands in the word. */
static bool agrees(const char *expected, const char *word) {
    uint8_t symbols[2][RAWI_WINDOW_LETTERS];
    uint8_t classes[2][RAWI_WINDOW_LETTERS];
    size_t count = rawi_read_form(expected, symbols[0], classes[0], RAWI_WINDOW_LETTERS);
    if (rawi_read_form(word, symbols[1], classes[1], RAWI_WINDOW_LETTERS) != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (classes[0][i] != RAWI_CLASS_NONE && classes[0][i] != classes[1][i])
            return false;
    return true;
}

static bool reads_as_expected(rawi_diacritizer *diacritizer, const char *sentence) {
    rawi_error error;
    rawi_text bare = {0};
    rawi_text text = {0};
    assert_int_equal(rawi_strip_marks(rawi_slice_of(sentence), &bare, &error), RAWI_OK);
    rawi_slice slice = {bare.bytes, bare.length};
    assert_int_equal(rawi_diacritize(diacritizer, &slice, 1, &text, &error), RAWI_OK);
    const char *at = text.bytes;
    char expected[LINE_MOST];
    char word[LINE_MOST * 3];
    bool right = true;
    for (const char *from = sentence; right && next_word(&from, expected);)
        right = next_word(&at, word) && agrees(expected, word);
    if (!right)
        print_message("not as in «%s»: %s\n", sentence, word);
    rawi_text_free(&bare);
    rawi_text_free(&text);
    return right;
}

static void homographs_are_read_by_context(void **state) {
    (void)state;
    rawi_diacritizer *diacritizer;
    rawi_error error;
    assert_int_equal(rawi_diacritizer_open(&diacritizer, &error), RAWI_OK);
    FILE *table = fopen(SOURCE_DIR "/tests/diacritize/homographs.tsv", "r");
    assert_non_null(table);
    char line[LINE_MOST];
    unsigned count = 0;
    unsigned right = 0;
    while (fgets(line, sizeof line, table)) {
        if (line[0] == '#')
            continue;
        char *why = strchr(line, '\t');
        assert_non_null(why);
        *why = '\0';
        count++;
        right += reads_as_expected(diacritizer, line);
    }
    fclose(table);
    rawi_diacritizer_close(diacritizer);
    print_message("%u of %u homographs right (%.1f %%)\n", right, count,
                  100.0 * (double)right / (double)count);
    assert_true(count >= 100);
    assert_true(right * 100 >= count * LEAST_PER_CENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(homographs_are_read_by_context)};
    return cmocka_run_group_tests_name("homographs", tests, NULL, NULL);
}
