/* Clitics, by their table. */
#include "arabic/normalize/clitics.h"

#include <string.h>

#include "base/table.h"

RAWI_TABLE(clitics);

bool rawi_find_clitic(rawi_slice letters, rawi_clitic *clitic) {
    ptrdiff_t row = rawi_table_find(&rawi_clitics_table, letters);
    if (row < 0)
        return false;
    char rank = *rawi_table_cell(&rawi_clitics_table, (size_t)row, 3);
    *clitic = (rawi_clitic){
        .length = letters.length,
        .spoken = rawi_table_cell(&rawi_clitics_table, (size_t)row, 1),
        .article = *rawi_table_cell(&rawi_clitics_table, (size_t)row, 2) == 'y',
        .governs = rank == 'g',
        .nominal = rank != 'v',
    };
    return true;
}

bool rawi_clitic_of(rawi_slice word, size_t letters, rawi_clitic *clitic) {
    size_t length = letters * strlen("و");
    *clitic = (rawi_clitic){.spoken = "", .nominal = true};
    if (letters == 0)
        return word.length > 0;
    return word.length > length && rawi_find_clitic((rawi_slice){word.bytes, length}, clitic) &&
           clitic->nominal;
}

rawi_slice rawi_without_clitic(rawi_slice word, const rawi_clitic *clitic) {
    return (rawi_slice){word.bytes + clitic->length, word.length - clitic->length};
}
