/* Files that are no text, known by how they begin. */
#ifndef RAWI_ARTICLE_BINARY_H
#define RAWI_ARTICLE_BINARY_H

#include "base/text.h"

/* What the bytes are and what to do with them, marked for translation (`_` gives it in the user's
 * language); NULL where they may be text. */
const char *article_binary_kind(rawi_slice bytes);

#endif
