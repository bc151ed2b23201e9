/* The source of an article as bytes: a file or standard input, whole, within RAWI_SOURCE_MAX. */
#ifndef RAWI_ARTICLE_SOURCE_H
#define RAWI_ARTICLE_SOURCE_H

#include "base/error.h"
#include "base/text.h"

/* Reads all of `path`, or of standard input where `path` is "-", into `bytes` (empty before; the
 * caller frees it, on failure too). `name` is what messages call it. */
rawi_status article_read_source(const char *path, const char *name, rawi_text *bytes,
                                rawi_error *error);

#endif
