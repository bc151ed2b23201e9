/* MP3 by LAME, at a constant bit rate: what podcast directories ask for, and where every player
 * finds a place in time.
 *
 * LAME takes longer than the voice that it encodes, so that the sound is cut into segments that are
 * encoded at the same time. Each segment's LAME hears some of the sound before it first, whose
 * frames are thrown away: it then knows what a single LAME would know, but for the bits that frames
 * lend to later ones, which starts anew. The segments are the same however many processors there
 * are. */
#include "audio/encoder.h"
#include "audio/id3.h"
#include "base/thread.h"

#include <lame/lame.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* LAME's fast way: at 96 kbit/s one voice leaves it bits to spare, and it takes a third of the
     * time of its better ones. */
    QUALITY = 7,

    /* From this bit rate on a voice is encoded without short blocks, in a tenth less time: the
     * noise before its bursts is then 32 dB below them, as it is with short blocks at quality 2. */
    LONG_BLOCKS = 96, /* kbit/s */

    FRAME = 1152,      /* samples; those of the next one are needed to encode a frame */
    FRAME_MOST = 1440, /* bytes of the largest */
    HEARD = 8,         /* frames before a segment */
    SEGMENT = 512,     /* frames */
    OVERLAP = (HEARD + 1) * FRAME,
    SAMPLES = (HEARD + SEGMENT + 1) * FRAME, /* that a segment is made of */
    BYTES = (HEARD + SEGMENT + 4) * FRAME_MOST,
    AT_ONCE = 3, /* segments: one is filled while others are encoded */
};

/* Where things stand in the first frame, which Xing and LAME made up: it has no sound but says how
 * much follows, and what was added to its ends. Numbers are big-endian. */
enum {
    INFO_FRAMES = 29,  /* 32 bits */
    INFO_BYTES = 33,   /* 32 bits */
    INFO_PLACES = 37,  /* a byte for each hundredth of the time: where it stands, in 256ths */
    INFO_LENGTH = 169, /* 32 bits: the bytes once more */
    INFO_SOUND_CRC = 173,
    INFO_CRC = 175
};

typedef struct segment {
    lame_t lame;
    bool first;
    bool last;
    bool failed;
    bool encoding; /* in its thread */
    pthread_t thread;
    float samples[SAMPLES];
    size_t count;
    unsigned char bytes[BYTES];
    size_t length;
} segment;

typedef struct mp3_encoding {
    rawi_sink *sink;
    rawi_coding coding;
    int lowpass;                /* Hz, 0 for LAME's own */
    float scale;                /* of the samples, for LAME to leave them as they are */
    int64_t first_frame;        /* where the frame of information stands */
    uint32_t frames;            /* those of sound */
    uint16_t crc;               /* of them */
    uint16_t crc_of[256];       /* of a byte */
    size_t begun;               /* segments */
    segment *segments[AT_ONCE]; /* NULL until they are needed */
} mp3_encoding;

static void be_silent(const char *format, va_list arguments) {
    (void)format;
    (void)arguments;
}

static rawi_status fail(const mp3_encoding *mp3, rawi_error *error) {
    return rawi_sink_fail(mp3->sink, _("the MP3 encoder failed"), error);
}

/* ---- a segment ----------------------------------------------------------------------------- */

static rawi_status start_lame(const mp3_encoding *mp3, float scale, lame_t *started,
                              rawi_error *error) {
    lame_t lame = *started = lame_init();
    if (!lame)
        return rawi_fail_memory(error);
    lame_set_errorf(lame, be_silent);
    lame_set_msgf(lame, be_silent);
    lame_set_debugf(lame, be_silent);
    lame_set_write_id3tag_automatic(lame, 0);
    int rate = (int)mp3->coding.rate;
    if (mp3->lowpass) {
        lame_set_lowpassfreq(lame, mp3->lowpass);
        lame_set_lowpasswidth(lame, 0);
    }
    bool long_blocks = mp3->coding.speech && mp3->coding.bit_rate >= LONG_BLOCKS;
    bool taken = lame_set_in_samplerate(lame, rate) == 0 &&
                 lame_set_out_samplerate(lame, rate) == 0 && lame_set_num_channels(lame, 1) == 0 &&
                 lame_set_mode(lame, MONO) == 0 && lame_set_quality(lame, QUALITY) == 0 &&
                 lame_set_brate(lame, (int)mp3->coding.bit_rate) == 0 &&
                 lame_set_no_short_blocks(lame, long_blocks) == 0 &&
                 lame_set_scale(lame, scale) == 0 && lame_init_params(lame) == 0;
    return taken ? RAWI_OK : fail(mp3, error);
}

/* Takes what LAME has put behind the segment's bytes. */
static void keep(segment *part, int count) {
    part->failed = part->failed || count < 0;
    part->length += count > 0 ? (size_t)count : 0;
}

static void encode_samples(segment *part, const float *samples, size_t count) {
    while (count > 0 && !part->failed) {
        size_t now = count < RAWI_PIECE ? count : RAWI_PIECE;
        keep(part, lame_encode_buffer_ieee_float(part->lame, samples, NULL, (int)now,
                                                 part->bytes + part->length,
                                                 (int)(BYTES - part->length)));
        samples += now;
        count -= now;
    }
}

/* Ends the last frame with all that belongs to it. */
static void complete_frames(segment *part) {
    keep(part, lame_encode_flush_nogap(part->lame, part->bytes + part->length,
                                       (int)(BYTES - part->length)));
}

static void *encode_segment(void *user) {
    segment *part = user;
    size_t heard = part->first ? 0 : OVERLAP;
    encode_samples(part, part->samples, heard);
    if (!part->first) {
        complete_frames(part);
        part->length = 0;
    }
    encode_samples(part, part->samples + heard, part->count - heard);
    if (part->last)
        keep(part, lame_encode_flush(part->lame, part->bytes + part->length,
                                     (int)(BYTES - part->length)));
    else
        complete_frames(part);
    return NULL;
}

/* ---- segments at the same time ------------------------------------------------------------- */

/* Begins to encode a segment that is full or the last one; in this thread where there can be no
 * other. */
static rawi_status begin_to_encode(mp3_encoding *mp3, segment *part, rawi_error *error) {
    rawi_status status = start_lame(mp3, mp3->scale, &part->lame, error);
    if (status != RAWI_OK)
        return status;
    part->encoding = rawi_thread_start(&part->thread, encode_segment, part);
    if (!part->encoding)
        encode_segment(part);
    return RAWI_OK;
}

/* Ends what is done with a segment, which can then be another one. */
static void clear(segment *part) {
    if (part->encoding)
        pthread_join(part->thread, NULL);
    if (part->lame)
        lame_close(part->lame);
    part->lame = NULL;
    part->encoding = part->failed = false;
    part->count = part->length = 0;
}

/* Writes the frames of a segment, if it has begun to be encoded. */
static rawi_status write_frames(mp3_encoding *mp3, segment *part, rawi_error *error) {
    if (!part || !part->lame)
        return RAWI_OK;
    if (part->encoding)
        pthread_join(part->thread, NULL);
    part->encoding = false;
    if (part->failed || !rawi_sink_write(mp3->sink, part->bytes, part->length))
        return fail(mp3, error);
    size_t info = part->first ? lame_get_lametag_frame(part->lame, NULL, 0) : 0;
    for (size_t i = info; i < part->length; i++)
        mp3->crc = (uint16_t)(mp3->crc >> 8 ^ mp3->crc_of[(mp3->crc ^ part->bytes[i]) & 0xFF]);
    mp3->frames += (uint32_t)lame_get_frameNum(part->lame) - (part->first ? 0 : HEARD);
    return RAWI_OK;
}

static segment *present_segment(mp3_encoding *mp3) {
    return mp3->segments[mp3->begun % AT_ONCE];
}

static rawi_status next_segment(mp3_encoding *mp3, rawi_error *error) {
    const segment *before = present_segment(mp3);
    mp3->begun++;
    segment *next = present_segment(mp3);
    if (!next)
        next = mp3->segments[mp3->begun % AT_ONCE] = calloc(1, sizeof *next);
    if (!next)
        return rawi_fail_memory(error);
    rawi_status status = write_frames(mp3, next, error);
    clear(next);
    next->first = false;
    next->count = OVERLAP;
    memcpy(next->samples, before->samples + before->count - OVERLAP,
           OVERLAP * sizeof *next->samples);
    return status;
}

static rawi_status mp3_write(void *encoding, const float *samples, size_t count,
                             rawi_error *error) {
    mp3_encoding *mp3 = encoding;
    rawi_status status = RAWI_OK;
    while (status == RAWI_OK && count > 0) {
        segment *part = present_segment(mp3);
        size_t room = SAMPLES - part->count;
        size_t now = count < room ? count : room;
        memcpy(part->samples + part->count, samples, now * sizeof *samples);
        part->count += now;
        samples += now;
        count -= now;
        if (count > 0) { /* it is not the last one */
            status = begin_to_encode(mp3, part, error);
            if (status == RAWI_OK)
                status = next_segment(mp3, error);
        }
    }
    return status;
}

/* ---- the file ------------------------------------------------------------------------------ */

/* The remainders of the polynomial x^16 + x^15 + x^2 + 1, the lowest bit first, as LAME has it. */
static void make_crc(uint16_t of_byte[256]) {
    for (unsigned byte = 0; byte < 256; byte++) {
        unsigned rest = byte;
        for (int bit = 0; bit < 8; bit++)
            rest = rest & 1 ? rest >> 1 ^ 0xA001 : rest >> 1;
        of_byte[byte] = (uint16_t)rest;
    }
}

/* LAME's own settings for a bit rate make the sound softer, by half a decibel at most of them. Its
 * loudness was chosen before: the scale is set to undo that. Where there is no sound LAME need not
 * look for any: it works in bands of a 64th of the rate. */
static rawi_status adapt(mp3_encoding *mp3, rawi_error *error) {
    lame_t lame;
    rawi_status status = start_lame(mp3, 1, &lame, error);
    float scale = status == RAWI_OK ? lame_get_scale(lame) : 1;
    mp3->scale = scale > 0 ? 1 / scale : 1;
    int band = (int)(mp3->coding.band + mp3->coding.rate / 64);
    if (status == RAWI_OK && band < lame_get_lowpassfreq(lame))
        mp3->lowpass = band;
    lame_close(lame);
    return status;
}

/* Puts the tags before the sound, in the place of those that are there. */
static rawi_status mp3_retag(void *encoding, const rawi_tags *tags, rawi_error *error) {
    mp3_encoding *mp3 = encoding;
    rawi_text tag = {0};
    rawi_id3_add(tags, &tag);
    rawi_status status = tag.failed ? rawi_fail_memory(error) : RAWI_OK;
    if (status == RAWI_OK &&
        !rawi_sink_replace(mp3->sink, 0, mp3->first_frame, tag.bytes, tag.length))
        status = fail(mp3, error);
    mp3->first_frame = (int64_t)tag.length;
    rawi_text_free(&tag);
    return status;
}

static rawi_status mp3_open(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                            const rawi_tags *tags, rawi_error *error) {
    mp3_encoding *mp3 = *encoding = calloc(1, sizeof *mp3);
    if (!mp3)
        return rawi_fail_memory(error);
    mp3->sink = sink;
    mp3->coding = *coding;
    mp3->segments[0] = calloc(1, sizeof *mp3->segments[0]);
    if (!mp3->segments[0])
        return rawi_fail_memory(error);
    mp3->segments[0]->first = true;
    make_crc(mp3->crc_of);
    rawi_status status = mp3_retag(mp3, tags, error);
    return status == RAWI_OK ? adapt(mp3, error) : status;
}

static void put_number(unsigned char *at, unsigned size, uint32_t number) {
    for (unsigned i = 0; i < size; i++)
        at[i] = (unsigned char)(number >> 8 * (size - 1 - i));
}

/* LAME's frame of information for the last segment, made to be that of all of them. */
static size_t make_info(const mp3_encoding *mp3, lame_t last, unsigned char frame[FRAME_MOST]) {
    size_t size = lame_get_lametag_frame(last, frame, FRAME_MOST);
    if (size > FRAME_MOST || size < INFO_CRC + 2)
        return 0;
    uint32_t bytes = (uint32_t)(mp3->sink->length - mp3->first_frame);
    put_number(frame + INFO_FRAMES, 4, mp3->frames);
    put_number(frame + INFO_BYTES, 4, bytes);
    put_number(frame + INFO_LENGTH, 4, bytes);
    put_number(frame + INFO_SOUND_CRC, 2, mp3->crc);
    for (unsigned i = 0; i < 100; i++)
        frame[INFO_PLACES + i] = (unsigned char)(i * 256 / 100);
    uint16_t crc = 0;
    for (size_t i = 0; i < INFO_CRC; i++)
        crc = (uint16_t)(crc >> 8 ^ mp3->crc_of[(crc ^ frame[i]) & 0xFF]);
    put_number(frame + INFO_CRC, 2, crc);
    return size;
}

static rawi_status mp3_finish(void *encoding, rawi_error *error) {
    mp3_encoding *mp3 = encoding;
    segment *last = present_segment(mp3);
    last->last = true;
    rawi_status status = begin_to_encode(mp3, last, error);
    for (size_t i = 1; status == RAWI_OK && i <= AT_ONCE; i++)
        status = write_frames(mp3, mp3->segments[(mp3->begun + i) % AT_ONCE], error);
    if (status != RAWI_OK)
        return status;
    unsigned char frame[FRAME_MOST];
    size_t size = make_info(mp3, last->lame, frame);
    rawi_sink_seek(mp3->sink, mp3->first_frame, SEEK_SET);
    return size && rawi_sink_write(mp3->sink, frame, size) ? RAWI_OK : fail(mp3, error);
}

static void mp3_close(void *encoding) {
    mp3_encoding *mp3 = encoding;
    for (size_t i = 0; mp3 && i < AT_ONCE; i++) {
        if (mp3->segments[i])
            clear(mp3->segments[i]);
        free(mp3->segments[i]);
    }
    free(mp3);
}

static const char *const extensions[] = {".mp3", NULL};

const rawi_encoder rawi_mp3_encoder = {.extensions = extensions,
                                       .rates = rawi_usual_rates,
                                       .bit_rates = {96, 32, 320},
                                       .peak_rise = 0.7,
                                       .open = mp3_open,
                                       .write = mp3_write,
                                       .retag = mp3_retag,
                                       .finish = mp3_finish,
                                       .close = mp3_close};
