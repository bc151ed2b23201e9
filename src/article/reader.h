/* The readers, one a format. Each reads builder->source (decoded to UTF-8, perhaps with a byte
 * order mark) into the builder's article, blocks and metadata, and leaves it to the caller to
 * finish the article. */
#ifndef RAWI_ARTICLE_READER_H
#define RAWI_ARTICLE_READER_H

#include "article/build.h"

/* The format that the source's content is in; `name` counts only where the content leaves it open.
 */
rawi_format article_detect_format(rawi_slice source, const char *name);

rawi_status article_read_text(article_builder *builder, const char *name, rawi_error *error);
rawi_status article_read_markdown(article_builder *builder, const char *name, rawi_error *error);
rawi_status article_read_html(article_builder *builder, const char *name, rawi_error *error);

#endif
