/* A look-ahead limiter of true peaks: the gain goes down smoothly before a peak would pass the
 * ceiling, between the samples too, and comes back slowly after it. */
#ifndef RAWI_EDITION_LIMITER_H
#define RAWI_EDITION_LIMITER_H

#include "base/error.h"

typedef struct rawi_limiter rawi_limiter;

/* For mono sound at `rate` samples a second; `ceiling` is a peak (1.0 is full scale). */
rawi_status rawi_limiter_open(unsigned rate, double ceiling, rawi_limiter **limiter,
                              rawi_error *error);

/* How many samples later a sample comes out than it went in. */
size_t rawi_limiter_delay(const rawi_limiter *limiter);

/* Takes `count` samples and puts those in their place that went in rawi_limiter_delay samples
 * earlier; before the first one there was silence. */
void rawi_limiter_process(rawi_limiter *limiter, float *samples, size_t count);

void rawi_limiter_close(rawi_limiter *limiter);

#endif
