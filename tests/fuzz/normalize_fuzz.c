/* Any bytes as a sentence: normalization ends, its tokens are Arabic, its spans lie inside. The
 * first byte chooses where the sentence starts and ends. */
#include "arabic/normalize/normalize.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check_word(const char *text) {
    size_t length = strlen(text);
    require(length > 0);
    for (size_t at = 0; at < length;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)text, at, length, c);
        require((c >= 0x0621 && c <= 0x063A) || (c >= 0x0641 && c <= 0x0652) || c == 0x0670 ||
                c == 0x067E || c == 0x0686 || c == 0x06A4 || c == 0x06AF || c == 0x0698);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static rawi_normalizer *normalizer;
    if (!normalizer) {
        setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
        require(rawi_normalizer_open(NULL, &normalizer, NULL) == RAWI_OK);
    }
    if (size < 1)
        return 0;
    rawi_span sentence = {data[0] % size, size};
    rawi_arena arena = {0};
    rawi_tokens tokens;
    char *text = malloc(size + 1);
    require(text != NULL);
    memcpy(text, data, size);
    text[size] = '\0';
    require(rawi_normalize(normalizer, text, sentence, &arena, &tokens, NULL) == RAWI_OK);
    for (size_t i = 0; i < tokens.count; i++) {
        require(tokens.items[i].span.start >= sentence.start);
        require(tokens.items[i].span.end <= sentence.end);
        require(tokens.items[i].span.start <= tokens.items[i].span.end);
        if (tokens.items[i].kind == RAWI_TOKEN_WORD)
            check_word(tokens.items[i].text);
    }
    size_t count;
    const rawi_reading *readings = rawi_normalizer_readings(normalizer, &count);
    for (size_t i = 0; i < count; i++)
        require(readings[i].first_token + readings[i].token_count <= tokens.count);
    rawi_arena_free(&arena);
    free(text);
    return 0;
}
