/* From the bytes of a source to UTF-8, whatever their encoding. */
#ifndef RAWI_ARTICLE_DECODE_H
#define RAWI_ARTICLE_DECODE_H

#include "base/error.h"
#include "base/text.h"

/* Replaces `bytes` by the same text in UTF-8; what is valid UTF-8 stays untouched, its byte order
 * mark included. A byte order mark decides the encoding; else valid UTF-8 is taken as such; else
 * what an HTML page or an XML declaration says of itself; else what ICU detects. Errors
 * (RAWI_ERROR_INPUT): an empty source, a binary file, bytes that the encoding does not have. */
rawi_status article_decode(rawi_text *bytes, const char *name, rawi_error *error);

/* The same by the encoding that a server names (NULL: none), which counts for more than what the
 * page says of itself. Bytes that are UTF-8, that have a byte order mark or that are not of the
 * encoding stay as they are, for article_decode; and so does Arabic that a server takes for a
 * Western encoding, as servers do that are set to name one for all pages. */
void article_decode_as(rawi_text *bytes, const char *encoding);

#endif
