/* Weight files with any header and a right checksum: refused, or a network that reads its text
 * within bounds. The input's first bytes overwrite numbers of the header (place, value); the rest
 * is a sentence. */
#include "arabic/diacritize/diacritizer.h"
#include "small_weights.h"

#include <stdlib.h>
#include <string.h>

static void diacritize(rawi_diacritizer *diacritizer, const uint8_t *data, size_t size) {
    rawi_slice sentence = {(const char *)data, size};
    rawi_text text = {0};
    rawi_error error;
    if (rawi_diacritize(diacritizer, &sentence, 1, &text, &error) != RAWI_OK)
        abort();
    rawi_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum {
        CHANGES = 2,
        CHANGE_BYTES = 3
    };
    uint32_t header[SMALL_HEADER_NUMBERS];
    memcpy(header, small_header, sizeof header);
    for (int i = 0; i < CHANGES && size >= CHANGE_BYTES; i++) {
        uint32_t value = data[1] | (uint32_t)data[2] << 8;
        header[data[0] % SMALL_HEADER_NUMBERS] = data[0] & 0x80 ? value << 5 : value;
        data += CHANGE_BYTES;
        size -= CHANGE_BYTES;
    }
    size_t weights_size = 0;
    unsigned char *weights = small_weights(header, (uint32_t)size, &weights_size);
    if (!weights)
        return 0;
    rawi_diacritizer *diacritizer;
    rawi_error error;
    if (rawi_diacritizer_open_with(weights, weights_size, rawi_best_kernel(), &diacritizer,
                                   &error) == RAWI_OK)
        diacritize(diacritizer, data, size);
    rawi_diacritizer_close(diacritizer);
    free(weights);
    return 0;
}
