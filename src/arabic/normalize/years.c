/* Years, their calendars, and what says that a number is one. */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/latin_words.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

void rawi_say_era(rawi_speaker *speaker, unsigned calendar) {
    static const char *const eras[] = {"", "لِلْمِيلَادِ", "لِلْهِجْرَةِ", "قَبْلَ الْمِيلَادِ"};
    rawi_speak_phrase(speaker, eras[calendar]);
}

void rawi_say_year(rawi_speaker *speaker, uint64_t year, unsigned detail) {
    if (detail & RAWI_YEAR_OF)
        rawi_speak_phrase(speaker, "مِنْ عَامِ");
    else if (detail & RAWI_YEAR_SAYS_AAM)
        rawi_speak_phrase(speaker, "عَامَ");
    rawi_say_cardinal(speaker, year, detail & RAWI_YEAR_FEMININE ? RAWI_FEMININE : RAWI_MASCULINE,
                      RAWI_GENITIVE, RAWI_INDEFINITE);
    rawi_say_era(speaker, detail & RAWI_CALENDARS);
}

static bool is_month_before(const rawi_reader *reader, size_t at) {
    size_t row;
    at -= at && rawi_item_is_symbol(reader, at - 1, U')'); /* آذار (مارس) 2024 */
    return (at >= 1 && rawi_find_month(reader, at - 1, &row) == at) ||
           (at >= 2 && rawi_find_month(reader, at - 2, &row) == at);
}

/* «سَنَتَيْ 2010 و2011», no سُنَّتِي. */
static void mark_dual(rawi_reader *reader, size_t word) {
    size_t token = rawi_item_is_word(reader, word, "سنتي") ? rawi_token_of(reader, word) : SIZE_MAX;
    if (token != SIZE_MAX) {
        reader->tokens->items[token].text = "سَنَتَيْ";
        reader->tokens->items[token].flags |= RAWI_TOKEN_COMPLETE;
    }
}

static rawi_status say_years(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    reader->last_case = RAWI_GENITIVE;
    reader->syntax = (rawi_syntax){.grammatical = RAWI_GENITIVE,
                                   .odds = RAWI_CERTAIN,
                                   .idafa = !(candidate->detail & RAWI_YEAR_SAYS_AAM)};
    if (!reader->clitic && candidate->first > 1 &&
        rawi_item_is_one_of(reader, candidate->first - 1, "سنة عام") &&
        (is_month_before(reader, candidate->first - 1) || reader->last_end == candidate->first - 1))
        rawi_flag_word(reader, candidate->first - 1, RAWI_TOKEN_ACCUSATIVE); /* محرم سنةَ 61 */
    if (candidate->first)
        mark_dual(reader, candidate->first - 1);
    if (candidate->number_count == 1) {
        rawi_say_year(&reader->speaker, candidate->numbers[0].value, candidate->detail);
        return RAWI_OK;
    }
    unsigned plain = candidate->detail & ~(unsigned)RAWI_CALENDARS;
    size_t word = candidate->first - (reader->clitic ? 1 : 0);
    bool two = word && rawi_item_in_list(reader, word - 1, "two_years"); /* بين عامي 1975-1990 */
    rawi_say_year(&reader->speaker, candidate->numbers[0].value, plain);
    if (two)
        reader->speaker.clitic = "وَ";
    else if (candidate->text)
        rawi_speak_phrase(&reader->speaker, candidate->text);
    rawi_say_year(&reader->speaker, candidate->numbers[1].value,
                  candidate->detail & ~(unsigned)(RAWI_YEAR_SAYS_AAM | RAWI_YEAR_OF));
    return RAWI_OK;
}

bool rawi_is_year(const rawi_number *number) {
    return number->value >= 100 && number->value <= 2999 && number->digits.length >= 3 &&
           number->digits.length <= 4 && number->digits.bytes[0] != '0';
}

bool rawi_is_hijri_year(uint64_t year) {
    return year >= 1300 && year <= 1499;
}

bool rawi_is_recent_year(uint64_t year) {
    return rawi_is_hijri_year(year) || (year >= 1900 && year <= 2099);
}

size_t rawi_parse_era(const rawi_reader *reader, size_t at, unsigned *calendar) {
    if (rawi_item_is_word(reader, at, "ق") && rawi_item_is_symbol(reader, at + 1, U'.') &&
        rawi_item_is_word(reader, at + 2, "م")) {
        *calendar = RAWI_CALENDAR_BEFORE_CHRIST;
        return at + 3 + rawi_item_is_symbol(reader, at + 3, U'.');
    }
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL)
        return at;
    if (rawi_item_is_word(reader, at, "م"))
        *calendar = RAWI_CALENDAR_GREGORIAN;
    else if (rawi_item_is_word(reader, at, "ه"))
        *calendar = RAWI_CALENDAR_HIJRI;
    else
        return at;
    return at + 1;
}

size_t rawi_parse_year_of_date(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number year;
    size_t start =
        at + (rawi_item_is_symbol(reader, at, U'،') || rawi_item_is_symbol(reader, at, U','));
    const uint64_t latest = 2999;
    if (!rawi_parse_plain(reader, start, &year) || year.value == 0 || year.value > latest)
        return at;
    size_t end = rawi_parse_era(reader, start + 1, &candidate->detail);
    if (!rawi_is_year(&year) && end == start + 1)
        return at; /* «10 محرم 61هـ» has a mark of its calendar */
    candidate->numbers[2] = year;
    return end;
}

/* Whether the number at item `at` and that after a stroke or a dash are one year and the next, one
 * of them or both without their century: 25/26، 26/2027، 2025/2026. */
static bool precedes_next_year(const rawi_reader *reader, size_t at) {
    const uint64_t century = 100;
    rawi_number year, next;
    return (rawi_item_is_symbol(reader, at + 1, U'/') || rawi_item_is_dash(reader, at + 1)) &&
           rawi_item_is_glued(reader, at + 1) && rawi_item_is_glued(reader, at + 2) &&
           rawi_parse_plain(reader, at, &year) && rawi_parse_plain(reader, at + 2, &next) &&
           (year.digits.length == 2 || rawi_is_year(&year)) &&
           (next.digits.length == 2 || rawi_is_year(&next)) &&
           (year.value + 1) % century == next.value % century;
}

/* The year at `at`, of four digits or three, or of any with the mark of a calendar that is not the
 * Gregorian; of two after the word for two years (بين عامي 75 و90) and before the next year
 * (25/26).
 */
static bool parse_first_year(const rawi_reader *reader, size_t at, bool two,
                             rawi_candidate *candidate) {
    rawi_number *year = &candidate->numbers[0];
    rawi_number scaled;
    if (!rawi_parse_plain(reader, at, year) ||
        (rawi_parse_scaled(reader, at, &scaled) > at + 1 && scaled.scale))
        return false;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (next && year->digits.length == 3 && rawi_is_listed_noun(next->bare))
        return false;
    two = two || precedes_next_year(reader, at);
    return rawi_is_year(year) || (two && year->digits.length == 2) ||
           (year->value && year->digits.length <= 4 &&
            rawi_parse_era(reader, at + 1, &candidate->detail) > at + 1 &&
            candidate->detail != RAWI_CALENDAR_GREGORIAN);
}

/* The century of the one of two years that is written without it, which the other has. */
static uint64_t century_of(const rawi_number *without, const rawi_number *with) {
    const uint64_t century = 100;
    return without->digits.length == 2 && with->digits.length > 2 ? with->value / century * century
                                                                  : 0;
}

/* The second year of 2024/2025, 26/2027 and 2023-24, without its century after the word for a
 * season; the item after it, or `end` where there is none. */
static size_t parse_second_year(const rawi_reader *reader, size_t end, bool season,
                                rawi_candidate *candidate) {
    rawi_number *years = candidate->numbers;
    bool slash = rawi_item_is_symbol(reader, end, U'/');
    bool dash = rawi_item_is_dash(reader, end);
    if ((!slash && !dash) || !rawi_parse_plain(reader, end + 1, &years[1]) ||
        (!rawi_is_year(&years[1]) && years[1].digits.length != 2) ||
        rawi_item_is_symbol(reader, end + 2, slash ? U'/' : U'-'))
        return end;
    season = season && years[1].digits.length == 2;
    years[0].value += century_of(&years[0], &years[1]);
    if (!season)
        years[1].value += century_of(&years[1], &years[0]);
    candidate->number_count = 2;
    candidate->text = slash || season ? NULL : "إِلَى";
    return end + 2;
}

/* «في حدود 1500 شخص», but «كانت حرب 2006 مدمرة» */
static bool counts_listed_noun(const rawi_reader *reader, size_t at) {
    rawi_number number;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return rawi_parse_plain(reader, at, &number) && next && next->kind == RAWI_ITEM_WORD &&
           rawi_is_listed_noun(next->bare) && rawi_noun_fits(next->bare, number.value);
}

/* «عام 2024»، «سنة 2010»، «كأس العالم 2022», but «كلفت 5 سنوات 2010 جنيهات» */
static bool follows_word_for_year(const rawi_reader *reader, size_t before,
                                  rawi_candidate *candidate) {
    bool counted = before > 1 && rawi_item_at(reader, before - 2)->kind == RAWI_ITEM_DIGITS &&
                   rawi_item_is_one_of(reader, before - 1, "سنة سنتي سنوات");
    candidate->reason = N_("after the word for a year");
    if (rawi_item_in_list(reader, before - 1, "year_feminine") && !counted) {
        candidate->detail |= RAWI_YEAR_FEMININE;
        return true;
    }
    bool season = rawi_item_in_list(reader, before - 1, "season");
    bool feminine = before > 1 && rawi_item_in_list(reader, before - 2, "year_feminine");
    bool masculine = before > 1 && rawi_item_in_list(reader, before - 2, "year_masculine");
    bool described = (feminine || masculine) && rawi_item_in_list(reader, before - 1, "which_year");
    if (feminine && (season || described))
        candidate->detail |= RAWI_YEAR_FEMININE; /* السنة المالية 2026 */
    return season || described || rawi_item_in_list(reader, before - 1, "year_masculine") ||
           rawi_item_in_list(reader, before - 1, "yearly");
}

static bool follows_event(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    candidate->reason = N_("after the name of an event");
    return rawi_item_in_list(reader, before - 1, "event") && !counts_listed_noun(reader, before);
}

static bool is_recent(const rawi_number *year) {
    return rawi_is_recent_year(year->value) && !rawi_is_hijri_year(year->value);
}

/* Nothing that a number would count stands at item `at`: the clause ends, or goes on with a verb, a
 * particle, an adjective of the event or what is no noun by itself (بجناح). */
static bool ends_name(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at);
    if (!next || next->kind != RAWI_ITEM_WORD)
        return !rawi_may_count(reader, at);
    return rawi_has_article(next->bare) || rawi_is_governor(next->bare) ||
           rawi_is_verb(next->bare) || rawi_item_in_list(reader, at, "host") ||
           !rawi_counted_noun_of(next->bare).is_noun;
}

/* Whether the word could be a place: no verb with its object (قمة حضرها 2000), no adjective of an
 * indefinite noun (دورة تدريبية 2024). */
static bool may_be_place(const rawi_reader *reader, size_t at) {
    const rawi_item *place = rawi_item_at(reader, at);
    rawi_slice word = place->bare;
    if (place->kind != RAWI_ITEM_WORD || rawi_is_governor(word))
        return false;
    bool known =
        rawi_has_article(word) || rawi_item_in_list(reader, at, "city") || rawi_is_name(word);
    return known || !(rawi_has_suffix(word, "ي") || rawi_has_suffix(word, "ة") ||
                      rawi_has_suffix(word, "ها") || rawi_has_suffix(word, "ه"));
}

/* «كأس آسيا 2023»، «موسم الرياض 2024»، «انتخابات مصر 2018»: its place stands between. */
static bool follows_place_of_event(const rawi_reader *reader, size_t before,
                                   rawi_candidate *candidate) {
    candidate->reason = N_("after the name of an event");
    return before > 1 && may_be_place(reader, before - 1) &&
           (rawi_item_in_list(reader, before - 2, "event") ||
            rawi_item_in_list(reader, before - 2, "yearly") ||
            rawi_item_in_list(reader, before - 2, "held")) &&
           is_recent(&candidate->numbers[0]) && ends_name(reader, candidate->first + 1);
}

/* «انتخابات مجلس النواب 2025»، «كأس العالم للأندية 2025»، «الموازنة العامة 2026»: what has an
 * edition, and its definite terms or adjectives. */
static bool follows_edition(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    const size_t reach = 5;
    candidate->reason = N_("after the name of an event");
    if (!is_recent(&candidate->numbers[0]) || !ends_name(reader, candidate->first + 1))
        return false;
    for (size_t back = 1; back <= reach && back <= before; back++) {
        const rawi_item *item = rawi_item_at(reader, before - back);
        if (item->kind != RAWI_ITEM_WORD)
            return false;
        if (back > 1 && rawi_item_in_list(reader, before - back, "edition"))
            return true;
        bool definite = rawi_has_article(item->bare) || rawi_is_name(item->bare) ||
                        rawi_item_in_list(reader, before - back, "continent") ||
                        rawi_item_in_list(reader, before - back, "city");
        if (!definite && !(back > 1 && rawi_is_listed_noun(item->bare)))
            return false;
    }
    return false;
}

/* «بين عامي 2003 و2004»، «أعوام 2019 و2020 و2021»: joined to a year. */
static bool joins_year(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    const size_t digits = 4;
    candidate->reason = N_("joined to the year before it");
    if (!reader->clitic || strcmp(reader->clitic, "وَ") != 0 ||
        counts_listed_noun(reader, before + 1))
        return false;
    while (before > 1 && rawi_item_is_word(reader, before, "و") &&
           rawi_item_at(reader, before - 1)->kind == RAWI_ITEM_DIGITS &&
           rawi_item_at(reader, before - 1)->text.length == digits)
        before -= 2;
    if (rawi_item_in_list(reader, before, "years_feminine"))
        candidate->detail |= RAWI_YEAR_FEMININE;
    return rawi_item_in_list(reader, before, "years_feminine") ||
           rawi_item_in_list(reader, before, "years_masculine");
}

/* «ذهبية باريس 2024»، «فلاشينغ ميدوز 2025»: a place that is named for what was held
 * there; «مونديال السلة FIBA 2027»: its letters stand between. */
static bool follows_host(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    const size_t reach = 3;
    candidate->reason = N_("after the name of an event");
    if (!is_recent(&candidate->numbers[0]) || !ends_name(reader, candidate->first + 1))
        return false;
    if (rawi_item_in_list(reader, before - 1, "host"))
        return true;
    if (rawi_item_at(reader, before - 1)->kind != RAWI_ITEM_LATIN)
        return false;
    for (size_t back = 2; back <= before && back <= reach + 1; back++)
        if (rawi_item_in_list(reader, before - back, "championship"))
            return true;
    return false;
}

static bool follows_month(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    candidate->reason = N_("after the name of a month");
    if (!is_month_before(reader, before))
        return false;
    candidate->detail |= RAWI_YEAR_SAYS_AAM;
    return true;
}

/* «معرض جيتكس 2024»: held or made every year. */
static bool follows_name(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    candidate->reason = N_("after a name");
    return rawi_is_name(rawi_item_at(reader, before - 1)->bare) &&
           is_recent(&candidate->numbers[0]) && !counts_listed_noun(reader, before) &&
           !rawi_may_count(reader, candidate->first + 1);
}

/* «الربع الأول 2025»: a part of the year, but «باعت في الربع الأول 1500 سيارة». */
static bool follows_part(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    candidate->reason = N_("after a part of the year");
    if (before > 2 && rawi_item_is_symbol(reader, before - 1, U'/') &&
        rawi_item_at(reader, before - 2)->kind == RAWI_ITEM_DIGITS &&
        rawi_item_in_list(reader, before - 3, "part_of_year")) { /* الربع 1/2025 */
        candidate->detail |= RAWI_YEAR_SAYS_AAM | RAWI_YEAR_OF;
        return true;
    }
    if (before < 2 || !rawi_item_in_list(reader, before - 2, "part_of_year") ||
        !rawi_item_in_list(reader, before - 1, "which_part") ||
        !is_recent(&candidate->numbers[0]) || rawi_may_count(reader, candidate->end))
        return false;
    candidate->detail |= RAWI_YEAR_SAYS_AAM | RAWI_YEAR_OF;
    return true;
}

/* «الكويكب 2024 YR4»: the year of a discovery, and its letters. */
static bool begins_designation(const rawi_reader *reader, rawi_candidate *candidate) {
    const size_t letters = 2;
    const rawi_item *code = rawi_item_at(reader, candidate->first + 1);
    candidate->reason = N_("letters of a discovery follow");
    return code && code->kind == RAWI_ITEM_LATIN && code->spaced && code->text.length == letters &&
           rawi_is_all_capitals(code->text) && is_recent(&candidate->numbers[0]) &&
           rawi_clause_has_listed(reader, candidate->first, "asteroid");
}

/* Whether what stands before item `before` says that a year follows; `four`: it has four digits. */
static bool announces_year(const rawi_reader *reader, size_t before, bool four,
                           rawi_candidate *candidate) {
    return before &&
           (follows_word_for_year(reader, before, candidate) ||
            (four &&
             (follows_event(reader, before, candidate) ||
              follows_month(reader, before, candidate) ||
              follows_place_of_event(reader, before, candidate) ||
              follows_host(reader, before, candidate) ||
              follows_edition(reader, before, candidate) || joins_year(reader, before, candidate) ||
              follows_part(reader, before, candidate) || follows_name(reader, before, candidate) ||
              begins_designation(reader, candidate))));
}

/* «سنة 20 هـ (641 م)» */
static bool follows_hijri_year(const rawi_reader *reader, size_t before) {
    return before > 1 && rawi_item_at(reader, before - 1)->kind == RAWI_ITEM_SYMBOL &&
           rawi_item_is_one_of(reader, before - 2, "ه هجرية هجري هجريا للهجرة");
}

/* «سباق 1500 م»، «على ارتفاع 2000 م»، «على بعد 1500 م» */
bool rawi_clause_measures_length(const rawi_reader *reader, size_t before) {
    return rawi_clause_has_listed(reader, before, "length") ||
           (before && rawi_item_is_word(reader, before - 1, "بعد")) ||
           (before > 1 && rawi_item_is_word(reader, before - 1, "من") &&
            rawi_item_is_one_of(reader, before - 2, "أقل أكثر أعلى أدنى أبعد أطول"));
}

static bool are_metres(const rawi_reader *reader, size_t before, unsigned calendar) {
    return (calendar & RAWI_CALENDARS) == RAWI_CALENDAR_GREGORIAN &&
           rawi_clause_measures_length(reader, before);
}

/* «سنة 808هـ/1406م»: the same year in another calendar. */
static bool repeats_year(const rawi_reader *reader, size_t before) {
    return before && rawi_item_is_symbol(reader, before - 1, U'/');
}

/* Whether the mark of a calendar after the candidate, whose digits end at item `end`, makes a year
 * of it: «1948م»، «61هـ», «20 هـ (641 م)»، «15 رمضان 1445هـ الموافق 2024م». */
static bool is_marked_year(const rawi_reader *reader, size_t before, size_t end, bool four,
                           rawi_candidate *candidate) {
    unsigned calendar = candidate->detail & RAWI_CALENDARS;
    bool hijri = rawi_is_year(&candidate->numbers[0]) && calendar == RAWI_CALENDAR_HIJRI;
    bool equated = rawi_item_is_word(reader, candidate->end, "الموافق") ||
                   (before && rawi_item_is_word(reader, before - 1, "الموافق"));
    candidate->reason = N_("the mark of a calendar follows");
    if (repeats_year(reader, before) && rawi_clause_has_listed(reader, before, "year_feminine"))
        candidate->detail |= RAWI_YEAR_FEMININE;
    return candidate->end > end &&
           (four || hijri || equated || follows_hijri_year(reader, before)) &&
           !are_metres(reader, before, calendar);
}

/* «الثانوية العامة 2025/2026»: a school year, but «القرار 2025/2026». */
static bool is_school_year(const rawi_reader *reader, size_t before, rawi_candidate *candidate) {
    const rawi_number *years = candidate->numbers;
    candidate->reason = N_("a stroke between a year and the next");
    return candidate->number_count == 2 && !candidate->text && before &&
           rawi_item_at(reader, before - 1)->kind == RAWI_ITEM_WORD &&
           rawi_is_recent_year(years[0].value) &&
           years[0].digits.length == years[1].digits.length &&
           years[0].value + 1 == years[1].value && !rawi_item_in_list(reader, before - 1, "act") &&
           !rawi_item_in_list(reader, before - 1, "label");
}

/* «دوري أبطال آسيا للنخبة 2025-2026»: a year and the next after the name of a league, which no verb
 * parts from it. */
static bool is_season_of_league(const rawi_reader *reader, size_t at, size_t before,
                                rawi_candidate *candidate) {
    const size_t reach = 5;
    rawi_number next;
    uint64_t year = candidate->numbers[0].value;
    bool joined = rawi_item_is_dash(reader, at + 1) || rawi_item_is_symbol(reader, at + 1, U'/');
    candidate->reason = N_("after the name of an event");
    if (!joined || !rawi_parse_plain(reader, at + 2, &next) || !is_recent(&candidate->numbers[0]) ||
        (next.value != year + 1 && next.value != (year + 1) % 100))
        return false;
    for (size_t back = 1; back <= before && back <= reach; back++) {
        const rawi_item *item = rawi_item_at(reader, before - back);
        if (rawi_item_in_list(reader, before - back, "league"))
            return true;
        if (item->kind == RAWI_ITEM_SYMBOL || rawi_is_governor(item->bare))
            return false;
    }
    return false;
}

bool rawi_recognize_year(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char which[] = "الماضي المقبل الحالي الجاري القادم المنصرم الفائت";
    size_t before = at - (reader->clitic ? 1 : 0);
    if (before > 1 && rawi_item_is_one_of(reader, before - 1, which))
        before--; /* «الموسم الماضي 2023-24» */
    bool two = before && rawi_item_in_list(reader, before - 1, "two_years");
    if (!parse_first_year(reader, at, two, candidate))
        return false;
    candidate->number_count = 1;
    bool of_league = is_season_of_league(reader, at, before, candidate);
    bool season = of_league || (before > 0 && rawi_item_in_list(reader, before - 1, "season"));
    size_t end = parse_second_year(reader, at + 1, season, candidate);
    candidate->end = rawi_parse_era(reader, end, &candidate->detail);
    bool four = candidate->numbers[0].digits.length == 4 ||
                (rawi_is_year(&candidate->numbers[0]) &&
                 rawi_clause_has(reader, before, "عام سنة العام السنة")); /* عام الفيل 571م */
    bool of_season = season && candidate->number_count == 2;              /* no range of years */
    return (of_league || announces_year(reader, before, four, candidate) ||
            is_marked_year(reader, before, end, four, candidate) ||
            is_school_year(reader, before, candidate)) &&
           rawi_propose(candidate, N_("a year"), candidate->reason,
                        of_season ? RAWI_SCORE_CERTAIN + 2 : RAWI_SCORE_CONFIRMED, say_years);
}

/* candidate->row: the year is that of a birth. */
static rawi_status say_life(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, candidate->row ? "وُلِدَ" : "تُوُفِّيَ");
    rawi_say_year(&reader->speaker, candidate->numbers[0].value, candidate->detail);
    return RAWI_OK;
}

/* «(ت. 2020م)»، «(ت: 774هـ)»، «(و. 1950)» */
bool rawi_recognize_life(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_number *year = &candidate->numbers[0];
    bool sign =
        rawi_item_is_symbol(reader, at + 1, U'.') || rawi_item_is_symbol(reader, at + 1, U':');
    bool birth = rawi_item_is_word(reader, at, "و") && sign;
    size_t number = at + 1 + sign;
    if (at == 0 || !rawi_item_is_symbol(reader, at - 1, U'(') ||
        !(birth || rawi_item_is_word(reader, at, "ت")) ||
        !rawi_parse_plain(reader, number, &candidate->numbers[0]))
        return false;
    candidate->end = rawi_parse_era(reader, number + 1, &candidate->detail);
    if (!rawi_is_year(year) && (candidate->end == number + 1 || year->value > 2999))
        return false;
    candidate->row = birth;
    candidate->detail |= RAWI_YEAR_SAYS_AAM;
    return rawi_propose(candidate, birth ? N_("the year of a birth") : N_("the year of a death"),
                        birth ? N_("و before a year in brackets")
                              : N_("ت before a year in brackets"),
                        RAWI_SCORE_CERTAIN, say_life);
}

static rawi_status say_decade(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_error *error) {
    (void)error;
    static const char *const decades[] = {"عِشْرِينِيَّات", "ثَلَاثِينِيَّات", "أَرْبَعِينِيَّات", "خَمْسِينِيَّات",
                                          "سِتِّينِيَّات",  "سَبْعِينِيَّات",  "ثَمَانِينِيَّات", "تِسْعِينِيَّات"};
    size_t first = candidate->first - (reader->clitic ? 1 : 0);
    rawi_case grammatical = rawi_follows_construct(reader, first)
                                ? RAWI_GENITIVE
                                : rawi_case_of(reader, candidate->first).grammatical;
    rawi_speak_stem(&reader->speaker, decades[candidate->numbers[0].value / 10 - 2], grammatical,
                    RAWI_DEFINITE);
    return RAWI_OK;
}

/* «جيل الـ90»، «موسيقى الـ80», but «فترة الـ90 يوما» */
static bool follows_word_for_decade(const rawi_reader *reader, size_t at, uint64_t value) {
    const uint64_t earliest = 50;
    size_t before = at - 1; /* the article */
    return value >= earliest && before && rawi_item_in_list(reader, before - 1, "decade") &&
           !rawi_may_count(reader, at + 1);
}

/* «الـ60ات» */
bool rawi_recognize_decade(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *number = &candidate->numbers[0];
    if (at == 0 || !reader->definite || !rawi_parse_plain(reader, at, number) ||
        number->value < 20 || number->value > 90 || number->value % 10)
        return false;
    bool ending = rawi_item_is_glued(reader, at + 1) &&
                  rawi_item_is_one_of(reader, at + 1, "ات يات ينات ينيات");
    candidate->end = at + 1 + ending;
    return (ending || follows_word_for_decade(reader, at, number->value)) &&
           rawi_propose(candidate, N_("a decade"),
                        ending ? N_("the ending of a plural follows")
                               : N_("after a word for what is of a decade"),
                        RAWI_SCORE_CERTAIN, say_decade);
}
