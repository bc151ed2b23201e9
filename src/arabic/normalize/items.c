/* Looking at the items around a place of the sentence. */
#include "arabic/normalize/reading.h"
#include "arabic/normalize/word_lists.h"

#include <string.h>

const rawi_item *rawi_item_at(const rawi_reader *reader, size_t index) {
    return index < reader->sentence->count ? &reader->sentence->items[index] : NULL;
}

bool rawi_item_is_symbol(const rawi_reader *reader, size_t index, char32_t character) {
    const rawi_item *item = rawi_item_at(reader, index);
    return item && item->kind == RAWI_ITEM_SYMBOL && item->character == character;
}

bool rawi_item_is_dash(const rawi_reader *reader, size_t index) {
    static const char32_t dashes[] = U"-–−—‐‑";
    for (const char32_t *dash = dashes; *dash; dash++)
        if (rawi_item_is_symbol(reader, index, *dash))
            return true;
    return false;
}

bool rawi_item_is_word(const rawi_reader *reader, size_t index, const char *bare) {
    const rawi_item *item = rawi_item_at(reader, index);
    return item && item->kind == RAWI_ITEM_WORD &&
           rawi_slice_equal(item->bare, rawi_slice_of(bare));
}

bool rawi_item_is_glued(const rawi_reader *reader, size_t index) {
    const rawi_item *item = rawi_item_at(reader, index);
    return item && !item->spaced;
}

bool rawi_item_is_one_of(const rawi_reader *reader, size_t index, const char *words) {
    const rawi_item *item = rawi_item_at(reader, index);
    if (!item)
        return false;
    while (*words) {
        size_t length = strcspn(words, " ");
        if (rawi_slice_equal(item->bare, (rawi_slice){words, length}))
            return true;
        words += length + (words[length] == ' ');
    }
    return false;
}

bool rawi_names_vitamin(const rawi_reader *reader, size_t letter) {
    const size_t most_named = 8;
    for (size_t named = 0; letter && named < most_named; named++) {
        rawi_slice name = rawi_item_at(reader, letter)->bare;
        if (rawi_has_prefix(name, "و"))
            name = (rawi_slice){name.bytes + strlen("و"), name.length - strlen("و")};
        const rawi_item *number = rawi_item_at(reader, letter + 1);
        if (name.length != strlen("ب") || !number || number->kind != RAWI_ITEM_DIGITS ||
            number->spaced)
            return false;
        if (rawi_item_in_list(reader, letter - 1, "vitamin"))
            return true;
        size_t before = letter - 1; /* the number of the vitamin before it: ب6 وب12، د3 */
        before -= before && (rawi_item_is_symbol(reader, before, U'،') ||
                             rawi_item_is_symbol(reader, before, U','));
        letter = before ? before - 1 : 0;
    }
    return false;
}

size_t rawi_open_bracket(const rawi_reader *reader, size_t at) {
    static const char32_t openers[] = U"([{«“";
    static const char32_t closers[] = U")]}»”";
    const size_t reach = 40;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        const rawi_item *item = &reader->sentence->items[at - back];
        for (size_t i = 0; item->kind == RAWI_ITEM_SYMBOL && closers[i]; i++) {
            if (item->character == openers[i])
                return at - back;
            if (item->character == closers[i])
                return at;
        }
    }
    return at;
}

rawi_slice rawi_items_text(const rawi_reader *reader, size_t first, size_t end) {
    const rawi_item *items = reader->sentence->items;
    const char *start = items[first].text.bytes;
    const rawi_slice *last = &items[end - 1].text;
    return (rawi_slice){start, (size_t)(last->bytes - start) + last->length};
}

size_t rawi_item_offset(const rawi_sentence *sentence, size_t item) {
    return (size_t)(sentence->items[item].text.bytes - sentence->folded.bytes);
}

rawi_span rawi_items_span(const rawi_reader *reader, size_t first, size_t end) {
    const rawi_item *items = reader->sentence->items;
    return (rawi_span){items[first].span.start, items[end - 1].span.end};
}

static bool ends_clause(const rawi_item *item) {
    static const char32_t marks[] = U"،؛:.؟!";
    if (item->kind != RAWI_ITEM_SYMBOL)
        return false;
    for (const char32_t *mark = marks; *mark; mark++)
        if (item->character == *mark)
            return true;
    return false;
}

/* The mark inside 42.195 or 1:30. */
static bool is_inside_number(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return at && next && next->kind == RAWI_ITEM_DIGITS && !next->spaced &&
           rawi_item_is_glued(reader, at) &&
           reader->sentence->items[at - 1].kind == RAWI_ITEM_DIGITS;
}

size_t rawi_clause_start(const rawi_reader *reader, size_t at) {
    const size_t reach = 12;
    for (size_t back = 1; back <= at && back <= reach; back++)
        if (ends_clause(&reader->sentence->items[at - back]) &&
            !is_inside_number(reader, at - back))
            return at - back + 1;
    return at > reach ? at - reach : 0;
}

bool rawi_clause_has(const rawi_reader *reader, size_t at, const char *words) {
    for (size_t item = rawi_clause_start(reader, at); item < at; item++)
        if (rawi_item_is_one_of(reader, item, words))
            return true;
    return false;
}
