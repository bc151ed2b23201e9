/* How long the narrator is silent: one table (pauses.tsv) by what the silence follows and the kind
 * of block it stands in. */
#ifndef RAWI_AUDIO_PAUSES_H
#define RAWI_AUDIO_PAUSES_H

#include "rawi.h"

/* Seconds of silence after a word of the utterance that break_after follows, at `rate` (1.0 is the
 * voice's own). */
double rawi_pause_after(const rawi_utterance *utterance, rawi_break break_after, double rate);

#endif
