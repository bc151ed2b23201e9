/* ID3v2.3 (id3.org/id3v2.3.0) with the chapters of id3v2-chapters-1.0. LAME's own writer has no
 * chapters, and libid3tag neither. Numbers are big-endian. */
#include "audio/id3.h"

#include <stdio.h>
#include <string.h>

enum {
    LATIN1 = 0, /* encodings of a text */
    UTF16 = 1,
    FRONT_COVER = 3,
    CONTENTS_ORDERED = 1, /* flags of a table of contents */
    CONTENTS_TOP = 2,
    CONTENTS_MOST = 255 /* entries of one table */
};

static void add_bytes(rawi_text *tag, const void *bytes, size_t count) {
    rawi_text_add(tag, bytes, count);
}

static void add_byte(rawi_text *tag, unsigned value) {
    add_bytes(tag, &(unsigned char){(unsigned char)value}, 1);
}

static void add_u32(rawi_text *tag, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        add_byte(tag, value >> shift & 0xFF);
}

/* A NUL ends it. */
static void add_latin1(rawi_text *tag, const char *text) {
    add_bytes(tag, text, strlen(text) + 1);
}

static void add_unit(rawi_text *tag, uint32_t unit) {
    add_byte(tag, unit & 0xFF);
    add_byte(tag, unit >> 8);
}

/* UTF-16, little-endian behind its byte order mark, without a NUL. */
static void add_utf16(rawi_text *tag, const char *text) {
    size_t length = strlen(text);
    add_unit(tag, 0xFEFF);
    for (size_t i = 0; i < length;) {
        uint32_t character = (uint32_t)rawi_next_character(text, length, &i);
        if (character >= 0x10000) {
            add_unit(tag, 0xD800 + ((character - 0x10000) >> 10));
            add_unit(tag, 0xDC00 + (character & 0x3FF));
        } else {
            add_unit(tag, character);
        }
    }
}

/* Begins a frame; its body, which follows, begins where this returns. */
static size_t begin_frame(rawi_text *tag, const char *id) {
    add_bytes(tag, id, 4);
    add_u32(tag, 0); /* the size */
    add_byte(tag, 0);
    add_byte(tag, 0);
    return tag->length;
}

static void end_frame(rawi_text *tag, size_t body) {
    size_t size = tag->length - body;
    for (size_t i = 0; i < 4 && !tag->failed; i++)
        tag->bytes[body - 6 + i] = (char)(size >> (24 - 8 * i));
}

static void add_text(rawi_text *tag, const char *id, const char *text) {
    if (!text)
        return;
    size_t body = begin_frame(tag, id);
    add_byte(tag, UTF16);
    add_utf16(tag, text);
    end_frame(tag, body);
}

/* Whether `date` has the form of `pattern`, where 0 stands for any digit, as far as that goes. */
static bool has_form(const char *date, const char *pattern) {
    for (; *pattern; date++, pattern++)
        if (*pattern == '0' ? *date < '0' || *date > '9' : *date != *pattern)
            return false;
    return true;
}

/* Two times two digits of the date. */
static void add_pairs(rawi_text *tag, const char *id, const char *first, const char *second) {
    size_t body = begin_frame(tag, id);
    add_byte(tag, LATIN1);
    add_bytes(tag, first, 2);
    add_bytes(tag, second, 2);
    end_frame(tag, body);
}

/* ISO 8601 in the frames that version 2.3 has: year, day and month, hour and minute. */
static void add_date(rawi_text *tag, const char *date) {
    if (date && has_form(date, "0000"))
        add_pairs(tag, "TYER", date, date + 2);
    if (date && has_form(date, "0000-00-00"))
        add_pairs(tag, "TDAT", date + 8, date + 5);
    if (date && has_form(date, "0000-00-00T00:00"))
        add_pairs(tag, "TIME", date + 11, date + 14);
}

static void add_comment(rawi_text *tag, const rawi_tags *tags) {
    if (!tags->comment)
        return;
    size_t body = begin_frame(tag, "COMM");
    add_byte(tag, UTF16);
    add_bytes(tag, rawi_language_code(tags->language), 3);
    add_utf16(tag, ""); /* what kind of comment it is */
    add_unit(tag, 0);
    add_utf16(tag, tags->comment);
    end_frame(tag, body);
}

static void add_cover(rawi_text *tag, const rawi_picture *cover) {
    size_t body = begin_frame(tag, "APIC");
    add_byte(tag, LATIN1);
    add_latin1(tag, rawi_picture_type(cover));
    add_byte(tag, FRONT_COVER);
    add_latin1(tag, ""); /* no description */
    add_bytes(tag, cover->bytes, cover->size);
    end_frame(tag, body);
}

/* ---- chapters ------------------------------------------------------------------------------ */

/* Chapters are known by "ch0", "ch1"…, tables below the top one by "toc0", "toc1"… */
static void add_element(rawi_text *tag, const char *kind, size_t number) {
    char id[32];
    snprintf(id, sizeof id, "%s%zu", kind, number);
    add_latin1(tag, id);
}

/* The rest of a table of contents whose name was just added. */
static void add_entries(rawi_text *tag, unsigned flags, const char *kind, size_t first,
                        size_t count) {
    add_byte(tag, flags);
    add_byte(tag, (unsigned)count);
    for (size_t i = 0; i < count; i++)
        add_element(tag, kind, first + i);
}

/* A table has room for 255 entries: where there are more chapters, the top one lists tables. */
static void add_contents(rawi_text *tag, size_t count) {
    size_t tables = (count + CONTENTS_MOST - 1) / CONTENTS_MOST;
    size_t body = begin_frame(tag, "CTOC");
    add_latin1(tag, "toc");
    add_entries(tag, CONTENTS_TOP | CONTENTS_ORDERED, tables > 1 ? "toc" : "ch", 0,
                tables > 1 ? tables : count);
    end_frame(tag, body);
    for (size_t i = 0; tables > 1 && i < tables; i++) {
        size_t first = i * CONTENTS_MOST;
        body = begin_frame(tag, "CTOC");
        add_element(tag, "toc", i);
        add_entries(tag, CONTENTS_ORDERED, "ch", first,
                    count - first < CONTENTS_MOST ? count - first : CONTENTS_MOST);
        end_frame(tag, body);
    }
}

static uint32_t milliseconds(double seconds) {
    return (uint32_t)(seconds * 1000 + 0.5);
}

static void add_chapter(rawi_text *tag, const rawi_chapter *chapter, size_t number) {
    size_t body = begin_frame(tag, "CHAP");
    add_element(tag, "ch", number);
    add_u32(tag, milliseconds(chapter->start));
    add_u32(tag, milliseconds(chapter->end));
    add_u32(tag, UINT32_MAX); /* the times count, not the bytes */
    add_u32(tag, UINT32_MAX);
    add_text(tag, "TIT2", chapter->title);
    end_frame(tag, body);
}

/* ---- the tag ------------------------------------------------------------------------------- */

void rawi_id3_add(const rawi_tags *tags, rawi_text *bytes) {
    size_t start = bytes->length;
    add_bytes(bytes, "ID3\3\0\0size", 10);
    add_text(bytes, "TIT2", tags->title);
    add_text(bytes, "TPE1", tags->author);
    add_text(bytes, "TALB", tags->album);
    add_date(bytes, tags->date);
    if (tags->language) {
        size_t body = begin_frame(bytes, "TLAN");
        add_byte(bytes, LATIN1);
        add_bytes(bytes, rawi_language_code(tags->language), 3);
        end_frame(bytes, body);
    }
    add_text(bytes, "TCON", tags->genre);
    add_comment(bytes, tags);
    add_text(bytes, "TSSE", "Rawi");
    if (tags->chapter_count)
        add_contents(bytes, tags->chapter_count);
    for (size_t i = 0; i < tags->chapter_count; i++)
        add_chapter(bytes, &tags->chapters[i], i);
    if (tags->cover)
        add_cover(bytes, tags->cover);
    size_t size = bytes->length - start - 10;
    for (size_t i = 0; i < 4 && !bytes->failed; i++) /* seven bits a byte */
        bytes->bytes[start + 6 + i] = (char)(size >> (21 - 7 * i) & 0x7F);
}
