/* The encoders: one file a format behind this table. */
#ifndef RAWI_AUDIO_ENCODER_H
#define RAWI_AUDIO_ENCODER_H

#include "audio/sink.h"
#include "audio/tags.h"

#include <math.h>

enum {
    RAWI_PIECE = 4096 /* samples that `write` gets at most; libvorbis keeps them on its stack */
};

/* What a lossy format takes, in kbit/s; all 0 for a lossless one. */
typedef struct rawi_bit_rates {
    unsigned usual; /* where ordinary listening does not tell one voice from the original */
    unsigned least;
    unsigned most;
} rawi_bit_rates;

/* What is to be encoded, and how. */
typedef struct rawi_coding {
    unsigned rate;     /* samples a second */
    unsigned band;     /* Hz; above it there is nothing in the samples */
    unsigned bit_rate; /* kbit/s; 0 for a lossless format */
    bool speech;       /* one voice and nothing else */
} rawi_coding;

typedef struct rawi_encoder {
    const char *const *extensions; /* with the dot, in small letters; ends with NULL */
    const unsigned *rates;         /* Hz that podcast directories accept, ascending, ends with 0;
                                      NULL: the voice's own */
    rawi_bit_rates bit_rates;
    double peak_rise; /* dB by which encoding raises the true peaks of speech at most; measured */

    /* What is loaded at run time is here; NULL where nothing is. */
    rawi_status (*available)(rawi_error *error);

    /* Writes what stands before the sound. The tags are clean (rawi_tags_clean) and needed no
     * longer afterwards; the sink is. `*encoding` is to be closed whatever the result. */
    rawi_status (*open)(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                        const rawi_tags *tags, rawi_error *error);

    /* `count` is 1 to RAWI_PIECE; the samples are in -1 to 1. */
    rawi_status (*write)(void *encoding, const float *samples, size_t count, rawi_error *error);

    /* Puts other tags, as clean, in the place of those that `open` was given, before `finish`. NULL
     * where the format cannot have that. */
    rawi_status (*retag)(void *encoding, const rawi_tags *tags, rawi_error *error);

    /* Writes what the encoder still holds and what only the end can tell. */
    rawi_status (*finish)(void *encoding, rawi_error *error);

    /* Does nothing with NULL. */
    void (*close)(void *encoding);
} rawi_encoder;

extern const rawi_encoder rawi_wav_encoder;
extern const rawi_encoder rawi_pipe_encoder; /* a WAV stream whose header leaves its length open */
extern const rawi_encoder rawi_flac_encoder;
extern const rawi_encoder rawi_vorbis_encoder;
extern const rawi_encoder rawi_opus_encoder;
extern const rawi_encoder rawi_mp3_encoder;
extern const rawi_encoder rawi_mp4_encoder;

/* 44.1 and 48 kHz. */
extern const unsigned rawi_usual_rates[];

/* A sample in -1 to 1 as a whole number of 16 bits. */
static inline int16_t rawi_sample_16(float sample) {
    return (int16_t)lrintf(sample * 32767.0F);
}

#endif
