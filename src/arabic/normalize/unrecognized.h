/* Reading what no recognizer speaks: the user's words, Latin script, other scripts, symbols, and
 * the author's words as they stand; and the clitics before them. */
#ifndef RAWI_ARABIC_NORMALIZE_UNRECOGNIZED_H
#define RAWI_ARABIC_NORMALIZE_UNRECOGNIZED_H

#include "arabic/normalize/lexicon.h"
#include "arabic/normalize/reading.h"

/* Reads what stands at item `*at`, from item `first` on with its clitic, and goes past it. */
rawi_status rawi_read_unrecognized(rawi_reader *reader, size_t first, size_t *at,
                                   rawi_error *error);

/* ---- clitic_hosts.c ---- */

/* A clitic before a number or a Latin word: sets the reader's clitic and returns the item after it;
 * returns `at` where the word is a word of its own. */
size_t rawi_take_clitic(rawi_reader *reader, size_t at);

/* Puts the reader's clitic before token `token`, with the article where it holds one and the word
 * has none of its own (الـUNESCO). */
void rawi_attach_clitic(rawi_reader *reader, size_t token);

/* ---- user_words.c ---- */

/* Reads the entry of the user's lexicon at item `start` together with the clitic from item `*at` on
 * and goes past it; false where there is none. */
bool rawi_read_from_lexicon(rawi_reader *reader, const rawi_lexicon *lexicon, size_t *at,
                            size_t start, rawi_error *error);

/* ---- latin_runs.c ---- */

/* Whether the full stop at item `at` begins a name: .NET, also behind a clitic. */
bool rawi_is_dotted_name(const rawi_reader *reader, size_t at);

/* Whether the digits at item `at` begin a name with letters after them: 5G, 3M, 4x4, 9M729. */
bool rawi_begins_latin_name(const rawi_reader *reader, size_t at);

/* Reads the run of Latin script at item `*at` and goes past it. */
rawi_status rawi_read_latin_run(rawi_reader *reader, size_t *at, rawi_error *error);

/* ---- symbols.c ---- */

/* Reads the symbols from item `*at` that are one and goes past them. */
void rawi_read_symbol(rawi_reader *reader, size_t *at);

#endif
