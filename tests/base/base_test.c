/* The arena, the text buffer and error messages. */
#include "base/arena.h"
#include "base/error.h"
#include "base/file_url.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void arena_gives_aligned_zeroed_memory(void **state) {
    (void)state;
    rawi_arena arena = {0};
    for (size_t size = 0; size < 100000; size = size * 3 + 1) {
        unsigned char *memory = rawi_arena_alloc(&arena, size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 0xA5, size);
    }
    rawi_arena_reset(&arena);
    unsigned char *again = rawi_arena_alloc(&arena, 64);
    assert_int_equal(again[0] | again[63], 0);
    rawi_arena_free(&arena);
}

static void arena_refuses_sizes_that_overflow(void **state) {
    (void)state;
    rawi_arena arena = {0};
    assert_null(rawi_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(rawi_arena_alloc(&arena, SIZE_MAX - 1));
    rawi_arena_free(&arena);
}

static void text_grows_and_stays_terminated(void **state) {
    (void)state;
    rawi_text text = {0};
    for (int i = 0; i < 1000; i++)
        assert_true(rawi_text_add_character(&text, U'ر'));
    assert_int_equal(text.length, 2000);
    assert_int_equal(strlen(text.bytes), 2000);
    rawi_text_free(&text);
}

static void long_message_is_cut_at_a_character(void **state) {
    (void)state;
    rawi_text long_name = {0};
    rawi_text_add_string(&long_name, "x");
    for (int i = 0; i < 600; i++)
        rawi_text_add_character(&long_name, U'ر');
    rawi_error error;
    assert_int_equal(rawi_fail(&error, RAWI_ERROR_IO, "%s", long_name.bytes), RAWI_ERROR_IO);
    assert_int_equal(strlen(error.message) % 2, 1);
    rawi_text_free(&long_name);
}

static void file_urls_name_paths(void **state) {
    (void)state;
    static const struct {
        const char *url;
        const char *path; /* NULL: of no file here */
    } cases[] = {
        {"file:///home/x/%D9%85%D9%82%D8%A7%D9%84%201.md", "/home/x/مقال 1.md"},
        {"file:///home/x/مقال.md", "/home/x/مقال.md"},
        {"FILE://localhost/a%2bb", "/a+b"},
        {"file:///a%2", NULL},
        {"file:///a%", NULL},
        {"file:///a%zz", NULL},
        {"file:///a%00b", NULL},
        {"file://elsewhere/a", NULL},
        {"file://localhostile/a", NULL},
        {"file://", NULL},
        {"/home/x", NULL},
        {"https://example.org/a", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rawi_text path = {0};
        assert_int_equal(rawi_file_url_path(cases[i].url, &path), cases[i].path != NULL);
        if (cases[i].path)
            assert_string_equal(path.bytes, cases[i].path);
        rawi_text_free(&path);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_aligned_zeroed_memory),
        cmocka_unit_test(arena_refuses_sizes_that_overflow),
        cmocka_unit_test(text_grows_and_stays_terminated),
        cmocka_unit_test(file_urls_name_paths),
        cmocka_unit_test(long_message_is_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
