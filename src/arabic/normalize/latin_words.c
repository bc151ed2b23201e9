/* Reads words of Latin letters. */
#include "arabic/normalize/latin_words.h"

#include <string.h>
#include <unicode/uchar.h>

#include "arabic/normalize/latin_letters.h"
#include "arabic/normalize/latin_lexicon.h"

enum {
    SPELLED_OR_READ = 5, /* letters of a word in capitals that is read where it can be; a longer one
                            is read where it has a vowel */
    SHORTEST_JOINED = 3, /* letters of a word inside joined ones */
    SHORTEST_OF_COMPOUND = 4,
    MOST_JOINED = 4,    /* words in them */
    LONGEST_JOINED = 40 /* bytes */
};

static bool is_upper(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(char byte) {
    return byte >= 'a' && byte <= 'z';
}

bool rawi_is_all_capitals(rawi_slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (!is_upper(word.bytes[i]))
            return false;
    return word.length > 0;
}

/* Whether a word in capitals is an acronym that is spelled. */
static bool is_spelled(rawi_slice word) {
    if (word.length <= RAWI_SPELLED_ALWAYS)
        return true;
    if (word.length <= SPELLED_OR_READ)
        return !rawi_is_readable(word);
    for (size_t i = 0; i < word.length; i++)
        if (strchr("AEIOU", word.bytes[i]))
            return false;
    return true;
}

/* Whether a word can be pronounced at all: it has a vowel's letter or one that is not ASCII. */
static bool has_vowel(rawi_slice word) {
    for (size_t i = 0; i < word.length; i++)
        if ((unsigned char)word.bytes[i] >= 0x80 || strchr("aeiouyAEIOUY", word.bytes[i]))
            return true;
    return false;
}

/* Bye, dye: the only short words whose vowel is y. */
static bool ends_in_ye(rawi_slice word) {
    return word.length > 2 && memcmp(word.bytes + word.length - 2, "ye", 2) == 0;
}

/* Whether a short word in lower case starts as no word does: an acronym (pki, rsa). */
static bool is_small_acronym(rawi_slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (!is_lower(word.bytes[i]))
            return false;
    return word.length <= RAWI_SPELLED_ALWAYS && !rawi_may_start_word(word) && !ends_in_ye(word);
}

/* Whether the word is one letter whose name is known. */
static bool is_named_letter(rawi_slice word) {
    size_t at = 0;
    int32_t letter = rawi_next_character(word.bytes, word.length, &at);
    return at == word.length && letter > 0 && rawi_letter_name((char32_t)letter);
}

static void add_words(rawi_text *spoken, const char *words) {
    if (spoken->length)
        rawi_text_add(spoken, " ", 1);
    rawi_text_add_string(spoken, words);
}

/* The lexicon's reading of the whole word, as a common English one too if it may be that; NULL
 * where it has none. */
static const char *known_reading(rawi_slice word, bool common) {
    rawi_latin_entry entry;
    bool found = rawi_latin_find(word.bytes, 0, word.length, common, &entry);
    return found && entry.end == word.length ? entry.spoken : NULL;
}

/* Appends the two common words that an English one is made of (workplace); false where it is not.
 */
static bool read_compound(rawi_slice word, rawi_text *spoken) {
    for (size_t end = SHORTEST_OF_COMPOUND; end + SHORTEST_OF_COMPOUND <= word.length; end++) {
        const char *first = rawi_latin_common_word((rawi_slice){word.bytes, end});
        const char *second =
            rawi_latin_common_word((rawi_slice){word.bytes + end, word.length - end});
        if (!first || !second)
            continue;
        add_words(spoken, first);
        add_words(spoken, second);
        return true;
    }
    return false;
}

/* Appends what a word without inner capitals says. */
static void pronounce(rawi_pronouncer *pronouncer, rawi_slice word,
                      const rawi_surroundings *surroundings, rawi_text *spoken) {
    bool common = !surroundings->phrase || rawi_is_english_word(word);
    const char *known = is_named_letter(word) ? NULL : known_reading(word, common);
    if (known)
        add_words(spoken, known);
    else if (!surroundings->language && read_compound(word, spoken))
        return;
    else if (is_named_letter(word) || !has_vowel(word) || is_small_acronym(word) ||
             !rawi_pronounce(pronouncer, word, surroundings->language, spoken))
        rawi_spell_letters(word, spoken);
}

/* Prefixes of names after which a capital starts no new word: McDonald, l'Office. */
static bool is_name_prefix(rawi_slice prefix) {
    size_t end = prefix.length;
    int32_t last = rawi_previous_character(prefix.bytes, 0, &end);
    if (last == '\'' || last == U'’')
        return true;
    static const char *const prefixes[] = {"Mc",   "Mac", "De", "Di", "Du",
                                           "Fitz", "La",  "Le", "Van"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (rawi_slice_equal(prefix, rawi_slice_of(prefixes[i])))
            return true;
    return false;
}

/* Whether a word starts with the last of some capitals at `at`: NVLink, but not MLflow, TLScontact.
 */
static bool starts_word(rawi_slice word, size_t at) {
    rawi_slice after = {word.bytes + at + 1, word.length - at - 1};
    bool word_after = after.length >= SHORTEST_OF_COMPOUND && rawi_latin_common_word(after);
    return is_lower(after.bytes[0]) && !word_after &&
           rawi_may_start_word((rawi_slice){word.bytes + at, word.length - at});
}

/* The end of the first word in a word with inner capitals: DeepSeek, NVLink, eBay. */
static size_t first_part(rawi_slice word) {
    size_t capitals = 0;
    while (capitals < word.length && is_upper(word.bytes[capitals]))
        capitals++;
    if (capitals > 1 && capitals < word.length)
        return starts_word(word, capitals - 1) ? capitals - 1 : capitals;
    for (size_t i = 1; i < word.length; i++)
        if (is_upper(word.bytes[i]) && !is_upper(word.bytes[i - 1]) &&
            !is_name_prefix((rawi_slice){word.bytes, i}))
            return i;
    return word.length;
}

static void read_parts(rawi_pronouncer *pronouncer, rawi_slice word,
                       const rawi_surroundings *surroundings, rawi_text *spoken) {
    while (word.length) {
        rawi_slice first = {word.bytes,
                            rawi_is_all_capitals(word) ? word.length : first_part(word)};
        if (rawi_is_all_capitals(first) && !surroundings->heading && is_spelled(first))
            rawi_spell_letters(first, spoken);
        else
            pronounce(pronouncer, first, surroundings, spoken);
        word = (rawi_slice){word.bytes + first.length, word.length - first.length};
    }
}

size_t rawi_possessive_length(rawi_slice word) {
    static const char *const endings[] = {"'s", "’s", "'S", "’S"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (word.length > length &&
            memcmp(word.bytes + word.length - length, endings[i], length) == 0)
            return length;
    }
    return 0;
}

/* The s of a plural of capitals (GPUs), which is no part of the acronym. */
static size_t plural_length(rawi_slice word) {
    return word.length > 2 && word.bytes[word.length - 1] == 's' &&
           rawi_is_all_capitals((rawi_slice){word.bytes, word.length - 1});
}

void rawi_read_word(rawi_pronouncer *pronouncer, rawi_slice word,
                    const rawi_surroundings *surroundings, rawi_text *spoken) {
    size_t possessive = rawi_possessive_length(word);
    word.length -= possessive;
    size_t plural = plural_length(word);
    word.length -= plural;
    read_parts(pronouncer, word, surroundings, spoken);
    if (possessive + plural && spoken->length)
        rawi_add_s(spoken);
}

/* The longest words first; `most` of them. */
static bool read_joined(rawi_slice name, size_t most, rawi_text *spoken) {
    if (!name.length)
        return true;
    size_t length = spoken->length;
    for (size_t end = name.length; most && end >= SHORTEST_JOINED; end--) {
        const char *known = known_reading((rawi_slice){name.bytes, end}, true);
        if (!known)
            continue;
        add_words(spoken, known);
        if (read_joined((rawi_slice){name.bytes + end, name.length - end}, most - 1, spoken))
            return true;
        spoken->length = length;
    }
    return false;
}

bool rawi_read_joined_words(rawi_slice name, rawi_text *spoken) {
    return name.length <= LONGEST_JOINED && read_joined(name, MOST_JOINED, spoken);
}
