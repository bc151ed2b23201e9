/* Clock times. */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

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
    size_t word = candidate->row;
    const rawi_item *before = word ? rawi_item_at(reader, word - 1) : NULL;
    const rawi_item *next = rawi_item_at(reader, candidate->end);
    bool alone =
        (!before || before->kind == RAWI_ITEM_SYMBOL) && (!next || next->kind == RAWI_ITEM_SYMBOL);
    bool spoken_of = before && rawi_item_in_list(reader, word - 1, "of_hours");
    reader->grammar = alone       ? N_("first in its clause")
                      : spoken_of ? N_("predicate of kana")
                                  : N_("an adverb of time");
    *word_case = alone || spoken_of ? RAWI_NOMINATIVE : RAWI_ACCUSATIVE;
    return alone ? RAWI_NOMINATIVE : RAWI_ACCUSATIVE;
}

static const char day_parts[] = "صباحا مساء ظهرا فجرا ليلا عصرا مساءا صباح";
static const char short_day_parts[] = "ص م ظ";

bool rawi_tells_hour(const rawi_reader *reader, size_t digits) {
    const rawi_item *hour = rawi_item_at(reader, digits);
    const rawi_item *after_colon = rawi_item_at(reader, digits + 2);
    bool minutes = rawi_item_is_symbol(reader, digits + 1, U':') &&
                   rawi_item_is_glued(reader, digits + 1) && after_colon &&
                   after_colon->kind == RAWI_ITEM_DIGITS;
    return hour && hour->kind == RAWI_ITEM_DIGITS &&
           (minutes || rawi_item_is_one_of(reader, digits + 1, day_parts) ||
            rawi_item_is_one_of(reader, digits + 1, short_day_parts) ||
            (hour->spaced && rawi_clause_has_listed(reader, digits, "appointment")));
}

/* The dash between a time that ends at item `end` and a second one (8:00 ص - 4:00 م), or 0. */
static size_t dash_before_time(const rawi_reader *reader, size_t end) {
    rawi_candidate later = {0};
    size_t dash = end + rawi_item_is_one_of(reader, end, day_parts);
    return rawi_item_is_dash(reader, dash) && rawi_recognize_time(reader, dash + 1, &later) ? dash
                                                                                            : 0;
}

/* «يصل 17:20» */
static bool follows_verb(const rawi_reader *reader, size_t first) {
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    return before && before->kind == RAWI_ITEM_WORD && !rawi_has_article(before->bare) &&
           (rawi_is_governor(before->bare) ||
            (rawi_has_prefix(before->bare, "ي") && !rawi_is_listed_noun(before->bare)));
}

/* «الساعةِ الثامنةِ مساء (الخامسةِ بتوقيت غرينتش)»: the same time elsewhere, in the case of the first.
 */
static bool repeats_time(const rawi_reader *reader, size_t first) {
    const size_t reach = 3; /* مساء بالتوقيت المحلي */
    bool parted = first && (rawi_item_is_symbol(reader, first - 1, U'(') ||
                            rawi_item_is_symbol(reader, first - 1, U'،'));
    return parted && reader->time_end && first - 1 >= reader->time_end &&
           first - 1 - reader->time_end <= reach;
}

/* The case of the hour from its sentence and from its word, which gets its ending where more is
 * said after the hour; `again`: it repeats one; one that begins a range is genitive after «من». */
static rawi_case settle_hour(rawi_reader *reader, const rawi_candidate *candidate, bool composed,
                             bool again) {
    bool announced = candidate->row != candidate->first;
    reader->measure = follows_verb(reader, candidate->row); /* an adverb, no subject */
    rawi_syntax syntax = rawi_case_of(reader, candidate->row);
    reader->measure = false;
    if (again) {
        syntax = reader->syntax =
            (rawi_syntax){.grammatical = reader->time_case, .odds = RAWI_CERTAIN};
        reader->grammar = N_("in apposition to the time before");
    }
    reader->last_case = syntax.grammatical;
    if (reader->until && syntax.grammatical != RAWI_GENITIVE) {
        rawi_speak_phrase(&reader->speaker, "مِنَ");
        syntax = reader->syntax = (rawi_syntax){.grammatical = RAWI_GENITIVE};
    }
    rawi_case grammatical = syntax.grammatical;
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
        reader->speaker.endings = RAWI_CASE_OPEN;
    return grammatical;
}

static void say_counted_part(rawi_speaker *speaker, unsigned value, const rawi_noun *noun,
                             rawi_case grammatical) {
    speaker->clitic = "وَ";
    rawi_say_counted(speaker, value, noun, grammatical, RAWI_INDEFINITE);
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
    unsigned shown = (hour + (counts_from_next(minutes) && !seconds)) % 12;
    const char *part = candidate->text;
    if (!part && (hour > 12 || hour == 0))
        part = part_of_day(hour);
    bool again = repeats_time(reader, candidate->row);
    reader->time_end = reader->date_end = candidate->end;
    reader->until = dash_before_time(reader, candidate->end);
    rawi_case grammatical = settle_hour(reader, candidate, minutes || seconds, again);
    reader->time_case = grammatical;
    say_hour(speaker, shown ? shown : 12, grammatical);
    speaker->endings = RAWI_CASE_SPOKEN;
    if (minutes && seconds)
        say_counted_part(speaker, minutes, &minute, grammatical);
    else if (minutes)
        say_minutes(speaker, minutes, grammatical);
    if (seconds)
        say_counted_part(speaker, seconds, &second, grammatical);
    if (part)
        rawi_speak_phrase(speaker, part);
    return RAWI_OK;
}

/* «في الساعة 4 هللات» and «في حدود 1500 شخص» count. */
static bool counts_noun(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at);
    return next && next->kind == RAWI_ITEM_WORD && !rawi_has_prefix(next->bare, "و") &&
           rawi_counted_noun_of(next->bare).is_noun &&
           !rawi_item_is_one_of(reader, at, "بتوقيت توقيت");
}

/* «12 منتصف الليل» */
static bool is_midnight(const rawi_reader *reader, size_t at) {
    return rawi_item_is_word(reader, at, "منتصف") &&
           rawi_item_is_one_of(reader, at + 1, "الليل النهار");
}

/* «بعد منتصف الليل»، «قبل الظهر» */
static bool is_around_noon_or_midnight(const rawi_reader *reader, size_t at) {
    return rawi_item_is_one_of(reader, at, "قبل بعد") &&
           (is_midnight(reader, at + 1) ||
            rawi_item_is_one_of(reader, at + 1, "الظهر الفجر العصر المغرب"));
}

/* What says the part of the day after a time: the item after an abbreviation with its words, the
 * author's own word left where it is. */
static size_t parse_part_of_day(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const struct {
        const char *written;
        const char *spoken;
    } parts[] = {{"ص", "صَبَاحًا"},  {"م", "مَسَاءً"},  {"ظ", "ظُهْرًا"}, {"am", "صَبَاحًا"},
                 {"AM", "صَبَاحًا"}, {"pm", "مَسَاءً"}, {"PM", "مَسَاءً"}};
    static const char words[] = "صباحا مساء ظهرا فجرا ليلا عصرا قبل بعد مساءا صباح";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (rawi_item_is_one_of(reader, at, parts[i].written)) {
            candidate->text = parts[i].spoken;
            return at + 1;
        }
    }
    if (rawi_item_is_one_of(reader, at, words) || is_midnight(reader, at))
        candidate->text = "";
    return at;
}

static bool after_hour_word(const rawi_reader *reader, size_t before) {
    return before > 0 && rawi_item_in_list(reader, before - 1, "hour");
}

/* A mark that stands for the colon of a time after the word for the hour. */
static bool is_clock_sign(const rawi_item *mark) {
    return mark && mark->kind == RAWI_ITEM_SYMBOL &&
           (mark->character == U'.' || mark->character == U',' || mark->character == U'،');
}

/* The minutes and seconds after an hour: 17:20:05; 20.45 and 8,30 after the word for the hour. The
 * item after them. */
static size_t parse_clock(const rawi_reader *reader, size_t at, bool announced,
                          rawi_number numbers[3]) {
    size_t end = at + 1;
    const rawi_item *mark = rawi_item_at(reader, end);
    char32_t sign = announced && is_clock_sign(mark) ? mark->character : U':';
    for (size_t i = 1; i < 3; i++) {
        rawi_number next;
        if (!rawi_item_is_symbol(reader, end, sign) || !rawi_item_is_glued(reader, end) ||
            !rawi_item_is_glued(reader, end + 1) || !rawi_parse_plain(reader, end + 1, &next) ||
            next.digits.length != 2 || next.value > 59)
            break;
        numbers[i] = next;
        end += 2;
    }
    return end;
}

/* What says of which zone a time is: «بتوقيت غرينتش»، «ت.غ»، «GMT». */
static bool is_zone(const rawi_reader *reader, size_t at) {
    size_t last = at + 1 + rawi_item_is_symbol(reader, at + 1, U'.');
    return rawi_item_in_list(reader, at, "zone") ||
           (rawi_item_is_word(reader, at, "ت") && rawi_item_is_word(reader, last, "غ"));
}

static bool precedes_zone(const rawi_reader *reader, size_t end) {
    return is_zone(reader, end + rawi_item_is_one_of(reader, end, day_parts));
}

/* The minutes after an hour whose zone follows: «(03,35 بتوقيت غرينتش)»; the item after them, or
 * that after the hour. */
static size_t parse_zoned_clock(const rawi_reader *reader, size_t at, rawi_number numbers[3]) {
    rawi_number written[3] = {numbers[0]};
    size_t end = parse_clock(reader, at, true, written);
    if (!precedes_zone(reader, end))
        return at + 1;
    memcpy(numbers, written, sizeof written);
    return end;
}

/* «الساعة 0635 بتوقيت جرينتش»: hours and minutes that nothing parts; nor do they count anything
 * («ثمن الساعة 1500 دولار»). */
static bool split_hour(const rawi_reader *reader, size_t at, rawi_number numbers[3]) {
    const size_t digits = 4;
    const uint64_t hundred = 100, hours = 23, minutes = 59;
    rawi_number *hour = &numbers[0];
    if (hour->digits.length != digits || hour->value / hundred > hours ||
        hour->value % hundred > minutes ||
        !(hour->digits.bytes[0] == '0' || precedes_zone(reader, at + 1)))
        return false;
    numbers[1].value = hour->value % hundred;
    hour->value /= hundred;
    return true;
}

/* «الساعة 14 و30 دقيقة»: the minutes after an hour of 24, before its part of the day; the item
 * after them, or `at`. */
static size_t parse_joined_minutes(const rawi_reader *reader, size_t at, rawi_number *minutes) {
    rawi_number written;
    if (!rawi_item_is_word(reader, at, "و") || !rawi_parse_plain(reader, at + 1, &written) ||
        written.value > 59 || !rawi_item_is_one_of(reader, at + 2, "دقيقة دقائق"))
        return at;
    *minutes = written;
    return at + 3;
}

/* «9ص إلى 5م», «9 ص - 10 م»: two hours of a day. Two of the same م are metres but after a day of
 * the week or where the clause speaks of working hours. */
static bool is_range_of_hours(const rawi_reader *reader, size_t at) {
    size_t joint = at + 2;
    const rawi_item *later = rawi_item_at(reader, joint + 1);
    if (!(rawi_item_is_dash(reader, joint) || rawi_item_is_one_of(reader, joint, "إلى حتى")) ||
        !later || later->kind != RAWI_ITEM_DIGITS ||
        !rawi_item_is_one_of(reader, joint + 2, short_day_parts))
        return false;
    bool morning =
        rawi_item_is_word(reader, at + 1, "ص") || rawi_item_is_word(reader, joint + 2, "ص");
    bool of_work = rawi_clause_has_listed(reader, at, "working_hours") ||
                   rawi_item_is_word(reader, joint + 3, "يوميا") ||
                   (at && rawi_is_weekday(reader, at - 1));
    return morning || (of_work && !rawi_clause_measures_length(reader, at));
}

/* «تبدأ المباراة 7م»: where something begins whose hour is told. */
static bool is_hour_of_event(const rawi_reader *reader, size_t at) {
    return rawi_item_is_word(reader, at + 1, "م") && rawi_item_is_glued(reader, at + 1) &&
           rawi_clause_has_listed(reader, at, "appointment") &&
           !rawi_clause_measures_length(reader, at);
}

/* «من 9ص إلى 5م»، «9 am»: an hour with an abbreviated part of the day, which is no metre. */
static bool is_short_time(const rawi_reader *reader, size_t at, uint64_t hour) {
    if (hour == 0 || hour > 12)
        return false;
    if (rawi_item_is_one_of(reader, at + 1, "am AM pm PM"))
        return true;
    if (!rawi_item_is_one_of(reader, at + 1, short_day_parts))
        return false;
    return rawi_item_is_word(reader, at + 1, "ظ") || is_range_of_hours(reader, at) ||
           is_hour_of_event(reader, at) || (reader->time_end && at - reader->time_end == 1) ||
           (rawi_item_is_word(reader, at + 1, "ص") && rawi_item_is_glued(reader, at + 1) &&
            rawi_clause_has_listed(reader, at, "short_hour"));
}

/* «بين 8 و10 مساء»، «6-10 صباحا»، «من 4-10 م» of working hours: the part of the day comes with the
 * second hour.
 */
static bool shares_part_of_day(const rawi_reader *reader, size_t at) {
    const uint64_t last_hour = 12;
    rawi_number hour, later;
    size_t joint = at + 1;
    size_t part = joint + 2;
    bool governed = at && rawi_item_is_one_of(reader, at - 1, "من بين");
    if ((!governed && !rawi_item_is_dash(reader, joint)) ||
        !(rawi_item_is_dash(reader, joint) || rawi_item_is_one_of(reader, joint, "إلى حتى و")) ||
        !rawi_parse_plain(reader, at, &hour) || hour.value == 0 || hour.value > last_hour ||
        !rawi_parse_plain(reader, joint + 1, &later) || later.value == 0 || later.value > last_hour)
        return false;
    size_t clause = at && rawi_item_is_symbol(reader, at - 1, U':') ? at - 1 : at;
    bool of_work = rawi_clause_has_listed(reader, clause, "working_hours") ||
                   (hour.value < later.value && /* no score: انتهى اللقاء 5-3 */
                    rawi_clause_has_listed(reader, clause, "appointment")) ||
                   (at && rawi_is_weekday(reader, at - 1));
    return rawi_item_is_one_of(reader, part, day_parts) ||
           is_around_noon_or_midnight(reader, part) || rawi_item_is_one_of(reader, part, "ص ظ") ||
           (rawi_item_is_word(reader, part, "م") && of_work &&
            !rawi_clause_measures_length(reader, at) &&
            !rawi_clause_has_listed(reader, at, "heat"));
}

/* «حتى الـ2 بعد منتصف الليل»، «من 9 صباحا إلى 3 بعد الظهر»، «من 4 قبل الفجر حتى», but «أصيب 5 بعد
 * الظهر» counts. */
static bool is_hour_around_noon(const rawi_reader *reader, size_t at, uint64_t hour) {
    const uint64_t last_hour = 12;
    const size_t reach = 2;
    if (at == 0 || hour == 0 || hour > last_hour || !is_around_noon_or_midnight(reader, at + 1))
        return false;
    size_t end = at + 3 + is_midnight(reader, at + 2);
    bool until =
        rawi_item_is_one_of(reader, at - 1, "حتى وحتى") ||
        (reader->time_end && at - reader->time_end <= reach &&
         (rawi_item_is_one_of(reader, at - 1, "إلى و") || rawi_item_is_dash(reader, at - 1)));
    bool from =
        rawi_item_is_one_of(reader, at - 1, "من ومن") &&
        (rawi_item_is_one_of(reader, end, "إلى حتى وحتى") || rawi_item_is_dash(reader, end));
    return reader->definite || until || from;
}

/* Whether a number without minutes is an hour: «الساعة 5»، «5 مساء»، «9ص - 5م». */
static bool is_bare_hour(const rawi_reader *reader, size_t at, bool announced,
                         const rawi_candidate *candidate) {
    uint64_t hour = candidate->numbers[0].value;
    rawi_number whole;
    if (announced)
        return (candidate->text || !counts_noun(reader, at + 1)) &&
               rawi_parse_number(reader, at, &whole) == at + 1;
    bool degrees = reader->last_end > 1 && reader->last_end + 2 == at &&
                   rawi_item_in_list(reader, reader->last_end - 2, "heat") &&
                   rawi_clause_has_listed(reader, at, "heat"); /* الحرارة 21 نهارا و9 ليلا */
    return (hour && !degrees && rawi_item_is_one_of(reader, at + 1, day_parts)) ||
           (hour == 12 && is_midnight(reader, at + 1)) || is_short_time(reader, at, hour) ||
           is_hour_around_noon(reader, at, hour);
}

/* The hour at item `at` with its minutes and seconds, as far as the digits tell them; the item
 * after them, or `at` where it is no hour. */
static size_t parse_hour(const rawi_reader *reader, size_t at, bool announced,
                         rawi_number numbers[3]) {
    const uint64_t hours = 24, half_day = 12;
    if (!rawi_parse_plain(reader, at, &numbers[0]))
        return at;
    if (announced && split_hour(reader, at, numbers))
        return at + 1;
    if (numbers[0].value > hours || numbers[0].digits.length > 2)
        return at;
    size_t end = parse_clock(reader, at, announced, numbers);
    if (end > at + 1)
        return end;
    return announced && numbers[0].value > half_day ? parse_joined_minutes(reader, end, &numbers[1])
                                                    : parse_zoned_clock(reader, at, numbers);
}

bool rawi_recognize_time(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t before = at - (reader->clitic ? 1 : 0);
    bool announced = after_hour_word(reader, before);
    size_t clock = parse_hour(reader, at, announced, candidate->numbers);
    if (clock == at)
        return false;
    bool bare = clock == at + 1 && candidate->numbers[0].digits.length <= 2;
    bool shares = bare && shares_part_of_day(reader, at);
    bool sure = (at && rawi_item_is_one_of(reader, at - 1, "من بين")) ||
                rawi_item_is_one_of(reader, clock + 2, short_day_parts);
    candidate->end = parse_part_of_day(reader, clock, candidate);
    if (bare && !shares && !is_bare_hour(reader, at, announced, candidate))
        return false;
    if (shares)
        candidate->text = "";
    if (announced && bare)
        candidate->probe = "الخامسة";
    candidate->row = announced ? before - 1 : at;
    return rawi_propose(candidate, N_("a clock time"),
                        announced                      ? N_("after the word for the hour")
                        : precedes_zone(reader, clock) ? N_("the time zone follows")
                        : candidate->text              ? N_("the part of the day follows")
                                                       : N_("hours and minutes"),
                        shares && sure                 ? RAWI_SCORE_CERTAIN + 2
                        : shares                       ? RAWI_SCORE_CONFIRMED
                        : announced || candidate->text ? RAWI_SCORE_CERTAIN
                                                       : RAWI_SCORE_SHAPE + 10,
                        say_time);
}

/* The time or the date after a dash. */
static bool recognize_later(const rawi_reader *reader, size_t at, rawi_candidate *later) {
    static rawi_recognizer *const recognizers[] = {rawi_recognize_time, rawi_recognize_month_date,
                                                   rawi_recognize_numeric_date};
    for (size_t i = 0; i < sizeof recognizers / sizeof *recognizers; i++) {
        *later = (rawi_candidate){.first = at};
        if (recognizers[i](reader, at, later))
            return true;
    }
    return false;
}

static rawi_status say_until(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    rawi_candidate later = {.first = candidate->first + 1};
    if (!recognize_later(reader, later.first, &later))
        return RAWI_OK;
    rawi_speak_phrase(&reader->speaker, "إِلَى");
    reader->clitic = "إِلَى";
    reader->clitic_item = candidate->first;
    reader->clitic_governs = true;
    return later.say(reader, &later, error);
}

bool rawi_recognize_until(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_candidate later = {0};
    if (!reader->until || at != reader->until || !recognize_later(reader, at + 1, &later))
        return false;
    candidate->end = later.end;
    return rawi_propose(candidate, later.taken_for, N_("a dash between two times"),
                        RAWI_SCORE_CERTAIN, say_until);
}
