/* Commands in words, as scripts, the socket and `rawi control` give them: "seek +30", "rate 1.5".
 * Every key and every button has its words here. */
#ifndef RAWI_LISTEN_STEER_H
#define RAWI_LISTEN_STEER_H

#include "listen/session.h"

typedef struct rawi_steering {
    const char *name;
    const char *argument; /* what the help calls it, untranslated; NULL where there is none */
    const char *meaning;  /* untranslated */
} rawi_steering;

/* The commands that rawi_steer knows; the last has no name. */
extern const rawi_steering rawi_steerings[];

/* Obeys words[0] with its arguments, words[1] and on. A sign makes a number relative to what is now
 * ("rate +0.1", "seek -30"), so a seek to the 30th second is "seek 30" or "seek 0:30". The volume
 * is in per cent, the sleep timer in minutes or "off". RAWI_ERROR_ARGUMENT for an unknown command
 * and for arguments that it does not take; else as rawi_session_apply. */
rawi_status rawi_steer(rawi_session *session, const char *const *words, size_t count,
                       rawi_error *error);

#endif
