/* Reads the held-out news texts. */
#include "news.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

size_t read_news(const char *file, rawi_text *lines, size_t most) {
    char path[1024];
    snprintf(path, sizeof path, "%s/src/arabic/diacritize/training/texts/news-dev/%s", SOURCE_DIR,
             file);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    static char line[1 << 16];
    size_t count = 0;
    while (count < most && fgets(line, sizeof line, in)) {
        lines[count] = (rawi_text){0};
        rawi_text_add(&lines[count++], line, strcspn(line, "\n"));
    }
    fclose(in);
    return count;
}
