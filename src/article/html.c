/* HTML pages. */
#include "article/reader.h"

rawi_status article_read_html(article_builder *builder, const char *name, rawi_error *error) {
    (void)builder;
    return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: HTML cannot be read yet; save it as text"),
                     name);
}
