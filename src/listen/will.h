/* What is wanted of a session: the present item of the queue, paused, stopped, how fast… Commands
 * change it at once; the session's thread brings the stage to it.
 *
 * The session's lock guards it. Nothing here waits.
 */
#ifndef RAWI_LISTEN_WILL_H
#define RAWI_LISTEN_WILL_H

#include "listen/news.h"
#include "listen/stage.h"

typedef struct rawi_will {
    rawi_queue *queue; /* the session's, as the next two */
    rawi_stage *stage;
    rawi_news *news;

    uint64_t present; /* an item, 0 for none */
    bool paused;
    double paused_at; /* on the clock of rawi_will_now */
    bool stopped;
    bool queue_ended;
    bool quitting;
    bool ended;
    bool wants_loading; /* what the loader shall load has changed */
    bool seeks;         /* the present item begins elsewhere than where it was left */
    size_t seek;
    bool announces; /* it is announced by a chime */
    double rate;
    double volume;
    double sleep_at; /* on the clock of rawi_will_now, 0 for never */
    bool falls_asleep;
    double slept; /* rawi_will_slept when it was last looked at */
    bool wakes;   /* it has slept for long; the sentence is still to be begun again */
    bool is_new;  /* something is wanted that the thread has not looked at */
} rawi_will;

/* Seconds on a clock that goes on while the machine sleeps. */
double rawi_will_now(void);

/* Seconds that the machine has slept since it was started. */
double rawi_will_slept(void);

/* As rawi_session_apply. */
rawi_status rawi_will_obey(rawi_will *will, const rawi_command *command, rawi_error *error);

/* The present item, NULL where there is none. */
const rawi_item *rawi_will_item(const rawi_will *will);

/* The byte of the article's text at which the present item, which the stage knows, goes on. */
size_t rawi_will_resume(const rawi_will *will);

/* The queue learns how far the present item was heard, or where it is to go on. */
void rawi_will_mark(rawi_will *will);

/* The present item is another one from now on, announced by a chime or not. */
void rawi_will_go_to(rawi_will *will, uint64_t item, bool announces);

/* To the next item that is to be heard, or to the end of the queue. */
void rawi_will_go_on(rawi_will *will);

/* The sleep timer has ended and the sound faded out: paused, as the player already is. */
void rawi_will_fall_asleep(rawi_will *will);

/* To be called again and again: when the machine has slept for long in the midst of a sentence,
 * goes on with its beginning, as after a long pause; where the device was lost over that, as soon
 * as the sentence sounds again. */
void rawi_will_wake(rawi_will *will);

/* Nothing in the queue is left to hear. */
void rawi_will_end_queue(rawi_will *will);

#endif
