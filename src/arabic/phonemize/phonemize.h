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
 * at RAWI_BREAK_BREATH too. A word that holds nothing sayable gets no phones, and its
 * neighbours connect across it. Missing marks are filled so that the word can be said; of a word of
 * more than 256 letters the rest is not spoken. IPA may have stress marks, dots, tie bars, slashes;
 * sounds that the inventory lacks become the nearest; its words have no ending to drop. A word in
 * connection that leans on the next (في، أنّ) has no primary stress, every other has one.
 *
 * With RAWI_ENDINGS_NONE words are tied without endings: tāʾ marbūṭa is t before a second term,
 * else a; particles (إنّ، ثمّ) and adverbs in -an keep theirs.
 *
 * Phones and syllables live in `arena`. IPA with a character that is none or without a vowel is
 * RAWI_ERROR_DATA. */
rawi_status rawi_phonemize(rawi_word *words, const char *const *ipa, size_t count,
                           rawi_endings endings, rawi_arena *arena, rawi_error *error);

#endif
