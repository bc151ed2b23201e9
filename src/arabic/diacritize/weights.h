/* The weight file of the diacritizer: checked once, then read where it lies.
 *
 * training/export.py writes it and describes it byte by byte. Products are of unsigned 8-bit
 * activations and signed 8-bit weights; every scale and zero point is folded into the layers'
 * scales and biases.
 */
#ifndef RAWI_ARABIC_DIACRITIZE_WEIGHTS_H
#define RAWI_ARABIC_DIACRITIZE_WEIGHTS_H

#include "base/error.h"

enum {
    RAWI_WEIGHTS_VERSION = 1,
    RAWI_RECURRENT_MOST = 4,
    RAWI_OUTPUT_TILE = 16 /* outputs of a layer are padded to a multiple of it */
};

/* A matrix: outputs x inputs, packed [outputs / 16][inputs / 4][16][4]. An output's value is
 * its sum of products times its scale plus its bias. */
typedef struct rawi_layer {
    const int8_t *weights;
    const float *scale;
    const float *bias; /* NULL where there is none */
    uint32_t inputs;   /* a multiple of 4 */
    uint32_t outputs;  /* a multiple of 16 */
} rawi_layer;

/* Rows by fingerprint: row 0 is the unknown's, row i + 1 that of keys[i]; keys are sorted. */
typedef struct rawi_lookup {
    const uint32_t *keys;
    const uint8_t *values;
    uint32_t key_count;
    uint32_t width;
} rawi_lookup;

/* Patterns of marks of known words: those of the word keys[i] are the bytes [starts[i],
 * starts[i + 1]) of `patterns`; of each pattern a nibble for its rarity, then one a letter. */
typedef struct rawi_lexicon {
    const uint32_t *keys;
    const uint32_t *starts;
    const uint8_t *patterns;
    uint32_t key_count;
} rawi_lexicon;

/* One direction of a recurrent layer; outputs of both: input, forget, cell, output gates. */
typedef struct rawi_lstm {
    rawi_layer from_input;
    rawi_layer from_hidden;
} rawi_lstm;

typedef struct rawi_weights {
    uint32_t letter, channels, word, hidden, recurrent; /* widths, number of recurrent layers */
    /* What activations are multiplied by to be quantized. */
    float step_in1, step_x, step_word, step_out1, step_out2, step_classify;
    const float *symbol, *mark, *start, *end; /* tables of `letter` columns, in quantized units */
    rawi_lookup three, five, whole;
    rawi_lexicon lexicon;
    rawi_layer in1, in2, to_word, from_word, out1, out2, classify;
    rawi_lstm lstm[RAWI_RECURRENT_MOST][2]; /* forth, back */
} rawi_weights;

/* Reads `size` bytes, aligned to 64, that stay the caller's and must outlive the weights.
 * RAWI_ERROR_DATA when they are damaged or of another version. */
rawi_status rawi_weights_open(rawi_weights *weights, const unsigned char *bytes, size_t size,
                              rawi_error *error);

/* The place of `key` among `count` sorted keys, `count` where it is not among them. */
size_t rawi_find_key(const uint32_t *keys, size_t count, uint32_t key);

#endif
