/* The lexicon of attested words: chooses among whole words where the network, which decides letter
 * by letter, would mix two of them («كُتَبَ»). training/lexicon.py builds it. */
#ifndef RAWI_ARABIC_DIACRITIZE_LEXICON_H
#define RAWI_ARABIC_DIACRITIZE_LEXICON_H

#include "arabic/diacritize/letters.h"
#include "arabic/diacritize/weights.h"

/* Scores of a letter's classes; those that the author's marks exclude are not looked at. */
typedef float rawi_scores[RAWI_OUTPUT_TILE];

/* Replaces a word's classes (each letter's best) by those of an attested pattern where their scores
 * are near enough. A word that is not in the lexicon is looked for without its conjunction,
 * preposition and article; one that is not found stays as it is. */
void rawi_lexicon_settle(const rawi_lexicon *lexicon, const rawi_letter *letters, size_t count,
                         const rawi_scores *scores, uint8_t *classes);

#endif
