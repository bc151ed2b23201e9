/* Acronyms: the names of letters, and whether a word in capitals is spelled or read. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_LETTERS_H
#define RAWI_ARABIC_NORMALIZE_LATIN_LETTERS_H

#include "base/text.h"

/* The name of a Latin or Greek letter of either case, NULL for any other character; static. */
const char *rawi_letter_name(char32_t letter);

/* Appends the names of a word's letters, a space between them; accents are disregarded, characters
 * without a name left out. */
void rawi_spell_letters(rawi_slice word, rawi_text *spoken);

/* Whether a word of ASCII letters can be read as a word: a vowel in it, and nowhere more consonants
 * in a row than a language would put there. */
bool rawi_is_readable(rawi_slice word);

/* Whether a word can start so: not with two consonants that no word starts with. */
bool rawi_may_start_word(rawi_slice word);

/* Appends the English plural or possessive s to the last of some spoken words: زْ, سْ or ـِزْ by its
 * last sound. */
void rawi_add_s(rawi_text *spoken);

#endif
