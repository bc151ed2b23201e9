/* The loader's thread: takes the most urgent want that is not there yet, and opens it. */
#include "listen/loader.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const double patience_seconds = 20.0;

typedef struct wanted {
    uint64_t item;
    char *source;
    char *list;
    bool is_known;
    rawi_loaded *loaded; /* NULL while it is not */
} wanted;

struct rawi_loader {
    rawi_loader_options options;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    wanted wants[RAWI_WANTS_MOST];
    size_t count;
    uint64_t at_work; /* the item that is being loaded, 0 for none */
    atomic_bool abandoned;
    bool closing;
};

void rawi_loaded_free(rawi_loaded *loaded) {
    if (!loaded)
        return;
    rawi_narration_close(loaded->narration);
    rawi_script_close(loaded->script);
    rawi_opened_free(&loaded->opened);
    free(loaded);
}

static void free_want(wanted *want) {
    free(want->source);
    free(want->list);
    rawi_loaded_free(want->loaded);
    *want = (wanted){0};
}

/* ---- the thread ---------------------------------------------------------------------------- */

static rawi_status prepare(const rawi_loader *loader, const rawi_opening *opening,
                           rawi_loaded *loaded) {
    rawi_error *error = &loaded->error;
    rawi_status status = rawi_source_open(opening, &loaded->opened, error);
    if (status != RAWI_OK || !loaded->opened.article)
        return status;
    status =
        rawi_script_open(loaded->opened.article, &loader->options.script, &loaded->script, error);
    if (status == RAWI_OK)
        status = rawi_narration_open(loaded->script, &loader->options.narration, &loaded->narration,
                                     error);
    return status;
}

static wanted *next_want(rawi_loader *loader) {
    for (size_t i = 0; i < loader->count; i++)
        if (!loader->wants[i].loaded)
            return &loader->wants[i];
    return NULL;
}

static wanted *find_want(rawi_loader *loader, uint64_t item) {
    for (size_t i = 0; i < loader->count; i++)
        if (loader->wants[i].item == item)
            return &loader->wants[i];
    return NULL;
}

/* Loads an item without the lock, which is held before and behind. */
static void load(rawi_loader *loader, const wanted *want) {
    rawi_loaded *loaded = calloc(1, sizeof *loaded);
    char *source = strdup(want->source), *list = want->list ? strdup(want->list) : NULL;
    uint64_t item = want->item;
    rawi_opening opening = {.source = source,
                            .list = list,
                            .format = loader->options.format,
                            .is_known = want->is_known,
                            .patience = patience_seconds,
                            .abandoned = &loader->abandoned};
    loader->at_work = item;
    atomic_store(&loader->abandoned, false);
    pthread_mutex_unlock(&loader->lock);
    if (loaded && source) {
        loaded->item = item;
        loaded->status = prepare(loader, &opening, loaded);
    }
    free(source);
    free(list);
    pthread_mutex_lock(&loader->lock);
    loader->at_work = 0;
    wanted *still = find_want(loader, item);
    if (still && !still->loaded && loaded && loaded->status != RAWI_INTERRUPTED)
        still->loaded = loaded;
    else
        rawi_loaded_free(loaded);
}

static void *work(void *user) {
    rawi_loader *loader = user;
    pthread_mutex_lock(&loader->lock);
    while (!loader->closing) {
        const wanted *want = next_want(loader);
        if (!want) {
            pthread_cond_wait(&loader->woken, &loader->lock);
            continue;
        }
        load(loader, want);
        pthread_mutex_unlock(&loader->lock);
        loader->options.ring(loader->options.user);
        pthread_mutex_lock(&loader->lock);
    }
    pthread_mutex_unlock(&loader->lock);
    return NULL;
}

/* ---- the caller's -------------------------------------------------------------------------- */

rawi_status rawi_loader_open(const rawi_loader_options *options, rawi_loader **loader,
                             rawi_error *error) {
    rawi_loader *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->options = *options;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->woken, NULL);
    if (pthread_create(&made->thread, NULL, work, made) != 0) {
        pthread_cond_destroy(&made->woken);
        pthread_mutex_destroy(&made->lock);
        free(made);
        return rawi_fail_memory(error);
    }
    *loader = made;
    return RAWI_OK;
}

static bool take_want(wanted *want, const rawi_want *new) {
    *want = (wanted){.item = new->item,
                     .source = strdup(new->source),
                     .list = new->list ? strdup(new->list) : NULL,
                     .is_known = new->is_known};
    if (want->source && (want->list || !new->list))
        return true;
    free_want(want);
    return false;
}

void rawi_loader_want(rawi_loader *loader, const rawi_want *wants, size_t count) {
    wanted kept[RAWI_WANTS_MOST];
    size_t kept_count = 0;
    pthread_mutex_lock(&loader->lock);
    for (size_t i = 0; i < count && kept_count < RAWI_WANTS_MOST; i++) {
        wanted *there = find_want(loader, wants[i].item);
        if (there) {
            kept[kept_count++] = *there;
            *there = (wanted){0};
        } else if (take_want(&kept[kept_count], &wants[i])) {
            kept_count++;
        }
    }
    for (size_t i = 0; i < loader->count; i++)
        free_want(&loader->wants[i]);
    memcpy(loader->wants, kept, kept_count * sizeof *kept);
    loader->count = kept_count;
    if (loader->at_work && !find_want(loader, loader->at_work))
        atomic_store(&loader->abandoned, true);
    pthread_cond_signal(&loader->woken);
    pthread_mutex_unlock(&loader->lock);
}

rawi_loaded *rawi_loader_take(rawi_loader *loader, uint64_t item) {
    rawi_loaded *loaded = NULL;
    pthread_mutex_lock(&loader->lock);
    for (size_t i = 0; i < loader->count; i++)
        if (loader->wants[i].item == item && loader->wants[i].loaded) {
            loaded = loader->wants[i].loaded;
            loader->wants[i].loaded = NULL;
            free_want(&loader->wants[i]);
            memmove(loader->wants + i, loader->wants + i + 1,
                    (--loader->count - i) * sizeof *loader->wants);
        }
    pthread_mutex_unlock(&loader->lock);
    return loaded;
}

void rawi_loader_close(rawi_loader *loader) {
    if (!loader)
        return;
    pthread_mutex_lock(&loader->lock);
    loader->closing = true;
    atomic_store(&loader->abandoned, true);
    pthread_cond_signal(&loader->woken);
    pthread_mutex_unlock(&loader->lock);
    pthread_join(loader->thread, NULL);
    for (size_t i = 0; i < loader->count; i++)
        free_want(&loader->wants[i]);
    pthread_cond_destroy(&loader->woken);
    pthread_mutex_destroy(&loader->lock);
    free(loader);
}
