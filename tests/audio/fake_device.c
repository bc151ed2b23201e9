/* The tests' device. */
#include "fake_device.h"
#include "audio/device.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct rawi_device {
    pthread_t thread;
    rawi_device_fill *fill;
    void *user;
    fake_device_habits habits;
    unsigned plug; /* as it was when the device was got ready */
    atomic_bool running;
};

static fake_device_habits habits;
/* Odd while a device is plugged in, another number after every plugging and unplugging. */
static atomic_uint plug = 1;
static atomic_uint looked_for;
static atomic_uint opened;
static atomic_size_t played;
static atomic_size_t allowed; /* samples that a device that is led may play */
static float *kept;
static atomic_size_t kept_count;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_held;
static bool is_waiting;

void fake_device_set(const fake_device_habits *wanted) {
    habits = *wanted;
}

void fake_device_plug(bool is_plugged) {
    unsigned before = atomic_load(&plug);
    atomic_store(&plug, before + (before % 2 == is_plugged ? 2 : 1));
}

void fake_device_let(size_t samples) {
    atomic_store(&allowed, samples);
}

void fake_device_hold(bool held) {
    pthread_mutex_lock(&lock);
    is_held = held;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

void fake_device_wait_until_held(void) {
    pthread_mutex_lock(&lock);
    while (!is_waiting)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

unsigned fake_device_looked_for(void) {
    return atomic_load(&looked_for);
}

unsigned fake_device_opened(void) {
    return atomic_load(&opened);
}

size_t fake_device_played(void) {
    return atomic_load(&played);
}

float *fake_device_heard(size_t *count) {
    *count = atomic_load(&kept_count);
    float *copy = malloc((*count + 1) * sizeof *copy);
    if (!copy)
        abort();
    memcpy(copy, kept, *count * sizeof *copy);
    return copy;
}

static bool is_there(const rawi_device *device) {
    return device->plug % 2 == 1 && device->plug == atomic_load(&plug);
}

static void take_block(rawi_device *device) {
    float samples[FAKE_DEVICE_MOST_BLOCK];
    size_t block = device->habits.block, count = atomic_load(&kept_count);
    device->fill(device->user, samples, block);
    if (count + block <= device->habits.keeps) {
        memcpy(kept + count, samples, block * sizeof *samples);
        atomic_store(&kept_count, count + block);
    }
    atomic_fetch_add(&played, block);
}

static bool may_play(const rawi_device *device) {
    const fake_device_habits *its = &device->habits;
    if (its->stops_after && atomic_load(&played) >= its->stops_after)
        return false;
    return is_there(device) && (!its->is_led || atomic_load(&allowed) >= its->block);
}

static void *pull(void *user) {
    rawi_device *device = user;
    while (atomic_load(&device->running)) {
        usleep(device->habits.pause);
        if (!may_play(device))
            continue;
        if (device->habits.is_led)
            atomic_fetch_sub(&allowed, device->habits.block);
        take_block(device);
    }
    return NULL;
}

rawi_status rawi_device_open(rawi_device **device, rawi_error *error) {
    rawi_device *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->habits = habits;
    if (made->habits.block == 0)
        made->habits.block = 480;
    if (made->habits.pause == 0)
        made->habits.pause = 2000;
    *device = made;
    return RAWI_OK;
}

static void wait_while_held(void) {
    pthread_mutex_lock(&lock);
    is_waiting = is_held;
    pthread_cond_broadcast(&changed);
    while (is_held)
        pthread_cond_wait(&changed, &lock);
    is_waiting = false;
    pthread_mutex_unlock(&lock);
}

rawi_status rawi_device_prepare(rawi_device *device, unsigned rate, unsigned *actual_rate,
                                rawi_error *error) {
    wait_while_held();
    atomic_fetch_add(&looked_for, 1);
    device->plug = atomic_load(&plug);
    *actual_rate = device->habits.rate ? device->habits.rate : rate;
    if (device->plug % 2 == 0)
        return rawi_fail(error, RAWI_ERROR_DEVICE, "there is no device");
    free(kept);
    kept = calloc(device->habits.keeps + 1, sizeof *kept);
    if (!kept)
        return rawi_fail_memory(error);
    atomic_store(&kept_count, 0);
    atomic_store(&played, 0);
    atomic_fetch_add(&opened, 1);
    return RAWI_OK;
}

rawi_status rawi_device_start(rawi_device *device, rawi_device_fill *fill, void *user,
                              rawi_error *error) {
    device->fill = fill;
    device->user = user;
    atomic_store(&device->running, true);
    if (pthread_create(&device->thread, NULL, pull, device) == 0)
        return RAWI_OK;
    atomic_store(&device->running, false);
    return rawi_fail_memory(error);
}

double rawi_device_latency(const rawi_device *device) {
    return device->habits.latency;
}

bool rawi_device_is_playing(rawi_device *device) {
    return is_there(device);
}

unsigned rawi_device_underruns(const rawi_device *device) {
    (void)device;
    return 0;
}

void rawi_device_stop(rawi_device *device, bool drain) {
    (void)drain;
    if (atomic_exchange(&device->running, false))
        pthread_join(device->thread, NULL);
}

void rawi_device_close(rawi_device *device) {
    if (!device)
        return;
    rawi_device_stop(device, false);
    free(device);
}
