/* Full-context labels: what an HTS voice is told about each sound of a phrase. The derivation of
 * every field stands in hts_labels.c. */
#ifndef RAWI_VOICE_HTS_LABELS_H
#define RAWI_VOICE_HTS_LABELS_H

#include "base/arena.h"
#include "voice/voice.h"

/* Labels of one phrase in the order of its sounds, a pause at either end. */
typedef struct rawi_hts_labels {
    char **lines;   /* `count` NUL-terminated labels, without times */
    size_t *words;  /* the word of each label, counted from the phrase's first; SIZE_MAX: a pause */
    size_t *phones; /* the phone of its word; SIZE_MAX: a pause */
    bool *vowels;   /* whether it is a vowel */
    size_t count;   /* at least 3: pause, sounds, pause */
} rawi_hts_labels;

/* Makes the labels of a phrase that has at least one phone, in the format HTS_TTS_ENG with the
 * phone names of the Arabic Festival voices. They live in `arena`. RAWI_ERROR_ARGUMENT for a phrase
 * without phones or with more than RAWI_HTS_PHRASE_MAX of them. */
rawi_status rawi_hts_labels_make(const rawi_phrase *phrase, rawi_arena *arena,
                                 rawi_hts_labels *labels, rawi_error *error);

/* Phones in the longest phrase: half a minute, far above what a breath holds. */
#define RAWI_HTS_PHRASE_MAX 400

/* The name of every phone that labels are made of, ended by NULL; "pau" is the pause. */
extern const char *const rawi_hts_phone_names[];

#endif
