/* The lexicon of names in Latin script: the tables in latin/, searched for the longest phrase.
 *
 * A row is a written form and its Arabic pronunciation. The written form stands without accents,
 * with a space for each hyphen, underscore or white space, in lower case where any case may match;
 * one that has a capital matches only so (US is no us). A spoken word whose last letter has no mark
 * takes its ending from the sentence; every other one is complete and invariable.
 */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_LEXICON_H
#define RAWI_ARABIC_NORMALIZE_LATIN_LEXICON_H

#include "base/arena.h"
#include "base/text.h"
#include "rawi.h"

typedef struct rawi_latin_entry {
    const char *spoken; /* words separated by single spaces; static */
    size_t end;         /* offset of the first byte after the written form */
} rawi_latin_entry;

/* The longest entry whose written form is text[start, end) with end <= limit. It ends where a
 * letter run or a number ends, or between a letter and a digit. `common_words` lets in the common
 * English words too. False where there is none. */
bool rawi_latin_find(const char *text, size_t start, size_t limit, bool common_words,
                     rawi_latin_entry *entry);

/* Whether a number after the name written in text[start, end) belongs to it (Windows 11). */
bool rawi_latin_takes_number(const char *text, size_t start, size_t end);

/* Appends the written form in the spelling of the tables' keys; `lower` folds case. */
void rawi_latin_fold(rawi_slice written, bool lower, rawi_text *key);

/* The given names and family names of the tables as Arabic writes them, each word without marks, in
 * the order of their bytes; NULL when memory is exhausted. Array and words live in `arena`. */
const rawi_slice *rawi_latin_people(rawi_arena *arena, size_t *count);

/* How the table of common English words reads a whole word, NULL where it has it not. */
const char *rawi_latin_common_word(rawi_slice word);

#endif
