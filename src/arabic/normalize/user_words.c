/* Words and phrases that the user's lexicon knows. */
#include "arabic/normalize/unrecognized.h"

#include <string.h>

#include "arabic/normalize/speak_reading.h"

/* A word in Arabic letters for the items of an entry in IPA: what is shown where its sounds are
 * heard. */
static rawi_slice shown_word(rawi_reader *reader, size_t first, rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, first);
    if (item->kind == RAWI_ITEM_WORD)
        return item->text;
    rawi_token_builder shown = {.arena = reader->arena};
    size_t start = rawi_item_offset(reader->sentence, first);
    rawi_span run = {start, start + item->text.length};
    size_t end;
    if (item->kind == RAWI_ITEM_LATIN)
        rawi_read_latin(reader->latin, reader->sentence->folded.bytes, run, run, &shown, &end,
                        error);
    return rawi_slice_of(shown.count ? shown.items[0].text : "رَمْز");
}

static void add_ipa(rawi_reader *reader, const char *ipa, rawi_slice shown, rawi_span span) {
    while (*ipa) {
        size_t length = strcspn(ipa, " ");
        char *sounds = rawi_arena_copy(reader->arena, ipa, length);
        if (length)
            rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, shown, RAWI_TOKEN_COMPLETE, span);
        if (!sounds)
            reader->tokens->failed = true;
        else if (length && !reader->tokens->failed)
            reader->tokens->items[reader->tokens->count - 1].ipa = sounds;
        ipa += length + (ipa[length] == ' ');
    }
}

/* Words with marks are taken as they are but for a case ending left out; words without any are left
 * to the diacritizer. */
static unsigned flags_of_user_word(rawi_slice word) {
    const size_t letter = strlen("ا");
    bool marked = false;
    for (size_t i = 0; i + letter <= word.length; i += letter) {
        unsigned char second = (unsigned char)word.bytes[i + 1];
        marked =
            marked || ((unsigned char)word.bytes[i] == 0xD9 && second >= 0x8B && second <= 0x92);
    }
    return marked ? RAWI_TOKEN_COMPLETE : 0;
}

bool rawi_read_from_lexicon(rawi_reader *reader, const rawi_lexicon *lexicon, size_t *at,
                            size_t start, rawi_error *error) {
    size_t first_token = reader->tokens->count;
    bool ipa = false;
    size_t end;
    const char *spoken = rawi_lexicon_find(lexicon, reader->sentence, start, &end, &ipa);
    if (!spoken)
        return false;
    rawi_span span = rawi_items_span(reader, *at, end);
    if (ipa)
        add_ipa(reader, spoken, shown_word(reader, start, error), span);
    else
        rawi_token_add_phrase(reader->tokens, rawi_slice_of(spoken), 0, span);
    for (size_t i = first_token; !ipa && i < reader->tokens->count; i++)
        reader->tokens->items[i].flags =
            flags_of_user_word(rawi_slice_of(reader->tokens->items[i].text));
    if (!ipa)
        rawi_attach_clitic(reader, first_token);
    rawi_remember_reading(reader, *at, end, first_token, N_("an entry of the user's lexicon"),
                          N_("it overrides every other reading"));
    *at = end;
    return true;
}
