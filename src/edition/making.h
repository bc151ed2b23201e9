/* One run of rawi_edition_make, as the files that each do a part of it see it:
 *
 *     edition.c    opens everything, writes the sound, and clears up
 *     narrate.c    speaks the article, and what Rawi says about it
 *     beside.c     writes the files beside the sound
 *     publish.c    gives all of them their names
 */
#ifndef RAWI_EDITION_MAKING_H
#define RAWI_EDITION_MAKING_H

#include "base/thread.h"
#include "edition/beside.h"
#include "edition/edition.h"

typedef struct rawi_making {
    rawi_script *script;
    bool streams;     /* the sound is written as it is made: there is no mastering */
    bool can_follow;  /* its format can be written before all of it is known */
    bool follows;     /* it is mastered and encoded as it is made */
    double done;            /* of the work, as was told last */
    double announced; /* how long the article was said to be before it was known, in seconds */
    double narration_share; /* of the work, 0 to 1; the rest is what comes after it */
    rawi_cast *opened;      /* NULL where the options bring one */
    rawi_cast *cast;
    rawi_narration *narration;
    rawi_timeline *timeline;
    rawi_programme *programme; /* NULL while streaming */
    rawi_writer *writer;
    rawi_relay *encoder;        /* writes to the writer in its thread; NULL while streaming */
    unsigned long long samples; /* of the narration so far */
    unsigned long long written; /* of the sound */
    rawi_new_file files[RAWI_BESIDE_FILES_MOST + 2]; /* beside the sound, the sound, the record */
    size_t file_count;
    rawi_edition_report report;
    bool draws;           /* the covers, as none was given: */
    rawi_drawing small;   /* in the sound, */
    rawi_drawing large;   /* and beside it */
    rawi_edition edition; /* refers to the above */
} rawi_making;

/* Asks whether to go on: `done` of the work is behind, 0 to 1. */
rawi_status rawi_making_go_on(rawi_making *job, double done, rawi_error *error);

/* Speaks the script, into the writer while streaming, else into the programme. */
rawi_status rawi_making_narrate(rawi_making *job, rawi_error *error);

/* Has the rest of the article mastered and encoded while it is narrated. */
void rawi_making_follow(rawi_making *job);

/* Once the article has been spoken: speaks into the programme what is said before it, if that was
 * not said yet or the length that it says has turned out wrong, and what is said after it. */
rawi_status rawi_making_complete_opening(rawi_making *job, rawi_error *error);
rawi_status rawi_making_close_with_words(rawi_making *job, rawi_error *error);

/* Finishes the sound, writes what stands beside it, and gives all files their names. */
rawi_status rawi_making_publish(rawi_making *job, rawi_error *error);

/* What was given, else the article's own; either may be NULL. */
const char *rawi_first_of(const char *given, const char *own);

#endif
