/* The forward pass. Matrix products are exact integer sums; what is done in floating point is done
 * element by element in one place, so that every kernel leads to the same marks. */
#include "arabic/diacritize/network.h"

#include "arabic/diacritize/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum {
    MARGIN = 2,        /* empty rows around each window: half the widest convolution */
    BLOCK = 32,        /* rows multiplied at once */
    SIGNED_ZERO = 128, /* the byte of 0 where activations have a sign */
    ROWS = RAWI_BATCH_LETTERS + MARGIN * (RAWI_BATCH_WINDOWS + 1),
    FARTHEST = 7, /* distances from a word's edges are told apart up to this */
    SALT_THREE = 3,
    SALT_FIVE = 5,
    SALT_WHOLE = 7
};

/* Rows are letters with MARGIN empty rows before, between and after the windows. */
struct rawi_network {
    rawi_weights weights;
    const rawi_kernel *kernel;
    uint32_t embedding;  /* bytes of a letter's row of `embedded` */
    uint32_t word_input; /* bytes of a word's row of `pooled` */
    uint8_t *embedded;   /* [ROWS][embedding] */
    uint8_t *rows[2];    /* [ROWS][channels], quantized; layers go from one to the other */
    float *x;            /* [ROWS][channels] */
    uint8_t *pooled;     /* [words][word_input] */
    uint8_t *read;       /* [words][word] */
    uint8_t *heard[RAWI_RECURRENT_MOST]; /* [words][2 * hidden], of each recurrent layer */
    float *gates;                        /* [words][4 * hidden] */
    float *context;                      /* [words][channels] */
    float *cell;                         /* [windows][hidden] */
    uint8_t *hidden;                     /* [windows][hidden] */
    rawi_scores *scores;                 /* [letters] */
    int32_t *sums;                       /* [BLOCK or windows][widest output] */
    void *memory;
};

/* ---- memory --------------------------------------------------------------------------------- */

enum {
    ALIGNMENT = 64
};

/* Gives out pieces of one allocation; with a NULL base only counts. */
typedef struct memory_layout {
    unsigned char *base;
    size_t size;
} memory_layout;

static void *place(memory_layout *layout, size_t size) {
    void *piece = layout->base ? layout->base + layout->size : NULL;
    layout->size += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return piece;
}

static void place_all(rawi_network *network, memory_layout *layout) {
    const rawi_weights *w = &network->weights;
    size_t gates = 4 * (size_t)w->hidden;
    network->embedded = place(layout, (size_t)ROWS * network->embedding);
    for (size_t i = 0; i < 2; i++)
        network->rows[i] = place(layout, (size_t)ROWS * w->channels);
    network->x = place(layout, (size_t)ROWS * w->channels * sizeof(float));
    network->pooled = place(layout, (size_t)RAWI_BATCH_WORDS * network->word_input);
    network->read = place(layout, (size_t)RAWI_BATCH_WORDS * w->word);
    for (size_t i = 0; i < w->recurrent; i++)
        network->heard[i] = place(layout, (size_t)RAWI_BATCH_WORDS * 2 * w->hidden);
    network->gates = place(layout, RAWI_BATCH_WORDS * gates * sizeof(float));
    network->context = place(layout, (size_t)RAWI_BATCH_WORDS * w->channels * sizeof(float));
    network->cell = place(layout, (size_t)RAWI_BATCH_WINDOWS * w->hidden * sizeof(float));
    network->hidden = place(layout, (size_t)RAWI_BATCH_WINDOWS * w->hidden);
    network->scores = place(layout, RAWI_BATCH_LETTERS * sizeof *network->scores);
    size_t widest = gates;
    widest = w->channels > widest ? w->channels : widest;
    widest = w->word > widest ? w->word : widest;
    size_t most = RAWI_BATCH_WINDOWS; /* more than BLOCK */
    network->sums = place(layout, most * widest * sizeof(int32_t));
}

rawi_status rawi_network_open(const rawi_weights *weights, const rawi_kernel *kernel,
                              rawi_network **network, rawi_error *error) {
    rawi_network *opened = calloc(1, sizeof *opened);
    if (!opened)
        return rawi_fail_memory(error);
    opened->weights = *weights;
    opened->kernel = kernel;
    opened->embedding = weights->letter + weights->three.width + weights->five.width;
    opened->word_input = 3 * weights->channels + weights->whole.width;
    memory_layout needed = {0};
    place_all(opened, &needed);
    opened->memory = aligned_alloc(ALIGNMENT, needed.size);
    if (!opened->memory) {
        free(opened);
        return rawi_fail_memory(error);
    }
    memory_layout given = {opened->memory, 0};
    place_all(opened, &given);
    *network = opened;
    return RAWI_OK;
}

const float *rawi_network_scores(const rawi_network *network, uint32_t letter) {
    return network->scores[letter];
}

void rawi_network_close(rawi_network *network) {
    if (network)
        free(network->memory);
    free(network);
}

/* ---- floating point ------------------------------------------------------------------------- */

/* Adding 2^23 leaves a float's nearest integer in its lowest bits. */
static inline uint8_t round_to_byte(float value) {
    float shifted = value + 8388608.0F;
    uint32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    return (uint8_t)bits;
}

static inline float clamp(float value, float least, float most) {
    value = value < least ? least : value;
    return value > most ? most : value;
}

static inline float rectify(float value) {
    return value > 0.0F ? value : 0.0F;
}

/* e^x by 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2] (Cody and Waite's reduction); relative
 * error below 1e-6. */
static inline float exponential(float x) {
    const float round = 12582912.0F; /* 1.5 * 2^23 */
    x = clamp(x, -80.0F, 80.0F);
    float n = x * 1.44269504F + round;
    uint32_t exponent;
    memcpy(&exponent, &n, sizeof exponent);
    n -= round;
    float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    float p = 1.0F / 720.0F;
    p = p * r + 1.0F / 120.0F;
    p = p * r + 1.0F / 24.0F;
    p = p * r + 1.0F / 6.0F;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    uint32_t bits = (exponent + 127U) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

static inline float sigmoid(float x) {
    return 1.0F / (1.0F + exponential(-x));
}

static inline float hyperbolic_tangent(float x) {
    return 2.0F / (1.0F + exponential(-2.0F * x)) - 1.0F;
}

/* x = rectified output */
static void start_row(const rawi_layer *layer, const int32_t *sums, float *restrict x) {
    for (size_t i = 0; i < layer->outputs; i++)
        x[i] = rectify((float)sums[i] * layer->scale[i] + layer->bias[i]);
}

/* x += rectified output */
static void extend_row(const rawi_layer *layer, const int32_t *sums, float *restrict x) {
    for (size_t i = 0; i < layer->outputs; i++)
        x[i] += rectify((float)sums[i] * layer->scale[i] + layer->bias[i]);
}

/* Activations that are never negative. */
static void quantize_row(const float *x, size_t count, float step, uint8_t *restrict out) {
    for (size_t i = 0; i < count; i++)
        out[i] = round_to_byte(clamp(x[i] * step, 0.0F, 255.0F));
}

/* ---- letters -------------------------------------------------------------------------------- */

static size_t row_of(uint32_t letter, uint32_t window) {
    return letter + (size_t)MARGIN * (window + 1);
}

/* The letters of a window: [*first, *first + count). */
static uint32_t letters_of(const rawi_batch *batch, const rawi_window *window, uint32_t *first) {
    if (window->count == 0) {
        *first = 0;
        return 0;
    }
    const rawi_letters_word *last = &batch->words[window->first + window->count - 1];
    *first = batch->words[window->first].first;
    return last->first + last->count - *first;
}

static const uint8_t *look_up(const rawi_lookup *lookup, uint32_t key) {
    size_t found = rawi_find_key(lookup->keys, lookup->key_count, key);
    return lookup->values + (found < lookup->key_count ? found + 1 : 0) * lookup->width;
}

static void embed_letter(const rawi_network *network, const rawi_letter *letter, size_t from_start,
                         size_t from_end, const uint8_t *around, uint8_t *out) {
    const rawi_weights *w = &network->weights;
    size_t width = w->letter;
    const float *symbol = w->symbol + letter->symbol * width;
    const float *mark = w->mark + letter->given * width;
    const float *start = w->start + (from_start < FARTHEST ? from_start : FARTHEST) * width;
    const float *end = w->end + (from_end < FARTHEST ? from_end : FARTHEST) * width;
    for (size_t i = 0; i < width; i++) {
        float value = symbol[i] + mark[i] + start[i] + end[i];
        out[i] = round_to_byte(clamp(value, -127.0F, 127.0F) + (float)SIGNED_ZERO);
    }
    uint32_t three = rawi_fingerprint(SALT_THREE, around + 1, 3);
    uint32_t five = rawi_fingerprint(SALT_FIVE, around, 5);
    memcpy(out + width, look_up(&w->three, three), w->three.width);
    memcpy(out + width + w->three.width, look_up(&w->five, five), w->five.width);
}

static void embed_word(const rawi_network *network, const rawi_batch *batch, uint32_t word,
                       size_t row) {
    const rawi_letters_word *span = &batch->words[word];
    uint8_t symbols[RAWI_WORD_LETTERS + 2 * MARGIN];
    memset(symbols, RAWI_SYMBOL_BOUND, sizeof symbols);
    for (uint32_t i = 0; i < span->count; i++)
        symbols[MARGIN + i] = batch->letters[span->first + i].symbol;
    for (uint32_t i = 0; i < span->count; i++)
        embed_letter(network, &batch->letters[span->first + i], i, span->count - 1 - i, symbols + i,
                     network->embedded + (row + i) * network->embedding);
    const rawi_lookup *whole = &network->weights.whole;
    uint32_t key = rawi_fingerprint(SALT_WHOLE, symbols + MARGIN, span->count);
    memcpy(network->pooled + (size_t)word * network->word_input + 3 * network->weights.channels,
           look_up(whole, key), whole->width);
}

static void clear_margin(const rawi_network *network, size_t row) {
    size_t channels = network->weights.channels;
    memset(network->embedded + row * network->embedding, SIGNED_ZERO,
           (size_t)MARGIN * network->embedding);
    for (size_t i = 0; i < 2; i++)
        memset(network->rows[i] + row * channels, 0, MARGIN * channels);
}

static void embed(const rawi_network *network, const rawi_batch *batch) {
    clear_margin(network, 0);
    for (uint32_t i = 0; i < batch->window_count; i++) {
        const rawi_window *window = &batch->windows[i];
        for (uint32_t w = window->first; w < window->first + window->count; w++)
            embed_word(network, batch, w, row_of(batch->words[w].first, i));
        uint32_t behind = window->first + window->count;
        uint32_t next =
            behind < batch->word_count ? batch->words[behind].first : batch->letter_count;
        clear_margin(network, row_of(next, i));
    }
}

/* One convolution over all windows: from `in` to x (started or extended) and, quantized, to
 * `out`. */
static void convolve(const rawi_network *network, const rawi_batch *batch, const rawi_layer *layer,
                     const uint8_t *in, size_t in_width,
                     void (*take)(const rawi_layer *, const int32_t *, float *restrict), float step,
                     uint8_t *out) {
    size_t channels = network->weights.channels;
    size_t reach = layer->inputs / in_width / 2;
    for (uint32_t i = 0; i < batch->window_count; i++) {
        uint32_t first;
        uint32_t count = letters_of(batch, &batch->windows[i], &first);
        for (uint32_t at = 0; at < count; at += BLOCK) {
            size_t rows = count - at < BLOCK ? count - at : BLOCK;
            size_t row = row_of(first + at, i);
            network->kernel->multiply(layer, in + (row - reach) * in_width, in_width, rows, false,
                                      network->sums);
            for (size_t r = 0; r < rows; r++) {
                float *x = network->x + (row + r) * channels;
                take(layer, network->sums + r * layer->outputs, x);
                quantize_row(x, channels, step, out + (row + r) * channels);
            }
        }
    }
}

/* ---- words ---------------------------------------------------------------------------------- */

static void pool_word(const rawi_network *network, const uint8_t *letters, size_t count,
                      uint8_t *restrict out) {
    size_t channels = network->weights.channels;
    memcpy(out, letters, channels);
    for (size_t i = 1; i < count; i++)
        for (size_t c = 0; c < channels; c++) {
            uint8_t value = letters[i * channels + c];
            out[c] = value > out[c] ? value : out[c];
        }
    memcpy(out + channels, letters, channels);
    memcpy(out + 2 * channels, letters + (count - 1) * channels, channels);
}

static void pool(const rawi_network *network, const rawi_batch *batch, const uint8_t *letters) {
    for (uint32_t i = 0; i < batch->window_count; i++) {
        const rawi_window *window = &batch->windows[i];
        for (uint32_t w = window->first; w < window->first + window->count; w++)
            pool_word(network,
                      letters + row_of(batch->words[w].first, i) * network->weights.channels,
                      batch->words[w].count, network->pooled + (size_t)w * network->word_input);
    }
}

static void read_words(const rawi_network *network, uint32_t words) {
    const rawi_layer *layer = &network->weights.to_word;
    for (uint32_t at = 0; at < words; at += BLOCK) {
        size_t rows = words - at < BLOCK ? words - at : BLOCK;
        network->kernel->multiply(layer, network->pooled + (size_t)at * network->word_input,
                                  network->word_input, rows, false, network->sums);
        for (size_t r = 0; r < rows; r++) {
            float *out = network->gates; /* free at this time */
            start_row(layer, network->sums + r * layer->outputs, out);
            quantize_row(out, layer->outputs, network->weights.step_word,
                         network->read + (at + r) * layer->outputs);
        }
    }
}

/* Products of `layer` with what the first `layers` recurrent layers heard, added up, or where there
 * is none with the words as read. */
static void multiply_words(const rawi_network *network, const rawi_layer *layer, size_t layers,
                           size_t first, size_t rows) {
    size_t width = layer->inputs;
    if (layers == 0)
        network->kernel->multiply(layer, network->read + first * width, width, rows, false,
                                  network->sums);
    for (size_t i = 0; i < layers; i++)
        network->kernel->multiply(layer, network->heard[i] + first * width, width, rows, i > 0,
                                  network->sums);
}

/* What the inputs contribute to the gates of one direction, for all words. */
static void open_gates(const rawi_network *network, const rawi_layer *layer, size_t layers,
                       uint32_t words) {
    for (uint32_t at = 0; at < words; at += BLOCK) {
        size_t rows = words - at < BLOCK ? words - at : BLOCK;
        multiply_words(network, layer, layers, at, rows);
        for (size_t r = 0; r < rows; r++) {
            const int32_t *sums = network->sums + r * layer->outputs;
            float *gates = network->gates + (at + r) * layer->outputs;
            for (size_t i = 0; i < layer->outputs; i++)
                gates[i] = (float)sums[i] * layer->scale[i] + layer->bias[i];
        }
    }
}

/* One word of one window: gates to the next cell and hidden state. */
static void step_cell(size_t size, const float *restrict gates, const float *restrict scale,
                      const int32_t *restrict sums, float *restrict cell,
                      uint8_t *restrict hidden) {
    for (size_t i = 0; i < size; i++) {
        float in = sigmoid(gates[i] + (float)sums[i] * scale[i]);
        float keep = sigmoid(gates[size + i] + (float)sums[size + i] * scale[size + i]);
        float new = hyperbolic_tangent(gates[2 * size + i] +
                                       (float)sums[2 * size + i] * scale[2 * size + i]);
        float out = sigmoid(gates[3 * size + i] + (float)sums[3 * size + i] * scale[3 * size + i]);
        cell[i] = keep * cell[i] + in * new;
        hidden[i] = round_to_byte(out * hyperbolic_tangent(cell[i]) * 127.0F + (float)SIGNED_ZERO);
    }
}

/* Windows in order of their length, the longest first. */
static void order_windows(const rawi_batch *batch, uint32_t *order) {
    for (uint32_t i = 0; i < batch->window_count; i++) {
        uint32_t at = i;
        for (; at > 0 && batch->windows[order[at - 1]].count < batch->windows[i].count; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

/* One direction of a recurrent layer, all windows in step. */
static void hear(const rawi_network *network, const rawi_batch *batch, const uint32_t *order,
                 size_t layer, size_t way) {
    const rawi_layer *from_hidden = &network->weights.lstm[layer][way].from_hidden;
    size_t size = network->weights.hidden;
    size_t active = batch->window_count;
    memset(network->cell, 0, active * size * sizeof *network->cell);
    memset(network->hidden, SIGNED_ZERO, active * size);
    for (uint32_t t = 0;; t++) {
        while (active > 0 && batch->windows[order[active - 1]].count <= t)
            active--;
        if (active == 0)
            return;
        network->kernel->multiply(from_hidden, network->hidden, size, active, false, network->sums);
        for (size_t i = 0; i < active; i++) {
            const rawi_window *window = &batch->windows[order[i]];
            size_t word = window->first + (way == 0 ? t : window->count - 1 - t);
            uint8_t *hidden = network->hidden + i * size;
            step_cell(size, network->gates + word * 4 * size, from_hidden->scale,
                      network->sums + i * 4 * size, network->cell + i * size, hidden);
            memcpy(network->heard[layer] + (word * 2 + way) * size, hidden, size);
        }
    }
}

static void hear_all(const rawi_network *network, const rawi_batch *batch) {
    uint32_t order[RAWI_BATCH_WINDOWS];
    order_windows(batch, order);
    for (size_t layer = 0; layer < network->weights.recurrent; layer++)
        for (size_t way = 0; way < 2; way++) {
            open_gates(network, &network->weights.lstm[layer][way].from_input, layer,
                       batch->word_count);
            hear(network, batch, order, layer, way);
        }
}

static void tell_words(const rawi_network *network, uint32_t words) {
    const rawi_layer *layer = &network->weights.from_word;
    for (uint32_t at = 0; at < words; at += BLOCK) {
        size_t rows = words - at < BLOCK ? words - at : BLOCK;
        multiply_words(network, layer, network->weights.recurrent, at, rows);
        for (size_t r = 0; r < rows; r++)
            start_row(layer, network->sums + r * layer->outputs,
                      network->context + (at + r) * layer->outputs);
    }
}

/* ---- letters again -------------------------------------------------------------------------- */

static void tell_letters(const rawi_network *network, const rawi_batch *batch, uint8_t *out) {
    size_t channels = network->weights.channels;
    for (uint32_t i = 0; i < batch->window_count; i++) {
        const rawi_window *window = &batch->windows[i];
        for (uint32_t w = window->first; w < window->first + window->count; w++) {
            const float *context = network->context + w * channels;
            size_t row = row_of(batch->words[w].first, i);
            for (size_t r = row; r < row + batch->words[w].count; r++) {
                float *x = network->x + r * channels;
                for (size_t c = 0; c < channels; c++)
                    x[c] += context[c];
                quantize_row(x, channels, network->weights.step_out1, out + r * channels);
            }
        }
    }
}

static uint8_t best_class(const float *scores, uint16_t allowed) {
    uint8_t best = RAWI_CLASS_NONE;
    float most = -1e30F;
    for (uint8_t i = 0; i < RAWI_CLASSES; i++)
        if (allowed >> i & 1 && scores[i] > most) {
            most = scores[i];
            best = i;
        }
    return best;
}

/* The letter's scores and its best class by itself. */
static void score_letter(const rawi_network *network, rawi_batch *batch, uint32_t letter,
                         const int32_t *sums) {
    const rawi_layer *layer = &network->weights.classify;
    float *scores = network->scores[letter];
    for (size_t i = 0; i < layer->outputs; i++)
        scores[i] = (float)sums[i] * layer->scale[i] + layer->bias[i];
    batch->classes[letter] = best_class(scores, batch->letters[letter].allowed);
}

static void decide(const rawi_network *network, rawi_batch *batch, const uint8_t *rows) {
    const rawi_layer *layer = &network->weights.classify;
    size_t channels = network->weights.channels;
    for (uint32_t i = 0; i < batch->window_count; i++) {
        uint32_t first;
        uint32_t count = letters_of(batch, &batch->windows[i], &first);
        for (uint32_t at = first; at < first + count; at += BLOCK) {
            uint32_t left = first + count - at;
            uint32_t block = left < BLOCK ? left : BLOCK;
            network->kernel->multiply(layer, rows + row_of(at, i) * channels, channels, block,
                                      false, network->sums);
            for (uint32_t r = 0; r < block; r++)
                score_letter(network, batch, at + r, network->sums + r * layer->outputs);
        }
    }
}

/* Whole words instead of letters where the lexicon knows better. */
static void settle(const rawi_network *network, rawi_batch *batch) {
    for (uint32_t w = 0; w < batch->word_count; w++) {
        const rawi_letters_word *word = &batch->words[w];
        rawi_lexicon_settle(&network->weights.lexicon, &batch->letters[word->first], word->count,
                            network->scores + word->first, &batch->classes[word->first]);
    }
}

void rawi_network_classify(rawi_network *network, rawi_batch *batch) {
    const rawi_weights *w = &network->weights;
    uint8_t *const *rows = network->rows;
    embed(network, batch);
    convolve(network, batch, &w->in1, network->embedded, network->embedding, start_row, w->step_in1,
             rows[0]);
    convolve(network, batch, &w->in2, rows[0], w->channels, extend_row, w->step_x, rows[1]);
    pool(network, batch, rows[1]);
    read_words(network, batch->word_count);
    hear_all(network, batch);
    tell_words(network, batch->word_count);
    tell_letters(network, batch, rows[0]);
    convolve(network, batch, &w->out1, rows[0], w->channels, extend_row, w->step_out2, rows[1]);
    convolve(network, batch, &w->out2, rows[1], w->channels, extend_row, w->step_classify, rows[0]);
    decide(network, batch, rows[0]);
    settle(network, batch);
}
