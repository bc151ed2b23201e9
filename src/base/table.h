/* Tables of facts about the language, compiled into the library.
 *
 * A source table is a UTF-8 file of tab-separated columns, one fact a line, the first column its
 * key; lines that start with # and empty lines are for people. Every row has as many columns as the
 * first; an empty column is "". Keys may repeat: the rows of a key keep their order. In CMake
 * rawi_table(units units.tsv) compiles it; in C:
 *
 *     RAWI_TABLE(units);
 *     ptrdiff_t row = rawi_table_find(&rawi_units_table, rawi_slice_of("كغ"));
 *     const char *noun = row < 0 ? NULL : rawi_table_cell(&rawi_units_table, (size_t)row, 1);
 *
 * Binary form, little-endian: u32 rows, u32 columns, u32 slots of the index, the slots (u32 each, see
 * table_index.h; a power of two and more of them than rows), u32 offset of each cell (row by row),
 * then the cells' bytes, each NUL-terminated; rows sorted by the bytes of their keys.
 */
#ifndef RAWI_BASE_TABLE_H
#define RAWI_BASE_TABLE_H

#include "base/text.h"

typedef struct rawi_table {
    const unsigned char *bytes;
} rawi_table;

#define RAWI_TABLE(name)                                                                           \
    extern const unsigned char rawi_table_##name[];                                                \
    static const rawi_table rawi_##name##_table = {rawi_table_##name}

size_t rawi_table_rows(const rawi_table *table);

/* The first row with this key, -1 where there is none. */
ptrdiff_t rawi_table_find(const rawi_table *table, rawi_slice key);

/* A cell's text, NUL-terminated, for the life of the program. Column 0 is the key. */
const char *rawi_table_cell(const rawi_table *table, size_t row, size_t column);

/* Whether any key starts with `prefix`: tells a search for the longest phrase when to stop. */
bool rawi_table_has_prefix(const rawi_table *table, rawi_slice prefix);

#endif
