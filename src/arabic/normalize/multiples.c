/* A sign of multiplication before a number and no term before it: x2، ×3. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

enum {
    TIMES_TAKEN, /* «قلم ×3»، «طاولة ×60 سم»: so many of it */
    MULTIPLIED   /* «ارتفعت الأرباح x2»: so many times as much */
};

/* «السرعةُ ضعفانِ»، «بسرعةِ ضعفينِ», else how much: «ارتفعت الأرباح ضعفينِ». */
static rawi_case case_of_multiple(rawi_reader *reader, size_t first) {
    rawi_syntax syntax = rawi_case_of(reader, first);
    bool predicate = first == 1 || rawi_item_at(reader, first - 2)->kind == RAWI_ITEM_SYMBOL;
    if (syntax.grammatical == RAWI_GENITIVE && syntax.odds != RAWI_OPEN &&
        !rawi_item_in_list(reader, first - 1, "faster"))
        return RAWI_GENITIVE;
    return predicate && rawi_is_definite(rawi_item_at(reader, first - 1)->bare) ? RAWI_NOMINATIVE
                                                                                : RAWI_ACCUSATIVE;
}

static rawi_status say_multiple(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    static const rawi_noun multiple = {RAWI_MASCULINE, "ضِعْف", "أَضْعَاف", "", ""};
    if (candidate->detail == MULTIPLIED) {
        rawi_say_quantity(reader, &candidate->numbers[0], &multiple, RAWI_MASCULINE,
                          case_of_multiple(reader, candidate->first), false);
        return RAWI_OK;
    }
    rawi_speak_phrase(&reader->speaker, "فِي");
    if (candidate->number_count)
        rawi_say_quantity(reader, &candidate->numbers[0], NULL, RAWI_MASCULINE, RAWI_GENITIVE,
                          false);
    return RAWI_OK;
}

/* «الأرباح x2»، «بسرعة ×2», but «سيارة X5»، «معالج x86»: the sign after a word, glued to a number.
 */
static bool is_sign(const rawi_reader *reader, size_t at, bool multiplied) {
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    bool cross = rawi_item_is_symbol(reader, at, U'×');
    return (cross || (multiplied && rawi_item_is_one_of(reader, at, "x"))) && !reader->equation &&
           before && before->kind == RAWI_ITEM_WORD &&
           !rawi_item_in_list(reader, at - 1, "dimension") && rawi_item_at(reader, at)->spaced &&
           rawi_item_is_glued(reader, at + 1);
}

/* Whether nothing that the number could count stands at item `at`. */
static bool ends_multiple(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    rawi_noun unit;
    const char *kind;
    if (rawi_find_unit(reader, at, &unit, &kind) > at)
        return false;
    return !item || (item->kind == RAWI_ITEM_SYMBOL && item->character != U'%') ||
           (item->kind == RAWI_ITEM_WORD && item->spaced &&
            (rawi_is_governor(item->bare) || rawi_has_prefix(item->bare, "و") ||
             rawi_item_is_one_of(reader, at, "هذا هذه مقارنة قياسا")));
}

/* Whether what stands before item `at` became, or is, so many times as much: «الأرباح x2»، «أسرع
 * ×2»، «زاد عدد الزيارات ×3». */
static bool is_multiplied(const rawi_reader *reader, size_t at) {
    return at && (rawi_item_in_list(reader, at - 1, "multiplied") ||
                  rawi_item_in_list(reader, at - 1, "faster") ||
                  (rawi_is_definite(rawi_item_at(reader, at - 1)->bare) &&
                   rawi_clause_has_listed(reader, at, "growing")));
}

/* Before what it counts the number is left to go on with that, after «في». */
bool rawi_recognize_multiple(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = rawi_parse_number(reader, at + 1, &candidate->numbers[0]);
    bool alone = ends_multiple(reader, end);
    bool multiplied = is_multiplied(reader, at) && alone;
    if (!is_sign(reader, at, multiplied))
        return false;
    candidate->detail = multiplied ? MULTIPLIED : TIMES_TAKEN;
    candidate->number_count = alone;
    candidate->end = alone ? end : at + 1;
    return end > at + 1 && rawi_propose(candidate, N_("a multiple"),
                                        N_("a sign of multiplication and no term before it"),
                                        RAWI_SCORE_CONFIRMED, say_multiple);
}
