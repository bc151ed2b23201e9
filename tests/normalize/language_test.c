/* The tables of cases in tests/language: written, tab, spoken, tab, why. Every row must hold; the
 * rate of each table is printed. The tables of Latin script and of sounds have tests of their own.
 */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

#include <cmocka.h>

enum {
    LONGEST_LINE = 1 << 14,
    LEAST_ROWS = 1400,
    LEAST_SENTENCES = 280
};

static const char *const tables[] = {
    "cardinals", "counted",       "large-numbers", "cases",         "ordinals", "decimals",
    "fractions", "percentages",   "units",         "money",         "dates",    "hijri",
    "years",     "times",         "ranges",        "scores",        "phones",   "codes",
    "roman",     "abbreviations", "symbols",       "maths",         "formulas", "coordinates",
    "emoji",     "web",           "folding",       "foreign-names", "scripts",  "spelling"};

typedef struct tally {
    size_t rows;
    size_t held;
} tally;

/* The letters alone, as a careless hand writes them (ا for أ, ه for ة), without marks and tatweel,
 * into `bare` of at least as many bytes. */
static void bare_letters(const char *text, size_t length, char *bare) {
    size_t kept = 0;
    for (size_t at = 0; at < length;) {
        int32_t letter = rawi_next_character(text, length, &at);
        if ((letter >= 0x064B && letter <= 0x0652) || letter == 0x0670 || letter == U'ـ')
            continue;
        if (letter == U'أ' || letter == U'إ' || letter == U'آ')
            letter = U'ا';
        if (letter == U'ة')
            letter = U'ه';
        U8_APPEND_UNSAFE((uint8_t *)bare, kept, (uint32_t)letter);
    }
    bare[kept] = '\0';
}

/* Whether --explain accounts for the token: it has the author's letters, or a reading covers it. */
static bool is_explained(rawi_normalizer *normalizer, const char *written,
                         const rawi_tokens *tokens, size_t token) {
    char letters[LONGEST_LINE];
    char spoken[LONGEST_LINE];
    size_t count;
    const rawi_reading *readings = rawi_normalizer_readings(normalizer, &count);
    const rawi_token *word = &tokens->items[token];
    bare_letters(written + word->span.start, word->span.end - word->span.start, letters);
    bare_letters(word->text, strlen(word->text), spoken);
    if (strcmp(letters, spoken) == 0)
        return true;
    for (size_t i = 0; i < count; i++)
        if (token >= readings[i].first_token &&
            token - readings[i].first_token < readings[i].token_count)
            return true;
    return false;
}

/* The spoken words with single spaces between them, each `explained` by the author's letters or a
 * reading; the caller frees. */
static char *spoken_words(rawi_normalizer *normalizer, const char *written, bool explained) {
    rawi_arena arena = {0};
    rawi_tokens tokens;
    rawi_error error;
    rawi_text spoken = {0};
    if (rawi_normalize(normalizer, written, (rawi_span){0, strlen(written)}, &arena, &tokens,
                       &error) != RAWI_OK)
        fail_msg("%s: %s", written, error.message);
    rawi_text_add_string(&spoken, "");
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.items[i].kind != RAWI_TOKEN_WORD)
            continue;
        if (explained && !is_explained(normalizer, written, &tokens, i))
            fail_msg("%s: nothing explains %s", written, tokens.items[i].text);
        if (spoken.length)
            rawi_text_add_string(&spoken, " ");
        rawi_text_add_string(&spoken, tokens.items[i].text);
    }
    rawi_arena_free(&arena);
    return spoken.bytes;
}

static bool check_row(rawi_normalizer *normalizer, char *line, const char *file, size_t number) {
    char *expected = strchr(line, '\t');
    char *why = expected ? strchr(expected + 1, '\t') : NULL;
    if (!expected || !why)
        fail_msg("%s:%zu: a row is: written, tab, spoken, tab, why", file, number);
    *expected++ = '\0';
    *why++ = '\0';
    bool other_letters = strcmp(file, "folding") == 0 || strcmp(file, "spelling") == 0;
    char *spoken = spoken_words(normalizer, line, !other_letters);
    bool holds = strcmp(spoken, expected) == 0;
    if (!holds)
        print_message("%s:%zu: %s\n  expected %s\n  spoken   %s\n  why      %s\n", file, number,
                      line, expected, spoken, why);
    free(spoken);
    return holds;
}

static tally check_table(rawi_normalizer *normalizer, const char *name) {
    char path[512];
    char line[LONGEST_LINE];
    tally result = {0};
    snprintf(path, sizeof path, SOURCE_DIR "/tests/language/%s.tsv", name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s: cannot be opened", path);
    for (size_t number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '\0' || strncmp(line, "# ", 2) == 0)
            continue;
        result.rows++;
        result.held += check_row(normalizer, line, name, number);
    }
    fclose(file);
    print_message("%-16s %4zu of %4zu rows hold (%.1f %%)\n", name, result.held, result.rows,
                  100.0 * (double)result.held / (double)(result.rows ? result.rows : 1));
    return result;
}

static void words_and_phrases(void **state) {
    tally all = {0};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        tally one = check_table(*state, tables[i]);
        assert_true(one.rows > 0);
        all.rows += one.rows;
        all.held += one.held;
    }
    print_message("%-16s %4zu of %4zu rows hold\n", "all", all.held, all.rows);
    assert_int_equal(all.held, all.rows);
    assert_true(all.rows >= LEAST_ROWS);
}

static void whole_sentences(void **state) {
    static const char *const kinds[] = {"sentences", "newscast"};
    tally all = {0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        tally one = check_table(*state, kinds[i]);
        all.rows += one.rows;
        all.held += one.held;
    }
    assert_int_equal(all.held, all.rows);
    assert_true(all.rows >= LEAST_SENTENCES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_phrases),
        cmocka_unit_test(whole_sentences),
    };
    return cmocka_run_group_tests(tests, open_normalizer, close_normalizer);
}
