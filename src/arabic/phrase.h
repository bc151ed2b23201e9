/* Phrasing: where the narrator pauses, and with which melody an utterance is said.
 *
 * Punctuation comes first; a clause too long for one breath is then broken where a reader would
 * breathe: before conjunctions and relative clauses, never inside a number or after a preposition.
 */
#ifndef RAWI_ARABIC_PHRASE_H
#define RAWI_ARABIC_PHRASE_H

#include "arabic/normalize/normalize.h"

/* Turns the tokens of one sentence into words with break_after, before, after and flags; text and
 * span are the tokens'. `words` has room for every word token; the number of words is returned.
 * The last word's break is RAWI_BREAK_FINAL. `article` is the article's text. Strings live in
 * `arena`. Running out of memory loses punctuation strings only. */
size_t rawi_phrase_words(const rawi_tokens *tokens, const char *article, rawi_arena *arena,
                         rawi_word *words);

/* The melody of an utterance: its block's kind, its first words, its last mark. `ends_list` says
 * that it is the last item of its list. */
rawi_intonation rawi_phrase_intonation(const rawi_word *words, size_t count, rawi_block_kind kind,
                                       bool ends_list);

/* How well one may stop between two words, as for a breath: -1 where the first leans on the second
 * (a preposition, a particle), else 0 (never of its own) to 3 (very well). With or without marks.
 */
int rawi_phrase_stop(const char *word, const char *next);

#endif
