/* Fractions and marks out of a best one. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

static const rawi_noun parts[] = {
    {RAWI_MASCULINE, "نِصْف", "أَنْصَاف", "", ""}, {RAWI_MASCULINE, "ثُلُث", "أَثْلَاث", "", ""},
    {RAWI_MASCULINE, "رُبْع", "أَرْبَاع", "", ""}, {RAWI_MASCULINE, "خُمْس", "أَخْمَاس", "", ""},
    {RAWI_MASCULINE, "سُدُس", "أَسْدَاس", "", ""}, {RAWI_MASCULINE, "سُبْع", "أَسْبَاع", "", ""},
    {RAWI_MASCULINE, "ثُمْن", "أَثْمَان", "", ""}, {RAWI_MASCULINE, "تُسْع", "أَتْسَاع", "", ""},
    {RAWI_MASCULINE, "عُشْر", "أَعْشَار", "", ""}};

enum {
    PART,  /* 3/4 */
    SHARES /* 60/40 */
};

static void say_parts(rawi_reader *reader, uint64_t count, uint64_t of, rawi_case grammatical,
                      rawi_state state) {
    const rawi_noun *part = &parts[of - 2];
    if (count == 1)
        rawi_say_noun(&reader->speaker, part, RAWI_SINGULAR, grammatical, state);
    else
        rawi_say_counted(&reader->speaker, count, part, grammatical, state);
}

/* numbers: whole part or 0, numerator, denominator; row: a noun follows in the genitive; noun: the
 * unit of a numerator that is no part of the denominator (140/90 ملم زئبق). */
static rawi_status say_fraction(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    rawi_case grammatical = syntax.grammatical;
    uint64_t count = candidate->numbers[1].value;
    uint64_t of = candidate->numbers[2].value;
    reader->last_case = grammatical;
    if (candidate->numbers[0].value) {
        rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, RAWI_MASCULINE,
                          grammatical, RAWI_INDEFINITE);
        reader->speaker.clitic = "وَ";
    }
    if (of >= 2 && of <= 10 && count < of) {
        say_parts(reader, count, of, grammatical,
                  candidate->row ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
        return RAWI_OK;
    }
    rawi_say_cardinal(&reader->speaker, count, RAWI_MASCULINE, grammatical, RAWI_INDEFINITE);
    rawi_speak_phrase(&reader->speaker, candidate->detail == SHARES ? "إِلَى" : "عَلَى");
    if (candidate->has_noun)
        rawi_say_counted(&reader->speaker, of, &candidate->noun, RAWI_GENITIVE, RAWI_INDEFINITE);
    else
        rawi_say_cardinal(&reader->speaker, of, RAWI_MASCULINE, RAWI_GENITIVE, RAWI_INDEFINITE);
    return RAWI_OK;
}

static rawi_status say_rating(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_error *error) {
    (void)error;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    rawi_say_quantity(reader, &candidate->numbers[0], NULL, RAWI_MASCULINE, grammatical, false);
    rawi_speak_phrase(&reader->speaker, "مِنْ");
    rawi_say_cardinal(&reader->speaker, candidate->numbers[1].value, RAWI_MASCULINE, RAWI_GENITIVE,
                      RAWI_INDEFINITE);
    return RAWI_OK;
}

/* «(1/2)», a sentence of its own: the first of two messages. */
static bool counts_messages(const rawi_reader *reader, size_t at, size_t end) {
    return at == 1 && rawi_item_is_symbol(reader, 0, U'(') &&
           rawi_item_is_symbol(reader, end, U')') && !rawi_item_at(reader, end + 1);
}

bool rawi_recognize_rating(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    size_t end = rawi_parse_number(reader, at, &numbers[0]);
    if (end == at || !rawi_item_is_symbol(reader, end, U'/') || !rawi_item_is_glued(reader, end) ||
        !rawi_item_is_glued(reader, end + 1) || !rawi_parse_plain(reader, end + 1, &numbers[1]) ||
        rawi_item_is_symbol(reader, end + 2, U'/') || numbers[0].sign || numbers[0].large ||
        numbers[0].value > numbers[1].value || numbers[1].large)
        return false;
    bool round = numbers[1].value == 5 || numbers[1].value == 10 || numbers[1].value == 20 ||
                 numbers[1].value == 100;
    const rawi_item *next = rawi_item_at(reader, end + 2);
    bool whole = next && next->kind == RAWI_ITEM_WORD &&
                 (!rawi_is_governor(next->bare) || rawi_item_is_word(reader, end + 2, "من"));
    bool obtained = at > 1 && rawi_item_is_word(reader, at - 1, "على") && !whole &&
                    rawi_item_in_list(reader, at - 2, "obtaining");
    bool judged = obtained || (at && rawi_item_in_list(reader, at - 1, "mark"));
    candidate->end = end + 2;
    if (counts_messages(reader, at, candidate->end))
        return rawi_propose(candidate, N_("the number of a message"), N_("alone in brackets"),
                            RAWI_SCORE_CONFIRMED, say_rating);

    candidate->probe = "خمسة";
    rawi_propose(candidate, N_("a mark out of a best one"),
                 N_("a stroke between it and a round number"), RAWI_SCORE_CONFIRMED, say_rating);
    return round && (numbers[0].fraction.length || judged);
}

/* The fraction that one character stands for: ½. */
static bool parse_fraction_sign(const rawi_reader *reader, size_t at, rawi_number *count,
                                rawi_number *of) {
    static const struct {
        char32_t sign;
        unsigned count, of;
    } signs[] = {{U'½', 1, 2}, {U'⅓', 1, 3}, {U'⅔', 2, 3}, {U'¼', 1, 4}, {U'¾', 3, 4},
                 {U'⅕', 1, 5}, {U'⅖', 2, 5}, {U'⅗', 3, 5}, {U'⅘', 4, 5}, {U'⅙', 1, 6},
                 {U'⅛', 1, 8}, {U'⅜', 3, 8}, {U'⅝', 5, 8}, {U'⅞', 7, 8}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!rawi_item_is_symbol(reader, at, signs[i].sign))
            continue;
        count->value = signs[i].count;
        of->value = signs[i].of;
        return true;
    }
    return false;
}

bool rawi_is_fraction_sign(const rawi_reader *reader, size_t at) {
    rawi_number count, of;
    return parse_fraction_sign(reader, at, &count, &of);
}

static size_t parse_fraction(const rawi_reader *reader, size_t at, rawi_number *count,
                             rawi_number *of) {
    if (parse_fraction_sign(reader, at, count, of))
        return at + 1;
    if (rawi_parse_plain(reader, at, count) && rawi_item_is_symbol(reader, at + 1, U'/') &&
        rawi_item_is_glued(reader, at + 1) && rawi_item_is_glued(reader, at + 2) &&
        rawi_parse_plain(reader, at + 2, of) && of->value > 1 && !of->large && !count->large &&
        !rawi_item_is_symbol(reader, at + 3, U'/'))
        return at + 3;
    return at;
}

/* «بنسبة 60/40»، «فرص الفوز 50/50»: two shares of a hundred, the larger one first; «ضغطه 60/40» is
 * none. */
static bool are_shares(const rawi_reader *reader, size_t at, const rawi_number numbers[2]) {
    return numbers[0].value + numbers[1].value == 100 && numbers[0].value >= numbers[1].value &&
           !rawi_clause_has_listed(reader, at, "pressure");
}

bool rawi_recognize_fraction(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t largest_part = 10; /* عشر; «8/256 غيغابايت» are two numbers */
    rawi_number *numbers = candidate->numbers;
    candidate->end = parse_fraction(reader, at, &numbers[1], &numbers[2]);
    if (candidate->end == at) {
        if (!rawi_parse_plain(reader, at, &numbers[0]) || numbers[0].value == 0)
            return false;
        candidate->end = parse_fraction(reader, at + 1, &numbers[1], &numbers[2]);
        if (candidate->end == at + 1 || numbers[1].value >= numbers[2].value)
            return false;
    }
    const rawi_item *next = rawi_item_at(reader, candidate->end);
    const char *kind;
    candidate->row = next && next->kind == RAWI_ITEM_WORD && !rawi_is_governor(next->bare);
    if (numbers[1].value >= numbers[2].value || numbers[2].value > largest_part) {
        size_t end = rawi_find_unit(reader, candidate->end, &candidate->noun, &kind);
        candidate->has_noun = end > candidate->end;
        candidate->end = end;
    }
    if (!numbers[0].value && !candidate->has_noun && are_shares(reader, at, numbers + 1))
        candidate->detail = SHARES;
    return rawi_propose(candidate, N_("a fraction"), N_("a stroke between two numbers"),
                        RAWI_SCORE_SHAPE, say_fraction);
}

/* ---- stars ---- */

static rawi_status say_stars(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    static const rawi_noun star = {RAWI_FEMININE, "نَجْمَة", "نُجُوم", "", ""};
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    rawi_say_counted(&reader->speaker, candidate->numbers[0].value, &star, grammatical,
                     RAWI_INDEFINITE);
    if (candidate->numbers[1].value) {
        rawi_speak_phrase(&reader->speaker, "مِنْ");
        rawi_say_cardinal(&reader->speaker, candidate->numbers[1].value, RAWI_FEMININE,
                          RAWI_GENITIVE, RAWI_INDEFINITE);
    }
    return RAWI_OK;
}

/* «★★★★☆»: full stars, and empty ones up to the best mark; one star alone is an ornament. */
bool rawi_recognize_stars(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t most = 10;
    size_t full = at;
    while (rawi_item_is_symbol(reader, full, U'★') &&
           (full == at || rawi_item_is_glued(reader, full)))
        full++;
    size_t end = full;
    while (full > at && rawi_item_is_symbol(reader, end, U'☆') && rawi_item_is_glued(reader, end))
        end++;
    candidate->numbers[0].value = full - at;
    candidate->numbers[1].value = end > full ? end - at : 0;
    candidate->end = end;
    return full > at && end > at + 1 && end <= at + most &&
           rawi_propose(candidate, N_("a mark out of a best one"), N_("a row of stars"),
                        RAWI_SCORE_CONFIRMED, say_stars);
}
