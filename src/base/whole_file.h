/* Reading a whole file at once. */
#ifndef RAWI_BASE_WHOLE_FILE_H
#define RAWI_BASE_WHOLE_FILE_H

#include "base/text.h"

/* Appends all of an ordinary file; false where it cannot be read or is larger than `most` bytes. */
bool rawi_read_file(const char *path, size_t most, rawi_text *bytes);

#endif
