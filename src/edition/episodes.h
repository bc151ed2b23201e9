/* The episodes of a feed: what a folder of editions has, the newest first. */
#ifndef RAWI_EDITION_EPISODES_H
#define RAWI_EDITION_EPISODES_H

#include "edition/feed.h"
#include "edition/record.h"

/* A date of a mail header (RFC 2822): "Wed, 15 Oct 2025 08:30:00 +0300", NUL-terminated. */
enum {
    RAWI_MAIL_DATE_SIZE = 32
};

typedef struct rawi_episode {
    rawi_record record; /* its files are there; those of `beside` that are gone are left out */
    int64_t time;       /* of publication, in seconds since 1970 */
    char date[RAWI_MAIL_DATE_SIZE]; /* the same */
} rawi_episode;

/* Lists the episodes. Everything but the array,
 * which is the caller's to free, lives in `arena`. */
rawi_status rawi_episodes_list(const char *folder, const rawi_feed_options *options,
                               rawi_arena *arena, rawi_episode **episodes, size_t *count,
                               size_t *complaints, rawi_error *error);

/* The media type of a sound by its name; NULL where it is none. */
const char *rawi_sound_type(const char *name);

/* An ISO 8601 date (year, year and month, or the day), with or without a time and a zone (UTC where
 * there is none), as a mail date and in seconds since 1970. False where it is no date. */
bool rawi_mail_date(const char *iso, char date[RAWI_MAIL_DATE_SIZE], int64_t *time);

#endif
