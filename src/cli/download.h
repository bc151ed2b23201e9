/* Fetches a file from the web: goes on where an earlier attempt stopped, gives up on servers that
 * fall silent, and lets nothing pass that is not asked for. */
#ifndef RAWI_CLI_DOWNLOAD_H
#define RAWI_CLI_DOWNLOAD_H

#include "base/error.h"
#include "cli/progress.h"

#include <stdint.h>

typedef struct download {
    const char *address; /* http or https; a redirect may lead from http to https only */
    const char *path;    /* of the file, or of what there is of it; kept when it breaks off */
    uint64_t size;       /* what the file must have */
    double patience;     /* seconds to wait for an answer or the next bytes */
    progress_style shown;
} download;

/* RAWI_OK when `path` holds `size` bytes. RAWI_INTERRUPTED after a signal that stop.h caught.
 * RAWI_ERROR_IO with what happened and whether to try again; RAWI_ERROR_DATA where the server has
 * something else. */
rawi_status download_file(const download *wanted, rawi_error *error);

#endif
