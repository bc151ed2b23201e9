/* Checks the weight file and finds its sections. */
#include "arabic/diacritize/weights.h"

#include "arabic/diacritize/letters.h"

#include <string.h>

enum {
    SECTION_ALIGNMENT = 64,
    HEADER_BYTES = 128,
    CHECKSUM_BYTES = 8,
    EDGES = 8,
    WIDTH_MOST = 1024,
    ROWS_MOST = 1 << 20,
    IN1_WINDOW = 5,
    WINDOW = 3,
    STEPS = 6,
    POOLS = 3 /* a word is made of its letters' maximum, its first and its last */
};

static const char MAGIC[8] = {'R', 'A', 'W', 'I', 'D', 'I', 'A', 'C'};

/* The header's numbers in their order. */
typedef struct weights_header {
    uint32_t version, letter, three, five, whole, channels, word, hidden, recurrent;
    uint32_t rows_three, rows_five, rows_whole, symbols, classes, edges;
    uint32_t lexicon_words, lexicon_bytes;
} weights_header;

/* Sections not yet taken; `failed` once there were too few bytes. */
typedef struct section_reader {
    const unsigned char *bytes;
    size_t left;
    bool failed;
} section_reader;

static uint64_t checksum(const unsigned char *bytes, size_t size) {
    const uint64_t prime = 0x9E3779B97F4A7C15U;
    uint64_t lanes[4] = {prime, prime * 2, prime * 3, prime * 4};
    for (size_t i = 0; i + sizeof lanes <= size; i += sizeof lanes)
        for (size_t k = 0; k < 4; k++) {
            uint64_t word;
            memcpy(&word, bytes + i + k * sizeof word, sizeof word);
            uint64_t lane = (lanes[k] ^ word) * prime;
            lanes[k] = lane ^ lane >> 29;
        }
    uint64_t total = size;
    for (size_t k = 0; k < 4; k++) {
        total = (total ^ lanes[k]) * prime;
        total ^= total >> 32;
    }
    return total;
}

static const void *take(section_reader *reader, size_t size) {
    size_t padded = (size + SECTION_ALIGNMENT - 1) / SECTION_ALIGNMENT * SECTION_ALIGNMENT;
    if (reader->failed || padded > reader->left) {
        reader->failed = true;
        return NULL;
    }
    const unsigned char *section = reader->bytes;
    reader->bytes += padded;
    reader->left -= padded;
    return section;
}

static void take_layer(section_reader *reader, rawi_layer *layer, uint32_t inputs, uint32_t outputs,
                       bool has_bias) {
    layer->inputs = inputs;
    layer->outputs = (outputs + RAWI_OUTPUT_TILE - 1) / RAWI_OUTPUT_TILE * RAWI_OUTPUT_TILE;
    layer->weights = take(reader, (size_t)layer->inputs * layer->outputs);
    layer->scale = take(reader, layer->outputs * sizeof *layer->scale);
    layer->bias = has_bias ? take(reader, layer->outputs * sizeof *layer->bias) : NULL;
}

static void take_keys(section_reader *reader, rawi_lookup *lookup, uint32_t rows, uint32_t width) {
    lookup->key_count = rows - 1;
    lookup->width = width;
    lookup->keys = take(reader, lookup->key_count * sizeof *lookup->keys);
}

static void take_values(section_reader *reader, rawi_lookup *lookup) {
    lookup->values = take(reader, ((size_t)lookup->key_count + 1) * lookup->width);
}

static void take_steps(section_reader *reader, rawi_weights *weights) {
    const float *steps = take(reader, STEPS * sizeof *steps);
    if (!steps)
        return;
    weights->step_in1 = steps[0];
    weights->step_x = steps[1];
    weights->step_word = steps[2];
    weights->step_out1 = steps[3];
    weights->step_out2 = steps[4];
    weights->step_classify = steps[5];
}

static void take_tables(section_reader *reader, rawi_weights *weights,
                        const weights_header *header) {
    take_keys(reader, &weights->three, header->rows_three, header->three);
    take_keys(reader, &weights->five, header->rows_five, header->five);
    take_keys(reader, &weights->whole, header->rows_whole, header->whole);
    size_t row = header->letter * sizeof(float);
    weights->symbol = take(reader, row * RAWI_SYMBOLS);
    weights->mark = take(reader, row * RAWI_CLASSES);
    weights->start = take(reader, row * EDGES);
    weights->end = take(reader, row * EDGES);
    take_values(reader, &weights->three);
    take_values(reader, &weights->five);
    take_values(reader, &weights->whole);
}

static void take_layers(section_reader *reader, rawi_weights *weights,
                        const weights_header *header) {
    uint32_t channels = header->channels;
    uint32_t letter = header->letter + header->three + header->five;
    take_layer(reader, &weights->in1, IN1_WINDOW * letter, channels, true);
    take_layer(reader, &weights->in2, WINDOW * channels, channels, true);
    take_layer(reader, &weights->to_word, POOLS * channels + header->whole, header->word, true);
    for (uint32_t i = 0; i < header->recurrent; i++)
        for (uint32_t way = 0; way < 2; way++) {
            rawi_lstm *lstm = &weights->lstm[i][way];
            uint32_t inputs = i == 0 ? header->word : 2 * header->hidden;
            take_layer(reader, &lstm->from_input, inputs, 4 * header->hidden, true);
            take_layer(reader, &lstm->from_hidden, header->hidden, 4 * header->hidden, false);
        }
    take_layer(reader, &weights->from_word, 2 * header->hidden, channels, true);
    take_layer(reader, &weights->out1, WINDOW * channels, channels, true);
    take_layer(reader, &weights->out2, WINDOW * channels, channels, true);
    take_layer(reader, &weights->classify, channels, RAWI_CLASSES, true);
}

static void take_lexicon(section_reader *reader, rawi_lexicon *lexicon,
                         const weights_header *header) {
    lexicon->key_count = header->lexicon_words;
    lexicon->keys = take(reader, header->lexicon_words * sizeof *lexicon->keys);
    lexicon->starts = take(reader, ((size_t)header->lexicon_words + 1) * sizeof *lexicon->starts);
    lexicon->patterns = take(reader, header->lexicon_bytes);
}

/* Every word's patterns lie within the bytes that there are. */
static bool is_sound_lexicon(const rawi_lexicon *lexicon, uint32_t bytes) {
    for (uint32_t i = 0; i < lexicon->key_count; i++)
        if (lexicon->starts[i] > lexicon->starts[i + 1])
            return false;
    return lexicon->starts[lexicon->key_count] == bytes;
}

static bool is_width(uint32_t width) {
    return width > 0 && width <= WIDTH_MOST && width % RAWI_OUTPUT_TILE == 0;
}

static bool is_rows(uint32_t rows) {
    return rows > 0 && rows <= ROWS_MOST;
}

static bool has_sane_shape(const weights_header *header) {
    return header->letter <= WIDTH_MOST && header->three <= WIDTH_MOST &&
           header->five <= WIDTH_MOST && header->letter > 0 &&
           is_width(header->letter + header->three + header->five) && is_width(header->whole) &&
           is_width(header->channels) && is_width(header->word) && is_width(header->hidden) &&
           header->recurrent >= 1 && header->recurrent <= RAWI_RECURRENT_MOST &&
           is_rows(header->rows_three) && is_rows(header->rows_five) &&
           is_rows(header->rows_whole) && header->symbols == RAWI_SYMBOLS &&
           header->lexicon_words <= ROWS_MOST && header->classes == RAWI_CLASSES &&
           header->edges == EDGES;
}

static rawi_status damaged(rawi_error *error, const char *how) {
    return rawi_fail(error, RAWI_ERROR_DATA, _("the diacritizer's weights are damaged: %s"), how);
}

rawi_status rawi_weights_open(rawi_weights *weights, const unsigned char *bytes, size_t size,
                              rawi_error *error) {
    *weights = (rawi_weights){0};
    if (size < HEADER_BYTES + CHECKSUM_BYTES || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return damaged(error, _("they do not begin as weights do"));
    weights_header header;
    memcpy(&header, bytes + sizeof MAGIC, sizeof header);
    if (header.version != RAWI_WEIGHTS_VERSION)
        return rawi_fail(error, RAWI_ERROR_DATA,
                         _("the diacritizer's weights are of version %u; this program reads "
                           "version %d"),
                         header.version, RAWI_WEIGHTS_VERSION);
    uint64_t sum;
    memcpy(&sum, bytes + size - CHECKSUM_BYTES, sizeof sum);
    if (size % SECTION_ALIGNMENT != CHECKSUM_BYTES || sum != checksum(bytes, size - CHECKSUM_BYTES))
        return damaged(error, _("their checksum is wrong"));
    if (!has_sane_shape(&header))
        return damaged(error, _("their shape makes no sense"));
    weights->letter = header.letter;
    weights->channels = header.channels;
    weights->word = header.word;
    weights->hidden = header.hidden;
    weights->recurrent = header.recurrent;
    section_reader reader = {bytes + HEADER_BYTES, size - HEADER_BYTES - CHECKSUM_BYTES, false};
    take_steps(&reader, weights);
    take_tables(&reader, weights, &header);
    take_layers(&reader, weights, &header);
    take_lexicon(&reader, &weights->lexicon, &header);
    if (reader.failed || reader.left || !is_sound_lexicon(&weights->lexicon, header.lexicon_bytes))
        return damaged(error, _("their size does not fit their shape"));
    return RAWI_OK;
}

size_t rawi_find_key(const uint32_t *keys, size_t count, uint32_t key) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && keys[low] == key ? low : count;
}
