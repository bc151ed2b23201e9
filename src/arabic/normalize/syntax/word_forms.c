/* What the letters of a word show: definiteness, a preposition or a pronoun glued to it, a verb. */
#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

bool rawi_strip_pronoun(rawi_slice *word) {
    static const char *const pronouns[] = {"هما", "ها", "هم", "هن", "ه"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (rawi_strip_suffix(word, pronouns[i]))
            return true;
    return false;
}

bool rawi_is_definite(rawi_slice bare) {
    rawi_slice stem = bare;
    return rawi_has_article(bare) || rawi_strip_pronoun(&stem) || rawi_has_suffix(bare, "ي");
}

bool rawi_has_preposition(rawi_slice word) {
    const size_t short_word = 3 * strlen("ب");
    if (word.length <= short_word ||
        (rawi_is_listed_noun(word) && !rawi_word_in_list(word, "with_preposition")))
        return false;
    for (size_t letters = 1; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (rawi_clitic_of(word, letters, &clitic) && clitic.governs &&
            (clitic.article || rawi_is_listed_noun(rawi_without_clitic(word, &clitic))))
            return true;
    }
    return false;
}

bool rawi_is_noun_of_someone(rawi_slice bare) {
    char feminine[64];
    rawi_slice stem = bare;
    if (!rawi_strip_pronoun(&stem))
        return false;
    if (rawi_is_listed_noun(stem))
        return true;
    if (!rawi_strip_suffix(&stem, "ت") || stem.length + sizeof "ة" > sizeof feminine)
        return false;
    if (rawi_strip_suffix(&stem, "ا") && rawi_is_listed_noun(stem)) /* اجتماعاتهم، صفحاته */
        return true;
    memcpy(feminine, stem.bytes, stem.length);
    memcpy(feminine + stem.length, "ة", strlen("ة"));
    return rawi_is_listed_noun((rawi_slice){feminine, stem.length + strlen("ة")});
}

/* «زارنا»، «دعانا»: a past with its long vowel has نا as its object (we: زرنا، دعونا). */
static bool strip_us(rawi_slice *word) {
    const size_t letter = strlen("ا");
    rawi_slice stem = *word;
    if (!rawi_strip_suffix(&stem, "نا") || stem.length <= 2 * letter)
        return false;
    const char *last = stem.bytes + stem.length - letter;
    if (memcmp(last, "ا", letter) != 0 && memcmp(last - letter, "ا", letter) != 0)
        return false;
    *word = stem;
    return true;
}

bool rawi_has_object_pronoun(rawi_slice bare) {
    rawi_slice stem = bare;
    if (!(rawi_strip_pronoun(&stem) || strip_us(&stem)) || stem.length <= strlen("بب") ||
        rawi_listed_effect(bare) != RAWI_EFFECT_NONE || rawi_word_in_list(bare, "superlative"))
        return false;
    if (rawi_word_in_list(bare, "getting")) /* وغرمه */
        return true;
    rawi_strip_prefix(&stem, "ف");
    rawi_strip_suffix(&stem, "و"); /* منحوه */
    rawi_effect found = rawi_verb_effect_of(stem);
    bool present = rawi_has_prefix(stem, "ي");
    return found == RAWI_EFFECT_OBJECT || found == RAWI_EFFECT_EITHER ||
           (found == RAWI_EFFECT_SUBJECT && present);
}

bool rawi_looks_like_past(rawi_slice bare) {
    const size_t short_word = 3 * strlen("ب");
    rawi_slice stem = bare;
    return bare.length > short_word && !rawi_has_prefix(bare, "ال") &&
           rawi_strip_suffix(&stem, "ت") && !rawi_strip_suffix(&stem, "ا") &&
           !rawi_is_listed_noun(bare);
}
