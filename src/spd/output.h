/* What the module writes to the server: replies, and the events of the message that is spoken.
 *
 * Two threads write: the one that reads the server's commands replies, the one that speaks sends
 * events. A message is open from spd_output_open until it has ended, was stopped or paused; what is
 * sent for it afterwards is dropped, so that stopping need not wait for the voice. Once the server
 * has gone the process exits. */
#ifndef RAWI_SPD_OUTPUT_H
#define RAWI_SPD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* A message that is spoken; 0 is none. */
typedef unsigned long spd_job;

/* Writes the lines of a reply, each with its newline. */
void spd_output_reply(const char *lines);

/* Replies that the message is spoken and sends BEGIN, unless one is open: then false. */
bool spd_output_open(spd_job *job);

/* Whether the message has neither ended nor been stopped or paused. */
bool spd_output_is_open(spd_job job);

/* Sends samples (mono, -1 to 1, multiplied by `gain`), or the index mark that is reached. False
 * when the message is not open any more. */
bool spd_output_audio(spd_job job, const float *samples, size_t count, unsigned rate, float gain);
bool spd_output_mark(spd_job job, const char *name);

/* The message has been spoken: sends END, or PAUSE where that was asked for. */
void spd_output_end(spd_job job);

/* Ends the open message with STOP, at once; nothing where none is open. */
void spd_output_stop(void);

/* Ends the open message with PAUSE behind the next of the server's own marks. */
void spd_output_pause(void);

#endif
