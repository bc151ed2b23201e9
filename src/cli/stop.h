/* Stopping cleanly: SIGINT, SIGTERM, SIGHUP and SIGQUIT are remembered until the work comes to a
 * place where it can end; a suspension (Ctrl-Z) likewise, for those who ask for it. */
#ifndef RAWI_CLI_STOP_H
#define RAWI_CLI_STOP_H

#include <stdbool.h>

/* Catches the signals from now on, but those that the parent ignores (nohup). */
void stop_catch(void);

/* The signal that came, 0 while none has. */
int stop_signal(void);

/* Readable once a signal came, for poll; stop_drain makes it wait for the next one. */
int stop_fd(void);
void stop_drain(void);

/* Catches SIGTSTP and SIGCONT too. */
void stop_catch_suspension(void);

/* Whether SIGTSTP came since the last call; the caller makes ready and calls stop_suspend, which
 * returns when the program goes on. */
bool stop_wants_suspension(void);
void stop_suspend(void);

/* Whether the program went on (SIGCONT) since the last call. */
bool stop_has_continued(void);

/* Ends the program by the signal that came, as the shell expects it: a loop in a script stops too.
 */
void stop_end(void);

#endif
