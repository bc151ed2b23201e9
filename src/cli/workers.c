/* Worker processes: forked before the work, fed through a pipe each, heard through another. A
 * message is smaller than PIPE_BUF and so arrives whole or not at all. */
#define _GNU_SOURCE /* sched_getaffinity(2) */
#include "cli/workers.h"

#include "cli/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

_Static_assert(sizeof(worker_message) <= PIPE_BUF, "messages would be torn apart");

enum {
    LARGE_BYTES = 256 << 10
};

typedef struct worker {
    pid_t process; /* 0: none */
    int orders;    /* the parent writes jobs, */
    int answers;   /* and reads messages; -1 where closed */
    bool busy;
    size_t job;
} worker;

typedef struct crew {
    const worker_crew *plan;
    worker *workers;
    struct pollfd *polled; /* one a worker, and the stop signal */
    size_t next;           /* job */
    size_t count;          /* of running workers */
    bool stopping;
} crew;

size_t worker_processors(void) {
    cpu_set_t processors;
    int count = 0;
    if (sched_getaffinity(0, sizeof processors, &processors) == 0)
        count = CPU_COUNT(&processors);
    return count > 0 ? (size_t)count : 1;
}

/* ---- in a worker --------------------------------------------------------------------------- */

static int parent_pipe = -1;

void worker_tell(const worker_message *message) {
    ssize_t written;
    do
        written = write(parent_pipe, message, sizeof *message);
    while (written < 0 && errno == EINTR);
}

/* The next order; false when there is none, or a signal came. */
static bool take_order(int orders, size_t *job) {
    ssize_t got;
    do
        got = read(orders, job, sizeof *job);
    while (got < 0 && errno == EINTR && !stop_signal());
    return got == (ssize_t)sizeof *job;
}

/* Nothing of what the parent holds open for others stays: a pipe ends when its last holder ends. */
static void forget_others(const crew *all) {
    for (size_t i = 0; i < all->plan->workers; i++) {
        if (all->workers[i].orders >= 0)
            close(all->workers[i].orders);
        if (all->workers[i].answers >= 0)
            close(all->workers[i].answers);
    }
}

/* Many articles come after one another in a worker: what was large goes back to the system each
 * time, so that the last one finds no more memory taken than the first. */
static void keep_memory_flat(void) {
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
#endif
}

_Noreturn static void be_worker(const crew *all, int orders, int answers, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    stop_catch();
    forget_others(all);
    keep_memory_flat();
    parent_pipe = answers;
    size_t job;
    while (getppid() == parent && !stop_signal() && take_order(orders, &job)) {
        worker_message message = {.job = job, .state = WORKER_DONE};
        all->plan->work(all->plan->user, &message);
        message.state = WORKER_DONE;
        worker_tell(&message);
    }
    _exit(0);
}

/* ---- starting and ending ------------------------------------------------------------------- */

static bool open_pipe(int ends[2]) {
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

static void close_pipe(const int ends[2]) {
    close(ends[0]);
    close(ends[1]);
}

static bool start(crew *all, worker *made) {
    int orders[2], answers[2];
    if (!open_pipe(orders))
        return false;
    if (!open_pipe(answers)) {
        close_pipe(orders);
        return false;
    }
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(orders[1]);
        close(answers[0]);
        be_worker(all, orders[0], answers[1], parent);
    }
    close(orders[0]);
    close(answers[1]);
    if (child < 0) {
        close(orders[1]);
        close(answers[0]);
        return false;
    }
    *made = (worker){.process = child, .orders = orders[1], .answers = answers[0]};
    all->count++;
    return true;
}

/* Lets an idle worker go. */
static void dismiss(worker *idle) {
    if (idle->orders >= 0)
        close(idle->orders);
    idle->orders = -1;
}

/* Gives the worker the next job; without one it goes. */
static void order(crew *all, worker *idle) {
    if (all->stopping || all->next >= all->plan->jobs) {
        dismiss(idle);
        return;
    }
    idle->job = all->next++;
    idle->busy = true;
    if (write(idle->orders, &idle->job, sizeof idle->job) != (ssize_t)sizeof idle->job) {
        /* it is dead: its answers end, and the job is lost */
    }
}

/* How a process ended, in words. */
static void describe_end(int status, rawi_error *error) {
    if (WIFSIGNALED(status))
        rawi_fail(error, RAWI_ERROR_IO, _("its process was ended by signal %d (%s)"),
                  WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        rawi_fail(error, RAWI_ERROR_IO, _("its process ended with status %d"), WEXITSTATUS(status));
}

/* A worker has closed its pipe: its job, if it had one, is lost. Another takes its place. */
static void bury(crew *all, worker *dead) {
    int status = 0;
    dismiss(dead);
    close(dead->answers);
    while (waitpid(dead->process, &status, 0) < 0 && errno == EINTR) {
    }
    worker_message message = {.job = dead->job, .state = WORKER_LOST};
    bool lost = dead->busy;
    *dead = (worker){.orders = -1, .answers = -1};
    all->count--;
    if (lost) {
        describe_end(status, &message.error);
        all->plan->hear(all->plan->user, &message);
    }
    if (!all->stopping && all->next < all->plan->jobs && start(all, dead))
        order(all, dead);
}

static void stop_all(crew *all) {
    all->stopping = true;
    for (size_t i = 0; i < all->plan->workers; i++) {
        dismiss(&all->workers[i]);
        if (all->workers[i].process)
            kill(all->workers[i].process, SIGTERM);
    }
}

/* ---- the parent's loop --------------------------------------------------------------------- */

static void hear(crew *all, worker *speaking) {
    worker_message message;
    ssize_t got;
    do
        got = read(speaking->answers, &message, sizeof message);
    while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof message) {
        bury(all, speaking);
        return;
    }
    all->plan->hear(all->plan->user, &message);
    if (message.state == WORKER_DONE) {
        speaking->busy = false;
        order(all, speaking);
    }
}

static void wait_and_hear(crew *all) {
    size_t count = all->plan->workers;
    for (size_t i = 0; i < count; i++)
        all->polled[i] = (struct pollfd){.fd = all->workers[i].answers, .events = POLLIN};
    all->polled[count] = (struct pollfd){.fd = all->stopping ? -1 : stop_fd(), .events = POLLIN};
    if (poll(all->polled, count + 1, -1) < 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (all->polled[i].revents)
            hear(all, &all->workers[i]);
    if (!all->stopping && (stop_signal() || !all->plan->go_on(all->plan->user)))
        stop_all(all);
}

static rawi_status run(crew *all, rawi_error *error) {
    size_t wanted = all->plan->workers;
    for (size_t i = 0; i < wanted; i++)
        all->workers[i] = (worker){.orders = -1, .answers = -1};
    for (size_t i = 0; i < wanted && all->next < all->plan->jobs; i++)
        if (start(all, &all->workers[i]))
            order(all, &all->workers[i]);
    while (all->count > 0)
        wait_and_hear(all);
    if (all->stopping)
        return rawi_fail(error, RAWI_INTERRUPTED, "%s", _("interrupted"));
    if (all->next < all->plan->jobs)
        return rawi_fail(error, RAWI_ERROR_IO, _("no process can be started: %s"),
                         rawi_reason(errno));
    return RAWI_OK;
}

rawi_status worker_crew_run(const worker_crew *plan, rawi_error *error) {
    crew all = {.plan = plan,
                .workers = calloc(plan->workers, sizeof *all.workers),
                .polled = calloc(plan->workers + 1, sizeof *all.polled)};
    rawi_status status = all.workers && all.polled ? run(&all, error) : rawi_fail_memory(error);
    free(all.workers);
    free(all.polled);
    return status;
}
