/* Dates as sources write them, to ISO 8601. */
#ifndef RAWI_ARTICLE_DATE_H
#define RAWI_ARTICLE_DATE_H

#include "base/text.h"

enum {
    ARTICLE_DATE_SIZE = 40
};

/* Writes the date that `text` says as YYYY-MM-DD, with time and zone (YYYY-MM-DDThh:mm+hh:mm) where
 * it is ISO 8601 that has them. Understands ISO 8601, «15 أكتوبر 2025», «الأربعاء 15 تشرين الأول/
 * أكتوبر 2025», "October 15, 2025", 15/10/2025 (day first) and 2025/10/15, in any digits. Unless
 * `within`, all of the text must be the date (a weekday and a time of day may stand beside it).
 * False where it says none. */
bool article_parse_date(rawi_slice text, bool within, char date[ARTICLE_DATE_SIZE]);

#endif
