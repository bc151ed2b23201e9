/* Alignment: where in the source the text stands that a Markdown parser gives without its markup.
 * The cursor only moves forward, over markup, to the next text asked for. */
#ifndef RAWI_ARTICLE_ALIGN_H
#define RAWI_ARTICLE_ALIGN_H

#include "article/build.h"

typedef struct article_cursor {
    rawi_slice source;
    size_t at;
    bool raw;   /* in code: escapes and entities are none */
    size_t end; /* of the block that is being read: the search never goes further */
} article_cursor;

/* Adds `literal`, the text of an inline node, to the builder's open block with the source bytes
 * that it stands for; escapes and entities are recognized. Text that is not found there is added
 * with an empty span at the cursor. */
void article_add_aligned(article_builder *builder, article_cursor *cursor, rawi_slice literal);

/* Moves behind the next occurrence of `literal`; stays where there is none. */
void article_skip_literal(article_cursor *cursor, rawi_slice literal);

/* Moves behind the end of a link or an image, "](…)", "][…]" or "]", whose text has been read. */
void article_skip_link_end(article_cursor *cursor);

#endif
