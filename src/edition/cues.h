/* Cues: the narration cut into pieces to be read while they are heard, as subtitles are.
 *
 * A cue has one or two lines of about 42 characters, ends at a clause where it can, stays a second
 * at least and seven at most, a little more where it would end badly, and leaves the time to read it. No line ends inside a word, a name or
 * a number with what it counts, as far as those can be told (edition/name_words.tsv, quotation
 * marks, Latin script, digits), nor behind a word that leans on the next (في، أن، هذا).
 */
#ifndef RAWI_EDITION_CUES_H
#define RAWI_EDITION_CUES_H

#include "edition/written.h"

enum {
    RAWI_CUE_LINE = 42, /* characters in a line; only a word or a name that is longer takes more */
    RAWI_CUE_LINES = 2
};

/* A line is written words [first, first + count). */
typedef struct rawi_cue_line {
    size_t first;
    size_t count;
} rawi_cue_line;

typedef struct rawi_cue {
    rawi_cue_line lines[RAWI_CUE_LINES];
    size_t line_count;
    double start; /* in seconds, whole milliseconds; a cue ends before the next one starts */
    double end;
} rawi_cue;

/* Cuts the narration; `cues` is an array of `count` in the arena, in order of time. */
rawi_status rawi_cues_make(const rawi_written *written, const rawi_timeline *timeline,
                           rawi_arena *arena, rawi_cue **cues, size_t *count, rawi_error *error);

#endif
