/* Addresses of files (file:///home/x/a%20b.md, RFC 8089), as desktops hand them over. */
#ifndef RAWI_BASE_FILE_URL_H
#define RAWI_BASE_FILE_URL_H

#include "base/text.h"

/* Whether the scheme is that of files. */
bool rawi_is_file_url(const char *url);

/* Appends the path that the address names, never longer than it. False, with nothing to be used
 * appended, where it names no file of this machine, and when memory is exhausted. */
bool rawi_file_url_path(const char *url, rawi_text *path);

#endif
