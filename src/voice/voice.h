/* Voices: what turns phones into sound. Each engine is one file with one rawi_voice_driver. */
#ifndef RAWI_VOICE_VOICE_H
#define RAWI_VOICE_VOICE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdatomic.h>

/* Sound that grows: mono samples and the times of words. Owned by who made it; zero is empty. */
typedef struct rawi_sound {
    float *samples;
    size_t count;
    size_t capacity;
} rawi_sound;

/* Room for `more` samples behind the present ones; false when memory is exhausted. */
bool rawi_sound_reserve(rawi_sound *sound, size_t more);
void rawi_sound_free(rawi_sound *sound);

/* How the voice is to speak from the next phrase on. */
typedef struct rawi_prosody {
    double rate;    /* 1.0 is the voice's own, 0.5 to 4.0 */
    double pitch;   /* half tones, -12 to 12 */
    double volume;  /* decibels, 0 is the voice's own */
    double clarity; /* sharper formants, for noisy places: 0 (none) to 1, where the engine can */

    /* Once this is set what is being spoken is given up, with RAWI_INTERRUPTED; NULL: never. */
    const atomic_bool *abandoned;
} rawi_prosody;

static inline bool rawi_prosody_is_abandoned(const rawi_prosody *prosody) {
    return prosody->abandoned && atomic_load_explicit(prosody->abandoned, memory_order_relaxed);
}

/* Words [first, first + count) of an utterance, spoken in one breath: the break after the last one
 * is the only one inside stronger than RAWI_BREAK_NONE. */
typedef struct rawi_phrase {
    const rawi_utterance *utterance;
    size_t first;
    size_t count;
} rawi_phrase;

typedef struct rawi_voice rawi_voice;

/* What an engine implements. All functions are called from one thread at a time. */
typedef struct rawi_voice_driver {
    const char *engine; /* "espeak", "hts", "onnx" */

    /* Opens the voice that the catalog entry describes. `*state` is the driver's own. */
    rawi_status (*open)(const char *name, const char *path, void **state, unsigned *rate,
                        rawi_error *error);

    /* Appends the phrase's samples to `sound`, without silence before and after, and sets `times`
     * (one for each of the phrase's words, in samples of `sound`). The phrase has at least one
     * phone. Melody follows the utterance's kind and intonation and the phrase's place in it.
     * Looks every few milliseconds whether it is abandoned, but not within a library's single step,
     * as libhtsengine's that makes the parameters of the whole phrase; what `sound` then has more
     * has no meaning. */
    rawi_status (*speak)(void *state, const rawi_phrase *phrase, const rawi_prosody *prosody,
                         rawi_sound *sound, rawi_word_time *times, rawi_error *error);

    void (*close)(void *state);

    /* Makes the voice as it was when it was opened: the same phrases give the same samples again.
     * NULL where they always do. */
    void (*restart)(void *state);
} rawi_voice_driver;

typedef enum rawi_voice_gender {
    RAWI_GENDER_UNKNOWN,
    RAWI_GENDER_MALE,
    RAWI_GENDER_FEMALE
} rawi_voice_gender;

/* A voice that can be opened. */
typedef struct rawi_voice_info {
    const char *name;     /* by which it is chosen: "salim" */
    const char *language; /* BCP 47: "ar" */
    rawi_voice_gender gender;
    const char *engine;      /* "espeak", "hts" */
    const char *description; /* a line in the user's language */
    const char *path;        /* of the voice's file, NULL for one that is built in */
} rawi_voice_info;

/* The voices there are, the default one first. The array and its strings live in `arena` or for the
 * life of the process. */
rawi_status rawi_voices(rawi_arena *arena, const rawi_voice_info **voices, size_t *count,
                        rawi_error *error);

/* The voice of that name; NULL is the default one. What it points to lives as rawi_voices says. An
 * unknown name is RAWI_ERROR_VOICE with the names there are. */
rawi_status rawi_voice_find(const char *name, rawi_arena *arena, const rawi_voice_info **voice,
                            rawi_error *error);

/* Opens the voice that rawi_voice_find finds. */
rawi_status rawi_voice_open(const char *name, rawi_voice **voice, rawi_error *error);
unsigned rawi_voice_rate(const rawi_voice *voice); /* samples a second */
rawi_status rawi_voice_speak(rawi_voice *voice, const rawi_phrase *phrase,
                             const rawi_prosody *prosody, rawi_sound *sound, rawi_word_time *times,
                             rawi_error *error);
void rawi_voice_restart(rawi_voice *voice);
void rawi_voice_close(rawi_voice *voice);

#endif
