/* Writes weight files as training/export.py does. */
#include "small_weights.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LETTER = 1,
    THREE,
    FIVE,
    WHOLE,
    CHANNELS,
    WORD,
    HIDDEN,
    RECURRENT,
    ROWS_THREE,
    ROWS_FIVE,
    ROWS_WHOLE,
    LEXICON_WORDS = 15,
    LEXICON_BYTES = 16,
    SYMBOLS = 57,
    CLASSES = 15,
    EDGES = 8,
    ALIGNMENT = 64
};

static const size_t SIZE_MOST = (size_t)16 << 20;

const uint32_t small_header[SMALL_HEADER_NUMBERS] = {
    1, 8, 4, 4, 16, 16, 16, 16, 2, 50, 50, 50, SYMBOLS, CLASSES, EDGES, 10, 40,
};

typedef struct weights_writer {
    unsigned char *bytes; /* NULL while only counting */
    size_t size;
    uint32_t random;
} weights_writer;

static uint32_t next_random(weights_writer *writer) {
    writer->random = writer->random * 1664525U + 1013904223U;
    return writer->random >> 8;
}

static unsigned char *section(weights_writer *writer, size_t size) {
    unsigned char *at = writer->bytes ? writer->bytes + writer->size : NULL;
    writer->size += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return at;
}

static void random_bytes(weights_writer *writer, size_t count) {
    unsigned char *at = section(writer, count);
    for (size_t i = 0; at && i < count; i++)
        at[i] = (unsigned char)next_random(writer);
}

static void random_floats(weights_writer *writer, size_t count, float size) {
    unsigned char *at = section(writer, count * sizeof(float));
    for (size_t i = 0; at && i < count; i++) {
        float value = size * ((float)(next_random(writer) % 2001) / 1000.0F - 1.0F);
        memcpy(at + i * sizeof value, &value, sizeof value);
    }
}

/* Ascending numbers from `first` on; the last of them is `last` where that is not 0. */
static void ascending(weights_writer *writer, size_t count, uint32_t step, uint32_t last) {
    unsigned char *at = section(writer, count * sizeof(uint32_t));
    for (size_t i = 0; at && i < count; i++) {
        uint32_t value = (uint32_t)i * step;
        if (last && (value > last || i + 1 == count))
            value = last;
        memcpy(at + i * sizeof value, &value, sizeof value);
    }
}

static void layer(weights_writer *writer, size_t inputs, size_t outputs, bool has_bias) {
    size_t padded = (outputs + 15) / 16 * 16;
    random_bytes(writer, inputs * padded);
    random_floats(writer, padded, 0.0001F);
    if (has_bias)
        random_floats(writer, padded, 0.1F);
}

static void sections(weights_writer *writer, const uint32_t *h) {
    static const size_t STEPS = 6;
    random_floats(writer, STEPS, 100.0F);
    const size_t rows[] = {h[ROWS_THREE], h[ROWS_FIVE], h[ROWS_WHOLE]};
    const size_t widths[] = {h[THREE], h[FIVE], h[WHOLE]};
    for (size_t i = 0; i < 3; i++)
        ascending(writer, rows[i] ? rows[i] - 1 : 0, 80000000U, 0);
    const size_t tables[] = {SYMBOLS, CLASSES, EDGES, EDGES};
    for (size_t i = 0; i < 4; i++)
        random_floats(writer, tables[i] * h[LETTER], 60.0F);
    for (size_t i = 0; i < 3; i++)
        random_bytes(writer, rows[i] * widths[i]);
    layer(writer, 5 * ((size_t)h[LETTER] + h[THREE] + h[FIVE]), h[CHANNELS], true);
    layer(writer, 3 * (size_t)h[CHANNELS], h[CHANNELS], true);
    layer(writer, 3 * (size_t)h[CHANNELS] + h[WHOLE], h[WORD], true);
    for (uint32_t i = 0; i < h[RECURRENT]; i++)
        for (int way = 0; way < 2; way++) {
            layer(writer, i == 0 ? h[WORD] : 2 * (size_t)h[HIDDEN], 4 * (size_t)h[HIDDEN], true);
            layer(writer, h[HIDDEN], 4 * (size_t)h[HIDDEN], false);
        }
    layer(writer, 2 * (size_t)h[HIDDEN], h[CHANNELS], true);
    layer(writer, 3 * (size_t)h[CHANNELS], h[CHANNELS], true);
    layer(writer, 3 * (size_t)h[CHANNELS], h[CHANNELS], true);
    layer(writer, h[CHANNELS], CLASSES, true);
    ascending(writer, h[LEXICON_WORDS], 400000000U, 0);
    ascending(writer, (size_t)h[LEXICON_WORDS] + 1, 4, h[LEXICON_BYTES]);
    random_bytes(writer, h[LEXICON_BYTES]);
}

static uint64_t checksum(const unsigned char *bytes, size_t size) {
    const uint64_t prime = 0x9E3779B97F4A7C15U;
    uint64_t lanes[4] = {prime, prime * 2, prime * 3, prime * 4};
    for (size_t i = 0; i < size / 8; i++) {
        uint64_t word;
        memcpy(&word, bytes + i * 8, sizeof word);
        uint64_t lane = (lanes[i % 4] ^ word) * prime;
        lanes[i % 4] = lane ^ lane >> 29;
    }
    uint64_t total = size;
    for (size_t k = 0; k < 4; k++) {
        total = (total ^ lanes[k]) * prime;
        total ^= total >> 32;
    }
    return total;
}

/* Whether the numbers are small enough to count with. */
static bool is_moderate(const uint32_t *h) {
    for (size_t i = LETTER; i < SMALL_HEADER_NUMBERS; i++)
        if (h[i] > (i == RECURRENT ? 64U : 1U << 20))
            return false;
    return true;
}

unsigned char *small_weights(const uint32_t header[SMALL_HEADER_NUMBERS], uint32_t seed,
                             size_t *size) {
    weights_writer counter = {NULL, 2 * ALIGNMENT, seed};
    if (!is_moderate(header))
        return NULL;
    sections(&counter, header);
    if (counter.size > SIZE_MOST)
        return NULL;
    unsigned char *bytes = aligned_alloc(ALIGNMENT, counter.size + ALIGNMENT);
    if (!bytes)
        return NULL;
    memset(bytes, 0, counter.size + ALIGNMENT);
    memcpy(bytes, "RAWIDIAC", 8);
    memcpy(bytes + 8, header, SMALL_HEADER_NUMBERS * sizeof *header);
    weights_writer writer = {bytes, 2 * ALIGNMENT, seed};
    sections(&writer, header);
    uint64_t sum = checksum(bytes, writer.size);
    memcpy(bytes + writer.size, &sum, sizeof sum);
    *size = writer.size + sizeof sum;
    return bytes;
}
