/* Alignment of parsed Markdown with its source. */
#define _GNU_SOURCE /* memmem */
#include "article/align.h"

#include "article/entity.h"

#include <string.h>

static char byte_at(const article_cursor *cursor, size_t at) {
    return (char)(at < cursor->end ? cursor->source.bytes[at] : 0);
}

/* Behind a link's destination and title in parentheses, `at` standing on the opening one. */
static size_t skip_parentheses(const article_cursor *cursor, size_t at) {
    size_t depth = 0;
    char quote = '\0';
    for (; at < cursor->end; at++) {
        char byte = cursor->source.bytes[at];
        if (byte == '\\') {
            at++;
        } else if (quote) {
            quote = byte == quote ? '\0' : quote;
        } else if ((byte == '"' || byte == '\'') && strchr(" \t\n", byte_at(cursor, at - 1))) {
            quote = byte;
        } else if (byte == '(') {
            depth++;
        } else if (byte == ')' && --depth == 0) {
            return at + 1;
        }
    }
    return cursor->end;
}

static size_t skip_brackets(const article_cursor *cursor, size_t at) {
    const char *close = memchr(cursor->source.bytes + at, ']', cursor->end - at);
    return close ? (size_t)(close - cursor->source.bytes) + 1 : at;
}

void article_skip_link_end(article_cursor *cursor) {
    size_t at = cursor->at;
    while (at < cursor->end && cursor->source.bytes[at] != ']' && cursor->source.bytes[at] != '>')
        at++;
    if (at == cursor->end)
        return;
    bool autolink = cursor->source.bytes[at] == '>';
    at++;
    if (!autolink && byte_at(cursor, at) == '(')
        at = skip_parentheses(cursor, at);
    else if (!autolink && byte_at(cursor, at) == '[')
        at = skip_brackets(cursor, at);
    cursor->at = at;
}

void article_skip_literal(article_cursor *cursor, rawi_slice literal) {
    if (literal.length == 0 || cursor->end - cursor->at < literal.length)
        return;
    const char *found = memmem(cursor->source.bytes + cursor->at, cursor->end - cursor->at,
                               literal.bytes, literal.length);
    if (found)
        cursor->at = (size_t)(found - cursor->source.bytes) + literal.length;
}

static bool is_ascii_punctuation(char byte) {
    return byte > ' ' && byte < 0x7F && !(byte >= '0' && byte <= '9') &&
           !((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* How much of `literal` stands in the source at `at` as it is, up to an escape or an entity. */
static size_t verbatim_length(const article_cursor *cursor, size_t at, rawi_slice literal) {
    size_t length = 0;
    while (length < literal.length && at + length < cursor->end &&
           cursor->source.bytes[at + length] == literal.bytes[length]) {
        char byte = literal.bytes[length];
        if (!cursor->raw && byte == '&' && article_entity_length(cursor->source, at + length))
            break;
        if (!cursor->raw && byte == '\\' && is_ascii_punctuation(byte_at(cursor, at + length + 1)))
            break;
        length++;
    }
    return length;
}

/* Adds an entity or an escape that stands at the cursor for the start of `literal`; returns how
 * much of it, 0 where neither stands there. */
static size_t add_encoded(article_builder *builder, article_cursor *cursor, rawi_slice literal) {
    if (byte_at(cursor, cursor->at) == '\\' && byte_at(cursor, cursor->at + 1) == *literal.bytes &&
        is_ascii_punctuation(*literal.bytes)) {
        article_add(builder, cursor->at + 1, cursor->at + 2);
        cursor->at += 2;
        return 1;
    }
    size_t length = article_entity_length(cursor->source, cursor->at);
    if (length == 0 || cursor->at + length > cursor->end)
        return 0;
    size_t used = article_entity_matches(cursor->source, cursor->at, length, literal);
    if (used == 0)
        return 0;
    article_add_replaced(builder, cursor->at, cursor->at + length,
                         (rawi_slice){literal.bytes, used});
    cursor->at += length;
    return used;
}

/* The bytes of a literal that are looked for at once. */
static size_t needle_length(rawi_slice literal) {
    enum {
        NEEDLE_MAX = 24
    };
    size_t length = 1;
    while (length < literal.length && length < NEEDLE_MAX &&
           !is_ascii_punctuation(literal.bytes[length]))
        length++;
    return length;
}

/* Moves the cursor to where the literal begins; false where it does not. */
static bool find_literal(article_cursor *cursor, rawi_slice literal) {
    size_t needle = needle_length(literal);
    for (size_t at = cursor->at; at < cursor->end; at++) {
        bool found = at + needle <= cursor->end &&
                     memcmp(cursor->source.bytes + at, literal.bytes, needle) == 0;
        char byte = cursor->source.bytes[at];
        size_t entity = byte == '&' && !cursor->raw ? article_entity_length(cursor->source, at) : 0;
        if (entity)
            found = article_entity_matches(cursor->source, at, entity, literal) > 0;
        found = found || (!cursor->raw && byte == '\\' && is_ascii_punctuation(*literal.bytes) &&
                          byte_at(cursor, at + 1) == *literal.bytes);
        if (found) {
            cursor->at = at;
            return true;
        }
    }
    return false;
}

/* Adds what stands at the cursor for the start of `literal`; returns how much of it, 0 where
 * something else stands there. */
static size_t add_at_cursor(article_builder *builder, article_cursor *cursor, rawi_slice literal) {
    size_t used = cursor->raw ? 0 : add_encoded(builder, cursor, literal);
    if (used > 0)
        return used;
    used = verbatim_length(cursor, cursor->at, literal);
    if (used == 0 && byte_at(cursor, cursor->at) == *literal.bytes)
        used = 1; /* no entity, no escape after all */
    article_add(builder, cursor->at, cursor->at + used);
    cursor->at += used;
    return used;
}

void article_add_aligned(article_builder *builder, article_cursor *cursor, rawi_slice literal) {
    while (literal.length > 0) {
        size_t used = add_at_cursor(builder, cursor, literal);
        if (used == 0 && find_literal(cursor, literal))
            used = add_at_cursor(builder, cursor, literal);
        if (used == 0) {
            article_add_replaced(builder, cursor->at, cursor->at, literal);
            return;
        }
        literal.bytes += used;
        literal.length -= used;
    }
}
