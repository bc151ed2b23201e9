/* Weights that are damaged, cut short or of another version are refused. */
#include "arabic/diacritize/diacritizer.h"
#include "small_weights.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    VERSION_AT = 8
};

static unsigned char *copy;
static size_t size;

static int copy_weights(void **state) {
    (void)state;
    size = (size_t)(rawi_diacritizer_weights_end - rawi_diacritizer_weights);
    copy = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!copy)
        return -1;
    memcpy(copy, rawi_diacritizer_weights, size);
    return 0;
}

static int free_weights(void **state) {
    (void)state;
    free(copy);
    return 0;
}

static void assert_refused(size_t bytes, const char *why) {
    rawi_diacritizer *diacritizer;
    rawi_error error = {0};
    assert_int_equal(
        rawi_diacritizer_open_with(copy, bytes, rawi_best_kernel(), &diacritizer, &error),
        RAWI_ERROR_DATA);
    assert_null(diacritizer);
    assert_int_equal(error.status, RAWI_ERROR_DATA);
    assert_non_null(strstr(error.message, why));
}

static void sound_weights_open(void **state) {
    (void)state;
    rawi_diacritizer *diacritizer;
    rawi_error error;
    assert_int_equal(
        rawi_diacritizer_open_with(copy, size, rawi_best_kernel(), &diacritizer, &error), RAWI_OK);
    rawi_diacritizer_close(diacritizer);
}

static void one_flipped_bit_is_found(void **state) {
    (void)state;
    srand(3);
    for (int i = 0; i < 50; i++) {
        size_t at = VERSION_AT + 4 + (((size_t)rand() << 15) ^ (size_t)rand()) % (size - 12);
        copy[at] ^= (unsigned char)(1 << rand() % 8);
        assert_refused(size, "checksum");
        copy[at] = rawi_diacritizer_weights[at];
    }
}

static void short_weights_are_refused(void **state) {
    (void)state;
    assert_refused(0, "begin");
    assert_refused(100, "begin");
    assert_refused(size - 1, "checksum");
    assert_refused(size / 2, "checksum");
}

static void another_version_is_refused(void **state) {
    (void)state;
    copy[VERSION_AT]++;
    assert_refused(size, "version 2");
    copy[VERSION_AT]--;
    copy[0] = 'r';
    assert_refused(size, "begin");
    copy[0] = 'R';
}

/* Opens weights of the header with one number changed. */
static rawi_status open_shape(size_t number, uint32_t value) {
    uint32_t header[SMALL_HEADER_NUMBERS];
    memcpy(header, small_header, sizeof header);
    header[number] = value;
    size_t bytes;
    unsigned char *weights = small_weights(header, 1, &bytes);
    assert_non_null(weights);
    rawi_diacritizer *diacritizer;
    rawi_error error;
    rawi_status status =
        rawi_diacritizer_open_with(weights, bytes, rawi_best_kernel(), &diacritizer, &error);
    rawi_diacritizer_close(diacritizer);
    free(weights);
    return status;
}

static void shapes_that_make_no_sense_are_refused(void **state) {
    (void)state;
    assert_int_equal(open_shape(0, small_header[0]), RAWI_OK);
    assert_int_equal(open_shape(8, 3), RAWI_OK); /* another number of recurrent layers */
    for (size_t number = 0; number <= 14; number++) {
        assert_int_equal(open_shape(number, 0), RAWI_ERROR_DATA);
        bool is_rows = number >= 9 && number <= 11;
        if (!is_rows)
            assert_int_equal(open_shape(number, 5 + small_header[number]), RAWI_ERROR_DATA);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_weights_open),
        cmocka_unit_test(one_flipped_bit_is_found),
        cmocka_unit_test(short_weights_are_refused),
        cmocka_unit_test(another_version_is_refused),
        cmocka_unit_test(shapes_that_make_no_sense_are_refused),
    };
    return cmocka_run_group_tests_name("weights", tests, copy_weights, free_weights);
}
