/* The ID3 tag of an MP3 file. */
#ifndef RAWI_AUDIO_ID3_H
#define RAWI_AUDIO_ID3_H

#include "audio/writer.h"

/* An ID3v2.3 tag with its texts in UTF-16, the form that every player reads; it stands before the
 * first frame of sound. *tag is freed with free(). */
rawi_status rawi_id3_make(const rawi_tags *tags, unsigned char **tag, size_t *size,
                          rawi_error *error);

#endif
