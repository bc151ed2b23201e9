/* Any bytes as the words of an utterance: the first says which endings, a byte below 8 ends a word
 * and says what break follows, and with the fourth bit of the first byte words are IPA. */
#include "arabic/phonemize/phonemize.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_WORDS = 64
};

/* Asserts in every build. */
static void require(bool holds) {
    if (!holds)
        abort();
}

static void check(const rawi_word *word) {
    size_t reached = 0;
    for (size_t i = 0; i < word->syllable_count; i++) {
        rawi_syllable syllable = word->syllables[i];
        require(syllable.first == reached && syllable.count > 0);
        size_t vowels = 0;
        for (size_t k = 0; k < syllable.count; k++) {
            require(word->phones[reached + k].symbol < RAWI_PHONE_COUNT);
            vowels += rawi_phone_is_vowel(word->phones[reached + k]);
        }
        require(vowels == 1);
        reached += syllable.count;
    }
    require(reached == word->phone_count);
    char ipa[64];
    require(rawi_word_ipa(word, ipa, sizeof ipa) >= strlen(ipa));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    char *text = malloc(size);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    rawi_word words[MOST_WORDS];
    const char *ipa[MOST_WORDS];
    size_t count = 0;
    char *start = text;
    for (size_t i = 0; i < size && count < MOST_WORDS; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 8)
            continue;
        text[i] = '\0';
        ipa[count] = start;
        words[count++] = (rawi_word){.text = start, .break_after = (rawi_break)(byte % 5)};
        start = text + i + 1;
    }
    rawi_arena arena = {0};
    rawi_error error;
    rawi_endings endings = (rawi_endings)(data[0] % 3);
    rawi_status status =
        rawi_phonemize(words, data[0] & 8 ? ipa : NULL, count, endings, &arena, &error);
    for (size_t i = 0; status == RAWI_OK && i < count; i++)
        check(&words[i]);
    rawi_arena_free(&arena);
    free(text);
    return 0;
}
