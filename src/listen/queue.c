/* The queue: a list of items, and the file in which it is remembered. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "listen/queue.h"
#include "base/new_file.h"
#include "base/text.h"
#include "base/user_folder.h"
#include "listen/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct rawi_queue {
    rawi_item *items;
    size_t count;
    size_t capacity;
    uint64_t last_id;
    json_t *removed; /* sources that are to be forgotten */
    json_t *known;   /* what was remembered when it was recalled, by source */
};

/* Items as the file has them, those to be forgotten with the state "removed". */
struct rawi_queue_changes {
    json_t *items;
};

static const char *const state_names[] = {"new", "begun", "finished"};

enum {
    STATE_COUNT = sizeof state_names / sizeof *state_names,
    LOCK_SECONDS = 10, /* so long no player has to wait for those that run */
    LINE_SECONDS = 5,  /* of them in line */
    LINE_PLACES = 8
};

/* The length of a text cut at a character's end to at most `most` bytes. */
static size_t cut_length(const char *text, size_t most) {
    size_t length = strnlen(text, most + 1);
    if (length <= most)
        return length;
    for (length = most; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
        length--;
    return length;
}

static char *copy(const char *text, size_t most) {
    return text ? strndup(text, cut_length(text, most)) : NULL;
}

/* ---- items as JSON ------------------------------------------------------------------------- */

static void set_string(json_t *object, const char *key, const char *value) {
    json_t *text = value ? json_string(value) : NULL;
    if (text)
        json_object_set_new(object, key, text);
}

/* NULL where memory is exhausted or the source is no UTF-8, which JSON cannot hold. */
static json_t *item_to_json(const rawi_item *item) {
    json_t *object =
        json_pack("{s:s, s:s, s:I, s:I}", "source", item->source, "state", state_names[item->state],
                  "position", (json_int_t)item->position, "changed", (json_int_t)item->changed);
    if (!object)
        return NULL;
    set_string(object, "title", item->title);
    set_string(object, "list", item->list);
    set_string(object, "date", item->date);
    set_string(object, "words", item->words);
    return object;
}

static const char *source_of(const json_t *object) {
    const char *source = json_string_value(json_object_get(object, "source"));
    return source ? source : "";
}

static int64_t changed_of(const json_t *object) {
    return json_integer_value(json_object_get(object, "changed"));
}

static bool has_state(const json_t *object, const char *state) {
    const char *name = json_string_value(json_object_get(object, "state"));
    return name && strcmp(name, state) == 0;
}

/* Whether an object of the file is an item within the limits. */
static bool is_item(const json_t *object) {
    const char *source = source_of(object);
    json_int_t position = json_integer_value(json_object_get(object, "position"));
    bool known = false;
    for (size_t i = 0; i < STATE_COUNT; i++)
        known = known || has_state(object, state_names[i]);
    return *source && strlen(source) <= RAWI_QUEUE_SOURCE_MAX && known && position >= 0;
}

/* What the file says of an item becomes the item's. */
static void take_json(rawi_item *item, const json_t *object) {
    static const char *const keys[] = {"title", "list", "date", "words"};
    static const size_t limits[] = {RAWI_QUEUE_TITLE_MAX, RAWI_QUEUE_SOURCE_MAX,
                                    RAWI_QUEUE_WORDS_MAX, RAWI_QUEUE_WORDS_MAX};
    char **const fields[] = {&item->title, &item->list, &item->date, &item->words};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char *value = copy(json_string_value(json_object_get(object, keys[i])), limits[i]);
        if (!value)
            continue;
        free(*fields[i]);
        *fields[i] = value;
    }
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (has_state(object, state_names[i]))
            item->state = (rawi_item_state)i;
    item->position = (size_t)json_integer_value(json_object_get(object, "position"));
    item->changed = changed_of(object);
    item->is_dirty = false;
}

/* ---- the list ------------------------------------------------------------------------------ */

rawi_status rawi_queue_open(rawi_queue **queue, rawi_error *error) {
    rawi_queue *made = calloc(1, sizeof *made);
    if (made)
        *made = (rawi_queue){.removed = json_array(), .known = json_object()};
    if (!made || !made->removed || !made->known) {
        rawi_queue_close(made);
        return rawi_fail_memory(error);
    }
    *queue = made;
    return RAWI_OK;
}

static void free_item(rawi_item *item) {
    free(item->source);
    free(item->title);
    free(item->list);
    free(item->date);
    free(item->words);
}

void rawi_queue_close(rawi_queue *queue) {
    if (!queue)
        return;
    for (size_t i = 0; i < queue->count; i++)
        free_item(&queue->items[i]);
    free(queue->items);
    json_decref(queue->removed);
    json_decref(queue->known);
    free(queue);
}

size_t rawi_queue_count(const rawi_queue *queue) {
    return queue->count;
}

const rawi_item *rawi_queue_at(const rawi_queue *queue, size_t place) {
    return place < queue->count ? &queue->items[place] : NULL;
}

size_t rawi_queue_place(const rawi_queue *queue, uint64_t id) {
    for (size_t i = 0; i < queue->count; i++)
        if (queue->items[i].id == id)
            return i;
    return SIZE_MAX;
}

uint64_t rawi_queue_next(const rawi_queue *queue, size_t place) {
    for (size_t i = place; i < queue->count; i++)
        if (queue->items[i].state != RAWI_ITEM_FINISHED && !queue->items[i].has_failed)
            return queue->items[i].id;
    return 0;
}

uint64_t rawi_queue_after(const rawi_queue *queue, uint64_t id) {
    size_t place = rawi_queue_place(queue, id);
    return place == SIZE_MAX ? 0 : rawi_queue_next(queue, place + 1);
}

uint64_t rawi_queue_before(const rawi_queue *queue, uint64_t id) {
    size_t place = rawi_queue_place(queue, id);
    for (size_t i = place == SIZE_MAX ? 0 : place; i-- > 0;)
        if (!queue->items[i].has_failed)
            return queue->items[i].id;
    return 0;
}

static rawi_item *find(rawi_queue *queue, uint64_t id) {
    size_t place = rawi_queue_place(queue, id);
    return place == SIZE_MAX ? NULL : &queue->items[place];
}

static rawi_item *find_source(rawi_queue *queue, const char *source) {
    for (size_t i = 0; i < queue->count; i++)
        if (strcmp(queue->items[i].source, source) == 0)
            return &queue->items[i];
    return NULL;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Later than before, however the clock was set. */
static void touch(rawi_item *item) {
    int64_t time = now();
    item->changed = time > item->changed ? time : item->changed + 1;
    item->is_dirty = true;
}

static bool make_room(rawi_queue *queue) {
    if (queue->count < queue->capacity)
        return true;
    size_t capacity = queue->capacity ? 2 * queue->capacity : 32;
    rawi_item *items = realloc(queue->items, capacity * sizeof *items);
    if (!items)
        return false;
    queue->items = items;
    queue->capacity = capacity;
    return true;
}

static rawi_status check_addition(const rawi_queue *queue, const char *source, rawi_error *error) {
    if (!*source)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s", _("no source is named"));
    if (strlen(source) > RAWI_QUEUE_SOURCE_MAX)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("the name of a source is longer than %d bytes"),
                         (int)RAWI_QUEUE_SOURCE_MAX);
    if (queue->count >= RAWI_QUEUE_MOST)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("the queue is full: it holds at most %d articles"),
                         (int)RAWI_QUEUE_MOST);
    return RAWI_OK;
}

rawi_status rawi_queue_add(rawi_queue *queue, const rawi_addition *addition, size_t place,
                           uint64_t *id, rawi_error *error) {
    const rawi_item *there = find_source(queue, addition->source);
    if (there) {
        if (id)
            *id = there->id;
        return RAWI_OK;
    }
    rawi_status status = check_addition(queue, addition->source, error);
    if (status != RAWI_OK)
        return status;
    rawi_item item = {.id = queue->last_id + 1,
                      .source = copy(addition->source, RAWI_QUEUE_SOURCE_MAX),
                      .title = copy(addition->title, RAWI_QUEUE_TITLE_MAX),
                      .list = copy(addition->list, RAWI_QUEUE_SOURCE_MAX),
                      .date = copy(addition->date, RAWI_QUEUE_WORDS_MAX)};
    if (!item.source || !make_room(queue)) {
        free_item(&item);
        return rawi_fail_memory(error);
    }
    if (place > queue->count)
        place = queue->count;
    memmove(queue->items + place + 1, queue->items + place,
            (queue->count - place) * sizeof *queue->items);
    queue->items[place] = item;
    queue->count++;
    queue->last_id++;
    touch(&queue->items[place]);
    const json_t *known = json_object_get(queue->known, addition->source);
    if (known)
        take_json(&queue->items[place], known);
    if (id)
        *id = item.id;
    return RAWI_OK;
}

void rawi_queue_remove(rawi_queue *queue, uint64_t id) {
    size_t place = rawi_queue_place(queue, id);
    if (place == SIZE_MAX)
        return;
    json_array_append_new(queue->removed, json_string(queue->items[place].source));
    free_item(&queue->items[place]);
    queue->count--;
    memmove(queue->items + place, queue->items + place + 1,
            (queue->count - place) * sizeof *queue->items);
}

/* The character of this byte, or the next one behind blanks, which is found again in an article
 * that was edited; or the text's end: a seek leads to any byte. */
static size_t place_in(const rawi_article *article, size_t position) {
    if (position >= article->text_length)
        return article->text_length;
    while (position > 0 && ((unsigned char)article->text[position] & 0xC0) == 0x80)
        position--;
    return position + strspn(article->text + position, " \n");
}

void rawi_queue_mark(rawi_queue *queue, uint64_t id, rawi_item_state state, size_t position,
                     const rawi_article *article) {
    rawi_item *item = find(queue, id);
    if (article)
        position = place_in(article, position);
    else if (position > RAWI_SOURCE_MAX)
        position = RAWI_SOURCE_MAX;
    if (!item || (item->state == state && item->position == position))
        return;
    item->state = state;
    item->position = position;
    touch(item);
    free(item->words);
    item->words = NULL;
    if (state == RAWI_ITEM_BEGUN && article && position < article->text_length) {
        const char *from = article->text + position;
        item->words = copy(from, RAWI_QUEUE_WORDS_MAX);
        if (item->words)
            item->words[strcspn(item->words, "\n")] = '\0';
    }
}

void rawi_queue_set_title(rawi_queue *queue, uint64_t id, const char *title) {
    rawi_item *item = find(queue, id);
    if (!item || !title || (item->title && strcmp(item->title, title) == 0))
        return;
    char *taken = copy(title, RAWI_QUEUE_TITLE_MAX);
    if (!taken)
        return;
    free(item->title);
    item->title = taken;
    touch(item);
}

void rawi_queue_set_failed(rawi_queue *queue, uint64_t id) {
    rawi_item *item = find(queue, id);
    if (item)
        item->has_failed = true;
}

/* Where `words` stand in the article, as near to `position` as may be; SIZE_MAX where nowhere. */
static size_t find_words(const rawi_article *article, const char *words, size_t position) {
    size_t best = SIZE_MAX, best_distance = SIZE_MAX;
    for (const char *at = article->text; (at = strstr(at, words)); at++) {
        size_t offset = (size_t)(at - article->text);
        size_t distance = offset > position ? offset - position : position - offset;
        if (distance >= best_distance)
            break;
        best = offset;
        best_distance = distance;
    }
    return best;
}

size_t rawi_queue_resume(const rawi_item *item, const rawi_article *article) {
    if (item->state != RAWI_ITEM_BEGUN)
        return 0;
    size_t position = item->position;
    size_t length = item->words ? strlen(item->words) : 0;
    if (length > 0 && (position > article->text_length ||
                       strncmp(article->text + position, item->words, length) != 0)) {
        size_t found = find_words(article, item->words, position);
        if (found != SIZE_MAX)
            return found;
    }
    return position < article->text_length ? position : 0;
}

size_t rawi_queue_last_begun(const rawi_queue *queue) {
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < queue->count; i++)
        if (queue->items[i].state == RAWI_ITEM_BEGUN &&
            (last == SIZE_MAX || queue->items[i].changed > queue->items[last].changed))
            last = i;
    return last;
}

/* ---- the file ------------------------------------------------------------------------------ */

typedef struct state_file {
    rawi_text path;
    char *folder;
    int lock; /* a file beside it that writers lock; -1: none */
} state_file;

static rawi_status fail_at(rawi_error *error, const char *path) {
    return rawi_fail(error, RAWI_ERROR_IO, _("what was heard cannot be remembered in %s: %s"), path,
                     rawi_reason(errno));
}

typedef bool try_lock(int file, int place);

static bool try_whole(int file, int place) {
    (void)place;
    return flock(file, LOCK_EX | LOCK_NB) == 0;
}

static bool set_place(int line, int place, short type) {
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    return fcntl(line, F_OFD_SETLK, &lock) == 0;
}

static bool try_place(int line, int place) {
    return set_place(line, place, F_WRLCK);
}

/* Another program holds a lock for moments, unless it was stopped just then: it is not waited for
 * without end. */
static bool wait_for(try_lock *try, int file, int place, time_t until) {
    static const struct timespec pause = {.tv_nsec = 5000000};
    struct timespec time;
    do {
        if (try(file, place))
            return true;
        if (errno != EWOULDBLOCK && errno != EACCES && errno != EINTR)
            return false;
        nanosleep(&pause, NULL);
        clock_gettime(CLOCK_MONOTONIC, &time);
    } while (time.tv_sec < until);
    errno = ETIMEDOUT;
    return false;
}

/* Those who want the file stand in line, so that none who wants it again at once gets it before
 * those who wait: each goes from place to place as the next one becomes free, and keeps the
 * first until the file is its own. Out of turn go those whom a stopped program keeps waiting, or
 * whose file system has no such locks. */
static void stand_in_line(int line, time_t until) {
    for (int place = LINE_PLACES; place-- > 0;) {
        if (!wait_for(try_place, line, place, until))
            return;
        if (place + 1 < LINE_PLACES)
            set_place(line, place + 1, F_UNLCK);
    }
}

static bool lock_file(int file, int line) {
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    stand_in_line(line, start.tv_sec + LINE_SECONDS);
    return wait_for(try_whole, file, 0, start.tv_sec + LOCK_SECONDS);
}

/* Opens a file of a folder that is there for its locks alone; -1 with errno set. */
static int open_lock(const char *folder, const char *name, rawi_text *path) {
    path->length = 0;
    rawi_text_add_string(path, folder);
    rawi_text_add_string(path, name);
    errno = ENOMEM;
    return path->failed ? -1 : open(path->bytes, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* Finds the file and keeps other programs away from it. */
static rawi_status open_state(state_file *file, rawi_error *error) {
    *file = (state_file){.lock = -1};
    if (!rawi_user_folder("XDG_STATE_HOME", ".local/state", &file->path))
        return rawi_fail(error, RAWI_ERROR_IO, "%s",
                         _("what was heard cannot be remembered: neither HOME nor XDG_STATE_HOME "
                           "names a folder"));
    if (file->path.failed)
        return rawi_fail_memory(error);
    if (!rawi_make_folders(file->path.bytes))
        return fail_at(error, file->path.bytes);
    file->folder = strdup(file->path.bytes);
    if (!file->folder)
        return rawi_fail_memory(error);
    int line = open_lock(file->folder, "/queue.line", &file->path);
    file->lock = open_lock(file->folder, "/queue.lock", &file->path);
    rawi_status status =
        file->lock >= 0 && lock_file(file->lock, line) ? RAWI_OK : fail_at(error, file->path.bytes);
    if (line >= 0)
        close(line);
    if (status != RAWI_OK)
        return status;
    file->path.length = strlen(file->folder);
    rawi_text_add_string(&file->path, "/queue.json");
    return file->path.failed ? rawi_fail_memory(error) : RAWI_OK;
}

static void close_state(state_file *file) {
    if (file->lock >= 0)
        close(file->lock);
    rawi_text_free(&file->path);
    free(file->folder);
}

static rawi_status set_aside(const char *path, const char *flaw, rawi_error *error) {
    rawi_text aside = {0};
    rawi_text_add_string(&aside, path);
    rawi_text_add_string(&aside, ".damaged");
    rawi_status status = RAWI_ERROR_MEMORY;
    if (aside.failed)
        rawi_fail_memory(error);
    else if (rename(path, aside.bytes) != 0)
        status = fail_at(error, path);
    else
        status = rawi_fail(error, RAWI_ERROR_DATA,
                           _("%s is damaged (%s); it is set aside as %s and a new one is begun"),
                           path, flaw, aside.bytes);
    rawi_text_free(&aside);
    return status;
}

/* The items of the file, a new array. No file means no items. */
static rawi_status read_items(const state_file *file, json_t **items, rawi_error *error) {
    const char *path = file->path.bytes;
    json_error_t flaw;
    struct stat status;
    *items = NULL;
    if (stat(path, &status) != 0) {
        if (errno != ENOENT)
            return fail_at(error, path);
        *items = json_array();
        return *items ? RAWI_OK : rawi_fail_memory(error);
    }
    if (status.st_size > RAWI_QUEUE_FILE_MAX || !S_ISREG(status.st_mode))
        return set_aside(path, _("too large"), error);
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &flaw);
    json_t *read = json_object_get(root, "items");
    if (!json_is_array(read)) {
        json_decref(root);
        return set_aside(path, root ? _("it is no queue") : flaw.text, error);
    }
    *items = json_array();
    size_t i;
    json_t *item;
    json_array_foreach(read, i, item) {
        if (is_item(item))
            json_array_append(*items, item);
    }
    json_decref(root);
    return *items ? RAWI_OK : rawi_fail_memory(error);
}

static rawi_status write_items(const state_file *file, json_t *items, rawi_error *error) {
    rawi_new_file written;
    rawi_status status = rawi_new_file_open(file->path.bytes, &written, error);
    if (status != RAWI_OK)
        return status;
    json_t *root = json_pack("{s:i, s:O}", "version", 1, "items", items);
    if (!root || json_dumpfd(root, written.fd, JSON_INDENT(1)) != 0) {
        status = fail_at(error, file->path.bytes);
        rawi_new_file_abort(&written);
    } else {
        status = rawi_new_file_commit(&written, error);
    }
    json_decref(root);
    return status;
}

/* The latest word on each source stands, in the order in which they came. */
static void merge(json_t *items, const json_t *changes) {
    json_t *places = json_object(); /* of the sources */
    size_t i;
    json_t *object;
    json_array_foreach(items, i, object) {
        json_object_set_new(places, source_of(object), json_integer((json_int_t)i));
    }
    json_array_foreach(changes, i, object) {
        const json_t *place = json_object_get(places, source_of(object));
        size_t at = place ? (size_t)json_integer_value(place) : json_array_size(items);
        if (!place) {
            json_array_append(items, object);
            json_object_set_new(places, source_of(object), json_integer((json_int_t)at));
        } else if (changed_of(object) >= changed_of(json_array_get(items, at))) {
            json_array_set(items, at, object);
        }
    }
    json_decref(places);
    for (i = json_array_size(items); i-- > 0;)
        if (has_state(json_array_get(items, i), "removed"))
            json_array_remove(items, i);
}

/* What the journals say comes to the items; `left_behind` as rawi_journals_read. */
static void merge_journals(const state_file *file, json_t *items, json_t *left_behind) {
    json_t *said = json_array(), *valid = json_array();
    size_t i;
    json_t *object;
    if (said)
        rawi_journals_read(file->folder, said, left_behind);
    json_array_foreach(said, i, object) {
        if (is_item(object))
            json_array_append(valid, object);
    }
    merge(items, valid);
    json_decref(said);
    json_decref(valid);
}

rawi_status rawi_queue_recall(rawi_queue *queue, bool all, rawi_error *error) {
    state_file file;
    json_t *items = NULL;
    rawi_status status = open_state(&file, error);
    if (status == RAWI_OK)
        status = read_items(&file, &items, error);
    if (status == RAWI_OK)
        merge_journals(&file, items, NULL);
    close_state(&file);
    size_t i;
    json_t *object;
    json_array_foreach(items, i, object) {
        const rawi_addition addition = {.source = source_of(object)};
        json_object_set(queue->known, addition.source, object);
        rawi_item *there = find_source(queue, addition.source);
        if (there)
            take_json(there, object);
        else if (all)
            rawi_queue_add(queue, &addition, SIZE_MAX, NULL, NULL);
    }
    json_decref(items);
    return status;
}

/* ---- changes ------------------------------------------------------------------------------- */

char *rawi_queue_line(const rawi_queue *queue, uint64_t id) {
    const rawi_item *item = rawi_queue_at(queue, rawi_queue_place(queue, id));
    if (!item || strcmp(item->source, "-") == 0)
        return NULL;
    json_t *object = item_to_json(item);
    char *line = object ? json_dumps(object, JSON_COMPACT) : NULL;
    json_decref(object);
    return line;
}

rawi_queue_changes *rawi_queue_take_changes(rawi_queue *queue) {
    rawi_queue_changes *changes = calloc(1, sizeof *changes);
    json_t *items = json_array();
    size_t i;
    json_t *source;
    json_array_foreach(queue->removed, i, source) {
        json_array_append_new(items, json_pack("{s:O, s:s, s:I}", "source", source, "state",
                                               "removed", "changed", (json_int_t)now()));
    }
    for (i = 0; i < queue->count; i++)
        if (queue->items[i].is_dirty && strcmp(queue->items[i].source, "-") != 0) {
            json_t *object = item_to_json(&queue->items[i]);
            if (object)
                json_array_append_new(items, object);
        }
    if (!changes || json_array_size(items) == 0) {
        json_decref(items);
        free(changes);
        return NULL;
    }
    for (i = 0; i < queue->count; i++)
        queue->items[i].is_dirty = false;
    json_array_clear(queue->removed);
    changes->items = items;
    return changes;
}

static void free_changes(rawi_queue_changes *changes) {
    json_decref(changes->items);
    free(changes);
}

/* Forgets what was heard longest ago, as far as there is too much: the file has the older items
 * first. */
static void make_room_in(json_t *items) {
    for (size_t i = 0; i < json_array_size(items) && json_array_size(items) > RAWI_QUEUE_MOST;)
        if (has_state(json_array_get(items, i), "finished"))
            json_array_remove(items, i);
        else
            i++;
}

rawi_status rawi_queue_write(rawi_queue_changes *changes, rawi_error *error) {
    state_file file;
    json_t *items = NULL, *left_behind = json_array();
    rawi_status status = open_state(&file, error);
    if (status == RAWI_OK) {
        status = read_items(&file, &items, error);
        if (status == RAWI_ERROR_DATA) /* set aside: begun anew */
            status = (items = json_array()) ? RAWI_OK : rawi_fail_memory(error);
    }
    if (status == RAWI_OK) {
        merge_journals(&file, items, left_behind);
        merge(items, changes->items);
        make_room_in(items);
        status = write_items(&file, items, error);
    }
    if (status == RAWI_OK)
        rawi_journals_remove(file.folder, left_behind);
    json_decref(left_behind);
    close_state(&file);
    json_decref(items);
    if (status == RAWI_OK)
        free_changes(changes);
    return status;
}

void rawi_queue_give_back(rawi_queue *queue, rawi_queue_changes *changes) {
    size_t i;
    json_t *object;
    json_array_foreach(changes->items, i, object) {
        const char *source = source_of(object);
        rawi_item *there = find_source(queue, source);
        if (there)
            there->is_dirty = true;
        else if (has_state(object, "removed"))
            json_array_append_new(queue->removed, json_string(source));
    }
    free_changes(changes);
}
