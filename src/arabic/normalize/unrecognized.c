/* What no recognizer speaks. */
#include "arabic/normalize/unrecognized.h"

#include <string.h>

#include "arabic/normalize/scripts.h"
#include "arabic/normalize/speak_reading.h"
#include "arabic/normalize/unread.h"
#include "base/table.h"

RAWI_TABLE(script_names);

/* Whether the word or words before item `at` have named its language, or said that such a word
 * stands there: «بالعبرية: שלום». */
static bool has_named(const rawi_reader *reader, size_t at, const char *language) {
    const size_t reach = 5;
    const char *before = NULL;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        const rawi_item *item = rawi_item_at(reader, at - back);
        if (item->kind == RAWI_ITEM_LETTERS && rawi_name_script(item->text, &before) &&
            strcmp(before, language) == 0)
            return true;
        if (item->kind == RAWI_ITEM_WORD &&
            (rawi_slice_equal(item->bare, rawi_slice_of(language)) ||
             rawi_has_suffix(item->bare, language)))
            return true;
    }
    return false;
}

/* Reads a word whose letters are neither Arabic nor Latin by its transliteration. */
static rawi_status read_other_script(rawi_reader *reader, size_t at, rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, at);
    const char *language = NULL;
    const char *named = rawi_name_script(item->text, &language);
    rawi_status status = RAWI_OK;
    size_t first_token = reader->tokens->count;
    if (named && has_named(reader, at, language))
        return RAWI_OK;
    if (named) {
        rawi_token_add_phrase(reader->tokens, rawi_slice_of(named), RAWI_TOKEN_COMPLETE,
                              item->span);
    } else {
        status = rawi_read_transliterated(reader->latin, item->text, reader->tokens, error);
        for (size_t i = first_token; i < reader->tokens->count; i++)
            reader->tokens->items[i].span = item->span;
    }
    rawi_attach_clitic(reader, first_token);
    if (reader->tokens->count == first_token)
        rawi_unread_add(reader->unread, item->character, item->span);
    return status;
}

/* Reads the word of another script at item `*at` and goes past it. */
static rawi_status read_letters(rawi_reader *reader, size_t first, size_t *at, rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, *at);
    size_t spoken = reader->tokens->count;
    size_t word = *at;
    ptrdiff_t row = rawi_table_find(&rawi_script_names_table, item->text);
    rawi_status status = RAWI_OK;
    if (row >= 0) {
        const char *name = rawi_table_cell(&rawi_script_names_table, (size_t)row, 1);
        rawi_token_add_phrase(reader->tokens, rawi_slice_of(name),
                              RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN, item->span);
        rawi_attach_clitic(reader, spoken);
        ++*at;
    } else {
        status = rawi_read_latin_run(reader, at, error);
    }
    if (status == RAWI_OK && reader->tokens->count == spoken)
        status = read_other_script(reader, word, error);
    if (status == RAWI_OK)
        rawi_remember_reading(reader, first, *at, spoken, N_("a word of another script"),
                              N_("by the sounds of its letters"));
    return status;
}

/* «لقاح Pfizer»: the noun directly before a Latin name, at item `name`, has no tanwin. */
static void close_first_term(rawi_reader *reader, size_t name) {
    const rawi_item *word = name ? rawi_item_at(reader, name - 1) : NULL;
    size_t count = reader->tokens->count;
    bool adjective = name > 1 && rawi_item_is_first_term(rawi_item_at(reader, name - 2));
    if (word && count && !reader->clitic && !adjective && rawi_item_is_first_term(word) &&
        reader->tokens->items[count - 1].span.start == word->span.start)
        reader->tokens->items[count - 1].flags |= RAWI_TOKEN_CONSTRUCT;
}

/* The author's word at item `at`; what a number before it counts in the form that the number asks
 * for. */
static void read_word(rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    size_t first_token = reader->tokens->count;
    if (at != reader->counted || !reader->counted_word.length) {
        rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, item->text,
                       at == reader->material ? reader->material_flags : 0, item->span);
        return;
    }
    rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, reader->counted_word, reader->counted_flags,
                   item->span);
    if (!rawi_slice_equal(reader->counted_word, item->text))
        rawi_remember_reading(reader, at, at + 1, first_token, N_("what the number before counts"),
                              N_("in the form that it has after this number"));
}

static rawi_status read_latin(rawi_reader *reader, size_t first, size_t *at, const char *reason,
                              rawi_error *error) {
    size_t first_token = reader->tokens->count;
    rawi_status status = rawi_read_latin_run(reader, at, error);
    if (status == RAWI_OK)
        rawi_remember_reading(reader, first, *at, first_token, N_("Latin script"), reason);
    return status;
}

rawi_status rawi_read_unrecognized(rawi_reader *reader, size_t first, size_t *at,
                                   rawi_error *error) {
    switch (rawi_item_at(reader, *at)->kind) {
    case RAWI_ITEM_LATIN:
        close_first_term(reader, *at);
        return read_latin(reader, first, at, N_("it is no unit or address"), error);
    case RAWI_ITEM_LETTERS:
        return read_letters(reader, first, at, error);
    case RAWI_ITEM_DIGITS:
        if (rawi_begins_latin_name(reader, *at))
            return read_latin(reader, first, at, N_("it is a name of digits and letters"), error);
        /* fall through */
    case RAWI_ITEM_WORD:
        read_word(reader, *at);
        ++*at;
        return RAWI_OK;
    case RAWI_ITEM_SYMBOL:
        if (rawi_is_dotted_name(reader, *at))
            return read_latin(reader, first, at, N_("it is a name with its full stop"), error);
        rawi_read_symbol(reader, at);
        return RAWI_OK;
    }
    return RAWI_OK;
}
