/* HTML in the middle of another format. */
#ifndef RAWI_ARTICLE_HTML_FRAGMENT_H
#define RAWI_ARTICLE_HTML_FRAGMENT_H

#include "article/build.h"

/* Adds the text of the HTML in bytes [start, end) of the source, each of its lines a block. What
 * cannot be parsed (nested without end) is left out. False without memory. */
bool html_read_fragment(article_builder *builder, size_t start, size_t end);

#endif
