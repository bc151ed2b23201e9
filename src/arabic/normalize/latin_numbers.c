/* Numbers in and after names of Latin script. */
#include "arabic/normalize/latin_lexicon.h"
#include "arabic/normalize/latin_reader.h"
#include "arabic/normalize/number.h"

#include "base/table.h"

#include <string.h>

RAWI_TABLE(units);

enum {
    LONGEST_NUMBER_OF_NAME = 6, /* digits */
    LONGEST_ROMAN = 5
};

static size_t digits_end(const rawi_latin_reader *reader, size_t at) {
    while (rawi_latin_is_digit(rawi_latin_character(reader, at)))
        at++;
    return at;
}

static bool starts_with(const rawi_latin_reader *reader, size_t at, const char *start) {
    size_t length = strlen(start);
    return at + length <= reader->sentence.end && memcmp(reader->text + at, start, length) == 0;
}

/* Whether a year and a hyphen stand before `at`: the entry of a register, CVE-2025-31200. */
static bool follows_year(const rawi_latin_reader *reader, size_t at) {
    const size_t year = strlen("2025"), joined = strlen("2025-");
    return at > joined && digits_end(reader, at - joined) == at - joined + year &&
           rawi_latin_character(reader, at - 1) == '-' &&
           !rawi_latin_is_digit(rawi_latin_character(reader, at - joined - 1)) &&
           (starts_with(reader, at - joined, "19") || starts_with(reader, at - joined, "20"));
}

static void say_digits(rawi_latin_reader *reader, size_t start, size_t end) {
    const size_t longest_whole = 4;
    rawi_slice digits = {reader->text + start, end - start};
    rawi_span span = {start, end};
    if (digits.length > longest_whole && follows_year(reader, start)) {
        rawi_speaker speaker = {.tokens = reader->tokens, .span = span, .endings = RAWI_CASE_NONE};
        rawi_say_each_digit(&speaker, digits);
        return;
    }
    rawi_say_digits(reader->tokens, digits, span);
}

size_t rawi_latin_read_number(rawi_latin_reader *reader, size_t at) {
    for (;;) {
        size_t end = digits_end(reader, at);
        say_digits(reader, at, end);
        if (rawi_latin_character(reader, end) != '.' ||
            !rawi_latin_is_digit(rawi_latin_character(reader, end + 1)))
            return end;
        rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, rawi_slice_of("نُقْطَة"),
                       RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN, (rawi_span){end, end + 1});
        at = end + 1;
    }
}

/* Whether a currency, or a unit written out, stands at `at`. */
static bool is_unit(const rawi_latin_reader *reader, size_t at) {
    enum {
        KIND = 6
    };
    size_t end = at;
    while (end < reader->sentence.end && !strchr(" .,;:!?()\"/-", reader->text[end]))
        end++;
    ptrdiff_t row = rawi_table_find(&rawi_units_table, (rawi_slice){reader->text + at, end - at});
    const char *kind = row < 0 ? "" : rawi_table_cell(&rawi_units_table, (size_t)row, KIND);
    return strcmp(kind, "money") == 0 || strcmp(kind, "word") == 0;
}

/* Whether the text at `at` makes the number before it a count, not part of a name. */
static bool counts_something(const rawi_latin_reader *reader, size_t at) {
    static const char *const counted[] = {"مليون",     "مليار",    "ملايين", "ألف",    "آلاف",
                                          "تريليون",   "في المئة", "عاما",   "بالمئة", "بالمائة",
                                          "في المائة", "%",        "٪",      "درجة",   "درجات"};
    while (rawi_latin_character(reader, at) == ' ')
        at++;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (starts_with(reader, at, counted[i]))
            return true;
    return is_unit(reader, at);
}

/* Whether numbers belong to the name or to its last word (iPad Pro 11). */
static bool takes_number(const rawi_latin_reader *reader, size_t start, size_t end) {
    size_t last = end;
    while (last > start && reader->text[last - 1] != ' ' && reader->text[last - 1] != '-')
        last--;
    return rawi_latin_takes_number(reader->text, start, end) ||
           rawi_latin_takes_number(reader->text, last, end);
}

/* The end of a model's code at `at`: digits with letters that are no unit (14900K, 9950X3D, 405B);
 * `at` where there is none. */
static size_t model_code_end(const rawi_latin_reader *reader, size_t at) {
    static const char *const endings[] = {"B",  "F",  "G", "H", "HK", "HS",  "HX", "K",
                                          "KF", "KS", "S", "U", "X",  "X3D", "XT", "XTX"};
    size_t digits = digits_end(reader, at);
    for (size_t i = 0; digits > at && i < sizeof endings / sizeof *endings; i++) {
        size_t end = digits + strlen(endings[i]);
        int32_t next = rawi_latin_character(reader, end);
        if (starts_with(reader, digits, endings[i]) && !rawi_latin_is_letter(next) &&
            !rawi_latin_is_digit(next))
            return end;
    }
    return at;
}

/* A pause between two numbers of one name, where a dash stands. */
static void breathe(rawi_latin_reader *reader) {
    if (!reader->tokens->failed && reader->tokens->count)
        reader->tokens->items[reader->tokens->count - 1].flags |= RAWI_TOKEN_BREATH_AFTER;
}

/* Reads what goes on after a number: its letters (16e), a second number after a dash (787-9), a
 * model's code after a space (9 285K). */
static size_t read_rest(rawi_latin_reader *reader, size_t at) {
    for (;;) {
        int32_t next = rawi_latin_character(reader, at);
        bool spaced = next == ' ' && model_code_end(reader, at + 1) > at + 1;
        if (rawi_latin_is_letter(next)) {
            at = rawi_latin_read_word(reader, at);
        } else if (rawi_latin_is_digit(next)) {
            at = rawi_latin_read_number(reader, at);
        } else if (spaced ||
                   (next == '-' && rawi_latin_is_digit(rawi_latin_character(reader, at + 1)))) {
            breathe(reader);
            at = rawi_latin_read_number(reader, at + 1);
        } else {
            return at;
        }
    }
}

/* The value of a Roman numeral from 2 to 19, 0 for anything else. */
static unsigned roman_value(rawi_slice letters) {
    static const char *const numerals[] = {"",    "",     "II",  "III",  "IV",    "V",   "VI",
                                           "VII", "VIII", "IX",  "X",    "XI",    "XII", "XIII",
                                           "XIV", "XV",   "XVI", "XVII", "XVIII", "XIX"};
    for (unsigned value = 2; value < sizeof numerals / sizeof *numerals; value++)
        if (rawi_slice_equal(letters, rawi_slice_of(numerals[value])))
            return value;
    return 0;
}

/* Reads a Roman numeral after the name; a single letter, and one after a hyphen, only where the
 * name takes numbers. */
static size_t read_roman(rawi_latin_reader *reader, size_t end, bool takes) {
    int32_t gap = rawi_latin_character(reader, end);
    if (reader->surroundings.heading || (gap != ' ' && !(gap == '-' && takes)))
        return end;
    size_t last = rawi_latin_letters_end(reader, end + 1);
    rawi_slice letters = {reader->text + end + 1, last - end - 1};
    unsigned value = letters.length <= LONGEST_ROMAN ? roman_value(letters) : 0;
    if (!value || (letters.length == 1 && !takes) ||
        rawi_latin_is_digit(rawi_latin_character(reader, last)))
        return end;
    char digits[3] = {(char)('0' + value / 10), (char)('0' + value % 10), '\0'};
    const char *shown = value < 10 ? digits + 1 : digits;
    rawi_say_digits(reader->tokens, rawi_slice_of(shown), (rawi_span){end + 1, last});
    return last;
}

/* Whether the digits that end at `end` go on with .0, which no count and no measure has: 5.0. */
static bool is_version(const rawi_latin_reader *reader, size_t end) {
    int32_t after = rawi_latin_character(reader, end + 2);
    return starts_with(reader, end, ".0") && !rawi_latin_is_digit(after) &&
           !counts_something(reader, end + 2);
}

size_t rawi_latin_read_numbers_of_name(rawi_latin_reader *reader, size_t start, size_t end) {
    bool takes = takes_number(reader, start, end);
    int32_t next = rawi_latin_character(reader, end);
    size_t digits = next == ' ' || next == '-' ? end + 1 : end;
    size_t after = digits_end(reader, digits);
    if (after == digits)
        return read_roman(reader, end, takes);
    takes = (takes && !counts_something(reader, after)) || is_version(reader, after);
    if (!takes || after - digits > LONGEST_NUMBER_OF_NAME)
        return end;
    return read_rest(reader, rawi_latin_read_number(reader, digits));
}
