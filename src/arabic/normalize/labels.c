/* Numbers that tell one of several apart: rooms, buildings, gates, resolutions, laws. */
#include "arabic/normalize/calendar.h"
#include "arabic/normalize/counts.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

/* The tokens from `first` on are a name: the diacritizer sees one foreign word in their place, that
 * the word after them may not have its ending from theirs (القرارُ 45/21 صادرٌ). */
static void mark_as_name(rawi_reader *reader, size_t first) {
    for (size_t i = first; i < reader->tokens->count; i++)
        reader->tokens->items[i].flags |= RAWI_TOKEN_COMPLETE | RAWI_TOKEN_OF_NAME;
}

/* numbers: the number, and that after a stroke where there are two. */
static rawi_status say_label(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    size_t first_token = reader->tokens->count;
    rawi_speaker *speaker = &reader->speaker;
    bool twice = candidate->number_count > 1;
    if (twice && !rawi_has_article(rawi_item_at(reader, candidate->first - 1)->bare))
        rawi_flag_word(reader, candidate->first - 1, RAWI_TOKEN_CONSTRUCT);
    if (rawi_is_label(reader, candidate->first)) /* رقمُ اثنين */
        rawi_say_cardinal(speaker, candidate->numbers[0].value, RAWI_MASCULINE, RAWI_GENITIVE,
                          RAWI_INDEFINITE);
    else
        rawi_say_digits(reader->tokens, candidate->numbers[0].digits, speaker->span);
    if (twice) {
        rawi_speak_phrase(speaker, "عَلَى");
        rawi_say_cardinal(speaker, candidate->numbers[1].value, RAWI_MASCULINE, RAWI_GENITIVE,
                          RAWI_INDEFINITE);
    }
    if (twice || rawi_item_in_list(reader, candidate->first - 1, "numbered_law"))
        mark_as_name(reader, first_token + rawi_is_label(reader, candidate->first));
    return reader->tokens->count > first_token ? RAWI_OK : rawi_fail_memory(error);
}

/* «ص.ب 123»، «صندوق بريد 123» */
static bool is_box(const rawi_reader *reader, size_t at) {
    return rawi_item_is_one_of(reader, at - 1, "ب بريد") ||
           (at > 1 && rawi_item_is_symbol(reader, at - 1, U'.') &&
            rawi_item_is_word(reader, at - 2, "ب"));
}

/* «العدد 1520 من المجلة» */
static bool is_large_issue(const rawi_reader *reader, size_t at, uint64_t value) {
    const uint64_t largest_ordinal = 1000;
    return value > largest_ordinal && rawi_item_in_list(reader, at - 1, "issue") &&
           rawi_item_is_word(reader, at + 1, "من") &&
           rawi_item_in_list(reader, at + 2, "periodical");
}

/* «شقة 7»، «غرفة 305»، «الغرفة 305», but «الغرفة 3» is the third. */
static bool is_place(const rawi_reader *reader, size_t at, uint64_t value) {
    const uint64_t largest_ordinal = 99;
    return rawi_item_in_list(reader, at - 1, "place_number") ||
           rawi_item_in_list(reader, at - 1, "place") ||
           (value > largest_ordinal && rawi_item_in_list(reader, at - 1, "large_place"));
}

/* Whether the number at item `at` counts what follows: «تضمن القانون 45 تعديلا», but «القرار 1701
 * جنوب الليطاني». */
static bool counts_following(const rawi_reader *reader, size_t at, uint64_t value) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    const rawi_item *verb = at > 1 ? rawi_item_at(reader, at - 2) : NULL;
    if (rawi_item_in_list(reader, at + 1, "of_law") || rawi_item_in_list(reader, at + 1, "where") ||
        rawi_item_in_list(reader, at + 1, "when"))
        return false;
    return rawi_counts_listed(reader, at) ||
           (next && next->kind == RAWI_ITEM_WORD && verb && verb->kind == RAWI_ITEM_WORD &&
            (rawi_is_verb(verb->bare) || rawi_is_listed_verb(verb->bare)) &&
            rawi_noun_fits(next->bare, value) &&
            (rawi_has_suffix(next->bare, "ا") || rawi_is_plural(next->bare)));
}

/* «صدر المرسوم 54.»، «القانون 45 لعام 2021», but «أيد القانون 120», «رفض القرار 12 من الأعضاء»,
 * «أقر القانون 51-49». */
static bool is_law(const rawi_reader *reader, size_t at) {
    bool voted = (at > 1 && rawi_item_in_list(reader, at - 2, "voting")) ||
                 rawi_item_is_word(reader, at + 1, "من") || rawi_is_vote(reader, at);
    return rawi_item_in_list(reader, at - 1, "numbered_law") &&
           (!voted || rawi_item_in_list(reader, at + 1, "of_law"));
}

/* «الغرفة 3/4»، «المادة 12/3»، «الطلب رقم 2/3»: what has a number of two parts. */
static bool is_numbered_twice(const rawi_reader *reader, size_t at) {
    return rawi_item_in_list(reader, at - 1, "large_place") ||
           rawi_item_in_list(reader, at - 1, "article_of_law") ||
           rawi_item_in_list(reader, at - 1, "numbered_law") || rawi_is_label(reader, at);
}

/* «قرار مجلس الأمن 1701» */
static bool is_resolution(const rawi_reader *reader, size_t at) {
    return rawi_item_is_word(reader, at - 1, "الأمن") &&
           rawi_clause_has_listed(reader, at - 1, "resolution");
}

/* «الشقة 3/4»، «المبنى 12/3»: the second number after a stroke; the item after it, or `at`. */
static size_t parse_stroke(const rawi_reader *reader, size_t at, rawi_number *number) {
    return rawi_item_is_symbol(reader, at, U'/') && rawi_item_is_glued(reader, at) &&
                   rawi_item_is_glued(reader, at + 1) && rawi_parse_plain(reader, at + 1, number) &&
                   !number->large && !rawi_item_is_symbol(reader, at + 2, U'/')
               ? at + 2
               : at;
}

/* Of a telephone's number the one part has a zero before it, or the other is long: 01/123456. */
static bool is_part_of_label(const rawi_number *part) {
    const size_t most_digits = 4;
    return part->digits.length <= most_digits && part->digits.bytes[0] != '0';
}

/* Whether the two parts name nothing: «الرقم 01/123456»، «مفك رقم 3/8 إنش»، «شقة 3/4 غرف»، «حصة
 * المكتب 1/3 الأرباح»، «يعمل المكتب 24/7». */
static bool is_other_stroke(const rawi_reader *reader, size_t at, const rawi_candidate *candidate) {
    const rawi_number *numbers = candidate->numbers;
    rawi_noun unit;
    const char *kind;
    bool of_place = is_place(reader, at, 0) || rawi_item_in_list(reader, at - 1, "large_place");
    bool part = rawi_item_in_list(reader, candidate->end, "whole") ||
                rawi_item_in_list(reader, candidate->end, "shared") ||
                rawi_item_in_list(reader, candidate->end, "rooms");
    bool measured = rawi_find_unit(reader, candidate->end, &unit, &kind) > candidate->end;
    bool always = numbers[0].value == 24 && numbers[1].value == 7;
    return (of_place && (always || part)) || measured || !is_part_of_label(&numbers[0]) ||
           !is_part_of_label(&numbers[1]);
}

/* «القرار 12/2023», but «الشقة 3/4» */
static bool has_year_after(const rawi_reader *reader, size_t at) {
    const rawi_item *year = rawi_item_at(reader, at + 2);
    const size_t digits = 4;
    return rawi_item_is_symbol(reader, at + 1, U'/') && year && year->kind == RAWI_ITEM_DIGITS &&
           year->text.length == digits;
}

bool rawi_recognize_label(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *number = &candidate->numbers[0];
    if (at == 0 || reader->clitic || !rawi_parse_plain(reader, at, number) || number->large)
        return false;
    candidate->end = parse_stroke(reader, at + 1, &candidate->numbers[1]);
    bool twice = candidate->end > at + 1 && !is_other_stroke(reader, at, candidate);
    candidate->end = twice ? candidate->end : at + 1;
    candidate->number_count = twice ? 2 : 1;
    if (counts_following(reader, at, number->value) || has_year_after(reader, at) ||
        rawi_item_is_symbol(reader, at + 1, U'×') ||
        !((twice && is_numbered_twice(reader, at)) || is_law(reader, at) ||
          rawi_names_vitamin(reader, at - 1) || is_box(reader, at) ||
          is_large_issue(reader, at, number->value) || is_place(reader, at, number->value) ||
          is_resolution(reader, at)))
        return false;
    bool law = is_law(reader, at) || is_resolution(reader, at);
    candidate->taken_for = law ? N_("the number of a law") : N_("the number of a place");
    candidate->reason = law ? N_("after the word for a law or a resolution")
                            : N_("after the word for a room, a building or a gate");
    return rawi_propose(candidate, candidate->taken_for, candidate->reason,
                        RAWI_SCORE_CONFIRMED + 5, say_label);
}

static rawi_status say_floor(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    rawi_speak_stem(&reader->speaker, "طَابِق", grammatical, RAWI_DEFINITE);
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, RAWI_MASCULINE, grammatical,
                     true);
    return RAWI_OK;
}

/* «ص 16», a page; «ص ب 12» is a box. */
static bool is_page(const rawi_reader *reader, size_t at) {
    const rawi_item *next =
        rawi_item_at(reader, at + 1 + rawi_item_is_symbol(reader, at + 1, U'.'));
    return rawi_item_is_one_of(reader, at, "ص صص") && next && next->kind == RAWI_ITEM_DIGITS;
}

/* A publisher, a page or a year with its calendar: of a book. */
static bool tells_book(const rawi_reader *reader, size_t at) {
    unsigned calendar = RAWI_CALENDAR_NONE;
    const rawi_item *item = rawi_item_at(reader, at);
    const size_t least_digits = 3; /* «1986م»، but «عرض 15م» */
    bool dated = item->kind == RAWI_ITEM_DIGITS && item->text.length >= least_digits &&
                 rawi_parse_era(reader, at + 1, &calendar) > at + 1;
    return dated || is_page(reader, at) || rawi_item_in_list(reader, at, "publisher");
}

/* Words of an address stand around the item, and none of a book. */
static bool is_in_address(const rawi_reader *reader, size_t at) {
    const size_t reach = 12;
    bool address = false;
    for (size_t i = at > reach ? at - reach : 0; i <= at + reach && rawi_item_at(reader, i); i++) {
        if (tells_book(reader, i))
            return false;
        address = address || rawi_item_in_list(reader, i, "address") ||
                  rawi_item_in_list(reader, i, "place_number");
    }
    return address;
}

/* «شارع 9، عمارة 12، ط3» */
bool rawi_recognize_floor(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t most_floors = 200;
    size_t number = at + 1 + rawi_item_is_symbol(reader, at + 1, U'.');
    rawi_number *floor = &candidate->numbers[0];
    if (!rawi_item_is_word(reader, at, "ط") || !rawi_parse_plain(reader, number, floor) ||
        floor->value == 0 || floor->value > most_floors || !is_in_address(reader, at))
        return false;
    candidate->end = number + 1;
    return rawi_propose(candidate, N_("the number of a place"),
                        N_("words of an address stand around it"), RAWI_SCORE_CERTAIN, say_floor);
}

/* ---- questions and answers ---- */

static rawi_status say_question(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    bool question = rawi_item_is_word(reader, candidate->first, "س");
    rawi_speak_phrase(&reader->speaker, question ? "السُّؤَالُ" : "الْجَوَابُ");
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, RAWI_MASCULINE, RAWI_NOMINATIVE,
                     true);
    return RAWI_OK;
}

/* «س1: ما عاصمة مصر؟», but «ج 2: ص 15» is a volume. */
bool rawi_recognize_question(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t most_questions = 200;
    const rawi_number *number = &candidate->numbers[0];
    const rawi_item *next = rawi_item_at(reader, at + 3);
    candidate->end = at + 2;
    return at == 0 && rawi_item_is_one_of(reader, at, "س ج") &&
           rawi_parse_plain(reader, at + 1, &candidate->numbers[0]) && number->value &&
           number->value <= most_questions && rawi_item_is_symbol(reader, at + 2, U':') && next &&
           next->kind == RAWI_ITEM_WORD && !is_page(reader, at + 3) &&
           rawi_propose(candidate, N_("the number of a question or an answer"),
                        N_("its letter opens the sentence, a colon follows"),
                        RAWI_SCORE_CERTAIN + 1, say_question);
}

/* ---- laws, decrees and cases of a year ---- */

enum {
    ACT_NAMED, /* القانون 12/2023 */
    ACT_NUMBER /* القانون رقم 12/2023 */
};

/* numbers: that of the law, and its year; row: the calendar of the year. */
static rawi_status say_act(rawi_reader *reader, const rawi_candidate *candidate,
                           rawi_error *error) {
    (void)error;
    bool number = candidate->detail == ACT_NUMBER;
    reader->speaker.endings = number ? RAWI_CASE_SPOKEN : RAWI_CASE_NONE;
    rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, RAWI_MASCULINE,
                      number ? RAWI_GENITIVE : RAWI_NOMINATIVE, RAWI_INDEFINITE);
    reader->speaker.endings = RAWI_CASE_SPOKEN;
    rawi_speak_phrase(&reader->speaker, "لِسَنَةِ");
    rawi_say_year(&reader->speaker, candidate->numbers[1].value,
                  RAWI_YEAR_FEMININE | (unsigned)candidate->row);
    return RAWI_OK;
}

static bool is_number_word(const rawi_reader *reader, size_t at) {
    return rawi_item_is_one_of(reader, at, "رقم برقم الرقم");
}

/* «القانون 12/2023»، «المرسوم السلطاني 6/2021»، «قرار مجلس الأمن 242/1967»، «القضية رقم (45/2021)»;
 * a bare year of the Hijra needs the word for a number (رقم الإيداع 1234/1445). */
static bool follows_act(const rawi_reader *reader, size_t at, bool hijri, unsigned *detail) {
    const size_t reach = 3;
    size_t before = at - (at && (rawi_item_is_symbol(reader, at - 1, U'(') ||
                                 rawi_item_is_symbol(reader, at - 1, U':')));
    if (before == 0)
        return false;
    *detail = is_number_word(reader, before - 1) ? ACT_NUMBER : ACT_NAMED;
    if (*detail == ACT_NUMBER)
        return rawi_clause_has_listed(reader, before, "act");
    if (hijri && !(before > 1 && is_number_word(reader, before - 2)))
        return false;
    for (size_t back = 1; back <= reach && back <= before; back++) {
        if (rawi_item_in_list(reader, before - back, "act"))
            return true;
        if (!rawi_has_article(rawi_item_at(reader, before - back)->bare) && back < 2)
            return false;
    }
    return false;
}

bool rawi_recognize_act(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    size_t era = at + 3;
    unsigned calendar = RAWI_CALENDAR_NONE;
    if (reader->clitic || !rawi_parse_plain(reader, at, &numbers[0]) || numbers[0].large ||
        !rawi_item_is_symbol(reader, at + 1, U'/') || !rawi_item_is_glued(reader, at + 1) ||
        !rawi_item_is_glued(reader, at + 2) || !rawi_parse_plain(reader, at + 2, &numbers[1]) ||
        !rawi_is_recent_year(numbers[1].value) || rawi_item_is_symbol(reader, era, U'/'))
        return false;
    candidate->end = rawi_parse_era(reader, era, &calendar);
    candidate->row = calendar;
    bool hijri = rawi_is_hijri_year(numbers[1].value) && calendar == RAWI_CALENDAR_NONE;
    return follows_act(reader, at, hijri, &candidate->detail) &&
           rawi_propose(candidate, N_("the number of a law and its year"),
                        N_("after the word for a law, a decree or a case"),
                        RAWI_SCORE_CONFIRMED + 5, say_act);
}

/* One part of a number with a point, each zero before it said: 04. */
static void say_part_of_act(rawi_speaker *speaker, const rawi_number *part) {
    for (size_t at = 0; at + 1 < part->digits.length && part->digits.bytes[at] == '0'; at++)
        rawi_speak_stem(speaker, "صِفْر", RAWI_GENITIVE, RAWI_INDEFINITE);
    rawi_say_cardinal(speaker, part->value, RAWI_MASCULINE, RAWI_GENITIVE, RAWI_INDEFINITE);
}

static rawi_status say_pointed_act(rawi_reader *reader, const rawi_candidate *candidate,
                                   rawi_error *error) {
    (void)error;
    rawi_flag_word(reader, candidate->first - 1, RAWI_TOKEN_CONSTRUCT);
    for (size_t i = 0; i < candidate->number_count; i++) {
        if (i)
            rawi_speak_phrase(&reader->speaker, "نُقْطَةَ");
        say_part_of_act(&reader->speaker, &candidate->numbers[i]);
    }
    return RAWI_OK;
}

/* The parts of a number of two or three, of four digits at most and with points between them, from
 * item `at` on; the item after the last. */
static size_t parse_pointed(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t most_parts = 3;
    const size_t most_digits = 4;
    size_t *count = &candidate->number_count;
    for (*count = 0; *count < most_parts; at += 2) {
        rawi_number *part = &candidate->numbers[*count];
        if (!rawi_parse_plain(reader, at, part) || part->digits.length > most_digits)
            return at;
        ++*count;
        if (!rawi_item_is_symbol(reader, at + 1, U'.') || !rawi_item_is_glued(reader, at + 1) ||
            !rawi_item_is_glued(reader, at + 2))
            return at + 1;
    }
    return at;
}

/* «القانون رقم 43.22»، «المرسوم رقم 2.24.966»: of Morocco, with the last two digits of its year, no
 * decimal and no date, but «رقم 12.50 مليون دولار». */
bool rawi_recognize_pointed_act(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t year_digits = 2;
    if (at == 0 || reader->clitic || !rawi_item_is_one_of(reader, at - 1, "رقم برقم"))
        return false;
    candidate->end = parse_pointed(reader, at, candidate);
    return candidate->number_count > 1 && candidate->numbers[1].digits.length == year_digits &&
           !rawi_item_is_symbol(reader, candidate->end - 1, U'.') &&
           !rawi_surely_counts(reader, candidate->end - 1) &&
           rawi_clause_has_listed(reader, at, "act") &&
           rawi_propose(candidate, N_("the number of a law and its year"),
                        N_("after the word for a law, a decree or a case"), RAWI_SCORE_CERTAIN,
                        say_pointed_act);
}

static rawi_status say_article(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, "الْمَادَّةُ");
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, RAWI_FEMININE, RAWI_NOMINATIVE,
                     true);
    return RAWI_OK;
}

/* «(م 128 من اللائحة)»: an article of a law. */
bool rawi_recognize_article(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t largest_ordinal = 1000;
    size_t number = at + 1 + rawi_item_is_symbol(reader, at + 1, U'.');
    candidate->end = number + 1;
    return at && rawi_item_is_word(reader, at, "م") && rawi_item_is_symbol(reader, at - 1, U'(') &&
           rawi_parse_plain(reader, number, &candidate->numbers[0]) &&
           candidate->numbers[0].value && candidate->numbers[0].value <= largest_ordinal &&
           (rawi_item_is_word(reader, number + 1, "من") ||
            rawi_item_is_symbol(reader, number + 1, U')')) &&
           rawi_propose(candidate, N_("an article of a law"), N_("م before its number in brackets"),
                        RAWI_SCORE_CERTAIN, say_article);
}
