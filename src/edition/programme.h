/* The programme: the parts that an edition's sound is put together from, in their order, each with
 * the words that are heard in it. */
#ifndef RAWI_EDITION_PROGRAMME_H
#define RAWI_EDITION_PROGRAMME_H

#include "edition/mastering.h"
#include "edition/timeline.h"

/* In the order in which they are heard; any may be missing. */
typedef enum rawi_part {
    RAWI_PART_INTRO,
    RAWI_PART_TITLE, /* the article's title, where something is said between it and the article */
    RAWI_PART_OPENING,
    RAWI_PART_ARTICLE,
    RAWI_PART_CLOSING,
    RAWI_PART_OUTRO,
    RAWI_PARTS
} rawi_part;

/* The name of the intro or outro that Rawi makes itself. */
#define RAWI_CHIME "chime"

typedef struct rawi_programme rawi_programme;

/* For sound at `rate` samples a second; fails as rawi_mastering_open does. */
rawi_status rawi_programme_open(unsigned rate, rawi_programme **programme, rawi_error *error);

/* Records an intro or outro: RAWI_CHIME or a sound file (edition/sound_file.h). */
rawi_status rawi_programme_record(rawi_programme *programme, rawi_part part, const char *source,
                                  rawi_error *error);

/* Adds speech to a part. `article` is what the speech was narrated from, NULL for words that Rawi
 * added. */
rawi_status rawi_programme_add(rawi_programme *programme, rawi_part part,
                               const rawi_article *article, const rawi_speech *speech,
                               rawi_error *error);

/* Has the article, which has begun to be recorded, rendered while that goes on, behind what there
 * is of the parts before it (rawi_mastering_follow). */
void rawi_programme_follow(rawi_programme *programme, double loudness, double ceiling,
                           rawi_sample_sink *sink, void *user);

/* Leaves a part out that was recorded, which may then be recorded anew; the article is not followed
 * any more. */
void rawi_programme_forget(rawi_programme *programme, rawi_part part);

/* How long the part is as it was recorded, in seconds. */
double rawi_programme_recorded(const rawi_programme *programme, rawi_part part);

/* Puts the parts in their order, with pauses, and what is heard in them into `timeline`. Returns in
 * *mastering what is to be rendered, the programme's own. */
rawi_status rawi_programme_assemble(rawi_programme *programme, rawi_timeline *timeline,
                                    rawi_mastering **mastering, rawi_error *error);

void rawi_programme_close(rawi_programme *programme);

#endif
