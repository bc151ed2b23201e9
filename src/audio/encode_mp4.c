/* AAC in MP4 (.m4b, .m4a) by FFmpeg's libraries. They are loaded when the first such file is made:
 * with all that they need themselves they would take 30 ms from the start of every command. */
#include "audio/encoder.h"

#include <dlfcn.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- the libraries ------------------------------------------------------------------------- */

/* Every function that is used, by its own name and type. */
#define FFMPEG_FUNCTIONS(each)                                                                     \
    each(av_dict_free) each(av_dict_set) each(av_frame_alloc) each(av_frame_free)                  \
        each(av_frame_get_buffer) each(av_frame_make_writable) each(av_free)                       \
            each(av_log_set_level) each(av_malloc) each(av_mallocz) each(av_new_packet)            \
                each(av_packet_alloc) each(av_packet_free) each(av_packet_rescale_ts)              \
                    each(av_packet_unref) each(av_strerror) each(av_write_frame)                   \
                        each(av_write_trailer) each(avcodec_alloc_context3)                        \
                            each(avcodec_find_encoder) each(avcodec_free_context)                  \
                                each(avcodec_open2) each(avcodec_parameters_from_context)          \
                                    each(avcodec_receive_packet) each(avcodec_send_frame)          \
                                        each(avformat_alloc_output_context2)                       \
                                            each(avformat_free_context) each(avformat_new_stream)  \
                                                each(avformat_write_header)                        \
                                                    each(avio_alloc_context)                       \
                                                        each(avio_context_free)

#define DECLARE(name) __typeof__(name) *name;
#define LOAD(name)    ffmpeg.name = dlsym(library, #name), missing = missing || !ffmpeg.name;

static struct ffmpeg_functions { FFMPEG_FUNCTIONS(DECLARE) } ffmpeg;

/* The version whose headers this was built with: another one has other structures. */
static const char library_name[] = "libavformat.so." AV_STRINGIFY(LIBAVFORMAT_VERSION_MAJOR);

static bool loaded;
static pthread_once_t load_once = PTHREAD_ONCE_INIT;

/* libavcodec and libavutil come with libavformat. */
static void load(void) {
    void *library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return;
    bool missing = false;
    FFMPEG_FUNCTIONS(LOAD)
    if (missing)
        return;
    ffmpeg.av_log_set_level(AV_LOG_QUIET);
    loaded = true;
}

static rawi_status mp4_available(rawi_error *error) {
    pthread_once(&load_once, load);
    if (loaded)
        return RAWI_OK;
    return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                     _(".m4b and .m4a need FFmpeg's libraries, and %s is not here; install FFmpeg "
                       "or save as .mp3"),
                     library_name);
}

/* ---- what they write through --------------------------------------------------------------- */

enum {
    BUFFER = 1 << 16 /* bytes on their way to the file */
};

typedef struct mp4_encoding {
    rawi_sink *sink;
    rawi_sink reading; /* the same file, for moving the index to its beginning */
    AVFormatContext *format;
    AVCodecContext *codec;
    AVFrame *frame; /* being filled */
    AVPacket *packet;
    int filled;      /* samples of the frame */
    int64_t samples; /* of the frames before */
} mp4_encoding;

static int stream_read(void *user, uint8_t *bytes, int count) {
    ptrdiff_t got = rawi_sink_read(user, bytes, (size_t)count);
    return got > 0 ? (int)got : got == 0 ? AVERROR_EOF : AVERROR(EIO);
}

static int stream_write(void *user, uint8_t *bytes, int count) {
    rawi_sink *sink = user;
    return rawi_sink_write(sink, bytes, (size_t)count) ? count : AVERROR(sink->error);
}

static int64_t stream_seek(void *user, int64_t offset, int whence) {
    rawi_sink *sink = user;
    if (whence & AVSEEK_SIZE)
        return sink->length;
    return rawi_sink_seek(sink, offset, whence & ~AVSEEK_FORCE);
}

static AVIOContext *open_stream(rawi_sink *sink, bool writing) {
    unsigned char *buffer = ffmpeg.av_malloc(BUFFER);
    AVIOContext *stream = buffer ? ffmpeg.avio_alloc_context(buffer, BUFFER, writing, sink,
                                                             stream_read, stream_write, stream_seek)
                                 : NULL;
    if (!stream)
        ffmpeg.av_free(buffer);
    return stream;
}

static void close_stream(AVIOContext *stream) {
    if (stream)
        ffmpeg.av_free(stream->buffer);
    ffmpeg.avio_context_free(&stream);
}

/* FFmpeg reads the sound again when it moves it behind the index. */
static int open_again(AVFormatContext *format, AVIOContext **stream, const char *url, int flags,
                      AVDictionary **options) {
    (void)url;
    (void)flags;
    (void)options;
    mp4_encoding *mp4 = format->opaque;
    mp4->reading = *mp4->sink;
    mp4->reading.offset = 0;
    *stream = open_stream(&mp4->reading, false);
    return *stream ? 0 : AVERROR(ENOMEM);
}

static int close_again(AVFormatContext *format, AVIOContext *stream) {
    (void)format;
    close_stream(stream);
    return 0;
}

/* ---- opening ------------------------------------------------------------------------------- */

static rawi_status fail(const mp4_encoding *mp4, int number, rawi_error *error) {
    char problem[AV_ERROR_MAX_STRING_SIZE];
    ffmpeg.av_strerror(number, problem, sizeof problem);
    return rawi_sink_fail(mp4->sink, problem, error);
}

static void set(AVDictionary **metadata, const char *name, const char *value) {
    if (value)
        ffmpeg.av_dict_set(metadata, name, value, 0);
}

static bool add_chapters(AVFormatContext *format, const rawi_tags *tags) {
    if (tags->chapter_count == 0)
        return true;
    format->chapters = ffmpeg.av_mallocz(tags->chapter_count * sizeof(AVChapter *));
    for (size_t i = 0; format->chapters && i < tags->chapter_count; i++) {
        AVChapter *chapter = format->chapters[i] = ffmpeg.av_mallocz(sizeof *chapter);
        if (!chapter)
            return false;
        format->nb_chapters++;
        chapter->id = (int64_t)i;
        chapter->time_base = (AVRational){1, 1000};
        chapter->start = (int64_t)(tags->chapters[i].start * 1000 + 0.5);
        chapter->end = (int64_t)(tags->chapters[i].end * 1000 + 0.5);
        set(&chapter->metadata, "title", tags->chapters[i].title);
    }
    return format->chapters != NULL;
}

static int open_format(mp4_encoding *mp4, const rawi_tags *tags) {
    int problem = ffmpeg.avformat_alloc_output_context2(&mp4->format, NULL, "ipod", NULL);
    if (problem < 0)
        return problem;
    AVFormatContext *format = mp4->format;
    format->opaque = mp4;
    format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    format->io_open = open_again;
    format->io_close2 = close_again;
    format->pb = open_stream(mp4->sink, true);
    set(&format->metadata, "title", tags->title);
    set(&format->metadata, "artist", tags->author);
    set(&format->metadata, "album", tags->album);
    set(&format->metadata, "date", tags->date);
    set(&format->metadata, "genre", tags->genre);
    set(&format->metadata, "comment", tags->comment);
    return format->pb && add_chapters(format, tags) ? 0 : AVERROR(ENOMEM);
}

static int open_sound(mp4_encoding *mp4, unsigned rate, unsigned bit_rate, const char *language) {
    const AVCodec *aac = ffmpeg.avcodec_find_encoder(AV_CODEC_ID_AAC);
    if (!aac)
        return AVERROR_ENCODER_NOT_FOUND;
    AVStream *stream = ffmpeg.avformat_new_stream(mp4->format, NULL);
    AVCodecContext *codec = mp4->codec = ffmpeg.avcodec_alloc_context3(aac);
    mp4->frame = ffmpeg.av_frame_alloc();
    mp4->packet = ffmpeg.av_packet_alloc();
    if (!stream || !codec || !mp4->frame || !mp4->packet)
        return AVERROR(ENOMEM);
    codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
    codec->sample_rate = (int)rate;
    codec->ch_layout = (AVChannelLayout)AV_CHANNEL_LAYOUT_MONO;
    codec->bit_rate = (int64_t)bit_rate * 1000;
    codec->time_base = stream->time_base = (AVRational){1, (int)rate};
    codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
    AVDictionary *options = NULL;
    set(&options, "aac_coder", "fast"); /* twice as fast; one voice leaves it bits to spare */
    int problem = ffmpeg.avcodec_open2(codec, aac, &options);
    ffmpeg.av_dict_free(&options);
    if (problem < 0)
        return problem;
    mp4->frame->format = codec->sample_fmt;
    mp4->frame->ch_layout = codec->ch_layout;
    mp4->frame->sample_rate = codec->sample_rate;
    mp4->frame->nb_samples = codec->frame_size;
    set(&stream->metadata, "language", rawi_language_code(language));
    problem = ffmpeg.av_frame_get_buffer(mp4->frame, 0);
    return problem < 0 ? problem : ffmpeg.avcodec_parameters_from_context(stream->codecpar, codec);
}

static int add_cover(mp4_encoding *mp4, const rawi_picture *cover) {
    AVStream *stream = ffmpeg.avformat_new_stream(mp4->format, NULL);
    if (!stream)
        return AVERROR(ENOMEM);
    bool png = cover->format == RAWI_PICTURE_PNG;
    stream->disposition = AV_DISPOSITION_ATTACHED_PIC;
    stream->codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
    stream->codecpar->codec_id = png ? AV_CODEC_ID_PNG : AV_CODEC_ID_MJPEG;
    stream->codecpar->width = (int)cover->width;
    stream->codecpar->height = (int)cover->height;
    return 0;
}

static int write_cover(mp4_encoding *mp4, const rawi_picture *cover) {
    int problem = ffmpeg.av_new_packet(mp4->packet, (int)cover->size);
    if (problem < 0)
        return problem;
    memcpy(mp4->packet->data, cover->bytes, cover->size);
    mp4->packet->stream_index = 1;
    mp4->packet->flags = AV_PKT_FLAG_KEY;
    problem = ffmpeg.av_write_frame(mp4->format, mp4->packet);
    ffmpeg.av_packet_unref(mp4->packet);
    return problem;
}

static rawi_status mp4_open(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                            const rawi_tags *tags, rawi_error *error) {
    mp4_encoding *mp4 = *encoding = calloc(1, sizeof *mp4);
    if (!mp4)
        return rawi_fail_memory(error);
    mp4->sink = sink;
    int problem = open_format(mp4, tags);
    if (problem >= 0)
        problem = open_sound(mp4, coding->rate, coding->bit_rate, tags->language);
    if (problem >= 0 && tags->cover)
        problem = add_cover(mp4, tags->cover);
    if (problem >= 0) { /* the index comes first, so that a player need not fetch the whole file */
        AVDictionary *options = NULL;
        set(&options, "movflags", "+faststart");
        problem = ffmpeg.avformat_write_header(mp4->format, &options);
        ffmpeg.av_dict_free(&options);
    }
    if (problem >= 0 && tags->cover)
        problem = write_cover(mp4, tags->cover);
    return problem < 0 ? fail(mp4, problem, error) : RAWI_OK;
}

/* ---- sound --------------------------------------------------------------------------------- */

/* Writes what the encoder has ready. */
static int write_packets(mp4_encoding *mp4) {
    int problem;
    while ((problem = ffmpeg.avcodec_receive_packet(mp4->codec, mp4->packet)) >= 0) {
        AVStream *stream = mp4->format->streams[0];
        mp4->packet->stream_index = 0;
        ffmpeg.av_packet_rescale_ts(mp4->packet, mp4->codec->time_base, stream->time_base);
        problem = ffmpeg.av_write_frame(mp4->format, mp4->packet);
        ffmpeg.av_packet_unref(mp4->packet);
        if (problem < 0)
            return problem;
        if (mp4->sink->error)
            return AVERROR(mp4->sink->error);
    }
    return problem == AVERROR(EAGAIN) || problem == AVERROR_EOF ? 0 : problem;
}

/* Only the last frame may be shorter than the others. */
static int send_frame(mp4_encoding *mp4) {
    mp4->frame->nb_samples = mp4->filled;
    mp4->frame->pts = mp4->samples;
    mp4->samples += mp4->filled;
    mp4->filled = 0;
    int problem = ffmpeg.avcodec_send_frame(mp4->codec, mp4->frame);
    if (problem >= 0)
        problem = write_packets(mp4);
    if (problem >= 0) /* the encoder keeps the samples for a while */
        problem = ffmpeg.av_frame_make_writable(mp4->frame);
    return problem;
}

static rawi_status mp4_write(void *encoding, const float *samples, size_t count,
                             rawi_error *error) {
    mp4_encoding *mp4 = encoding;
    const int whole = mp4->codec->frame_size;
    while (count > 0) {
        size_t room = (size_t)(whole - mp4->filled);
        size_t now = count < room ? count : room;
        memcpy((float *)(void *)mp4->frame->data[0] + mp4->filled, samples, now * sizeof *samples);
        mp4->filled += (int)now;
        samples += now;
        count -= now;
        int problem = mp4->filled == whole ? send_frame(mp4) : 0;
        if (problem < 0)
            return fail(mp4, problem, error);
    }
    return RAWI_OK;
}

static rawi_status mp4_finish(void *encoding, rawi_error *error) {
    mp4_encoding *mp4 = encoding;
    int problem = mp4->filled ? send_frame(mp4) : 0;
    if (problem >= 0)
        problem = ffmpeg.avcodec_send_frame(mp4->codec, NULL);
    if (problem >= 0)
        problem = write_packets(mp4);
    if (problem >= 0)
        problem = ffmpeg.av_write_trailer(mp4->format);
    return problem < 0 || mp4->sink->error ? fail(mp4, problem, error) : RAWI_OK;
}

static void mp4_close(void *encoding) {
    mp4_encoding *mp4 = encoding;
    if (!mp4)
        return;
    ffmpeg.avcodec_free_context(&mp4->codec);
    ffmpeg.av_frame_free(&mp4->frame);
    ffmpeg.av_packet_free(&mp4->packet);
    if (mp4->format)
        close_stream(mp4->format->pb);
    ffmpeg.avformat_free_context(mp4->format);
    free(mp4);
}

static const char *const extensions[] = {".m4b", ".m4a", NULL};

const rawi_encoder rawi_mp4_encoder = {.extensions = extensions,
                                       .rates = rawi_usual_rates,
                                       .bit_rates = {64, 32, 256},
                                       .peak_rise = 0.7,
                                       .available = mp4_available,
                                       .open = mp4_open,
                                       .write = mp4_write,
                                       .finish = mp4_finish,
                                       .close = mp4_close};
