/* The table of governors, and the forms in which its words are found. */
#include "arabic/normalize/syntax/governors.h"

#include <string.h>

#include "arabic/normalize/reading.h"
#include "base/table.h"

RAWI_TABLE(governors);

static rawi_effect effect_named(const char *name) {
    static const char *const names[] = {"",        "genitive", "construct", "object",
                                        "subject", "either",   "remain",    "fronted",
                                        "inna",    "kana",     "adverb"};
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return (rawi_effect)i;
    return RAWI_EFFECT_NONE;
}

bool rawi_is_of_verb(rawi_effect found) {
    return (found >= RAWI_EFFECT_OBJECT && found <= RAWI_EFFECT_REMAIN) ||
           found == RAWI_EFFECT_KANA;
}

/* The word's first effect, or with `verb` its first as a verb. */
static rawi_effect find_governor(rawi_slice word, bool verb) {
    ptrdiff_t row = rawi_table_find(&rawi_governors_table, word);
    for (; row >= 0 && (size_t)row < rawi_table_rows(&rawi_governors_table); row++) {
        rawi_slice key = rawi_slice_of(rawi_table_cell(&rawi_governors_table, (size_t)row, 0));
        rawi_effect found = effect_named(rawi_table_cell(&rawi_governors_table, (size_t)row, 1));
        if (!rawi_slice_equal(key, word))
            break;
        if (!verb || rawi_is_of_verb(found))
            return found;
    }
    return RAWI_EFFECT_NONE;
}

rawi_effect rawi_listed_effect(rawi_slice word) {
    return find_governor(word, false);
}

rawi_effect rawi_listed_verb_effect(rawi_slice word) {
    return find_governor(word, true);
}

bool rawi_is_preposition(rawi_slice word) {
    return rawi_listed_effect(word) == RAWI_EFFECT_GENITIVE;
}

/* A present's stem is that of its past or lacks the past's first letter: ينتج of أنتج, يستثمر of
 * استثمر. */
static rawi_effect present_effect(rawi_slice stem) {
    static const char *const dropped[] = {"أ", "ا"};
    char past[64];
    rawi_effect found = rawi_listed_verb_effect(stem);
    for (size_t i = 0; found == RAWI_EFFECT_NONE && i < 2; i++) {
        size_t length = strlen(dropped[i]);
        if (stem.length + length > sizeof past)
            break;
        memcpy(past, dropped[i], length);
        memcpy(past + length, stem.bytes, stem.length);
        found = rawi_listed_verb_effect((rawi_slice){past, length + stem.length});
        if (i == 0 && found == RAWI_EFFECT_SUBJECT && rawi_has_suffix(stem, "ي"))
            found = RAWI_EFFECT_OBJECT; /* ألغي is passive, يلغي is not */
    }
    return found;
}

rawi_effect rawi_verb_effect_of(rawi_slice word) {
    static const char *const suffixes[] = {"ت", "وا", "ون", "نا", "ا"};
    static const char *const prefixes[] = {"ي", "ت", "ن", "أ"};
    rawi_effect found = rawi_listed_verb_effect(word);
    if (found != RAWI_EFFECT_NONE)
        return found;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        rawi_slice past = word;
        if (rawi_strip_suffix(&past, suffixes[i]) &&
            (found = rawi_listed_verb_effect(past)) != RAWI_EFFECT_NONE)
            return found;
    }
    rawi_slice present = word;
    rawi_strip_prefix(&present, "س");
    rawi_strip_suffix(&present, "ون");
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        rawi_slice stem = present;
        if (rawi_strip_prefix(&stem, prefixes[i]) &&
            (found = present_effect(stem)) != RAWI_EFFECT_NONE)
            return found;
    }
    return RAWI_EFFECT_NONE;
}

/* ل before a present (ليبلغ), prepositions before what governs a genitive (لكل، بتوظيف). */
static rawi_effect prefixed_effect(rawi_slice word) {
    static const char *const prepositions[] = {"ل", "ب", "ك"};
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        rawi_slice stem = word;
        if (!rawi_strip_prefix(&stem, prepositions[i]))
            continue;
        rawi_effect found = rawi_listed_effect(stem);
        if (found == RAWI_EFFECT_GENITIVE || found == RAWI_EFFECT_CONSTRUCT)
            return RAWI_EFFECT_CONSTRUCT;
        if (i == 0 && (memcmp(stem.bytes, "ي", 2) == 0 || memcmp(stem.bytes, "ت", 2) == 0) &&
            (found = rawi_verb_effect_of(stem)) != RAWI_EFFECT_NONE)
            return found;
    }
    return RAWI_EFFECT_NONE;
}

rawi_effect rawi_effect_of(rawi_slice word) {
    static const char *const conjunctions[] = {"و", "ف"};
    rawi_effect found = rawi_listed_effect(word);
    for (size_t i = 0; found == RAWI_EFFECT_NONE && i < 2; i++) {
        rawi_slice bare = word;
        if (!rawi_strip_prefix(&bare, conjunctions[i]))
            continue;
        found = rawi_listed_effect(bare);
        if (found == RAWI_EFFECT_NONE)
            found = rawi_verb_effect_of(bare);
        if (found == RAWI_EFFECT_NONE)
            found = prefixed_effect(bare);
    }
    if (found == RAWI_EFFECT_NONE)
        found = rawi_verb_effect_of(word);
    return found == RAWI_EFFECT_NONE ? prefixed_effect(word) : found;
}

rawi_effect rawi_distant_effect_of(rawi_slice word) {
    rawi_effect found = rawi_effect_of(word);
    return found == RAWI_EFFECT_GENITIVE || found == RAWI_EFFECT_CONSTRUCT
               ? rawi_verb_effect_of(word)
               : found;
}

bool rawi_is_governor(rawi_slice bare) {
    rawi_effect found = rawi_effect_of(bare);
    return found != RAWI_EFFECT_NONE && found != RAWI_EFFECT_CONSTRUCT;
}

bool rawi_is_verb(rawi_slice bare) {
    return rawi_is_of_verb(rawi_effect_of(bare));
}

bool rawi_is_listed_verb(rawi_slice bare) {
    return rawi_listed_verb_effect(bare) != RAWI_EFFECT_NONE;
}
