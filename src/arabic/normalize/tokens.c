/* The token list: an array in the arena that doubles. */
#include "arabic/normalize/tokens.h"

#include <string.h>

unsigned rawi_case_flag(rawi_case grammatical) {
    static const unsigned flags[RAWI_CASES] = {RAWI_TOKEN_NOMINATIVE, RAWI_TOKEN_ACCUSATIVE,
                                               RAWI_TOKEN_GENITIVE};
    return flags[grammatical];
}

/* Whether the word's last letter has its mark or is a vowel's letter. */
static bool is_complete(rawi_slice word) {
    size_t at = word.length;
    int32_t last = rawi_previous_character(word.bytes, 0, &at);
    bool is_mark = last >= 0x64B && last <= 0x652 && last != 0x651;
    return is_mark || last == U'ا' || last == U'ى' || last == U'و' || last == U'ي' || last == U'آ';
}

rawi_slice rawi_name_word(rawi_slice word, unsigned *flags) {
    char sign = word.length ? word.bytes[word.length - 1] : '\0';
    bool diptote = sign == '!';
    bool construct = sign == '+';
    word.length -= diptote || construct;
    *flags = diptote             ? RAWI_TOKEN_STEM_COMPLETE | RAWI_TOKEN_DIPTOTE
             : construct         ? RAWI_TOKEN_STEM_COMPLETE | RAWI_TOKEN_CONSTRUCT
             : is_complete(word) ? RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN
                                 : RAWI_TOKEN_STEM_COMPLETE;
    return word;
}

static bool reserve(rawi_token_builder *tokens) {
    if (tokens->count < tokens->capacity)
        return true;
    size_t capacity = tokens->capacity ? 2 * tokens->capacity : 32;
    rawi_token *items = rawi_arena_array(tokens->arena, capacity, sizeof *items);
    if (!items)
        return false;
    if (tokens->count)
        memcpy(items, tokens->items, tokens->count * sizeof *items);
    tokens->items = items;
    tokens->capacity = capacity;
    return true;
}

/* Marks in the order that a script has them: shadda, then the vowel. All are two bytes long. */
static void order_marks(char *text) {
    for (char *mark = text; *mark; mark++) {
        bool vowel_then_shadda = memcmp(mark, "\xD9", 1) == 0 && mark[1] >= '\x8B' &&
                                 mark[1] <= '\x90' && strncmp(mark + 2, "\u0651", 2) == 0;
        if (vowel_then_shadda) {
            mark[3] = mark[1];
            mark[1] = '\x91';
        }
    }
}

void rawi_token_add(rawi_token_builder *tokens, rawi_token_kind kind, rawi_slice text,
                    unsigned flags, rawi_span span) {
    if (tokens->failed)
        return;
    char *copy = rawi_arena_copy(tokens->arena, text.bytes, text.length);
    if (!copy || !reserve(tokens)) {
        tokens->failed = true;
        return;
    }
    order_marks(copy);
    tokens->items[tokens->count++] =
        (rawi_token){.kind = kind, .flags = flags, .span = span, .text = copy};
}

void rawi_token_add_phrase(rawi_token_builder *tokens, rawi_slice phrase, unsigned flags,
                           rawi_span span) {
    while (phrase.length) {
        const char *space = memchr(phrase.bytes, ' ', phrase.length);
        size_t length = space ? (size_t)(space - phrase.bytes) : phrase.length;
        if (length)
            rawi_token_add(tokens, RAWI_TOKEN_WORD, (rawi_slice){phrase.bytes, length}, flags,
                           span);
        size_t step = space ? length + 1 : length;
        phrase = (rawi_slice){phrase.bytes + step, phrase.length - step};
    }
}

const char *rawi_token_keep(rawi_token_builder *tokens, rawi_text *text) {
    const char *kept =
        text->failed ? NULL : rawi_arena_copy(tokens->arena, text->bytes, text->length);
    rawi_text_free(text);
    tokens->failed = tokens->failed || !kept;
    return kept;
}

void rawi_token_prepend(rawi_token_builder *tokens, size_t index, rawi_slice prefix) {
    if (tokens->failed || !prefix.length)
        return;
    rawi_token *token = &tokens->items[index];
    size_t length = strlen(token->text);
    char *text = rawi_arena_alloc(tokens->arena, prefix.length + length + 1);
    if (!text) {
        tokens->failed = true;
        return;
    }
    memcpy(text, prefix.bytes, prefix.length);
    memcpy(text + prefix.length, token->text, length);
    token->text = text;
}
