/* An edition: the narration of an article as it is published, mastered, with chapters, tags, cover,
 * transcripts and a page to read along.
 *
 *     script ──narration──▶ speech ──mastering──▶ sound file with chapters and tags
 *                              └──timeline──▶ transcripts, page, chapters
 *
 * rawi_edition_make is the one path from an opened article to all of its files. They appear
 * together, under their final names, when every one of them is complete; when anything fails, none
 * does.
 */
#ifndef RAWI_EDITION_EDITION_H
#define RAWI_EDITION_EDITION_H

#include "audio/cast.h"
#include "audio/writer.h"
#include "edition/drawing.h"
#include "edition/programme.h"
#include "edition/record.h"

/* Files that stand beside the sound, named as it with another extension; behind .rawi (.rawi.html)
 * where they would take the place of the article itself. */
enum {
    RAWI_BESIDE_VTT = 1 << 0,      /* .vtt, WebVTT */
    RAWI_BESIDE_SRT = 1 << 1,      /* .srt */
    RAWI_BESIDE_JSON = 1 << 2,     /* .json, words with times and spans */
    RAWI_BESIDE_TEXT = 1 << 3,     /* .txt */
    RAWI_BESIDE_PAGE = 1 << 4,     /* .html, the read-along page */
    RAWI_BESIDE_CHAPTERS = 1 << 5, /* .chapters.json, Podcasting 2.0 */
    RAWI_BESIDE_COVER = 1 << 6,    /* .jpg, 3000 × 3000, or the picture that was given */
    RAWI_BESIDE_RECORD = 1 << 7,   /* .edition.json, what rawi feed and the next batch read */
    RAWI_BESIDE_ALL = (1 << 8) - 1
};

typedef enum rawi_leveling {
    RAWI_LEVEL_USUAL,   /* −16 LUFS; plain sound (see below) as the voice gives it */
    RAWI_LEVEL_VOICE,   /* as the voice gives it */
    RAWI_LEVEL_LOUDNESS /* rawi_edition_options.loudness */
} rawi_leveling;

/* What a listener of podcasts expects, in LUFS, and what may be chosen. */
#define RAWI_LOUDNESS_USUAL (-16.0)
#define RAWI_LOUDNESS_LEAST (-31.0)
#define RAWI_LOUDNESS_MOST  (-9.0)

/* Where no picture is given (rawi_edition_options.tags.cover). */
typedef enum rawi_cover_choice {
    RAWI_COVER_USUAL, /* drawn where that can be done and there is a title; plain sound has none */
    RAWI_COVER_DRAWN,
    RAWI_COVER_NONE
} rawi_cover_choice;

/* How far an edition has come. */
typedef struct rawi_edition_progress {
    double done;    /* of the narration, 0 to 1 */
    double seconds; /* of speech made so far */
} rawi_edition_progress;

typedef struct rawi_edition_options {
    rawi_narration_options narration;
    rawi_cast *cast; /* opened for these, by who makes many editions with it, one after the other;
                        NULL: one is opened for this edition */
    rawi_script_options script; /* for what Rawi says itself; the article's script is the caller's
                                 */
    size_t from;                /* where the caller's script begins, for the progress */

    rawi_leveling leveling;
    double loudness; /* LUFS, RAWI_LOUDNESS_LEAST to RAWI_LOUDNESS_MOST */

    const char *intro; /* a sound file or RAWI_CHIME (edition/programme.h); NULL: none */
    const char *outro; /* likewise */
    bool opening;      /* says, after the title, who wrote it, when, and how long it is */
    bool closing;      /* says at the end what was heard */

    rawi_tags tags; /* what is to stand in place of the article's own; NULL: its own */
    rawi_cover_choice cover;
    unsigned bit_rate;      /* kbit/s, 0 for the format's usual one (audio/writer.h) */
    unsigned beside;        /* RAWI_BESIDE_...; files that would be empty are left out */
    bool sound_beside_page; /* the page plays the sound file, it has none inside */
    bool page_in_english;   /* what the page says of its own, for an English site */

    /* For the record: the article, seen from the sound's folder (NULL: standard input), and what
     * the edition is made from (NULL: unknown, and the next batch makes it again). */
    const char *source;
    const rawi_origin *origin;

    /* Called after each utterance, and now and then while the sound is written; false ends the work
     * with RAWI_INTERRUPTED. May be NULL. */
    bool (*go_on)(void *user, const rawi_edition_progress *progress);
    void *user;
} rawi_edition_options;

/* What was made. */
typedef struct rawi_edition_report {
    unsigned rate;            /* samples a second of the narration */
    double seconds;           /* of the whole sound */
    unsigned long long bytes; /* of the sound file */
    unsigned long long utterances;
    unsigned long long words;
} rawi_edition_report;

/* A finished narration, from which the side files are made. */
typedef struct rawi_edition {
    const rawi_article *article;
    const rawi_edition_options *options;
    const rawi_timeline *timeline;
    const rawi_edition_report *report;
    const char *path;          /* the sound's final name */
    const char *sound;         /* the name under which the complete sound can be read now */
    rawi_tags tags;            /* as the sound carries them */
    rawi_drawing *large_cover; /* to stand beside the sound; NULL for that of the tags */
} rawi_edition;

/* What the name of a file beside the sound ends in (".vtt"); NULL where no such file is made.
 * `beside` is one of RAWI_BESIDE_... or 0. */
const char *rawi_edition_ending(unsigned beside);

/* Narrates `script`, a script of `article`, into the sound file `path` (see audio/writer.h; "-" is
 * standard output) and the files beside it. RAWI_ERROR_INPUT where the script has nothing to say.
 *
 * A WAV file or standard output, with nothing asked for that surrounds or changes the sound, is
 * plain: it is written as it is made. All other sound is mastered (edition/mastering.h): of it no
 * more than an utterance is in memory. */
rawi_status rawi_edition_make(const rawi_article *article, rawi_script *script, const char *path,
                              const rawi_edition_options *options, rawi_edition_report *report,
                              rawi_error *error);

#endif
