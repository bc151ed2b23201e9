/* A sound device of the tests' own, in place of audio/device.h: it takes samples many times faster
 * than a real one, keeps what it played, and does on demand what real ones do at bad times. One is
 * open at a time. */
#ifndef RAWI_TESTS_AUDIO_FAKE_DEVICE_H
#define RAWI_TESTS_AUDIO_FAKE_DEVICE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    FAKE_DEVICE_MOST_BLOCK = 8192
};

typedef struct fake_device_habits {
    unsigned rate;      /* the only one that it knows, in samples a second; 0: it knows any */
    size_t block;       /* samples that it takes at once, at most FAKE_DEVICE_MOST_BLOCK; 0: 480 */
    unsigned pause;     /* microseconds between two blocks; 0: 2000 */
    size_t keeps;       /* samples of what it plays; 0: none */
    size_t stops_after; /* samples, then it takes no more and says nothing; 0: never */
    double latency;     /* seconds that it says it has */
    bool is_led;        /* it plays no more than fake_device_let says */
} fake_device_habits;

/* How devices are that are opened from now on. */
void fake_device_set(const fake_device_habits *habits);

/* Takes the device away, or gives another one. */
void fake_device_plug(bool plugged);

/* Lets a device that is led play so many samples from now on, in whole blocks, so that the sound
 * does not run away from a test that is late. */
void fake_device_let(size_t samples);

/* While held, a device that is to be got ready is not. */
void fake_device_hold(bool held);

/* Waits until a device is to be got ready that is held. */
void fake_device_wait_until_held(void);

/* How often one was to be got ready so far, were it there or not. */
unsigned fake_device_looked_for(void);

/* How many were got ready so far. */
unsigned fake_device_opened(void);

/* Samples that were played on the present device. */
size_t fake_device_played(void);

/* What it kept of them, silence included: a copy, freed by the caller. */
float *fake_device_heard(size_t *count);

#endif
