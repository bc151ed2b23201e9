/* From the sounds of a foreign word to Arabic letters with all their marks. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_SOUNDS_H
#define RAWI_ARABIC_NORMALIZE_LATIN_SOUNDS_H

#include "base/text.h"

/* Appends a word's pronunciation, given in IPA as eSpeak NG writes it, to `spoken`, fully marked:
 * long vowels for the long and the stressed low ones, the vowels that English slurs by the letters
 * of `spelling` (lower case, without accents), hamza before a vowel that starts the word. Foreign
 * clusters of consonants stay (سْبَارْكْ), as newsreaders say them. Sounds that the table
 * latin/sounds.tsv lacks are left out. A space in `ipa` separates words. */
void rawi_write_sounds(rawi_slice ipa, rawi_slice spelling, rawi_text *spoken);

#endif
