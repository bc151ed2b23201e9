/* The arena: a list of chunks, each twice as large as the one before, up to a limit. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CHUNK = 4096,
    LARGEST_STEP = 1 << 20
};

struct rawi_arena_chunk {
    rawi_arena_chunk *older;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

static rawi_arena_chunk *add_chunk(rawi_arena *arena, size_t least) {
    size_t size = FIRST_CHUNK;
    if (arena->newest)
        size = arena->newest->size < LARGEST_STEP ? arena->newest->size * 2 : LARGEST_STEP;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(rawi_arena_chunk))
        return NULL;
    rawi_arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk)
        return NULL;
    *chunk = (rawi_arena_chunk){.older = arena->newest, .size = size};
    arena->newest = chunk;
    return chunk;
}

void *rawi_arena_alloc(rawi_arena *arena, size_t size) {
    const size_t alignment = alignof(max_align_t);
    if (size > SIZE_MAX - alignment)
        return NULL;
    size_t rounded = (size + alignment - 1) / alignment * alignment;
    rawi_arena_chunk *chunk = arena->newest;
    if (!chunk || chunk->size - chunk->used < rounded)
        chunk = add_chunk(arena, rounded);
    if (!chunk)
        return NULL;
    void *memory = chunk->bytes + chunk->used;
    chunk->used += rounded;
    return memset(memory, 0, rounded);
}

void *rawi_arena_array(rawi_arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        return NULL;
    return rawi_arena_alloc(arena, count * size);
}

char *rawi_arena_copy(rawi_arena *arena, const char *bytes, size_t length) {
    if (length == SIZE_MAX)
        return NULL;
    char *copy = rawi_arena_alloc(arena, length + 1);
    if (copy && length)
        memcpy(copy, bytes, length);
    return copy;
}

void rawi_arena_join(rawi_arena *arena, rawi_arena *other) {
    rawi_arena_chunk **oldest = &arena->newest;
    while (*oldest)
        oldest = &(*oldest)->older;
    *oldest = other->newest;
    other->newest = NULL;
}

static void free_chunks(rawi_arena_chunk *chunk) {
    while (chunk) {
        rawi_arena_chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

void rawi_arena_reset(rawi_arena *arena) {
    if (!arena->newest)
        return;
    free_chunks(arena->newest->older);
    arena->newest->older = NULL;
    arena->newest->used = 0;
}

void rawi_arena_free(rawi_arena *arena) {
    free_chunks(arena->newest);
    arena->newest = NULL;
}
