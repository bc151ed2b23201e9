/* A page as a tree of elements and the pieces of its text, where they stand in the source.
 *
 * Elements stand in document order, so that an element's descendants are the elements behind it up
 * to `end`, and its text the pieces [first_piece, end_piece). Built from libxml2's SAX events: a
 * document tree of libxml2's own would take twenty times the memory and lose the positions.
 */
#ifndef RAWI_ARTICLE_HTML_TREE_H
#define RAWI_ARTICLE_HTML_TREE_H

#include "article/build.h"

typedef enum html_role {
    HTML_INLINE,
    HTML_LINK,
    HTML_BREAK,
    HTML_BLOCK,
    HTML_PARAGRAPH,
    HTML_HEADING,
    HTML_LIST,
    HTML_ITEM,
    HTML_QUOTATION,
    HTML_CAPTION,
    HTML_ARTICLE,
    HTML_MAIN,
    HTML_AROUND,
    HTML_ROW,
    HTML_CELL,
    HTML_CODE,
    HTML_SILENT
} html_role;

/* What class, id, role and other attributes say. */
enum {
    HTML_IS_AROUND = 1,
    HTML_IS_CONTENT = 2,
    HTML_IS_BYLINE = 4,
    HTML_IS_DATE = 8,
    HTML_IS_CAPTION = 16,
    HTML_IS_TITLE = 32,
    HTML_IS_QUOTATION = 64,
    HTML_IS_NEVER = 128, /* around the article even where it is the longest part of the page */
    HTML_IS_NUMBERED = 256,
    HTML_COUNTS_DOWN = 512,
    HTML_COUNTS_ITEMS = 1024,  /* the list's first number is that of how many items it has */
    HTML_SAYS_NUMBER = 2048,   /* the item says its own number */
    HTML_HAS_NUMBER = 4096,    /* the item is one of a numbered list */
    HTML_IS_COMMENTS = 8192,   /* what readers say: around the article even where all else is */
    HTML_LEADS_INSIDE = 16384, /* the link leads to another place of the page, or nowhere */
    HTML_IS_APPARATUS =
        32768 /* a block of references or contents; nothing said of words or headings
               */
};

typedef struct html_node {
    uint32_t parent; /* the root is its own */
    uint32_t end;
    uint32_t block; /* itself, or the innermost block element around it */
    uint32_t first_piece;
    uint32_t end_piece;
    uint8_t role;  /* html_role */
    uint8_t level; /* of a heading */
    uint16_t traits;
    int32_t number; /* of an item in a numbered list; a list's: that of its next item */
    bool begun;     /* an item of which something has been read */
    bool silent;    /* it or one around it is HTML_SILENT, or the mark of a footnote */
    bool dropped;   /* it or one around it is no part of the article */
    bool raised;    /* it or one around it is <sup> */
} html_node;

/* Text of the source, or what an entity there stands for. */
typedef struct html_piece {
    uint32_t node;
    uint32_t start;
    uint32_t length;
    char32_t entity; /* 0: the bytes as they are */
} html_piece;

/* A fact that a page states about itself: <meta name=author>, JSON-LD, <time>, itemprop. */
typedef struct html_fact {
    const char *name;  /* in lower case: "og:title", "author", "itemprop:author", "html:lang" */
    const char *value; /* decoded, in the tree's arena */
    rawi_span span;    /* of the element in the source */
    uint32_t node;
} html_fact;

typedef struct html_tree {
    rawi_slice source;
    html_node *nodes;
    size_t node_count;
    size_t node_capacity;
    html_piece *pieces;
    size_t piece_count;
    size_t piece_capacity;
    html_fact *facts;
    size_t fact_count;
    size_t fact_capacity;
    rawi_arena arena;
} html_tree;

/* Parses `source`, leniently and without touching the network, into a zero-initialized tree, which
 * the caller frees, on failure too. */
rawi_status html_tree_parse(html_tree *tree, rawi_slice source, const char *name,
                            rawi_error *error);

/* Whether an element of this role ends the line before it. */
bool html_is_block(uint8_t role);

/* The text of pieces [first, last) with white space as it stands. */
void html_tree_text(const html_tree *tree, size_t first, size_t last, rawi_text *text);

/* Adds a piece to the builder's open block; the tree's source starts at `offset` of the builder's.
 */
void html_add_piece(article_builder *builder, const html_piece *piece, size_t offset);

/* Says that the builder's open block is `item`, with its number, or goes on with it. */
void html_add_item(article_builder *builder, html_node *item);

void html_tree_free(html_tree *tree);

#endif
