/* The number of an item in a numbered list, as a newsreader says it: أولًا، ثانيًا، حاديَ عشرَ. */
#ifndef RAWI_ARABIC_LIST_NUMBER_H
#define RAWI_ARABIC_LIST_NUMBER_H

#include "arabic/normalize/normalize.h"

/* Puts the words of the number and a colon before the tokens; their span is the empty one at `at`.
 * False when memory is exhausted. */
bool rawi_say_list_number(int number, size_t at, rawi_arena *arena, rawi_tokens *tokens);

#endif
