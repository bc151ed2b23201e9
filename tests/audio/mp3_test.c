/* MP3 that was encoded in segments is one sound: nothing is heard where they meet, and the frame of
 * information tells of all of them. */
#include "audio/writer.h"
#include "signal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    RATE = 44100,
    FRAME = 1152,
    SECONDS = 45,           /* three segments and a part of one */
    COUNT = RATE * SECONDS, /* no whole number of frames */
    FIRST_JOIN = 520,       /* in frames, and so many to the next one */
    NEXT_JOIN = 512,
    INFO_FRAMES = 29, /* offsets in the first frame */
    INFO_BYTES = 33,
    INFO_ENDS = 162,
    INFO_CRC = 173
};

static char path[] = "/tmp/rawi_mp3_XXXXXX.mp3";
static float *sent;

static int write_all(void **state) {
    (void)state;
    int file = mkstemps(path, 4);
    assert_true(file >= 0);
    close(file);
    sent = calloc(COUNT, sizeof *sent);
    assert_non_null(sent);
    signal_make(sent, COUNT, RATE);
    rawi_writer *writer;
    rawi_error error;
    assert_int_equal(
        rawi_writer_open(path, RATE, 0, RAWI_CONTENT_SPEECH, &(rawi_tags){0}, &writer, &error),
        RAWI_OK);
    assert_int_equal(rawi_writer_write(writer, sent, COUNT, &error), RAWI_OK);
    assert_int_equal(rawi_writer_commit(writer, NULL, &error), RAWI_OK);
    return 0;
}

static int remove_all(void **state) {
    (void)state;
    free(sent);
    return unlink(path);
}

static double error_of(const float *heard, size_t at) {
    double sum = 0;
    for (size_t i = at; i < at + FRAME; i++)
        sum += pow((double)heard[i] - (double)sent[i], 2);
    return sqrt(sum / FRAME);
}

static void test_joins_are_not_heard(void **state) {
    (void)state;
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    assert_non_null(file);
    float *heard = calloc(COUNT + 4 * FRAME, sizeof *heard);
    assert_non_null(heard);
    size_t count = (size_t)sf_read_float(file, heard, COUNT + 4 * FRAME);
    sf_close(file);
    assert_in_range(count, COUNT, COUNT + 4 * FRAME);
    double likeness;
    size_t delay = signal_align(sent, 2 * RATE, heard, count, 2 * FRAME, &likeness);
    assert_true(likeness > 0.99);
    double at_joins = 0, elsewhere = 0;
    for (size_t i = 1; (i + 2) * FRAME + delay < count && (i + 1) * FRAME < COUNT; i++) {
        bool near = i + 3 >= FIRST_JOIN && (i + 3 - FIRST_JOIN) % NEXT_JOIN < 6;
        double *worst = near ? &at_joins : &elsewhere;
        *worst = fmax(*worst, error_of(heard + delay, i * FRAME));
    }
    print_message("largest error: %.5f at joins, %.5f elsewhere\n", at_joins, elsewhere);
    assert_true(at_joins > 0 && at_joins <= 1.2 * elsewhere);
    free(heard);
}

static uint32_t number_at(const unsigned char *bytes, size_t size) {
    uint32_t number = 0;
    for (size_t i = 0; i < size; i++)
        number = number << 8 | bytes[i];
    return number;
}

/* The bytes of a frame of MPEG 1, layer III, at 44.1 kHz. */
static size_t frame_size(const unsigned char *header) {
    static const unsigned kbits[] = {0,   32,  40,  48,  56,  64,  80, 96,
                                     112, 128, 160, 192, 224, 256, 320};
    assert_int_equal(number_at(header, 2) & 0xFFFE, 0xFFFA);
    assert_in_range(header[2] >> 4, 1, 14);
    return 144000 * kbits[header[2] >> 4] / RATE + (header[2] >> 1 & 1);
}

static uint16_t crc_of(const unsigned char *bytes, size_t count) {
    unsigned crc = 0;
    for (size_t i = 0; i < 8 * count; i++) {
        unsigned bit = (crc ^ bytes[i / 8] >> i % 8) & 1;
        crc = bit ? crc >> 1 ^ 0xA001 : crc >> 1;
    }
    return (uint16_t)crc;
}

static void test_information(void **state) {
    (void)state;
    static unsigned char bytes[2 << 20];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_memory_equal(bytes, "ID3", 3);
    size_t first = 10;
    for (size_t i = 0; i < 4; i++)
        first += (size_t)bytes[6 + i] << (21 - 7 * i);
    const unsigned char *info = bytes + first;
    size_t frames = 0;
    size_t at = first;
    for (; at + 4 < size; at += frame_size(bytes + at))
        frames++;
    assert_int_equal(at, size);
    assert_memory_equal(info + 21, "Info", 4);
    assert_int_equal(number_at(info + INFO_FRAMES, 4), frames - 1);
    assert_int_equal(number_at(info + INFO_BYTES, 4), size - first);
    size_t sound = first + frame_size(info);
    assert_int_equal(number_at(info + INFO_CRC, 2), crc_of(bytes + sound, size - sound));
    assert_int_equal(number_at(info + INFO_CRC + 2, 2), crc_of(info, INFO_CRC + 2));
    uint32_t ends = number_at(info + INFO_ENDS, 3);
    assert_int_equal((frames - 1) * FRAME - (ends >> 12) - (ends & 0xFFF), COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_joins_are_not_heard),
        cmocka_unit_test(test_information),
    };
    return cmocka_run_group_tests(tests, write_all, remove_all);
}
