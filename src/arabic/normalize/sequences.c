/* Numbers that are one thing together: formations of players, pages, time added, durations,
 * numbers of rooms. */
#include <string.h>

#include "arabic/normalize/recognize.h"

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
    size_t number = at + 1 + rawi_item_is_symbol(reader, at + 1, U'.');
    bool dash = rawi_item_is_symbol(reader, number + 1, U'-') ||
                rawi_item_is_symbol(reader, number + 1, U'–');
    rawi_number *numbers = candidate->numbers;
    candidate->end = number + 3;
    rawi_propose(candidate, N_("pages"), N_("a dash between a smaller and a larger number"),
                 RAWI_SCORE_CERTAIN + 1, say_pages);
    return dash && rawi_parse_plain(reader, number, &numbers[0]) &&
           rawi_parse_plain(reader, number + 2, &numbers[1]) && numbers[0].value &&
           numbers[0].value < numbers[1].value && numbers[1].value <= 1000;
}

/* ---- time added to a half ---- */

static rawi_status say_added_time(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, "زَائِدُ");
    rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, RAWI_FEMININE, RAWI_GENITIVE,
                      RAWI_INDEFINITE);
    return RAWI_OK;
}

bool rawi_recognize_added_time(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t longest = 20;
    rawi_number half;
    if (at == 0 || reader->equation || !rawi_item_is_symbol(reader, at, U'+') ||
        !rawi_item_is_glued(reader, at) || !rawi_item_is_glued(reader, at + 1) ||
        !rawi_parse_plain(reader, at - 1, &half) ||
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

static const rawi_noun units_of_time[] = {{RAWI_FEMININE, "سَاعَة", "سَاعَات", "", ""},
                                          {RAWI_FEMININE, "دَقِيقَة", "دَقَائِق!", "", ""},
                                          {RAWI_FEMININE, "ثَانِيَة", "ثَوَانٍ=", "", ""}};

/* numbers: the parts from hours or, with detail 1, from minutes on. */
static rawi_status say_duration(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    bool said = false;
    reader->measure = true;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    reader->measure = false;
    for (size_t i = 0; i < candidate->number_count; i++) {
        uint64_t value = candidate->numbers[i].value;
        bool quarter = i == 1 && candidate->detail == 0 && candidate->number_count == 2 && said &&
                       (value == 15 || value == 30);
        if (value == 0 && (said || i + 1 < candidate->number_count))
            continue;
        if (said)
            speaker->clitic = "وَ";
        if (quarter) {
            rawi_speak_stem(speaker, value == 15 ? "رُبْع" : "نِصْف", grammatical, RAWI_CONSTRUCT);
            rawi_speak_phrase(speaker, "السَّاعَةِ");
        } else if (candidate->numbers[i].fraction.length) {
            rawi_say_quantity(reader, &candidate->numbers[i], &units_of_time[i + candidate->detail],
                              RAWI_FEMININE, grammatical, false);
        } else if (value == 1) {
            rawi_say_noun(speaker, &units_of_time[i + candidate->detail], RAWI_SINGULAR,
                          grammatical, RAWI_INDEFINITE);
        } else {
            rawi_say_counted(speaker, value, &units_of_time[i + candidate->detail], grammatical,
                             RAWI_INDEFINITE);
        }
        said = true;
    }
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
    return rawi_clause_has(reader, first - (reader->clitic ? 1 : 0),
                           "زمن بزمن وزمن زمنا زمنه زمنها مدة مدته مدتها لمدة خلال قطع يقطع قطعت "
                           "سجل سجلت استغرق استغرقت يستغرق تستغرق مسافة المسافة سباق السباق "
                           "ماراثون الماراثون بفارق رقم رقما رقمه طول طوله طولها");
}

/* Words around hours, minutes and seconds say that they are those of a clock. */
static bool is_clock_time(const rawi_reader *reader, size_t first, size_t end) {
    size_t before = first - (reader->clitic ? 1 : 0);
    return rawi_clause_has(reader, before, "الساعة للساعة بالساعة والساعة الساعه عند") ||
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
    if (seconds)
        minutes = !three;
    else if (minutes == hours ? !three || !is_timed(reader, at) || is_clock_time(reader, at, end)
                              : minutes && three)
        return false;
    candidate->detail = minutes;
    candidate->end = end + (rawi_item_is_one_of(reader, end, "دقيقة دقائق ساعة ساعات") ? 1 : 0);
    candidate->probe = "خمسة";
    return rawi_propose(candidate, N_("a duration"),
                        minutes || hours ? N_("the word for hours or minutes follows")
                                         : N_("a time to the second, not said to be of the day"),
                        RAWI_SCORE_CERTAIN + 1, say_duration);
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

/* «(الشكل 1)» */
static bool is_in_bracket(const rawi_reader *reader, size_t at) {
    while (at && !rawi_item_is_symbol(reader, at - 1, U'(')) {
        if (rawi_item_is_symbol(reader, at - 1, U')'))
            return false;
        at--;
    }
    return at > 0;
}

/* A number with its sign directly after it and a word after that: 1- كذا، 1) كذا. */
static bool is_enumerator(const rawi_reader *reader, size_t at, uint64_t value, char32_t sign) {
    rawi_number number;
    const rawi_item *word = rawi_item_at(reader, at + 2);
    return rawi_parse_plain(reader, at, &number) && number.value == value &&
           rawi_item_is_symbol(reader, at + 1, sign) && rawi_item_is_glued(reader, at + 1) &&
           !(at && rawi_item_is_glued(reader, at)) &&
           !(sign == U')' && is_in_bracket(reader, at)) && word &&
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

/* ---- rooms, buildings, gates, resolutions ---- */

static rawi_status say_label(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    size_t first_token = reader->tokens->count;
    rawi_say_digits(reader->tokens, candidate->numbers[0].digits, reader->speaker.span);
    return reader->tokens->count > first_token ? RAWI_OK : rawi_fail_memory(error);
}

/* What follows the number at `at` is counted or measured by it: «كل غرفة 3 طلاب»، «شقة 120 مترا».
 */
static bool is_counting(const rawi_reader *reader, size_t at) {
    rawi_number number;
    rawi_noun unit;
    const char *kind;
    size_t end = rawi_parse_scaled(reader, at, &number);
    const rawi_item *next = rawi_item_at(reader, end);
    if (end != at + 1 || number.scale || number.fraction.length ||
        rawi_item_is_symbol(reader, end, U'%') || rawi_find_unit(reader, end, &unit, &kind) > end)
        return true;
    return next && next->kind == RAWI_ITEM_WORD && rawi_is_listed_noun(next->bare);
}

bool rawi_recognize_label(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char always[] = "شقة الشقة بالشقة بشقة والشقة زنزانة الزنزانة فيلا الفيلا "
                                 "عمارة العمارة بناية البناية المدرج بالمدرج القرار للقرار بالقرار "
                                 "والقرار";
    static const char bare[] = "غرفة بغرفة وغرفة مبنى بمبنى ومبنى بوابة وبوابة قاعة بقاعة وقاعة "
                               "رصيف صالة بصالة مكتب";
    static const char definite[] = "الغرفة بالغرفة المبنى بالمبنى البوابة القاعة بالقاعة الصالة "
                                   "المكتب الرصيف";
    const uint64_t largest_ordinal = 99;
    rawi_number *number = &candidate->numbers[0];
    if (at == 0 || reader->clitic || !rawi_parse_plain(reader, at, number) || number->large ||
        is_counting(reader, at))
        return false;
    bool box = rawi_item_is_one_of(reader, at - 1, "ب بريد") ||
               (at > 1 && rawi_item_is_symbol(reader, at - 1, U'.') &&
                rawi_item_is_word(reader, at - 2, "ب"));
    bool issue = rawi_item_is_one_of(reader, at - 1, "العدد والعدد بالعدد للعدد") &&
                 rawi_item_is_word(reader, at + 1, "من") && number->value > 1000 &&
                 rawi_item_is_one_of(reader, at + 2, "المجلة مجلة الصحيفة صحيفة الجريدة جريدة");
    bool vitamin = rawi_names_vitamin(reader, at - 1);
    if (!vitamin && !box && !issue && !rawi_item_is_one_of(reader, at - 1, always) &&
        !rawi_item_is_one_of(reader, at - 1, bare) &&
        !(number->value > largest_ordinal && rawi_item_is_one_of(reader, at - 1, definite)))
        return false;
    candidate->end = at + 1;
    return rawi_propose(candidate, N_("the number of a place"),
                        N_("after the word for a room, a building or a gate"),
                        RAWI_SCORE_CONFIRMED + 5, say_label);
}
