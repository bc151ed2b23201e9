/* What of a session is shown to those who look at it. The session's lock is to be held. */
#ifndef RAWI_LISTEN_VIEW_H
#define RAWI_LISTEN_VIEW_H

#include "listen/will.h"

rawi_session_state rawi_view_state(const rawi_will *will);

/* As rawi_session_look. */
rawi_status rawi_view_look(const rawi_will *will, rawi_heard *heard, rawi_error *error);

/* As rawi_session_list. */
rawi_status rawi_view_list(const rawi_will *will, rawi_list *list, rawi_error *error);

#endif
