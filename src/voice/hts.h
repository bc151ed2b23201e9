/* The engine of voices in .htsvoice form. */
#ifndef RAWI_VOICE_HTS_H
#define RAWI_VOICE_HTS_H

#include "voice/voice.h"

extern const rawi_voice_driver rawi_hts_driver;

#endif
