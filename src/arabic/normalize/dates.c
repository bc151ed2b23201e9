/* Dates, years and clock times in every written order. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(months);

enum {
    YEAR_FEMININE = 8, /* سنة: its units agree with it */
    YEAR_SAYS_AAM = 16 /* عام is said before it */
};

static const char *const gregorian[12] = {"يَنَايِر!",  "فِبْرَايِر!", "مَارِس!",   "أَبْرِيل!",
                                          "مَايُو",    "يُونْيُو",   "يُولْيُو",   "أَغُسْطُس!",
                                          "سِبْتَمْبِر!", "أُكْتُوبَر!", "نُوفَمْبِر!", "دِيسَمْبِر!"};
static const char *const hijri[12] = {"مُحَرَّم",         "صَفَر",          "رَبِيعٍ الْأَوَّلِ", "رَبِيعٍ الْآخِرِ",
                                      "جُمَادَى الْأُولَى", "جُمَادَى الْآخِرَةِ", "رَجَب",        "شَعْبَان!",
                                      "رَمَضَان!",       "شَوَّال",         "ذِي الْقَعْدَةِ",  "ذِي الْحِجَّةِ"};

/* ---- speaking ---- */

static void say_month(rawi_speaker *speaker, const char *stem) {
    if (strchr(stem, ' ') || strncmp(stem, "ال", strlen("ال")) == 0)
        rawi_speak_phrase(speaker, stem);
    else
        rawi_speak_stem(speaker, stem, RAWI_GENITIVE, RAWI_INDEFINITE);
}

void rawi_say_era(rawi_speaker *speaker, unsigned calendar) {
    static const char *const eras[] = {"", "لِلْمِيلَادِ", "لِلْهِجْرَةِ", "قَبْلَ الْمِيلَادِ"};
    rawi_speak_phrase(speaker, eras[calendar]);
}

static void say_year(rawi_speaker *speaker, uint64_t year, unsigned detail) {
    if (detail & YEAR_SAYS_AAM)
        rawi_speak_phrase(speaker, "عَامَ");
    rawi_say_cardinal(speaker, year, detail & YEAR_FEMININE ? RAWI_FEMININE : RAWI_MASCULINE,
                      RAWI_GENITIVE, RAWI_INDEFINITE);
    rawi_say_era(speaker, detail & RAWI_CALENDARS);
}

static const char weekdays[] = "السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة";

/* «الخامس عشر من أكتوبر»: numbers[0] the day, numbers[1] a second day or 0, numbers[2] the year or
 * 0; text the month's stem. */
static rawi_status say_date(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    size_t day = candidate->first - (reader->clitic != NULL);
    bool named = day && rawi_item_is_one_of(reader, day - 1, weekdays);
    rawi_syntax syntax = rawi_case_of(reader, named ? day - 1 : candidate->first);
    reader->last_case = syntax.grammatical;
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
    say_month(speaker, candidate->text);
    if (candidate->row) {
        say_month(speaker, rawi_table_cell(&rawi_months_table, candidate->row - 1, 1));
    }
    if (candidate->numbers[2].value)
        say_year(speaker, candidate->numbers[2].value, candidate->detail | YEAR_SAYS_AAM);
    return RAWI_OK;
}

static rawi_status say_years(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    reader->last_case = RAWI_GENITIVE;
    reader->syntax = (rawi_syntax){.grammatical = RAWI_GENITIVE,
                                   .odds = RAWI_CERTAIN,
                                   .idafa = !(candidate->detail & YEAR_SAYS_AAM)};
    if (candidate->number_count == 1) {
        say_year(&reader->speaker, candidate->numbers[0].value, candidate->detail);
        return RAWI_OK;
    }
    unsigned plain = candidate->detail & ~(unsigned)RAWI_CALENDARS;
    say_year(&reader->speaker, candidate->numbers[0].value, plain);
    if (candidate->text)
        rawi_speak_phrase(&reader->speaker, candidate->text);
    say_year(&reader->speaker, candidate->numbers[1].value,
             candidate->detail & ~(unsigned)YEAR_SAYS_AAM);
    return RAWI_OK;
}

static bool is_dash(const rawi_reader *reader, size_t at) {
    return rawi_item_is_symbol(reader, at, U'-') || rawi_item_is_symbol(reader, at, U'–') ||
           rawi_item_is_symbol(reader, at, U'—');
}

static void say_hour(rawi_speaker *speaker, unsigned hour, rawi_case grammatical) {
    if (hour == 1)
        rawi_speak_stem(speaker, "وَاحِدَة", grammatical, RAWI_DEFINITE);
    else
        rawi_say_ordinal(speaker, hour, RAWI_FEMININE, grammatical, true);
}

static const rawi_noun minute = {RAWI_FEMININE, "دَقِيقَة", "دَقَائِق!", "", ""};
static const rawi_noun second = {RAWI_FEMININE, "ثَانِيَة", "ثَوَانٍ=", "", ""};

/* The minutes as they are said; those said from the next hour return true. */
static bool counts_from_next(unsigned minutes) {
    return minutes == 40 || minutes == 45 || minutes == 50 || minutes == 55;
}

static void say_minutes(rawi_speaker *speaker, unsigned minutes, rawi_case grammatical) {
    static const struct {
        unsigned minutes;
        const char *stem;
    } parts[] = {{15, "رُبْع"}, {20, "ثُلُث"}, {30, "نِصْف"}};
    if (counts_from_next(minutes)) {
        rawi_speak_phrase(speaker, "إِلَّا");
        if (minutes == 45 || minutes == 40)
            rawi_speak_stem(speaker, minutes == 45 ? "رُبْع" : "ثُلُث", RAWI_ACCUSATIVE,
                            RAWI_INDEFINITE);
        else
            rawi_say_counted(speaker, 60 - minutes, &minute, RAWI_ACCUSATIVE, RAWI_INDEFINITE);
        return;
    }
    speaker->clitic = "وَ";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].minutes == minutes) {
            rawi_speak_stem(speaker, parts[i].stem, grammatical, RAWI_DEFINITE);
            return;
        }
    }
    rawi_say_counted(speaker, minutes, &minute, grammatical, RAWI_INDEFINITE);
}

/* The part of the day of an hour of 24, where the author does not say it. */
static const char *part_of_day(unsigned hour) {
    if (hour == 0 || hour >= 22)
        return "لَيْلًا";
    if (hour < 12)
        return hour < 4 ? "فَجْرًا" : "صَبَاحًا";
    return hour == 12 ? "ظُهْرًا" : hour < 16 ? "بَعْدَ الظُّهْرِ" : "مَسَاءً";
}

/* Says the word for the hour, which has just been said as the author's, once more with its ending.
 */
static void mark_hour_word(rawi_reader *reader, size_t word, rawi_case grammatical) {
    rawi_token_builder *tokens = reader->tokens;
    rawi_text marked = {0};
    if (!rawi_item_is_one_of(reader, word, "الساعة والساعة") || tokens->count == 0 ||
        !rawi_slice_equal(rawi_slice_of(tokens->items[tokens->count - 1].text),
                          rawi_item_at(reader, word)->text))
        return;
    if (rawi_item_is_word(reader, word, "والساعة"))
        rawi_text_add_string(&marked, "وَ");
    rawi_inflect(&marked, "سَاعَة", grammatical, RAWI_DEFINITE);
    if (marked.failed) {
        tokens->failed = true;
    } else {
        rawi_span span = tokens->items[--tokens->count].span;
        rawi_token_add(tokens, RAWI_TOKEN_WORD, (rawi_slice){marked.bytes, marked.length},
                       RAWI_TOKEN_COMPLETE, span);
    }
    rawi_text_free(&marked);
}

/* The case of the hour after its word: both are an adverb of time, unless they stand alone or a
 * verb speaks of the hour, whose subject is the word (كانت الساعةُ الخامسةَ). */
static rawi_case hour_case(rawi_reader *reader, const rawi_candidate *candidate,
                           rawi_case *word_case) {
    static const char of_hours[] = "كانت وكانت بلغت دقت أصبحت صارت";
    size_t word = candidate->row;
    const rawi_item *before = word ? rawi_item_at(reader, word - 1) : NULL;
    const rawi_item *next = rawi_item_at(reader, candidate->end);
    bool alone =
        (!before || before->kind == RAWI_ITEM_SYMBOL) && (!next || next->kind == RAWI_ITEM_SYMBOL);
    bool spoken_of = before && rawi_item_is_one_of(reader, word - 1, of_hours);
    reader->grammar = alone       ? N_("first in its clause")
                      : spoken_of ? N_("predicate of kana")
                                  : N_("an adverb of time");
    *word_case = alone || spoken_of ? RAWI_NOMINATIVE : RAWI_ACCUSATIVE;
    return alone ? RAWI_NOMINATIVE : RAWI_ACCUSATIVE;
}

static const char day_parts[] = "صباحا مساء ظهرا فجرا ليلا عصرا مساءا صباح";

/* The dash between a time that ends at item `end` and a second one (8:00 ص - 4:00 م), or 0. */
static size_t dash_before_time(const rawi_reader *reader, size_t end) {
    rawi_candidate later = {0};
    size_t dash = end + rawi_item_is_one_of(reader, end, day_parts);
    return is_dash(reader, dash) && rawi_recognize_time(reader, dash + 1, &later) ? dash : 0;
}

/* «يصل 17:20» */
static bool follows_verb(const rawi_reader *reader, size_t first) {
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    return before && before->kind == RAWI_ITEM_WORD && !rawi_has_article(before->bare) &&
           rawi_is_governor(before->bare);
}

/* numbers: hour, minutes, seconds; text the part of the day written, "" where the author's words
 * say it, NULL where it has to be said for an hour of 24. */
static rawi_status say_time(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    unsigned hour = (unsigned)candidate->numbers[0].value;
    unsigned minutes = (unsigned)candidate->numbers[1].value;
    unsigned seconds = (unsigned)candidate->numbers[2].value;
    reader->measure = follows_verb(reader, candidate->row); /* an adverb, no subject */
    rawi_syntax syntax = rawi_case_of(reader, candidate->row);
    reader->measure = false;
    const char *part = candidate->text;
    reader->last_case = syntax.grammatical;
    reader->time_end = candidate->end;
    reader->until = dash_before_time(reader, candidate->end);
    if (reader->until && syntax.grammatical != RAWI_GENITIVE) {
        rawi_speak_phrase(speaker, "مِنَ");
        syntax = reader->syntax = (rawi_syntax){.grammatical = RAWI_GENITIVE};
    }
    rawi_case grammatical = syntax.grammatical;
    if (!part && (hour > 12 || hour == 0))
        part = part_of_day(hour);
    unsigned shown = (hour + (counts_from_next(minutes) && !seconds)) % 12;
    bool announced = candidate->row != candidate->first;
    bool composed = minutes || seconds;
    rawi_case word_case = grammatical;
    if (announced && !reader->imposed && grammatical != RAWI_GENITIVE) {
        grammatical = hour_case(reader, candidate, &word_case);
        reader->syntax = (rawi_syntax){.grammatical = grammatical,
                                       .odds = word_case == grammatical ? RAWI_SURE : RAWI_CERTAIN};
        if (composed)
            mark_hour_word(reader, candidate->row, word_case);
    }
    if (announced && !composed && word_case == grammatical)
        rawi_agree_with(reader, candidate, candidate->row);
    else if (!announced && !composed && syntax.odds == RAWI_OPEN)
        speaker->endings = RAWI_CASE_OPEN;
    say_hour(speaker, shown ? shown : 12, grammatical);
    speaker->endings = RAWI_CASE_SPOKEN;
    if (minutes && seconds) {
        speaker->clitic = "وَ";
        rawi_say_counted(speaker, minutes, &minute, grammatical, RAWI_INDEFINITE);
    } else if (minutes) {
        say_minutes(speaker, minutes, grammatical);
    }
    if (seconds) {
        speaker->clitic = "وَ";
        rawi_say_counted(speaker, seconds, &second, grammatical, RAWI_INDEFINITE);
    }
    if (part)
        rawi_speak_phrase(speaker, part);
    return RAWI_OK;
}

/* ---- recognizing ---- */

/* The month written at item `at`, of one word or two; the item after it, or `at`. */
static size_t find_month(const rawi_reader *reader, size_t at, size_t *row) {
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

static bool is_year(const rawi_number *number) {
    return number->value >= 100 && number->value <= 2999 && number->digits.length >= 3 &&
           number->digits.length <= 4 && number->digits.bytes[0] != '0';
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

static size_t parse_year(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number year;
    size_t start =
        at + (rawi_item_is_symbol(reader, at, U'،') || rawi_item_is_symbol(reader, at, U','));
    const uint64_t latest = 2999;
    if (!rawi_parse_plain(reader, start, &year) || year.value == 0 || year.value > latest)
        return at;
    size_t end = rawi_parse_era(reader, start + 1, &candidate->detail);
    if (!is_year(&year) && end == start + 1)
        return at; /* «10 محرم 61هـ» has a mark of its calendar */
    candidate->numbers[2] = year;
    return end;
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
    if (find_month(reader, month, &row) == month)
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
    if ((rawi_item_is_symbol(reader, next, U'-') || rawi_item_is_symbol(reader, next, U'–')) &&
        parse_day(reader, next + 1, &candidate->numbers[1]))
        next += 2;
    if (rawi_item_is_word(reader, next, "من"))
        next++;
    size_t month;
    size_t end = find_month(reader, next, &month);
    if (end == next)
        return false;
    candidate->text = rawi_table_cell(&rawi_months_table, month, 1);
    if (rawi_item_is_symbol(reader, end, U'/')) {
        size_t second_month;
        size_t after = find_month(reader, end + 1, &second_month);
        if (after > end + 1) {
            candidate->row = second_month + 1;
            end = after;
        }
    }
    candidate->end = parse_year(reader, end, candidate);
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
    static const char wholes[] =
        "ساعة الساعة يوم دقيقة شهر سنة عام قرن عقد كوب كوبا ملعقة لتر كيلو "
        "متر مليون مليار";
    static const char which[] =
        "الماضي الجاري المقبل القادم الحالي المنصرم العام السنة الشهر الساعة";
    const rawi_item *next = rawi_item_at(reader, end);
    if (!next || next->kind != RAWI_ITEM_WORD)
        return false;
    if (rawi_item_is_word(reader, end, "من"))
        return !rawi_item_is_one_of(reader, end + 1, "العام عام السنة سنة");
    return rawi_item_is_one_of(reader, end, wholes) ||
           (rawi_has_article(next->bare) && !rawi_item_is_one_of(reader, end, which) &&
            rawi_is_listed_noun(rawi_without_article(next->bare)));
}

static const char ratios[] = "ضغط الضغط ضغطه ضغطها الدم نسبة بنسبة النسبة تقييم علامة";

/* Whether what stands before 30/11 says that it is a day: its word (يوم 5/6), a preposition before
 * what is no fraction of one (في 30/11), منذ and حتى before what is a fraction of nothing. */
static bool is_announced_day(const rawi_reader *reader, size_t at) {
    static const char days[] = "يوم بتاريخ تاريخ الموافق هجمات أحداث اعتداءات تفجيرات السبت الأحد "
                               "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة ليوم بيوم ليلة "
                               "لغاية";
    static const char prepositions[] = "حتى في من إلى منذ قبل بعد بين";
    const uint64_t months = 12;
    size_t end = at + DAY_AND_MONTH;
    rawi_number day, month;
    if (at == 0 || rawi_item_is_one_of(reader, at - 1, days))
        return at > 0;
    if (!rawi_item_is_one_of(reader, at - 1, prepositions) || !rawi_parse_plain(reader, at, &day) ||
        !rawi_parse_plain(reader, at + 2, &month) || rawi_clause_has(reader, at, ratios))
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
           (day.value > month.value && !rawi_clause_has(reader, at, ratios)) ||
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

static bool is_month_before(const rawi_reader *reader, size_t at) {
    size_t row;
    return (at >= 1 && find_month(reader, at - 1, &row) == at) ||
           (at >= 2 && find_month(reader, at - 2, &row) == at);
}

/* The year at `at`, of four digits or three, or of any with the mark of a calendar that is not the
 * Gregorian. */
static bool parse_first_year(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *year = &candidate->numbers[0];
    rawi_number scaled;
    if (!rawi_parse_plain(reader, at, year) ||
        (rawi_parse_scaled(reader, at, &scaled) > at + 1 && scaled.scale))
        return false;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (next && year->digits.length == 3 && rawi_is_listed_noun(next->bare))
        return false;
    return is_year(year) || (year->value && year->digits.length <= 4 &&
                             rawi_parse_era(reader, at + 1, &candidate->detail) > at + 1 &&
                             candidate->detail != RAWI_CALENDAR_GREGORIAN);
}

/* The second year of 2024/2025 and 2023-24, without its century after the word for a season; the
 * item after it, or `end` where there is none. */
static size_t parse_second_year(const rawi_reader *reader, size_t end, bool season,
                                rawi_candidate *candidate) {
    rawi_number *years = candidate->numbers;
    bool slash = rawi_item_is_symbol(reader, end, U'/');
    bool dash = rawi_item_is_symbol(reader, end, U'-') || rawi_item_is_symbol(reader, end, U'–');
    if ((!slash && !dash) || !rawi_parse_plain(reader, end + 1, &years[1]) ||
        (!is_year(&years[1]) && years[1].digits.length != 2) ||
        rawi_item_is_symbol(reader, end + 2, slash ? U'/' : U'-'))
        return end;
    season = season && years[1].digits.length == 2;
    if (years[1].digits.length == 2 && !season)
        years[1].value += years[0].value / 100 * 100;
    candidate->number_count = 2;
    candidate->text = slash || season ? NULL : "إِلَى";
    return end + 2;
}

/* «في الساعة 4 هللات» and «في حدود 1500 شخص» count. */
static bool counts_noun(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at);
    return next && next->kind == RAWI_ITEM_WORD && !rawi_has_prefix(next->bare, "و") &&
           rawi_counted_noun_of(next->bare).is_noun &&
           !rawi_item_is_one_of(reader, at, "بتوقيت توقيت");
}

/* «في حدود 1500 شخص», but «كانت حرب 2006 مدمرة» */
static bool counts_listed_noun(const rawi_reader *reader, size_t at) {
    rawi_number number;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return rawi_parse_plain(reader, at, &number) && next && next->kind == RAWI_ITEM_WORD &&
           rawi_is_listed_noun(next->bare) && rawi_noun_fits(next->bare, number.value);
}

/* Whether what stands before item `before` says that a year follows. */
static bool announces_year(const rawi_reader *reader, size_t before, bool four,
                           rawi_candidate *candidate) {
    static const char masculine[] =
        "عام العام لعام بعام للعام وعام بالعام عامي العامين الأعوام أعوام "
        "العالم رؤية إكسبو يورو كوبا بطولة انتخابات موازنة ميزانية خطة "
        "موسم لموسم بموسم وموسم الموسم خريف صيف شتاء ربيع مونديال أولمبياد لعامي بعامي "
        "الدراسي الجامعي المالي";
    static const char events[] =
        "حرب وحرب لحرب بحرب نكسة ونكسة لنكسة نكبة ونكبة لنكبة حدود وحدود لحدود بحدود عدوان هزيمة "
        "انتفاضة ثورة وثورة لثورة أزمة وأزمة لأزمة دستور لدستور بدستور قانون نسخة ونسخة بنسخة "
        "لنسخة "
        "دورة ودورة لدورة بدورة طبعة مواليد اتفاق اتفاقية معاهدة هدنة تعداد إحصاء زلزال إعصار "
        "أحداث "
        "مجزرة انقلاب";
    static const char feminine[] = "سنة السنة لسنة بسنة للسنة وسنة سنتي السنوات سنوات";
    if (before == 0)
        return false;
    candidate->reason = N_("after the word for a year");
    if (rawi_item_is_one_of(reader, before - 1, masculine))
        return true;
    bool counted = before > 1 && rawi_item_at(reader, before - 2)->kind == RAWI_ITEM_DIGITS &&
                   !rawi_item_is_one_of(reader, before - 1, "لسنة بسنة للسنة");
    if (rawi_item_is_one_of(reader, before - 1, feminine) && !counted) {
        candidate->detail |= YEAR_FEMININE;
        return true;
    }
    candidate->reason = N_("after the name of an event");
    if (four && rawi_item_is_one_of(reader, before - 1, events) &&
        !counts_listed_noun(reader, before))
        return true;
    candidate->reason = N_("after the name of a month");
    if (!four || !is_month_before(reader, before))
        return false;
    candidate->detail |= YEAR_SAYS_AAM;
    return true;
}

/* «سنة 20 هـ (641 م)» */
static bool follows_hijri_year(const rawi_reader *reader, size_t before) {
    return before > 1 && rawi_item_at(reader, before - 1)->kind == RAWI_ITEM_SYMBOL &&
           rawi_item_is_one_of(reader, before - 2, "ه هجرية هجري هجريا للهجرة");
}

/* «سباق 1500 م», «على ارتفاع 2000 م» */
static bool measures_length(const rawi_reader *reader, size_t before) {
    static const char measured[] =
        "سباق سباقي سباقات مسافة لمسافة بمسافة ارتفاع ارتفاعه ارتفاعها بارتفاع طول طوله طولها بطول "
        "ذهبية بذهبية فضية بفضية برونزية ببرونزية سباحة مساحة مساحته مساحتها علو علوه علوها عمق "
        "عمقه عمقها بعمق عرض عرضه "
        "عرضها بعرض بعد قطر قطره قطرها سطح";
    return rawi_clause_has(reader, before, measured);
}

static bool are_metres(const rawi_reader *reader, size_t before, unsigned calendar) {
    return (calendar & RAWI_CALENDARS) == RAWI_CALENDAR_GREGORIAN &&
           measures_length(reader, before);
}

bool rawi_recognize_year(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char seasons[] = "موسم لموسم بموسم وموسم الموسم الدراسي الجامعي المالي";
    static const char which[] = "الماضي المقبل الحالي الجاري القادم المنصرم الفائت";
    size_t before = at - (reader->clitic ? 1 : 0);
    if (before > 1 && rawi_item_is_one_of(reader, before - 1, which))
        before--; /* «الموسم الماضي 2023-24» */
    if (!parse_first_year(reader, at, candidate))
        return false;
    candidate->number_count = 1;
    bool season = before > 0 && rawi_item_is_one_of(reader, before - 1, seasons);
    size_t end = parse_second_year(reader, at + 1, season, candidate);
    candidate->end = rawi_parse_era(reader, end, &candidate->detail);
    bool four = candidate->numbers[0].digits.length == 4 ||
                (is_year(&candidate->numbers[0]) &&
                 rawi_clause_has(reader, before, "عام سنة العام السنة")); /* عام الفيل 571م */
    if (!announces_year(reader, before, four, candidate)) {
        bool hijri_year = is_year(&candidate->numbers[0]) &&
                          (candidate->detail & RAWI_CALENDARS) == RAWI_CALENDAR_HIJRI;
        bool equated = rawi_item_is_word(reader, candidate->end, "الموافق") ||
                       (before && rawi_item_is_word(reader, before - 1, "الموافق"));
        if ((!four && !hijri_year && !equated && !follows_hijri_year(reader, before)) ||
            candidate->end == end || are_metres(reader, before, candidate->detail))
            return false;
        candidate->reason = N_("the mark of a calendar follows");
    }
    candidate->taken_for = N_("a year");
    candidate->score = RAWI_SCORE_CONFIRMED;
    candidate->say = say_years;
    return true;
}

static rawi_status say_death(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, "تُوُفِّيَ");
    say_year(&reader->speaker, candidate->numbers[0].value, candidate->detail);
    return RAWI_OK;
}

/* «(ت. 2020م)» */
bool rawi_recognize_death(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_number *year = &candidate->numbers[0];
    size_t number = at + 1 + rawi_item_is_symbol(reader, at + 1, U'.');
    if (at == 0 || !rawi_item_is_symbol(reader, at - 1, U'(') ||
        !rawi_item_is_word(reader, at, "ت") ||
        !rawi_parse_plain(reader, number, &candidate->numbers[0]))
        return false;
    candidate->end = rawi_parse_era(reader, number + 1, &candidate->detail);
    if (!is_year(year) && (candidate->end == number + 1 || year->value > 2999))
        return false;
    candidate->detail |= YEAR_SAYS_AAM;
    return rawi_propose(candidate, N_("the year of a death"), N_("ت before a year in brackets"),
                        RAWI_SCORE_CERTAIN, say_death);
}

/* What says the part of the day after a time: the item after an abbreviation with its words, the
 * author's own word left where it is. */
static size_t parse_part_of_day(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const struct {
        const char *written;
        const char *spoken;
    } parts[] = {{"ص", "صَبَاحًا"},  {"م", "مَسَاءً"},  {"am", "صَبَاحًا"},
                 {"AM", "صَبَاحًا"}, {"pm", "مَسَاءً"}, {"PM", "مَسَاءً"}};
    static const char words[] = "صباحا مساء ظهرا فجرا ليلا عصرا قبل بعد مساءا صباح";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (rawi_item_is_one_of(reader, at, parts[i].written)) {
            candidate->text = parts[i].spoken;
            return at + 1;
        }
    }
    if (rawi_item_is_one_of(reader, at, words))
        candidate->text = "";
    return at;
}

static bool after_hour_word(const rawi_reader *reader, size_t before) {
    return before > 0 &&
           rawi_item_is_one_of(reader, before - 1, "الساعة للساعة بالساعة والساعة الساعه س");
}

static size_t parse_clock(const rawi_reader *reader, size_t at, rawi_number numbers[3]) {
    size_t end = at + 1;
    for (size_t i = 1; i < 3; i++) {
        rawi_number next;
        if (!rawi_item_is_symbol(reader, end, U':') || !rawi_item_is_glued(reader, end) ||
            !rawi_item_is_glued(reader, end + 1) || !rawi_parse_plain(reader, end + 1, &next) ||
            next.digits.length != 2 || next.value > 59)
            break;
        numbers[i] = next;
        end += 2;
    }
    return end;
}

/* «9ص إلى 5م», «9 ص - 10 م»: two hours of a day. Two of the same م are metres but where the clause
 * speaks of working hours. */
static bool is_range_of_hours(const rawi_reader *reader, size_t at) {
    static const char hours[] =
        "ص الدوام دوام دوامه دوامها العمل عمل يعمل تعمل مفتوح مفتوحة يفتح تفتح يغلق تغلق الساعة "
        "ساعات مواعيد المواعيد يوميا";
    size_t joint = at + 2;
    const rawi_item *later = rawi_item_at(reader, joint + 1);
    if (!(is_dash(reader, joint) || rawi_item_is_one_of(reader, joint, "إلى حتى")) || !later ||
        later->kind != RAWI_ITEM_DIGITS || !rawi_item_is_one_of(reader, joint + 2, "ص م"))
        return false;
    bool morning =
        rawi_item_is_word(reader, at + 1, "ص") || rawi_item_is_word(reader, joint + 2, "ص");
    bool of_work =
        rawi_clause_has(reader, at, hours) || rawi_item_is_word(reader, joint + 3, "يوميا");
    return morning || (of_work && !measures_length(reader, at));
}

/* «من 9ص إلى 5م»، «9 am»: an hour with an abbreviated part of the day, which is no metre. */
static bool is_short_time(const rawi_reader *reader, size_t at, uint64_t hour) {
    static const char words[] = "الدوام دوام العمل الساعة ساعات يوميا من";
    if (hour == 0 || hour > 12)
        return false;
    if (rawi_item_is_one_of(reader, at + 1, "am AM pm PM"))
        return true;
    if (!rawi_item_is_one_of(reader, at + 1, "ص م"))
        return false;
    return is_range_of_hours(reader, at) || (reader->time_end && at - reader->time_end == 1) ||
           (rawi_item_is_word(reader, at + 1, "ص") && rawi_item_is_glued(reader, at + 1) &&
            rawi_clause_has(reader, at, words));
}

bool rawi_recognize_time(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t before = at - (reader->clitic ? 1 : 0);
    bool announced = after_hour_word(reader, before);
    if (!rawi_parse_plain(reader, at, &candidate->numbers[0]) || candidate->numbers[0].value > 24 ||
        candidate->numbers[0].digits.length > 2)
        return false;
    size_t clock = parse_clock(reader, at, candidate->numbers);
    candidate->end = parse_part_of_day(reader, clock, candidate);
    if (clock == at + 1 && !announced && !is_short_time(reader, at, candidate->numbers[0].value) &&
        !(candidate->text && !*candidate->text && rawi_item_is_one_of(reader, clock, day_parts) &&
          candidate->numbers[0].value))
        return false;
    if (announced && clock == at + 1 && !candidate->text && counts_noun(reader, clock))
        return false;
    if (announced && clock == at + 1 &&
        rawi_parse_number(reader, at, &candidate->numbers[3]) != at + 1)
        return false;
    candidate->row = announced ? before - 1 : at;
    candidate->taken_for = N_("a clock time");
    candidate->reason = announced         ? N_("after the word for the hour")
                        : candidate->text ? N_("the part of the day follows")
                                          : N_("hours and minutes");
    candidate->score = announced || candidate->text ? RAWI_SCORE_CERTAIN : RAWI_SCORE_SHAPE + 10;
    if (announced && clock == at + 1)
        candidate->probe = "الخامسة";
    candidate->say = say_time;
    return true;
}

static rawi_status say_until(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    rawi_candidate time = *candidate;
    time.first = time.row;
    rawi_speak_phrase(&reader->speaker, "إِلَى");
    reader->clitic = "إِلَى";
    reader->clitic_item = candidate->first;
    reader->clitic_governs = true;
    return say_time(reader, &time, error);
}

bool rawi_recognize_until(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!reader->until || at != reader->until || !rawi_recognize_time(reader, at + 1, candidate))
        return false;
    candidate->first = at;
    candidate->reason = N_("a dash between two times");
    candidate->score = RAWI_SCORE_CERTAIN;
    candidate->probe = NULL;
    candidate->say = say_until;
    return true;
}
