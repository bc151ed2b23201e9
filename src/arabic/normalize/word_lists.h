/* Lists of words that tell what a number beside them means (word_lists.tsv), each under its name.
 *
 * A word is listed once, without what is glued to it, and found with that:
 *
 *     سنة        without the article: سنة، وسنة، لسنة، ولسنة
 *     السنة      with it: السنة، والسنة، بالسنة، للسنة
 *     (ال)سنة    with it or without
 *     طول(ه)     also with a pronoun: طوله، بطولها; مساحة(ه) is مساحته too
 *
 * A list of one letter's words (ص، م) has them as they stand. Lists that hold no word with clitics
 * (إلى، حتى) may stay in the code: rawi_item_is_one_of.
 */
#ifndef RAWI_ARABIC_NORMALIZE_WORD_LISTS_H
#define RAWI_ARABIC_NORMALIZE_WORD_LISTS_H

#include "base/text.h"

struct rawi_reader;

enum {
    RAWI_WORD_LISTS_MOST = 256
};

/* The lists that a word is on, a bit for each. */
typedef struct rawi_word_lists {
    uint64_t bits[RAWI_WORD_LISTS_MOST / 64];
} rawi_word_lists;

/* Those of a word without marks. */
rawi_word_lists rawi_lists_of(rawi_slice bare);

/* Whether the word without marks is on the list, which must be in the table. */
bool rawi_word_in_list(rawi_slice bare, const char *list);

/* Whether the item is a word of the list; false outside the sentence. */
bool rawi_item_in_list(const struct rawi_reader *reader, size_t index, const char *list);

/* The items before `at`, up to the clause's start, hold a word of the list. */
bool rawi_clause_has_listed(const struct rawi_reader *reader, size_t at, const char *list);

#endif
