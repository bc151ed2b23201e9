/* The growing text buffer. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

/* ICU's macros convert between char, uint8_t and int in their bodies. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

int32_t rawi_next_character(const char *bytes, size_t length, size_t *position) {
    UChar32 character;
    size_t next = *position;
    U8_NEXT(bytes, next, length, character);
    *position = next;
    return character;
}

int32_t rawi_previous_character(const char *bytes, size_t start, size_t *position) {
    size_t available = *position - start;
    int32_t offset = available < U8_MAX_LENGTH ? (int32_t)available : U8_MAX_LENGTH;
    const char *window = bytes + *position - offset;
    const int32_t end = offset;
    UChar32 character;
    U8_PREV(window, 0, offset, character);
    *position -= (size_t)(end - offset);
    return character;
}

#pragma GCC diagnostic pop

rawi_slice rawi_slice_of(const char *terminated) {
    return (rawi_slice){terminated, strlen(terminated)};
}

bool rawi_slice_equal(rawi_slice a, rawi_slice b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool rawi_text_reserve(rawi_text *text, size_t more) {
    if (text->failed)
        return false;
    if (more < text->capacity - text->length)
        return true;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity - text->length <= more) {
        if (capacity > SIZE_MAX / 2) {
            text->failed = true;
            return false;
        }
        capacity *= 2;
    }
    char *bytes = realloc(text->bytes, capacity);
    if (!bytes) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

bool rawi_text_add(rawi_text *text, const char *bytes, size_t length) {
    if (!rawi_text_reserve(text, length))
        return false;
    if (length)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return true;
}

bool rawi_text_add_string(rawi_text *text, const char *terminated) {
    return rawi_text_add(text, terminated, strlen(terminated));
}

bool rawi_text_add_character(rawi_text *text, char32_t character) {
    uint8_t bytes[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, character);
    return rawi_text_add(text, (const char *)bytes, (size_t)length);
}

void rawi_text_clear(rawi_text *text) {
    text->length = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

void rawi_text_free(rawi_text *text) {
    free(text->bytes);
    *text = (rawi_text){0};
}
