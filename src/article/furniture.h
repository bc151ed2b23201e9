/* Site furniture: lines around an article that are not read out (reading times, share buttons,
 * «read also»), and those that name its author and date. What they say is in furniture.tsv. */
#ifndef RAWI_ARTICLE_FURNITURE_H
#define RAWI_ARTICLE_FURNITURE_H

#include "article/build.h"

typedef struct article_furniture {
    article_builder *builder;
    rawi_text folded;
    bool related; /* the line before announced a related article */
    bool over;    /* the article has ended */
} article_furniture;

void article_furniture_start(article_furniture *furniture, article_builder *builder);

/* Whether the next line of the source is not to be read. `from_edge` lines that are not blank
 * stand between it and the nearer end of the source; `heading_like`: it is short and no sentence.
 * Author and date that it names become the article's. */
bool article_is_furniture(article_furniture *furniture, rawi_slice line, size_t from_edge,
                          bool heading_like);

void article_furniture_free(article_furniture *furniture);

#endif
