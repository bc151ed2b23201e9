/* Manners of SSML 1.1, chapters 3.2.2 (emphasis), 3.2.3 (break) and 3.2.4 (prosody). */
#include "spd/manner.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const double least_factor = 0.25, most_factor = 4.0;
static const double most_half_tones = 12.0;
static const double most_gain = 2.0;
static const double most_seconds = 10.0;

/* A word for a number. */
typedef struct named_number {
    const char *name;
    double number;
} named_number;

static const named_number rates[] = {{"x-slow", 0.5},  {"slow", 0.75}, {"medium", 1.0},
                                     {"default", 1.0}, {"fast", 1.35}, {"x-fast", 1.8},
                                     {NULL, 0.0}};
static const named_number pitches[] = {{"x-low", -6.0},  {"low", -3.0}, {"medium", 0.0},
                                       {"default", 0.0}, {"high", 3.0}, {"x-high", 6.0},
                                       {NULL, 0.0}};
static const named_number volumes[] = {{"silent", 0.0}, {"x-soft", 0.25}, {"soft", 0.5},
                                       {"medium", 1.0}, {"default", 1.0}, {"loud", 1.4},
                                       {"x-loud", 2.0}, {NULL, 0.0}};

static const struct {
    const char *level;
    spd_manner manner;
} emphases[] = {{"strong", {.rate = 0.85, .pitch = 2.0, .gain = 1.4}},
                {"moderate", {.rate = 0.92, .pitch = 1.0, .gain = 1.2}},
                {"reduced", {.rate = 1.1, .pitch = -0.5, .gain = 0.7}},
                {"none", {.rate = 1.0, .pitch = 0.0, .gain = 1.0}}};

spd_manner spd_manner_plain(void) {
    return (spd_manner){.rate = 1.0, .pitch = 0.0, .gain = 1.0};
}

static bool find_named(const char *value, const named_number *named, double *number) {
    while (named->name && strcmp(named->name, value) != 0)
        named++;
    if (named->name)
        *number = named->number;
    return named->name != NULL;
}

/* A number and its unit, which is what follows it; false where it is none. */
static bool read_number(const char *value, double *number, const char **unit) {
    char *end;
    *number = strtod(value, &end);
    *unit = end + strspn(end, " ");
    return end != value && isfinite(*number);
}

static bool has_sign(const char *value) {
    return *value == '+' || *value == '-';
}

static double within(double number, double least, double most) {
    return fmin(fmax(number, least), most);
}

/* "80%" is a share, "+20%" a share more. */
static double share(const char *value, double percent) {
    return (has_sign(value) ? 100.0 + percent : percent) / 100.0;
}

static double rate_factor(const char *value) {
    double number;
    const char *unit;
    if (find_named(value, rates, &number))
        return number;
    if (!read_number(value, &number, &unit))
        return 1.0;
    if (strcmp(unit, "%") == 0)
        number = share(value, number);
    else if (*unit || has_sign(value))
        return 1.0;
    return number > 0.0 ? within(number, least_factor, most_factor) : 1.0;
}

static double half_tones(const char *value) {
    double number;
    const char *unit;
    if (find_named(value, pitches, &number))
        return number;
    if (!read_number(value, &number, &unit))
        return 0.0;
    if (strcmp(unit, "%") == 0 && share(value, number) > 0.0)
        number = 12.0 * log2(share(value, number));
    else if (strcmp(unit, "st") != 0)
        return 0.0;
    return within(number, -most_half_tones, most_half_tones);
}

static double gain_factor(const char *value) {
    double number;
    const char *unit;
    if (find_named(value, volumes, &number))
        return number;
    if (!read_number(value, &number, &unit))
        return 1.0;
    if (strcmp(unit, "dB") == 0)
        number = pow(10.0, number / 20.0);
    else if (strcmp(unit, "%") == 0 || !*unit)
        number = share(value, number);
    else
        return 1.0;
    return within(number, 0.0, most_gain);
}

spd_manner spd_manner_prosody(spd_manner around, const char *rate, const char *pitch,
                              const char *volume) {
    if (rate)
        around.rate *= rate_factor(rate);
    if (pitch)
        around.pitch += half_tones(pitch);
    if (volume)
        around.gain *= gain_factor(volume);
    return around;
}

spd_manner spd_manner_emphasis(spd_manner around, const char *level) {
    for (size_t i = 0; i < sizeof emphases / sizeof *emphases; i++) {
        if (strcmp(emphases[i].level, level ? level : "moderate") != 0)
            continue;
        around.rate *= emphases[i].manner.rate;
        around.pitch += emphases[i].manner.pitch;
        around.gain *= emphases[i].manner.gain;
    }
    return around;
}

double spd_manner_seconds(const char *duration) {
    double number;
    const char *unit;
    if (!duration || !read_number(duration, &number, &unit) || number < 0.0)
        return -1.0;
    if (strcmp(unit, "ms") == 0)
        return fmin(number / 1000.0, most_seconds);
    return strcmp(unit, "s") == 0 ? fmin(number, most_seconds) : -1.0;
}
