/* What MPRIS and the session say to each other: tracks, sources and what is heard as D-Bus types,
 * and commands whose failure is a D-Bus error. */
#ifndef RAWI_LISTEN_MPRIS_VALUE_H
#define RAWI_LISTEN_MPRIS_VALUE_H

#include "listen/session.h"

#include <systemd/sd-bus.h>

enum {
    RAWI_MPRIS_TRACK_SIZE = 64
};

/* The object on which all interfaces are. */
extern const char rawi_mpris_path[];

/* The path by which an item is known; for 0, that of no track. */
void rawi_mpris_track(uint64_t item, char track[RAWI_MPRIS_TRACK_SIZE]);

/* The item of such a path; 0 for what is none. */
uint64_t rawi_mpris_item(const char *track);

/* Whether a text is there and well-formed: D-Bus cuts the connection of who sends other UTF-8. */
bool rawi_mpris_is_sendable(const char *text);

/* Appends the metadata of what is heard, or of an item of which only this is known. Negative as
 * sd-bus functions fail, as the next two. */
int rawi_mpris_add_metadata(sd_bus_message *message, const rawi_heard *heard);

/* Applies a command; what is wrong with it is set in `error`. */
int rawi_mpris_obey(rawi_session *session, const rawi_command *command, sd_bus_error *error);

/* Adds what a URI names to the queue, before an item or (0) at the end; `plays` goes to it. */
int rawi_mpris_add(rawi_session *session, const char *uri, uint64_t before, bool plays,
                   sd_bus_error *error);

#endif
