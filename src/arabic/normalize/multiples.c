/* A sign of multiplication before a number and no term before it: x2، ×3. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

enum {
    TIMES_TAKEN, /* «قلم ×3»: so many of it */
    MULTIPLIED   /* «ارتفعت الأرباح x2»: so many times as much */
};

/* «السرعةُ ضعفانِ»، «بسرعةِ ضعفينِ», else how much: «ارتفعت الأرباح ضعفينِ». */
static rawi_case case_of_multiple(rawi_reader *reader, size_t first) {
    rawi_syntax syntax = rawi_case_of(reader, first);
    bool predicate = first == 1 || rawi_item_at(reader, first - 2)->kind == RAWI_ITEM_SYMBOL;
    if (syntax.grammatical == RAWI_GENITIVE && syntax.odds != RAWI_OPEN)
        return RAWI_GENITIVE;
    return predicate && rawi_has_article(rawi_item_at(reader, first - 1)->bare) ? RAWI_NOMINATIVE
                                                                                : RAWI_ACCUSATIVE;
}

static rawi_status say_multiple(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    static const rawi_noun multiple = {RAWI_MASCULINE, "ضِعْف", "أَضْعَاف", "", ""};
    if (candidate->detail == TIMES_TAKEN) {
        rawi_speak_phrase(&reader->speaker, "فِي");
        rawi_say_quantity(reader, &candidate->numbers[0], NULL, RAWI_MASCULINE, RAWI_GENITIVE,
                          false);
        return RAWI_OK;
    }
    rawi_say_quantity(reader, &candidate->numbers[0], &multiple, RAWI_MASCULINE,
                      case_of_multiple(reader, candidate->first), false);
    return RAWI_OK;
}

bool rawi_recognize_multiple(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    const rawi_item *after = NULL;
    bool sign = rawi_item_is_symbol(reader, at, U'×') || rawi_item_is_one_of(reader, at, "x X");
    if (!sign || reader->equation || !before || before->kind != RAWI_ITEM_WORD ||
        rawi_item_in_list(reader, at - 1, "dimension") || !rawi_item_at(reader, at)->spaced ||
        !rawi_item_is_glued(reader, at + 1))
        return false;
    candidate->end = rawi_parse_number(reader, at + 1, &candidate->numbers[0]);
    after = rawi_item_at(reader, candidate->end);
    bool multiplied = rawi_clause_has_listed(reader, at, "multiplied");
    candidate->detail = multiplied ? MULTIPLIED : TIMES_TAKEN;
    return candidate->end > at + 1 &&
           !(after && !after->spaced && after->kind != RAWI_ITEM_SYMBOL) &&
           (multiplied || rawi_item_is_symbol(reader, at, U'×')) &&
           rawi_propose(candidate, N_("a multiple"),
                        N_("a sign of multiplication and no term before it"), RAWI_SCORE_CONFIRMED,
                        say_multiple);
}
