/* Character references: their form, and what they stand for. */
#include "article/entity.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <string.h>

enum {
    ENTITY_LENGTH_MAX = 34 /* the longest name of HTML 5, & and ; included */
};

size_t article_entity_length(rawi_slice source, size_t at) {
    if (at >= source.length || source.bytes[at] != '&')
        return 0;
    size_t end = at + ENTITY_LENGTH_MAX < source.length ? at + ENTITY_LENGTH_MAX : source.length;
    size_t next = at + 1;
    if (next < end && source.bytes[next] == '#')
        next++;
    size_t name = next;
    while (next < end && isalnum((unsigned char)source.bytes[next]))
        next++;
    return next > name && next < end && source.bytes[next] == ';' ? next + 1 - at : 0;
}

/* The character that a numeric reference's digits name; the replacement character where it is
 * none. */
static char32_t numeric(const char *digits, size_t length) {
    bool hexadecimal = length > 0 && (digits[0] == 'x' || digits[0] == 'X');
    char32_t value = 0;
    for (size_t i = hexadecimal; i < length && value <= 0x10FFFF; i++) {
        char digit = digits[i];
        char32_t units =
            digit <= '9' ? (char32_t)(digit - '0') : (char32_t)((digit | 0x20) - 'a' + 10);
        value = value * (hexadecimal ? 16 : 10) + units;
    }
    bool valid = value > 0 && value <= 0x10FFFF && !(value >= 0xD800 && value < 0xE000);
    return valid ? value : 0xFFFD;
}

static char32_t named(const char *bytes, size_t length) {
    char name[ENTITY_LENGTH_MAX];
    memcpy(name, bytes, length);
    name[length] = '\0';
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    return entity ? (char32_t)entity->value : 0;
}

/* The character that the reference source[at, at + length) stands for, 0 where nobody knows. */
static char32_t referred(rawi_slice source, size_t at, size_t length) {
    const char *inside = source.bytes + at + 1;
    return *inside == '#' ? numeric(inside + 1, length - 3) : named(inside, length - 2);
}

void article_add_decoded(rawi_text *text, rawi_slice source) {
    for (size_t at = 0; at < source.length;) {
        size_t length = article_entity_length(source, at);
        char32_t character = length > 0 ? referred(source, at, length) : 0;
        if (character)
            rawi_text_add_character(text, character);
        else
            rawi_text_add(text, source.bytes + at, length = 1);
        at += length;
    }
}

size_t article_entity_matches(rawi_slice source, size_t at, size_t length, rawi_slice literal) {
    char32_t value = referred(source, at, length);
    size_t end = 0;
    int32_t character = rawi_next_character(literal.bytes, literal.length, &end);
    /* A name of HTML 5 that the table lacks is taken on trust: the parser has decoded it. */
    bool same = value ? (int32_t)value == character : character > 0x7F;
    return same ? end : 0;
}
