/* The remote control's thread. */
#include "listen/remote.h"
#include "listen/ipc.h"
#include "listen/mpris.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct rawi_remote {
    rawi_session *session;
    rawi_ipc *ipc;     /* NULL where there is no place for it */
    rawi_mpris *mpris; /* NULL where there is no bus */
    int watcher;       /* readable when something has changed */
    int closing;       /* readable when the thread is to end */
    pthread_t thread;
};

/* What is polled stands in this order. */
enum {
    POLL_CLOSING,
    POLL_WATCHER,
    POLL_MPRIS,
    POLL_IPC,
    POLLED_MOST = POLL_IPC + RAWI_IPC_POLLED_MOST
};

static void wait_for_something(rawi_remote *remote, struct pollfd *polled) {
    int milliseconds = -1;
    size_t count = POLL_IPC;
    polled[POLL_CLOSING] = (struct pollfd){.fd = remote->closing, .events = POLLIN};
    polled[POLL_WATCHER] = (struct pollfd){.fd = remote->watcher, .events = POLLIN};
    polled[POLL_MPRIS] = (struct pollfd){.fd = -1};
    if (remote->mpris)
        polled[POLL_MPRIS] = rawi_mpris_poll(remote->mpris, &milliseconds);
    if (remote->ipc)
        count += rawi_ipc_poll(remote->ipc, polled + POLL_IPC);
    if (poll(polled, count, milliseconds) < 0)
        polled[POLL_CLOSING].revents = polled[POLL_WATCHER].revents = 0;
}

static void tell(rawi_remote *remote) {
    uint64_t changes;
    if (read(remote->watcher, &changes, sizeof changes) < 0)
        return;
    if (remote->mpris)
        rawi_mpris_tell(remote->mpris);
    if (remote->ipc)
        rawi_ipc_tell(remote->ipc);
}

static void *serve(void *user) {
    rawi_remote *remote = user;
    struct pollfd polled[POLLED_MOST];
    remote->mpris =
        rawi_mpris_open(remote->session, remote->ipc ? rawi_ipc_name(remote->ipc) : "rawi");
    for (;;) {
        wait_for_something(remote, polled);
        if (polled[POLL_CLOSING].revents)
            return NULL;
        if (remote->ipc)
            rawi_ipc_serve(remote->ipc);
        if (polled[POLL_WATCHER].revents)
            tell(remote);
        /* last, so that what was told is sent at once */
        if (remote->mpris && !rawi_mpris_serve(remote->mpris)) {
            rawi_mpris_close(remote->mpris);
            remote->mpris = NULL;
        }
    }
}

rawi_status rawi_remote_open(rawi_session *session, rawi_remote **remote, rawi_error *error) {
    rawi_remote *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->session = session;
    made->watcher = rawi_session_watch(session);
    made->closing = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    rawi_ipc_open(session, &made->ipc, NULL);
    if (made->watcher < 0 || made->closing < 0 ||
        pthread_create(&made->thread, NULL, serve, made) != 0) {
        rawi_ipc_close(made->ipc);
        rawi_session_unwatch(session, made->watcher);
        close(made->closing);
        free(made);
        return rawi_fail_memory(error);
    }
    *remote = made;
    return RAWI_OK;
}

void rawi_remote_close(rawi_remote *remote) {
    static const uint64_t one = 1;
    if (!remote)
        return;
    while (write(remote->closing, &one, sizeof one) < 0) {
    }
    pthread_join(remote->thread, NULL);
    rawi_mpris_close(remote->mpris);
    rawi_ipc_close(remote->ipc);
    rawi_session_unwatch(remote->session, remote->watcher);
    close(remote->closing);
    free(remote);
}
