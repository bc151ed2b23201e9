/* Sentences without a verb that say how much something is: the number is their predicate. */
#include <string.h>

#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

const char *rawi_amount_stem(rawi_slice noun) {
    static const struct {
        const char *written, *stem;
    } like_verbs[] = {{"سعر", "سِعْر"}, {"رسم", "رَسْم"}};
    rawi_strip_prefix(&noun, "و");
    for (size_t i = 0; i < sizeof like_verbs / sizeof *like_verbs; i++)
        if (rawi_slice_equal(noun, rawi_slice_of(like_verbs[i].written)))
            return like_verbs[i].stem;
    return NULL;
}

/* Whether the word at item `at` could be a verb where it stands; «صرف» in «سعر صرف الدولار» could
 * not.
 */
static bool may_be_verb(const rawi_reader *reader, size_t at) {
    rawi_slice word = reader->sentence->items[at].bare;
    if (rawi_has_article(word) || rawi_is_preposition(word) || rawi_is_inside_idafa(reader, at))
        return rawi_item_is_one_of(reader, at, "الذي التي الذين");
    return !rawi_has_suffix(word, "ة") &&
           (rawi_verb_effect_of(word) != RAWI_EFFECT_NONE || rawi_looks_like_past(word) ||
            rawi_looks_like_verb(reader, at) || rawi_has_object_pronoun(word));
}

/* Whether items [start, end) hold words, numbers of names (عيار 21) and strokes of units
 * (الكيلوواط/ساعة) alone, and no verb. */
static bool has_no_verb(const rawi_reader *reader, size_t start, size_t end) {
    for (size_t at = start; at < end; at++) {
        const rawi_item *item = &reader->sentence->items[at];
        if ((rawi_ends_clause(item) && item->character != U'/') ||
            (item->kind == RAWI_ITEM_WORD && may_be_verb(reader, at)))
            return false;
    }
    return true;
}

/* Whether the noun at item `at`, which may be a verb by its letters, is an amount of money by what
 * follows it: سعر الدولار، رسم الدخول; «رسم الفنان» is none. */
static bool is_price(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!next || next->kind != RAWI_ITEM_WORD)
        return false;
    if (rawi_item_is_one_of(reader, at, "رسم ورسم"))
        return rawi_item_in_list(reader, at + 1, "charged");
    return rawi_item_is_one_of(reader, at, "سعر وسعر") &&
           (rawi_has_prefix(next->bare, "ال") || rawi_item_in_list(reader, at + 1, "priced"));
}

/* Whether the word directly before the number governs it: عيار 21، عند 47 جنيها. */
static bool is_governed_directly(const rawi_reader *reader, size_t first) {
    rawi_slice word = reader->sentence->items[first - 1].bare;
    rawi_effect found = rawi_has_article(word) ? RAWI_EFFECT_NONE : rawi_effect_of(word);
    return found != RAWI_EFFECT_NONE && found != RAWI_EFFECT_ADVERB;
}

size_t rawi_price_before(const rawi_reader *reader, size_t first) {
    const size_t reach = 12;
    for (size_t back = 2; back <= first && back <= reach; back++) {
        size_t at = first - back;
        bool opens = at == 0 || rawi_ends_clause(&reader->sentence->items[at - 1]);
        if (opens && is_price(reader, at))
            return has_no_verb(reader, at + 1, first) ? at + 1 : 0;
    }
    return 0;
}

bool rawi_after_energy(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    if (first < 3 || reader->clitic || !rawi_item_is_word(reader, first - 1, "ساعة"))
        return false;
    size_t power = first - 2 - rawi_item_is_symbol(reader, first - 2, U'/');
    rawi_slice word = rawi_item_at(reader, power)->bare;
    *syntax =
        rawi_price_before(reader, first)
            ? rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("predicate of a nominal sentence"))
            : rawi_settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb"));
    return rawi_has_article(word) && rawi_names_power(word);
}

bool rawi_tells_price(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    if ((reader->counts && !reader->measure) || reader->clitic || first == 0 ||
        is_governed_directly(reader, first) || rawi_item_is_word(reader, first + 1, "أوكتان"))
        return false;
    *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("predicate of a nominal sentence"));
    return rawi_price_before(reader, first) > 0;
}

/* Whether the word for the highest or the lowest heat at item `at` opens its clause, «درجة الحرارة»
 * before it or not. */
static bool opens_with_extreme(const rawi_reader *reader, size_t at) {
    if (!rawi_item_in_list(reader, at, "extreme"))
        return false;
    at -= at > 1 && rawi_item_in_list(reader, at - 1, "heat") &&
                  rawi_item_in_list(reader, at - 2, "degrees")
              ? 2
              : 0;
    return at == 0 || rawi_ends_clause(&reader->sentence->items[at - 1]);
}

/* «العظمى 32 درجة والصغرى 20»: the second goes with the first. */
static bool joins_extreme(const rawi_reader *reader, size_t first) {
    const size_t reach = 3;
    return rawi_item_in_list(reader, first - 1, "extreme") &&
           rawi_has_prefix(reader->sentence->items[first - 1].bare, "و") && reader->last_end &&
           first - reader->last_end <= reach;
}

bool rawi_tells_extreme(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 5;
    if (first == 0 || reader->clitic)
        return false;
    *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_SURE, N_("predicate of a nominal sentence"));
    for (size_t at = first - 1; first - at <= reach; at--) {
        if (opens_with_extreme(reader, at))
            return has_no_verb(reader, at + 1, first) && !is_governed_directly(reader, first);
        if (at == 0)
            break;
    }
    *syntax = rawi_settled(reader->last_case, reader->last_open ? RAWI_SURE : RAWI_CERTAIN,
                           N_("coordinated with the number before"));
    syntax->joined = true;
    return joins_extreme(reader, first);
}

bool rawi_is_amount_after_inna(const rawi_reader *reader, size_t at, size_t first) {
    return rawi_item_in_list(reader, at, "amount_noun") && has_no_verb(reader, at + 1, first);
}
