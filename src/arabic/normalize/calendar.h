/* Months, years and their calendars: what the readings of dates, years, times and centuries share.
 */
#ifndef RAWI_ARABIC_NORMALIZE_CALENDAR_H
#define RAWI_ARABIC_NORMALIZE_CALENDAR_H

#include "arabic/normalize/reading.h"

/* How a year is said: the bits of a candidate's detail. */
enum {
    RAWI_CALENDAR_NONE,
    RAWI_CALENDAR_GREGORIAN,
    RAWI_CALENDAR_HIJRI,
    RAWI_CALENDAR_BEFORE_CHRIST,
    RAWI_CALENDARS = 3,      /* the bits that hold one of them */
    RAWI_YEAR_FEMININE = 8,  /* سنة: its units agree with it */
    RAWI_YEAR_SAYS_AAM = 16, /* عام is said before it */
    RAWI_YEAR_OF = 32        /* with من: of a part of it */
};

/* The month written at item `at`, of one word or two: its row in the table of months; the item
 * after it, or `at` where there is none (dates.c). */
size_t rawi_find_month(const rawi_reader *reader, size_t at, size_t *row);

/* The stem of the month in that row, as it is said, and its number in its year (dates.c). */
const char *rawi_month_stem(size_t row);
size_t rawi_month_number(size_t row);

/* The month of that stem; a phrase is always in the genitive. */
void rawi_say_month(rawi_speaker *speaker, const char *stem, rawi_case grammatical);

/* Whether the item is the number of a day of a month (dates.c). */
bool rawi_parse_day(const rawi_reader *reader, size_t at, rawi_number *day);

/* Whether a day, a month and a year in numbers begin at item `at`: 15/10/2025 (numeric_dates.c). */
bool rawi_is_date_triple(const rawi_reader *reader, size_t at);

/* «الخامس عشر من أكتوبر»: numbers[0] the day, numbers[1] a second day or 0, numbers[2] the year or
 * 0; text the month's stem, row that of a second name of it and 1 more, or 0 (dates.c). */
rawi_say_function rawi_say_date;

/* Whether the item is a day of the week, whatever is glued to it (weekdays.c). */
bool rawi_is_weekday(const rawi_reader *reader, size_t at);

/* Whether a number looks like a year without anything that says so: 100 to 2999 (years.c). */
bool rawi_is_year(const rawi_number *number);

/* Whether a year of today's calendar of the Hijra has that number (1300 to 1499); whether that or a
 * Gregorian one does (1900 to 2099). */
bool rawi_is_hijri_year(uint64_t year);
bool rawi_is_recent_year(uint64_t year);

/* The year after a day and a month, with the mark of its calendar: goes to numbers[2] and to the
 * detail; the item after it, or `at` where there is none. */
size_t rawi_parse_year_of_date(const rawi_reader *reader, size_t at, rawi_candidate *candidate);

/* م، هـ، ق.م after a year or a century; the item after them, or `at` where there are none. */
size_t rawi_parse_era(const rawi_reader *reader, size_t at, unsigned *calendar);

/* «للميلاد» and its sisters; nothing for no calendar. */
void rawi_say_era(rawi_speaker *speaker, unsigned calendar);

/* The year in the genitive, with what `detail` asks for. */
void rawi_say_year(rawi_speaker *speaker, uint64_t year, unsigned detail);

/* Whether the clause before item `before` speaks of lengths: «سباق 1500 م» has metres. */
bool rawi_clause_measures_length(const rawi_reader *reader, size_t before);

#endif
