/* News. */
#include "listen/news.h"

#include <sys/eventfd.h>
#include <unistd.h>

void rawi_news_make(rawi_news *news) {
    *news = (rawi_news){0};
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        news->watchers[i] = -1;
}

void rawi_news_free(rawi_news *news) {
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

void rawi_news_tell_trouble(rawi_news *news, const rawi_error *error) {
    news->trouble++;
    news->last_trouble = *error;
    rawi_news_tell(news);
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
