/* What stands around a code or a name that means two things. */
#include "arabic/normalize/latin_context.h"

#include <string.h>

#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(latin_contexts);
RAWI_TABLE(latin_arabs);

enum {
    LIST = 1, /* columns */
    NUMBER,
    ELSEWHERE,
    WORDS_BEFORE = 5, /* in which a word of the list is sought */
    WORDS_AFTER = 2,
    LONGEST_NAME = 64 /* bytes */
};

/* The text and the place of the code in it. */
typedef struct surroundings {
    const char *text;
    rawi_span sentence;
    rawi_span code;
} surroundings;

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_latin(char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_gap(char byte) {
    return strchr(" ()[]\"'.,:;!?-", byte) != NULL;
}

static char byte_at(const surroundings *place, size_t at) {
    return at >= place->sentence.start && at < place->sentence.end ? place->text[at] : ' ';
}

/* The word before `at`, empty at the sentence's start; without what stands around it. */
static rawi_slice word_before(const surroundings *place, size_t at) {
    while (at > place->sentence.start && is_gap(place->text[at - 1]))
        at--;
    size_t end = at;
    while (at > place->sentence.start && !is_gap(place->text[at - 1]))
        at--;
    return (rawi_slice){place->text + at, end - at};
}

static rawi_slice word_after(const surroundings *place, size_t at) {
    while (at < place->sentence.end && is_gap(place->text[at]))
        at++;
    size_t start = at;
    while (at < place->sentence.end && !is_gap(place->text[at]))
        at++;
    return (rawi_slice){place->text + start, at - start};
}

static bool has_listed_word(const surroundings *place, const char *list) {
    rawi_slice word = {place->text + place->code.start, 0};
    for (int words = 0; words < WORDS_BEFORE; words++) {
        word = word_before(place, (size_t)(word.bytes - place->text));
        if (word.length && rawi_word_in_list(word, list))
            return true;
    }
    word = (rawi_slice){place->text + place->code.end, 0};
    for (int words = 0; words < WORDS_AFTER; words++) {
        word = word_after(place, (size_t)(word.bytes - place->text) + word.length);
        if (word.length && rawi_word_in_list(word, list))
            return true;
    }
    return false;
}

bool rawi_latin_stands_near(const char *text, rawi_span sentence, rawi_span code,
                            const char *list) {
    return has_listed_word(&(surroundings){text, sentence, code}, list);
}

/* Whether a number stands where the table wants it: before the code, or beside it. */
static bool has_number(const surroundings *place, const char *where) {
    size_t before = place->code.start;
    size_t after = place->code.end;
    if (byte_at(place, before - 1) == ' ')
        before--;
    if (byte_at(place, after) == ' ')
        after++;
    return (*where && is_digit(byte_at(place, before - 1))) ||
           (strcmp(where, "beside") == 0 && is_digit(byte_at(place, after)));
}

/* One of two codes with a stroke between: AED/SAR. */
static bool is_in_pair(const surroundings *place) {
    return (byte_at(place, place->code.start - 1) == '/' &&
            is_latin(byte_at(place, place->code.start - 2))) ||
           (byte_at(place, place->code.end) == '/' &&
            is_latin(byte_at(place, place->code.end + 1)));
}

/* Whether the word is a name of Arabs, or the first word of one (bin, al). */
static bool is_arabs(rawi_slice word) {
    char name[LONGEST_NAME];
    if (word.length == 0 || word.length + 1 >= sizeof name)
        return false;
    for (size_t i = 0; i < word.length; i++)
        name[i] = (char)(word.bytes[i] | (is_latin(word.bytes[i]) ? 0x20 : 0));
    name[word.length] = ' ';
    return rawi_table_find(&rawi_latin_arabs_table, (rawi_slice){name, word.length}) >= 0 ||
           rawi_table_has_prefix(&rawi_latin_arabs_table, (rawi_slice){name, word.length + 1});
}

static bool is_among_arabs(const surroundings *place) {
    return is_arabs(word_before(place, place->code.start)) ||
           is_arabs(word_after(place, place->code.end));
}

/* In or to it, and it is no first name: في Jordan, but not في Jordan Peterson. */
static bool is_gone_to(const surroundings *place) {
    rawi_slice next = word_after(place, place->code.end);
    return rawi_word_in_list(word_before(place, place->code.start), "gone_to") &&
           !(next.length && is_latin(next.bytes[0]));
}

static bool fits(const surroundings *place, const char *list, const char *number) {
    if (strcmp(list, "arabs") == 0)
        return is_among_arabs(place);
    if (strcmp(list, "town") == 0 && is_gone_to(place))
        return true;
    if (rawi_word_in_list(word_before(place, place->code.start), "machine"))
        return false;
    return has_number(place, number) || has_listed_word(place, list) ||
           (strcmp(list, "currency") == 0 && is_in_pair(place));
}

/* The row of the table; codes in capitals stand there so, other words in lower case. */
static ptrdiff_t find_row(rawi_slice written) {
    ptrdiff_t row = rawi_table_find(&rawi_latin_contexts_table, written);
    char lower[LONGEST_NAME];
    if (row >= 0 || written.length > sizeof lower)
        return row;
    for (size_t i = 0; i < written.length; i++)
        lower[i] = (char)(written.bytes[i] | (is_latin(written.bytes[i]) ? 0x20 : 0));
    return rawi_table_find(&rawi_latin_contexts_table, (rawi_slice){lower, written.length});
}

bool rawi_latin_fits(const char *text, rawi_span sentence, size_t start, rawi_latin_entry *entry) {
    ptrdiff_t row = find_row((rawi_slice){text + start, entry->end - start});
    if (row < 0)
        return true;
    const rawi_table *table = &rawi_latin_contexts_table;
    surroundings place = {text, sentence, {start, entry->end}};
    if (fits(&place, rawi_table_cell(table, (size_t)row, LIST),
             rawi_table_cell(table, (size_t)row, NUMBER)))
        return true;
    const char *elsewhere = rawi_table_cell(table, (size_t)row, ELSEWHERE);
    if (*elsewhere)
        entry->spoken = elsewhere;
    return *elsewhere;
}
