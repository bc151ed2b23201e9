/* Latin script: the rows of tests/language/latin-*.tsv, the form of every row of the lexicon, and
 * that whatever is in it can be phonemized. */
#include "arabic/normalize/latin_lexicon.h"
#include "arabic/normalize/normalize.h"
#include "arabic/phonemize/phonemize.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    LONGEST_LINE = 4096,
    LONGEST_KEY = 64,
    MOST_COLUMNS = 4
};

/* ---- files ----------------------------------------------------------------------------------- */

typedef struct row {
    char *columns[MOST_COLUMNS];
    size_t count;
    const char *file;
    size_t line;
} table_row;

typedef void visit_row(void *user, const table_row *row);

static void visit_file(const char *path, visit_row *visit, void *user) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[LONGEST_LINE];
    for (size_t number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line || *line == '#')
            continue;
        table_row row = {.file = strrchr(path, '/') + 1, .line = number};
        for (char *cell = line; cell && row.count < MOST_COLUMNS;) {
            row.columns[row.count++] = cell;
            cell = strchr(cell, '\t');
            if (cell)
                *cell++ = '\0';
        }
        visit(user, &row);
    }
    fclose(file);
}

static void visit_files(const char *pattern, visit_row *visit, void *user) {
    glob_t found;
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        visit_file(found.gl_pathv[i], visit, user);
    globfree(&found);
}

/* ---- the tables of cases --------------------------------------------------------------------- */

typedef struct score {
    rawi_normalizer *normalizer;
    size_t rows;
    size_t failed;
} tally;

/* The words that a text is read as, a space between them. */
static void read_aloud(rawi_normalizer *normalizer, const char *written, char *spoken,
                       size_t size) {
    rawi_arena arena = {0};
    rawi_tokens tokens;
    rawi_error error;
    assert_int_equal(rawi_normalize(normalizer, written, (rawi_span){0, strlen(written)}, &arena,
                                    &tokens, &error),
                     RAWI_OK);
    size_t length = 0;
    *spoken = '\0';
    for (size_t i = 0; i < tokens.count; i++)
        if (tokens.items[i].kind == RAWI_TOKEN_WORD)
            length += (size_t)snprintf(spoken + length, size - length, "%s%s", length ? " " : "",
                                       tokens.items[i].text);
    assert_true(length < size);
    rawi_arena_free(&arena);
}

static void take_marks_out(char *text) {
    char *to = text;
    for (const char *from = text; *from;) {
        bool mark = (unsigned char)from[0] == 0xD9 && (unsigned char)from[1] >= 0x8B &&
                    (unsigned char)from[1] <= 0x92;
        if (!mark)
            *to++ = *from;
        from += mark ? 2 : 1;
    }
    *to = '\0';
}

static void check_case(void *user, const table_row *row) {
    tally *score = user;
    char spoken[LONGEST_LINE];
    assert_int_equal(row->count, 3);
    read_aloud(score->normalizer, row->columns[0], spoken, sizeof spoken);
    if (strcmp(row->file, "latin-press.tsv") == 0)
        take_marks_out(spoken);
    score->rows++;
    if (strcmp(spoken, row->columns[1]) == 0)
        return;
    score->failed++;
    print_message("%s:%zu: %s\n  expected %s\n  spoken   %s\n", row->file, row->line,
                  row->columns[0], row->columns[1], spoken);
}

static void cases_are_read_as_expected(void **state) {
    (void)state;
    rawi_error error;
    tally score = {0};
    assert_int_equal(rawi_normalizer_open(NULL, &score.normalizer, &error), RAWI_OK);
    visit_files(SOURCE_DIR "/tests/language/latin-*.tsv", check_case, &score);
    rawi_normalizer_close(score.normalizer);
    print_message("latin: %zu of %zu rows hold\n", score.rows - score.failed, score.rows);
    assert_true(score.rows >= 300);
    assert_int_equal(score.failed, 0);
}

/* ---- the lexicon ----------------------------------------------------------------------------- */

static bool is_mark(int32_t character) {
    return character >= 0x64B && character <= 0x652;
}

static bool is_long_vowel(int32_t letter, int32_t mark_before) {
    return (letter == U'ا' && mark_before == 0x64E) || (letter == U'ى' && mark_before == 0x64E) ||
           (letter == U'ي' && mark_before == 0x650) || (letter == U'و' && mark_before == 0x64F);
}

/* Whether a spoken word is Arabic letters, each with its mark but for long vowels, آ, the article's
 * and hamzat al-wasl's alif, the lam before a sun letter, and the last letter. */
static bool is_well_formed(rawi_slice word) {
    int32_t mark = 0; /* of the letter before */
    bool is_first = true;
    for (size_t at = 0; at < word.length; is_first = false) {
        int32_t letter = rawi_next_character(word.bytes, word.length, &at);
        if (!((letter >= 0x621 && letter <= 0x64A) || letter == U'ڤ'))
            return false;
        int32_t shadda = 0;
        int32_t vowel = 0;
        while (at < word.length) {
            size_t next = at;
            int32_t character = rawi_next_character(word.bytes, word.length, &next);
            if (!is_mark(character))
                break;
            if (character == 0x651 ? shadda || vowel : vowel != 0)
                return false;
            *(character == 0x651 ? &shadda : &vowel) = character;
            at = next;
        }
        bool bare_allowed = at == word.length || is_long_vowel(letter, mark) || letter == U'آ' ||
                            (letter == U'ا' && (is_first || mark == 0x650 || mark == 0x64E)) ||
                            (letter == U'ل' && at < word.length);
        if (!vowel && !bare_allowed)
            return false;
        mark = vowel;
    }
    return !is_first;
}

typedef struct key_list {
    char **keys;
    size_t count;
    size_t capacity;
    size_t failed;
} key_list;

static void remember_key(key_list *list, const char *key) {
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 1024;
        list->keys = realloc(list->keys, list->capacity * sizeof *list->keys);
        assert_non_null(list->keys);
    }
    list->keys[list->count] = strdup(key);
    assert_non_null(list->keys[list->count++]);
}

static void complain(key_list *list, const table_row *row, const char *what) {
    list->failed++;
    print_message("%s:%zu: %s: %s\n", row->file, row->line, row->columns[0], what);
}

static bool holds_words(const table_row *row) {
    static const char *const others[] = {"sounds.tsv", "origins.tsv", "respellings.tsv",
                                         "series.tsv"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(row->file, others[i]) == 0)
            return false;
    return true;
}

static void check_spoken(key_list *list, const table_row *row) {
    char spoken[LONGEST_LINE];
    snprintf(spoken, sizeof spoken, "%s", row->columns[1]);
    rawi_word words[32] = {0};
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(spoken, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        assert_true(count < 32);
        if (!is_well_formed(rawi_slice_of(word)))
            complain(list, row, word);
        words[count++].text = word;
    }
    if (!count) {
        complain(list, row, "nothing is spoken");
        return;
    }
    words[count - 1].break_after = RAWI_BREAK_FINAL;
    rawi_arena arena = {0};
    rawi_error error;
    assert_int_equal(rawi_phonemize(words, NULL, count, RAWI_ENDINGS_PAUSE, &arena, &error),
                     RAWI_OK);
    for (size_t i = 0; i < count; i++)
        if (!words[i].phone_count)
            complain(list, row, "a word has no sound");
    rawi_arena_free(&arena);
}

static void check_entry(void *user, const table_row *row) {
    key_list *list = user;
    if (!holds_words(row))
        return;
    if (row->count != 2) {
        complain(list, row, "not two columns");
        return;
    }
    rawi_text folded = {0};
    rawi_latin_fold(rawi_slice_of(row->columns[0]), false, &folded);
    if (strcmp(folded.bytes, row->columns[0]) != 0)
        complain(list, row, "the written form is not in the spelling of a key");
    if (folded.length > LONGEST_KEY)
        complain(list, row, "the written form is too long");
    rawi_text_free(&folded);
    check_spoken(list, row);
    if (strcmp(row->file, "alphabet.tsv") != 0)
        remember_key(list, row->columns[0]);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void lexicon_is_well_formed(void **state) {
    (void)state;
    key_list list = {0};
    visit_files(SOURCE_DIR "/src/arabic/normalize/latin/*.tsv", check_entry, &list);
    qsort(list.keys, list.count, sizeof *list.keys, by_bytes);
    for (size_t i = 1; i < list.count; i++)
        if (strcmp(list.keys[i - 1], list.keys[i]) == 0) {
            print_message("%s: twice\n", list.keys[i]);
            list.failed++;
        }
    print_message("lexicon: %zu written forms\n", list.count);
    size_t count = list.count;
    for (size_t i = 0; i < list.count; i++)
        free(list.keys[i]);
    free(list.keys);
    assert_true(count >= 3000);
    assert_int_equal(list.failed, 0);
}

/* ---- any text -------------------------------------------------------------------------------- */

/* Words made at random from letters: all are read, and with Arabic letters alone. */
static void any_word_becomes_arabic(void **state) {
    (void)state;
    rawi_normalizer *normalizer;
    rawi_error error;
    assert_int_equal(rawi_normalizer_open(NULL, &normalizer, &error), RAWI_OK);
    uint32_t seed = 12345;
    for (int i = 0; i < 500; i++) {
        char written[32];
        size_t length = 0;
        seed = seed * 1664525U + 1013904223U;
        for (size_t letters = 1 + (seed >> 24) % 12; length < letters; length++) {
            seed = seed * 1664525U + 1013904223U;
            written[length] = (char)((seed >> 16 & 3 ? 'a' : 'A') + (seed >> 24) % 26);
        }
        written[length] = '\0';
        char spoken[LONGEST_LINE];
        read_aloud(normalizer, written, spoken, sizeof spoken);
        assert_true(*spoken);
        for (const char *byte = spoken; *byte; byte++)
            assert_true((unsigned char)*byte >= 0x80 || *byte == ' ');
    }
    rawi_normalizer_close(normalizer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_are_read_as_expected),
        cmocka_unit_test(lexicon_is_well_formed),
        cmocka_unit_test(any_word_becomes_arabic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
