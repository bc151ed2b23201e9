/* Latin script inside Arabic: names from the lexicon in their Arabic form, acronyms spelled or
 * read, other words by English pronunciation mapped to Arabic sounds. Words of other scripts
 * (Greek, Cyrillic…) are read in the same way as far as eSpeak NG knows them; else nothing is said.
 *
 * The normalizer finds the runs and keeps for itself what is no name: units after a number (512GB,
 * 5 km), Roman numerals, chemical formulas, money codes, the structure of addresses and hashtags
 * (it hands over their parts). Clitics glued before a run (وASUS، بـPython، الـIT) it puts before
 * the first word that comes back.
 */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_H
#define RAWI_ARABIC_NORMALIZE_LATIN_H

#include "arabic/normalize/tokens.h"

typedef struct rawi_latin rawi_latin;

rawi_status rawi_latin_open(rawi_latin **latin, rawi_error *error);

/* Reads a run of Latin script: appends its spoken words, fully marked Arabic (RAWI_TOKEN_COMPLETE
 * or STEM_COMPLETE, with RAWI_TOKEN_FOREIGN where no case ending is spoken), to `tokens`.
 *
 * text[sentence.start, sentence.end) is the whole sentence in composed form (NFC, full-width
 * letters folded, no invisible characters) for context and for phrases of the lexicon.
 * text[run.start, run.end) has no spaces; it starts with a letter, or with digits followed by
 * letters (5G, 4K, 3D), and holds letters, digits and . - + & / ' _ between them. `*end` gets the
 * offset up to which text was read: at least one character of the run, at most the sentence's end
 * (the lexicon may know a phrase that goes on after the run: «DGX Spark»). The spans of the tokens
 * are bytes of `text` (the caller maps them to the article). Numbers inside (H100, GPT-4) are said
 * with rawi_say_digits of number.h. Errors: RAWI_ERROR_MEMORY only; every run has a reading. */
rawi_status rawi_read_latin(rawi_latin *latin, const char *text, rawi_span run, rawi_span sentence,
                            rawi_token_builder *tokens, size_t *end, rawi_error *error);

/* Appends the spoken words of a word of another script, read by its transliteration into Latin
 * letters; none where nothing can be said of it by its letters. Errors: RAWI_ERROR_MEMORY only. */
rawi_status rawi_read_transliterated(rawi_latin *latin, rawi_slice word, rawi_token_builder *tokens,
                                     rawi_error *error);

/* Whether the lexicon has the whole run text[run.start, run.end). */
bool rawi_latin_knows(const char *text, rawi_span run);

void rawi_latin_close(rawi_latin *latin);

#endif
