/* The loudspeaker: PortAudio's default output, driven from a thread of its own, so that a sound
 * system that does not answer stops nobody else. */
#ifndef RAWI_AUDIO_DEVICE_H
#define RAWI_AUDIO_DEVICE_H

#include "base/error.h"

typedef struct rawi_device rawi_device;

/* Fills in `count` mono samples. Called by PortAudio in a time-critical thread: it must not
 * allocate, lock or wait. */
typedef void rawi_device_fill(void *user, float *samples, size_t count);

/* Begins to look for the sound system and returns at once; what is wrong is said by
 * rawi_device_prepare. Only one device can be open in a process. */
rawi_status rawi_device_open(rawi_device **device, rawi_error *error);

/* Gets the device ready to play at `rate` samples a second, or at that in *actual_rate where it
 * does not know this one. RAWI_ERROR_DEVICE where there is no device, it is busy, or the sound
 * system does not answer within some seconds. */
rawi_status rawi_device_prepare(rawi_device *device, unsigned rate, unsigned *actual_rate,
                                rawi_error *error);

/* Starts to play: `fill` is called from now on. */
rawi_status rawi_device_start(rawi_device *device, rawi_device_fill *fill, void *user,
                              rawi_error *error);

/* Seconds between a call of `fill` and the sound. */
double rawi_device_latency(const rawi_device *device);

/* Whether the device still plays; false when it vanished. */
bool rawi_device_is_playing(rawi_device *device);

/* Times that the device had to wait for samples. */
unsigned rawi_device_underruns(const rawi_device *device);

/* Stops after what was filled in has sounded (`drain`) or at once; `fill` is not called any more.
 */
void rawi_device_stop(rawi_device *device, bool drain);

/* Closes a device that plays or does not; does nothing with NULL. `fill` is neither called nor
 * running once this returns, even where the sound system does not answer: then the device's own
 * memory is left to it. */
void rawi_device_close(rawi_device *device);

#endif
