/* The path of an edition: narrated to the spool, mastered into the writer, its side files made,
 * everything committed at once. */
#include "edition/edition.h"
#include "base/new_file.h"
#include "edition/announcement.h"
#include "edition/chapters.h"
#include "edition/cover.h"
#include "edition/page.h"
#include "edition/transcript.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* One file beside the sound. `write` writes all of it; what the disk refuses is seen afterwards. */
typedef struct side_file {
    unsigned flag; /* RAWI_BESIDE_... */
    const char *extension;
    rawi_status (*write)(const rawi_edition *edition, FILE *file, rawi_error *error);
} side_file;

static rawi_status write_transcript(const rawi_edition *edition, rawi_transcript_format format,
                                    FILE *file, rawi_error *error) {
    rawi_text text = {0};
    rawi_status status = rawi_transcript_make(edition->article, edition->timeline, &edition->tags,
                                              format, &text, error);
    if (status == RAWI_OK)
        fwrite(text.bytes, 1, text.length, file);
    rawi_text_free(&text);
    return status;
}

static rawi_status write_vtt(const rawi_edition *edition, FILE *file, rawi_error *error) {
    return write_transcript(edition, RAWI_TRANSCRIPT_VTT, file, error);
}

static rawi_status write_srt(const rawi_edition *edition, FILE *file, rawi_error *error) {
    return write_transcript(edition, RAWI_TRANSCRIPT_SRT, file, error);
}

static rawi_status write_json(const rawi_edition *edition, FILE *file, rawi_error *error) {
    return write_transcript(edition, RAWI_TRANSCRIPT_JSON, file, error);
}

static rawi_status write_plain_text(const rawi_edition *edition, FILE *file, rawi_error *error) {
    return write_transcript(edition, RAWI_TRANSCRIPT_TEXT, file, error);
}

static rawi_status write_page(const rawi_edition *edition, FILE *file, rawi_error *error) {
    const char *slash = strrchr(edition->path, '/');
    const rawi_page_options options = {
        .tags = &edition->tags,
        .sound_name = slash ? slash + 1 : edition->path,
        .sound_path = edition->options->sound_beside_page ? NULL : edition->sound,
        .english = edition->options->page_in_english,
    };
    return rawi_page_write(edition->article, edition->timeline, &options, file, error);
}

/* A given picture is written as it is; a drawn one is drawn again, larger than in the sound. */
static rawi_status write_cover(const rawi_edition *edition, FILE *file, rawi_error *error) {
    const rawi_picture *cover = edition->tags.cover;
    rawi_picture drawn = {0};
    rawi_status status = RAWI_OK;
    if (!edition->options->tags.cover) {
        status = rawi_cover_draw(&edition->tags, RAWI_COVER_FILE, &drawn, error);
        cover = &drawn;
    }
    if (status == RAWI_OK)
        fwrite(cover->bytes, 1, cover->size, file);
    rawi_picture_free(&drawn);
    return status;
}

/* Ends with an empty entry. */
static const side_file side_files[] = {
    {RAWI_BESIDE_VTT, ".vtt", write_vtt},
    {RAWI_BESIDE_SRT, ".srt", write_srt},
    {RAWI_BESIDE_JSON, ".json", write_json},
    {RAWI_BESIDE_TEXT, ".txt", write_plain_text},
    {RAWI_BESIDE_PAGE, ".html", write_page},
    {RAWI_BESIDE_CHAPTERS, ".chapters.json", rawi_chapters_write},
    {RAWI_BESIDE_COVER, ".jpg", write_cover},
    {0, NULL, NULL},
};

enum {
    FILES_MOST = sizeof side_files / sizeof *side_files /* the sound in place of the empty entry */
};

const char *rawi_edition_ending(unsigned beside) {
    for (const side_file *side = side_files; side->write; side++)
        if (side->flag == beside)
            return side->extension;
    return NULL;
}

/* The path of the sound with another ending; NULL when memory is exhausted. */
static char *replace_ending(const char *sound, const char *ending) {
    const char *slash = strrchr(sound, '/');
    const char *dot = strrchr(slash ? slash : sound, '.');
    size_t stem = dot ? (size_t)(dot - sound) : strlen(sound);
    char *path = malloc(stem + strlen(ending) + 1);
    if (path) {
        memcpy(path, sound, stem);
        strcpy(path + stem, ending);
    }
    return path;
}

static bool are_same_file(const char *one, const char *other) {
    struct stat a;
    struct stat b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* The path of a file beside the sound; NULL when memory is exhausted. The article that is read is
 * never replaced: the page of article.html is then article.rawi.html. */
static char *side_path(const rawi_edition *edition, const char *ending) {
    char *path = replace_ending(edition->path, ending);
    if (!path || !are_same_file(path, edition->article->name))
        return path;
    free(path);
    char longer[32];
    snprintf(longer, sizeof longer, ".rawi%s", ending);
    return replace_ending(edition->path, longer);
}

/* One run. */
typedef struct making {
    rawi_script *script;
    bool streams; /* the sound is written as it is made: there is no mastering */
    rawi_narration *narration;
    rawi_timeline *timeline;
    rawi_programme *programme; /* NULL while streaming */
    rawi_writer *writer;
    unsigned long long samples; /* of the narration so far */
    unsigned long long written; /* of the sound */
    rawi_new_file files[FILES_MOST];
    size_t file_count;
    rawi_edition_report report;
    rawi_picture drawn;   /* the cover, where none was given */
    rawi_edition edition; /* refers to the above */
} making;

/* How much of the work the narration is where the sound is encoded after it. */
static const double narration_share = 0.4;

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

/* The peak to stay under. Lossy encoders change the wave: they get room for what that adds. */
static double ceiling(const char *path) {
    bool lossless = strcmp(path, "-") == 0 || ends_in(path, ".wav") || ends_in(path, ".flac");
    const double lossless_dbtp = -1.1;
    const double lossy_dbtp = -2.0;
    return pow(10.0, (lossless ? lossless_dbtp : lossy_dbtp) / 20.0);
}

static rawi_status go_on(making *job, double done, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_edition_progress progress = {.done = done,
                                      .seconds = (double)job->samples / job->report.rate};
    if (!options->go_on || options->go_on(options->user, &progress))
        return RAWI_OK;
    return rawi_fail(error, RAWI_INTERRUPTED, _("interrupted; %s was not written"),
                     job->edition.path);
}

/* ---- opening ------------------------------------------------------------------------------- */

static const char *first_of(const char *given, const char *own) {
    return given ? given : own;
}

static rawi_tags merge_tags(const rawi_tags *given, const rawi_article *article) {
    rawi_tags tags = *given;
    tags.title = first_of(given->title, article->title);
    tags.author = first_of(given->author, article->author);
    tags.date = first_of(given->date, article->date);
    tags.album = first_of(given->album, article->site);
    tags.language = first_of(given->language, article->language);
    return tags;
}

static rawi_status open_writer(making *job, rawi_error *error) {
    return rawi_writer_open(job->edition.path, job->report.rate, job->edition.options->bit_rate,
                            &job->edition.tags, &job->writer, error);
}

/* A cover that nobody asked for and that cannot be drawn is left out. */
static rawi_status draw_cover(making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    bool wanted = options->cover == RAWI_COVER_DRAWN;
    bool usual = options->cover == RAWI_COVER_USUAL && job->edition.tags.title && !job->streams;
    if (options->tags.cover || (!wanted && !usual))
        return RAWI_OK;
    rawi_status status = rawi_cover_draw(&job->edition.tags, RAWI_COVER_EMBEDDED, &job->drawn,
                                         wanted ? error : NULL);
    if (status == RAWI_OK)
        job->edition.tags.cover = &job->drawn;
    return wanted ? status : RAWI_OK;
}

/* That the place can be written is seen before the work, not after it. */
static rawi_status try_place(const char *path, rawi_error *error) {
    rawi_new_file file;
    rawi_status status = rawi_new_file_open(path, &file, error);
    rawi_new_file_abort(&file);
    return status;
}

/* What surrounds the narration comes first, so that a file that is none is seen at once. */
static rawi_status open_programme(making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_status status = rawi_programme_open(job->report.rate, &job->programme, error);
    if (status == RAWI_OK && options->intro)
        status = rawi_programme_record(job->programme, RAWI_PART_INTRO, options->intro, error);
    if (status == RAWI_OK && options->outro)
        status = rawi_programme_record(job->programme, RAWI_PART_OUTRO, options->outro, error);
    return status;
}

static rawi_status open_all(making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_status status = draw_cover(job, error);
    if (status == RAWI_OK)
        status = rawi_narration_open(job->script, &options->narration, &job->narration, error);
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
    return status == RAWI_OK ? open_programme(job, error) : status;
}

/* ---- narrating ----------------------------------------------------------------------------- */

/* Where an opening is wanted it stands behind the title, if that is the first thing to be read. */
static rawi_part part_of(const making *job, const rawi_utterance *utterance) {
    bool title =
        utterance->block == 0 && utterance->kind == RAWI_BLOCK_HEADING && utterance->level == 1;
    return title && job->edition.options->opening ? RAWI_PART_TITLE : RAWI_PART_ARTICLE;
}

static rawi_status stream(making *job, const rawi_speech *speech, rawi_error *error) {
    rawi_status status = rawi_timeline_add(job->timeline, job->edition.article, speech,
                                           (double)job->samples / job->report.rate, error);
    return status == RAWI_OK
               ? rawi_writer_write(job->writer, speech->samples, speech->sample_count, error)
               : status;
}

static rawi_status keep(making *job, const rawi_speech *speech, rawi_error *error) {
    rawi_status status = job->streams
                             ? stream(job, speech, error)
                             : rawi_programme_add(job->programme, part_of(job, speech->utterance),
                                                  job->edition.article, speech, error);
    job->samples += speech->sample_count;
    job->report.words += speech->utterance->word_count;
    job->report.utterances++;
    return status;
}

static double narrated(const making *job, const rawi_utterance *utterance) {
    size_t from = job->edition.options->from;
    size_t end = utterance->span.end;
    double done =
        end > from ? (double)(end - from) / (double)(job->edition.article->text_length - from) : 0;
    return job->streams ? done : narration_share * done;
}

static rawi_status narrate(making *job, rawi_error *error) {
    const rawi_speech *speech;
    rawi_status status;
    while ((status = rawi_narration_next(job->narration, &speech, error)) == RAWI_OK) {
        status = keep(job, speech, error);
        if (status == RAWI_OK)
            status = go_on(job, narrated(job, speech->utterance), error);
        if (status != RAWI_OK)
            return status;
    }
    if (status == RAWI_END && job->report.utterances == 0)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: there is nothing to say after byte %zu"),
                         job->edition.article->name, job->edition.options->from);
    return status == RAWI_END ? RAWI_OK : status;
}

/* ---- what Rawi says of its own ------------------------------------------------------------- */

static rawi_status speak_announcement(making *job, rawi_narration *narration, rawi_part part,
                                      rawi_error *error) {
    const rawi_speech *speech;
    rawi_status status;
    while ((status = rawi_narration_next(narration, &speech, error)) == RAWI_OK) {
        status = rawi_programme_add(job->programme, part, NULL, speech, error);
        if (status == RAWI_OK)
            status = go_on(job, narration_share, error);
        if (status != RAWI_OK)
            return status;
    }
    return status == RAWI_END ? RAWI_OK : status;
}

static rawi_status announce(making *job, const rawi_announcement *announcement, rawi_part part,
                            rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_script *script = NULL;
    rawi_narration *narration = NULL;
    rawi_status status = rawi_script_open(&announcement->article, &options->script, &script, error);
    if (status == RAWI_OK)
        status = rawi_narration_open(script, &options->narration, &narration, error);
    if (status == RAWI_OK)
        status = speak_announcement(job, narration, part, error);
    rawi_narration_close(narration);
    rawi_script_close(script);
    return status;
}

static rawi_status add_opening(making *job, rawi_error *error) {
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

static rawi_status add_closing(making *job, rawi_error *error) {
    rawi_announcement announcement;
    rawi_status status = rawi_announcement_close(&announcement, &job->edition.tags, error);
    if (status == RAWI_OK)
        status = announce(job, &announcement, RAWI_PART_CLOSING, error);
    rawi_announcement_free(&announcement);
    return status;
}

/* ---- the sound ----------------------------------------------------------------------------- */

static rawi_status write_mastered(void *user, const float *samples, size_t count,
                                  rawi_error *error) {
    making *job = user;
    rawi_status status = rawi_writer_write(job->writer, samples, count, error);
    if (status != RAWI_OK)
        return status;
    job->written += count;
    double share = (double)job->written / (job->report.seconds * job->report.rate);
    return go_on(job, narration_share + (1 - narration_share) * share, error);
}

static rawi_status finish_timeline(making *job, double seconds, rawi_error *error) {
    job->report.seconds = seconds;
    rawi_status status = rawi_timeline_finish(job->timeline, job->edition.article, seconds, error);
    job->edition.tags.chapters = job->timeline->chapters;
    job->edition.tags.chapter_count = job->timeline->chapter_count;
    return status;
}

static rawi_status master(making *job, rawi_error *error) {
    const rawi_edition_options *options = job->edition.options;
    rawi_mastering *mastering;
    rawi_status status = options->opening ? add_opening(job, error) : RAWI_OK;
    if (status == RAWI_OK && options->closing)
        status = add_closing(job, error);
    if (status == RAWI_OK)
        status = rawi_programme_assemble(job->programme, job->timeline, &mastering, error);
    if (status == RAWI_OK)
        status = finish_timeline(job, rawi_mastering_seconds(mastering), error);
    if (status == RAWI_OK)
        status = open_writer(job, error);
    return status == RAWI_OK
               ? rawi_mastering_render(mastering, target_loudness(options),
                                       ceiling(job->edition.path), write_mastered, job, error)
               : status;
}

static rawi_status write_sound(making *job, rawi_error *error) {
    if (job->streams)
        return finish_timeline(job, (double)job->samples / job->report.rate, error);
    return master(job, error);
}

/* ---- the files beside it ------------------------------------------------------------------- */

static rawi_status fill(const rawi_new_file *file, const side_file *side,
                        const rawi_edition *edition, rawi_error *error) {
    int fd = dup(file->fd); /* which the stream closes; the file's own is for the commit */
    FILE *stream = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!stream) {
        if (fd >= 0)
            close(fd);
        return rawi_fail_memory(error);
    }
    rawi_status status = side->write(edition, stream, error);
    bool failed = ferror(stream);
    failed = fclose(stream) != 0 || failed;
    if (status == RAWI_OK && failed)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), file->path,
                         strerror(errno));
    return status;
}

static bool has_content(const side_file *side, const rawi_edition *edition) {
    if (side->flag == RAWI_BESIDE_CHAPTERS)
        return edition->tags.chapter_count > 0;
    return side->flag != RAWI_BESIDE_COVER || edition->tags.cover;
}

static const char *side_extension(const side_file *side, const rawi_edition *edition) {
    bool png = side->flag == RAWI_BESIDE_COVER && edition->tags.cover->format == RAWI_PICTURE_PNG;
    return png ? ".png" : side->extension;
}

static rawi_status write_side(making *job, const side_file *side, rawi_error *error) {
    char *path = side_path(&job->edition, side_extension(side, &job->edition));
    if (!path)
        return rawi_fail_memory(error);
    rawi_new_file *file = &job->files[job->file_count];
    rawi_status status = rawi_new_file_open(path, file, error);
    free(path);
    if (status != RAWI_OK)
        return status;
    job->file_count++;
    return fill(file, side, &job->edition, error);
}

/* ---- the record ---------------------------------------------------------------------------- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* What the record says before the files have their names. */
static rawi_status describe(const making *job, rawi_arena *arena, rawi_record *record,
                            rawi_error *error) {
    const rawi_edition *edition = &job->edition;
    const rawi_tags *tags = &edition->tags;
    const char **beside = rawi_arena_array(arena, job->file_count + 1, sizeof *beside);
    rawi_status status = rawi_record_describe(edition->article, arena, record, error);
    if (status != RAWI_OK || !beside)
        return status != RAWI_OK ? status : rawi_fail_memory(error);
    for (size_t i = 0; i < job->file_count; i++) {
        const char *name = base_name(job->files[i].path);
        beside[i] = rawi_arena_copy(arena, name, strlen(name));
        if (!beside[i])
            return rawi_fail_memory(error);
    }
    record->source = edition->options->source;
    record->title = first_of(tags->title, record->title);
    record->author = tags->author;
    record->date = tags->date;
    record->site = tags->album;
    record->language = tags->language;
    record->sound = base_name(edition->path);
    record->bytes = job->report.bytes;
    record->duration = job->report.seconds;
    record->beside = beside;
    record->beside_count = job->file_count;
    record->chapters = job->timeline->chapters;
    record->chapter_count = job->timeline->chapter_count;
    if (edition->options->origin)
        record->origin = *edition->options->origin;
    return RAWI_OK;
}

/* Gives the files their names between the record's beginning and its end. */
static rawi_status commit_recorded(making *job, rawi_new_file *sound, rawi_error *error) {
    rawi_arena arena = {0};
    rawi_record record = {0};
    char *path = rawi_record_path(job->edition.path, &arena);
    rawi_status status = path ? describe(job, &arena, &record, error) : rawi_fail_memory(error);
    if (status == RAWI_OK)
        status = rawi_record_begin(path, &arena, &record, error);
    job->files[job->file_count++] = *sound;
    if (status == RAWI_OK) {
        status = rawi_new_file_commit_all(job->files, job->file_count, error);
        if (status == RAWI_OK)
            status = rawi_record_write(path, &record, error);
        else
            rawi_record_tidy(path);
    }
    rawi_arena_free(&arena);
    return status;
}

/* The sound is the last to get its name: where it stands, everything does. */
static rawi_status finish(making *job, rawi_error *error) {
    rawi_new_file sound;
    rawi_status status = rawi_writer_finish(job->writer, &sound, &job->report.bytes, error);
    job->writer = NULL;
    if (status != RAWI_OK)
        return status;
    job->edition.sound = sound.temporary;
    for (const side_file *side = side_files; status == RAWI_OK && side->write; side++)
        if ((job->edition.options->beside & side->flag) && has_content(side, &job->edition))
            status = write_side(job, side, error);
    if (status == RAWI_OK && sound.fd >= 0 && (job->edition.options->beside & RAWI_BESIDE_RECORD))
        return commit_recorded(job, &sound, error);
    if (sound.fd >= 0)
        job->files[job->file_count++] = sound;
    return status == RAWI_OK ? rawi_new_file_commit_all(job->files, job->file_count, error)
                             : status;
}

/* ---- the whole ----------------------------------------------------------------------------- */

rawi_status rawi_edition_make(const rawi_article *article, rawi_script *script, const char *path,
                              const rawi_edition_options *options, rawi_edition_report *report,
                              rawi_error *error) {
    making job = {.script = script,
                  .streams = is_plain(options, path),
                  .edition = {.article = article,
                              .options = options,
                              .path = path,
                              .tags = merge_tags(&options->tags, article)}};
    job.edition.report = &job.report;
    rawi_status status = open_all(&job, error);
    if (status == RAWI_OK)
        status = narrate(&job, error);
    if (status == RAWI_OK)
        status = write_sound(&job, error);
    if (status == RAWI_OK)
        status = finish(&job, error);
    for (size_t i = 0; i < job.file_count; i++)
        rawi_new_file_abort(&job.files[i]);
    rawi_writer_abort(job.writer);
    rawi_programme_close(job.programme);
    rawi_timeline_free(job.timeline);
    rawi_narration_close(job.narration);
    rawi_picture_free(&job.drawn);
    if (report)
        *report = job.report;
    return status;
}
