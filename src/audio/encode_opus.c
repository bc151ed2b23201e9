/* Opus in Ogg by libopusenc. */
#include "audio/encoder.h"
#include "audio/vorbis_comment.h"

#include <opusenc.h>
#include <stdlib.h>

enum {
    COMPLEXITY = 5,     /* of 10: for speech the higher ones cost time that nobody hears */
    SERIAL = 0x52617769 /* the same article gives the same bytes */
};

static const unsigned opus_rates[] = {48000, 0};

typedef struct opus_encoding {
    rawi_sink *sink;
    OggOpusComments *comments;
    OggOpusEnc *encoder;
} opus_encoding;

static int stream_write(void *sink, const unsigned char *bytes, opus_int32 count) {
    return rawi_sink_write(sink, bytes, (size_t)count) ? 0 : 1;
}

static int stream_close(void *sink) {
    (void)sink;
    return 0;
}

static const OpusEncCallbacks stream = {stream_write, stream_close};

static bool add_comment(void *comments, const char *name, const char *value) {
    return ope_comments_add(comments, name, value) == OPE_OK;
}

static rawi_status opus_open(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                             const rawi_tags *tags, rawi_error *error) {
    opus_encoding *opus = *encoding = calloc(1, sizeof *opus);
    if (!opus)
        return rawi_fail_memory(error);
    opus->sink = sink;
    opus->comments = ope_comments_create();
    if (!opus->comments || !rawi_vorbis_comments(tags, add_comment, opus->comments) ||
        !rawi_vorbis_picture(tags, add_comment, opus->comments))
        return rawi_fail_memory(error);
    int problem = OPE_OK;
    opus->encoder = ope_encoder_create_callbacks(&stream, sink, opus->comments,
                                                 (opus_int32)coding->rate, 1, 0, &problem);
    if (!opus->encoder)
        return rawi_sink_fail(sink, ope_strerror(problem), error);
    ope_encoder_ctl(opus->encoder, OPUS_SET_BITRATE((opus_int32)coding->bit_rate * 1000));
    ope_encoder_ctl(opus->encoder, OPUS_SET_COMPLEXITY(COMPLEXITY));
    ope_encoder_ctl(opus->encoder, OPUS_SET_EXPERT_FRAME_DURATION(OPUS_FRAMESIZE_60_MS));
    ope_encoder_ctl(opus->encoder, OPE_SET_SERIALNO(SERIAL));
    return RAWI_OK;
}

static rawi_status opus_write(void *encoding, const float *samples, size_t count,
                              rawi_error *error) {
    opus_encoding *opus = encoding;
    int problem = ope_encoder_write_float(opus->encoder, samples, (int)count);
    return problem || opus->sink->error ? rawi_sink_fail(opus->sink, ope_strerror(problem), error)
                                        : RAWI_OK;
}

static rawi_status opus_finish(void *encoding, rawi_error *error) {
    opus_encoding *opus = encoding;
    int problem = ope_encoder_drain(opus->encoder);
    return problem || opus->sink->error ? rawi_sink_fail(opus->sink, ope_strerror(problem), error)
                                        : RAWI_OK;
}

static void opus_close(void *encoding) {
    opus_encoding *opus = encoding;
    if (opus && opus->encoder)
        ope_encoder_destroy(opus->encoder);
    if (opus && opus->comments)
        ope_comments_destroy(opus->comments);
    free(opus);
}

static const char *const extensions[] = {".opus", NULL};

const rawi_encoder rawi_opus_encoder = {.extensions = extensions,
                                        .rates = opus_rates,
                                        .bit_rates = {40, 12, 256},
                                        .peak_rise = 2.0,
                                        .open = opus_open,
                                        .write = opus_write,
                                        .finish = opus_finish,
                                        .close = opus_close};
