/* Sources: what each of them is, and how it is opened.
 *
 * What is fetched of an article is kept (listen/kept.h) until it was heard to its end: so it goes
 * on with the same word even if the page has changed or is gone, and the articles that a feed
 * carries whole are not fetched again.
 */
#define _GNU_SOURCE /* versionsort */
#include "listen/source.h"
#include "article/decode.h"
#include "article/feed.h"
#include "article/source.h"
#include "base/file_url.h"
#include "base/whole_file.h"
#include "listen/kept.h"
#include "listen/playlist.h"
#include "web/fetch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    FETCHED_MAX = 32 << 20, /* bytes of a page or a feed */
    SNIFFED = 16 << 10,     /* bytes of a file that tell what it is */
    FOLDER_DEPTH_MAX = 16,
    WHOLE_MIN = 600,     /* bytes of an article that a feed carries; less is a summary */
    KEPT_ITEMS_MAX = 200 /* of a feed, the newest */
};

static const double longest_seconds = 120.0; /* to fetch one thing */

bool rawi_source_is_address(const char *source) {
    return strncasecmp(source, "http://", 7) == 0 || strncasecmp(source, "https://", 8) == 0;
}

char *rawi_source_name(const char *named) {
    rawi_text decoded = {0};
    const char *place = rawi_file_url_path(named, &decoded) ? decoded.bytes : named;
    bool is_path = strcmp(place, "-") != 0 && !rawi_source_is_address(place);
    char *path = is_path ? realpath(place, NULL) : NULL;
    char *name = path ? path : strdup(place);
    rawi_text_free(&decoded);
    return name;
}

void rawi_source_forget(const char *source) {
    rawi_kept_forget(source);
}

void rawi_opened_free(rawi_opened *opened) {
    rawi_article_close(opened->article);
    free(opened->listing.entries);
    rawi_arena_free(&opened->listing.arena);
    *opened = (rawi_opened){0};
}

/* ---- feeds --------------------------------------------------------------------------------- */

/* Adds text as HTML writes it. */
static void add_escaped(rawi_text *page, const char *text) {
    for (; text && *text; text++)
        if (*text == '<')
            rawi_text_add_string(page, "&lt;");
        else if (*text == '&')
            rawi_text_add_string(page, "&amp;");
        else if (*text == '"')
            rawi_text_add_string(page, "&quot;");
        else
            rawi_text_add(page, text, 1);
}

/* Keeps an article that a feed carries, as a page. */
static void keep_item(const char *source, const article_feed_item *item) {
    rawi_text page = {0};
    rawi_text_add_string(&page, "<!DOCTYPE html><html lang=\"ar\"><head><meta charset=\"utf-8\">"
                                "<title>");
    add_escaped(&page, item->title);
    rawi_text_add_string(&page, "</title><meta name=\"author\" content=\"");
    add_escaped(&page, item->author);
    rawi_text_add_string(&page, "\"></head><body><article><h1>");
    add_escaped(&page, item->title);
    rawi_text_add_string(&page, "</h1>\n");
    rawi_text_add_string(&page, item->content);
    rawi_text_add_string(&page, "\n</article></body></html>\n");
    if (!page.failed)
        rawi_kept_write(source, (rawi_slice){page.bytes, page.length});
    rawi_text_free(&page);
}

/* The source of an item that has no page of its own: the feed, and the item's name in it. */
static bool name_item(const char *list, const article_feed_item *item, rawi_text *source) {
    rawi_text_clear(source);
    rawi_text_add_string(source, item->link ? item->link : list);
    if (!item->link) {
        rawi_text_add_string(source, "#");
        rawi_text_add_string(source, item->guid);
    }
    return !source->failed && source->length <= RAWI_QUEUE_SOURCE_MAX;
}

static rawi_status list_feed(rawi_slice bytes, const char *name, const char *address,
                             rawi_listing *listing, rawi_error *error) {
    article_feed feed;
    rawi_text source = {0};
    rawi_status status = article_feed_read(bytes, name, address, &feed, error);
    for (size_t i = 0; i < feed.count && status == RAWI_OK; i++) {
        const article_feed_item *item = &feed.items[i];
        if (!name_item(name, item, &source))
            continue;
        bool is_whole = item->content &&
                        (!item->link || (item->is_whole && strlen(item->content) >= WHOLE_MIN));
        if (is_whole && i < KEPT_ITEMS_MAX)
            keep_item(source.bytes, item);
        rawi_listing_add(listing, &(rawi_addition){.source = source.bytes,
                                                   .title = item->title,
                                                   .list = name,
                                                   .date = item->date});
    }
    rawi_text_free(&source);
    article_feed_free(&feed);
    rawi_kept_tidy();
    return status;
}

/* ---- addresses ----------------------------------------------------------------------------- */

static rawi_status fetch(const rawi_opening *opening, const char *address, rawi_fetched *fetched,
                         rawi_error *error) {
    return rawi_web_fetch(&(rawi_fetch){.address = address,
                                        .patience = opening->patience,
                                        .longest = longest_seconds,
                                        .most = FETCHED_MAX,
                                        .abandoned = opening->abandoned},
                          fetched, error);
}

static rawi_status open_kept(const rawi_opening *opening, rawi_opened *opened, rawi_error *error) {
    rawi_text bytes = {0};
    rawi_status status = RAWI_END;
    if (rawi_kept_read(opening->source, FETCHED_MAX, &bytes))
        status = rawi_article_open_memory(bytes.bytes, bytes.length, opening->source,
                                          opening->format, &opened->article, error);
    rawi_text_free(&bytes);
    return status;
}

/* Whether the source is an item that has no address but the feed's. */
static bool is_in_list(const rawi_opening *opening) {
    size_t length = opening->list ? strlen(opening->list) : 0;
    return length > 0 && strncmp(opening->source, opening->list, length) == 0 &&
           opening->source[length] == '#';
}

/* Fetches a feed again for one of its items, which then is kept. */
static rawi_status open_from_list(const rawi_opening *opening, rawi_opened *opened,
                                  rawi_error *error) {
    rawi_fetched fetched = {0};
    rawi_listing listing = {0};
    rawi_status status = RAWI_OK;
    if (rawi_source_is_address(opening->list))
        status = fetch(opening, opening->list, &fetched, error);
    else if (!rawi_read_file(opening->list, FETCHED_MAX, &fetched.bytes))
        status = rawi_fail(error, RAWI_ERROR_IO, _("%s: the feed cannot be read any more"),
                           opening->list);
    if (status != RAWI_OK) {
        rawi_fetched_free(&fetched);
        return status;
    }
    article_decode_as(&fetched.bytes, fetched.charset);
    status = list_feed((rawi_slice){fetched.bytes.bytes, fetched.bytes.length}, opening->list,
                       fetched.address, &listing, error);
    free(listing.entries);
    rawi_arena_free(&listing.arena);
    rawi_fetched_free(&fetched);
    if (status == RAWI_OK)
        status = open_kept(opening, opened, error);
    if (status == RAWI_END)
        status = rawi_fail(error, RAWI_ERROR_INPUT, _("%s: the feed has this article no more"),
                           opening->source);
    return status;
}

static rawi_slice slice_of(const rawi_text *bytes) {
    return (rawi_slice){bytes->bytes ? bytes->bytes : "", bytes->length};
}

/* Makes of what was fetched what it is. */
static rawi_status open_fetched(const rawi_opening *opening, rawi_fetched *fetched,
                                rawi_opened *opened, rawi_error *error) {
    if (rawi_is_playlist(slice_of(&fetched->bytes), fetched->address) &&
        !article_is_feed(slice_of(&fetched->bytes)))
        return rawi_playlist_read(slice_of(&fetched->bytes), fetched->address, &opened->listing,
                                  error);
    article_decode_as(&fetched->bytes, fetched->charset);
    rawi_slice bytes = slice_of(&fetched->bytes);
    if (article_is_feed(bytes))
        return list_feed(bytes, opening->source, fetched->address, &opened->listing, error);
    rawi_status status = rawi_article_open_memory(bytes.bytes, bytes.length, opening->source,
                                                  opening->format, &opened->article, error);
    if (status == RAWI_OK) {
        rawi_kept_write(opening->source, bytes);
        rawi_kept_tidy();
    }
    return status;
}

static rawi_status open_address(const rawi_opening *opening, rawi_opened *opened,
                                rawi_error *error) {
    rawi_status status = RAWI_END;
    if (opening->is_known || opening->list)
        status = open_kept(opening, opened, error);
    if (status == RAWI_OK)
        return RAWI_OK;
    if (is_in_list(opening))
        return open_from_list(opening, opened, error);
    rawi_fetched fetched;
    status = fetch(opening, opening->source, &fetched, error);
    if (status != RAWI_OK)
        return status;
    status = open_fetched(opening, &fetched, opened, error);
    rawi_fetched_free(&fetched);
    return status;
}

/* ---- files and folders --------------------------------------------------------------------- */

static int is_visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static int list_folder(const char *path, unsigned depth, rawi_listing *listing);

static void list_entry(const char *path, unsigned depth, rawi_listing *listing) {
    struct stat status;
    if (lstat(path, &status) != 0)
        return;
    if (S_ISDIR(status.st_mode) && depth < FOLDER_DEPTH_MAX)
        list_folder(path, depth + 1, listing);
    else if (!S_ISDIR(status.st_mode) && rawi_article_knows(path))
        rawi_listing_add(listing, &(rawi_addition){.source = path});
}

/* The articles of a folder and those below it, by name, numbers in their order. The error number
 * where it cannot be read, 0 otherwise. */
static int list_folder(const char *path, unsigned depth, rawi_listing *listing) {
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_visible, versionsort);
    int reason = count < 0 ? errno : 0;
    rawi_text below = {0};
    for (int i = 0; i < count; i++) {
        rawi_text_clear(&below);
        rawi_text_add_string(&below, path);
        rawi_text_add_string(&below, "/");
        rawi_text_add_string(&below, entries[i]->d_name);
        if (!below.failed)
            list_entry(below.bytes, depth, listing);
        free(entries[i]);
    }
    free(entries);
    rawi_text_free(&below);
    return reason;
}

static rawi_status open_folder(const char *path, rawi_opened *opened, rawi_error *error) {
    int reason = list_folder(path, 0, &opened->listing);
    if (reason)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path,
                         rawi_reason(reason));
    if (!opened->listing.count)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: a folder without articles"), path);
    return RAWI_OK;
}

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The first bytes of a file; none of what is no file. */
static void sniff(const char *path, rawi_text *head) {
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    char part[SNIFFED];
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        ssize_t got = read(file, part, sizeof part);
        rawi_text_add(head, part, got > 0 ? (size_t)got : 0);
    }
    if (file >= 0)
        close(file);
}

/* A list that stands in a file; RAWI_END where it is none. */
static rawi_status open_list(const rawi_opening *opening, rawi_opened *opened, rawi_error *error) {
    rawi_text bytes = {0};
    rawi_status status = RAWI_END;
    sniff(opening->source, &bytes);
    rawi_slice head = {bytes.bytes ? bytes.bytes : "", bytes.length};
    bool is_feed = article_is_feed(head);
    /* What the sniffing cut off may name nothing. */
    const char *end = head.length == SNIFFED ? strrchr(head.bytes, '\n') : NULL;
    rawi_slice lines = end ? (rawi_slice){head.bytes, (size_t)(end - head.bytes)} : head;
    bool is_playlist = !is_feed && rawi_is_playlist(lines, opening->source);
    rawi_text_clear(&bytes);
    if ((is_feed || is_playlist) && !rawi_read_file(opening->source, FETCHED_MAX, &bytes))
        status = rawi_fail(error, RAWI_ERROR_INPUT, _("%s: larger than %zu MiB"), opening->source,
                           (size_t)FETCHED_MAX >> 20);
    else if (is_feed)
        status = list_feed((rawi_slice){bytes.bytes, bytes.length}, opening->source, NULL,
                           &opened->listing, error);
    else if (is_playlist)
        status = rawi_playlist_read((rawi_slice){bytes.bytes, bytes.length}, opening->source,
                                    &opened->listing, error);
    rawi_text_free(&bytes);
    return status;
}

static rawi_status open_path(const rawi_opening *opening, rawi_opened *opened, rawi_error *error) {
    if (is_folder(opening->source))
        return open_folder(opening->source, opened, error);
    rawi_status status =
        strcmp(opening->source, "-") == 0 ? RAWI_END : open_list(opening, opened, error);
    return status == RAWI_END ? article_open_unless(opening->source, opening->format,
                                                    opening->abandoned, &opened->article, error)
                              : status;
}

rawi_status rawi_source_open(const rawi_opening *opening, rawi_opened *opened, rawi_error *error) {
    *opened = (rawi_opened){0};
    rawi_status status = rawi_source_is_address(opening->source) || is_in_list(opening)
                             ? open_address(opening, opened, error)
                             : open_path(opening, opened, error);
    if (status != RAWI_OK)
        rawi_opened_free(opened);
    return status;
}
