/* The files beside the sound: what each is called and who writes it. */
#include "edition/beside.h"
#include "edition/chapters.h"
#include "edition/page.h"
#include "edition/transcript.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* A given picture is written as it is; a drawn one is larger than in the sound. */
static rawi_status write_cover(const rawi_edition *edition, FILE *file, rawi_error *error) {
    const rawi_picture *cover = edition->tags.cover;
    rawi_status status =
        edition->large_cover ? rawi_drawing_complete(edition->large_cover, &cover, error) : RAWI_OK;
    if (status == RAWI_OK)
        fwrite(cover->bytes, 1, cover->size, file);
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

_Static_assert(sizeof side_files / sizeof *side_files == RAWI_BESIDE_FILES_MOST + 1, "one a file");

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

/* ---- writing ----------------------------------------------------------------------------------
 */

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
                         rawi_reason(errno));
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

static rawi_status open_file(const side_file *side, const rawi_edition *edition,
                             rawi_new_file *file, rawi_error *error) {
    char *path = side_path(edition, side_extension(side, edition));
    rawi_status status = path ? rawi_new_file_open(path, file, error) : rawi_fail_memory(error);
    free(path);
    return status;
}

rawi_status rawi_beside_write(const rawi_edition *edition, rawi_new_file *files, size_t *count,
                              rawi_error *error) {
    rawi_status status = RAWI_OK;
    for (const side_file *side = side_files; status == RAWI_OK && side->write; side++) {
        if (!(edition->options->beside & side->flag) || !has_content(side, edition))
            continue;
        status = open_file(side, edition, &files[*count], error);
        if (status == RAWI_OK)
            status = fill(&files[(*count)++], side, edition, error);
    }
    return status;
}
