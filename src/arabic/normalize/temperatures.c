/* Temperatures: the highest and the lowest of a city, degrees below zero in a range. */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

bool rawi_speaks_of_heat(const rawi_reader *reader, size_t at) {
    const size_t reach = 20;
    bool comma = false;
    bool number = false;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        if (rawi_item_in_list(reader, at - back, "heat"))
            return !comma || number;
        if (rawi_item_in_list(reader, at - back, "indicator") ||
            rawi_item_in_list(reader, at - back, "length"))
            return false;
        if (rawi_item_is_symbol(reader, at - back, U'،')) {
            comma = true;
            number = false;
        }
        number = number || rawi_item_at(reader, at - back)->kind == RAWI_ITEM_DIGITS;
    }
    return false;
}

/* Whether item `at` may stand between the heat and its number: «الحرارة: الرياض 44 م، والأحد في جدة
 * 38 م», «الحرارة المتوقعة تصل إلى نحو 40 م». */
static bool leads_to_heat(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    bool place_or_time = rawi_item_in_list(reader, at, "city") ||
                         rawi_item_in_list(reader, at, "today") ||
                         rawi_item_in_list(reader, at, "adverb") || rawi_is_weekday(reader, at);
    bool verb = rawi_item_in_list(reader, at, "leading_to_heat") ||
                rawi_item_in_list(reader, at, "told_of_heat") ||
                rawi_item_in_list(reader, at, "about");
    bool of_heat =
        rawi_item_in_list(reader, at, "extreme") || rawi_item_in_list(reader, at, "degrees") ||
        (rawi_has_suffix(item->bare, "ة") &&
         (rawi_has_prefix(item->bare, "ال") || rawi_item_in_list(reader, at - 1, "heat")));
    return item->kind != RAWI_ITEM_WORD || place_or_time || verb || of_heat ||
           rawi_is_name(item->bare);
}

/* Whether a noun follows the verb at item `at`: هبط مستوى المياه; that of «لم تنزل عن», «ستتراوح
 * اليوم بين», «بلغ 49» is the heat. */
static bool has_own_subject(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return next && next->kind == RAWI_ITEM_WORD && !rawi_is_adverbial(reader, at + 1) &&
           !leads_to_heat(reader, at + 1);
}

/* Whether a clause that is not of the heat begins at item `at`: «هبط مستوى المياه», «وسور الملعب».
 */
static bool leaves_heat(const rawi_reader *reader, size_t at) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    bool governed = at && rawi_is_preposition(rawi_item_at(reader, at - 1)->bare);
    if (governed || leads_to_heat(reader, at) || rawi_has_prefix(word, "ال"))
        return false;
    bool joined = rawi_strip_prefix(&word, "و");
    if (joined)
        rawi_strip_prefix(&word, "ال");
    bool verb = rawi_is_verb(word) || rawi_looks_like_verb(reader, at);
    return joined ? verb || rawi_is_listed_noun(word) : verb && has_own_subject(reader, at);
}

/* Whether «الحرارة» at item `at` is only why or when something happens: «بسبب الحرارة»، «وسط حرارة
 * شديدة»، «أدى ارتفاع درجات الحرارة»، «للحرارة». */
static bool is_background(const rawi_reader *reader, size_t at) {
    const size_t reach = 3;
    for (size_t back = 1; back <= at && back <= reach; back++)
        if (rawi_item_in_list(reader, at - back, "causing"))
            return true;
    return rawi_has_prefix(rawi_item_at(reader, at)->bare, "لل");
}

/* The item of the number that ends before item `end`: 44، 44.5. */
static size_t number_before(const rawi_reader *reader, size_t end) {
    const size_t of_decimal = 3;
    rawi_number number;
    return end >= of_decimal && rawi_parse_number(reader, end - of_decimal, &number) == end
               ? end - of_decimal
               : end - 1;
}

bool rawi_counts_heat(const rawi_reader *reader, size_t at) {
    const size_t far = 20, near = 2;
    const uint64_t hottest = 60; /* of the air; an oven's stands near: درجة حرارة 180 م */
    rawi_number number = {0};
    size_t first = at ? number_before(reader, at) : 0;
    bool of_heat = true;
    if (first == 0 || rawi_parse_number(reader, first, &number) != at ||
        rawi_item_in_list(reader, first - 1, "at_distance"))
        return false;
    size_t reach = number.value > hottest ? near : far;
    for (size_t back = 1; back <= first && back <= reach; back++) {
        size_t word = first - back;
        if (rawi_item_in_list(reader, word, "heat"))
            return !is_background(reader, word) ||
                   (of_heat && (back > 1 || rawi_item_in_list(reader, word - 1, "degrees")));
        if (rawi_item_in_list(reader, word, "length") || leaves_heat(reader, word) ||
            (rawi_item_is_symbol(reader, word, U'،') && !of_heat))
            return false;
        of_heat = of_heat && leads_to_heat(reader, word);
    }
    return false;
}

/* ---- the highest and the lowest temperature of a city ---- */

static rawi_status say_temperatures(rawi_reader *reader, const rawi_candidate *candidate,
                                    rawi_error *error) {
    (void)error;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, RAWI_FEMININE, grammatical,
                      RAWI_INDEFINITE);
    reader->speaker.clitic = "وَ";
    rawi_say_cardinal(&reader->speaker, candidate->numbers[1].value, RAWI_FEMININE, grammatical,
                      RAWI_INDEFINITE);
    return RAWI_OK;
}

/* «جدة 36/27»: no day of a month. */
bool rawi_recognize_temperatures(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t hottest = 60;
    const uint64_t months = 12;
    const uint64_t days = 31;
    rawi_number *numbers = candidate->numbers;
    if (at == 0 || reader->clitic || !rawi_item_in_list(reader, at - 1, "city") ||
        !rawi_parse_plain(reader, at, &numbers[0]) || !rawi_item_is_symbol(reader, at + 1, U'/') ||
        !rawi_item_is_glued(reader, at + 1) || !rawi_item_is_glued(reader, at + 2) ||
        !rawi_parse_plain(reader, at + 2, &numbers[1]) || rawi_item_is_symbol(reader, at + 3, U'/'))
        return false;
    candidate->end = at + 3;
    return numbers[0].value <= hottest && numbers[0].value >= numbers[1].value &&
           (numbers[0].value > days || numbers[1].value > months ||
            rawi_clause_has_listed(reader, at, "heat")) &&
           rawi_propose(candidate, N_("the highest and the lowest temperature"),
                        N_("a stroke between two numbers after the name of a city"),
                        RAWI_SCORE_CONFIRMED, say_temperatures);
}

/* ---- degrees below zero that another number follows ---- */

/* Whether degrees follow the number that ends at item `end`: 3 م°، 3 درجات. */
static bool counts_degrees(const rawi_reader *reader, size_t end) {
    rawi_noun noun;
    const char *kind = NULL;
    if (rawi_item_in_list(reader, end, "degrees"))
        return true;
    return rawi_find_unit(reader, end, &noun, &kind) > end && strcmp(noun.singular, "دَرَجَة") == 0;
}

static rawi_status say_below_zero(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    reader->last_case = grammatical;
    rawi_number number = candidate->numbers[0];
    number.sign = 0;
    rawi_say_quantity(reader, &number, NULL, RAWI_FEMININE, grammatical, false);
    rawi_speak_phrase(&reader->speaker, "تَحْتَ الصِّفْرِ");
    return RAWI_OK;
}

/* A number with a minus sign before it, or after it where the line was typed as it is seen (5-).
 * The item after it, or `at`. */
static size_t parse_negative(const rawi_reader *reader, size_t at, rawi_number *number) {
    size_t end = rawi_parse_number(reader, at, number);
    if (end == at || number->sign == '-')
        return end;
    const rawi_item *next = rawi_item_at(reader, end + 1);
    return !number->sign && rawi_item_is_dash(reader, end) && rawi_item_is_glued(reader, end) &&
                   next && next->spaced
               ? end + 1
               : at;
}

/* «من -5 إلى 3 درجات»، «بين -5 و-3 م°»: the degrees come with the second number. */
bool rawi_recognize_below_zero(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    size_t joint = parse_negative(reader, at, &numbers[0]);
    if (joint == at || !rawi_item_is_one_of(reader, joint, "إلى و أو حتى"))
        return false;
    size_t second = joint + 1 + rawi_item_is_dash(reader, joint + 1);
    size_t end = rawi_parse_number(reader, second, &numbers[1]);
    candidate->end = joint;
    return end > second && counts_degrees(reader, end) &&
           rawi_propose(candidate, N_("degrees below zero"),
                        N_("their unit comes with the second number"), RAWI_SCORE_CERTAIN,
                        say_below_zero);
}
