/* The player. Three threads meet here:
 *
 *     the caller's   leaves pieces and wishes under the lock and looks at the marks
 *     the feeder     speaks, writes into the ring, keeps the marks, grants the wishes
 *     the device's   reads the ring; it touches only atomics
 *
 * A mark remembers which positions of the ring hold which utterance, so that whatever sounds can be
 * named, and spoken again from any of its words. When the device is lost, what it had not played
 * yet is spoken again on the next one.
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
static const double idle_seconds = 0.2;
static const double lead_seconds = 0.03; /* of silence: devices swallow their first samples */
static const double retry_seconds = 1.0; /* between looks for a device */
static const double fall_seconds = 4.0;  /* of a sentence that fades out, at most */
static const double fall_least = 0.5;

/* An utterance in the ring: its sample `skip` is at position `start`. */
typedef struct mark {
    size_t start;
    size_t end;
    size_t skip;
    size_t length; /* of the utterance, with what is skipped */
    double factor; /* the rate at which it was spoken */
    size_t block;
    rawi_block_kind kind;
    rawi_span span;
    size_t word_count;
    rawi_word_time *times; /* in samples of the utterance */
    rawi_span *words;      /* their spans */
} mark;

typedef enum wish_kind {
    WISH_MOVE,
    WISH_SEEK,
    WISH_RATE,
    WISH_FADE
} wish_kind;

typedef struct wish {
    wish_kind kind;
    rawi_move move;
    size_t offset;
    double rate;
    bool fades;
} wish;

struct rawi_player {
    unsigned rate; /* the device's, samples a second */
    rawi_ring ring;

    /* The device's thread and the others */
    atomic_bool paused;
    atomic_bool hushed; /* what sounds is to give way, as soon as the feeder gets to it */
    atomic_bool ended;  /* nothing more will be written: silence is no underrun */
    atomic_uint underruns;
    atomic_bool device_started;
    atomic_size_t played; /* samples */
    _Atomic float volume;
    atomic_bool falling;     /* the sound fades out between these positions, and pauses there */
    atomic_size_t fall_from; /* set while `falling` is not */
    atomic_size_t fall_to;
    float gain;  /* the device's alone: 0 paused, 1 playing, between them on the way */
    float level; /* the device's alone: the volume, or on the way to it */
    float gain_step;

    /* The feeder's alone */
    rawi_piece piece; /* what is played; its article is NULL where nothing is */
    double factor;    /* the rate that the narration has */
    bool has_begun;   /* the piece: its prelude and where it begins are done */
    float *prelude;
    rawi_resampler *resampler; /* NULL where the device plays the voice's rate */
    unsigned resampled_rate;   /* the voice's */
    float *pending;            /* the utterance that goes into the ring */
    size_t pending_capacity;
    size_t pending_count;
    size_t pending_done;
    bool at_end; /* the script has no more */
    bool device_prepared;
    bool had_device;
    bool device_failed; /* it is of no use any more */
    bool fall_wanted;
    size_t progress_read; /* to see that the device goes on */
    unsigned stalled_ticks;
    struct timespec silent_since; /* when the last sample of the piece was read; 0: it was not */

    /* Under the lock */
    pthread_t feeder;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    pthread_cond_t taken; /* the offer was */
    rawi_device *device;  /* set by the feeder; NULL where it was lost */
    bool waits_for_device;
    bool feeding;
    bool quitting;
    bool offered;
    rawi_piece offer;
    float *offered_prelude;    /* the player's own copy */
    rawi_player_state outcome; /* PLAYING, or NO_DEVICE, until it is FINISHED or FAILED */
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

static float clamped(float sample) {
    return sample > 1.0F ? 1.0F : sample < -1.0F ? -1.0F : sample;
}

static void apply_volume(rawi_player *player, float *samples, size_t count) {
    float volume = atomic_load_explicit(&player->volume, memory_order_relaxed);
    for (size_t i = 0; i < count; i++) {
        float way = volume - player->level;
        if (way > player->gain_step)
            way = player->gain_step;
        if (way < -player->gain_step)
            way = -player->gain_step;
        player->level += way;
        samples[i] = clamped(samples[i] * player->level);
    }
}

/* How many samples are left before the fall ends. */
static size_t left_to_fall(rawi_player *player) {
    size_t read = rawi_ring_read_position(&player->ring);
    size_t end = atomic_load_explicit(&player->fall_to, memory_order_relaxed);
    return rawi_ring_is_before(read, end) ? end - read : 0;
}

/* Lets samples fall that were read `left` before the end; at the end the player pauses. */
static void apply_fall(rawi_player *player, float *samples, size_t count, size_t left) {
    size_t from = atomic_load_explicit(&player->fall_from, memory_order_relaxed);
    size_t to = atomic_load_explicit(&player->fall_to, memory_order_relaxed);
    float length = (float)(to - from) + 1.0F;
    for (size_t i = 0; i < count; i++) {
        float height = (float)(left - i) / length;
        if (height < 1.0F)
            samples[i] *= height * height;
    }
    if (count < left)
        return;
    player->gain = 0.0F;
    atomic_store(&player->paused, true);
    atomic_store_explicit(&player->falling, false, memory_order_release);
}

/* Takes what sounds next from the ring; returns how many samples. */
static size_t read_sound(rawi_player *player, float *samples, size_t count, bool paused) {
    size_t wanted = count;
    if (paused) { /* only as much as the fading takes */
        size_t fade = (size_t)(player->gain / player->gain_step) + 1;
        wanted = fade < count ? fade : count;
    }
    bool falling = atomic_load_explicit(&player->falling, memory_order_acquire);
    size_t left = falling ? left_to_fall(player) : 0;
    if (falling && left < wanted)
        wanted = left;
    bool ended = atomic_load_explicit(&player->ended, memory_order_acquire);
    size_t got = rawi_ring_read(&player->ring, samples, wanted);
    if (got < wanted && !ended)
        atomic_fetch_add_explicit(&player->underruns, 1, memory_order_relaxed);
    apply_volume(player, samples, got);
    apply_gain(player, samples, got, paused ? 0.0F : 1.0F);
    if (paused && got < wanted)
        player->gain = 0.0F;
    if (falling)
        apply_fall(player, samples, got, left);
    return got;
}

static void fill(void *user, float *samples, size_t count) {
    rawi_player *player = user;
    bool paused = atomic_load_explicit(&player->paused, memory_order_relaxed) ||
                  atomic_load_explicit(&player->hushed, memory_order_acquire);
    size_t got = 0;
    if (paused && player->gain == 0.0F)
        rawi_ring_skip(&player->ring);
    else
        got = read_sound(player, samples, count, paused);
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
                        .length = player->pending_count,
                        .factor = player->factor,
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

/* Forgets all utterances. With the lock held. */
static void drop_all_marks(rawi_player *player) {
    while (player->mark_count > 0)
        free_mark(&player->marks[--player->mark_count]);
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

/* Makes these samples, of the voice's rate, the pending ones. */
static rawi_status take_samples(rawi_player *player, const float *samples, size_t count,
                                rawi_error *error) {
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

/* Gets the resampler ready for the voice and the device as they are. */
static rawi_status prepare_resampler(rawi_player *player, rawi_error *error) {
    unsigned voice_rate = rawi_narration_rate(player->piece.narration);
    if (voice_rate == player->resampled_rate)
        return RAWI_OK;
    rawi_resampler_close(player->resampler);
    player->resampler = NULL;
    player->resampled_rate = 0;
    rawi_status status =
        player->rate == voice_rate
            ? RAWI_OK
            : rawi_resampler_open(voice_rate, player->rate, &player->resampler, error);
    if (status == RAWI_OK)
        player->resampled_rate = voice_rate;
    return status;
}

/* The device says at which rate it plays once the first utterance is there: both take their time
 * side by side. */
static rawi_status prepare_device(rawi_player *player, rawi_error *error) {
    unsigned voice_rate = rawi_narration_rate(player->piece.narration);
    rawi_status status = rawi_device_prepare(player->device, voice_rate, &player->rate, error);
    player->resampled_rate = 0;
    if (status == RAWI_OK)
        status = prepare_resampler(player, error);
    if (status != RAWI_OK)
        return status;
    player->gain_step = (float)(1.0 / (fade_seconds * player->rate));
    player->device_prepared = true;
    write_lead(player);
    return RAWI_OK;
}

static rawi_status prepare_sound(rawi_player *player, rawi_error *error) {
    return player->device_prepared ? prepare_resampler(player, error)
                                   : prepare_device(player, error);
}

/* Speaks the script's next utterance and makes it the pending one. RAWI_END leaves nothing pending.
 */
static rawi_status speak_next(rawi_player *player, const rawi_speech **speech, rawi_error *error) {
    player->pending_count = 0;
    player->pending_done = 0;
    rawi_status status = rawi_narration_next(player->piece.narration, speech, error);
    player->at_end = status == RAWI_END;
    if (status == RAWI_OK)
        status = prepare_sound(player, error);
    return status == RAWI_OK
               ? take_samples(player, (*speech)->samples, (*speech)->sample_count, error)
               : status;
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
    rawi_status status = rawi_script_seek(player->piece.script,
                                          player->piece.article->blocks[block].span.start, error);
    while (status == RAWI_OK) {
        status = rawi_script_next(player->piece.script, &utterance, error);
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
        status = rawi_script_seek(player->piece.script,
                                  player->piece.article->blocks[block].span.start, error);
        if (status == RAWI_OK)
            status = rawi_script_next(player->piece.script, &utterance, error);
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
        *target = next_block < player->piece.article->block_count
                      ? player->piece.article->blocks[next_block].span.start
                      : player->piece.article->text_length;
        return RAWI_OK;
    case RAWI_MOVE_SENTENCE_BACK:
        *target = at->span.start;
        return near ? sentence_before(player, at, target, error) : RAWI_OK;
    default:
        return paragraph_before(player, at, near, target, error);
    }
}

/* What sounds ends; what comes next may take its time, and silence until then is no underrun. */
static void leave_at_once(rawi_player *player) {
    size_t leave = rawi_ring_read_position(&player->ring);
    if (!atomic_load(&player->device_started))
        return;
    atomic_store_explicit(&player->ended, true, memory_order_release);
    rawi_ring_cut(&player->ring, leave);
    drop_marks(player, leave);
}

static rawi_status move_to(rawi_player *player, rawi_move wanted, rawi_error *error) {
    size_t target = 0;
    rawi_status status = find_target(player, wanted, &target, error);
    if (status != RAWI_OK)
        return status == RAWI_END ? RAWI_OK : status;
    leave_at_once(player);
    const rawi_speech *speech;
    status = rawi_script_seek(player->piece.script, target, error);
    if (status == RAWI_OK)
        status = speak_next(player, &speech, error);
    return status == RAWI_OK ? add_mark(player, speech, 0, error) : status;
}

/* The sample, at the device's rate, at which the word of byte `offset` begins. */
static size_t sample_of(const rawi_player *player, const rawi_speech *speech, size_t offset) {
    const rawi_utterance *utterance = speech->utterance;
    size_t word = 0;
    while (word + 1 < utterance->word_count && utterance->words[word].span.end <= offset)
        word++;
    return word == 0 ? 0
                     : (size_t)((double)speech->words[word].start * player->rate / speech->rate);
}

/* Makes what is spoken from the word of byte `offset` on the pending one, at once or (`follows`)
 * behind what is in the ring. */
static rawi_status speak_from(rawi_player *player, size_t offset, bool follows, rawi_error *error) {
    if (!follows)
        leave_at_once(player);
    const rawi_speech *speech;
    rawi_status status = rawi_script_seek(player->piece.script, offset, error);
    if (status == RAWI_OK)
        status = speak_next(player, &speech, error);
    if (status != RAWI_OK)
        return status;
    size_t skip = sample_of(player, speech, offset);
    if (skip > 0)
        skip_pending(player, skip);
    return add_mark(player, speech, skip, error);
}

static rawi_status write_prelude(rawi_player *player, rawi_error *error) {
    rawi_status status = prepare_sound(player, error);
    if (status == RAWI_OK)
        status = take_samples(player, player->prelude, player->piece.prelude_count, error);
    if (status == RAWI_OK)
        player->pending_done =
            rawi_ring_write(&player->ring, player->pending, player->pending_count, SIZE_MAX);
    return status;
}

static rawi_status begin_piece(rawi_player *player, rawi_error *error) {
    rawi_status status = RAWI_OK;
    player->has_begun = true;
    if (player->prelude)
        status = write_prelude(player, error);
    free(player->prelude);
    player->prelude = NULL;
    if (status == RAWI_OK && player->piece.begins_elsewhere)
        status = speak_from(player, player->piece.begin, true, error);
    return status == RAWI_END ? RAWI_OK : status;
}

/* Speaks what sounds now again at another rate, from the next word on; when no word of it is left,
 * the next utterance. */
static rawi_status change_rate(rawi_player *player, double rate, rawi_error *error) {
    rawi_status status = rawi_narration_set_rate(player->piece.narration, rate, error);
    size_t position = present_position(player);
    const mark *at = mark_at(player, position);
    if (status != RAWI_OK)
        return status;
    player->factor = rate;
    if (!at)
        return RAWI_OK;
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
    status = rawi_script_seek(player->piece.script, target, error);
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

/* ---- the feeder: falling asleep ------------------------------------------------------------ */

/* Where the words of an utterance end. */
static size_t words_end(const mark *at) {
    return at->start - at->skip + at->times[at->word_count - 1].end;
}

/* Plans to fade out towards the end of the sentence that sounds, or of the next where too little of
 * it is left. Where that is not known yet, later. */
static void plan_fall(rawi_player *player) {
    size_t position = present_position(player);
    size_t earliest = position + (size_t)(fall_least * player->rate);
    size_t next = 0;
    while (next < player->mark_count &&
           rawi_ring_is_before(words_end(&player->marks[next]), earliest))
        next++;
    if (next == player->mark_count)
        return;
    size_t to = words_end(&player->marks[next]);
    size_t from = to - (size_t)(fall_seconds * player->rate);
    if (rawi_ring_is_before(from, position))
        from = position;
    atomic_store(&player->fall_from, from);
    atomic_store(&player->fall_to, to);
    atomic_store_explicit(&player->falling, true, memory_order_release);
    player->fall_wanted = false;
}

/* What was planned holds no more: everything moves. */
static void plan_fall_again(rawi_player *player) {
    if (atomic_exchange(&player->falling, false))
        player->fall_wanted = true;
}

/* ---- the feeder: the device ---------------------------------------------------------------- */

/* The article's text from here on was not heard: the word at `position` of an utterance, or what
 * comes behind its last one. */
static size_t unheard_from(const mark *at, size_t position) {
    size_t sample =
        (rawi_ring_is_before(position, at->start) ? 0 : position - at->start) + at->skip;
    if (sample >= at->times[at->word_count - 1].end)
        return at->span.end;
    size_t word = word_from(at, sample + 1);
    return at->words[word > 0 ? word - 1 : 0].start;
}

/* How many samples were heard so far, and where in the ring that is; 0 where none was. */
static size_t heard_samples(rawi_player *player, size_t *position) {
    bool flows = atomic_load(&player->device_started) && !atomic_load(&player->paused);
    size_t played = atomic_load_explicit(&player->played, memory_order_relaxed);
    /* In a pause all that was read has sounded. */
    size_t late =
        flows && player->device ? (size_t)(rawi_device_latency(player->device) * player->rate) : 0;
    *position = rawi_ring_read_position(&player->ring) - late;
    return played > late ? played - late : 0;
}

static void put_wish_first(rawi_player *player, wish wanted) {
    if (player->wish_count == WISHES_MOST)
        player->wish_count--;
    memmove(player->wishes + 1, player->wishes, player->wish_count * sizeof *player->wishes);
    player->wishes[0] = wanted;
    player->wish_count++;
}

/* Gives the device up that has gone. What it did not play any more will be spoken again. */
static void lose_device(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    size_t position;
    const mark *at = heard_samples(player, &position) > 0 ? mark_at(player, position) : NULL;
    if (!at && player->mark_count > 0)
        at = &player->marks[0];
    if (at)
        put_wish_first(player, (wish){.kind = WISH_SEEK, .offset = unheard_from(at, position)});
    drop_all_marks(player);
    rawi_device *gone = player->device;
    player->device = NULL;
    player->device_failed = false;
    player->outcome = RAWI_PLAYER_NO_DEVICE;
    pthread_mutex_unlock(&player->lock);
    rawi_device_close(gone);
    plan_fall_again(player);
    player->pending_count = player->pending_done = 0;
    player->device_prepared = false;
    player->stalled_ticks = 0;
    atomic_store(&player->device_started, false);
    rawi_ring_cut(&player->ring, rawi_ring_read_position(&player->ring));
    rawi_ring_skip(&player->ring);
}

/* Looks for a device in place of the one that was lost. */
static bool find_device(rawi_player *player, rawi_error *error) {
    rawi_device *found;
    if (rawi_device_open(&found, error) != RAWI_OK)
        return false;
    pthread_mutex_lock(&player->lock);
    player->device = found;
    pthread_mutex_unlock(&player->lock);
    if (prepare_device(player, error) == RAWI_OK) {
        pthread_mutex_lock(&player->lock);
        player->outcome = RAWI_PLAYER_PLAYING;
        pthread_mutex_unlock(&player->lock);
        return true;
    }
    pthread_mutex_lock(&player->lock);
    player->device = NULL;
    pthread_mutex_unlock(&player->lock);
    rawi_device_close(found);
    return false;
}

static bool waits_for_device(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    bool waits = player->waits_for_device && player->had_device;
    pthread_mutex_unlock(&player->lock);
    return waits;
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
    } else {
        atomic_store_explicit(&player->hushed, false, memory_order_release);
    }
    pthread_mutex_unlock(&player->lock);
    return any;
}

static rawi_status grant(rawi_player *player, const wish *wanted, rawi_error *error) {
    if (wanted->kind == WISH_FADE) {
        player->fall_wanted = wanted->fades;
        atomic_store(&player->falling, false);
        return RAWI_OK;
    }
    plan_fall_again(player);
    switch (wanted->kind) {
    case WISH_MOVE:
        return move_to(player, wanted->move, error);
    case WISH_SEEK:
        return speak_from(player, wanted->offset, false, error);
    default:
        return change_rate(player, wanted->rate, error);
    }
}

static rawi_status grant_wishes(rawi_player *player, bool *quitting, rawi_error *error) {
    wish wanted;
    rawi_status status = RAWI_OK;
    while ((status == RAWI_OK || status == RAWI_END) && next_wish(player, &wanted, quitting) &&
           !*quitting)
        status = grant(player, &wanted, error);
    if (player->fall_wanted)
        plan_fall(player);
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
    player->had_device = player->had_device || status == RAWI_OK;
    atomic_store(&player->device_started, status == RAWI_OK);
    return status;
}

/* Whether the device has read all that was written. */
static bool is_drained(const rawi_player *player) {
    return rawi_ring_read_position(&player->ring) == rawi_ring_written(&player->ring);
}

/* A device that takes nothing any more has vanished, whatever it says. Ticks, not seconds: the
 * program may have been stopped for hours. */
static rawi_status check_device(rawi_player *player, rawi_error *error) {
    size_t read = rawi_ring_read_position(&player->ring);
    bool idle = is_drained(player) || atomic_load(&player->paused);
    if (read != player->progress_read || idle)
        player->stalled_ticks = 0;
    player->progress_read = read;
    if (rawi_device_is_playing(player->device) && player->stalled_ticks < STALLED_TICKS)
        return RAWI_OK;
    return rawi_fail(error, RAWI_ERROR_DEVICE, "%s",
                     _("the sound device stopped: was it unplugged, or its server ended?"));
}

/* Waits, but not when the caller wants something. */
static void wait_for(rawi_player *player, double seconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)seconds;
    until.tv_nsec += (long)((seconds - (double)(time_t)seconds) * 1e9);
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    pthread_mutex_lock(&player->lock);
    if (player->wish_count == 0 && !player->quitting && !player->offered)
        pthread_cond_timedwait(&player->woken, &player->lock, &until);
    pthread_mutex_unlock(&player->lock);
}

static void wait_a_tick(rawi_player *player) {
    player->stalled_ticks++;
    wait_for(player, atomic_load(&player->paused) ? idle_seconds : tick_seconds);
}

static double seconds_since(const struct timespec *then) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

/* Whether the last sample that was read has sounded too. */
static bool has_sounded(rawi_player *player) {
    if (!is_drained(player)) {
        player->silent_since = (struct timespec){0};
        return false;
    }
    if (!atomic_load(&player->device_started))
        return true;
    if (player->silent_since.tv_sec == 0)
        clock_gettime(CLOCK_MONOTONIC, &player->silent_since);
    return seconds_since(&player->silent_since) >= rawi_device_latency(player->device);
}

/* One round; RAWI_END when the last sample has sounded. */
static rawi_status feed_once(rawi_player *player, bool *quitting, rawi_error *error) {
    rawi_status status = player->has_begun ? RAWI_OK : begin_piece(player, error);
    if (status == RAWI_OK)
        status = grant_wishes(player, quitting, error);
    if (status != RAWI_OK || *quitting)
        return status;
    if (player->pending_done == player->pending_count && !player->at_end) {
        status = queue_next(player, error);
        if (status != RAWI_OK && status != RAWI_END)
            return status;
    }
    bool written = feed_ring(player);
    bool all_written = player->at_end && player->pending_done == player->pending_count;
    if (written || all_written)
        atomic_store_explicit(&player->ended, all_written, memory_order_release);
    if (!atomic_load(&player->device_started) && !is_drained(player))
        return start_device(player, error);
    if (all_written && has_sounded(player))
        return RAWI_END;
    status = check_device(player, error);
    if (status == RAWI_OK && (!written || player->pending_done < player->pending_count))
        wait_a_tick(player);
    return status;
}

/* Takes over what the caller offered, with the lock held. */
static void take_offer(rawi_player *player) {
    drop_all_marks(player);
    player->wish_count = 0;
    player->pending_count = player->pending_done = 0;
    free(player->prelude);
    player->piece = player->offer;
    player->prelude = player->offered_prelude;
    player->offered_prelude = NULL;
    player->has_begun = false;
    player->factor = player->piece.rate == 0.0 ? 1.0 : player->piece.rate;
    player->at_end = false;
    player->fall_wanted = false;
    player->silent_since = (struct timespec){0};
    player->outcome = player->device ? RAWI_PLAYER_PLAYING : RAWI_PLAYER_NO_DEVICE;
    player->offered = false;
    atomic_store(&player->falling, false);
    atomic_store(&player->hushed, false);
    atomic_store(&player->ended, true);
    if (atomic_load(&player->device_started))
        rawi_ring_cut(&player->ring, rawi_ring_read_position(&player->ring));
    pthread_cond_broadcast(&player->taken);
}

/* Waits for something to play; false when the player is to be closed. */
static bool have_piece(rawi_player *player) {
    pthread_mutex_lock(&player->lock);
    for (;;) {
        if (player->offered)
            take_offer(player);
        if (player->quitting || player->piece.article)
            break;
        pthread_cond_wait(&player->woken, &player->lock);
    }
    bool quitting = player->quitting;
    pthread_mutex_unlock(&player->lock);
    return !quitting;
}

/* The piece has come to its end; it is the caller's again with the next start or stop. */
static void settle(rawi_player *player, rawi_status status, const rawi_error *error) {
    atomic_store(&player->ended, true);
    pthread_mutex_lock(&player->lock);
    player->outcome = status == RAWI_END ? RAWI_PLAYER_FINISHED : RAWI_PLAYER_FAILED;
    player->error = *error;
    pthread_mutex_unlock(&player->lock);
    player->piece = (rawi_piece){0};
}

static void *feed(void *user) {
    rawi_player *player = user;
    bool quitting = false;
    while (!quitting && have_piece(player)) {
        rawi_error error = {0};
        rawi_status status = RAWI_OK;
        if (player->device_failed)
            lose_device(player);
        if (!player->device && !find_device(player, &error)) {
            if (waits_for_device(player))
                wait_for(player, retry_seconds);
            else
                settle(player, error.status, &error);
            continue;
        }
        status = feed_once(player, &quitting, &error);
        player->device_failed = status == RAWI_ERROR_DEVICE;
        if (player->device_failed && waits_for_device(player))
            continue;
        if (status != RAWI_OK)
            settle(player, status, &error);
    }
    return NULL;
}

/* ---- the caller's thread ------------------------------------------------------------------- */

rawi_status rawi_player_open(rawi_player **player, rawi_error *error) {
    rawi_player *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->gain = 1.0F;
    made->level = 1.0F;
    atomic_init(&made->volume, 1.0F);
    atomic_init(&made->ended, true);
    pthread_mutex_init(&made->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&made->woken, &attributes);
    pthread_cond_init(&made->taken, &attributes);
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

/* Lets the feeder take the offer, and go on with nothing where it has no article. */
static void hand_over(rawi_player *player, const rawi_piece *piece, float *prelude) {
    pthread_mutex_lock(&player->lock);
    player->offer = *piece;
    player->offered_prelude = prelude;
    player->offered = true;
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
    size_t position;
    size_t heard = heard_samples(player, &position);
    const mark *at = heard > 0 ? mark_at(player, position) : NULL;
    if (at) {
        size_t sample = position - at->start + at->skip;
        place.sounding = true;
        place.utterance = at->span;
        place.word = word_at(at, sample);
        place.unheard = unheard_from(at, position);
        place.kind = at->kind;
        place.rate = at->factor;
        place.length = (double)at->length / player->rate;
        place.into = (double)(sample < at->length ? sample : at->length) / player->rate;
    }
    place.seconds = heard > 0 ? (double)heard / player->rate : 0.0;
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
    if (paused)
        return;
    pthread_mutex_lock(&player->lock);
    pthread_cond_signal(&player->woken);
    pthread_mutex_unlock(&player->lock);
}

void rawi_player_set_volume(rawi_player *player, double volume) {
    atomic_store(&player->volume, (float)volume);
}

void rawi_player_wait_for_device(rawi_player *player, bool waits) {
    pthread_mutex_lock(&player->lock);
    player->waits_for_device = waits;
    pthread_mutex_unlock(&player->lock);
}

static void wish_for(rawi_player *player, wish wanted) {
    pthread_mutex_lock(&player->lock);
    wish *last = player->wish_count ? &player->wishes[player->wish_count - 1] : NULL;
    if (last && last->kind == wanted.kind && wanted.kind != WISH_MOVE)
        *last = wanted;
    else if (player->wish_count < WISHES_MOST)
        player->wishes[player->wish_count++] = wanted;
    if (wanted.kind == WISH_MOVE || wanted.kind == WISH_SEEK)
        atomic_store_explicit(&player->hushed, true, memory_order_release);
    pthread_cond_signal(&player->woken);
    pthread_mutex_unlock(&player->lock);
}

void rawi_player_move(rawi_player *player, rawi_move move) {
    wish_for(player, (wish){.kind = WISH_MOVE, .move = move});
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
    return atomic_load(&player->underruns) +
           (player->device ? rawi_device_underruns(player->device) : 0);
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
    if (player->device && player->outcome == RAWI_PLAYER_FINISHED)
        rawi_device_stop(player->device, true);
    rawi_device_close(player->device);
    drop_all_marks(player);
    free(player->marks);
    free(player->prelude);
    free(player->pending);
    rawi_resampler_close(player->resampler);
    rawi_ring_free(&player->ring);
    pthread_cond_destroy(&player->taken);
    pthread_cond_destroy(&player->woken);
    pthread_mutex_destroy(&player->lock);
    free(player);
}
