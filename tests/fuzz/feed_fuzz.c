/* libFuzzer: any bytes as a feed. Whatever comes out is what the header promises. */
#include "article/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept) {
    if (!kept)
        abort();
}

static void check_string(const char *text) {
    for (size_t at = 0, length = text ? strlen(text) : 0; at < length;)
        promise(rawi_next_character(text, length, &at) != RAWI_MALFORMED);
    promise(!text || *text);
}

static void check_item(const article_feed_item *item) {
    const char *const texts[] = {item->title,  item->link,    item->date,
                                 item->author, item->content, item->guid};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_string(texts[i]);
    promise(item->link || (item->content && item->guid));
    promise(!item->link || strncasecmp(item->link, "http://", 7) == 0 ||
            strncasecmp(item->link, "https://", 8) == 0);
    promise(!item->title || !strpbrk(item->title, "\r\n\t"));
    promise(!item->date || strlen(item->date) == 10 || strlen(item->date) == 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    article_feed feed;
    rawi_error error = {.message = ""};
    rawi_slice source = {(const char *)data, size};
    article_is_feed(source);
    rawi_status status =
        article_feed_read(source, "fuzz", "http://example.org/a/feed", &feed, &error);
    promise(status == RAWI_OK || (error.message[0] && error.status == status));
    promise(feed.count <= ARTICLE_FEED_ITEMS_MAX && (status != RAWI_OK || feed.count > 0));
    bool dated = true;
    for (size_t i = 0; i < feed.count; i++) {
        check_item(&feed.items[i]);
        promise(status != RAWI_OK || dated || !feed.items[i].date);
        dated = feed.items[i].date != NULL;
    }
    article_feed_free(&feed);
    return 0;
}
