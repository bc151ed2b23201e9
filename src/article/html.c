/* HTML pages: the article's own text, as blocks. */
#include "article/date.h"
#include "article/fold.h"
#include "article/furniture.h"
#include "article/html_content.h"
#include "article/html_metadata.h"
#include "article/line.h"
#include "article/reader.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum {
    LABEL_LETTERS_MAX = 25, /* loose text that is shorter and no sentence is a label, not read */
    PROMOTION_LETTERS_MAX = 80, /* of a sentence with a link to follow */
    LIST_DEPTH_MAX = 6,
    TITLE_LETTERS_MIN = 6,
    ROW_LETTERS_MAX = 400, /* of a table: more is no data */
    ATTRIBUTION_LETTERS_MAX = 60,
    BYLINE_WORDS_MAX = 8,
    BYLINE_BLOCKS_MAX = 4, /* of the article before its byline */
    BYLINE_LINES_MAX = 5   /* before the article that may be its byline */
};

typedef struct reading {
    article_builder *builder;
    html_tree tree;
    html_lines lines;
    size_t first; /* the article is among lines [first, last) */
    size_t last;
    rawi_text text; /* of the line that is looked at */
    rawi_text scratch;
    rawi_text title; /* folded */
    bool lenient;    /* nothing but labels was found: they are the article */
    bool related;    /* the line before announced a related article */
    unsigned behind; /* what has been skipped behind the last block: skipped kinds */
    uint32_t list;   /* the list that was looked at last, and whether it is one of links */
    bool list_of_links;
    uint32_t row; /* the row of a table that was looked at last, and whether it holds data */
    bool row_of_data;
    uint32_t joined; /* the row whose cells the open block joins, 0 for none */
} reading;

/* What a line that is not read was. */
enum {
    SKIPPED_LINKS = 1, /* it led to other articles */
    SKIPPED_OTHER = 2
};

static const html_node *node_of(const reading *r, const html_line *line) {
    return &r->tree.nodes[line->node];
}

static rawi_slice text_of(reading *r, const html_line *line) {
    rawi_text_clear(&r->text);
    html_tree_text(&r->tree, line->first_piece, line->end_piece, &r->text);
    return (rawi_slice){r->text.bytes ? r->text.bytes : "", r->text.length};
}

/* What an element is, by its role or its class, for the lines in it. */
typedef struct surroundings {
    bool quotation;
    bool caption;
    bool code;
    uint32_t item; /* the innermost list item, 0 for none */
    uint32_t row;
    uint32_t cell;
    unsigned depth; /* of lists */
    uint32_t list;  /* the outermost list */
} surroundings;

static surroundings look_around(const reading *r, uint32_t index) {
    surroundings found = {.depth = 0};
    for (uint32_t i = index; i > 0; i = r->tree.nodes[i].parent) {
        const html_node *node = &r->tree.nodes[i];
        found.quotation |= node->role == HTML_QUOTATION || (node->traits & HTML_IS_QUOTATION);
        found.caption |= node->role == HTML_CAPTION || (node->traits & HTML_IS_CAPTION);
        found.code |= node->role == HTML_CODE;
        if (node->role == HTML_ITEM && !found.item)
            found.item = i;
        if (node->role == HTML_ROW && !found.row)
            found.row = i;
        if (node->role == HTML_CELL && !found.cell)
            found.cell = i;
        if (node->role == HTML_LIST) {
            found.depth++;
            found.list = i;
        }
    }
    return found;
}

static void add_line_text(reading *r, const html_line *line) {
    for (size_t i = line->first_piece; i < line->end_piece; i++) {
        const html_piece *piece = &r->tree.pieces[i];
        if (r->tree.nodes[piece->node].silent)
            continue;
        if (r->tree.nodes[piece->node].dropped)
            article_add_space(r->builder, piece->start);
        else
            html_add_piece(r->builder, piece, 0);
    }
}

/* Whether a list is one of links: other articles, tags, a table of contents. */
static bool is_link_list(reading *r, uint32_t list) {
    if (r->list == list)
        return r->list_of_links;
    size_t first;
    size_t last;
    html_lines_of(&r->lines, &r->tree, list, &first, &last);
    uint64_t letters = 0;
    uint64_t links = 0;
    for (size_t i = first; i < last; i++) {
        letters += r->lines.items[i].letters;
        links += r->lines.items[i].link_letters;
    }
    r->list = list;
    r->list_of_links = links * 10 > letters * 6;
    return r->list_of_links;
}

/* Whether the text is a date or, where `announced`, has one in it. */
static bool take_date(reading *r, rawi_slice text, bool announced) {
    char date[ARTICLE_DATE_SIZE];
    rawi_article *head = &r->builder->article->head;
    if (!article_parse_date(text, announced, date))
        return false;
    if (!head->date)
        head->date = article_keep(r->builder, rawi_slice_of(date));
    return true;
}

/* Whether the line is a heading or an item of a list: it says something whatever its words. */
static bool has_place(const reading *r, const html_line *line) {
    surroundings around = look_around(r, line->node);
    return node_of(r, line)->role == HTML_HEADING || around.item;
}

static bool is_furniture(reading *r, const html_line *line) {
    rawi_slice text = text_of(r, line);
    bool related = r->related;
    bool alone = false;
    bool label = (line->verse || !html_is_prose(line)) && !line->final;
    r->related = false;
    switch (article_furniture_of(text, &r->scratch, &alone)) {
    case FURNITURE_DROP:
        return label || (line->link_letters > 0 && line->letters <= PROMOTION_LETTERS_MAX);
    case FURNITURE_ASIDE:
        return label && !has_place(r, line);
    case FURNITURE_EDGE:
        return label;
    case FURNITURE_END:
        return label || article_says_more(text);
    case FURNITURE_RELATED:
        r->related = alone;
        return label || article_says_more(text);
    case FURNITURE_BYLINE: {
        rawi_article *head = &r->builder->article->head;
        if (label && r->builder->article->block_count < BYLINE_BLOCKS_MAX) {
            if (!head->author)
                head->author = article_keep(r->builder, article_byline_name(text));
            take_date(r, text, true);
        }
        return false;
    }
    case FURNITURE_DATE:
        if (label)
            take_date(r, text, true);
        return label;
    case FURNITURE_NOTICE:
        return true;
    case FURNITURE_NAMELESS:
    case FURNITURE_NONE:
        break;
    }
    bool date = take_date(r, text, false);
    return (related && html_is_link(line)) || (date && node_of(r, line)->role != HTML_HEADING);
}

static bool says_title(reading *r, const html_line *line) {
    article_fold(text_of(r, line), &r->scratch);
    return r->title.length > 0 && r->scratch.length == r->title.length &&
           memcmp(r->scratch.bytes, r->title.bytes, r->title.length) == 0;
}

/* Whether most letters are Arabic: a listing is read where it is a poem, not a program. */
static bool is_arabic(rawi_slice text) {
    size_t letters = 0;
    size_t arabic = 0;
    for (size_t at = 0; at < text.length;) {
        int32_t character = rawi_next_character(text.bytes, text.length, &at);
        UErrorCode code = U_ZERO_ERROR;
        if (character < 0 || !u_isalpha(character))
            continue;
        letters++;
        arabic += uscript_getScript(character, &code) == USCRIPT_ARABIC;
    }
    return 2 * arabic > letters;
}

/* Whether the line, which stands in the article, is no part of it all the same. */
static bool is_skipped(reading *r, const html_line *line, const surroundings *around) {
    const html_node *node = node_of(r, line);
    if (line->dropped || says_title(r, line) || is_furniture(r, line))
        return true;
    if (r->lenient)
        return false;
    if (around->list && is_link_list(r, around->list))
        return true;
    if (around->code)
        return !html_is_prose(line) || !is_arabic(text_of(r, line));
    bool loose = node->role == HTML_BLOCK || node->role == HTML_ARTICLE ||
                 node->role == HTML_MAIN || node->role == HTML_QUOTATION;
    if (loose && !line->final && !line->verse && line->letters < LABEL_LETTERS_MAX)
        return true;
    if (loose && !line->final && line->link_letters && line->letters < ATTRIBUTION_LETTERS_MAX)
        return true; /* who posted a quotation, with a link to it */
    return node->role != HTML_HEADING && !around->item && html_is_link(line) &&
           (!line->final || line->link_letters == line->letters);
}

static rawi_block_kind kind_of(const reading *r, const html_line *line, const surroundings *around,
                               unsigned *level) {
    const html_node *node = node_of(r, line);
    *level = 0;
    if (node->role == HTML_HEADING) {
        *level = node->level;
        return RAWI_BLOCK_HEADING;
    }
    if (around->caption)
        return RAWI_BLOCK_CAPTION;
    if (around->quotation)
        return RAWI_BLOCK_QUOTATION;
    if (around->item) {
        *level = around->depth < 1                ? 1
                 : around->depth > LIST_DEPTH_MAX ? LIST_DEPTH_MAX
                                                  : around->depth;
        return RAWI_BLOCK_LIST_ITEM;
    }
    return article_is_quotation((rawi_slice){r->text.bytes, r->text.length}) ? RAWI_BLOCK_QUOTATION
                                                                             : RAWI_BLOCK_PARAGRAPH;
}

/* Whether a row holds data, a line in each cell, and is no means of layout. */
static bool is_data_row(reading *r, uint32_t row) {
    if (r->row == row)
        return r->row_of_data;
    size_t first;
    size_t last;
    html_lines_of(&r->lines, &r->tree, row, &first, &last);
    uint64_t letters = 0;
    bool one_each = true;
    for (size_t i = first; i < last; i++) {
        letters += r->lines.items[i].letters;
        one_each = one_each && (i == first || r->lines.items[i].node != r->lines.items[i - 1].node);
    }
    r->row = row;
    r->row_of_data = one_each && last - first > 1 && letters <= ROW_LETTERS_MAX;
    return r->row_of_data;
}

/* The cells of a row of data make one paragraph, with commas between them. */
static bool continues_row(reading *r, const html_line *line, const surroundings *around) {
    bool cell = around->row && around->cell && is_data_row(r, around->row);
    bool continues = cell && r->joined == around->row;
    r->joined = cell ? around->row : 0;
    if (!continues)
        return false;
    size_t at = r->tree.pieces[line->first_piece].start;
    article_add_punctuation(r->builder, at, "،");
    return true;
}

/* Whether a line that is not read belonged to a list of other articles. */
static bool leads_elsewhere(reading *r, const html_line *line, const surroundings *around,
                            bool related) {
    if (line->dropped)
        return false;
    return related || r->related || html_is_link(line) ||
           (around->list && is_link_list(r, around->list));
}

/* A heading before one that is as high headed only the links that have been skipped: «See also».
 * What stands right below the title is no such heading. */
static void drop_emptied_heading(reading *r, unsigned level) {
    const article_data *article = r->builder->article;
    while (article->block_count > 2 &&
           article->blocks[article->block_count - 1].kind == RAWI_BLOCK_HEADING &&
           article->blocks[article->block_count - 1].level >= level)
        article_drop_last(r->builder);
}

static void read_line(reading *r, const html_line *line) {
    surroundings around = look_around(r, line->node);
    bool related = r->related;
    if (is_skipped(r, line, &around)) {
        r->behind |= leads_elsewhere(r, line, &around, related) ? SKIPPED_LINKS : SKIPPED_OTHER;
        return;
    }
    unsigned level = 0;
    text_of(r, line);
    rawi_block_kind kind = kind_of(r, line, &around, &level);
    if (kind == RAWI_BLOCK_HEADING && r->behind == SKIPPED_LINKS)
        drop_emptied_heading(r, level);
    r->behind = 0;
    if (!continues_row(r, line, &around)) {
        article_begin(r->builder, kind, level);
        if (kind == RAWI_BLOCK_LIST_ITEM)
            html_add_item(r->builder, &r->tree.nodes[around.item]);
    }
    add_line_text(r, line);
    if (!r->joined)
        article_end(r->builder);
}

static bool folds_to(reading *r, const html_line *line, const char *text) {
    article_fold(rawi_slice_of(text), &r->title);
    bool same = says_title(r, line);
    rawi_text_clear(&r->title);
    return same;
}

static bool can_be_headline(const reading *r, const html_line *line) {
    const html_node *node = node_of(r, line);
    bool first_rank = node->level == 1 || (node->traits & HTML_IS_TITLE);
    return !line->dropped && node->role == HTML_HEADING && first_rank &&
           line->letters >= TITLE_LETTERS_MIN;
}

/* The page's headline among lines up to the article's end: the h1, or heading
 * with a class for titles, that says the title that the page states, else the first that is not the
 * site's name. The line count where there is none. */
static size_t find_headline(reading *r, const char *stated) {
    size_t first = r->lines.count;
    const char *site = r->builder->article->head.site;
    for (size_t i = 0; i < r->last; i++) {
        const html_line *line = &r->lines.items[i];
        if (!can_be_headline(r, line) || (site && folds_to(r, line, site)))
            continue;
        if (stated && folds_to(r, line, stated))
            return i;
        first = first < i ? first : i;
    }
    return first;
}

static void add_stated_title(reading *r, html_title stated) {
    size_t length = strlen(stated.text);
    if (stated.span.end - stated.span.start == length &&
        memcmp(r->tree.source.bytes + stated.span.start, stated.text, length) == 0)
        article_add(r->builder, stated.span.start, stated.span.end);
    else
        article_add_replaced(r->builder, stated.span.start, stated.span.end,
                             rawi_slice_of(stated.text));
}

/* The title opens the article: its headline or, without one, what the page says of itself. Returns
 * the headline's line, the line count where there is none. */
static size_t read_title(reading *r, html_title stated) {
    size_t headline = find_headline(r, stated.text);
    article_begin(r->builder, RAWI_BLOCK_HEADING, 1);
    if (headline < r->lines.count)
        add_line_text(r, &r->lines.items[headline]);
    else if (stated.text)
        add_stated_title(r, stated);
    article_end(r->builder);
    rawi_slice title = article_last_text(r->builder);
    article_fold(title, &r->title);
    r->builder->article->head.title = article_keep(r->builder, title);
    return headline;
}

static void take_author(reading *r, rawi_slice text) {
    rawi_article *head = &r->builder->article->head;
    bool alone = false;
    rawi_slice name = text;
    article_furniture said;
    while ((said = article_furniture_of(name, &r->scratch, &alone)) == FURNITURE_BYLINE && !alone)
        name = article_byline_name(name); /* «نُشر بواسطة فلان» is announced twice */
    if (said != FURNITURE_NONE)
        return;
    article_fold(name, &r->scratch);
    size_t words = r->scratch.length > 0;
    for (size_t i = 0; i < r->scratch.length; i++) {
        if (r->scratch.bytes[i] == '0')
            return;
        words += r->scratch.bytes[i] == ' ';
    }
    if (words > 0 && words <= BYLINE_WORDS_MAX)
        head->author = article_keep(r->builder, name);
}

/* Author and date from the lines right before the body that say nothing else. */
static void read_lines_before(reading *r, size_t headline) {
    rawi_article *head = &r->builder->article->head;
    size_t first = r->first > BYLINE_LINES_MAX ? r->first - BYLINE_LINES_MAX : 0;
    if (headline < r->first && headline >= first)
        first = headline + 1;
    for (size_t i = first; i < r->first; i++) {
        const html_line *line = &r->lines.items[i];
        bool alone = false;
        if (line->dropped || html_is_link(line))
            continue;
        rawi_slice text = text_of(r, line);
        if (!take_date(r, text, false) && !head->author && !html_is_prose(line) &&
            article_furniture_of(text, &r->scratch, &alone) == FURNITURE_BYLINE)
            take_author(r, text);
    }
}

/* What stands between the headline and the body: a subtitle, a summary. */
static void read_standfirst(reading *r, size_t headline) {
    for (size_t i = headline + 1; i < r->first; i++) {
        const html_line *line = &r->lines.items[i];
        bool subtitle = node_of(r, line)->role == HTML_HEADING && !html_is_link(line);
        if (subtitle || html_is_prose(line))
            read_line(r, line);
    }
}

/* Whether the element is in something around the article other than the line that names its author
 * and date. */
static bool is_around_article(const html_tree *tree, uint32_t element) {
    bool around = false;
    for (uint32_t up = tree->nodes[element].parent; up > 0 && tree->nodes[up].dropped;
         up = tree->nodes[up].parent)
        around = !(tree->nodes[up].traits & (HTML_IS_BYLINE | HTML_IS_DATE)) ||
                 (tree->nodes[up].traits & (HTML_IS_AROUND | HTML_IS_NEVER | HTML_IS_COMMENTS));
    return around;
}

/* Author and date from the parts of the page whose class says that they name them. */
static void read_bylines(reading *r) {
    rawi_article *head = &r->builder->article->head;
    for (size_t i = 1; i < r->tree.node_count && !(head->author && head->date); i++) {
        const html_node *node = &r->tree.nodes[i];
        if (!(node->traits & (HTML_IS_BYLINE | HTML_IS_DATE)) ||
            is_around_article(&r->tree, (uint32_t)i))
            continue;
        rawi_text_clear(&r->text);
        html_tree_text(&r->tree, node->first_piece, node->end_piece, &r->text);
        rawi_slice text = {r->text.bytes ? r->text.bytes : "", r->text.length};
        if ((node->traits & HTML_IS_BYLINE) && !head->author)
            take_author(r, text);
        if (!head->date)
            take_date(r, text, true);
    }
}

/* Headings at the very end head nothing. */
static void drop_trailing_headings(article_builder *builder) {
    const article_data *article = builder->article;
    while (article->block_count > 1 &&
           article->blocks[article->block_count - 1].kind == RAWI_BLOCK_HEADING)
        article_drop_last(builder);
}

static void read_lines(reading *r, size_t first, size_t last) {
    for (size_t i = first; i < last; i++)
        read_line(r, &r->lines.items[i]);
    article_end(r->builder);
}

static rawi_status read_page(reading *r, const char *name, rawi_error *error) {
    rawi_status status = html_tree_parse(&r->tree, r->builder->source, name, error);
    if (status != RAWI_OK)
        return status;
    if (!html_lines_split(&r->lines, &r->tree) ||
        !html_find_content(&r->tree, &r->lines, &r->first, &r->last))
        return rawi_fail_memory(error);
    size_t headline = read_title(r, html_read_metadata(&r->tree, r->builder));
    size_t before = r->builder->article->block_count;
    html_read_site(&r->tree, r->builder);
    read_bylines(r);
    read_lines_before(r, headline);
    read_standfirst(r, headline);
    read_lines(r, r->first, r->last);
    drop_trailing_headings(r->builder);
    if (r->builder->article->block_count <= before) {
        r->lenient = true;
        read_lines(r, 0, r->lines.count);
    }
    if (r->builder->article->block_count <= before)
        return rawi_fail(
            error, RAWI_ERROR_INPUT,
            _("%s: there is no text in this page; if scripts load it, save it from the "
              "browser as text"),
            name);
    if (r->text.failed || r->scratch.failed || r->title.failed)
        return rawi_fail_memory(error);
    return RAWI_OK;
}

rawi_status article_read_html(article_builder *builder, const char *name, rawi_error *error) {
    reading r = {.builder = builder};
    rawi_status status = read_page(&r, name, error);
    html_tree_free(&r.tree);
    free(r.lines.items);
    rawi_text_free(&r.text);
    rawi_text_free(&r.scratch);
    rawi_text_free(&r.title);
    return status;
}
