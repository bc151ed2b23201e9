/* The commonest diacritized forms of words, counted in a corpus (frequency.tsv). */
#ifndef RAWI_ARABIC_DIACRITIZE_FREQUENCY_H
#define RAWI_ARABIC_DIACRITIZE_FREQUENCY_H

#include "arabic/diacritize/letters.h"

/* Writes to `classes` the word's commonest form that agrees with the author's marks: of the word
 * itself, else of its parts (a conjunction or preposition, the article, the rest). Returns false
 * when it is unknown; then the classes are the author's own. */
bool rawi_frequent_form(const rawi_letter *letters, size_t count, uint8_t *classes);

#endif
