/* Marks of footnotes in a page. */
#ifndef RAWI_ARTICLE_HTML_NOTES_H
#define RAWI_ARTICLE_HTML_NOTES_H

#include "article/html_tree.h"

/* Silences the links that mark a footnote or lead back from one, with the brackets around them. */
void html_silence_note_marks(html_tree *tree);

#endif
