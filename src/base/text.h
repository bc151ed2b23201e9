/* Text: pieces of UTF-8 with explicit lengths, and a buffer that grows. */
#ifndef RAWI_BASE_TEXT_H
#define RAWI_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

/* Some bytes of somebody else's text; not NUL-terminated. */
typedef struct rawi_slice {
    const char *bytes;
    size_t length;
} rawi_slice;

/* A growing text, always NUL-terminated once something was added. Zero-initialized is empty. The
 * adding functions return false when memory is exhausted, remember it in `failed`, and do nothing
 * from then on: a caller may add a lot and check `failed` once. */
typedef struct rawi_text {
    char *bytes;
    size_t length;
    size_t capacity;
    bool failed;
} rawi_text;

/* What stands for a malformed byte where characters are read. */
#define RAWI_MALFORMED (-1)

/* The character at bytes[*position), which must be before `length`, and *position moved behind it;
 * RAWI_MALFORMED for bytes that are no UTF-8 (at least one byte is passed). */
int32_t rawi_next_character(const char *bytes, size_t length, size_t *position);

/* The character that ends at *position, which must be behind `start`, and *position moved to it. */
int32_t rawi_previous_character(const char *bytes, size_t start, size_t *position);

rawi_slice rawi_slice_of(const char *terminated);
bool rawi_slice_equal(rawi_slice a, rawi_slice b);

bool rawi_text_add(rawi_text *text, const char *bytes, size_t length);
bool rawi_text_add_string(rawi_text *text, const char *terminated);
bool rawi_text_add_character(rawi_text *text, char32_t character);
bool rawi_text_reserve(rawi_text *text, size_t more);
void rawi_text_clear(rawi_text *text);
void rawi_text_free(rawi_text *text);

#endif
