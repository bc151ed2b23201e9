/* The writer: finds the format, brings the samples to its rate, hands them to its encoder. */
#include "audio/writer.h"
#include "audio/encoder.h"
#include "audio/resample.h"
#include "base/arena.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct rawi_writer {
    const rawi_encoder *encoder;
    void *encoding; /* the encoder's own */
    rawi_new_file file;
    rawi_sink sink;
    rawi_resampler *resampler; /* NULL where the rate stays */
};

const unsigned rawi_usual_rates[] = {44100, 48000, 0};

static const rawi_encoder *const encoders[] = {&rawi_mp3_encoder,    &rawi_opus_encoder,
                                               &rawi_vorbis_encoder, &rawi_flac_encoder,
                                               &rawi_mp4_encoder,    &rawi_wav_encoder};

static const rawi_encoder *find_encoder(const char *path) {
    if (strcmp(path, "-") == 0)
        return &rawi_pipe_encoder;
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && i < sizeof encoders / sizeof *encoders; i++)
        for (const char *const *extension = encoders[i]->extensions; *extension; extension++)
            if (strcasecmp(dot, *extension) == 0)
                return encoders[i];
    return NULL;
}

static rawi_status check_bit_rate(const char *path, const rawi_bit_rates *rates, unsigned bit_rate,
                                  rawi_error *error) {
    if (bit_rate && !rates->usual)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("%s: this format keeps every sample, a bit rate does not go with it"),
                         path);
    if (bit_rate && (bit_rate < rates->least || bit_rate > rates->most))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("%s: the bit rate of this format is %u to %u kbit/s, not %u"), path,
                         rates->least, rates->most, bit_rate);
    return RAWI_OK;
}

rawi_status rawi_writer_check(const char *path, unsigned bit_rate, rawi_error *error) {
    const rawi_encoder *encoder = find_encoder(path);
    if (!encoder)
        return rawi_fail(
            error, RAWI_ERROR_ARGUMENT,
            _("%s: which format? End the name in .mp3 .opus .ogg .flac .m4b .m4a or .wav"), path);
    rawi_status status = check_bit_rate(path, &encoder->bit_rates, bit_rate, error);
    if (status == RAWI_OK && encoder->available)
        status = encoder->available(error);
    return status;
}

/* The first rate of which the voice's is a whole part, else the next higher one, so that nothing is
 * lost. */
static unsigned choose_rate(const rawi_encoder *encoder, unsigned rate) {
    const unsigned *rates = encoder->rates;
    if (!rates)
        return rate;
    for (size_t i = 0; rates[i]; i++)
        if (rates[i] % rate == 0)
            return rates[i];
    size_t i = 0;
    while (rates[i] < rate && rates[i + 1])
        i++;
    return rates[i];
}

unsigned rawi_writer_rate(const char *path, unsigned rate) {
    const rawi_encoder *encoder = find_encoder(path);
    return encoder ? choose_rate(encoder, rate) : 0;
}

double rawi_writer_peak_rise(const char *path) {
    const rawi_encoder *encoder = find_encoder(path);
    return encoder ? encoder->peak_rise : 0;
}

/* ---- opening ------------------------------------------------------------------------------- */

static rawi_status open_sink(rawi_writer *writer, const char *path, rawi_error *error) {
    rawi_status status = RAWI_OK;
    writer->sink = (rawi_sink){.fd = STDOUT_FILENO, .pipe = true, .name = _("standard output")};
    if (writer->encoder != &rawi_pipe_encoder) {
        status = rawi_new_file_open(path, &writer->file, error);
        writer->sink = (rawi_sink){.fd = writer->file.fd, .name = writer->file.path};
    }
    return status;
}

static rawi_status start(rawi_writer *writer, const char *path, unsigned rate, unsigned bit_rate,
                         rawi_content content, const rawi_tags *tags, rawi_error *error) {
    const rawi_encoder *encoder = writer->encoder;
    unsigned target = choose_rate(encoder, rate);
    const rawi_coding coding = {.rate = target,
                                .band = (rate < target ? rate : target) / 2,
                                .bit_rate = bit_rate ? bit_rate : encoder->bit_rates.usual,
                                .speech = content == RAWI_CONTENT_SPEECH};
    rawi_arena arena = {0};
    rawi_tags clean;
    rawi_status status = rawi_tags_clean(tags, &arena, &clean, error);
    if (status == RAWI_OK)
        status = open_sink(writer, path, error);
    if (status == RAWI_OK && target != rate)
        status = rawi_resampler_open(rate, target, &writer->resampler, error);
    if (status == RAWI_OK)
        status = encoder->open(&writer->encoding, &writer->sink, &coding, &clean, error);
    rawi_arena_free(&arena);
    return status;
}

rawi_status rawi_writer_open(const char *path, unsigned rate, unsigned bit_rate,
                             rawi_content content, const rawi_tags *tags, rawi_writer **writer,
                             rawi_error *error) {
    rawi_status status = rawi_writer_check(path, bit_rate, error);
    if (status != RAWI_OK)
        return status;
    rawi_writer *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->encoder = find_encoder(path);
    made->file.fd = -1;
    status = start(made, path, rate, bit_rate, content, tags, error);
    if (status != RAWI_OK) {
        rawi_writer_abort(made);
        return status;
    }
    *writer = made;
    return RAWI_OK;
}

/* ---- writing and closing ------------------------------------------------------------------- */

static float clip(float sample) {
    if (sample >= -1.0F && sample <= 1.0F)
        return sample;
    return isnan(sample) ? 0.0F : sample > 0 ? 1.0F : -1.0F;
}

static rawi_status write_samples(rawi_writer *writer, const float *samples, size_t count,
                                 rawi_error *error) {
    float piece[RAWI_PIECE];
    while (count > 0) {
        size_t now = count < RAWI_PIECE ? count : RAWI_PIECE;
        for (size_t i = 0; i < now; i++)
            piece[i] = clip(samples[i]);
        rawi_status status = writer->encoder->write(writer->encoding, piece, now, error);
        if (status != RAWI_OK)
            return status;
        samples += now;
        count -= now;
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

bool rawi_writer_retags(const char *path) {
    const rawi_encoder *encoder = find_encoder(path);
    return encoder && encoder->retag;
}

rawi_status rawi_writer_retag(rawi_writer *writer, const rawi_tags *tags, rawi_error *error) {
    rawi_arena arena = {0};
    rawi_tags clean;
    rawi_status status = rawi_tags_clean(tags, &arena, &clean, error);
    if (status == RAWI_OK)
        status = writer->encoder->retag(writer->encoding, &clean, error);
    rawi_arena_free(&arena);
    return status;
}

static rawi_status finish_sound(rawi_writer *writer, rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (writer->resampler) {
        const float *rest;
        size_t count;
        status = rawi_resampler_flush(writer->resampler, &rest, &count, error);
        if (status == RAWI_OK)
            status = write_samples(writer, rest, count, error);
    }
    return status == RAWI_OK ? writer->encoder->finish(writer->encoding, error) : status;
}

rawi_status rawi_writer_finish(rawi_writer *writer, rawi_new_file *file, unsigned long long *bytes,
                               rawi_error *error) {
    *file = (rawi_new_file){.fd = -1};
    rawi_status status = finish_sound(writer, error);
    if (bytes)
        *bytes = (unsigned long long)writer->sink.length;
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
    writer->encoder->close(writer->encoding);
    rawi_resampler_close(writer->resampler);
    rawi_new_file_abort(&writer->file);
    free(writer);
}
