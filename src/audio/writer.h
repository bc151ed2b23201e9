/* Writes a narration to a sound file through libsndfile. The file appears under its final name only
 * when it is complete. */
#ifndef RAWI_AUDIO_WRITER_H
#define RAWI_AUDIO_WRITER_H

#include "base/error.h"

typedef struct rawi_tags {
    const char *title; /* each may be NULL */
    const char *author;
    const char *date;
    const char *site;
    const char *language;
} rawi_tags;

typedef struct rawi_writer rawi_writer;

/* The format is that of the name's extension: .wav .flac .ogg .opus .mp3; another one is
 * RAWI_ERROR_ARGUMENT. Writes to a temporary file in the same folder. `rate` is that of the samples
 * to come; it is resampled (soxr) where the format needs another. */
rawi_status rawi_writer_open(const char *path, unsigned rate, const rawi_tags *tags,
                             rawi_writer **writer, rawi_error *error);
rawi_status rawi_writer_write(rawi_writer *writer, const float *samples, size_t count,
                              rawi_error *error);

/* Finishes the file and gives it its name. The writer is closed whatever the result. */
rawi_status rawi_writer_commit(rawi_writer *writer, rawi_error *error);

/* Closes the writer and removes what was written. */
void rawi_writer_abort(rawi_writer *writer);

#endif
