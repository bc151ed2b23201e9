/* The articles of a batch: files as they were named, folders walked for what is named as an article
 * is. */
#ifndef RAWI_CLI_SOURCES_H
#define RAWI_CLI_SOURCES_H

#include "base/arena.h"
#include "base/error.h"

typedef struct batch_source {
    const char *path;
    const char *identity;    /* the path seen from the folder of the editions, valid UTF-8: the same
                                article has the same identity, however it was named */
    unsigned long long size; /* bytes, 0 where unknown */
    const char *flaw;        /* why there is no article, NULL where there may be one */
} batch_source;

typedef struct batch_sources {
    batch_source *items;
    size_t count;
    size_t capacity;
    rawi_arena arena; /* of the strings */
} batch_sources;

/* Lists the articles in the order of the arguments, those of a folder by name, each once. Hidden
 * files, the folder `out` (NULL: none) and what belongs to an edition are left out of folders; a
 * folder without articles is a source with a flaw. Freed with batch_sources_free. */
rawi_status batch_list_sources(char *const *arguments, size_t count, const char *out,
                               batch_sources *sources, rawi_error *error);

void batch_sources_free(batch_sources *sources);

/* The path of `path` seen from `folder`, as valid UTF-8: other bytes, and %, are percent-encoded.
 * Where one of them does not exist, `path` itself. NULL when memory is exhausted. */
char *batch_identity(const char *path, const char *folder, rawi_arena *arena);

#endif
