/* From libxml2's SAX events to the tree. */
#define _GNU_SOURCE /* memmem */
#include "article/html_tree.h"

#include "article/entity.h"
#include "article/html_names.h"
#include "article/html_notes.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/utf8.h>

enum {
    NODES_MAX = 1 << 22,
    DEPTH_MAX = 2048,
    NUMBERS_MAX = 1 << 20, /* of list items; larger ones are taken as this one */
    FACTS_MAX = 4096,
    FACT_BYTES_MAX = 1 << 20,
    CONDITION_BYTES_MAX = 100
};

typedef struct parsing {
    html_tree *tree;
    htmlParserCtxtPtr parser;
    size_t cursor; /* the source has been accounted for up to here */
    uint32_t open; /* the innermost open element */
    size_t depth;
    rawi_text json; /* the JSON-LD script that is open */
    size_t json_start;
    bool in_json;
    bool in_title;
    bool failed;
    bool too_many;
    bool too_deep;
} parsing;

static void stop(parsing *p, bool *reason) {
    *reason = true;
    xmlStopParser(p->parser);
}

/* How far the parser has read. */
static size_t position(const parsing *p) {
    const xmlParserInput *input = p->parser->input;
    size_t at = (size_t)input->consumed + (size_t)(input->cur - input->base);
    return at < p->tree->source.length ? at : p->tree->source.length;
}

bool html_is_block(uint8_t role) {
    return role != HTML_INLINE && role != HTML_LINK && role != HTML_BREAK && role != HTML_SILENT;
}

static const char *attribute(const xmlChar **attributes, const char *name) {
    for (size_t i = 0; attributes && attributes[i]; i += 2)
        if (strcasecmp((const char *)attributes[i], name) == 0)
            return attributes[i + 1] ? (const char *)attributes[i + 1] : "";
    return NULL;
}

static void add_fact(parsing *p, const char *prefix, rawi_slice name, rawi_slice value,
                     rawi_span span) {
    html_tree *tree = p->tree;
    if (tree->fact_count == FACTS_MAX || value.length == 0 || value.length > FACT_BYTES_MAX)
        return;
    size_t prefix_length = strlen(prefix);
    char *key = rawi_arena_alloc(&tree->arena, prefix_length + name.length + 1);
    const char *copy = rawi_arena_copy(&tree->arena, value.bytes, value.length);
    if (!key || !copy ||
        !article_grow((void **)&tree->facts, &tree->fact_capacity, tree->fact_count,
                      sizeof *tree->facts)) {
        stop(p, &p->failed);
        return;
    }
    memcpy(key, prefix, prefix_length);
    memcpy(key + prefix_length, name.bytes, name.length);
    for (char *byte = key; *byte; byte++)
        if (*byte >= 'A' && *byte <= 'Z')
            *byte = (char)(*byte | 0x20);
    tree->facts[tree->fact_count++] =
        (html_fact){.name = key, .value = copy, .span = span, .node = p->open};
}

/* The tag that ends where the parser stands. */
static rawi_span tag_span(const parsing *p) {
    size_t end = position(p);
    size_t start = end;
    while (start > p->cursor && p->tree->source.bytes[start] != '<')
        start--;
    return (rawi_span){start, end};
}

static void add_attribute_fact(parsing *p, const xmlChar **attributes, const char *prefix,
                               const char *key, const char *value_name) {
    const char *name = attribute(attributes, key);
    const char *value = attribute(attributes, value_name);
    if (!name || !value)
        return;
    rawi_text decoded = {0};
    article_add_decoded(&decoded, rawi_slice_of(value)); /* some pages escape it twice */
    if (decoded.failed)
        stop(p, &p->failed);
    else
        add_fact(p, prefix, rawi_slice_of(name), (rawi_slice){decoded.bytes, decoded.length},
                 tag_span(p));
    rawi_text_free(&decoded);
}

static void note_facts(parsing *p, const char *element, const xmlChar **attributes) {
    if (strcmp(element, "meta") == 0) {
        add_attribute_fact(p, attributes, "", "property", "content");
        add_attribute_fact(p, attributes, "", "name", "content");
        add_attribute_fact(p, attributes, "", "http-equiv", "content");
        add_attribute_fact(p, attributes, "itemprop:", "itemprop", "content");
    } else if (strcmp(element, "time") == 0) {
        const char *datetime = attribute(attributes, "datetime");
        if (datetime)
            add_fact(p, "", rawi_slice_of("time"), rawi_slice_of(datetime), tag_span(p));
        add_attribute_fact(p, attributes, "itemprop:", "itemprop", "datetime");
    } else if (strcmp(element, "html") == 0) {
        const char *language = attribute(attributes, "lang");
        if (!language)
            language = attribute(attributes, "xml:lang");
        if (language)
            add_fact(p, "", rawi_slice_of("html:lang"), rawi_slice_of(language), tag_span(p));
    } else {
        add_attribute_fact(p, attributes, "itemprop:", "itemprop", "content");
    }
}

static bool is_hidden(const xmlChar **attributes) {
    const char *style = attribute(attributes, "style");
    const char *aria = attribute(attributes, "aria-hidden");
    return attribute(attributes, "hidden") || (aria && strcasecmp(aria, "true") == 0) ||
           (style && (strstr(style, "display:none") || strstr(style, "display: none") ||
                      strstr(style, "visibility:hidden") || strcasestr(style, "mso-list:ignore")));
}

/* Whether the element is the page itself, whose classes tell what is somewhere in it. */
static bool is_page(const char *element) {
    return strcmp(element, "html") == 0 || strcmp(element, "body") == 0;
}

static uint16_t traits_of(const xmlChar **attributes) {
    static const char *const named[] = {"class",          "id",          "role",
                                        "data-component", "data-testid", "aria-labelledby"};
    unsigned traits = is_hidden(attributes) ? HTML_IS_AROUND : 0;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        const char *value = attribute(attributes, named[i]);
        if (value)
            traits |= html_class_traits(value);
    }
    const char *property = attribute(attributes, "itemprop");
    if (property)
        traits |= html_property_traits(property);
    const char *relation = attribute(attributes, "rel");
    if (relation && strcasecmp(relation, "author") == 0)
        traits |= HTML_IS_BYLINE;
    const char *address = attribute(attributes, "href");
    if (address && (*address == '#' || strncasecmp(address, "javascript:", 11) == 0))
        traits |= HTML_LEADS_INSIDE;
    return (uint16_t)traits;
}

/* Whether the attribute, NULL where there is none, says a number. */
static bool read_number(const char *value, int32_t *number) {
    char *end = NULL;
    long read = value ? strtol(value, &end, 10) : 0;
    if (end == value)
        return false;
    *number = (int32_t)(read < -NUMBERS_MAX  ? -NUMBERS_MAX
                        : read > NUMBERS_MAX ? NUMBERS_MAX
                                             : read);
    return true;
}

/* Keeps where a numbered list begins and which way it counts. */
static void note_list(html_node *list, const xmlChar **attributes) {
    bool down = attribute(attributes, "reversed");
    bool stated = read_number(attribute(attributes, "start"), &list->number);
    if (!stated)
        list->number = !down;
    list->traits |= HTML_IS_NUMBERED;
    if (down)
        list->traits |= stated ? HTML_COUNTS_DOWN : HTML_COUNTS_DOWN | HTML_COUNTS_ITEMS;
}

/* Keeps what a numbered list says of its numbers, or an item of its own. */
static void note_number(html_node *node, const char *element, const xmlChar **attributes) {
    if (strcmp(element, "ol") == 0)
        note_list(node, attributes);
    else if (node->role == HTML_ITEM && read_number(attribute(attributes, "value"), &node->number))
        node->traits |= HTML_SAYS_NUMBER;
}

static void add_piece(parsing *p, size_t start, size_t length, char32_t entity) {
    html_tree *tree = p->tree;
    html_piece *last = tree->piece_count > 0 ? &tree->pieces[tree->piece_count - 1] : NULL;
    p->cursor = start + length;
    if (last && last->node == p->open && !last->entity && !entity &&
        last->start + last->length == start) {
        last->length += (uint32_t)length;
        return;
    }
    if (!article_grow((void **)&tree->pieces, &tree->piece_capacity, tree->piece_count,
                      sizeof *tree->pieces)) {
        stop(p, &p->failed);
        return;
    }
    tree->pieces[tree->piece_count++] =
        (html_piece){p->open, (uint32_t)start, (uint32_t)length, entity};
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    parsing *p = context;
    html_tree *tree = p->tree;
    const char *element = (const char *)name;
    if (tree->node_count == NODES_MAX) {
        stop(p, &p->too_many);
        return;
    }
    if (++p->depth > DEPTH_MAX) {
        stop(p, &p->too_deep);
        return;
    }
    if (!article_grow((void **)&tree->nodes, &tree->node_capacity, tree->node_count,
                      sizeof *tree->nodes)) {
        stop(p, &p->failed);
        return;
    }
    uint32_t index = (uint32_t)tree->node_count++;
    html_node *node = &tree->nodes[index];
    *node = (html_node){.parent = p->open, .first_piece = (uint32_t)tree->piece_count};
    html_element_role(element, &node->role, &node->level);
    node->silent = node->role == HTML_SILENT || (index > 0 && tree->nodes[p->open].silent);
    node->block = html_is_block(node->role) || index == 0 ? index : tree->nodes[p->open].block;
    node->traits = is_page(element) ? 0 : traits_of(attributes);
    node->raised = strcmp(element, "sup") == 0 || (index > 0 && tree->nodes[p->open].raised);
    note_number(node, element, attributes);
    p->open = index;
    if (node->role == HTML_BREAK)
        add_piece(p, p->cursor, 0, ' '); /* it parts the words beside it */
    note_facts(p, element, attributes);
    const char *type = attribute(attributes, "type");
    p->in_json =
        strcmp(element, "script") == 0 && type && strcasecmp(type, "application/ld+json") == 0;
    rawi_text_clear(&p->json);
    p->in_title = strcmp(element, "title") == 0;
}

static void end_title(parsing *p, const html_node *node) {
    html_tree *tree = p->tree;
    rawi_text text = {0};
    html_tree_text(tree, node->first_piece, tree->piece_count, &text);
    if (text.length > 0) {
        const html_piece *first = &tree->pieces[node->first_piece];
        rawi_span span = {first->start, p->cursor};
        add_fact(p, "", rawi_slice_of("title"), (rawi_slice){text.bytes, text.length}, span);
    }
    if (text.failed)
        stop(p, &p->failed);
    rawi_text_free(&text);
}

static void on_end(void *context, const xmlChar *name) {
    parsing *p = context;
    html_tree *tree = p->tree;
    (void)name;
    if (p->depth == 0 || p->failed || p->too_many || p->too_deep)
        return;
    html_node *node = &tree->nodes[p->open];
    node->end = (uint32_t)tree->node_count;
    node->end_piece = (uint32_t)tree->piece_count;
    if (p->in_title)
        end_title(p, node);
    if (p->in_json && p->json.length > 0)
        add_fact(p, "", rawi_slice_of("json-ld"), (rawi_slice){p->json.bytes, p->json.length},
                 (rawi_span){p->json_start, p->json_start + p->json.length});
    p->in_title = false;
    p->in_json = false;
    p->open = node->parent;
    p->depth--;
}

static bool stands_at(const parsing *p, size_t at, const char *text, size_t length) {
    rawi_slice source = p->tree->source;
    return at >= p->cursor && length <= source.length && at <= source.length - length &&
           memcmp(source.bytes + at, text, length) == 0;
}

/* Where `text`, which the parser has just read, starts in the source: it ends where the parser
 * stands, or, when its buffer was full, one character further. The source's length where the
 * source says it otherwise: an entity. */
static size_t find_text(const parsing *p, const char *text, size_t length) {
    size_t end = position(p);
    rawi_slice source = p->tree->source;
    if (end >= length && stands_at(p, end - length, text, length))
        return end - length;
    for (size_t ahead = 1; ahead <= 4; ahead++)
        if (end + ahead >= length && stands_at(p, end + ahead - length, text, length))
            return end + ahead - length;
    return source.length;
}

/* Adds what an entity between the cursor and the parser's position stands for. */
static void add_entity(parsing *p, const char *text, size_t length) {
    rawi_slice source = p->tree->source;
    size_t end = position(p);
    const char *ampersand =
        end > p->cursor ? memchr(source.bytes + p->cursor, '&', end - p->cursor) : NULL;
    size_t start = ampersand ? (size_t)(ampersand - source.bytes) : end;
    if (length == 1 && *text == '&' && end > start && source.bytes[end - 1] != ';')
        end = start + 1; /* an & that is none */
    for (size_t at = 0; at < length;) {
        int32_t character = rawi_next_character(text, length, &at);
        if (character > 0)
            add_piece(p, start, end - start, (char32_t)character);
    }
}

static void on_text(void *context, const xmlChar *text, int length) {
    parsing *p = context;
    if (p->depth == 0 || length <= 0 || p->failed)
        return;
    const char *bytes = (const char *)text;
    size_t start = find_text(p, bytes, (size_t)length);
    size_t end = position(p);
    bool entity = start == p->tree->source.length || (length == 1 && *bytes == '&' && end > 0 &&
                                                      p->tree->source.bytes[end - 1] == ';');
    if (entity)
        add_entity(p, bytes, (size_t)length);
    else
        add_piece(p, start, (size_t)length, 0);
}

static void on_script(void *context, const xmlChar *text, int length) {
    parsing *p = context;
    if (!p->in_json || length <= 0)
        return;
    if (p->json.length == 0) {
        size_t end = position(p);
        p->json_start = end > (size_t)length ? end - (size_t)length : 0;
    }
    if (p->json.length + (size_t)length <= FACT_BYTES_MAX)
        rawi_text_add(&p->json, (const char *)text, (size_t)length);
}

/* Blanks the conditions that Word writes around text: <![if !supportLists]>…<![endif]>. */
static void blank_conditions(char *bytes, size_t length) {
    static const char opening[] = "<![";
    char *end = bytes + length;
    for (char *at = bytes; (at = memmem(at, (size_t)(end - at), opening, strlen(opening)));) {
        size_t left = (size_t)(end - at);
        char *close = memchr(at, '>', left < CONDITION_BYTES_MAX ? left : CONDITION_BYTES_MAX);
        bool condition = strncasecmp(at + 3, "if", 2) == 0 || strncasecmp(at + 3, "endif", 5) == 0;
        if (close && close[-1] == ']' && condition) /* <![endif]--> ends a comment */
            memset(at, ' ', (size_t)(close + 1 - at));
        at += strlen(opening);
    }
}

/* The source as libxml2 takes it: control characters and characters that are none, which it would
 * drop, and conditions as blanks of the same length. NULL without memory. */
static char *clean_copy(rawi_slice source) {
    char *copy = malloc(source.length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, source.bytes, source.length);
    copy[source.length] = '\0';
    if (source.length >= 3 && memcmp(copy, "\xEF\xBB\xBF", 3) == 0)
        memset(copy, ' ', 3);
    for (size_t i = 0; i < source.length; i++) {
        unsigned char byte = (unsigned char)copy[i];
        if (byte < ' ' && byte != '\n' && byte != '\r' && byte != '\t')
            copy[i] = ' ';
        else if (byte == 0xEF && i + 2 < source.length && (unsigned char)copy[i + 1] == 0xBF &&
                 (unsigned char)copy[i + 2] >= 0xBE)
            memset(copy + i, ' ', 3);
    }
    blank_conditions(copy, source.length);
    return copy;
}

/* The numbered list that the element is an item of, else NULL. */
static html_node *numbered_list_of(const html_tree *tree, const html_node *item) {
    html_node *around = &tree->nodes[item->parent];
    return item->role == HTML_ITEM && (around->traits & HTML_IS_NUMBERED) ? around : NULL;
}

/* Gives the items of numbered lists their numbers. */
static void number_items(html_tree *tree) {
    for (size_t i = 1; i < tree->node_count; i++) {
        html_node *list = numbered_list_of(tree, &tree->nodes[i]);
        if (list && (list->traits & HTML_COUNTS_ITEMS))
            list->number++;
    }
    for (size_t i = 1; i < tree->node_count; i++) {
        html_node *item = &tree->nodes[i];
        html_node *list = numbered_list_of(tree, item);
        if (!list)
            continue;
        if (!(item->traits & HTML_SAYS_NUMBER))
            item->number = list->number;
        item->traits |= HTML_HAS_NUMBER;
        list->number = item->number + (list->traits & HTML_COUNTS_DOWN ? -1 : 1);
    }
}

static rawi_status run_parser(parsing *p, const char *bytes, size_t length, rawi_error *error) {
    p->parser = htmlCreateMemoryParserCtxt(bytes, (int)length);
    if (!p->parser)
        return rawi_fail_memory(error);
    htmlCtxtUseOptions(p->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(p->parser, XML_CHAR_ENCODING_UTF8);
    memset(p->parser->sax, 0, sizeof *p->parser->sax);
    p->parser->sax->startElement = on_start;
    p->parser->sax->endElement = on_end;
    p->parser->sax->characters = on_text;
    p->parser->sax->ignorableWhitespace = on_text;
    p->parser->sax->cdataBlock = on_script;
    p->parser->userData = p;
    htmlParseDocument(p->parser);
    htmlFreeParserCtxt(p->parser);
    return RAWI_OK;
}

/* Elements that were never closed end with the page. */
static void close_open(parsing *p) {
    while (p->depth > 0)
        on_end(p, NULL);
}

rawi_status html_tree_parse(html_tree *tree, rawi_slice source, const char *name,
                            rawi_error *error) {
    tree->source = source;
    if (source.length > INT32_MAX)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: is too large for a page; split it into smaller files"), name);
    if (source.length == 0)
        return RAWI_OK;
    char *clean = clean_copy(source);
    if (!clean)
        return rawi_fail_memory(error);
    parsing p = {.tree = tree};
    rawi_status status = run_parser(&p, clean, source.length, error);
    free(clean);
    if (status == RAWI_OK && (p.failed || p.json.failed))
        status = rawi_fail_memory(error);
    if (status == RAWI_OK && p.too_many)
        status = rawi_fail(error, RAWI_ERROR_INPUT,
                           _("%s: more than %d elements; save the article alone as text"), name,
                           NODES_MAX);
    if (status == RAWI_OK && p.too_deep)
        status = rawi_fail(error, RAWI_ERROR_INPUT,
                           _("%s: elements nested more than %d deep; save the article as text"),
                           name, DEPTH_MAX);
    if (status == RAWI_OK) {
        close_open(&p);
        number_items(tree);
        html_silence_note_marks(tree);
    }
    rawi_text_free(&p.json);
    return status;
}

void html_tree_text(const html_tree *tree, size_t first, size_t last, rawi_text *text) {
    for (size_t i = first; i < last; i++) {
        const html_piece *piece = &tree->pieces[i];
        if (piece->entity)
            rawi_text_add_character(text, piece->entity);
        else
            rawi_text_add(text, tree->source.bytes + piece->start, piece->length);
    }
}

void html_add_piece(article_builder *builder, const html_piece *piece, size_t offset) {
    size_t start = offset + piece->start;
    if (!piece->entity) {
        article_add(builder, start, start + piece->length);
        return;
    }
    char bytes[U8_MAX_LENGTH];
    size_t length = 0;
    U8_APPEND_UNSAFE((uint8_t *)bytes, length, piece->entity);
    article_add_replaced(builder, start, start + piece->length, (rawi_slice){bytes, length});
}

void html_add_item(article_builder *builder, html_node *item) {
    if (item->begun)
        article_continue_item(builder);
    else if (item->traits & HTML_HAS_NUMBER)
        article_number(builder, item->number);
    item->begun = true;
}

void html_tree_free(html_tree *tree) {
    free(tree->nodes);
    free(tree->pieces);
    free(tree->facts);
    rawi_arena_free(&tree->arena);
    *tree = (html_tree){0};
}
