/* The spool: its file is unlinked as soon as it is there, so that nothing is left of it however the
 * program ends. */
#include "edition/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_nameless(void) {
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

static rawi_status fail(rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_IO,
                     _("the sound cannot be kept in a temporary file: %s; name a folder with room "
                       "in TMPDIR"),
                     rawi_reason(errno));
}

rawi_status rawi_spool_open(rawi_spool *spool, rawi_error *error) {
    *spool = (rawi_spool){.fd = open_nameless()};
    return spool->fd >= 0 ? RAWI_OK : fail(error);
}

rawi_status rawi_spool_write(rawi_spool *spool, const float *samples, size_t count,
                             rawi_error *error) {
    const char *next = (const char *)samples;
    size_t left = count * sizeof *samples;
    while (left > 0) {
        ssize_t written = write(spool->fd, next, left);
        if (written < 0 && errno != EINTR)
            return fail(error);
        if (written > 0) {
            next += written;
            left -= (size_t)written;
        }
    }
    spool->count += count;
    return RAWI_OK;
}

rawi_status rawi_spool_read(const rawi_spool *spool, unsigned long long at, float *samples,
                            size_t count, rawi_error *error) {
    char *next = (char *)samples;
    size_t left = count * sizeof *samples;
    off_t offset = (off_t)(at * sizeof *samples);
    while (left > 0) {
        ssize_t got = pread(spool->fd, next, left, offset);
        if (got == 0)
            errno = EIO;
        if (got == 0 || (got < 0 && errno != EINTR))
            return fail(error);
        if (got > 0) {
            next += got;
            offset += got;
            left -= (size_t)got;
        }
    }
    return RAWI_OK;
}

void rawi_spool_close(rawi_spool *spool) {
    if (spool->fd >= 0)
        close(spool->fd);
    spool->fd = -1;
}
