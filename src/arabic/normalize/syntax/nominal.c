/* Sentences without a verb: the number is their subject or their predicate. */
#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

/* A word with a conjunction and a pronoun: وعارضه، وبينهم، وعددها; not one that gives somebody a
 * number of something: وغرمه، ومنحته. */
static bool joins_with_pronoun(rawi_slice word) {
    static const char *const pronouns[] = {"ه", "ها", "هم", "هن"};
    if (!rawi_strip_prefix(&word, "و") || rawi_has_prefix(word, "ال") ||
        rawi_effect_of(word) != RAWI_EFFECT_NONE || rawi_word_in_list(word, "getting"))
        return false;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        rawi_slice stem = word;
        if (rawi_strip_suffix(&stem, pronouns[i]) && stem.length > strlen("بب"))
            return true;
    }
    return false;
}

bool rawi_after_pronoun(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    rawi_slice noun = first ? reader->sentence->items[first - 1].bare : (rawi_slice){"", 0};
    bool sure = rawi_strip_prefix(&noun, "و") && rawi_is_noun_of_someone(noun); /* وعمره 21 سنة */
    *syntax = rawi_settled(RAWI_NOMINATIVE, sure ? RAWI_SURE : RAWI_PROBABLE,
                           N_("after a word with a pronoun"));
    if (first && rawi_strip_pronoun(&noun) && rawi_is_verbal_noun(noun)) /* وتغريمه 10 آلاف دينار */
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb"));
    return first && reader->sentence->items[first - 1].kind == RAWI_ITEM_WORD &&
           joins_with_pronoun(reader->sentence->items[first - 1].bare);
}

bool rawi_after_amma(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 8;
    *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("predicate of a nominal sentence"));
    if (!reader->clitic || strcmp(reader->clitic, "فَ") != 0)
        return false;
    for (size_t back = 1; back <= first && back <= reach; back++) {
        if (rawi_item_is_one_of(reader, first - back, "أما وأما"))
            return true;
        if (reader->sentence->items[first - back].kind != RAWI_ITEM_WORD)
            return false;
    }
    return false;
}

/* Whether the items [start, end) are nouns and what belongs to them, without a verb. */
static bool has_no_verb(const rawi_reader *reader, size_t start, size_t end) {
    for (size_t at = start; at < end; at++) {
        const rawi_item *item = &reader->sentence->items[at];
        if (item->kind != RAWI_ITEM_WORD || rawi_ends_clause(item))
            return false;
        if (rawi_has_prefix(item->bare, "ال") || rawi_is_listed_noun(item->bare))
            continue;
        if (rawi_verb_effect_of(item->bare) != RAWI_EFFECT_NONE ||
            rawi_looks_like_past(item->bare) || rawi_looks_like_verb(reader, at))
            return false;
    }
    return true;
}

bool rawi_is_among_counted(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t longest_noun = 4;
    *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject after its predicate"));
    if (first < 2 || reader->clitic || !rawi_item_in_list(reader, first - 1, "among"))
        return false;
    size_t end = first - 1;
    end -= rawi_item_is_word(reader, end - 1, "من"); /* من بينهم 12 */
    if (end == 0)
        return false;
    if (rawi_item_is_symbol(reader, end - 1, U'،'))
        return true;
    bool counted = reader->last_counts || reader->sentence->items[end - 1].kind == RAWI_ITEM_DIGITS;
    return counted && end >= reader->last_end && end - reader->last_end <= longest_noun &&
           has_no_verb(reader, reader->last_end, end);
}

bool rawi_opens_state(rawi_slice word) {
    return rawi_strip_prefix(&word, "و") &&
           (rawi_is_preposition(word) || rawi_listed_effect(word) == RAWI_EFFECT_FRONTED) &&
           !rawi_slice_equal(word, rawi_slice_of("نحو")) &&
           !rawi_slice_equal(word, rawi_slice_of("حوالي"));
}

bool rawi_opens_with_preposition(const rawi_reader *reader, size_t at) {
    if (at >= reader->sentence->count || reader->sentence->items[at].kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice word = reader->sentence->items[at].bare;
    return rawi_effect_of(word) == RAWI_EFFECT_GENITIVE || rawi_has_preposition(word);
}

bool rawi_opens_description(const rawi_reader *reader, size_t at) {
    rawi_slice first = reader->sentence->items[at].bare;
    const rawi_item *second = rawi_item_at(reader, at + 1);
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    if (rawi_listed_effect(first) == RAWI_EFFECT_NONE)
        rawi_strip_prefix(&first, "و");
    if (!second || second->kind != RAWI_ITEM_WORD ||
        rawi_listed_effect(first) != RAWI_EFFECT_CONSTRUCT ||
        !(rawi_is_noun_of_someone(second->bare) ||
          rawi_item_in_list(reader, at + 1, "superlative")))
        return false;
    return !before || before->kind != RAWI_ITEM_WORD ||
           (rawi_effect_of(before->bare) == RAWI_EFFECT_NONE &&
            !rawi_looks_like_verb(reader, at - 1) && !rawi_looks_like_past(before->bare));
}

/* Whether the word is an adjective by its ending: ذاكرة عشوائية سعتها 12. */
static bool is_adjective(rawi_slice word) {
    return (rawi_has_suffix(word, "ة") && !rawi_has_article(word)) ||
           (rawi_has_suffix(word, "ي") && !rawi_has_prefix(word, "ي") &&
            !rawi_has_prefix(word, "ت"));
}

/* After a subject with a pronoun, whose first word stands after item `before`. */
static rawi_syntax after_attribute(const rawi_reader *reader, size_t before) {
    rawi_slice word = reader->sentence->items[before].bare;
    bool noun = (rawi_has_suffix(word, "ا") && rawi_is_listed_noun(word)) || /* ملكا عمره 30 */
                (!rawi_is_definite(word) && rawi_is_listed_noun(word) && !rawi_is_verb(word)) ||
                is_adjective(word) ||
                (!rawi_is_definite(word) && /* على عقد مداه 3، بمبلغ قدره 5 */
                 (rawi_is_governed(reader, before) || rawi_has_preposition(word)));
    rawi_effect verb = noun ? RAWI_EFFECT_NONE : rawi_verb_effect_of(word);
    if (rawi_effect_of(word) == RAWI_EFFECT_INNA)
        return rawi_settled(RAWI_NOMINATIVE, RAWI_SURE, N_("predicate of inna"));
    if (verb == RAWI_EFFECT_OBJECT)
        return rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("object of the verb"));
    if (verb == RAWI_EFFECT_KANA && !rawi_item_is_word(reader, before, "ما"))
        return rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("predicate of kana"));
    bool gets = rawi_item_in_list(reader, before + 1, "getting"); /* عملية كلفتها 3 ملايين */
    return rawi_settled(RAWI_NOMINATIVE,
                        !noun  ? RAWI_PROBABLE
                        : gets ? RAWI_SURE
                               : RAWI_CERTAIN,
                        N_("the number is subject or predicate"));
}

rawi_syntax rawi_after_predicate(const rawi_reader *reader, size_t at) {
    bool joined = rawi_has_prefix(reader->sentence->items[at].bare, "و");
    bool opens = at == 0 || rawi_item_is_symbol(reader, at - 1, U'،');
    bool alone = at == 0 && rawi_is_noun_of_someone(reader->sentence->items[at].bare);
    rawi_syntax syntax = rawi_settled(RAWI_NOMINATIVE,
                                      alone   ? RAWI_CERTAIN
                                      : opens ? RAWI_SURE
                                              : RAWI_PROBABLE,
                                      N_("the number is subject or predicate"));
    if (joined || at == 0 || reader->sentence->items[at - 1].kind != RAWI_ITEM_WORD)
        return syntax;
    if (rawi_is_noun_of_someone(reader->sentence->items[at].bare))
        return after_attribute(reader, at - 1);
    rawi_slice previous = reader->sentence->items[at - 1].bare;
    rawi_effect verb = rawi_verb_effect_of(previous);
    if (rawi_effect_of(previous) == RAWI_EFFECT_INNA)
        return rawi_settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("noun of inna"));
    if (verb == RAWI_EFFECT_KANA) /* كان هناك 12 شخصا */
        return rawi_settled(RAWI_NOMINATIVE, RAWI_SURE, N_("noun of kana"));
    if (verb == RAWI_EFFECT_OBJECT)
        rawi_judge(reader, verb, false, &syntax);
    if (verb == RAWI_EFFECT_EITHER || rawi_is_definite(previous)) /* حملنا فيه 3 سماعات */
        syntax.odds = RAWI_LIKELY;
    else if (verb == RAWI_EFFECT_NONE && rawi_is_listed_noun(rawi_without_tanwin(previous)))
        syntax.odds = RAWI_SURE;                        /* حافلة فيها 12 راكبا */
    if (verb == RAWI_EFFECT_SUBJECT && reader->measure) /* أقام فيه 3 أيام */
        return rawi_settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("a measure after the verb"));
    return syntax;
}

/* Whether years stand alone between these marks: ، 41 عاما، */
static bool is_age_between(const rawi_reader *reader, size_t first, char32_t open, char32_t close) {
    return first && rawi_item_is_symbol(reader, first - 1, open) &&
           rawi_item_is_symbol(reader, first + 2, close) &&
           rawi_item_is_one_of(reader, first + 1, "سنة سنوات عام عاما أعوام ربيعا");
}

bool rawi_is_age_in_brackets(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("first in its clause"));
    return !reader->clitic && is_age_between(reader, first, U'(', U')');
}

bool rawi_follows_name(const rawi_reader *reader, size_t at) {
    return at && (rawi_item_is_symbol(reader, at - 1, U'"') ||
                  rawi_item_is_symbol(reader, at - 1, U'»') ||
                  rawi_is_name(reader->sentence->items[at - 1].bare));
}

bool rawi_is_age(const rawi_reader *reader, size_t first) {
    return is_age_between(reader, first, U'،', U'،');
}

bool rawi_is_title(const rawi_reader *reader, size_t start, size_t first) {
    for (size_t at = start; at < first; at++) {
        rawi_slice word = reader->sentence->items[at].bare;
        bool noun =
            rawi_has_prefix(word, "ال") &&
            (!rawi_has_prefix(word, "الت") || rawi_is_listed_noun(rawi_without_article(word)));
        if (reader->sentence->items[at].kind != RAWI_ITEM_WORD || rawi_is_adverbial(reader, at) ||
            !(noun || rawi_is_name(word)))
            return false;
    }
    return start < first;
}

bool rawi_only_nouns(const rawi_reader *reader, size_t start, size_t first) {
    for (size_t at = start; at < first; at++) {
        rawi_slice word = reader->sentence->items[at].bare;
        if (reader->sentence->items[at].kind == RAWI_ITEM_WORD && !rawi_is_adverbial(reader, at) &&
            !rawi_is_listed_noun(word) && !rawi_has_prefix(word, "ال") &&
            rawi_effect_of(word) != RAWI_EFFECT_CONSTRUCT &&
            rawi_listed_effect(word) != RAWI_EFFECT_ADVERB)
            return false;
    }
    return true;
}

rawi_syntax rawi_nominal_or_verbal(const rawi_reader *reader, size_t start, size_t first) {
    const size_t longest_idafa = 3;
    size_t second = start + 1;
    while (second < first && second < start + longest_idafa &&
           (rawi_is_listed_noun(reader->sentence->items[second].bare) ||
            rawi_is_inside_idafa(reader, second)))
        second++; /* سعر صرف الدولار */
    const rawi_item *next = rawi_item_at(reader, second);
    rawi_slice opener = reader->sentence->items[start].bare;
    bool idafa = next && rawi_has_prefix(next->bare, "ال");
    bool construct = rawi_effect_of(opener) == RAWI_EFFECT_CONSTRUCT;
    if (!rawi_is_listed_noun(opener))
        rawi_strip_prefix(&opener, "و");
    bool noun = construct || rawi_is_listed_noun(opener);
    bool quantity = idafa && noun && rawi_verb_effect_of(opener) == RAWI_EFFECT_NONE;
    bool nominal = quantity || noun || rawi_is_definite(opener);
    for (size_t at = start; at < first; at++)
        if (rawi_looks_like_past(reader->sentence->items[at].bare))
            nominal = quantity = false;
    if (reader->measure)
        return quantity
                   ? rawi_settled(RAWI_NOMINATIVE,
                                  rawi_only_nouns(reader, second + 1, first) ? RAWI_SURE
                                                                             : RAWI_LIKELY,
                                  N_("predicate of a nominal sentence"))
                   : rawi_settled(RAWI_ACCUSATIVE, RAWI_DOUBTFUL, N_("a measure after the verb"));
    if (quantity && !reader->counts && rawi_only_nouns(reader, second + 1, first))
        return rawi_settled(RAWI_NOMINATIVE, RAWI_SURE, N_("predicate of a nominal sentence"));
    return nominal
               ? rawi_settled(RAWI_NOMINATIVE, RAWI_DOUBTFUL, N_("predicate of a nominal sentence"))
               : rawi_settled(RAWI_ACCUSATIVE, RAWI_OPEN, N_("syntax leaves the case open"));
}
