/* Which links are marks of footnotes. */
#include "article/html_notes.h"

#include <unicode/uchar.h>

enum {
    MARK_BYTES_MAX = 32,
    DIGITS_MAX = 3,       /* of a mark in round brackets: more are a year */
    GLUED_DIGITS_MAX = 2, /* of a mark glued to the word before it, which is no prefix: */
    GLUED_LETTERS_MIN = 2
};

/* What the text of a link says, were the link a mark. */
typedef enum says {
    SAYS_WORDS,
    SAYS_FIGURES, /* «12%», «1,2» */
    SAYS_NUMBER,  /* «1», which may be a year that is a link as well */
    SAYS_MARK     /* «[1]», «[ملاحظة 2]», «(2)», «*», «↩» */
} says;

static bool is_enclosed(rawi_slice text, char open, char close) {
    return text.bytes[0] == open && text.bytes[text.length - 1] == close;
}

static says read_mark(rawi_slice text, size_t *digits) {
    *digits = 0;
    if (text.length == 0 || text.length > MARK_BYTES_MAX)
        return SAYS_WORDS;
    if (is_enclosed(text, '[', ']'))
        return SAYS_MARK;
    size_t others = 0;
    for (size_t at = 0; at < text.length;) {
        int32_t character = rawi_next_character(text.bytes, text.length, &at);
        if (character < 0 || u_isalpha(character))
            return SAYS_WORDS;
        *digits += u_isdigit(character) != 0;
        others += !u_isdigit(character);
    }
    if (*digits == 0 || (others == 2 && *digits <= DIGITS_MAX && is_enclosed(text, '(', ')')))
        return SAYS_MARK;
    return others > 0 ? SAYS_FIGURES : SAYS_NUMBER;
}

/* The piece before the element's, or behind it, where it is text of the source; else NULL. */
static html_piece *neighbour(const html_tree *tree, const html_node *element, bool behind) {
    size_t index = behind ? element->end_piece : (size_t)element->first_piece - 1;
    if ((!behind && element->first_piece == 0) || index >= tree->piece_count)
        return NULL;
    html_piece *piece = &tree->pieces[index];
    bool alike = tree->nodes[piece->node].block == element->block;
    return alike && !piece->entity && piece->length > 0 ? piece : NULL;
}

/* Takes the brackets around the mark of so many digits away; false where there are none. */
static bool take_brackets(html_tree *tree, const html_node *element, size_t digits) {
    html_piece *before = neighbour(tree, element, false);
    html_piece *behind = neighbour(tree, element, true);
    if (!before || !behind)
        return false;
    char open = tree->source.bytes[before->start + before->length - 1];
    char close = tree->source.bytes[behind->start];
    bool round = open == '(' && close == ')' && digits <= DIGITS_MAX;
    if (!round && !(open == '[' && close == ']'))
        return false;
    before->length--;
    behind->start++;
    behind->length--;
    return true;
}

/* Whether a word ends right before the element: more than a letter, which would be a prefix. */
static bool is_glued(const html_tree *tree, const html_node *element) {
    const html_piece *before = neighbour(tree, element, false);
    size_t letters = 0;
    for (size_t at = before ? before->length : 0; at > 0 && letters < GLUED_LETTERS_MIN;
         letters++) {
        const char *bytes = tree->source.bytes + before->start;
        if (!u_isalpha(rawi_previous_character(bytes, 0, &at)))
            break;
    }
    return letters == GLUED_LETTERS_MIN;
}

static bool is_note_mark(html_tree *tree, const html_node *link, rawi_text *scratch) {
    rawi_text_clear(scratch);
    html_tree_text(tree, link->first_piece, link->end_piece, scratch);
    rawi_slice text = {scratch->bytes ? scratch->bytes : "", scratch->length};
    size_t digits;
    says said = read_mark(text, &digits);
    if (said == SAYS_WORDS)
        return false;
    if (said != SAYS_FIGURES && take_brackets(tree, link, digits))
        return true;
    bool raised = tree->nodes[tree->pieces[link->first_piece].node].raised;
    bool glued = said == SAYS_NUMBER && digits <= GLUED_DIGITS_MAX && is_glued(tree, link);
    return said == SAYS_MARK || raised || glued;
}

void html_silence_note_marks(html_tree *tree) {
    rawi_text scratch = {0};
    for (size_t i = 0; i < tree->node_count; i++) {
        const html_node *link = &tree->nodes[i];
        if (link->role != HTML_LINK || !(link->traits & HTML_LEADS_INSIDE) ||
            !is_note_mark(tree, link, &scratch))
            continue;
        for (size_t inner = i; inner < tree->nodes[i].end; inner++)
            tree->nodes[inner].silent = true;
    }
    rawi_text_free(&scratch);
}
