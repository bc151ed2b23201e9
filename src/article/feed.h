/* Feeds of articles: RSS 2.0 and its forerunners, RSS 1.0 (RDF), Atom (RFC 4287).
 *
 * What a feed says is untrusted: entities of its own are not expanded, nothing is fetched, links
 * that are no addresses of the web are left out. */
#ifndef RAWI_ARTICLE_FEED_H
#define RAWI_ARTICLE_FEED_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum {
    ARTICLE_FEED_BYTES_MAX = 16 << 20,
    ARTICLE_FEED_ITEMS_MAX = 5000, /* more are left out */
    ARTICLE_FEED_DATE_SIZE = 20 + 1
};

/* What is not there is NULL. Strings are the feed's, valid UTF-8. */
typedef struct article_feed_item {
    const char *title;   /* without markup, on one line */
    const char *link;    /* an address */
    const char *date;    /* 2026-01-31T10:00:00Z, or 2026-01-31 where no time is said */
    const char *guid;    /* by which the feed knows the item */
    const char *author;  /* without markup, on one line */
    const char *content; /* the article in HTML, or what there is of it in the feed */
    bool is_whole;       /* the content is said to be all of it (content:encoded, atom:content) */
} article_feed_item;

typedef struct article_feed {
    const char *title;
    article_feed_item *items; /* the newest first; those without a date as they came, at the end */
    size_t count;
    size_t capacity;
    rawi_arena arena;
} article_feed;

/* Whether these bytes begin as a feed does. */
bool article_is_feed(rawi_slice source);

/* Reads a feed. `name` is what messages call it; `address`, where it came from or NULL, is what its
 * relative links are relative to. RAWI_ERROR_INPUT where it is none, too large or too broken.
 * Freed with article_feed_free, after a failure too. */
rawi_status article_feed_read(rawi_slice source, const char *name, const char *address,
                              article_feed *feed, rawi_error *error);

void article_feed_free(article_feed *feed);

#endif
