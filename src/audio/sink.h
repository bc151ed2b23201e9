/* Where the bytes of a sound file go: a file in which an encoder may go back, or a pipe. */
#ifndef RAWI_AUDIO_SINK_H
#define RAWI_AUDIO_SINK_H

#include "base/error.h"

typedef struct rawi_sink {
    int fd;
    bool pipe;        /* bytes can only be added */
    const char *name; /* for messages */
    int64_t offset;   /* where the next byte goes, at least 0 */
    int64_t length;   /* bytes there are */
    int error; /* errno of the first write that failed, else 0; nothing is written after it */
} rawi_sink;

/* Writes at the offset and moves it behind; false when that failed. */
bool rawi_sink_write(rawi_sink *sink, const void *bytes, size_t count);

/* Reads at the offset and moves it behind; returns how many bytes came, -1 when it failed. */
ptrdiff_t rawi_sink_read(rawi_sink *sink, void *bytes, size_t count);

/* Puts `count` bytes in the place of those from `start` to `end`; what is behind them moves, and
 * the offset goes to the end. Not for a pipe. False when that failed. */
bool rawi_sink_replace(rawi_sink *sink, int64_t start, int64_t end, const void *bytes,
                       size_t count);

/* Goes to an offset as lseek does, `whence` being SEEK_SET, SEEK_CUR or SEEK_END; stays where it is
 * when that would be before the beginning. Returns where it is. */
int64_t rawi_sink_seek(rawi_sink *sink, int64_t offset, int whence);

/* RAWI_ERROR_IO: that the file cannot be written, by the sink's own error where it has one, else
 * because of `problem`. */
rawi_status rawi_sink_fail(const rawi_sink *sink, const char *problem, rawi_error *error);

#endif
