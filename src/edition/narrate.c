/* What is spoken in an edition: the article, and what Rawi says of its own. */
#include "audio/narration.h"
#include "edition/announcement.h"
#include "edition/making.h"

#include <math.h>

/* From how much of the article its length is estimated, for those who cannot wait for its end; how
 * far off the minutes may be that were said then: half of one they may be anyway. */
static const double estimate_seconds = 60;
static const double off_most_seconds = 45;
static const double off_most_part = 0.05;

/* ---- narrating ----------------------------------------------------------------------------- */

/* Where an opening is wanted it stands behind the title, if that is the first thing to be read. */
static rawi_part part_of(const rawi_making *job, const rawi_utterance *utterance) {
    bool title =
        utterance->block == 0 && utterance->kind == RAWI_BLOCK_HEADING && utterance->level == 1;
    return title && job->edition.options->opening ? RAWI_PART_TITLE : RAWI_PART_ARTICLE;
}

static rawi_status stream(rawi_making *job, const rawi_speech *speech, rawi_error *error) {
    rawi_status status = rawi_timeline_add(job->timeline, job->edition.article, speech,
                                           (double)job->samples / job->report.rate, error);
    return status == RAWI_OK
               ? rawi_writer_write(job->writer, speech->samples, speech->sample_count, error)
               : status;
}

static rawi_status keep(rawi_making *job, const rawi_speech *speech, rawi_error *error) {
    rawi_status status = job->streams
                             ? stream(job, speech, error)
                             : rawi_programme_add(job->programme, part_of(job, speech->utterance),
                                                  job->edition.article, speech, error);
    job->samples += speech->sample_count;
    job->report.words += speech->utterance->word_count;
    job->report.utterances++;
    return status;
}

/* How much of the text is narrated up to the end of the utterance, 0 to 1. */
static double narrated(const rawi_making *job, const rawi_utterance *utterance) {
    size_t from = job->edition.options->from;
    size_t end = utterance->span.end;
    return end > from ? (double)(end - from) / (double)(job->edition.article->text_length - from)
                      : 0;
}

static double article_seconds(const rawi_making *job) {
    return rawi_programme_recorded(job->programme, RAWI_PART_TITLE) +
           rawi_programme_recorded(job->programme, RAWI_PART_ARTICLE);
}

static rawi_status open_with_words(rawi_making *job, double seconds, rawi_error *error);

/* Begins to follow where enough of the article is there. The opening has to say its length then. */
static rawi_status try_to_follow(rawi_making *job, double done, rawi_error *error) {
    if (!job->can_follow || job->follows ||
        rawi_programme_recorded(job->programme, RAWI_PART_ARTICLE) < estimate_seconds)
        return RAWI_OK;
    rawi_status status = RAWI_OK;
    if (job->edition.options->opening) {
        job->announced = 60 * round(article_seconds(job) / done / 60);
        status = open_with_words(job, job->announced, error);
    }
    if (status == RAWI_OK)
        rawi_making_follow(job);
    return status;
}

rawi_status rawi_making_narrate(rawi_making *job, rawi_error *error) {
    const rawi_speech *speech;
    rawi_status status;
    while ((status = rawi_narration_next(job->narration, &speech, error)) == RAWI_OK) {
        double done = narrated(job, speech->utterance);
        status = keep(job, speech, error);
        if (status == RAWI_OK)
            status = rawi_making_go_on(job, job->narration_share * done, error);
        if (status == RAWI_OK)
            status = try_to_follow(job, done, error);
        if (status != RAWI_OK)
            return status;
    }
    if (status == RAWI_END && job->report.utterances == 0)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: there is nothing to say after byte %zu"),
                         job->edition.article->name, job->edition.options->from);
    return status == RAWI_END ? RAWI_OK : status;
}

/* ---- what Rawi says of its own ------------------------------------------------------------- */

static rawi_status speak_announcement(rawi_making *job, rawi_narration *narration, rawi_part part,
                                      rawi_error *error) {
    const rawi_speech *speech;
    rawi_status status;
    while ((status = rawi_narration_next(narration, &speech, error)) == RAWI_OK) {
        status = rawi_programme_add(job->programme, part, NULL, speech, error);
        if (status == RAWI_OK)
            status = rawi_making_go_on(job, job->done, error);
        if (status != RAWI_OK)
            return status;
    }
    return status == RAWI_END ? RAWI_OK : status;
}

static rawi_status announce(rawi_making *job, const rawi_announcement *announcement, rawi_part part,
                            rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_script *script = NULL;
    rawi_narration *narration = NULL;
    rawi_status status = rawi_script_open(&announcement->article, &options->script, &script, error);
    if (status == RAWI_OK)
        status =
            rawi_narration_open_with(script, &options->narration, job->cast, &narration, error);
    if (status == RAWI_OK)
        status = speak_announcement(job, narration, part, error);
    rawi_narration_close(narration);
    rawi_script_close(script);
    return status;
}

static rawi_status open_with_words(rawi_making *job, double seconds, rawi_error *error) {
    rawi_announcement announcement;
    bool title = rawi_programme_recorded(job->programme, RAWI_PART_TITLE) == 0;
    rawi_status status =
        rawi_announcement_open(&announcement, &job->edition.tags, title, seconds, error);
    if (status == RAWI_OK)
        status = announce(job, &announcement, RAWI_PART_OPENING, error);
    rawi_announcement_free(&announcement);
    return status;
}

rawi_status rawi_making_complete_opening(rawi_making *job, rawi_error *error) {
    double seconds = article_seconds(job);
    double off = fabs(seconds - job->announced);
    if (job->follows && off <= fmax(off_most_seconds, off_most_part * seconds))
        return RAWI_OK;
    if (job->follows)
        rawi_programme_forget(job->programme, RAWI_PART_OPENING);
    job->follows = false;
    return open_with_words(job, seconds, error);
}

rawi_status rawi_making_close_with_words(rawi_making *job, rawi_error *error) {
    rawi_announcement announcement;
    rawi_status status = rawi_announcement_close(&announcement, &job->edition.tags, error);
    if (status == RAWI_OK)
        status = announce(job, &announcement, RAWI_PART_CLOSING, error);
    rawi_announcement_free(&announcement);
    return status;
}
