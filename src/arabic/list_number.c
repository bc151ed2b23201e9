/* Numbers of list items: indefinite ordinals in the accusative. */
#include "arabic/list_number.h"

#include "arabic/normalize/number.h"

#include <string.h>

bool rawi_say_list_number(unsigned ordinal, size_t at, rawi_arena *arena, rawi_tokens *tokens) {
    rawi_token_builder number = {.arena = arena};
    rawi_speaker speaker = {.tokens = &number, .span = {at, at}, .endings = RAWI_CASE_SPOKEN};
    rawi_say_ordinal(&speaker, ordinal, RAWI_MASCULINE, RAWI_ACCUSATIVE, false);
    rawi_token_add(&number, RAWI_TOKEN_PUNCTUATION, rawi_slice_of(":"), 0, speaker.span);
    size_t count = number.count + tokens->count;
    rawi_token *items = number.failed ? NULL : rawi_arena_array(arena, count, sizeof *items);
    if (!items)
        return false;
    memcpy(items, number.items, number.count * sizeof *items);
    memcpy(items + number.count, tokens->items, tokens->count * sizeof *items);
    *tokens = (rawi_tokens){.items = items, .count = count};
    return true;
}
