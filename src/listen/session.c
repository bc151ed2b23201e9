/* The session: its thread looks at the player, follows the commands' wishes and keeps the queue.
 *
 * What is wanted (the present item, paused, stopped…) stands under the lock, where the commands
 * change it at once; the thread brings the player to it. Whatever takes time (handing a piece to
 * the player, the disk) it does without the lock.
 */
#include "listen/session.h"
#include "edition/chime.h"
#include "listen/clock.h"
#include "listen/loader.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

static const double look_seconds = 0.04;    /* between looks at the player while it plays */
static const double rest_seconds = 0.5;     /* while it does not */
static const double save_seconds = 1.0;     /* between two times that the position is written */
static const double restart_seconds = 5.0;  /* into an article: previous means its beginning */
static const double forget_seconds = 300.0; /* of a pause: goes on with the sentence's beginning */
static const double sleep_most = 24 * 3600.0;

/* What the player has. */
typedef enum phase {
    PHASE_NOTHING,
    PHASE_TITLE, /* the chime and the title that come before the article */
    PHASE_ARTICLE
} phase;

struct rawi_session {
    rawi_session_options options;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool rung; /* something happened that the thread has not looked at */

    rawi_player *player;
    rawi_loader *loader;
    rawi_queue *queue;

    /* What is wanted */
    uint64_t present; /* an item, 0 for none */
    bool paused;
    bool stopped;
    bool queue_ended;
    bool quitting;
    bool ended;
    bool wants_loading; /* what the loader shall load has changed */
    bool seeks;         /* the present item begins elsewhere than where it was left */
    size_t seek;
    bool announces; /* it is announced by a chime */
    double rate;
    double volume;
    double sleep_at; /* on the clock, 0 for never */
    bool falls_asleep;
    double paused_at;

    /* What the player has, and how far that was heard */
    phase phase;
    uint64_t playing; /* the item */
    bool silent;      /* the player was told to pause */
    rawi_loaded *loaded;
    rawi_loaded *title; /* what is said before it */
    rawi_player_place place;
    rawi_span learning; /* the utterance that sounds, for the clock */
    double learning_seconds;
    rawi_clock clock;
    double saved_at;

    /* What is told */
    rawi_session_state told_state;
    uint64_t generation;
    uint64_t queue_generation;
    unsigned trouble;
    rawi_error last_trouble;
    int watchers[RAWI_SESSION_WATCHERS_MOST]; /* -1: free */
};

/* The clock goes on while the machine sleeps. */
static double clock_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_BOOTTIME, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* ---- telling ------------------------------------------------------------------------------- */

static void tell(rawi_session *session) {
    static const uint64_t one = 1;
    session->generation++;
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        if (session->watchers[i] >= 0 && write(session->watchers[i], &one, sizeof one) < 0)
            continue; /* full: it is readable already */
}

static void tell_queue(rawi_session *session) {
    session->queue_generation++;
    tell(session);
}

static void tell_trouble(rawi_session *session, const rawi_error *error) {
    session->trouble++;
    session->last_trouble = *error;
    tell(session);
}

static void wake(rawi_session *session) {
    session->rung = true;
    pthread_cond_signal(&session->woken);
}

static bool is_heard(const rawi_session *session) {
    return session->phase == PHASE_ARTICLE && session->playing == session->present;
}

static rawi_session_state state_now(const rawi_session *session) {
    if (session->ended)
        return RAWI_SESSION_ENDED;
    if (session->stopped || !session->present)
        return RAWI_SESSION_STOPPED;
    if (session->phase != PHASE_NOTHING && session->place.state == RAWI_PLAYER_NO_DEVICE)
        return RAWI_SESSION_NO_DEVICE;
    if (session->paused)
        return RAWI_SESSION_PAUSED;
    return is_heard(session) && session->place.sounding ? RAWI_SESSION_PLAYING
                                                        : RAWI_SESSION_LOADING;
}

static void tell_state(rawi_session *session) {
    rawi_session_state state = state_now(session);
    if (state == session->told_state)
        return;
    session->told_state = state;
    tell(session);
}

/* ---- the queue ----------------------------------------------------------------------------- */

static const rawi_item *present_item(const rawi_session *session) {
    return rawi_queue_at(session->queue, rawi_queue_place(session->queue, session->present));
}

static bool can_be_heard(const rawi_item *item) {
    return item->state != RAWI_ITEM_FINISHED && !item->has_failed;
}

/* The next item from a place on that is to be heard, 0 where there is none. */
static uint64_t next_from(const rawi_session *session, size_t place) {
    const rawi_item *item;
    for (; (item = rawi_queue_at(session->queue, place)); place++)
        if (can_be_heard(item))
            return item->id;
    return 0;
}

static uint64_t item_after(const rawi_session *session) {
    size_t place = rawi_queue_place(session->queue, session->present);
    return place == SIZE_MAX ? 0 : next_from(session, place + 1);
}

static uint64_t item_before(const rawi_session *session) {
    size_t place = rawi_queue_place(session->queue, session->present);
    for (size_t i = place == SIZE_MAX ? 0 : place; i-- > 0;)
        if (!rawi_queue_at(session->queue, i)->has_failed)
            return rawi_queue_at(session->queue, i)->id;
    return 0;
}

/* How far the article was heard. */
static size_t heard_offset(const rawi_session *session) {
    return session->place.unheard;
}

static void mark_place(rawi_session *session) {
    if (session->phase != PHASE_ARTICLE || !session->place.sounding)
        return;
    rawi_queue_mark(session->queue, session->playing, RAWI_ITEM_BEGUN, heard_offset(session),
                    session->loaded->opened.article);
}

/* Writes what has changed in the queue; gives the lock up meanwhile. */
static void save(rawi_session *session) {
    session->saved_at = clock_now();
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
        tell_trouble(session, &error);
}

static void silence(rawi_session *session, bool silent) {
    session->silent = silent;
    rawi_player_pause(session->player, silent);
}

/* ---- going to another item ----------------------------------------------------------------- */

/* The present item is another one from now on; the thread sees to it. */
static void go_to(rawi_session *session, uint64_t item, bool announces) {
    mark_place(session);
    if (session->phase != PHASE_NOTHING)
        silence(session, true); /* at once */
    session->present = item;
    session->seeks = false;
    session->announces = announces;
    session->queue_ended = false;
    session->wants_loading = true;
    tell_queue(session);
    wake(session);
}

static void end_queue(rawi_session *session) {
    session->stopped = true;
    session->queue_ended = true;
    tell_queue(session);
}

static void go_on(rawi_session *session) {
    uint64_t next = item_after(session);
    if (next)
        go_to(session, next, true);
    else
        end_queue(session);
}

/* ---- the thread: loading ------------------------------------------------------------------- */

static rawi_want want_of(const rawi_item *item) {
    return (rawi_want){.item = item->id,
                       .source = item->source,
                       .list = item->list,
                       .is_known = item->state == RAWI_ITEM_BEGUN};
}

/* Has the present item loaded and the one after it. */
static void want_loading(rawi_session *session) {
    rawi_want wants[RAWI_WANTS_MOST];
    size_t count = 0;
    const rawi_item *present = present_item(session);
    size_t after = rawi_queue_place(session->queue, item_after(session));
    if (present && session->playing != session->present && !session->stopped)
        wants[count++] = want_of(present);
    if (present && after != SIZE_MAX)
        wants[count++] = want_of(rawi_queue_at(session->queue, after));
    rawi_loader_want(session->loader, wants, count);
    session->wants_loading = false;
}

/* Whether an entry of a list is wanted. */
static bool is_wanted(const rawi_session *session, const rawi_addition *entry) {
    const char *since = session->options.since;
    return !since || !entry->date || strncmp(entry->date, since, strlen(since)) >= 0;
}

/* The entries of a list take its place in the queue. */
static void take_listing(rawi_session *session, uint64_t list, const rawi_listing *listing) {
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
        tell_trouble(session, &error);
    uint64_t next = next_from(session, place + 1);
    rawi_queue_remove(session->queue, list);
    if (session->present == list && next)
        go_to(session, next, session->announces);
    else if (session->present == list)
        end_queue(session);
    session->wants_loading = true;
    tell_queue(session);
}

static void pass_over(rawi_session *session, const rawi_loaded *failed) {
    rawi_queue_set_failed(session->queue, failed->item);
    tell_trouble(session, &failed->error);
    if (session->present == failed->item)
        go_on(session);
}

/* ---- the thread: playing ------------------------------------------------------------------- */

/* Takes from the player what it has; gives the lock up meanwhile. */
static void unload(rawi_session *session) {
    rawi_loaded *loaded = session->loaded, *title = session->title;
    session->phase = PHASE_NOTHING;
    session->playing = 0;
    session->loaded = session->title = NULL;
    session->place = (rawi_player_place){0};
    session->learning = (rawi_span){0};
    rawi_clock_free(&session->clock);
    if (!loaded)
        return;
    pthread_mutex_unlock(&session->lock);
    rawi_player_stop(session->player);
    rawi_loaded_free(title);
    rawi_loaded_free(loaded);
    pthread_mutex_lock(&session->lock);
}

/* Hands a piece to the player; gives the lock up meanwhile. */
static void start(rawi_session *session, phase next, const rawi_piece *piece) {
    rawi_error error;
    double rate = session->rate;
    session->phase = next;
    session->place = (rawi_player_place){0};
    rawi_narration_set_rate(piece->narration, rate, NULL);
    pthread_mutex_unlock(&session->lock);
    rawi_status status = rawi_player_start(session->player, piece, &error);
    pthread_mutex_lock(&session->lock);
    if (status != RAWI_OK) {
        session->stopped = true;
        tell_trouble(session, &error);
        return;
    }
    if (session->rate != rate)
        rawi_player_set_rate(session->player, session->rate);
    if (session->falls_asleep)
        rawi_player_fade_out(session->player, true);
    bool wanted = session->present == session->playing && !session->stopped;
    silence(session, session->paused || !wanted);
}

static rawi_piece piece_of(const rawi_session *session, const rawi_loaded *loaded) {
    return (rawi_piece){.article = loaded->opened.article,
                        .script = loaded->script,
                        .narration = loaded->narration,
                        .rate = session->rate};
}

static void start_article(rawi_session *session) {
    const rawi_item *item =
        rawi_queue_at(session->queue, rawi_queue_place(session->queue, session->playing));
    rawi_piece piece = piece_of(session, session->loaded);
    piece.begins_elsewhere = true;
    if (session->seeks)
        piece.begin = session->seek;
    else if (item)
        piece.begin = rawi_queue_resume(item, session->loaded->opened.article);
    session->seeks = false;
    start(session, PHASE_ARTICLE, &piece);
}

/* Whether the article says its own title first. */
static bool says_its_title(const rawi_article *article) {
    const rawi_block *first = article->block_count ? &article->blocks[0] : NULL;
    size_t length = article->title ? strlen(article->title) : 0;
    return first && length == first->span.end - first->span.start &&
           memcmp(article->text + first->span.start, article->title, length) == 0;
}

/* What is said before an article: its title, where its own text does not begin with it. NULL where
 * nothing is. */
static rawi_loaded *make_title(const rawi_session *session, const rawi_article *article,
                               bool from_the_beginning) {
    if (!article->title || (from_the_beginning && says_its_title(article)))
        return NULL;
    rawi_loaded *title = calloc(1, sizeof *title);
    bool made =
        title &&
        rawi_article_open_memory(article->title, strlen(article->title), NULL, RAWI_FORMAT_TEXT,
                                 &title->opened.article, NULL) == RAWI_OK &&
        rawi_script_open(title->opened.article, &session->options.script, &title->script, NULL) ==
            RAWI_OK &&
        rawi_narration_open(title->script, &session->options.narration, &title->narration, NULL) ==
            RAWI_OK;
    if (made)
        return title;
    rawi_loaded_free(title);
    return NULL;
}

/* Begins what comes before the article; where that is nothing, the article. */
static void start_title(rawi_session *session) {
    const rawi_article *article = session->loaded->opened.article;
    const rawi_item *item = present_item(session);
    bool from_the_beginning = item && item->state != RAWI_ITEM_BEGUN;
    bool announces = session->announces && !session->options.without_chime && !session->seeks;
    session->title = announces ? make_title(session, article, from_the_beginning) : NULL;
    if (!announces) {
        start_article(session);
        return;
    }
    const rawi_loaded *spoken = session->title ? session->title : session->loaded;
    rawi_piece piece = piece_of(session, spoken);
    float *chime = NULL;
    if (rawi_chime_make(RAWI_CHIME_OPENING, rawi_narration_rate(spoken->narration), &chime,
                        &piece.prelude_count, NULL) == RAWI_OK)
        piece.prelude = chime;
    if (!session->title) {
        piece.begins_elsewhere = true;
        piece.begin = item ? rawi_queue_resume(item, article) : 0;
    }
    start(session, session->title ? PHASE_TITLE : PHASE_ARTICLE, &piece);
    free(chime);
}

static void take_article(rawi_session *session, rawi_loaded *loaded) {
    const rawi_article *article = loaded->opened.article;
    session->loaded = loaded;
    session->playing = loaded->item;
    session->clock = (rawi_clock){.text_length = article->text_length};
    rawi_queue_set_title(session->queue, loaded->item, article->title);
    session->wants_loading = true;
    tell_queue(session);
    start_title(session);
}

/* Begins the present item once it is there. */
static void begin(rawi_session *session) {
    rawi_loaded *loaded = rawi_loader_take(session->loader, session->present);
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

/* ---- the thread: following the player ------------------------------------------------------ */

static void learn(rawi_session *session, const rawi_player_place *place) {
    bool new = place->utterance.start != session->learning.start;
    if (!place->sounding || (!new && session->learning_seconds > 0.0))
        return;
    session->learning = place->utterance;
    session->learning_seconds = place->length * place->rate;
    /* Once its rate was changed an utterance has both. */
    if (fabs(place->rate - session->rate) < 1e-9)
        rawi_clock_learn(&session->clock, place->utterance, session->learning_seconds);
}

static void finish_article(rawi_session *session) {
    const rawi_article *article = session->loaded->opened.article;
    rawi_queue_mark(session->queue, session->playing, RAWI_ITEM_FINISHED, article->text_length,
                    NULL);
    const rawi_item *item =
        rawi_queue_at(session->queue, rawi_queue_place(session->queue, session->playing));
    if (item)
        rawi_source_forget(item->source);
    unload(session);
    if (!session->quitting && !session->stopped)
        go_on(session);
    save(session);
}

static void fail_playing(rawi_session *session) {
    rawi_error error;
    rawi_player_failure(session->player, &error);
    mark_place(session);
    if (error.status == RAWI_ERROR_DEVICE)
        session->stopped = true;
    else
        rawi_queue_set_failed(session->queue, session->playing);
    unload(session);
    tell_trouble(session, &error);
    if (error.status != RAWI_ERROR_DEVICE)
        go_on(session);
    save(session);
}

/* The sleep timer: at its end the sentence fades out, then the session pauses. */
static void follow_sleep(rawi_session *session) {
    if (session->sleep_at > 0.0 && clock_now() >= session->sleep_at && !session->falls_asleep) {
        session->falls_asleep = true;
        if (session->phase != PHASE_NOTHING)
            rawi_player_fade_out(session->player, true);
    }
    bool awake = session->phase != PHASE_NOTHING && !session->paused;
    if (!session->falls_asleep || (awake && session->place.state != RAWI_PLAYER_PAUSED))
        return;
    session->paused = session->silent = true;
    session->paused_at = clock_now();
    session->falls_asleep = false;
    session->sleep_at = 0.0;
    tell(session);
    save(session);
}

/* Looks where the player is. */
static void follow(rawi_session *session) {
    rawi_player_place before = session->place;
    rawi_player_place place = rawi_player_where(session->player);
    bool same = place.sounding == before.sounding && place.word.start == before.word.start &&
                place.utterance.start == before.utterance.start;
    if (place.sounding || place.state != RAWI_PLAYER_NO_DEVICE)
        session->place = place;
    session->place.state = place.state;
    if (session->phase == PHASE_ARTICLE) {
        learn(session, &place);
        mark_place(session);
        if (!same)
            tell(session);
    }
    if (place.state == RAWI_PLAYER_FAILED)
        fail_playing(session);
    else if (place.state == RAWI_PLAYER_FINISHED && session->phase == PHASE_TITLE)
        start_article(session);
    else if (place.state == RAWI_PLAYER_FINISHED)
        finish_article(session);
}

/* ---- the thread ---------------------------------------------------------------------------- */

/* What was asked for while another item was wanted for a moment. */
static void catch_up(rawi_session *session) {
    if (session->silent != session->paused)
        silence(session, session->paused);
    if (session->seeks && session->phase == PHASE_ARTICLE) {
        rawi_player_seek(session->player, session->seek);
        session->seeks = false;
    }
}

/* Brings everything one step nearer to what is wanted. */
static void tend(rawi_session *session) {
    bool unwanted = session->stopped || session->playing != session->present;
    if (session->phase != PHASE_NOTHING && unwanted) {
        unload(session);
        save(session);
    }
    if (session->wants_loading)
        want_loading(session);
    if (session->phase == PHASE_NOTHING && !session->stopped && session->present)
        begin(session);
    if (session->phase != PHASE_NOTHING && session->playing == session->present) {
        catch_up(session);
        follow(session);
    }
    follow_sleep(session);
    if (clock_now() - session->saved_at >= save_seconds)
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
    while (!session->rung && !session->quitting)
        if (pthread_cond_timedwait(&session->woken, &session->lock, &until) != 0)
            break;
    session->rung = false;
}

static void *conduct(void *user) {
    rawi_session *session = user;
    pthread_mutex_lock(&session->lock);
    while (!session->quitting) {
        tend(session);
        bool plays = session->phase != PHASE_NOTHING && !session->paused && !session->stopped;
        wait_for(session, plays ? look_seconds : rest_seconds);
    }
    if (session->phase != PHASE_NOTHING && session->playing == session->present)
        session->place = rawi_player_where(session->player);
    mark_place(session);
    unload(session);
    save(session);
    session->ended = true;
    tell_state(session);
    pthread_mutex_unlock(&session->lock);
    return NULL;
}

/* The loader's thread has something. */
static void ring(void *user) {
    rawi_session *session = user;
    pthread_mutex_lock(&session->lock);
    wake(session);
    pthread_mutex_unlock(&session->lock);
}

/* ---- commands ------------------------------------------------------------------------------ */

static void set_paused(rawi_session *session, bool paused) {
    if (session->stopped && !paused) {
        session->stopped = false;
        session->wants_loading = true;
        if (session->queue_ended || !session->present) {
            uint64_t first = next_from(session, 0);
            if (first)
                go_to(session, first, false);
            else
                session->stopped = true;
        }
    }
    double asleep = session->paused ? clock_now() - session->paused_at : 0.0;
    if (paused && !session->paused)
        session->paused_at = clock_now();
    session->paused = paused;
    if (session->phase != PHASE_NOTHING && session->playing == session->present) {
        if (!paused && asleep >= forget_seconds && is_heard(session) && session->place.sounding)
            rawi_player_seek(session->player, session->place.utterance.start);
        silence(session, paused);
    }
    wake(session);
}

static void stop(rawi_session *session) {
    if (session->phase != PHASE_NOTHING) {
        silence(session, true);
        session->place = rawi_player_where(session->player);
        mark_place(session);
    }
    session->stopped = true;
    session->wants_loading = true;
    wake(session);
}

/* Goes to a byte of the present article's text. */
static void seek(rawi_session *session, size_t offset) {
    if (is_heard(session)) {
        rawi_player_seek(session->player, offset);
        return;
    }
    session->seeks = true;
    session->seek = offset;
    if (session->phase == PHASE_TITLE) /* it is over */
        rawi_player_seek(session->player, SIZE_MAX);
}

static double heard_seconds(const rawi_session *session) {
    if (!session->place.sounding)
        return 0.0;
    return rawi_clock_when(&session->clock, session->place.utterance.start) +
           session->place.into * session->place.rate;
}

static void seek_seconds(rawi_session *session, double seconds) {
    if (is_heard(session))
        seek(session, rawi_clock_offset(&session->clock, seconds));
    else if (seconds <= 0.0)
        seek(session, 0);
}

static void go_back(rawi_session *session) {
    uint64_t before = item_before(session);
    if (!before || (is_heard(session) && heard_seconds(session) > restart_seconds)) {
        seek(session, 0);
        return;
    }
    go_to(session, before, false);
    const rawi_item *item = present_item(session);
    if (item->state == RAWI_ITEM_FINISHED)
        seek(session, 0);
    session->stopped = false;
}

static void skip_on(rawi_session *session) {
    uint64_t next = item_after(session);
    if (next) {
        go_to(session, next, false);
        session->stopped = false;
    } else {
        stop(session);
        session->queue_ended = true;
    }
}

static double within(double number, double least, double most) {
    return number < least ? least : number > most ? most : number;
}

static void set_sleep(rawi_session *session, double seconds) {
    if (session->falls_asleep && session->phase != PHASE_NOTHING)
        rawi_player_fade_out(session->player, false);
    session->falls_asleep = false;
    session->sleep_at = seconds > 0.0 ? clock_now() + seconds : 0.0;
    wake(session);
}

static rawi_status add(rawi_session *session, const rawi_command *command, rawi_error *error) {
    uint64_t id;
    size_t place = command->item ? rawi_queue_place(session->queue, command->item) : SIZE_MAX;
    if (!command->source)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s", _("no source is named"));
    char *name = rawi_source_name(command->source);
    if (!name)
        return rawi_fail_memory(error);
    const rawi_addition addition = {.source = name};
    rawi_status status = rawi_queue_add(session->queue, &addition, place, &id, error);
    free(name);
    if (status != RAWI_OK)
        return status;
    const rawi_item *item = rawi_queue_at(session->queue, rawi_queue_place(session->queue, id));
    if (item->state == RAWI_ITEM_FINISHED) /* asked for again */
        rawi_queue_mark(session->queue, id, RAWI_ITEM_NEW, 0, NULL);
    session->wants_loading = true;
    if (session->queue_ended || !session->present) {
        session->stopped = false;
        go_to(session, id, false);
    }
    tell_queue(session);
    wake(session);
    return RAWI_OK;
}

static void remove_item(rawi_session *session, uint64_t item) {
    if (item == session->present) {
        uint64_t next = item_after(session);
        go_to(session, next, false);
        if (!next)
            end_queue(session);
    }
    rawi_queue_remove(session->queue, item);
    session->wants_loading = true;
    tell_queue(session);
    wake(session);
}

static rawi_status find_item(const rawi_session *session, uint64_t item, rawi_error *error) {
    if (rawi_queue_place(session->queue, item) != SIZE_MAX)
        return RAWI_OK;
    return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("there is no item %llu in the queue"),
                     (unsigned long long)item);
}

static bool needs_number(rawi_command_kind kind) {
    return kind == RAWI_COMMAND_SEEK_BY || kind == RAWI_COMMAND_SEEK_TO ||
           kind == RAWI_COMMAND_RATE || kind == RAWI_COMMAND_VOLUME || kind == RAWI_COMMAND_SLEEP;
}

static void set_number(rawi_session *session, const rawi_command *command) {
    double number = command->number;
    switch (command->kind) {
    case RAWI_COMMAND_SEEK_BY:
        if (is_heard(session))
            seek_seconds(session, heard_seconds(session) + number);
        break;
    case RAWI_COMMAND_SEEK_TO:
        seek_seconds(session, number);
        break;
    case RAWI_COMMAND_RATE:
        session->rate = within(number, RAWI_RATE_LEAST, RAWI_RATE_MOST);
        rawi_player_set_rate(session->player, session->rate);
        break;
    case RAWI_COMMAND_VOLUME:
        session->volume = within(number, 0.0, RAWI_VOLUME_MOST);
        rawi_player_set_volume(session->player, session->volume);
        break;
    default:
        set_sleep(session, within(number, 0.0, sleep_most));
    }
}

static rawi_status obey_item(rawi_session *session, const rawi_command *command,
                             rawi_error *error) {
    uint64_t item = command->item;
    if (command->kind == RAWI_COMMAND_REMOVE && !item)
        item = session->present;
    rawi_status status = find_item(session, item, error);
    if (status != RAWI_OK)
        return status;
    if (command->kind == RAWI_COMMAND_REMOVE) {
        remove_item(session, item);
        return RAWI_OK;
    }
    go_to(session, item, false);
    if (present_item(session)->state == RAWI_ITEM_FINISHED)
        seek(session, 0);
    session->stopped = false;
    session->paused = false;
    return RAWI_OK;
}

static rawi_status obey(rawi_session *session, const rawi_command *command, rawi_error *error) {
    switch (command->kind) {
    case RAWI_COMMAND_PLAY:
        set_paused(session, false);
        return RAWI_OK;
    case RAWI_COMMAND_PAUSE:
        set_paused(session, true);
        return RAWI_OK;
    case RAWI_COMMAND_TOGGLE:
        set_paused(session, !session->paused && !session->stopped);
        return RAWI_OK;
    case RAWI_COMMAND_STOP:
        stop(session);
        return RAWI_OK;
    case RAWI_COMMAND_NEXT:
        skip_on(session);
        return RAWI_OK;
    case RAWI_COMMAND_PREVIOUS:
        go_back(session);
        return RAWI_OK;
    case RAWI_COMMAND_MOVE:
        if (session->phase != PHASE_NOTHING)
            rawi_player_move(session->player, command->move);
        return RAWI_OK;
    case RAWI_COMMAND_SEEK_WORD:
        seek(session, command->position);
        return RAWI_OK;
    case RAWI_COMMAND_ADD:
        return add(session, command, error);
    case RAWI_COMMAND_REMOVE:
    case RAWI_COMMAND_GO:
        return obey_item(session, command, error);
    case RAWI_COMMAND_QUIT:
        if (session->phase != PHASE_NOTHING)
            silence(session, true);
        session->quitting = true;
        wake(session);
        return RAWI_OK;
    default:
        set_number(session, command);
        return RAWI_OK;
    }
}

rawi_status rawi_session_apply(rawi_session *session, const rawi_command *command,
                               rawi_error *error) {
    if (command->kind < 0 || command->kind > RAWI_COMMAND_QUIT ||
        (needs_number(command->kind) && !isfinite(command->number)))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s",
                         _("the command or its number has no meaning"));
    pthread_mutex_lock(&session->lock);
    rawi_status status = RAWI_OK;
    if (!session->quitting)
        status = obey(session, command, error);
    tell(session);
    pthread_mutex_unlock(&session->lock);
    return status;
}

/* ---- what is heard ------------------------------------------------------------------------- */

static char *copy(const char *text) {
    return text ? strdup(text) : NULL;
}

static void describe_article(const rawi_session *session, rawi_heard *heard) {
    const rawi_article *article = session->loaded->opened.article;
    const rawi_player_place *place = &session->place;
    heard->author = copy(article->author);
    heard->site = copy(article->site);
    heard->length = rawi_clock_length(&session->clock);
    heard->length_is_known = rawi_clock_is_known(&session->clock);
    if (session->phase != PHASE_ARTICLE || !place->sounding)
        return;
    heard->position = heard_seconds(session);
    heard->span = place->utterance;
    heard->word = place->word;
    heard->kind = place->kind;
    heard->sentence = strndup(article->text + place->utterance.start,
                              place->utterance.end - place->utterance.start);
}

rawi_status rawi_session_look(rawi_session *session, rawi_heard *heard, rawi_error *error) {
    pthread_mutex_lock(&session->lock);
    size_t place = rawi_queue_place(session->queue, session->present);
    const rawi_item *item = rawi_queue_at(session->queue, place);
    *heard = (rawi_heard){.generation = session->generation,
                          .queue_generation = session->queue_generation,
                          .state = state_now(session),
                          .queue_ended = session->queue_ended,
                          .item = item ? item->id : 0,
                          .number = item ? place + 1 : 0,
                          .count = rawi_queue_count(session->queue),
                          .has_next = item_after(session) != 0,
                          .has_previous = item_before(session) != 0,
                          .source = copy(item ? item->source : NULL),
                          .title = copy(item ? item->title : NULL),
                          .rate = session->rate,
                          .volume = session->volume,
                          .trouble = session->trouble,
                          .last_trouble = session->last_trouble};
    if (session->sleep_at > 0.0)
        heard->sleep = fmax(session->sleep_at - clock_now(), 0.001);
    if (session->loaded && session->playing == session->present)
        describe_article(session, heard);
    bool whole = (!item || heard->source) && (heard->sentence || heard->span.end == 0);
    pthread_mutex_unlock(&session->lock);
    if (whole)
        return RAWI_OK;
    rawi_heard_free(heard);
    return rawi_fail_memory(error);
}

void rawi_heard_free(rawi_heard *heard) {
    free(heard->source);
    free(heard->title);
    free(heard->author);
    free(heard->site);
    free(heard->sentence);
    *heard = (rawi_heard){0};
}

int rawi_session_watch(rawi_session *session) {
    int watcher = -1;
    pthread_mutex_lock(&session->lock);
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST && watcher < 0; i++)
        if (session->watchers[i] < 0)
            watcher = session->watchers[i] = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC);
    pthread_mutex_unlock(&session->lock);
    return watcher;
}

void rawi_session_unwatch(rawi_session *session, int watcher) {
    pthread_mutex_lock(&session->lock);
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        if (watcher >= 0 && session->watchers[i] == watcher) {
            session->watchers[i] = -1;
            close(watcher);
        }
    pthread_mutex_unlock(&session->lock);
}

rawi_status rawi_session_list(rawi_session *session, rawi_list *list, rawi_error *error) {
    pthread_mutex_lock(&session->lock);
    size_t count = rawi_queue_count(session->queue);
    *list = (rawi_list){.items = calloc(count ? count : 1, sizeof *list->items),
                        .generation = session->queue_generation};
    bool whole = list->items != NULL;
    for (size_t i = 0; i < count && whole; i++) {
        const rawi_item *item = rawi_queue_at(session->queue, i);
        list->items[i] = (rawi_listed){.id = item->id,
                                       .source = copy(item->source),
                                       .title = copy(item->title),
                                       .state = item->state,
                                       .is_present = item->id == session->present};
        list->count++;
        whole = list->items[i].source != NULL;
    }
    pthread_mutex_unlock(&session->lock);
    if (whole)
        return RAWI_OK;
    rawi_list_free(list);
    return rawi_fail_memory(error);
}

void rawi_list_free(rawi_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].source);
        free(list->items[i].title);
    }
    free(list->items);
    *list = (rawi_list){0};
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
        tell_trouble(session, &trouble);
    for (size_t i = 0; i < rawi_queue_count(session->queue) && count > 0; i++) {
        const rawi_item *item = rawi_queue_at(session->queue, i);
        if (item->state == RAWI_ITEM_FINISHED) /* asked for again */
            rawi_queue_mark(session->queue, item->id, RAWI_ITEM_NEW, 0, NULL);
    }
    return RAWI_OK;
}

static void choose_first(rawi_session *session) {
    size_t last = session->options.goes_on ? rawi_queue_last_begun(session->queue) : SIZE_MAX;
    const rawi_item *item = rawi_queue_at(session->queue, last);
    session->present = item ? item->id : next_from(session, 0);
    session->queue_ended = session->stopped = session->present == 0;
    session->seeks = session->options.begins_elsewhere;
    session->seek = session->options.from;
    session->wants_loading = true;
}

static rawi_status open_parts(rawi_session *session, rawi_error *error) {
    const rawi_loader_options loading = {.narration = session->options.narration,
                                         .script = session->options.script,
                                         .format = session->options.format,
                                         .ring = ring,
                                         .user = session};
    rawi_status status = rawi_player_open(&session->player, error);
    if (status == RAWI_OK)
        status = rawi_loader_open(&loading, &session->loader, error);
    if (status != RAWI_OK)
        return status;
    rawi_player_wait_for_device(session->player, !session->options.device_is_vital);
    rawi_player_set_volume(session->player, session->volume);
    if (pthread_create(&session->thread, NULL, conduct, session) != 0)
        return rawi_fail_memory(error);
    return RAWI_OK;
}

static void free_session(rawi_session *session) {
    rawi_player_close(session->player);
    rawi_loader_close(session->loader);
    rawi_queue_close(session->queue);
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        if (session->watchers[i] >= 0)
            close(session->watchers[i]);
    pthread_cond_destroy(&session->woken);
    pthread_mutex_destroy(&session->lock);
    free(session);
}

static rawi_session *new_session(const rawi_session_options *options) {
    rawi_session *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    session->options = *options;
    session->rate = options->narration.rate == 0.0 ? 1.0 : options->narration.rate;
    session->volume = options->volume == 0.0 ? 1.0 : options->volume;
    session->paused = options->paused;
    session->paused_at = session->saved_at = clock_now();
    session->sleep_at = options->sleep > 0.0 ? clock_now() + options->sleep : 0.0;
    session->told_state = RAWI_SESSION_ENDED;
    for (size_t i = 0; i < RAWI_SESSION_WATCHERS_MOST; i++)
        session->watchers[i] = -1;
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
