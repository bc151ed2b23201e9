/* What a source is: an article, or a list of other sources (a folder, a playlist, a feed). */
#ifndef RAWI_LISTEN_SOURCE_H
#define RAWI_LISTEN_SOURCE_H

#include "base/arena.h"
#include "listen/queue.h"

#include <stdatomic.h>

enum {
    RAWI_LISTING_MOST = 5000 /* entries; more are left out */
};

/* What a source lists, in the order in which it is to be heard. */
typedef struct rawi_listing {
    rawi_addition *entries;
    size_t count;
    size_t capacity;
    rawi_arena arena; /* of the strings */
} rawi_listing;

/* What came of a source: an article, or else a listing. */
typedef struct rawi_opened {
    rawi_article *article;
    rawi_listing listing;
} rawi_opened;

/* What a source is opened for. */
typedef struct rawi_opening {
    const char *source;
    const char *list; /* the feed that named it, NULL where none did */
    rawi_format format;
    bool is_known;                /* some of it was heard: what was fetched then is opened again */
    double patience;              /* seconds to wait for a silent server */
    const atomic_bool *abandoned; /* gives up with RAWI_INTERRUPTED once this is set */
} rawi_opening;

/* Opens a file, a folder, a playlist, a feed or an address. May wait for the web, or for who writes
 * into a pipe. On success one of
 * the two is there, freed with rawi_opened_free. */
rawi_status rawi_source_open(const rawi_opening *opening, rawi_opened *opened, rawi_error *error);

void rawi_opened_free(rawi_opened *opened);

/* The source by which a queue knows what the user names: an absolute path, that of a file's address
 * (base/file_url.h) too, or else the address as it is; the caller's, NULL when memory is exhausted.
 */
char *rawi_source_name(const char *named);

/* Whether the source is an address of the web. */
bool rawi_source_is_address(const char *source);

/* What was fetched of an article is not needed any more. */
void rawi_source_forget(const char *source);

#endif
