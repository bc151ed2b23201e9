/* The record of an edition: a small JSON file beside the sound that says what it is, which files
 * belong to it and what it was made from. `rawi feed` and the next batch read nothing else. */
#ifndef RAWI_EDITION_RECORD_H
#define RAWI_EDITION_RECORD_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/new_file.h"
#include "edition/timeline.h"

/* The end of a record's name; what stands before it is the edition's name. */
#define RAWI_RECORD_SUFFIX ".edition.json"

/* What an edition is made from: where all four are equal, making it again gives the same. */
typedef struct rawi_origin {
    char content[RAWI_DIGEST_SIZE]; /* the article's bytes */
    char voice[RAWI_DIGEST_SIZE];   /* the voices: their files, or their names where built in */
    char options[RAWI_DIGEST_SIZE]; /* whatever was asked for, with the files that it names */
    char version[32];               /* of Rawi */
} rawi_origin;

/* All text is UTF-8; what may be NULL says so. */
typedef struct rawi_record {
    const char *source; /* the article, seen from the record's folder; NULL for standard input */
    const char *guid;   /* a UUID; the same however often the edition is made again */
    const char *title;
    const char *author;        /* NULL where unknown, as the next five */
    const char *date;          /* ISO 8601, the article's */
    const char *site;          /* the publication */
    const char *language;      /* BCP 47 */
    const char *summary;       /* the article's first sentences */
    const char *published;     /* ISO 8601: the article's date, else when it was first made */
    const char *made;          /* ISO 8601, UTC */
    const char *sound;         /* a file name in the record's folder */
    uint64_t bytes;            /* of the sound */
    double duration;           /* seconds */
    const char *const *beside; /* names of the files that stand beside the sound */
    size_t beside_count;
    const rawi_chapter *chapters; /* written for other programs; not read back */
    size_t chapter_count;
    rawi_origin origin; /* zero while the edition's files are being replaced */
} rawi_record;

/* The path of the record that belongs to a sound file: its extension replaced. NULL when memory is
 * exhausted. */
char *rawi_record_path(const char *sound, rawi_arena *arena);

/* Reads a record into `arena`. RAWI_ERROR_IO where it cannot be read, RAWI_ERROR_DATA with the
 * reason where it is no record or names files outside its folder. */
rawi_status rawi_record_read(const char *path, rawi_arena *arena, rawi_record *record,
                             rawi_error *error);

/* Says what the article says of itself: title to summary. */
rawi_status rawi_record_describe(const rawi_article *article, rawi_arena *arena,
                                 rawi_record *record, rawi_error *error);

/* The UUID of a new edition: the same for the same sound's name and title, wherever and whenever it
 * is made. NULL when memory is exhausted. */
const char *rawi_record_guid(const rawi_record *record, rawi_arena *arena);

/* To be called when the edition's files are ready and none has its final name yet. Sets guid,
 * published and made (guid and, where the article has no date, published are those of the record
 * that is there already) and puts the record there without its origin: should the program be ended
 * before the whole record has its name, the edition counts as unfinished. What it sets lives in
 * `arena`. */
rawi_status rawi_record_begin(const char *path, rawi_arena *arena, rawi_record *record,
                              rawi_error *error);

/* Removes the edition of a record that was begun and not finished, where it has no sound: what is
 * there of its other files, and the record. Otherwise does nothing. */
void rawi_record_tidy(const char *path);

/* The same for all records of a folder in which nobody makes editions now. */
void rawi_record_sweep(const char *folder);

/* Writes the record as a new file, which is to get its name as the last of the edition's files;
 * closed on failure. */
rawi_status rawi_record_write(const char *path, const rawi_record *record, rawi_new_file *file,
                              rawi_error *error);

/* Whether the edition of the record at `path` is complete and was made from `origin`: every file is
 * there and the sound has the length that it had. */
bool rawi_record_is_current(const char *path, const rawi_record *record, const rawi_origin *origin);

/* The path of a file in the record's folder. NULL when memory is exhausted. */
char *rawi_record_sibling(const char *path, const char *name, rawi_arena *arena);

#endif
