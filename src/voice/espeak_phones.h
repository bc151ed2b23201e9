/* The inventory of sounds as eSpeak NG says it. */
#ifndef RAWI_VOICE_ESPEAK_PHONES_H
#define RAWI_VOICE_ESPEAK_PHONES_H

#include "rawi.h"

/* The mnemonic of a phone in the phoneme table of our voices, emphasis taken into account,
 * gemination not; static text. A phone that is not of the inventory is a glottal stop. */
const char *rawi_espeak_mnemonic(rawi_phone phone);

#endif
