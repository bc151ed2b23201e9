/* The normalizer: goes over the written items of a sentence and adds the spoken words of each. */
#include "arabic/normalize/normalize.h"

#include <stdlib.h>
#include <string.h>

#include "arabic/normalize/latin.h"
#include "arabic/normalize/number.h"
#include "arabic/normalize/scan.h"
#include "base/table.h"

RAWI_TABLE(symbols);

enum {
    MOST_REPORTED = 256 /* kinds of unreadable characters that are remembered */
};

struct rawi_normalizer {
    rawi_latin *latin;
    rawi_unread_report *report;
    void *user;
    char32_t reported[MOST_REPORTED];
    size_t reported_count;
};

rawi_status rawi_normalizer_open(const char *lexicon, rawi_normalizer **normalizer,
                                 rawi_error *error) {
    (void)lexicon;
    rawi_normalizer *opened = calloc(1, sizeof *opened);
    if (!opened)
        return rawi_fail_memory(error);
    rawi_status status = rawi_latin_open(&opened->latin, error);
    if (status != RAWI_OK) {
        free(opened);
        return status;
    }
    *normalizer = opened;
    return RAWI_OK;
}

static void report_unread(rawi_normalizer *normalizer, char32_t character, rawi_span where) {
    for (size_t i = 0; i < normalizer->reported_count; i++)
        if (normalizer->reported[i] == character)
            return;
    if (!normalizer->report || normalizer->reported_count == MOST_REPORTED)
        return;
    normalizer->reported[normalizer->reported_count++] = character;
    normalizer->report(normalizer->user, character, where);
}

static void read_symbol(rawi_normalizer *normalizer, const rawi_item *item,
                        rawi_token_builder *tokens) {
    ptrdiff_t row = rawi_table_find(&rawi_symbols_table, item->text);
    if (row < 0) {
        report_unread(normalizer, item->character, item->span);
        return;
    }
    const char *what = rawi_table_cell(&rawi_symbols_table, (size_t)row, 1);
    rawi_slice text = rawi_slice_of(rawi_table_cell(&rawi_symbols_table, (size_t)row, 2));
    if (strcmp(what, "mark") == 0)
        rawi_token_add(tokens, RAWI_TOKEN_PUNCTUATION, text, 0, item->span);
    else if (strcmp(what, "say") == 0)
        rawi_token_add_phrase(tokens, text, RAWI_TOKEN_COMPLETE, item->span);
}

/* The run of Latin letters, digits and what joins them, from item `at` on. */
static size_t latin_run_end(const rawi_sentence *sentence, size_t at) {
    size_t end = at + 1;
    for (size_t i = at + 1; i < sentence->count && !sentence->items[i].spaced; i++) {
        const rawi_item *item = &sentence->items[i];
        if (item->kind == RAWI_ITEM_LATIN || item->kind == RAWI_ITEM_DIGITS)
            end = i + 1;
        else if (item->kind != RAWI_ITEM_SYMBOL || !strchr(".-+&/'_", (int)item->character))
            break;
    }
    return end;
}

static size_t offset_of(const rawi_sentence *sentence, const rawi_item *item) {
    return (size_t)(item->text.bytes - sentence->folded.bytes);
}

static rawi_status read_latin(rawi_normalizer *normalizer, const rawi_sentence *sentence,
                              size_t *at, rawi_token_builder *tokens, rawi_error *error) {
    size_t last = latin_run_end(sentence, *at) - 1;
    const rawi_item *items = sentence->items;
    rawi_span run = {offset_of(sentence, &items[*at]),
                     offset_of(sentence, &items[last]) + items[last].text.length};
    rawi_span whole = {0, sentence->folded.length};
    size_t first_token = tokens->count;
    size_t end = run.end;
    rawi_status status =
        rawi_read_latin(normalizer->latin, sentence->folded.bytes, run, whole, tokens, &end, error);
    if (status != RAWI_OK)
        return status;
    for (size_t i = first_token; i < tokens->count; i++)
        tokens->items[i].span = rawi_source_span(sentence, tokens->items[i].span);
    while (*at < sentence->count && offset_of(sentence, &items[*at]) < end)
        ++*at;
    return RAWI_OK;
}

rawi_status rawi_normalize(rawi_normalizer *normalizer, const char *text, rawi_span sentence,
                           rawi_arena *arena, rawi_tokens *tokens, rawi_error *error) {
    rawi_sentence scanned;
    rawi_status status = rawi_scan(text, sentence, arena, &scanned, error);
    rawi_token_builder built = {.arena = arena};
    for (size_t at = 0; status == RAWI_OK && at < scanned.count;) {
        const rawi_item *item = &scanned.items[at];
        switch (item->kind) {
        case RAWI_ITEM_WORD:
            rawi_token_add(&built, RAWI_TOKEN_WORD, item->text, 0, item->span);
            at++;
            break;
        case RAWI_ITEM_DIGITS:
            rawi_say_digits(&built, item->text, item->span);
            at++;
            break;
        case RAWI_ITEM_LATIN:
            status = read_latin(normalizer, &scanned, &at, &built, error);
            break;
        case RAWI_ITEM_LETTERS:
            report_unread(normalizer, item->character, item->span);
            at++;
            break;
        case RAWI_ITEM_SYMBOL:
            read_symbol(normalizer, item, &built);
            at++;
            break;
        }
    }
    if (status != RAWI_OK)
        return status;
    if (built.failed)
        return rawi_fail_memory(error);
    *tokens = (rawi_tokens){built.items, built.count};
    return RAWI_OK;
}

void rawi_normalizer_report_unread(rawi_normalizer *normalizer, rawi_unread_report *report,
                                   void *user) {
    normalizer->report = report;
    normalizer->user = user;
}

void rawi_normalizer_close(rawi_normalizer *normalizer) {
    if (!normalizer)
        return;
    rawi_latin_close(normalizer->latin);
    free(normalizer);
}
