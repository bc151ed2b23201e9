/* Hamzas from vowels. */
#include "arabic/hamza.h"

#include <string.h>

#include "arabic/normalize/clitics.h"
#include "base/text.h"

enum {
    LETTER = 2 /* bytes, as a mark */
};

static bool is(const char *bytes, const char *character) {
    return strncmp(bytes, character, LETTER) == 0;
}

static bool is_mark(const char *bytes) {
    unsigned char lead = (unsigned char)bytes[0];
    unsigned char next = lead ? (unsigned char)bytes[1] : 0;
    return lead == 0xD9 && next >= 0x8B && next <= 0x92;
}

static bool is_vowel(const char *mark) {
    return is(mark, "َ") || is(mark, "ُ") || is(mark, "ِ");
}

static size_t count_letters(const char *start, const char *end) {
    size_t count = 0;
    for (; start < end; start += LETTER)
        count += !is_mark(start);
    return count;
}

/* What an alif stands for: أ or إ by its vowel; where it has none and the letter after it has one,
 * آ, for after hamzat al-wasl there is none but that of the article (الِاسم); of two letters alone أ
 * (ان). Three are a table's (آخر) or an imperative (ابقَ). NULL for nothing. Behind و ف ب ل ك an
 * alif without a vowel is the long one of واحِد, unless the article is between.
 */
static const char *find_hamza(const char *alif, bool long_one) {
    const size_t least_letters = 4;
    const char *next = alif + LETTER;
    if (!is(alif, "ا"))
        return NULL;
    if (is_vowel(next))
        return is(next, "ِ") ? "إ" : "أ";
    if (long_one || !*next || is_mark(next) || is(next, "ل") || !is_vowel(next + LETTER))
        return NULL;
    size_t letters = count_letters(alif, alif + strlen(alif));
    return letters == 2 ? "أَ" : letters >= least_letters ? "آ" : NULL;
}

/* The alif behind nothing or the letters of a clitic that lacks its hamza, which `hamza` is with
 * it; NULL without one. */
static const char *find_alif(const char *word, const char **hamza) {
    char before[RAWI_CLITIC_LETTERS * LETTER];
    size_t length = 0;
    for (const char *at = word; *at && at[1]; at += LETTER) {
        rawi_clitic clitic;
        if (is_mark(at))
            continue;
        bool begins = length == 0 || rawi_find_clitic((rawi_slice){before, length}, &clitic);
        bool article = length >= 2 * LETTER && is(before + length - 2 * LETTER, "ا") &&
                       !is(at - LETTER, "َ"); /* the article's lam has no vowel: وَكَالَات */
        *hamza = begins ? find_hamza(at, length && !article) : NULL;
        if (*hamza)
            return at;
        if (length == sizeof before)
            return NULL;
        memcpy(before + length, at, LETTER);
        length += LETTER;
    }
    return NULL;
}

/* Whether the author gave a mark to the letter of `written` that stands behind `letters` letters.
 */
static bool has_own_mark(const char *written, size_t letters) {
    while (*written && (letters || is_mark(written))) {
        letters -= !is_mark(written);
        written += LETTER;
    }
    return *written && is_mark(written + LETTER);
}

const char *rawi_restore_hamza(rawi_arena *arena, const char *written, const char *marked) {
    const char *hamza;
    const char *alif = find_alif(marked, &hamza);
    if (!alif || has_own_mark(written, count_letters(marked, alif)))
        return marked;
    size_t before = (size_t)(alif - marked);
    size_t behind = strlen(alif + LETTER);
    char *restored = rawi_arena_alloc(arena, before + strlen(hamza) + behind + 1);
    if (!restored)
        return NULL;
    memcpy(restored, marked, before);
    memcpy(restored + before, hamza, strlen(hamza));
    memcpy(restored + before + strlen(hamza), alif + LETTER, behind + 1);
    return restored;
}
