/* The source of an article as bytes: a file or standard input, whole, within RAWI_SOURCE_MAX. */
#ifndef RAWI_ARTICLE_SOURCE_H
#define RAWI_ARTICLE_SOURCE_H

#include "base/error.h"
#include "base/text.h"

#include <stdatomic.h>

/* Reads all of `path`, or of standard input where `path` is "-", into `bytes` (empty before; the
 * caller frees it, on failure too). `name` is what messages call it. A pipe may be silent for long:
 * gives up with RAWI_INTERRUPTED once `*abandoned` (NULL: never) is set. */
rawi_status article_read_source(const char *path, const char *name, const atomic_bool *abandoned,
                                rawi_text *bytes, rawi_error *error);

/* As rawi_article_open, and gives up likewise. */
rawi_status article_open_unless(const char *path, rawi_format format, const atomic_bool *abandoned,
                                rawi_article **article, rawi_error *error);

#endif
