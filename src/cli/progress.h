/* Progress on a terminal: how much is done, how long it takes still, how fast it goes. */
#ifndef RAWI_CLI_PROGRESS_H
#define RAWI_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum progress_style {
    PROGRESS_NONE,
    PROGRESS_BAR,  /* drawn over and over */
    PROGRESS_LINES /* for screen readers: after each quarter one */
} progress_style;

typedef struct progress {
    progress_style style;
    double start; /* seconds on the monotonic clock */
    double drawn; /* the same when it was last drawn */
    double told;  /* the share of the work that the last line told of */
} progress;

/* Seconds on the monotonic clock. */
double progress_clock(void);

/* Shows nothing where standard error is no terminal. */
void progress_begin(progress *bar, progress_style style);

/* `done` is 0 to 1; `seconds` of sound have been made. A bar is drawn at most ten times a second.
 */
void progress_update(progress *bar, double done, double seconds);

/* The same for a download: `done` of `all` bytes are here, `before` were there at the beginning. */
void progress_update_bytes(progress *bar, double done, double all, double before);

/* The same for a batch: `done` is 0 to 1, `ended` of `all` articles are finished. */
void progress_update_articles(progress *bar, double done, size_t ended, size_t all);

/* Removes a bar; the cursor is at the start of an empty line. */
void progress_end(progress *bar);

/* "3:05" or "1:02:03"; returns `text`. */
const char *format_duration(double seconds, char *text, size_t size);

/* "1.6 MB"; returns `text`. */
const char *format_size(unsigned long long bytes, char *text, size_t size);

#endif
