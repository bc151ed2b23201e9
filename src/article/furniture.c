/* Site furniture, by table. */
#include "article/furniture.h"

#include "article/date.h"
#include "article/fold.h"
#include "base/table.h"

#include <string.h>

RAWI_TABLE(article_furniture);

enum {
    LINE_MAX_BYTES = 400, /* a longer line is no furniture */
    PHRASE_WORDS_MAX = 5,
    EDGE = 10, /* lines from either end that count as near it */
    NAME_MAX_BYTES = 120
};

void article_furniture_start(article_furniture *furniture, article_builder *builder) {
    *furniture = (article_furniture){.builder = builder};
}

void article_furniture_free(article_furniture *furniture) {
    rawi_text_free(&furniture->folded);
}

/* The effect that the table gives a line, NULL where it gives none; `alone`: the phrase is all that
 * the line says. The longest phrase counts. */
static const char *effect_of(rawi_slice folded, bool *alone) {
    for (size_t words = PHRASE_WORDS_MAX; words > 0; words--) {
        rawi_slice phrase = article_first_words(folded, words);
        ptrdiff_t row = rawi_table_find(&rawi_article_furniture_table, phrase);
        if (row < 0)
            continue;
        *alone = phrase.length == folded.length;
        const char *match = rawi_table_cell(&rawi_article_furniture_table, (size_t)row, 1);
        if (*alone || strcmp(match, "start") == 0)
            return rawi_table_cell(&rawi_article_furniture_table, (size_t)row, 2);
    }
    return NULL;
}

/* What follows the first colon of a line; nothing where there is none. */
static rawi_slice after_colon(rawi_slice line) {
    const char *colon = memchr(line.bytes, ':', line.length);
    if (!colon)
        return (rawi_slice){"", 0};
    size_t skipped = (size_t)(colon + 1 - line.bytes);
    return (rawi_slice){colon + 1, line.length - skipped};
}

static void take_author(article_furniture *furniture, rawi_slice line) {
    rawi_article *head = &furniture->builder->article->head;
    rawi_slice name = after_colon(line);
    if (name.length == 0) {
        const char *space = memchr(line.bytes, ' ', line.length);
        if (!space)
            return;
        name = (rawi_slice){space, line.length - (size_t)(space - line.bytes)};
    }
    if (!head->author && name.length <= NAME_MAX_BYTES)
        head->author = article_keep(furniture->builder, name);
}

/* Whether the line is a date and nothing else, or, where `announced`, has one in it. */
static bool take_date(article_furniture *furniture, rawi_slice line, bool announced) {
    char date[ARTICLE_DATE_SIZE];
    if (!article_parse_date(line, announced, date))
        return false;
    rawi_article *head = &furniture->builder->article->head;
    if (!head->date)
        head->date = article_keep(furniture->builder, rawi_slice_of(date));
    return true;
}

static bool apply(article_furniture *furniture, const char *effect, bool alone, rawi_slice line,
                  size_t from_edge, bool heading_like) {
    if (strcmp(effect, "drop") == 0)
        return true;
    if (strcmp(effect, "edge") == 0)
        return from_edge < EDGE;
    if (strcmp(effect, "related") == 0) {
        furniture->related = alone;
        return heading_like || after_colon(line).length > 0;
    }
    if (strcmp(effect, "end") == 0)
        return furniture->over = heading_like || after_colon(line).length > 0;
    if (from_edge >= EDGE)
        return false;
    if (strcmp(effect, "byline") == 0) {
        if (heading_like)
            take_author(furniture, line);
        return false;
    }
    return take_date(furniture, line, true);
}

bool article_is_furniture(article_furniture *furniture, rawi_slice line, size_t from_edge,
                          bool heading_like) {
    if (furniture->over)
        return true;
    bool related = furniture->related;
    furniture->related = false;
    if (line.length > LINE_MAX_BYTES)
        return false;
    article_fold(line, &furniture->folded);
    bool alone = false;
    rawi_slice folded = {furniture->folded.bytes, furniture->folded.length};
    const char *effect = folded.length ? effect_of(folded, &alone) : NULL;
    if (effect)
        return apply(furniture, effect, alone, line, from_edge, heading_like);
    if (related && heading_like)
        return true;
    return from_edge < EDGE && take_date(furniture, line, false);
}
