/* An arena: memory that is taken piece by piece and given back all at once, for values that live
 * together (an article, an utterance). */
#ifndef RAWI_BASE_ARENA_H
#define RAWI_BASE_ARENA_H

#include <stddef.h>

typedef struct rawi_arena_chunk rawi_arena_chunk;

/* Zero-initialized is empty and ready. */
typedef struct rawi_arena {
    rawi_arena_chunk *newest;
} rawi_arena;

/* `size` bytes, zeroed, aligned for any type; NULL when memory is exhausted. Never freed alone. */
void *rawi_arena_alloc(rawi_arena *arena, size_t size);

/* `count` times `size` bytes; NULL also when the product overflows. */
void *rawi_arena_array(rawi_arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `length` bytes. */
char *rawi_arena_copy(rawi_arena *arena, const char *bytes, size_t length);

/* What was taken from `other` belongs to `arena` from now on; `other` is empty. */
void rawi_arena_join(rawi_arena *arena, rawi_arena *other);

/* Everything taken is gone; the newest chunk is kept for the next use. */
void rawi_arena_reset(rawi_arena *arena);

void rawi_arena_free(rawi_arena *arena);

#endif
