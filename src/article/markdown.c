/* Markdown, by cmark: its blocks are the article's; inline marks, code blocks, HTML and comments
 * go, the alternative text of a picture becomes a caption. */
#include "article/align.h"
#include "article/front_matter.h"
#include "article/reader.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    MARKDOWN_MAX = 32 << 20, /* bytes: cmark's tree is many times as large as its source */
    PICTURES_MAX = 16,       /* pictures of one paragraph that get a caption */
    BOLD_HEADING_MAX = 200   /* bytes of a bold line that can be a heading */
};

typedef struct picture {
    cmark_node *node;
    size_t at;
} picture;

typedef struct reading {
    article_builder *builder;
    article_cursor cursor;
    size_t line; /* of `line_start`, from 1 */
    size_t line_start;
    unsigned list_depth;
    unsigned quote_depth;
    picture pictures[PICTURES_MAX];
    size_t picture_count;
} reading;

/* The offset at which a line begins; lines are asked for in order. */
static size_t line_offset(reading *r, size_t line) {
    rawi_slice source = r->builder->source;
    while (r->line < line && r->line_start < source.length) {
        const char *from = source.bytes + r->line_start;
        size_t left = source.length - r->line_start;
        size_t length = 0;
        while (length < left && from[length] != '\n' && from[length] != '\r')
            length++;
        if (length + 1 < left && from[length] == '\r' && from[length + 1] == '\n')
            length++;
        r->line_start += length < left ? length + 1 : length;
        r->line++;
    }
    return r->line_start;
}

static size_t at_least(size_t a, size_t b) {
    return a > b ? a : b;
}

static void enter_block_source(reading *r, cmark_node *node) {
    size_t start = line_offset(r, (size_t)cmark_node_get_start_line(node));
    r->cursor.at = at_least(r->cursor.at, start);
    size_t saved_line = r->line;
    size_t saved_start = r->line_start;
    r->cursor.end = line_offset(r, (size_t)cmark_node_get_end_line(node) + 1);
    r->line = saved_line;
    r->line_start = saved_start;
    r->cursor.end = at_least(r->cursor.end, r->cursor.at);
}

static rawi_slice literal_of(cmark_node *node) {
    const char *literal = cmark_node_get_literal(node);
    return rawi_slice_of(literal ? literal : "");
}

static void add_break(reading *r) {
    article_add_space(r->builder, r->cursor.at);
}

static void remember_picture(reading *r, cmark_node *node) {
    if (r->picture_count < PICTURES_MAX)
        r->pictures[r->picture_count++] = (picture){node, r->cursor.at};
}

/* Moves the cursor over an inline node without adding its text. */
static void skip_inline(reading *r, cmark_node *node) {
    cmark_iter *iterator = cmark_iter_new(node);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *inner = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(inner);
        if (event == CMARK_EVENT_EXIT && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE))
            article_skip_link_end(&r->cursor);
        else if (event == CMARK_EVENT_ENTER)
            article_skip_literal(&r->cursor, literal_of(inner));
    }
    cmark_iter_free(iterator);
}

static bool is_line_break_element(rawi_slice html) {
    return html.length >= 4 && strncasecmp(html.bytes, "<br", 3) == 0;
}

static void read_inline(reading *r, cmark_node *node, cmark_event_type event, bool captions) {
    bool enter = event == CMARK_EVENT_ENTER;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        article_add_aligned(r->builder, &r->cursor, literal_of(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        add_break(r);
        break;
    case CMARK_NODE_HTML_INLINE:
        if (is_line_break_element(literal_of(node)))
            add_break(r);
        article_skip_literal(&r->cursor, literal_of(node));
        break;
    case CMARK_NODE_IMAGE:
        if (enter && captions)
            remember_picture(r, node);
        if (!enter)
            article_skip_link_end(&r->cursor);
        break;
    case CMARK_NODE_LINK:
        if (!enter)
            article_skip_link_end(&r->cursor);
        break;
    default:
        break;
    }
}

/* Reads the inline nodes under `block`; with `captions` pictures are left for later. */
static void read_inlines(reading *r, cmark_node *block, bool captions) {
    cmark_iter *iterator = cmark_iter_new(block);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (node == block)
            continue;
        read_inline(r, node, event, captions);
        if (captions && event == CMARK_EVENT_ENTER &&
            cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            skip_inline(r, node);
            cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iterator);
}

static void read_captions(reading *r) {
    size_t after = r->cursor.at;
    for (size_t i = 0; i < r->picture_count; i++) {
        r->cursor.at = r->pictures[i].at;
        article_begin(r->builder, RAWI_BLOCK_CAPTION, 0);
        read_inlines(r, r->pictures[i].node, false);
        article_end(r->builder);
    }
    r->picture_count = 0;
    r->cursor.at = after;
}

/* A paragraph that is one short bold phrase is a heading that its author did not mark as one. */
static bool is_bold_line(cmark_node *paragraph) {
    cmark_node *child = cmark_node_first_child(paragraph);
    if (!child || cmark_node_get_type(child) != CMARK_NODE_STRONG || cmark_node_next(child))
        return false;
    cmark_node *text = cmark_node_first_child(child);
    if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT || cmark_node_next(text))
        return false;
    rawi_slice literal = literal_of(text);
    return literal.length > 0 && literal.length <= BOLD_HEADING_MAX &&
           !strchr(".:!", literal.bytes[literal.length - 1]);
}

static rawi_block_kind paragraph_kind(const reading *r, cmark_node *node, unsigned *level) {
    cmark_node *parent = cmark_node_parent(node);
    *level = 0;
    if (parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM &&
        cmark_node_first_child(parent) == node) {
        *level = r->list_depth;
        return RAWI_BLOCK_LIST_ITEM;
    }
    if (r->quote_depth > 0)
        return RAWI_BLOCK_QUOTATION;
    if (r->list_depth == 0 && is_bold_line(node)) {
        *level = 2;
        return RAWI_BLOCK_HEADING;
    }
    return RAWI_BLOCK_PARAGRAPH;
}

static void read_block(reading *r, cmark_node *node, rawi_block_kind kind, unsigned level) {
    enter_block_source(r, node);
    article_begin(r->builder, kind, level);
    read_inlines(r, node, true);
    article_end(r->builder);
    read_captions(r);
    rawi_article *head = &r->builder->article->head;
    if (kind == RAWI_BLOCK_HEADING && level == 1 && !head->title)
        head->title = article_keep(r->builder, article_last_text(r->builder));
}

static void read_paragraph(reading *r, cmark_node *node) {
    unsigned level = 0;
    rawi_block_kind kind = paragraph_kind(r, node, &level);
    read_block(r, node, kind, level);
}

static void read_tree(reading *r, cmark_node *document) {
    cmark_iter *iterator = cmark_iter_new(document);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(node);
        bool enter = event == CMARK_EVENT_ENTER;
        if (type == CMARK_NODE_LIST) {
            r->list_depth += enter ? 1u : -1u;
        } else if (type == CMARK_NODE_BLOCK_QUOTE) {
            r->quote_depth += enter ? 1u : -1u;
        } else if (enter && type == CMARK_NODE_PARAGRAPH) {
            read_paragraph(r, node);
            cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT);
        } else if (enter && type == CMARK_NODE_HEADING) {
            read_block(r, node, RAWI_BLOCK_HEADING, (unsigned)cmark_node_get_heading_level(node));
            cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iterator);
}

/* Whether the document itself opens with a title. */
static bool has_title(cmark_node *document) {
    cmark_node *first = cmark_node_first_child(document);
    while (first && cmark_node_get_type(first) == CMARK_NODE_HTML_BLOCK)
        first = cmark_node_next(first);
    return first && cmark_node_get_type(first) == CMARK_NODE_HEADING &&
           cmark_node_get_heading_level(first) == 1;
}

rawi_status article_read_markdown(article_builder *builder, const char *name, rawi_error *error) {
    rawi_slice source = builder->source;
    if (source.length > MARKDOWN_MAX)
        return rawi_fail(
            error, RAWI_ERROR_INPUT,
            _("%s: larger than %d MiB of Markdown; split it, or read it as plain text"), name,
            MARKDOWN_MAX >> 20);
    article_front_matter front = article_read_front_matter(builder);
    cmark_node *document = cmark_parse_document(source.bytes + front.end, source.length - front.end,
                                                CMARK_OPT_DEFAULT);
    if (!document)
        return rawi_fail_memory(error);
    if (front.title.end > front.title.start && !has_title(document)) {
        article_begin(builder, RAWI_BLOCK_HEADING, 1);
        article_add(builder, front.title.start, front.title.end);
        article_end(builder);
    }
    reading r = {.builder = builder, .line = 1, .line_start = front.end};
    r.cursor = (article_cursor){source, front.end, source.length};
    read_tree(&r, document);
    cmark_node_free(document);
    return RAWI_OK;
}
