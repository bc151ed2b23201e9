/* Opening an article: bytes, encoding, format, reader, and whether it is Arabic at all. */
#include "article/build.h"
#include "article/decode.h"
#include "article/language.h"
#include "article/reader.h"
#include "article/source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static rawi_status read_as(rawi_format format, article_builder *builder, const char *name,
                           rawi_error *error) {
    switch (format) {
    case RAWI_FORMAT_MARKDOWN:
        return article_read_markdown(builder, name, error);
    case RAWI_FORMAT_HTML:
        return article_read_html(builder, name, error);
    default:
        return article_read_text(builder, name, error);
    }
}

static rawi_status build(article_data *article, rawi_slice source, const char *path,
                         rawi_format format, rawi_error *error) {
    const char *name = article->head.name;
    article_builder builder;
    article_builder_start(&builder, article, source);
    article->head.format =
        format == RAWI_FORMAT_DETECT ? article_detect_format(source, path) : format;
    rawi_status status = read_as(article->head.format, &builder, name, error);
    if (status == RAWI_OK)
        status = article_finish(&builder, name, error);
    if (status == RAWI_OK)
        status = article_check_language(&article->head, error);
    /* Pages in Arabic on systems set up in English call themselves English. */
    if (!article->head.language || strncasecmp(article->head.language, "ar", 2) != 0)
        article->head.language = "ar";
    return status;
}

/* Makes an article from the bytes of its source, which it frees. */
static rawi_status open_bytes(rawi_text *bytes, const char *path, const char *name,
                              rawi_format format, rawi_article **opened, rawi_error *error) {
    rawi_status status = article_decode(bytes, name, error);
    article_data *article = NULL;
    if (status == RAWI_OK) {
        article = calloc(1, sizeof *article);
        if (article)
            article->head.name = rawi_arena_copy(&article->strings, name, strlen(name));
        if (!article || !article->head.name)
            status = rawi_fail_memory(error);
    }
    if (status == RAWI_OK)
        status = build(article, (rawi_slice){bytes->bytes, bytes->length}, path, format, error);
    rawi_text_free(bytes);
    if (status == RAWI_OK)
        *opened = &article->head;
    else if (article)
        rawi_article_close(&article->head);
    return status;
}

static bool is_format(rawi_format format) {
    return format >= RAWI_FORMAT_DETECT && format <= RAWI_FORMAT_HTML;
}

rawi_status rawi_article_open(const char *path, rawi_format format, rawi_article **article,
                              rawi_error *error) {
    return article_open_unless(path, format, NULL, article, error);
}

rawi_status article_open_unless(const char *path, rawi_format format, const atomic_bool *abandoned,
                                rawi_article **article, rawi_error *error) {
    *article = NULL;
    if (!path || !is_format(format))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("no file or no such format"));
    bool standard_input = strcmp(path, "-") == 0;
    const char *name = standard_input ? _("standard input") : path;
    rawi_text bytes = {0};
    rawi_status status = article_read_source(path, name, abandoned, &bytes, error);
    if (status != RAWI_OK) {
        rawi_text_free(&bytes);
        return status;
    }
    return open_bytes(&bytes, standard_input ? NULL : path, name, format, article, error);
}

rawi_status rawi_article_open_memory(const void *data, size_t size, const char *name,
                                     rawi_format format, rawi_article **article,
                                     rawi_error *error) {
    *article = NULL;
    if ((!data && size > 0) || !is_format(format))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("no text or no such format"));
    const char *called = name ? name : _("the text");
    if (size > RAWI_SOURCE_MAX)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: larger than %zu MiB; split it into smaller files"), called,
                         RAWI_SOURCE_MAX >> 20);
    rawi_text bytes = {0};
    if (!rawi_text_add(&bytes, data, size)) {
        rawi_text_free(&bytes);
        return rawi_fail_memory(error);
    }
    return open_bytes(&bytes, name, called, format, article, error);
}

void rawi_article_close(rawi_article *head) {
    if (!head)
        return;
    article_data *article = (struct article_data *)head;
    rawi_text_free(&article->text);
    free(article->blocks);
    free(article->runs);
    rawi_arena_free(&article->strings);
    free(article);
}
