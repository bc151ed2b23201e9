/* Mastering: brings the takes of an edition (the narration, what is said and sounds around it) to
 * one loudness.
 *
 * Takes are recorded one after another to a temporary file without a name while libebur128 measures
 * them; when all are there, their gains are known and they are played in the order of the edition.
 * Memory is the same for a minute and for a day.
 *
 * Loudness is that of ITU-R BS.1770 for one channel, as ffmpeg's ebur128 filter and most programs
 * measure a mono file. Played on two loudspeakers the same file measures 3 LU more; libebur128's
 * "dual mono" would count that, and make the file 3 dB softer.
 */
#ifndef RAWI_EDITION_MASTERING_H
#define RAWI_EDITION_MASTERING_H

#include "base/error.h"

typedef struct rawi_mastering rawi_mastering;

/* Sound at `rate` samples a second, mono. */
rawi_status rawi_mastering_open(unsigned rate, rawi_mastering **mastering, rawi_error *error);

/* Adds samples to the spool. */
rawi_status rawi_mastering_add(rawi_mastering *mastering, const float *samples, size_t count,
                               rawi_error *error);

/* Takes the mastered samples, in order; anything but RAWI_OK ends the rendering with it. */
typedef rawi_status rawi_sink(void *user, const float *samples, size_t count, rawi_error *error);

/* Gives everything at `loudness` LUFS, or as it was recorded where that is NAN. */
rawi_status rawi_mastering_render(rawi_mastering *mastering, double loudness, rawi_sink *sink,
                                  void *user, rawi_error *error);

void rawi_mastering_close(rawi_mastering *mastering);

#endif
