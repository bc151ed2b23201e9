/* The parts and their pauses. */
#include "edition/programme.h"
#include "edition/chime.h"
#include "edition/sound_file.h"

#include <stdlib.h>
#include <string.h>

/* Seconds of silence before each part where another one stands before it. */
static const double pause_before[RAWI_PARTS] = {
    [RAWI_PART_TITLE] = 0.3,   [RAWI_PART_OPENING] = 0.8, [RAWI_PART_ARTICLE] = 1.0,
    [RAWI_PART_CLOSING] = 1.2, [RAWI_PART_OUTRO] = 0.6,
};

/* Players cut the first instant when they start, and the last one when they stop. */
static const double pause_at_start = 0.25;
static const double pause_at_end = 0.75;

typedef struct recorded_part {
    bool there;
    size_t take;
    unsigned long long samples;
    rawi_timeline *timeline; /* NULL for an intro and an outro */
    double at;               /* where its recording begins, in seconds of the programme */
} recorded_part;

struct rawi_programme {
    rawi_mastering *mastering;
    unsigned rate;
    recorded_part parts[RAWI_PARTS];
    size_t takes;
    int placed;  /* the parts before this one stand in the programme, where they are there; */
    bool paused; /* and the pause before this one */
};

rawi_status rawi_programme_open(unsigned rate, rawi_programme **programme, rawi_error *error) {
    rawi_programme *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->rate = rate;
    rawi_status status = rawi_mastering_open(rate, &made->mastering, error);
    if (status != RAWI_OK) {
        free(made);
        return status;
    }
    *programme = made;
    return RAWI_OK;
}

void rawi_programme_close(rawi_programme *programme) {
    if (!programme)
        return;
    for (size_t i = 0; i < RAWI_PARTS; i++)
        rawi_timeline_free(programme->parts[i].timeline);
    rawi_mastering_close(programme->mastering);
    free(programme);
}

/* Begins to record a part. */
static rawi_status begin(rawi_programme *programme, recorded_part *part, rawi_take_kind kind,
                         rawi_error *error) {
    rawi_status status = rawi_mastering_begin(programme->mastering, kind, error);
    if (status == RAWI_OK)
        *part = (recorded_part){.there = true, .take = programme->takes++};
    return status;
}

/* What samples are added to. */
typedef struct recording {
    rawi_mastering *mastering;
    size_t take;
} recording;

static rawi_status add_samples(void *user, const float *samples, size_t count, rawi_error *error) {
    const recording *to = user;
    return rawi_mastering_add(to->mastering, to->take, samples, count, error);
}

static rawi_status record_chime(const rawi_programme *programme, rawi_part part,
                                rawi_error *error) {
    float *samples;
    size_t count;
    rawi_chime chime = part == RAWI_PART_INTRO ? RAWI_CHIME_OPENING : RAWI_CHIME_CLOSING;
    rawi_status status = rawi_chime_make(chime, programme->rate, &samples, &count, error);
    if (status != RAWI_OK)
        return status;
    status = rawi_mastering_add(programme->mastering, programme->parts[part].take, samples, count,
                                error);
    free(samples);
    return status;
}

rawi_status rawi_programme_record(rawi_programme *programme, rawi_part part, const char *source,
                                  rawi_error *error) {
    rawi_status status = begin(programme, &programme->parts[part], RAWI_TAKE_SOUND, error);
    if (status != RAWI_OK)
        return status;
    if (strcmp(source, RAWI_CHIME) == 0)
        return record_chime(programme, part, error);
    recording to = {programme->mastering, programme->parts[part].take};
    return rawi_sound_file_read(source, programme->rate, add_samples, &to, error);
}

rawi_status rawi_programme_add(rawi_programme *programme, rawi_part name,
                               const rawi_article *article, const rawi_speech *speech,
                               rawi_error *error) {
    recorded_part *part = &programme->parts[name];
    rawi_status status = RAWI_OK;
    if (!part->there)
        status = begin(programme, part, RAWI_TAKE_SPEECH, error);
    if (status == RAWI_OK && !part->timeline)
        status = rawi_timeline_new(&part->timeline, error);
    if (status == RAWI_OK)
        status = rawi_timeline_add(part->timeline, article, speech,
                                   (double)part->samples / programme->rate, error);
    if (status != RAWI_OK)
        return status;
    part->samples += speech->sample_count;
    return rawi_mastering_add(programme->mastering, part->take, speech->samples,
                              speech->sample_count, error);
}

void rawi_programme_forget(rawi_programme *programme, rawi_part part) {
    rawi_mastering_clear(programme->mastering);
    programme->placed = 0;
    programme->paused = false;
    rawi_timeline_free(programme->parts[part].timeline);
    programme->parts[part] = (recorded_part){0};
}

double rawi_programme_recorded(const rawi_programme *programme, rawi_part part) {
    return (double)programme->parts[part].samples / programme->rate;
}

/* Places the pause before the next part. */
static void pause_before_next(rawi_programme *programme) {
    bool first = rawi_mastering_seconds(programme->mastering) == 0;
    if (!programme->paused)
        rawi_mastering_pause(programme->mastering,
                             first ? pause_at_start : pause_before[programme->placed]);
    programme->paused = true;
}

/* Places what is there of the parts before `end`, with the pauses before them. */
static void place_parts(rawi_programme *programme, rawi_part end) {
    for (; programme->placed < (int)end; programme->placed++) {
        recorded_part *part = &programme->parts[programme->placed];
        if (!part->there)
            continue;
        pause_before_next(programme);
        part->at = rawi_mastering_place(programme->mastering, part->take);
        programme->paused = false;
    }
}

void rawi_programme_follow(rawi_programme *programme, double loudness, double ceiling,
                           rawi_sample_sink *sink, void *user) {
    place_parts(programme, RAWI_PART_ARTICLE);
    pause_before_next(programme);
    rawi_mastering_follow(programme->mastering, programme->parts[RAWI_PART_ARTICLE].take, loudness,
                          ceiling, sink, user);
}

rawi_status rawi_programme_assemble(rawi_programme *programme, rawi_timeline *timeline,
                                    rawi_mastering **mastering, rawi_error *error) {
    rawi_status status = RAWI_OK;
    place_parts(programme, RAWI_PARTS);
    rawi_mastering_pause(programme->mastering, pause_at_end);
    for (size_t i = 0; status == RAWI_OK && i < RAWI_PARTS; i++)
        if (programme->parts[i].timeline)
            status = rawi_timeline_append(timeline, programme->parts[i].timeline,
                                          programme->parts[i].at, error);
    *mastering = programme->mastering;
    return status;
}
