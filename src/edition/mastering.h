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
 * A take can be followed: what there is of it tells the gain, and it is rendered while the rest is
 * recorded, behind the programme up to it. Only where the programme turns out less or more loud
 * than it should is it rendered again.
 *
 *     begin, add, …, pause, follow 0, add, add, …, place 0, pause, …, complete
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

/* Sound at `rate` samples a second, mono. */
rawi_status rawi_mastering_open(unsigned rate, rawi_mastering **mastering, rawi_error *error);

/* Begins another take, of which there may be RAWI_TAKES_MOST: 0, 1, … RAWI_ERROR_IO where there is
 * no place for its temporary file: that is made in TMPDIR, else in /var/tmp, and takes 4 bytes a
 * sample. */
rawi_status rawi_mastering_begin(rawi_mastering *mastering, rawi_take_kind kind, rawi_error *error);

/* Adds samples to a take. They are measured and written in a thread of the mastering's own: a
 * failure may be told by a later call. */
rawi_status rawi_mastering_add(rawi_mastering *mastering, size_t take, const float *samples,
                               size_t count, rawi_error *error);

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

/* Renders the programme so far, and behind it a take of speech that is still recorded, to `sink` as
 * rawi_mastering_render would: while samples are added to the take, and from the mastering's
 * thread. That take is to be placed next. It begins when a minute of the take is there, which tells
 * the gain. */
void rawi_mastering_follow(rawi_mastering *mastering, size_t take, double loudness, double ceiling,
                           rawi_sample_sink *sink, void *user);

/* Empties the programme, for another one of the same takes; none is followed any more. */
void rawi_mastering_clear(rawi_mastering *mastering);

/* Renders what is missing of a programme with a take that was followed. *complete says whether the
 * sink has all of it at the right loudness; else the programme is to be rendered, to another
 * sink. */
rawi_status rawi_mastering_complete(rawi_mastering *mastering, bool *complete, rawi_error *error);

void rawi_mastering_close(rawi_mastering *mastering);

#endif
