/* Words that no table knows, read by eSpeak NG's pronunciation of their language. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_PRONOUNCE_H
#define RAWI_ARABIC_NORMALIZE_LATIN_PRONOUNCE_H

#include "base/text.h"
#include "rawi.h"

typedef struct rawi_pronouncer rawi_pronouncer;

/* eSpeak NG is set up by the first word, not here. NULL when memory is exhausted. */
rawi_pronouncer *rawi_pronouncer_open(void);

/* Appends the word's Arabic letters with all their marks. The language is English unless the table
 * latin/origins.tsv says otherwise, by the word or its script. Words are remembered, so that a name
 * is looked up once an article. False where eSpeak NG is missing or has nothing to say: nothing was
 * appended. */
bool rawi_pronounce(rawi_pronouncer *pronouncer, rawi_slice word, rawi_text *spoken);

void rawi_pronouncer_close(rawi_pronouncer *pronouncer);

#endif
