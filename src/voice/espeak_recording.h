/* A recording of what eSpeak NG says: takes samples and events as they come, then makes of them the
 * sound of a phrase as it should be, and the times of its words. */
#ifndef RAWI_VOICE_ESPEAK_RECORDING_H
#define RAWI_VOICE_ESPEAK_RECORDING_H

#include "voice/espeak_library.h"
#include "voice/voice.h"

/* A word as it was given to eSpeak NG. */
typedef struct rawi_espeak_word {
    size_t text_offset; /* where its mnemonics stand in the text, in bytes */
    size_t start;       /* filled in: the sample of the recording at which it starts */
} rawi_espeak_word;

/* A sound that eSpeak NG reported. */
typedef struct rawi_espeak_mark {
    size_t sample;
    char mnemonic[9];
} rawi_espeak_mark;

/* Zero-initialized is empty. The arrays are kept from one recording to the next. */
typedef struct rawi_espeak_recording {
    rawi_sound sound;
    rawi_espeak_mark *marks;
    size_t mark_count, mark_capacity;
    rawi_espeak_word *words; /* the caller's, set before the recording */
    size_t word_count;
    size_t next_word;  /* the first one that has not started */
    bool word_pending; /* a word has started and its first sound is to come */
    bool failed;       /* memory is exhausted */
} rawi_espeak_recording;

/* Empties the recording for `count` words. */
void rawi_espeak_recording_begin(rawi_espeak_recording *recording, rawi_espeak_word *words,
                                 size_t count);

/* The sink of rawi_espeak_synthesize; `recording` is a rawi_espeak_recording. */
bool rawi_espeak_record(void *recording, const short *samples, size_t count,
                        const espeak_EVENT *events);

/* Cuts the silence at both ends and before sounds that have no closure, and makes the pharyngeals
 * softer than the vowel that they are spoken as: `is_consonant[i]` says of the i-th sound reported
 * as rawi_espeak_pharyngeal whether it is one. The words' starts follow. */
void rawi_espeak_recording_finish(rawi_espeak_recording *recording, const bool *is_consonant,
                                  size_t count);

void rawi_espeak_recording_free(rawi_espeak_recording *recording);

#endif
