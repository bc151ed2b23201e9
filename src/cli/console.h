/* The terminal of a listener: shows what a session says and sends it the keys. Nothing is drawn
 * where standard error is no terminal; with --plain each event is a line of its own, and nothing is
 * drawn over, as screen readers want it. */
#ifndef RAWI_CLI_CONSOLE_H
#define RAWI_CLI_CONSOLE_H

#include "cli/cli.h"
#include "listen/session.h"

/* How listening ended. */
typedef struct console_end {
    bool finished;      /* the queue was heard to its end */
    bool sounded;       /* something was heard; the rest has a meaning then */
    rawi_span sentence; /* the last one that was heard, in its article's text */
    double seconds;     /* the position in the article, at rate 1 */
    double rate;
    rawi_error trouble; /* the last that was printed; RAWI_OK where none was */
    char *unsaid; /* what is still to be spoken of the troubles, the caller's; NULL: nothing */
} console_end;

/* Until the queue was heard, the listener quits, a signal comes or nothing can be heard. Returns
 * the exit status; what went wrong has been printed. The caller closes the session, speaks
 * end->unsaid (cli_say: the session had the sound until then), and calls stop_end. */
int console_listen(const cli_options *options, rawi_session *session, console_end *end);

#endif
