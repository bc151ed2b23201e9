/* Chemical formulas, said as what they stand for. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(formulas);

/* «حمض H2SO4»: the author has said what the formula begins with. */
static bool says_acid(const rawi_reader *reader, size_t before, const char *stem) {
    return strcmp(stem, "حَمْض") == 0 && rawi_item_is_one_of(reader, before, "حمض وحمض بحمض لحمض");
}

static rawi_status say_formula(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    const char *stem = rawi_table_cell(&rawi_formulas_table, candidate->row, 1);
    bool definite = *rawi_table_cell(&rawi_formulas_table, candidate->row, 2) == 'd';
    if (rawi_follows_construct(reader, candidate->first))
        syntax.grammatical = RAWI_GENITIVE;
    else if (syntax.odds == RAWI_OPEN)
        reader->speaker.endings = RAWI_CASE_OPEN;
    if (definite || candidate->first == 0 || !says_acid(reader, candidate->first - 1, stem))
        rawi_speak_stem(&reader->speaker, stem, syntax.grammatical,
                        definite ? RAWI_DEFINITE : RAWI_CONSTRUCT);
    rawi_speak_phrase(&reader->speaker, rawi_table_cell(&rawi_formulas_table, candidate->row, 3));
    return RAWI_OK;
}

/* The author has just said what the formula stands for (ثاني أكسيد الكربون CO2): its letters are
 * said then. */
static bool is_explained(const rawi_reader *reader, const rawi_candidate *candidate) {
    size_t before = candidate->first;
    before -= before && rawi_item_is_symbol(reader, before - 1, U'(');
    const rawi_item *item = before ? rawi_item_at(reader, before - 1) : NULL;
    const char *words = rawi_table_cell(&rawi_formulas_table, candidate->row, 3);
    if (!*words)
        words = rawi_table_cell(&rawi_formulas_table, candidate->row, 1);
    const char *space = strrchr(words, ' ');
    if (!item || item->kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice bare = item->bare;
    size_t left = bare.length;
    const char *word = space ? space + 1 : words;
    for (size_t at = strlen(word); at >= 2; at -= 2) {
        const unsigned char *letter = (const unsigned char *)word + at - 2;
        if (letter[0] == 0xD9 && letter[1] >= 0x8B && letter[1] <= 0x92)
            continue;
        if (left < 2 || memcmp(bare.bytes + left - 2, letter, 2) != 0)
            return false;
        left -= 2;
    }
    return true;
}

/* «دقة تصنيع N2»: what chips are made by, no gas. */
static bool names_process(const rawi_reader *reader, size_t at) {
    return at && rawi_item_in_list(reader, at - 1, "chip_process");
}

bool rawi_recognize_formula(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t most_items = 8;
    if (rawi_item_at(reader, at)->kind != RAWI_ITEM_LATIN)
        return false;
    for (size_t length = 1; length <= most_items; length++) {
        const rawi_item *last = rawi_item_at(reader, at + length - 1);
        const rawi_item *next = rawi_item_at(reader, at + length);
        if (!last || (length > 1 && last->spaced))
            break;
        if (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL && next->kind != RAWI_ITEM_WORD)
            continue;
        ptrdiff_t row =
            rawi_table_find(&rawi_formulas_table, rawi_items_text(reader, at, at + length));
        if (row < 0)
            continue;
        candidate->row = (size_t)row;
        candidate->end = at + length;
    }
    rawi_propose(candidate, N_("a chemical formula"), N_("in the table of formulas"),
                 RAWI_SCORE_CONFIRMED, say_formula);
    return candidate->end > at && !is_explained(reader, candidate) && !names_process(reader, at);
}
