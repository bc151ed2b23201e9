/* Splitting a page into lines. */
#include "article/html_lines.h"

#include <unicode/uchar.h>

enum {
    PROSE_LETTERS = 20,      /* a shorter line is a label */
    LONG_PROSE_LETTERS = 80, /* so long it is prose even without punctuation */
    LABEL_LETTERS_MAX = 30,
    VERSE_LETTERS_MIN = 10,
    VERSE_LETTERS_MAX = 70,
    VERSE_LINES_MIN = 4
};

/* What the splitting knows while it walks the tree. */
typedef struct walk {
    html_lines *lines;
    const html_tree *tree;
    bool open;     /* a line is open */
    size_t breaks; /* line breaks since its last letter */
    int32_t last;  /* its last character that is not white space or a closing mark */
    size_t links;  /* link elements around */
} walk;

static void end_line(walk *w, size_t piece) {
    if (!w->open)
        return;
    html_line *line = &w->lines->items[w->lines->count];
    w->open = false;
    line->end_piece = (uint32_t)piece;
    line->final =
        w->last == '.' || w->last == '!' || w->last == U'؟' || w->last == '?' || w->last == U'…';
    if (line->letters > 0)
        w->lines->count++;
}

static bool start_line(walk *w, uint32_t node, size_t piece) {
    if (!article_grow((void **)&w->lines->items, &w->lines->capacity, w->lines->count,
                      sizeof *w->lines->items))
        return false;
    w->lines->items[w->lines->count] = (html_line){.node = node, .first_piece = (uint32_t)piece};
    w->open = true;
    w->breaks = 0;
    w->last = 0;
    return true;
}

static void count_character(walk *w, html_line *line, int32_t character) {
    if (u_isalnum(character)) {
        line->letters++;
        line->link_letters += w->links > 0;
        line->digits = line->digits || u_isdigit(character);
    }
    if (u_isUWhiteSpace(character) || u_charType(character) == U_FORMAT_CHAR)
        return;
    if (w->last == U'،' || w->last == '.' || w->last == U'؛')
        line->commas = true;
    if (character != U'»' && character != '"' && character != ')' && character != U'”')
        w->last = character;
    w->breaks = 0;
}

static void count_piece(walk *w, html_line *line, const html_piece *piece) {
    if (piece->entity) {
        count_character(w, line, (int32_t)piece->entity);
        return;
    }
    const char *bytes = w->tree->source.bytes + piece->start;
    for (size_t at = 0; at < piece->length;)
        count_character(w, line, rawi_next_character(bytes, piece->length, &at));
}

static bool add_piece(walk *w, size_t index, uint32_t block) {
    const html_piece *piece = &w->tree->pieces[index];
    if (w->tree->nodes[piece->node].silent)
        return true;
    if (!w->open && !start_line(w, block, index))
        return false;
    count_piece(w, &w->lines->items[w->lines->count], piece);
    return true;
}

/* A break that a writer used to end a paragraph: two in a row, or one behind a finished sentence or
 * a label. */
static bool ends_paragraph(const walk *w) {
    const html_line *line = &w->lines->items[w->lines->count];
    return line->letters < LABEL_LETTERS_MAX || w->breaks >= 2 || w->last == '.' ||
           w->last == U'؟' || w->last == '!';
}

static bool add_pieces(walk *w, size_t *piece, size_t until, uint32_t block) {
    while (*piece < until)
        if (!add_piece(w, (*piece)++, block))
            return false;
    return true;
}

static bool can_be_verse(const html_line *line, const html_node *node) {
    return line->letters >= VERSE_LETTERS_MIN && line->letters <= VERSE_LETTERS_MAX &&
           line->link_letters == 0 && !line->digits &&
           (node->role == HTML_BLOCK || node->role == HTML_PARAGRAPH ||
            node->role == HTML_QUOTATION);
}

/* Whether two lines that can be verse stand in the same element, or in elements side by side. */
static bool stand_alike(const html_node *nodes, uint32_t a, uint32_t b) {
    return a == b || (nodes[a].parent == nodes[b].parent && nodes[a].role == nodes[b].role);
}

bool html_is_link(const html_line *line) {
    return line->link_letters * 2 > line->letters;
}

bool html_is_prose(const html_line *line) {
    if (line->verse)
        return true;
    return line->letters >= PROSE_LETTERS && line->link_letters * 3 <= line->letters &&
           (line->final || line->commas || line->letters >= LONG_PROSE_LETTERS);
}

/* Marks lines [first, last) as verse where they are enough and most are no sentences. */
static void end_stanza(html_lines *lines, size_t first, size_t last) {
    size_t sentences = 0;
    for (size_t i = first; i < last; i++)
        sentences += html_is_prose(&lines->items[i]);
    if (last - first < VERSE_LINES_MIN || 2 * sentences > last - first)
        return;
    for (size_t i = first; i < last; i++)
        lines->items[i].verse = true;
}

/* Short lines without links or numbers, one under another, can be a poem. */
static void mark_verse(html_lines *lines, const html_tree *tree) {
    const html_line *items = lines->items;
    size_t first = 0; /* of the lines that can be verse together with the one looked at */
    for (size_t i = 0; i < lines->count; i++) {
        bool alone = !can_be_verse(&items[i], &tree->nodes[items[i].node]);
        if (!alone && (i == first || stand_alike(tree->nodes, items[i - 1].node, items[i].node)))
            continue;
        end_stanza(lines, first, i);
        first = i + alone;
    }
    end_stanza(lines, first, lines->count);
}

/* Whether the line and one beside it are lines of one element: its writer broke them. */
static bool is_broken(const html_lines *lines, size_t i) {
    const html_line *items = lines->items;
    return (i > 0 && items[i - 1].node == items[i].node) ||
           (i + 1 < lines->count && items[i + 1].node == items[i].node);
}

/* Short lines in elements of their own may be labels: beside more prose than they are, they are. */
static void unmark_labels(html_lines *lines) {
    uint64_t verse = 0;
    uint64_t prose = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const html_line *line = &lines->items[i];
        verse += line->verse ? line->letters : 0;
        prose += !line->verse && html_is_prose(line) ? line->letters : 0;
    }
    for (size_t i = 0; prose >= verse && i < lines->count; i++)
        lines->items[i].verse = lines->items[i].verse && is_broken(lines, i);
}

static bool split_lines(html_lines *lines, const html_tree *tree) {
    walk w = {.lines = lines, .tree = tree};
    uint32_t at = 0; /* the innermost element open */
    size_t piece = 0;
    bool enough = true;
    for (uint32_t next = 0; enough && next <= tree->node_count; next++) {
        /* Close what has ended before `next`. */
        while (next > 0 && tree->nodes[at].end <= next) {
            const html_node *node = &tree->nodes[at];
            enough = enough && add_pieces(&w, &piece, node->end_piece, node->block);
            if (html_is_block(node->role))
                end_line(&w, piece);
            w.links -= node->role == HTML_LINK;
            if (at == 0 || at == node->parent)
                break;
            at = node->parent;
        }
        if (next == tree->node_count)
            break;
        const html_node *node = &tree->nodes[next];
        enough = enough && add_pieces(&w, &piece, node->first_piece, tree->nodes[at].block);
        if (html_is_block(node->role)) {
            end_line(&w, piece);
        }
        if (node->role == HTML_BREAK && w.open) {
            w.breaks++;
            if (ends_paragraph(&w))
                end_line(&w, piece);
        }
        w.links += node->role == HTML_LINK;
        at = next;
    }
    end_line(&w, tree->piece_count);
    return enough;
}

bool html_lines_split(html_lines *lines, const html_tree *tree) {
    bool enough = split_lines(lines, tree);
    if (enough) {
        mark_verse(lines, tree);
        unmark_labels(lines);
    }
    return enough;
}

static size_t first_line_from(const html_lines *lines, size_t piece) {
    size_t low = 0;
    size_t high = lines->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lines->items[middle].first_piece < piece)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void html_lines_of(const html_lines *lines, const html_tree *tree, uint32_t node, size_t *first,
                   size_t *last) {
    *first = first_line_from(lines, tree->nodes[node].first_piece);
    *last = first_line_from(lines, tree->nodes[node].end_piece);
}
