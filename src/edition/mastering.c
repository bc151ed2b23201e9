/* The spool and its gain. */
#include "edition/mastering.h"

#include <ebur128.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BLOCK = 4096 /* samples that are rendered at once */
};

struct rawi_mastering {
    unsigned rate;
    int fd;
    unsigned long long count;
    ebur128_state *meter;
};

/* ---- the spool ----------------------------------------------------------------------------- */

/* An unnamed file where there is room for sound: /tmp is memory on many systems. */
static int open_spool(void) {
    const char *chosen = getenv("TMPDIR");
    const char *const folders[] = {chosen && *chosen ? chosen : "/var/tmp", "/tmp"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char name[4096];
        int length = snprintf(name, sizeof name, "%s/rawi-XXXXXX", folders[i]);
        int fd = length > 0 && length < (int)sizeof name ? mkstemp(name) : -1;
        if (fd >= 0) {
            fcntl(fd, F_SETFD, FD_CLOEXEC);
            unlink(name);
            return fd;
        }
    }
    return -1;
}

static rawi_status fail_spool(rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_IO,
                     _("the sound cannot be kept in a temporary file: %s; name a folder with room "
                       "in TMPDIR"),
                     strerror(errno));
}

rawi_status rawi_mastering_open(unsigned rate, rawi_mastering **mastering, rawi_error *error) {
    rawi_mastering *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->rate = rate;
    made->fd = open_spool();
    if (made->fd < 0) {
        rawi_mastering_close(made);
        return fail_spool(error);
    }
    made->meter = ebur128_init(1, rate, EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM);
    if (!made->meter) {
        rawi_mastering_close(made);
        return rawi_fail_memory(error);
    }
    *mastering = made;
    return RAWI_OK;
}

rawi_status rawi_mastering_add(rawi_mastering *mastering, const float *samples, size_t count,
                               rawi_error *error) {
    const char *next = (const char *)samples;
    size_t left = count * sizeof *samples;
    while (left > 0) {
        ssize_t written = write(mastering->fd, next, left);
        if (written < 0 && errno != EINTR)
            return fail_spool(error);
        if (written > 0) {
            next += written;
            left -= (size_t)written;
        }
    }
    mastering->count += count;
    if (ebur128_add_frames_float(mastering->meter, samples, count) != EBUR128_SUCCESS)
        return rawi_fail_memory(error);
    return RAWI_OK;
}

static rawi_status read_spool(const rawi_mastering *mastering, unsigned long long at,
                              float *samples, size_t count, rawi_error *error) {
    char *next = (char *)samples;
    size_t left = count * sizeof *samples;
    off_t offset = (off_t)(at * sizeof *samples);
    while (left > 0) {
        ssize_t got = pread(mastering->fd, next, left, offset);
        if (got == 0)
            errno = EIO;
        if (got == 0 || (got < 0 && errno != EINTR))
            return fail_spool(error);
        if (got > 0) {
            next += got;
            offset += got;
            left -= (size_t)got;
        }
    }
    return RAWI_OK;
}

/* ---- rendering ----------------------------------------------------------------------------- */

static float find_gain(const rawi_mastering *mastering, double loudness) {
    double measured = -HUGE_VAL;
    if (!isnan(loudness))
        ebur128_loudness_global(mastering->meter, &measured);
    return isfinite(measured) ? (float)pow(10.0, (loudness - measured) / 20.0) : 1.0F;
}

rawi_status rawi_mastering_render(rawi_mastering *mastering, double loudness, rawi_sink *sink,
                                  void *user, rawi_error *error) {
    float samples[BLOCK];
    float gain = find_gain(mastering, loudness);
    rawi_status status = RAWI_OK;
    for (unsigned long long at = 0; status == RAWI_OK && at < mastering->count; at += BLOCK) {
        unsigned long long left = mastering->count - at;
        size_t count = left < BLOCK ? (size_t)left : BLOCK;
        status = read_spool(mastering, at, samples, count, error);
        for (size_t i = 0; i < count; i++)
            samples[i] *= gain;
        if (status == RAWI_OK)
            status = sink(user, samples, count, error);
    }
    return status;
}

void rawi_mastering_close(rawi_mastering *mastering) {
    if (!mastering)
        return;
    if (mastering->fd >= 0)
        close(mastering->fd);
    if (mastering->meter)
        ebur128_destroy(&mastering->meter);
    free(mastering);
}
