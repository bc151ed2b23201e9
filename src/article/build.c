/* The builder: text, blocks and the map back to the source. */
#include "article/build.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

bool article_grow(void **items, size_t *capacity, size_t count, size_t size) {
    if (count < *capacity)
        return true;
    size_t larger = *capacity ? *capacity + *capacity / 2 : 64;
    if (larger > SIZE_MAX / size)
        return false;
    void *moved = realloc(*items, larger * size);
    if (!moved)
        return false;
    *items = moved;
    *capacity = larger;
    return true;
}

void article_builder_start(article_builder *builder, article_data *article, rawi_slice source) {
    *builder = (article_builder){.article = article, .source = source, .line = 1};
}

static size_t line_of(article_builder *builder, size_t offset) {
    const char *bytes = builder->source.bytes;
    if (offset < builder->line_offset) {
        builder->line = 1;
        builder->line_offset = 0;
    }
    for (size_t i = builder->line_offset; i < offset; i++)
        if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n'))
            builder->line++;
    builder->line_offset = offset;
    return builder->line;
}

/* Whether the map's last run already says that byte `text` came from byte `source`. */
static bool continues(const article_data *article, size_t text, size_t source) {
    if (article->run_count == 0)
        return false;
    const article_run *last = &article->runs[article->run_count - 1];
    return last->covers < 0 && text - last->text == source - last->source;
}

static void add_run(article_builder *builder, size_t source, ptrdiff_t covers) {
    article_data *article = builder->article;
    if (covers < 0 && continues(article, article->text.length, source))
        return;
    if (!article_grow((void **)&article->runs, &article->run_capacity, article->run_count,
                      sizeof *article->runs)) {
        builder->failed = true;
        return;
    }
    article->runs[article->run_count++] =
        (article_run){(uint32_t)article->text.length, (uint32_t)source, (int32_t)covers};
}

void article_begin(article_builder *builder, rawi_block_kind kind, unsigned level) {
    article_end(builder);
    article_data *article = builder->article;
    if (article->block_count == ARTICLE_BLOCKS_MAX) {
        builder->full = true;
        return;
    }
    if (!article_grow((void **)&article->blocks, &article->block_capacity, article->block_count,
                      sizeof *article->blocks)) {
        builder->failed = true;
        return;
    }
    article->blocks[article->block_count] = (rawi_block){.kind = kind, .level = level};
    builder->block_start = article->text.length;
    builder->block_runs = article->run_count;
    builder->open = true;
    builder->readable = false;
    builder->space = false;
}

void article_number(article_builder *builder, int ordinal) {
    article_data *article = builder->article;
    if (!builder->open)
        return;
    rawi_block *block = &article->blocks[article->block_count];
    block->numbered = true;
    block->ordinal = ordinal;
}

void article_continue_item(article_builder *builder) {
    article_data *article = builder->article;
    if (builder->open)
        article->blocks[article->block_count].continues = true;
}

/* What comes before the open block's first character: the newline that ends the block before. */
static void start_text(article_builder *builder, size_t source) {
    article_data *article = builder->article;
    if (article->block_count > 0) {
        add_run(builder, source, 0);
        rawi_text_add(&article->text, "\n", 1);
    }
    rawi_block *block = &article->blocks[article->block_count];
    block->span.start = article->text.length;
    block->span.end = article->text.length;
    block->line = line_of(builder, source);
}

static bool block_is_empty(const article_builder *builder) {
    return builder->article->text.length == builder->block_start;
}

/* Brings the text to where the next character, at `source`, can be added. */
static void prepare(article_builder *builder, size_t source) {
    if (block_is_empty(builder)) {
        start_text(builder, source);
    } else if (builder->space) {
        add_run(builder, builder->space_at, builder->space_at < source ? -1 : 0);
        rawi_text_add(&builder->article->text, " ", 1);
    }
    builder->space = false;
}

static bool can_be_read(int32_t character) {
    return u_isalnum(character) ||
           (character > 0x7F && (U_GET_GC_MASK(character) & (U_GC_S_MASK | U_GC_NO_MASK)));
}

static bool is_space(int32_t character) {
    return character == ' ' || (character >= '\t' && character <= '\r') || character == 0x85 ||
           character == 0x2028 || character == 0x2029;
}

static bool is_control(int32_t character) {
    return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0xFEFF;
}

/* Adds source bytes [start, end), none of which is white space or a control. */
static void add_verbatim(article_builder *builder, size_t start, size_t end) {
    if (start == end)
        return;
    prepare(builder, start);
    add_run(builder, start, -1);
    rawi_text_add(&builder->article->text, builder->source.bytes + start, end - start);
}

void article_add(article_builder *builder, size_t start, size_t end) {
    if (!builder->open)
        return;
    const char *bytes = builder->source.bytes;
    size_t word = start;
    size_t at = start;
    while (at < end) {
        size_t next = at;
        int32_t character = rawi_next_character(bytes, end, &next);
        if (character < 0 || is_space(character) || is_control(character)) {
            add_verbatim(builder, word, at);
            if (is_space(character))
                article_add_space(builder, at);
            word = next;
        } else if (!builder->readable && can_be_read(character)) {
            builder->readable = true;
        }
        at = next;
    }
    add_verbatim(builder, word, end);
}

void article_add_replaced(article_builder *builder, size_t start, size_t end, rawi_slice text) {
    if (!builder->open)
        return;
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        int32_t character = rawi_next_character(text.bytes, text.length, &at);
        if (character < 0 || is_control(character)) {
            if (is_space(character))
                article_add_space(builder, start);
            continue;
        }
        if (is_space(character)) {
            article_add_space(builder, start);
            continue;
        }
        builder->readable = builder->readable || can_be_read(character);
        prepare(builder, start);
        add_run(builder, start, (ptrdiff_t)(end - start));
        rawi_text_add(&builder->article->text, text.bytes + from, at - from);
    }
}

void article_add_space(article_builder *builder, size_t offset) {
    if (!builder->open || builder->space)
        return;
    builder->space = true;
    builder->space_at = offset;
}

void article_add_punctuation(article_builder *builder, size_t offset, const char *mark) {
    if (!builder->open || block_is_empty(builder))
        return;
    builder->space = false;
    article_add_replaced(builder, offset, offset, rawi_slice_of(mark));
    article_add_space(builder, offset);
}

void article_discard(article_builder *builder) {
    builder->readable = false;
    article_end(builder);
}

void article_end(article_builder *builder) {
    if (!builder->open)
        return;
    article_data *article = builder->article;
    builder->open = false;
    builder->space = false;
    if (!builder->readable) {
        article->text.length = builder->block_start;
        article->run_count = builder->block_runs;
        return;
    }
    article->blocks[article->block_count++].span.end = article->text.length;
}

void article_drop_last(article_builder *builder) {
    article_end(builder);
    article_data *article = builder->article;
    if (article->block_count == 0)
        return;
    article->block_count--;
    size_t length =
        article->block_count > 0 ? article->blocks[article->block_count - 1].span.end : 0;
    article->text.length = length;
    while (article->run_count > 0 && article->runs[article->run_count - 1].text >= length)
        article->run_count--;
}

rawi_slice article_last_text(const article_builder *builder) {
    const article_data *article = builder->article;
    size_t index = article->block_count;
    if (builder->open && !block_is_empty(builder)) {
        size_t start = article->blocks[index].span.start;
        return (rawi_slice){article->text.bytes + start, article->text.length - start};
    }
    if (index == 0 || builder->open)
        return (rawi_slice){"", 0};
    rawi_span span = article->blocks[index - 1].span;
    return (rawi_slice){article->text.bytes + span.start, span.end - span.start};
}

const char *article_keep(article_builder *builder, rawi_slice text) {
    char *copy = rawi_arena_copy(&builder->article->strings, text.bytes, text.length);
    if (!copy) {
        builder->failed = true;
        return NULL;
    }
    size_t length = 0;
    bool space = false;
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        int32_t character = rawi_next_character(text.bytes, text.length, &at);
        if (character < 0 || is_space(character) || character == 0xA0) {
            space = length > 0;
            continue;
        }
        if (is_control(character))
            continue;
        if (space)
            copy[length++] = ' ';
        space = false;
        memmove(copy + length, text.bytes + from, at - from);
        length += at - from;
    }
    copy[length] = '\0';
    return length ? copy : NULL;
}

static const rawi_block *find_too_long(const article_data *article) {
    for (size_t i = 0; i < article->block_count; i++)
        if (article->blocks[i].span.end - article->blocks[i].span.start > RAWI_BLOCK_MAX)
            return &article->blocks[i];
    return NULL;
}

rawi_status article_finish(article_builder *builder, const char *name, rawi_error *error) {
    article_end(builder);
    article_data *article = builder->article;
    if (builder->failed || article->text.failed)
        return rawi_fail_memory(error);
    if (builder->full)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: more than %d paragraphs; split it into smaller files"), name,
                         ARTICLE_BLOCKS_MAX);
    const rawi_block *too_long = find_too_long(article);
    if (too_long)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s, line %zu: a paragraph of more than %zu MiB is no prose; "
                           "divide it with empty lines"),
                         name, too_long->line, RAWI_BLOCK_MAX >> 20);
    if (article->text.bytes)
        article->text.bytes[article->text.length] = '\0';
    article->head.text = article->text.bytes ? article->text.bytes : "";
    article->head.text_length = article->text.length;
    article->head.blocks = article->blocks;
    article->head.block_count = article->block_count;
    return RAWI_OK;
}

/* The run in which byte `offset` of the text stands. */
static const article_run *run_at(const article_data *article, size_t offset) {
    size_t low = 0;
    size_t high = article->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (article->runs[middle].text <= offset)
            low = middle;
        else
            high = middle;
    }
    return &article->runs[low];
}

static size_t source_start(const article_data *article, size_t offset) {
    const article_run *run = run_at(article, offset);
    return run->covers < 0 ? run->source + (offset - run->text) : run->source;
}

/* Where the source of the byte before `offset` ends. */
static size_t source_end(const article_data *article, size_t offset) {
    const article_run *run = run_at(article, offset - 1);
    return run->covers < 0 ? run->source + (offset - run->text) : run->source + (size_t)run->covers;
}

rawi_span rawi_article_source_span(const rawi_article *head, rawi_span span) {
    const article_data *article = (const struct article_data *)head;
    if (span.end > head->text_length)
        span.end = head->text_length;
    if (span.start > span.end)
        span.start = span.end;
    if (article->run_count == 0)
        return (rawi_span){0, 0};
    if (span.start == span.end) {
        size_t at = span.start < head->text_length ? source_start(article, span.start)
                                                   : source_end(article, span.start);
        return (rawi_span){at, at};
    }
    rawi_span source = {source_start(article, span.start), source_end(article, span.end)};
    if (source.end < source.start) /* the title, taken from elsewhere, and what follows it */
        source.end = source.start;
    return source;
}
