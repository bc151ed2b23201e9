/* The journal: one line in a small file of the player's own, written anew at every word, so that
 * one that is killed goes on with the same word. The kernel keeps what a killed process wrote; it
 * brings the page to the disk when it likes, and nobody waits for that.
 *
 * The files stand beside the queue as journal.XXXXXX. Whoever writes one holds a lock on it: what
 * can be locked was left behind.
 */
#ifndef RAWI_LISTEN_JOURNAL_H
#define RAWI_LISTEN_JOURNAL_H

#include "base/error.h"

#include <jansson.h>

typedef struct rawi_journal rawi_journal;

enum {
    RAWI_JOURNAL_LINE_MAX = 32 << 10 /* bytes; a longer one is not written, nor read */
};

/* A journal without a line. RAWI_ERROR_IO where the state folder cannot be written. */
rawi_status rawi_journal_open(rawi_journal **journal, rawi_error *error);

/* Replaces the line. What cannot be written is lost in silence: the queue's file has all but the
 * last seconds. */
void rawi_journal_write(rawi_journal *journal, const char *line);

/* What the line says stands in the queue's file meanwhile. */
void rawi_journal_clear(rawi_journal *journal);

/* Removes the file, unless there is a line that stands nowhere else. Does nothing with NULL. */
void rawi_journal_close(rawi_journal *journal);

/* Appends what the lines of a folder's journals are, JSON objects, to an array. With `left_behind`
 * (else NULL) only of those that were, whose names are appended to it. What is no JSON is passed
 * over. */
void rawi_journals_read(const char *folder, json_t *objects, json_t *left_behind);

/* Removes journals by their names, but not those that are a player's by now. */
void rawi_journals_remove(const char *folder, const json_t *names);

#endif
