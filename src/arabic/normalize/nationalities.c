/* «مقتل 12 جنديا تركيا»: Turkish soldiers, no Turkey. */
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(nationalities);

/* Whether the noun at item `at` is the accusative singular behind 11 to 99 people who suffer
 * something: «قتل 12 جنديا», but «رئيسا تركيا وروسيا» are two and «زار 12 وزيرا تركيا» a country.
 */
static bool is_counted_sufferer(const rawi_reader *reader, size_t at) {
    rawi_number number;
    if (at < 2 || !rawi_item_in_list(reader, at, "of_nation") ||
        !rawi_item_in_list(reader, at - 2, "suffering") ||
        rawi_parse_number(reader, at - 1, &number) != at)
        return false;
    return !number.scale && !number.fraction.length && number.value % 100 > 10;
}

static rawi_status say_nationality(rawi_reader *reader, const rawi_candidate *candidate,
                                   rawi_error *error) {
    (void)error;
    rawi_speak(&reader->speaker, rawi_slice_of(candidate->text), RAWI_TOKEN_COMPLETE);
    return RAWI_OK;
}

bool rawi_recognize_nationality(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (at == 0 || reader->clitic || !rawi_slice_equal(item->text, item->bare) ||
        !is_counted_sufferer(reader, at - 1))
        return false;
    ptrdiff_t row = rawi_table_find(&rawi_nationalities_table, item->bare);
    if (row < 0)
        return false;
    candidate->end = at + 1;
    candidate->text = rawi_table_cell(&rawi_nationalities_table, (size_t)row, 1);
    return rawi_propose(candidate, N_("a nationality"),
                        N_("it agrees with the accusative before it"), RAWI_SCORE_CONFIRMED,
                        say_nationality);
}
