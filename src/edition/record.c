/* Records as JSON, with jansson. */
#include "edition/record.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    FORMAT = 1, /* what "rawi_edition" says; a program that knows less refuses more */
    RECORD_BYTES_MOST = 4 << 20,
    BESIDE_MOST = 64,
    SUMMARY_BYTES_MOST = 600
};

/* ---- names --------------------------------------------------------------------------------- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The length of a name without its extension. */
static size_t stem_length(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && dot > name ? (size_t)(dot - name) : strlen(name);
}

static char *join(rawi_arena *arena, const char *start, size_t length, const char *end) {
    size_t more = strlen(end);
    char *text = rawi_arena_alloc(arena, length + more + 1);
    if (text) {
        memcpy(text, start, length);
        memcpy(text + length, end, more + 1);
    }
    return text;
}

char *rawi_record_path(const char *sound, rawi_arena *arena) {
    const char *name = base_name(sound);
    return join(arena, sound, (size_t)(name - sound) + stem_length(name), RAWI_RECORD_SUFFIX);
}

char *rawi_record_sibling(const char *path, const char *name, rawi_arena *arena) {
    return join(arena, path, (size_t)(base_name(path) - path), name);
}

/* Whether a name is that of a file in the folder itself, and no hidden one. */
static bool is_plain_name(const char *name) {
    return *name && *name != '.' && !strchr(name, '/');
}

/* ---- reading ------------------------------------------------------------------------------- */

/* All bytes of an open file, which is an ordinary one and not too large. */
static bool read_open(int file, rawi_text *bytes) {
    struct stat status;
    if (fstat(file, &status) != 0)
        return false;
    if (!S_ISREG(status.st_mode) || status.st_size > RECORD_BYTES_MOST) {
        errno = EFBIG;
        return false;
    }
    size_t size = (size_t)status.st_size;
    while (rawi_text_reserve(bytes, size + 1) && bytes->length < size) {
        ssize_t got = read(file, bytes->bytes + bytes->length, size - bytes->length);
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return false;
        bytes->length += got > 0 ? (size_t)got : 0;
    }
    return true;
}

static rawi_status read_bytes(const char *path, rawi_text *bytes, rawi_error *error) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    rawi_status status = RAWI_OK;
    if (file < 0 || !read_open(file, bytes))
        status =
            rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path, rawi_reason(errno));
    if (bytes->failed)
        status = rawi_fail_memory(error);
    if (file >= 0)
        close(file);
    return status;
}

/* A member's text in the arena, NULL where there is none. */
static const char *take_text(const json_t *json, const char *name, rawi_arena *arena) {
    const json_t *member = json_object_get(json, name);
    size_t length = json_string_length(member);
    return length ? rawi_arena_copy(arena, json_string_value(member), length) : NULL;
}

static bool take_beside(const json_t *json, rawi_arena *arena, rawi_record *record) {
    const json_t *files = json_object_get(json, "beside");
    size_t count = json_array_size(files);
    if (count > BESIDE_MOST)
        return false;
    const char **names = rawi_arena_array(arena, count + 1, sizeof *names);
    for (size_t i = 0; names && i < count; i++) {
        const char *name = json_string_value(json_array_get(files, i));
        if (!name || !is_plain_name(name))
            return false;
        names[i] = rawi_arena_copy(arena, name, strlen(name));
        if (!names[i])
            return false;
    }
    record->beside = names;
    record->beside_count = names ? count : 0;
    return names != NULL;
}

static void take_digest(const json_t *json, const char *name, char *digest, size_t size) {
    const char *text = json_string_value(json_object_get(json, name));
    if (text && strlen(text) < size)
        strcpy(digest, text);
}

static void take_origin(const json_t *json, rawi_origin *origin) {
    take_digest(json, "content", origin->content, sizeof origin->content);
    take_digest(json, "voice", origin->voice, sizeof origin->voice);
    take_digest(json, "options", origin->options, sizeof origin->options);
    take_digest(json, "version", origin->version, sizeof origin->version);
}

/* False where the document is no record. */
static bool take(const json_t *json, rawi_arena *arena, rawi_record *record) {
    const json_t *sound = json_object_get(json, "sound");
    json_int_t bytes = json_integer_value(json_object_get(sound, "bytes"));
    *record = (rawi_record){.source = take_text(json, "source", arena),
                            .guid = take_text(json, "guid", arena),
                            .title = take_text(json, "title", arena),
                            .author = take_text(json, "author", arena),
                            .date = take_text(json, "date", arena),
                            .site = take_text(json, "site", arena),
                            .language = take_text(json, "language", arena),
                            .summary = take_text(json, "summary", arena),
                            .published = take_text(json, "published", arena),
                            .made = take_text(json, "made", arena),
                            .sound = take_text(sound, "file", arena),
                            .bytes = bytes > 0 ? (uint64_t)bytes : 0,
                            .duration = json_number_value(json_object_get(sound, "seconds"))};
    take_origin(json_object_get(json, "made_from"), &record->origin);
    return json_integer_value(json_object_get(json, "rawi_edition")) == FORMAT &&
           take_beside(json, arena, record) && record->guid && record->title && record->published &&
           record->made && record->sound && is_plain_name(record->sound) && record->duration >= 0 &&
           record->duration < 1e9;
}

rawi_status rawi_record_read(const char *path, rawi_arena *arena, rawi_record *record,
                             rawi_error *error) {
    rawi_text bytes = {0};
    json_error_t flaw = {0};
    rawi_status status = read_bytes(path, &bytes, error);
    if (status == RAWI_OK) {
        json_t *json = json_loadb(bytes.bytes ? bytes.bytes : "", bytes.length, 0, &flaw);
        if (!json)
            status = rawi_fail(error, RAWI_ERROR_DATA, _("%s, line %d: damaged: %s"), path,
                               flaw.line, flaw.text);
        else if (!take(json, arena, record))
            status = rawi_fail(error, RAWI_ERROR_DATA, _("%s: not the record of an edition"), path);
        json_decref(json);
    }
    rawi_text_free(&bytes);
    return status;
}

/* ---- writing ------------------------------------------------------------------------------- */

static json_t *chapters_json(const rawi_record *record) {
    json_t *chapters = json_array();
    for (size_t i = 0; i < record->chapter_count; i++)
        json_array_append_new(
            chapters, json_pack("{s:s, s:f, s:f}", "title", record->chapters[i].title, "start",
                                record->chapters[i].start, "end", record->chapters[i].end));
    return chapters;
}

static json_t *beside_json(const rawi_record *record) {
    json_t *files = json_array();
    for (size_t i = 0; i < record->beside_count; i++)
        json_array_append_new(files, json_string(record->beside[i]));
    return files;
}

static json_t *origin_json(const rawi_origin *origin) {
    return *origin->content
               ? json_pack("{s:s, s:s, s:s, s:s}", "content", origin->content, "voice",
                           origin->voice, "options", origin->options, "version", origin->version)
               : json_null();
}

static json_t *record_json(const rawi_record *record) {
    return json_pack(
        "{s:i, s:s?, s:s, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s, s:s, s:{s:s, s:I, s:f}, s:o, "
        "s:o, s:o}",
        "rawi_edition", FORMAT, "source", record->source, "guid", record->guid, "title",
        record->title, "author", record->author, "date", record->date, "site", record->site,
        "language", record->language, "summary", record->summary, "published", record->published,
        "made", record->made, "sound", "file", record->sound, "bytes", (json_int_t)record->bytes,
        "seconds", record->duration, "beside", beside_json(record), "chapters",
        chapters_json(record), "made_from", origin_json(&record->origin));
}

static bool write_piece(const char *bytes, size_t size, int fd) {
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

rawi_status rawi_record_write(const char *path, const rawi_record *record, rawi_new_file *file,
                              rawi_error *error) {
    *file = (rawi_new_file){.fd = -1};
    json_t *json = record_json(record);
    char *text = json ? json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(10)) : NULL;
    json_decref(json);
    if (!text)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("%s: a record holds names in UTF-8 only; give the file another one"),
                         path);
    rawi_status status = rawi_new_file_open(path, file, error);
    if (status == RAWI_OK &&
        !(write_piece(text, strlen(text), file->fd) && write_piece("\n", 1, file->fd))) {
        status = rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), path,
                           rawi_reason(errno));
        rawi_new_file_abort(file);
    }
    free(text);
    return status;
}

/* ---- what the article says ----------------------------------------------------------------- */

static const rawi_block *first_block(const rawi_article *article, rawi_block_kind kind) {
    for (size_t i = 0; i < article->block_count; i++)
        if (article->blocks[i].kind == kind)
            return &article->blocks[i];
    return NULL;
}

static char *copy_block(const rawi_article *article, const rawi_block *block, rawi_arena *arena) {
    return rawi_arena_copy(arena, article->text + block->span.start,
                           block->span.end - block->span.start);
}

/* The first paragraph; a long one up to a word's end. */
static char *summarize(const rawi_article *article, rawi_arena *arena) {
    static const char more[] = "…";
    const rawi_block *block = first_block(article, RAWI_BLOCK_PARAGRAPH);
    if (!block)
        return NULL;
    char *text = copy_block(article, block, arena);
    if (!text || strlen(text) <= SUMMARY_BYTES_MOST)
        return text;
    size_t end = SUMMARY_BYTES_MOST - sizeof more;
    while (end > 0 && text[end] != ' ')
        end--;
    memcpy(text + end, more, sizeof more);
    return end ? text : NULL;
}

static const char *copy_or_null(rawi_arena *arena, const char *text) {
    return text && *text ? rawi_arena_copy(arena, text, strlen(text)) : NULL;
}

/* Names of files may hold any bytes. */
static char *copy_valid(rawi_arena *arena, const char *name, size_t length) {
    rawi_text valid = {0};
    for (size_t at = 0; at < length;) {
        int32_t character = rawi_next_character(name, length, &at);
        rawi_text_add_character(&valid, character == RAWI_MALFORMED ? 0xFFFD : (char32_t)character);
    }
    char *copy =
        valid.length && !valid.failed ? rawi_arena_copy(arena, valid.bytes, valid.length) : NULL;
    rawi_text_free(&valid);
    return copy;
}

rawi_status rawi_record_describe(const rawi_article *article, rawi_arena *arena,
                                 rawi_record *record, rawi_error *error) {
    const rawi_block *heading = first_block(article, RAWI_BLOCK_HEADING);
    const char *name = base_name(article->name);
    record->title = copy_or_null(arena, article->title);
    if (!record->title)
        record->title = heading ? copy_block(article, heading, arena)
                                : copy_valid(arena, name, stem_length(name));
    record->author = copy_or_null(arena, article->author);
    record->date = copy_or_null(arena, article->date);
    record->site = copy_or_null(arena, article->site);
    record->language = copy_or_null(arena, article->language);
    record->summary = summarize(article, arena);
    return record->title ? RAWI_OK : rawi_fail_memory(error);
}

/* ---- beginning ----------------------------------------------------------------------------- */

static const char *now(rawi_arena *arena) {
    char text[sizeof "2025-10-15T08:30:00Z"];
    time_t seconds = time(NULL);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return rawi_arena_copy(arena, text, strlen(text));
}

const char *rawi_record_guid(const rawi_record *record, rawi_arena *arena) {
    static const uint8_t editions[16] = {0x5c, 0x1d, 0x8e, 0x0a, 0x9b, 0x37, 0x4f, 0x6e,
                                         0x8a, 0x52, 0x6f, 0x2b, 0x71, 0xc4, 0xd0, 0x93};
    char uuid[RAWI_UUID_SIZE];
    rawi_text name = {0};
    rawi_text_add(&name, record->sound, stem_length(record->sound));
    rawi_text_add_string(&name, "\n");
    rawi_text_add_string(&name, record->title);
    if (!name.failed)
        rawi_uuid_of_name(editions, (rawi_slice){name.bytes, name.length}, uuid);
    const char *guid = name.failed ? NULL : rawi_arena_copy(arena, uuid, sizeof uuid - 1);
    rawi_text_free(&name);
    return guid;
}

rawi_status rawi_record_begin(const char *path, rawi_arena *arena, rawi_record *record,
                              rawi_error *error) {
    rawi_record old = {0};
    if (rawi_record_read(path, arena, &old, NULL) != RAWI_OK)
        old = (rawi_record){0};
    record->made = now(arena);
    record->guid = old.guid ? old.guid : rawi_record_guid(record, arena);
    record->published = record->date ? record->date : old.published;
    if (!record->published)
        record->published = record->made;
    if (!record->guid || !record->made)
        return rawi_fail_memory(error);
    rawi_record unfinished = *record;
    unfinished.origin = (rawi_origin){0};
    rawi_new_file file;
    rawi_status status = rawi_record_write(path, &unfinished, &file, error);
    return status == RAWI_OK ? rawi_new_file_commit(&file, error) : status;
}

/* ---- up to date ---------------------------------------------------------------------------- */

static bool is_there(const char *path, const char *name, uint64_t *bytes) {
    rawi_arena arena = {0};
    struct stat status;
    char *sibling = rawi_record_sibling(path, name, &arena);
    bool there = sibling && stat(sibling, &status) == 0 && S_ISREG(status.st_mode);
    *bytes = there ? (uint64_t)status.st_size : 0;
    rawi_arena_free(&arena);
    return there;
}

bool rawi_record_is_current(const char *path, const rawi_record *record,
                            const rawi_origin *origin) {
    uint64_t bytes;
    if (!*origin->content || strcmp(record->origin.content, origin->content) != 0 ||
        strcmp(record->origin.voice, origin->voice) != 0 ||
        strcmp(record->origin.options, origin->options) != 0 ||
        strcmp(record->origin.version, origin->version) != 0)
        return false;
    for (size_t i = 0; i < record->beside_count; i++)
        if (!is_there(path, record->beside[i], &bytes))
            return false;
    return is_there(path, record->sound, &bytes) && bytes == record->bytes;
}

/* ---- what was left ------------------------------------------------------------------------- */

void rawi_record_tidy(const char *path) {
    rawi_arena arena = {0};
    rawi_record record;
    uint64_t bytes;
    if (rawi_record_read(path, &arena, &record, NULL) == RAWI_OK && !*record.origin.content &&
        !is_there(path, record.sound, &bytes)) {
        for (size_t i = 0; i < record.beside_count; i++) {
            const char *beside = rawi_record_sibling(path, record.beside[i], &arena);
            if (beside)
                unlink(beside);
        }
        unlink(path);
    }
    rawi_arena_free(&arena);
}

static bool is_record_name(const char *name) {
    size_t length = strlen(name), end = sizeof RAWI_RECORD_SUFFIX - 1;
    return length > end && strcmp(name + length - end, RAWI_RECORD_SUFFIX) == 0;
}

void rawi_record_sweep(const char *folder) {
    DIR *list = opendir(folder);
    const struct dirent *entry;
    rawi_text path = {0};
    while (list && (entry = readdir(list))) {
        if (!is_record_name(entry->d_name))
            continue;
        rawi_text_clear(&path);
        rawi_text_add_string(&path, folder);
        rawi_text_add_string(&path, "/");
        if (rawi_text_add_string(&path, entry->d_name))
            rawi_record_tidy(path.bytes);
    }
    rawi_text_free(&path);
    if (list)
        closedir(list);
}
