/* Whole articles: each fixture NAME.EXT is read and compared with NAME.blocks, written by hand:
 * what a careful reader finds in it. Its lines are "field: value" (title, author, date, site,
 * language; - for unknown), then one line a block: H1 to H6, P, L1 to L6, Q or C, the number of an
 * item that has one («3. ») or + where an item goes on, and the text. */
#include "rawi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FIXTURES SOURCE_DIR "/tests/article/fixtures/"

enum {
    LINE_SIZE = 8192
};

static char block_letter(rawi_block_kind kind) {
    static const char letters[] = "HPLQC";
    return letters[kind];
}

static void check_field(const char *fixture, const rawi_article *article, const char *line) {
    const struct {
        const char *name;
        const char *value;
    } fields[] = {
        {"title: ", article->title}, {"author: ", article->author},     {"date: ", article->date},
        {"site: ", article->site},   {"language: ", article->language},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        size_t length = strlen(fields[i].name);
        if (strncmp(line, fields[i].name, length) != 0)
            continue;
        const char *value = fields[i].value ? fields[i].value : "-";
        if (strcmp(value, line + length) != 0)
            fail_msg("%s: expected \"%s\", got \"%s\"", fixture, line, value);
        return;
    }
    fail_msg("%s: no such field: \"%s\"", fixture, line);
}

static void check_block(const char *fixture, const rawi_article *article, size_t index,
                        const char *line) {
    if (index >= article->block_count)
        fail_msg("%s: block %zu is missing: \"%s\"", fixture, index, line);
    const rawi_block *block = &article->blocks[index];
    char found[LINE_SIZE];
    char level[16] = "";
    if (block->kind == RAWI_BLOCK_HEADING || block->kind == RAWI_BLOCK_LIST_ITEM)
        snprintf(level, sizeof level, "%u", block->level);
    char number[16] = "";
    if (block->continues)
        snprintf(number, sizeof number, "+ ");
    else if (block->numbered)
        snprintf(number, sizeof number, "%d. ", block->ordinal);
    snprintf(found, sizeof found, "%c%s %s%.*s", block_letter(block->kind), level, number,
             (int)(block->span.end - block->span.start), article->text + block->span.start);
    if (strcmp(found, line) != 0)
        fail_msg("%s: block %zu\n  expected \"%s\"\n  got      \"%s\"", fixture, index, line,
                 found);
}

static bool is_block(const char *line) {
    return strchr("HPLQC", line[0]) &&
           (line[1] == ' ' || (line[1] >= '1' && line[1] <= '6' && line[2] == ' '));
}

/* Compares the article in `file` with the expectation in NAME.blocks. */
static void check_article(const char *file, const char *name) {
    char path[512];
    snprintf(path, sizeof path, FIXTURES "%s", file);
    rawi_article *article = NULL;
    rawi_error error = {0};
    if (rawi_article_open(path, RAWI_FORMAT_DETECT, &article, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    snprintf(path, sizeof path, FIXTURES "%s.blocks", name);
    FILE *expected = fopen(path, "r");
    if (!expected)
        fail_msg("%s is missing", path);
    char line[LINE_SIZE];
    size_t blocks = 0;
    while (fgets(line, sizeof line, expected)) {
        line[strcspn(line, "\n")] = '\0';
        if (is_block(line))
            check_block(file, article, blocks++, line);
        else if (line[0])
            check_field(file, article, line);
    }
    fclose(expected);
    if (blocks != article->block_count)
        fail_msg("%s: %zu blocks more than expected, the first: \"%.60s\"", file,
                 article->block_count - blocks, article->text + article->blocks[blocks].span.start);
    rawi_article_close(article);
}

static void check_fixture(void **state) {
    const char *file = *state;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(file, "."), file);
    check_article(file, name);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"atlas.txt, broken at a column", check_fixture, NULL, NULL, "atlas.txt"},
        {"harbor.txt, one paragraph a line", check_fixture, NULL, NULL, "harbor.txt"},
        {"airport.txt, a dateline under the title", check_fixture, NULL, NULL, "airport.txt"},
        {"library.txt, labels before short paragraphs", check_fixture, NULL, NULL, "library.txt"},
        {"fable.txt, indented paragraphs", check_fixture, NULL, NULL, "fable.txt"},
        {"signs.txt, sentences that begin as notices do", check_fixture, NULL, NULL, "signs.txt"},
        {"handbook.md, with front matter", check_fixture, NULL, NULL, "handbook.md"},
        {"interview.md, with a table", check_fixture, NULL, NULL, "interview.md"},
        {"footnotes.md, notes of one word or an address", check_fixture, NULL, NULL,
         "footnotes.md"},
        {"escapes.md, escapes in code and out of it", check_fixture, NULL, NULL, "escapes.md"},
        {"steps.md, numbered lists", check_fixture, NULL, NULL, "steps.md"},
        {"verse.md, lines of a quotation", check_fixture, NULL, NULL, "verse.md"},
        {"project.md, badges and a table of contents", check_fixture, NULL, NULL, "project.md"},
        {"journey.md, front matter in TOML", check_fixture, NULL, NULL, "journey.md"},
        {"diary.md, two authors in front matter", check_fixture, NULL, NULL, "diary.md"},
        {"sleep.html, numbered lists that count as they like", check_fixture, NULL, NULL,
         "sleep.html"},
        {"desalination.html, a news site", check_fixture, NULL, NULL, "desalination.html"},
        {"museum.html, tables of layout in Windows-1256", check_fixture, NULL, NULL, "museum.html"},
        {"coffee.html, a blog with comments", check_fixture, NULL, NULL, "coffee.html"},
        {"census.html, generic elements and a table", check_fixture, NULL, NULL, "census.html"},
        {"letter.html, bare", check_fixture, NULL, NULL, "letter.html"},
        {"ship.html, tags closed as in XML, a site name in h1", check_fixture, NULL, NULL,
         "ship.html"},
        {"market.html, a short post under a linked title", check_fixture, NULL, NULL,
         "market.html"},
        {"telescope.html, cards, embeds and pull quotes", check_fixture, NULL, NULL,
         "telescope.html"},
        {"harvest.html, classes that tell of the page's layout and subjects", check_fixture, NULL,
         NULL, "harvest.html"},
        {"salmon.html, AMP, promotions between paragraphs, two authors", check_fixture, NULL, NULL,
         "salmon.html"},
        {"office.html, saved by a word processor", check_fixture, NULL, NULL, "office.html"},
        {"poem.html, short lines, a listing and a notice", check_fixture, NULL, NULL, "poem.html"},
        {"valley.html, what only looks like a mark, a label or a notice", check_fixture, NULL, NULL,
         "valley.html"},
        {"bridge.html, an encyclopedia", check_fixture, NULL, NULL, "bridge.html"},
        {"archive.html, a byline and a date in tables of layout", check_fixture, NULL, NULL,
         "archive.html"},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
