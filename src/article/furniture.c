/* Site furniture, by table. */
#include "article/furniture.h"

#include "article/fold.h"
#include "base/table.h"

#include <string.h>
#include <unicode/uchar.h>

RAWI_TABLE(article_furniture);

enum {
    LINE_MAX_BYTES = 400, /* a longer line is no furniture */
    PHRASE_WORDS_MAX = 8,
    NAME_MAX_BYTES = 120
};

static article_furniture effect_named(const char *name) {
    static const char *const names[] = {
        [FURNITURE_NONE] = "",           [FURNITURE_DROP] = "drop",
        [FURNITURE_EDGE] = "edge",       [FURNITURE_ASIDE] = "aside",
        [FURNITURE_RELATED] = "related", [FURNITURE_END] = "end",
        [FURNITURE_BYLINE] = "byline",   [FURNITURE_DATE] = "date",
        [FURNITURE_NOTICE] = "notice",   [FURNITURE_NAMELESS] = "nameless",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return (article_furniture)i;
    return FURNITURE_NONE;
}

/* Whether the line says `phrase` and, behind a colon, perhaps more. */
static bool is_label(rawi_slice line, const char *phrase, rawi_text *scratch) {
    const char *colon = memchr(line.bytes, ':', line.length);
    if (!colon)
        return false;
    article_fold((rawi_slice){line.bytes, (size_t)(colon - line.bytes)}, scratch);
    return scratch->length == strlen(phrase) &&
           memcmp(scratch->bytes, phrase, scratch->length) == 0;
}

static bool starts_so(rawi_slice line, size_t row, rawi_text *scratch) {
    const char *match = rawi_table_cell(&rawi_article_furniture_table, row, 1);
    if (strcmp(match, "label") == 0)
        return is_label(line, rawi_table_cell(&rawi_article_furniture_table, row, 0), scratch);
    return strcmp(match, "start") == 0;
}

/* The longest phrase of the table that the line starts with decides. */
article_furniture article_furniture_of(rawi_slice line, rawi_text *scratch, bool *alone) {
    *alone = false;
    if (line.length > LINE_MAX_BYTES)
        return FURNITURE_NONE;
    article_fold(line, scratch);
    rawi_slice folded = {scratch->bytes, scratch->length};
    for (size_t words = PHRASE_WORDS_MAX; words > 0 && folded.length > 0; words--) {
        rawi_slice phrase = article_first_words(folded, words);
        ptrdiff_t row = rawi_table_find(&rawi_article_furniture_table, phrase);
        if (row < 0)
            continue;
        *alone = phrase.length == folded.length;
        const char *effect = rawi_table_cell(&rawi_article_furniture_table, (size_t)row, 2);
        if (*alone || starts_so(line, (size_t)row, scratch))
            return effect_named(effect);
        article_fold(line, scratch);
        folded = (rawi_slice){scratch->bytes, scratch->length};
    }
    return FURNITURE_NONE;
}

static rawi_slice after(rawi_slice line, char byte) {
    const char *found = memchr(line.bytes, byte, line.length);
    if (!found)
        return (rawi_slice){line.bytes + line.length, 0};
    return (rawi_slice){found + 1, line.length - (size_t)(found + 1 - line.bytes)};
}

/* The length of a name: up to a date, a dash, a bracket or whatever else follows it. */
static size_t name_length(rawi_slice name) {
    size_t at = 0;
    while (at < name.length) {
        size_t from = at;
        int32_t character = rawi_next_character(name.bytes, name.length, &at);
        if (u_isdigit(character) || (from > 1 && u_charType(character) == U_DASH_PUNCTUATION) ||
            character == '|' || character == '(' || character == U'،' || character == '\n')
            return from;
    }
    return name.length;
}

rawi_slice article_byline_name(rawi_slice line) {
    while (line.length > 0 && (unsigned char)*line.bytes <= ' ')
        line = (rawi_slice){line.bytes + 1, line.length - 1};
    rawi_slice name = after(line, ':');
    if (name.length == 0)
        name = after(line, ' ');
    name.length = name_length(name);
    if (name.length > NAME_MAX_BYTES)
        name.length = 0;
    return name;
}

bool article_says_more(rawi_slice line) {
    return after(line, ':').length > 1;
}
