/* HTML fragments: all of their text, without a search for the article in it. */
#include "article/html_fragment.h"

#include "article/html_lines.h"

#include <stdlib.h>

enum {
    LIST_DEPTH_MAX = 6
};

static rawi_block_kind kind_of(const html_node *node) {
    switch (node->role) {
    case HTML_HEADING:
        return RAWI_BLOCK_HEADING;
    case HTML_ITEM:
        return RAWI_BLOCK_LIST_ITEM;
    case HTML_QUOTATION:
        return RAWI_BLOCK_QUOTATION;
    case HTML_CAPTION:
        return RAWI_BLOCK_CAPTION;
    default:
        return RAWI_BLOCK_PARAGRAPH;
    }
}

/* How many lists the item stands in, at least 1. */
static unsigned depth_of(const html_tree *tree, const html_node *item) {
    unsigned depth = 0;
    for (uint32_t i = item->parent; i > 0; i = tree->nodes[i].parent)
        depth += tree->nodes[i].role == HTML_LIST;
    return depth < 1 ? 1 : depth > LIST_DEPTH_MAX ? LIST_DEPTH_MAX : depth;
}

static void add_line(article_builder *builder, html_tree *tree, const html_line *line,
                     size_t offset) {
    html_node *node = &tree->nodes[line->node];
    bool item = node->role == HTML_ITEM;
    unsigned level = node->role == HTML_HEADING ? node->level : item ? depth_of(tree, node) : 0;
    article_begin(builder, kind_of(node), level);
    if (item)
        html_add_item(builder, node);
    for (size_t i = line->first_piece; i < line->end_piece; i++)
        if (!tree->nodes[tree->pieces[i].node].silent)
            html_add_piece(builder, &tree->pieces[i], offset);
    article_end(builder);
}

bool html_read_fragment(article_builder *builder, size_t start, size_t end) {
    html_tree tree = {.nodes = NULL};
    html_lines lines = {.items = NULL};
    rawi_slice source = {builder->source.bytes + start, end - start};
    rawi_status status = html_tree_parse(&tree, source, "", NULL);
    bool enough = status != RAWI_ERROR_MEMORY;
    if (status == RAWI_OK && tree.node_count > 0)
        enough = html_lines_split(&lines, &tree);
    for (size_t i = 0; enough && status == RAWI_OK && i < lines.count; i++)
        add_line(builder, &tree, &lines.items[i], start);
    free(lines.items);
    html_tree_free(&tree);
    return enough;
}
