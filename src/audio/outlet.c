/* The way out. What the device's thread shares with the others is atomic; the pointer to the device
 * has a lock, so that nobody asks a device that is being closed.
 */
#include "audio/outlet.h"
#include "audio/device.h"
#include "audio/ring.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    RING_CAPACITY = 1 << 20, /* samples: room for what a cut leaves out beside what follows it */
    STALLED_ROUNDS = 200
};

static const double fade_seconds = 0.004;
static const double lead_seconds = 0.03;

struct rawi_outlet {
    rawi_ring ring;

    /* The device's thread and the others */
    atomic_bool paused;
    atomic_bool hushed;
    atomic_bool silence_expected;
    atomic_bool started; /* the device plays */
    atomic_uint rate;    /* the device's, samples a second */
    atomic_uint underruns;
    atomic_size_t played; /* samples */
    _Atomic float volume;
    atomic_bool falling;     /* the sound fades out between these positions, and pauses there */
    atomic_size_t fall_from; /* set while `falling` is not */
    atomic_size_t fall_to;

    /* The device's alone */
    float gain;  /* 0 paused, 1 playing, between them on the way */
    float level; /* the volume, or on the way to it */
    float gain_step;

    /* The feeder's alone */
    bool prepared;
    bool has_played;
    size_t progress_read; /* to see that the device goes on */
    unsigned stalled_rounds;
    struct timespec silent_since; /* when the last sample was read; 0: it was not */
    rawi_device *gone;            /* to be closed */

    pthread_mutex_t lock; /* over the pointer to the device, which the feeder alone changes */
    rawi_device *device;  /* NULL where it was lost */
};

/* ---- the device's thread ------------------------------------------------------------------- */

static float clamped(float value, float least, float most) {
    return value < least ? least : value > most ? most : value;
}

/* Walks the gain to where it shall be, so that pausing makes no click. */
static void apply_gain(rawi_outlet *outlet, float *samples, size_t count, float target) {
    float step = outlet->gain_step;
    for (size_t i = 0; i < count; i++) {
        outlet->gain = clamped(target, outlet->gain - step, outlet->gain + step);
        samples[i] *= outlet->gain;
    }
}

static void apply_volume(rawi_outlet *outlet, float *samples, size_t count) {
    float volume = atomic_load_explicit(&outlet->volume, memory_order_relaxed);
    float step = outlet->gain_step;
    for (size_t i = 0; i < count; i++) {
        outlet->level = clamped(volume, outlet->level - step, outlet->level + step);
        samples[i] = clamped(samples[i] * outlet->level, -1.0F, 1.0F);
    }
}

/* How many samples are left before the fall ends. */
static size_t left_to_fall(rawi_outlet *outlet) {
    size_t read = rawi_ring_read_position(&outlet->ring);
    size_t end = atomic_load_explicit(&outlet->fall_to, memory_order_relaxed);
    return rawi_ring_is_before(read, end) ? end - read : 0;
}

/* Lets samples fall that were read `left` before the end; at the end the outlet pauses. */
static void apply_fall(rawi_outlet *outlet, float *samples, size_t count, size_t left) {
    size_t from = atomic_load_explicit(&outlet->fall_from, memory_order_relaxed);
    size_t to = atomic_load_explicit(&outlet->fall_to, memory_order_relaxed);
    float length = (float)(to - from) + 1.0F;
    for (size_t i = 0; i < count; i++) {
        float height = (float)(left - i) / length;
        if (height < 1.0F)
            samples[i] *= height * height;
    }
    if (count < left)
        return;
    outlet->gain = 0.0F;
    atomic_store(&outlet->paused, true);
    atomic_store_explicit(&outlet->falling, false, memory_order_release);
}

/* Takes what sounds next from the ring; returns how many samples. */
static size_t read_sound(rawi_outlet *outlet, float *samples, size_t count, bool paused) {
    size_t wanted = count;
    if (paused) { /* only as much as the fading takes */
        size_t fade = (size_t)(outlet->gain / outlet->gain_step) + 1;
        wanted = fade < count ? fade : count;
    }
    bool falling = atomic_load_explicit(&outlet->falling, memory_order_acquire);
    size_t left = falling ? left_to_fall(outlet) : 0;
    if (falling && left < wanted)
        wanted = left;
    bool expected = atomic_load_explicit(&outlet->silence_expected, memory_order_acquire);
    size_t got = rawi_ring_read(&outlet->ring, samples, wanted);
    if (got < wanted && !expected)
        atomic_fetch_add_explicit(&outlet->underruns, 1, memory_order_relaxed);
    apply_volume(outlet, samples, got);
    apply_gain(outlet, samples, got, paused ? 0.0F : 1.0F);
    if (paused && got < wanted)
        outlet->gain = 0.0F;
    if (falling)
        apply_fall(outlet, samples, got, left);
    return got;
}

static void fill(void *user, float *samples, size_t count) {
    rawi_outlet *outlet = user;
    bool paused = atomic_load_explicit(&outlet->paused, memory_order_relaxed) ||
                  atomic_load_explicit(&outlet->hushed, memory_order_acquire);
    size_t got = 0;
    if (paused && outlet->gain == 0.0F)
        rawi_ring_skip(&outlet->ring);
    else
        got = read_sound(outlet, samples, count, paused);
    atomic_fetch_add_explicit(&outlet->played, got, memory_order_relaxed);
    memset(samples + got, 0, (count - got) * sizeof *samples);
}

/* ---- any thread's -------------------------------------------------------------------------- */

void rawi_outlet_pause(rawi_outlet *outlet, bool paused) {
    atomic_store(&outlet->paused, paused);
}

bool rawi_outlet_is_paused(const rawi_outlet *outlet) {
    return atomic_load(&outlet->paused);
}

void rawi_outlet_hush(rawi_outlet *outlet, bool hushed) {
    atomic_store_explicit(&outlet->hushed, hushed, memory_order_release);
}

void rawi_outlet_set_volume(rawi_outlet *outlet, double volume) {
    atomic_store(&outlet->volume, (float)volume);
}

unsigned rawi_outlet_rate(const rawi_outlet *outlet) {
    return atomic_load(&outlet->rate);
}

size_t rawi_outlet_heard(rawi_outlet *outlet, size_t *position) {
    bool flows = atomic_load(&outlet->started) && !atomic_load(&outlet->paused);
    size_t played = atomic_load_explicit(&outlet->played, memory_order_relaxed);
    double latency = 0.0; /* in a pause all that was read has sounded */
    pthread_mutex_lock(&outlet->lock);
    if (flows && outlet->device)
        latency = rawi_device_latency(outlet->device);
    pthread_mutex_unlock(&outlet->lock);
    size_t late = (size_t)(latency * rawi_outlet_rate(outlet));
    *position = rawi_ring_read_position(&outlet->ring) - late;
    return played > late ? played - late : 0;
}

unsigned rawi_outlet_underruns(rawi_outlet *outlet) {
    unsigned underruns = atomic_load(&outlet->underruns);
    pthread_mutex_lock(&outlet->lock);
    if (outlet->device)
        underruns += rawi_device_underruns(outlet->device);
    pthread_mutex_unlock(&outlet->lock);
    return underruns;
}

/* ---- the feeder's: the device -------------------------------------------------------------- */

static void set_device(rawi_outlet *outlet, rawi_device *device) {
    pthread_mutex_lock(&outlet->lock);
    outlet->device = device;
    pthread_mutex_unlock(&outlet->lock);
}

bool rawi_outlet_has_device(const rawi_outlet *outlet) {
    return outlet->device != NULL;
}

static void write_lead(rawi_outlet *outlet) {
    static const float silence[64];
    size_t left = (size_t)(lead_seconds * rawi_outlet_rate(outlet));
    while (left > 0)
        left -= rawi_ring_write(&outlet->ring, silence, left < 64 ? left : 64, SIZE_MAX);
}

static rawi_status prepare(rawi_outlet *outlet, rawi_device *device, unsigned voice_rate,
                           rawi_error *error) {
    unsigned rate = 0;
    rawi_status status = rawi_device_prepare(device, voice_rate, &rate, error);
    if (status != RAWI_OK)
        return status;
    atomic_store(&outlet->rate, rate);
    outlet->gain_step = (float)(1.0 / (fade_seconds * rate));
    outlet->prepared = true;
    write_lead(outlet);
    return RAWI_OK;
}

rawi_status rawi_outlet_prepare(rawi_outlet *outlet, unsigned voice_rate, rawi_error *error) {
    return outlet->prepared ? RAWI_OK : prepare(outlet, outlet->device, voice_rate, error);
}

bool rawi_outlet_plays(const rawi_outlet *outlet) {
    return atomic_load(&outlet->started);
}

rawi_status rawi_outlet_start(rawi_outlet *outlet, rawi_error *error) {
    rawi_status status = rawi_device_start(outlet->device, fill, outlet, error);
    outlet->has_played = outlet->has_played || status == RAWI_OK;
    atomic_store(&outlet->started, status == RAWI_OK);
    return status;
}

bool rawi_outlet_has_played(const rawi_outlet *outlet) {
    return outlet->has_played;
}

/* A device that takes nothing any more has vanished, whatever it says. Rounds, not seconds: the
 * program may have been stopped for hours. */
rawi_status rawi_outlet_check(rawi_outlet *outlet, rawi_error *error) {
    size_t read = rawi_ring_read_position(&outlet->ring);
    bool idle = rawi_outlet_is_drained(outlet) || rawi_outlet_is_paused(outlet);
    outlet->stalled_rounds = read != outlet->progress_read || idle ? 0 : outlet->stalled_rounds + 1;
    outlet->progress_read = read;
    if (rawi_device_is_playing(outlet->device) && outlet->stalled_rounds < STALLED_ROUNDS)
        return RAWI_OK;
    return rawi_fail(error, RAWI_ERROR_DEVICE, "%s",
                     _("the sound device stopped: was it unplugged, or its server ended?"));
}

void rawi_outlet_detach(rawi_outlet *outlet) {
    outlet->gone = outlet->device;
    set_device(outlet, NULL);
}

void rawi_outlet_discard(rawi_outlet *outlet) {
    rawi_device_close(outlet->gone);
    outlet->gone = NULL;
    outlet->prepared = false;
    outlet->stalled_rounds = 0;
    atomic_store(&outlet->started, false);
    rawi_ring_cut(&outlet->ring, rawi_ring_read_position(&outlet->ring));
    rawi_ring_skip(&outlet->ring);
}

rawi_status rawi_outlet_find_device(rawi_outlet *outlet, unsigned voice_rate, rawi_error *error) {
    rawi_device *found;
    rawi_status status = rawi_device_open(&found, error);
    if (status != RAWI_OK)
        return status;
    status = prepare(outlet, found, voice_rate, error);
    if (status == RAWI_OK)
        set_device(outlet, found);
    else
        rawi_device_close(found);
    return status;
}

/* ---- the feeder's: the sound --------------------------------------------------------------- */

size_t rawi_outlet_write(rawi_outlet *outlet, const float *samples, size_t count, size_t limit) {
    return rawi_ring_write(&outlet->ring, samples, count, limit);
}

size_t rawi_outlet_read_position(const rawi_outlet *outlet) {
    return rawi_ring_read_position(&outlet->ring);
}

size_t rawi_outlet_written(const rawi_outlet *outlet) {
    return rawi_ring_written(&outlet->ring);
}

void rawi_outlet_expect_silence(rawi_outlet *outlet, bool expected) {
    atomic_store_explicit(&outlet->silence_expected, expected, memory_order_release);
}

size_t rawi_outlet_present(const rawi_outlet *outlet) {
    size_t read = rawi_ring_read_position(&outlet->ring);
    size_t cut_end = rawi_ring_cut_end(&outlet->ring);
    return rawi_ring_is_before(read, cut_end) ? cut_end : read;
}

bool rawi_outlet_is_leaving(const rawi_outlet *outlet) {
    return rawi_outlet_present(outlet) != rawi_ring_read_position(&outlet->ring);
}

void rawi_outlet_leave(rawi_outlet *outlet, size_t from) {
    rawi_ring_cut(&outlet->ring, from);
}

size_t rawi_outlet_leave_at_once(rawi_outlet *outlet) {
    size_t from = rawi_ring_read_position(&outlet->ring);
    rawi_outlet_expect_silence(outlet, true);
    rawi_ring_cut(&outlet->ring, from);
    return from;
}

void rawi_outlet_lead_cut_here(rawi_outlet *outlet) {
    rawi_ring_lead_cut_here(&outlet->ring);
}

bool rawi_outlet_is_drained(const rawi_outlet *outlet) {
    return rawi_ring_read_position(&outlet->ring) == rawi_ring_written(&outlet->ring);
}

static double seconds_since(const struct timespec *then) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

bool rawi_outlet_has_sounded(rawi_outlet *outlet) {
    if (!rawi_outlet_is_drained(outlet)) {
        outlet->silent_since = (struct timespec){0};
        return false;
    }
    if (!rawi_outlet_plays(outlet))
        return true;
    if (outlet->silent_since.tv_sec == 0)
        clock_gettime(CLOCK_MONOTONIC, &outlet->silent_since);
    return seconds_since(&outlet->silent_since) >= rawi_device_latency(outlet->device);
}

void rawi_outlet_fall(rawi_outlet *outlet, size_t from, size_t to) {
    atomic_store(&outlet->fall_from, from);
    atomic_store(&outlet->fall_to, to);
    atomic_store_explicit(&outlet->falling, true, memory_order_release);
}

bool rawi_outlet_stop_falling(rawi_outlet *outlet) {
    return atomic_exchange(&outlet->falling, false);
}

void rawi_outlet_clear(rawi_outlet *outlet) {
    outlet->silent_since = (struct timespec){0};
    rawi_outlet_stop_falling(outlet);
    rawi_outlet_hush(outlet, false);
    rawi_outlet_expect_silence(outlet, true);
    if (rawi_outlet_plays(outlet))
        rawi_ring_cut(&outlet->ring, rawi_ring_read_position(&outlet->ring));
}

/* ---- opening and closing ------------------------------------------------------------------- */

rawi_status rawi_outlet_open(rawi_outlet **outlet, rawi_error *error) {
    rawi_outlet *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->gain = 1.0F;
    made->level = 1.0F;
    atomic_init(&made->volume, 1.0F);
    atomic_init(&made->silence_expected, true);
    pthread_mutex_init(&made->lock, NULL);
    rawi_status status = rawi_ring_make(&made->ring, RING_CAPACITY)
                             ? rawi_device_open(&made->device, error)
                             : rawi_fail_memory(error);
    if (status != RAWI_OK) {
        rawi_outlet_close(made, false);
        return status;
    }
    *outlet = made;
    return RAWI_OK;
}

void rawi_outlet_close(rawi_outlet *outlet, bool drain) {
    if (!outlet)
        return;
    if (outlet->device && drain)
        rawi_device_stop(outlet->device, true);
    rawi_device_close(outlet->device);
    rawi_ring_free(&outlet->ring);
    pthread_mutex_destroy(&outlet->lock);
    free(outlet);
}
