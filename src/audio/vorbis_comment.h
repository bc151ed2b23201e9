/* Vorbis comments: what Ogg and FLAC files say about themselves. */
#ifndef RAWI_AUDIO_VORBIS_COMMENT_H
#define RAWI_AUDIO_VORBIS_COMMENT_H

#include "audio/tags.h"

/* Takes one comment: a name in capital letters and its value; false ends the adding. */
typedef bool rawi_take_comment(void *user, const char *name, const char *value);

/* Gives every comment of clean tags (rawi_tags_clean) to `take`: the usual names of
 * xiph.org/vorbis/doc/v-comment.html and the chapters as CHAPTERxxx and CHAPTERxxxNAME, of which
 * there are 999. False where `take` says so. */
bool rawi_vorbis_comments(const rawi_tags *tags, rawi_take_comment *take, void *user);

/* The same for the cover, where there is one, as METADATA_BLOCK_PICTURE: FLAC's picture block in
 * Base64, the way of Ogg files. */
bool rawi_vorbis_picture(const rawi_tags *tags, rawi_take_comment *take, void *user);

#endif
