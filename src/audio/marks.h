/* Marks: which positions of the ring hold which utterance and its words, so that whatever sounds
 * can be named, and spoken again from any of its words; and where the listener is on the way to.
 *
 * One thread, the feeder, changes them and may look at them as they are; any other asks with
 * rawi_marks_look.
 */
#ifndef RAWI_AUDIO_MARKS_H
#define RAWI_AUDIO_MARKS_H

#include "base/error.h"

#include <pthread.h>

/* An utterance in the ring: its sample `skip` is at position `start`. */
typedef struct rawi_mark {
    size_t start;
    size_t end;
    size_t skip;
    size_t length; /* samples of the utterance, with what is skipped */
    double factor; /* the rate at which it was spoken */
    size_t block;
    rawi_block_kind kind;
    rawi_span span;
    size_t word_count;
    rawi_word_time *times; /* in samples of the utterance */
    rawi_span *words;      /* their spans */
} rawi_mark;

/* Where the listener wants to be. */
typedef struct rawi_goal {
    bool any;
    bool is_marked; /* what is spoken from there has a mark */
    size_t target;  /* a byte of the article's text */
    size_t start;   /* then the position where it begins */
} rawi_goal;

typedef struct rawi_marks {
    pthread_mutex_t lock;
    rawi_goal goal;
    rawi_mark *marks; /* in the order of their positions */
    size_t count;
    size_t capacity;
} rawi_marks;

void rawi_marks_make(rawi_marks *marks);
void rawi_marks_free(rawi_marks *marks);

/* ---- the feeder's -------------------------------------------------------------------------- */

/* Adds the utterance of a speech behind all others. `place` says start, end, skip, length and
 * factor; `ratio` are the ring's samples for one of the speech. */
rawi_status rawi_marks_add(rawi_marks *marks, const rawi_mark *place, const rawi_speech *speech,
                           double ratio, rawi_error *error);

/* Forgets the utterances that nothing from a position on is part of: another one follows no later.
 */
void rawi_marks_forget_before(rawi_marks *marks, size_t position);

/* Forgets the utterances that a cut at `position` leaves out whole, but for the first; the last
 * that is left ends there. */
void rawi_marks_cut(rawi_marks *marks, size_t position);

/* The goal too. */
void rawi_marks_forget_all(rawi_marks *marks);

/* The listener is on the way to byte `target` of the article's text, from now on. */
void rawi_marks_go_to(rawi_marks *marks, size_t target);

/* What is spoken from byte `target` on begins at position `start`. */
void rawi_marks_reach(rawi_marks *marks, size_t target, size_t start);

/* What begins at `from` or later is left out and begins at `to`: so does the goal. */
void rawi_marks_put_off(rawi_marks *marks, size_t from, size_t to);

/* The mark that holds a position: the last that starts no later. NULL before the first one. */
const rawi_mark *rawi_marks_at(const rawi_marks *marks, size_t position);

/* The first word that starts at `sample` of the utterance or later; word_count where none does. */
size_t rawi_mark_word_from(const rawi_mark *mark, size_t sample);

/* The position at which the utterance's words end. */
size_t rawi_mark_words_end(const rawi_mark *mark);

/* The byte of the article's text from which on was not heard what sounds at `position` and later:
 * the word there, or what comes behind the last one. */
size_t rawi_mark_unheard(const rawi_mark *mark, size_t position);

/* ---- any thread's -------------------------------------------------------------------------- */

/* What sounds at one position. */
typedef struct rawi_instant {
    rawi_span utterance;
    rawi_span word; /* the last that has started */
    rawi_block_kind kind;
    size_t unheard; /* as rawi_mark_unheard */
    double factor;
    size_t into;   /* samples since the utterance's beginning */
    size_t length; /* its samples */
} rawi_instant;

/* Whether the goal is still to be heard when what is before `position` was; *target is its byte. */
bool rawi_marks_are_behind(rawi_marks *marks, size_t position, size_t *target);

/* False before the first mark. */
bool rawi_marks_look(rawi_marks *marks, size_t position, rawi_instant *instant);

#endif
