/* Weight files with any bytes overwritten must be refused. The input is a list of (place, byte)
 * pairs of four bytes each, applied to the sound file. */
#include "arabic/diacritize/diacritizer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static unsigned char *copy;
    size_t whole = (size_t)(rawi_diacritizer_weights_end - rawi_diacritizer_weights);
    if (!copy) {
        copy = aligned_alloc(64, (whole + 63) / 64 * 64);
        if (!copy)
            abort();
        memcpy(copy, rawi_diacritizer_weights, whole);
    }
    for (size_t i = 0; i + 4 <= size; i += 4) {
        size_t place = (data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) % whole;
        copy[place] = data[i + 3];
    }
    bool changed = memcmp(copy, rawi_diacritizer_weights, whole) != 0;
    rawi_weights weights;
    rawi_error error;
    rawi_status status = rawi_weights_open(&weights, copy, whole, &error);
    if (changed == (status == RAWI_OK))
        abort();
    for (size_t i = 0; i + 4 <= size; i += 4) {
        size_t place = (data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) % whole;
        copy[place] = rawi_diacritizer_weights[place];
    }
    return 0;
}
