/* The session: its thread looks at the stage, follows the will and keeps the queue.
 *
 * What is wanted (listen/will.h) stands under the lock, where the commands change it at once; the
 * thread brings the stage (listen/stage.h) to it. Whatever takes time (handing a piece to the
 * player, the disk) it does without the lock.
 */
#include "listen/session.h"
#include "listen/journal.h"
#include "listen/notice.h"
#include "listen/view.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double look_seconds = 0.04; /* between looks at the player while it plays */
static const double rest_seconds = 0.5;  /* while it does not */
/* Between two times that the queue's file is written: when only the position has changed, which the
 * journal has too, and when other things have. */
static const double save_seconds = 30.0;
static const double save_queue_seconds = 1.0;

/* Between two times that troubles are spoken. */
static const double say_seconds = 10.0;

struct rawi_session {
    rawi_session_options options;
    pthread_t thread;
    pthread_mutex_t lock; /* over all of the following */
    pthread_cond_t woken;
    rawi_loader *loader;
    rawi_queue *queue;
    rawi_journal *journal; /* NULL until something is written in it, and where nothing can be */
    size_t journal_place;  /* what it says of the present article */
    rawi_stage stage;
    rawi_will will;
    rawi_news news;
    rawi_session_state told_state;
    double saved_at;
    uint64_t saved_generation; /* of the queue */
    bool save_failed;          /* and it was told */
    double said_at;            /* when troubles were spoken last */
};

/* Writes what has changed in the queue; gives the lock up meanwhile. */
static void save(rawi_session *session) {
    session->saved_at = rawi_will_now();
    session->saved_generation = session->news.queue_generation;
    if (session->options.without_memory)
        return;
    rawi_queue_changes *changes = rawi_queue_take_changes(session->queue);
    if (!changes)
        return;
    rawi_error error;
    pthread_mutex_unlock(&session->lock);
    rawi_status status = rawi_queue_write(changes, &error);
    pthread_mutex_lock(&session->lock);
    if (status != RAWI_OK)
        rawi_queue_give_back(session->queue, changes);
    else if (session->journal)
        rawi_journal_clear(session->journal);
    if (status != RAWI_OK && !session->save_failed)
        rawi_news_tell_trouble(&session->news, &error);
    session->save_failed = status != RAWI_OK;
}

/* Notes in the journal how far the article is heard, at every word; gives the lock up meanwhile. */
static void note_place(rawi_session *session) {
    size_t place = session->stage.place.unheard;
    bool is_heard = session->stage.phase == RAWI_PHASE_ARTICLE &&
                    (session->stage.place.sounding || session->stage.place.goes);
    if (session->options.without_memory || !is_heard || place == session->journal_place)
        return;
    char *line = rawi_queue_line(session->queue, session->stage.item);
    session->journal_place = place;
    if (!line)
        return;
    pthread_mutex_unlock(&session->lock);
    if (session->journal || rawi_journal_open(&session->journal, NULL) == RAWI_OK)
        rawi_journal_write(session->journal, line);
    free(line);
    pthread_mutex_lock(&session->lock);
}

/* Speaks what is unsaid before the next sentence, unless what was said before is still to be heard;
 * gives the lock up meanwhile. */
static void say_trouble(rawi_session *session) {
    bool may = rawi_player_may_interject(session->stage.player);
    char *text = may ? rawi_news_take_unsaid(&session->news) : NULL;
    if (!text)
        return;
    rawi_narration_options voice = session->options.narration;
    voice.rate = session->will.rate;
    rawi_notice notice;
    session->said_at = rawi_will_now();
    pthread_mutex_unlock(&session->lock);
    if (rawi_notice_make(text, &session->options.script, &voice, &notice, NULL) == RAWI_OK) {
        rawi_player_interject(session->stage.player, notice.samples, notice.count, notice.rate);
        free(notice.samples);
    }
    free(text);
    pthread_mutex_lock(&session->lock);
}

/* ---- loading ------------------------------------------------------------------------------- */

static rawi_want want_of(const rawi_item *item) {
    return (rawi_want){.item = item->id,
                       .source = item->source,
                       .list = item->list,
                       .is_known = item->state == RAWI_ITEM_BEGUN};
}

/* Has the present item loaded and the one after it. */
static void want_loading(rawi_session *session) {
    rawi_will *will = &session->will;
    rawi_want wants[RAWI_WANTS_MOST];
    size_t count = 0;
    const rawi_item *present = rawi_will_item(will);
    uint64_t after = rawi_queue_after(session->queue, will->present);
    if (present && session->stage.item != will->present && !will->stopped)
        wants[count++] = want_of(present);
    if (present && after)
        wants[count++] =
            want_of(rawi_queue_at(session->queue, rawi_queue_place(session->queue, after)));
    rawi_loader_want(session->loader, wants, count);
    will->wants_loading = false;
}

/* Whether an entry of a list is wanted. */
static bool is_wanted(const rawi_session *session, const rawi_addition *entry) {
    const char *since = session->options.since;
    return !since || !entry->date || strncmp(entry->date, since, strlen(since)) >= 0;
}

/* The entries of a list take its place in the queue. */
static void take_listing(rawi_session *session, uint64_t list, const rawi_listing *listing) {
    rawi_will *will = &session->will;
    rawi_error error;
    size_t place = rawi_queue_place(session->queue, list);
    size_t taken = 0, limit = session->options.limit ? session->options.limit : SIZE_MAX;
    rawi_status status = RAWI_OK;
    for (size_t i = 0; i < listing->count && taken < limit && status == RAWI_OK; i++) {
        if (!is_wanted(session, &listing->entries[i]))
            continue;
        status =
            rawi_queue_add(session->queue, &listing->entries[i], place + 1 + taken, NULL, &error);
        taken++;
    }
    if (status != RAWI_OK)
        rawi_news_tell_trouble(&session->news, &error);
    uint64_t next = rawi_queue_next(session->queue, place + 1);
    rawi_queue_remove(session->queue, list);
    if (will->present == list && next)
        rawi_will_go_to(will, next, will->announces);
    else if (will->present == list)
        rawi_will_end_queue(will);
    will->wants_loading = true;
    rawi_news_tell_queue(&session->news);
}

static void pass_over(rawi_session *session, const rawi_loaded *failed) {
    rawi_queue_set_failed(session->queue, failed->item);
    rawi_news_tell_trouble(&session->news, &failed->error);
    if (session->will.present == failed->item)
        rawi_will_go_on(&session->will);
}

/* ---- playing ------------------------------------------------------------------------------- */

/* Whether the item is what is to be heard: another may be asked for while the lock is given up. */
static bool is_on(const rawi_session *session, uint64_t item) {
    const rawi_will *will = &session->will;
    return will->present == item && !will->quitting && !will->stopped;
}

/* Begins the article of the stage, behind a lead-in or at once; gives the lock up meanwhile. */
static void begin_article(rawi_session *session, const rawi_lead_in *lead_in) {
    rawi_will *will = &session->will;
    rawi_stage *stage = &session->stage;
    size_t offset = rawi_will_resume(will);
    bool sought = will->seeks;
    double rate = will->rate;
    rawi_error error;
    rawi_status status =
        rawi_stage_begin(stage, sought || offset > 0 ? &offset : NULL, rate, lead_in, &error);
    if (status != RAWI_OK) {
        will->stopped = true;
        rawi_news_tell_trouble(&session->news, &error);
        return;
    }
    if (will->seek == offset && is_on(session, stage->item))
        will->seeks = false; /* another one may have been asked for */
    if (will->rate != rate)
        rawi_player_set_rate(stage->player, will->rate);
    if (will->falls_asleep)
        rawi_player_fade_out(stage->player, true);
    rawi_stage_silence(stage, will->paused || !is_on(session, stage->item));
}

/* Gives the lock up meanwhile. */
static rawi_lead_in make_lead_in(rawi_session *session, bool from_the_beginning) {
    const rawi_session_options *options = &session->options;
    const rawi_loaded *loaded = session->stage.loaded;
    pthread_mutex_unlock(&session->lock);
    rawi_lead_in lead_in =
        rawi_lead_in_make(loaded, from_the_beginning, &options->script, &options->narration);
    pthread_mutex_lock(&session->lock);
    return lead_in;
}

/* Gives the lock up meanwhile: another article may be asked for, or another place in this one. */
static void take_article(rawi_session *session, rawi_loaded *loaded) {
    rawi_will *will = &session->will;
    const rawi_item *item = rawi_will_item(will);
    bool from_the_beginning = item && item->state != RAWI_ITEM_BEGUN;
    rawi_lead_in lead_in = {0};
    rawi_stage_take(&session->stage, loaded);
    rawi_queue_set_title(session->queue, loaded->item, loaded->opened.article->title);
    will->wants_loading = true;
    rawi_news_tell_queue(&session->news);
    say_trouble(session);
    bool is_announced = will->announces && !session->options.without_chime;
    if (is_announced && !will->seeks && is_on(session, loaded->item))
        lead_in = make_lead_in(session, from_the_beginning);
    bool begins = is_on(session, loaded->item);
    bool leads_in = begins && !will->seeks;
    if (!leads_in)
        rawi_loaded_free(lead_in.title);
    if (begins)
        begin_article(session, leads_in ? &lead_in : NULL);
    else
        rawi_stage_clear(&session->stage);
    free(lead_in.chime);
}

/* Begins the present item once it is there. */
static void begin(rawi_session *session) {
    rawi_loaded *loaded = rawi_loader_take(session->loader, session->will.present);
    if (!loaded)
        return;
    if (loaded->status != RAWI_OK) {
        pass_over(session, loaded);
    } else if (!loaded->opened.article) {
        take_listing(session, loaded->item, &loaded->opened.listing);
    } else {
        take_article(session, loaded);
        return;
    }
    rawi_loaded_free(loaded);
}

/* ---- following the player ------------------------------------------------------------------ */

/* Leaves the stage and (`goes_on`) the present item for the next one, unless something else was
 * asked for meanwhile, as the stage gives the lock up: another item, or a place in this one.
 * Returns whether the item was left. */
static bool leave_article(rawi_session *session, bool goes_on) {
    rawi_will *will = &session->will;
    uint64_t item = session->stage.item;
    rawi_stage_clear(&session->stage);
    bool leads_back = is_on(session, item) && will->seeks;
    if (leads_back)
        will->wants_loading = true;
    else if (goes_on && is_on(session, item))
        rawi_will_go_on(will);
    save(session);
    return !leads_back;
}

static void finish_article(rawi_session *session) {
    const rawi_stage *stage = &session->stage;
    uint64_t finished = stage->item;
    rawi_queue_mark(session->queue, finished, RAWI_ITEM_FINISHED,
                    stage->loaded->opened.article->text_length, NULL);
    if (!leave_article(session, true))
        return;
    const rawi_item *item =
        rawi_queue_at(session->queue, rawi_queue_place(session->queue, finished));
    if (item)
        rawi_source_forget(item->source);
}

static void fail_playing(rawi_session *session) {
    rawi_error error;
    rawi_player_failure(session->stage.player, &error);
    rawi_stage_mark(&session->stage, session->queue);
    if (error.status == RAWI_ERROR_DEVICE)
        session->will.stopped = true;
    else
        rawi_queue_set_failed(session->queue, session->stage.item);
    rawi_news_tell_trouble(&session->news, &error); /* who sees the end sees why */
    leave_article(session, error.status != RAWI_ERROR_DEVICE);
}

/* The sleep timer: at its end the sentence fades out, then the session pauses. */
static void follow_sleep(rawi_session *session) {
    rawi_will *will = &session->will;
    const rawi_stage *stage = &session->stage;
    if (will->sleep_at > 0.0 && rawi_will_now() >= will->sleep_at && !will->falls_asleep) {
        will->falls_asleep = true;
        if (rawi_stage_is_set(stage))
            rawi_player_fade_out(stage->player, true);
    }
    bool awake = rawi_stage_is_set(stage) && !will->paused;
    if (!will->falls_asleep || (awake && stage->place.state != RAWI_PLAYER_PAUSED))
        return;
    rawi_will_fall_asleep(will);
    save(session);
}

/* Looks where the player is. */
static void follow(rawi_session *session) {
    rawi_stage *stage = &session->stage;
    if (rawi_stage_follow(stage, session->will.rate))
        rawi_news_tell(&session->news);
    rawi_stage_mark(stage, session->queue);
    if (stage->place.state == RAWI_PLAYER_FAILED)
        fail_playing(session);
    else if (stage->place.state == RAWI_PLAYER_FINISHED && stage->phase == RAWI_PHASE_TITLE)
        begin_article(session, NULL);
    else if (stage->place.state == RAWI_PLAYER_FINISHED)
        finish_article(session);
}

/* ---- the thread ---------------------------------------------------------------------------- */

/* What was asked for while another item was wanted for a moment. */
static void catch_up(rawi_session *session) {
    rawi_will *will = &session->will;
    /* A sleep timer that was set anew just when its sentence had faded out. */
    bool fell = session->stage.place.state == RAWI_PLAYER_PAUSED && !will->falls_asleep;
    if (session->stage.silent != will->paused || (fell && !will->paused))
        rawi_stage_silence(&session->stage, will->paused);
    if (will->seeks && session->stage.phase == RAWI_PHASE_ARTICLE) {
        rawi_player_seek(session->stage.player, will->seek);
        will->seeks = false;
    }
}

static void tell_state(rawi_session *session) {
    rawi_session_state state = rawi_view_state(&session->will);
    if (state == session->told_state)
        return;
    session->told_state = state;
    rawi_news_tell(&session->news);
}

/* Brings everything one step nearer to what is wanted. */
static void tend(rawi_session *session) {
    rawi_will *will = &session->will;
    rawi_stage *stage = &session->stage;
    if (rawi_stage_is_set(stage) && (will->stopped || stage->item != will->present)) {
        rawi_stage_clear(stage);
        save(session);
    }
    if (will->wants_loading)
        want_loading(session);
    if (!rawi_stage_is_set(stage) && !will->stopped && will->present)
        begin(session);
    if (rawi_stage_is_set(stage) && stage->item == will->present) {
        catch_up(session);
        follow(session);
    }
    rawi_will_wake(will);
    follow_sleep(session);
    note_place(session);
    bool plays = rawi_stage_hears(stage, will->present) && !will->paused && !will->stopped;
    if (plays && rawi_will_now() - session->said_at >= say_seconds)
        say_trouble(session);
    bool is_new = session->saved_generation != session->news.queue_generation;
    if (rawi_will_now() - session->saved_at >= (is_new ? save_queue_seconds : save_seconds))
        save(session);
    tell_state(session);
}

static void wait_for(rawi_session *session, double seconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(seconds * 1e9);
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    while (!session->will.is_new && !session->will.quitting)
        if (pthread_cond_timedwait(&session->woken, &session->lock, &until) != 0)
            break;
    session->will.is_new = false;
}

static void *conduct(void *user) {
    rawi_session *session = user;
    rawi_will *will = &session->will;
    rawi_stage *stage = &session->stage;
    pthread_mutex_lock(&session->lock);
    while (!will->quitting) {
        tend(session);
        bool plays = rawi_stage_is_set(stage) && !will->paused && !will->stopped;
        wait_for(session, plays ? look_seconds : rest_seconds);
    }
    rawi_will_mark(will);
    rawi_stage_clear(stage);
    save(session);
    will->ended = true;
    tell_state(session);
    pthread_mutex_unlock(&session->lock);
    return NULL;
}

/* The loader's thread has something. */
static void ring(void *user) {
    rawi_session *session = user;
    pthread_mutex_lock(&session->lock);
    session->will.is_new = true;
    pthread_cond_signal(&session->woken);
    pthread_mutex_unlock(&session->lock);
}

/* ---- the callers' threads ------------------------------------------------------------------ */

rawi_status rawi_session_apply(rawi_session *session, const rawi_command *command,
                               rawi_error *error) {
    pthread_mutex_lock(&session->lock);
    rawi_status status = rawi_will_obey(&session->will, command, error);
    rawi_news_tell(&session->news);
    pthread_cond_signal(&session->woken);
    pthread_mutex_unlock(&session->lock);
    return status;
}

rawi_status rawi_session_look(rawi_session *session, rawi_heard *heard, rawi_error *error) {
    pthread_mutex_lock(&session->lock);
    rawi_status status = rawi_view_look(&session->will, heard, error);
    pthread_mutex_unlock(&session->lock);
    return status;
}

rawi_status rawi_session_list(rawi_session *session, rawi_list *list, rawi_error *error) {
    pthread_mutex_lock(&session->lock);
    rawi_status status = rawi_view_list(&session->will, list, error);
    pthread_mutex_unlock(&session->lock);
    return status;
}

int rawi_session_watch(rawi_session *session) {
    pthread_mutex_lock(&session->lock);
    int watcher = rawi_news_watch(&session->news);
    pthread_mutex_unlock(&session->lock);
    return watcher;
}

void rawi_session_unwatch(rawi_session *session, int watcher) {
    pthread_mutex_lock(&session->lock);
    rawi_news_unwatch(&session->news, watcher);
    pthread_mutex_unlock(&session->lock);
}

/* ---- opening and closing ------------------------------------------------------------------- */

/* Fills the queue with the sources, or what is remembered. */
static rawi_status fill_queue(rawi_session *session, const char *const *sources, size_t count,
                              rawi_error *error) {
    rawi_status status = RAWI_OK;
    for (size_t i = 0; i < count && status == RAWI_OK; i++) {
        char *name = rawi_source_name(sources[i]);
        if (!name)
            return rawi_fail_memory(error);
        const rawi_addition addition = {.source = name};
        status = rawi_queue_add(session->queue, &addition, SIZE_MAX, NULL, error);
        free(name);
    }
    if (status != RAWI_OK || session->options.without_memory)
        return status;
    rawi_error trouble;
    if (rawi_queue_recall(session->queue, count == 0, &trouble) != RAWI_OK)
        rawi_news_tell_trouble(&session->news, &trouble);
    for (size_t i = 0; i < rawi_queue_count(session->queue) && count > 0; i++) {
        const rawi_item *item = rawi_queue_at(session->queue, i);
        if (item->state == RAWI_ITEM_FINISHED) /* asked for again */
            rawi_queue_mark(session->queue, item->id, RAWI_ITEM_NEW, 0, NULL);
    }
    return RAWI_OK;
}

static void choose_first(rawi_session *session) {
    rawi_will *will = &session->will;
    size_t last = session->options.goes_on ? rawi_queue_last_begun(session->queue) : SIZE_MAX;
    const rawi_item *item = rawi_queue_at(session->queue, last);
    will->present = item ? item->id : rawi_queue_next(session->queue, 0);
    will->queue_ended = will->stopped = will->present == 0;
    will->seeks = session->options.begins_elsewhere;
    will->seek = session->options.from;
    will->wants_loading = true;
}

static rawi_status open_parts(rawi_session *session, rawi_error *error) {
    const rawi_loader_options loading = {.narration = session->options.narration,
                                         .script = session->options.script,
                                         .format = session->options.format,
                                         .ring = ring,
                                         .user = session};
    rawi_status status = rawi_stage_open(&session->stage, &session->lock, error);
    if (status == RAWI_OK)
        status = rawi_loader_open(&loading, &session->loader, error);
    if (status != RAWI_OK)
        return status;
    rawi_player_wait_for_device(session->stage.player, !session->options.device_is_vital);
    rawi_player_set_volume(session->stage.player, session->will.volume);
    if (pthread_create(&session->thread, NULL, conduct, session) != 0)
        return rawi_fail_memory(error);
    return RAWI_OK;
}

static void free_session(rawi_session *session) {
    rawi_stage_close(&session->stage);
    rawi_loader_close(session->loader);
    rawi_queue_close(session->queue);
    rawi_journal_close(session->journal);
    rawi_news_free(&session->news);
    pthread_cond_destroy(&session->woken);
    pthread_mutex_destroy(&session->lock);
    free(session);
}

static rawi_session *new_session(const rawi_session_options *options) {
    rawi_session *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    double now = rawi_will_now();
    session->options = *options;
    session->saved_at = now;
    session->told_state = RAWI_SESSION_ENDED;
    session->will = (rawi_will){
        .stage = &session->stage,
        .news = &session->news,
        .rate = options->narration.rate == 0.0 ? 1.0 : options->narration.rate,
        .volume = options->volume == 0.0 ? 1.0 : options->volume,
        .paused = options->paused,
        .paused_at = now,
        .sleep_at = options->sleep > 0.0 ? now + options->sleep : 0.0,
        .slept = rawi_will_slept(),
    };
    rawi_news_make(&session->news);
    session->news.says_trouble = options->says_trouble;
    pthread_mutex_init(&session->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&session->woken, &attributes);
    pthread_condattr_destroy(&attributes);
    return session;
}

rawi_status rawi_session_open(const rawi_session_options *options, const char *const *sources,
                              size_t count, rawi_session **session, rawi_error *error) {
    rawi_session *made = new_session(options);
    if (!made)
        return rawi_fail_memory(error);
    rawi_status status = rawi_queue_open(&made->queue, error);
    made->will.queue = made->queue;
    if (status == RAWI_OK)
        status = fill_queue(made, sources, count, error);
    if (status == RAWI_OK) {
        choose_first(made);
        status = open_parts(made, error);
    }
    if (status != RAWI_OK) {
        free_session(made);
        return status;
    }
    *session = made;
    return RAWI_OK;
}

void rawi_session_close(rawi_session *session) {
    if (!session)
        return;
    rawi_session_apply(session, &(rawi_command){.kind = RAWI_COMMAND_QUIT}, NULL);
    pthread_join(session->thread, NULL);
    free_session(session);
}
