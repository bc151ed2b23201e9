/* Signals: a flag for loops and a pipe for poll. */
#include "cli/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t caught;
static volatile sig_atomic_t suspending;
static volatile sig_atomic_t continued;
static int ends[2] = {-1, -1};

static void remember(int number) {
    int saved = errno;
    if (number == SIGTSTP)
        suspending = 1;
    else if (number == SIGCONT)
        continued = 1;
    else
        caught = number;
    if (write(ends[1], "", 1) < 0) {
        /* the pipe is full: who polls it wakes up anyway */
    }
    errno = saved;
}

static void catch_all(const int *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct sigaction action;
        sigaction(numbers[i], NULL, &action);
        if (action.sa_handler == SIG_IGN)
            continue;
        action = (struct sigaction){.sa_handler = remember};
        sigaction(numbers[i], &action, NULL);
    }
}

void stop_catch(void) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    if (pipe(ends) == 0)
        for (int i = 0; i < 2; i++) {
            fcntl(ends[i], F_SETFL, O_NONBLOCK);
            fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        }
    catch_all(numbers, sizeof numbers / sizeof *numbers);
}

void stop_catch_suspension(void) {
    static const int numbers[] = {SIGTSTP, SIGCONT};
    catch_all(numbers, sizeof numbers / sizeof *numbers);
}

bool stop_wants_suspension(void) {
    bool wants = suspending;
    suspending = 0;
    return wants;
}

void stop_suspend(void) {
    raise(SIGSTOP);
}

bool stop_has_continued(void) {
    bool has = continued;
    continued = 0;
    return has;
}

void stop_drain(void) {
    char bytes[64];
    while (read(ends[0], bytes, sizeof bytes) > 0) {
    }
}

int stop_signal(void) {
    return caught;
}

int stop_fd(void) {
    return ends[0];
}

void stop_end(void) {
    if (!caught)
        return;
    fflush(NULL);
    signal(caught, SIG_DFL);
    raise(caught);
}
