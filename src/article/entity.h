/* Character references of HTML (&laquo; &#171; &#xAB;) as Markdown and the metadata of pages use
 * them. */
#ifndef RAWI_ARTICLE_ENTITY_H
#define RAWI_ARTICLE_ENTITY_H

#include "base/text.h"

/* The length of the reference that stands at `at`, 0 where none does. */
size_t article_entity_length(rawi_slice source, size_t at);

/* How many bytes at the start of `literal` the reference source[at, at + length) stands for; 0
 * where it stands for something else. */
size_t article_entity_matches(rawi_slice source, size_t at, size_t length, rawi_slice literal);

/* Adds `source` to `text` with what its references stand for; those that nobody knows as they are.
 */
void article_add_decoded(rawi_text *text, rawi_slice source);

#endif
