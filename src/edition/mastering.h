/* Mastering: brings what an edition is put together from to one loudness and under one peak.
 *
 * Takes (the narration, what Rawi says about it, an intro) are recorded one after another to a
 * temporary file without a name while libebur128 measures them. When all are there, a programme is
 * made of them, the gain is known, and the programme is rendered through a true-peak limiter.
 * Memory is the same for a minute and for a day.
 *
 *     begin, add, add, …, begin, add, …    takes 0, 1, …
 *     pause, place 1, pause, place 0, …    the programme
 *     render
 *
 * A take that is the whole programme, but for silence around it, can be followed: its first minute
 * tells the gain, and it is rendered while it is recorded. Only where it turns out less or more
 * loud than the first minute is it rendered again.
 *
 *     follow, begin, add, add, …, pause, place 0, pause, complete
 *
 * Loudness is that of ITU-R BS.1770 for one channel, as ffmpeg's ebur128 filter and most programs
 * measure a mono file. Played on two loudspeakers the same file measures 3 LU more; libebur128's
 * "dual mono" would count that, and make the file 3 dB softer than other programs expect.
 */
#ifndef RAWI_EDITION_MASTERING_H
#define RAWI_EDITION_MASTERING_H

#include "edition/relay.h"

typedef struct rawi_mastering rawi_mastering;

typedef enum rawi_take_kind {
    RAWI_TAKE_SPEECH, /* all takes of speech get one gain: they are measured as one */
    RAWI_TAKE_SOUND   /* gets a gain of its own, a little softer than the speech */
} rawi_take_kind;

enum {
    RAWI_TAKES_MOST = 8
};

/* Sound at `rate` samples a second, mono. RAWI_ERROR_IO where there is no place for the temporary
 * file: it is made in TMPDIR, else in /var/tmp, and takes 4 bytes a sample. */
rawi_status rawi_mastering_open(unsigned rate, rawi_mastering **mastering, rawi_error *error);

/* Begins the next take, of which there may be RAWI_TAKES_MOST, and adds samples to it. They are
 * measured and written in a thread of the mastering's own: a failure may be told by a later call.
 */
void rawi_mastering_begin(rawi_mastering *mastering, rawi_take_kind kind);
rawi_status rawi_mastering_add(rawi_mastering *mastering, const float *samples, size_t count,
                               rawi_error *error);

/* Puts silence, or a take without the silence at its edges and with short fades, at the end of the
 * programme. rawi_mastering_place returns where the recording of the take begins, in seconds of
 * the programme, were its silence heard: what sounds t seconds into the take sounds t seconds
 * after that. */
void rawi_mastering_pause(rawi_mastering *mastering, double seconds);
double rawi_mastering_place(rawi_mastering *mastering, size_t take);

/* Of the programme. */
double rawi_mastering_seconds(const rawi_mastering *mastering);

/* Renders the programme to `sink` at `loudness` LUFS, or with the speech as it was recorded where
 * that is NAN; no true peak is above `ceiling` (1.0 is full scale). What is silent stays so. Before
 * the first samples the sink is called now and then without any, so that it can end the work. */
rawi_status rawi_mastering_render(rawi_mastering *mastering, double loudness, double ceiling,
                                  rawi_sample_sink *sink, void *user, rawi_error *error);

/* To be called before the first take: renders it to `sink` as rawi_mastering_render would, while it
 * is recorded and from the mastering's thread, behind `lead` seconds of silence. For programmes of
 * a pause of that length, take 0, which is speech, and another pause. */
void rawi_mastering_follow(rawi_mastering *mastering, double lead, double loudness, double ceiling,
                           rawi_sample_sink *sink, void *user);

/* Renders what is missing of a programme that was followed. *complete says whether the sink has all
 * of it at the right loudness; else the programme is to be rendered, to another sink. */
rawi_status rawi_mastering_complete(rawi_mastering *mastering, bool *complete, rawi_error *error);

void rawi_mastering_close(rawi_mastering *mastering);

#endif
