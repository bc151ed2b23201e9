/* The device: a thread that makes every call to PortAudio which can block, and goes through the
 * phases that the others ask for. (Whether the stream is active is asked in the asker's thread.) */
#define _GNU_SOURCE /* RTLD_DEFAULT */
#include "audio/device.h"

#include <dlfcn.h>
#include <portaudio.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Each phase follows from the one before; the thread works in those that end in -ING. PLAYING is
 * one of rest for it. */
typedef enum device_phase {
    INITIALIZING,
    INITIALIZED,
    PREPARING,
    PREPARED,
    STARTING,
    PLAYING,
    DRAINING,
    ABORTING,
    STOPPED
} device_phase;

enum {
    PATIENCE_SECONDS = 5,
    CHANNELS_MOST = 2
};

/* Enough for a busy machine, and no key feels late. */
static const double least_latency = 0.035;

struct rawi_device {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    device_phase phase;
    bool closing;
    rawi_error error; /* of the phase that failed */
    PaStream *stream;
    unsigned rate;
    int channels;
    double latency;
    rawi_device_fill *fill;
    void *user;
    atomic_bool closed;  /* `fill` is not called any more: its user may be gone */
    atomic_bool filling; /* `fill` is being called */
    atomic_uint underruns;
};

/* ---- silence of the libraries below -------------------------------------------------------- */

static void ignore_alsa(const char *file, int line, const char *function, int number,
                        const char *format, ...) {
    (void)file;
    (void)line;
    (void)function;
    (void)number;
    (void)format;
}

static void ignore_jack(const char *message) {
    (void)message;
}

/* ALSA and JACK print on standard error what they look for in vain. They are PortAudio's
 * dependencies, here or not, so they are asked by name. */
static void silence_libraries(void) {
    typedef void alsa_handler(const char *, int, const char *, int, const char *, ...);
    typedef void jack_handler(const char *);
    int (*set_alsa)(alsa_handler *);
    void (*set_jack)(jack_handler *);
    *(void **)&set_alsa = dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler");
    if (set_alsa)
        set_alsa(ignore_alsa);
    static const char *const jack_names[] = {"jack_set_error_function", "jack_set_info_function"};
    for (size_t i = 0; i < sizeof jack_names / sizeof *jack_names; i++) {
        *(void **)&set_jack = dlsym(RTLD_DEFAULT, jack_names[i]);
        if (set_jack)
            set_jack(ignore_jack);
    }
}

/* ---- PortAudio, called in the thread ------------------------------------------------------- */

/* Calls `fill` unless the device was closed. Each side sets its own flag before it looks at the
 * other's, both sequentially consistent: close_fill sees `filling`, or this sees `closed`. */
static bool try_fill(rawi_device *device, float *samples, size_t count) {
    atomic_store(&device->filling, true);
    bool open = !atomic_load(&device->closed);
    if (open)
        device->fill(device->user, samples, count);
    atomic_store(&device->filling, false);
    return open;
}

/* From now on `fill` is neither called nor running. It never waits, so this does not wait long. */
static void close_fill(rawi_device *device) {
    static const struct timespec pause = {.tv_nsec = 1000000};
    atomic_store(&device->closed, true);
    while (atomic_load(&device->filling))
        nanosleep(&pause, NULL);
}

static int play(const void *input, void *output, unsigned long frames,
                const PaStreamCallbackTimeInfo *times, PaStreamCallbackFlags flags, void *user) {
    (void)input;
    (void)times;
    rawi_device *device = user;
    float *samples = output;
    if (flags & paOutputUnderflow)
        atomic_fetch_add_explicit(&device->underruns, 1, memory_order_relaxed);
    if (!try_fill(device, samples, frames)) {
        memset(samples, 0, frames * (size_t)device->channels * sizeof *samples);
        return paAbort;
    }
    if (device->channels == CHANNELS_MOST)
        for (size_t i = frames; i-- > 0;)
            samples[2 * i] = samples[2 * i + 1] = samples[i];
    return paContinue;
}

static rawi_status fail_device(rawi_error *error, PaError problem) {
    const PaHostErrorInfo *host = Pa_GetLastHostErrorInfo();
    const char *reason = problem == paUnanticipatedHostError && host && *host->errorText
                             ? host->errorText
                             : Pa_GetErrorText(problem);
    return rawi_fail(error, RAWI_ERROR_DEVICE,
                     _("the sound device cannot be used: %s; is another program holding it? (rawi "
                       "save makes a file instead)"),
                     reason);
}

static PaError try_open(rawi_device *device, PaDeviceIndex index, int channels, double rate) {
    const PaDeviceInfo *info = Pa_GetDeviceInfo(index);
    double latency = info->defaultHighOutputLatency;
    PaStreamParameters parameters = {.device = index,
                                     .channelCount = channels,
                                     .sampleFormat = paFloat32,
                                     .suggestedLatency =
                                         latency > least_latency ? latency : least_latency};
    device->channels = channels;
    device->rate = (unsigned)rate;
    return Pa_OpenStream(&device->stream, NULL, &parameters, rate, paFramesPerBufferUnspecified,
                         paNoFlag, play, device);
}

static rawi_status prepare(rawi_device *device, rawi_error *error) {
    PaDeviceIndex index = Pa_GetDefaultOutputDevice();
    if (index == paNoDevice)
        return rawi_fail(error, RAWI_ERROR_DEVICE, "%s",
                         _("there is no sound device; rawi save makes a file instead"));
    double usual = Pa_GetDeviceInfo(index)->defaultSampleRate;
    const double rates[] = {device->rate, usual};
    PaError problem = paNoError;
    for (size_t i = 0; i < 2 && !device->stream; i++)
        for (int channels = 1; channels <= CHANNELS_MOST && !device->stream; channels++) {
            PaError tried = try_open(device, index, channels, rates[i]);
            problem = tried == paNoError || problem == paNoError ? tried : problem;
        }
    if (!device->stream)
        return fail_device(error, problem);
    device->latency = Pa_GetStreamInfo(device->stream)->outputLatency;
    return RAWI_OK;
}

static rawi_status work(rawi_device *device, device_phase phase, rawi_error *error) {
    PaError problem;
    switch (phase) {
    case INITIALIZING:
        silence_libraries();
        problem = Pa_Initialize();
        return problem == paNoError ? RAWI_OK : fail_device(error, problem);
    case PREPARING:
        return prepare(device, error);
    case STARTING:
        problem = Pa_StartStream(device->stream);
        return problem == paNoError ? RAWI_OK : fail_device(error, problem);
    case DRAINING:
        Pa_StopStream(device->stream);
        return RAWI_OK;
    case ABORTING:
        Pa_AbortStream(device->stream);
        return RAWI_OK;
    default:
        return RAWI_OK;
    }
}

static bool is_working(device_phase phase) {
    return phase == INITIALIZING || phase == PREPARING || phase == STARTING || phase == DRAINING ||
           phase == ABORTING;
}

static device_phase phase_after(device_phase phase, rawi_status status) {
    if (status != RAWI_OK || phase == DRAINING || phase == ABORTING)
        return STOPPED;
    return phase + 1;
}

static void *run(void *user) {
    rawi_device *device = user;
    bool initialized = false;
    pthread_mutex_lock(&device->lock);
    while (is_working(device->phase) || !device->closing) {
        if (!is_working(device->phase)) {
            pthread_cond_wait(&device->changed, &device->lock);
            continue;
        }
        device_phase phase = device->phase;
        rawi_error error = {0};
        pthread_mutex_unlock(&device->lock);
        rawi_status status = work(device, phase, &error);
        pthread_mutex_lock(&device->lock);
        if (phase == INITIALIZING)
            initialized = status == RAWI_OK;
        if (status != RAWI_OK)
            device->error = error;
        device->phase = phase_after(phase, status);
        pthread_cond_broadcast(&device->changed);
    }
    pthread_mutex_unlock(&device->lock);
    if (device->stream)
        Pa_CloseStream(device->stream);
    if (initialized)
        Pa_Terminate();
    pthread_mutex_lock(&device->lock);
    device->closing = false;
    pthread_cond_broadcast(&device->changed);
    pthread_mutex_unlock(&device->lock);
    return NULL;
}

/* ---- what the others ask for --------------------------------------------------------------- */

static void free_device(rawi_device *device) {
    pthread_cond_destroy(&device->changed);
    pthread_mutex_destroy(&device->lock);
    free(device);
}

rawi_status rawi_device_open(rawi_device **device, rawi_error *error) {
    rawi_device *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    pthread_mutex_init(&made->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&made->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    setenv("JACK_NO_START_SERVER", "1", 0); /* to look for a JACK server shall not start one */
    if (pthread_create(&made->thread, NULL, run, made) != 0) {
        free_device(made);
        return rawi_fail_memory(error);
    }
    *device = made;
    return RAWI_OK;
}

static struct timespec deadline(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += PATIENCE_SECONDS;
    return time;
}

/* Waits, with the lock held, until the thread rests; false when it does not in time. */
static bool wait_for_rest(rawi_device *device) {
    struct timespec end = deadline();
    while (is_working(device->phase))
        if (pthread_cond_timedwait(&device->changed, &device->lock, &end) != 0)
            return !is_working(device->phase);
    return true;
}

static bool ask(rawi_device *device, device_phase phase) {
    device->phase = phase;
    pthread_cond_broadcast(&device->changed);
    return wait_for_rest(device);
}

/* Goes from the phase `from` by `doing` to the one after it, with the lock held. */
static rawi_status advance(rawi_device *device, device_phase from, device_phase doing,
                           rawi_error *error) {
    bool answers = wait_for_rest(device);
    if (answers && device->phase == from)
        answers = ask(device, doing);
    if (!answers)
        return rawi_fail(error, RAWI_ERROR_DEVICE, "%s",
                         _("the sound system does not answer; rawi save makes a file instead"));
    if (device->phase != doing + 1)
        return rawi_fail(error, device->error.status, "%s", device->error.message);
    return RAWI_OK;
}

rawi_status rawi_device_prepare(rawi_device *device, unsigned rate, unsigned *actual_rate,
                                rawi_error *error) {
    pthread_mutex_lock(&device->lock);
    device->rate = rate;
    rawi_status status = advance(device, INITIALIZED, PREPARING, error);
    *actual_rate = device->rate;
    pthread_mutex_unlock(&device->lock);
    return status;
}

rawi_status rawi_device_start(rawi_device *device, rawi_device_fill *fill, void *user,
                              rawi_error *error) {
    pthread_mutex_lock(&device->lock);
    device->fill = fill;
    device->user = user;
    rawi_status status = advance(device, PREPARED, STARTING, error);
    pthread_mutex_unlock(&device->lock);
    return status;
}

double rawi_device_latency(const rawi_device *device) {
    return device->latency;
}

bool rawi_device_is_playing(rawi_device *device) {
    return Pa_IsStreamActive(device->stream) == 1;
}

unsigned rawi_device_underruns(const rawi_device *device) {
    return atomic_load_explicit(&device->underruns, memory_order_relaxed);
}

void rawi_device_stop(rawi_device *device, bool drain) {
    pthread_mutex_lock(&device->lock);
    if (device->phase == PLAYING)
        ask(device, drain ? DRAINING : ABORTING);
    pthread_mutex_unlock(&device->lock);
}

void rawi_device_close(rawi_device *device) {
    if (!device)
        return;
    rawi_device_stop(device, false);
    pthread_mutex_lock(&device->lock);
    device->closing = true;
    pthread_cond_broadcast(&device->changed);
    struct timespec end = deadline();
    bool answers = true;
    while (device->closing && answers)
        answers = pthread_cond_timedwait(&device->changed, &device->lock, &end) == 0;
    pthread_mutex_unlock(&device->lock);
    if (!answers) {
        /* The thread is lost in the sound system, which may still call `play`: the device is left
         * to both of them and never freed. */
        close_fill(device);
        pthread_detach(device->thread);
        return;
    }
    pthread_join(device->thread, NULL);
    free_device(device);
}
