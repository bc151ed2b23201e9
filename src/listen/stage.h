/* The stage: the article that the player has, what goes before it, and how far it was heard.
 *
 * The session's lock guards it; the functions that hand something to the player, or take it away,
 * give the lock up meanwhile. Only the session's thread calls these.
 */
#ifndef RAWI_LISTEN_STAGE_H
#define RAWI_LISTEN_STAGE_H

#include "audio/player.h"
#include "listen/clock.h"
#include "listen/lead_in.h"

#include <pthread.h>

typedef enum rawi_phase {
    RAWI_PHASE_NOTHING, /* the player has nothing */
    RAWI_PHASE_TITLE,   /* what comes before the article */
    RAWI_PHASE_ARTICLE
} rawi_phase;

typedef struct rawi_stage {
    rawi_player *player; /* the stage's own, as the rest */
    pthread_mutex_t *lock;
    rawi_phase phase;
    uint64_t item;       /* whose article it is, 0 for none */
    bool silent;         /* the player was told to pause */
    rawi_loaded *loaded; /* the article; NULL for none */
    rawi_loaded *title;  /* what is said before it; NULL for nothing */
    rawi_player_place place;
    rawi_span learning; /* the utterance that sounds, for the clock */
    double learning_seconds;
    rawi_clock clock;
} rawi_stage;

rawi_status rawi_stage_open(rawi_stage *stage, pthread_mutex_t *lock, rawi_error *error);
void rawi_stage_close(rawi_stage *stage);

/* ---- any thread's: none waits --------------------------------------------------------------- */

/* Whether the player has anything. */
bool rawi_stage_is_set(const rawi_stage *stage);

/* Whether the stage has the item's article, be it that what comes before it is heard. */
bool rawi_stage_knows(const rawi_stage *stage, uint64_t item);

/* Whether the item's article is heard, and not what comes before it. */
bool rawi_stage_hears(const rawi_stage *stage, uint64_t item);

/* Seconds of the article at rate 1 before the place that is heard, or to which a seek or move
 * leads.
 */
double rawi_stage_seconds(const rawi_stage *stage);

void rawi_stage_silence(rawi_stage *stage, bool silent);

/* Looks where the player is. */
void rawi_stage_look(rawi_stage *stage);

/* The queue learns how far the article was heard. */
void rawi_stage_mark(const rawi_stage *stage, rawi_queue *queue);

/* ---- the session's thread -------------------------------------------------------------------- */

/* Takes an article, which is the stage's own from now on, to be begun. */
void rawi_stage_take(rawi_stage *stage, rawi_loaded *loaded);

/* Begins the article at a byte of its text (NULL: where its script stands), at a rate; with a
 * lead-in (whose title is the stage's own from now on; NULL for none) that first. Gives the lock
 * up. Where a title goes before, the article is to be begun when the player has finished it. Fails
 * as rawi_player_start. */
rawi_status rawi_stage_begin(rawi_stage *stage, const size_t *offset, double rate,
                             const rawi_lead_in *lead_in, rawi_error *error);

/* Looks where the player is, and learns how long the utterances are that are spoken at `rate`.
 * Returns whether another word or sentence of the article sounds than before, or a seek or move
 * leads elsewhere. */
bool rawi_stage_follow(rawi_stage *stage, double rate);

/* Takes from the player what it has. Gives the lock up. */
void rawi_stage_clear(rawi_stage *stage);

#endif
