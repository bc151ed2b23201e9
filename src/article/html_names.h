/* What the names of elements and classes say about a page's parts, from elements.tsv and
 * classes.tsv. */
#ifndef RAWI_ARTICLE_HTML_NAMES_H
#define RAWI_ARTICLE_HTML_NAMES_H

#include "article/html_tree.h"

/* The role of an element by its name in lower case, and the level of a heading. */
void html_element_role(const char *name, uint8_t *role, uint8_t *level);

/* HTML_IS_… for the value of a class, id or role attribute. */
unsigned html_class_traits(const char *value);

/* HTML_IS_… for the value of an itemprop attribute (schema.org). */
unsigned html_property_traits(const char *value);

#endif
