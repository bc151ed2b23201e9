/* Look-ups in compiled tables: a key by the index, a prefix by binary search over the sorted keys.
 */
#include "base/table.h"
#include "base/table_index.h"

#include <string.h>

enum {
    HEADER_BYTES = 12,
    NUMBER_BYTES = 4
};

static uint32_t read_u32(const unsigned char *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static size_t columns(const rawi_table *table) {
    return read_u32(table->bytes + 4);
}

static size_t slots(const rawi_table *table) {
    return read_u32(table->bytes + 8);
}

size_t rawi_table_rows(const rawi_table *table) {
    return read_u32(table->bytes);
}

const char *rawi_table_cell(const rawi_table *table, size_t row, size_t column) {
    size_t number = slots(table) + row * columns(table) + column;
    return (const char *)table->bytes +
           read_u32(table->bytes + HEADER_BYTES + number * NUMBER_BYTES);
}

/* Keys differ in their first letters mostly: no call is worth its while. */
static int compare(const char *key, rawi_slice wanted) {
    for (size_t i = 0; i < wanted.length; i++)
        if (key[i] != wanted.bytes[i] || !key[i])
            return (unsigned char)key[i] < (unsigned char)wanted.bytes[i] || !key[i] ? -1 : 1;
    return key[wanted.length] != '\0';
}

/* The first row whose key is not less than `key`. */
static size_t lower_bound(const rawi_table *table, rawi_slice key) {
    size_t low = 0;
    size_t high = rawi_table_rows(table);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(rawi_table_cell(table, middle, 0), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

ptrdiff_t rawi_table_find(const rawi_table *table, rawi_slice key) {
    uint32_t hash = rawi_table_hash(key.bytes, key.length);
    size_t last = slots(table) - 1;
    for (size_t at = hash & last;; at = (at + 1) & last) {
        uint32_t slot = read_u32(table->bytes + HEADER_BYTES + at * NUMBER_BYTES);
        size_t row = rawi_table_row_of(slot);
        if (row == 0)
            return -1;
        if (slot == rawi_table_slot(hash, row) &&
            compare(rawi_table_cell(table, row - 1, 0), key) == 0)
            return (ptrdiff_t)(row - 1);
    }
}

bool rawi_table_has_prefix(const rawi_table *table, rawi_slice prefix) {
    size_t row = lower_bound(table, prefix);
    return row < rawi_table_rows(table) &&
           strncmp(rawi_table_cell(table, row, 0), prefix.bytes, prefix.length) == 0;
}
