/* Numbers of list items: indefinite ordinals in the accusative; where there is none to be said (0,
 * -3, 1200) the number alone. */
#include "arabic/list_number.h"

#include "arabic/normalize/number.h"

#include <stdlib.h>
#include <string.h>

enum {
    ORDINAL_MAX = 999 /* longer ones are not said of items */
};

static void say_number(rawi_speaker *speaker, int number) {
    if (number >= 1 && number <= ORDINAL_MAX) {
        rawi_say_ordinal(speaker, (uint64_t)number, RAWI_MASCULINE, RAWI_ACCUSATIVE, false);
        return;
    }
    if (number < 0)
        rawi_speak_phrase(speaker, "نَاقِصُ");
    rawi_say_cardinal(speaker, (uint64_t)llabs(number), RAWI_FEMININE,
                      number < 0 ? RAWI_GENITIVE : RAWI_NOMINATIVE, RAWI_INDEFINITE);
}

bool rawi_say_list_number(int number, size_t at, rawi_arena *arena, rawi_tokens *tokens) {
    rawi_token_builder said = {.arena = arena};
    rawi_speaker speaker = {.tokens = &said, .span = {at, at}, .endings = RAWI_CASE_SPOKEN};
    say_number(&speaker, number);
    rawi_token_add(&said, RAWI_TOKEN_PUNCTUATION, rawi_slice_of(":"), 0, speaker.span);
    size_t count = said.count + tokens->count;
    rawi_token *items = said.failed ? NULL : rawi_arena_array(arena, count, sizeof *items);
    if (!items)
        return false;
    memcpy(items, said.items, said.count * sizeof *items);
    memcpy(items + said.count, tokens->items, tokens->count * sizeof *items);
    *tokens = (rawi_tokens){.items = items, .count = count};
    return true;
}
