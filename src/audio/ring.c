/* The ring. */
#include "audio/ring.h"

#include <stdlib.h>
#include <string.h>

static size_t at_most(size_t a, size_t b) {
    return a < b ? a : b;
}

bool rawi_ring_make(rawi_ring *ring, size_t capacity) {
    *ring = (rawi_ring){.capacity = capacity};
    ring->samples = calloc(capacity, sizeof *ring->samples);
    return ring->samples != NULL;
}

void rawi_ring_free(rawi_ring *ring) {
    free(ring->samples);
    *ring = (rawi_ring){0};
}

/* ---- the writer's -------------------------------------------------------------------------- */

size_t rawi_ring_written(const rawi_ring *ring) {
    return atomic_load_explicit(&ring->written, memory_order_relaxed);
}

size_t rawi_ring_read_position(const rawi_ring *ring) {
    return atomic_load_explicit(&ring->read, memory_order_acquire);
}

size_t rawi_ring_cut_end(const rawi_ring *ring) {
    return atomic_load_explicit(&ring->cut_to, memory_order_relaxed);
}

size_t rawi_ring_write(rawi_ring *ring, const float *samples, size_t count, size_t limit) {
    size_t written = rawi_ring_written(ring);
    size_t read = rawi_ring_read_position(ring);
    size_t heard_from =
        rawi_ring_is_before(read, rawi_ring_cut_end(ring)) ? rawi_ring_cut_end(ring) : read;
    size_t waiting = written - heard_from;
    size_t room = waiting < limit ? limit - waiting : 0;
    count = at_most(count, at_most(room, ring->capacity - (written - read)));
    size_t place = written & (ring->capacity - 1);
    size_t first = at_most(count, ring->capacity - place);
    memcpy(ring->samples + place, samples, first * sizeof *samples);
    memcpy(ring->samples, samples + first, (count - first) * sizeof *samples);
    atomic_store_explicit(&ring->written, written + count, memory_order_release);
    return count;
}

void rawi_ring_cut(rawi_ring *ring, size_t from) {
    atomic_store_explicit(&ring->cut_from, from, memory_order_relaxed);
    rawi_ring_lead_cut_here(ring);
}

void rawi_ring_lead_cut_here(rawi_ring *ring) {
    atomic_store_explicit(&ring->cut_to, rawi_ring_written(ring), memory_order_release);
}

/* ---- the reader's -------------------------------------------------------------------------- */

static void copy_out(const rawi_ring *ring, size_t read, float *samples, size_t count) {
    size_t place = read & (ring->capacity - 1);
    size_t first = at_most(count, ring->capacity - place);
    memcpy(samples, ring->samples + place, first * sizeof *samples);
    memcpy(samples + first, ring->samples, (count - first) * sizeof *samples);
}

/* Up to `count` samples before a cut, the last of them fading; *read goes on, over the cut when it
 * is reached. */
static size_t read_to_cut(rawi_ring *ring, size_t *read, size_t cut_to, float *samples,
                          size_t count) {
    if (!ring->fading) {
        size_t end = atomic_load_explicit(&ring->cut_from, memory_order_relaxed);
        if (rawi_ring_is_before(end, *read + RAWI_RING_FADE))
            end = *read + RAWI_RING_FADE;
        if (rawi_ring_is_before(cut_to, end))
            end = cut_to;
        ring->fade_end = end;
        size_t untouched = end - *read > RAWI_RING_FADE ? end - *read - RAWI_RING_FADE : 0;
        if (untouched > 0) {
            count = at_most(count, untouched);
            copy_out(ring, *read, samples, count);
            *read += count;
            return count;
        }
        ring->fading = true;
    }
    count = at_most(count, ring->fade_end - *read);
    copy_out(ring, *read, samples, count);
    for (size_t i = 0; i < count; i++)
        samples[i] *= (float)(ring->fade_end - *read - i) / RAWI_RING_FADE;
    *read += count;
    if (*read == ring->fade_end) {
        *read = cut_to;
        ring->fading = false;
    }
    return count;
}

size_t rawi_ring_read(rawi_ring *ring, float *samples, size_t count) {
    size_t read = atomic_load_explicit(&ring->read, memory_order_relaxed);
    size_t cut_to = atomic_load_explicit(&ring->cut_to, memory_order_acquire);
    size_t done = 0;
    while (done < count && rawi_ring_is_before(read, cut_to))
        done += read_to_cut(ring, &read, cut_to, samples + done, count - done);
    size_t written = atomic_load_explicit(&ring->written, memory_order_acquire);
    size_t rest = at_most(count - done, written - read);
    copy_out(ring, read, samples + done, rest);
    atomic_store_explicit(&ring->read, read + rest, memory_order_release);
    return done + rest;
}

void rawi_ring_skip(rawi_ring *ring) {
    size_t read = atomic_load_explicit(&ring->read, memory_order_relaxed);
    size_t cut_to = atomic_load_explicit(&ring->cut_to, memory_order_acquire);
    size_t cut_from = atomic_load_explicit(&ring->cut_from, memory_order_relaxed);
    if (rawi_ring_is_before(read, cut_to) && !rawi_ring_is_before(read, cut_from)) {
        ring->fading = false;
        atomic_store_explicit(&ring->read, cut_to, memory_order_release);
    }
}
