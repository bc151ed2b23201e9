/* Runs of Latin script in their sentence: where one begins and ends. */
#include "arabic/normalize/unrecognized.h"

#include <ctype.h>
#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/latin_words.h"

enum {
    MOST_RUN_ITEMS = 64 /* a longer run is read piece by piece */
};

/* The run of Latin letters, digits and what joins them, from item `at` on. */
static size_t latin_run_end(const rawi_sentence *sentence, size_t at) {
    size_t end = at + 1;
    for (size_t i = at + 1;
         i < sentence->count && i < at + MOST_RUN_ITEMS && !sentence->items[i].spaced; i++) {
        const rawi_item *item = &sentence->items[i];
        if (item->kind == RAWI_ITEM_LATIN || item->kind == RAWI_ITEM_LETTERS ||
            item->kind == RAWI_ITEM_DIGITS)
            end = i + 1;
        else if (item->kind != RAWI_ITEM_SYMBOL || item->character > 0x7F ||
                 !strchr(".-+&/'_", (int)item->character))
            break;
    }
    return end;
}

/* Marks the numbers in a foreign name, whose tokens still have the spans of the folded text. */
static void mark_numbers_of_name(rawi_reader *reader, size_t first) {
    const rawi_token_builder *tokens = reader->tokens;
    const char *folded = reader->sentence->folded.bytes;
    for (size_t i = first + 1; i < tokens->count; i++) {
        char initial = folded[tokens->items[i].span.start];
        if (initial >= '0' && initial <= '9' && tokens->items[i].flags & RAWI_TOKEN_COMPLETE)
            tokens->items[i].flags |= RAWI_TOKEN_OF_NAME;
    }
}

rawi_status rawi_read_latin_run(rawi_reader *reader, size_t *at, rawi_error *error) {
    const rawi_sentence *sentence = reader->sentence;
    size_t last = latin_run_end(sentence, *at) - 1;
    rawi_span run = {rawi_item_offset(sentence, *at),
                     rawi_item_offset(sentence, last) + sentence->items[last].text.length};
    size_t first_token = reader->tokens->count;
    size_t end = run.end;
    rawi_status status =
        rawi_read_latin(reader->latin, sentence->folded.bytes, run,
                        (rawi_span){0, sentence->folded.length}, reader->tokens, &end, error);
    if (status != RAWI_OK)
        return status;
    mark_numbers_of_name(reader, first_token);
    for (size_t i = first_token; i < reader->tokens->count; i++)
        reader->tokens->items[i].span = rawi_source_span(sentence, reader->tokens->items[i].span);
    rawi_attach_clitic(reader, first_token);
    do
        ++*at;
    while (*at < sentence->count && rawi_item_offset(sentence, *at) < end);
    return RAWI_OK;
}

static bool is_digits_glued(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item && !item->spaced && item->kind == RAWI_ITEM_DIGITS;
}

static bool is_letter_of(const rawi_item *item, const char *letter) {
    return rawi_slice_equal(item->text, rawi_slice_of(letter));
}

/* Whether the W at item `at` is of a grade of oil: 5W-30, not of a range of watts (60W-100W). */
static bool is_inside_grade(const rawi_reader *reader, size_t at) {
    const size_t most_digits = 2;
    const rawi_item *after = rawi_item_at(reader, at + 3);
    return is_letter_of(rawi_item_at(reader, at), "W") &&
           rawi_item_is_symbol(reader, at + 1, U'-') && rawi_item_is_glued(reader, at + 1) &&
           is_digits_glued(reader, at + 2) &&
           rawi_item_at(reader, at - 1)->text.length <= most_digits &&
           rawi_item_at(reader, at + 2)->text.length == most_digits &&
           (!after || after->spaced || after->kind == RAWI_ITEM_SYMBOL);
}

/* Whether the letters at item `at` stand between digits of a code: 9M729, 5W-30, 0x8007; not of an
 * area (120M2) or two sides (20X30). */
static bool is_inside_code(const rawi_reader *reader, size_t at) {
    const rawi_item *letters = rawi_item_at(reader, at);
    if (!is_digits_glued(reader, at + 1))
        return is_inside_grade(reader, at);
    if (is_letter_of(letters, "x"))
        return is_letter_of(rawi_item_at(reader, at - 1), "0");
    bool area = is_letter_of(letters, "M") && rawi_item_at(reader, at + 1)->text.length == 1;
    return rawi_is_all_capitals(letters->text) && !is_letter_of(letters, "X") && !area;
}

/* Whether the word is written as a person's name is: Smith, no NET and no com. */
static bool is_capitalized(rawi_slice word) {
    return isupper((unsigned char)word.bytes[0]) && !rawi_is_all_capitals(word);
}

bool rawi_is_dotted_name(const rawi_reader *reader, size_t at) {
    const rawi_item *name = rawi_item_at(reader, at + 1);
    if (!rawi_item_is_symbol(reader, at, U'.') || !name || name->kind != RAWI_ITEM_LATIN ||
        name->spaced)
        return false;
    rawi_clitic clitic;
    return !rawi_item_is_glued(reader, at) ||
           (at && rawi_find_clitic(rawi_item_at(reader, at - 1)->bare, &clitic) &&
            !is_capitalized(name->text)); /* أ.Smith has an initial */
}

bool rawi_begins_latin_name(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (rawi_item_at(reader, at)->kind != RAWI_ITEM_DIGITS || !next || next->spaced ||
        next->kind != RAWI_ITEM_LATIN)
        return false;
    if (is_inside_code(reader, at + 1))
        return true;
    size_t last = latin_run_end(reader->sentence, at) - 1;
    rawi_span run = {rawi_item_offset(reader->sentence, at),
                     rawi_item_offset(reader->sentence, last) +
                         reader->sentence->items[last].text.length};
    return rawi_latin_knows(reader->sentence->folded.bytes, run);
}
