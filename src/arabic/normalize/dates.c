/* Days of a month by its name: 15 أكتوبر 2025، أكتوبر 15، 2025. */
#include <stdlib.h>
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(months);

/* ---- speaking ---- */

const char *rawi_month_stem(size_t row) {
    return rawi_table_cell(&rawi_months_table, row, 1);
}

size_t rawi_month_number(size_t row) {
    return (size_t)strtoul(rawi_table_cell(&rawi_months_table, row, 2), NULL, 10);
}

void rawi_say_month(rawi_speaker *speaker, const char *stem, rawi_case grammatical) {
    if (strchr(stem, ' ') || strncmp(stem, "ال", strlen("ال")) == 0)
        rawi_speak_phrase(speaker, stem);
    else
        rawi_speak_stem(speaker, stem, grammatical, RAWI_INDEFINITE);
}

/* The dash between the date that ends at item `end` and a second one (28 فبراير - 3 مارس), or 0. */
static size_t dash_before_date(const rawi_reader *reader, size_t end) {
    rawi_candidate later = {0};
    bool dated =
        rawi_item_is_dash(reader, end) && (rawi_recognize_month_date(reader, end + 1, &later) ||
                                           rawi_recognize_numeric_date(reader, end + 1, &later));
    return dated ? end : 0;
}

/* Whether the day of the week at item `weekday` is the second term of a time of its day: مساءَ الأحدِ
 * السابعِ من أبريل. */
static bool has_time_of_day(const rawi_reader *reader, size_t weekday) {
    return weekday && rawi_item_in_list(reader, weekday - 1, "when");
}

/* The case of a day of the week at item `weekday` that nothing governs: after other words it tells
 * when (قال الوزيرُ الأحدَ 8 ديسمبر إن). */
static rawi_case case_of_weekday(rawi_reader *reader, size_t weekday, rawi_case grammatical) {
    if (reader->imposed || grammatical == RAWI_GENITIVE || weekday == 0 ||
        rawi_item_at(reader, weekday - 1)->kind != RAWI_ITEM_WORD)
        return grammatical;
    if (has_time_of_day(reader, weekday))
        return RAWI_GENITIVE;
    if (rawi_item_is_one_of(reader, weekday - 1, "كان كانت يكون سيكون هو وهو يوافق يصادف"))
        return grammatical;
    reader->grammar = N_("an adverb of time");
    return RAWI_ACCUSATIVE;
}

/* The first of the days of the week that end with the one at item `weekday`: السبت والأحد. */
static size_t first_of_weekdays(const rawi_reader *reader, size_t weekday) {
    while (weekday && rawi_has_prefix(rawi_item_at(reader, weekday)->bare, "و") &&
           rawi_is_weekday(reader, weekday - 1))
        weekday--;
    return weekday;
}

/* The case of a date: that of its day of the week before it, or its own; a span of days or dates
 * that nothing governs begins with «من». */
static rawi_case settle_date(rawi_reader *reader, const rawi_candidate *candidate) {
    size_t day = candidate->first - (reader->clitic != NULL);
    bool named = day && (rawi_is_weekday(reader, day - 1) ||
                         rawi_item_is_word(reader, day - 1, "اليوم")); /* اليومَ 23 نوفمبر */
    size_t weekday = named ? first_of_weekdays(reader, day - 1) : 0;
    rawi_syntax syntax = rawi_case_of(reader, named ? weekday : candidate->first);
    rawi_settle_day(reader, day - named);
    reader->until = dash_before_date(reader, candidate->end);
    bool span = reader->until || candidate->numbers[1].value;
    if (span && !named && syntax.grammatical != RAWI_GENITIVE) {
        rawi_speak_phrase(&reader->speaker, "مِنَ");
        syntax = reader->syntax = (rawi_syntax){.grammatical = RAWI_GENITIVE};
    }
    if (named) {
        rawi_case grammatical = case_of_weekday(reader, weekday, syntax.grammatical);
        if (grammatical != syntax.grammatical)
            syntax = reader->syntax = (rawi_syntax){.grammatical = grammatical};
        rawi_agree_with(reader, candidate, day - 1);
    } else if (!reader->clitic && syntax.grammatical == RAWI_GENITIVE &&
               rawi_follows_construct(reader, day)) {
        reader->syntax.idafa = true; /* زلزالُ السادس من فبراير */
    }
    return syntax.grammatical;
}

/* The last of several days, after «بين» with «و». */
static void say_last_day(rawi_reader *reader, const rawi_candidate *candidate) {
    if (candidate->first && rawi_item_is_word(reader, candidate->first - 1, "بين"))
        reader->speaker.clitic = "وَ";
    else
        rawi_speak_phrase(&reader->speaker, "إِلَى");
    rawi_say_ordinal(&reader->speaker, candidate->numbers[1].value, RAWI_MASCULINE, RAWI_GENITIVE,
                     true);
}

rawi_status rawi_say_date(rawi_reader *reader, const rawi_candidate *candidate, rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    rawi_case grammatical = reader->last_case = settle_date(reader, candidate);
    reader->date_end = candidate->end;
    rawi_say_ordinal(speaker, candidate->numbers[0].value, RAWI_MASCULINE, grammatical, true);
    if (candidate->numbers[1].value)
        say_last_day(reader, candidate);
    bool article = strncmp(candidate->text, "ال", strlen("ال")) == 0;
    rawi_speak_phrase(speaker, article ? "مِنَ" : "مِنْ");
    rawi_say_month(speaker, candidate->text, RAWI_GENITIVE);
    if (candidate->row)
        rawi_say_month(speaker, rawi_month_stem(candidate->row - 1), RAWI_GENITIVE);
    if (candidate->numbers[2].value)
        rawi_say_year(speaker, candidate->numbers[2].value, candidate->detail | RAWI_YEAR_SAYS_AAM);
    return RAWI_OK;
}

/* ---- recognizing ---- */

/* The month written at item `at`, of one word or two; the item after it, or `at`. */
size_t rawi_find_month(const rawi_reader *reader, size_t at, size_t *row) {
    for (size_t words = 2; words >= 1; words--) {
        const rawi_item *last = rawi_item_at(reader, at + words - 1);
        bool numbered = last && words == 2 && last->kind == RAWI_ITEM_DIGITS &&
                        rawi_item_is_glued(reader, at + 1); /* ك1 */
        if (!last || (last->kind != RAWI_ITEM_WORD && !numbered))
            continue;
        rawi_slice text = words == 1 ? last->bare : rawi_items_text(reader, at, at + words);
        ptrdiff_t found = rawi_table_find(&rawi_months_table, text);
        if (found >= 0) {
            *row = (size_t)found;
            return at + words;
        }
    }
    return at;
}

bool rawi_parse_day(const rawi_reader *reader, size_t at, rawi_number *day) {
    return rawi_parse_plain(reader, at, day) && day->value >= 1 && day->value <= 31 &&
           day->digits.length <= 2;
}

/* The 10 of «من 10 إلى 15 مارس» and «10 و15 مارس»: the month comes with the second day. */
static rawi_status say_first_day(rawi_reader *reader, const rawi_candidate *candidate,
                                 rawi_error *error) {
    (void)error;
    reader->last_case = settle_date(reader, candidate);
    reader->date_end = candidate->end;
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, RAWI_MASCULINE,
                     reader->last_case, true);
    return RAWI_OK;
}

/* «الأحد 22»، «يومي 22 و23»: the number at item `at` is that of a day by the word before it. */
static bool follows_word_for_day(const rawi_reader *reader, size_t at) {
    return at && (rawi_is_weekday(reader, at - 1) || rawi_item_in_list(reader, at - 1, "day"));
}

/* Whether the word at item `at` stands for the month of a day: 21 الجاري; 22 منه after a word for a
 * day, which `of_day` says, or after a date. */
static bool stands_for_month(const rawi_reader *reader, size_t at, bool of_day) {
    return rawi_item_in_list(reader, at, "this_month") ||
           (rawi_item_is_word(reader, at, "منه") && (of_day || reader->date_end));
}

/* Whether the month comes with a later one of the days from item `day` on: 10 إلى 15 مارس، 3 و4 و5
 * نوفمبر، 5 و20/7/2025، من 8 إلى 12 الجاري. */
static bool shares_month(const rawi_reader *reader, size_t day) {
    const unsigned most_days = 5;
    rawi_number later;
    size_t row;
    bool of_day = follows_word_for_day(reader, day);
    for (unsigned days = 1; days < most_days; days++) {
        if (!rawi_item_is_one_of(reader, day + 1, "إلى حتى و وحتى") ||
            !rawi_parse_day(reader, day + 2, &later))
            return false;
        day += 2;
        size_t month = day + 1 + rawi_item_is_word(reader, day + 1, "من");
        if (rawi_find_month(reader, month, &row) > month || rawi_is_date_triple(reader, day) ||
            stands_for_month(reader, day + 1, of_day))
            return true;
    }
    return false;
}

bool rawi_recognize_first_day(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    candidate->end = at + 1;
    candidate->probe = "الخامس";
    return rawi_parse_day(reader, at, &candidate->numbers[0]) && shares_month(reader, at) &&
           rawi_propose(candidate, N_("a date"), N_("the month comes with the second day"),
                        RAWI_SCORE_CERTAIN, say_first_day);
}

/* «يوم 21 من الشهر الجاري»، «السبت 21 الجاري» */
bool rawi_recognize_day_of_month(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    bool month =
        rawi_item_is_word(reader, at + 1, "من") && rawi_item_is_one_of(reader, at + 2, "الشهر شهر");
    bool of_day = follows_word_for_day(reader, at);
    bool tells_when = of_day || (at && rawi_item_in_list(reader, at - 1, "before_day"));
    if (!rawi_parse_day(reader, at, &candidate->numbers[0]) ||
        (at && rawi_item_is_one_of(reader, at - 1, "أول آخر كل")) ||
        !(month || (tells_when && stands_for_month(reader, at + 1, of_day))))
        return false;
    candidate->end = at + 1;
    candidate->probe = "الخامس";
    return rawi_propose(candidate, N_("a date"), N_("the month follows the day"),
                        RAWI_SCORE_CERTAIN, say_first_day);
}

/* The second name of the month `first` before item `at`: مايو/أيار، أيار (مايو). Its row and 1 more
 * goes to the candidate; the item after it, or `at`. */
static size_t find_second_name(const rawi_reader *reader, size_t at, size_t first,
                               rawi_candidate *candidate) {
    size_t row;
    bool bracket = rawi_item_is_symbol(reader, at, U'(');
    if (!bracket && !rawi_item_is_symbol(reader, at, U'/'))
        return at;
    size_t end = rawi_find_month(reader, at + 1, &row);
    if (end == at + 1 || (bracket && (!rawi_item_is_symbol(reader, end, U')') ||
                                      rawi_month_number(row) != rawi_month_number(first))))
        return at;
    candidate->row = row + 1;
    return end + bracket;
}

bool rawi_recognize_month_date(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!rawi_parse_day(reader, at, &candidate->numbers[0]))
        return false;
    size_t next = at + 1;
    if (rawi_item_is_dash(reader, next) && rawi_parse_day(reader, next + 1, &candidate->numbers[1]))
        next += 2;
    if (rawi_item_is_word(reader, next, "من"))
        next++;
    size_t month;
    size_t end = rawi_find_month(reader, next, &month);
    if (end == next)
        return false;
    candidate->text = rawi_month_stem(month);
    end = find_second_name(reader, end, month, candidate);
    candidate->end = rawi_parse_year_of_date(reader, end, candidate);

    candidate->probe = "الخامس";
    return rawi_propose(candidate, N_("a date"), N_("a day before the name of a month"),
                        RAWI_SCORE_CERTAIN, rawi_say_date);
}

/* Whether a number, a stroke or a bracket stands where it would after a month of one word or two.
 */
static bool precedes_day(const rawi_reader *reader, size_t at) {
    for (size_t words = 1; words <= 2; words++) {
        const rawi_item *item = rawi_item_at(reader, at + words);
        if (item && item->kind != RAWI_ITEM_WORD)
            return item->kind == RAWI_ITEM_DIGITS || item->character == U'/' ||
                   item->character == U'(';
    }
    return false;
}

/* «مايو 12, 2024»، «أيار/مايو 12، 2024»: the month first, as in English. */
bool rawi_recognize_month_first(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t year_digits = 4;
    size_t month;
    if (!precedes_day(reader, at))
        return false;
    size_t day = rawi_find_month(reader, at, &month);
    if (day == at)
        return false;
    day = find_second_name(reader, day, month, candidate);
    if (!rawi_parse_day(reader, day, &candidate->numbers[0]) ||
        !(rawi_item_is_symbol(reader, day + 1, U',') || rawi_item_is_symbol(reader, day + 1, U'،')))
        return false;
    candidate->text = rawi_month_stem(month);
    candidate->end = rawi_parse_year_of_date(reader, day + 1, candidate);
    candidate->probe = "الخامس";
    return candidate->numbers[2].digits.length == year_digits &&
           rawi_propose(candidate, N_("a date"), N_("the month before the day and the year"),
                        RAWI_SCORE_CERTAIN, rawi_say_date);
}
