/* Any bytes through the diacritizer: every letter must come back, with nothing but marks added. The
 * network is a small one of random weights, so that it adds all marks and takes no time. */
#include "arabic/diacritize/diacritizer.h"
#include "small_weights.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void check_bare_equal(rawi_slice before, const rawi_text *after) {
    rawi_text bare[2] = {0};
    rawi_error error;
    rawi_strip_marks(before, &bare[0], &error);
    rawi_strip_marks((rawi_slice){after->bytes, after->length}, &bare[1], &error);
    if (bare[0].length != bare[1].length ||
        (bare[0].length && memcmp(bare[0].bytes, bare[1].bytes, bare[0].length) != 0))
        abort();
    rawi_text_free(&bare[0]);
    rawi_text_free(&bare[1]);
}

/* The bytes are cut at newlines to sentences. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum {
        SENTENCES = 16
    };
    static rawi_diacritizer *diacritizer;
    rawi_error error;
    if (!diacritizer) {
        size_t weights_size;
        const unsigned char *weights = small_weights(small_header, 1, &weights_size);
        if (!weights || rawi_diacritizer_open_with(weights, weights_size, rawi_best_kernel(),
                                                   &diacritizer, &error) != RAWI_OK)
            abort();
    }
    rawi_slice sentences[SENTENCES];
    size_t count = 0;
    for (size_t start = 0; start < size && count < SENTENCES;) {
        const uint8_t *end = memchr(data + start, '\n', size - start);
        size_t length = end ? (size_t)(end - data) - start : size - start;
        sentences[count++] = (rawi_slice){(const char *)data + start, length};
        start += length + 1;
    }
    for (int partly = 0; partly < 2; partly++) {
        rawi_text texts[SENTENCES] = {0};
        rawi_status status =
            partly ? rawi_diacritize_partly(diacritizer, sentences, count, texts, &error)
                   : rawi_diacritize(diacritizer, sentences, count, texts, &error);
        if (status != RAWI_OK)
            abort();
        for (size_t i = 0; i < count; i++) {
            check_bare_equal(sentences[i], &texts[i]);
            rawi_text_free(&texts[i]);
        }
    }
    return 0;
}
