/* The hamza that an author left out and only the sentence tells: ان is أَنَّ or إِنَّ. */
#ifndef RAWI_ARABIC_HAMZA_H
#define RAWI_ARABIC_HAMZA_H

#include "base/arena.h"

/* The word `marked`, in the arena or as it was given, with a hamza on the alif at its beginning, or
 * behind its clitics, where the diacritizer's vowels ask for one: أ or إ where the alif has a vowel,
 * which hamzat al-wasl has not, آ where the letter after it has (اخَر). `written` is the word before;
 * an alif with its author's vowel stays (اِسم). NULL when memory is exhausted. */
const char *rawi_restore_hamza(rawi_arena *arena, const char *written, const char *marked);

#endif
