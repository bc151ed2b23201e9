/* Reads sound files block by block: libsndfile, a mix, soxr. */
#include "edition/sound_file.h"
#include "audio/resample.h"

#include <errno.h>
#include <math.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    BLOCK = 4096, /* frames */
    CHANNELS_MOST = 64,
    RATE_MOST = 768000
};

typedef struct reading {
    const char *path;
    SNDFILE *file;
    SF_INFO info;
    rawi_resampler *resampler; /* NULL where the rate is right */
    float *frames;
    sf_count_t read; /* frames so far */
    rawi_sample_sink *sink;
    void *user;
} reading;

static rawi_status open_file(reading *job, rawi_error *error) {
    struct stat status;
    if (stat(job->path, &status) != 0)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), job->path,
                         rawi_reason(errno));
    if (!S_ISREG(status.st_mode))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("%s is no file; name a sound file"),
                         job->path);
    job->file = sf_open(job->path, SFM_READ, &job->info);
    if (!job->file)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("%s is no sound file that Rawi can read: %s"), job->path,
                         sf_strerror(NULL));
    if (job->info.channels < 1 || job->info.channels > CHANNELS_MOST || job->info.samplerate < 1 ||
        job->info.samplerate > RATE_MOST)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("%s has %d channels at %d Hz; Rawi reads up to %d at up to %d Hz"),
                         job->path, job->info.channels, job->info.samplerate, CHANNELS_MOST,
                         RATE_MOST);
    return RAWI_OK;
}

/* The mean of the channels; what is no number is silence. */
static void mix(float *frames, sf_count_t count, int channels) {
    for (sf_count_t i = 0; i < count; i++) {
        float sum = 0;
        for (int channel = 0; channel < channels; channel++)
            sum += frames[i * channels + channel];
        sum /= (float)channels;
        frames[i] = isfinite(sum) ? sum : 0;
    }
}

static rawi_status pass_on(reading *job, const float *samples, size_t count, rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (job->resampler)
        status = samples ? rawi_resampler_process(job->resampler, samples, count, &samples, &count,
                                                  error)
                         : rawi_resampler_flush(job->resampler, &samples, &count, error);
    if (status == RAWI_OK && count)
        status = job->sink(job->user, samples, count, error);
    return status;
}

static rawi_status read_all(reading *job, rawi_error *error) {
    sf_count_t most = (sf_count_t)RAWI_SOUND_FILE_SECONDS_MOST * job->info.samplerate;
    rawi_status status = RAWI_OK;
    sf_count_t got;
    while (status == RAWI_OK && (got = sf_readf_float(job->file, job->frames, BLOCK)) > 0) {
        job->read += got;
        if (job->read > most)
            return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                             _("%s lasts longer than %d minutes; cut it"), job->path,
                             RAWI_SOUND_FILE_SECONDS_MOST / 60);
        mix(job->frames, got, job->info.channels);
        status = pass_on(job, job->frames, (size_t)got, error);
    }
    if (status == RAWI_OK && job->read == 0)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("%s: there is no sound in it"), job->path);
    return status == RAWI_OK ? pass_on(job, NULL, 0, error) : status;
}

rawi_status rawi_sound_file_read(const char *path, unsigned rate, rawi_sample_sink *sink,
                                 void *user, rawi_error *error) {
    reading job = {.path = path, .sink = sink, .user = user};
    rawi_status status = open_file(&job, error);
    if (status == RAWI_OK && (unsigned)job.info.samplerate != rate)
        status = rawi_resampler_open((unsigned)job.info.samplerate, rate, &job.resampler, error);
    if (status == RAWI_OK) {
        job.frames = malloc((size_t)BLOCK * (size_t)job.info.channels * sizeof *job.frames);
        status = job.frames ? read_all(&job, error) : rawi_fail_memory(error);
    }
    free(job.frames);
    rawi_resampler_close(job.resampler);
    if (job.file)
        sf_close(job.file);
    return status;
}
