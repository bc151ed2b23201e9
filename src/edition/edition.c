/* The path of an edition: narrated to the spool, mastered into the writer, its side files made,
 * everything committed at once. */
#include "edition/edition.h"
#include "audio/narration.h"
#include "edition/making.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* How much of the work the narration is where the sound is encoded after it, and where it is while
 * it is made but may have to be once more. */
static const double narration_share = 0.4;
static const double followed_narration_share = 0.9;

static bool ends_in(const char *path, const char *extension) {
    size_t length = strlen(path);
    size_t tail = strlen(extension);
    return length > tail && strcasecmp(path + length - tail, extension) == 0;
}

/* Whether the sound can be written while it is made. */
static bool is_plain(const rawi_edition_options *options, const char *path) {
    bool plain_format = strcmp(path, "-") == 0 || ends_in(path, ".wav");
    bool plain_sound = options->leveling != RAWI_LEVEL_LOUDNESS && !options->intro &&
                       !options->outro && !options->opening && !options->closing;
    return plain_format && plain_sound;
}

/* The loudness to come to, NAN for none. */
static double target_loudness(const rawi_edition_options *options) {
    switch (options->leveling) {
    case RAWI_LEVEL_LOUDNESS:
        return options->loudness;
    case RAWI_LEVEL_USUAL:
        return RAWI_LOUDNESS_USUAL;
    default:
        return NAN;
    }
}

/* What the limiter's peaks are to stay under, so that no true peak of the file is above -1 dB:
 * meters that oversample from another rate find them a little higher than it does. */
static double ceiling(const char *path) {
    const double limiter_dbtp = -1.3;
    return pow(10.0, (limiter_dbtp - rawi_writer_peak_rise(path)) / 20.0);
}

rawi_status rawi_making_go_on(rawi_making *job, double done, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    job->done = done;
    rawi_edition_progress progress = {.done = done,
                                      .seconds = (double)job->samples / job->report.rate};
    if (!options->go_on || options->go_on(options->user, &progress))
        return RAWI_OK;
    return rawi_fail(error, RAWI_INTERRUPTED, _("interrupted; %s was not written"),
                     job->edition.path);
}

/* ---- opening ------------------------------------------------------------------------------- */

const char *rawi_first_of(const char *given, const char *own) {
    return given ? given : own;
}

static rawi_tags merge_tags(const rawi_tags *given, const rawi_article *article) {
    rawi_tags tags = *given;
    tags.title = rawi_first_of(given->title, article->title);
    tags.author = rawi_first_of(given->author, article->author);
    tags.date = rawi_first_of(given->date, article->date);
    tags.album = rawi_first_of(given->album, article->site);
    tags.language = rawi_first_of(given->language, article->language);
    return tags;
}

/* Takes the cover as soon as it is drawn; nobody has read it before. One that nobody asked for and
 * that cannot be drawn is left out. */
static void take_cover(rawi_making *job) {
    if (job->draws && rawi_drawing_complete(&job->small, &job->edition.tags.cover, NULL) != RAWI_OK)
        job->edition.tags.cover = NULL;
}

/* The cover is drawn while the narration begins. For one that somebody asked for that has to wait
 * until it is seen that it can be drawn. */
static rawi_status begin_cover(rawi_making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    const rawi_tags *tags = &job->edition.tags;
    bool asked = options->cover == RAWI_COVER_DRAWN;
    bool usual = options->cover == RAWI_COVER_USUAL && tags->title && !job->streams;
    job->draws = !tags->cover && (asked || usual);
    if (!job->draws)
        return RAWI_OK;
    rawi_drawing_begin(&job->small, tags, RAWI_COVER_EMBEDDED);
    const rawi_picture *drawn;
    rawi_status status = asked ? rawi_drawing_complete(&job->small, &drawn, error) : RAWI_OK;
    if (status != RAWI_OK || !(options->beside & RAWI_BESIDE_COVER))
        return status;
    rawi_drawing_begin(&job->large, tags, RAWI_COVER_FILE);
    job->edition.large_cover = &job->large;
    return RAWI_OK;
}

static rawi_status open_writer(rawi_making *job, rawi_error *error) {
    take_cover(job);
    const rawi_edition_options *options = job->edition.options;
    rawi_content content =
        options->intro || options->outro ? RAWI_CONTENT_ANY : RAWI_CONTENT_SPEECH;
    return rawi_writer_open(job->edition.path, job->report.rate, options->bit_rate, content,
                            &job->edition.tags, &job->writer, error);
}

static rawi_status encode(void *user, const float *samples, size_t count, rawi_error *error) {
    rawi_making *job = user;
    return rawi_writer_write(job->writer, samples, count, error);
}

static rawi_status start_encoding(rawi_making *job, rawi_error *error) {
    rawi_status status = open_writer(job, error);
    return status == RAWI_OK ? rawi_relay_open(encode, job, &job->encoder, error) : status;
}

static void stop_encoding(rawi_making *job) {
    rawi_relay_close(job->encoder);
    rawi_writer_abort(job->writer);
    job->encoder = NULL;
    job->writer = NULL;
}

static rawi_status send_mastered(void *user, const float *samples, size_t count,
                                 rawi_error *error) {
    rawi_making *job = user;
    rawi_status status = job->encoder || count == 0 ? RAWI_OK : start_encoding(job, error);
    return status == RAWI_OK && count > 0 ? rawi_relay_send(job->encoder, samples, count, error)
                                          : status;
}

/* The sound is mastered and encoded while it is narrated, where its chapters can be written when
 * they are known. */
void rawi_making_follow(rawi_making *job) {
    rawi_programme_follow(job->programme, target_loudness(job->edition.options),
                          ceiling(job->edition.path), send_mastered, job);
    job->follows = true;
}

/* That the place can be written is seen before the work, not after it. */
static rawi_status try_place(const char *path, rawi_error *error) {
    rawi_new_file file;
    rawi_status status = rawi_new_file_open(path, &file, error);
    rawi_new_file_abort(&file);
    return status;
}

/* What surrounds the narration comes first, so that a file that is none is seen at once. */
static rawi_status open_programme(rawi_making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_status status = rawi_programme_open(job->report.rate, &job->programme, error);
    if (status == RAWI_OK && options->intro)
        status = rawi_programme_record(job->programme, RAWI_PART_INTRO, options->intro, error);
    if (status == RAWI_OK && options->outro)
        status = rawi_programme_record(job->programme, RAWI_PART_OUTRO, options->outro, error);
    return status;
}

static rawi_status open_narration(rawi_making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_status status = RAWI_OK;
    if (!options->cast)
        status = rawi_cast_open(&options->narration, &job->opened, error);
    job->cast = options->cast ? options->cast : job->opened;
    return status == RAWI_OK ? rawi_narration_open_with(job->script, &options->narration, job->cast,
                                                        &job->narration, error)
                             : status;
}

static rawi_status open_all(rawi_making *job, rawi_error *error) {
    rawi_status status = begin_cover(job, error);
    if (status == RAWI_OK)
        status = open_narration(job, error);
    if (status != RAWI_OK)
        return status;
    job->report.rate = rawi_narration_rate(job->narration);
    status = rawi_timeline_new(&job->timeline, error);
    job->edition.timeline = job->timeline;
    if (status != RAWI_OK)
        return status;
    if (job->streams)
        return open_writer(job, error);
    if (strcmp(job->edition.path, "-") != 0)
        status = try_place(job->edition.path, error);
    if (status == RAWI_OK)
        status = open_programme(job, error);
    job->can_follow = rawi_writer_retags(job->edition.path);
    job->narration_share = job->can_follow ? followed_narration_share : narration_share;
    return status;
}

/* ---- the sound ----------------------------------------------------------------------------- */

static rawi_status finish_timeline(rawi_making *job, double seconds, rawi_error *error) {
    job->report.seconds = seconds;
    rawi_status status = rawi_timeline_finish(job->timeline, job->edition.article, seconds, error);
    job->edition.tags.chapters = job->timeline->chapters;
    job->edition.tags.chapter_count = job->timeline->chapter_count;
    return status;
}

static rawi_status write_mastered(void *user, const float *samples, size_t count,
                                  rawi_error *error) {
    rawi_making *job = user;
    rawi_status status = send_mastered(job, samples, count, error);
    if (status != RAWI_OK)
        return status;
    job->written += count;
    double rendered = (double)job->written / (job->report.seconds * job->report.rate);
    double before = job->narration_share;
    return rawi_making_go_on(job, before + (1 - before) * rendered, error);
}

/* The sound is rendered in this thread and encoded in another. */
static rawi_status render(rawi_making *job, rawi_mastering *mastering, rawi_error *error) {
    stop_encoding(job);
    rawi_status status =
        rawi_mastering_render(mastering, target_loudness(job->edition.options),
                              ceiling(job->edition.path), write_mastered, job, error);
    return status == RAWI_OK ? rawi_relay_drain(job->encoder, error) : status;
}

/* Most of the sound is there already; what it is tagged with is known now. */
static rawi_status complete(rawi_making *job, rawi_mastering *mastering, bool *done,
                            rawi_error *error) {
    rawi_status status = rawi_mastering_complete(mastering, done, error);
    if (status == RAWI_OK && *done)
        status = rawi_relay_drain(job->encoder, error);
    if (status == RAWI_OK && *done)
        status = rawi_making_go_on(job, 1, error);
    if (status == RAWI_OK && *done)
        status = rawi_writer_retag(job->writer, &job->edition.tags, error);
    return status;
}

static rawi_status master(rawi_making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_mastering *mastering;
    rawi_status status = options->opening ? rawi_making_complete_opening(job, error) : RAWI_OK;
    if (status == RAWI_OK && options->closing)
        status = rawi_making_close_with_words(job, error);
    if (status == RAWI_OK)
        status = rawi_programme_assemble(job->programme, job->timeline, &mastering, error);
    if (status == RAWI_OK)
        status = finish_timeline(job, rawi_mastering_seconds(mastering), error);
    bool done = false;
    if (status == RAWI_OK && job->follows)
        status = complete(job, mastering, &done, error);
    return status == RAWI_OK && !done ? render(job, mastering, error) : status;
}

static rawi_status write_sound(rawi_making *job, rawi_error *error) {
    if (job->streams)
        return finish_timeline(job, (double)job->samples / job->report.rate, error);
    return master(job, error);
}

/* ---- the whole ----------------------------------------------------------------------------- */

rawi_status rawi_edition_make(const rawi_article *article, rawi_script *script, const char *path,
                              const rawi_edition_options *options, rawi_edition_report *report,
                              rawi_error *error) {
    bool plain = is_plain(options, path);
    rawi_making job = {.script = script,
                       .streams = plain,
                       .narration_share = 1,
                       .edition = {.article = article,
                                   .options = options,
                                   .path = path,
                                   .tags = merge_tags(&options->tags, article)}};
    job.edition.report = &job.report;
    rawi_status status = open_all(&job, error);
    if (status == RAWI_OK)
        status = rawi_making_narrate(&job, error);
    if (status == RAWI_OK)
        status = write_sound(&job, error);
    if (status == RAWI_OK)
        status = rawi_making_publish(&job, error);
    for (size_t i = 0; i < job.file_count; i++)
        rawi_new_file_abort(&job.files[i]);
    rawi_programme_close(job.programme); /* its thread may be sending to the encoder's */
    stop_encoding(&job);
    rawi_timeline_free(job.timeline);
    rawi_narration_close(job.narration);
    rawi_cast_close(job.opened);
    rawi_drawing_free(&job.small);
    rawi_drawing_free(&job.large);
    if (report)
        *report = job.report;
    return status;
}
