/* The case of numbers that syntax leaves open, by what the diacritizer's network makes of their
 * place in the sentence. */
#ifndef RAWI_ARABIC_CASE_CHOICE_H
#define RAWI_ARABIC_CASE_CHOICE_H

#include "arabic/diacritize/diacritize.h"
#include "arabic/normalize/normalize.h"

/* The tokens as the diacritizer reads them, with spaces where a writer puts them and a foreign word
 * for the number of a foreign name. `starts`, one a token, becomes the byte of `written` at which
 * each that is written starts; NULL where nobody asks. */
bool rawi_write_tokens(const rawi_tokens *tokens, rawi_text *written, size_t *starts);

/* Whether a word is written for the token: of the number of a foreign name only for the first. */
bool rawi_is_written(const rawi_tokens *tokens, size_t token);

/* Settles the open cases of the normalizer's last sentence in its `tokens`. For each the network
 * reads the sentence with a probe in place of the number (خمسة, whose last letter shows its case)
 * and says how likely each ending is; that, times syntax's own odds, chooses the case. `written` is
 * overwritten. */
rawi_status rawi_choose_cases(rawi_normalizer *normalizer, rawi_diacritizer *diacritizer,
                              rawi_tokens *tokens, rawi_arena *arena, rawi_text *written,
                              rawi_error *error);

#endif
