/* Metadata of pages, the most explicit source of each fact first. */
#define _GNU_SOURCE /* memmem */
#include "article/html_metadata.h"

#include "article/date.h"
#include "article/entity.h"
#include "article/fold.h"
#include "article/furniture.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

enum {
    JSON_DEPTH_MAX = 8,
    JSON_ITEMS_MAX = 64,
    AUTHORS_MAX = 8,
    SITE_WORDS_MAX = 5,
    TITLE_WORDS_MIN = 2
};

/* What JSON-LD says of the article (schema.org). */
typedef struct linked_data {
    html_title title;
    const char *author;
    const char *date;
    const char *site;
    const char *language;
} linked_data;

static const html_fact *fact(const html_tree *tree, const char *name) {
    for (size_t i = 0; i < tree->fact_count; i++)
        if (strcmp(tree->facts[i].name, name) == 0)
            return &tree->facts[i];
    return NULL;
}

static const html_fact *first_fact(const html_tree *tree, const char *const names[]) {
    for (size_t i = 0; names[i]; i++) {
        const html_fact *found = fact(tree, names[i]);
        if (found)
            return found;
    }
    return NULL;
}

/* Where `text` stands inside `span` of the source; `span` where it stands there otherwise. */
static rawi_span find_inside(rawi_slice source, rawi_span span, const char *text) {
    const char *from = source.bytes + span.start;
    const char *found = memmem(from, span.end - span.start, text, strlen(text));
    if (!found)
        return span;
    size_t start = (size_t)(found - source.bytes);
    return (rawi_span){start, start + strlen(text)};
}

/* A string, or the "name" of an object. */
static const char *json_name(const json_t *value) {
    if (json_is_object(value))
        value = json_object_get(value, "name");
    if (json_is_array(value))
        value = json_array_get(value, 0);
    return json_string_value(value);
}

static bool type_is_article(const json_t *type) {
    if (json_is_array(type))
        type = json_array_get(type, 0);
    const char *name = json_string_value(type);
    return name && (strstr(name, "Article") || strstr(name, "BlogPosting") ||
                    strcmp(name, "Report") == 0 || strcmp(name, "LiveBlogPosting") == 0);
}

/* The article's object in JSON-LD: the value itself, one of a list, or one of a "@graph". */
static const json_t *find_article(const json_t *value, int depth) {
    if (depth == 0)
        return NULL;
    if (json_is_object(value)) {
        if (type_is_article(json_object_get(value, "@type")))
            return value;
        const json_t *graph = json_object_get(value, "@graph");
        if (!graph)
            graph = json_object_get(value, "mainEntity");
        return graph ? find_article(graph, depth - 1) : NULL;
    }
    for (size_t i = 0; i < json_array_size(value) && i < JSON_ITEMS_MAX; i++) {
        const json_t *found = find_article(json_array_get(value, i), depth - 1);
        if (found)
            return found;
    }
    return NULL;
}

/* A copy in the article's memory, NULL of NULL. Pages escape what they state twice. */
static const char *keep(article_builder *builder, const char *text) {
    if (!text)
        return NULL;
    rawi_text decoded = {0};
    article_add_decoded(&decoded, rawi_slice_of(text));
    builder->failed = builder->failed || decoded.failed;
    const char *kept = article_keep(builder, (rawi_slice){decoded.bytes, decoded.length});
    rawi_text_free(&decoded);
    return kept;
}

/* Authors are also given as the address of their page. */
static bool is_address(const char *text) {
    return strncasecmp(text, "http", 4) == 0 || text[0] == '@' || text[0] == '/';
}

/* The authors that a page states, one after another. */
typedef struct authors {
    rawi_text names; /* folded, each between newlines */
    rawi_text text;
    rawi_text scratch;
    size_t count;
} authors;

static bool is_named(const authors *a) {
    return a->names.length > 0 && strstr(a->names.bytes, a->scratch.bytes);
}

/* Adds a name unless it is no person's («admin») or has been there. */
static void add_author(authors *a, const char *name) {
    bool alone = false;
    if (!name || is_address(name) || a->count == AUTHORS_MAX ||
        article_furniture_of(rawi_slice_of(name), &a->scratch, &alone) == FURNITURE_NAMELESS)
        return;
    rawi_text_clear(&a->scratch);
    article_fold(rawi_slice_of(name), &a->scratch);
    rawi_text_add(&a->scratch, "\n", 1);
    if (a->scratch.length < 2 || a->scratch.failed || is_named(a))
        return;
    rawi_text_add(&a->names, a->scratch.bytes, a->scratch.length);
    rawi_text_add_string(&a->text, a->count++ > 0 ? "، " : "");
    rawi_text_add_string(&a->text, name);
}

/* The names as one; frees the list. NULL where there is none. */
static const char *keep_authors(authors *a, article_builder *builder) {
    const char *kept = a->count > 0 ? keep(builder, a->text.bytes) : NULL;
    builder->failed = builder->failed || a->names.failed || a->text.failed || a->scratch.failed;
    rawi_text_free(&a->names);
    rawi_text_free(&a->text);
    rawi_text_free(&a->scratch);
    return kept;
}

/* The authors in JSON-LD: one or several, each a string or an object with a name or with several.
 */
static void add_json_authors(authors *a, const json_t *value, int depth) {
    if (json_is_object(value))
        value = json_object_get(value, "name");
    add_author(a, json_string_value(value));
    for (size_t i = 0; depth > 0 && i < json_array_size(value) && i < JSON_ITEMS_MAX; i++)
        add_json_authors(a, json_array_get(value, i), depth - 1);
}

static const char *json_authors(const json_t *value, article_builder *builder) {
    authors a = {.count = 0};
    add_json_authors(&a, value, 2);
    return keep_authors(&a, builder);
}

static void read_linked_data(const html_tree *tree, const html_fact *script,
                             article_builder *builder, linked_data *data) {
    json_t *root = json_loads(script->value, JSON_DISABLE_EOF_CHECK, NULL);
    const json_t *article = find_article(root, JSON_DEPTH_MAX);
    if (article && !data->title.text && !data->date) {
        data->title.text = keep(builder, json_string_value(json_object_get(article, "headline")));
        if (data->title.text)
            data->title.span = find_inside(tree->source, script->span, data->title.text);
        data->author = json_authors(json_object_get(article, "author"), builder);
        data->date = keep(builder, json_string_value(json_object_get(article, "datePublished")));
        data->site = keep(builder, json_name(json_object_get(article, "publisher")));
        data->language = keep(builder, json_string_value(json_object_get(article, "inLanguage")));
    }
    json_decref(root);
}

static linked_data all_linked_data(const html_tree *tree, article_builder *builder) {
    linked_data data = {.author = NULL};
    for (size_t i = 0; i < tree->fact_count; i++)
        if (strcmp(tree->facts[i].name, "json-ld") == 0)
            read_linked_data(tree, &tree->facts[i], builder, &data);
    return data;
}

static const char *author_of(const html_tree *tree, const linked_data *data,
                             article_builder *builder) {
    static const char *const names[] = {
        "author", "article:author",  "dc.creator",     "dcterms.creator",
        "byl",    "sailthru.author", "parsely-author", "itemprop:author",
        NULL};
    authors a = {.count = 0};
    for (size_t i = 0; !data->author && names[i] && a.count == 0; i++)
        for (size_t f = 0; f < tree->fact_count; f++)
            if (strcmp(tree->facts[f].name, names[i]) == 0)
                add_author(&a, tree->facts[f].value);
    const char *stated = keep_authors(&a, builder);
    return data->author ? data->author : stated;
}

static const char *date_of(const html_tree *tree, const linked_data *data,
                           article_builder *builder) {
    static const char *const names[] = {"article:published_time",
                                        "og:article:published_time",
                                        "itemprop:datepublished",
                                        "datepublished",
                                        "dc.date.issued",
                                        "dcterms.issued",
                                        "dc.date",
                                        "dcterms.date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "date",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "og:published_time",
                                        "itemprop:datecreated",
                                        "time",
                                        NULL};
    char date[ARTICLE_DATE_SIZE];
    if (data->date && article_parse_date(rawi_slice_of(data->date), true, date))
        return keep(builder, date);
    for (size_t i = 0; names[i]; i++) {
        const html_fact *found = fact(tree, names[i]);
        if (found && article_parse_date(rawi_slice_of(found->value), true, date))
            return keep(builder, date);
    }
    return NULL;
}

static const char *site_of(const html_tree *tree, const linked_data *data,
                           article_builder *builder) {
    static const char *const names[] = {"og:site_name", "application-name", "dc.publisher",
                                        "dcterms.publisher", NULL};
    const html_fact *found = first_fact(tree, names);
    if (found && strcmp(found->name, "og:site_name") == 0)
        return keep(builder, found->value);
    return data->site ? data->site : keep(builder, found ? found->value : NULL);
}

/* A BCP 47 tag from "ar", "ar_AR" or "ar-SA"; NULL where it is none. */
static const char *language_of(const html_tree *tree, const linked_data *data,
                               article_builder *builder) {
    static const char *const names[] = {"html:lang",   "content-language", "og:locale",
                                        "dc.language", "language",         NULL};
    const html_fact *found = first_fact(tree, names);
    const char *said = found ? found->value : data->language;
    char tag[36];
    size_t length = 0;
    for (; said && said[length] && length + 1 < sizeof tag; length++) {
        char byte = said[length];
        bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        if (!letter && !(byte >= '0' && byte <= '9') && byte != '-' && byte != '_')
            break;
        tag[length] = byte == '_' ? '-' : byte;
    }
    tag[length] = '\0';
    return length >= 2 ? keep(builder, tag) : NULL;
}

static size_t count_words(rawi_slice folded) {
    size_t words = folded.length > 0;
    for (size_t i = 0; i < folded.length; i++)
        words += folded.bytes[i] == ' ';
    return words;
}

/* Whether one of the two, folded, says what the other does. */
static bool says_same(rawi_slice a, const char *b) {
    rawi_text x = {0};
    rawi_text y = {0};
    article_fold(a, &x);
    article_fold(rawi_slice_of(b), &y);
    bool same = x.length > 0 && x.length == y.length && memcmp(x.bytes, y.bytes, x.length) == 0;
    rawi_text_free(&x);
    rawi_text_free(&y);
    return same;
}

static size_t words_of(rawi_slice text) {
    rawi_text folded = {0};
    article_fold(text, &folded);
    size_t words = count_words((rawi_slice){folded.bytes, folded.length});
    rawi_text_free(&folded);
    return words;
}

static rawi_slice trim(rawi_slice text) {
    while (text.length > 0 && (unsigned char)*text.bytes <= ' ') {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && (unsigned char)text.bytes[text.length - 1] <= ' ')
        text.length--;
    return text;
}

/* The last separator between a title and a site's name: its offset, and its length in *length; the
 * text's length where there is none. */
static size_t last_separator(rawi_slice title, size_t *length) {
    static const char *const separators[] = {
        " | ", " - ", " – ", " — ", " :: ", " · ", " « ", " » ", " // ", "|"};
    size_t last = title.length;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        size_t size = strlen(separators[i]);
        for (size_t at = title.length; at-- > 0;) {
            if (at + size > title.length || memcmp(title.bytes + at, separators[i], size) != 0)
                continue;
            if (last == title.length || at > last) {
                last = at;
                *length = size;
            }
            break;
        }
    }
    return last;
}

/* The title without the site's name at its end or start. Where the page does not name its site and
 * `guess` allows it, a few words behind the last separator are taken for it. */
static rawi_slice cut_site(rawi_slice title, bool guess, article_builder *builder) {
    rawi_article *head = &builder->article->head;
    size_t length = 0;
    size_t at;
    while ((at = last_separator(title, &length)) < title.length) {
        rawi_slice before = trim((rawi_slice){title.bytes, at});
        rawi_slice behind =
            trim((rawi_slice){title.bytes + at + length, title.length - at - length});
        if (head->site && says_same(before, head->site))
            return behind;
        bool named = head->site && says_same(behind, head->site);
        bool likely = guess && words_of(behind) <= SITE_WORDS_MAX &&
                      words_of(before) > words_of(behind) && words_of(before) >= TITLE_WORDS_MIN;
        if (!named && !likely)
            break;
        if (!head->site)
            head->site = article_keep(builder, behind);
        title = before;
    }
    return title;
}

/* Whether a title is the name of a file, or what an editor writes where its user wrote none. */
static bool is_nameless(const char *title) {
    static const char *const endings[] = {".pdf", ".doc",  ".docx", ".odt", ".rtf",
                                          ".txt", ".html", ".htm",  ".indd"};
    size_t length = strlen(title);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);
        if (length > size && strcasecmp(title + length - size, endings[i]) == 0)
            return true;
    }
    rawi_text scratch = {0};
    bool alone = false;
    article_furniture said = article_furniture_of(rawi_slice_of(title), &scratch, &alone);
    rawi_text_free(&scratch);
    return said == FURNITURE_NAMELESS;
}

static html_title title_of(const html_tree *tree, const linked_data *data,
                           article_builder *builder) {
    static const char *const names[] = {"og:title", "twitter:title", "dc.title", NULL};
    const html_fact *page = fact(tree, "title");
    const html_fact *found = first_fact(tree, names);
    html_title title = data->title;
    if (found) {
        title.text = article_keep(builder, cut_site(rawi_slice_of(found->value), false, builder));
        if (title.text)
            title.span = find_inside(tree->source, found->span, title.text);
    }
    if (title.text || !page || is_nameless(page->value))
        return title;
    title.text = article_keep(builder, cut_site(rawi_slice_of(page->value), true, builder));
    if (title.text)
        title.span = find_inside(tree->source, page->span, title.text);
    return title;
}

html_title html_read_metadata(const html_tree *tree, article_builder *builder) {
    rawi_article *head = &builder->article->head;
    linked_data data = all_linked_data(tree, builder);
    head->date = date_of(tree, &data, builder);
    head->site = site_of(tree, &data, builder);
    head->author = author_of(tree, &data, builder);
    if (head->author && head->site && says_same(rawi_slice_of(head->author), head->site))
        head->author = NULL;
    head->language = language_of(tree, &data, builder);
    return title_of(tree, &data, builder);
}

void html_read_site(const html_tree *tree, article_builder *builder) {
    rawi_article *head = &builder->article->head;
    const html_fact *page = fact(tree, "title");
    if (head->site || !head->title || !page)
        return;
    rawi_slice whole = rawi_slice_of(page->value);
    size_t length = 0;
    size_t at = last_separator(whole, &length);
    if (at == whole.length)
        return;
    rawi_slice before = {whole.bytes, at};
    rawi_slice behind = {whole.bytes + at + length, whole.length - at - length};
    if (says_same(before, head->title))
        head->site = article_keep(builder, behind);
    else if (says_same(behind, head->title))
        head->site = article_keep(builder, before);
}
