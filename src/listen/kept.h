/* What was fetched of articles, kept in the user's cache folder: what was not used for
 * RAWI_KEPT_DAYS goes, and what was used longest ago once all of it is more than
 * RAWI_KEPT_BYTES_MAX. */
#ifndef RAWI_LISTEN_KEPT_H
#define RAWI_LISTEN_KEPT_H

#include "base/text.h"

enum {
    RAWI_KEPT_DAYS = 30,
    RAWI_KEPT_BYTES_MAX = 64 << 20
};

/* Keeps the bytes of a source. Nothing is lost where it cannot: they are fetched again. */
void rawi_kept_write(const char *source, rawi_slice bytes);

/* Appends what is kept of a source, which is used by that; false where there is nothing, or more
 * than `most` bytes. */
bool rawi_kept_read(const char *source, size_t most, rawi_text *bytes);

void rawi_kept_forget(const char *source);

/* Removes what was kept too long or is too much. */
void rawi_kept_tidy(void);

#endif
