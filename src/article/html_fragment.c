/* HTML fragments: all of their text, without a search for the article in it. */
#include "article/html_fragment.h"

#include "article/html_lines.h"

#include <stdlib.h>

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

static void add_line(article_builder *builder, const html_tree *tree, const html_line *line,
                     size_t offset) {
    const html_node *node = &tree->nodes[line->node];
    unsigned level = node->role == HTML_HEADING ? node->level : node->role == HTML_ITEM;
    article_begin(builder, kind_of(node), level);
    if (node->role == HTML_ITEM)
        article_number(builder, node->number);
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
