/* Front matter: YAML, by libyaml, and the plain assignments of TOML. */
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

static void add_author(article_builder *builder, rawi_slice name) {
    rawi_article *head = &builder->article->head;
    rawi_text names = {0};
    rawi_text_add_string(&names, head->author ? head->author : "");
    rawi_text_add_string(&names, head->author ? "، " : "");
    rawi_text_add(&names, name.bytes, name.length);
    builder->failed = builder->failed || names.failed;
    head->author = article_keep(builder, (rawi_slice){names.bytes, names.length});
    rawi_text_free(&names);
}

static void set_once(article_builder *builder, const char **value, rawi_slice text) {
    if (!*value)
        *value = article_keep(builder, text);
}

/* Takes the value of a field, the first or, of authors that stand in one list, every one. */
static void take(article_builder *builder, field which, rawi_slice value, bool goes_on,
                 rawi_span matter, rawi_span *title) {
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
        if (goes_on || !head->author)
            add_author(builder, value);
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

/* Walks the parser's events: keys and values of the outermost mapping, and those of a list below a
 * key. */
static void walk(article_builder *builder, yaml_parser_t *parser, rawi_span matter,
                 rawi_span *title) {
    int depth = 0;
    bool key_due = true;
    bool goes_on = false; /* a value of the same list came before */
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
                take(builder, current, value, goes_on, matter, title);
            goes_on = depth > 1;
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

/* The lines between the two rules, of which the second is `rule` or `other`; false where the source
 * does not open with front matter. */
static bool find_matter(rawi_slice source, size_t at, const char *rule, const char *other,
                        char assignment, rawi_span *matter, size_t *end) {
    size_t length = line_length(source, at);
    if (!is_rule(source, at, length, rule))
        return false;
    matter->start = at + length;
    for (size_t line = matter->start; line < source.length; line += length) {
        length = line_length(source, line);
        if (is_rule(source, line, length, rule) || is_rule(source, line, length, other)) {
            matter->end = line;
            *end = line + length;
            return matter->end - matter->start <= MATTER_MAX;
        }
        if (line == matter->start && !memchr(source.bytes + line, assignment, length))
            return false;
    }
    return false;
}

static void read_yaml(article_builder *builder, rawi_span matter, rawi_span *title) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return;
    yaml_parser_set_input_string(&parser,
                                 (const unsigned char *)builder->source.bytes + matter.start,
                                 matter.end - matter.start);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    walk(builder, &parser, matter, title);
    yaml_parser_delete(&parser);
}

/* The next value in a line of TOML from *at on, without its quotation marks; empty at its end. */
static rawi_slice next_value(rawi_slice line, size_t *at) {
    while (*at < line.length && strchr(" \t[],", line.bytes[*at]))
        ++*at;
    size_t start = *at;
    bool quoted = start < line.length && strchr("\"'", line.bytes[start]);
    const char *stops = quoted ? (char[]){line.bytes[start], '\0'} : " \t,]#\r\n";
    start += quoted;
    size_t end = start;
    while (end < line.length && !strchr(stops, line.bytes[end]))
        end++;
    *at = end + quoted;
    return (rawi_slice){line.bytes + start, end - start};
}

/* Lines «key = "value"» and «key = ["one", "two"]», up to the first table. */
static void read_toml(article_builder *builder, rawi_span matter, rawi_span *title) {
    rawi_slice source = builder->source;
    size_t length;
    for (size_t at = matter.start; at < matter.end && source.bytes[at] != '['; at += length) {
        length = line_length(source, at);
        rawi_slice line = {source.bytes + at, length};
        size_t place = 0;
        rawi_slice key = next_value(line, &place);
        const char *sign = memchr(line.bytes, '=', line.length);
        char name[32] = "";
        if (!sign || key.length >= sizeof name)
            continue;
        memcpy(name, key.bytes, key.length);
        place = (size_t)(sign + 1 - line.bytes);
        bool goes_on = false;
        for (rawi_slice value; (value = next_value(line, &place)).length > 0; goes_on = true)
            take(builder, field_of(name), value, goes_on, matter, title);
    }
}

article_front_matter article_read_front_matter(article_builder *builder) {
    rawi_slice source = builder->source;
    article_front_matter front = {0};
    if (source.length >= 3 && memcmp(source.bytes, "\xEF\xBB\xBF", 3) == 0)
        front.end = 3;
    rawi_span matter;
    if (find_matter(source, front.end, "---", "...", ':', &matter, &front.end))
        read_yaml(builder, matter, &front.title);
    else if (find_matter(source, front.end, "+++", "+++", '=', &matter, &front.end))
        read_toml(builder, matter, &front.title);
    return front;
}
