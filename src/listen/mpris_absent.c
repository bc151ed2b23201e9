/* In place of mpris.c where there is no libsystemd: nobody is on the bus. */
#include "listen/mpris.h"

rawi_mpris *rawi_mpris_open(rawi_session *session, const char *name) {
    (void)session;
    (void)name;
    return NULL;
}

struct pollfd rawi_mpris_poll(rawi_mpris *mpris, int *milliseconds) {
    (void)mpris;
    *milliseconds = -1;
    return (struct pollfd){.fd = -1};
}

bool rawi_mpris_serve(rawi_mpris *mpris) {
    (void)mpris;
    return false;
}

void rawi_mpris_tell(rawi_mpris *mpris) {
    (void)mpris;
}

void rawi_mpris_close(rawi_mpris *mpris) {
    (void)mpris;
}
