/* The spool: samples in a temporary file without a name, written at its end, read anywhere. */
#ifndef RAWI_EDITION_SPOOL_H
#define RAWI_EDITION_SPOOL_H

#include "base/error.h"

typedef struct rawi_spool {
    int fd;                   /* -1: closed */
    unsigned long long count; /* samples written */
} rawi_spool;

/* In TMPDIR, else in /var/tmp, since /tmp is memory on many systems. RAWI_ERROR_IO where there is
 * no place; *spool is then closed. */
rawi_status rawi_spool_open(rawi_spool *spool, rawi_error *error);

rawi_status rawi_spool_write(rawi_spool *spool, const float *samples, size_t count,
                             rawi_error *error);

/* `count` samples from sample `at` on, all of which have been written. */
rawi_status rawi_spool_read(const rawi_spool *spool, unsigned long long at, float *samples,
                            size_t count, rawi_error *error);

/* Does nothing with a closed one. */
void rawi_spool_close(rawi_spool *spool);

#endif
