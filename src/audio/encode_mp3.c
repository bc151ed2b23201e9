/* MP3 by LAME, at a constant bit rate: what podcast directories ask for, and where every player
 * finds a place in time. */
#include "audio/encoder.h"
#include "audio/id3.h"

#include <lame/lame.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    /* LAME's fast way: at 96 kbit/s one voice leaves it bits to spare, and it takes a third of the
     * time of its better ones. */
    QUALITY = 7,
    BUFFER = RAWI_PIECE * 5 / 4 + 7200, /* what LAME asks for */
    INFO_MOST = 2880                    /* the largest frame */
};

typedef struct mp3_encoding {
    rawi_sink *sink;
    lame_t lame;
    int64_t first_frame; /* where the frame of information stands */
    unsigned char buffer[BUFFER];
} mp3_encoding;

static void be_silent(const char *format, va_list arguments) {
    (void)format;
    (void)arguments;
}

static rawi_status fail(const mp3_encoding *mp3, rawi_error *error) {
    return rawi_sink_fail(mp3->sink, _("the MP3 encoder failed"), error);
}

/* `scale` multiplies the samples. */
static rawi_status start_lame(mp3_encoding *mp3, unsigned rate, unsigned bit_rate, float scale,
                              rawi_error *error) {
    lame_t lame = mp3->lame = lame_init();
    if (!lame)
        return rawi_fail_memory(error);
    lame_set_errorf(lame, be_silent);
    lame_set_msgf(lame, be_silent);
    lame_set_debugf(lame, be_silent);
    lame_set_write_id3tag_automatic(lame, 0);
    bool taken = lame_set_in_samplerate(lame, (int)rate) == 0 &&
                 lame_set_out_samplerate(lame, (int)rate) == 0 &&
                 lame_set_num_channels(lame, 1) == 0 && lame_set_mode(lame, MONO) == 0 &&
                 lame_set_quality(lame, QUALITY) == 0 && lame_set_brate(lame, (int)bit_rate) == 0 &&
                 lame_set_scale(lame, scale) == 0 && lame_init_params(lame) == 0;
    return taken ? RAWI_OK : fail(mp3, error);
}

/* LAME's own settings for a bit rate make the sound softer, by half a decibel at most of them. Its
 * loudness was chosen before: the scale is set again to undo that. */
static rawi_status open_lame(mp3_encoding *mp3, unsigned rate, unsigned bit_rate,
                             rawi_error *error) {
    rawi_status status = start_lame(mp3, rate, bit_rate, 1, error);
    float scale = status == RAWI_OK ? lame_get_scale(mp3->lame) : 1;
    if (scale <= 0 || scale == 1)
        return status;
    lame_close(mp3->lame);
    return start_lame(mp3, rate, bit_rate, 1 / scale, error);
}

static rawi_status mp3_open(void **encoding, rawi_sink *sink, unsigned rate, unsigned bit_rate,
                            const rawi_tags *tags, rawi_error *error) {
    mp3_encoding *mp3 = *encoding = calloc(1, sizeof *mp3);
    if (!mp3)
        return rawi_fail_memory(error);
    mp3->sink = sink;
    rawi_text tag = {0};
    rawi_id3_add(tags, &tag);
    rawi_status status = tag.failed ? rawi_fail_memory(error) : RAWI_OK;
    if (status == RAWI_OK && !rawi_sink_write(sink, tag.bytes, tag.length))
        status = fail(mp3, error);
    rawi_text_free(&tag);
    mp3->first_frame = sink->offset;
    return status == RAWI_OK ? open_lame(mp3, rate, bit_rate, error) : status;
}

static rawi_status keep(mp3_encoding *mp3, int count, rawi_error *error) {
    if (count < 0 || !rawi_sink_write(mp3->sink, mp3->buffer, (size_t)count))
        return fail(mp3, error);
    return RAWI_OK;
}

static rawi_status mp3_write(void *encoding, const float *samples, size_t count,
                             rawi_error *error) {
    mp3_encoding *mp3 = encoding;
    return keep(
        mp3,
        lame_encode_buffer_ieee_float(mp3->lame, samples, NULL, (int)count, mp3->buffer, BUFFER),
        error);
}

/* The first frame, silent till now, tells players how long the sound is and what LAME added at its
 * ends. */
static rawi_status mp3_finish(void *encoding, rawi_error *error) {
    mp3_encoding *mp3 = encoding;
    rawi_status status = keep(mp3, lame_encode_flush(mp3->lame, mp3->buffer, BUFFER), error);
    if (status != RAWI_OK)
        return status;
    unsigned char frame[INFO_MOST];
    size_t size = lame_get_lametag_frame(mp3->lame, frame, sizeof frame);
    rawi_sink_seek(mp3->sink, mp3->first_frame, SEEK_SET);
    if (size > sizeof frame || !rawi_sink_write(mp3->sink, frame, size))
        return fail(mp3, error);
    return RAWI_OK;
}

static void mp3_close(void *encoding) {
    mp3_encoding *mp3 = encoding;
    if (mp3)
        lame_close(mp3->lame);
    free(mp3);
}

static const char *const extensions[] = {".mp3", NULL};

const rawi_encoder rawi_mp3_encoder = {.extensions = extensions,
                                       .rates = rawi_usual_rates,
                                       .bit_rates = {96, 32, 320},
                                       .peak_rise = 0.7,
                                       .open = mp3_open,
                                       .write = mp3_write,
                                       .finish = mp3_finish,
                                       .close = mp3_close};
