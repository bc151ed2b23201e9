/* Arabic abbreviations, by what stands around them. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(abbreviations);

static bool is_title_place(const rawi_reader *reader, size_t first, size_t end) {
    const rawi_item *next = rawi_item_at(reader, end);
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    bool word = next && (next->kind == RAWI_ITEM_WORD || next->kind == RAWI_ITEM_LATIN);
    return word && !(before && before->kind == RAWI_ITEM_DIGITS) &&
           (!before || reader->sentence->items[first].spaced || before->kind == RAWI_ITEM_SYMBOL);
}

static bool fits(const rawi_reader *reader, const char *where, size_t first, size_t end) {
    const rawi_item *next = rawi_item_at(reader, end);
    if (strcmp(where, "always") == 0)
        return true;
    if (strcmp(where, "title") == 0)
        return is_title_place(reader, first, end);
    if (strcmp(where, "number") == 0)
        return next && next->kind == RAWI_ITEM_DIGITS;
    if (strcmp(where, "colon") == 0)
        return first == 0 && rawi_item_is_symbol(reader, end, U':');
    return first > 0 && rawi_item_is_symbol(reader, first - 1, U'(') &&
           rawi_item_is_symbol(reader, end, U')');
}

static rawi_status say_abbreviation(rawi_reader *reader, const rawi_candidate *candidate,
                                    rawi_error *error) {
    (void)error;
    const char *spoken = candidate->text;
    unsigned flags = candidate->detail ? RAWI_TOKEN_STEM_COMPLETE : RAWI_TOKEN_COMPLETE;
    while (*spoken) {
        size_t word = strcspn(spoken, " ");
        rawi_speak(&reader->speaker, (rawi_slice){spoken, word}, flags);
        spoken += word + (spoken[word] == ' ');
    }
    return RAWI_OK;
}

bool rawi_recognize_abbreviation(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t most_items = 8;
    const rawi_item *first = rawi_item_at(reader, at);
    if (first->kind != RAWI_ITEM_WORD || first->text.length > 8)
        return false;
    for (size_t length = 1; length <= most_items; length++) {
        const rawi_item *last = rawi_item_at(reader, at + length - 1);
        if (!last || (length > 1 && last->spaced))
            break;
        rawi_slice text = rawi_items_text(reader, at, at + length);
        for (ptrdiff_t row = rawi_table_find(&rawi_abbreviations_table, text);
             row >= 0 && (size_t)row < rawi_table_rows(&rawi_abbreviations_table) &&
             rawi_slice_equal(
                 rawi_slice_of(rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 0)), text);
             row++) {
            const char *where = rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 1);
            if (!fits(reader, where, at, at + length))
                continue;
            candidate->end = at + length;
            candidate->text = rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 2);
            candidate->detail = strcmp(where, "title") == 0 || strcmp(where, "number") == 0 ||
                                strcmp(where, "colon") == 0;
        }
    }
    if (!candidate->text)
        return false;
    candidate->taken_for = N_("an abbreviation");
    candidate->reason = N_("it stands where the table of abbreviations has it");
    candidate->score = RAWI_SCORE_CONFIRMED;
    candidate->say = say_abbreviation;
    return true;
}
