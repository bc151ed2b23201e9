/* Which letters of a foreign word its sounds are written with. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_SPELLING_H
#define RAWI_ARABIC_NORMALIZE_LATIN_SPELLING_H

#include "base/text.h"

typedef struct rawi_foreign_sound {
    rawi_slice ipa;
    const char *arabic; /* what usually stands for it */
    bool vowel;
    bool open;          /* a vowel without a consonant after it in its Arabic */
    bool stressed;      /* a vowel */
    rawi_slice letters; /* that it is written with; empty where they are not known */
    bool magic_e;       /* a consonant and e follow them: a_e of «take», «maker» */
} rawi_foreign_sound;

/* Gives the vowels, and the consonants that open and close the word, their letters of `spelling`
 * (lower case). Groups of vowel letters and runs of vowel sounds are matched in their order, so
 * that the fewest differ in kind; e may be silent anywhere. */
void rawi_match_letters(rawi_slice spelling, rawi_foreign_sound *sounds, size_t count);

#endif
