/* A notice: a message of the program's own, spoken by the listener's voice. */
#ifndef RAWI_LISTEN_NOTICE_H
#define RAWI_LISTEN_NOTICE_H

#include "base/error.h"

typedef struct rawi_notice {
    float *samples; /* mono; the caller's to free */
    size_t count;
    unsigned rate; /* samples a second */
} rawi_notice;

/* Speaks a message, which may be in any language. */
rawi_status rawi_notice_make(const char *message, const rawi_script_options *script,
                             const rawi_narration_options *narration, rawi_notice *notice,
                             rawi_error *error);

#endif
