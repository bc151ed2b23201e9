/* Scoring of lines and elements. */
#include "article/html_content.h"

#include <stdlib.h>

enum {
    LINK_COST = 15, /* letters that a link weighs besides its own */
    LABEL_COST = 8,
    CARD_LETTERS_MAX = 400,  /* a linked heading and its teaser */
    ARTICLE_PROSE_MIN = 200, /* letters; less, or a tenth of what is dropped, is no article */
    BYLINE_LETTERS_MAX = 150,
    INLINE_BYTES_MAX = 200 /* of a label or button in running text */
};

/* Sums over the lines before each, and over the nodes before each. */
typedef struct sums {
    int64_t *prose;   /* letters of prose */
    int64_t *letters; /* all letters */
    int64_t *score;
    int64_t page;        /* letters of prose of the page without its readers' comments */
    uint32_t *headlines; /* nodes that hold the article if anything does */
} sums;

static int64_t value_of(const html_tree *tree, const html_line *line) {
    const html_node *node = &tree->nodes[line->node];
    int64_t letters = line->letters;
    bool title = node->role == HTML_HEADING && (node->level == 1 || (node->traits & HTML_IS_TITLE));
    if (line->dropped || title)
        return 0;
    if (html_is_link(line))
        return -letters - LINK_COST;
    if (node->role == HTML_HEADING || node->role == HTML_CAPTION)
        return 0;
    if (html_is_prose(line))
        return letters;
    if (node->role == HTML_ITEM || node->role == HTML_CELL)
        return letters / 4;
    return -letters / 2 - LABEL_COST;
}

static bool add_sums(sums *s, const html_lines *lines) {
    s->prose = calloc(lines->count + 1, sizeof *s->prose);
    s->letters = calloc(lines->count + 1, sizeof *s->letters);
    if (!s->prose || !s->letters)
        return false;
    for (size_t i = 0; i < lines->count; i++) {
        const html_line *line = &lines->items[i];
        s->prose[i + 1] = s->prose[i] + (html_is_prose(line) ? line->letters : 0);
        s->letters[i + 1] = s->letters[i] + line->letters;
    }
    return true;
}

static bool is_headline(const html_node *node) {
    bool around = node->traits & (HTML_IS_AROUND | HTML_IS_NEVER | HTML_IS_COMMENTS);
    return !around && ((node->role == HTML_HEADING && node->level == 1) ||
                       node->role == HTML_MAIN || (node->traits & HTML_IS_CONTENT));
}

static bool add_headlines(sums *s, const html_tree *tree) {
    s->headlines = calloc(tree->node_count + 1, sizeof *s->headlines);
    for (size_t i = 0; s->headlines && i < tree->node_count; i++)
        s->headlines[i + 1] = s->headlines[i] + is_headline(&tree->nodes[i]);
    return s->headlines != NULL;
}

static int64_t sum_of(const int64_t *running, const html_lines *lines, const html_tree *tree,
                      uint32_t node) {
    size_t first;
    size_t last;
    html_lines_of(lines, tree, node, &first, &last);
    return running[last] - running[first];
}

static void add_page(sums *s, const html_tree *tree, const html_lines *lines) {
    s->page = s->prose[lines->count];
    for (uint32_t i = 0; i < tree->node_count;) {
        bool comments = tree->nodes[i].traits & HTML_IS_COMMENTS;
        if (comments)
            s->page -= sum_of(s->prose, lines, tree, i);
        i = comments ? tree->nodes[i].end : i + 1;
    }
}

/* Whether what an element has in it outweighs what its name says: it holds most of the page's prose
 * and, where the name is a strong one, the headline or all but all of the prose. */
static bool holds_article(const html_tree *tree, const html_lines *lines, const sums *s,
                          uint32_t index) {
    const html_node *node = &tree->nodes[index];
    int64_t prose = sum_of(s->prose, lines, tree, index);
    bool most = 2 * prose > s->prose[lines->count];
    if (most && s->headlines[node->end] > s->headlines[index])
        return true;
    if (node->traits & HTML_IS_COMMENTS)
        return false;
    int64_t rest = s->page - prose;
    bool nearly_all = 2 * prose > s->page && (rest < ARTICLE_PROSE_MIN || rest * 10 < prose);
    return nearly_all || (most && !(node->traits & HTML_IS_NEVER));
}

/* Whether this is a passage in the running text of a line: no label, whatever its class. */
static bool is_passage(const html_tree *tree, const html_lines *lines, uint32_t index) {
    const html_node *node = &tree->nodes[index];
    size_t first;
    size_t last;
    html_lines_of(lines, tree, index, &first, &last);
    if (html_is_block(node->role) || last - first > 1 || node->first_piece == node->end_piece)
        return false;
    const html_piece *end = &tree->pieces[node->end_piece - 1];
    return end->start + end->length - tree->pieces[node->first_piece].start > INLINE_BYTES_MAX;
}

/* Whether the element itself stands around the article. */
static bool is_around(const html_tree *tree, const html_lines *lines, const sums *s,
                      uint32_t index) {
    const html_node *node = &tree->nodes[index];
    bool byline = (node->traits & (HTML_IS_BYLINE | HTML_IS_DATE)) && node->role != HTML_HEADING;
    if (index == 0)
        return false;
    bool apparatus = (node->traits & HTML_IS_APPARATUS) && html_is_block(node->role) &&
                     node->role != HTML_HEADING;
    if (apparatus || node->role == HTML_AROUND ||
        (node->traits & (HTML_IS_AROUND | HTML_IS_NEVER | HTML_IS_COMMENTS)))
        return !holds_article(tree, lines, s, index) && !is_passage(tree, lines, index);
    return byline && sum_of(s->letters, lines, tree, index) <= BYLINE_LETTERS_MAX;
}

static void drop_around(html_tree *tree, const html_lines *lines, const sums *s) {
    for (uint32_t i = 0; i < tree->node_count; i++) {
        html_node *node = &tree->nodes[i];
        node->dropped = (i > 0 && tree->nodes[node->parent].dropped) || node->silent ||
                        is_around(tree, lines, s, i);
    }
}

/* A heading that leads elsewhere with a few words around it announces another article: the element
 * around both. The heading itself where there is no such element. */
static void drop_card(html_tree *tree, const html_lines *lines, const sums *s, uint32_t heading) {
    uint32_t card = heading;
    for (uint32_t up = tree->nodes[heading].parent; up > 0; up = tree->nodes[up].parent) {
        const html_node *node = &tree->nodes[up];
        bool most = 2 * sum_of(s->prose, lines, tree, up) > s->prose[lines->count];
        if (most || sum_of(s->letters, lines, tree, up) > CARD_LETTERS_MAX || is_headline(node) ||
            s->headlines[node->end] > s->headlines[up])
            break;
        card = up;
    }
    if (card == heading)
        return;
    for (uint32_t i = card; i < tree->nodes[card].end; i++)
        tree->nodes[i].dropped = true;
}

static void drop_cards(html_tree *tree, const html_lines *lines, const sums *s) {
    for (size_t i = 0; i < lines->count; i++) {
        const html_line *line = &lines->items[i];
        const html_node *node = &tree->nodes[line->node];
        if (node->role == HTML_HEADING && node->level > 1 && !node->dropped &&
            line->link_letters * 5 >= line->letters * 4)
            drop_card(tree, lines, s, line->node);
    }
}

static void mark_lines(const html_tree *tree, html_lines *lines) {
    for (size_t i = 0; i < lines->count; i++)
        lines->items[i].dropped = tree->nodes[lines->items[i].node].dropped;
}

static bool add_scores(sums *s, const html_tree *tree, const html_lines *lines) {
    s->score = calloc(lines->count + 1, sizeof *s->score);
    for (size_t i = 0; s->score && i < lines->count; i++)
        s->score[i + 1] = s->score[i] + value_of(tree, &lines->items[i]);
    return s->score != NULL;
}

static bool holds_blocks(uint8_t role) {
    return role == HTML_BLOCK || role == HTML_ARTICLE || role == HTML_MAIN || role == HTML_CELL ||
           role == HTML_AROUND || role == HTML_QUOTATION || role == HTML_CODE || role == HTML_LIST;
}

/* The element with the highest score; of equals the innermost. The root where nothing is prose. */
static uint32_t best_node(const html_tree *tree, const html_lines *lines, const sums *s) {
    uint32_t best = 0;
    int64_t highest = 0;
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const html_node *node = &tree->nodes[i];
        if (node->dropped || !holds_blocks(node->role))
            continue;
        int64_t score = sum_of(s->score, lines, tree, i);
        bool inside = i < tree->nodes[best].end;
        if (score > highest || (score == highest && score > 0 && inside)) {
            best = i;
            highest = score;
        }
    }
    return best;
}

bool html_find_content(html_tree *tree, html_lines *lines, size_t *first, size_t *last) {
    sums s = {.prose = NULL};
    bool enough = add_sums(&s, lines) && add_headlines(&s, tree);
    if (enough) {
        add_page(&s, tree, lines);
        drop_around(tree, lines, &s);
        drop_cards(tree, lines, &s);
        mark_lines(tree, lines);
        enough = add_scores(&s, tree, lines);
    }
    if (enough && tree->node_count > 0)
        html_lines_of(lines, tree, best_node(tree, lines, &s), first, last);
    else
        *first = *last = 0;
    free(s.prose);
    free(s.letters);
    free(s.score);
    free(s.headlines);
    return enough;
}
