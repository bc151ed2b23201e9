/* Chooses the language of a foreign word, asks eSpeak NG for its sounds and writes them in Arabic.
 */
#include "arabic/normalize/latin_pronounce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "arabic/normalize/latin_lexicon.h"
#include "arabic/normalize/latin_sounds.h"
#include "base/table.h"
#include "voice/espeak_library.h"

RAWI_TABLE(latin_origins);
RAWI_TABLE(latin_respellings);

#define ENGLISH          "en-us"
#define LETTER_BY_LETTER "sw" /* Swahili, whose letters have one sound each */

enum {
    LONGEST_WORD = 48, /* bytes; a longer one is pronounced piece by piece */
    LONGEST_SPOKEN = 400,
    REMEMBERED = 256, /* words; a newer one takes the place of an older one with its hash */
    LONGEST_END = 8,  /* bytes of the origins' ends and starts */
    LONGEST_PIECE = 8 /* bytes of the respellings' pieces */
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

/* The language of the word's longest end that the origins name as `end`, or of its longest start
 * that they name as `start` (NULL: of ends alone). */
static const char *origin_by_edges(const char *end, const char *start, rawi_slice word) {
    const char *language = NULL;
    size_t longest = word.length < LONGEST_END ? word.length : LONGEST_END;
    for (size_t length = longest; length > 0 && !language; length--) {
        language = origin(end, (rawi_slice){word.bytes + word.length - length, length});
        if (!language && start)
            language = origin(start, (rawi_slice){word.bytes, length});
    }
    return language;
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
        language = origin_by_edges("end", "start", word);
    if (!language)
        language = origin_by_letter("accent", word);
    if (!language)
        language = name_language;
    if (!language)
        language = origin_by_edges("else", NULL, word);
    return language ? language : ENGLISH;
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
typedef struct sound_of_letter {
    const char *language;
    const char *sound;
    const char *plain;
} sound_of_letter;

static const sound_of_letter sounds_of_letters[] = {
    {"es", "ð", "d"},     /* Estrada: إسترادا */
    {"sw", "ɟ", "dʒ"},    /* Jovetić: جوفيتيتش */
    {"sw", "ɲɟ", "ndʒ"},  /* Akanji: أكانجي */
    {"sw", "n̩tʃ", "ntʃ"}, /* Sancho: سانشو */
    {"sw", "ŋ̩", "ŋ"},     /* Nkunku: نكونكو */
    {"sw", "kh", "x"},    /* Khamzat: خامزات */
};

/* The plain sound for one at `at` that `language` has; NULL for none. Only English has the tap that
 * stands for t or d. */
static const sound_of_letter *find_plain(const char *language, const char *at) {
    static const sound_of_letter tap = {"", "ɾ", "r"};
    if (strncmp(language, "en", 2) != 0 && strncmp(at, tap.sound, strlen(tap.sound)) == 0)
        return &tap;
    for (size_t i = 0; i < sizeof sounds_of_letters / sizeof *sounds_of_letters; i++) {
        const sound_of_letter *sound = &sounds_of_letters[i];
        if (strncmp(language, sound->language, 2) == 0 &&
            strncmp(at, sound->sound, strlen(sound->sound)) == 0)
            return sound;
    }
    return NULL;
}

/* The IPA without marks and with plain sounds. */
static void clean(const char *ipa, const char *language, rawi_text *cleaned) {
    for (const char *from = ipa; *from;) {
        const sound_of_letter *sound = find_plain(language, from);
        size_t mark = mark_length(from);
        if (sound)
            rawi_text_add_string(cleaned, sound->plain);
        else if (!mark)
            rawi_text_add(cleaned, from, 1);
        from += mark ? mark : sound ? strlen(sound->sound) : 1;
    }
}

/* The replacement of a piece that `language` has one for, NULL for none. */
static const char *replacement_of(const char *language, const char *start, rawi_slice piece,
                                  const char *end) {
    char key[24 + LONGEST_PIECE];
    int size = snprintf(key, sizeof key, "%.8s:%s%.*s%s", language, start, (int)piece.length,
                        piece.bytes, end);
    ptrdiff_t row = rawi_table_find(&rawi_latin_respellings_table, (rawi_slice){key, (size_t)size});
    return row < 0 ? NULL : rawi_table_cell(&rawi_latin_respellings_table, (size_t)row, 1);
}

/* The replacement of the longest piece at `at`, NULL for none; first of one that only starts and
 * ends a word, where it does. */
static const char *respelling(const char *language, rawi_slice word, size_t at, size_t *bytes) {
    const char *found = NULL;
    size_t left = word.length - at;
    for (*bytes = left < LONGEST_PIECE ? left : LONGEST_PIECE; *bytes > 0; --*bytes) {
        rawi_slice piece = {word.bytes + at, *bytes};
        const char *start = at == 0 ? "^" : "";
        const char *end = *bytes == left ? "#" : "";
        found = replacement_of(language, start, piece, end);
        if (!found && *start)
            found = replacement_of(language, "", piece, end);
        if (!found && *end)
            found = replacement_of(language, start, piece, "");
        if (!found && *start && *end)
            found = replacement_of(language, "", piece, "");
        if (found)
            return found;
    }
    *bytes = 1;
    return NULL;
}

/* The word as eSpeak NG needs it written to say it in `language` as the press does. */
static void respell(const char *language, rawi_slice word, rawi_text *respelled) {
    for (size_t at = 0; at < word.length;) {
        size_t bytes = 1;
        const char *replacement = respelling(language, word, at, &bytes);
        if (replacement)
            rawi_text_add_string(respelled, replacement);
        else
            rawi_text_add(respelled, word.bytes + at, 1);
        at += bytes;
    }
}

/* Whether eSpeak NG's voice reads letters with accents; one that does not says their names. */
static bool reads_accents(const char *language) {
    return strcmp(language, ENGLISH) != 0 && strcmp(language, LETTER_BY_LETTER) != 0;
}

static bool ask(const char *language, rawi_slice word, rawi_text *spoken) {
    rawi_text respelled = {0};
    rawi_text sounds = {0};
    rawi_text letters = {0};
    char ipa[1024];
    respell(language, word, &respelled);
    rawi_latin_fold((rawi_slice){respelled.bytes, respelled.length}, true, &letters);
    const char *asked = reads_accents(language) ? respelled.bytes : letters.bytes;
    bool said = letters.length && !respelled.failed && !letters.failed &&
                rawi_espeak_pronounce(language, asked, ipa, sizeof ipa) == RAWI_OK;
    if (said)
        clean(ipa, language, &sounds);
    if (sounds.length && !sounds.failed)
        rawi_write_sounds((rawi_slice){sounds.bytes, sounds.length},
                          (rawi_slice){letters.bytes, letters.length}, spoken);
    spoken->failed |= respelled.failed || sounds.failed || letters.failed;
    rawi_text_free(&respelled);
    rawi_text_free(&sounds);
    rawi_text_free(&letters);
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

/* The word in lower case, with straight apostrophes; its accents stay, they tell the language. */
static void lower(rawi_slice word, rawi_text *lowered) {
    for (size_t at = 0; at < word.length;) {
        int32_t letter = rawi_next_character(word.bytes, word.length, &at);
        if (letter > 0)
            rawi_text_add_character(lowered, letter == U'’' ? U'\'' : (char32_t)u_tolower(letter));
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

/* The language of which a word tells that those around it are: a short one in lower case, elided or
 * not (des, d'), a long one (conseil) in any. */
static const char *language_by_particle(rawi_slice name, rawi_slice word) {
    enum {
        LONG = 4 /* letters */
    };
    size_t end = (size_t)(word.bytes - name.bytes) + word.length;
    int32_t after = end < name.length ? rawi_next_character(name.bytes, name.length, &end) : 0;
    if (word.length == 1 && (after == '\'' || after == U'’'))
        return origin("among", (rawi_slice){(char[]){word.bytes[0], '\''}, 2});
    if (word.length < LONG)
        return origin("among", word);
    rawi_text lowered = {0};
    lower(word, &lowered);
    const char *language = origin("among", (rawi_slice){lowered.bytes, lowered.length});
    rawi_text_free(&lowered);
    return language;
}

/* The next word of the name from *at on, which moves behind it; empty after the last. */
static rawi_slice next_word(rawi_slice name, size_t *at) {
    size_t start = *at;
    size_t end = *at;
    while (*at < name.length) {
        if (u_isalpha(rawi_next_character(name.bytes, name.length, at)))
            end = *at;
        else if (end > start)
            break;
        else
            start = end = *at;
    }
    return (rawi_slice){name.bytes + start, end - start};
}

const char *rawi_language_of_name(rawi_slice name) {
    const char *language = NULL;
    size_t at = 0;
    for (rawi_slice word = next_word(name, &at); word.length && !language;
         word = next_word(name, &at))
        language = language_by_letter(word);
    return language;
}

const char *rawi_language_of_phrase(rawi_slice phrase) {
    const char *language = NULL;
    size_t at = 0;
    for (rawi_slice word = next_word(phrase, &at); word.length; word = next_word(phrase, &at)) {
        const char *found = language_by_particle(phrase, word);
        if (found && strcmp(found, ENGLISH) == 0)
            return NULL; /* The Three Musketeers d'Artagnan Edition */
        if (!language)
            language = found;
    }
    return language;
}

bool rawi_is_english_word(rawi_slice word) {
    rawi_text lowered = {0};
    lower(word, &lowered);
    const char *language = origin("word", (rawi_slice){lowered.bytes, lowered.length});
    rawi_text_free(&lowered);
    return language && strcmp(language, ENGLISH) == 0;
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
