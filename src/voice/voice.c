/* The common part of all voices: the engines there are, the voices that are built in, and the calls
 * that reach an engine through its driver. */
#include "voice/voice.h"

#include "base/text.h"
#include "voice/hts.h"

#include <stdlib.h>
#include <string.h>

extern const rawi_voice_driver rawi_espeak_driver;

static const rawi_voice_driver *const drivers[] = {&rawi_espeak_driver, &rawi_hts_driver};

/* The first one is the default. Descriptions are translated where they are handed out. */
static const rawi_voice_info built_in[] = {
    {"salim", "ar", RAWI_GENDER_MALE, "espeak", N_("Salim: a calm man's voice for long listening"),
     NULL},
    {"noura", "ar", RAWI_GENDER_FEMALE, "espeak",
     N_("Noura: a clear woman's voice for long listening"), NULL},
};

struct rawi_voice {
    const rawi_voice_driver *driver;
    void *state;
    unsigned rate;
};

/* ---- sound --------------------------------------------------------------------------------- */

bool rawi_sound_reserve(rawi_sound *sound, size_t more) {
    size_t limit = SIZE_MAX / sizeof *sound->samples;
    if (more > limit - sound->count)
        return false;
    size_t needed = sound->count + more;
    if (needed <= sound->capacity)
        return true;
    size_t capacity = sound->capacity <= limit / 2 ? sound->capacity * 2 : limit;
    if (capacity < needed)
        capacity = needed;
    float *samples = realloc(sound->samples, capacity * sizeof *samples);
    if (!samples)
        return false;
    sound->samples = samples;
    sound->capacity = capacity;
    return true;
}

void rawi_sound_free(rawi_sound *sound) {
    free(sound->samples);
    *sound = (rawi_sound){0};
}

/* ---- catalog ------------------------------------------------------------------------------- */

rawi_status rawi_voices(rawi_arena *arena, const rawi_voice_info **voices, size_t *count,
                        rawi_error *error) {
    size_t all = sizeof built_in / sizeof *built_in;
    rawi_voice_info *list = rawi_arena_array(arena, all, sizeof *list);
    if (!list)
        return rawi_fail_memory(error);
    for (size_t i = 0; i < all; i++) {
        list[i] = built_in[i];
        list[i].description = _(built_in[i].description);
    }
    *voices = list;
    *count = all;
    return RAWI_OK;
}

static rawi_status fail_unknown(const char *name, const rawi_voice_info *voices, size_t count,
                                rawi_error *error) {
    rawi_text names = {0};
    for (size_t i = 0; i < count; i++) {
        rawi_text_add_string(&names, i ? _(", ") : "");
        rawi_text_add_string(&names, voices[i].name);
    }
    rawi_status status =
        names.failed ? rawi_fail_memory(error)
                     : rawi_fail(error, RAWI_ERROR_VOICE,
                                 _("there is no voice \"%s\"; there are: %s"), name, names.bytes);
    rawi_text_free(&names);
    return status;
}

static rawi_status find_voice(rawi_arena *arena, const char *name, const rawi_voice_info **voice,
                              rawi_error *error) {
    const rawi_voice_info *voices;
    size_t count;
    rawi_status status = rawi_voices(arena, &voices, &count, error);
    if (status != RAWI_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        if (!name || strcmp(voices[i].name, name) == 0) {
            *voice = &voices[i];
            return RAWI_OK;
        }
    }
    return fail_unknown(name, voices, count, error);
}

static const rawi_voice_driver *driver_of(const char *engine) {
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
        if (strcmp(drivers[i]->engine, engine) == 0)
            return drivers[i];
    return NULL;
}

/* ---- voice --------------------------------------------------------------------------------- */

static rawi_status open_voice(const rawi_voice_info *info, rawi_voice **voice, rawi_error *error) {
    const rawi_voice_driver *driver = driver_of(info->engine);
    if (!driver)
        return rawi_fail(error, RAWI_ERROR_VOICE,
                         _("voice \"%s\" needs the engine \"%s\", which this build does not have"),
                         info->name, info->engine);
    rawi_voice *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->driver = driver;
    rawi_status status = driver->open(info->name, info->path, &made->state, &made->rate, error);
    if (status != RAWI_OK) {
        free(made);
        return status;
    }
    *voice = made;
    return RAWI_OK;
}

rawi_status rawi_voice_open(const char *name, rawi_voice **voice, rawi_error *error) {
    rawi_arena arena = {0};
    const rawi_voice_info *info = NULL;
    rawi_status status = find_voice(&arena, name, &info, error);
    if (status == RAWI_OK)
        status = open_voice(info, voice, error);
    rawi_arena_free(&arena);
    return status;
}

unsigned rawi_voice_rate(const rawi_voice *voice) {
    return voice->rate;
}

rawi_status rawi_voice_speak(rawi_voice *voice, const rawi_phrase *phrase,
                             const rawi_prosody *prosody, rawi_sound *sound, rawi_word_time *times,
                             rawi_error *error) {
    return voice->driver->speak(voice->state, phrase, prosody, sound, times, error);
}

void rawi_voice_close(rawi_voice *voice) {
    if (!voice)
        return;
    voice->driver->close(voice->state);
    free(voice);
}
