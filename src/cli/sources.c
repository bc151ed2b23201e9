/* Lists articles: fts(3) walks folders. */
#include "cli/sources.h"

#include "base/text.h"
#include "edition/record.h"

#include <errno.h>
#include <fts.h>
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is being listed. */
typedef struct listing {
    batch_sources *sources;
    const char *out;
    struct stat out_status;
    void *seen; /* tsearch(3): the identities so far */
} listing;

/* ---- identity ------------------------------------------------------------------------------ */

static void add_escaped(rawi_text *text, const char *path) {
    size_t length = strlen(path);
    for (size_t at = 0, start = 0; at < length; start = at) {
        bool valid = rawi_next_character(path, length, &at) != RAWI_MALFORMED;
        if (valid && path[start] != '%') {
            rawi_text_add(text, path + start, at - start);
            continue;
        }
        for (size_t i = start; i < at; i++) {
            char code[4];
            snprintf(code, sizeof code, "%%%02X", (unsigned char)path[i]);
            rawi_text_add_string(text, code);
        }
    }
}

/* From one absolute path to another: up to where they part, then down. */
static void add_way(rawi_text *text, const char *from, const char *to) {
    size_t common = 0;
    for (size_t i = 0; from[i] == to[i] && from[i]; i++)
        if (from[i] == '/')
            common = i + 1;
    size_t whole = strlen(from);
    if (strncmp(from, to, whole) == 0 && to[whole] == '/')
        common = whole + 1;
    for (const char *rest = common > whole ? "" : from + common; *rest; rest++)
        if (rest == from + common || rest[-1] == '/')
            rawi_text_add_string(text, "../");
    add_escaped(text, to + common);
}

char *batch_identity(const char *path, const char *folder, rawi_arena *arena) {
    char *from = realpath(folder, NULL), *to = realpath(path, NULL);
    rawi_text text = {0};
    if (from && to)
        add_way(&text, from, to);
    else
        add_escaped(&text, path);
    char *identity =
        text.failed ? NULL : rawi_arena_copy(arena, text.bytes ? text.bytes : "", text.length);
    rawi_text_free(&text);
    free(from);
    free(to);
    return identity;
}

/* ---- adding -------------------------------------------------------------------------------- */

static int compare_text(const void *a, const void *b) {
    return strcmp(a, b);
}

static bool reserve(batch_sources *sources) {
    if (sources->count < sources->capacity)
        return true;
    size_t capacity = sources->capacity ? 2 * sources->capacity : 64;
    batch_source *items = realloc(sources->items, capacity * sizeof *items);
    if (!items)
        return false;
    sources->items = items;
    sources->capacity = capacity;
    return true;
}

static rawi_status add(listing *list, const char *path, unsigned long long size, const char *flaw,
                       rawi_error *error) {
    batch_sources *sources = list->sources;
    batch_source source = {.path = rawi_arena_copy(&sources->arena, path, strlen(path)),
                           .identity =
                               batch_identity(path, list->out ? list->out : ".", &sources->arena),
                           .size = size,
                           .flaw = flaw};
    if (!source.path || !source.identity || !reserve(sources))
        return rawi_fail_memory(error);
    if (tfind(source.identity, &list->seen, compare_text))
        return RAWI_OK;
    if (!tsearch(source.identity, &list->seen, compare_text))
        return rawi_fail_memory(error);
    sources->items[sources->count++] = source;
    return RAWI_OK;
}

static rawi_status add_flaw(listing *list, const char *path, rawi_error *error, const char *format,
                            ...) __attribute__((format(printf, 4, 5)));

static rawi_status add_flaw(listing *list, const char *path, rawi_error *error, const char *format,
                            ...) {
    char flaw[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(flaw, sizeof flaw, format, arguments);
    va_end(arguments);
    const char *kept = rawi_arena_copy(&list->sources->arena, flaw, strlen(flaw));
    return kept ? add(list, path, 0, kept, error) : rawi_fail_memory(error);
}

static rawi_status add_unreadable(listing *list, const char *path, int number, rawi_error *error) {
    return add_flaw(list, path, error, _("%s cannot be read: %s"), path, rawi_reason(number));
}

/* ---- folders ------------------------------------------------------------------------------- */

static int compare_entries(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* Whether a file is the page or the text of an edition that stands in the same folder. */
static bool belongs_to_edition(const char *path) {
    rawi_arena arena = {0};
    rawi_record record;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *record_path = rawi_record_path(path, &arena);
    bool belongs = false;
    if (record_path && rawi_record_read(record_path, &arena, &record, NULL) == RAWI_OK)
        for (size_t i = 0; i < record.beside_count; i++)
            belongs = belongs || strcmp(record.beside[i], name) == 0;
    rawi_arena_free(&arena);
    return belongs;
}

static bool is_out(const listing *list, const FTSENT *entry) {
    return list->out && entry->fts_level > 0 &&
           entry->fts_statp->st_dev == list->out_status.st_dev &&
           entry->fts_statp->st_ino == list->out_status.st_ino;
}

static rawi_status take_entry(listing *list, FTS *walk, FTSENT *entry, rawi_error *error) {
    bool hidden = entry->fts_level > 0 && *entry->fts_name == '.';
    bool article = !hidden && rawi_article_knows(entry->fts_name);
    switch (entry->fts_info) {
    case FTS_D:
        if (hidden || is_out(list, entry))
            fts_set(walk, entry, FTS_SKIP);
        return RAWI_OK;
    case FTS_F:
        if (!article || belongs_to_edition(entry->fts_path))
            return RAWI_OK;
        return add(list, entry->fts_path, (unsigned long long)entry->fts_statp->st_size, NULL,
                   error);
    case FTS_SLNONE:
        return article ? add_unreadable(list, entry->fts_path, ENOENT, error) : RAWI_OK;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return add_unreadable(list, entry->fts_path, entry->fts_errno, error);
    default:
        return RAWI_OK;
    }
}

static rawi_status walk_folder(listing *list, const char *path, rawi_error *error) {
    char *const roots[] = {(char *)path, NULL};
    size_t before = list->sources->count;
    rawi_status status = RAWI_OK;
    FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_entries);
    FTSENT *entry;
    if (!walk)
        return rawi_fail_memory(error);
    while (status == RAWI_OK && (entry = fts_read(walk)))
        status = take_entry(list, walk, entry, error);
    fts_close(walk);
    if (status == RAWI_OK && list->sources->count == before)
        status = add_flaw(list, path, error, _("%s: no article in this folder"), path);
    return status;
}

/* ---- the list ------------------------------------------------------------------------------ */

static rawi_status take_argument(listing *list, const char *path, rawi_error *error) {
    struct stat status;
    bool there = stat(path, &status) == 0;
    if (!there || !S_ISDIR(status.st_mode))
        return add(list, path, there ? (unsigned long long)status.st_size : 0, NULL, error);
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    char *plain = rawi_arena_copy(&list->sources->arena, path, length);
    return plain ? walk_folder(list, plain, error) : rawi_fail_memory(error);
}

rawi_status batch_list_sources(char *const *arguments, size_t count, const char *out,
                               batch_sources *sources, rawi_error *error) {
    *sources = (batch_sources){0};
    listing list = {.sources = sources, .out = out};
    if (out && stat(out, &list.out_status) != 0)
        list.out = NULL;
    rawi_status status = RAWI_OK;
    for (size_t i = 0; status == RAWI_OK && i < count; i++)
        status = take_argument(&list, arguments[i], error);
    /* POSIX knows no function that frees a tree at once. */
    while (list.seen)
        tdelete(*(void **)list.seen, &list.seen, compare_text);
    if (status != RAWI_OK)
        batch_sources_free(sources);
    return status;
}

void batch_sources_free(batch_sources *sources) {
    free(sources->items);
    rawi_arena_free(&sources->arena);
    *sources = (batch_sources){0};
}
