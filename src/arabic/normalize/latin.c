/* Reads a run of Latin script piece by piece: the lexicon's longest phrase where there is one, else
 * a word, an acronym, a number or what joins them. */
#include "arabic/normalize/latin.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "arabic/normalize/latin_letters.h"
#include "arabic/normalize/latin_lexicon.h"
#include "arabic/normalize/latin_pronounce.h"
#include "arabic/normalize/number.h"

enum {
    SPELLED_ALWAYS = 3,  /* letters of a capital word that is never read */
    SPELLED_OR_READ = 5, /* … that is read where it can be; longer ones where they have a vowel */
    NEIGHBOURHOOD = 80,  /* bytes looked at to tell a heading in capitals from an acronym */
    HEADING_LETTERS = 10,    /* capitals in a row of words that make such a heading */
    LONGEST_RANGE_DIGITS = 6 /* of a number that belongs to a name */
};

struct rawi_latin {
    rawi_pronouncer *pronouncer;
};

typedef struct reader {
    rawi_latin *latin;
    const char *text;
    rawi_span run;
    size_t limit; /* the sentence's end */
    size_t start; /* and start */
    rawi_token_builder *tokens;
    bool failed;
} reader;

rawi_status rawi_latin_open(rawi_latin **latin, rawi_error *error) {
    rawi_latin *opened = calloc(1, sizeof *opened);
    if (!opened)
        return rawi_fail_memory(error);
    opened->pronouncer = rawi_pronouncer_open();
    if (!opened->pronouncer) {
        free(opened);
        return rawi_fail_memory(error);
    }
    *latin = opened;
    return RAWI_OK;
}

void rawi_latin_close(rawi_latin *latin) {
    if (!latin)
        return;
    rawi_pronouncer_close(latin->pronouncer);
    free(latin);
}

bool rawi_latin_knows(const char *text, rawi_span run) {
    rawi_latin_entry entry;
    return rawi_latin_find(text, run.start, run.end, false, &entry) && entry.end == run.end;
}

/* ---- characters ---------------------------------------------------------------------------- */

static UChar32 character_at(const reader *reading, size_t at) {
    return at < reading->limit ? rawi_next_character(reading->text, reading->limit, &at) : 0;
}

static bool is_digit(UChar32 character) {
    return character >= '0' && character <= '9';
}

static bool is_foreign_letter(UChar32 character) {
    return u_isalpha(character) && !(character >= 0x600 && character < 0x780);
}

/* The end of the run of letters at `at`; an apostrophe between letters is inside. */
static size_t letters_end(const reader *reading, size_t at) {
    size_t end = at;
    while (at < reading->limit) {
        UChar32 character = rawi_next_character(reading->text, reading->limit, &at);
        bool is_letter =
            is_foreign_letter(character) || u_charType(character) == U_NON_SPACING_MARK;
        if (is_letter)
            end = at;
        else if (!(character == '\'' || character == U'’') || end == 0 ||
                 !is_foreign_letter(character_at(reading, at)))
            break;
    }
    return end;
}

static size_t digits_end(const reader *reading, size_t at) {
    while (at < reading->limit && is_digit((unsigned char)reading->text[at]))
        at++;
    return at;
}

static rawi_slice piece(const reader *reading, size_t start, size_t end) {
    return (rawi_slice){reading->text + start, end - start};
}

static bool is_upper(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(char byte) {
    return byte >= 'a' && byte <= 'z';
}

static bool is_all_capitals(rawi_slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (!is_upper(word.bytes[i]))
            return false;
    return word.length > 0;
}

/* ---- speaking ------------------------------------------------------------------------------ */

/* Whether the word's last letter has its mark or is a vowel's letter. */
static bool is_complete(rawi_slice word) {
    size_t at = word.length;
    UChar32 last = rawi_previous_character(word.bytes, 0, &at);
    return (last >= 0x64B && last <= 0x652 && last != 0x651) || last == U'ا' || last == U'ى' ||
           last == U'و' || last == U'ي' || last == U'آ';
}

static void speak(reader *reading, rawi_slice spoken, rawi_span span) {
    while (spoken.length) {
        const char *space = memchr(spoken.bytes, ' ', spoken.length);
        rawi_slice word = {spoken.bytes, space ? (size_t)(space - spoken.bytes) : spoken.length};
        unsigned flags =
            is_complete(word) ? RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN : RAWI_TOKEN_STEM_COMPLETE;
        rawi_token_add(reading->tokens, RAWI_TOKEN_WORD, word, flags, span);
        size_t step = space ? word.length + 1 : word.length;
        spoken = (rawi_slice){spoken.bytes + step, spoken.length - step};
    }
}

static void speak_string(reader *reading, const char *spoken, rawi_span span) {
    speak(reading, rawi_slice_of(spoken), span);
}

static void speak_text(reader *reading, rawi_text *spoken, rawi_span span) {
    if (spoken->length)
        speak(reading, (rawi_slice){spoken->bytes, spoken->length}, span);
    reading->failed |= spoken->failed;
    rawi_text_free(spoken);
}

/* ---- words --------------------------------------------------------------------------------- */

/* Whether the words around stand in capitals too: a heading, in which capitals mean nothing. */
static bool is_heading(const reader *reading) {
    size_t before = reading->run.start > NEIGHBOURHOOD ? reading->run.start - NEIGHBOURHOOD : 0;
    size_t start = before > reading->start ? before : reading->start;
    size_t letters = 0;
    size_t words = 0;
    size_t longest = 0;
    for (size_t at = start; at < reading->limit && at < reading->run.end + NEIGHBOURHOOD; at++) {
        size_t from = at;
        while (at < reading->limit && is_upper(reading->text[at]))
            at++;
        if (at < reading->limit && is_lower(reading->text[at]))
            return false;
        if (at == from)
            continue;
        words++;
        letters += at - from;
        if (at - from > longest)
            longest = at - from;
    }
    return words > 2 && letters >= HEADING_LETTERS && longest > SPELLED_OR_READ;
}

/* Whether a word in capitals is an acronym that is spelled. */
static bool is_spelled(rawi_slice word) {
    if (word.length <= SPELLED_ALWAYS)
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

static bool is_named_letter(rawi_slice word) {
    size_t at = 0;
    int32_t letter = rawi_next_character(word.bytes, word.length, &at);
    return at == word.length && letter > 0 && rawi_letter_name((char32_t)letter);
}

/* Appends what a word without inner capitals says. */
static void pronounce(reader *reading, rawi_slice word, rawi_text *spoken) {
    rawi_latin_entry entry;
    if (rawi_latin_find(word.bytes, 0, word.length, true, &entry) && entry.end == word.length) {
        if (spoken->length)
            rawi_text_add(spoken, " ", 1);
        rawi_text_add_string(spoken, entry.spoken);
        return;
    }
    if (is_named_letter(word) || !has_vowel(word) ||
        !rawi_pronounce(reading->latin->pronouncer, word, spoken))
        rawi_spell_letters(word, spoken);
}

/* Prefixes of names after which a capital starts no new word. */
static bool is_name_prefix(rawi_slice prefix) {
    static const char *const prefixes[] = {"Mc",   "Mac", "De", "Di", "Du",
                                           "Fitz", "La",  "Le", "Van"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (rawi_slice_equal(prefix, rawi_slice_of(prefixes[i])))
            return true;
    return false;
}

/* The end of the first word in a word with inner capitals: DeepSeek, NVLink, eBay. */
static size_t first_part(rawi_slice word) {
    size_t capitals = 0;
    while (capitals < word.length && is_upper(word.bytes[capitals]))
        capitals++;
    if (capitals > 1 && capitals < word.length)
        return is_lower(word.bytes[capitals]) ? capitals - 1 : capitals;
    for (size_t i = 1; i < word.length; i++)
        if (is_upper(word.bytes[i]) && !is_upper(word.bytes[i - 1]) &&
            !is_name_prefix((rawi_slice){word.bytes, i}))
            return i;
    return word.length;
}

/* Appends what a word of letters says. */
static void read_letters(reader *reading, rawi_slice word, bool heading, rawi_text *spoken) {
    while (word.length) {
        bool capitals = is_all_capitals(word);
        size_t part = capitals ? word.length : first_part(word);
        rawi_slice first = {word.bytes, part};
        bool plural = part + 1 == word.length && word.bytes[part] == 's' && is_all_capitals(first);
        if (is_all_capitals(first) && !heading && is_spelled(first))
            rawi_spell_letters(first, spoken);
        else
            pronounce(reading, first, spoken);
        if (plural)
            rawi_add_s(spoken);
        part += plural;
        word = (rawi_slice){word.bytes + part, word.length - part};
    }
}

/* The bytes of a possessive 's at the word's end. */
static size_t possessive(rawi_slice word) {
    static const char *const endings[] = {"'s", "’s", "'S", "’S"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (word.length > length &&
            memcmp(word.bytes + word.length - length, endings[i], length) == 0)
            return length;
    }
    return 0;
}

/* A plural of capitals (GPUs): the s is no part of the acronym. */
static bool is_plural_acronym(rawi_slice word) {
    return word.length > 2 && word.bytes[word.length - 1] == 's' &&
           is_all_capitals((rawi_slice){word.bytes, word.length - 1});
}

static size_t read_word(reader *reading, size_t at, bool heading) {
    size_t end = letters_end(reading, at);
    rawi_slice word = piece(reading, at, end);
    size_t s = possessive(word);
    word.length -= s;
    rawi_text spoken = {0};
    if (is_plural_acronym(word)) {
        rawi_spell_letters((rawi_slice){word.bytes, word.length - 1}, &spoken);
        rawi_add_s(&spoken);
    } else {
        read_letters(reading, word, heading, &spoken);
    }
    if (s && spoken.length)
        rawi_add_s(&spoken);
    speak_text(reading, &spoken, (rawi_span){at, end});
    return end;
}

/* ---- numbers ------------------------------------------------------------------------------- */

/* A number or a version (3.12): its parts with نقطة between them. */
static size_t read_number(reader *reading, size_t at) {
    for (;;) {
        size_t end = digits_end(reading, at);
        rawi_say_digits(reading->tokens, piece(reading, at, end), (rawi_span){at, end});
        bool goes_on = end + 1 < reading->limit && reading->text[end] == '.' &&
                       is_digit((unsigned char)reading->text[end + 1]);
        if (!goes_on)
            return end;
        rawi_token_add(reading->tokens, RAWI_TOKEN_WORD, rawi_slice_of("نُقْطَة"),
                       RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN, (rawi_span){end, end + 1});
        at = end + 1;
    }
}

/* Whether the text at `at` makes the number before it a count, not part of a name. */
static bool counts_something(const reader *reading, size_t at) {
    static const char *const counted[] = {"مليون",   "مليار",    "ملايين",    "ألف",    "آلاف",
                                          "تريليون", "دولار",    "يورو",      "ريال",   "درهم",
                                          "جنيه",    "في المئة", "في المائة", "بالمئة", "بالمائة",
                                          "سنة",     "عام",      "%",         "٪"};
    while (at < reading->limit && reading->text[at] == ' ')
        at++;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        size_t length = strlen(counted[i]);
        if (reading->limit - at >= length && memcmp(reading->text + at, counted[i], length) == 0)
            return true;
    }
    return false;
}

/* Whether numbers belong to the name or to its last word (iPad Pro 11). */
static bool takes_number(const reader *reading, size_t start, size_t end) {
    size_t last = end;
    while (last > start && reading->text[last - 1] != ' ' && reading->text[last - 1] != '-')
        last--;
    return rawi_latin_takes_number(reading->text, start, end) ||
           rawi_latin_takes_number(reading->text, last, end);
}

/* Reads the number that belongs to the name in text[start, end) and stands after it. */
static size_t read_number_of_name(reader *reading, size_t start, size_t end) {
    size_t digits = end;
    if (digits < reading->limit && (reading->text[digits] == ' ' || reading->text[digits] == '-'))
        digits++;
    size_t after = digits_end(reading, digits);
    if (after == digits || after - digits > LONGEST_RANGE_DIGITS ||
        !takes_number(reading, start, end) || counts_something(reading, after))
        return end;
    after = read_number(reading, digits);
    UChar32 next = character_at(reading, after);
    return is_foreign_letter(next) ? read_word(reading, after, false) : after;
}

/* ---- pieces -------------------------------------------------------------------------------- */

/* Whether common English words may match the word at `at`: not one in capitals that is more likely
 * an acronym or a letter (CAN, A). */
static bool may_be_common(const reader *reading, size_t at, bool heading) {
    size_t end = letters_end(reading, at);
    rawi_slice word = piece(reading, at, end);
    if (heading || !is_all_capitals(word) || word.length > SPELLED_ALWAYS + 1)
        return true;
    return word.length == 1 && character_at(reading, end) == ' ' &&
           is_foreign_letter(character_at(reading, end + 1));
}

static size_t read_entry(reader *reading, size_t at, const rawi_latin_entry *entry) {
    rawi_text spoken = {0};
    rawi_text_add_string(&spoken, entry->spoken);
    size_t end = entry->end;
    size_t rest = letters_end(reading, end);
    size_t s = possessive(piece(reading, at, rest > end ? rest : end));
    if (s && end + s == rest) {
        rawi_add_s(&spoken);
        end = rest;
    }
    speak_text(reading, &spoken, (rawi_span){at, end});
    return read_number_of_name(reading, at, end);
}

/* What stands between the words of a run: a full stop is said in an address (example.com), not
 * between the letters of an acronym (U.S.). */
static size_t read_joiner(reader *reading, size_t at) {
    rawi_span span = {at, at + 1};
    switch (reading->text[at]) {
    case '.': {
        bool acronym = at > reading->run.start && is_upper(reading->text[at - 1]) &&
                       is_upper((char)character_at(reading, at + 1)) &&
                       letters_end(reading, at + 1) == at + 2;
        if (!acronym)
            speak_string(reading, "دُوتْ", span);
        break;
    }
    case '+':
        speak_string(reading, "بْلَسْ", span);
        break;
    case '&':
        speak_string(reading, "آنْدْ", span);
        break;
    default:
        break;
    }
    rawi_next_character(reading->text, reading->limit, &at);
    return at;
}

/* A short last label of an address (io, sa) is spelled. */
static bool is_country_label(const reader *reading, size_t at) {
    return at > reading->run.start && reading->text[at - 1] == '.' &&
           letters_end(reading, at) == at + 2 && at + 2 >= reading->run.end;
}

static size_t read_piece(reader *reading, size_t at, bool heading) {
    UChar32 character = character_at(reading, at);
    if (!is_foreign_letter(character) && !is_digit(character))
        return read_joiner(reading, at);
    rawi_latin_entry entry;
    if (is_country_label(reading, at)) {
        rawi_text spoken = {0};
        rawi_spell_letters(piece(reading, at, at + 2), &spoken);
        speak_text(reading, &spoken, (rawi_span){at, at + 2});
        return at + 2;
    }
    bool inside_word = at > reading->run.start && u_isalnum(reading->text[at - 1]);
    if (!(inside_word && is_digit(character)) &&
        rawi_latin_find(reading->text, at, reading->limit, may_be_common(reading, at, heading),
                        &entry))
        return read_entry(reading, at, &entry);
    if (is_digit(character))
        return read_number(reading, at);
    size_t end = read_word(reading, at, heading);
    return read_number_of_name(reading, at, end);
}

/* The full stop that ends an acronym with full stops (U.S.) belongs to it unless it ends the
 * sentence too. */
static size_t end_of_acronym(const reader *reading, size_t at) {
    bool is_acronym = at >= 3 && at == reading->run.end && at - reading->run.start >= 3 &&
                      is_upper(reading->text[at - 1]) && reading->text[at - 2] == '.' &&
                      is_upper(reading->text[at - 3]);
    if (!is_acronym || character_at(reading, at) != '.')
        return at;
    for (size_t rest = at + 1; rest < reading->limit; rest++)
        if (reading->text[rest] != ' ')
            return at + 1;
    return at;
}

rawi_status rawi_read_latin(rawi_latin *latin, const char *text, rawi_span run, rawi_span sentence,
                            rawi_token_builder *tokens, size_t *end, rawi_error *error) {
    reader reading = {latin, text, run, sentence.end, sentence.start, tokens, false};
    bool heading = is_heading(&reading);
    size_t at = run.start;
    while (at < run.end)
        at = read_piece(&reading, at, heading);
    *end = end_of_acronym(&reading, at);
    return tokens->failed || reading.failed ? rawi_fail_memory(error) : RAWI_OK;
}
