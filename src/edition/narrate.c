/* What is spoken in an edition: the article, and what Rawi says of its own. */
#include "audio/narration.h"
#include "edition/announcement.h"
#include "edition/making.h"

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

static double narrated(const rawi_making *job, const rawi_utterance *utterance) {
    size_t from = job->edition.options->from;
    size_t end = utterance->span.end;
    double done =
        end > from ? (double)(end - from) / (double)(job->edition.article->text_length - from) : 0;
    return job->narration_share * done;
}

rawi_status rawi_making_narrate(rawi_making *job, rawi_error *error) {
    const rawi_speech *speech;
    rawi_status status;
    while ((status = rawi_narration_next(job->narration, &speech, error)) == RAWI_OK) {
        status = keep(job, speech, error);
        if (status == RAWI_OK)
            status = rawi_making_go_on(job, narrated(job, speech->utterance), error);
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
            status = rawi_making_go_on(job, job->narration_share, error);
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

rawi_status rawi_making_open_with_words(rawi_making *job, rawi_error *error) {
    rawi_announcement announcement;
    double title = rawi_programme_recorded(job->programme, RAWI_PART_TITLE);
    double article = rawi_programme_recorded(job->programme, RAWI_PART_ARTICLE);
    rawi_status status = rawi_announcement_open(&announcement, &job->edition.tags, title == 0,
                                                title + article, error);
    if (status == RAWI_OK)
        status = announce(job, &announcement, RAWI_PART_OPENING, error);
    rawi_announcement_free(&announcement);
    return status;
}

rawi_status rawi_making_close_with_words(rawi_making *job, rawi_error *error) {
    rawi_announcement announcement;
    rawi_status status = rawi_announcement_close(&announcement, &job->edition.tags, error);
    if (status == RAWI_OK)
        status = announce(job, &announcement, RAWI_PART_CLOSING, error);
    rawi_announcement_free(&announcement);
    return status;
}
