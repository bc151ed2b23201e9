/* The clause before a number: its bounds, its verb, and what may stand between that and the number.
 */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

bool rawi_ends_clause(const rawi_item *item) {
    return item->kind == RAWI_ITEM_SYMBOL && item->character != U'"' && item->character != U'«' &&
           item->character != U'»' && item->character != U'&';
}

bool rawi_belongs_to_number(const rawi_reader *reader, size_t at) {
    static const char32_t currencies[] = U"$€£¥₪₺₹";
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!next || next->kind != RAWI_ITEM_DIGITS || next->spaced)
        return false;
    for (const char32_t *sign = currencies; *sign; sign++)
        if (reader->sentence->items[at].character == *sign)
            return true;
    return at && rawi_item_is_glued(reader, at) &&
           reader->sentence->items[at - 1].kind == RAWI_ITEM_DIGITS;
}

size_t rawi_before_parenthesis(const rawi_reader *reader, size_t at) {
    const size_t longest = 12;
    if (at == 0 || !rawi_item_is_symbol(reader, at - 1, U')'))
        return at;
    for (size_t back = 2; back <= at && back <= longest; back++)
        if (rawi_item_is_symbol(reader, at - back, U'('))
            return at - back;
    return at;
}

bool rawi_is_adverbial(const rawi_reader *reader, size_t at) {
    rawi_slice word = reader->sentence->items[at].bare;
    return rawi_item_in_list(reader, at, "adverb") || rawi_is_weekday(reader, at) ||
           rawi_is_preposition(word) || (rawi_has_preposition(word) && rawi_is_definite(word));
}

bool rawi_opens_clause(const rawi_reader *reader, size_t at) {
    if (at == 0 || reader->sentence->items[at - 1].kind == RAWI_ITEM_SYMBOL)
        return true;
    return rawi_has_prefix(reader->sentence->items[at].bare, "و") ||
           rawi_item_in_list(reader, at - 1, "clause_opener");
}

bool rawi_looks_like_verb(const rawi_reader *reader, size_t at) {
    rawi_slice word = reader->sentence->items[at].bare;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    rawi_strip_prefix(&word, "و");
    if (rawi_has_prefix(word, "سي") || rawi_has_prefix(word, "ست"))
        rawi_strip_prefix(&word, "س");
    if (at && rawi_item_in_list(reader, at - 1, "before_present") &&
        (rawi_has_prefix(word, "ي") || rawi_has_prefix(word, "ت") || rawi_has_prefix(word, "ن")))
        return true;
    if (rawi_is_listed_noun(word) || word.length <= strlen("ببب"))
        return false;
    return rawi_has_prefix(word, "ي") ||
           ((rawi_has_prefix(word, "ت") || rawi_strip_suffix(&word, "ت")) && next &&
            next->kind == RAWI_ITEM_WORD && rawi_has_prefix(next->bare, "ال"));
}

bool rawi_follows_subject(const rawi_reader *reader, size_t verb) {
    size_t name = verb;
    name -= name && reader->sentence->items[name - 1].kind == RAWI_ITEM_DIGITS;
    if (name && reader->sentence->items[name - 1].kind == RAWI_ITEM_LATIN)
        return true; /* Falcon 9 حمل */
    if (name > 1 && name < verb && reader->sentence->items[name - 1].kind == RAWI_ITEM_WORD &&
        rawi_effect_of(reader->sentence->items[name - 1].bare) == RAWI_EFFECT_CONSTRUCT)
        return true; /* عيار 21 سجل 545 ألفا */
    if (verb == 0 || reader->sentence->items[verb - 1].kind != RAWI_ITEM_WORD)
        return false;
    if (rawi_item_is_one_of(reader, verb - 1, "الذي التي الذين"))
        return true;
    bool inna =
        verb > 1 && rawi_effect_of(reader->sentence->items[verb - 2].bare) == RAWI_EFFECT_INNA;
    if (inna && !rawi_is_adverbial(reader, verb - 1) &&
        rawi_listed_effect(reader->sentence->items[verb - 1].bare) != RAWI_EFFECT_FRONTED)
        return true; /* أن فريقه ضبط */
    bool opens = verb == 1 || rawi_ends_clause(&reader->sentence->items[verb - 2]);
    return opens && rawi_has_prefix(reader->sentence->items[verb - 1].bare, "ال") &&
           !rawi_is_adverbial(reader, verb - 1);
}

bool rawi_is_governed(const rawi_reader *reader, size_t at) {
    return rawi_has_preposition(reader->sentence->items[at].bare) ||
           (at && reader->sentence->items[at - 1].kind == RAWI_ITEM_WORD &&
            rawi_is_preposition(reader->sentence->items[at - 1].bare));
}

bool rawi_ends_with_number(const rawi_reader *reader, size_t first) {
    size_t at = first;
    const rawi_item *item = rawi_item_at(reader, at);
    while (item && (item->kind == RAWI_ITEM_DIGITS || item->character == U'%' ||
                    (!item->spaced && rawi_item_is_glued(reader, at + 1))))
        item = rawi_item_at(reader, ++at);
    if (item && item->kind == RAWI_ITEM_WORD && !rawi_is_governor(item->bare))
        item = rawi_item_at(reader, ++at);
    return !item || rawi_ends_clause(item);
}

bool rawi_is_counted(const rawi_reader *reader, size_t at) {
    bool model = at > 1 && rawi_item_is_glued(reader, at - 1) &&
                 reader->sentence->items[at - 2].kind == RAWI_ITEM_LATIN; /* V6 سعة */
    return at && !model && reader->sentence->items[at - 1].kind == RAWI_ITEM_DIGITS &&
           rawi_is_listed_noun(reader->sentence->items[at].bare) &&
           rawi_verb_effect_of(reader->sentence->items[at].bare) == RAWI_EFFECT_NONE;
}

bool rawi_counts_people(const rawi_reader *reader, size_t first) {
    rawi_number number;
    size_t at = rawi_parse_number(reader, first, &number);
    if (rawi_item_is_symbol(reader, at, U'%') && rawi_item_is_word(reader, at + 1, "من"))
        at += 2; /* أنجز 98% من المواطنين */
    const rawi_item *noun = rawi_item_at(reader, at);
    if (!noun || noun->kind != RAWI_ITEM_WORD || noun->bare.length <= strlen("بببب"))
        return false;
    return rawi_has_suffix(noun->bare, "ين")
               ? !rawi_item_is_word(reader, at, "ملايين")
               : rawi_has_suffix(noun->bare, "اء") && rawi_is_diptote_plural(noun->bare);
}
