/* Folding: what a line says, whatever way it is written, to look it up in the tables of this room.
 */
#ifndef RAWI_ARTICLE_FOLD_H
#define RAWI_ARTICLE_FOLD_H

#include "base/text.h"

/* The folded form of `text` in `folded` (cleared first): ASCII in lower case, Arabic without marks
 * and tatweel, alif without hamza or madda, every number as one 0, everything that is no letter or
 * digit as one space, none at the ends. */
void article_fold(rawi_slice text, rawi_text *folded);

/* The first `words` words of a folded text; all of it where it has no more. */
rawi_slice article_first_words(rawi_slice folded, size_t words);

#endif
