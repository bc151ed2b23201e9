/* Diacritization: supplies the vowels and endings that Arabic leaves unwritten.
 *
 * Text goes in as UTF-8 and comes out as UTF-8 with marks added after its letters. Letters,
 * punctuation, spaces and every other byte stay as they are, in number and order; marks that are
 * there already are kept and never contradicted. Order of marks on a letter: shadda, then vowel.
 */
#ifndef RAWI_ARABIC_DIACRITIZE_H
#define RAWI_ARABIC_DIACRITIZE_H

#include "base/error.h"
#include "base/text.h"

typedef struct rawi_diacritizer rawi_diacritizer;

rawi_status rawi_diacritizer_open(rawi_diacritizer **diacritizer, rawi_error *error);

/* Appends each of `count` sentences, diacritized, to its text in `diacritized`. A sentence is
 * context for itself alone; giving several at once is faster and changes no mark. A sentence may be
 * of any length; the longer ones are worked on in overlapping windows. */
rawi_status rawi_diacritize(rawi_diacritizer *diacritizer, const rawi_slice *sentences,
                            size_t count, rawi_text *diacritized, rawi_error *error);

void rawi_diacritizer_close(rawi_diacritizer *diacritizer);

#endif
