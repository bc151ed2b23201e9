/* What governs a number: verbs, prepositions, particles and first terms of an idafa, by their table
 * (governors.tsv). */
#ifndef RAWI_ARABIC_NORMALIZE_SYNTAX_GOVERNORS_H
#define RAWI_ARABIC_NORMALIZE_SYNTAX_GOVERNORS_H

#include "base/text.h"

/* What a governor does to the number after it; the table's head says what each is. */
typedef enum rawi_effect {
    RAWI_EFFECT_NONE,
    RAWI_EFFECT_GENITIVE,
    RAWI_EFFECT_CONSTRUCT,
    RAWI_EFFECT_OBJECT,
    RAWI_EFFECT_SUBJECT,
    RAWI_EFFECT_EITHER,
    RAWI_EFFECT_REMAIN,
    RAWI_EFFECT_FRONTED,
    RAWI_EFFECT_INNA,
    RAWI_EFFECT_KANA,
    RAWI_EFFECT_ADVERB,
    RAWI_EFFECTS
} rawi_effect;

/* Whether a verb has the effect. */
bool rawi_is_of_verb(rawi_effect effect);

/* The first effect of the word as it stands, and its first as a verb. */
rawi_effect rawi_listed_effect(rawi_slice bare);
rawi_effect rawi_listed_verb_effect(rawi_slice bare);

/* Whether the word as it stands is a preposition or works as one. */
bool rawi_is_preposition(rawi_slice bare);

/* The effect of a verb in any of its forms: غادر، غادرت، يغادر، سيغادرون. */
rawi_effect rawi_verb_effect_of(rawi_slice bare);

/* The effect of the word in any of its forms, with what is glued to it: وغادرت، لكل، ليبلغ. */
rawi_effect rawi_effect_of(rawi_slice bare);

/* The same from further off: of a word that is preposition or noun and verb (تجاوز) only the verb
 * reaches beyond the next word. */
rawi_effect rawi_distant_effect_of(rawi_slice bare);

#endif
