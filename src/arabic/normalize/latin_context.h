/* Codes and names in Latin script that mean two things (latin_contexts.tsv): AED is a currency or a
 * device, Q3 a quarter or a car, Mona a name of Arabs or of others. What stands around tells. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_CONTEXT_H
#define RAWI_ARABIC_NORMALIZE_LATIN_CONTEXT_H

#include "arabic/normalize/latin_lexicon.h"
#include "base/text.h"

/* Whether the entry found at `start` may be read as the lexicon says; true for all that are not in
 * the table. Where it has another reading elsewhere, that becomes the entry's, and it is true. */
bool rawi_latin_fits(const char *text, rawi_span sentence, size_t start, rawi_latin_entry *entry);

/* Whether a word of the list of word_lists.tsv stands near text[code.start, code.end). */
bool rawi_latin_stands_near(const char *text, rawi_span sentence, rawi_span code, const char *list);

#endif
