/* Words that no table knows, read by eSpeak NG's pronunciation of their language. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_PRONOUNCE_H
#define RAWI_ARABIC_NORMALIZE_LATIN_PRONOUNCE_H

#include "base/text.h"
#include "rawi.h"

typedef struct rawi_pronouncer rawi_pronouncer;

/* eSpeak NG is set up by the first word, not here. NULL when memory is exhausted. */
rawi_pronouncer *rawi_pronouncer_open(void);

/* The language that a letter of one of the words betrays (Pío Baroja), which no other table reads;
 * NULL where none does. */
const char *rawi_language_of_name(rawi_slice name);

/* The language of a phrase by a particle in it (conseil des ministres), NULL where it has none or
 * the English article. */
const char *rawi_language_of_phrase(rawi_slice phrase);

/* Whether a word is English in a phrase of another language too (Cirque du Soleil World Tour). */
bool rawi_is_english_word(rawi_slice word);

/* Appends the word's Arabic letters with all their marks. The language is what the table
 * latin/origins.tsv says by the word or its script, else that of the name it stands in (NULL where
 * that is not known), else English. Words are remembered, so that a name is looked up once an
 * article. False where eSpeak NG is missing or has nothing to say: nothing was appended. */
bool rawi_pronounce(rawi_pronouncer *pronouncer, rawi_slice word, const char *name_language,
                    rawi_text *spoken);

void rawi_pronouncer_close(rawi_pronouncer *pronouncer);

#endif
