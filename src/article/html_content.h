/* Which part of a page is the article.
 *
 * Every line of the page counts for or against: prose by its letters, links and labels against. The
 * article is the element whose lines sum up highest; what its class, role or element says to stand
 * around an article does not count. (The idea of scoring by text and links is that of Arc90's
 * Readability; the sum over lines is our own way of doing it.)
 */
#ifndef RAWI_ARTICLE_HTML_CONTENT_H
#define RAWI_ARTICLE_HTML_CONTENT_H

#include "article/html_lines.h"

/* Marks what stands around the article as dropped, in nodes and lines, and finds the lines
 * [first, last) among which the article is. False without memory. */
bool html_find_content(html_tree *tree, html_lines *lines, size_t *first, size_t *last);

#endif
