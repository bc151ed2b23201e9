/* Fuzzes the reading of Latin script inside sentences of any bytes. */
#include "arabic/normalize/normalize.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes as valid UTF-8 without NUL, as an article's text is. */
static rawi_text valid_text(const uint8_t *data, size_t size) {
    rawi_text text = {0};
    for (size_t at = 0; at < size;) {
        int32_t character = rawi_next_character((const char *)data, size, &at);
        rawi_text_add_character(&text, character > 0 ? (char32_t)character : U' ');
    }
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static rawi_normalizer *normalizer;
    if (!normalizer && rawi_normalizer_open(NULL, &normalizer, NULL) != RAWI_OK)
        abort();
    rawi_text text = valid_text(data, size);
    if (text.bytes) {
        rawi_arena arena = {0};
        rawi_tokens tokens;
        if (rawi_normalize(normalizer, text.bytes, (rawi_span){0, text.length}, &arena, &tokens,
                           NULL) != RAWI_OK)
            abort();
        for (size_t i = 0; i < tokens.count; i++)
            if (tokens.items[i].span.end > text.length ||
                tokens.items[i].span.start > tokens.items[i].span.end)
                abort();
        rawi_arena_free(&arena);
    }
    rawi_text_free(&text);
    return 0;
}
