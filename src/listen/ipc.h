/* The Unix socket of a listening session, for scripts and home automation: JSON lines in the manner
 * of mpv's IPC (listen/protocol.h says which).
 *
 *     $XDG_RUNTIME_DIR/rawi/rawi.socket          the first player
 *     $XDG_RUNTIME_DIR/rawi/instancePID.socket   those that are started while it runs
 *
 * Where XDG_RUNTIME_DIR is not set, /run/user/UID where that is the user's. The folder is its
 * owner's alone, and other users who get at the socket all the same are not answered. A client that
 * sends a line of more than 64 KiB is hung up on; the lines of one that has not read 1 MiB of
 * answers wait until it has. One that ends its side is still sent all that it asked for. */
#ifndef RAWI_LISTEN_IPC_H
#define RAWI_LISTEN_IPC_H

#include "base/text.h"
#include "listen/session.h"

#include <poll.h>

typedef struct rawi_ipc rawi_ipc;

enum {
    RAWI_IPC_CLIENTS_MOST = 16,
    RAWI_IPC_POLLED_MOST = RAWI_IPC_CLIENTS_MOST + 1,
    RAWI_IPC_LINE_MOST = 1 << 16,
    RAWI_IPC_WAITING_MOST = 1 << 20,
    RAWI_IPC_PATIENCE = 5 /* seconds, of who waits for a player that is busy or held up */
};

/* Opens the socket. RAWI_ERROR_IO where there is no runtime folder or it cannot be made there. */
rawi_status rawi_ipc_open(rawi_session *session, rawi_ipc **ipc, rawi_error *error);

/* "rawi" or "instancePID". */
const char *rawi_ipc_name(const rawi_ipc *ipc);

/* Fills in what to poll, at most RAWI_IPC_POLLED_MOST; returns how many. */
size_t rawi_ipc_poll(const rawi_ipc *ipc, struct pollfd *polled);

/* Accepts, reads, answers and writes what there is. Never waits. */
void rawi_ipc_serve(rawi_ipc *ipc);

/* Sends the events of what has changed; called when the session's watcher says so. */
void rawi_ipc_tell(rawi_ipc *ipc);

/* Removes the socket. Does nothing with NULL. */
void rawi_ipc_close(rawi_ipc *ipc);

/* ---- the other side ------------------------------------------------------------------------ */

/* Connects to the player `name`; NULL: to "rawi" where that runs, else to the one that was started
 * last. Returns a blocking socket, on which sending takes no longer than RAWI_IPC_PATIENCE; -1,
 * with `error` filled in, where there is no such player, it is stopped, or it accepts nobody for
 * RAWI_IPC_PATIENCE. */
int rawi_ipc_connect(const char *name, rawi_error *error);

/* Appends the names of the players that run, each with a newline. */
void rawi_ipc_players(rawi_text *names);

#endif
