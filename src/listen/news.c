/* News. */
#include "listen/news.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

void rawi_news_make(rawi_news *news) {
    *news = (rawi_news){0};
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        news->watchers[i] = -1;
}

void rawi_news_free(rawi_news *news) {
    rawi_text_free(&news->unsaid);
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        if (news->watchers[i] >= 0)
            close(news->watchers[i]);
}

void rawi_news_tell(rawi_news *news) {
    static const uint64_t one = 1;
    news->generation++;
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        if (news->watchers[i] >= 0 && write(news->watchers[i], &one, sizeof one) < 0)
            continue; /* full: it is readable already */
}

void rawi_news_tell_queue(rawi_news *news) {
    news->queue_generation++;
    rawi_news_tell(news);
}

static void add_unsaid(rawi_news *news, const char *message) {
    unsigned count = ++news->unsaid_count;
    if (count > RAWI_NEWS_UNSAID_MOST + 1)
        return;
    rawi_text_add_string(&news->unsaid, count == 1 ? "" : " ");
    rawi_text_add_string(&news->unsaid,
                         count <= RAWI_NEWS_UNSAID_MOST ? message : _("There was more trouble"));
    rawi_text_add_string(&news->unsaid, ".");
    if (news->unsaid.failed)
        rawi_text_clear(&news->unsaid);
}

void rawi_news_tell_trouble(rawi_news *news, const rawi_error *error) {
    news->troubles[news->trouble++ % RAWI_HEARD_TROUBLES] = *error;
    if (news->says_trouble && error->status != RAWI_ERROR_DEVICE)
        add_unsaid(news, error->message);
    rawi_news_tell(news);
}

char *rawi_news_take_unsaid(rawi_news *news) {
    char *text = news->unsaid.length > 0 ? strdup(news->unsaid.bytes) : NULL;
    rawi_text_clear(&news->unsaid);
    news->unsaid.failed = false;
    news->unsaid_count = 0;
    return text;
}

int rawi_news_watch(rawi_news *news) {
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        if (news->watchers[i] < 0)
            return news->watchers[i] = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC);
    return -1;
}

void rawi_news_unwatch(rawi_news *news, int watcher) {
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        if (watcher >= 0 && news->watchers[i] == watcher) {
            news->watchers[i] = -1;
            close(watcher);
        }
}
