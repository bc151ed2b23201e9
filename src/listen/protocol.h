/* The lines of the socket (listen/ipc.h). Each is one JSON object and ends in a newline.
 *
 * A request names a command and its arguments, and may carry a number that comes back with the
 * response:
 *
 *     {"command": ["seek", "+30"], "request_id": 7}
 *
 *     {"request_id": 7, "error": "success"}
 *     {"request_id": 8, "error": "success", "data": 1.5}
 *     {"request_id": 9, "error": "invalid argument", "message": "rate cannot be 'fast': ..."}
 *
 * The error is "success", "invalid request" (no JSON, or not of this form), "invalid argument" or
 * "failed"; the message is for people. Requests are answered in their order. The commands are those
 * of listen/steer.h, whose arguments may also be JSON numbers (a negative one has a sign), and:
 *
 *     ["get_property", NAME]             its value as the response's data
 *     ["observe_property", ID, NAME]     its value now and with each change, as an event:
 *                                        {"event": "property-change", "id": ID, "name": NAME,
 *                                         "data": VALUE}
 *     ["unobserve_property", ID]         ends all observations of that ID
 *     ["status"]                         all properties but the queue
 *     ["list"]                           the queue
 *
 * Properties, null where they have no value now:
 *
 *     state         "loading", "playing", "paused", "no-device", "stopped" or "ended"
 *     item          the present item's number as the queue has it; number, count: its place from 1
 *     source, title, author, site
 *     sentence      what is being said, as written
 *     span, word    [start, end) of the sentence and the word, in bytes of the article's text
 *     kind          "heading", "paragraph", "list-item", "quotation" or "caption"
 *     position      seconds at rate 1; length likewise, length-known false where it is an estimate
 *     rate, volume  1 is the voice's own; sleep: seconds that are left
 *     trouble       the last thing that went wrong
 *     queue         [{"item": 1, "source": ..., "title": ..., "state": "new" | "begun" |
 * "finished", "present": true}, ...]
 *
 * Position, length and sleep flow: their events come with those of other properties. */
#ifndef RAWI_LISTEN_PROTOCOL_H
#define RAWI_LISTEN_PROTOCOL_H

#include "base/text.h"
#include "listen/session.h"

#include <jansson.h>

enum {
    RAWI_OBSERVATIONS_MOST = 64
};

/* What one client observes. Zero-initialized observes nothing. */
typedef struct rawi_observer {
    struct {
        json_int_t id;
        size_t property;
        json_t *told; /* the value that was sent last */
    } observed[RAWI_OBSERVATIONS_MOST];
    size_t count;
} rawi_observer;

/* Obeys a line (without its newline) and appends the response, and the first events of an
 * observation, to `out`. */
void rawi_protocol_answer(rawi_session *session, rawi_observer *observer, const char *line,
                          size_t length, rawi_text *out);

/* Appends the events of what has changed since the last ones. */
void rawi_protocol_tell(rawi_session *session, rawi_observer *observer, rawi_text *out);

void rawi_observer_free(rawi_observer *observer);

#endif
