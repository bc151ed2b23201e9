/* The read-along page: one HTML file with the article, its words marked as they are heard.
 *
 * It is whole in itself: style, program and, where that is asked for, the sound are in it; it takes
 * nothing from any network, which its Content-Security-Policy also forbids. Made from
 * page/page.html, page.css and page.js; page/strings.tsv says in Arabic and in English what the
 * page says to its reader. Text of the article is escaped wherever it stands.
 *
 * With the sound inside, one file is all that a listener needs: to keep, to send, to open without a
 * network. With the sound beside, the page takes kilobytes and the sound is loaded as it is heard,
 * which is what a site wants.
 */
#ifndef RAWI_EDITION_PAGE_H
#define RAWI_EDITION_PAGE_H

#include "audio/tags.h"
#include "edition/timeline.h"

#include <stdio.h>

typedef struct rawi_page_options {
    const rawi_tags *tags;  /* title, author, date and site (the album), as the sound has them */
    const char *sound_name; /* the file's final name, without folders; its end tells the format */
    const char *sound_path; /* where the finished sound is now, to be put inside; NULL: beside */
    bool english;           /* what the page itself says is in English, for an English site */
} rawi_page_options;

/* Writes the page of a finished timeline. RAWI_ERROR_IO where the sound cannot be read; whether the
 * file took everything its error indicator says. */
rawi_status rawi_page_write(const rawi_article *article, const rawi_timeline *timeline,
                            const rawi_page_options *options, FILE *file, rawi_error *error);

#endif
