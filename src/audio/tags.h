/* What a sound file says about itself. */
#ifndef RAWI_AUDIO_TAGS_H
#define RAWI_AUDIO_TAGS_H

#include "audio/picture.h"
#include "base/arena.h"

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

/* How much a file is given, so that players show it and no format overflows. */
enum {
    RAWI_TAG_MOST = 4000,          /* bytes of a text */
    RAWI_CHAPTER_TITLE_MOST = 400, /* bytes */
    RAWI_CHAPTERS_MOST = 10000
};

/* A copy in the arena that every format can hold: texts are valid UTF-8 without control characters,
 * cut with «…» where they are too long, NULL where nothing is left; a genre is always there; every
 * chapter has a title, and times that grow from 0 to at most 49 days. Chapters beyond the most are
 * left out. The cover is the same. */
rawi_status rawi_tags_clean(const rawi_tags *tags, rawi_arena *arena, rawi_tags *clean,
                            rawi_error *error);

/* The three letters of ISO 639-2 for a language in BCP 47, as MP3 and MP4 want them; "und" where
 * it is not known. */
const char *rawi_language_code(const char *language);

#endif
