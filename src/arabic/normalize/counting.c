/* Whether a number counts or measures what stands after it: where it does, it names nothing. */
#include "arabic/normalize/reading.h"

/* Whether a unit or a sign of percent stands at item `at`. */
static bool is_measure(const rawi_reader *reader, size_t at) {
    rawi_noun noun;
    const char *kind;
    return rawi_item_is_symbol(reader, at, U'%') || rawi_find_unit(reader, at, &noun, &kind) > at;
}

bool rawi_may_count(const rawi_reader *reader, size_t end) {
    const rawi_item *next = rawi_item_at(reader, end);
    return is_measure(reader, end) ||
           (next && next->kind == RAWI_ITEM_WORD && rawi_counted_noun_of(next->bare).is_noun);
}

bool rawi_counts_listed(const rawi_reader *reader, size_t at) {
    rawi_number number;
    size_t end = rawi_parse_scaled(reader, at, &number);
    const rawi_item *next = rawi_item_at(reader, end);
    return number.scale || number.fraction.length || end != at + 1 || is_measure(reader, end) ||
           (next && next->kind == RAWI_ITEM_WORD && rawi_is_listed_noun(next->bare));
}

bool rawi_surely_counts(const rawi_reader *reader, size_t at) {
    rawi_number number;
    size_t end = rawi_parse_scaled(reader, at, &number);
    const rawi_item *next = rawi_item_at(reader, end);
    return number.scale || is_measure(reader, end) ||
           (next && next->kind == RAWI_ITEM_WORD && number.value > 2 &&
            rawi_is_listed_noun(next->bare) && rawi_noun_fits(next->bare, number.value));
}
