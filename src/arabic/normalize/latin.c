/* Reads a run of Latin script piece by piece: the lexicon's longest phrase where there is one, else
 * a word, a number or what joins them. */
#include "arabic/normalize/latin.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "arabic/normalize/latin_context.h"
#include "arabic/normalize/latin_letters.h"
#include "arabic/normalize/latin_lexicon.h"
#include "arabic/normalize/latin_reader.h"
#include "arabic/normalize/latin_words.h"
#include "arabic/normalize/scripts.h"

enum {
    NEIGHBOURHOOD = 80,   /* bytes on either side that tell a heading and a name's language */
    LONGEST_WORD = 256,   /* bytes; what is longer is read as several words */
    HEADING_LETTERS = 10, /* capitals of all words in such a heading, at least */
    HEADING_WORD = 6      /* capitals of its longest word, at least */
};

struct rawi_latin {
    rawi_pronouncer *pronouncer;
    rawi_transliterator *transliterator; /* NULL before the first word of another script */
};

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
    rawi_transliterator_close(latin->transliterator);
    free(latin);
}

bool rawi_latin_knows(const char *text, rawi_span run) {
    rawi_latin_entry entry;
    return rawi_latin_find(text, run.start, run.end, false, &entry) && entry.end == run.end;
}

/* ---- characters ---------------------------------------------------------------------------- */

int32_t rawi_latin_character(const rawi_latin_reader *reader, size_t at) {
    size_t limit = reader->sentence.end;
    return at < limit ? rawi_next_character(reader->text, limit, &at) : 0;
}

bool rawi_latin_is_digit(int32_t character) {
    return character >= '0' && character <= '9';
}

bool rawi_latin_is_letter(int32_t character) {
    return u_isalpha(character) && !(character >= 0x600 && character < 0x780);
}

static bool is_greek(int32_t character) {
    return character >= 0x370 && character <= 0x3FF;
}

size_t rawi_latin_letters_end(const rawi_latin_reader *reader, size_t at) {
    bool greek = is_greek(rawi_latin_character(reader, at));
    size_t end = at;
    size_t limit =
        reader->sentence.end - at > LONGEST_WORD ? at + LONGEST_WORD : reader->sentence.end;
    while (at < limit) {
        size_t start = at;
        int32_t character = rawi_next_character(reader->text, reader->sentence.end, &at);
        bool is_apostrophe = character == '\'' || character == U'’';
        if (rawi_latin_is_letter(character) && is_greek(character) != greek)
            break; /* πr */
        if (rawi_latin_is_letter(character) || u_charType(character) == U_NON_SPACING_MARK)
            end = at;
        else if (!is_apostrophe || end != start ||
                 !rawi_latin_is_letter(rawi_latin_character(reader, at)))
            break;
    }
    return end;
}

static rawi_slice piece(const rawi_latin_reader *reader, size_t start, size_t end) {
    return (rawi_slice){reader->text + start, end - start};
}

static bool is_capital(int32_t character) {
    return character >= 'A' && character <= 'Z';
}

/* ---- speaking ------------------------------------------------------------------------------ */

static void speak(rawi_latin_reader *reader, rawi_slice spoken, rawi_span span) {
    while (spoken.length) {
        const char *space = memchr(spoken.bytes, ' ', spoken.length);
        rawi_slice word = {spoken.bytes, space ? (size_t)(space - spoken.bytes) : spoken.length};
        size_t step = space ? word.length + 1 : word.length;
        unsigned flags;
        word = rawi_name_word(word, &flags);
        rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, word, flags, span);
        spoken = (rawi_slice){spoken.bytes + step, spoken.length - step};
    }
}

static void speak_string(rawi_latin_reader *reader, const char *spoken, rawi_span span) {
    speak(reader, rawi_slice_of(spoken), span);
}

/* Speaks and frees. */
static void speak_text(rawi_latin_reader *reader, rawi_text *spoken, rawi_span span) {
    if (spoken->length)
        speak(reader, (rawi_slice){spoken->bytes, spoken->length}, span);
    reader->failed |= spoken->failed;
    rawi_text_free(spoken);
}

/* ---- pieces -------------------------------------------------------------------------------- */

/* Whether a byte of UTF-8 opens a letter of the block of Arabic. */
static bool opens_arabic(char byte) {
    return (unsigned char)byte >= 0xD8 && (unsigned char)byte <= 0xDB;
}

static bool is_inside_character(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The run and what stands around it without an Arabic letter between. */
static rawi_slice foreign_stretch(const rawi_latin_reader *reader) {
    size_t start = reader->run.start;
    size_t end = reader->run.end;
    while (start > reader->sentence.start && reader->run.start - start < NEIGHBOURHOOD &&
           !opens_arabic(reader->text[start - 1]))
        start--;
    while (end < reader->sentence.end && end - reader->run.end < NEIGHBOURHOOD &&
           !opens_arabic(reader->text[end]))
        end++;
    while (start < reader->run.start && is_inside_character(reader->text[start]))
        start++;
    while (end > reader->run.end && end < reader->sentence.end &&
           is_inside_character(reader->text[end]))
        end--;
    return piece(reader, start, end);
}

/* Whether words are all in capitals: a heading, in which capitals mean nothing. */
static bool is_heading(rawi_slice stretch) {
    size_t letters = 0;
    size_t words = 0;
    size_t longest = 0;
    for (size_t at = 0; at < stretch.length; at++) {
        size_t start = at;
        while (at < stretch.length && is_capital((unsigned char)stretch.bytes[at]))
            at++;
        if (at < stretch.length && stretch.bytes[at] >= 'a' && stretch.bytes[at] <= 'z')
            return false;
        words += at > start;
        letters += at - start;
        if (at - start > longest)
            longest = at - start;
    }
    return words > 2 && letters >= HEADING_LETTERS && longest >= HEADING_WORD;
}

/* Whether the word in text[at, end) is a part of an address or a handle. */
static bool is_in_address(const rawi_latin_reader *reader, size_t at, size_t end) {
    return (at > 0 && strchr("@./", reader->text[at - 1])) ||
           (rawi_latin_character(reader, end) == '.' &&
            rawi_latin_is_letter(rawi_latin_character(reader, end + 1)));
}

size_t rawi_latin_read_word(rawi_latin_reader *reader, size_t at) {
    size_t end = rawi_latin_letters_end(reader, at);
    rawi_slice word = piece(reader, at, end);
    rawi_text spoken = {0};
    if (!is_in_address(reader, at, end) || !rawi_read_joined_words(word, &spoken))
        rawi_read_word(reader->pronouncer, word, &reader->surroundings, &spoken);
    speak_text(reader, &spoken, (rawi_span){at, end});
    return end;
}

/* Whether common English words may match the word at `at`: not one in capitals that is more likely
 * an acronym or a letter (CAN, A), nor the letter of a number (3a, a3f9), nor in a phrase of
 * another language. */
static bool may_be_common(const rawi_latin_reader *reader, size_t at) {
    size_t end = rawi_latin_letters_end(reader, at);
    rawi_slice word = piece(reader, at, end);
    bool after_digit = at > 0 && rawi_latin_is_digit((unsigned char)reader->text[at - 1]);
    if (word.length == 1 && (after_digit || rawi_latin_is_digit(rawi_latin_character(reader, end))))
        return false;
    if (reader->surroundings.phrase)
        return false;
    if (reader->surroundings.heading || !rawi_is_all_capitals(word) ||
        word.length > RAWI_SPELLED_ALWAYS + 1)
        return true;
    return word.length == 1 && rawi_latin_character(reader, end) == ' ' &&
           rawi_latin_is_letter(rawi_latin_character(reader, end + 1));
}

/* The end of a possessive 's at `at`, `at` where there is none. */
static size_t possessive_end(const rawi_latin_reader *reader, size_t at) {
    int32_t apostrophe = rawi_latin_character(reader, at);
    if (apostrophe != '\'' && apostrophe != U'’')
        return at;
    size_t s = at;
    rawi_next_character(reader->text, reader->sentence.end, &s);
    bool is_s = (rawi_latin_character(reader, s) | 0x20) == 's';
    return is_s && !rawi_latin_is_letter(rawi_latin_character(reader, s + 1)) ? s + 1 : at;
}

static size_t read_entry(rawi_latin_reader *reader, size_t at, const rawi_latin_entry *entry) {
    rawi_text spoken = {0};
    rawi_text_add_string(&spoken, entry->spoken);
    size_t end = entry->end;
    size_t s = possessive_end(reader, end);
    if (s > end) {
        rawi_add_s(&spoken);
        end = s;
    }
    speak_text(reader, &spoken, (rawi_span){at, end});
    return rawi_latin_read_numbers_of_name(reader, at, end);
}

/* Whether the full stop at `at` stands between the letters of an acronym (U.S.). */
static bool is_inside_acronym(const rawi_latin_reader *reader, size_t at) {
    return at > reader->run.start && is_capital((unsigned char)reader->text[at - 1]) &&
           is_capital(rawi_latin_character(reader, at + 1)) &&
           rawi_latin_letters_end(reader, at + 1) == at + 2;
}

/* Whether nothing but numbers follows the full stop at `at`: XBB.1.5. */
static bool is_before_version(const rawi_latin_reader *reader, size_t at) {
    size_t end = at + 1;
    while (end < reader->run.end && strchr("0123456789.", reader->text[end]))
        end++;
    return end == reader->run.end && end > at + 1;
}

/* Says what stands between the words of a run: a full stop (example.com), plus and ampersand. */
static size_t read_joiner(rawi_latin_reader *reader, size_t at) {
    rawi_span span = {at, at + 1};
    char joiner = reader->text[at];
    if (joiner == '.' && !is_inside_acronym(reader, at))
        speak_string(reader, is_before_version(reader, at) ? "نُقْطَةْ" : "دُوتْ", span);
    else if (joiner == '+')
        speak_string(reader, "بْلَسْ", span);
    else if (joiner == '&')
        speak_string(reader, "آنْدْ", span);
    rawi_next_character(reader->text, reader->sentence.end, &at);
    return at;
}

/* A short last label of an address (io, sa) is spelled. */
static bool is_country_label(const rawi_latin_reader *reader, size_t at) {
    return at > reader->run.start && reader->text[at - 1] == '.' &&
           rawi_latin_letters_end(reader, at) == at + 2 && at + 2 >= reader->run.end;
}

static size_t read_country_label(rawi_latin_reader *reader, size_t at) {
    rawi_text spoken = {0};
    rawi_spell_letters(piece(reader, at, at + 2), &spoken);
    speak_text(reader, &spoken, (rawi_span){at, at + 2});
    return at + 2;
}

/* Where the name begins behind the Arabic article in Latin letters at `at` (El Fassi), `at` where
 * none stands or the name's Arabic has no article. */
static size_t skip_article(const rawi_latin_reader *reader, size_t at) {
    size_t end = rawi_latin_letters_end(reader, at);
    int32_t first = rawi_latin_character(reader, at) | 0x20;
    bool is_article = end == at + 2 && (first == 'a' || first == 'e') &&
                      (rawi_latin_character(reader, at + 1) | 0x20) == 'l';
    int32_t gap = rawi_latin_character(reader, end);
    rawi_latin_entry entry;
    if (!is_article || (gap != ' ' && gap != '-') ||
        !rawi_latin_find(reader->text, end + 1, reader->sentence.end, false, &entry))
        return at;
    return strncmp(entry.spoken, "ال", strlen("ال")) == 0 ? end + 1 : at;
}

static size_t read_piece(rawi_latin_reader *reader, size_t at) {
    int32_t character = rawi_latin_character(reader, at);
    bool is_digit = rawi_latin_is_digit(character);
    bool is_letter = rawi_latin_is_letter(character);
    bool inside_word = at > reader->run.start && u_isalnum(reader->text[at - 1]);
    rawi_latin_entry entry;
    if (is_country_label(reader, at))
        return read_country_label(reader, at);
    bool known = !(inside_word && (is_digit || !is_letter)) &&
                 rawi_latin_find(reader->text, at, reader->sentence.end, may_be_common(reader, at),
                                 &entry) &&
                 rawi_latin_fits(reader->text, reader->sentence, at, &entry);
    size_t name = is_letter ? skip_article(reader, at) : at;
    if (name > at && (!known || entry.end < name))
        return read_piece(reader, name);
    if (known)
        return read_entry(reader, at, &entry);
    if (is_digit)
        return rawi_latin_read_number(reader, at);
    if (!is_letter)
        return read_joiner(reader, at);
    size_t end = rawi_latin_read_word(reader, at);
    return rawi_latin_read_numbers_of_name(reader, at, end);
}

/* ---- runs ---------------------------------------------------------------------------------- */

/* Whether the capital before the full stop at `at` is the initial of the word that follows:
 * F. Kennedy, E. coli. */
static bool is_initial(const rawi_latin_reader *reader, size_t at) {
    const char *text = reader->text;
    bool is_letter = at == reader->run.start + 1 && is_capital((unsigned char)text[at - 1]);
    return is_letter && rawi_latin_character(reader, at + 1) == ' ' &&
           rawi_latin_is_letter(rawi_latin_character(reader, at + 2));
}

/* Whether the lexicon has the last word before `at` with its full stop: Tiffany & Co. */
static bool is_abbreviation(const rawi_latin_reader *reader, size_t at) {
    size_t start = at;
    while (start > reader->run.start && u_isalpha(reader->text[start - 1]))
        start--;
    rawi_latin_entry entry;
    return start < at && rawi_latin_find(reader->text, start, at + 1, true, &entry) &&
           entry.end == at + 1;
}

/* The full stop that ends an acronym with full stops (U.S.) or an abbreviation belongs to it unless
 * it ends the sentence too; that of an initial always. */
static size_t take_full_stop(const rawi_latin_reader *reader, size_t at) {
    const char *text = reader->text;
    bool is_acronym = at >= reader->run.start + 3 && is_capital((unsigned char)text[at - 1]) &&
                      text[at - 2] == '.' && is_capital((unsigned char)text[at - 3]);
    if (rawi_latin_character(reader, at) != '.')
        return at;
    if (is_initial(reader, at))
        return at + 1;
    bool is_short = is_acronym || is_abbreviation(reader, at);
    for (size_t rest = at + 1; is_short && rest < reader->sentence.end; rest++)
        if (text[rest] != ' ')
            return at + 1;
    return at;
}

/* The plus signs that end a name (Pro+, PA++++). */
static size_t take_plus(rawi_latin_reader *reader, size_t at) {
    size_t end = at;
    while (rawi_latin_character(reader, end) == '+')
        end++;
    if (u_isalnum(rawi_latin_character(reader, end)))
        return at;
    while (at < end)
        at = read_joiner(reader, at);
    return end;
}

/* Whether the run up to `at` rates a credit: one letter up to three times, where a word tells. */
static bool is_rating(const rawi_latin_reader *reader, size_t at) {
    enum {
        LONGEST_RATING = 3
    };
    rawi_span run = {reader->run.start, at};
    char letter = reader->text[run.start];
    size_t length = 0;
    while (run.start + length < at && reader->text[run.start + length] == letter)
        length++;
    return letter >= 'A' && letter <= 'C' && run.start + length == at && length <= LONGEST_RATING &&
           rawi_latin_stands_near(reader->text, reader->sentence, run, "rating");
}

/* The minus of a credit's rating: AA-, BBB-. */
static size_t take_minus(rawi_latin_reader *reader, size_t at) {
    int32_t after = rawi_latin_character(reader, at + 1);
    if (rawi_latin_character(reader, at) != '-' || u_isalnum(after) || !is_rating(reader, at))
        return at;
    speak_string(reader, "مَايْنَسْ", (rawi_span){at, at + 1});
    return at + 1;
}

/* An ampersand between two names: Lynk & Co. */
static size_t take_ampersand(rawi_latin_reader *reader, size_t at) {
    bool joins = rawi_latin_character(reader, at) == ' ' &&
                 rawi_latin_character(reader, at + 1) == '&' &&
                 rawi_latin_character(reader, at + 2) == ' ' &&
                 rawi_latin_is_letter(rawi_latin_character(reader, at + 3));
    return joins ? read_joiner(reader, at + 1) : at;
}

rawi_status rawi_read_latin(rawi_latin *latin, const char *text, rawi_span run, rawi_span sentence,
                            rawi_token_builder *tokens, size_t *end, rawi_error *error) {
    rawi_latin_reader reader = {.pronouncer = latin->pronouncer,
                                .text = text,
                                .run = run,
                                .sentence = sentence,
                                .tokens = tokens};
    rawi_slice stretch = foreign_stretch(&reader);
    const char *phrase = rawi_language_of_phrase(stretch);
    reader.surroundings = (rawi_surroundings){
        .heading = is_heading(stretch),
        .language = phrase ? phrase : rawi_language_of_name(stretch),
        .phrase = phrase,
    };
    size_t at = run.start;
    while (at < run.end)
        at = read_piece(&reader, at);
    at = take_minus(&reader, take_plus(&reader, take_full_stop(&reader, at)));
    *end = take_ampersand(&reader, at);
    return tokens->failed || reader.failed ? rawi_fail_memory(error) : RAWI_OK;
}

rawi_status rawi_read_transliterated(rawi_latin *latin, rawi_slice word, rawi_token_builder *tokens,
                                     rawi_error *error) {
    rawi_text letters = {0};
    rawi_status status = RAWI_OK;
    if (rawi_transliterate(&latin->transliterator, word, &letters)) {
        rawi_span whole = {0, letters.length};
        size_t end;
        status = rawi_read_latin(latin, letters.bytes, whole, whole, tokens, &end, error);
    } else if (letters.failed) {
        status = rawi_fail_memory(error);
    }
    rawi_text_free(&letters);
    return status;
}
