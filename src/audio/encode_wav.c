/* WAV through libsndfile, and the WAV stream of a pipe. Only WAV: into its other formats
 * libsndfile 1.2 writes neither pictures nor chapters. */
#include "audio/encoder.h"
#include "audio/id3.h"

#include <sndfile.h>
#include <stdlib.h>

/* Bytes of a file to which more may be added: its sizes have 32 bits. */
static const int64_t size_limit = (int64_t)UINT32_MAX - 65536;

typedef struct wav_encoding {
    rawi_sink *sink;
    SNDFILE *sound;
} wav_encoding;

/* ---- what libsndfile writes through -------------------------------------------------------- */

static sf_count_t sound_write(const void *bytes, sf_count_t count, void *sink) {
    return rawi_sink_write(sink, bytes, (size_t)count) ? count : 0;
}

static sf_count_t sound_read(void *bytes, sf_count_t count, void *sink) {
    sf_count_t got = rawi_sink_read(sink, bytes, (size_t)count);
    return got > 0 ? got : 0;
}

static sf_count_t sound_seek(sf_count_t offset, int whence, void *sink) {
    return rawi_sink_seek(sink, offset, whence);
}

static sf_count_t sound_tell(void *sink) {
    return ((rawi_sink *)sink)->offset;
}

static sf_count_t sound_length(void *sink) {
    return ((rawi_sink *)sink)->length;
}

static SF_VIRTUAL_IO sound_io = {sound_length, sound_seek, sound_read, sound_write, sound_tell};

/* ---- the file ------------------------------------------------------------------------------ */

enum {
    HEADER_MOST = 64 * 1024 /* libsndfile writes no more than 100 kB before the samples */
};

/* The INFO chunk of WAV has no encoding, and some programs take it for Latin-1; an ID3 tag as a
 * chunk is read by those. A picture finds no room there, nor do thousands of chapters. */
static rawi_status set_id3_chunk(SNDFILE *sound, const rawi_tags *tags, rawi_error *error) {
    rawi_text tag = {0};
    rawi_tags small = *tags;
    small.cover = NULL;
    rawi_id3_add(&small, &tag);
    if (tag.length > HEADER_MOST) {
        small.chapter_count = 0;
        rawi_text_clear(&tag);
        rawi_id3_add(&small, &tag);
    }
    rawi_status status = tag.failed ? rawi_fail_memory(error) : RAWI_OK;
    SF_CHUNK_INFO chunk = {
        .id = "id3 ", .id_size = 4, .datalen = (unsigned)tag.length, .data = tag.bytes};
    if (status == RAWI_OK && sf_set_chunk(sound, &chunk) != 0)
        status = rawi_fail_memory(error);
    rawi_text_free(&tag);
    return status;
}

static void set_strings(SNDFILE *sound, const rawi_tags *tags) {
    const struct {
        int kind;
        const char *text;
    } strings[] = {{SF_STR_TITLE, tags->title}, {SF_STR_ARTIST, tags->author},
                   {SF_STR_ALBUM, tags->album}, {SF_STR_DATE, tags->date},
                   {SF_STR_GENRE, tags->genre}, {SF_STR_COMMENT, tags->comment},
                   {SF_STR_SOFTWARE, "Rawi"}};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strings[i].text)
            sf_set_string(sound, strings[i].kind, strings[i].text);
}

static rawi_status wav_open(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                            const rawi_tags *tags, rawi_error *error) {
    wav_encoding *wav = *encoding = calloc(1, sizeof *wav);
    if (!wav)
        return rawi_fail_memory(error);
    SF_INFO info = {
        .samplerate = (int)coding->rate, .channels = 1, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    wav->sink = sink;
    wav->sound = sf_open_virtual(&sound_io, SFM_WRITE, &info, sink);
    if (!wav->sound)
        return rawi_sink_fail(sink, sf_strerror(NULL), error);
    set_strings(wav->sound, tags);
    return set_id3_chunk(wav->sound, tags, error);
}

static rawi_status wav_write(void *encoding, const float *samples, size_t count,
                             rawi_error *error) {
    wav_encoding *wav = encoding;
    if (wav->sink->length > size_limit)
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("%s is full: its format ends at 4 GB; save as .flac"), wav->sink->name);
    short values[RAWI_PIECE];
    for (size_t i = 0; i < count; i++)
        values[i] = rawi_sample_16(samples[i]);
    if (sf_write_short(wav->sound, values, (sf_count_t)count) != (sf_count_t)count)
        return rawi_sink_fail(wav->sink, sf_strerror(wav->sound), error);
    return RAWI_OK;
}

/* libsndfile writes the header when it closes. */
static rawi_status wav_finish(void *encoding, rawi_error *error) {
    wav_encoding *wav = encoding;
    int problem = sf_close(wav->sound);
    wav->sound = NULL;
    return problem || wav->sink->error ? rawi_sink_fail(wav->sink, sf_error_number(problem), error)
                                       : RAWI_OK;
}

static void wav_close(void *encoding) {
    wav_encoding *wav = encoding;
    if (wav)
        sf_close(wav->sound);
    free(wav);
}

static const char *const extensions[] = {".wav", NULL};

const rawi_encoder rawi_wav_encoder = {.extensions = extensions,
                                       .open = wav_open,
                                       .write = wav_write,
                                       .finish = wav_finish,
                                       .close = wav_close};

/* ---- the stream ---------------------------------------------------------------------------- */

/* A WAV header for 16 bits mono whose sizes are the largest there are, as programs write it that
 * cannot know the length: readers go on to the end of the stream. */
static rawi_status pipe_open(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                             const rawi_tags *tags, rawi_error *error) {
    (void)tags;
    *encoding = sink;
    unsigned char header[44] = "RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\0\0\0\1\0\1\0rate2xrt\2\0\x10\0"
                               "data\xFF\xFF\xFF";
    header[43] = 0xFF;
    for (int i = 0; i < 4; i++) {
        header[24 + i] = (unsigned char)(coding->rate >> 8 * i);
        header[28 + i] = (unsigned char)(2 * coding->rate >> 8 * i);
    }
    return rawi_sink_write(sink, header, sizeof header) ? RAWI_OK : rawi_sink_fail(sink, "", error);
}

static rawi_status pipe_write(void *encoding, const float *samples, size_t count,
                              rawi_error *error) {
    unsigned char bytes[2 * RAWI_PIECE];
    for (size_t i = 0; i < count; i++) {
        int value = rawi_sample_16(samples[i]);
        bytes[2 * i] = (unsigned char)(value & 0xFF);
        bytes[2 * i + 1] = (unsigned char)(value >> 8 & 0xFF);
    }
    return rawi_sink_write(encoding, bytes, 2 * count) ? RAWI_OK
                                                       : rawi_sink_fail(encoding, "", error);
}

static rawi_status pipe_finish(void *encoding, rawi_error *error) {
    (void)encoding;
    (void)error;
    return RAWI_OK;
}

static void pipe_close(void *encoding) {
    (void)encoding;
}

static const char *const no_extensions[] = {NULL};

const rawi_encoder rawi_pipe_encoder = {.extensions = no_extensions,
                                        .open = pipe_open,
                                        .write = pipe_write,
                                        .finish = pipe_finish,
                                        .close = pipe_close};
