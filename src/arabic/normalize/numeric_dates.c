/* Dates whose month is a number: 15/10/2025، 30/11، 05/2026. */
#include "arabic/normalize/calendar.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

static const char *const gregorian[12] = {"يَنَايِر!",  "فِبْرَايِر!", "مَارِس!",   "أَبْرِيل!",
                                          "مَايُو",    "يُونْيُو",   "يُولْيُو",   "أَغُسْطُس!",
                                          "سِبْتَمْبِر!", "أُكْتُوبَر!", "نُوفَمْبِر!", "دِيسَمْبِر!"};
static const char *const hijri[12] = {"مُحَرَّم",         "صَفَر",          "رَبِيعٍ الْأَوَّلِ", "رَبِيعٍ الْآخِرِ",
                                      "جُمَادَى الْأُولَى", "جُمَادَى الْآخِرَةِ", "رَجَب",        "شَعْبَان!",
                                      "رَمَضَان!",       "شَوَّال",         "ذِي الْقَعْدَةِ",  "ذِي الْحِجَّةِ"};

static bool is_date_sign(const rawi_reader *reader, size_t at) {
    return rawi_item_is_symbol(reader, at, U'/') || rawi_item_is_symbol(reader, at, U'-') ||
           rawi_item_is_symbol(reader, at, U'.') || rawi_item_is_symbol(reader, at, U'\\');
}

/* Whether the numbers with dots at item `at` go on with a dot and a number or behind one, or are
 * those of a version: 2.25.15.12، الإصدار 3.12.10، Python 3.12.10. */
static bool is_dotted_code(const rawi_reader *reader, size_t at) {
    const size_t items = 5;
    const size_t end = at + items;
    rawi_number number;
    bool goes_on = rawi_item_is_symbol(reader, end, U'.') && rawi_item_is_glued(reader, end) &&
                   rawi_item_is_glued(reader, end + 1) &&
                   rawi_parse_plain(reader, end + 1, &number);
    bool behind = at > 1 && rawi_item_is_symbol(reader, at - 1, U'.') &&
                  rawi_item_is_glued(reader, at) && rawi_item_is_glued(reader, at - 1) &&
                  rawi_parse_plain(reader, at - 2, &number);
    size_t before = at - (at && rawi_item_in_list(reader, at - 1, "label"));
    return goes_on || behind || (before && rawi_item_in_list(reader, before - 1, "versioned"));
}

/* Three numbers with the same sign between them; with spaces around it one has the four digits of a
 * year: 30 / 11 / 2025. */
static bool parse_triple(const rawi_reader *reader, size_t at, rawi_number numbers[3]) {
    const size_t year_digits = 4;
    const rawi_item *sign = rawi_item_at(reader, at + 1);
    if (!is_date_sign(reader, at + 1))
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (i && (!rawi_item_is_symbol(reader, at + 2 * i - 1, sign->character) ||
                  rawi_item_is_glued(reader, at + 2 * i - 1) == sign->spaced))
            return false;
        if (!rawi_parse_plain(reader, at + 2 * i, &numbers[i]) ||
            numbers[i].digits.length > year_digits)
            return false;
    }
    bool has_year =
        numbers[0].digits.length == year_digits || numbers[2].digits.length == year_digits;
    if (sign->character == U'.' && !has_year && is_dotted_code(reader, at))
        return false;
    return !sign->spaced || (sign->character != U'.' && has_year);
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
    return rawi_parse_day(reader, at, &day) && rawi_item_is_symbol(reader, at + 1, U'/') &&
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

/* «هجمات 9/11», whose name has the American order. */
static bool is_september_11(const rawi_reader *reader, size_t at, const rawi_candidate *candidate) {
    return at && candidate->numbers[0].value == 9 && candidate->numbers[1].value == 11 &&
           rawi_item_in_list(reader, at - 1, "attack");
}

/* «خرج من البطولة في 1/16»، «رواه البخاري في 3/25»: a round, a volume and its page; but «يوم 1/16».
 */
static bool is_round_or_page(const rawi_reader *reader, size_t at, uint64_t first,
                             uint64_t second) {
    const uint64_t teams = 16;
    return !rawi_item_in_list(reader, at - 1, "dated") &&
           ((first == 1 && second == teams) || rawi_clause_has_listed(reader, at, "citing") ||
            rawi_clause_has_listed(reader, at, "source"));
}

/* «العرض حتى 12/31»: the American order, after what announces a day, where no other is possible and
 * nothing is measured in parts (3/16 بوصة). */
static bool is_month_and_day(const rawi_reader *reader, size_t at) {
    enum {
        MONTHS = 12
    };
    static const unsigned char days[MONTHS] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    size_t end = at + DAY_AND_MONTH;
    rawi_number month, day;
    const rawi_item *next = rawi_item_at(reader, end);
    if (at == 0 || !rawi_parse_plain(reader, at, &month) ||
        !rawi_item_is_symbol(reader, at + 1, U'/') || !rawi_parse_day(reader, at + 2, &day) ||
        month.value == 0 || month.value > MONTHS || day.value <= MONTHS ||
        day.value > days[month.value - 1] || is_round_or_page(reader, at, month.value, day.value) ||
        rawi_clause_has_listed(reader, at, "ratio") || has_whole(reader, end))
        return false;
    return !(next && next->kind == RAWI_ITEM_WORD && rawi_is_listed_noun(next->bare)) &&
           (rawi_item_is_one_of(reader, at - 1, "حتى منذ في قبل بعد") ||
            rawi_item_in_list(reader, at - 1, "dated") || rawi_is_weekday(reader, at - 1));
}

static bool take_day_and_month(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    bool american = is_month_and_day(reader, at);
    if (!(american || (is_day_and_month(reader, at) && announces_day(reader, at))) ||
        !rawi_parse_plain(reader, at, &numbers[0]) ||
        !rawi_parse_plain(reader, at + 2, &numbers[1]) ||
        rawi_item_is_symbol(reader, at + DAY_AND_MONTH, U'/'))
        return false;
    if (american || is_september_11(reader, at, candidate)) {
        rawi_number month = numbers[0];
        numbers[0] = numbers[1];
        numbers[1] = month;
    }
    candidate->text = gregorian[numbers[1].value - 1];
    numbers[1] = (rawi_number){0};
    candidate->end = at + DAY_AND_MONTH;
    return true;
}

static bool take_triple(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t items = 5;
    rawi_number triple[3];
    uint64_t month;
    if (!parse_triple(reader, at, triple) || !order_date(triple, candidate, &month))
        return false;
    candidate->end = rawi_parse_era(reader, at + items, &candidate->detail);
    bool is_hijri =
        candidate->detail == RAWI_CALENDAR_HIJRI || rawi_is_hijri_year(candidate->numbers[2].value);
    candidate->text = is_hijri ? hijri[month - 1] : gregorian[month - 1];
    return true;
}

bool rawi_is_date_triple(const rawi_reader *reader, size_t at) {
    rawi_candidate date = {0};
    return take_triple(reader, at, &date);
}

/* «من 1-15/8/2024»: a span of days. */
static bool take_days(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number first;
    if (!rawi_parse_day(reader, at, &first) || !rawi_item_is_dash(reader, at + 1) ||
        rawi_item_is_glued(reader, at + 1) != rawi_item_is_glued(reader, at + 2) ||
        !rawi_item_is_symbol(reader, at + 3, U'/') || !take_triple(reader, at + 2, candidate) ||
        first.value >= candidate->numbers[0].value)
        return false;
    candidate->numbers[1] = candidate->numbers[0];
    candidate->numbers[0] = first;
    return true;
}

bool rawi_recognize_numeric_date(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number triple[3];
    if (at && rawi_item_is_one_of(reader, at - 1, "رقم برقم")) /* الظهير رقم 1.15.83 */
        return false;
    candidate->probe = "الخامس";
    return (parse_triple(reader, at, triple)
                ? take_triple(reader, at, candidate)
                : take_days(reader, at, candidate) || take_day_and_month(reader, at, candidate)) &&
           rawi_propose(candidate, N_("a date"), N_("day, month and year in numbers"),
                        RAWI_SCORE_CONFIRMED + 5, rawi_say_date);
}

/* ---- a month and its year ---- */

enum {
    MONTH_GOVERNED, /* في 05/2026، نهاية 05/2026 */
    MONTH_APART     /* موعد التسليم 05/2026، «الانتهاء: 05/2026» */
};

/* numbers: the year; text: the month's stem; row: how the month is announced. */
static rawi_status say_month_of_year(rawi_reader *reader, const rawi_candidate *candidate,
                                     rawi_error *error) {
    (void)error;
    reader->last_case = candidate->row == MONTH_APART ? RAWI_NOMINATIVE : RAWI_GENITIVE;
    rawi_say_month(&reader->speaker, candidate->text, reader->last_case);
    rawi_say_year(&reader->speaker, candidate->numbers[0].value,
                  candidate->detail | RAWI_YEAR_SAYS_AAM);
    return RAWI_OK;
}

/* Whether what stands before item `at` says that a month follows, and how. */
static bool announces_month(const rawi_reader *reader, size_t at, size_t *how) {
    bool colon = at > 1 && rawi_item_is_symbol(reader, at - 1, U':') &&
                 rawi_clause_has_listed(reader, at - 1, "dated");
    bool apart = at > 1 && rawi_has_article(rawi_item_at(reader, at - 1)->bare) &&
                 rawi_item_in_list(reader, at - 2, "dated");
    *how = colon || apart ? MONTH_APART : MONTH_GOVERNED;
    return colon || apart ||
           (at && (rawi_item_in_list(reader, at - 1, "dated") ||
                   rawi_item_in_list(reader, at - 1, "month") ||
                   rawi_item_is_one_of(reader, at - 1, "في منذ حتى من إلى قبل بعد وحتى وإلى ومن")));
}

/* «تنتهي في 05/2026», but «دقة تصل إلى 1/2000 من الثانية» */
bool rawi_recognize_month_of_year(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number month, *year = &candidate->numbers[0];
    if (reader->clitic || !rawi_parse_plain(reader, at, &month) || month.digits.length > 2 ||
        !is_date(1, month.value) || !rawi_item_is_symbol(reader, at + 1, U'/') ||
        !rawi_item_is_glued(reader, at + 1) || !rawi_item_is_glued(reader, at + 2) ||
        !rawi_parse_plain(reader, at + 2, year) || rawi_item_is_symbol(reader, at + 3, U'/') ||
        rawi_item_is_word(reader, at + 3, "من"))
        return false;
    bool is_hijri = rawi_is_hijri_year(year->value);
    candidate->text = is_hijri ? hijri[month.value - 1] : gregorian[month.value - 1];
    candidate->end = rawi_parse_era(reader, at + DAY_AND_MONTH, &candidate->detail);
    return rawi_is_recent_year(year->value) && announces_month(reader, at, &candidate->row) &&
           !rawi_clause_has_listed(reader, at, "ratio") &&
           rawi_propose(candidate, N_("a date"), N_("month and year in numbers"),
                        RAWI_SCORE_CONFIRMED, say_month_of_year);
}
