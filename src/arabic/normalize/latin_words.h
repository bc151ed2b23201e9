/* What a word of Latin letters says: a name of the lexicon, an acronym, or its sounds. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_WORDS_H
#define RAWI_ARABIC_NORMALIZE_LATIN_WORDS_H

#include "arabic/normalize/latin_pronounce.h"
#include "base/text.h"

/* The letters of a word in capitals that is never read but always spelled. */
#define RAWI_SPELLED_ALWAYS 3

/* What the words around say about one. */
typedef struct rawi_surroundings {
    bool heading;         /* all are in capitals, which therefore mean nothing */
    const char *language; /* of the name that they are; NULL: not known */
    bool phrase;          /* of the language: only words that can be no other are English */
} rawi_surroundings;

/* Appends what the word says. Inner capitals start words of their own (DeepSeek); capitals are
 * spelled where they cannot be read, unless they stand in a heading; the s of a plural (GPUs) or a
 * possessive ('s) is said. */
void rawi_read_word(rawi_pronouncer *pronouncer, rawi_slice word,
                    const rawi_surroundings *surroundings, rawi_text *spoken);

/* Appends the words that a name without spaces is made of, where the lexicon has them all
 * (elonmusk); false, with nothing appended, where it has not. */
bool rawi_read_joined_words(rawi_slice name, rawi_text *spoken);

/* The bytes of a possessive 's at the word's end, 0 where there is none. */
size_t rawi_possessive_length(rawi_slice word);

/* Whether all of the word's bytes are capital letters of ASCII. */
bool rawi_is_all_capitals(rawi_slice word);

#endif
