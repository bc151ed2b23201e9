/* A listening session on D-Bus as MPRIS 2.2 has it, for media keys, headset buttons, desktops and
 * phones: org.mpris.MediaPlayer2, .Player and .TrackList at /org/mpris/MediaPlayer2.
 *
 *     name       org.mpris.MediaPlayer2.rawi; .rawi.instancePID where that is taken
 *     Seek       by microseconds at rate 1, to the beginning of a word; SetPosition likewise
 *     Metadata   mpris:trackid, mpris:length (estimated until the article was heard to its end),
 *                xesam:title, xesam:artist, xesam:album (the publication), xesam:url and, changing
 *                with each sentence, xesam:asText: the sentence now spoken
 *     Tracks     the queue, which may be changed; few changes are signalled one by one
 *
 * Sentences and paragraphs have no place in MPRIS: its Seek is in time, and a desktop that asks for
 * five seconds means five seconds. They are methods of an interface of Rawi's own on the same
 * object, org.rawi.Player1:
 *
 *     Sentence(i), Paragraph(i)   moves by so many, negative ones back
 *     SeekWord(t)                 to the word at this byte of the article's text
 *     Sleep(d)                    fades out and pauses after so many seconds; 0: not any more
 *     Add(s)                      puts a source (a path or an address) into the queue
 *     Sentence, Word (s)          what is being said; the properties signal their changes
 *     SentenceStart, WordStart, WordEnd (t)   where that stands: bytes of the article's text
 *
 * Called from one thread, which polls. Where Rawi is built without libsystemd, or there is no bus,
 * all of this does nothing. */
#ifndef RAWI_LISTEN_MPRIS_H
#define RAWI_LISTEN_MPRIS_H

#include "listen/session.h"

#include <poll.h>

typedef struct rawi_mpris rawi_mpris;

/* Connects to the user's bus. NULL where there is none. `name` ("rawi") is asked for, without
 * waiting for the answer. */
rawi_mpris *rawi_mpris_open(rawi_session *session, const char *name);

/* What to poll, and in how many milliseconds at most rawi_mpris_serve is to be called (-1: no
 * limit). */
struct pollfd rawi_mpris_poll(rawi_mpris *mpris, int *milliseconds);

/* Answers what has come. Never waits. False when the bus has gone: the caller closes. */
bool rawi_mpris_serve(rawi_mpris *mpris);

/* Tells the bus what has changed; called when the session's watcher says so. */
void rawi_mpris_tell(rawi_mpris *mpris);

/* Does nothing with NULL. */
void rawi_mpris_close(rawi_mpris *mpris);

#endif
