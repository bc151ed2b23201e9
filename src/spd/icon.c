/* Sound icons by libsndfile, mixed to one channel. */
#include "spd/icon.h"

#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SECONDS_MAX = 10,
    CHANNELS_MAX = 8,
    RATE_MAX = 192000
};

static SNDFILE *open_icon(const char *folder, const char *name, SF_INFO *info) {
    static const char *const endings[] = {"", ".wav"};
    SNDFILE *file = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !file; i++) {
        char path[8192];
        int length = snprintf(path, sizeof path, "%s/%s%s", folder, name, endings[i]);
        if (length < 0 || (size_t)length >= sizeof path)
            return NULL;
        *info = (SF_INFO){0};
        file = sf_open(path, SFM_READ, info);
    }
    return file;
}

static bool is_sensible(const SF_INFO *info) {
    return info->frames > 0 && info->channels > 0 && info->channels <= CHANNELS_MAX &&
           info->samplerate > 0 && info->samplerate <= RATE_MAX &&
           info->frames <= (sf_count_t)SECONDS_MAX * info->samplerate;
}

/* Reads all frames and leaves the mean of their channels in `sound`. */
static bool read_mixed(SNDFILE *file, const SF_INFO *info, rawi_sound *sound) {
    size_t channels = (size_t)info->channels;
    if (!rawi_sound_reserve(sound, (size_t)info->frames * channels))
        return false;
    sf_count_t frames = sf_readf_float(file, sound->samples, info->frames);
    for (size_t frame = 0; frames > 0 && frame < (size_t)frames; frame++) {
        float sum = 0;
        for (size_t channel = 0; channel < channels; channel++)
            sum += sound->samples[frame * channels + channel];
        sound->samples[frame] = isfinite(sum) ? sum / (float)channels : 0;
    }
    sound->count = frames > 0 ? (size_t)frames : 0;
    return sound->count > 0;
}

bool spd_icon_read(const char *folder, const char *name, rawi_sound *sound, unsigned *rate) {
    SF_INFO info;
    if (name[0] == '.' || name[0] == '\0' || strchr(name, '/'))
        return false;
    SNDFILE *file = open_icon(folder, name, &info);
    if (!file)
        return false;
    bool read = is_sensible(&info) && read_mixed(file, &info, sound);
    sf_close(file);
    *rate = (unsigned)info.samplerate;
    return read;
}

bool spd_icon_capital(unsigned rate, rawi_sound *sound) {
    const double seconds = 0.05, frequency = 1320, level = 0.2, pi = 3.14159265358979;
    size_t count = (size_t)(seconds * rate);
    if (!rawi_sound_reserve(sound, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        double envelope = sin(pi * (double)i / (double)count);
        double wave = sin(2 * pi * frequency * (double)i / rate);
        sound->samples[sound->count++] = (float)(level * envelope * wave);
    }
    return true;
}
