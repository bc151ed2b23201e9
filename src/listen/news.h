/* The news of a session: that something has changed, for those who watch it, and what went wrong.
 * Its owner's lock guards it. */
#ifndef RAWI_LISTEN_NEWS_H
#define RAWI_LISTEN_NEWS_H

#include "base/text.h"
#include "listen/session.h"

enum {
    RAWI_NEWS_UNSAID_MOST =
        3 /* troubles that wait to be said in words; of others, that they were */
};

typedef struct rawi_news {
    uint64_t generation;                      /* as in rawi_heard */
    uint64_t queue_generation;                /* likewise */
    unsigned trouble;                         /* how often something went wrong */
    rawi_error troubles[RAWI_HEARD_TROUBLES]; /* the last: number n at (n - 1) % their count */
    bool says_trouble; /* troubles are to be spoken, but those of the sound itself */
    rawi_text unsaid;  /* their messages, each a sentence; empty where all were */
    unsigned unsaid_count;
    int watchers[RAWI_SESSION_WATCHERS_MOST]; /* -1: free */
} rawi_news;

void rawi_news_make(rawi_news *news);
void rawi_news_free(rawi_news *news);

/* Something has changed. */
void rawi_news_tell(rawi_news *news);

/* Something in the queue has. */
void rawi_news_tell_queue(rawi_news *news);

void rawi_news_tell_trouble(rawi_news *news, const rawi_error *error);

/* What is unsaid is being said: the caller's, NULL where there is nothing. */
char *rawi_news_take_unsaid(rawi_news *news);

/* As rawi_session_watch and rawi_session_unwatch. */
int rawi_news_watch(rawi_news *news);
void rawi_news_unwatch(rawi_news *news, int watcher);

#endif
