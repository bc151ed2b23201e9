/* Error messages: formatted, cut at a character's end. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void cut_at_character(char *message) {
    size_t end = strlen(message);
    size_t start = end;
    while (start > 0 && ((unsigned char)message[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && (unsigned char)message[start - 1] >= 0xC0)
        start--;
    unsigned char lead = (unsigned char)message[start];
    size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (end - start < whole)
        message[start] = '\0';
}

rawi_status rawi_fail(rawi_error *error, rawi_status status, const char *format, ...) {
    if (!error)
        return status;
    error->status = status;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof error->message)
        cut_at_character(error->message);
    return status;
}

rawi_status rawi_fail_memory(rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_MEMORY, "%s", _("out of memory"));
}
