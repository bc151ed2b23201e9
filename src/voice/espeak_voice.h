/* The eSpeak NG voices of our own: voice files of voices/espeak, compiled in, and how they are made
 * to speak higher, livelier, with another tune. */
#ifndef RAWI_VOICE_ESPEAK_VOICE_H
#define RAWI_VOICE_ESPEAK_VOICE_H

#include "base/text.h"

typedef struct rawi_espeak_voice {
    const char *name;
    const char *file; /* an eSpeak NG voice file without pitch and tunes */
    double base;      /* Hz, the lowest that it falls to at the end of a statement */
    double span;      /* Hz, how far its melody moves above that */
    int volume;       /* per cent, by which all voices are equally loud */
} rawi_espeak_voice;

/* How a clause's melody goes. */
typedef struct rawi_espeak_melody {
    const char *tune;  /* of eSpeak NG's intonations: "s1" */
    double half_tones; /* above the voice's own pitch */
    double range;      /* how far the melody moves, 1 is the voice's own */
} rawi_espeak_melody;

/* The voice of this name, NULL where there is none. */
const rawi_espeak_voice *rawi_espeak_voice_find(const char *name);

/* Writes the voice file that speaks with this melody into `text`; false without memory. */
bool rawi_espeak_voice_write(const rawi_espeak_voice *voice, const rawi_espeak_melody *melody,
                             rawi_text *text);

#endif
