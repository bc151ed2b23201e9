/* Playlists. */
#include "listen/playlist.h"
#include "base/file_url.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    PLAYLIST_MAX = 4 << 20, /* bytes */
    PATH_ROOM = 4096
};

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* ---- listings ------------------------------------------------------------------------------ */

static const char *keep(rawi_listing *listing, const char *text) {
    return text ? rawi_arena_copy(&listing->arena, text, strlen(text)) : NULL;
}

bool rawi_listing_add(rawi_listing *listing, const rawi_addition *entry) {
    if (listing->count >= RAWI_LISTING_MOST)
        return false;
    if (listing->count == listing->capacity) {
        size_t capacity = listing->capacity ? 2 * listing->capacity : 32;
        rawi_addition *entries = realloc(listing->entries, capacity * sizeof *entries);
        if (!entries)
            return false;
        listing->entries = entries;
        listing->capacity = capacity;
    }
    rawi_addition kept = {.source = keep(listing, entry->source),
                          .title = keep(listing, entry->title),
                          .list = keep(listing, entry->list),
                          .date = keep(listing, entry->date)};
    if (!kept.source)
        return false;
    listing->entries[listing->count++] = kept;
    return true;
}

/* ---- what is named ------------------------------------------------------------------------- */

static bool locate_file(const char *url, char place[PATH_ROOM]) {
    rawi_text path = {0};
    bool fits = rawi_file_url_path(url, &path) && path.length < PATH_ROOM;
    if (fits)
        memcpy(place, path.bytes, path.length + 1);
    rawi_text_free(&path);
    return fits;
}

/* Writes where `named` is, seen from the playlist `name`; false where it may not be named. */
static bool locate(const char *named, const char *name, char place[PATH_ROOM]) {
    size_t length = strlen(named);
    if (length == 0 || length >= PATH_ROOM)
        return false;
    if (rawi_source_is_address(name)) {
        xmlChar *built = xmlBuildURI((const xmlChar *)named, (const xmlChar *)name);
        bool fits = built && strlen((const char *)built) < PATH_ROOM &&
                    rawi_source_is_address((const char *)built);
        if (fits)
            memcpy(place, built, strlen((const char *)built) + 1);
        xmlFree(built);
        return fits;
    }
    if (rawi_is_file_url(named))
        return locate_file(named, place);
    const char *slash = strrchr(name, '/');
    bool is_whole = rawi_source_is_address(named) || *named == '/' || !slash;
    size_t folder = is_whole ? 0 : (size_t)(slash - name) + 1;
    if (folder + length >= PATH_ROOM || strcmp(named, "-") == 0)
        return false;
    memcpy(place, name, folder);
    memcpy(place + folder, named, length + 1);
    return true;
}

static void add_named(rawi_listing *listing, const char *named, const char *title,
                      const char *name) {
    char place[PATH_ROOM];
    if (locate(named, name, place))
        rawi_listing_add(listing, &(rawi_addition){.source = place, .title = title});
}

/* ---- lists of lines ------------------------------------------------------------------------ */

/* The next line without the white space around it, NUL-terminated; false behind the last. A line
 * that is too long is empty. */
static bool next_line(rawi_slice *rest, char line[PATH_ROOM]) {
    if (rest->length == 0)
        return false;
    const char *end = memchr(rest->bytes, '\n', rest->length);
    size_t length = end ? (size_t)(end - rest->bytes) : rest->length;
    const char *from = rest->bytes;
    size_t passed = end ? length + 1 : length;
    *rest = (rawi_slice){rest->bytes + passed, rest->length - passed};
    while (length > 0 && strchr(" \t\r", from[length - 1]))
        length--;
    while (length > 0 && strchr(" \t", *from))
        from++, length--;
    bool usable = length < PATH_ROOM && !memchr(from, '\0', length);
    memcpy(line, from, usable ? length : 0);
    line[usable ? length : 0] = '\0';
    return true;
}

static rawi_slice without_mark(rawi_slice source) {
    bool marked = source.length >= 3 && memcmp(source.bytes, byte_order_mark, 3) == 0;
    return marked ? (rawi_slice){source.bytes + 3, source.length - 3} : source;
}

/* Whether every line names something that is there. */
static bool is_plain_list(rawi_slice source, const char *name) {
    char line[PATH_ROOM], place[PATH_ROOM];
    size_t count = 0;
    for (rawi_slice rest = without_mark(source); next_line(&rest, line);) {
        if (*line == '\0' || *line == '#')
            continue;
        if (!locate(line, name, place) ||
            !(rawi_source_is_address(place) || access(place, R_OK) == 0))
            return false;
        count++;
    }
    return count > 0;
}

static void read_lines(rawi_slice source, const char *name, rawi_listing *listing) {
    char line[PATH_ROOM], title[PATH_ROOM] = "";
    for (rawi_slice rest = without_mark(source); next_line(&rest, line);) {
        if (strncmp(line, "#EXTINF:", 8) == 0) {
            const char *comma = strchr(line, ',');
            strcpy(title, comma ? comma + 1 : "");
        } else if (*line && *line != '#') {
            add_named(listing, line, *title ? title : NULL, name);
            *title = '\0';
        }
    }
}

/* ---- XSPF ---------------------------------------------------------------------------------- */

static const xmlNode *child(const xmlNode *parent, const char *name) {
    const xmlNode *node = parent->children;
    while (node && (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0))
        node = node->next;
    return node;
}

/* The text of a child that has nothing but text; NULL where there is none. */
static const char *child_text(const xmlNode *parent, const char *name) {
    const xmlNode *node = child(parent, name);
    const xmlNode *text = node ? node->children : NULL;
    return text && text->type == XML_TEXT_NODE ? (const char *)text->content : NULL;
}

/* A location is a URI; that of a file may be relative to the playlist. */
static void read_track(const xmlNode *track, const char *name, rawi_listing *listing) {
    const char *location = child_text(track, "location");
    if (!location)
        return;
    char *path = NULL;
    bool is_relative = !rawi_source_is_address(location) && !rawi_is_file_url(location);
    if (is_relative && !rawi_source_is_address(name))
        location = path = xmlURIUnescapeString(location, 0, NULL);
    if (location)
        add_named(listing, location, child_text(track, "title"), name);
    xmlFree(path);
}

static void read_xspf(rawi_slice source, const char *name, rawi_listing *listing) {
    xmlDoc *document = xmlReadMemory(source.bytes, (int)source.length, NULL, NULL,
                                     XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                         XML_PARSE_NOWARNING);
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    const xmlNode *tracks = root ? child(root, "trackList") : NULL;
    for (const xmlNode *node = tracks ? tracks->children : NULL; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "track") == 0)
            read_track(node, name, listing);
    xmlFreeDoc(document);
}

/* ---- playlists ----------------------------------------------------------------------------- */

static bool ends_in(const char *name, const char *ending) {
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcasecmp(name + length - tail, ending) == 0;
}

static bool is_xspf(rawi_slice source, const char *name) {
    char head[512];
    size_t length = source.length < sizeof head - 1 ? source.length : sizeof head - 1;
    memcpy(head, source.bytes, length);
    head[length] = '\0';
    return ends_in(name, ".xspf") || (strstr(head, "<playlist") && strstr(head, "xspf.org"));
}

bool rawi_is_playlist(rawi_slice source, const char *name) {
    if (source.length == 0 || source.length > PLAYLIST_MAX)
        return false;
    return ends_in(name, ".m3u") || ends_in(name, ".m3u8") || is_xspf(source, name) ||
           is_plain_list(source, name);
}

rawi_status rawi_playlist_read(rawi_slice source, const char *name, rawi_listing *listing,
                               rawi_error *error) {
    if (is_xspf(source, name))
        read_xspf(source, name, listing);
    else
        read_lines(source, name, listing);
    if (listing->count == 0)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: the playlist names nothing to hear"),
                         name);
    return RAWI_OK;
}
