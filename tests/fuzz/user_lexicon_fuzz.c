/* Any bytes as a user's lexicon: it is read or refused, and what it holds can be looked up. */
#include "arabic/normalize/normalize.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[] = "/tmp/rawi-fuzz-XXXXXX";
    int file = mkstemp(path);
    if (file < 0)
        abort();
    if (write(file, data, size) != (ssize_t)size)
        abort();
    close(file);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    rawi_normalizer *normalizer;
    rawi_error error;
    if (rawi_normalizer_open(path, &normalizer, &error) == RAWI_OK) {
        rawi_arena arena = {0};
        rawi_tokens tokens;
        char *text = malloc(size + 1);
        if (!text)
            abort();
        memcpy(text, data, size);
        text[size] = '\0';
        if (rawi_normalize(normalizer, text, (rawi_span){0, size}, &arena, &tokens, NULL) !=
            RAWI_OK)
            abort();
        rawi_arena_free(&arena);
        free(text);
        rawi_normalizer_close(normalizer);
    }
    unlink(path);
    return 0;
}
