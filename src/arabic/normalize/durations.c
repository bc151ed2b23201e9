/* How long something took: 2:30 ساعة، 1:45:30; the minutes of a match. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

/* ---- time added to a half ---- */

static rawi_status say_added_time(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, "زَائِدُ");
    rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, RAWI_FEMININE, RAWI_GENITIVE,
                      RAWI_INDEFINITE);
    return RAWI_OK;
}

/* «العبارة (45+2)»: the sign at item `at` adds numbers that are no minutes. */
static bool is_in_sum(const rawi_reader *reader, size_t at) {
    return at > 2 && rawi_item_is_symbol(reader, at - 2, U'(') &&
           rawi_item_in_list(reader, at - 3, "computed");
}

bool rawi_recognize_added_time(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t longest = 20;
    rawi_number half;
    if (at == 0 || reader->equation || is_in_sum(reader, at) ||
        !rawi_item_is_symbol(reader, at, U'+') || !rawi_item_is_glued(reader, at) ||
        !rawi_item_is_glued(reader, at + 1) || !rawi_parse_plain(reader, at - 1, &half) ||
        !rawi_parse_plain(reader, at + 1, &candidate->numbers[0]))
        return false;
    bool ends_half = half.value == 45 || half.value == 90 || half.value == 105 || half.value == 120;
    candidate->end = at + 2;
    rawi_propose(candidate, N_("time added to a half"),
                 N_("the minute before it is the last of a half"), RAWI_SCORE_CERTAIN,
                 say_added_time);
    return ends_half && candidate->numbers[0].value <= longest;
}

/* ---- durations ---- */

enum {
    COUNT_OF_TIMES = 3
};

static const rawi_noun units_of_time[COUNT_OF_TIMES] = {{RAWI_FEMININE, "سَاعَة", "سَاعَات", "", ""},
                                                        {RAWI_FEMININE, "دَقِيقَة", "دَقَائِق!", "", ""},
                                                        {RAWI_FEMININE, "ثَانِيَة", "ثَوَانٍ=", "", ""}};

/* «وخمسةٍ وتسعين جزءا من المئة»: what the digits after the point are of a second. */
static void say_parts_of_second(rawi_reader *reader, rawi_slice digits, rawi_case grammatical) {
    static const struct {
        rawi_noun part;
        const char *whole;
    } parts[] = {{{RAWI_MASCULINE, "عُشْر", "أَعْشَار", "", ""}, ""},
                 {{RAWI_MASCULINE, "جُزْء", "أَجْزَاء", "", ""}, "مِنَ الْمِئَةِ"},
                 {{RAWI_MASCULINE, "جُزْء", "أَجْزَاء", "", ""}, "مِنَ الْأَلْفِ"}};
    uint64_t value = 0;
    for (size_t i = 0; i < digits.length; i++)
        value = value * 10 + (uint64_t)(digits.bytes[i] - '0');
    if (value == 0)
        return;
    reader->speaker.clitic = "وَ";
    if (value == 1)
        rawi_say_noun(&reader->speaker, &parts[digits.length - 1].part, RAWI_SINGULAR, grammatical,
                      RAWI_INDEFINITE);
    else
        rawi_say_counted(&reader->speaker, value, &parts[digits.length - 1].part, grammatical,
                         RAWI_INDEFINITE);
    rawi_speak_phrase(&reader->speaker, parts[digits.length - 1].whole);
}

/* «رُبْع السَّاعَةِ» after the hours. */
static void say_part_of_hour(rawi_speaker *speaker, uint64_t minutes, rawi_case grammatical) {
    rawi_speak_stem(speaker, minutes == 15 ? "رُبْع" : "نِصْف", grammatical, RAWI_CONSTRUCT);
    rawi_speak_phrase(speaker, "السَّاعَةِ");
}

/* numbers: the parts from hours or, with detail 1 and 2, from minutes or seconds on. */
static rawi_status say_duration(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    bool said = false;
    reader->measure = true;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    reader->measure = false;
    for (size_t i = 0; i < candidate->number_count; i++) {
        const rawi_number *number = &candidate->numbers[i];
        const rawi_noun *unit = &units_of_time[i + candidate->detail];
        bool quarter = i == 1 && candidate->detail == 0 && candidate->number_count == 2 && said &&
                       (number->value == 15 || number->value == 30);
        if (number->value == 0 && (said || i + 1 < candidate->number_count))
            continue;
        if (said)
            speaker->clitic = "وَ";
        if (quarter)
            say_part_of_hour(speaker, number->value, grammatical);
        else if (number->value == 1)
            rawi_say_noun(speaker, unit, RAWI_SINGULAR, grammatical, RAWI_INDEFINITE);
        else
            rawi_say_counted(speaker, number->value, unit, grammatical, RAWI_INDEFINITE);
        said = true;
    }
    say_parts_of_second(reader, candidate->numbers[candidate->number_count - 1].fraction,
                        grammatical);
    return RAWI_OK;
}

/* The tenths or hundredths of the last part, at item `*at`: 1:32.5. */
static bool take_fraction(const rawi_reader *reader, size_t *at, rawi_number *seconds) {
    const rawi_item *digits = rawi_item_at(reader, *at + 1);
    if (!rawi_item_is_symbol(reader, *at, U'.') || !rawi_item_is_glued(reader, *at) || !digits ||
        digits->kind != RAWI_ITEM_DIGITS || digits->spaced || digits->text.length > 3)
        return false;
    seconds->fraction = digits->text;
    *at += 2;
    return true;
}

/* Hours, minutes and seconds are how long something took where what stands before them says so. */
static bool is_timed(const rawi_reader *reader, size_t first) {
    return rawi_clause_has_listed(reader, first - (reader->clitic ? 1 : 0), "timed");
}

/* Words around hours, minutes and seconds say that they are those of a clock. */
static bool is_clock_time(const rawi_reader *reader, size_t first, size_t end) {
    size_t before = first - (reader->clitic ? 1 : 0);
    return rawi_clause_has_listed(reader, before, "hour") ||
           rawi_clause_has(reader, before, "عند") ||
           rawi_item_is_one_of(reader, end,
                               "ص م صباحا مساء ظهرا فجرا ليلا عصرا قبل بعد بتوقيت am pm AM PM");
}

bool rawi_recognize_duration(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = at;
    while (candidate->number_count < 3 &&
           rawi_parse_plain(reader, end, &candidate->numbers[candidate->number_count]) &&
           (candidate->number_count == 0 ||
            (candidate->numbers[candidate->number_count].digits.length == 2 &&
             candidate->numbers[candidate->number_count].value < 60))) {
        candidate->number_count++;
        end++;
        if (!rawi_item_is_symbol(reader, end, U':') || !rawi_item_is_glued(reader, end) ||
            !rawi_item_is_glued(reader, end + 1))
            break;
        end++;
    }
    if (candidate->number_count < 2)
        return false;
    bool seconds = take_fraction(reader, &end, &candidate->numbers[candidate->number_count - 1]);
    bool minutes = rawi_item_is_one_of(reader, end, "دقيقة دقائق");
    bool hours = rawi_item_is_one_of(reader, end, "ساعة ساعات");
    bool three = candidate->number_count == 3;
    bool piece = !three && is_timed(reader, at) && !is_clock_time(reader, at, end) &&
                 rawi_clause_has_listed(reader, at, "short_piece"); /* أغنية مدتها 4:20 */
    if (seconds || (piece && !hours))
        minutes = !three;
    else if (minutes == hours ? !three || !is_timed(reader, at) || is_clock_time(reader, at, end)
                              : minutes && three)
        return false;
    candidate->detail = minutes;
    candidate->end = end + (rawi_item_is_one_of(reader, end, "دقيقة دقائق ساعة ساعات") ? 1 : 0);
    candidate->probe = "خمسة";
    return rawi_propose(candidate, N_("a duration"),
                        (minutes || hours) && !piece
                            ? N_("the word for hours or minutes follows")
                            : N_("a time to the second, not said to be of the day"),
                        RAWI_SCORE_CERTAIN + 1, say_duration);
}

/* Which unit of time the item abbreviates: hours, minutes, seconds; COUNT_OF_TIMES for none. */
static size_t find_time_letter(const rawi_reader *reader, size_t at) {
    static const char *const letters[COUNT_OF_TIMES] = {"س سا h hr hrs", "د دق m min", "ث s sec"};
    size_t unit = 0;
    while (unit < COUNT_OF_TIMES && !rawi_item_is_one_of(reader, at, letters[unit]))
        unit++;
    return unit;
}

/* «3د 20ث»، «1س 20د 5ث»، «2h 30m»: two units or more, each smaller than the one before. */
bool rawi_recognize_short_duration(const rawi_reader *reader, size_t at,
                                   rawi_candidate *candidate) {
    size_t end = at;
    size_t parts = 0;
    size_t last = 0;
    rawi_number number;
    while (rawi_parse_plain(reader, end, &number)) {
        size_t unit = find_time_letter(reader, end + 1);
        if (unit == COUNT_OF_TIMES || (parts && unit <= last))
            break;
        if (parts == 0)
            candidate->detail = (unsigned)unit;
        candidate->numbers[unit - candidate->detail] = number;
        last = unit;
        parts++;
        end += 2;
    }
    candidate->number_count = last - candidate->detail + 1;
    candidate->end = end;
    candidate->probe = "خمسة";
    return parts > 1 && !reader->equation &&
           rawi_propose(candidate, N_("a duration"), N_("two units of time, the larger one first"),
                        RAWI_SCORE_CERTAIN + 1, say_duration);
}

/* ---- the minute of a match; all day and night ---- */

/* numbers: the minute, and the time added to it or 0. */
static rawi_status say_minute(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    if (candidate->detail) {
        rawi_speak_phrase(speaker, "فِي");
        grammatical = RAWI_GENITIVE;
    }
    rawi_speak_stem(speaker, "دَقِيقَة", grammatical, RAWI_DEFINITE);
    rawi_say_ordinal(speaker, candidate->numbers[0].value, RAWI_FEMININE, grammatical, true);
    if (candidate->numbers[1].value) {
        rawi_speak_phrase(speaker, "زَائِدُ");
        rawi_say_cardinal(speaker, candidate->numbers[1].value, RAWI_FEMININE, RAWI_GENITIVE,
                          RAWI_INDEFINITE);
    }
    return RAWI_OK;
}

static bool is_minute_sign(const rawi_reader *reader, size_t at) {
    return rawi_item_is_glued(reader, at) &&
           (rawi_item_is_symbol(reader, at, U'\'') || rawi_item_is_symbol(reader, at, U'’') ||
            rawi_item_is_symbol(reader, at, U'′'));
}

/* «ر.ج», «ض.ج»: by a penalty. */
static bool is_penalty(const rawi_reader *reader, size_t at) {
    return rawi_item_is_one_of(reader, at, "ر ض") && rawi_item_is_symbol(reader, at + 1, U'.') &&
           rawi_item_is_word(reader, at + 2, "ج");
}

/* «(90+4)»: alone in brackets, and added to the last minute of a half; «النتيجة (90+4)» is a sum.
 */
static bool is_added_in_brackets(const rawi_reader *reader, size_t at, size_t end) {
    rawi_candidate added = {0};
    return !reader->equation && at && rawi_item_is_symbol(reader, at - 1, U'(') &&
           (rawi_item_is_symbol(reader, end, U')') || is_penalty(reader, end)) &&
           rawi_recognize_added_time(reader, at + 1, &added);
}

/* «(د. 22)», «(22')», «(45+2)»: a bracket that opens at item `open` has a minute; «(د. علي)» is a
 * doctor. */
static bool opens_minute(const rawi_reader *reader, size_t open) {
    rawi_number number;
    size_t sign = open + 2;
    if (rawi_item_is_word(reader, open + 1, "د"))
        return rawi_parse_plain(reader, sign + rawi_item_is_symbol(reader, sign, U'.'), &number);
    return rawi_parse_plain(reader, open + 1, &number) &&
           (is_minute_sign(reader, sign) || is_penalty(reader, sign) ||
            is_added_in_brackets(reader, open + 1, sign + 2));
}

/* Whether item `at` may be of the name of a scorer: no word that governs, no noun with the article
 * or a pronoun (النتيجة، قميصه), no feminine one (قاعة). */
static bool may_name_scorer(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice word = item->bare;
    if (rawi_has_prefix(word, "و"))
        word = (rawi_slice){word.bytes + strlen("و"), word.length - strlen("و")};
    if (rawi_is_name(word) || rawi_is_name(item->bare))
        return true;
    rawi_slice noun = rawi_without_article(word);
    bool common = rawi_has_article(word) || rawi_has_suffix(word, "ة");
    bool owned = rawi_has_suffix(word, "ه") || rawi_has_suffix(word, "ها");
    return !owned && !rawi_is_governor(item->bare) && !(common && rawi_is_listed_noun(noun));
}

/* The item that opens the bracket of another before the name that ends at item `end`, or `end`:
 * «مبابي (د. 22) وبيلينغهام». */
static size_t bracket_before_scorer(const rawi_reader *reader, size_t end) {
    const size_t longest_name = 3;
    size_t name = end;
    while (name && end - name < longest_name && may_name_scorer(reader, name - 1))
        name--;
    if (name == end)
        return end;
    name -= name && rawi_item_is_word(reader, name - 1, "ثم");
    size_t close = name - (name && (rawi_item_is_symbol(reader, name - 1, U'،') ||
                                    rawi_item_is_symbol(reader, name - 1, U',')));
    return close && rawi_item_is_symbol(reader, close - 1, U')')
               ? rawi_open_bracket(reader, close - 1)
               : end;
}

/* «(26) عاما» */
static bool is_counted(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item && item->kind == RAWI_ITEM_WORD && rawi_is_listed_noun(item->bare);
}

/* «مبابي (د. 22) وبيلينغهام (43)»: alone in brackets behind a name, which follows the minute of
 * another; «ورفع رصيده إلى (45) نقطة» counts. */
static bool is_next_minute(const rawi_reader *reader, size_t at) {
    const size_t most_scorers = 10;
    if (at < 2 || !rawi_item_is_symbol(reader, at - 1, U'(') ||
        !rawi_item_is_symbol(reader, at + 1, U')') || is_counted(reader, at + 2))
        return false;
    size_t open = at - 1;
    for (size_t i = 0; i < most_scorers; i++) {
        size_t before = bracket_before_scorer(reader, open);
        if (before == open)
            return false;
        if (opens_minute(reader, before))
            return true;
        open = before;
    }
    return false;
}

/* «صلاح (65')»، «(90+3')»، «في 65’»، «(112 ر.ج)» */
bool rawi_recognize_minute(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t longest = 130;
    rawi_number *numbers = candidate->numbers;
    size_t before = at - (reader->clitic ? 1 : 0);
    size_t end = at + 1;
    if (!rawi_parse_plain(reader, at, &numbers[0]) || numbers[0].value == 0 ||
        numbers[0].value > longest)
        return false;
    if (rawi_item_is_symbol(reader, end, U'+') && rawi_item_is_glued(reader, end) &&
        rawi_parse_plain(reader, end + 1, &numbers[1]))
        end += 2;
    const rawi_item *next = rawi_item_at(reader, end + 1);
    size_t bracket = rawi_open_bracket(reader, at);
    bool in_brackets = rawi_item_is_symbol(reader, bracket, U'(');
    candidate->detail = in_brackets;
    candidate->end = end;
    if (in_brackets && (is_penalty(reader, end) || is_added_in_brackets(reader, at, end)))
        return rawi_propose(candidate, N_("a minute of a match"),
                            N_("it stands in brackets after who has scored"), RAWI_SCORE_CERTAIN,
                            say_minute);
    if (is_next_minute(reader, at))
        return rawi_propose(candidate, N_("a minute of a match"),
                            N_("it stands in brackets after who has scored"), RAWI_SCORE_SHAPE,
                            say_minute);
    candidate->end = end + 1;
    return is_minute_sign(reader, end) && !(next && next->kind == RAWI_ITEM_DIGITS) &&
           (in_brackets || (before && rawi_item_is_one_of(reader, before - 1, "في حتى عند منذ"))) &&
           rawi_propose(candidate, N_("a minute of a match"), N_("the sign of minutes follows"),
                        RAWI_SCORE_CERTAIN, say_minute);
}

static rawi_status say_always(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_error *error) {
    (void)error;
    reader->measure = true; /* an adverb of time: يعمل أربعا وعشرين ساعة */
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    reader->measure = false;
    rawi_say_counted(&reader->speaker, candidate->numbers[0].value, &units_of_time[0], grammatical,
                     RAWI_INDEFINITE);
    rawi_speak_phrase(&reader->speaker, "طَوَالَ أَيَّامِ الْأُسْبُوعِ");
    return RAWI_OK;
}

/* Words of a service stand before it, or nothing at all: «القانون 24/7» is a law. */
static bool is_of_service(const rawi_reader *reader, size_t at) {
    size_t start = rawi_clause_start(reader, at);
    return start == at || rawi_clause_has_listed(reader, at, "service");
}

/* «خدمة 24/7» */
bool rawi_recognize_always(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t hours = 24;
    const uint64_t days = 7;
    rawi_number *numbers = candidate->numbers;
    candidate->end = at + 3;
    return rawi_parse_plain(reader, at, &numbers[0]) && numbers[0].value == hours &&
           rawi_item_is_symbol(reader, at + 1, U'/') && rawi_item_is_glued(reader, at + 1) &&
           rawi_item_is_glued(reader, at + 2) && rawi_parse_plain(reader, at + 2, &numbers[1]) &&
           numbers[1].value == days && !rawi_item_is_symbol(reader, at + 3, U'/') &&
           is_of_service(reader, at) &&
           rawi_propose(candidate, N_("all day and night"), N_("24 hours on 7 days"),
                        RAWI_SCORE_CONFIRMED, say_always);
}

/* ---- age groups ---- */

static rawi_status say_age_group(rawi_reader *reader, const rawi_candidate *candidate,
                                 rawi_error *error) {
    static const rawi_noun year = {RAWI_FEMININE, "سَنَة", "سَنَوَات", "", ""};
    (void)error;
    rawi_speak_phrase(&reader->speaker, "تَحْتَ");
    rawi_say_counted(&reader->speaker, candidate->numbers[0].value, &year, RAWI_GENITIVE,
                     RAWI_INDEFINITE);
    return RAWI_OK;
}

/* «منتخب U23», «U-23»; «غواصة U18» is a name. */
bool rawi_recognize_age_group(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t youngest = 12;
    const uint64_t oldest = 23;
    rawi_number *age = &candidate->numbers[0];
    bool hyphen = rawi_item_is_symbol(reader, at + 1, U'-') && rawi_item_is_glued(reader, at + 1);
    size_t number = at + 1 + hyphen;
    candidate->end = number + 1;
    return rawi_item_at(reader, at)->kind == RAWI_ITEM_LATIN &&
           rawi_item_is_one_of(reader, at, "U u") && rawi_item_is_glued(reader, number) &&
           rawi_parse_plain(reader, number, age) && age->value >= youngest &&
           age->value <= oldest && rawi_clause_has_listed(reader, at, "team") &&
           !(at && rawi_item_in_list(reader, at - 1, "machine")) &&
           rawi_propose(candidate, N_("an age group"), N_("a team or a cup stands before it"),
                        RAWI_SCORE_CERTAIN, say_age_group);
}
