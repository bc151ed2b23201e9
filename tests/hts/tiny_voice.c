/* Builds the small voice part by part, each part's place noted for the header. */
#include "hts/tiny_voice.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ORDER = 4, /* of the spectrum: ORDER + 1 numbers */
    TAPS = 3
};

typedef struct buffer {
    char bytes[65536];
    size_t size;
} buffer;

static void add(buffer *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(buffer *to, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(to->bytes + to->size, sizeof to->bytes - to->size, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof to->bytes - to->size);
    to->size += (size_t)length;
}

static void add_u32(buffer *to, uint32_t number) {
    for (int i = 0; i < 4; i++)
        to->bytes[to->size++] = (char)(number >> 8 * i & 0xFF);
}

static void add_float(buffer *to, float number) {
    uint32_t bits;
    memcpy(&bits, &number, sizeof bits);
    add_u32(to, bits);
}

/* Where a part starts and ends; a line of the header. */
typedef struct part {
    size_t first, last;
} part;

static part end_part(const buffer *data, size_t first) {
    return (part){first, data->size - 1};
}

static part add_trees(buffer *data, unsigned states, const char *leaf) {
    size_t first = data->size;
    add(data, "QS C-Vowel { \"*-a+*\",\"*-aa+*\",\"*-i+*\",\"*-ii+*\",\"*-u+*\",\"*-uu+*\","
              "\"*-A+*\",\"*-AA+*\",\"*-I+*\",\"*-II+*\",\"*-U+*\",\"*-UU+*\",\"*-ia+*\","
              "\"*-ua+*\" }\n");
    add(data,
        "QS C-pau { \"*-pau+*\" }\nQS C-Back { \"*-ah+*\",\"*-E+*\",\"*-H+*\",\"*-S+*\" }\n\n");
    for (unsigned i = 0; i < states; i++)
        add(data,
            "{*}[%u]\n{\n   0 C-pau -1 \"%s_s%u_1\"\n  -1 C-Vowel \"%s_s%u_2\" \"%s_s%u_3\" "
            "\n}\n\n",
            i + 2, leaf, i + 2, leaf, i + 2, leaf, i + 2);
    return end_part(data, first);
}

/* Three distributions a state: pause, consonant, vowel. */
static part add_pdfs(buffer *data, unsigned states, unsigned numbers, const float (*means)[5],
                     const float *voice) {
    size_t first = data->size;
    for (unsigned i = 0; i < states; i++)
        add_u32(data, 3);
    for (unsigned i = 0; i < 3 * states; i++) {
        for (unsigned k = 0; k < numbers; k++)
            add_float(data, means[i % 3][k]);
        for (unsigned k = 0; k < numbers; k++)
            add_float(data, 0.01F);
        if (voice)
            add_float(data, voice[i % 3]);
    }
    return end_part(data, first);
}

static part add_window(buffer *data) {
    size_t first = data->size;
    add(data, "1 1.0\n");
    return end_part(data, first);
}

static void add_range(buffer *header, const char *key, part place) {
    add(header, "%s:%zu-%zu\n", key, place.first, place.last);
}

static void add_streams(buffer *header) {
    static const char *const names[] = {"MCP", "LF0", "LPF"};
    static const unsigned lengths[] = {ORDER + 1, 1, TAPS};
    add(header, "[STREAM]\n");
    for (int i = 0; i < 3; i++)
        add(header,
            "VECTOR_LENGTH[%s]:%u\nIS_MSD[%s]:%d\nNUM_WINDOWS[%s]:1\nUSE_GV[%s]:0\n"
            "OPTION[%s]:%s\n",
            names[i], lengths[i], names[i], i == 1, names[i], names[i], names[i],
            i == 0 ? "ALPHA=0.42" : "");
}

char *tiny_voice(size_t *size) {
    static const float durations[3][5] = {{6, 6, 6, 6, 6}, {4, 4, 4, 4, 4}, {4, 4, 4, 4, 4}};
    static const float spectra[3][5] = {{0, 0, 0, 0, 0}, {5, -1, 0, 0, 0}, {6, 2, 0.3F, 0, 0}};
    static const float mixing[3][5] = {{0.25F, 0.5F, 0.25F}, {0.25F, 0.5F, 0.25F}, {0, 1, 0}};
    static const float voice[3] = {0, 0, 1};
    float pitches[3][5] = {{0}};
    for (int i = 0; i < 3; i++)
        pitches[i][0] = logf(TINY_PITCH);
    buffer *data = calloc(1, sizeof *data), *file = calloc(1, sizeof *file);
    part pdf, tree, wins[3], pdfs[3], trees[3];
    pdf = add_pdfs(data, 1, TINY_STATES, durations, NULL);
    tree = add_trees(data, 1, "dur");
    for (int i = 0; i < 3; i++)
        wins[i] = add_window(data);
    pdfs[0] = add_pdfs(data, TINY_STATES, ORDER + 1, spectra, NULL);
    pdfs[1] = add_pdfs(data, TINY_STATES, 1, (const float(*)[5])pitches, voice);
    pdfs[2] = add_pdfs(data, TINY_STATES, TAPS, mixing, NULL);
    trees[0] = add_trees(data, TINY_STATES, "mgc");
    trees[1] = add_trees(data, TINY_STATES, "lf0");
    trees[2] = add_trees(data, TINY_STATES, "lpf");
    add(file,
        "[GLOBAL]\nHTS_VOICE_VERSION:1.0\nSAMPLING_FREQUENCY:%d\nFRAME_PERIOD:%d\nNUM_STATES:%d\n"
        "NUM_STREAMS:3\nSTREAM_TYPE:MCP,LF0,LPF\nFULLCONTEXT_FORMAT:HTS_TTS_ENG\n"
        "FULLCONTEXT_VERSION:1.0\nGV_OFF_CONTEXT:\"*-pau+*\"\nCOMMENT:\n",
        TINY_RATE, TINY_FRAME, TINY_STATES);
    add_streams(file);
    add(file, "[POSITION]\n");
    add_range(file, "DURATION_PDF", pdf);
    add_range(file, "DURATION_TREE", tree);
    static const char *const names[] = {"MCP", "LF0", "LPF"};
    for (int i = 0; i < 3; i++) {
        char key[32];
        snprintf(key, sizeof key, "STREAM_WIN[%s]", names[i]);
        add_range(file, key, wins[i]);
        snprintf(key, sizeof key, "STREAM_PDF[%s]", names[i]);
        add_range(file, key, pdfs[i]);
        snprintf(key, sizeof key, "STREAM_TREE[%s]", names[i]);
        add_range(file, key, trees[i]);
    }
    add(file, "[DATA]\n");
    *size = file->size + data->size;
    char *bytes = malloc(*size);
    memcpy(bytes, file->bytes, file->size);
    memcpy(bytes + file->size, data->bytes, data->size);
    free(file);
    free(data);
    return bytes;
}

void tiny_voice_write(const char *path) {
    size_t size;
    char *bytes = tiny_voice(&size);
    FILE *file = fopen(path, "wb");
    size_t written = file ? fwrite(bytes, 1, size, file) : 0;
    if (!file || fclose(file) != 0 || written != size)
        abort();
    free(bytes);
}
