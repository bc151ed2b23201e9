/* The case of words that the diacritizer marks where grammar knows it better: what a number counts,
 * an object that stands before its subject. */
#ifndef RAWI_ARABIC_CASE_ENDING_H
#define RAWI_ARABIC_CASE_ENDING_H

#include "base/arena.h"

#include <stdbool.h>

/* `word`, marked whole, in the case that the flag RAWI_TOKEN_GENITIVE, _ACCUSATIVE or _NOMINATIVE
 * asks for: its tanwin, or that it has none, stays, but for the first term of an idafa
 * (RAWI_TOKEN_CONSTRUCT), which has none. A diptote (RAWI_TOKEN_DIPTOTE) has none, nor
 * kasra. The word itself where its ending shows no case; NULL when memory is exhausted. */
const char *rawi_put_case(rawi_arena *arena, const char *word, unsigned flags);

/* Whether the word's last letter bears a short vowel, with tanwin or without. */
bool rawi_shows_case(const char *word);

/* Whether `adjective` has the ending of `noun` and so agrees with it: مُتَعَامِلٌ جَدِيدٌ، اللِّقَاحُ
 * الْجَدِيدُ. */
bool rawi_endings_agree(const char *noun, const char *adjective);

#endif
