/* Idafa: the nouns that may be its first term, and the number as its second. */
#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/clitics.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

/* A noun that the table does not have after ب or ل (بأغلبية 432، لاختيار 165), and no name that
 * starts so. */
static bool is_prefixed_noun(rawi_slice word) {
    const size_t short_word = 4 * strlen("ب");
    const size_t letter = strlen("ب");
    if (word.length > letter &&
        rawi_word_in_list((rawi_slice){word.bytes + letter, word.length - letter}, "city"))
        return false; /* بسوسة */
    return word.length > short_word && (rawi_has_prefix(word, "ب") || rawi_has_prefix(word, "ل")) &&
           !rawi_has_prefix(word, "لي") && !rawi_word_in_list(word, "name_in_b_or_l");
}

/* «وإجراء 18 عملية», but «واختار 18 لاعبا» */
static bool joins_verbal_noun(rawi_slice word) {
    return rawi_effect_of(word) == RAWI_EFFECT_NONE && rawi_strip_prefix(&word, "و") &&
           rawi_is_verbal_noun(word);
}

bool rawi_is_first_term(rawi_slice word) {
    if (rawi_has_article(word))
        return false;
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (!rawi_clitic_of(word, letters, &clitic))
            continue;
        rawi_slice noun = rawi_without_clitic(word, &clitic);
        if (rawi_is_listed_noun(noun))
            return rawi_without_tanwin(noun).length == noun.length && !rawi_is_governor(word);
    }
    return !rawi_is_definite(word) && !rawi_has_suffix(word, "ا") &&
           (rawi_is_verbal_noun(word) || joins_verbal_noun(word) || is_prefixed_noun(word));
}

bool rawi_item_is_first_term(const rawi_item *item) {
    return item->kind == RAWI_ITEM_WORD && rawi_is_first_term(item->bare);
}

bool rawi_follows_construct(const rawi_reader *reader, size_t first) {
    const rawi_item *before = first ? &reader->sentence->items[first - 1] : NULL;
    if (!before || before->kind != RAWI_ITEM_WORD || rawi_is_definite(before->bare) ||
        rawi_is_name(before->bare))
        return false;
    rawi_effect found = rawi_effect_of(before->bare);
    return found == RAWI_EFFECT_NONE || found == RAWI_EFFECT_CONSTRUCT;
}

rawi_syntax rawi_second_term_of_idafa(unsigned odds) {
    rawi_syntax syntax = rawi_settled(RAWI_GENITIVE, odds, N_("second term of an idafa"));
    syntax.idafa = true;
    return syntax;
}

bool rawi_is_second_term(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    *syntax = rawi_second_term_of_idafa(RAWI_SURE);
    bool joined = reader->clitic && rawi_has_prefix(rawi_slice_of(reader->clitic), "وَ");
    const rawi_item *before = first ? &reader->sentence->items[first - 1] : NULL;
    bool label = before && before->kind == RAWI_ITEM_WORD && !reader->clitic &&
                 rawi_has_article(reader->sentence->items[first].bare); /* صاحب الرقم 10 */
    if (reader->group || (label && rawi_item_in_list(reader, first - 1, "owner")))
        syntax->odds = RAWI_CERTAIN;
    if (reader->group)
        return true;
    return reader->definite ? !joined && rawi_follows_construct(reader, first)
                            : label && (rawi_is_first_term(before->bare) ||
                                        rawi_effect_of(before->bare) == RAWI_EFFECT_CONSTRUCT);
}

bool rawi_is_inside_idafa(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return at && next && next->kind == RAWI_ITEM_WORD && rawi_has_prefix(next->bare, "ال") &&
           rawi_listed_verb_effect(reader->sentence->items[at].bare) != RAWI_EFFECT_KANA &&
           !rawi_is_counted(reader, at - 1) &&
           reader->sentence->items[at - 1].kind == RAWI_ITEM_WORD &&
           rawi_listed_effect(reader->sentence->items[at - 1].bare) == RAWI_EFFECT_CONSTRUCT;
}
