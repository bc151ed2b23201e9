/* Footnotes in Markdown. */
#define _GNU_SOURCE /* memmem */
#include "article/footnote.h"

#include <string.h>

size_t article_footnote_mark_length(rawi_slice text) {
    enum {
        MARK_MAX = 64
    };
    if (text.length < 4 || text.bytes[0] != '[' || text.bytes[1] != '^' || text.bytes[2] == ']')
        return 0;
    size_t end = text.length < MARK_MAX ? text.length : MARK_MAX;
    for (size_t at = 2; at < end && !strchr(" \n", text.bytes[at]); at++)
        if (text.bytes[at] == ']')
            return at + 1;
    return 0;
}

/* Whether only what opens a block (a quotation, an item) stands before `at` in its line. */
static bool is_at_block_start(const char *bytes, size_t at) {
    while (at > 0 && strchr(" \t>*+-", bytes[at - 1]))
        at--;
    return at == 0 || bytes[at - 1] == '\n' || bytes[at - 1] == '\r';
}

static size_t skip_to(rawi_slice line, size_t at, const char *stops) {
    while (at < line.length && !strchr(stops, line.bytes[at]))
        at++;
    return at;
}

/* Whether the line is «[label]: address», perhaps with a title in double quotes, and nothing else.
 */
static bool is_link_address(rawi_slice line) {
    if (line.length < 2 || line.bytes[0] != '[' || strchr("]^", line.bytes[1]))
        return false;
    size_t at = skip_to(line, 1, "[]\\");
    if (at + 1 >= line.length || line.bytes[at] != ']' || line.bytes[at + 1] != ':')
        return false;
    at += 2;
    while (at < line.length && line.bytes[at] == ' ')
        at++;
    size_t end = skip_to(line, at, " \t()<>\\");
    if (end == at || end == line.length)
        return end > at;
    return line.length - end > 3 && memcmp(line.bytes + end, " \"", 2) == 0 &&
           skip_to(line, end + 2, "\"\\") == line.length - 1 && line.bytes[line.length - 1] == '"';
}

/* Says the link addresses on the lines from `at` on again behind the end. */
static void move_link_addresses(rawi_text *text, size_t at, size_t end) {
    while (at < end) {
        const char *newline = memchr(text->bytes + at, '\n', end - at);
        size_t length = newline ? (size_t)(newline - text->bytes) - at : end - at;
        if (length > 0 && text->bytes[at + length - 1] == '\r')
            length--;
        if (!is_link_address((rawi_slice){text->bytes + at, length}))
            return;
        if (!rawi_text_add_string(text, "\n\n") || !rawi_text_reserve(text, length))
            return;
        rawi_text_add(text, text->bytes + at, length);
        memset(text->bytes + at, ' ', length);
        at += length;
        while (at < end && strchr("\r\n", text->bytes[at]))
            at++;
    }
}

void article_hide_footnotes(rawi_slice source, rawi_text *text) {
    size_t end = source.length;
    rawi_text_add(text, source.bytes, end);
    for (size_t at = 0; !text->failed && at < end;) {
        const char *found = memmem(text->bytes + at, end - at, "[^", 2);
        if (!found)
            return;
        at = (size_t)(found - text->bytes);
        size_t mark = article_footnote_mark_length((rawi_slice){found, end - at});
        if (mark && at + mark < end && found[mark] == ':' && is_at_block_start(text->bytes, at)) {
            text->bytes[at + mark] = ARTICLE_NOTE_COLON;
            const char *newline = memchr(found, '\n', end - at);
            if (newline)
                move_link_addresses(text, (size_t)(newline - text->bytes) + 1, end);
        }
        at += 2;
    }
}
