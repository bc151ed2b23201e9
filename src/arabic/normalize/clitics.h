/* Letters glued to the front of a word: و ف ب ل ك, the article, and two or three of them together
 * (clitics.tsv). */
#ifndef RAWI_ARABIC_NORMALIZE_CLITICS_H
#define RAWI_ARABIC_NORMALIZE_CLITICS_H

#include "base/text.h"

enum {
    RAWI_CLITIC_LETTERS = 4 /* of the longest: وبال */
};

typedef struct rawi_clitic {
    size_t length;      /* bytes */
    const char *spoken; /* without the article, which its noun has: وَبِ */
    bool article;
    bool governs; /* it holds a preposition: its noun is genitive */
    bool nominal; /* a noun may have it: not أ and س */
} rawi_clitic;

/* The clitic that these letters are, all of them; false where they are none. */
bool rawi_find_clitic(rawi_slice letters, rawi_clitic *clitic);

/* The clitic of a noun that the word's first `letters` letters are: none, and true, for 0. False
 * where they are no clitic or the word ends with them. وبسنة has three: none, و and وب. */
bool rawi_clitic_of(rawi_slice word, size_t letters, rawi_clitic *clitic);

rawi_slice rawi_without_clitic(rawi_slice word, const rawi_clitic *clitic);

#endif
