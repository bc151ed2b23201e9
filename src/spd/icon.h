/* Sounds that are no speech: sound icons from files, and the tone before a capital letter. */
#ifndef RAWI_SPD_ICON_H
#define RAWI_SPD_ICON_H

#include "voice/voice.h"

/* The sound of `folder`/`name` or that with .wav behind it, mono; freed by the caller with
 * rawi_sound_free. False where there is none, where it is longer than ten seconds, and where the
 * name would lead out of the folder. */
bool spd_icon_read(const char *folder, const char *name, rawi_sound *sound, unsigned *rate);

/* A short tone at `rate`; false without memory. */
bool spd_icon_capital(unsigned rate, rawi_sound *sound);

#endif
