/* Measures that say how long and how far: always in the accusative. */
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

/* Whether item `at` is a verbal noun with the pronoun of whom it keeps away or waiting: بحبسه. */
static bool keeps_someone(const rawi_reader *reader, size_t at) {
    rawi_slice noun = rawi_item_at(reader, at)->bare;
    if (!rawi_strip_prefix(&noun, "ب")) /* no noun of the list begins with either */
        rawi_strip_prefix(&noun, "و");
    return rawi_strip_pronoun(&noun) && rawi_word_in_list(noun, "keeping");
}

/* Whether the number after item `at` is the predicate of an idafa that ends there: «مدة حبسه 12
 * يوما»; not «رغم غيابه», «عوقب بحبسه». */
static bool ends_idafa(const rawi_reader *reader, size_t at) {
    return rawi_follows_construct(reader, at) && !rawi_item_in_list(reader, at - 1, "causing") &&
           !rawi_has_prefix(rawi_item_at(reader, at)->bare, "ب");
}

bool rawi_lasts(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    rawi_number number;
    if (first == 0 || reader->clitic || rawi_item_at(reader, first - 1)->kind != RAWI_ITEM_WORD)
        return false;
    bool paces = rawi_item_in_list(reader, rawi_parse_scaled(reader, first, &number), "paces");
    *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_CERTAIN, N_("a measure after the verbal noun"));
    return (reader->measure || paces) &&
           (rawi_item_in_list(reader, first - 1, "lasting") || keeps_someone(reader, first - 1)) &&
           !ends_idafa(reader, first - 1);
}

/* Whether the number after item `at` may be of the word there, and not of a verb before: «مسافة 12
 * كيلومترا», «الذي مدته 12 يوما», «وهي 12 يوما». */
static bool takes_number(const rawi_reader *reader, size_t at) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    if (rawi_has_article(word) || rawi_is_name(word) || rawi_is_governed(reader, at))
        return rawi_has_prefix(word, "و");
    return !rawi_item_in_list(reader, at, "with_someone");
}

bool rawi_extends(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 5;
    *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_CERTAIN, N_("a measure after the verb"));
    if (!reader->measure || reader->clitic)
        return false;
    for (size_t back = 1; back <= first && back <= reach; back++) {
        size_t at = first - back;
        const rawi_item *item = rawi_item_at(reader, at);
        if (item->kind != RAWI_ITEM_WORD)
            return false;
        if (rawi_item_in_list(reader, at, "extending"))
            return true;
        if ((back == 1 && takes_number(reader, at)) || rawi_is_verb(item->bare) ||
            rawi_item_in_list(reader, at, "length"))
            return false;
    }
    return false;
}
