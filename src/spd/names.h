/* What characters and keys are called, by characters.tsv and keys.tsv. */
#ifndef RAWI_SPD_NAMES_H
#define RAWI_SPD_NAMES_H

#include "base/text.h"
#include "spd/settings.h"

/* A character's name, fully marked, and from which level on it is spoken inside a text. */
typedef struct spd_character {
    const char *name;
    spd_level level;
} spd_character;

/* False where the character has no name: it speaks for itself, or nothing is known of it. */
bool spd_character_find(rawi_slice character, spd_character *found);

/* Adds the name of a key of SSIP's, in capitals or not; one that is not known stands as it is. */
void spd_key_add(rawi_text *text, rawi_slice key);

#endif
