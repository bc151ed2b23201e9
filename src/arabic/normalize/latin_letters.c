/* Letter names from the table; when an acronym is a word. */
#include "arabic/normalize/latin_letters.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "arabic/normalize/latin_lexicon.h"
#include "base/table.h"

RAWI_TABLE(latin_alphabet);

#define KASRA "\u0650"
#define SUKUN "\u0652"

const char *rawi_letter_name(char32_t letter) {
    uint8_t key[U8_MAX_LENGTH];
    size_t length = 0;
    UChar32 lower = u_tolower((UChar32)letter);
    U8_APPEND_UNSAFE(key, length, (uint32_t)lower);
    ptrdiff_t row =
        rawi_table_find(&rawi_latin_alphabet_table, (rawi_slice){(const char *)key, length});
    return row < 0 ? NULL : rawi_table_cell(&rawi_latin_alphabet_table, (size_t)row, 1);
}

void rawi_spell_letters(rawi_slice word, rawi_text *spoken) {
    rawi_text folded = {0};
    rawi_latin_fold(word, true, &folded);
    for (size_t at = 0; at < folded.length;) {
        int32_t letter = rawi_next_character(folded.bytes, folded.length, &at);
        const char *name = letter < 0 ? NULL : rawi_letter_name((char32_t)letter);
        if (!name)
            continue;
        if (spoken->length)
            rawi_text_add(spoken, " ", 1);
        rawi_text_add_string(spoken, name);
    }
    spoken->failed |= folded.failed;
    rawi_text_free(&folded);
}

static bool is_vowel(char letter) {
    return letter && strchr("aeiouAEIOU", letter);
}

/* Pairs of consonants that start English words. */
static bool is_onset(char first, char second) {
    static const char *const onsets[] = {"bl", "br", "ch", "cl", "cr", "dr", "fl", "fr", "gl",
                                         "gr", "kn", "ph", "pl", "pr", "sc", "sh", "sk", "sl",
                                         "sm", "sn", "sp", "st", "sw", "th", "tr", "tw", "wh",
                                         "wr", "qu", "kr", "kl", "sq", "dw", "ts", "zh"};
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++)
        if ((first | 0x20) == onsets[i][0] && (second | 0x20) == onsets[i][1])
            return true;
    return false;
}

bool rawi_may_start_word(rawi_slice word) {
    return word.length < 2 || is_vowel(word.bytes[0]) || is_vowel(word.bytes[1]) ||
           is_onset(word.bytes[0], word.bytes[1]);
}

/* Pairs of consonants that end words which newsreaders read. */
static bool is_coda(char first, char second) {
    static const char *const codas[] = {
        "ck", "ch", "ct", "ds", "ff", "ft", "fs", "gs", "ks", "lb", "ld", "lf", "lk", "ll",
        "lm", "lp", "ls", "lt", "mb", "mm", "mp", "ms", "nc", "nd", "ng", "nk", "nn", "ns",
        "nt", "nx", "nz", "ph", "ps", "pt", "rb", "rc", "rd", "rf", "rg", "rk", "rl", "rm",
        "rn", "rp", "rr", "rs", "rt", "rx", "rz", "sc", "sh", "sk", "sm", "sp", "ss", "st",
        "th", "ts", "tt", "tz", "wn", "ws", "xt", "zz", "hr", "hn", "hl", "hm", "yn", "ys"};
    for (size_t i = 0; i < sizeof codas / sizeof *codas; i++)
        if ((first | 0x20) == codas[i][0] && (second | 0x20) == codas[i][1])
            return true;
    return false;
}

/* Whether the word ends in at most one consonant or in such a pair. */
static bool has_readable_end(rawi_slice word) {
    if (word.length < 2)
        return true;
    char first = word.bytes[word.length - 2];
    char second = word.bytes[word.length - 1];
    return is_vowel(first) || is_vowel(second) || second == 'Y' || is_coda(first, second);
}

/* Whether three consonants may end a word with its last two letters: birch, burst. */
static bool may_end_cluster(rawi_slice word) {
    static const char *const ends[] = {"ch", "sh", "st", "th"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if ((word.bytes[word.length - 2] | 0x20) == ends[i][0] &&
            (word.bytes[word.length - 1] | 0x20) == ends[i][1])
            return true;
    return false;
}

bool rawi_is_readable(rawi_slice word) {
    size_t vowels = 0;
    size_t consonants = 0; /* in a row */
    for (size_t i = 0; i < word.length; i++) {
        consonants = is_vowel(word.bytes[i]) ? 0 : consonants + 1;
        vowels += consonants == 0;
        bool is_last = i + 1 == word.length;
        bool is_cluster =
            consonants > 2 && !(consonants == 3 && is_onset(word.bytes[i - 1], word.bytes[i]));
        if (is_cluster || (consonants > 2 && is_last && !may_end_cluster(word)))
            return false;
    }
    return vowels > 0 && vowels * 2 <= word.length + 1 && rawi_may_start_word(word) &&
           has_readable_end(word);
}

static bool ends_with(const rawi_text *text, const char *end) {
    size_t length = strlen(end);
    return text->length >= length && memcmp(text->bytes + text->length - length, end, length) == 0;
}

void rawi_add_s(rawi_text *spoken) {
    static const char *const sibilants[] = {"س" SUKUN, "ز" SUKUN, "ش" SUKUN, "ج" SUKUN};
    static const char *const voiceless[] = {"ت" SUKUN, "ك" SUKUN, "ف" SUKUN, "ث" SUKUN, "ب" SUKUN};
    for (size_t i = 0; i < sizeof sibilants / sizeof *sibilants; i++)
        if (ends_with(spoken, sibilants[i])) {
            spoken->length -= strlen(SUKUN);
            rawi_text_add_string(spoken, KASRA "ز" SUKUN);
            return;
        }
    for (size_t i = 0; i < sizeof voiceless / sizeof *voiceless; i++)
        if (ends_with(spoken, voiceless[i])) {
            rawi_text_add_string(spoken, "س" SUKUN);
            return;
        }
    rawi_text_add_string(spoken, "ز" SUKUN);
}
