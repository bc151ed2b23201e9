/* Sounds: a word among its neighbours, on its way to phones, syllables and stress. */
#ifndef RAWI_ARABIC_PHONEMIZE_SOUNDS_H
#define RAWI_ARABIC_PHONEMIZE_SOUNDS_H

#include "arabic/phonemize/spelling.h"
#include "base/arena.h"
#include "base/error.h"

enum {
    /* A word's phones once helping vowels stand in its clusters: at most one for each phone. */
    RAWI_MOST_SOUNDS = 2 * (RAWI_MOST_PHONES + 8)
};

typedef struct rawi_sounds {
    rawi_phone phones[RAWI_MOST_SOUNDS];
    size_t count;
    size_t clitics;    /* phones at the start that never bear the stress */
    ptrdiff_t primary; /* where a lexicon puts ˈ and ˌ; -1 for the rule */
    ptrdiff_t secondary;
    bool joined; /* the word has lost hamzat al-wasl: its first consonant closes the syllable before
                  */
    bool leans;  /* a particle in connection, without stress of its own */
} rawi_sounds;

/* What the sounds of one word do to each other: n becomes m before b, d melts into t, equal
 * consonants become geminates, helping vowels break clusters that cannot be said, vowels are
 * backed beside emphatic consonants. */
void rawi_sounds_settle(rawi_sounds *sounds);

/* Copies the phones into the arena as the word's own, with syllables and stress. */
rawi_status rawi_sounds_give(const rawi_sounds *sounds, rawi_word *word, rawi_arena *arena,
                             rawi_error *error);

/* The form of sounds that a lexicon gives in IPA, for Arabic and for foreign words: with stress
 * marks or without, syllable dots, tie bars, slashes and brackets. A sound that the inventory lacks
 * becomes the nearest (ɪ i, ə a, ŋ n). RAWI_ERROR_DATA names a character that is no IPA, and
 * `written`, the word. */
rawi_status rawi_form_read_ipa(rawi_form *form, const char *ipa, const char *written,
                               rawi_error *error);

#endif
