/* Lines of standard input with a limit to their length. */
#include "spd/input.h"

#include "base/text.h"

#include <stdio.h>

static rawi_text line;

char *spd_input_line(void) {
    rawi_text_clear(&line);
    rawi_text_add(&line, "", 0);
    int byte;
    while ((byte = getchar_unlocked()) != EOF && byte != '\n') {
        char character = (char)byte;
        if (character && line.length < SPD_MESSAGE_MAX)
            rawi_text_add(&line, &character, 1);
    }
    return byte == EOF || line.failed ? NULL : line.bytes;
}

void spd_input_free(void) {
    rawi_text_free(&line);
}
