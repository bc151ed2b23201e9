/* The sink: every failure of the disk is kept with its reason, whatever library writes. */
#include "audio/sink.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool rawi_sink_write(rawi_sink *sink, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count > 0 && !sink->error) {
        ssize_t written =
            sink->pipe ? write(sink->fd, next, count) : pwrite(sink->fd, next, count, sink->offset);
        if (written >= 0) {
            next += written;
            sink->offset += written;
            count -= (size_t)written;
        } else if (errno != EINTR) {
            sink->error = errno;
        }
    }
    if (sink->offset > sink->length)
        sink->length = sink->offset;
    return count == 0;
}

ptrdiff_t rawi_sink_read(rawi_sink *sink, void *bytes, size_t count) {
    ssize_t got = pread(sink->fd, bytes, count, sink->offset);
    if (got > 0)
        sink->offset += got;
    return got;
}

int64_t rawi_sink_seek(rawi_sink *sink, int64_t offset, int whence) {
    int64_t from = whence == SEEK_CUR ? sink->offset : whence == SEEK_END ? sink->length : 0;
    if (offset >= -from && offset <= INT64_MAX - from)
        sink->offset = from + offset;
    return sink->offset;
}

/* Moves the bytes from `start` to the end by `way`, piece by piece from the end that moves away. */
static void move(rawi_sink *sink, int64_t start, int64_t way) {
    char piece[1 << 16];
    int64_t left = sink->length - start;
    int64_t end = sink->length;
    while (left > 0 && !sink->error) {
        int64_t now = left < (int64_t)sizeof piece ? left : (int64_t)sizeof piece;
        int64_t from = way > 0 ? start + left - now : end - left;
        sink->offset = from;
        if (rawi_sink_read(sink, piece, (size_t)now) != now)
            sink->error = EIO;
        sink->offset = from + way;
        rawi_sink_write(sink, piece, (size_t)now);
        left -= now;
    }
}

bool rawi_sink_replace(rawi_sink *sink, int64_t start, int64_t end, const void *bytes,
                       size_t count) {
    int64_t way = start + (int64_t)count - end;
    int64_t length = sink->length + way;
    if (way != 0)
        move(sink, end, way);
    sink->offset = start;
    rawi_sink_write(sink, bytes, count);
    if (way < 0 && ftruncate(sink->fd, length) != 0 && !sink->error)
        sink->error = errno;
    sink->offset = sink->length = length;
    return !sink->error;
}

rawi_status rawi_sink_fail(const rawi_sink *sink, const char *problem, rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), sink->name,
                     sink->error ? rawi_reason(sink->error) : problem);
}
