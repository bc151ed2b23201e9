/* Writes a narration to a sound file, with its tags, chapters and cover. The file appears under its
 * final name only when it is complete. */
#ifndef RAWI_AUDIO_WRITER_H
#define RAWI_AUDIO_WRITER_H

#include "audio/tags.h"
#include "base/new_file.h"

typedef struct rawi_writer rawi_writer;

typedef enum rawi_content {
    RAWI_CONTENT_SPEECH, /* one voice and nothing else: some formats are then written faster */
    RAWI_CONTENT_ANY
} rawi_content;

/* Whether rawi_writer_open can make a file of this name, as far as that is known before any work;
 * RAWI_ERROR_ARGUMENT where the extension names no format, where the format needs a library that is
 * not here, and where it does not take the bit rate. */
rawi_status rawi_writer_check(const char *path, unsigned bit_rate, rawi_error *error);

/* The rate of the file that would be made of samples at `rate`; 0 where the name has no format.
 * Podcast directories accept 44.1 and 48 kHz: the lossy formats have these. */
unsigned rawi_writer_rate(const char *path, unsigned rate);

/* By how many dB the format raises true peaks at most, as far as that was measured; 0 for lossless
 * ones. */
double rawi_writer_peak_rise(const char *path);

/* The format is that of the name's extension: .wav .flac .ogg .opus .mp3 .m4b .m4a. Writes to a
 * temporary file in the same folder; see base/new_file.h for what may stand at `path` already. "-"
 * is standard output: a WAV stream whose header leaves its length open, since a pipe cannot be
 * rewound; it has no tags.
 *
 * `rate` is that of the samples to come, mono, in -1 to 1; what is outside is clipped. They are
 * resampled where the format needs another rate. `bit_rate` is in kbit/s, 0 for the format's usual
 * one. A WAV file ends at 4 GB (a day of speech): more is RAWI_ERROR_IO. Tags are written as
 * rawi_tags_clean leaves them. */
rawi_status rawi_writer_open(const char *path, unsigned rate, unsigned bit_rate,
                             rawi_content content, const rawi_tags *tags, rawi_writer **writer,
                             rawi_error *error);
rawi_status rawi_writer_write(rawi_writer *writer, const float *samples, size_t count,
                              rawi_error *error);

/* Puts other tags in the place of those that the writer was opened with, such as chapters that are
 * known when all is spoken; only where rawi_writer_retags says of the path that it can. */
bool rawi_writer_retags(const char *path);
rawi_status rawi_writer_retag(rawi_writer *writer, const rawi_tags *tags, rawi_error *error);

/* Finishes the sound and hands over its file, complete and not yet named, for the caller to commit
 * or to abort (base/new_file.h); it is a closed one for standard output. *bytes, where it is not
 * NULL, is the size of the file. The writer is closed whatever the result; on failure no file is
 * left and *file is a closed one. */
rawi_status rawi_writer_finish(rawi_writer *writer, rawi_new_file *file, unsigned long long *bytes,
                               rawi_error *error);

/* Finishes the file, brings it to the disk and gives it its name. *bytes, where it is not NULL, is
 * the size of the file. The writer is closed whatever the result; on failure no file is left. */
rawi_status rawi_writer_commit(rawi_writer *writer, unsigned long long *bytes, rawi_error *error);

/* Closes the writer and removes what was written. Does nothing with NULL. */
void rawi_writer_abort(rawi_writer *writer);

#endif
