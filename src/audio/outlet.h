/* The way out of a player: a ring of samples, the sound device that empties it (as long as there is
 * one), and what is done to the sound on its way: pauses, volume, fading out.
 *
 * Positions are those of the ring, see audio/ring.h. One thread, the feeder, writes and sees to the
 * device; the device's own thread reads and waits for nobody.
 */
#ifndef RAWI_AUDIO_OUTLET_H
#define RAWI_AUDIO_OUTLET_H

#include "base/error.h"

typedef struct rawi_outlet rawi_outlet;

/* Begins to look for the sound device. */
rawi_status rawi_outlet_open(rawi_outlet **outlet, rawi_error *error);

/* Stops the sound at once or (`drain`) once all has sounded. Does nothing with NULL. */
void rawi_outlet_close(rawi_outlet *outlet, bool drain);

/* ---- any thread's: none waits --------------------------------------------------------------- */

void rawi_outlet_pause(rawi_outlet *outlet, bool paused);
bool rawi_outlet_is_paused(const rawi_outlet *outlet);

/* As a pause, until what sounds has given way to something else. */
void rawi_outlet_hush(rawi_outlet *outlet, bool hushed);

/* 0 is silence, 1 the sound as it is; what is too loud for the device is cut off. */
void rawi_outlet_set_volume(rawi_outlet *outlet, double volume);

/* Samples a second, once there was a device. */
unsigned rawi_outlet_rate(const rawi_outlet *outlet);

/* How many samples were heard so far, and where in the ring that is. */
size_t rawi_outlet_heard(rawi_outlet *outlet, size_t *position);

/* Times that the sound was late, here and in the device. */
unsigned rawi_outlet_underruns(rawi_outlet *outlet);

/* ---- the feeder's: the device --------------------------------------------------------------- */

/* Whether there is a device, if only one that is still looked for. */
bool rawi_outlet_has_device(const rawi_outlet *outlet);

/* Gets the device ready for a voice of this rate, unless it is; from then on rawi_outlet_rate is
 * the device's. Silence goes before the first sound: devices swallow their first samples. Fails as
 * rawi_device_prepare. */
rawi_status rawi_outlet_prepare(rawi_outlet *outlet, unsigned voice_rate, rawi_error *error);

/* Whether the device has been started. */
bool rawi_outlet_plays(const rawi_outlet *outlet);

rawi_status rawi_outlet_start(rawi_outlet *outlet, rawi_error *error);

/* Whether a device has ever played. */
bool rawi_outlet_has_played(const rawi_outlet *outlet);

/* To be called in each of the feeder's rounds: RAWI_ERROR_DEVICE once the device takes nothing any
 * more. */
rawi_status rawi_outlet_check(rawi_outlet *outlet, rawi_error *error);

/* Gives up the device that has gone. Never waits; rawi_outlet_discard is to follow. */
void rawi_outlet_detach(rawi_outlet *outlet);

/* Closes the device that was given up and empties the ring. */
void rawi_outlet_discard(rawi_outlet *outlet);

/* Looks for another device and gets it ready for a voice of this rate. */
rawi_status rawi_outlet_find_device(rawi_outlet *outlet, unsigned voice_rate, rawi_error *error);

/* ---- the feeder's: the sound ---------------------------------------------------------------- */

/* Writes as many samples as there is room for, so that at most `limit` wait; returns how many. */
size_t rawi_outlet_write(rawi_outlet *outlet, const float *samples, size_t count, size_t limit);

/* Where the device reads next. */
size_t rawi_outlet_read_position(const rawi_outlet *outlet);

/* Where the next sample will be written. */
size_t rawi_outlet_written(const rawi_outlet *outlet);

/* Silence is late sound (an underrun) unless nothing more is to come. */
void rawi_outlet_expect_silence(rawi_outlet *outlet, bool expected);

/* Where the listener is: what sounds, or the far end of a cut that is still ahead. */
size_t rawi_outlet_present(const rawi_outlet *outlet);

/* Whether a cut is still ahead. */
bool rawi_outlet_is_leaving(const rawi_outlet *outlet);

/* Leaves out what is between `from` and what is written next. */
void rawi_outlet_leave(rawi_outlet *outlet, size_t from);

/* The same from what sounds now on, whose position is returned; what comes next may take its time.
 */
size_t rawi_outlet_leave_at_once(rawi_outlet *outlet);

/* The last cut, which is still ahead, leads to what is written next. */
void rawi_outlet_lead_cut_here(rawi_outlet *outlet);

/* Whether the device has read all that was written. */
bool rawi_outlet_is_drained(const rawi_outlet *outlet);

/* Whether all that was written has been heard too. */
bool rawi_outlet_has_sounded(rawi_outlet *outlet);

/* Fades out between two positions and pauses at the second. */
void rawi_outlet_fall(rawi_outlet *outlet, size_t from, size_t to);

/* Gives that up; returns whether it was still to come. */
bool rawi_outlet_stop_falling(rawi_outlet *outlet);

/* Something else follows: leaves out what is in the ring, neither hushed nor falling. */
void rawi_outlet_clear(rawi_outlet *outlet);

#endif
