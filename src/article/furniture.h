/* Site furniture: lines around an article that are not read out (reading times, share buttons,
 * «read also»), and those that name its author and date. What they say is in furniture.tsv. */
#ifndef RAWI_ARTICLE_FURNITURE_H
#define RAWI_ARTICLE_FURNITURE_H

#include "base/text.h"

/* The effects that furniture.tsv explains. */
typedef enum article_furniture {
    FURNITURE_NONE,
    FURNITURE_DROP,
    FURNITURE_EDGE,
    FURNITURE_ASIDE,
    FURNITURE_RELATED,
    FURNITURE_END,
    FURNITURE_BYLINE,
    FURNITURE_DATE,
    FURNITURE_NOTICE,
    FURNITURE_NAMELESS
} article_furniture;

/* What the table says of a line; `*alone`: the phrase is all that it says. `scratch` is a buffer
 * of the caller's. */
article_furniture article_furniture_of(rawi_slice line, rawi_text *scratch, bool *alone);

/* The name in a line such as «بقلم: سامي الخطيب» or «كتب سامي الخطيب»; empty where there is none.
 */
rawi_slice article_byline_name(rawi_slice line);

/* Whether something follows a colon in the line: «اقرأ أيضا: عنوان». */
bool article_says_more(rawi_slice line);

#endif
