/* Fuzzing the article readers: the first byte chooses the format, the rest is the source. Whatever
 * comes in, an article that opens keeps the promises of rawi.h. */
#include "rawi.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept) {
    if (!kept)
        abort();
}

static void check_text(const rawi_article *article) {
    promise(strlen(article->text) == article->text_length);
    for (size_t at = 0; at < article->text_length;) {
        int32_t character = rawi_next_character(article->text, article->text_length, &at);
        promise(character == '\n' || character >= ' ');
    }
}

static void check_blocks(const rawi_article *article) {
    size_t before = 0;
    for (size_t i = 0; i < article->block_count; i++) {
        const rawi_block *block = &article->blocks[i];
        bool has_level = block->kind == RAWI_BLOCK_HEADING || block->kind == RAWI_BLOCK_LIST_ITEM;
        promise(block->span.start == (i == 0 ? 0 : before + 1));
        promise(block->span.end > block->span.start && block->span.end <= article->text_length);
        promise(block->line >= 1);
        promise(has_level ? block->level >= 1 : block->level == 0);
        promise(block->kind != RAWI_BLOCK_HEADING || block->level <= 6);
        promise(i == 0 || article->text[before] == '\n');
        promise(
            !memchr(article->text + block->span.start, '\n', block->span.end - block->span.start));
        promise(article->text[block->span.start] != ' ' &&
                article->text[block->span.end - 1] != ' ');
        before = block->span.end;
    }
    promise(before == article->text_length);
}

static void check_spans(const rawi_article *article, size_t source_max) {
    for (size_t at = 0; at < article->text_length;) {
        size_t next = at;
        rawi_next_character(article->text, article->text_length, &next);
        rawi_span span = rawi_article_source_span(article, (rawi_span){at, next});
        promise(span.start <= span.end && span.end <= source_max);
        at = next;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    static const rawi_format formats[] = {RAWI_FORMAT_DETECT, RAWI_FORMAT_TEXT,
                                          RAWI_FORMAT_MARKDOWN, RAWI_FORMAT_HTML};
    rawi_article *article = NULL;
    rawi_error error = {.message = ""};
    rawi_status status =
        rawi_article_open_memory(data + 1, size - 1, NULL, formats[data[0] % 4], &article, &error);
    if (status != RAWI_OK) {
        promise(!article && error.message[0] && error.status == status);
        return 0;
    }
    check_text(article);
    check_blocks(article);
    check_spans(article, 3 * size);
    rawi_article_close(article);
    return 0;
}
