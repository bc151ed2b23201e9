/* The feed's document, with libxml2's writer. */
#include "edition/feed.h"

#include "base/new_file.h"
#include "base/text.h"
#include "edition/episodes.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/uri.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* One run. What fails in the writer is remembered in `failed`. */
typedef struct feed {
    const rawi_feed_options *options;
    const char *folder;
    const char *base;  /* the base URL with a slash at its end, percent-encoded */
    const char *self;  /* the feed's own address */
    const char *image; /* NULL: none */
    const char *title, *language;
    rawi_episode *episodes;
    size_t count;
    rawi_arena arena;
    xmlTextWriterPtr xml;
    bool failed;
} feed;

static const char *first_of(const char *given, const char *other) {
    return given && *given ? given : other;
}

static bool ends_in(const char *text, const char *ending) {
    size_t length = strlen(text), end = strlen(ending);
    return length > end && strcasecmp(text + length - end, ending) == 0;
}

/* ---- addresses ----------------------------------------------------------------------------- */

static char *join(feed *made, const char *first, const char *second) {
    size_t size = strlen(first) + strlen(second) + 1;
    char *text = rawi_arena_alloc(&made->arena, size);
    if (text)
        snprintf(text, size, "%s%s", first, second);
    else
        made->failed = true;
    return text;
}

/* The address of a file of the folder; "" when memory is exhausted. */
static const char *address_of(feed *made, const char *name) {
    xmlChar *escaped = xmlURIEscapeStr((const xmlChar *)name, NULL);
    const char *address = escaped ? join(made, made->base, (const char *)escaped) : NULL;
    made->failed = made->failed || !escaped;
    xmlFree(escaped);
    return address ? address : "";
}

/* The base URL with its letters beyond ASCII percent-encoded and one slash at its end. */
static const char *encode_base(feed *made, const char *url) {
    size_t length = strlen(url);
    while (length > 0 && url[length - 1] == '/')
        length--;
    rawi_text text = {0};
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)url[i];
        char code[4] = {(char)byte, '\0'};
        if (byte >= 0x80)
            snprintf(code, sizeof code, "%%%02X", byte);
        rawi_text_add_string(&text, code);
    }
    rawi_text_add_string(&text, "/");
    const char *base = text.failed ? NULL : rawi_arena_copy(&made->arena, text.bytes, text.length);
    rawi_text_free(&text);
    return base;
}

static bool is_web_address(const char *text) {
    if (strncasecmp(text, "http://", 7) != 0 && strncasecmp(text, "https://", 8) != 0)
        return false;
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at <= ' ' || strchr("\"<>\\^`{|}", *at))
            return false;
    return true;
}

/* Whether the host's name in an address is in ASCII, as it is in those that programs exchange. */
static bool has_plain_host(const char *address) {
    const char *at = strstr(address, "://") + 3;
    while (*at && *at != '/' && (unsigned char)*at < 0x80)
        at++;
    return !*at || *at == '/';
}

static rawi_status take_base(feed *made, rawi_error *error) {
    const char *given = made->options->base_url;
    made->base = encode_base(made, given);
    if (!made->base)
        return rawi_fail_memory(error);
    bool fit = is_web_address(given) && has_plain_host(given);
    xmlURIPtr parts = fit ? xmlParseURI(made->base) : NULL;
    bool good = parts && parts->server && *parts->server && !parts->query_raw && !parts->fragment;
    xmlFreeURI(parts);
    return good ? RAWI_OK
                : rawi_fail(error, RAWI_ERROR_ARGUMENT,
                            _("the base URL cannot be '%s': it is like "
                              "https://example.org/podcast/, the host's name in ASCII"),
                            given);
}

/* ---- texts --------------------------------------------------------------------------------- */

static bool is_xml(int32_t character) {
    return character == '\t' || character == '\n' || character == '\r' ||
           (character >= ' ' && character != 0xFFFE && character != 0xFFFF);
}

/* The text without what XML has no way to write; as HTML where `html`. The result lives in the
 * arena; "" when memory is exhausted. */
static const char *clean(feed *made, const char *text, bool html) {
    rawi_text out = {0};
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        int32_t character = rawi_next_character(text, length, &at);
        if (html && character == '&')
            rawi_text_add_string(&out, "&amp;");
        else if (html && character == '<')
            rawi_text_add_string(&out, "&lt;");
        else
            rawi_text_add_character(&out, is_xml(character) ? (char32_t)character : 0xFFFD);
    }
    const char *cleaned =
        out.failed ? NULL : rawi_arena_copy(&made->arena, out.bytes ? out.bytes : "", out.length);
    made->failed = made->failed || !cleaned;
    rawi_text_free(&out);
    return cleaned ? cleaned : "";
}

/* ---- the writer ---------------------------------------------------------------------------- */

static void begin(feed *made, const char *name) {
    made->failed = xmlTextWriterStartElement(made->xml, (const xmlChar *)name) < 0 || made->failed;
}

static void attribute(feed *made, const char *name, const char *value) {
    made->failed = xmlTextWriterWriteAttribute(made->xml, (const xmlChar *)name,
                                               (const xmlChar *)clean(made, value, false)) < 0 ||
                   made->failed;
}

static void text(feed *made, const char *value) {
    made->failed =
        xmlTextWriterWriteString(made->xml, (const xmlChar *)clean(made, value, false)) < 0 ||
        made->failed;
}

static void end(feed *made) {
    made->failed = xmlTextWriterEndElement(made->xml) < 0 || made->failed;
}

static void element(feed *made, const char *name, const char *value) {
    begin(made, name);
    text(made, value);
    end(made);
}

static void link_element(feed *made, const char *name, const char *attribute_name,
                         const char *address) {
    begin(made, name);
    attribute(made, attribute_name, address);
    end(made);
}

/* Descriptions are HTML by custom: the text is escaped once for that, once for XML. */
static void describe(feed *made, const char *value) {
    element(made, "description", clean(made, value, true));
}

/* ---- an episode ---------------------------------------------------------------------------- */

/* Files beside a sound, by their ends; the longer ones first. */
typedef enum part {
    PART_CHAPTERS,
    PART_TRANSCRIPT,
    PART_PAGE,
    PART_COVER
} part;

static const struct {
    const char *ending;
    part part;
    const char *type;
} parts[] = {
    {".chapters.json", PART_CHAPTERS, "application/json+chapters"},
    {".vtt", PART_TRANSCRIPT, "text/vtt"},
    {".srt", PART_TRANSCRIPT, "application/x-subrip"},
    {".json", PART_TRANSCRIPT, "application/json"},
    {".txt", PART_TRANSCRIPT, "text/plain"},
    {".html", PART_PAGE, "text/html"},
    {".jpg", PART_COVER, "image/jpeg"},
    {".png", PART_COVER, "image/png"},
};

enum {
    PART_COUNT = sizeof parts / sizeof *parts
};

/* The row of `parts` of a file, PART_COUNT where it is none of them. */
static size_t part_of(const char *name) {
    size_t i = 0;
    while (i < PART_COUNT && !ends_in(name, parts[i].ending))
        i++;
    return i;
}

/* The first file of the record that is such a part, NULL where there is none. */
static const char *find_part(const rawi_record *record, part wanted) {
    for (size_t i = 0; i < record->beside_count; i++) {
        size_t row = part_of(record->beside[i]);
        if (row < PART_COUNT && parts[row].part == wanted)
            return record->beside[i];
    }
    return NULL;
}

static void write_enclosure(feed *made, const rawi_record *record) {
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)record->bytes);
    begin(made, "enclosure");
    attribute(made, "url", address_of(made, record->sound));
    attribute(made, "length", number);
    attribute(made, "type", rawi_sound_type(record->sound));
    end(made);
}

static void write_typed(feed *made, const char *name, const char *file, const char *type,
                        const char *language) {
    begin(made, name);
    attribute(made, "url", address_of(made, file));
    attribute(made, "type", type);
    if (language)
        attribute(made, "language", language);
    end(made);
}

static void write_parts(feed *made, const rawi_record *record) {
    const char *language = first_of(record->language, made->language);
    for (size_t i = 0; i < record->beside_count; i++) {
        size_t row = part_of(record->beside[i]);
        if (row == PART_COUNT)
            continue;
        if (parts[row].part == PART_TRANSCRIPT)
            write_typed(made, "podcast:transcript", record->beside[i], parts[row].type, language);
        if (parts[row].part == PART_CHAPTERS)
            write_typed(made, "podcast:chapters", record->beside[i], parts[row].type, NULL);
    }
}

/* For Apple and for Podcasting 2.0; whether a given picture is square is not known here. */
static void write_image(feed *made, const char *address) {
    link_element(made, "itunes:image", "href", address);
    link_element(made, "podcast:image", "href", address);
}

static void write_episode(feed *made, const rawi_episode *episode) {
    const rawi_record *record = &episode->record;
    const char *page = find_part(record, PART_PAGE), *cover = find_part(record, PART_COVER);
    char seconds[32];
    snprintf(seconds, sizeof seconds, "%.0f", record->duration < 1 ? 1 : record->duration);
    begin(made, "item");
    element(made, "title", record->title);
    if (page)
        element(made, "link", address_of(made, page));
    describe(made, first_of(record->summary, record->title));
    begin(made, "guid");
    attribute(made, "isPermaLink", "false");
    text(made, record->guid);
    end(made);
    element(made, "pubDate", episode->date);
    write_enclosure(made, record);
    if (record->author)
        element(made, "itunes:author", record->author);
    element(made, "itunes:duration", seconds);
    element(made, "itunes:episodeType", "full");
    element(made, "itunes:explicit", made->options->is_explicit ? "true" : "false");
    if (cover)
        write_image(made, address_of(made, cover));
    write_parts(made, record);
    end(made);
}

/* ---- the channel --------------------------------------------------------------------------- */

/* The UUID that a podcast keeps wherever it moves, of its first address (Podcasting 2.0, guid). */
static void write_guid(feed *made) {
    static const uint8_t podcasts[16] = {0xea, 0xd4, 0xc2, 0x36, 0xbf, 0x58, 0x58, 0xc6,
                                         0xa2, 0xc6, 0xa6, 0xb2, 0x8d, 0x12, 0x8c, 0xb6};
    char uuid[RAWI_UUID_SIZE];
    const char *address = strstr(made->self, "://") + 3;
    rawi_uuid_of_name(podcasts, rawi_slice_of(address), uuid);
    element(made, "podcast:guid", uuid);
}

/* "News" or "News/Politics". */
static void write_category(feed *made) {
    const char *category = first_of(made->options->category, "News");
    const char *slash = strchr(category, '/');
    size_t length = slash ? (size_t)(slash - category) : strlen(category);
    const char *outer = rawi_arena_copy(&made->arena, category, length);
    made->failed = made->failed || !outer;
    begin(made, "itunes:category");
    attribute(made, "text", outer ? outer : "");
    if (slash)
        link_element(made, "itunes:category", "text", slash + 1);
    end(made);
}

static void write_owner(feed *made, const char *author) {
    const char *email = made->options->owner_email;
    if (!email)
        return;
    begin(made, "itunes:owner");
    element(made, "itunes:name", author);
    element(made, "itunes:email", email);
    end(made);
    begin(made, "podcast:locked");
    attribute(made, "owner", email);
    text(made, "yes");
    end(made);
}

static void write_channel_image(feed *made, const char *link) {
    if (!made->image)
        return;
    write_image(made, made->image);
    begin(made, "image");
    element(made, "url", made->image);
    element(made, "title", made->title);
    element(made, "link", link);
    end(made);
}

/* When the newest of the editions was made. */
static void write_build_date(feed *made) {
    char date[RAWI_MAIL_DATE_SIZE], latest_date[RAWI_MAIL_DATE_SIZE] = "";
    int64_t time, latest = INT64_MIN;
    for (size_t i = 0; i < made->count; i++)
        if (rawi_mail_date(made->episodes[i].record.made, date, &time) && time > latest) {
            latest = time;
            memcpy(latest_date, date, sizeof date);
        }
    if (*latest_date)
        element(made, "lastBuildDate", latest_date);
}

static void write_channel(feed *made) {
    const rawi_feed_options *options = made->options;
    const char *author = first_of(options->author, made->title);
    const char *link = first_of(options->link, made->base);
    begin(made, "channel");
    begin(made, "atom:link");
    attribute(made, "href", made->self);
    attribute(made, "rel", "self");
    attribute(made, "type", "application/rss+xml");
    end(made);
    element(made, "title", made->title);
    element(made, "link", link);
    describe(made, first_of(options->description, made->title));
    element(made, "language", made->language);
    write_build_date(made);
    element(made, "generator", options->generator);
    write_channel_image(made, link);
    element(made, "itunes:author", author);
    element(made, "itunes:type", "episodic");
    element(made, "itunes:explicit", options->is_explicit ? "true" : "false");
    write_category(made);
    write_owner(made, author);
    write_guid(made);
    for (size_t i = 0; i < made->count; i++)
        write_episode(made, &made->episodes[i]);
    end(made);
}

static rawi_status write_document(feed *made, xmlBufferPtr buffer, rawi_error *error) {
    made->xml = xmlNewTextWriterMemory(buffer, 0);
    if (!made->xml)
        return rawi_fail_memory(error);
    xmlTextWriterSetIndent(made->xml, 1);
    made->failed = xmlTextWriterStartDocument(made->xml, NULL, "UTF-8", NULL) < 0 || made->failed;
    begin(made, "rss");
    attribute(made, "version", "2.0");
    attribute(made, "xmlns:atom", "http://www.w3.org/2005/Atom");
    attribute(made, "xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd");
    attribute(made, "xmlns:podcast", "https://podcastindex.org/namespace/1.0");
    write_channel(made);
    end(made);
    made->failed = xmlTextWriterEndDocument(made->xml) < 0 || made->failed;
    xmlFreeTextWriter(made->xml);
    return made->failed ? rawi_fail_memory(error) : RAWI_OK;
}

/* ---- what the options leave open ----------------------------------------------------------- */

static bool is_in_folder(feed *made, const char *name) {
    const char *folder = join(made, made->folder, "/");
    const char *path = folder ? join(made, folder, name) : NULL;
    struct stat status;
    return path && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static rawi_status choose_image(feed *made, rawi_error *error) {
    static const char *const usual[] = {"cover.jpg", "cover.png"};
    const char *given = made->options->image;
    if (given && is_web_address(given)) {
        made->image = given;
        return RAWI_OK;
    }
    if (given && (strchr(given, '/') || !is_in_folder(made, given)))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("the picture '%s' is neither an address nor a file in %s"), given,
                         made->folder);
    if (given)
        made->image = address_of(made, given);
    for (size_t i = 0; !made->image && i < sizeof usual / sizeof *usual; i++)
        if (is_in_folder(made, usual[i]))
            made->image = address_of(made, usual[i]);
    return RAWI_OK;
}

static const char *folder_name(feed *made) {
    char *path = realpath(made->folder, NULL);
    const char *slash = path ? strrchr(path, '/') : NULL;
    const char *name = slash && slash[1] ? clean(made, slash + 1, false) : "Rawi";
    free(path);
    return name;
}

static rawi_status choose(feed *made, rawi_error *error) {
    const rawi_record *newest = made->count ? &made->episodes[0].record : NULL;
    made->title = first_of(made->options->title, newest ? newest->site : NULL);
    if (!made->title)
        made->title = folder_name(made);
    made->language = first_of(made->options->language, newest ? newest->language : NULL);
    if (!made->language)
        made->language = "ar";
    return choose_image(made, error);
}

/* ---- the file ------------------------------------------------------------------------------ */

/* Whether the file has these bytes already. */
static bool is_same(const char *path, const xmlBuffer *buffer) {
    char bytes[1 << 14];
    size_t length = (size_t)xmlBufferLength(buffer), at = 0;
    const char *wanted = (const char *)xmlBufferContent(buffer);
    FILE *file = fopen(path, "rb");
    bool same = file != NULL;
    while (same && at < length) {
        size_t got = fread(bytes, 1, sizeof bytes, file);
        same = got > 0 && got <= length - at && memcmp(bytes, wanted + at, got) == 0;
        at += got;
    }
    same = same && fgetc(file) == EOF && !ferror(file);
    if (file)
        fclose(file);
    return same;
}

static rawi_status write_file(const char *path, const xmlBuffer *buffer, rawi_error *error) {
    rawi_new_file file;
    rawi_status status = rawi_new_file_open(path, &file, error);
    if (status != RAWI_OK)
        return status;
    const char *bytes = (const char *)xmlBufferContent(buffer);
    size_t left = (size_t)xmlBufferLength(buffer);
    while (left > 0) {
        ssize_t written = write(file.fd, bytes, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            status = rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), path,
                               rawi_reason(errno));
            rawi_new_file_abort(&file);
            return status;
        }
        bytes += written;
        left -= (size_t)written;
    }
    return rawi_new_file_commit(&file, error);
}

static rawi_status publish(feed *made, const char *path, bool *is_written, rawi_error *error) {
    xmlBufferPtr buffer = xmlBufferCreate();
    rawi_status status = buffer ? write_document(made, buffer, error) : rawi_fail_memory(error);
    if (status == RAWI_OK && !is_same(path, buffer)) {
        status = write_file(path, buffer, error);
        *is_written = status == RAWI_OK;
    }
    xmlBufferFree(buffer);
    return status;
}

rawi_status rawi_feed_write(const char *folder, const char *path, const rawi_feed_options *options,
                            rawi_feed_report *report, rawi_error *error) {
    const char *slash = strrchr(path, '/');
    feed made = {.options = options, .folder = folder};
    *report = (rawi_feed_report){0};
    rawi_status status = take_base(&made, error);
    if (status == RAWI_OK)
        status = rawi_episodes_list(folder, options, &made.arena, &made.episodes, &made.count,
                                    &report->complaints, error);
    if (status == RAWI_OK)
        status = choose(&made, error);
    if (status == RAWI_OK) {
        made.self = address_of(&made, slash ? slash + 1 : path);
        status = made.failed ? rawi_fail_memory(error)
                             : publish(&made, path, &report->is_written, error);
    }
    report->episodes = made.count;
    report->has_image = made.image != NULL;
    free(made.episodes);
    rawi_arena_free(&made.arena);
    return status;
}
