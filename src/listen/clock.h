/* The clock of an article: which of its words is heard when, in seconds from its beginning at rate
 * 1. What was heard is known; the rest is estimated by its length from what was heard so far. */
#ifndef RAWI_LISTEN_CLOCK_H
#define RAWI_LISTEN_CLOCK_H

#include "rawi.h"

typedef struct rawi_clock_piece {
    rawi_span span; /* of an utterance */
    double seconds;
} rawi_clock_piece;

/* Zero-initialized is the clock of an empty article. */
typedef struct rawi_clock {
    size_t text_length;
    rawi_clock_piece *pieces; /* in the article's order, none overlaps another */
    size_t count;
    size_t capacity;
    double known_seconds; /* sums of the pieces */
    size_t known_bytes;
} rawi_clock;

/* An utterance takes so long. Without memory the clock stays as it is. */
void rawi_clock_learn(rawi_clock *clock, rawi_span span, double seconds);

/* When byte `offset` of the article's text is heard. */
double rawi_clock_when(const rawi_clock *clock, size_t offset);

double rawi_clock_length(const rawi_clock *clock);

/* Whether the length is no estimate. */
bool rawi_clock_is_known(const rawi_clock *clock);

/* The byte that is heard at this time, at most the text's length. */
size_t rawi_clock_offset(const rawi_clock *clock, double seconds);

void rawi_clock_free(rawi_clock *clock);

#endif
