/* Addresses of files: the host must be this one, escapes are undone. */
#include "base/file_url.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char scheme[] = "file://";
static const char this_host[] = "localhost";

bool rawi_is_file_url(const char *url) {
    return strncasecmp(url, scheme, strlen(scheme)) == 0;
}

/* The byte of an escape (%D9), 0 where it is none or NUL. */
static char unescape(const char *escape) {
    char digits[3] = {escape[1], escape[1] ? escape[2] : '\0'};
    bool whole = isxdigit((unsigned char)digits[0]) && isxdigit((unsigned char)digits[1]);
    return whole ? (char)strtol(digits, NULL, 16) : '\0';
}

bool rawi_file_url_path(const char *url, rawi_text *path) {
    if (!rawi_is_file_url(url))
        return false;
    const char *at = url + strlen(scheme);
    if (strncasecmp(at, this_host, strlen(this_host)) == 0)
        at += strlen(this_host);
    if (*at != '/')
        return false;
    for (; *at; at++) {
        char byte = *at == '%' ? unescape(at) : *at;
        if (!byte)
            return false;
        at += *at == '%' ? 2 : 0;
        rawi_text_add(path, &byte, 1);
    }
    return !path->failed;
}
