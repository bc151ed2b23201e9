/* Pictures: what is whole is taken as it is, what is broken in any way is refused. */
#include "audio/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SIDE = 120
};

static char path[] = "/tmp/rawi_picture_XXXXXX";

static void put(const unsigned char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static rawi_picture make_jpeg(void) {
    static uint32_t pixels[SIDE * SIDE];
    for (size_t i = 0; i < SIDE * SIDE; i++)
        pixels[i] = (uint32_t)(i * 2654435761U >> 8);
    rawi_picture picture;
    rawi_error error = {0};
    assert_int_equal(
        rawi_picture_encode(pixels, SIDE, SIDE, SIDE * sizeof *pixels, &picture, &error), RAWI_OK);
    return picture;
}

static void test_whole(void **state) {
    (void)state;
    rawi_picture made = make_jpeg();
    assert_int_equal(made.width, SIDE);
    put(made.bytes, made.size);
    rawi_picture read;
    rawi_error error = {0};
    if (rawi_picture_open(path, &read, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    assert_int_equal(read.format, RAWI_PICTURE_JPEG);
    assert_string_equal(rawi_picture_type(&read), "image/jpeg");
    assert_int_equal(read.width, SIDE);
    assert_int_equal(read.height, SIDE);
    assert_int_equal(read.size, made.size);
    assert_memory_equal(read.bytes, made.bytes, made.size);
    rawi_picture_free(&read);
    rawi_picture_free(&made);
}

static void expect_refused(const unsigned char *bytes, size_t size, const char *word) {
    put(bytes, size);
    rawi_picture picture;
    rawi_error error = {0};
    rawi_status status = rawi_picture_open(path, &picture, &error);
    if (status != RAWI_ERROR_INPUT || !strstr(error.message, word) ||
        !strstr(error.message, path) || picture.bytes)
        fail_msg("%zu bytes: status %d, '%s'", size, status, error.message);
}

static void test_torn(void **state) {
    (void)state;
    rawi_picture made = make_jpeg();
    for (size_t size = 0; size < made.size - 2; size += 1 + size / 16)
        expect_refused(made.bytes, size, size < 9 ? "neither" : "broken");
    rawi_picture_free(&made);
}

/* The size in the header is changed: too large, and nothing. */
static void test_sides(void **state) {
    (void)state;
    rawi_picture made = make_jpeg();
    size_t header = 0;
    while (made.bytes[header] != 0xFF || made.bytes[header + 1] != 0xC0)
        header++;
    made.bytes[header + 5] = 0x10; /* height 4096 + 120 */
    expect_refused(made.bytes, made.size, "4096");
    made.bytes[header + 5] = made.bytes[header + 6] = 0;
    expect_refused(made.bytes, made.size, "broken");
    rawi_picture_free(&made);
}

/* Any byte may be wrong: the answer is yes or no, never a crash (see the sanitized tests). */
static void test_flipped(void **state) {
    (void)state;
    rawi_picture made = make_jpeg();
    for (size_t i = 3; i < made.size; i += 1 + i / 64) {
        unsigned char was = made.bytes[i];
        made.bytes[i] = (unsigned char)~was;
        put(made.bytes, made.size);
        rawi_picture picture;
        rawi_error error = {0};
        rawi_status status = rawi_picture_open(path, &picture, &error);
        assert_true(status == RAWI_OK || (status == RAWI_ERROR_INPUT && error.message[0]));
        rawi_picture_free(&picture);
        made.bytes[i] = was;
    }
    rawi_picture_free(&made);
}

static void test_places(void **state) {
    (void)state;
    rawi_picture picture;
    rawi_error error = {0};
    assert_int_equal(rawi_picture_open("/tmp", &picture, &error), RAWI_ERROR_IO);
    assert_int_equal(rawi_picture_open("/dev/zero", &picture, &error), RAWI_ERROR_IO);
    assert_int_equal(rawi_picture_open("/tmp/rawi/none.png", &picture, &error), RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, "/tmp/rawi/none.png"));
    assert_int_equal(truncate(path, RAWI_PICTURE_SIZE_MOST + 1), 0);
    assert_int_equal(rawi_picture_open(path, &picture, &error), RAWI_ERROR_INPUT);
    assert_non_null(strstr(error.message, "8 MB"));
}

int main(void) {
    int fd = mkstemp(path);
    if (fd < 0)
        return 1;
    close(fd);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),   cmocka_unit_test(test_torn),   cmocka_unit_test(test_sides),
        cmocka_unit_test(test_flipped), cmocka_unit_test(test_places),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
