/* Playlists: M3U and M3U8, XSPF, plain lists of sources, one a line. */
#ifndef RAWI_LISTEN_PLAYLIST_H
#define RAWI_LISTEN_PLAYLIST_H

#include "base/text.h"
#include "listen/source.h"

/* Whether these bytes are a playlist; `name`, a path or an address, tells it by its ending too. */
bool rawi_is_playlist(rawi_slice source, const char *name);

/* Adds what a playlist names to a listing; `name` is where it stands, to which what it names is
 * relative. One from the web may name addresses only; what else it names is left out.
 * RAWI_ERROR_INPUT where it names nothing. */
rawi_status rawi_playlist_read(rawi_slice source, const char *name, rawi_listing *listing,
                               rawi_error *error);

/* Adds an entry to a listing, which copies the strings; false where it is full, or when memory is
 * exhausted. */
bool rawi_listing_add(rawi_listing *listing, const rawi_addition *entry);

#endif
