/* Fetches what stands at an address of the web into memory. */
#ifndef RAWI_WEB_FETCH_H
#define RAWI_WEB_FETCH_H

#include "base/error.h"
#include "base/text.h"

#include <stdatomic.h>

typedef struct rawi_fetch {
    const char *address;          /* http or https; a redirect may lead to https, never from it */
    double patience;              /* seconds to wait for an answer or for the next bytes */
    double longest;               /* seconds that all of it may take */
    size_t most;                  /* bytes, unpacked */
    const atomic_bool *abandoned; /* gives up once it is set; NULL: never */
} rawi_fetch;

typedef struct rawi_fetched {
    rawi_text bytes;
    char *address; /* where the redirects led */
    char *charset; /* the encoding that the server names, as it does; NULL where it names none */
} rawi_fetched;

/* On success the caller frees what was fetched with rawi_fetched_free. RAWI_ERROR_IO where the
 * server cannot be reached, refuses or is too slow; RAWI_ERROR_INPUT where there is more than
 * `most`, RAWI_INTERRUPTED when it was abandoned. May be called from several threads at once. */
rawi_status rawi_web_fetch(const rawi_fetch *wanted, rawi_fetched *fetched, rawi_error *error);

void rawi_fetched_free(rawi_fetched *fetched);

#endif
