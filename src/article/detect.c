/* The format of a source, by what it says; its name counts only where that leaves it open. */
#include "article/reader.h"

#include <string.h>
#include <strings.h>

enum {
    SAMPLE = 1 << 16,
    HTML_TAGS_MIN = 3,
    MARKDOWN_SIGNS_MIN = 2
};

typedef enum hint {
    HINT_NONE,
    HINT_TEXT,
    HINT_MARKDOWN,
    HINT_HTML
} hint;

static hint hint_of(const char *name) {
    static const struct {
        const char *extension;
        hint hint;
    } extensions[] = {
        {".txt", HINT_TEXT},          {".text", HINT_TEXT},    {".md", HINT_MARKDOWN},
        {".markdown", HINT_MARKDOWN}, {".mkd", HINT_MARKDOWN}, {".html", HINT_HTML},
        {".htm", HINT_HTML},          {".xhtml", HINT_HTML},
    };
    const char *dot = name ? strrchr(name, '.') : NULL;
    for (size_t i = 0; dot && i < sizeof extensions / sizeof *extensions; i++)
        if (strcasecmp(dot, extensions[i].extension) == 0)
            return extensions[i].hint;
    return HINT_NONE;
}

bool rawi_article_knows(const char *path) {
    return hint_of(path) != HINT_NONE;
}

static const char *skip_space(const char *at, const char *end) {
    while (at < end && strchr(" \t\r\n\f", *at) && *at)
        at++;
    return at;
}

static bool starts(const char *at, const char *end, const char *prefix) {
    size_t length = strlen(prefix);
    return (size_t)(end - at) >= length && strncasecmp(at, prefix, length) == 0;
}

/* Whether `at`, behind a "<" or "</", starts one of the elements that pages are made of. */
static bool starts_element(const char *at, const char *end) {
    static const char *const names[] = {
        "p",    "div",  "br",   "h1",   "h2",      "h3",      "ul",     "ol",     "li",
        "a",    "span", "b",    "i",    "em",      "strong",  "img",    "table",  "tr",
        "td",   "head", "body", "html", "article", "section", "header", "footer", "main",
        "meta", "link", "nav",  "h4",   "script",  "style",   "title",  "figure", "blockquote",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (starts(at, end, names[i]) && at + length < end && strchr(" \t\r\n/>", at[length]))
            return true;
    }
    return false;
}

/* Whether the source opens as a page does, whatever follows. */
static bool opens_as_html(const char *at, const char *end) {
    for (;;) {
        at = skip_space(at, end);
        bool comment = starts(at, end, "<!--");
        if (!comment && !starts(at, end, "<?xml"))
            break;
        const char *close = at;
        while (close < end && *close != '>')
            close++;
        if (comment)
            while (close < end && !(*close == '>' && close[-1] == '-' && close[-2] == '-'))
                close++;
        if (close == end)
            return false;
        at = close + 1;
    }
    return starts(at, end, "<!doctype html") || starts(at, end, "<html") ||
           starts(at, end, "<head>") || starts(at, end, "<body");
}

static size_t count_tags(const char *at, const char *end) {
    size_t count = 0;
    while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        at++;
        count += starts_element(at < end && *at == '/' ? at + 1 : at, end);
    }
    return count;
}

static bool is_heading(const char *line, const char *end) {
    const char *at = line;
    while (at < end && *at == '#')
        at++;
    return at > line && at - line <= 6 && at < end && *at == ' ' && skip_space(at, end) < end;
}

/* Whether the text between `open` and `close` on this line is not empty: **so**, [so](there). */
static bool has_pair(const char *line, const char *end, const char *open, const char *close) {
    size_t length = strlen(open);
    for (const char *at = line; (size_t)(end - at) > length; at++) {
        if (!starts(at, end, open) || at[length] == ' ')
            continue;
        for (const char *other = at + length + 1; other < end; other++)
            if (starts(other, end, close))
                return true;
        return false;
    }
    return false;
}

static size_t signs_on_line(const char *line, const char *end) {
    const char *at = skip_space(line, end);
    if (is_heading(at, end) || starts(at, end, "```") || starts(at, end, "~~~"))
        return 2;
    if (starts(at, end, "> ") || starts(at, end, "!["))
        return 1;
    return has_pair(line, end, "**", "**") + 2u * has_pair(line, end, "](", ")");
}

static bool opens_with_front_matter(const char *at, const char *end) {
    if (!starts(at, end, "---\n") && !starts(at, end, "---\r\n"))
        return false;
    const char *line = memchr(at, '\n', (size_t)(end - at));
    const char *colon = memchr(line + 1, ':', (size_t)(end - line - 1));
    const char *next = memchr(line + 1, '\n', (size_t)(end - line - 1));
    return colon && next && colon < next;
}

static size_t count_markdown_signs(const char *at, const char *end) {
    size_t signs = opens_with_front_matter(at, end) ? MARKDOWN_SIGNS_MIN : 0;
    while (at < end && signs < MARKDOWN_SIGNS_MIN) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = newline ? newline : end;
        signs += signs_on_line(at, line_end);
        at = newline ? newline + 1 : end;
    }
    return signs;
}

rawi_format article_detect_format(rawi_slice source, const char *name) {
    const char *at = source.bytes;
    const char *end = at + (source.length < SAMPLE ? source.length : SAMPLE);
    if (starts(at, end, "\xEF\xBB\xBF"))
        at += 3;
    hint named = hint_of(name);
    if (opens_as_html(at, end))
        return RAWI_FORMAT_HTML;
    size_t tags = count_tags(at, end);
    if (named == HINT_HTML && tags > 0)
        return RAWI_FORMAT_HTML;
    if (named == HINT_MARKDOWN)
        return RAWI_FORMAT_MARKDOWN;
    const char *first = skip_space(at, end);
    if (first < end && *first == '<' && tags >= HTML_TAGS_MIN)
        return RAWI_FORMAT_HTML;
    if (count_markdown_signs(at, end) >= MARKDOWN_SIGNS_MIN)
        return RAWI_FORMAT_MARKDOWN;
    return tags >= 2 * HTML_TAGS_MIN ? RAWI_FORMAT_HTML : RAWI_FORMAT_TEXT;
}
