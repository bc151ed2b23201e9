/* Messages: SSML by libxml2; characters and keys by their names. */
#include "spd/message.h"

#include "base/table.h"

#include <ctype.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

RAWI_TABLE(spd_characters);
RAWI_TABLE(spd_keys);

enum {
    LEVEL = 1,
    NAME = 2,
    KEY_NAME = 1
};

/* ---- text ---------------------------------------------------------------------------------- */

static void add(spd_message *message, const char *text) {
    rawi_text_add_string(&message->text, text);
}

static void add_mark(spd_message *message, const char *name) {
    if (message->mark_count == message->mark_capacity) {
        size_t capacity = message->mark_capacity ? message->mark_capacity * 2 : 16;
        spd_mark *marks = realloc(message->marks, capacity * sizeof *marks);
        if (!marks) {
            message->failed = true;
            return;
        }
        message->marks = marks;
        message->mark_capacity = capacity;
    }
    message->marks[message->mark_count++] = (spd_mark){message->text.length, name};
}

static spd_level level_of(ptrdiff_t row) {
    static const char *const names[] = {"none", "some", "most", "all"};
    const char *level = rawi_table_cell(&rawi_spd_characters_table, (size_t)row, LEVEL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], level) == 0)
            return (spd_level)i;
    return SPD_LEVEL_CHARACTER;
}

static const char *name_of(ptrdiff_t row) {
    return rawi_table_cell(&rawi_spd_characters_table, (size_t)row, NAME);
}

/* Characters that a table cannot begin a line with stand there under a word. */
static rawi_slice key_of(rawi_slice character) {
    switch (character.bytes[0]) {
    case '#':
        return rawi_slice_of("hash");
    case ' ':
        return rawi_slice_of("space");
    case '\t':
        return rawi_slice_of("tab");
    case '\n':
        return rawi_slice_of("newline");
    default:
        return character;
    }
}

static ptrdiff_t row_of(rawi_slice character) {
    return rawi_table_find(&rawi_spd_characters_table, key_of(character));
}

/* Marks of clauses, which the narrator needs for his melody even where their names are spoken. */
static bool shapes_melody(rawi_slice character) {
    static const char *const signs[] = {".", "،", ",", "؛", ";", ":", "؟", "?", "!", "…"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (rawi_slice_equal(character, rawi_slice_of(signs[i])))
            return true;
    return false;
}

/* A capital letter is announced before the first of a run. */
static void announce_capital(spd_message *message, const spd_settings *settings) {
    if (settings->capitals == SPD_CAPITALS_SPELL)
        add(message, " حَرْفٌ كَبِيرْ ");
    else if (settings->capitals == SPD_CAPITALS_ICON)
        add_mark(message, NULL);
}

static void spell(spd_message *message, rawi_slice character) {
    ptrdiff_t row = row_of(character);
    if (row >= 0)
        add(message, name_of(row));
    else
        rawi_text_add(&message->text, character.bytes, character.length);
}

/* Places in a text that is taken over. */
typedef struct passage {
    const spd_settings *settings;
    bool spelled;
    bool after_capital;
    int line_ends; /* since the last character */
} passage;

/* One line's end is a space, as lines are broken anywhere; an empty line separates paragraphs. */
static void add_line_end(spd_message *message, passage *at) {
    if (++at->line_ends == 2)
        add(message, "\n");
    else
        add(message, " ");
}

static void add_character(spd_message *message, passage *at, int32_t code, rawi_slice character) {
    bool is_capital = u_isupper(code);
    if (is_capital && !at->after_capital)
        announce_capital(message, at->settings);
    at->after_capital = is_capital;
    if (at->spelled) {
        spell(message, character);
        add(message, "، ");
        return;
    }
    ptrdiff_t row = row_of(character);
    if (row < 0 || level_of(row) > at->settings->punctuation) {
        rawi_text_add(&message->text, character.bytes, character.length);
        return;
    }
    add(message, " ");
    add(message, name_of(row));
    add(message, " ");
    if (shapes_melody(character))
        rawi_text_add(&message->text, character.bytes, character.length);
}

static void add_text(spd_message *message, passage *at, const char *text, size_t length) {
    for (size_t position = 0; position < length;) {
        size_t start = position;
        int32_t code = rawi_next_character(text, length, &position);
        if (code == '\n') {
            add_line_end(message, at);
            continue;
        }
        at->line_ends = 0;
        if (code < 0 || u_iscntrl(code) || (at->spelled && u_isspace(code)))
            add(message, " ");
        else
            add_character(message, at, code, (rawi_slice){text + start, position - start});
    }
}

/* ---- SSML ---------------------------------------------------------------------------------- */

static char *attribute(xmlTextReaderPtr reader, const char *name) {
    return (char *)xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
}

static void read_mark(spd_message *message, xmlTextReaderPtr reader) {
    char *name = attribute(reader, "name");
    /* The name goes back as a line of its own. */
    if (name && !strpbrk(name, "\n\r")) {
        char *kept = rawi_arena_copy(&message->arena, name, strlen(name));
        if (kept)
            add_mark(message, kept);
        else
            message->failed = true;
    }
    xmlFree(name);
}

static bool asks_to_spell(xmlTextReaderPtr reader) {
    char *as = attribute(reader, "interpret-as");
    bool spells = as && (strcmp(as, "characters") == 0 || strcmp(as, "tts:char") == 0 ||
                         strcmp(as, "spell-out") == 0);
    xmlFree(as);
    return spells;
}

/* What stands in the place of an element; true where its content is passed over. */
static bool read_alias(spd_message *message, passage *at, xmlTextReaderPtr reader) {
    char *alias = attribute(reader, "alias");
    if (!alias)
        return false;
    add_text(message, at, alias, strlen(alias));
    xmlFree(alias);
    return true;
}

static bool is_named(xmlTextReaderPtr reader, const char *name) {
    const xmlChar *own = xmlTextReaderConstLocalName(reader);
    return own && strcmp((const char *)own, name) == 0;
}

/* An element's start or end; true where its content is passed over. */
static bool read_element(spd_message *message, passage *at, xmlTextReaderPtr reader,
                         bool is_start) {
    if (is_start && is_named(reader, "mark"))
        read_mark(message, reader);
    else if (is_start && is_named(reader, "sub"))
        return read_alias(message, at, reader);
    else if (is_start && is_named(reader, "break"))
        add(message, "، ");
    else if (!is_start && (is_named(reader, "p") || is_named(reader, "s")))
        add(message, "\n");
    else if (is_named(reader, "say-as"))
        at->spelled = at->settings->spelling || (is_start && asks_to_spell(reader));
    return false;
}

static int read_node(spd_message *message, passage *at, xmlTextReaderPtr reader) {
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT:
        if (read_element(message, at, reader, true))
            return xmlTextReaderNext(reader);
        break;
    case XML_READER_TYPE_END_ELEMENT:
        read_element(message, at, reader, false);
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: {
        const char *text = (const char *)xmlTextReaderConstValue(reader);
        add_text(message, at, text, strlen(text));
        break;
    }
    default:
        break;
    }
    return xmlTextReaderRead(reader);
}

/* False where it is no well-formed SSML. */
static bool read_ssml(spd_message *message, passage *at, rawi_slice received) {
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlTextReaderPtr reader =
        xmlReaderForMemory(received.bytes, (int)received.length, NULL, "UTF-8", options);
    if (!reader)
        return false;
    int more = xmlTextReaderRead(reader);
    while (more == 1)
        more = read_node(message, at, reader);
    xmlFreeTextReader(reader);
    return more == 0;
}

static bool looks_like_ssml(rawi_slice received) {
    static const char start[] = "<speak", declaration[] = "<?xml";
    size_t at = 0;
    while (at < received.length && isspace((unsigned char)received.bytes[at]))
        at++;
    const char *bytes = received.bytes + at;
    size_t rest = received.length - at;
    return (rest >= strlen(start) && memcmp(bytes, start, strlen(start)) == 0) ||
           (rest >= strlen(declaration) && memcmp(bytes, declaration, strlen(declaration)) == 0);
}

/* ---- characters and keys ------------------------------------------------------------------- */

static size_t character_length(rawi_slice text) {
    size_t position = 0;
    if (text.length > 0)
        rawi_next_character(text.bytes, text.length, &position);
    return position;
}

static void read_character(spd_message *message, rawi_slice received,
                           const spd_settings *settings) {
    if (rawi_slice_equal(received, rawi_slice_of("space")))
        received = rawi_slice_of(" ");
    size_t position = 0;
    if (received.length > 0 &&
        u_isupper(rawi_next_character(received.bytes, received.length, &position)))
        announce_capital(message, settings);
    if (character_length(received) == received.length && received.length > 0)
        spell(message, received);
    else
        rawi_text_add(&message->text, received.bytes, received.length);
}

/* f5, kp-5: a name and a number. False where it is none. */
static bool add_numbered(spd_message *message, const char *key) {
    bool function = key[0] == 'f', pad = strncmp(key, "kp-", 3) == 0;
    const char *digits = key + (pad ? 3 : 1);
    if ((!function && !pad) || !*digits || strlen(digits) > 2 ||
        strspn(digits, "0123456789") != strlen(digits))
        return false;
    if (function)
        add(message, "إِفْ ");
    add(message, digits);
    if (pad)
        add(message, " رَقَمِيّْ");
    return true;
}

static void add_key(spd_message *message, rawi_slice part, const spd_settings *settings) {
    char key[32];
    if (character_length(part) == part.length) {
        read_character(message, part, settings);
        return;
    }
    snprintf(key, sizeof key, "%.*s", (int)part.length, part.bytes);
    for (char *byte = key; *byte; byte++)
        *byte = (char)(*byte == ' ' ? '-' : tolower((unsigned char)*byte));
    ptrdiff_t row = rawi_table_find(&rawi_spd_keys_table, rawi_slice_of(key));
    if (row >= 0)
        add(message, rawi_table_cell(&rawi_spd_keys_table, (size_t)row, KEY_NAME));
    else if (!add_numbered(message, key))
        rawi_text_add(&message->text, part.bytes, part.length);
}

/* Modifiers and a key, joined by underscores. */
static void read_key(spd_message *message, rawi_slice received, const spd_settings *settings) {
    for (size_t start = 0; start < received.length;) {
        const char *from = received.bytes + start;
        const char *joint = memchr(from + 1, '_', received.length - start - 1);
        size_t length = joint ? (size_t)(joint - from) : received.length - start;
        if (start > 0)
            add(message, " ");
        add_key(message, (rawi_slice){from, length}, settings);
        start += length + 1;
    }
}

/* "end-of-line" is read as its words. */
static void read_icon(spd_message *message, rawi_slice received) {
    for (size_t i = 0; i < received.length; i++) {
        bool joint = received.bytes[i] == '-' || received.bytes[i] == '_';
        rawi_text_add(&message->text, joint ? " " : received.bytes + i, 1);
    }
}

/* ---- messages ------------------------------------------------------------------------------ */

static void clear(spd_message *message) {
    rawi_text_clear(&message->text);
    rawi_arena_reset(&message->arena);
    message->mark_count = 0;
    message->failed = false;
}

static void read_text(spd_message *message, rawi_slice received, const spd_settings *settings) {
    passage at = {.settings = settings, .spelled = settings->spelling};
    if (looks_like_ssml(received) && read_ssml(message, &at, received))
        return;
    clear(message);
    at = (passage){.settings = settings, .spelled = settings->spelling};
    add_text(message, &at, received.bytes, received.length);
}

bool spd_message_read(spd_message *message, spd_kind kind, rawi_slice received,
                      const spd_settings *settings) {
    clear(message);
    switch (kind) {
    case SPD_KIND_TEXT:
        read_text(message, received, settings);
        break;
    case SPD_KIND_CHARACTER:
        read_character(message, received, settings);
        break;
    case SPD_KIND_KEY:
        read_key(message, received, settings);
        break;
    case SPD_KIND_ICON:
        read_icon(message, received);
        break;
    }
    return !message->failed && !message->text.failed;
}

bool spd_message_spell(spd_message *message, rawi_slice text, size_t most) {
    clear(message);
    for (size_t position = 0; position < text.length && most > 0;) {
        size_t start = position;
        int32_t code = rawi_next_character(text.bytes, text.length, &position);
        if (code < 0 || u_isspace(code) || u_iscntrl(code))
            continue;
        spell(message, (rawi_slice){text.bytes + start, position - start});
        add(message, "، ");
        most--;
    }
    return !message->failed && !message->text.failed;
}

void spd_message_free(spd_message *message) {
    rawi_text_free(&message->text);
    rawi_arena_free(&message->arena);
    free(message->marks);
    *message = (spd_message){0};
}
