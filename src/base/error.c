/* Error messages: formatted, cut at a character's end; the system's reasons in Arabic too. */
#include "base/error.h"

#include <errno.h>
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

/* The C library has no Arabic of its own: the reasons that users meet are translated here, in every
 * other language it gives its own. */
const char *rawi_reason(int number) {
    static const struct {
        int number;
        const char *reason;
    } reasons[] = {
        {EACCES, N_("Permission denied")},
        {EBUSY, N_("Device or resource busy")},
        {EDQUOT, N_("Disk quota exceeded")},
        {EEXIST, N_("File exists")},
        {EFBIG, N_("File too large")},
        {EIO, N_("Input/output error")},
        {EISDIR, N_("Is a directory")},
        {ELOOP, N_("Too many levels of symbolic links")},
        {EMFILE, N_("Too many open files")},
        {ENAMETOOLONG, N_("File name too long")},
        {ENOENT, N_("No such file or directory")},
        {ENOMEM, N_("Cannot allocate memory")},
        {ENOSPC, N_("No space left on device")},
        {ENOTDIR, N_("Not a directory")},
        {EPERM, N_("Operation not permitted")},
        {EPIPE, N_("Broken pipe")},
        {EROFS, N_("Read-only file system")},
    };
    size_t i = 0, count = sizeof reasons / sizeof *reasons;
    while (i < count && reasons[i].number != number)
        i++;
    const char *translated = i < count ? _(reasons[i].reason) : NULL;
    return translated && translated != reasons[i].reason ? translated : strerror(number);
}

rawi_status rawi_fail_memory(rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_MEMORY, "%s", _("out of memory"));
}
