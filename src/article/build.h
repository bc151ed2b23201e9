/* The builder: readers put an article together from pieces of their source, in reading order.
 *
 * White space collapses to single spaces, control characters are dropped, blocks in which nothing
 * could be read are dropped, and every byte of the text keeps the bytes of the source that it came
 * from. What the builder could not do (memory, limits) it remembers: readers check once, at the
 * end, with article_finish.
 */
#ifndef RAWI_ARTICLE_BUILD_H
#define RAWI_ARTICLE_BUILD_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

/* The most blocks of an article: an article has hundreds, a book tens of thousands. */
enum {
    ARTICLE_BLOCKS_MAX = 1 << 20
};

/* Text from `text` up to the next run's came from `source` on: byte for byte where `covers` is
 * negative, else as a whole from the `covers` bytes there (an entity, a line break). */
typedef struct article_run {
    uint32_t text;
    uint32_t source;
    int32_t covers;
} article_run;

typedef struct article_data {
    rawi_article head; /* first: a pointer to it is a pointer to the article */
    rawi_text text;
    rawi_block *blocks;
    size_t block_count;
    size_t block_capacity;
    article_run *runs;
    size_t run_count;
    size_t run_capacity;
    rawi_arena strings; /* title, author and so on */
} article_data;

typedef struct article_builder {
    article_data *article;
    rawi_slice source; /* decoded to UTF-8 */
    size_t line;       /* of `line_offset`, from 1 */
    size_t line_offset;
    bool open;       /* a block is open */
    bool readable;   /* and has something that can be read */
    bool space;      /* a space is due before the next character */
    size_t space_at; /* where in the source it stands */
    size_t block_start;
    size_t block_runs;
    bool failed; /* memory is exhausted */
    bool full;   /* ARTICLE_BLOCKS_MAX reached */
} article_builder;

void article_builder_start(article_builder *builder, article_data *article, rawi_slice source);

/* Opens a block; one that is open is closed first. */
void article_begin(article_builder *builder, rawi_block_kind kind, unsigned level);

/* Says that the open block is item `ordinal` of a numbered list. */
void article_number(article_builder *builder, int ordinal);

/* Says that the open block goes on with a list item that a block before it began. */
void article_continue_item(article_builder *builder);

/* Adds bytes [start, end) of the source to the open block. Without an open block, nothing. */
void article_add(article_builder *builder, size_t start, size_t end);

/* Adds text that stands otherwise in the source, at [start, end). */
void article_add_replaced(article_builder *builder, size_t start, size_t end, rawi_slice text);

/* A word ends at `offset` of the source: a space is due if more text follows. */
void article_add_space(article_builder *builder, size_t offset);

/* Adds punctuation that the source does not have, at `offset`, right behind the last word; a space
 * is due after it. Nothing in a block without text. */
void article_add_punctuation(article_builder *builder, size_t offset, const char *mark);

/* Closes the open block and forgets it. */
void article_discard(article_builder *builder);

/* Closes the open block, if any; without anything to read it disappears. */
void article_end(article_builder *builder);

/* Takes the last block back; one that is open is closed first. Without any block, nothing. */
void article_drop_last(article_builder *builder);

/* The text of the block that is open or, if none is, of the last one. */
rawi_slice article_last_text(const article_builder *builder);

/* A copy of `text` that lives as long as the article, white space collapsed, ends trimmed; NULL
 * where nothing is left or memory is exhausted. */
const char *article_keep(article_builder *builder, rawi_slice text);

/* Closes the last block, completes the public fields of the article and reports what failed. */
rawi_status article_finish(article_builder *builder, const char *name, rawi_error *error);

/* Makes room for one item more of `size` bytes in a growing array; false without memory. */
bool article_grow(void **items, size_t *capacity, size_t count, size_t size);

#endif
