/* Right spellings of words that the web often spells carelessly: الاعلان، المصرى، المدينه، إجتماع.
 *
 * A table knows the words that have one right spelling alone (spellings.tsv); what is no error for
 * certain stays as it is (علي beside على), and the diacritizer's vowels tell the hamza of the rest
 * (ان: أَنَّ or إِنَّ).
 */
#ifndef RAWI_ARABIC_NORMALIZE_SPELLING_H
#define RAWI_ARABIC_NORMALIZE_SPELLING_H

#include "arabic/normalize/scan.h"

/* Mends the words of a sentence in place: their texts are pieces of `folded`, their bare texts of
 * `bare`. Each letter takes the place of one; marked letters are their author's. */
void rawi_mend_spellings(const rawi_item *items, size_t count, char *folded, char *bare);

#endif
