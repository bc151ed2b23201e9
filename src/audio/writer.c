/* The writer: libsndfile over virtual I/O, so that every failure of the disk is seen with its
 * reason, and an ID3 tag of our own can stand before the sound. */
#include "audio/writer.h"
#include "audio/id3.h"
#include "audio/resample.h"

#include <errno.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

typedef struct sound_format {
    const char *extension;
    int code;              /* libsndfile's */
    double quality;        /* 0 to 1 for the lossy ones, else 0 */
    const unsigned *rates; /* those that it allows, ascending, ends with 0; NULL: all */
    sf_count_t limit;      /* bytes of a file to which more may be added, 0: any number */
} sound_format;

static const unsigned opus_rates[] = {8000, 12000, 16000, 24000, 48000, 0};
static const unsigned mp3_rates[] = {8000,  11025, 12000, 16000, 22050,
                                     24000, 32000, 44100, 48000, 0};

#define WAV_LIMIT ((sf_count_t)UINT32_MAX - 65536)

/* Qualities: where speech of one voice cannot be told from the original in ordinary listening. */
static const sound_format formats[] = {
    {".wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 0, NULL, WAV_LIMIT},
    {".flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 0, NULL, 0},
    {".ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 0.4, NULL, 0},
    {".opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 0.11, opus_rates, 0},
    {".mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 0.5, mp3_rates, 0},
};

static const sound_format pipe_format = {"-", SF_FORMAT_RAW | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE,
                                         0, NULL, 0};

struct rawi_writer {
    const sound_format *format;
    rawi_new_file file;
    int fd;              /* the file's, or standard output */
    off_t base;          /* where the sound begins: after the tag of ours */
    sf_count_t position; /* libsndfile's, from `base` */
    sf_count_t length;   /* the sound's, in bytes */
    int write_error;     /* errno of the first write that failed, else 0 */
    SNDFILE *sound;
    rawi_resampler *resampler; /* NULL where the rate stays */
};

/* ---- what libsndfile writes through -------------------------------------------------------- */

static bool write_all(rawi_writer *writer, const void *bytes, size_t count) {
    const char *next = bytes;
    off_t offset = writer->base + writer->position;
    while (count > 0 && !writer->write_error) {
        ssize_t written = writer->format == &pipe_format ? write(writer->fd, next, count)
                                                         : pwrite(writer->fd, next, count, offset);
        if (written >= 0) {
            next += written;
            offset += written;
            count -= (size_t)written;
        } else if (errno != EINTR) {
            writer->write_error = errno;
        }
    }
    return count == 0;
}

static sf_count_t sound_write(const void *bytes, sf_count_t count, void *user) {
    rawi_writer *writer = user;
    if (!write_all(writer, bytes, (size_t)count))
        return 0;
    writer->position += count;
    if (writer->position > writer->length)
        writer->length = writer->position;
    return count;
}

static sf_count_t sound_read(void *bytes, sf_count_t count, void *user) {
    rawi_writer *writer = user;
    ssize_t got = pread(writer->fd, bytes, (size_t)count, writer->base + writer->position);
    if (got > 0)
        writer->position += got;
    return got > 0 ? got : 0;
}

static sf_count_t sound_seek(sf_count_t offset, int whence, void *user) {
    rawi_writer *writer = user;
    sf_count_t from = whence == SEEK_CUR   ? writer->position
                      : whence == SEEK_END ? writer->length
                                           : 0;
    if (from + offset >= 0)
        writer->position = from + offset;
    return writer->position;
}

static sf_count_t sound_tell(void *user) {
    return ((rawi_writer *)user)->position;
}

static sf_count_t sound_length(void *user) {
    return ((rawi_writer *)user)->length;
}

static SF_VIRTUAL_IO sound_io = {sound_length, sound_seek, sound_read, sound_write, sound_tell};

/* ---- opening ------------------------------------------------------------------------------- */

static const sound_format *find_format(const char *path) {
    if (strcmp(path, "-") == 0)
        return &pipe_format;
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && i < sizeof formats / sizeof *formats; i++)
        if (strcasecmp(dot, formats[i].extension) == 0)
            return &formats[i];
    return NULL;
}

bool rawi_writer_knows(const char *path) {
    return find_format(path) != NULL;
}

/* The voice's rate where the format has it, else the next higher one, so that nothing is lost. */
static unsigned choose_rate(const sound_format *format, unsigned rate) {
    if (!format->rates)
        return rate;
    size_t i = 0;
    while (format->rates[i] < rate && format->rates[i + 1])
        i++;
    return format->rates[i];
}

static rawi_status fail_writing(rawi_writer *writer, rawi_error *error) {
    const char *name = writer->file.path ? writer->file.path : _("standard output");
    return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), name,
                     writer->write_error ? strerror(writer->write_error)
                                         : sf_strerror(writer->sound));
}

static rawi_status write_id3(rawi_writer *writer, const rawi_tags *tags, rawi_error *error) {
    unsigned char *tag;
    size_t size;
    rawi_status status = rawi_id3_make(tags, &tag, &size, error);
    if (status != RAWI_OK)
        return status;
    if (!write_all(writer, tag, size))
        status = fail_writing(writer, error);
    writer->base += (off_t)size;
    free(tag);
    return status;
}

/* A WAV header for 16 bits mono whose sizes are the largest there are, as programs write it that
 * cannot know the length: readers go on to the end of the stream. */
static rawi_status write_pipe_header(rawi_writer *writer, unsigned rate, rawi_error *error) {
    unsigned char header[44] = "RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\0\0\0\1\0\1\0rate2xrt\2\0\x10\0"
                               "data\xFF\xFF\xFF";
    header[43] = 0xFF;
    for (int i = 0; i < 4; i++) {
        header[24 + i] = (unsigned char)(rate >> 8 * i);
        header[28 + i] = (unsigned char)(2 * rate >> 8 * i);
    }
    return write_all(writer, header, sizeof header) ? RAWI_OK : fail_writing(writer, error);
}

/* The INFO chunk of WAV has no encoding, and some programs take it for Latin-1; an ID3 tag as a
 * chunk is read by those. */
static rawi_status set_id3_chunk(SNDFILE *sound, const rawi_tags *tags, rawi_error *error) {
    unsigned char *tag;
    size_t size;
    rawi_status status = rawi_id3_make(tags, &tag, &size, error);
    if (status != RAWI_OK)
        return status;
    SF_CHUNK_INFO chunk = {.id = "id3 ", .id_size = 4, .datalen = (unsigned)size, .data = tag};
    sf_set_chunk(sound, &chunk);
    free(tag);
    return RAWI_OK;
}

static void set_strings(SNDFILE *sound, const rawi_tags *tags) {
    const struct {
        int kind;
        const char *text;
    } strings[] = {{SF_STR_TITLE, tags->title}, {SF_STR_ARTIST, tags->author},
                   {SF_STR_ALBUM, tags->album},  {SF_STR_DATE, tags->date},
                   {SF_STR_GENRE, "Speech"},    {SF_STR_SOFTWARE, "Rawi"}};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strings[i].text && *strings[i].text)
            sf_set_string(sound, strings[i].kind, strings[i].text);
}

static rawi_status open_sound(rawi_writer *writer, unsigned rate, const rawi_tags *tags,
                              rawi_error *error) {
    const sound_format *format = writer->format;
    SF_INFO info = {.samplerate = (int)rate, .channels = 1, .format = format->code};
    writer->sound = sf_open_virtual(&sound_io, SFM_WRITE, &info, writer);
    if (!writer->sound)
        return fail_writing(writer, error);
    sf_command(writer->sound, SFC_SET_CLIPPING, NULL, SF_TRUE);
    if (format->quality > 0) {
        double quality = format->quality;
        int mode = SF_BITRATE_MODE_VARIABLE;
        sf_command(writer->sound, SFC_SET_BITRATE_MODE, &mode, sizeof mode);
        sf_command(writer->sound, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    }
    if (!writer->base && format != &pipe_format)
        set_strings(writer->sound, tags);
    if ((format->code & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV)
        return set_id3_chunk(writer->sound, tags, error);
    return RAWI_OK;
}

static rawi_status start(rawi_writer *writer, const char *path, unsigned rate,
                         const rawi_tags *tags, rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (writer->format != &pipe_format) {
        status = rawi_new_file_open(path, &writer->file, error);
        writer->fd = writer->file.fd;
    }
    unsigned target = choose_rate(writer->format, rate);
    if (status == RAWI_OK && target != rate)
        status = rawi_resampler_open(rate, target, &writer->resampler, error);
    if (status == RAWI_OK && writer->format == &pipe_format)
        status = write_pipe_header(writer, rate, error);
    if (status == RAWI_OK && (writer->format->code & SF_FORMAT_TYPEMASK) == SF_FORMAT_MPEG)
        status = write_id3(writer, tags, error);
    if (status == RAWI_OK)
        status = open_sound(writer, target, tags, error);
    return status;
}

rawi_status rawi_writer_open(const char *path, unsigned rate, const rawi_tags *tags,
                             rawi_writer **writer, rawi_error *error) {
    const sound_format *format = find_format(path);
    if (!format)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("%s: which format? End the name in .mp3 .opus .ogg .flac or .wav"),
                         path);
    rawi_writer *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->format = format;
    made->file.fd = -1;
    made->fd = STDOUT_FILENO;
    rawi_status status = start(made, path, rate, tags, error);
    if (status != RAWI_OK) {
        rawi_writer_abort(made);
        return status;
    }
    *writer = made;
    return RAWI_OK;
}

/* ---- writing and closing ------------------------------------------------------------------- */

static rawi_status write_samples(rawi_writer *writer, const float *samples, size_t count,
                                 rawi_error *error) {
    const sf_count_t most = 4096; /* libvorbis keeps what one call brings on its stack */
    sf_count_t left = (sf_count_t)count;
    while (left > 0) {
        sf_count_t now = left < most ? left : most;
        if (writer->format->limit && writer->length > writer->format->limit)
            return rawi_fail(error, RAWI_ERROR_IO,
                             _("%s is full: its format ends at 4 GB; save as .flac"),
                             writer->file.path);
        if (sf_write_float(writer->sound, samples, now) != now || writer->write_error)
            return fail_writing(writer, error);
        samples += now;
        left -= now;
    }
    return RAWI_OK;
}

rawi_status rawi_writer_write(rawi_writer *writer, const float *samples, size_t count,
                              rawi_error *error) {
    if (!writer->resampler)
        return write_samples(writer, samples, count, error);
    const float *resampled;
    size_t resampled_count;
    rawi_status status = rawi_resampler_process(writer->resampler, samples, count, &resampled,
                                                &resampled_count, error);
    return status == RAWI_OK ? write_samples(writer, resampled, resampled_count, error) : status;
}

/* The encoder writes its last samples and the header when it closes. */
static rawi_status finish_sound(rawi_writer *writer, rawi_error *error) {
    const float *rest;
    size_t count;
    rawi_status status = RAWI_OK;
    if (writer->resampler)
        status = rawi_resampler_flush(writer->resampler, &rest, &count, error);
    if (status == RAWI_OK && writer->resampler)
        status = write_samples(writer, rest, count, error);
    int problem = sf_close(writer->sound);
    writer->sound = NULL;
    if (status == RAWI_OK && writer->write_error)
        status = fail_writing(writer, error);
    else if (status == RAWI_OK && problem)
        status = rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be finished: %s"), writer->file.path,
                           sf_error_number(problem));
    return status;
}

rawi_status rawi_writer_finish(rawi_writer *writer, rawi_new_file *file, unsigned long long *bytes,
                               rawi_error *error) {
    *file = (rawi_new_file){.fd = -1};
    rawi_status status = finish_sound(writer, error);
    if (bytes)
        *bytes = (unsigned long long)writer->base + (unsigned long long)writer->length;
    if (status == RAWI_OK) {
        *file = writer->file;
        writer->file = (rawi_new_file){.fd = -1};
    }
    rawi_writer_abort(writer);
    return status;
}

rawi_status rawi_writer_commit(rawi_writer *writer, unsigned long long *bytes, rawi_error *error) {
    rawi_new_file file;
    rawi_status status = rawi_writer_finish(writer, &file, bytes, error);
    return status == RAWI_OK ? rawi_new_file_commit_all(&file, 1, error) : status;
}

void rawi_writer_abort(rawi_writer *writer) {
    if (!writer)
        return;
    sf_close(writer->sound);
    rawi_resampler_close(writer->resampler);
    rawi_new_file_abort(&writer->file);
    free(writer);
}
