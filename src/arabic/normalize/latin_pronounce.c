/* Chooses the language of a foreign word, asks eSpeak NG for its sounds and writes them in Arabic.
 */
#include "arabic/normalize/latin_pronounce.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "arabic/normalize/latin_lexicon.h"
#include "arabic/normalize/latin_sounds.h"
#include "base/table.h"
#include "voice/espeak_library.h"

RAWI_TABLE(latin_origins);

enum {
    LONGEST_WORD = 48, /* bytes; a longer one is pronounced piece by piece */
    LONGEST_SPOKEN = 400,
    REMEMBERED = 256, /* words; a newer one takes the place of an older one with its hash */
    LONGEST_END = 8   /* characters of the origins' ends and starts */
};

typedef struct remembered_word {
    char word[LONGEST_WORD + 1];
    const char *language;
    char spoken[LONGEST_SPOKEN + 1];
} remembered_word;

struct rawi_pronouncer {
    remembered_word words[REMEMBERED];
};

rawi_pronouncer *rawi_pronouncer_open(void) {
    return calloc(1, sizeof(rawi_pronouncer));
}

void rawi_pronouncer_close(rawi_pronouncer *pronouncer) {
    free(pronouncer);
}

/* The language that the row `what`:`piece` of the origins names. */
static const char *origin(const char *what, rawi_slice piece) {
    char key[16 + LONGEST_WORD];
    size_t prefix = strlen(what);
    if (prefix + 1 + piece.length > sizeof key)
        return NULL;
    memcpy(key, what, prefix);
    key[prefix] = ':';
    memcpy(key + prefix + 1, piece.bytes, piece.length);
    ptrdiff_t row =
        rawi_table_find(&rawi_latin_origins_table, (rawi_slice){key, prefix + 1 + piece.length});
    return row < 0 ? NULL : rawi_table_cell(&rawi_latin_origins_table, (size_t)row, 1);
}

/* The language of the word's last letter that the origins name as `what`. */
static const char *origin_by_letter(const char *what, rawi_slice word) {
    const char *language = NULL;
    for (size_t at = 0; at < word.length;) {
        size_t start = at;
        rawi_next_character(word.bytes, word.length, &at);
        const char *found = origin(what, (rawi_slice){word.bytes + start, at - start});
        if (found)
            language = found;
    }
    return language;
}

static const char *origin_by_edges(rawi_slice word) {
    size_t longest = word.length < LONGEST_END ? word.length : LONGEST_END;
    for (size_t length = longest; length > 0; length--) {
        const char *language =
            origin("end", (rawi_slice){word.bytes + word.length - length, length});
        if (!language)
            language = origin("start", (rawi_slice){word.bytes, length});
        if (language)
            return language;
    }
    return NULL;
}

/* NULL where no language is known for the word's script. */
static const char *language_of(rawi_slice word, const char *name_language) {
    size_t at = 0;
    UErrorCode code = U_ZERO_ERROR;
    int32_t first = rawi_next_character(word.bytes, word.length, &at);
    UScriptCode script = first < 0 ? USCRIPT_LATIN : uscript_getScript(first, &code);
    if (script != USCRIPT_LATIN)
        return origin("script", rawi_slice_of(uscript_getShortName(script)));
    const char *language = origin("word", word);
    if (!language)
        language = origin_by_letter("letter", word);
    if (!language)
        language = origin_by_edges(word);
    if (!language)
        language = origin_by_letter("accent", word);
    if (!language)
        language = name_language;
    return language ? language : "en-us";
}

/* Whether the IPA at `at` is a mark that the table of sounds does without: secondary stress, ties,
 * dental and palatal signs. Its bytes are returned, 0 where it is none. */
static size_t mark_length(const char *at) {
    static const char *const marks[] = {"ˌ",      "\u0361", "\u032a", "ʲ", "ʰ", "ᵝ",
                                        "\u031d", "\u031e", "\u032f", "-", "'", "\""};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(at, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

/* A sound that one language has for what the press writes by the letter. */
static const struct {
    const char *language;
    const char *sound;
    const char *plain;
} sounds_of_letters[] = {
    {"es", "ð", "d"}, /* Estrada: إسترادا */
};

/* The bytes of a sound at `at` that `language` has for a plain one, which is given; 0 for none.
 * Only English has the tap that stands for t or d. */
static size_t plain_sound(const char *language, const char *at, const char **plain) {
    if (strncmp(at, "ɾ", strlen("ɾ")) == 0 && strncmp(language, "en", 2) != 0) {
        *plain = "r";
        return strlen("ɾ");
    }
    for (size_t i = 0; i < sizeof sounds_of_letters / sizeof *sounds_of_letters; i++) {
        const char *sound = sounds_of_letters[i].sound;
        if (strncmp(language, sounds_of_letters[i].language, 2) == 0 &&
            strncmp(at, sound, strlen(sound)) == 0) {
            *plain = sounds_of_letters[i].plain;
            return strlen(sound);
        }
    }
    return 0;
}

/* Takes the marks out and makes sounds plain. */
static void clean(char *ipa, const char *language) {
    char *to = ipa;
    for (const char *from = ipa; *from;) {
        const char *plain = NULL;
        size_t mark = mark_length(from);
        size_t sound = mark ? 0 : plain_sound(language, from, &plain);
        if (sound)
            *to++ = *plain;
        else if (!mark)
            *to++ = *from;
        from += mark ? mark : sound ? sound : 1;
    }
    *to = '\0';
}

/* The Turkish ğ, silent there, is the غ of the Arabic press (موغلا). */
static void harden_soft_g(char *word) {
    char *to = word;
    for (const char *from = word; *from;) {
        bool is_soft = strncmp(from, "ğ", strlen("ğ")) == 0;
        *to++ = is_soft ? 'g' : *from;
        from += is_soft ? strlen("ğ") : 1;
    }
    *to = '\0';
}

static bool ask(const char *language, rawi_slice word, rawi_text *spoken) {
    char terminated[LONGEST_WORD + 1];
    char ipa[1024];
    memcpy(terminated, word.bytes, word.length);
    terminated[word.length] = '\0';
    harden_soft_g(terminated);
    if (rawi_espeak_pronounce(language, terminated, ipa, sizeof ipa) != RAWI_OK)
        return false;
    clean(ipa, language);
    rawi_write_sounds(rawi_slice_of(ipa), word, spoken);
    return spoken->length > 0;
}

static remembered_word *place_of(rawi_pronouncer *pronouncer, rawi_slice word) {
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (unsigned char)word.bytes[i]) * 16777619U;
    return &pronouncer->words[hash % REMEMBERED];
}

/* A piece of at most LONGEST_WORD bytes, in lower case. */
static bool pronounce_piece(rawi_pronouncer *pronouncer, rawi_slice word, const char *name_language,
                            rawi_text *spoken) {
    const char *language = language_of(word, name_language);
    if (!language)
        return false;
    remembered_word *place = place_of(pronouncer, word);
    if (!rawi_slice_equal(rawi_slice_of(place->word), word) ||
        strcmp(place->language, language) != 0) {
        rawi_text fresh = {0};
        bool is_spoken =
            ask(language, word, &fresh) && fresh.length <= LONGEST_SPOKEN && !fresh.failed;
        if (is_spoken) {
            memcpy(place->word, word.bytes, word.length);
            place->word[word.length] = '\0';
            place->language = language;
            memcpy(place->spoken, fresh.bytes, fresh.length + 1);
        }
        rawi_text_free(&fresh);
        if (!is_spoken)
            return false;
    }
    if (spoken->length)
        rawi_text_add(spoken, " ", 1);
    rawi_text_add_string(spoken, place->spoken);
    return true;
}

/* The word in lower case; its accents stay, they tell the language. */
static void lower(rawi_slice word, rawi_text *lowered) {
    for (size_t at = 0; at < word.length;) {
        int32_t letter = rawi_next_character(word.bytes, word.length, &at);
        if (letter > 0)
            rawi_text_add_character(lowered, (char32_t)u_tolower(letter));
    }
}

/* The language that a letter of the word betrays. French accents of a word that a table reads
 * betray nothing: brands of every country have them (Nestlé, Pokémon). */
static const char *language_by_letter(rawi_slice word) {
    rawi_latin_entry entry;
    rawi_text lowered = {0};
    lower(word, &lowered);
    rawi_slice letters = {lowered.bytes, lowered.length};
    const char *language = letters.length ? origin_by_letter("letter", letters) : NULL;
    if (!language && letters.length)
        language = origin_by_letter("accent", letters);
    rawi_text_free(&lowered);
    bool is_brand = language && strcmp(language, "fr") == 0 &&
                    rawi_latin_find(word.bytes, 0, word.length, true, &entry) &&
                    entry.end == word.length;
    return is_brand ? NULL : language;
}

const char *rawi_language_of_name(rawi_slice name) {
    const char *language = NULL;
    for (size_t at = 0; at < name.length && !language;) {
        size_t start = at;
        size_t end = at;
        while (at < name.length && u_isalpha(rawi_next_character(name.bytes, name.length, &at)))
            end = at;
        language = language_by_letter((rawi_slice){name.bytes + start, end - start});
    }
    return language;
}

bool rawi_pronounce(rawi_pronouncer *pronouncer, rawi_slice word, const char *name_language,
                    rawi_text *spoken) {
    rawi_text lowered = {0};
    size_t length = spoken->length;
    lower(word, &lowered);
    bool is_spoken = lowered.length > 0;
    for (size_t at = 0; at < lowered.length && is_spoken;) {
        size_t end = at + LONGEST_WORD;
        if (end >= lowered.length)
            end = lowered.length;
        while (end < lowered.length && ((unsigned char)lowered.bytes[end] & 0xC0) == 0x80)
            end--;
        is_spoken = pronounce_piece(pronouncer, (rawi_slice){lowered.bytes + at, end - at},
                                    name_language, spoken);
        at = end;
    }
    if (!is_spoken)
        spoken->length = length;
    spoken->failed |= lowered.failed;
    rawi_text_free(&lowered);
    return is_spoken;
}
