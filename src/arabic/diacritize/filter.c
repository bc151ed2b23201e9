/* The filter of `rawi diacritize`: a stream of lines through the diacritizer. */
#include "arabic/diacritize/diacritize.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    READ_BYTES = 1 << 16,
    LINE_MOST = 1 << 17, /* a longer line is cut behind a space, or anywhere where it has none */
    LINES_MOST = 64      /* worked on together */
};

typedef struct mark_stream {
    rawi_marks_filter filter;
    rawi_diacritizer *diacritizer; /* NULL to strip */
    FILE *out;
    rawi_text waiting; /* read, not yet worked on */
    rawi_slice lines[LINES_MOST];
    rawi_text texts[LINES_MOST];
    size_t count;
} mark_stream;

static rawi_status add_or_strip(mark_stream *stream, rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (stream->filter == RAWI_MARKS_ADD)
        return rawi_diacritize(stream->diacritizer, stream->lines, stream->count, stream->texts,
                               error);
    if (stream->filter == RAWI_MARKS_ADD_PARTLY)
        return rawi_diacritize_partly(stream->diacritizer, stream->lines, stream->count,
                                      stream->texts, error);
    for (size_t i = 0; i < stream->count && status == RAWI_OK; i++)
        status = rawi_strip_marks(stream->lines[i], &stream->texts[i], error);
    return status;
}

static rawi_status pass_on(mark_stream *stream, rawi_error *error) {
    for (size_t i = 0; i < stream->count; i++)
        rawi_text_clear(&stream->texts[i]);
    rawi_status status = add_or_strip(stream, error);
    for (size_t i = 0; i < stream->count && status == RAWI_OK; i++) {
        const rawi_text *text = &stream->texts[i];
        if (fwrite(text->bytes, 1, text->length, stream->out) != text->length)
            status = rawi_fail(error, RAWI_ERROR_IO, _("the output cannot be written: %s"),
                               rawi_reason(errno));
    }
    stream->count = 0;
    return status;
}

/* Length of the piece that a line of at least LINE_MOST bytes is cut to. */
static size_t cut_length(const char *line) {
    for (size_t length = LINE_MOST; length > LINE_MOST / 2; length--)
        if (line[length - 1] == ' ')
            return length;
    size_t length = LINE_MOST;
    while (length > LINE_MOST - 4 && ((unsigned char)line[length] & 0xC0) == 0x80)
        length--;
    return length;
}

/* The next line of `length` waiting bytes with its end; 0 while it is not complete. */
static size_t next_line(const char *bytes, size_t length, bool at_end) {
    if (length == 0)
        return 0;
    const char *end = memchr(bytes, '\n', length);
    size_t line = end ? (size_t)(end - bytes) + 1 : length;
    if (line > LINE_MOST)
        return cut_length(bytes);
    return end || at_end ? line : 0;
}

static rawi_status work(mark_stream *stream, bool at_end, rawi_error *error) {
    rawi_text *waiting = &stream->waiting;
    size_t done = 0;
    rawi_status status = RAWI_OK;
    while (status == RAWI_OK) {
        size_t line = next_line(waiting->bytes + done, waiting->length - done, at_end);
        if (line == 0)
            break;
        stream->lines[stream->count++] = (rawi_slice){waiting->bytes + done, line};
        done += line;
        if (stream->count == LINES_MOST)
            status = pass_on(stream, error);
    }
    if (status == RAWI_OK)
        status = pass_on(stream, error);
    if (status == RAWI_OK && fflush(stream->out) != 0)
        status = rawi_fail(error, RAWI_ERROR_IO, _("the output cannot be written: %s"),
                           rawi_reason(errno));
    memmove(waiting->bytes, waiting->bytes + done, waiting->length - done);
    waiting->length -= done;
    return status;
}

static rawi_status run(mark_stream *stream, int in, const char *name, rawi_error *error) {
    for (;;) {
        if (!rawi_text_reserve(&stream->waiting, READ_BYTES))
            return rawi_fail_memory(error);
        ssize_t got = read(in, stream->waiting.bytes + stream->waiting.length, READ_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), name,
                             rawi_reason(errno));
        stream->waiting.length += (size_t)got;
        rawi_status status = work(stream, got == 0, error);
        if (status != RAWI_OK || got == 0)
            return status;
    }
}

rawi_status rawi_filter_marks(rawi_marks_filter filter, int in, FILE *out, const char *name,
                              rawi_error *error) {
    mark_stream *stream = calloc(1, sizeof *stream);
    if (!stream)
        return rawi_fail_memory(error);
    stream->filter = filter;
    stream->out = out;
    rawi_status status = RAWI_OK;
    if (filter != RAWI_MARKS_STRIP)
        status = rawi_diacritizer_open(&stream->diacritizer, error);
    if (status == RAWI_OK)
        status = run(stream, in, name, error);
    rawi_diacritizer_close(stream->diacritizer);
    for (size_t i = 0; i < LINES_MOST; i++)
        rawi_text_free(&stream->texts[i]);
    rawi_text_free(&stream->waiting);
    free(stream);
    return status;
}
