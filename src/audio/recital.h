/* A recital: a piece on its way to the listener. It is spoken utterance by utterance, somewhat
 * ahead of what sounds, into the outlet; moves, seeks, another rate and the fall into sleep cut off
 * what is in the outlet already and go on elsewhere.
 *
 * All is the feeder's, the thread that speaks; others look with rawi_marks_look at `marks`.
 */
#ifndef RAWI_AUDIO_RECITAL_H
#define RAWI_AUDIO_RECITAL_H

#include "audio/marks.h"
#include "audio/outlet.h"
#include "audio/piece.h"
#include "audio/waiting.h"

#include <stdatomic.h>

/* What is to be spoken in place of the script's next utterance: what was given up because something
 * else became urgent, or where the listener goes while nothing sounds. */
typedef struct rawi_aim {
    bool any;
    size_t from;    /* a byte of the text */
    bool has_stand; /* who goes there is at this one */
    rawi_stand stand;
} rawi_aim;

/* What sounds between two sentences and is no part of the piece. */
typedef struct rawi_interjection {
    float *samples; /* NULL for none */
    size_t count;
    unsigned rate;  /* samples a second */
    bool is_spoken; /* it waits or is in the outlet, whole or in part */
    size_t end;     /* then the position where it ends */
} rawi_interjection;

typedef struct rawi_recital {
    rawi_outlet *outlet; /* not the recital's own */
    rawi_marks marks;
    rawi_piece piece;               /* its article is NULL where there is none */
    float *prelude;                 /* the recital's own copy */
    bool has_begun;                 /* the prelude was taken, and where to begin */
    rawi_interjection interjection; /* spoken before what comes next, kept until it was read */
    double factor;                  /* the rate that the narration has */
    rawi_waiting waiting;
    bool at_end;      /* the script has no more */
    bool falls_later; /* the fall is wanted and not planned yet */
    atomic_bool is_abandoned;
    rawi_aim aim;
} rawi_recital;

void rawi_recital_make(rawi_recital *recital, rawi_outlet *outlet);
void rawi_recital_free(rawi_recital *recital);

/* Any thread's: while something else is urgent (a wish, another piece) what is being spoken is
 * given up, so that a long sentence holds nothing up. The functions below then return
 * RAWI_INTERRUPTED, and what was given up is spoken with the next rawi_recital_feed, unless the
 * listener has gone elsewhere meanwhile. */
void rawi_recital_abandon(rawi_recital *recital, bool abandoned);

/* Another piece, or none, takes the place of what is recited; where it begins elsewhere, that is
 * the marks' goal. `prelude` is piece->prelude, now the recital's own. Never waits. */
void rawi_recital_take(rawi_recital *recital, const rawi_piece *piece, float *prelude);

/* The piece has come to its end. */
void rawi_recital_drop(rawi_recital *recital);

/* Is to sound before the next sentence that is spoken, of this piece or another; the samples are
 * the recital's own from now on. What cuts it off in the outlet has it spoken again, whole. Only
 * when rawi_recital_may_interject. */
void rawi_recital_interject(rawi_recital *recital, rawi_interjection interjection);

/* Whether there is no interjection that the device has not read to its end. */
bool rawi_recital_may_interject(const rawi_recital *recital);

/* The prelude waits, and what is spoken next is where the piece begins, unless this was done. */
rawi_status rawi_recital_begin(rawi_recital *recital, rawi_error *error);

/* Speaks on, if the last utterance is in the outlet, and puts into it what there is room for;
 * *written says whether that was anything. */
rawi_status rawi_recital_feed(rawi_recital *recital, bool *written, rawi_error *error);

/* Whether something waits for room in the outlet. */
bool rawi_recital_waits(const rawi_recital *recital);

/* Whether all of the piece is in the outlet. */
bool rawi_recital_is_written(const rawi_recital *recital);

/* To the word of this byte of the article's text, which is the marks' goal already: what sounds
 * ends at once, and the next rawi_recital_feed goes on there. */
void rawi_recital_seek(rawi_recital *recital, size_t offset);

/* The same to where a move leads, the marks' goal as soon as it is found. RAWI_END in an article
 * without text. */
rawi_status rawi_recital_move(rawi_recital *recital, rawi_move move, rawi_error *error);

/* Speaks what sounds now again at another rate, from the next word on; when no word of it is left,
 * the next utterance. RAWI_END where the script has no more. */
rawi_status rawi_recital_set_rate(rawi_recital *recital, double rate, rawi_error *error);

/* Fades out towards the end of the sentence that sounds and pauses there; false: does not any
 * more. What is asked for before rawi_recital_plan_fall is done by it. */
void rawi_recital_fade_out(rawi_recital *recital, bool fades);

/* What was planned holds no more, everything moves: to be planned again. */
void rawi_recital_replan_fall(rawi_recital *recital);

/* Plans the fall that is wanted, if the outlet holds as much as is needed for that. */
void rawi_recital_plan_fall(rawi_recital *recital);

/* The device was lost: forgets all that is in the outlet. Goes on, when there is another one, from
 * where nothing was heard; moves and seeks count from there. */
void rawi_recital_forget(rawi_recital *recital);

#endif
