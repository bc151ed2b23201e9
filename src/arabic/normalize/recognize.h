/* The recognizers: each looks at the items from `at` on and proposes a reading. */
#ifndef RAWI_ARABIC_NORMALIZE_RECOGNIZE_H
#define RAWI_ARABIC_NORMALIZE_RECOGNIZE_H

#include "arabic/normalize/reading.h"

/* counts.c: numbers that count and measure */
rawi_recognizer rawi_recognize_quantity; /* 15 شخصًا، 1.2 كغ، 5 مليارات دولار */
rawi_recognizer rawi_recognize_money_first; /* $5 مليارات */
rawi_recognizer rawi_recognize_percent;     /* 5%، ٪5 */
rawi_recognizer rawi_recognize_ordinal;     /* القرن 21، القمة الـ33 */

/* dates.c */
rawi_recognizer rawi_recognize_month_date;   /* 15 أكتوبر 2025 */
rawi_recognizer rawi_recognize_numeric_date; /* 15/10/2025، 2025-10-15 */
rawi_recognizer rawi_recognize_year;         /* عام 2024، 1446هـ */
rawi_recognizer rawi_recognize_time;         /* 17:30، الساعة 5 */

/* words.c */
rawi_recognizer rawi_recognize_abbreviation; /* د.، ص.ب، إلخ */

/* choose.c: the best reading of the items from `at` on; false where there is none. */
bool rawi_choose_reading(const rawi_reader *reader, size_t at, rawi_candidate *best);

#endif
