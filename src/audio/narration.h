/* What the rooms around the narration may ask of it beyond rawi.h: phrase by phrase speech, for
 * those who cannot wait for a whole sentence. */
#ifndef RAWI_AUDIO_NARRATION_H
#define RAWI_AUDIO_NARRATION_H

#include "audio/cast.h"

#include <stdatomic.h>

/* As rawi_narration_open, but with the voices of a cast that was opened for the same options: for
 * those who narrate again and again. The cast stays the caller's and outlives the narration, and
 * sounds as if it were new; one narration at a time speaks with it. */
rawi_status rawi_narration_open_with(rawi_script *script, const rawi_narration_options *options,
                                     rawi_cast *cast, rawi_narration **narration,
                                     rawi_error *error);

/* The phrase that is to be spoken next, the words up to a break; it may be made shorter before it
 * is spoken. Lives until the next call. RAWI_END after the last. */
rawi_status rawi_narration_next_phrase(rawi_narration *narration, rawi_phrase *phrase,
                                       rawi_error *error);

/* Speaks it, and the pause after it. `words` of the speech are the times of its words alone; lives
 * until the next call. */
rawi_status rawi_narration_speak_phrase(rawi_narration *narration, const rawi_phrase *phrase,
                                        const rawi_speech **speech, rawi_error *error);

/* As rawi_narration_next, but no further than the phrase that holds the word of byte `offset` of
 * the article's text, or comes first behind it: only so many samples are there yet, and only their
 * words have times. */
rawi_status rawi_narration_begin(rawi_narration *narration, size_t offset,
                                 const rawi_speech **speech, rawi_error *error);

/* Speaks the rest of what was begun, if there is any, as one speech with it. */
rawi_status rawi_narration_complete(rawi_narration *narration, const rawi_speech **speech,
                                    rawi_error *error);

/* The rest of the utterance that is spoken phrase by phrase is left out; necessary before the
 * script is moved. */
void rawi_narration_leave_utterance(rawi_narration *narration);

/* What is being spoken is given up with RAWI_INTERRUPTED once *abandoned is set, by any thread;
 * NULL: never. What rawi_narration_next gives then has an utterance and no samples, and the script
 * stands behind it. */
void rawi_narration_watch(rawi_narration *narration, const atomic_bool *abandoned);

/* Changes the pitch from the next phrase on; -12 to 12. */
void rawi_narration_set_pitch(rawi_narration *narration, double half_tones);

#endif
