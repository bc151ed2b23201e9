/* Nothing is left unread: over the texts beside the project (../shared, skipped without it) no
 * token holds a Latin letter, a digit or a symbol, and what has no reading is counted and named. */
#include "arabic/normalize/normalize.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

#include <cmocka.h>

enum {
    SKIPPED = 77,
    LONGEST_LINE = 1 << 20
};

typedef struct coverage {
    rawi_normalizer *normalizer;
    size_t words;
    size_t unread;
} coverage;

static void name_unread(void *user, char32_t character, rawi_span where) {
    coverage *seen = user;
    (void)where;
    seen->unread++;
    print_message("no reading: U+%04X\n", (unsigned)character);
}

static bool is_arabic(UChar32 c) {
    return (c >= 0x0621 && c <= 0x063A) || (c >= 0x0641 && c <= 0x0652) || c == 0x0670 ||
           c == 0x067E || c == 0x0686 || c == 0x06A4 || c == 0x06AF || c == 0x0698;
}

static bool is_speakable(const char *text) {
    for (size_t at = 0, length = strlen(text); at < length;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)text, at, length, c);
        if (!is_arabic(c))
            return false;
    }
    return *text != '\0';
}

static bool is_mark(const char *text) {
    static const char *const marks[] = {"،", "؛", ":", ".", "؟", "!", "…", "«", "»", "(", ")", "–"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(text, marks[i]) == 0)
            return true;
    return false;
}

static void check_line(coverage *seen, const char *path, size_t number, const char *line) {
    rawi_arena arena = {0};
    rawi_tokens tokens;
    rawi_span all = {0, strlen(line)};
    assert_int_equal(rawi_normalize(seen->normalizer, line, all, &arena, &tokens, NULL), RAWI_OK);
    for (size_t i = 0; i < tokens.count; i++) {
        const rawi_token *token = &tokens.items[i];
        bool good =
            token->kind == RAWI_TOKEN_WORD ? is_speakable(token->text) : is_mark(token->text);
        if (!good || token->span.start >= token->span.end || token->span.end > all.end)
            fail_msg("%s:%zu: token «%s» of «%.*s»", path, number, token->text,
                     (int)(token->span.end - token->span.start), line + token->span.start);
        seen->words += token->kind == RAWI_TOKEN_WORD;
    }
    rawi_arena_free(&arena);
}

/* As it is, and without its marks as ordinary text is. */
static void check_stream(coverage *seen, const char *path, FILE *file) {
    char *line = malloc(LONGEST_LINE);
    assert_non_null(line);
    for (size_t number = 1; fgets(line, LONGEST_LINE, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        check_line(seen, path, number, line);
        size_t kept = 0;
        for (size_t i = 0; line[i]; i++) {
            bool mark = (unsigned char)line[i] == 0xD9 && (unsigned char)line[i + 1] >= 0x8B &&
                        (unsigned char)line[i + 1] <= 0x92;
            if (mark)
                i++;
            else
                line[kept++] = line[i];
        }
        line[kept] = '\0';
        check_line(seen, path, number, line);
    }
    free(line);
}

static void check_files(coverage *seen, const char *pattern, const char *reader) {
    glob_t found;
    char command[1024];
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        snprintf(command, sizeof command, "%s '%s'", reader, found.gl_pathv[i]);
        FILE *pipe = popen(command, "r");
        assert_non_null(pipe);
        check_stream(seen, found.gl_pathv[i], pipe);
        assert_int_equal(pclose(pipe), 0);
    }
    globfree(&found);
}

static void nothing_is_left_unread(void **state) {
    (void)state;
    coverage seen = {0};
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    assert_int_equal(rawi_normalizer_open(NULL, &seen.normalizer, NULL), RAWI_OK);
    rawi_normalizer_report_unread(seen.normalizer, name_unread, &seen);
    check_files(&seen, SOURCE_DIR "/../shared/articles/*", "cat");
    check_files(&seen, SOURCE_DIR "/../shared/corpus/*.txt.xz", "xz -dc");
    check_files(&seen, SOURCE_DIR "/../shared/corpus/news*/*.txt", "cat");
    rawi_normalizer_close(seen.normalizer);
    print_message("%zu words, %zu characters without a reading\n", seen.words, seen.unread);
    assert_true(seen.words > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_left_unread)};
    FILE *there = fopen(SOURCE_DIR "/../shared/corpus/README.md", "r");
    if (!there) {
        puts("skipped: no ../shared beside the project");
        return SKIPPED;
    }
    fclose(there);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
