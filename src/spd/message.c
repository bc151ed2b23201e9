/* Messages: SSML by libxml2; characters and keys by their names. */
#include "spd/message.h"

#include "spd/names.h"

#include <ctype.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum {
    MANNERS_MOST = 16
};

static const double own_pause = -1.0;

/* ---- text ---------------------------------------------------------------------------------- */

static void add(spd_message *message, const char *text) {
    rawi_text_add_string(&message->text, text);
}

/* Room for one item more in an array that grows; false without memory. */
static bool make_room(spd_message *message, void **items, size_t count, size_t *capacity,
                      size_t size) {
    if (count < *capacity)
        return true;
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *grown = realloc(*items, wanted * size);
    if (!grown) {
        message->failed = true;
        return false;
    }
    *items = grown;
    *capacity = wanted;
    return true;
}

static void add_mark(spd_message *message, const char *name) {
    void *marks = message->marks;
    if (!make_room(message, &marks, message->mark_count, &message->mark_capacity,
                   sizeof *message->marks))
        return;
    message->marks = marks;
    message->marks[message->mark_count++] = (spd_mark){message->text.length, name};
}

static void add_turn(spd_message *message, spd_manner manner, double pause) {
    void *turns = message->turns;
    if (!make_room(message, &turns, message->turn_count, &message->turn_capacity,
                   sizeof *message->turns))
        return;
    message->turns = turns;
    message->turns[message->turn_count++] =
        (spd_turn){.offset = message->text.length, .manner = manner, .pause = pause};
}

static void announce_capital(spd_message *message, const spd_settings *settings) {
    if (settings->capitals == SPD_CAPITALS_SPELL)
        add(message, " حَرْفٌ كَبِيرْ ");
    else if (settings->capitals == SPD_CAPITALS_ICON)
        add_mark(message, NULL);
}

static void spell(spd_message *message, rawi_slice character) {
    spd_character known;
    if (spd_character_find(character, &known))
        add(message, known.name);
    else
        rawi_text_add(&message->text, character.bytes, character.length);
}

/* Places in a text that is taken over. */
typedef struct passage {
    const spd_settings *settings;
    bool spelled;
    bool in_word;                     /* the last character was a letter or a digit */
    int line_ends;                    /* since the last character */
    spd_manner manners[MANNERS_MOST]; /* of the elements around, each with those around it */
    size_t depth; /* how many there are, of which the innermost may have no room */
} passage;

/* A character, and what follows it in the same run of text. */
typedef struct character {
    int32_t code;
    rawi_slice own, rest;
} character;

/* One line's end is a space, as lines are broken anywhere; an empty line separates paragraphs. */
static void add_line_end(spd_message *message, passage *at) {
    at->in_word = false;
    if (++at->line_ends == 2)
        add(message, "\n");
    else
        add(message, " ");
}

/* Whether a capital letter stands in the word that begins here. */
static bool begins_word_with_capital(const passage *at, const character *here) {
    bool is_letter = u_isalnum(here->code), found = u_isupper(here->code);
    size_t position = 0;
    if (at->in_word)
        return false;
    while (is_letter && !found && position < here->rest.length) {
        int32_t code = rawi_next_character(here->rest.bytes, here->rest.length, &position);
        found = u_isupper(code);
        is_letter = u_isalnum(code);
    }
    return found;
}

/* Whether the narrator needs a sign for his melody even where its name is spoken: those of clauses,
 * where they end a word. In "12.5" and "example.com" the name takes the sign's place. */
static bool shapes_melody(const character *sign) {
    static const char32_t signs[] = U".،,؛;:؟?!…";
    size_t i = 0, position = 0;
    while (signs[i] && (int32_t)signs[i] != sign->code)
        i++;
    return signs[i] &&
           (sign->rest.length == 0 ||
            !u_isalnum(rawi_next_character(sign->rest.bytes, sign->rest.length, &position)));
}

static void add_spelled(spd_message *message, const passage *at, const character *here) {
    if (u_isupper(here->code))
        announce_capital(message, at->settings);
    spell(message, here->own);
    add(message, "، ");
}

static void add_character(spd_message *message, const passage *at, const character *here) {
    spd_character known;
    if (begins_word_with_capital(at, here))
        announce_capital(message, at->settings);
    if (!spd_character_find(here->own, &known) || known.level > at->settings->punctuation) {
        rawi_text_add(&message->text, here->own.bytes, here->own.length);
        return;
    }
    add(message, " ");
    add(message, known.name);
    add(message, " ");
    if (shapes_melody(here))
        rawi_text_add(&message->text, here->own.bytes, here->own.length);
}

/* The server's own treatment of signs, where it is not switched off, leaves "12 .5" of "12.5". */
static bool parts_decimal(const char *text, size_t length, size_t space) {
    return space > 0 && space + 2 < length && isdigit((unsigned char)text[space - 1]) &&
           text[space] == ' ' && text[space + 1] == '.' && isdigit((unsigned char)text[space + 2]);
}

static void add_text(spd_message *message, passage *at, const char *text, size_t length) {
    for (size_t position = 0; position < length;) {
        size_t start = position;
        int32_t code = rawi_next_character(text, length, &position);
        if (code == '\n') {
            add_line_end(message, at);
            continue;
        }
        if (parts_decimal(text, length, start))
            continue;
        character here = {
            code, {text + start, position - start}, {text + position, length - position}};
        bool is_blank =
            code < 0 || u_charType(code) == U_CONTROL_CHAR || (at->spelled && u_isspace(code));
        if (is_blank)
            add(message, " ");
        else if (at->spelled)
            add_spelled(message, at, &here);
        else
            add_character(message, at, &here);
        at->in_word = !is_blank && u_isalnum(code);
        at->line_ends = 0;
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

/* Whether `value`, freed here, is one of `names`, which NULL ends. */
static bool take_one_of(char *value, const char *const *names) {
    bool found = false;
    for (size_t i = 0; value && names[i] && !found; i++)
        found = strcmp(names[i], value) == 0;
    xmlFree(value);
    return found;
}

static bool asks_to_spell(xmlTextReaderPtr reader) {
    static const char *const ways[] = {"characters", "tts:char",   "spell-out",
                                       "digits",     "tts:digits", NULL};
    return take_one_of(attribute(reader, "interpret-as"), ways);
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

static void end_paragraph(spd_message *message, passage *at) {
    const rawi_text *text = &message->text;
    at->in_word = false;
    if (text->length > 0 && text->bytes[text->length - 1] != '\n')
        add(message, "\n");
}

static spd_manner manner_here(const passage *at) {
    size_t inner = at->depth < MANNERS_MOST ? at->depth : MANNERS_MOST;
    return inner > 0 ? at->manners[inner - 1] : spd_manner_plain();
}

/* A break is a paragraph's, a clause's, or none; it may say how long it lasts. */
static void read_break(spd_message *message, passage *at, xmlTextReaderPtr reader) {
    static const char *const none[] = {"none", NULL};
    static const char *const strong[] = {"strong", "x-strong", NULL};
    char *time = attribute(reader, "time");
    double pause = spd_manner_seconds(time);
    xmlFree(time);
    if (take_one_of(attribute(reader, "strength"), none) || pause == 0.0)
        return;
    if (take_one_of(attribute(reader, "strength"), strong))
        end_paragraph(message, at);
    else
        add(message, "، ");
    if (pause > 0.0)
        add_turn(message, manner_here(at), pause);
}

static void enter_manner(spd_message *message, passage *at, spd_manner manner) {
    if (at->depth++ < MANNERS_MOST)
        at->manners[at->depth - 1] = manner;
    add_turn(message, manner_here(at), own_pause);
}

static void leave_manner(spd_message *message, passage *at) {
    if (at->depth > 0)
        at->depth--;
    add_turn(message, manner_here(at), own_pause);
}

static void enter_prosody(spd_message *message, passage *at, xmlTextReaderPtr reader) {
    char *rate = attribute(reader, "rate"), *pitch = attribute(reader, "pitch");
    char *volume = attribute(reader, "volume");
    enter_manner(message, at, spd_manner_prosody(manner_here(at), rate, pitch, volume));
    xmlFree(rate);
    xmlFree(pitch);
    xmlFree(volume);
}

static void enter_emphasis(spd_message *message, passage *at, xmlTextReaderPtr reader) {
    char *level = attribute(reader, "level");
    enter_manner(message, at, spd_manner_emphasis(manner_here(at), level));
    xmlFree(level);
}

static bool is_named(xmlTextReaderPtr reader, const char *name) {
    const xmlChar *own = xmlTextReaderConstLocalName(reader);
    return own && strcmp((const char *)own, name) == 0;
}

static void enter_say_as(spd_message *message, passage *at, xmlTextReaderPtr reader) {
    (void)message;
    at->spelled = at->settings->spelling || asks_to_spell(reader);
}

static void leave_say_as(spd_message *message, passage *at) {
    (void)message;
    at->spelled = at->settings->spelling;
}

/* Elements that have an effect on what is in them: how it begins and ends. */
static const struct {
    const char *name;
    void (*enter)(spd_message *message, passage *at, xmlTextReaderPtr reader);
    void (*leave)(spd_message *message, passage *at);
} around[] = {{"say-as", enter_say_as, leave_say_as},
              {"prosody", enter_prosody, leave_manner},
              {"emphasis", enter_emphasis, leave_manner}};

/* An element's start or end, where it is one of those; not where there is nothing in it. */
static void read_around(spd_message *message, passage *at, xmlTextReaderPtr reader, bool is_start) {
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        if (!is_named(reader, around[i].name) || xmlTextReaderIsEmptyElement(reader) == 1)
            continue;
        if (is_start)
            around[i].enter(message, at, reader);
        else
            around[i].leave(message, at);
    }
}

/* An element's start or end; true where its content is passed over. */
static bool read_element(spd_message *message, passage *at, xmlTextReaderPtr reader,
                         bool is_start) {
    read_around(message, at, reader, is_start);
    if (is_named(reader, "p") || is_named(reader, "s"))
        end_paragraph(message, at);
    else if (is_start && is_named(reader, "mark"))
        read_mark(message, reader);
    else if (is_start && is_named(reader, "break"))
        read_break(message, at, reader);
    else if (is_start && is_named(reader, "sub"))
        return read_alias(message, at, reader);
    else
        return is_start && (is_named(reader, "desc") || is_named(reader, "metadata"));
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

/* Reads as much as there is of SSML, well formed or not; false where that is nothing. */
static bool read_ssml(spd_message *message, passage *at, rawi_slice received) {
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER;
    xmlDocPtr document =
        xmlReadMemory(received.bytes, (int)received.length, NULL, "UTF-8", options);
    xmlTextReaderPtr reader = document ? xmlReaderWalker(document) : NULL;
    int more = reader ? xmlTextReaderRead(reader) : -1;
    while (more == 1)
        more = read_node(message, at, reader);
    xmlFreeTextReader(reader);
    xmlFreeDoc(document);
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

static void add_key(spd_message *message, rawi_slice key, const spd_settings *settings) {
    if (character_length(key) == key.length)
        read_character(message, key, settings);
    else
        spd_key_add(&message->text, key);
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
    message->turn_count = 0;
    message->failed = false;
}

/* A letter or a sign that is all of a text is meant by its name. */
static void name_lone_character(spd_message *message) {
    rawi_text *text = &message->text;
    size_t start = 0, end = text->length;
    spd_character known;
    while (start < end && isspace((unsigned char)text->bytes[start]))
        start++;
    while (end > start && isspace((unsigned char)text->bytes[end - 1]))
        end--;
    rawi_slice alone = {text->bytes + start, end - start};
    if (start == end || character_length(alone) != alone.length ||
        !spd_character_find(alone, &known))
        return;
    rawi_text_clear(text);
    add(message, known.name);
    for (size_t i = 0; i < message->mark_count; i++)
        message->marks[i].offset = message->marks[i].offset > start ? text->length : 0;
    for (size_t i = 0; i < message->turn_count; i++)
        message->turns[i].offset = message->turns[i].offset > start ? text->length : 0;
}

static void read_text(spd_message *message, rawi_slice received, const spd_settings *settings) {
    passage at = {.settings = settings, .spelled = settings->spelling};
    if (!looks_like_ssml(received) || !read_ssml(message, &at, received)) {
        clear(message);
        at = (passage){.settings = settings, .spelled = settings->spelling};
        add_text(message, &at, received.bytes, received.length);
    }
    name_lone_character(message);
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

bool spd_message_number(spd_message *message, rawi_slice text) {
    char digits[16];
    size_t position = 0;
    clear(message);
    if (text.length == 0)
        return true;
    int32_t code = rawi_next_character(text.bytes, text.length, &position);
    if (code < 0 || u_isspace(code) || position < text.length)
        return true;
    snprintf(digits, sizeof digits, "%04X", (unsigned)code);
    add(message, "رَمْزْ");
    for (const char *digit = digits; *digit; digit++) {
        add(message, "، ");
        rawi_text_add(&message->text, digit, 1);
    }
    return !message->failed && !message->text.failed;
}

void spd_message_free(spd_message *message) {
    rawi_text_free(&message->text);
    rawi_arena_free(&message->arena);
    free(message->marks);
    free(message->turns);
    *message = (spd_message){0};
}
