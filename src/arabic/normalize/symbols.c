/* Punctuation and symbols, by their table. */
#include "arabic/normalize/unrecognized.h"

#include <string.h>

#include "arabic/normalize/speak_reading.h"
#include "arabic/normalize/unread.h"
#include "base/table.h"

RAWI_TABLE(symbols);

/* Marks that are one whatever their number: !!!, ؟؟, ..., --. */
static size_t repeated_end(const rawi_reader *reader, size_t at) {
    char32_t character = rawi_item_at(reader, at)->character;
    size_t end = at + 1;
    while (rawi_item_is_symbol(reader, end, character) && rawi_item_is_glued(reader, end))
        end++;
    return end;
}

/* The straight quotation mark opens and closes by turns. */
static rawi_slice quotation_mark(rawi_reader *reader) {
    reader->in_quotation = !reader->in_quotation;
    return rawi_slice_of(reader->in_quotation ? "«" : "»");
}

static bool is_bullet(const rawi_reader *reader, size_t at, const rawi_item *item) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return at == 0 && next && next->spaced &&
           (item->character == U'-' || item->character == U'–' || item->character == U'—');
}

/* The item after a bracket that closes with nothing in it, print(); `at` where none is. */
static size_t empty_bracket_end(const rawi_reader *reader, size_t at) {
    static const char32_t brackets[][2] = {{U'(', U')'}, {U'[', U']'}, {U'{', U'}'}};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
        if (rawi_item_is_symbol(reader, at, brackets[i][0]) &&
            rawi_item_is_symbol(reader, at + 1, brackets[i][1]))
            return at + 2;
    return at;
}

/* The symbols [first, end) are one with these words. */
static void say_symbol(rawi_reader *reader, size_t first, size_t end, rawi_slice words) {
    size_t first_token = reader->tokens->count;
    rawi_token_add_phrase(reader->tokens, words, RAWI_TOKEN_COMPLETE,
                          rawi_items_span(reader, first, end));
    rawi_remember_reading(reader, first, end, first_token, N_("a symbol"),
                          N_("nothing around it says otherwise"));
}

void rawi_read_symbol(rawi_reader *reader, size_t *at) {
    size_t first = *at;
    *at = empty_bracket_end(reader, first);
    if (*at > first)
        return;
    size_t end = repeated_end(reader, first);
    const rawi_item *item = rawi_item_at(reader, first);
    bool bullet = is_bullet(reader, first, item);
    *at = end;
    if (bullet)
        return;
    bool ellipsis = item->character == U'.' && end > first + 1;
    ptrdiff_t row =
        rawi_table_find(&rawi_symbols_table, ellipsis ? rawi_slice_of("…") : item->text);
    if (row < 0) {
        rawi_unread_add(reader->unread, item->character, item->span);
        return;
    }
    rawi_span span = rawi_items_span(reader, first, end);
    const char *what = rawi_table_cell(&rawi_symbols_table, (size_t)row, 1);
    rawi_slice text = rawi_slice_of(rawi_table_cell(&rawi_symbols_table, (size_t)row, 2));
    if (strcmp(what, "quote") == 0)
        rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, quotation_mark(reader), 0, span);
    else if (strcmp(what, "mark") == 0)
        rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, text, 0, span);
    else if (strcmp(what, "say") == 0)
        say_symbol(reader, first, end, text);
}
