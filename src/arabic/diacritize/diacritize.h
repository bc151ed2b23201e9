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

#include <stdio.h>

typedef struct rawi_diacritizer rawi_diacritizer;

rawi_status rawi_diacritizer_open(rawi_diacritizer **diacritizer, rawi_error *error);

/* Appends each of `count` sentences, diacritized, to its text in `diacritized`. A sentence is
 * context for itself alone; giving several at once is faster and changes no mark. A sentence may be
 * of any length; the longer ones are worked on in overlapping windows. */
rawi_status rawi_diacritize(rawi_diacritizer *diacritizer, const rawi_slice *sentences,
                            size_t count, rawi_text *diacritized, rawi_error *error);

/* The same, but marks are added only where a reader would stumble: in words whose commonest reading
 * is not the one that the sentence asks for, on the letters in which the two differ. Case endings
 * are left out. */
rawi_status rawi_diacritize_partly(rawi_diacritizer *diacritizer, const rawi_slice *sentences,
                                   size_t count, rawi_text *diacritized, rawi_error *error);

/* How likely a letter bears each short vowel, with tanwin or without; they add up to 1. */
typedef struct rawi_vowel_odds {
    float damma;
    float fatha;
    float kasra;
} rawi_vowel_odds;

enum {
    RAWI_LAST_LETTER = 255
};

/* A letter of a sentence. */
typedef struct rawi_letter_place {
    size_t word;   /* the byte at which its word starts */
    size_t letter; /* of the word, from 0, or RAWI_LAST_LETTER */
} rawi_letter_place;

/* Fills in `odds` for the letters of `sentence` at `places`, whose words ascend. */
void rawi_diacritizer_weigh_vowels(rawi_diacritizer *diacritizer, rawi_slice sentence,
                                   const rawi_letter_place *places, size_t count,
                                   rawi_vowel_odds *odds);

void rawi_diacritizer_close(rawi_diacritizer *diacritizer);

/* Appends `text` without the marks on its Arabic letters. */
rawi_status rawi_strip_marks(rawi_slice text, rawi_text *bare, rawi_error *error);

typedef enum rawi_marks_filter {
    RAWI_MARKS_ADD,
    RAWI_MARKS_ADD_PARTLY,
    RAWI_MARKS_STRIP
} rawi_marks_filter;

/* Copies `in` to `out` line by line with marks added or removed and every other byte as it was, in
 * memory that does not grow with the input; what has come is passed on before more is waited for.
 * A line is a sentence's context. `name` is the input's for messages. */
rawi_status rawi_filter_marks(rawi_marks_filter filter, int in, FILE *out, const char *name,
                              rawi_error *error);

#endif
