/* Footnotes in Markdown, «[^1]» in the text and «[^1]: …» below it, kept from a parser that knows
 * none and would take a note of one word for the address of a link. */
#ifndef RAWI_ARTICLE_FOOTNOTE_H
#define RAWI_ARTICLE_FOOTNOTE_H

#include "base/text.h"

/* What stands for the colon behind a note's mark once it is hidden. */
#define ARTICLE_NOTE_COLON '\x1F'

/* The length of the footnote mark «[^1]» that `text` starts with, 0 where it starts with none. */
size_t article_footnote_mark_length(rawi_slice text);

/* Adds `source` to the empty `text` with every note's colon hidden. The addresses of links that
 * stand right below a note, which would now be part of it, are blanked out and said again behind
 * the end; all else keeps its offset. Without memory text->failed is set. */
void article_hide_footnotes(rawi_slice source, rawi_text *text);

#endif
