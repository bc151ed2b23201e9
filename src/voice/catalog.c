/* Reads the catalog's JSON (jansson) and the folder of installed voices; puts files there. */
#include "voice/catalog.h"

#include "base/digest.h"
#include "base/new_file.h"
#include "base/text.h"
#include "base/user_folder.h"
#include "voice/hts_check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const char rawi_voice_catalog[], rawi_voice_catalog_end[];

static const char extension[] = ".htsvoice";

enum {
    NAME_MAX_BYTES = 40,
    CATALOG_MAX_BYTES = 1 << 20,
    VOICES_MAX = 1000,         /* of a catalog */
    LIST_MAX = 2 * VOICES_MAX, /* with those the user added */
    BLOCK = 1 << 16
};

static const uint64_t voice_size_max = 128U << 20;

/* ---- small parts --------------------------------------------------------------------------- */

static char *format(rawi_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text in the arena; NULL when memory is exhausted. */
static char *format(rawi_arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : rawi_arena_alloc(arena, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(arguments);
    va_end(again);
    return text;
}

/* A name is also a file's name and is typed in a shell. */
static bool is_name(const char *name, size_t length) {
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (length == 0 || length > NAME_MAX_BYTES || *name == '-')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!memchr(allowed, name[i], sizeof allowed - 1))
            return false;
    return true;
}

bool rawi_catalog_is_here(const rawi_catalog_voice *voice) {
    return voice->built_in || voice->info.path;
}

const rawi_catalog_voice *rawi_catalog_find(const rawi_catalog_voice *voices, size_t count,
                                            const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(voices[i].info.name, name) == 0)
            return &voices[i];
    return NULL;
}

/* ---- the folder ---------------------------------------------------------------------------- */

static rawi_status find_folder(rawi_arena *arena, char **folder, rawi_error *error) {
    rawi_text text = {0};
    if (!rawi_user_folder("XDG_DATA_HOME", ".local/share", &text))
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("there is no place for voices: neither HOME nor XDG_DATA_HOME is set"));
    rawi_text_add_string(&text, "/voices");
    *folder = text.failed ? NULL : rawi_arena_copy(arena, text.bytes, text.length);
    rawi_text_free(&text);
    return *folder ? RAWI_OK : rawi_fail_memory(error);
}

/* The folder where installed voices are, made where it is missing. */
static rawi_status voices_folder(rawi_arena *arena, const char **folder, rawi_error *error) {
    char *found;
    rawi_status status = find_folder(arena, &found, error);
    if (status == RAWI_OK && !rawi_make_folders(found))
        status = rawi_fail(error, RAWI_ERROR_IO, _("the folder %s cannot be made: %s"), found,
                           rawi_reason(errno));
    if (status == RAWI_OK)
        *folder = found;
    return status;
}

rawi_status rawi_catalog_place(const char *name, rawi_arena *arena, const char **path,
                               rawi_error *error) {
    const char *folder;
    rawi_status status = voices_folder(arena, &folder, error);
    if (status != RAWI_OK)
        return status;
    *path = format(arena, "%s/%s%s", folder, name, extension);
    return *path ? RAWI_OK : rawi_fail_memory(error);
}

/* ---- the catalog's file -------------------------------------------------------------------- */

/* The list that is being made. */
typedef struct voice_list {
    rawi_arena *arena;
    const char *source; /* the catalog's name for messages */
    rawi_catalog_voice *voices;
    size_t count;
    rawi_error *error;
} voice_list;

static rawi_status fail_entry(const voice_list *list, const char *what) {
    return rawi_fail(list->error, RAWI_ERROR_DATA, _("%s: voice %zu: %s"), list->source,
                     list->count + 1, what);
}

/* A string of the entry, copied; NULL where there is none or memory is exhausted. */
static const char *take_string(const voice_list *list, const json_t *entry, const char *key) {
    const json_t *value = json_object_get(entry, key);
    return json_is_string(value)
               ? rawi_arena_copy(list->arena, json_string_value(value), json_string_length(value))
               : NULL;
}

static rawi_voice_gender gender_of(const char *text) {
    if (text && strcmp(text, "male") == 0)
        return RAWI_GENDER_MALE;
    return text && strcmp(text, "female") == 0 ? RAWI_GENDER_FEMALE : RAWI_GENDER_UNKNOWN;
}

/* The description in the user's language, else in English. */
static const char *take_description(const voice_list *list, const json_t *entry) {
    const json_t *texts = json_object_get(entry, "description");
    /* TRANSLATORS: the code of the language that you translate to (BCP 47). */
    const char *text = take_string(list, texts, _("en"));
    return text ? text : take_string(list, texts, "en");
}

static bool is_sha256(const char *text) {
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static bool is_address(const char *text) {
    return strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
}

/* What is needed to have the voice that is no part of Rawi. */
static const char *flaw_of_download(const rawi_catalog_voice *voice) {
    if (!voice->address || !is_address(voice->address))
        return N_("its address is missing or not of the web");
    if (!voice->sha256 || !is_sha256(voice->sha256))
        return N_("its sha256 is missing or no such checksum");
    if (voice->size == 0 || voice->size > voice_size_max)
        return N_("its size is missing or too large");
    return NULL;
}

static const char *flaw_of(const voice_list *list, const rawi_catalog_voice *voice) {
    if (!voice->info.name || !is_name(voice->info.name, strlen(voice->info.name)))
        return N_("its name is missing or not of letters, digits, - and _");
    if (rawi_catalog_find(list->voices, list->count, voice->info.name))
        return N_("its name is that of another voice");
    if (!voice->info.language || !voice->info.engine || !voice->info.description)
        return N_("its language, engine or description is missing");
    return voice->built_in ? NULL : flaw_of_download(voice);
}

static rawi_status add_entry(voice_list *list, const json_t *entry) {
    const json_t *size = json_object_get(entry, "size");
    rawi_catalog_voice voice = {
        .info = {.name = take_string(list, entry, "name"),
                 .language = take_string(list, entry, "language"),
                 .gender = gender_of(take_string(list, entry, "gender")),
                 .engine = take_string(list, entry, "engine"),
                 .description = take_description(list, entry)},
        .licence = take_string(list, entry, "licence"),
        .home = take_string(list, entry, "home"),
        .address = take_string(list, entry, "address"),
        .sha256 = take_string(list, entry, "sha256"),
        .size = json_integer_value(size) > 0 ? (uint64_t)json_integer_value(size) : 0};
    voice.built_in = voice.info.engine && strcmp(voice.info.engine, "espeak") == 0;
    const char *flaw = flaw_of(list, &voice);
    if (flaw)
        return fail_entry(list, _(flaw));
    list->voices[list->count++] = voice;
    return RAWI_OK;
}

static rawi_status add_entries(voice_list *list, const json_t *root) {
    const json_t *entries = json_object_get(root, "voices");
    if (!json_is_array(entries) || json_array_size(entries) > VOICES_MAX)
        return rawi_fail(list->error, RAWI_ERROR_DATA, _("%s is no catalog of voices"),
                         list->source);
    size_t i;
    const json_t *entry;
    json_array_foreach(entries, i, entry) {
        rawi_status status = add_entry(list, entry);
        if (status != RAWI_OK)
            return status;
    }
    return RAWI_OK;
}

static rawi_status load(voice_list *list, const char *path) {
    json_error_t flaw;
    struct stat file;
    json_t *root = NULL;
    if (!path)
        root = json_loadb(rawi_voice_catalog, (size_t)(rawi_voice_catalog_end - rawi_voice_catalog),
                          0, &flaw);
    else if (stat(path, &file) != 0)
        return rawi_fail(list->error, RAWI_ERROR_IO, _("%s cannot be opened: %s"), path,
                         rawi_reason(errno));
    else if (S_ISREG(file.st_mode) && file.st_size > CATALOG_MAX_BYTES)
        return rawi_fail(list->error, RAWI_ERROR_DATA, _("%s is no catalog of voices"), path);
    else
        root = json_load_file(path, JSON_REJECT_DUPLICATES, &flaw);
    if (!root)
        return rawi_fail(list->error, RAWI_ERROR_DATA, _("%s: line %d: %s"), list->source,
                         flaw.line, flaw.text);
    rawi_status status = add_entries(list, root);
    json_decref(root);
    return status;
}

/* ---- installed voices ---------------------------------------------------------------------- */

/* NAME.htsvoice, of an ordinary file; the length of NAME, 0 where it is none. */
static size_t name_length(const char *file) {
    size_t length = strlen(file), end = sizeof extension - 1;
    bool fits =
        length > end && strcmp(file + length - end, extension) == 0 && is_name(file, length - end);
    return fits ? length - end : 0;
}

static rawi_status note_installed(voice_list *list, const char *folder, const char *file) {
    size_t length = name_length(file);
    struct stat facts;
    char *path = format(list->arena, "%s/%s", folder, file);
    char *name = rawi_arena_copy(list->arena, file, length);
    if (!path || !name)
        return rawi_fail_memory(list->error);
    if (length == 0 || stat(path, &facts) != 0 || !S_ISREG(facts.st_mode))
        return RAWI_OK;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->voices[i].info.name, name) == 0) {
            if (!list->voices[i].built_in)
                list->voices[i].info.path = path;
            return RAWI_OK;
        }
    if (list->count < LIST_MAX)
        list->voices[list->count++] =
            (rawi_catalog_voice){.info = {.name = name,
                                          .language = "ar",
                                          .engine = "hts",
                                          .description = _("added by you"),
                                          .path = path},
                                 .size = (uint64_t)facts.st_size};
    return RAWI_OK;
}

static int compare_names(const void *a, const void *b) {
    const rawi_catalog_voice *x = a, *y = b;
    return strcmp(x->info.name, y->info.name);
}

static rawi_status add_installed(voice_list *list) {
    char *folder;
    size_t of_catalog = list->count;
    if (find_folder(list->arena, &folder, NULL) != RAWI_OK)
        return RAWI_OK;
    DIR *files = opendir(folder);
    if (!files)
        return RAWI_OK;
    rawi_status status = RAWI_OK;
    for (struct dirent *file; status == RAWI_OK && (file = readdir(files));)
        status = note_installed(list, folder, file->d_name);
    closedir(files);
    qsort(list->voices + of_catalog, list->count - of_catalog, sizeof *list->voices, compare_names);
    return status;
}

rawi_status rawi_catalog_read(rawi_arena *arena, const rawi_catalog_voice **voices, size_t *count,
                              rawi_error *error) {
    const char *path = getenv("RAWI_CATALOG");
    if (path && !*path)
        path = NULL;
    voice_list list = {.arena = arena,
                       .source = path ? path : _("the catalog of voices"),
                       .voices = rawi_arena_array(arena, LIST_MAX, sizeof *list.voices),
                       .error = error};
    if (!list.voices)
        return rawi_fail_memory(error);
    rawi_status status = load(&list, path);
    if (status == RAWI_OK)
        status = add_installed(&list);
    *voices = list.voices;
    *count = list.count;
    return status;
}

/* ---- checking, adding, removing ------------------------------------------------------------ */

static rawi_status fail_reading(const char *path, rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path, rawi_reason(errno));
}

rawi_status rawi_catalog_verify(const char *path, const rawi_catalog_voice *voice,
                                rawi_error *error) {
    char hex[RAWI_DIGEST_SIZE];
    uint64_t size;
    rawi_status status = rawi_digest_of_file(path, hex, &size, error);
    if (status != RAWI_OK)
        return status;
    if (size != voice->size)
        return rawi_fail(
            error, RAWI_ERROR_DATA, _("the file of the voice %s has %llu bytes instead of %llu"),
            voice->info.name, (unsigned long long)size, (unsigned long long)voice->size);
    if (strcmp(hex, voice->sha256) != 0)
        return rawi_fail(
            error, RAWI_ERROR_DATA,
            _("the file of the voice %s is not the one that the catalog describes: its "
              "SHA-256 is %s"),
            voice->info.name, hex);
    return rawi_hts_check(path, error);
}

static rawi_status copy(FILE *from, const char *path, const char *to, rawi_error *error) {
    rawi_new_file file;
    rawi_status status = rawi_new_file_open(to, &file, error);
    char block[BLOCK];
    size_t got;
    while (status == RAWI_OK && (got = fread(block, 1, sizeof block, from)) > 0)
        for (size_t done = 0; status == RAWI_OK && done < got;) {
            ssize_t written = write(file.fd, block + done, got - done);
            if (written < 0 && errno != EINTR)
                status = rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), to,
                                   rawi_reason(errno));
            else if (written > 0)
                done += (size_t)written;
        }
    if (status == RAWI_OK && ferror(from))
        status = fail_reading(path, error);
    if (status == RAWI_OK)
        return rawi_new_file_commit(&file, error);
    rawi_new_file_abort(&file);
    return status;
}

/* The name that a user's file gets. */
static rawi_status choose_name(const char *path, const rawi_catalog_voice *voices, size_t count,
                               rawi_arena *arena, const char **name, rawi_error *error) {
    char hex[RAWI_DIGEST_SIZE];
    rawi_status status = rawi_digest_of_file(path, hex, NULL, error);
    if (status != RAWI_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        if (voices[i].sha256 && strcmp(voices[i].sha256, hex) == 0) {
            *name = voices[i].info.name;
            return RAWI_OK;
        }
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t length = strlen(base), end = sizeof extension - 1;
    if (length > end && strcmp(base + length - end, extension) == 0)
        length -= end;
    if (!is_name(base, length))
        return rawi_fail(
            error, RAWI_ERROR_ARGUMENT,
            _("%s: name the file as the voice shall be called: letters a to z, digits, "
              "- and _, and then .htsvoice"),
            path);
    *name = rawi_arena_copy(arena, base, length);
    if (!*name)
        return rawi_fail_memory(error);
    if (rawi_catalog_find(voices, count, *name))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("there is a voice %s already; rename the file, or remove that voice"),
                         *name);
    return RAWI_OK;
}

rawi_status rawi_catalog_add_file(const char *path, const rawi_catalog_voice *voices, size_t count,
                                  rawi_arena *arena, const char **name, rawi_error *error) {
    const char *place;
    rawi_status status = rawi_hts_check(path, error);
    if (status == RAWI_OK)
        status = choose_name(path, voices, count, arena, name, error);
    if (status == RAWI_OK)
        status = rawi_catalog_place(*name, arena, &place, error);
    if (status != RAWI_OK)
        return status;
    FILE *file = fopen(path, "rb");
    if (!file)
        return fail_reading(path, error);
    status = copy(file, path, place, error);
    fclose(file);
    return status;
}

char *rawi_catalog_part(const char *place, rawi_arena *arena) {
    return format(arena, "%s.part", place);
}

rawi_status rawi_catalog_remove(const rawi_catalog_voice *voice, rawi_arena *arena,
                                rawi_error *error) {
    const char *place;
    if (voice->built_in)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("the voice %s is a part of Rawi and stays"),
                         voice->info.name);
    rawi_status status = rawi_catalog_place(voice->info.name, arena, &place, error);
    if (status != RAWI_OK)
        return status;
    char *part = rawi_catalog_part(place, arena);
    if (!part)
        return rawi_fail_memory(error);
    bool had_part = unlink(part) == 0;
    if (!voice->info.path && !had_part)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("the voice %s is not installed"),
                         voice->info.name);
    if (voice->info.path && unlink(voice->info.path) != 0)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be removed: %s"), voice->info.path,
                         rawi_reason(errno));
    return RAWI_OK;
}
