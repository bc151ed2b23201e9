/* Speaks messages, one after another, in a thread of its own; the model and the voices stay in
 * memory from the first message to the last. */
#ifndef RAWI_SPD_SPEAKER_H
#define RAWI_SPD_SPEAKER_H

#include "spd/message.h"
#include "spd/output.h"

typedef struct spd_speaker spd_speaker;

/* Gets everything ready, the default voice included, so that the first word comes as quickly as the
 * others. `config` must outlive the speaker. */
rawi_status spd_speaker_open(const spd_config *config, spd_speaker **speaker, rawi_error *error);

/* Speaks what was received, which is copied, as the open message `job`. One that is still spoken
 * must have been stopped. False without memory. */
bool spd_speaker_speak(spd_speaker *speaker, spd_job job, spd_kind kind, rawi_slice received,
                       const spd_settings *settings);

/* Gives up what is spoken, of a message that has been stopped. */
void spd_speaker_stop(spd_speaker *speaker);

/* Waits for the thread, whose message must have been stopped, and frees everything. */
void spd_speaker_close(spd_speaker *speaker);

#endif
