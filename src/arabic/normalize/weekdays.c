/* Days of the week, and the dash between two days or two months: السبت - الخميس، يناير – مارس. */
#include "arabic/normalize/calendar.h"
#include "arabic/normalize/clitics.h"
#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(weekdays);

/* The row of the weekday at item `at`, whatever is glued to it (والسبت); -1 where it is none. */
static ptrdiff_t find_weekday(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    rawi_clitic clitic;
    ptrdiff_t row = -1;
    if (!item || item->kind != RAWI_ITEM_WORD)
        return -1;
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS && row < 0; letters++)
        if (rawi_clitic_of(item->bare, letters, &clitic) && !clitic.article)
            row = rawi_table_find(
                &rawi_weekdays_table,
                (rawi_slice){item->bare.bytes + clitic.length, item->bare.length - clitic.length});
    return row;
}

bool rawi_is_weekday(const rawi_reader *reader, size_t at) {
    return find_weekday(reader, at) >= 0;
}

/* A day of the week or a month as it is said. */
typedef struct named_time {
    const char *stem;
    size_t month; /* its number in its year; 0 for a day */
} named_time;

/* The day of the week or the month at item `at`; the item after it, or `at` where there is none. */
static size_t find_named_time(const rawi_reader *reader, size_t at, named_time *named) {
    const rawi_item *item = rawi_item_at(reader, at);
    size_t month;
    if (!item || item->kind != RAWI_ITEM_WORD)
        return at;
    ptrdiff_t day = rawi_table_find(&rawi_weekdays_table, item->bare);
    if (day >= 0) {
        *named = (named_time){.stem = rawi_table_cell(&rawi_weekdays_table, (size_t)day, 1)};
        return at + 1;
    }
    size_t end = rawi_find_month(reader, at, &month);
    if (end > at)
        *named = (named_time){rawi_month_stem(month), rawi_month_number(month)};
    return end;
}

static void say_named_time(rawi_speaker *speaker, const named_time *named) {
    if (named->month)
        rawi_say_month(speaker, named->stem, RAWI_GENITIVE);
    else
        rawi_speak_stem(speaker, named->stem, RAWI_GENITIVE, RAWI_DEFINITE);
}

static rawi_status say_named_span(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    named_time first, last;
    size_t dash = find_named_time(reader, candidate->first, &first);
    find_named_time(reader, dash + 1, &last);
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    if (syntax.grammatical != RAWI_GENITIVE || syntax.odds == RAWI_OPEN)
        rawi_speak_phrase(&reader->speaker, first.month ? "مِنْ" : "مِنَ");
    say_named_time(&reader->speaker, &first);
    rawi_speak_phrase(&reader->speaker, "إِلَى");
    say_named_time(&reader->speaker, &last);
    return RAWI_OK;
}

/* «من السبت - الخميس»، «يناير – مارس 2024», but «نيسان - أبريل», which are one month. */
bool rawi_recognize_named_span(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    named_time first, last;
    size_t dash = find_named_time(reader, at, &first);
    if (dash == at || !rawi_item_is_dash(reader, dash) ||
        (at && rawi_item_is_one_of(reader, at - 1, "ليلة ليل")))
        return false;
    candidate->end = find_named_time(reader, dash + 1, &last);
    return candidate->end > dash + 1 && !first.month == !last.month &&
           (first.month ? first.month != last.month : first.stem != last.stem) &&
           rawi_propose(candidate, N_("a range"), N_("a dash between two days or two months"),
                        RAWI_SCORE_CONFIRMED, say_named_span);
}
