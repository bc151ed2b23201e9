/* The reference labels of ../shared/voices/ziad, which Festival made; for tests, where they are. */
#ifndef RAWI_TESTS_HTS_REFERENCE_H
#define RAWI_TESTS_HTS_REFERENCE_H

#include "rawi.h"

enum {
    REFERENCE_SENTENCES = 63,
    REFERENCE_FIELDS = 53,
    REFERENCE_PHONE = 2,     /* the field p3 */
    REFERENCE_WORD = 33,     /* e3, the word's place from 1 */
    REFERENCE_SYLLABLES = 50 /* j1 */
};

/* One sentence: its text, its labels, and its words with the phones
 * that the labels name. */
typedef struct reference {
    char *text;
    char *split; /* where the words' texts lie */
    char **labels;
    size_t label_count;
    rawi_word *words;
    size_t word_count;
    rawi_phone *phones;
} reference;

bool reference_is_here(void);

/* Sentence 1 to REFERENCE_SENTENCES; fails the test where a file is not as expected. */
reference reference_read(unsigned number);
void reference_free(reference *sentence);

/* The voice file's path. */
const char *reference_voice(void);

/* Field 0 to REFERENCE_FIELDS - 1 of a label; `value` has room for 16 bytes. */
void reference_field(const char *label, unsigned field, char *value);

/* p1 … p7, a1 … j3: the names that hts_labels.c uses. */
extern const char *const reference_field_names[REFERENCE_FIELDS];

#endif
