/* Grapheme to phoneme: diacritized words become sounds, syllables and stress.
 *
 * An utterance is phonemized as a whole, since words act on each other: hamzat al-wasl falls in
 * connection, meeting sukuns are resolved, endings fall before a break.
 */
#ifndef RAWI_ARABIC_PHONEMIZE_H
#define RAWI_ARABIC_PHONEMIZE_H

#include "arabic/phonemize/phone.h"
#include "base/arena.h"
#include "base/error.h"

/* Fills in phones and syllables of `count` words that have text and break_after. `ipa` holds, for
 * each word, sounds that a lexicon gives for it (they replace its spelling), or NULL; the whole
 * array may be NULL. Pausal forms are taken before every break of RAWI_BREAK_CLAUSE and stronger;
 * at RAWI_BREAK_BREATH too. A word that holds nothing sayable gets no phones. Phones and syllables
 * live in `arena`. Bad IPA is RAWI_ERROR_DATA. */
rawi_status rawi_phonemize(rawi_word *words, const char *const *ipa, size_t count,
                           rawi_endings endings, rawi_arena *arena, rawi_error *error);

#endif
