/* The cast of a narration: the article's voice and, where they were asked for, others for headings
 * and quotations. They speak with one sample rate. */
#ifndef RAWI_AUDIO_CAST_H
#define RAWI_AUDIO_CAST_H

#include "voice/voice.h"

typedef struct rawi_cast rawi_cast;

/* Opens the voices that the options name (NULL: the default voice for all). A pitch that is no
 * number from -12 to 12 is RAWI_ERROR_ARGUMENT; voices fail as rawi_voice_open does. */
rawi_status rawi_cast_open(const rawi_narration_options *options, rawi_cast **cast,
                           rawi_error *error);

/* Samples a second of all sound: the highest that one of the voices has. */
unsigned rawi_cast_rate(const rawi_cast *cast);

/* Speaks a phrase with the voice whose part it is; as rawi_voice_speak. The voice's own pitch is
 * added to that of `prosody`. */
rawi_status rawi_cast_speak(rawi_cast *cast, const rawi_phrase *phrase, const rawi_prosody *prosody,
                            rawi_sound *sound, rawi_word_time *times, rawi_error *error);

/* The same phrases give the same samples again. */
void rawi_cast_restart(rawi_cast *cast);

void rawi_cast_close(rawi_cast *cast);

#endif
