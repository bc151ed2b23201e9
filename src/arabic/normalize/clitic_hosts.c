/* The clitic before a number or a foreign word: found before they are read, put before the first of
 * their words afterwards. */
#include "arabic/normalize/unrecognized.h"

#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/recognize.h"

size_t rawi_take_clitic(rawi_reader *reader, size_t at) {
    const rawi_item *word = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    reader->clitic = NULL;
    reader->definite = reader->clitic_governs = false;
    if (word->kind != RAWI_ITEM_WORD || !next || next->kind == RAWI_ITEM_WORD)
        return at;
    size_t target = at + 1;
    while (target < at + 3 && rawi_item_at(reader, target)->kind == RAWI_ITEM_SYMBOL &&
           rawi_item_is_glued(reader, target + 1))
        target++;
    const rawi_item *host = rawi_item_at(reader, target);
    bool sign = rawi_item_is_symbol(reader, at + 1, U'#') ||
                rawi_item_is_symbol(reader, at + 1, U'@') || rawi_is_fraction_sign(reader, at + 1);
    bool parted =
        rawi_item_is_symbol(reader, at + 1, U':') || rawi_item_is_symbol(reader, at + 1, U'/') ||
        (rawi_item_is_symbol(reader, at + 1, U'.') && !rawi_is_dotted_name(reader, at + 1));
    if (parted || (!sign && host->kind != RAWI_ITEM_DIGITS && host->kind != RAWI_ITEM_LATIN &&
                   host->kind != RAWI_ITEM_LETTERS))
        return at;
    rawi_clitic clitic;
    bool found = rawi_find_clitic(word->bare, &clitic);
    bool model = rawi_item_is_one_of(reader, at, "ف س ك") && rawi_joins_number(reader, at + 1);
    bool hour = rawi_item_is_word(reader, at, "س") && rawi_tells_hour(reader, target); /* س 18:00 */
    bool letter =
        rawi_item_is_one_of(reader, at, "أ س") && host->kind == RAWI_ITEM_DIGITS; /* س1: */
    bool hyphen = found && clitic.article && rawi_joins_number(reader, at + 1);
    if (!found || model || hour || letter || rawi_names_vitamin(reader, at))
        return at;
    reader->clitic_item = at;
    reader->clitic = clitic.spoken;
    reader->definite = clitic.article;
    reader->clitic_governs = clitic.governs;
    return at + 1 + hyphen;
}

void rawi_attach_clitic(rawi_reader *reader, size_t token) {
    const char *clitic = reader->clitic;
    if (!clitic || token == reader->tokens->count || reader->tokens->failed)
        return;
    bool has_article = strncmp(reader->tokens->items[token].text, "ال", strlen("ال")) == 0;
    if (reader->definite && !has_article) {
        rawi_text word = {0};
        rawi_add_definite(&word, rawi_slice_of(reader->tokens->items[token].text));
        const char *whole = rawi_token_keep(reader->tokens, &word);
        if (!whole)
            return;
        reader->tokens->items[token].text = whole;
    }
    rawi_token_builder one = {.arena = reader->arena};
    rawi_speaker speaker = {.tokens = &one, .clitic = *clitic ? clitic : NULL};
    rawi_speak(&speaker, rawi_slice_of(reader->tokens->items[token].text), 0);
    if (one.failed)
        reader->tokens->failed = true;
    else
        reader->tokens->items[token].text = one.items[0].text;
}
