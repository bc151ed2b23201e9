/* Days of a month in every written order. */
#include <stdlib.h>
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(months);

static const char *const gregorian[12] = {"يَنَايِر!",  "فِبْرَايِر!", "مَارِس!",   "أَبْرِيل!",
                                          "مَايُو",    "يُونْيُو",   "يُولْيُو",   "أَغُسْطُس!",
                                          "سِبْتَمْبِر!", "أُكْتُوبَر!", "نُوفَمْبِر!", "دِيسَمْبِر!"};
static const char *const hijri[12] = {"مُحَرَّم",         "صَفَر",          "رَبِيعٍ الْأَوَّلِ", "رَبِيعٍ الْآخِرِ",
                                      "جُمَادَى الْأُولَى", "جُمَادَى الْآخِرَةِ", "رَجَب",        "شَعْبَان!",
                                      "رَمَضَان!",       "شَوَّال",         "ذِي الْقَعْدَةِ",  "ذِي الْحِجَّةِ"};

/* ---- speaking ---- */

const char *rawi_month_stem(size_t row) {
    return rawi_table_cell(&rawi_months_table, row, 1);
}

size_t rawi_month_number(size_t row) {
    return (size_t)strtoul(rawi_table_cell(&rawi_months_table, row, 2), NULL, 10);
}

void rawi_say_month(rawi_speaker *speaker, const char *stem) {
    if (strchr(stem, ' ') || strncmp(stem, "ال", strlen("ال")) == 0)
        rawi_speak_phrase(speaker, stem);
    else
        rawi_speak_stem(speaker, stem, RAWI_GENITIVE, RAWI_INDEFINITE);
}

/* The dash between the date that ends at item `end` and a second one (28 فبراير - 3 مارس), or 0. */
static size_t dash_before_date(const rawi_reader *reader, size_t end) {
    rawi_candidate later = {0};
    bool dated =
        rawi_item_is_dash(reader, end) && (rawi_recognize_month_date(reader, end + 1, &later) ||
                                           rawi_recognize_numeric_date(reader, end + 1, &later));
    return dated ? end : 0;
}

/* «الخامس عشر من أكتوبر»: numbers[0] the day, numbers[1] a second day or 0, numbers[2] the year or
 * 0; text the month's stem. */
static rawi_status say_date(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    size_t day = candidate->first - (reader->clitic != NULL);
    bool named = day && rawi_is_weekday(reader, day - 1);
    rawi_syntax syntax = rawi_case_of(reader, named ? day - 1 : candidate->first);
    reader->last_case = syntax.grammatical;
    reader->until = dash_before_date(reader, candidate->end);
    if (reader->until && !named && syntax.grammatical != RAWI_GENITIVE) {
        rawi_speak_phrase(speaker, "مِنَ");
        syntax = reader->syntax = (rawi_syntax){.grammatical = RAWI_GENITIVE};
    }
    if (named)
        rawi_agree_with(reader, candidate, day - 1);
    else if (!reader->clitic && syntax.grammatical == RAWI_GENITIVE &&
             rawi_follows_construct(reader, day))
        reader->syntax.idafa = true; /* زلزالُ السادس من فبراير */
    rawi_say_ordinal(speaker, candidate->numbers[0].value, RAWI_MASCULINE, syntax.grammatical,
                     true);
    if (candidate->numbers[1].value) {
        rawi_speak_phrase(speaker, "إِلَى");
        rawi_say_ordinal(speaker, candidate->numbers[1].value, RAWI_MASCULINE, RAWI_GENITIVE, true);
    }
    bool article = strncmp(candidate->text, "ال", strlen("ال")) == 0;
    rawi_speak_phrase(speaker, article ? "مِنَ" : "مِنْ");
    rawi_say_month(speaker, candidate->text);
    if (candidate->row) {
        rawi_say_month(speaker, rawi_month_stem(candidate->row - 1));
    }
    if (candidate->numbers[2].value)
        rawi_say_year(speaker, candidate->numbers[2].value, candidate->detail | RAWI_YEAR_SAYS_AAM);
    return RAWI_OK;
}

/* ---- recognizing ---- */

/* The month written at item `at`, of one word or two; the item after it, or `at`. */
size_t rawi_find_month(const rawi_reader *reader, size_t at, size_t *row) {
    for (size_t words = 2; words >= 1; words--) {
        const rawi_item *last = rawi_item_at(reader, at + words - 1);
        if (!last || last->kind != RAWI_ITEM_WORD)
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

static bool parse_day(const rawi_reader *reader, size_t at, rawi_number *day) {
    return rawi_parse_plain(reader, at, day) && day->value >= 1 && day->value <= 31 &&
           day->digits.length <= 2;
}

/* The 10 of «من 10 إلى 15 مارس» and «10 و15 مارس»: the month comes with the second day. */
static rawi_status say_first_day(rawi_reader *reader, const rawi_candidate *candidate,
                                 rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    reader->last_case = syntax.grammatical;
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, RAWI_MASCULINE,
                     syntax.grammatical, true);
    return RAWI_OK;
}

bool rawi_recognize_first_day(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number later;
    size_t row;
    if (!parse_day(reader, at, &candidate->numbers[0]) ||
        !rawi_item_is_one_of(reader, at + 1, "إلى حتى و وحتى") ||
        !parse_day(reader, at + 2, &later))
        return false;
    size_t month = at + 3 + rawi_item_is_word(reader, at + 3, "من");
    if (rawi_find_month(reader, month, &row) == month)
        return false;
    candidate->end = at + 1;

    candidate->probe = "الخامس";
    return rawi_propose(candidate, N_("a date"), N_("the month comes with the second day"),
                        RAWI_SCORE_CERTAIN, say_first_day);
}

/* «يوم 21 من الشهر الجاري» */
bool rawi_recognize_day_of_month(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!parse_day(reader, at, &candidate->numbers[0]) ||
        (at && rawi_item_is_one_of(reader, at - 1, "أول آخر كل")) ||
        !((rawi_item_is_word(reader, at + 1, "من") &&
           rawi_item_is_one_of(reader, at + 2, "الشهر شهر")) ||
          (at && rawi_item_is_one_of(reader, at - 1, "يوم في حتى من") &&
           rawi_item_is_one_of(reader, at + 1, "الجاري"))))
        return false;
    candidate->end = at + 1;

    candidate->probe = "الخامس";
    return rawi_propose(candidate, N_("a date"), N_("the month follows the day"),
                        RAWI_SCORE_CONFIRMED, say_first_day);
}

bool rawi_recognize_month_date(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!parse_day(reader, at, &candidate->numbers[0]))
        return false;
    size_t next = at + 1;
    if (rawi_item_is_dash(reader, next) && parse_day(reader, next + 1, &candidate->numbers[1]))
        next += 2;
    if (rawi_item_is_word(reader, next, "من"))
        next++;
    size_t month;
    size_t end = rawi_find_month(reader, next, &month);
    if (end == next)
        return false;
    candidate->text = rawi_month_stem(month);
    if (rawi_item_is_symbol(reader, end, U'/')) {
        size_t second_month;
        size_t after = rawi_find_month(reader, end + 1, &second_month);
        if (after > end + 1) {
            candidate->row = second_month + 1;
            end = after;
        }
    }
    candidate->end = rawi_parse_year_of_date(reader, end, candidate);

    candidate->probe = "الخامس";
    return rawi_propose(candidate, N_("a date"), N_("a day before the name of a month"),
                        RAWI_SCORE_CERTAIN, say_date);
}

/* Three numbers with the same sign between them. */
static bool parse_triple(const rawi_reader *reader, size_t at, rawi_number numbers[3]) {
    const rawi_item *sign = rawi_item_at(reader, at + 1);
    if (!sign || sign->kind != RAWI_ITEM_SYMBOL ||
        !(sign->character == U'/' || sign->character == U'-' || sign->character == U'.' ||
          sign->character == U'\\'))
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (i && (!rawi_item_is_symbol(reader, at + 2 * i - 1, sign->character) ||
                  !rawi_item_is_glued(reader, at + 2 * i - 1)))
            return false;
        if (!rawi_parse_plain(reader, at + 2 * i, &numbers[i]) || numbers[i].digits.length > 4)
            return false;
    }
    return true;
}

static bool is_date(uint64_t day, uint64_t month) {
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* Day, month and year of a triple in whatever order it is written. */
static bool order_date(rawi_number triple[3], rawi_candidate *candidate, uint64_t *month) {
    bool year_first = triple[0].digits.length == 4;
    rawi_number day = triple[year_first ? 2 : 0];
    rawi_number year = triple[year_first ? 0 : 2];
    *month = triple[1].value;
    if (!is_date(day.value, *month)) {
        uint64_t swapped = day.value;
        day = triple[1];
        *month = swapped;
    }
    if (!is_date(day.value, *month) || year.digits.length == 3)
        return false;
    if (year.digits.length == 2)
        year.value += year.value < 50 ? 2000 : 1900;
    candidate->numbers[0] = day;
    candidate->numbers[1] = (rawi_number){0};
    candidate->numbers[2] = year;
    return year.digits.length != 1;
}

enum {
    DAY_AND_MONTH = 3 /* the items of 30/11 */
};

static bool is_day_and_month(const rawi_reader *reader, size_t at) {
    rawi_number day, month;
    return parse_day(reader, at, &day) && rawi_item_is_symbol(reader, at + 1, U'/') &&
           rawi_parse_plain(reader, at + 2, &month) && is_date(day.value, month.value);
}

/* «3/4 ساعة»، «2/3 الأعضاء»، «3/4 من السكان»: what the fraction that ends at item `end` is a part
 * of follows it. */
static bool has_whole(const rawi_reader *reader, size_t end) {
    static const char which[] =
        "الماضي الجاري المقبل القادم الحالي المنصرم العام السنة الشهر الساعة";
    const rawi_item *next = rawi_item_at(reader, end);
    if (!next || next->kind != RAWI_ITEM_WORD)
        return false;
    if (rawi_item_is_word(reader, end, "من"))
        return !rawi_item_is_one_of(reader, end + 1, "العام عام السنة سنة");
    return rawi_item_in_list(reader, end, "whole") ||
           (rawi_has_article(next->bare) && !rawi_item_is_one_of(reader, end, which) &&
            rawi_is_listed_noun(rawi_without_article(next->bare)));
}

/* Whether what stands before 30/11 says that it is a day: its word (يوم 5/6), a preposition before
 * what is no fraction of one (في 30/11), منذ and حتى before what is a fraction of nothing. */
static bool is_announced_day(const rawi_reader *reader, size_t at) {
    static const char prepositions[] = "حتى في من إلى منذ قبل بعد بين";
    const uint64_t months = 12;
    size_t end = at + DAY_AND_MONTH;
    rawi_number day, month;
    if (at == 0 || (rawi_item_in_list(reader, at - 1, "dated") || rawi_is_weekday(reader, at - 1)))
        return at > 0;
    if (!rawi_item_is_one_of(reader, at - 1, prepositions) || !rawi_parse_plain(reader, at, &day) ||
        !rawi_parse_plain(reader, at + 2, &month) || rawi_clause_has_listed(reader, at, "ratio"))
        return false;
    if (rawi_item_is_one_of(reader, at - 1, "منذ حتى") && !has_whole(reader, end))
        return true;
    bool grows = rawi_item_is_word(reader, at - 1, "من") && day.value <= months &&
                 rawi_item_is_word(reader, end, "إلى") &&
                 !is_day_and_month(reader, end + 1); /* زاد من 3/2 إلى الضعف */
    return day.value > month.value && !grows;
}

/* Whether 20/4 after إلى, حتى or و is surely a day: it has a year or is no fraction of one. */
static bool is_later_day(const rawi_reader *reader, size_t at) {
    rawi_number triple[3];
    rawi_number day, month;
    if (!rawi_parse_plain(reader, at, &day) || !rawi_parse_plain(reader, at + 2, &month))
        return false;
    return parse_triple(reader, at, triple) ||
           (day.value > month.value && !rawi_clause_has_listed(reader, at, "ratio")) ||
           is_announced_day(reader, at);
}

/* «من 1/9 إلى 30/9»، «في 30/11 و15/12»: both are days because one of them is. */
static bool is_pair_of_days(const rawi_reader *reader, size_t first) {
    size_t joint = first + DAY_AND_MONTH;
    if (!first || !rawi_item_is_one_of(reader, joint, "إلى حتى و") ||
        !is_day_and_month(reader, first) || !is_day_and_month(reader, joint + 1))
        return false;
    if (is_announced_day(reader, first))
        return !has_whole(reader, joint + 1 + DAY_AND_MONTH);
    return rawi_item_is_one_of(reader, first - 1, "من في بين قبل بعد") &&
           is_later_day(reader, joint + 1);
}

static bool announces_day(const rawi_reader *reader, size_t at) {
    const size_t earlier = DAY_AND_MONTH + 1;
    return is_announced_day(reader, at) || is_pair_of_days(reader, at) ||
           (at > earlier && is_pair_of_days(reader, at - earlier));
}

bool rawi_recognize_numeric_date(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number triple[3];
    uint64_t month;
    if (!parse_triple(reader, at, triple)) {
        if (!is_day_and_month(reader, at) || !announces_day(reader, at) ||
            !rawi_parse_plain(reader, at, &triple[0]) ||
            !rawi_parse_plain(reader, at + 2, &triple[1]))
            return false;
        candidate->numbers[0] = triple[0];
        candidate->text = gregorian[triple[1].value - 1];
        candidate->end = at + 3;
    } else {
        if (!order_date(triple, candidate, &month))
            return false;
        candidate->end = rawi_parse_era(reader, at + 5, &candidate->detail);
        uint64_t year = candidate->numbers[2].value;
        bool is_hijri = candidate->detail == RAWI_CALENDAR_HIJRI || (year > 1300 && year < 1500);
        candidate->text = is_hijri ? hijri[month - 1] : gregorian[month - 1];
    }

    candidate->probe = "الخامس";
    return rawi_propose(candidate, N_("a date"), N_("day, month and year in numbers"),
                        RAWI_SCORE_CONFIRMED + 5, say_date);
}
