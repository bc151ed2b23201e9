/* Names of editions. Two names are the same where NFKC_Casefold (Unicode, UAX 31) makes them so: no
 * file system is stricter than that. */
#include "cli/naming.h"

#include "base/text.h"
#include "edition/record.h"

#include <dirent.h>
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum {
    NAME_BYTES_MOST = 200 /* file systems allow 255, of which endings and numbers take some */
};

/* A pair of texts in a tree of tsearch(3), ordered by the first. */
typedef struct pair {
    const char *key;
    const char *value;
} pair;

typedef struct naming {
    rawi_arena *arena;  /* of the names */
    rawi_arena scratch; /* of everything else */
    const char *const *endings;
    const UNormalizer2 *fold;
    void *editions; /* identity of a source: name of its edition */
    void *owned;    /* key of a file: "", for those that belong to editions */
    void *used;     /* key of a name: "", for those of editions */
    void *foreign;  /* key of a name: "", for those that would replace another file */
    pair *records;  /* identity of a source, and name of an edition */
    size_t record_count;
    size_t record_capacity;
} naming;

static int compare_pairs(const void *a, const void *b) {
    return strcmp(((const pair *)a)->key, ((const pair *)b)->key);
}

static const char *find(void *const *tree, const char *key) {
    const pair wanted = {.key = key};
    pair *const *found = tfind(&wanted, tree, compare_pairs);
    return found ? (*found)->value : NULL;
}

/* The first value of a key stays. */
static bool put(naming *names, void **tree, const char *key, const char *value) {
    pair *made = key ? rawi_arena_alloc(&names->scratch, sizeof *made) : NULL;
    if (!made)
        return false;
    *made = (pair){key, value};
    return tsearch(made, tree, compare_pairs) != NULL;
}

static void free_tree(void **tree) {
    while (*tree)
        tdelete(*(void **)*tree, tree, compare_pairs);
}

/* ---- keys ---------------------------------------------------------------------------------- */

/* What a name and its likes have in common; NULL when memory is exhausted. */
static const char *key_of(naming *names, const char *name, size_t length) {
    UErrorCode code = U_ZERO_ERROR;
    size_t room = 4 * length + 16; /* folding makes one character three or four at most */
    UChar *wide = rawi_arena_array(&names->scratch, length + 1, sizeof *wide);
    UChar *folded = rawi_arena_array(&names->scratch, 4 * room, sizeof *folded);
    char *key = rawi_arena_alloc(&names->scratch, 12 * room);
    int32_t size = 0;
    if (!wide || !folded || !key)
        return NULL;
    u_strFromUTF8WithSub(wide, (int32_t)length + 1, &size, name, (int32_t)length, 0xFFFD, NULL,
                         &code);
    size = unorm2_normalize(names->fold, wide, size, folded, (int32_t)(4 * room), &code);
    u_strToUTF8(key, (int32_t)(12 * room), NULL, folded, size, &code);
    return U_SUCCESS(code) ? key : rawi_arena_copy(&names->scratch, name, length);
}

static bool ends_in(const char *text, const char *ending) {
    size_t length = strlen(text), end = strlen(ending);
    return length > end && strcmp(text + length - end, ending) == 0;
}

/* ---- what is there ------------------------------------------------------------------------- */

static bool own(naming *names, const char *file) {
    return put(names, &names->owned, key_of(names, file, strlen(file)), "");
}

/* A record that cannot be read: what seems to be its edition's is made again. */
static bool take_damaged(naming *names, const char *name) {
    bool done = true;
    for (size_t i = 0; done && names->endings[i]; i++) {
        size_t size = strlen(name) + strlen(names->endings[i]) + 1;
        char *file = rawi_arena_alloc(&names->scratch, size);
        if (file)
            snprintf(file, size, "%s%s", name, names->endings[i]);
        done = file && own(names, file);
    }
    return done;
}

static bool remember(naming *names, const char *identity, const char *name) {
    if (names->record_count == names->record_capacity) {
        size_t capacity = names->record_capacity ? 2 * names->record_capacity : 64;
        pair *records = realloc(names->records, capacity * sizeof *records);
        if (!records)
            return false;
        names->records = records;
        names->record_capacity = capacity;
    }
    names->records[names->record_count++] = (pair){identity, name};
    return true;
}

static bool take_edition(naming *names, const char *name, const rawi_record *record) {
    bool done = put(names, &names->used, key_of(names, name, strlen(name)), "") &&
                own(names, record->sound);
    if (done && record->source)
        done = remember(names, record->source, name);
    for (size_t i = 0; done && i < record->beside_count; i++)
        done = own(names, record->beside[i]);
    return done;
}

static rawi_status take_record(naming *names, const char *folder, const char *file,
                               rawi_error *error) {
    rawi_record record;
    size_t length = strlen(file) - strlen(RAWI_RECORD_SUFFIX);
    const char *name = rawi_arena_copy(&names->scratch, file, length);
    rawi_text path = {0};
    rawi_text_add_string(&path, folder);
    rawi_text_add_string(&path, "/");
    rawi_text_add_string(&path, file);
    bool done = name && !path.failed;
    if (done)
        done = rawi_record_read(path.bytes, &names->scratch, &record, NULL) == RAWI_OK
                   ? take_edition(names, name, &record)
                   : take_damaged(names, name);
    rawi_text_free(&path);
    return done ? RAWI_OK : rawi_fail_memory(error);
}

/* A file of somebody else: the names that would replace it are taken. */
static rawi_status take_file(naming *names, const char *file, rawi_error *error) {
    const char *key = key_of(names, file, strlen(file));
    if (key && find(&names->owned, key))
        return RAWI_OK;
    for (size_t i = 0; key && names->endings[i]; i++) {
        if (!ends_in(key, names->endings[i]))
            continue;
        size_t length = strlen(key) - strlen(names->endings[i]);
        if (!put(names, &names->foreign, rawi_arena_copy(&names->scratch, key, length), ""))
            return rawi_fail_memory(error);
    }
    return key ? RAWI_OK : rawi_fail_memory(error);
}

/* Takes the records of the folder, or its other files. */
static rawi_status take_folder(naming *names, const char *folder, bool records, rawi_error *error) {
    DIR *list = opendir(folder);
    const struct dirent *entry;
    rawi_status status = RAWI_OK;
    if (!list)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), folder,
                         rawi_reason(errno));
    while (status == RAWI_OK && (entry = readdir(list))) {
        bool is_record = ends_in(entry->d_name, RAWI_RECORD_SUFFIX);
        if (*entry->d_name == '.' || is_record != records)
            continue;
        status = records ? take_record(names, folder, entry->d_name, error)
                         : take_file(names, entry->d_name, error);
    }
    closedir(list);
    return status;
}

static int compare_values(const void *a, const void *b) {
    return strcmp(((const pair *)a)->value, ((const pair *)b)->value);
}

/* Finds what articles are called; where one has two editions, by the first that it may keep. */
static bool match_editions(naming *names) {
    bool done = true;
    if (names->record_count)
        qsort(names->records, names->record_count, sizeof *names->records, compare_values);
    for (size_t i = 0; done && i < names->record_count; i++) {
        const pair *record = &names->records[i];
        const char *key = key_of(names, record->value, strlen(record->value));
        done = key && (find(&names->foreign, key) ||
                       put(names, &names->editions, record->key, record->value));
    }
    return done;
}

/* ---- names --------------------------------------------------------------------------------- */

/* Adds what a character becomes in a name that every file system takes. */
static void add_fit(rawi_text *name, int32_t character) {
    bool fit = character >= ' ' && character != 0x7F &&
               (character > 0x7F || !strchr("/\\:*?\"<>|", (int)character));
    rawi_text_add_character(name, fit ? (char32_t)character : U'_');
}

/* The article's own name, fit for a file. */
static const char *own_name(naming *names, const char *path) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    size_t length = dot && dot > base ? (size_t)(dot - base) : strlen(base);
    rawi_text name = {0};
    for (size_t at = 0; at < length && name.length < NAME_BYTES_MOST;)
        add_fit(&name, rawi_next_character(base, length, &at));
    if (!name.failed && name.length && *name.bytes == '.')
        *name.bytes = '_';
    if (!name.failed && name.length && strchr(" .", name.bytes[name.length - 1]))
        name.bytes[name.length - 1] = '_';
    const char *made = name.failed
                           ? NULL
                           : rawi_arena_copy(&names->scratch, name.length ? name.bytes : "_",
                                             name.length ? name.length : 1);
    rawi_text_free(&name);
    return made;
}

/* The name, numbered until it is free. */
static const char *free_name(naming *names, const char *name) {
    size_t size = strlen(name) + 24;
    char *candidate = rawi_arena_alloc(names->arena, size);
    for (unsigned number = 1; candidate; number++) {
        if (number == 1)
            snprintf(candidate, size, "%s", name);
        else
            snprintf(candidate, size, "%s-%u", name, number);
        const char *key = key_of(names, candidate, strlen(candidate));
        if (!key || (!find(&names->used, key) && !find(&names->foreign, key)))
            return put(names, &names->used, key, "") ? candidate : NULL;
    }
    return NULL;
}

static const char *name_of(naming *names, const batch_source *source) {
    const char *before = find(&names->editions, source->identity);
    if (before)
        return rawi_arena_copy(names->arena, before, strlen(before));
    const char *name = own_name(names, source->path);
    return name ? free_name(names, name) : NULL;
}

rawi_status batch_name_sources(const batch_sources *sources, const char *folder,
                               const char *const *endings, rawi_arena *arena, const char **given,
                               rawi_error *error) {
    UErrorCode code = U_ZERO_ERROR;
    naming names = {.arena = arena, .endings = endings};
    names.fold = unorm2_getNFKCCasefoldInstance(&code);
    rawi_status status = U_SUCCESS(code) ? RAWI_OK : rawi_fail_memory(error);
    if (status == RAWI_OK)
        status = take_folder(&names, folder, true, error);
    if (status == RAWI_OK)
        status = take_folder(&names, folder, false, error);
    if (status == RAWI_OK && !match_editions(&names))
        status = rawi_fail_memory(error);
    for (size_t i = 0; status == RAWI_OK && i < sources->count; i++) {
        given[i] = name_of(&names, &sources->items[i]);
        if (!given[i])
            status = rawi_fail_memory(error);
    }
    free_tree(&names.editions);
    free_tree(&names.owned);
    free_tree(&names.used);
    free_tree(&names.foreign);
    free(names.records);
    rawi_arena_free(&names.scratch);
    return status;
}
