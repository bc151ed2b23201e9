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
