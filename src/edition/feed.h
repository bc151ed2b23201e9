/* A podcast feed of a folder of editions: RSS 2.0 with the elements of Apple (itunes:) and of
 * Podcasting 2.0 (podcast:).
 *
 * An episode is an edition whose sound is there, described by its record (edition/record.h);
 * nothing else is read for it. A sound without a record is one by the tags in it. Files that a
 * record names and that are gone are left out. The feed says nothing of the time when it was
 * written, so that an unchanged folder gives the same bytes.
 */
#ifndef RAWI_EDITION_FEED_H
#define RAWI_EDITION_FEED_H

#include "base/error.h"

/* Texts in UTF-8; what may be NULL says so. */
typedef struct rawi_feed_options {
    const char *base_url; /* where the folder is published, http: or https: */
    const char *title;    /* NULL: the publication of the newest episode, else the folder's name */
    const char *description; /* NULL: the title */
    const char *author;      /* NULL: the title */
    const char *image;       /* an address, or a file in the folder; NULL: cover.jpg or cover.png */
    const char *language;    /* BCP 47; NULL: that of the newest episode */
    const char *link;        /* the publication's page; NULL: base_url */
    const char *category;    /* as Apple names it, "News" or "News/Politics"; NULL: News */
    const char *owner_email; /* NULL: the feed names no owner */
    bool is_explicit;
    const char *generator; /* the program and its version */

    /* Called for each file that should be an episode and is none, with the reason. May be NULL. */
    void (*complain)(void *user, const char *message);
    void *user;
} rawi_feed_options;

typedef struct rawi_feed_report {
    size_t episodes;
    size_t complaints;
    bool has_image;  /* directories refuse a podcast without */
    bool is_written; /* false where the file was already so */
} rawi_feed_report;

/* Writes the feed of `folder` to `path`, whose name it has under the base URL. A file that is there
 * is replaced only where it differs. RAWI_ERROR_ARGUMENT where the base URL is none. */
rawi_status rawi_feed_write(const char *folder, const char *path, const rawi_feed_options *options,
                            rawi_feed_report *report, rawi_error *error);

#endif
