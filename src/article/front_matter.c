/* Front matter, by libyaml. */
#define _GNU_SOURCE /* memmem */
#include "article/front_matter.h"

#include "article/date.h"

#include <string.h>
#include <yaml.h>

enum {
    MATTER_MAX = 1 << 14 /* bytes: libyaml takes quadratic time over what is nested deep */
};

typedef enum field {
    FIELD_NONE,
    FIELD_TITLE,
    FIELD_AUTHOR,
    FIELD_DATE,
    FIELD_SITE,
    FIELD_LANGUAGE
} field;

static field field_of(const char *key) {
    static const struct {
        const char *key;
        field field;
    } keys[] = {
        {"title", FIELD_TITLE},    {"العنوان", FIELD_TITLE},    {"author", FIELD_AUTHOR},
        {"authors", FIELD_AUTHOR}, {"الكاتب", FIELD_AUTHOR},    {"byline", FIELD_AUTHOR},
        {"date", FIELD_DATE},      {"published", FIELD_DATE},   {"التاريخ", FIELD_DATE},
        {"site", FIELD_SITE},      {"publication", FIELD_SITE}, {"publisher", FIELD_SITE},
        {"source", FIELD_SITE},    {"lang", FIELD_LANGUAGE},    {"language", FIELD_LANGUAGE},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i].key) == 0)
            return keys[i].field;
    return FIELD_NONE;
}

static void set_once(article_builder *builder, const char **value, rawi_slice text) {
    if (!*value)
        *value = article_keep(builder, text);
}

static void take(article_builder *builder, field which, rawi_slice value, rawi_span matter,
                 rawi_span *title) {
    rawi_article *head = &builder->article->head;
    if (which == FIELD_TITLE && !head->title) {
        set_once(builder, &head->title, value);
        const char *from = builder->source.bytes + matter.start;
        const char *found = value.length
                                ? memmem(from, matter.end - matter.start, value.bytes, value.length)
                                : NULL;
        if (found)
            *title = (rawi_span){(size_t)(found - builder->source.bytes),
                                 (size_t)(found - builder->source.bytes) + value.length};
    } else if (which == FIELD_AUTHOR) {
        set_once(builder, &head->author, value);
    } else if (which == FIELD_SITE) {
        set_once(builder, &head->site, value);
    } else if (which == FIELD_LANGUAGE) {
        set_once(builder, &head->language, value);
    } else if (which == FIELD_DATE) {
        char date[ARTICLE_DATE_SIZE];
        if (article_parse_date(value, true, date))
            set_once(builder, &head->date, rawi_slice_of(date));
    }
}

/* Walks the parser's events: keys and values of the outermost mapping, and the first of a list
 * below a key. */
static void walk(article_builder *builder, yaml_parser_t *parser, rawi_span matter,
                 rawi_span *title) {
    int depth = 0;
    bool key_due = true;
    field current = FIELD_NONE;
    for (bool over = false; !over;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return;
        switch (event.type) {
        case YAML_SCALAR_EVENT: {
            rawi_slice value = {(const char *)event.data.scalar.value, event.data.scalar.length};
            if (depth == 1 && key_due)
                current = field_of(value.bytes);
            else
                take(builder, current, value, matter, title);
            key_due = depth == 1 ? !key_due : key_due;
            break;
        }
        case YAML_MAPPING_START_EVENT:
            current = FIELD_NONE; /* of a mapping inside, nothing is taken */
            depth++;
            break;
        case YAML_SEQUENCE_START_EVENT:
            depth++;
            break;
        case YAML_MAPPING_END_EVENT:
        case YAML_SEQUENCE_END_EVENT:
            if (--depth == 1)
                key_due = true;
            break;
        case YAML_STREAM_END_EVENT:
            over = true;
            break;
        default:
            break;
        }
        yaml_event_delete(&event);
    }
}

/* The length of the line at `at`, its end included. */
static size_t line_length(rawi_slice source, size_t at) {
    const char *newline = memchr(source.bytes + at, '\n', source.length - at);
    return newline ? (size_t)(newline - source.bytes) + 1 - at : source.length - at;
}

static bool is_rule(rawi_slice source, size_t at, size_t length, const char *rule) {
    while (length > 0 && strchr(" \t\r\n", source.bytes[at + length - 1]))
        length--;
    return length == 3 && memcmp(source.bytes + at, rule, 3) == 0;
}

/* The lines between the two rules; false where the source does not open with front matter. */
static bool find_matter(rawi_slice source, size_t at, rawi_span *matter, size_t *end) {
    size_t length = line_length(source, at);
    if (!is_rule(source, at, length, "---"))
        return false;
    matter->start = at + length;
    for (size_t line = matter->start; line < source.length; line += length) {
        length = line_length(source, line);
        if (is_rule(source, line, length, "---") || is_rule(source, line, length, "...")) {
            matter->end = line;
            *end = line + length;
            return true;
        }
        if (line == matter->start && !memchr(source.bytes + line, ':', length))
            return false;
    }
    return false;
}

article_front_matter article_read_front_matter(article_builder *builder) {
    rawi_slice source = builder->source;
    article_front_matter front = {0};
    if (source.length >= 3 && memcmp(source.bytes, "\xEF\xBB\xBF", 3) == 0)
        front.end = 3;
    rawi_span matter;
    yaml_parser_t parser;
    if (!find_matter(source, front.end, &matter, &front.end) ||
        matter.end - matter.start > MATTER_MAX || !yaml_parser_initialize(&parser))
        return front;
    yaml_parser_set_input_string(&parser, (const unsigned char *)source.bytes + matter.start,
                                 matter.end - matter.start);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    walk(builder, &parser, matter, &front.title);
    yaml_parser_delete(&parser);
    return front;
}
