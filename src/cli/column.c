/* Text in columns of a terminal: marks above and below letters take no place of their own. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

size_t cli_columns(const char *text) {
    size_t length = strlen(text), columns = 0;
    for (size_t position = 0; position < length;) {
        int8_t category = u_charType(rawi_next_character(text, length, &position));
        columns += category != U_NON_SPACING_MARK && category != U_FORMAT_CHAR;
    }
    return columns;
}

void cli_print_column(const char *text, size_t width) {
    size_t columns = cli_columns(text);
    printf("%s%*s ", text, columns < width ? (int)(width - columns) : 0, "");
}
