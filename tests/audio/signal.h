/* Signals for the tests of sound: one to send, and measures of what came back. */
#ifndef TESTS_AUDIO_SIGNAL_H
#define TESTS_AUDIO_SIGNAL_H

#include <stddef.h>

/* Fills `samples` with something like a voice: a gliding tone with overtones in syllables of a
 * quarter of a second, no two of which are alike. */
void signal_make(float *samples, size_t count, unsigned rate);

/* The delay (0 to `most` samples) at which `heard` is most like `sent`, and in *likeness the
 * normalized correlation there: 1 for the same wave at any loudness. `heard` is to have at least
 * `count` samples from the delay on to count. */
size_t signal_align(const float *sent, size_t count, const float *heard, size_t heard_count,
                    size_t most, double *likeness);

/* Loudness in steps of ten milliseconds; returns the number of steps. `loudness` may be `samples`.
 */
size_t signal_loudness(const float *samples, size_t count, unsigned rate, float *loudness);

#endif
