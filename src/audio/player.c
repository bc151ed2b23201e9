/* The player: what the caller wants, and the thread that sees to it. Three threads meet here:
 *
 *     the caller's   leaves pieces and wishes under the lock
 *     the feeder     recites the piece into the outlet (audio/recital.h) and grants the wishes
 *     the device's   empties the outlet (audio/outlet.h)
 *
 * When the device is lost, what it had not played yet is spoken again on the next one; wishes are
 * granted meanwhile, and lead there.
 */
#include "audio/player.h"
#include "audio/recital.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double tick_seconds = 0.02;
static const double idle_seconds = 0.2;
static const double retry_seconds = 1.0; /* between looks for a device */

typedef enum wish_kind {
    WISH_MOVE,
    WISH_SEEK,
    WISH_RATE,
    WISH_FADE
} wish_kind;

typedef struct wish {
    wish_kind kind;
    rawi_move move;
    size_t times; /* to move so */
    size_t offset;
    double rate;
    bool fades;
} wish;

struct rawi_player {
    rawi_outlet *outlet;
    rawi_recital recital; /* the feeder's alone, but for its marks */
    bool device_failed;   /* the feeder's: it is of no use any more */

    pthread_t feeder;
    bool feeding; /* the feeder runs */

    pthread_mutex_t lock; /* over the following */
    pthread_cond_t woken;
    pthread_cond_t taken; /* the offer was */
    bool waits_for_device;
    bool quitting;
    bool offered;
    rawi_piece offer;
    float *offered_prelude; /* the player's own copy */
    rawi_interjection interjection;
    rawi_player_state outcome; /* PLAYING, or NO_DEVICE, until it is FINISHED or FAILED */
    rawi_error error;
    bool wants_rate; /* another one, which the feeder has not set yet */
    double rate;
    bool wants_fade; /* as the rate */
    bool fades;
    wish *wishes; /* moves and seeks: as many as come while the sound system does not answer */
    size_t wish_count;
    size_t wish_capacity;
};

/* With the lock held: whether what the feeder speaks is to give way to something else. */
static bool is_urgent(const rawi_player *player) {
    return player->wish_count > 0 || player->offered || player->quitting;
}

/* With the lock held. */
static bool has_wishes(const rawi_player *player) {
    return player->wants_rate || player->wants_fade || player->wish_count > 0;
}

/* ---- the feeder: wishes -------------------------------------------------------------------- */

static void remove_wish(rawi_player *player, size_t place) {
    player->wish_count--;
    memmove(player->wishes + place, player->wishes + place + 1,
            (player->wish_count - place) * sizeof *player->wishes);
}

static wish take_journey(rawi_player *player) {
    wish wanted = player->wishes[0];
    if (wanted.kind == WISH_SEEK)
        rawi_marks_go_to(&player->recital.marks, wanted.offset);
    if (wanted.kind == WISH_MOVE && wanted.times > 1)
        player->wishes[0].times--;
    else
        remove_wish(player, 0);
    return wanted;
}

/* With the lock held and wishes there. The rate goes first: what a journey leads to has it then. */
static wish take_wish(rawi_player *player) {
    if (player->wants_fade) {
        player->wants_fade = false;
        return (wish){.kind = WISH_FADE, .fades = player->fades};
    }
    if (player->wants_rate) {
        player->wants_rate = false;
        return (wish){.kind = WISH_RATE, .rate = player->rate};
    }
    return take_journey(player);
}

static bool next_wish(rawi_player *player, wish *wanted, bool *quitting) {
    pthread_mutex_lock(&player->lock);
    *quitting = player->quitting;
    bool any = has_wishes(player);
    if (any)
        *wanted = take_wish(player);
    else
        rawi_outlet_hush(player->outlet, false);
    rawi_recital_abandon(&player->recital, is_urgent(player));
    pthread_mutex_unlock(&player->lock);
    return any;
}

static void take_interjection(rawi_player *player) {
    if (!rawi_recital_may_interject(&player->recital))
        return;
    pthread_mutex_lock(&player->lock);
    rawi_interjection taken = player->interjection;
    player->interjection = (rawi_interjection){0};
    pthread_mutex_unlock(&player->lock);
    if (taken.samples)
        rawi_recital_interject(&player->recital, taken);
}

static rawi_status grant(rawi_player *player, const wish *wanted, rawi_error *error) {
    rawi_recital *recital = &player->recital;
    if (wanted->kind == WISH_FADE) {
        rawi_recital_fade_out(recital, wanted->fades);
        return RAWI_OK;
    }
    rawi_recital_replan_fall(recital);
    switch (wanted->kind) {
    case WISH_MOVE:
        return rawi_recital_move(recital, wanted->move, error);
    case WISH_SEEK:
        rawi_recital_seek(recital, wanted->offset);
        return RAWI_OK;
    default:
        return rawi_recital_set_rate(recital, wanted->rate, error);
    }
}

static bool is_fine(rawi_status status) {
    return status == RAWI_OK || status == RAWI_END || status == RAWI_INTERRUPTED;
}

static rawi_status grant_wishes(rawi_player *player, bool *quitting, rawi_error *error) {
    wish wanted = {0};
    rawi_status status = RAWI_OK;
    while (is_fine(status) && next_wish(player, &wanted, quitting) && !*quitting)
        status = grant(player, &wanted, error);
    rawi_recital_plan_fall(&player->recital);
    return is_fine(status) ? RAWI_OK : status;
}

/* ---- the feeder: the device ---------------------------------------------------------------- */

/* Gives the device up that has gone. What it did not play any more will be spoken again. */
static void lose_device(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    rawi_recital_forget(&player->recital);
    rawi_outlet_detach(player->outlet);
    player->outcome = RAWI_PLAYER_NO_DEVICE;
    pthread_mutex_unlock(&player->lock);
    player->device_failed = false;
    rawi_outlet_discard(player->outlet);
}

/* Looks for a device in place of the one that was lost. */
static bool find_device(rawi_player *player, rawi_error *error) {
    unsigned rate = rawi_narration_rate(player->recital.piece.narration);
    if (rawi_outlet_find_device(player->outlet, rate, error) != RAWI_OK)
        return false;
    pthread_mutex_lock(&player->lock);
    player->outcome = RAWI_PLAYER_PLAYING;
    pthread_mutex_unlock(&player->lock);
    return true;
}

static bool waits_for_device(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    bool waits = player->waits_for_device && rawi_outlet_has_played(player->outlet);
    pthread_mutex_unlock(&player->lock);
    return waits;
}

/* ---- the feeder: its round ----------------------------------------------------------------- */

static struct timespec time_in(double seconds) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += (time_t)seconds;
    time.tv_nsec += (long)((seconds - (double)(time_t)seconds) * 1e9);
    if (time.tv_nsec >= 1000000000L) {
        time.tv_nsec -= 1000000000L;
        time.tv_sec++;
    }
    return time;
}

/* Waits, but not when the caller wants something. */
static void wait_for(rawi_player *player, double seconds) {
    struct timespec until = time_in(seconds);
    pthread_mutex_lock(&player->lock);
    if (!has_wishes(player) && !player->quitting && !player->offered)
        pthread_cond_timedwait(&player->woken, &player->lock, &until);
    pthread_mutex_unlock(&player->lock);
}

/* Waits until a wish is there, or it is time; false when nothing is to be waited for any more. */
static bool wait_for_wish(rawi_player *player, const struct timespec *until) {
    int result = 0;
    pthread_mutex_lock(&player->lock);
    while (result == 0 && !has_wishes(player) && !player->quitting && !player->offered)
        result = pthread_cond_timedwait(&player->woken, &player->lock, until);
    bool goes_on = result == 0 && !player->quitting && !player->offered;
    pthread_mutex_unlock(&player->lock);
    return goes_on;
}

/* Waits before the next look for a device. Wishes are granted meanwhile: where they lead to will be
 * heard. */
static rawi_status wait_to_retry(rawi_player *player, bool *quitting, rawi_error *error) {
    struct timespec until = time_in(retry_seconds);
    rawi_status status = RAWI_OK;
    while (status == RAWI_OK && wait_for_wish(player, &until))
        status = grant_wishes(player, quitting, error);
    return status;
}

static void wait_a_tick(rawi_player *player) {
    wait_for(player, rawi_outlet_is_paused(player->outlet) ? idle_seconds : tick_seconds);
}

/* One round; RAWI_END when the last sample has sounded. */
static rawi_status feed_once(rawi_player *player, bool *quitting, rawi_error *error) {
    rawi_outlet *outlet = player->outlet;
    rawi_recital *recital = &player->recital;
    rawi_status status = rawi_recital_begin(recital, error);
    if (is_fine(status))
        status = grant_wishes(player, quitting, error);
    if (status != RAWI_OK || *quitting)
        return status;
    bool written = false;
    take_interjection(player);
    status = rawi_recital_feed(recital, &written, error);
    if (status != RAWI_OK)
        return status == RAWI_INTERRUPTED ? RAWI_OK : status;
    if (!rawi_outlet_plays(outlet) && !rawi_outlet_is_drained(outlet))
        return rawi_outlet_start(outlet, error);
    if (rawi_recital_is_written(recital) && rawi_outlet_has_sounded(outlet))
        return RAWI_END;
    status = rawi_outlet_check(outlet, error);
    if (status == RAWI_OK && (!written || rawi_recital_waits(recital)))
        wait_a_tick(player);
    return status;
}

/* Takes over what the caller offered, with the lock held. */
static void take_offer(rawi_player *player) {
    rawi_recital_take(&player->recital, &player->offer, player->offered_prelude);
    player->offered_prelude = NULL;
    player->wants_rate = player->wants_fade = false;
    player->wish_count = 0;
    player->outcome =
        rawi_outlet_has_device(player->outlet) ? RAWI_PLAYER_PLAYING : RAWI_PLAYER_NO_DEVICE;
    player->offered = false;
    rawi_recital_abandon(&player->recital, is_urgent(player));
    pthread_cond_broadcast(&player->taken);
}

/* With the lock held: whether there is something to play. A piece that has come to its end is there
 * for a wish that leads back. */
static bool has_work(const rawi_player *player) {
    return player->recital.piece.article && player->outcome != RAWI_PLAYER_FINISHED;
}

/* Waits for something to play; false when the player is to be closed. */
static bool have_piece(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    for (;;) {
        if (player->offered)
            take_offer(player);
        if (player->quitting || has_work(player))
            break;
        pthread_cond_wait(&player->woken, &player->lock);
    }
    bool quitting = player->quitting;
    pthread_mutex_unlock(&player->lock);
    return !quitting;
}

/* The last sample has sounded: the end, unless a wish may lead back. */
static void finish(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    if (!has_wishes(player)) {
        rawi_outlet_expect_silence(player->outlet, true);
        player->outcome = RAWI_PLAYER_FINISHED;
    }
    pthread_mutex_unlock(&player->lock);
}

/* Gives the piece up, which is the caller's again with the next start or stop. */
static void fail(rawi_player *player, const rawi_error *error) {
    rawi_outlet_expect_silence(player->outlet, true);
    pthread_mutex_lock(&player->lock);
    player->outcome = RAWI_PLAYER_FAILED;
    player->error = *error;
    pthread_mutex_unlock(&player->lock);
    rawi_recital_drop(&player->recital);
}

static void *feed(void *user) {
    rawi_player *player = user;
    bool quitting = false;
    while (!quitting && have_piece(player)) {
        rawi_error error = {0};
        rawi_status status = RAWI_OK;
        if (player->device_failed)
            lose_device(player);
        if (!rawi_outlet_has_device(player->outlet) && !find_device(player, &error)) {
            if (!waits_for_device(player) || wait_to_retry(player, &quitting, &error) != RAWI_OK)
                fail(player, &error);
            continue;
        }
        status = feed_once(player, &quitting, &error);
        player->device_failed = status == RAWI_ERROR_DEVICE;
        if (player->device_failed && waits_for_device(player))
            continue;
        if (status == RAWI_END)
            finish(player);
        else if (status != RAWI_OK)
            fail(player, &error);
    }
    return NULL;
}

/* ---- the caller's thread ------------------------------------------------------------------- */

rawi_status rawi_player_open(rawi_player **player, rawi_error *error) {
    rawi_player *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    pthread_mutex_init(&made->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&made->woken, &attributes);
    pthread_cond_init(&made->taken, &attributes);
    pthread_condattr_destroy(&attributes);
    rawi_status status = rawi_outlet_open(&made->outlet, error);
    rawi_recital_make(&made->recital, made->outlet);
    if (status != RAWI_OK) {
        rawi_player_close(made);
        return status;
    }
    *player = made;
    return RAWI_OK;
}

/* Lets the feeder take the offer, and go on with nothing where it has no article. */
static void hand_over(rawi_player *player, const rawi_piece *piece, float *prelude) {
    pthread_mutex_lock(&player->lock);
    player->offer = *piece;
    player->offered_prelude = prelude;
    player->offered = true;
    rawi_recital_abandon(&player->recital, true);
    pthread_cond_signal(&player->woken);
    while (player->offered)
        pthread_cond_wait(&player->taken, &player->lock);
    pthread_mutex_unlock(&player->lock);
}

static rawi_status start_feeder(rawi_player *player, rawi_error *error) {
    if (!player->feeding && pthread_create(&player->feeder, NULL, feed, player) != 0)
        return rawi_fail_memory(error);
    player->feeding = true;
    return RAWI_OK;
}

rawi_status rawi_player_start(rawi_player *player, const rawi_piece *piece, rawi_error *error) {
    float *prelude = NULL;
    if (piece->prelude_count > 0) {
        prelude = calloc(piece->prelude_count, sizeof *prelude);
        if (!prelude)
            return rawi_fail_memory(error);
        memcpy(prelude, piece->prelude, piece->prelude_count * sizeof *prelude);
    }
    rawi_status status = start_feeder(player, error);
    if (status == RAWI_OK)
        hand_over(player, piece, prelude);
    else
        free(prelude);
    return status;
}

void rawi_player_stop(rawi_player *player) {
    if (player->feeding)
        hand_over(player, &(rawi_piece){0}, NULL);
}

/* With the lock held: whether the listener is to go to a place that has not sounded yet. */
static bool find_goal(rawi_player *player, size_t position, size_t *target) {
    for (size_t i = player->wish_count; i-- > 0;)
        if (player->wishes[i].kind == WISH_SEEK) {
            *target = player->wishes[i].offset;
            return true;
        }
    return rawi_marks_are_behind(&player->recital.marks, position, target);
}

rawi_player_place rawi_player_where(rawi_player *player) {
    rawi_player_place place = {0};
    rawi_instant now;
    size_t position;
    pthread_mutex_lock(&player->lock);
    place.state = player->outcome != RAWI_PLAYER_PLAYING  ? player->outcome
                  : rawi_outlet_is_paused(player->outlet) ? RAWI_PLAYER_PAUSED
                                                          : RAWI_PLAYER_PLAYING;
    size_t heard = rawi_outlet_heard(player->outlet, &position);
    double rate = rawi_outlet_rate(player->outlet);
    if (heard > 0 && rawi_marks_look(&player->recital.marks, position, &now)) {
        place.sounding = true;
        place.utterance = now.utterance;
        place.word = now.word;
        place.unheard = now.unheard;
        place.kind = now.kind;
        place.rate = now.factor;
        place.length = (double)now.length / rate;
        place.into = (double)now.into / rate;
    }
    place.goes = find_goal(player, position, &place.unheard);
    place.seconds = heard > 0 ? (double)heard / rate : 0.0;
    pthread_mutex_unlock(&player->lock);
    return place;
}

void rawi_player_failure(rawi_player *player, rawi_error *error) {
    pthread_mutex_lock(&player->lock);
    *error = player->error;
    pthread_mutex_unlock(&player->lock);
}

void rawi_player_pause(rawi_player *player, bool paused) {
    rawi_outlet_pause(player->outlet, paused);
    if (paused)
        return;
    pthread_mutex_lock(&player->lock);
    pthread_cond_signal(&player->woken);
    pthread_mutex_unlock(&player->lock);
}

bool rawi_player_interject(rawi_player *player, const float *samples, size_t count, unsigned rate) {
    rawi_interjection new = {
        .samples = calloc(count ? count : 1, sizeof *samples), .count = count, .rate = rate};
    if (!new.samples)
        return false;
    if (count > 0)
        memcpy(new.samples, samples, count * sizeof *samples);
    pthread_mutex_lock(&player->lock);
    bool fits = !player->interjection.samples;
    if (fits)
        player->interjection = new;
    pthread_mutex_unlock(&player->lock);
    if (!fits)
        free(new.samples);
    return fits;
}

bool rawi_player_may_interject(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    bool may = !player->interjection.samples;
    pthread_mutex_unlock(&player->lock);
    return may;
}

void rawi_player_set_volume(rawi_player *player, double volume) {
    rawi_outlet_set_volume(player->outlet, volume);
}

void rawi_player_wait_for_device(rawi_player *player, bool waits) {
    pthread_mutex_lock(&player->lock);
    player->waits_for_device = waits;
    pthread_mutex_unlock(&player->lock);
}

/* With the lock held: room for one wish more; false when memory is exhausted. */
static bool has_room(rawi_player *player) {
    if (player->wish_count < player->wish_capacity)
        return true;
    size_t capacity = player->wish_capacity ? 2 * player->wish_capacity : 8;
    wish *grown = realloc(player->wishes, capacity * sizeof *grown);
    if (!grown)
        return false;
    player->wishes = grown;
    player->wish_capacity = capacity;
    return true;
}

/* With the lock held: a seek overrides all before it. */
static void note_journey(rawi_player *player, wish wanted) {
    if (wanted.kind == WISH_SEEK)
        player->wish_count = 0;
    wish *last = player->wish_count ? &player->wishes[player->wish_count - 1] : NULL;
    if (last && last->kind == WISH_MOVE && last->move == wanted.move)
        last->times++;
    else if (has_room(player))
        player->wishes[player->wish_count++] = wanted;
    if (player->outcome == RAWI_PLAYER_FINISHED)
        player->outcome = RAWI_PLAYER_PLAYING; /* as it may lead back */
    rawi_outlet_hush(player->outlet, true);
}

static void note_rate(rawi_player *player, double rate) {
    player->wants_rate = true;
    player->rate = rate;
}

static void note_fade(rawi_player *player, bool fades) {
    player->wants_fade = true;
    player->fades = fades;
}

static void wish_for(rawi_player *player, wish wanted) {
    pthread_mutex_lock(&player->lock);
    switch (wanted.kind) {
    case WISH_RATE:
        note_rate(player, wanted.rate);
        break;
    case WISH_FADE:
        note_fade(player, wanted.fades);
        break;
    default:
        note_journey(player, wanted);
    }
    rawi_recital_abandon(&player->recital, is_urgent(player));
    pthread_cond_signal(&player->woken);
    pthread_mutex_unlock(&player->lock);
}

void rawi_player_move(rawi_player *player, rawi_move move) {
    wish_for(player, (wish){.kind = WISH_MOVE, .move = move, .times = 1});
}

void rawi_player_seek(rawi_player *player, size_t offset) {
    wish_for(player, (wish){.kind = WISH_SEEK, .offset = offset});
}

void rawi_player_set_rate(rawi_player *player, double rate) {
    wish_for(player, (wish){.kind = WISH_RATE, .rate = rate});
}

void rawi_player_fade_out(rawi_player *player, bool fades) {
    wish_for(player, (wish){.kind = WISH_FADE, .fades = fades});
}

unsigned rawi_player_underruns(const rawi_player *player) {
    return rawi_outlet_underruns(player->outlet);
}

void rawi_player_close(rawi_player *player) {
    if (!player)
        return;
    if (player->feeding) {
        pthread_mutex_lock(&player->lock);
        player->quitting = true;
        rawi_recital_abandon(&player->recital, true);
        pthread_cond_signal(&player->woken);
        pthread_mutex_unlock(&player->lock);
        pthread_join(player->feeder, NULL);
    }
    rawi_outlet_close(player->outlet, player->outcome == RAWI_PLAYER_FINISHED);
    rawi_recital_free(&player->recital);
    free(player->interjection.samples);
    free(player->wishes);
    pthread_cond_destroy(&player->taken);
    pthread_cond_destroy(&player->woken);
    pthread_mutex_destroy(&player->lock);
    free(player);
}
