/* Pauses: looks them up and fits them to the rate. */
#include "audio/pauses.h"
#include "base/table.h"

#include <math.h>
#include <stdlib.h>

RAWI_TABLE(pauses);

static const char *row_name(const rawi_utterance *utterance, rawi_break break_after) {
    switch (break_after) {
    case RAWI_BREAK_BREATH:
        return "breath";
    case RAWI_BREAK_CLAUSE:
        return "clause";
    case RAWI_BREAK_STRONG:
        return "strong";
    case RAWI_BREAK_FINAL:
        return utterance->ends_block ? "block" : "sentence";
    default:
        return NULL;
    }
}

static size_t column(const rawi_utterance *utterance) {
    enum {
        TITLE = 1,
        FIRST_KIND
    };
    bool title = utterance->kind == RAWI_BLOCK_HEADING && utterance->level == 1;
    return title ? TITLE : FIRST_KIND + (size_t)utterance->kind;
}

/* Up to a fast rate pauses shrink less than the sounds, as listeners still need the structure;
 * beyond, where sounds are nearly too short, pauses give up more of their time than they. */
static double pause_factor(double rate) {
    const double fast = 1.8, loosely = -0.8, tightly = -1.4;
    return rate <= fast ? pow(rate, loosely) : pow(fast, loosely) * pow(rate / fast, tightly);
}

double rawi_pause_after(const rawi_utterance *utterance, rawi_break break_after, double rate) {
    const char *name = row_name(utterance, break_after);
    ptrdiff_t row = name ? rawi_table_find(&rawi_pauses_table, rawi_slice_of(name)) : -1;
    if (row < 0)
        return 0.0;
    const char *cell = rawi_table_cell(&rawi_pauses_table, (size_t)row, column(utterance));
    return (double)strtoul(cell, NULL, 10) / 1000.0 * pause_factor(rate);
}
