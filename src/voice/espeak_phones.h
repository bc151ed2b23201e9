/* The inventory of sounds as eSpeak NG says it. */
#ifndef RAWI_VOICE_ESPEAK_PHONES_H
#define RAWI_VOICE_ESPEAK_PHONES_H

#include "rawi.h"

/* The phone in mnemonics of the phoneme table that our voices use, emphasis and gemination taken
 * into account; `stress` is put before a vowel ("'", "," or ""). At most RAWI_ESPEAK_PHONE_MAX
 * bytes with the NUL are written. A phone that is not of the inventory is a glottal stop. */
#define RAWI_ESPEAK_PHONE_MAX 16
void rawi_espeak_phone_text(rawi_phone phone, const char *stress, char *text);

/* The mnemonic by which eSpeak NG reports a phone that is a pharyngeal; it is also that of a vowel.
 */
extern const char rawi_espeak_pharyngeal[];

/* Whether eSpeak NG reports this phone under that mnemonic, and whether it is the consonant. */
bool rawi_espeak_is_pharyngeal_vowel(rawi_phone phone);
bool rawi_espeak_is_pharyngeal(rawi_phone phone);

/* Whether the sound that eSpeak NG reports under a mnemonic starts with a closure: a silence before
 * it belongs to it. */
bool rawi_espeak_has_closure(const char *mnemonic);

#endif
