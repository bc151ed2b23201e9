/* The map back to the source, by property: each character of an article's text stands at its span
 * in the source, or an entity for it, an escape, or the line break that a space was made of; spans
 * follow each other; a block's line is the line of its first character. */
#include "rawi.h"

#include "base/text.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FIXTURES SOURCE_DIR "/tests/article/fixtures/"

typedef struct fixture {
    const char *file;
    const char *encoding;
} fixture;

static void read_file(const char *name, rawi_text *bytes) {
    char path[512];
    snprintf(path, sizeof path, FIXTURES "%s", name);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be opened", path);
    char buffer[4096];
    size_t got;
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
        assert_true(rawi_text_add(bytes, buffer, got));
    fclose(file);
}

/* The bytes from one encoding to another, by the C library, not by what is tested. */
static void convert(const char *to, const char *from, const rawi_text *bytes,
                    rawi_text *converted) {
    iconv_t converter = iconv_open(to, from);
    assert_true(converter != (iconv_t)-1);
    assert_true(rawi_text_reserve(converted, bytes->length * 4));
    char *source = bytes->bytes;
    char *target = converted->bytes;
    size_t source_left = bytes->length;
    size_t target_left = converted->capacity - 1;
    assert_int_equal(iconv(converter, &source, &source_left, &target, &target_left), 0);
    converted->length = (size_t)(target - converted->bytes);
    converted->bytes[converted->length] = '\0';
    iconv_close(converter);
}

static bool is_entity(const char *bytes, size_t length) {
    return length >= 3 && bytes[0] == '&' && (bytes[length - 1] == ';' || length > 3);
}

/* Whether the source bytes can have become this character. */
static bool stands_for(const char *text, size_t length, const char *source, size_t source_length) {
    if (length == source_length && memcmp(text, source, length) == 0)
        return true;
    if (*text == ' ' && (source_length == 0 || strchr(" \t\r\n|<", *source)))
        return true;
    bool added_comma = source_length == 0 && length == 2 && memcmp(text, "،", 2) == 0;
    return added_comma || is_entity(source, source_length);
}

static size_t line_of(const rawi_text *source, size_t offset) {
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += source->bytes[i] == '\n';
    return line;
}

static void check_block(const char *name, const rawi_article *article, const rawi_block *block,
                        const rawi_text *source) {
    size_t before = 0;
    for (size_t at = block->span.start; at < block->span.end;) {
        size_t next = at;
        rawi_next_character(article->text, article->text_length, &next);
        rawi_span span = rawi_article_source_span(article, (rawi_span){at, next});
        if (span.end > source->length || span.start > span.end || span.start < before ||
            !stands_for(article->text + at, next - at, source->bytes + span.start,
                        span.end - span.start))
            fail_msg("%s: \"%.*s\" before \"%.20s\" does not stand at [%zu, %zu): \"%.*s\"", name,
                     (int)(next - at), article->text + at, article->text + next, span.start,
                     span.end, (int)(span.end - span.start), source->bytes + span.start);
        before = span.start;
        at = next;
    }
    rawi_span first =
        rawi_article_source_span(article, (rawi_span){block->span.start, block->span.start + 1});
    assert_int_equal(block->line, line_of(source, first.start));
}

/* Checks an article made of `bytes`, which are `source` in UTF-8. */
static void check_article(const char *name, const rawi_text *bytes, const rawi_text *source) {
    rawi_article *article = NULL;
    rawi_error error = {0};
    if (rawi_article_open_memory(bytes->bytes, bytes->length, name, RAWI_FORMAT_DETECT, &article,
                                 &error) != RAWI_OK)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < article->block_count; i++) {
        const rawi_block *block = &article->blocks[i];
        check_block(name, article, block, source);
        if (i > 1) {
            rawi_span last = rawi_article_source_span(article, article->blocks[i - 1].span);
            rawi_span here = rawi_article_source_span(article, block->span);
            assert_true(last.end <= here.start);
        }
    }
    rawi_span nothing = {article->text_length, article->text_length};
    assert_true(rawi_article_source_span(article, nothing).end <= source->length);
    rawi_span beyond = {article->text_length + 5, article->text_length + 9};
    assert_true(rawi_article_source_span(article, beyond).end <= source->length);
    rawi_article_close(article);
}

static void check_fixture(void **state) {
    const fixture *one = *state;
    rawi_text bytes = {0};
    rawi_text source = {0};
    read_file(one->file, &bytes);
    convert("UTF-8", one->encoding, &bytes, &source);
    check_article(one->file, &bytes, &source);
    rawi_text_free(&bytes);
    rawi_text_free(&source);
}

/* The same article with a byte order mark, with CR LF line ends, and in other encodings. */
static void check_variants(void **state) {
    const fixture *one = *state;
    rawi_text source = {0};
    read_file(one->file, &source);
    rawi_text marked = {0};
    rawi_text_add(&marked, "\xEF\xBB\xBF", 3);
    rawi_text_add(&marked, source.bytes, source.length);
    check_article(one->file, &marked, &marked);
    rawi_text_free(&marked);
    rawi_text dos = {0};
    for (size_t i = 0; i < source.length; i++) {
        if (source.bytes[i] == '\n')
            rawi_text_add(&dos, "\r", 1);
        rawi_text_add(&dos, source.bytes + i, 1);
    }
    check_article(one->file, &dos, &dos);
    rawi_text_free(&dos);
    static const char *const encodings[] = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"};
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        rawi_text encoded = {0};
        convert(encodings[i], "UTF-8", &source, &encoded);
        check_article(one->file, &encoded, &source);
        rawi_text_free(&encoded);
    }
    rawi_text_free(&source);
}

#define EACH(check)                                                                                \
    {"atlas.txt " #check, check, NULL, NULL, &(fixture){"atlas.txt", "UTF-8"}},                    \
        {"harbor.txt " #check, check, NULL, NULL, &(fixture){"harbor.txt", "UTF-8"}},              \
        {"airport.txt " #check, check, NULL, NULL, &(fixture){"airport.txt", "UTF-8"}},            \
        {"footnotes.md " #check, check, NULL, NULL, &(fixture){"footnotes.md", "UTF-8"}},          \
        {"handbook.md " #check, check, NULL, NULL, &(fixture){"handbook.md", "UTF-8"}},            \
        {"interview.md " #check, check, NULL, NULL, &(fixture){"interview.md", "UTF-8"}},          \
        {"coffee.html " #check, check, NULL, NULL, &(fixture){"coffee.html", "UTF-8"}},            \
        {"census.html " #check, check, NULL, NULL, &(fixture){"census.html", "UTF-8"}},            \
        {"telescope.html " #check, check, NULL, NULL, &(fixture){"telescope.html", "UTF-8"}}, {    \
        "desalination.html " #check, check, NULL, NULL, &(fixture) {                               \
            "desalination.html", "UTF-8"                                                           \
        }                                                                                          \
    }

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(check_fixture),
        EACH(check_variants),
        {"ship.html", check_fixture, NULL, NULL, &(fixture){"ship.html", "UTF-8"}},
        {"escapes.md", check_fixture, NULL, NULL, &(fixture){"escapes.md", "UTF-8"}},
        {"museum.html", check_fixture, NULL, NULL, &(fixture){"museum.html", "WINDOWS-1256"}},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
