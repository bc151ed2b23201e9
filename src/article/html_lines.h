/* A page's text in lines: stretches of text that no block element interrupts, as the eye would see
 * paragraphs, buttons and menu entries on the screen, with what tells them apart. */
#ifndef RAWI_ARTICLE_HTML_LINES_H
#define RAWI_ARTICLE_HTML_LINES_H

#include "article/html_tree.h"

typedef struct html_line {
    uint32_t node; /* the block element that it stands in */
    uint32_t first_piece;
    uint32_t end_piece;
    uint32_t letters; /* and digits */
    uint32_t link_letters;
    bool final;   /* ends as a sentence does */
    bool commas;  /* has commas or full stops inside */
    bool digits;  /* has numbers */
    bool verse;   /* one of several like it: a line of a poem */
    bool dropped; /* stands around the article */
} html_line;

typedef struct html_lines {
    html_line *items;
    size_t count;
    size_t capacity;
} html_lines;

/* Whether the line is a paragraph of prose: long enough, punctuated, and no link. */
bool html_is_prose(const html_line *line);

/* Whether all of the line, or nearly, leads elsewhere. */
bool html_is_link(const html_line *line);

/* Splits the page; false without memory. The caller frees lines->items. */
bool html_lines_split(html_lines *lines, const html_tree *tree);

/* The lines of `node`: [first, last). */
void html_lines_of(const html_lines *lines, const html_tree *tree, uint32_t node, size_t *first,
                   size_t *last);

#endif
