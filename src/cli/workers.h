/* Worker processes: each takes one job after another from the parent and keeps what it has opened
 * for the next one. What one of them breaks is lost with it, and nothing else. */
#ifndef RAWI_CLI_WORKERS_H
#define RAWI_CLI_WORKERS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum worker_state {
    WORKER_AT_WORK, /* how far the job has come */
    WORKER_DONE,    /* the job has ended as `error` says */
    WORKER_LOST     /* the process ended in the midst of it; `error` says how */
} worker_state;

/* What the parent hears of a job. */
typedef struct worker_message {
    size_t job;
    worker_state state;
    bool is_current; /* nothing was to be done */
    double done;     /* 0 to 1 */
    double seconds;  /* of sound */
    double elapsed;  /* seconds of work */
    unsigned long long bytes;
    unsigned long long words;
    rawi_error error; /* status RAWI_OK where the job succeeded */
} worker_message;

typedef struct worker_crew {
    size_t workers; /* processes at a time, at least 1 */
    size_t jobs;

    /* In a worker: does a job and fills in what belongs to its end. In between it may call
     * worker_tell. */
    void (*work)(void *user, worker_message *message);

    /* In the parent, for each message. */
    void (*hear)(void *user, const worker_message *message);

    /* In the parent, in between: false ends the work. May be called at any time. */
    bool (*go_on)(void *user);

    void *user; /* the workers see it as it was when they were started */
} worker_crew;

/* Does all jobs. Workers stop as at a signal (cli/stop.h) when the parent is stopped or ends.
 * RAWI_INTERRUPTED where `go_on` or a signal ended the work, RAWI_ERROR_MEMORY or RAWI_ERROR_IO
 * where no worker can be started; what was heard until then holds. */
rawi_status worker_crew_run(const worker_crew *crew, rawi_error *error);

/* In a worker: tells the parent how far the job is. */
void worker_tell(const worker_message *message);

/* The processors that this process may use. */
size_t worker_processors(void);

#endif
