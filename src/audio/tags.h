/* What a sound file says about itself. */
#ifndef RAWI_AUDIO_TAGS_H
#define RAWI_AUDIO_TAGS_H

#include "audio/picture.h"

/* Seconds from the beginning of the sound. */
typedef struct rawi_chapter {
    const char *title; /* the heading as the author wrote it */
    double start;
    double end; /* the next one's start, or the end of the sound */
} rawi_chapter;

/* Texts in UTF-8; each may be NULL. All belongs to the caller. */
typedef struct rawi_tags {
    const char *title;
    const char *author;
    const char *album;    /* the publication or the series */
    const char *date;     /* ISO 8601, with or without a time */
    const char *language; /* BCP 47 */
    const char *genre;    /* NULL: "Speech" */
    const char *comment;
    const rawi_chapter *chapters; /* in the order of time */
    size_t chapter_count;
    const rawi_picture *cover; /* NULL: none */
} rawi_tags;

#endif
