/* A sound device of the test's own, in place of audio/device.h: it takes samples many times faster
 * than a real one, keeps what it played, and can be taken away. */
#ifndef RAWI_TESTS_LISTEN_DEVICE_H
#define RAWI_TESTS_LISTEN_DEVICE_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the device away, or gives another one. */
void device_plug(bool plugged);

/* How many were opened so far. */
unsigned device_opened(void);

/* Samples that were played on the present device. */
size_t device_played(void);

#endif
