/* The loader: a thread that gets articles ready to be played before they are, so that neither a
 * slow server nor a long article holds up what sounds. */
#ifndef RAWI_LISTEN_LOADER_H
#define RAWI_LISTEN_LOADER_H

#include "listen/source.h"

typedef struct rawi_loader rawi_loader;

/* Ready to be played, or a listing. Freed with rawi_loaded_free. */
typedef struct rawi_loaded {
    uint64_t item;
    rawi_status status; /* whether it could be opened */
    rawi_error error;
    rawi_opened opened;
    rawi_script *script; /* of opened.article; NULL for a listing, as the next one */
    rawi_narration *narration;
} rawi_loaded;

/* What is to be loaded. */
typedef struct rawi_want {
    uint64_t item;
    const char *source;
    const char *list;
    bool is_known; /* as in rawi_opening */
} rawi_want;

enum {
    RAWI_WANTS_MOST = 2
};

typedef struct rawi_loader_options {
    rawi_narration_options narration; /* strings must outlive the loader, as the next ones' */
    rawi_script_options script;
    rawi_format format;

    /* Called in the loader's thread whenever something was loaded. */
    void (*ring)(void *user);
    void *user;
} rawi_loader_options;

rawi_status rawi_loader_open(const rawi_loader_options *options, rawi_loader **loader,
                             rawi_error *error);

/* These items are wanted, the most urgent first, at most RAWI_WANTS_MOST; what was loaded or is
 * being loaded and is not among them is given up. Never waits. */
void rawi_loader_want(rawi_loader *loader, const rawi_want *wants, size_t count);

/* What came of an item, now the caller's; NULL while there is nothing. */
rawi_loaded *rawi_loader_take(rawi_loader *loader, uint64_t item);

void rawi_loader_close(rawi_loader *loader);

/* Does nothing with NULL. */
void rawi_loaded_free(rawi_loaded *loaded);

#endif
