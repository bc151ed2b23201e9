/* Numbers that are one thing together: formations of players, pages, items of a list. */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

enum {
    MOST_LINES = 5 /* of a formation: 4-2-3-1 */
};

/* ---- formations ---- */

static rawi_status say_formation(rawi_reader *reader, const rawi_candidate *candidate,
                                 rawi_error *error) {
    (void)error;
    reader->speaker.endings = RAWI_CASE_NONE;
    for (size_t i = 0; i < candidate->number_count; i++)
        rawi_say_cardinal(&reader->speaker, candidate->numbers[i].value, RAWI_MASCULINE,
                          RAWI_NOMINATIVE, RAWI_INDEFINITE);
    return RAWI_OK;
}

bool rawi_recognize_formation(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const unsigned players = 10;
    size_t end = at;
    uint64_t sum = 0;
    while (candidate->number_count < MOST_LINES &&
           rawi_parse_plain(reader, end, &candidate->numbers[candidate->number_count]) &&
           candidate->numbers[candidate->number_count].digits.length == 1) {
        sum += candidate->numbers[candidate->number_count++].value;
        end++;
        if (!rawi_item_is_symbol(reader, end, U'-') || !rawi_item_is_glued(reader, end) ||
            !rawi_item_is_glued(reader, end + 1))
            break;
        end++;
    }
    const rawi_item *last = end ? rawi_item_at(reader, end - 1) : NULL;
    candidate->end = end;
    rawi_propose(candidate, N_("a formation of players"), N_("its lines make ten players"),
                 RAWI_SCORE_CERTAIN, say_formation);
    return candidate->number_count >= 3 && sum == players && last && last->kind == RAWI_ITEM_DIGITS;
}

/* ---- pages ---- */

static rawi_status say_pages(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    rawi_speak(speaker, rawi_slice_of("الصَّفَحَات"), RAWI_TOKEN_STEM_COMPLETE);
    rawi_speak_phrase(speaker, "مِنَ");
    rawi_say_ordinal(speaker, candidate->numbers[0].value, RAWI_FEMININE, RAWI_GENITIVE, true);
    rawi_speak_phrase(speaker, "إِلَى");
    rawi_say_ordinal(speaker, candidate->numbers[1].value, RAWI_FEMININE, RAWI_GENITIVE, true);
    return RAWI_OK;
}

bool rawi_recognize_pages(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!rawi_item_is_one_of(reader, at, "ص صص"))
        return false;
    size_t number = at + 1 + rawi_item_is_one_of(reader, at + 1, "ص");
    number += rawi_item_is_symbol(reader, number, U'.');
    bool dash = rawi_item_is_dash(reader, number + 1);
    rawi_number *numbers = candidate->numbers;
    candidate->end = number + 3;
    rawi_propose(candidate, N_("pages"), N_("a dash between a smaller and a larger number"),
                 RAWI_SCORE_CERTAIN + 1, say_pages);
    return dash && rawi_parse_plain(reader, number, &numbers[0]) &&
           rawi_parse_plain(reader, number + 2, &numbers[1]) && numbers[0].value &&
           numbers[0].value < numbers[1].value && numbers[1].value <= 1000;
}

/* ---- volumes and pages, verses ---- */

static rawi_status say_volume(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    rawi_speak_phrase(speaker, "الْجُزْءُ");
    rawi_say_ordinal(speaker, candidate->numbers[0].value, RAWI_MASCULINE, RAWI_NOMINATIVE, true);
    rawi_speak_phrase(speaker, "الصَّفْحَةُ");
    rawi_say_ordinal(speaker, candidate->numbers[1].value, RAWI_FEMININE, RAWI_NOMINATIVE, true);
    return RAWI_OK;
}

/* A bracket closes at item `at`. */
static bool is_closed(const rawi_reader *reader, size_t at) {
    return rawi_item_is_symbol(reader, at, U')') || rawi_item_is_symbol(reader, at, U']') ||
           rawi_item_is_symbol(reader, at, U'}');
}

/* What ends before item `at` counts and measures nothing after it. */
static bool is_apart(const rawi_reader *reader, size_t at) {
    return !rawi_item_at(reader, at) || is_closed(reader, at) ||
           rawi_item_is_symbol(reader, at, U'،') || rawi_item_is_symbol(reader, at, U'؛');
}

/* «(الطبري، 4/112)»; the names of books that are common words too (التاريخ، البداية) need a page
 * that is no part of a date, no share: «(تاريخ النشر 20/3)». */
bool rawi_recognize_volume(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t most_volumes = 50;
    const uint64_t most_pages = 1000;
    const uint64_t least_certain_page = 100;
    rawi_number *numbers = candidate->numbers;
    size_t bracket = rawi_open_bracket(reader, at);
    if (bracket == at || !rawi_parse_plain(reader, at, &numbers[0]) ||
        !rawi_item_is_symbol(reader, at + 1, U'/') || !rawi_item_is_glued(reader, at + 1) ||
        !rawi_parse_plain(reader, at + 2, &numbers[1]) || numbers[0].value == 0 ||
        numbers[0].value > most_volumes || numbers[1].value == 0 || numbers[1].value > most_pages ||
        !is_apart(reader, at + 3))
        return false;
    bool certain = numbers[1].value >= least_certain_page;
    size_t source = bracket + 1;
    while (source < at && !rawi_item_in_list(reader, source, "source") &&
           !(certain && rawi_item_in_list(reader, source, "source_or_word")))
        source++;
    candidate->end = at + 3;
    return source < at &&
           rawi_propose(candidate, N_("a volume and a page"),
                        N_("a stroke between two numbers after the name of a book or an author"),
                        RAWI_SCORE_CERTAIN, say_volume);
}

/* numbers: the verse, and the last one of several or 0. */
static rawi_status say_verse(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    uint64_t first = candidate->numbers[0].value;
    uint64_t last = candidate->numbers[1].value;
    rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, rawi_slice_of("،"), 0, speaker->span);
    rawi_speak_phrase(speaker, last ? "الْآيَاتُ مِنَ" : "الْآيَةُ");
    rawi_say_ordinal(speaker, first, RAWI_FEMININE, last ? RAWI_GENITIVE : RAWI_NOMINATIVE, true);
    if (last) {
        rawi_speak_phrase(speaker, "إِلَى");
        rawi_say_ordinal(speaker, last, RAWI_FEMININE, RAWI_GENITIVE, true);
    }
    return RAWI_OK;
}

/* What is cited at the colon `at` up to item `end` is of the Quran: the bracket holds nothing else,
 * or a quotation, the word for a sura or for revelation stands before it and nothing that the
 * number counts after it. Two hours or days of الجمعة are no verses. */
static bool cites_sura(const rawi_reader *reader, size_t at, size_t end) {
    size_t name = at - 1;
    size_t bracket = rawi_open_bracket(reader, at);
    size_t first = name - (name && rawi_item_is_word(reader, name - 1, "آل"));
    bool word = first && rawi_item_in_list(reader, first - 1, "sura_word");
    if (word)
        first--;
    bool quoted = bracket && (rawi_item_is_symbol(reader, bracket - 1, U'»') ||
                              rawi_item_is_symbol(reader, bracket - 1, U'”'));
    bool revealed = word || quoted || rawi_clause_has_listed(reader, bracket, "revelation");
    if (bracket < at && bracket + 1 == first && is_closed(reader, end))
        return revealed || end == at + 2 || !rawi_is_weekday(reader, name);
    return (bracket < at ? revealed : word) && is_apart(reader, end);
}

/* «(البقرة: 255)»، «سورة النساء: 3-5» */
bool rawi_recognize_verse(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t most_verses = 286;
    rawi_number *numbers = candidate->numbers;
    if (at == 0 || !rawi_item_is_symbol(reader, at, U':') ||
        !rawi_item_in_list(reader, at - 1, "sura") ||
        !rawi_parse_plain(reader, at + 1, &numbers[0]))
        return false;
    candidate->end = at + 2;
    if (rawi_item_is_dash(reader, at + 2) && rawi_parse_plain(reader, at + 3, &numbers[1]))
        candidate->end = at + 4;
    bool ordered = !numbers[1].value || numbers[0].value < numbers[1].value;
    return numbers[0].value && numbers[0].value <= most_verses && numbers[1].value <= most_verses &&
           ordered && cites_sura(reader, at, candidate->end) &&
           rawi_propose(candidate, N_("a verse"), N_("a number after the name of a sura"),
                        RAWI_SCORE_CERTAIN, say_verse);
}

/* ---- lists inside a sentence: 1- الأهلي 2- الزمالك ---- */

static rawi_status say_enumerator(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    rawi_token_builder *tokens = reader->tokens;
    uint64_t value = reader->enumerated = candidate->numbers[0].value;
    if (tokens->count && tokens->items[tokens->count - 1].kind == RAWI_TOKEN_WORD)
        rawi_token_add(tokens, RAWI_TOKEN_PUNCTUATION, rawi_slice_of("،"), 0, reader->speaker.span);
    rawi_say_ordinal(&reader->speaker, value, RAWI_MASCULINE, RAWI_ACCUSATIVE, false);
    return RAWI_OK;
}

/* «(الشكل 1)»: the sign closes a bracket. */
static bool closes_bracket(const rawi_reader *reader, size_t sign) {
    return rawi_item_is_symbol(reader, sign, U')') &&
           rawi_item_is_symbol(reader, rawi_open_bracket(reader, sign), U'(');
}

/* A number with its sign directly after it and a word after that: 1- كذا، 1) كذا. */
static bool is_enumerator(const rawi_reader *reader, size_t at, uint64_t value, char32_t sign) {
    rawi_number number;
    const rawi_item *word = rawi_item_at(reader, at + 2);
    return rawi_parse_plain(reader, at, &number) && number.value == value &&
           rawi_item_is_symbol(reader, at + 1, sign) && rawi_item_is_glued(reader, at + 1) &&
           !(at && rawi_item_is_glued(reader, at)) && !closes_bracket(reader, at + 1) && word &&
           (word->kind == RAWI_ITEM_WORD || word->kind == RAWI_ITEM_LATIN);
}

bool rawi_recognize_enumerator(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char32_t signs[] = U"-–).";
    rawi_number *number = &candidate->numbers[0];
    if (reader->clitic || !rawi_parse_plain(reader, at, number) || number->value == 0)
        return false;
    candidate->end = at + 2;
    rawi_propose(candidate, N_("the number of a list's item"),
                 N_("its neighbours in the list stand in the same sentence"),
                 RAWI_SCORE_CERTAIN + 2, say_enumerator);
    for (const char32_t *sign = signs; *sign; sign++) {
        if (!is_enumerator(reader, at, number->value, *sign))
            continue;
        if (number->value > 1)
            return reader->enumerated + 1 == number->value;
        for (size_t i = at + 3; i < reader->sentence->count; i++)
            if (is_enumerator(reader, i, 2, *sign))
                return true;
    }
    return false;
}
