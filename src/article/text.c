/* Plain text: what the marks of a page would have said (title, headings, lists, quotations,
 * paragraphs) is seen as a reader sees it, from how the lines lie.
 *
 * Two ways of writing are told apart: lines broken at a column, joined here into paragraphs, and
 * one paragraph a line, as text copied from a news site comes. The first is known by its lines
 * being full: the next line's first word would not have fitted.
 */
#define _GNU_SOURCE /* memmem */
#include "article/reader.h"

#include "article/date.h"
#include "article/furniture.h"
#include "article/line.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum {
    LINES_MAX = 1 << 22,
    WRAP_COLUMNS_MAX = 132, /* lines longer than this were not broken at a column */
    WRAP_COLUMNS_MIN = 30,
    WRAP_PAIRS_MIN = 3, /* fewer broken lines say nothing of the whole text */
    HEADING_COLUMNS_MAX = 90,
    TITLE_COLUMNS_MAX = 160,
    HEADING_WORDS_MAX = 16,
    PLACE_WORDS_MAX = 3,
    LABEL_WORDS_MAX = 2,    /* «خلفية», «ردود الفعل» */
    PARAGRAPH_COLUMNS = 60, /* what a heading heads is at least this long */
    LIST_DEPTH_MAX = 6,
    EDGE_UNITS = 10 /* paragraphs from either end that count as near it */
};

/* Lines [first, last) that make one block. */
typedef struct unit {
    size_t first;
    size_t last;
    rawi_block_kind kind;
    unsigned level;
    bool dropped; /* not read */
    bool byline;  /* says who wrote it */
} unit;

typedef struct reading {
    article_builder *builder;
    article_line *lines;
    size_t line_count;
    size_t line_capacity;
    unit *units;
    size_t unit_count;
    size_t unit_capacity;
    unsigned wrap; /* the column at which lines are broken, 0 where they are not */
} reading;

static rawi_status collect_lines(reading *r, const char *name, rawi_error *error) {
    rawi_slice source = r->builder->source;
    bool blank_before = true;
    for (size_t at = 0; at < source.length;) {
        article_line line;
        at = article_scan_line(source, at, &line);
        if (line.start == line.end) {
            blank_before = true;
            continue;
        }
        if (r->line_count == LINES_MAX)
            return rawi_fail(error, RAWI_ERROR_INPUT,
                             _("%s: more than %d lines; split it into smaller files"), name,
                             LINES_MAX);
        if (!article_grow((void **)&r->lines, &r->line_capacity, r->line_count, sizeof *r->lines))
            return rawi_fail_memory(error);
        line.blank_before = blank_before;
        blank_before = false;
        r->lines[r->line_count++] = line;
    }
    return RAWI_OK;
}

/* Whether line i could be continued by line i + 1 in the same paragraph. */
static bool adjoins(const reading *r, size_t i) {
    return i + 1 < r->line_count && !r->lines[i + 1].blank_before &&
           r->lines[i + 1].marker == MARKER_NONE;
}

static bool is_full(const article_line *line, const article_line *next, unsigned columns) {
    return line->columns + 1 + next->first_word_columns + columns / 10 > columns;
}

/* The widest of the lines that others continue, 0 where they are too wide or too narrow. */
static unsigned widest_continued(const reading *r) {
    unsigned widest = 0;
    for (size_t i = 0; i < r->line_count; i++)
        if (adjoins(r, i) && r->lines[i].columns > widest)
            widest = r->lines[i].columns;
    return widest <= WRAP_COLUMNS_MAX && widest >= WRAP_COLUMNS_MIN ? widest : 0;
}

/* Whether a line of prose, wherever it stands, is too wide to have been broken at `columns`: the
 * text is one paragraph a line, and a title above its date only looks like a broken line. */
static bool has_wider_prose(const reading *r, unsigned columns) {
    for (size_t i = 0; i < r->line_count; i++)
        if (r->lines[i].words > HEADING_WORDS_MAX && 10 * r->lines[i].columns > 11 * columns)
            return true;
    return false;
}

static unsigned wrap_column(const reading *r) {
    unsigned widest = widest_continued(r);
    size_t continued = 0;
    size_t full = 0;
    size_t finished = 0;
    for (size_t i = 0; widest && i < r->line_count; i++) {
        if (!adjoins(r, i) || 5 * r->lines[i].columns < 3 * widest)
            continue; /* a byline, a date: short for another reason */
        continued++;
        full += is_full(&r->lines[i], &r->lines[i + 1], widest);
        finished += r->lines[i].ending == ENDING_FINAL;
    }
    bool wrapped = full * 10 >= continued * 7 && finished * 2 <= continued;
    bool known = continued >= WRAP_PAIRS_MIN && !has_wider_prose(r, widest);
    return known && wrapped ? widest : 0;
}

/* Whether line i + 1 says who said the quotation that line i is. */
static bool is_attribution(const reading *r, size_t i, size_t first) {
    const article_line *line = &r->lines[i];
    const article_line *next = &r->lines[i + 1];
    bool dash = next->marker == MARKER_DASH || next->marker == MARKER_BULLET;
    bool list = i + 2 < r->line_count && r->lines[i + 2].marker == next->marker;
    const char *bytes = r->builder->source.bytes;
    return dash && !list && i == first && line->opening == OPENING_QUOTE &&
           article_is_quotation((rawi_slice){bytes + line->start, line->end - line->start}) &&
           article_is_quotation((rawi_slice){bytes + line->start, next->end - line->start});
}

/* Whether line i + 1 goes on with what line i says. */
static bool is_continued(const reading *r, size_t i, size_t first) {
    if (i + 1 >= r->line_count || r->lines[i + 1].blank_before)
        return false;
    const article_line *line = &r->lines[i];
    const article_line *next = &r->lines[i + 1];
    bool wrapped = r->wrap && is_full(line, next, r->wrap);
    if (is_attribution(r, i, first))
        return true;
    if (next->marker == MARKER_NUMBER && wrapped && line->ending == ENDING_NONE &&
        r->lines[first].marker != MARKER_NUMBER)
        return true; /* a sentence in which a number came to stand first */
    if (next->marker != MARKER_NONE)
        return false;
    if (r->lines[first].marker != MARKER_NONE && next->indent > r->lines[first].indent)
        return true;
    return wrapped;
}

static bool add_unit(reading *r, size_t first, size_t last) {
    if (!article_grow((void **)&r->units, &r->unit_capacity, r->unit_count, sizeof *r->units))
        return false;
    rawi_block_kind kind =
        r->lines[first].marker == MARKER_NONE ? RAWI_BLOCK_PARAGRAPH : RAWI_BLOCK_LIST_ITEM;
    r->units[r->unit_count++] = (unit){.first = first, .last = last, .kind = kind};
    return true;
}

static bool group_lines(reading *r) {
    for (size_t i = 0; i < r->line_count;) {
        size_t first = i;
        while (is_continued(r, i, first))
            i++;
        i++;
        if (!add_unit(r, first, i))
            return false;
    }
    return true;
}

static const article_line *first_line(const reading *r, const unit *u) {
    return &r->lines[u->first];
}

static article_ending ending(const reading *r, const unit *u) {
    return r->lines[u->last - 1].ending;
}

static size_t columns(const reading *r, const unit *u) {
    size_t sum = 0;
    for (size_t i = u->first; i < u->last; i++)
        sum += r->lines[i].columns + (i > u->first);
    return sum;
}

static rawi_slice unit_text(const reading *r, const unit *u) {
    size_t start = first_line(r, u)->text_start;
    return (rawi_slice){r->builder->source.bytes + start, r->lines[u->last - 1].end - start};
}

/* Depth of list items by their indentation: one further in than the last is one deeper. */
static void set_list_depths(reading *r) {
    unsigned indents[LIST_DEPTH_MAX];
    unsigned depth = 0;
    for (size_t i = 0; i < r->unit_count; i++) {
        unit *u = &r->units[i];
        if (u->kind != RAWI_BLOCK_LIST_ITEM) {
            depth = 0;
            continue;
        }
        unsigned indent = first_line(r, u)->indent;
        while (depth > 0 && indents[depth - 1] > indent)
            depth--;
        if ((depth == 0 || indents[depth - 1] < indent) && depth < LIST_DEPTH_MAX)
            indents[depth++] = indent;
        u->level = depth;
    }
}

/* A dash opens a list item only where another stands beside it: alone it may open direct speech.
 * A number alone before a long paragraph numbers a heading. */
static void settle_lone_items(reading *r) {
    for (size_t i = 0; i < r->unit_count; i++) {
        unit *u = &r->units[i];
        article_marker marker = first_line(r, u)->marker;
        if (marker != MARKER_DASH && marker != MARKER_NUMBER)
            continue;
        bool after = i > 0 && r->units[i - 1].kind == RAWI_BLOCK_LIST_ITEM;
        bool before =
            i + 1 < r->unit_count && first_line(r, &r->units[i + 1])->marker != MARKER_NONE;
        if (after || before)
            continue;
        u->kind = RAWI_BLOCK_PARAGRAPH;
    }
}

static bool looks_like_heading(const reading *r, const unit *u, size_t columns_max) {
    const article_line *line = first_line(r, u);
    return u->kind == RAWI_BLOCK_PARAGRAPH && !u->byline && columns(r, u) <= columns_max &&
           u->last - u->first <= 2 && line->words <= HEADING_WORDS_MAX &&
           line->opening != OPENING_QUOTE &&
           (ending(r, u) == ENDING_NONE || ending(r, u) == ENDING_QUESTION);
}

/* The next unit that is read after i; the count where there is none. */
static size_t next_read(const reading *r, size_t i) {
    do
        i++;
    while (i < r->unit_count && r->units[i].dropped);
    return i;
}

/* Whether `u`, below the title, says where the report comes from: «القاهرة - رويترز». */
static bool is_dateline(const reading *r, const unit *before, const unit *u) {
    static const char *const dashes[] = {" - ", " – ", " — "};
    if (!before || before->kind != RAWI_BLOCK_HEADING || before->level != 1)
        return false;
    rawi_slice text = unit_text(r, u);
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        const char *dash = memmem(text.bytes, text.length, dashes[i], strlen(dashes[i]));
        size_t words = 1;
        for (const char *at = text.bytes; dash && at < dash; at++)
            words += *at == ' ';
        if (dash && words <= PLACE_WORDS_MAX)
            return true;
    }
    return false;
}

/* Whether `u` is a word or two between sentences that end where their lines do. */
static bool is_label(const reading *r, const unit *before, const unit *u, const unit *next) {
    return before && ending(r, before) == ENDING_FINAL && ending(r, next) == ENDING_FINAL &&
           ending(r, u) == ENDING_NONE && u->last - u->first == 1 &&
           first_line(r, u)->words <= LABEL_WORDS_MAX &&
           first_line(r, next)->words > LABEL_WORDS_MAX;
}

/* Whether `u` is the heading of `next`; `before` is what is read before it, or NULL. */
static bool heads(const reading *r, const unit *before, const unit *u, const unit *next) {
    if (next->kind == RAWI_BLOCK_LIST_ITEM || is_label(r, before, u, next))
        return true;
    size_t length = columns(r, next);
    bool apart = first_line(r, u)->blank_before && first_line(r, next)->blank_before;
    if (apart && ending(r, next) != ENDING_NONE && length > columns(r, u))
        return true;
    return length >= PARAGRAPH_COLUMNS && 2 * length >= 3 * columns(r, u) &&
           ending(r, next) != ENDING_NONE;
}

/* Whether what follows the title is an article: a paragraph or a list comes soon. */
static bool starts_article(const reading *r, size_t i) {
    for (size_t tried = 0; tried < 4 && (i = next_read(r, i)) < r->unit_count; tried++)
        if (columns(r, &r->units[i]) >= PARAGRAPH_COLUMNS ||
            r->units[i].kind == RAWI_BLOCK_LIST_ITEM || ending(r, &r->units[i]) == ENDING_FINAL)
            return true;
    return false;
}

static void find_headings(reading *r) {
    const unit *before = NULL;
    for (size_t i = 0; i < r->unit_count; i++) {
        unit *u = &r->units[i];
        if (u->dropped)
            continue;
        size_t next = next_read(r, i);
        if (!before && looks_like_heading(r, u, TITLE_COLUMNS_MAX) && starts_article(r, i)) {
            u->kind = RAWI_BLOCK_HEADING;
            u->level = 1;
        } else if (looks_like_heading(r, u, HEADING_COLUMNS_MAX) && next < r->unit_count &&
                   !is_dateline(r, before, u) && heads(r, before, u, &r->units[next])) {
            u->kind = RAWI_BLOCK_HEADING;
            u->level = 2;
        }
        before = u;
    }
}

static void find_quotations(reading *r) {
    for (size_t i = 0; i < r->unit_count; i++) {
        unit *u = &r->units[i];
        if (!u->dropped && u->kind == RAWI_BLOCK_PARAGRAPH && article_is_quotation(unit_text(r, u)))
            u->kind = RAWI_BLOCK_QUOTATION;
    }
}

static void take_byline(reading *r, unit *u) {
    rawi_article *head = &r->builder->article->head;
    if (!head->author)
        head->author = article_keep(r->builder, article_byline_name(unit_text(r, u)));
    u->byline = true;
}

/* Whether the line is a date and nothing else or, where `announced`, has one in it. */
static bool take_date(reading *r, const unit *u, bool announced) {
    char date[ARTICLE_DATE_SIZE];
    if (!article_parse_date(unit_text(r, u), announced, date))
        return false;
    rawi_article *head = &r->builder->article->head;
    if (!head->date)
        head->date = article_keep(r->builder, rawi_slice_of(date));
    return true;
}

/* What the drops of earlier units mean for the next one. */
typedef struct dropping {
    rawi_text scratch;
    bool related; /* the unit before announced a related article */
    bool over;    /* the article has ended */
} dropping;

static bool is_near_edge(const reading *r, size_t i) {
    return i < EDGE_UNITS || r->unit_count - i <= EDGE_UNITS;
}

/* An article that goes on for longer than what came before has not ended. */
static bool is_near_end(const reading *r, size_t i) {
    return 2 * i >= r->unit_count;
}

static bool is_dropped(reading *r, size_t i, dropping *state) {
    unit *u = &r->units[i];
    rawi_slice text = unit_text(r, u);
    bool short_line = looks_like_heading(r, u, TITLE_COLUMNS_MAX);
    bool related = state->related;
    bool alone = false;
    state->related = false;
    article_furniture effect = article_furniture_of(text, &state->scratch, &alone);
    bool announces = short_line || article_says_more(text) || ending(r, u) == ENDING_OPEN;
    switch (effect) {
    case FURNITURE_NOTICE:
        return true;
    case FURNITURE_DROP:
        return alone || announces;
    case FURNITURE_EDGE:
        return is_near_edge(r, i) && (alone || announces);
    case FURNITURE_ASIDE:
        return is_near_edge(r, i) && u->kind != RAWI_BLOCK_LIST_ITEM;
    case FURNITURE_RELATED:
        state->related = announces && alone;
        return announces;
    case FURNITURE_END:
        state->over = announces && is_near_end(r, i);
        return announces;
    case FURNITURE_BYLINE:
        if (short_line && i < EDGE_UNITS) {
            take_byline(r, u);
            take_date(r, u, true);
        }
        return false;
    case FURNITURE_DATE:
        return is_near_edge(r, i) && take_date(r, u, true);
    case FURNITURE_NAMELESS:
    case FURNITURE_NONE:
        break;
    }
    return (related && short_line) || (is_near_edge(r, i) && take_date(r, u, false));
}

/* Furniture stands around something: a text of nothing else (3 د) is read. */
static void drop_furniture(reading *r) {
    dropping state = {.over = false};
    bool all = true;
    for (size_t i = 0; i < r->unit_count; i++) {
        r->units[i].dropped = state.over || is_dropped(r, i, &state);
        all = all && r->units[i].dropped;
    }
    for (size_t i = 0; all && i < r->unit_count; i++)
        r->units[i].dropped = false;
    rawi_text_free(&state.scratch);
}

/* Whether the line's marker is a number (or a letter, or none), and which. */
static bool read_marker(const reading *r, const article_line *line, int *number) {
    const char *bytes = r->builder->source.bytes;
    bool any = false;
    *number = 0;
    if (line->marker != MARKER_NUMBER)
        return false;
    for (size_t at = line->start; at < line->text_start;) {
        int32_t character = rawi_next_character(bytes, line->text_start, &at);
        int32_t digit = character < 0 ? -1 : u_charDigitValue(character);
        if (digit >= 0) {
            *number = 10 * *number + digit;
            any = true;
        }
    }
    return any;
}

static void emit(const reading *r) {
    for (size_t i = 0; i < r->unit_count; i++) {
        const unit *u = &r->units[i];
        if (u->dropped)
            continue;
        article_begin(r->builder, u->kind, u->level);
        bool item = u->kind == RAWI_BLOCK_LIST_ITEM;
        int number;
        if (item && read_marker(r, first_line(r, u), &number))
            article_number(r->builder, number);
        for (size_t l = u->first; l < u->last; l++) {
            const article_line *line = &r->lines[l];
            article_add(r->builder, item && l == u->first ? line->text_start : line->start,
                        line->end);
            article_add_space(r->builder, line->end);
        }
        article_end(r->builder);
        if (u->kind == RAWI_BLOCK_HEADING && u->level == 1)
            r->builder->article->head.title =
                article_keep(r->builder, article_last_text(r->builder));
    }
}

rawi_status article_read_text(article_builder *builder, const char *name, rawi_error *error) {
    reading r = {.builder = builder};
    rawi_status status = collect_lines(&r, name, error);
    if (status == RAWI_OK) {
        r.wrap = wrap_column(&r);
        if (!group_lines(&r))
            status = rawi_fail_memory(error);
    }
    if (status == RAWI_OK) {
        settle_lone_items(&r);
        set_list_depths(&r);
        drop_furniture(&r);
        find_headings(&r);
        find_quotations(&r);
        emit(&r);
    }
    free(r.lines);
    free(r.units);
    return status;
}
