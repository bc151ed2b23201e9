/* What a page says of itself outside its text: JSON-LD, OpenGraph, Dublin Core, meta and title. */
#ifndef RAWI_ARTICLE_HTML_METADATA_H
#define RAWI_ARTICLE_HTML_METADATA_H

#include "article/html_tree.h"

typedef struct html_title {
    const char *text; /* NULL where the page has none */
    rawi_span span; /* where the source says it; the whole element where it is written otherwise */
} html_title;

/* Fills in author, date, site and language of the article as far as the page states them, and
 * returns its title, without the site's name. */
html_title html_read_metadata(const html_tree *tree, article_builder *builder);

/* The site's name where the page only says it in its <title>, before or behind the article's. */
void html_read_site(const html_tree *tree, article_builder *builder);

#endif
