/* A very small voice in .htsvoice form, made for tests: all vowels one buzz at 120 hertz, all
 * consonants a hiss, each sound 20 frames of 5 ms. */
#ifndef RAWI_TESTS_HTS_TINY_VOICE_H
#define RAWI_TESTS_HTS_TINY_VOICE_H

#include <stddef.h>

enum {
    TINY_RATE = 16000,
    TINY_FRAME = 80,
    TINY_STATES = 5,
    TINY_SOUND_FRAMES = 20,
    TINY_PITCH = 120
};

/* The file's bytes, to be freed. */
char *tiny_voice(size_t *size);

/* Writes it to a file of that name. */
void tiny_voice_write(const char *path);

#endif
