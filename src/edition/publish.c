/* The record of an edition, and the names of its files. */
#include "edition/making.h"

#include <string.h>

/* ---- the record ---------------------------------------------------------------------------- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* What the record says before the files have their names. */
static rawi_status describe(const rawi_making *job, rawi_arena *arena, rawi_record *record,
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
    record->title = rawi_first_of(tags->title, record->title);
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

/* Gives the files their names between the record's beginning and its end. Whatever may find no room
 * has been written before. */
static rawi_status commit_recorded(rawi_making *job, rawi_new_file *sound, rawi_error *error) {
    rawi_arena arena = {0};
    rawi_record record = {0};
    char *path = rawi_record_path(job->edition.path, &arena);
    rawi_status status = path ? describe(job, &arena, &record, error) : rawi_fail_memory(error);
    if (status == RAWI_OK)
        status = rawi_record_begin(path, &arena, &record, error);
    job->files[job->file_count++] = *sound;
    if (status == RAWI_OK)
        status = rawi_record_write(path, &record, &job->files[job->file_count++], error);
    if (status == RAWI_OK)
        status = rawi_new_file_commit_all(job->files, job->file_count, error);
    if (status != RAWI_OK && path)
        rawi_record_tidy(path);
    rawi_arena_free(&arena);
    return status;
}

/* ---- the names ----------------------------------------------------------------------------- */

/* The sound is the last to get its name but for the record: where it stands, everything does that
 * it needs. */
rawi_status rawi_making_publish(rawi_making *job, rawi_error *error) {
    rawi_new_file sound;
    rawi_status status = rawi_writer_finish(job->writer, &sound, &job->report.bytes, error);
    job->writer = NULL;
    if (status != RAWI_OK)
        return status;
    job->edition.sound = sound.temporary;
    status = rawi_beside_write(&job->edition, job->files, &job->file_count, error);
    if (status == RAWI_OK && sound.fd >= 0 && (job->edition.options->beside & RAWI_BESIDE_RECORD))
        return commit_recorded(job, &sound, error);
    if (sound.fd >= 0)
        job->files[job->file_count++] = sound;
    return status == RAWI_OK ? rawi_new_file_commit_all(job->files, job->file_count, error)
                             : status;
}
