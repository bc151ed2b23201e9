/* A progress bar on a terminal: how much is done, how long it takes still, how fast it goes. */
#ifndef RAWI_CLI_PROGRESS_H
#define RAWI_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct progress {
    bool shown;   /* standard error is a terminal and shall show it */
    double start; /* seconds on the monotonic clock */
    double drawn; /* the same when it was last drawn */
} progress;

/* Seconds on the monotonic clock. */
double progress_clock(void);

void progress_begin(progress *bar, bool wanted);

/* `done` is 0 to 1; `seconds` of sound have been made. Draws at most ten times a second. */
void progress_update(progress *bar, double done, double seconds);

/* The same for a download: `done` of `all` bytes are here, `before` were there at the beginning. */
void progress_update_bytes(progress *bar, double done, double all, double before);

/* The same for a batch: `done` is 0 to 1, `ended` of `all` articles are finished. */
void progress_update_articles(progress *bar, double done, size_t ended, size_t all);

/* Removes the bar; the cursor is at the start of an empty line. */
void progress_end(progress *bar);

/* "3:05" or "1:02:03"; returns `text`. */
const char *format_duration(double seconds, char *text, size_t size);

/* "1.6 MB"; returns `text`. */
const char *format_size(unsigned long long bytes, char *text, size_t size);

#endif
