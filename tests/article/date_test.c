/* Dates as pages and writers say them. Each row: what is written, whether other words may stand
 * beside it, and the date; NULL where it says none. */
#include "article/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct date_case {
    const char *written;
    bool within;
    const char *date;
} date_case;

static const date_case cases[] = {
    {"2025-10-15", false, "2025-10-15"},
    {"2025-10-15T08:30:00+03:00", false, "2025-10-15T08:30:00+03:00"},
    {"2025-10-15T08:30:00.123Z", false, "2025-10-15T08:30:00.123Z"},
    {"2025-10-15 08:30", false, "2025-10-15T08:30"},
    {" 2025-10-15 ", false, "2025-10-15"},
    {"15 أكتوبر 2025", false, "2025-10-15"},
    {"١٥ أكتوبر ٢٠٢٥", false, "2025-10-15"},
    {"15 أكتوبر/تشرين الأول 2025", false, "2025-10-15"},
    {"14 آب/أغسطس 2025", false, "2025-08-14"},
    {"الخميس 14 آب 2025", false, "2025-08-14"},
    {"الأربعاء، 28 آب/اغسطس 2013، آخر تحديث 14:00 (GMT+0400)", false, "2013-08-28"},
    {"7 يناير 2025 - 14:30", false, "2025-01-07"},
    {"يوم 3 جويلية 2021", false, "2021-07-03"},
    {"October 15, 2025", false, "2025-10-15"},
    {"15 Oct 2025 10:20 AM", false, "2025-10-15"},
    {"15/10/2025", false, "2025-10-15"},
    {"2025/10/15", false, "2025-10-15"},
    {"31-12-2024 م", false, "2024-12-31"},
    {"نُشر في 20 مارس 2023 على الموقع", true, "2023-03-20"},
    {"نُشر في 20 مارس 2023 على الموقع", false, NULL},
    {"وُلد في 20 مارس 2023 في دمشق", false, NULL},
    {"15 أكتوبر", true, NULL},
    {"2025", true, NULL},
    {"الثلاثاء 24 شعبان 1445هـ - 05 مارس 2024م", false, "2024-03-05"},
    {"5 ربيع الآخر 1447 هـ الموافق 27 سبتمبر 2025", false, "2025-09-27"},
    {"في 1445 هـ - 05 مارس 2024", false, NULL},
    {"بلغ العدد 1445 في 05 مارس 2024", false, NULL},
    {"15/13/2025", true, NULL},
    {"2025-13-15", true, NULL},
    {"2025-10-32", true, NULL},
    {"32 مارس 2025", true, NULL},
    {"١٥ ذو الحجة ١٤٤٦", true, NULL},
    {"", true, NULL},
    {"99999999999999999999/1/1", true, NULL},
};

static void dates_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char date[ARTICLE_DATE_SIZE] = "";
        bool found = article_parse_date(rawi_slice_of(cases[i].written), cases[i].within, date);
        if (found != (cases[i].date != NULL) || (found && strcmp(date, cases[i].date) != 0))
            fail_msg("\"%s\": expected %s, got %s", cases[i].written,
                     cases[i].date ? cases[i].date : "none", found ? date : "none");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(dates_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
