/* The user's lexicon: written forms (words or phrases) and what is to be said for them. It
 * overrides every other reading.
 *
 * A line is: written form, tab, spoken form in Arabic (with whatever marks the user gives) or
 * sounds in IPA between strokes (/ʔiˈnviːdja/). Lines that start with # and empty lines are for
 * people. */
#ifndef RAWI_ARABIC_NORMALIZE_LEXICON_H
#define RAWI_ARABIC_NORMALIZE_LEXICON_H

#include "arabic/normalize/scan.h"

typedef struct rawi_lexicon rawi_lexicon;

/* The largest lexicon file in bytes. */
#define RAWI_LEXICON_MAX ((size_t)16 << 20)

/* Adds the entries of a file; an entry of a file added later overrides an earlier one. `*lexicon`
 * is made where it is NULL. A file that cannot be read is RAWI_ERROR_IO; a bad line is
 * RAWI_ERROR_DATA and the message names file and line. */
rawi_status rawi_lexicon_add_file(rawi_lexicon **lexicon, const char *path, rawi_error *error);

/* The longest entry that the items from `at` on spell out: its spoken form or IPA (without
 * strokes), and the item after it; NULL where there is none. */
const char *rawi_lexicon_find(const rawi_lexicon *lexicon, const rawi_sentence *sentence, size_t at,
                              size_t *end, bool *ipa);

void rawi_lexicon_free(rawi_lexicon *lexicon);

#endif
