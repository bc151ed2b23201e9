/* Samples on their way from the thread that makes them to another one that takes them, so that
 * making and taking go on at the same time. No more than a few seconds of sound wait between the
 * two. */
#ifndef RAWI_EDITION_RELAY_H
#define RAWI_EDITION_RELAY_H

#include "base/error.h"

/* Takes samples of a sound, in order; what is not RAWI_OK ends the sound with it. */
typedef rawi_status rawi_sample_sink(void *user, const float *samples, size_t count,
                                     rawi_error *error);

typedef struct rawi_relay rawi_relay;

/* Starts a thread in which `sink` is called, one call at a time. */
rawi_status rawi_relay_open(rawi_sample_sink *sink, void *user, rawi_relay **relay,
                            rawi_error *error);

/* Hands samples on; waits where too many of them wait already. When the sink has failed, returns
 * that; nothing is taken any more. */
rawi_status rawi_relay_send(rawi_relay *relay, const float *samples, size_t count,
                            rawi_error *error);

/* Waits until the sink has taken everything. Until more is sent, what the sink uses is the
 * caller's. Returns what the sink has failed with. */
rawi_status rawi_relay_drain(rawi_relay *relay, rawi_error *error);

/* Ends the thread; what still waits is dropped. Does nothing with NULL. */
void rawi_relay_close(rawi_relay *relay);

#endif
