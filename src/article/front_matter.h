/* What stands before a Markdown text between two lines "---": its title, author, date. */
#ifndef RAWI_ARTICLE_FRONT_MATTER_H
#define RAWI_ARTICLE_FRONT_MATTER_H

#include "article/build.h"

typedef struct article_front_matter {
    size_t end;      /* where the text begins: behind the front matter or the byte order mark */
    rawi_span title; /* bytes of the source; empty where there is none */
} article_front_matter;

/* Reads the front matter (YAML), if the source has one, into the article's metadata. One that is
 * no valid YAML, or longer than 16 KiB, is skipped. */
article_front_matter article_read_front_matter(article_builder *builder);

#endif
