/* The test's device. */
#include "device.h"
#include "audio/device.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    BLOCK = 480,
    PAUSE_MICROSECONDS = 2000
};

struct rawi_device {
    pthread_t thread;
    rawi_device_fill *fill;
    void *user;
    unsigned plug; /* as it was when the device was prepared */
    atomic_bool running;
};

/* Odd while the device is plugged in, another number after every plugging and unplugging. */
static atomic_uint plug = 1;
static atomic_uint opened;
static atomic_size_t played;

void device_plug(bool is_plugged) {
    unsigned before = atomic_load(&plug);
    atomic_store(&plug, before + (before % 2 == is_plugged ? 2 : 1));
}

unsigned device_opened(void) {
    return atomic_load(&opened);
}

size_t device_played(void) {
    return atomic_load(&played);
}

static bool is_there(const rawi_device *device) {
    return device->plug % 2 == 1 && device->plug == atomic_load(&plug);
}

static void *pull(void *user) {
    rawi_device *device = user;
    float samples[BLOCK];
    while (atomic_load(&device->running)) {
        usleep(PAUSE_MICROSECONDS);
        if (!is_there(device))
            continue;
        device->fill(device->user, samples, BLOCK);
        atomic_fetch_add(&played, BLOCK);
    }
    return NULL;
}

rawi_status rawi_device_open(rawi_device **device, rawi_error *error) {
    (void)error;
    *device = calloc(1, sizeof **device);
    return *device ? RAWI_OK : RAWI_ERROR_MEMORY;
}

rawi_status rawi_device_prepare(rawi_device *device, unsigned rate, unsigned *actual_rate,
                                rawi_error *error) {
    device->plug = atomic_load(&plug);
    *actual_rate = rate;
    if (device->plug % 2 == 0)
        return rawi_fail(error, RAWI_ERROR_DEVICE, "there is no device");
    atomic_fetch_add(&opened, 1);
    atomic_store(&played, 0);
    return RAWI_OK;
}

rawi_status rawi_device_start(rawi_device *device, rawi_device_fill *fill, void *user,
                              rawi_error *error) {
    (void)error;
    device->fill = fill;
    device->user = user;
    atomic_store(&device->running, true);
    return pthread_create(&device->thread, NULL, pull, device) == 0 ? RAWI_OK : RAWI_ERROR_DEVICE;
}

double rawi_device_latency(const rawi_device *device) {
    (void)device;
    return 0.0;
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
