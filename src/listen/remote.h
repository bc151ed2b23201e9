/* The remote control of a listening session: its Unix socket (listen/ipc.h) and its presence on
 * D-Bus (listen/mpris.h), served by one thread, so that neither a silent bus nor a terminal that is
 * held keeps a button from working. */
#ifndef RAWI_LISTEN_REMOTE_H
#define RAWI_LISTEN_REMOTE_H

#include "listen/session.h"

typedef struct rawi_remote rawi_remote;

/* Begins to serve; where there is neither a bus nor a runtime folder for the socket there is just
 * nobody to serve. Commands reach the session until rawi_remote_close, which comes before
 * rawi_session_close. */
rawi_status rawi_remote_open(rawi_session *session, rawi_remote **remote, rawi_error *error);

/* Does nothing with NULL. */
void rawi_remote_close(rawi_remote *remote);

#endif
