/* Markdown, by cmark: its blocks are the article's; inline marks, code blocks, HTML and comments
 * go, the alternative text of a picture becomes a caption. */
#include "article/align.h"
#include "article/date.h"
#include "article/fold.h"
#include "article/footnote.h"
#include "article/front_matter.h"
#include "article/furniture.h"
#include "article/html_fragment.h"
#include "article/reader.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    MARKDOWN_MAX = 32 << 20, /* bytes: cmark's tree is many times as large as its source */
    PICTURES_MAX = 16,       /* pictures of one paragraph that get a caption */
    BOLD_HEADING_MAX = 200,  /* bytes of a bold line that can be a heading */
    LIST_DEPTH_MAX = 16,     /* of lists whose items' numbers are known */
    BYLINE_BLOCKS_MAX = 4,   /* of the article before its byline */
    HEADINGS_BYTES_MAX = 1 << 14
};

typedef struct picture {
    cmark_node *node;
    size_t at;
} picture;

typedef struct list {
    bool numbered;
    int next; /* the number of its next item */
} list;

typedef struct reading {
    article_builder *builder;
    article_cursor cursor;
    size_t line; /* of `line_start`, from 1 */
    size_t line_start;
    unsigned list_depth;
    list lists[LIST_DEPTH_MAX]; /* those that are open */
    bool is_numbered;           /* an item begins here, of this number: */
    int ordinal;
    unsigned quote_depth;
    rawi_block_kind kind; /* of the block that is read */
    picture pictures[PICTURES_MAX];
    size_t picture_count;
    bool table;         /* the paragraph is a table: its bars part cells, its lines rows */
    bool bar;           /* a bar came since the last cell */
    bool skipped;       /* what came behind the last block was no part of the article */
    rawi_text headings; /* what the document's headings say, folded, a line each */
    rawi_text scratch;
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

/* A new line: in a table the next row, a paragraph of its own. */
static void add_break(reading *r) {
    r->bar = false;
    if (r->table)
        article_begin(r->builder, RAWI_BLOCK_PARAGRAPH, 0);
    else
        article_add_space(r->builder, r->cursor.at);
}

/* The length of the box «[ ]» of a task that `text` starts with, 0 where it starts with none. */
static size_t task_box_length(rawi_slice text) {
    bool box = text.length > 4 && text.bytes[0] == '[' && strchr(" xX", text.bytes[1]) &&
               text.bytes[2] == ']' && text.bytes[3] == ' ';
    return box ? 4 : 0;
}

/* Bytes at the start of `text` that are markup which cmark leaves in it. */
static size_t markup_length(const reading *r, rawi_slice text, bool first) {
    if (r->table && *text.bytes == '|')
        return 1;
    size_t box = first ? task_box_length(text) : 0;
    return box ? box : article_footnote_mark_length(text);
}

static bool is_blank(rawi_slice text) {
    for (size_t i = 0; i < text.length; i++)
        if (!strchr(" \t", text.bytes[i]))
            return false;
    return true;
}

static void add_plain_text(reading *r, rawi_slice text) {
    if (r->bar && !is_blank(text)) {
        article_add_punctuation(r->builder, r->cursor.at, "،");
        r->bar = false;
    }
    article_add_aligned(r->builder, &r->cursor, text);
}

/* Whether the mark that ends at `end` of `text` opens the note itself. */
static bool opens_note(const reading *r, rawi_slice text, size_t end) {
    return end < text.length && text.bytes[end] == ARTICLE_NOTE_COLON &&
           r->cursor.at < r->cursor.end && r->builder->source.bytes[r->cursor.at] == ':';
}

/* Passes over `length` bytes of markup that `text` starts with; a footnote's note becomes a
 * paragraph. Returns how many bytes were passed. */
static size_t skip_markup(reading *r, rawi_slice text, size_t length) {
    r->bar = r->bar || *text.bytes == '|';
    article_skip_literal(&r->cursor, (rawi_slice){text.bytes, length});
    if (*text.bytes != '[' || !opens_note(r, text, length))
        return length;
    r->cursor.at++;
    if (article_last_text(r->builder).length > 0)
        article_begin(r->builder, RAWI_BLOCK_PARAGRAPH, 0);
    return length + 1;
}

/* Adds the text of an inline node; between the cells of a table a comma. */
static void add_text(reading *r, rawi_slice text) {
    while (text.length > 0) {
        size_t markup = markup_length(r, text, article_last_text(r->builder).length == 0);
        if (markup) {
            markup = skip_markup(r, text, markup);
        } else {
            markup = 1;
            while (markup < text.length && text.bytes[markup] != '[' &&
                   !(r->table && text.bytes[markup] == '|'))
                markup++;
            add_plain_text(r, (rawi_slice){text.bytes, markup});
        }
        text.bytes += markup;
        text.length -= markup;
    }
}

/* A badge of a software project, whose text says nothing of a picture. */
static bool is_badge(cmark_node *image) {
    const char *address = cmark_node_get_url(image);
    return address && (strstr(address, "shields.io/") ||
                       (strstr(address, "/badge") && strstr(address, ".svg")));
}

static void remember_picture(reading *r, cmark_node *node) {
    if (r->picture_count < PICTURES_MAX && !is_badge(node))
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

/* The end of a line that the author ended: in a quotation, where it is verse, one of a block. */
static void add_hard_break(reading *r) {
    if (r->kind == RAWI_BLOCK_QUOTATION)
        article_begin(r->builder, r->kind, 0);
    else
        add_break(r);
}

static bool is_line_break_element(rawi_slice html) {
    return html.length >= 4 && strncasecmp(html.bytes, "<br", 3) == 0;
}

static void read_inline(reading *r, cmark_node *node, cmark_event_type event, bool captions) {
    bool enter = event == CMARK_EVENT_ENTER;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        add_text(r, literal_of(node));
        break;
    case CMARK_NODE_CODE:
        r->cursor.raw = true;
        article_add_aligned(r->builder, &r->cursor, literal_of(node));
        r->cursor.raw = false;
        break;
    case CMARK_NODE_SOFTBREAK:
        add_break(r);
        break;
    case CMARK_NODE_LINEBREAK:
        add_hard_break(r);
        break;
    case CMARK_NODE_HTML_INLINE:
        if (is_line_break_element(literal_of(node)))
            add_hard_break(r);
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
    r->kind = RAWI_BLOCK_CAPTION;
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

/* Whether the paragraph at the cursor is a table: its second line is one of bars and dashes. */
static bool is_table(const reading *r) {
    const char *at = r->builder->source.bytes + r->cursor.at;
    const char *end = r->builder->source.bytes + r->cursor.end;
    const char *rule = memchr(at, '\n', (size_t)(end - at));
    bool bar = false;
    bool dash = false;
    for (rule = rule ? rule + 1 : end; rule < end && *rule != '\n'; rule++) {
        bar = bar || *rule == '|';
        dash = dash || *rule == '-';
        if (!strchr("|-: \t\r", *rule))
            return false;
    }
    return bar && dash;
}

/* Whether the open paragraph is one that a site put around the text; one that names the author or
 * the date is read, and remembered. */
static bool is_furniture(reading *r) {
    rawi_article *head = &r->builder->article->head;
    rawi_slice text = article_last_text(r->builder);
    bool alone = false;
    char date[ARTICLE_DATE_SIZE];
    switch (article_furniture_of(text, &r->scratch, &alone)) {
    case FURNITURE_NOTICE:
        return true;
    case FURNITURE_DROP:
    case FURNITURE_EDGE:
    case FURNITURE_ASIDE:
        return alone;
    case FURNITURE_RELATED:
    case FURNITURE_END:
        return alone || article_says_more(text);
    case FURNITURE_BYLINE:
        if (!head->author && r->builder->article->block_count < BYLINE_BLOCKS_MAX)
            head->author = article_keep(r->builder, article_byline_name(text));
        if (!head->date && article_parse_date(text, true, date))
            head->date = article_keep(r->builder, rawi_slice_of(date));
        return false;
    default:
        return false;
    }
}

/* The heading of what has been skipped goes with it: «Contents». */
static void drop_emptied_heading(reading *r, unsigned level) {
    const article_data *article = r->builder->article;
    const rawi_block *last =
        article->block_count > 1 ? &article->blocks[article->block_count - 1] : NULL;
    if (last && last->kind == RAWI_BLOCK_HEADING && last->level >= level)
        article_drop_last(r->builder);
}

static void read_block(reading *r, cmark_node *node, rawi_block_kind kind, unsigned level) {
    enter_block_source(r, node);
    if (r->skipped && kind == RAWI_BLOCK_HEADING)
        drop_emptied_heading(r, level);
    r->skipped = false;
    r->kind = kind;
    article_begin(r->builder, kind, level);
    if (kind == RAWI_BLOCK_LIST_ITEM && r->is_numbered)
        article_number(r->builder, r->ordinal);
    r->is_numbered = false;
    r->table = kind == RAWI_BLOCK_PARAGRAPH && is_table(r);
    r->bar = false;
    read_inlines(r, node, true);
    if (kind == RAWI_BLOCK_PARAGRAPH && is_furniture(r))
        article_discard(r->builder);
    article_end(r->builder);
    r->table = false;
    read_captions(r);
    rawi_article *head = &r->builder->article->head;
    if (kind == RAWI_BLOCK_HEADING && level == 1 && !head->title)
        head->title = article_keep(r->builder, article_last_text(r->builder));
}

/* A block of HTML is read as the piece of a page that it is. */
static bool read_html_block(reading *r, cmark_node *node) {
    enter_block_source(r, node);
    bool enough = html_read_fragment(r->builder, r->cursor.at, r->cursor.end);
    r->cursor.at = r->cursor.end;
    return enough;
}

/* Keeps what the document's headings say, folded, a line each. */
static void collect_headings(reading *r, cmark_node *document) {
    cmark_iter *iterator = cmark_iter_new(document);
    cmark_event_type event;
    bool inside = false;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING) {
            inside = event == CMARK_EVENT_ENTER && r->headings.length < HEADINGS_BYTES_MAX;
            rawi_text_add_string(&r->headings, "\n");
        } else if (inside && event == CMARK_EVENT_ENTER) {
            article_fold(literal_of(node), &r->scratch);
            rawi_text_add(&r->headings, r->scratch.bytes, r->scratch.length);
        }
    }
    cmark_iter_free(iterator);
}

/* Whether a heading says this and nothing else. */
static bool is_heading_text(reading *r, rawi_slice text) {
    article_fold(text, &r->scratch);
    if (r->scratch.length == 0 || r->headings.length == 0)
        return false;
    for (const char *at = r->headings.bytes, *end = at + r->headings.length; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((stop ? stop : end) - at);
        if (length == r->scratch.length && memcmp(at, r->scratch.bytes, length) == 0)
            return true;
        at += length + 1;
    }
    return false;
}

/* Whether the paragraph is an item of a table of contents: nothing but a link to a heading, whose
 * words are the link's or, with hyphens between them, its address. */
static bool is_contents_item(reading *r, cmark_node *paragraph) {
    cmark_node *link = cmark_node_first_child(paragraph);
    if (r->list_depth == 0 || !link || cmark_node_get_type(link) != CMARK_NODE_LINK ||
        cmark_node_next(link) || *cmark_node_get_url(link) != '#')
        return false;
    cmark_node *text = cmark_node_first_child(link);
    return is_heading_text(r, rawi_slice_of(cmark_node_get_url(link) + 1)) ||
           (text && !cmark_node_next(text) && is_heading_text(r, literal_of(text)));
}

static void read_paragraph(reading *r, cmark_node *node) {
    if (is_contents_item(r, node)) {
        r->skipped = true;
        return;
    }
    unsigned level = 0;
    rawi_block_kind kind = paragraph_kind(r, node, &level);
    read_block(r, node, kind, level);
}

static void enter_list(reading *r, cmark_node *node) {
    if (r->list_depth < LIST_DEPTH_MAX)
        r->lists[r->list_depth] =
            (list){.numbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
                   .next = cmark_node_get_list_start(node)};
    r->list_depth++;
}

static void enter_item(reading *r) {
    list *around = r->list_depth <= LIST_DEPTH_MAX ? &r->lists[r->list_depth - 1] : NULL;
    r->is_numbered = around && around->numbered;
    if (r->is_numbered)
        r->ordinal = around->next++;
}

/* False without memory. */
static bool read_tree(reading *r, cmark_node *document) {
    bool enough = true;
    cmark_iter *iterator = cmark_iter_new(document);
    cmark_event_type event;
    while (enough && (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(node);
        bool enter = event == CMARK_EVENT_ENTER;
        if (type == CMARK_NODE_LIST && enter) {
            enter_list(r, node);
        } else if (type == CMARK_NODE_LIST) {
            r->list_depth--;
        } else if (type == CMARK_NODE_ITEM && enter) {
            enter_item(r);
        } else if (type == CMARK_NODE_BLOCK_QUOTE) {
            r->quote_depth += enter ? 1u : -1u;
        } else if (enter && type == CMARK_NODE_PARAGRAPH) {
            read_paragraph(r, node);
            cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT);
        } else if (enter && type == CMARK_NODE_HEADING) {
            read_block(r, node, RAWI_BLOCK_HEADING, (unsigned)cmark_node_get_heading_level(node));
            cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT);
        } else if (enter && type == CMARK_NODE_HTML_BLOCK) {
            enough = read_html_block(r, node);
        }
    }
    cmark_iter_free(iterator);
    return enough;
}

/* Whether the document itself opens with a title. */
static bool has_title(cmark_node *document) {
    cmark_node *first = cmark_node_first_child(document);
    while (first && cmark_node_get_type(first) == CMARK_NODE_HTML_BLOCK)
        first = cmark_node_next(first);
    return first && cmark_node_get_type(first) == CMARK_NODE_HEADING &&
           cmark_node_get_heading_level(first) == 1;
}

/* NULL without memory. */
static cmark_node *parse(rawi_slice source) {
    rawi_text copy = {0};
    article_hide_footnotes(source, &copy);
    cmark_node *document =
        copy.failed ? NULL : cmark_parse_document(copy.bytes, copy.length, CMARK_OPT_DEFAULT);
    rawi_text_free(&copy);
    return document;
}

rawi_status article_read_markdown(article_builder *builder, const char *name, rawi_error *error) {
    rawi_slice source = builder->source;
    if (source.length > MARKDOWN_MAX)
        return rawi_fail(
            error, RAWI_ERROR_INPUT,
            _("%s: larger than %d MiB of Markdown; split it, or read it as plain text"), name,
            MARKDOWN_MAX >> 20);
    article_front_matter front = article_read_front_matter(builder);
    cmark_node *document = parse((rawi_slice){source.bytes + front.end, source.length - front.end});
    if (!document)
        return rawi_fail_memory(error);
    if (front.title.end > front.title.start && !has_title(document)) {
        article_begin(builder, RAWI_BLOCK_HEADING, 1);
        article_add(builder, front.title.start, front.title.end);
        article_end(builder);
    }
    reading r = {.builder = builder, .line = 1, .line_start = front.end};
    r.cursor = (article_cursor){.source = source, .at = front.end, .end = source.length};
    collect_headings(&r, document);
    bool enough = read_tree(&r, document) && !r.scratch.failed && !r.headings.failed;
    cmark_node_free(document);
    rawi_text_free(&r.headings);
    rawi_text_free(&r.scratch);
    return enough ? RAWI_OK : rawi_fail_memory(error);
}
