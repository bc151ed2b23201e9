/* The ring between the thread that makes sound and the callback that plays it: one writer, one
 * reader, no lock. What is in it already can be cut: the reader leaves out the rest, without a
 * click.
 *
 * A position is a count of samples since the ring was made; it never goes back, and the samples
 * that a cut leaves out count too.
 */
#ifndef RAWI_AUDIO_RING_H
#define RAWI_AUDIO_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct rawi_ring {
    float *samples;
    size_t capacity; /* a power of two */
    atomic_size_t read;
    atomic_size_t written;
    atomic_size_t cut_from;
    atomic_size_t cut_to; /* there is a cut while this is past `read` */
    bool fading;          /* the reader's: it is on its way to a cut */
    size_t fade_end;      /* the reader's: where it leaves for the other end of the cut */
} rawi_ring;

enum {
    RAWI_RING_FADE = 128 /* samples that a cut fades out */
};

/* Whether position a stands before b: by their difference, so that positions may overflow. */
static inline bool rawi_ring_is_before(size_t a, size_t b) {
    return (ptrdiff_t)(b - a) > 0;
}

/* `capacity` is a power of two; false when memory is exhausted. */
bool rawi_ring_make(rawi_ring *ring, size_t capacity);
void rawi_ring_free(rawi_ring *ring);

/* ---- the writer's ---- */

/* Adds as many of the samples as may be, so that at most `limit` wait beyond the last cut; returns
 * how many. */
size_t rawi_ring_write(rawi_ring *ring, const float *samples, size_t count, size_t limit);

/* Leaves out what is between `from` (at once, where it has been read already) and what is written
 * next. */
void rawi_ring_cut(rawi_ring *ring, size_t from);

/* Keeps where the last cut begins, and leads from there to what is written next. */
void rawi_ring_lead_cut_here(rawi_ring *ring);

/* Where the next sample will be written. */
size_t rawi_ring_written(const rawi_ring *ring);

/* Where the next sample will be read; a cut counts from when the reader has gone over it. */
size_t rawi_ring_read_position(const rawi_ring *ring);

/* Where the last cut goes on. */
size_t rawi_ring_cut_end(const rawi_ring *ring);

/* ---- the reader's: wait-free ---- */

/* Takes up to `count` samples; returns how many there were. */
size_t rawi_ring_read(rawi_ring *ring, float *samples, size_t count);

/* While nothing is to sound: goes over a cut that has been reached. */
void rawi_ring_skip(rawi_ring *ring);

#endif
