/* The device above a sound system that never returns from stopping a stream, yet goes on asking for
 * samples, which no real one does on demand. The test defines PortAudio's functions itself. */
#include "audio/device.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <portaudio.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    FRAMES = 64
};

/* ---- the sound system ---------------------------------------------------------------------- */

static pthread_t thread;
static PaStreamCallback *callback;
static void *callback_user;
static atomic_bool hangs;   /* Pa_AbortStream does not return */
static atomic_bool running; /* the thread asks for samples */
static atomic_int result;   /* of the last call */
static _Atomic float heard; /* its last sample */

static void *pull(void *user) {
    (void)user;
    float samples[FRAMES];
    while (atomic_load(&running)) {
        samples[FRAMES - 1] = -1.0F;
        int returned = callback(NULL, samples, FRAMES, NULL, 0, callback_user);
        atomic_store(&heard, samples[FRAMES - 1]);
        atomic_store(&result, returned);
        usleep(500);
    }
    return NULL;
}

static void stop_pulling(void) {
    if (atomic_exchange(&running, false))
        pthread_join(thread, NULL);
}

PaError Pa_Initialize(void) {
    return paNoError;
}

PaError Pa_Terminate(void) {
    return paNoError;
}

const char *Pa_GetErrorText(PaError error) {
    (void)error;
    return "";
}

const PaHostErrorInfo *Pa_GetLastHostErrorInfo(void) {
    return NULL;
}

PaDeviceIndex Pa_GetDefaultOutputDevice(void) {
    return 0;
}

const PaDeviceInfo *Pa_GetDeviceInfo(PaDeviceIndex index) {
    static const PaDeviceInfo info = {.defaultSampleRate = 48000};
    (void)index;
    return &info;
}

PaError Pa_OpenStream(PaStream **stream, const PaStreamParameters *input,
                      const PaStreamParameters *output, double rate, unsigned long frames,
                      PaStreamFlags flags, PaStreamCallback *called, void *user) {
    (void)input;
    (void)output;
    (void)rate;
    (void)frames;
    (void)flags;
    callback = called;
    callback_user = user;
    *stream = &thread;
    return paNoError;
}

const PaStreamInfo *Pa_GetStreamInfo(PaStream *stream) {
    static const PaStreamInfo info = {.outputLatency = 0.1};
    (void)stream;
    return &info;
}

PaError Pa_StartStream(PaStream *stream) {
    (void)stream;
    atomic_store(&running, true);
    return pthread_create(&thread, NULL, pull, NULL) == 0 ? paNoError : paInternalError;
}

PaError Pa_StopStream(PaStream *stream) {
    (void)stream;
    stop_pulling();
    return paNoError;
}

PaError Pa_AbortStream(PaStream *stream) {
    while (atomic_load(&hangs))
        usleep(1000);
    return Pa_StopStream(stream);
}

PaError Pa_CloseStream(PaStream *stream) {
    (void)stream;
    return paNoError;
}

PaError Pa_IsStreamActive(PaStream *stream) {
    (void)stream;
    return atomic_load(&running);
}

/* ---- the tests ----------------------------------------------------------------------------- */

static void fill(void *user, float *samples, size_t count) {
    atomic_uint *calls = user;
    for (size_t i = 0; i < count; i++)
        samples[i] = 0.5F;
    usleep(2000); /* so that the device is closed in the midst of it */
    atomic_fetch_add(calls, 1);
}

static rawi_device *play(atomic_uint *calls) {
    rawi_device *device = NULL;
    rawi_error error = {0};
    unsigned rate = 0;
    assert_int_equal(rawi_device_open(&device, &error), RAWI_OK);
    assert_int_equal(rawi_device_prepare(device, 48000, &rate, &error), RAWI_OK);
    assert_int_equal(rawi_device_start(device, fill, calls, &error), RAWI_OK);
    while (atomic_load(calls) < 3)
        usleep(1000);
    return device;
}

static void check_closing(void **state) {
    (void)state;
    atomic_uint calls = 0;
    rawi_device_close(play(&calls));
    assert_false(atomic_load(&running));
}

static void check_closing_without_an_answer(void **state) {
    (void)state;
    atomic_store(&hangs, true);
    atomic_uint *calls = calloc(1, sizeof *calls);
    assert_non_null(calls);
    rawi_device_close(play(calls));
    unsigned at_close = atomic_load(calls);
    usleep(50000);
    assert_int_equal(atomic_load(calls), at_close);
    free(calls); /* the user is gone; the sound system still asks */
    usleep(50000);
    assert_true(atomic_load(&running));
    assert_int_equal(atomic_load(&result), paAbort);
    assert_true(atomic_load(&heard) == 0.0F);
    atomic_store(&hangs, false);
    while (atomic_load(&running))
        usleep(1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_closing),
        cmocka_unit_test(check_closing_without_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
