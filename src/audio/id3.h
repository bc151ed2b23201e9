/* The ID3 tag of an MP3 file. */
#ifndef RAWI_AUDIO_ID3_H
#define RAWI_AUDIO_ID3_H

#include "audio/tags.h"
#include "base/text.h"

/* Appends an ID3v2.3 tag of clean tags (rawi_tags_clean) with chapters (CHAP, CTOC) and cover
 * (APIC); it stands before the first frame of sound. A failed allocation is remembered in `bytes`.
 *
 * Version 2.3 with texts in UTF-16 is what all players read: 2.4 has UTF-8, but Windows, cars and
 * older players know only 2.3, and those that show chapters know both. */
void rawi_id3_add(const rawi_tags *tags, rawi_text *bytes);

#endif
