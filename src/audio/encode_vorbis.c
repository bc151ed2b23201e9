/* Vorbis in Ogg by libvorbis, at a quality whose bit rate comes near the one that is asked for. */
#include "audio/encoder.h"
#include "audio/vorbis_comment.h"

#include <stdlib.h>
#include <string.h>
#include <vorbis/vorbisenc.h>

enum {
    SERIAL = 0x52617769 /* the same article gives the same bytes */
};

typedef struct vorbis_encoding {
    rawi_sink *sink;
    ogg_stream_state stream;
    vorbis_info info;
    vorbis_comment comments;
    vorbis_dsp_state dsp;
    vorbis_block block;
} vorbis_encoding;

static rawi_status fail(const vorbis_encoding *vorbis, rawi_error *error) {
    return rawi_sink_fail(vorbis->sink, _("the Vorbis encoder failed"), error);
}

static bool add_comment(void *comments, const char *name, const char *value) {
    vorbis_comment_add_tag(comments, name, value); /* does not tell a failed allocation */
    return true;
}

static bool write_page(vorbis_encoding *vorbis, const ogg_page *page) {
    return rawi_sink_write(vorbis->sink, page->header, (size_t)page->header_len) &&
           rawi_sink_write(vorbis->sink, page->body, (size_t)page->body_len);
}

/* The three headers end a page: the sound begins on a new one. */
static rawi_status write_headers(vorbis_encoding *vorbis, rawi_error *error) {
    ogg_packet packets[3];
    if (vorbis_analysis_headerout(&vorbis->dsp, &vorbis->comments, &packets[0], &packets[1],
                                  &packets[2]) != 0)
        return fail(vorbis, error);
    for (size_t i = 0; i < 3; i++)
        if (ogg_stream_packetin(&vorbis->stream, &packets[i]) != 0)
            return fail(vorbis, error);
    ogg_page page;
    while (ogg_stream_flush(&vorbis->stream, &page))
        if (!write_page(vorbis, &page))
            return fail(vorbis, error);
    return RAWI_OK;
}

/* The quality that comes nearest to a bit rate, which then varies with what is said. */
static bool set_bit_rate(vorbis_info *info, unsigned rate, unsigned bit_rate) {
    return vorbis_encode_setup_managed(info, 1, (long)rate, -1, (long)bit_rate * 1000, -1) == 0 &&
           vorbis_encode_ctl(info, OV_ECTL_RATEMANAGE2_SET, NULL) == 0 &&
           vorbis_encode_setup_init(info) == 0;
}

static rawi_status vorbis_open(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                               const rawi_tags *tags, rawi_error *error) {
    vorbis_encoding *vorbis = *encoding = calloc(1, sizeof *vorbis);
    if (!vorbis)
        return rawi_fail_memory(error);
    vorbis->sink = sink;
    vorbis_info_init(&vorbis->info);
    vorbis_comment_init(&vorbis->comments);
    if (!rawi_vorbis_comments(tags, add_comment, &vorbis->comments) ||
        !rawi_vorbis_picture(tags, add_comment, &vorbis->comments))
        return rawi_fail_memory(error);
    if (!set_bit_rate(&vorbis->info, coding->rate, coding->bit_rate) ||
        vorbis_analysis_init(&vorbis->dsp, &vorbis->info) != 0 ||
        vorbis_block_init(&vorbis->dsp, &vorbis->block) != 0 ||
        ogg_stream_init(&vorbis->stream, SERIAL) != 0)
        return fail(vorbis, error);
    return write_headers(vorbis, error);
}

/* Writes the pages that are full, and at the end the last one. */
static rawi_status write_blocks(vorbis_encoding *vorbis, rawi_error *error) {
    while (vorbis_analysis_blockout(&vorbis->dsp, &vorbis->block) == 1) {
        vorbis_analysis(&vorbis->block, NULL);
        vorbis_bitrate_addblock(&vorbis->block);
        ogg_packet packet;
        while (vorbis_bitrate_flushpacket(&vorbis->dsp, &packet)) {
            ogg_stream_packetin(&vorbis->stream, &packet);
            ogg_page page;
            while (ogg_stream_pageout(&vorbis->stream, &page))
                if (!write_page(vorbis, &page))
                    return fail(vorbis, error);
        }
    }
    return RAWI_OK;
}

static rawi_status vorbis_write(void *encoding, const float *samples, size_t count,
                                rawi_error *error) {
    vorbis_encoding *vorbis = encoding;
    float **buffer = vorbis_analysis_buffer(&vorbis->dsp, (int)count);
    memcpy(buffer[0], samples, count * sizeof *samples);
    vorbis_analysis_wrote(&vorbis->dsp, (int)count);
    return write_blocks(vorbis, error);
}

static rawi_status vorbis_finish(void *encoding, rawi_error *error) {
    vorbis_encoding *vorbis = encoding;
    vorbis_analysis_wrote(&vorbis->dsp, 0); /* the end */
    return write_blocks(vorbis, error);
}

static void vorbis_close(void *encoding) {
    vorbis_encoding *vorbis = encoding;
    if (!vorbis)
        return;
    ogg_stream_clear(&vorbis->stream);
    vorbis_block_clear(&vorbis->block);
    vorbis_dsp_clear(&vorbis->dsp);
    vorbis_comment_clear(&vorbis->comments);
    vorbis_info_clear(&vorbis->info);
    free(vorbis);
}

static const char *const extensions[] = {".ogg", NULL};

const rawi_encoder rawi_vorbis_encoder = {.extensions = extensions,
                                          .rates = rawi_usual_rates,
                                          .bit_rates = {64, 48, 240},
                                          .peak_rise = 1.9,
                                          .open = vorbis_open,
                                          .write = vorbis_write,
                                          .finish = vorbis_finish,
                                          .close = vorbis_close};
