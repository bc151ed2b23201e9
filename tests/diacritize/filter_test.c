/* The filter of rawi diacritize: what goes through a pipe, whole and in pieces. */
#include "arabic/diacritize/diacritize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Sends the text through a pipe in pieces of `piece` bytes; returns what the filter wrote. */
static rawi_text filtered(rawi_marks_filter filter, const rawi_text *text, size_t piece) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
        close(ends[0]);
        for (size_t at = 0; at < text->length; at += piece) {
            size_t length = text->length - at < piece ? text->length - at : piece;
            if (write(ends[1], text->bytes + at, length) != (ssize_t)length)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    rawi_error error;
    assert_int_equal(rawi_filter_marks(filter, ends[0], out, "the pipe", &error), RAWI_OK);
    fclose(out);
    close(ends[0]);
    int status;
    waitpid(writer, &status, 0);
    assert_int_equal(status, 0);
    rawi_text result = {0};
    rawi_text_add(&result, bytes, size);
    free(bytes);
    return result;
}

static void assert_same(const rawi_text *a, const rawi_text *b) {
    assert_int_equal(a->length, b->length);
    assert_memory_equal(a->bytes, b->bytes, a->length);
}

static rawi_text text_of(const char *string) {
    rawi_text text = {0};
    rawi_text_add_string(&text, string);
    return text;
}

static void pieces_make_no_difference(void **state) {
    (void)state;
    rawi_text text = text_of("وصل الوزير إلى المطار.\r\n\n  ثم عاد\tإلى بيته\nبلا سطر أخير");
    rawi_text whole = filtered(RAWI_MARKS_ADD, &text, text.length);
    assert_non_null(strstr(whole.bytes, "الْوَزِير"));
    static const size_t PIECES[] = {1, 2, 7, 30};
    for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
        rawi_text again = filtered(RAWI_MARKS_ADD, &text, PIECES[i]);
        assert_same(&whole, &again);
        rawi_text_free(&again);
    }
    rawi_text bare = filtered(RAWI_MARKS_STRIP, &whole, 64);
    assert_same(&bare, &text);
    rawi_text_free(&bare);
    rawi_text_free(&whole);
    rawi_text_free(&text);
}

static void nothing_gives_nothing(void **state) {
    (void)state;
    rawi_text text = text_of("");
    for (rawi_marks_filter f = RAWI_MARKS_ADD; f <= RAWI_MARKS_STRIP; f++) {
        rawi_text result = filtered(f, &text, 1);
        assert_int_equal(result.length, 0);
        rawi_text_free(&result);
    }
    rawi_text_free(&text);
}

static void assert_only_marks_added(const rawi_text *text) {
    rawi_text result = filtered(RAWI_MARKS_ADD, text, 1 << 20);
    rawi_text bare = filtered(RAWI_MARKS_STRIP, &result, 1 << 20);
    assert_same(&bare, text);
    rawi_text_free(&result);
    rawi_text_free(&bare);
}

static void lines_without_end_are_cut(void **state) {
    (void)state;
    rawi_text words = {0};
    rawi_text letters = {0};
    rawi_text spaces = {0};
    rawi_text binary = {0};
    for (int i = 0; i < 20000; i++)
        rawi_text_add_string(&words, i % 9 ? "كتاب " : "المدرسة، ");
    for (int i = 0; i < 100000; i++)
        rawi_text_add_string(&letters, "ب");
    for (int i = 0; i < 3000000; i++)
        rawi_text_add(&spaces, i % 1000 ? " " : "\xD9\x80", i % 1000 ? 1 : 2);
    for (int i = 0; i < 200000; i++)
        rawi_text_add(&binary, &(char){(char)(i * 7 + i / 251)}, 1);
    assert_only_marks_added(&words);
    assert_only_marks_added(&letters);
    assert_only_marks_added(&spaces);
    rawi_text result = filtered(RAWI_MARKS_ADD, &binary, 1 << 20);
    assert_true(result.length >= binary.length);
    rawi_text_free(&result);
    rawi_text_free(&words);
    rawi_text_free(&letters);
    rawi_text_free(&spaces);
    rawi_text_free(&binary);
}

static void partial_marks_only_what_is_uncommon(void **state) {
    (void)state;
    rawi_text text = text_of("قال إن الكتاب كُتِب في مصر من غير أن يذكر السبب.\n");
    rawi_text partly = filtered(RAWI_MARKS_ADD_PARTLY, &text, text.length);
    rawi_text whole = filtered(RAWI_MARKS_ADD, &text, text.length);
    assert_true(partly.length < (text.length + whole.length) / 2);
    assert_non_null(strstr(partly.bytes, "كُتِب"));
    assert_non_null(strstr(partly.bytes, "مصر"));
    rawi_text_free(&text);
    rawi_text_free(&partly);
    rawi_text_free(&whole);
}

static void unreadable_input_is_an_error(void **state) {
    (void)state;
    rawi_error error = {0};
    assert_int_equal(rawi_filter_marks(RAWI_MARKS_ADD, -1, stdout, "nothing", &error),
                     RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, "nothing"));
    FILE *full = fopen("/dev/full", "w");
    rawi_text text = text_of("نص\n");
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text.bytes, text.length), (ssize_t)text.length);
    close(ends[1]);
    assert_int_equal(rawi_filter_marks(RAWI_MARKS_ADD, ends[0], full, "a pipe", &error),
                     RAWI_ERROR_IO);
    close(ends[0]);
    fclose(full);
    rawi_text_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_make_no_difference),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(lines_without_end_are_cut),
        cmocka_unit_test(partial_marks_only_what_is_uncommon),
        cmocka_unit_test(unreadable_input_is_an_error),
    };
    return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
