/* The melody of a phrase: how its place in the utterance bends what an HTS voice would do by
 * itself. HTS voices know the sounds and places of a phrase, but were taught statements only. */
#ifndef RAWI_VOICE_HTS_MELODY_H
#define RAWI_VOICE_HTS_MELODY_H

#include "voice/voice.h"

typedef struct rawi_hts_melody {
    double level;   /* half tones that the whole phrase is moved */
    double range;   /* what its movement around its mean is multiplied by */
    double start;   /* half tones at the first sound, gone at the end of the opening */
    double end;     /* half tones at the last sound, growing from the last stressed syllable on */
    double own;     /* how much of the voice's own movement is left at the end, 0 to 1 */
    double tempo;   /* what every duration is multiplied by */
    double stretch; /* what the durations of the last syllable are multiplied by besides */
} rawi_hts_melody;

rawi_hts_melody rawi_hts_melody_of(const rawi_phrase *phrase);

/* The first phone of the last stressed syllable: the word (counted from the phrase's first) and its
 * phone. Where none is stressed it is the last word's first phone. The phrase has a phone. */
void rawi_hts_melody_nucleus(const rawi_phrase *phrase, size_t *word, size_t *phone);

/* What the pitch is at `time` where the voice by itself would be `own` half tones over its mean in
 * the phrase: half tones over the same mean. Times are in seconds from the phrase's first sound;
 * `nucleus` is where the last stressed syllable starts, `length` where the voice ends. */
double rawi_hts_melody_bend(const rawi_hts_melody *melody, double own, double time, double nucleus,
                            double length);

#endif
