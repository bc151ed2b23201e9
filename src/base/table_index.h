/* The index of a compiled table: a hash table of its keys with open addressing, whose slots hold
 * the first row of a key and a part of the key's hash. */
#ifndef RAWI_BASE_TABLE_INDEX_H
#define RAWI_BASE_TABLE_INDEX_H

#include <stddef.h>
#include <stdint.h>

enum {
    RAWI_TABLE_ROW_BITS =
        18 /* of a slot: the row from 1 on, 0 in an empty one; above them the hash */
};

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv */
static inline uint32_t rawi_table_hash(const char *key, size_t length) {
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)key[i]) * 16777619U;
    return hash;
}

static inline size_t rawi_table_row_of(uint32_t slot) {
    return slot & ((1U << RAWI_TABLE_ROW_BITS) - 1);
}

static inline uint32_t rawi_table_slot(uint32_t hash, size_t row) {
    return (hash >> RAWI_TABLE_ROW_BITS << RAWI_TABLE_ROW_BITS) | (uint32_t)row;
}

#endif
