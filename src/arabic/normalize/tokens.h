/* A list of tokens under construction. */
#ifndef RAWI_ARABIC_NORMALIZE_TOKENS_H
#define RAWI_ARABIC_NORMALIZE_TOKENS_H

#include "arabic/normalize/normalize.h"

/* The flag of a word in that case. */
unsigned rawi_case_flag(rawi_case grammatical);

/* A word of a table of names without its sign, and its flags. One whose last letter has no mark
 * takes its ending from the sentence, with the sign "!" as a diptote, with "+" as the first term of
 * an idafa; every other one is complete and invariable. */
rawi_slice rawi_name_word(rawi_slice word, unsigned *flags);

/* Tokens and their texts go into the arena. `failed` is set when memory is exhausted; adding does
 * nothing from then on, so that a caller may add a lot and check once. */
typedef struct rawi_token_builder {
    rawi_arena *arena;
    rawi_token *items;
    size_t count;
    size_t capacity;
    bool failed;
} rawi_token_builder;

/* Appends a token with a copy of `text`, its marks in order (shadda before the vowel). */
void rawi_token_add(rawi_token_builder *tokens, rawi_token_kind kind, rawi_slice text,
                    unsigned flags, rawi_span span);

/* Appends the words of `phrase`, which single spaces separate, all of one span. */
void rawi_token_add_phrase(rawi_token_builder *tokens, rawi_slice phrase, unsigned flags,
                           rawi_span span);

/* The text in the arena, NUL-terminated, and frees `text`; NULL when memory is exhausted. */
const char *rawi_token_keep(rawi_token_builder *tokens, rawi_text *text);

/* Puts `prefix` before the text of token `index`. */
void rawi_token_prepend(rawi_token_builder *tokens, size_t index, rawi_slice prefix);

#endif
