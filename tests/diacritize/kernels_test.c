/* Every kernel and every way of batching gives the same marks. */
#include "arabic/diacritize/diacritizer.h"
#include "news.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    SENTENCES = 20
};

static rawi_slice sentences[SENTENCES];
static rawi_text lines[SENTENCES];
static rawi_text bare[SENTENCES];
static rawi_text wanted[SENTENCES]; /* one by one, with the portable kernel */

static rawi_diacritizer *open_with(const rawi_kernel *kernel) {
    rawi_diacritizer *diacritizer;
    rawi_error error;
    size_t size = (size_t)(rawi_diacritizer_weights_end - rawi_diacritizer_weights);
    assert_int_equal(
        rawi_diacritizer_open_with(rawi_diacritizer_weights, size, kernel, &diacritizer, &error),
        RAWI_OK);
    return diacritizer;
}

static void diacritize_in_batches(const rawi_kernel *kernel, size_t batch, rawi_text *texts) {
    rawi_diacritizer *diacritizer = open_with(kernel);
    rawi_error error;
    for (size_t at = 0; at < SENTENCES; at += batch) {
        size_t count = SENTENCES - at < batch ? SENTENCES - at : batch;
        assert_int_equal(rawi_diacritize(diacritizer, sentences + at, count, texts + at, &error),
                         RAWI_OK);
    }
    rawi_diacritizer_close(diacritizer);
}

static int read_sentences(void **state) {
    (void)state;
    rawi_error error;
    if (read_news("B6.txt", lines, SENTENCES) != SENTENCES)
        return -1;
    for (size_t i = 0; i < SENTENCES; i++) {
        rawi_strip_marks((rawi_slice){lines[i].bytes, lines[i].length}, &bare[i], &error);
        sentences[i] = (rawi_slice){bare[i].bytes, bare[i].length};
    }
    diacritize_in_batches(&rawi_kernels[rawi_kernel_count - 1], 1, wanted);
    return 0;
}

static int free_sentences(void **state) {
    (void)state;
    for (size_t i = 0; i < SENTENCES; i++) {
        rawi_text_free(&lines[i]);
        rawi_text_free(&bare[i]);
        rawi_text_free(&wanted[i]);
    }
    return 0;
}

static void kernels_and_batches_agree(void **state) {
    (void)state;
    static const size_t BATCHES[] = {1, 3, 17, SENTENCES};
    for (size_t k = 0; k < rawi_kernel_count; k++) {
        if (!rawi_kernels[k].is_supported()) {
            print_message("%s: not supported here\n", rawi_kernels[k].name);
            continue;
        }
        for (size_t b = 0; b < sizeof BATCHES / sizeof *BATCHES; b++) {
            rawi_text texts[SENTENCES] = {0};
            diacritize_in_batches(&rawi_kernels[k], BATCHES[b], texts);
            for (size_t i = 0; i < SENTENCES; i++) {
                assert_string_equal(texts[i].bytes, wanted[i].bytes);
                rawi_text_free(&texts[i]);
            }
        }
    }
}

static void products_agree_at_the_extremes(void **state) {
    (void)state;
    enum {
        INPUTS = 1028,
        OUTPUTS = 48,
        ROWS = 11
    };
    static int8_t weights[INPUTS * OUTPUTS];
    static uint8_t activations[ROWS * INPUTS];
    static int32_t sums[2][ROWS * OUTPUTS];
    srand(1);
    for (size_t i = 0; i < sizeof weights; i++)
        weights[i] = (int8_t)(i % 7 == 0 ? rand() % 256 - 128 : i % 2 ? 127 : -128);
    for (size_t i = 0; i < sizeof activations; i++)
        activations[i] = (uint8_t)(i % 5 == 0 ? rand() % 256 : 255);
    rawi_layer layer = {.weights = weights, .inputs = INPUTS, .outputs = OUTPUTS};
    const rawi_kernel *portable = &rawi_kernels[rawi_kernel_count - 1];
    for (size_t k = 0; k < rawi_kernel_count; k++)
        for (size_t rows = 1; rows <= ROWS && rawi_kernels[k].is_supported(); rows++) {
            memset(sums, 0, sizeof sums);
            for (int again = 0; again < 2; again++) {
                portable->multiply(&layer, activations, INPUTS, rows, again, sums[0]);
                rawi_kernels[k].multiply(&layer, activations, INPUTS, rows, again, sums[1]);
            }
            assert_memory_equal(sums[0], sums[1], sizeof sums[0]);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_and_batches_agree),
        cmocka_unit_test(products_agree_at_the_extremes),
    };
    return cmocka_run_group_tests_name("kernels", tests, read_sentences, free_sentences);
}
