/* Look-ups of elements and classes. */
#define _GNU_SOURCE /* memmem */
#include "article/html_names.h"

#include "base/table.h"

#include <string.h>
#include <strings.h>

RAWI_TABLE(html_elements);
RAWI_TABLE(html_classes);

enum {
    CLASSES_MAX_BYTES = 1024, /* of an attribute that are looked at */
    NAME_SIZE = 128,
    WORDS_MAX = 16,
    PHRASE_WORDS = 3
};

/* What a word says of the name that it stands in, besides the traits of elements. */
enum {
    NAMES_LAYOUT = 1 << 16,
    NAMES_TOPIC = 1 << 17
};

static html_role role_named(const char *name) {
    static const char *const names[] = {
        [HTML_INLINE] = "inline",       [HTML_LINK] = "link",
        [HTML_BREAK] = "break",         [HTML_BLOCK] = "block",
        [HTML_PARAGRAPH] = "paragraph", [HTML_HEADING] = "heading",
        [HTML_LIST] = "list",           [HTML_ITEM] = "item",
        [HTML_QUOTATION] = "quotation", [HTML_CAPTION] = "caption",
        [HTML_ARTICLE] = "article",     [HTML_MAIN] = "main",
        [HTML_AROUND] = "around",       [HTML_ROW] = "row",
        [HTML_CELL] = "cell",           [HTML_CODE] = "code",
        [HTML_SILENT] = "silent",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return (html_role)i;
    return HTML_INLINE;
}

void html_element_role(const char *name, uint8_t *role, uint8_t *level) {
    *role = HTML_INLINE;
    *level = 0;
    ptrdiff_t row = rawi_table_find(&rawi_html_elements_table, rawi_slice_of(name));
    if (row < 0)
        return;
    const char *said = rawi_table_cell(&rawi_html_elements_table, (size_t)row, 1);
    if (strncmp(said, "heading", strlen("heading")) == 0) {
        *role = HTML_HEADING;
        *level = (uint8_t)(said[strlen("heading")] - '0');
    } else {
        *role = (uint8_t)role_named(said);
    }
}

static unsigned trait_named(const char *name) {
    static const struct {
        const char *name;
        unsigned trait;
    } traits[] = {
        {"around", HTML_IS_AROUND},     {"content", HTML_IS_CONTENT},
        {"byline", HTML_IS_BYLINE},     {"date", HTML_IS_DATE},
        {"caption", HTML_IS_CAPTION},   {"title", HTML_IS_TITLE},
        {"never", HTML_IS_NEVER},       {"quotation", HTML_IS_QUOTATION},
        {"comments", HTML_IS_COMMENTS}, {"layout", NAMES_LAYOUT},
        {"topic", NAMES_TOPIC},         {"apparatus", HTML_IS_APPARATUS},
    };
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
        if (strcmp(name, traits[i].name) == 0)
            return traits[i].trait;
    return 0;
}

/* Writes a class name as words joined by hyphens: shareButtons, share_buttons, share__buttons all
 * become share-buttons. Returns the length. */
static size_t to_words(rawi_slice name, char words[NAME_SIZE]) {
    size_t length = 0;
    char before = '\0';
    for (size_t i = 0; i < name.length && length + 2 < NAME_SIZE; i++) {
        char byte = name.bytes[i];
        bool upper = byte >= 'A' && byte <= 'Z';
        bool separator = byte == '-' || byte == '_' || byte == ':' || byte == '/' || byte == '.';
        bool hump = upper && before >= 'a' && before <= 'z';
        if ((separator || hump) && length > 0 && words[length - 1] != '-')
            words[length++] = '-';
        if (!separator)
            words[length++] = upper ? (char)(byte | 0x20) : byte;
        before = byte;
    }
    while (length > 0 && words[length - 1] == '-')
        length--;
    words[length] = '\0';
    return length;
}

static unsigned phrase_traits(const char *bytes, size_t length) {
    ptrdiff_t row = rawi_table_find(&rawi_html_classes_table, (rawi_slice){bytes, length});
    return row < 0 ? 0 : trait_named(rawi_table_cell(&rawi_html_classes_table, (size_t)row, 1));
}

/* What a phrase counts for where it stands in a name: one of apparatus at its end, a topic at its
 * start. */
static unsigned traits_in_place(unsigned found, bool first, bool last) {
    unsigned traits = found;
    if (!first)
        traits &= ~(unsigned)NAMES_TOPIC;
    if (!last)
        traits &= ~(unsigned)HTML_IS_APPARATUS;
    return traits;
}

/* The longest phrase that starts each word decides; its words are not looked at again. What follows
 * a word of layout or of a topic says nothing of the part itself. */
static unsigned phrases_traits(rawi_slice name) {
    char words[NAME_SIZE];
    size_t length = to_words(name, words);
    size_t starts[WORDS_MAX + 1];
    size_t count = 0;
    for (size_t i = 0; i < length && count < WORDS_MAX; i++)
        if (i == 0 || words[i - 1] == '-')
            starts[count++] = i;
    starts[count] = length + 1;
    unsigned traits = 0;
    for (size_t i = 0; i < count && !(traits & (NAMES_LAYOUT | NAMES_TOPIC));) {
        size_t used = count - i < PHRASE_WORDS ? count - i : PHRASE_WORDS;
        unsigned found = 0;
        for (; used > 0 && !found; used -= !found)
            found = phrase_traits(words + starts[i], starts[i + used] - 1 - starts[i]);
        traits |= traits_in_place(found, i == 0, i + (used > 0 ? used : 1) == count);
        i += used > 0 ? used : 1;
    }
    return traits;
}

/* The length of a name up to its modifier: «section--ads» is a section, with advertisements. */
static size_t base_length(rawi_slice name) {
    const char *modifier =
        name.length > 2 ? memmem(name.bytes + 1, name.length - 1, "--", 2) : NULL;
    return modifier ? (size_t)(modifier - name.bytes) : name.length;
}

static unsigned name_traits(rawi_slice name) {
    size_t base = base_length(name);
    unsigned modifier = phrases_traits((rawi_slice){name.bytes + base, name.length - base});
    unsigned traits =
        phrases_traits((rawi_slice){name.bytes, base}) | (modifier & ~(unsigned)HTML_IS_AROUND);
    return traits & ~(unsigned)(NAMES_LAYOUT | NAMES_TOPIC);
}

unsigned html_class_traits(const char *value) {
    unsigned traits = 0;
    const char *end = value + strnlen(value, CLASSES_MAX_BYTES);
    for (const char *at = value; at < end;) {
        size_t blanks = strspn(at, " \t\r\n\f");
        at += blanks;
        if (at >= end)
            break;
        size_t length = strcspn(at, " \t\r\n\f");
        if (length > (size_t)(end - at))
            length = (size_t)(end - at);
        traits |= name_traits((rawi_slice){at, length});
        at += length;
    }
    return traits;
}

unsigned html_property_traits(const char *value) {
    static const struct {
        const char *name;
        unsigned trait;
    } properties[] = {
        {"articleBody", HTML_IS_CONTENT}, {"headline", HTML_IS_TITLE},
        {"author", HTML_IS_BYLINE},       {"creator", HTML_IS_BYLINE},
        {"datePublished", HTML_IS_DATE},  {"dateModified", HTML_IS_DATE},
        {"dateCreated", HTML_IS_DATE},    {"caption", HTML_IS_CAPTION},
        {"comment", HTML_IS_COMMENTS},    {"publisher", HTML_IS_AROUND},
        {"keywords", HTML_IS_AROUND},
    };
    unsigned traits = 0;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        const char *found = strstr(value, properties[i].name);
        if (found)
            traits |= properties[i].trait;
    }
    return traits;
}
