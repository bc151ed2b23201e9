/* FLAC by libFLAC, 16 bits. */
#include "audio/encoder.h"
#include "audio/vorbis_comment.h"
#include "base/text.h"

#include <FLAC/metadata.h>
#include <FLAC/stream_encoder.h>
#include <stdlib.h>

enum {
    LEVEL = 5,     /* of compression: libFLAC's own choice */
    HEAD_KEPT = 42 /* bytes: the name of the format and what is known of the sound at the end */
};

typedef struct flac_encoding {
    rawi_sink *sink;
    FLAC__StreamEncoder *encoder;
    FLAC__StreamMetadata *blocks[2]; /* comments, picture */
    unsigned block_count;
    unsigned rate;
    int64_t head; /* bytes before the first frame */
} flac_encoding;

/* ---- what libFLAC writes through ----------------------------------------------------------- */

static FLAC__StreamEncoderWriteStatus stream_write(const FLAC__StreamEncoder *encoder,
                                                   const FLAC__byte bytes[], size_t count,
                                                   uint32_t samples, uint32_t frame, void *sink) {
    (void)encoder;
    (void)samples;
    (void)frame;
    return rawi_sink_write(sink, bytes, count) ? FLAC__STREAM_ENCODER_WRITE_STATUS_OK
                                               : FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
}

static FLAC__StreamEncoderSeekStatus stream_seek(const FLAC__StreamEncoder *encoder,
                                                 FLAC__uint64 offset, void *sink) {
    (void)encoder;
    rawi_sink_seek(sink, (int64_t)offset, SEEK_SET);
    return FLAC__STREAM_ENCODER_SEEK_STATUS_OK;
}

static FLAC__StreamEncoderTellStatus stream_tell(const FLAC__StreamEncoder *encoder,
                                                 FLAC__uint64 *offset, void *sink) {
    (void)encoder;
    *offset = (FLAC__uint64)((rawi_sink *)sink)->offset;
    return FLAC__STREAM_ENCODER_TELL_STATUS_OK;
}

/* ---- metadata ------------------------------------------------------------------------------ */

static bool add_comment(void *block, const char *name, const char *value) {
    FLAC__StreamMetadata_VorbisComment_Entry entry;
    if (!FLAC__metadata_object_vorbiscomment_entry_from_name_value_pair(&entry, name, value))
        return false;
    if (FLAC__metadata_object_vorbiscomment_append_comment(block, entry, false))
        return true;
    free(entry.entry);
    return false;
}

static FLAC__StreamMetadata *add_block(flac_encoding *flac, FLAC__MetadataType type) {
    FLAC__StreamMetadata *block = FLAC__metadata_object_new(type);
    if (block)
        flac->blocks[flac->block_count++] = block;
    return block;
}

static bool add_picture(flac_encoding *flac, const rawi_picture *cover) {
    FLAC__StreamMetadata *block = add_block(flac, FLAC__METADATA_TYPE_PICTURE);
    if (!block)
        return false;
    block->data.picture.type = FLAC__STREAM_METADATA_PICTURE_TYPE_FRONT_COVER;
    block->data.picture.width = cover->width;
    block->data.picture.height = cover->height;
    block->data.picture.depth = 24;
    return FLAC__metadata_object_picture_set_mime_type(block, (char *)rawi_picture_type(cover),
                                                       true) &&
           FLAC__metadata_object_picture_set_data(block, cover->bytes, (uint32_t)cover->size, true);
}

/* ---- the encoder --------------------------------------------------------------------------- */

static rawi_status fail(const flac_encoding *flac, rawi_error *error) {
    return rawi_sink_fail(flac->sink, FLAC__stream_encoder_get_resolved_state_string(flac->encoder),
                          error);
}

static bool make_blocks(flac_encoding *flac, const rawi_tags *tags) {
    FLAC__StreamMetadata *comments = add_block(flac, FLAC__METADATA_TYPE_VORBIS_COMMENT);
    return comments && rawi_vorbis_comments(tags, add_comment, comments) &&
           (!tags->cover || add_picture(flac, tags->cover));
}

/* Makes the encoder and writes what stands before the first frame; without `seek` and `tell` only
 * that can be written. */
static rawi_status start(flac_encoding *flac, const rawi_tags *tags,
                         FLAC__StreamEncoderWriteCallback write,
                         FLAC__StreamEncoderSeekCallback seek, FLAC__StreamEncoderTellCallback tell,
                         void *user, rawi_error *error) {
    flac->encoder = FLAC__stream_encoder_new();
    if (!flac->encoder || !make_blocks(flac, tags))
        return rawi_fail_memory(error);
    FLAC__stream_encoder_set_channels(flac->encoder, 1);
    FLAC__stream_encoder_set_bits_per_sample(flac->encoder, 16);
    FLAC__stream_encoder_set_sample_rate(flac->encoder, flac->rate);
    FLAC__stream_encoder_set_compression_level(flac->encoder, LEVEL);
    FLAC__stream_encoder_set_metadata(flac->encoder, flac->blocks, flac->block_count);
    FLAC__StreamEncoderInitStatus status =
        FLAC__stream_encoder_init_stream(flac->encoder, write, seek, tell, NULL, user);
    if (status != FLAC__STREAM_ENCODER_INIT_STATUS_OK)
        return rawi_sink_fail(flac->sink, FLAC__StreamEncoderInitStatusString[status], error);
    return RAWI_OK;
}

static void stop(flac_encoding *flac) {
    if (flac->encoder)
        FLAC__stream_encoder_delete(flac->encoder);
    for (unsigned i = 0; i < flac->block_count; i++)
        FLAC__metadata_object_delete(flac->blocks[i]);
}

static rawi_status flac_open(void **encoding, rawi_sink *sink, const rawi_coding *coding,
                             const rawi_tags *tags, rawi_error *error) {
    flac_encoding *flac = *encoding = calloc(1, sizeof *flac);
    if (!flac)
        return rawi_fail_memory(error);
    flac->sink = sink;
    flac->rate = coding->rate;
    rawi_status status = start(flac, tags, stream_write, stream_seek, stream_tell, sink, error);
    flac->head = sink->offset;
    return status;
}

static FLAC__StreamEncoderWriteStatus head_write(const FLAC__StreamEncoder *encoder,
                                                 const FLAC__byte bytes[], size_t count,
                                                 uint32_t samples, uint32_t frame, void *head) {
    (void)encoder;
    (void)samples;
    (void)frame;
    return rawi_text_add(head, (const char *)bytes, count)
               ? FLAC__STREAM_ENCODER_WRITE_STATUS_OK
               : FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
}

/* The metadata are those that libFLAC would begin another file with. */
static rawi_status flac_retag(void *encoding, const rawi_tags *tags, rawi_error *error) {
    flac_encoding *flac = encoding;
    flac_encoding other = {.sink = flac->sink, .rate = flac->rate};
    rawi_text head = {0};
    rawi_status status = start(&other, tags, head_write, NULL, NULL, &head, error);
    if (status == RAWI_OK && !rawi_sink_replace(flac->sink, HEAD_KEPT, flac->head,
                                                head.bytes + HEAD_KEPT, head.length - HEAD_KEPT))
        status = fail(flac, error);
    flac->head = (int64_t)head.length;
    stop(&other);
    rawi_text_free(&head);
    return status;
}

static rawi_status flac_write(void *encoding, const float *samples, size_t count,
                              rawi_error *error) {
    flac_encoding *flac = encoding;
    FLAC__int32 values[RAWI_PIECE];
    for (size_t i = 0; i < count; i++)
        values[i] = rawi_sample_16(samples[i]);
    bool written = FLAC__stream_encoder_process_interleaved(flac->encoder, values, (uint32_t)count);
    return written ? RAWI_OK : fail(flac, error);
}

static rawi_status flac_finish(void *encoding, rawi_error *error) {
    flac_encoding *flac = encoding;
    return FLAC__stream_encoder_finish(flac->encoder) && !flac->sink->error ? RAWI_OK
                                                                            : fail(flac, error);
}

static void flac_close(void *encoding) {
    flac_encoding *flac = encoding;
    if (flac)
        stop(flac);
    free(flac);
}

static const char *const extensions[] = {".flac", NULL};

const rawi_encoder rawi_flac_encoder = {.extensions = extensions,
                                        .open = flac_open,
                                        .write = flac_write,
                                        .retag = flac_retag,
                                        .finish = flac_finish,
                                        .close = flac_close};
