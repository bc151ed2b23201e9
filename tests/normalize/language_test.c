/* The tables of cases in tests/language: written, tab, spoken, tab, why. Every row must hold; the
 * rate of each table is printed. The tables of Latin script and of sounds have tests of their own.
 */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    "emoji",     "web",           "folding",       "foreign-names", "scripts"};

typedef struct tally {
    size_t rows;
    size_t held;
} tally;

/* The spoken words with single spaces between them; the caller frees. */
static char *spoken_words(rawi_normalizer *normalizer, const char *written) {
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
    char *spoken = spoken_words(normalizer, line);
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
