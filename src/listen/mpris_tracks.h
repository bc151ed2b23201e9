/* The queue as MPRIS's list of tracks (org.mpris.MediaPlayer2.TrackList). */
#ifndef RAWI_LISTEN_MPRIS_TRACKS_H
#define RAWI_LISTEN_MPRIS_TRACKS_H

#include "listen/session.h"

#include <systemd/sd-bus.h>

typedef struct rawi_mpris_tracks rawi_mpris_tracks;

/* Offers the interface on a bus. Negative as sd-bus functions fail. */
int rawi_mpris_tracks_open(rawi_session *session, sd_bus *bus, rawi_mpris_tracks **tracks);

/* Signals what has changed in the queue since the last time. */
void rawi_mpris_tracks_tell(rawi_mpris_tracks *tracks);

/* Does nothing with NULL. */
void rawi_mpris_tracks_close(rawi_mpris_tracks *tracks);

#endif
