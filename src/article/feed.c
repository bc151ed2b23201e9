/* Feeds, through libxml2's tree. */
#define _GNU_SOURCE /* memmem */
#include "article/feed.h"
#include "article/date.h"
#include "article/decode.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    PROLOGUE_MAX = 4096 /* bytes in which a feed's first element stands */
};

static const char content_space[] = "http://purl.org/rss/1.0/modules/content/";
static const char dublin_core_space[] = "http://purl.org/dc/elements/1.1/";
static const char xhtml_space[] = "http://www.w3.org/1999/xhtml";

typedef struct reading {
    article_feed *feed;
    const char *address;
    bool failed; /* memory is exhausted */
} reading;

/* ---- whether it is one --------------------------------------------------------------------- */

static bool begins_with(rawi_slice text, const char *prefix) {
    size_t length = strlen(prefix);
    return text.length >= length && strncasecmp(text.bytes, prefix, length) == 0;
}

/* Behind the next `end`, or behind everything. */
static rawi_slice behind(rawi_slice text, const char *end) {
    const char *found = memmem(text.bytes, text.length, end, strlen(end));
    size_t passed = found ? (size_t)(found - text.bytes) + strlen(end) : text.length;
    return (rawi_slice){text.bytes + passed, text.length - passed};
}

/* A document type may have declarations of its own in brackets. */
static rawi_slice behind_doctype(rawi_slice text) {
    rawi_slice rest = behind(text, ">");
    size_t passed = text.length - rest.length;
    return memchr(text.bytes, '[', passed) ? behind(behind(text, "]"), ">") : rest;
}

bool article_is_feed(rawi_slice source) {
    rawi_slice rest = {source.bytes, source.length < PROLOGUE_MAX ? source.length : PROLOGUE_MAX};
    if (begins_with(rest, "\xEF\xBB\xBF"))
        rest = (rawi_slice){rest.bytes + 3, rest.length - 3};
    while (rest.length > 0) {
        if (strchr(" \t\r\n", *rest.bytes))
            rest = (rawi_slice){rest.bytes + 1, rest.length - 1};
        else if (begins_with(rest, "<!--"))
            rest = behind(rest, "-->");
        else if (begins_with(rest, "<?"))
            rest = behind(rest, "?>");
        else if (begins_with(rest, "<!doctype") && !begins_with(rest, "<!doctype html"))
            rest = behind_doctype(rest);
        else
            break;
    }
    return begins_with(rest, "<rss") || begins_with(rest, "<feed") ||
           begins_with(rest, "<rdf:rdf") || begins_with(rest, "<atom:feed");
}

/* ---- text of nodes ------------------------------------------------------------------------- */

static bool is_named(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool is_of(const xmlNode *node, const char *space) {
    return node->ns && node->ns->href && strcmp((const char *)node->ns->href, space) == 0;
}

/* The node behind `node` in the document's order, without what is in it where `inside` is false;
 * NULL behind all that is in `top`. */
static const xmlNode *next_node(const xmlNode *node, const xmlNode *top, bool inside) {
    if (inside && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

/* Adds the text in an element. An entity of the feed's own is a space: it is not expanded. */
static void add_text(const xmlNode *element, rawi_text *text) {
    for (const xmlNode *node = element; node; node = next_node(node, element, true)) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            rawi_text_add_string(text, (const char *)node->content);
        else if (node->type == XML_ENTITY_REF_NODE)
            rawi_text_add_string(text, " ");
    }
}

static const char *keep(reading *r, const rawi_text *text) {
    const char *kept =
        text->failed
            ? NULL
            : rawi_arena_copy(&r->feed->arena, text->length ? text->bytes : "", text->length);
    r->failed = r->failed || !kept;
    return kept && *kept ? kept : NULL;
}

/* Text as it is, markup included; NULL where there is none. */
static const char *raw_text(reading *r, const xmlNode *element) {
    rawi_text text = {0};
    add_text(element, &text);
    const char *kept = keep(r, &text);
    rawi_text_free(&text);
    return kept;
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* The length of a tag that stands here, 0 where none does. */
static size_t tag_length(const char *at) {
    bool begins = at[0] == '<' && (at[1] == '/' || (at[1] >= 'a' && at[1] <= 'z') ||
                                   (at[1] >= 'A' && at[1] <= 'Z'));
    const char *end = begins ? strchr(at, '>') : NULL;
    return end ? (size_t)(end - at) + 1 : 0;
}

/* Text on one line without tags and white space around it: feeds put HTML into titles. */
static const char *plain_text(reading *r, const xmlNode *element) {
    const char *raw = raw_text(r, element);
    rawi_text text = {0};
    bool space = false;
    for (const char *at = raw ? raw : ""; *at;) {
        size_t tag = tag_length(at);
        if (tag > 0 || is_space(*at)) {
            space = space || tag == 0;
            at += tag > 0 ? tag : 1;
            continue;
        }
        if (space && text.length > 0)
            rawi_text_add_string(&text, " ");
        space = false;
        rawi_text_add(&text, at++, 1);
    }
    const char *kept = keep(r, &text);
    rawi_text_free(&text);
    return kept;
}

/* What is in an XHTML element, as HTML. */
static const char *markup(reading *r, const xmlNode *element) {
    xmlBufferPtr buffer = xmlBufferCreate();
    rawi_text text = {0};
    if (!buffer || xmlNodeDump(buffer, element->doc, (xmlNode *)(uintptr_t)element, 0, 0) < 0)
        text.failed = true;
    else
        rawi_text_add_string(&text, (const char *)xmlBufferContent(buffer));
    xmlBufferFree(buffer);
    const char *kept = keep(r, &text);
    rawi_text_free(&text);
    return kept;
}

/* An attribute's value, the arena's; NULL where it has none. */
static const char *attribute(reading *r, const xmlNode *node, const char *name) {
    const xmlAttr *found = node->properties;
    while (found && strcmp((const char *)found->name, name) != 0)
        found = found->next;
    rawi_text text = {0};
    for (const xmlNode *part = found ? found->children : NULL; part; part = part->next)
        if (part->type == XML_TEXT_NODE)
            rawi_text_add_string(&text, (const char *)part->content);
    const char *kept = text.length || text.failed ? keep(r, &text) : NULL;
    rawi_text_free(&text);
    return kept;
}

/* ---- links --------------------------------------------------------------------------------- */

static bool is_address(const char *text) {
    bool known = strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
    for (const char *at = text; *at && known; at++)
        known = (unsigned char)*at > ' ' && *at != 0x7F;
    return known;
}

/* The address that a link leads to, NULL where that is none. */
static const char *resolve(reading *r, const char *link) {
    if (!link)
        return NULL;
    if (is_address(link))
        return link;
    if (!r->address)
        return NULL;
    xmlChar *built = xmlBuildURI((const xmlChar *)link, (const xmlChar *)r->address);
    const char *kept = NULL;
    if (built && is_address((const char *)built))
        kept = rawi_arena_copy(&r->feed->arena, (const char *)built, strlen((const char *)built));
    xmlFree(built);
    return kept;
}

/* ---- dates --------------------------------------------------------------------------------- */

static int month_of(const char *name) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int i = 0; i < 12; i++)
        if (strncasecmp(months + 3 * (ptrdiff_t)i, name, 3) == 0)
            return i;
    return -1;
}

/* Minutes that a zone of RFC 822 is ahead of UTC; 0 for those that it does not know. */
static int zone_minutes(const char *zone) {
    int number;
    if ((*zone == '+' || *zone == '-') && sscanf(zone + 1, "%4d", &number) == 1)
        return (*zone == '-' ? -1 : 1) * (number / 100 * 60 + number % 100);
    static const char *const names[] = {"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"};
    static const int hours[] = {-5, -4, -6, -5, -7, -6, -8, -7};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncasecmp(zone, names[i], 3) == 0)
            return hours[i] * 60;
    return 0;
}

static const char *keep_time(reading *r, struct tm *when, int minutes_ahead) {
    char date[ARTICLE_FEED_DATE_SIZE];
    time_t seconds = timegm(when) - (time_t)minutes_ahead * 60;
    struct tm utc;
    if (!gmtime_r(&seconds, &utc) || utc.tm_year < 0 || utc.tm_year > 8099 ||
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        return NULL;
    return rawi_arena_copy(&r->feed->arena, date, strlen(date));
}

/* A date of RFC 822: «Sun, 22 Nov 2026 10:00:00 +0300». */
static const char *mail_date(reading *r, const char *text) {
    const char *comma = strchr(text, ',');
    struct tm when = {0};
    char month[4] = "", zone[8] = "";
    int count =
        sscanf(comma ? comma + 1 : text, " %2d %3s%*[^ ] %4d %2d:%2d:%2d %7s", &when.tm_mday, month,
               &when.tm_year, &when.tm_hour, &when.tm_min, &when.tm_sec, zone);
    if (count < 3) /* a month of three letters leaves nothing to skip */
        count = sscanf(comma ? comma + 1 : text, " %2d %3s %4d %2d:%2d:%2d %7s", &when.tm_mday,
                       month, &when.tm_year, &when.tm_hour, &when.tm_min, &when.tm_sec, zone);
    when.tm_mon = month_of(month);
    if (count < 5 || when.tm_mon < 0)
        return NULL;
    when.tm_year -= when.tm_year < 100 ? -100 : 1900;
    return keep_time(r, &when, zone_minutes(zone));
}

/* A date of ISO 8601 with a time. */
static const char *iso_date(reading *r, const char *text) {
    struct tm when = {0};
    char zone[16] = "";
    int count = sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d%15s", &when.tm_year, &when.tm_mon,
                       &when.tm_mday, &when.tm_hour, &when.tm_min, &when.tm_sec, zone);
    if (count < 5)
        return NULL;
    when.tm_year -= 1900;
    when.tm_mon -= 1;
    const char *sign = strpbrk(zone, "+-");
    int hours = 0, minutes = 0;
    if (sign)
        sscanf(sign + 1, "%2d:%2d", &hours, &minutes);
    return keep_time(r, &when, (sign && *sign == '-' ? -1 : 1) * (hours * 60 + minutes));
}

static const char *date_of(reading *r, const xmlNode *element) {
    const char *text = plain_text(r, element);
    if (!text)
        return NULL;
    const char *date = iso_date(r, text);
    if (!date)
        date = mail_date(r, text);
    char day[ARTICLE_DATE_SIZE];
    if (!date && article_parse_date(rawi_slice_of(text), true, day))
        date = rawi_arena_copy(&r->feed->arena, day, 10);
    return date;
}

/* ---- items --------------------------------------------------------------------------------- */

static void take_link(reading *r, const xmlNode *node, article_feed_item *item) {
    const char *target = attribute(r, node, "href");
    const char *relation = attribute(r, node, "rel");
    if (target && relation && strcmp(relation, "alternate") != 0)
        return;
    const char *link = resolve(r, target ? target : plain_text(r, node));
    if (link && !item->link)
        item->link = link;
}

static void take_guid(reading *r, const xmlNode *node, article_feed_item *item) {
    const char *permanent = attribute(r, node, "isPermaLink");
    item->guid = plain_text(r, node);
    if (item->guid && !item->link && is_named(node, "guid") &&
        (!permanent || strcmp(permanent, "false") != 0) && is_address(item->guid))
        item->link = item->guid;
}

static void take_author(reading *r, const xmlNode *node, article_feed_item *item) {
    const xmlNode *name = node->children;
    while (name && !is_named(name, "name"))
        name = name->next;
    item->author = plain_text(r, name ? name : node);
}

static void take_content(reading *r, const xmlNode *node, article_feed_item *item) {
    const xmlNode *inside = node->children;
    while (inside && !(inside->type == XML_ELEMENT_NODE && is_of(inside, xhtml_space)))
        inside = inside->next;
    const char *content = inside ? markup(r, inside) : raw_text(r, node);
    if (content) {
        item->content = content;
        item->is_whole = true;
    }
}

static void take_part(reading *r, const xmlNode *node, article_feed_item *item) {
    const char *name = (const char *)node->name;
    bool dublin_core = is_of(node, dublin_core_space);
    if (strcmp(name, "title") == 0 && !item->title)
        item->title = plain_text(r, node);
    else if (strcmp(name, "link") == 0)
        take_link(r, node, item);
    else if (strcmp(name, "guid") == 0 || strcmp(name, "id") == 0)
        take_guid(r, node, item);
    else if (strcmp(name, "pubDate") == 0 || strcmp(name, "published") == 0 ||
             (dublin_core && strcmp(name, "date") == 0))
        item->date = date_of(r, node);
    else if (strcmp(name, "updated") == 0 && !item->date)
        item->date = date_of(r, node);
    else if (strcmp(name, "author") == 0 || (dublin_core && strcmp(name, "creator") == 0))
        take_author(r, node, item);
    else if ((strcmp(name, "encoded") == 0 && is_of(node, content_space)) ||
             (strcmp(name, "content") == 0 && !attribute(r, node, "src")))
        take_content(r, node, item);
    else if ((strcmp(name, "description") == 0 || strcmp(name, "summary") == 0) && !item->content)
        item->content = raw_text(r, node);
}

static void take_item(reading *r, const xmlNode *element) {
    article_feed *feed = r->feed;
    if (feed->count == feed->capacity) {
        size_t capacity = feed->capacity ? 2 * feed->capacity : 64;
        article_feed_item *items = realloc(feed->items, capacity * sizeof *items);
        if (!items) {
            r->failed = true;
            return;
        }
        feed->items = items;
        feed->capacity = capacity;
    }
    article_feed_item item = {0};
    for (const xmlNode *node = element->children; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
            take_part(r, node, &item);
    if (item.link || (item.content && item.guid))
        feed->items[feed->count++] = item;
}

/* Items stand in the root (Atom, RSS 1.0) or in its channel (RSS 2.0). */
static void take_items(reading *r, const xmlNode *root) {
    for (const xmlNode *node = root->children; node && !r->failed; node = node->next) {
        if (r->feed->count >= ARTICLE_FEED_ITEMS_MAX)
            return;
        if (is_named(node, "item") || is_named(node, "entry"))
            take_item(r, node);
        else if (is_named(node, "channel") && root->parent == (const xmlNode *)root->doc)
            take_items(r, node);
        else if (is_named(node, "title") && !r->feed->title)
            r->feed->title = plain_text(r, node);
    }
}

/* The newest first. Dates of one length compare as text. */
static int compare_dates(const article_feed_item *a, const article_feed_item *b) {
    if (!a->date || !b->date)
        return (a->date == NULL) - (b->date == NULL);
    return strcmp(b->date, a->date);
}

/* A stable sort: what has the same date stays in the feed's order, the newest first by custom. */
static bool sort_items(article_feed *feed) {
    article_feed_item *sorted = calloc(feed->count ? feed->count : 1, sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t width = 1; width < feed->count; width *= 2) {
        for (size_t from = 0; from < feed->count; from += 2 * width) {
            size_t middle = from + width < feed->count ? from + width : feed->count;
            size_t end = middle + width < feed->count ? middle + width : feed->count;
            for (size_t a = from, b = middle, to = from; to < end; to++) {
                bool first = a < middle &&
                             (b == end || compare_dates(&feed->items[a], &feed->items[b]) <= 0);
                sorted[to] = feed->items[first ? a++ : b++];
            }
        }
        memcpy(feed->items, sorted, feed->count * sizeof *sorted);
    }
    free(sorted);
    return true;
}

/* ---- reading ------------------------------------------------------------------------------- */

static rawi_status take_document(reading *r, const xmlDoc *document, const char *name,
                                 rawi_error *error) {
    const xmlNode *root = document->children;
    while (root && root->type != XML_ELEMENT_NODE)
        root = root->next;
    if (root)
        take_items(r, root);
    if (r->failed || !sort_items(r->feed))
        return rawi_fail_memory(error);
    if (r->feed->count == 0)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: a feed without articles"), name);
    return RAWI_OK;
}

/* What is valid UTF-8 stays so whatever the feed says of its encoding. */
static rawi_status parse(reading *r, const rawi_text *bytes, const char *name, rawi_error *error) {
    xmlDoc *document = xmlReadMemory(bytes->bytes, (int)bytes->length, NULL, "UTF-8",
                                     XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                         XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
    if (!document)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: a feed that cannot be read"), name);
    rawi_status status = take_document(r, document, name, error);
    xmlFreeDoc(document);
    return status;
}

rawi_status article_feed_read(rawi_slice source, const char *name, const char *address,
                              article_feed *feed, rawi_error *error) {
    reading r = {.feed = feed, .address = address};
    rawi_text bytes = {0};
    *feed = (article_feed){0};
    if (source.length > ARTICLE_FEED_BYTES_MAX)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: larger than %zu MiB"), name,
                         (size_t)ARTICLE_FEED_BYTES_MAX >> 20);
    rawi_status status = rawi_text_add(&bytes, source.bytes, source.length)
                             ? article_decode(&bytes, name, error)
                             : rawi_fail_memory(error);
    if (status == RAWI_OK)
        status = parse(&r, &bytes, name, error);
    rawi_text_free(&bytes);
    return status;
}

void article_feed_free(article_feed *feed) {
    free(feed->items);
    rawi_arena_free(&feed->arena);
    *feed = (article_feed){0};
}
