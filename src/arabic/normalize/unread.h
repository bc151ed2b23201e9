/* The characters that have no reading, each reported once. */
#ifndef RAWI_ARABIC_NORMALIZE_UNREAD_H
#define RAWI_ARABIC_NORMALIZE_UNREAD_H

#include "arabic/normalize/reading.h"

enum {
    RAWI_UNREAD_MAX = 256 /* characters that are remembered; others are not reported */
};

struct rawi_unread {
    rawi_unread_report *report; /* NULL where nobody wants to know */
    void *user;
    char32_t characters[RAWI_UNREAD_MAX];
    size_t count;
};

/* Reports the character unless it was reported before. */
void rawi_unread_add(rawi_unread *unread, char32_t character, rawi_span where);

#endif
