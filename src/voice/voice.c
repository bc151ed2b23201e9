/* The common part of all voices: the engines there are, the voices to choose from, and the calls
 * that reach an engine through its driver. */
#include "voice/voice.h"

#include "base/text.h"
#include "voice/catalog.h"
#include "voice/hts.h"

#include <stdlib.h>
#include <string.h>

extern const rawi_voice_driver rawi_espeak_driver;

static const rawi_voice_driver *const drivers[] = {&rawi_espeak_driver, &rawi_hts_driver};

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

static const rawi_voice_driver *driver_of(const char *engine) {
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
        if (strcmp(drivers[i]->engine, engine) == 0)
            return drivers[i];
    return NULL;
}

/* How good a default a voice makes, the best first. */
typedef enum rank {
    RANK_NATURAL, /* of the catalog, installed */
    RANK_ADDED,   /* by the user */
    RANK_BUILT_IN,
    RANK_MUTE, /* installed, but this build lacks its engine */
    RANK_ABSENT,
} rank;

static rank rank_of(const rawi_catalog_voice *voice) {
    const rawi_voice_driver *driver = driver_of(voice->info.engine);
    if (!rawi_catalog_is_here(voice))
        return RANK_ABSENT;
    if (!driver || !driver->speak)
        return RANK_MUTE;
    if (voice->built_in)
        return RANK_BUILT_IN;
    return voice->address ? RANK_NATURAL : RANK_ADDED;
}

rawi_status rawi_voices(rawi_arena *arena, const rawi_voice_info **voices, size_t *count,
                        rawi_error *error) {
    const rawi_catalog_voice *all;
    size_t all_count;
    rawi_status status = rawi_catalog_read(arena, &all, &all_count, error);
    if (status != RAWI_OK)
        return status;
    rawi_voice_info *list = rawi_arena_array(arena, all_count, sizeof *list);
    if (!list)
        return rawi_fail_memory(error);
    *count = 0;
    for (rank wanted = RANK_NATURAL; wanted < RANK_ABSENT; wanted++)
        for (size_t i = 0; i < all_count; i++)
            if (rank_of(&all[i]) == wanted)
                list[(*count)++] = all[i].info;
    *voices = list;
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

/* Says of a voice of the catalog how to get it, else which voices there are. */
static rawi_status fail_absent(rawi_arena *arena, const char *name, const rawi_voice_info *voices,
                               size_t count, rawi_error *error) {
    const rawi_catalog_voice *all;
    size_t all_count;
    rawi_status status = rawi_catalog_read(arena, &all, &all_count, error);
    if (status != RAWI_OK)
        return status;
    if (rawi_catalog_find(all, all_count, name))
        return rawi_fail(error, RAWI_ERROR_VOICE,
                         _("the voice %s is not installed; get it with: rawi voices add %s"), name,
                         name);
    return fail_unknown(name, voices, count, error);
}

rawi_status rawi_voice_find(const char *name, rawi_arena *arena, const rawi_voice_info **voice,
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
    return fail_absent(arena, name, voices, count, error);
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
    rawi_status status = rawi_voice_find(name, &arena, &info, error);
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

void rawi_voice_restart(rawi_voice *voice) {
    if (voice->driver->restart)
        voice->driver->restart(voice->state);
}

void rawi_voice_close(rawi_voice *voice) {
    if (!voice)
        return;
    voice->driver->close(voice->state);
    free(voice);
}
