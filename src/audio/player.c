/* The player. Three threads meet here:
 *
 *     the caller's   leaves wishes under the lock and looks at the marks
 *     the feeder     speaks, writes into the ring, keeps the marks, grants the wishes
 *     the device's   reads the ring; it touches only atomics
 *
 * A mark remembers which positions of the ring hold which utterance, so that whatever sounds can be
 * named, and spoken again from any of its words.
 */
#include "audio/player.h"
#include "audio/device.h"
#include "audio/resample.h"
#include "audio/ring.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    RING_CAPACITY = 1 << 20, /* samples: room for what a cut leaves out beside what follows it */
    WISHES_MOST = 32,
    STALLED_TICKS = 200
};

static const double ahead_seconds = 1.5;   /* what waits in the ring */
static const double margin_seconds = 0.04; /* a word that begins sooner is not cut any more */
static const double near_seconds = 2.0;    /* into a sentence: back means the one before */
static const double fade_seconds = 0.004;
static const double tick_seconds = 0.02;
static const double lead_seconds = 0.03; /* of silence: devices swallow their first samples */

/* An utterance in the ring: its sample `skip` is at position `start`. */
typedef struct mark {
    size_t start;
    size_t end;
    size_t skip;
    size_t block;
    rawi_block_kind kind;
    rawi_span span;
    size_t word_count;
    rawi_word_time *times; /* in samples of the utterance */
    rawi_span *words;      /* their spans */
} mark;

typedef enum wish_kind {
    WISH_MOVE,
    WISH_RATE
} wish_kind;

typedef struct wish {
    wish_kind kind;
    rawi_move move;
    double rate;
} wish;

struct rawi_player {
    rawi_device *device;
    const rawi_article *article;
    rawi_script *script;
    rawi_narration *narration;
    rawi_resampler *resampler; /* NULL where the device plays the voice's rate */
    unsigned rate;             /* the device's, samples a second */
    rawi_ring ring;

    /* The device's thread and the others */
    atomic_bool paused;
    atomic_bool ended; /* nothing more will be written: silence is no underrun */
    atomic_uint underruns;
    atomic_bool device_started;
    atomic_size_t played; /* samples */
    float gain;           /* the device's alone: 0 paused, 1 playing, between them on the way */
    float gain_step;

    /* The feeder's alone */
    float *pending; /* the utterance that goes into the ring */
    size_t pending_capacity;
    size_t pending_count;
    size_t pending_done;
    bool at_end; /* the script has no more */
    bool device_prepared;
    size_t progress_read; /* to see that the device goes on */
    unsigned stalled_ticks;

    /* Under the lock */
    pthread_t feeder;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool feeding;
    bool quitting;
    rawi_player_state outcome; /* PLAYING until it is FINISHED or FAILED */
    rawi_error error;
    mark *marks;
    size_t mark_count;
    size_t mark_capacity;
    wish wishes[WISHES_MOST];
    size_t wish_count;
};

/* ---- the device's thread ------------------------------------------------------------------- */

/* Walks the gain to where it shall be, so that pausing makes no click. */
static void apply_gain(rawi_player *player, float *samples, size_t count, float target) {
    for (size_t i = 0; i < count && player->gain != target; i++) {
        player->gain += player->gain < target ? player->gain_step : -player->gain_step;
        if (player->gain > 1.0F)
            player->gain = 1.0F;
        if (player->gain < 0.0F)
            player->gain = 0.0F;
        samples[i] *= player->gain;
    }
}

static void fill(void *user, float *samples, size_t count) {
    rawi_player *player = user;
    bool paused = atomic_load_explicit(&player->paused, memory_order_relaxed);
    size_t got = 0;
    if (paused && player->gain == 0.0F) {
        rawi_ring_skip(&player->ring);
    } else {
        size_t wanted = count;
        if (paused) { /* only as much as the fading takes */
            size_t fade = (size_t)(player->gain / player->gain_step) + 1;
            wanted = fade < count ? fade : count;
        }
        bool ended = atomic_load_explicit(&player->ended, memory_order_acquire);
        got = rawi_ring_read(&player->ring, samples, wanted);
        if (got < wanted && !ended)
            atomic_fetch_add_explicit(&player->underruns, 1, memory_order_relaxed);
        apply_gain(player, samples, got, paused ? 0.0F : 1.0F);
        if (paused && got < wanted)
            player->gain = 0.0F;
    }
    atomic_fetch_add_explicit(&player->played, got, memory_order_relaxed);
    memset(samples + got, 0, (count - got) * sizeof *samples);
}

/* ---- marks --------------------------------------------------------------------------------- */

static void free_mark(mark *old) {
    free(old->times);
    free(old->words);
}

/* Forgets what has sounded; the last second may be asked for still. With the lock held. */
static void prune_marks(rawi_player *player) {
    size_t read = rawi_ring_read_position(&player->ring);
    size_t gone = 0;
    while (gone + 1 < player->mark_count &&
           rawi_ring_is_before(player->marks[gone].end + player->rate, read))
        free_mark(&player->marks[gone++]);
    if (gone == 0)
        return;
    player->mark_count -= gone;
    memmove(player->marks, player->marks + gone, player->mark_count * sizeof *player->marks);
}

static mark *new_mark(rawi_player *player) {
    prune_marks(player);
    if (player->mark_count == player->mark_capacity) {
        size_t capacity = player->mark_capacity ? 2 * player->mark_capacity : 16;
        mark *marks = realloc(player->marks, capacity * sizeof *marks);
        if (!marks)
            return NULL;
        player->marks = marks;
        player->mark_capacity = capacity;
    }
    return &player->marks[player->mark_count];
}

/* Notes that `speech`, from sample `skip` on, will be written next. */
static rawi_status add_mark(rawi_player *player, const rawi_speech *speech, size_t skip,
                            rawi_error *error) {
    const rawi_utterance *utterance = speech->utterance;
    double ratio = (double)player->rate / speech->rate;
    pthread_mutex_lock(&player->lock);
    mark *added = new_mark(player);
    rawi_status status = RAWI_OK;
    if (added) {
        size_t start = rawi_ring_written(&player->ring);
        *added = (mark){.start = start,
                        .end = start + player->pending_count - skip,
                        .skip = skip,
                        .block = utterance->block,
                        .kind = utterance->kind,
                        .span = utterance->span,
                        .word_count = utterance->word_count,
                        .times = calloc(utterance->word_count, sizeof *added->times),
                        .words = calloc(utterance->word_count, sizeof *added->words)};
    }
    if (!added || !added->times || !added->words) {
        if (added)
            free_mark(added);
        status = rawi_fail_memory(error);
    } else {
        for (size_t i = 0; i < utterance->word_count; i++) {
            added->times[i].start = (size_t)((double)speech->words[i].start * ratio);
            added->times[i].end = (size_t)((double)speech->words[i].end * ratio);
            added->words[i] = utterance->words[i].span;
        }
        player->mark_count++;
    }
    pthread_mutex_unlock(&player->lock);
    return status;
}

/* Forgets the utterances that a cut at `from` leaves out whole. */
static void drop_marks(rawi_player *player, size_t from) {
    pthread_mutex_lock(&player->lock);
    while (player->mark_count > 1 &&
           !rawi_ring_is_before(player->marks[player->mark_count - 1].start, from))
        free_mark(&player->marks[--player->mark_count]);
    pthread_mutex_unlock(&player->lock);
}

/* The mark that holds a position: the last that starts no later. NULL before the first one. With
 * the lock held, or in the feeder, which alone changes them. */
static const mark *mark_at(const rawi_player *player, size_t position) {
    for (size_t i = player->mark_count; i-- > 0;)
        if (!rawi_ring_is_before(position, player->marks[i].start))
            return &player->marks[i];
    return NULL;
}

/* The first word that starts at `sample` of the utterance or later. */
static size_t word_from(const mark *at, size_t sample) {
    size_t word = 0;
    while (word < at->word_count && at->times[word].start < sample)
        word++;
    return word;
}

/* ---- the feeder: speaking ------------------------------------------------------------------ */

static bool append_pending(rawi_player *player, const float *samples, size_t count) {
    size_t needed = player->pending_count + count;
    if (needed > player->pending_capacity) {
        float *grown = realloc(player->pending, needed * sizeof *grown);
        if (!grown)
            return false;
        player->pending = grown;
        player->pending_capacity = needed;
    }
    if (count)
        memcpy(player->pending + player->pending_count, samples, count * sizeof *samples);
    player->pending_count = needed;
    return true;
}

static rawi_status take_samples(rawi_player *player, const rawi_speech *speech, rawi_error *error) {
    const float *samples = speech->samples;
    size_t count = speech->sample_count;
    player->pending_count = 0;
    player->pending_done = 0;
    if (!player->resampler)
        return append_pending(player, samples, count) ? RAWI_OK : rawi_fail_memory(error);
    rawi_status status =
        rawi_resampler_process(player->resampler, samples, count, &samples, &count, error);
    if (status == RAWI_OK && !append_pending(player, samples, count))
        status = rawi_fail_memory(error);
    if (status == RAWI_OK)
        status = rawi_resampler_flush(player->resampler, &samples, &count, error);
    if (status == RAWI_OK && !append_pending(player, samples, count))
        status = rawi_fail_memory(error);
    return status;
}

/* What stands in the ring before the first utterance. */
static void write_lead(rawi_player *player) {
    static const float silence[64];
    size_t left = (size_t)(lead_seconds * player->rate);
    while (left > 0)
        left -= rawi_ring_write(&player->ring, silence, left < 64 ? left : 64, SIZE_MAX);
}

/* The device says at which rate it plays once the first utterance is there: both take their time
 * side by side. */
static rawi_status prepare_device(rawi_player *player, rawi_error *error) {
    unsigned voice_rate = player->rate;
    rawi_status status = rawi_device_prepare(player->device, voice_rate, &player->rate, error);
    if (status == RAWI_OK && player->rate != voice_rate)
        status = rawi_resampler_open(voice_rate, player->rate, &player->resampler, error);
    player->device_prepared = status == RAWI_OK;
    if (player->device_prepared)
        write_lead(player);
    return status;
}

/* Speaks the script's next utterance and makes it the pending one. RAWI_END leaves nothing pending.
 */
static rawi_status speak_next(rawi_player *player, const rawi_speech **speech, rawi_error *error) {
    player->pending_count = 0;
    player->pending_done = 0;
    rawi_status status = rawi_narration_next(player->narration, speech, error);
    player->at_end = status == RAWI_END;
    if (status == RAWI_OK && !player->device_prepared)
        status = prepare_device(player, error);
    return status == RAWI_OK ? take_samples(player, *speech, error) : status;
}

/* What is pending begins at its sample `skip`, where it may be in the midst of a wave. */
static void skip_pending(rawi_player *player, size_t skip) {
    size_t fade = (size_t)(fade_seconds * player->rate);
    player->pending_done = skip;
    for (size_t i = 0; i < fade && skip + i < player->pending_count; i++)
        player->pending[skip + i] *= (float)i / (float)fade;
}

static rawi_status queue_next(rawi_player *player, rawi_error *error) {
    const rawi_speech *speech;
    rawi_status status = speak_next(player, &speech, error);
    return status == RAWI_OK ? add_mark(player, speech, 0, error) : status;
}

/* ---- the feeder: moving -------------------------------------------------------------------- */

/* Where the listener is: at the far end of a cut that is still ahead. */
static size_t present_position(const rawi_player *player) {
    size_t read = rawi_ring_read_position(&player->ring);
    size_t cut_end = rawi_ring_cut_end(&player->ring);
    return rawi_ring_is_before(read, cut_end) ? cut_end : read;
}

/* The last utterance that starts in block `block` before `offset`. */
static rawi_status last_before(rawi_player *player, size_t block, size_t offset, size_t *found,
                               bool *any, rawi_error *error) {
    const rawi_utterance *utterance;
    *any = false;
    rawi_status status =
        rawi_script_seek(player->script, player->article->blocks[block].span.start, error);
    while (status == RAWI_OK) {
        status = rawi_script_next(player->script, &utterance, error);
        if (status != RAWI_OK || utterance->span.start >= offset)
            break;
        *found = utterance->span.start;
        *any = true;
    }
    return status == RAWI_END ? RAWI_OK : status;
}

static rawi_status sentence_before(rawi_player *player, const mark *at, size_t *target,
                                   rawi_error *error) {
    bool any = false;
    rawi_status status = RAWI_OK;
    *target = at->span.start;
    for (size_t block = at->block + 1; status == RAWI_OK && !any && block-- > 0;)
        status = last_before(player, block, at->span.start, target, &any, error);
    return status;
}

/* The paragraph's first utterance, or that of the one before when the listener is near it. */
static rawi_status paragraph_before(rawi_player *player, const mark *at, bool near, size_t *target,
                                    rawi_error *error) {
    const rawi_utterance *utterance;
    rawi_status status = RAWI_OK;
    *target = at->span.start;
    for (size_t block = at->block + 1; status == RAWI_OK && block-- > 0;) {
        status = rawi_script_seek(player->script, player->article->blocks[block].span.start, error);
        if (status == RAWI_OK)
            status = rawi_script_next(player->script, &utterance, error);
        if (status != RAWI_OK)
            break;
        *target = utterance->span.start;
        if (*target < at->span.start || (!near && *target == at->span.start))
            break;
    }
    return status;
}

static rawi_status find_target(rawi_player *player, rawi_move move, size_t *target,
                               rawi_error *error) {
    size_t position = present_position(player);
    const mark *at = mark_at(player, position);
    if (!at)
        return RAWI_END; /* nothing sounds yet */
    bool near = (double)(position - at->start + at->skip) < near_seconds * player->rate;
    size_t next_block = at->block + 1;
    switch (move) {
    case RAWI_MOVE_SENTENCE_FORTH:
        *target = at->span.end;
        return RAWI_OK;
    case RAWI_MOVE_PARAGRAPH_FORTH:
        *target = next_block < player->article->block_count
                      ? player->article->blocks[next_block].span.start
                      : player->article->text_length;
        return RAWI_OK;
    case RAWI_MOVE_SENTENCE_BACK:
        *target = at->span.start;
        return near ? sentence_before(player, at, target, error) : RAWI_OK;
    default:
        return paragraph_before(player, at, near, target, error);
    }
}

static rawi_status move_to(rawi_player *player, rawi_move wanted, rawi_error *error) {
    size_t target = 0;
    rawi_status status = find_target(player, wanted, &target, error);
    if (status == RAWI_END)
        return RAWI_OK;
    const rawi_speech *speech;
    if (status == RAWI_OK)
        status = rawi_script_seek(player->script, target, error);
    if (status == RAWI_OK)
        status = speak_next(player, &speech, error);
    if (status != RAWI_OK && status != RAWI_END)
        return status;
    size_t leave = rawi_ring_read_position(&player->ring);
    rawi_ring_cut(&player->ring, leave);
    drop_marks(player, leave);
    return status == RAWI_OK ? add_mark(player, speech, 0, error) : status;
}

/* Speaks what sounds now again at another rate, from the next word on; when no word of it is left,
 * the next utterance. */
static rawi_status change_rate(rawi_player *player, double rate, rawi_error *error) {
    rawi_status status = rawi_narration_set_rate(player->narration, rate, error);
    size_t position = present_position(player);
    const mark *at = mark_at(player, position);
    if (status != RAWI_OK || !at)
        return status;
    bool cut_ahead = position != rawi_ring_read_position(&player->ring);
    size_t sample = position - at->start + at->skip;
    if (!cut_ahead)
        sample += (size_t)(margin_seconds * player->rate);
    size_t word = word_from(at, sample);
    bool same = word < at->word_count;
    size_t leave = same ? at->start + at->times[word].start - at->skip : at->end;
    size_t target = same ? at->span.start : at->span.end;
    if (rawi_ring_is_before(rawi_ring_written(&player->ring), leave))
        leave = rawi_ring_written(&player->ring);
    const rawi_speech *speech;
    status = rawi_script_seek(player->script, target, error);
    if (status == RAWI_OK)
        status = speak_next(player, &speech, error);
    if (status != RAWI_OK && status != RAWI_END)
        return status;
    if (cut_ahead)
        rawi_ring_lead_cut_here(&player->ring);
    else
        rawi_ring_cut(&player->ring, leave);
    drop_marks(player, leave);
    if (status == RAWI_END)
        return status;
    size_t skip = 0;
    if (same && word < speech->utterance->word_count)
        skip = (size_t)((double)speech->words[word].start * player->rate / speech->rate);
    skip_pending(player, skip);
    return add_mark(player, speech, skip, error);
}

/* ---- the feeder: its round ----------------------------------------------------------------- */

static bool next_wish(rawi_player *player, wish *wanted, bool *quitting) {
    pthread_mutex_lock(&player->lock);
    *quitting = player->quitting;
    bool any = player->wish_count > 0;
    if (any) {
        *wanted = player->wishes[0];
        player->wish_count--;
        memmove(player->wishes, player->wishes + 1, player->wish_count * sizeof *player->wishes);
    }
    pthread_mutex_unlock(&player->lock);
    return any;
}

static rawi_status grant_wishes(rawi_player *player, bool *quitting, rawi_error *error) {
    wish wanted;
    rawi_status status = RAWI_OK;
    while ((status == RAWI_OK || status == RAWI_END) && next_wish(player, &wanted, quitting) &&
           !*quitting)
        status = wanted.kind == WISH_MOVE ? move_to(player, wanted.move, error)
                                          : change_rate(player, wanted.rate, error);
    return status == RAWI_END ? RAWI_OK : status;
}

/* Puts in the ring what there is room for; returns whether something was. */
static bool feed_ring(rawi_player *player) {
    size_t left = player->pending_count - player->pending_done;
    size_t limit = (size_t)(ahead_seconds * player->rate);
    size_t written =
        left ? rawi_ring_write(&player->ring, player->pending + player->pending_done, left, limit)
             : 0;
    player->pending_done += written;
    return written > 0;
}

static rawi_status start_device(rawi_player *player, rawi_error *error) {
    rawi_status status = rawi_device_start(player->device, fill, player, error);
    atomic_store(&player->device_started, status == RAWI_OK);
    return status;
}

/* A device that takes nothing any more has vanished, whatever it says. Ticks, not seconds: the
 * program may have been stopped for hours. */
static rawi_status check_device(rawi_player *player, rawi_error *error) {
    size_t read = rawi_ring_read_position(&player->ring);
    bool idle = read == rawi_ring_written(&player->ring) || atomic_load(&player->paused);
    if (read != player->progress_read || idle)
        player->stalled_ticks = 0;
    player->progress_read = read;
    if (rawi_device_is_playing(player->device) && player->stalled_ticks < STALLED_TICKS)
        return RAWI_OK;
    return rawi_fail(error, RAWI_ERROR_DEVICE, "%s",
                     _("the sound device stopped: was it unplugged, or its server ended?"));
}

static void wait_a_tick(rawi_player *player) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(tick_seconds * 1e9);
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    player->stalled_ticks++;
    pthread_mutex_lock(&player->lock);
    if (player->wish_count == 0 && !player->quitting)
        pthread_cond_timedwait(&player->woken, &player->lock, &until);
    pthread_mutex_unlock(&player->lock);
}

/* One round; RAWI_END when the last sample was taken. */
static rawi_status feed_once(rawi_player *player, bool *quitting, rawi_error *error) {
    rawi_status status = grant_wishes(player, quitting, error);
    if (status != RAWI_OK || *quitting)
        return status;
    if (player->pending_done == player->pending_count && !player->at_end) {
        status = queue_next(player, error);
        if (status != RAWI_OK && status != RAWI_END)
            return status;
    }
    bool all_written = player->at_end && player->pending_done == player->pending_count;
    atomic_store_explicit(&player->ended, all_written, memory_order_release);
    bool written = feed_ring(player);
    if (!atomic_load(&player->device_started) && written)
        return start_device(player, error);
    if (all_written && rawi_ring_read_position(&player->ring) == rawi_ring_written(&player->ring))
        return RAWI_END;
    status = check_device(player, error);
    if (status == RAWI_OK && (!written || player->pending_done < player->pending_count))
        wait_a_tick(player);
    return status;
}

static void *feed(void *user) {
    rawi_player *player = user;
    rawi_error error = {0};
    bool quitting = false;
    rawi_status status = RAWI_OK;
    while (status == RAWI_OK && !quitting)
        status = feed_once(player, &quitting, &error);
    if (status == RAWI_END)
        rawi_device_stop(player->device, true);
    pthread_mutex_lock(&player->lock);
    if (status == RAWI_END)
        player->outcome = RAWI_PLAYER_FINISHED;
    else if (status != RAWI_OK)
        player->outcome = RAWI_PLAYER_FAILED;
    player->error = error;
    pthread_mutex_unlock(&player->lock);
    return NULL;
}

/* ---- the caller's thread ------------------------------------------------------------------- */

rawi_status rawi_player_open(rawi_player **player, rawi_error *error) {
    rawi_player *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->gain = 1.0F;
    pthread_mutex_init(&made->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&made->woken, &attributes);
    pthread_condattr_destroy(&attributes);
    rawi_status status = rawi_ring_make(&made->ring, RING_CAPACITY)
                             ? rawi_device_open(&made->device, error)
                             : rawi_fail_memory(error);
    if (status != RAWI_OK) {
        rawi_player_close(made);
        return status;
    }
    *player = made;
    return RAWI_OK;
}

rawi_status rawi_player_start(rawi_player *player, const rawi_article *article, rawi_script *script,
                              rawi_narration *narration, rawi_error *error) {
    player->article = article;
    player->script = script;
    player->narration = narration;
    player->rate = rawi_narration_rate(narration);
    player->gain_step = (float)(1.0 / (fade_seconds * player->rate));
    if (pthread_create(&player->feeder, NULL, feed, player) != 0)
        return rawi_fail_memory(error);
    player->feeding = true;
    return RAWI_OK;
}

/* The word that sounds at `sample` of the utterance: the last that has started. */
static rawi_span word_at(const mark *at, size_t sample) {
    size_t word = word_from(at, sample + 1);
    return word > 0 ? at->words[word - 1] : at->words[0];
}

rawi_player_place rawi_player_where(rawi_player *player) {
    rawi_player_place place = {0};
    pthread_mutex_lock(&player->lock);
    place.state = player->outcome != RAWI_PLAYER_PLAYING ? player->outcome
                  : atomic_load(&player->paused)         ? RAWI_PLAYER_PAUSED
                                                         : RAWI_PLAYER_PLAYING;
    size_t played = atomic_load_explicit(&player->played, memory_order_relaxed);
    /* In a pause all that was read has sounded. */
    bool flows = atomic_load(&player->device_started) && place.state == RAWI_PLAYER_PLAYING;
    size_t late = flows ? (size_t)(rawi_device_latency(player->device) * player->rate) : 0;
    size_t position = rawi_ring_read_position(&player->ring) - late;
    const mark *at = played > late ? mark_at(player, position) : NULL;
    if (at) {
        place.sounding = true;
        place.utterance = at->span;
        place.word = word_at(at, position - at->start + at->skip);
        place.kind = at->kind;
        place.seconds = (double)(played - late) / player->rate;
    }
    pthread_mutex_unlock(&player->lock);
    return place;
}

void rawi_player_failure(rawi_player *player, rawi_error *error) {
    pthread_mutex_lock(&player->lock);
    *error = player->error;
    pthread_mutex_unlock(&player->lock);
}

void rawi_player_pause(rawi_player *player, bool paused) {
    atomic_store(&player->paused, paused);
}

static void wish_for(rawi_player *player, wish wanted) {
    pthread_mutex_lock(&player->lock);
    wish *last = player->wish_count ? &player->wishes[player->wish_count - 1] : NULL;
    if (last && last->kind == WISH_RATE && wanted.kind == WISH_RATE)
        *last = wanted;
    else if (player->wish_count < WISHES_MOST)
        player->wishes[player->wish_count++] = wanted;
    pthread_cond_signal(&player->woken);
    pthread_mutex_unlock(&player->lock);
}

void rawi_player_move(rawi_player *player, rawi_move move) {
    wish_for(player, (wish){.kind = WISH_MOVE, .move = move});
}

void rawi_player_set_rate(rawi_player *player, double rate) {
    wish_for(player, (wish){.kind = WISH_RATE, .rate = rate});
}

unsigned rawi_player_underruns(const rawi_player *player) {
    return atomic_load(&player->underruns) + rawi_device_underruns(player->device);
}

void rawi_player_close(rawi_player *player) {
    if (!player)
        return;
    if (player->feeding) {
        pthread_mutex_lock(&player->lock);
        player->quitting = true;
        pthread_cond_signal(&player->woken);
        pthread_mutex_unlock(&player->lock);
        pthread_join(player->feeder, NULL);
    }
    rawi_device_close(player->device);
    for (size_t i = 0; i < player->mark_count; i++)
        free_mark(&player->marks[i]);
    free(player->marks);
    free(player->pending);
    rawi_resampler_close(player->resampler);
    rawi_ring_free(&player->ring);
    pthread_cond_destroy(&player->woken);
    pthread_mutex_destroy(&player->lock);
    free(player);
}
