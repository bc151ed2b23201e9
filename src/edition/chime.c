/* The chime: notes of a vibraphone. Its bars are cut so that the first overtone is two octaves
 * above the fundamental; the next one is about ten times as high and dies at once (N. Fletcher, T.
 * Rossing, "The Physics of Musical Instruments", chapter 19). Each partial is a decaying
 * two-pole resonator that was struck once. */
#include "edition/chime.h"

#include <math.h>
#include <stdlib.h>

typedef struct partial {
    double ratio; /* to the fundamental */
    double level;
    double decay; /* seconds to a tenth */
} partial;

/* The fundamental has a twin a little beside it, so that the note lives. */
static const partial partials[] = {
    {1.0, 0.55, 1.5}, {1.0025, 0.45, 1.3}, {4.0, 0.16, 0.35}, {9.8, 0.04, 0.06}};

typedef struct note {
    double start; /* seconds */
    double pitch; /* hertz */
    double level;
} note;

enum {
    NOTES = 3
};

/* E, B and the E above: fifth and fourth have neither major nor minor. */
static const note notes[][NOTES] = {
    [RAWI_CHIME_OPENING] = {{0.00, 329.63, 0.8}, {0.19, 493.88, 0.7}, {0.38, 659.26, 0.6}},
    [RAWI_CHIME_CLOSING] = {{0.00, 659.26, 0.6}, {0.22, 493.88, 0.7}, {0.48, 329.63, 0.8}},
};

static const double chime_seconds = 2.4;
static const double attack_seconds = 0.004; /* a soft mallet */

static void strike(const note *struck, const partial *sounding, unsigned rate, float *samples,
                   size_t count) {
    const double pi = acos(-1.0);
    double angle = 2 * pi * struck->pitch * sounding->ratio / rate;
    if (angle >= pi)
        return;
    double radius = pow(0.1, 1 / (sounding->decay * rate));
    double forward = 2 * radius * cos(angle);
    double back = radius * radius;
    double now = 0;
    double next = radius * sin(angle) * struck->level * sounding->level;
    double softness = exp(-1 / (attack_seconds * rate));
    double missing = 1; /* of the level, while the mallet touches */
    for (size_t i = (size_t)(struck->start * rate); i < count; i++) {
        samples[i] += (float)(now * (1 - missing));
        double after = forward * next - back * now;
        now = next;
        next = after;
        missing *= softness;
    }
}

rawi_status rawi_chime_make(rawi_chime chime, unsigned rate, float **samples, size_t *count,
                            rawi_error *error) {
    *count = (size_t)(chime_seconds * rate);
    *samples = calloc(*count, sizeof **samples);
    if (!*samples)
        return rawi_fail_memory(error);
    for (size_t i = 0; i < NOTES; i++)
        for (size_t j = 0; j < sizeof partials / sizeof *partials; j++)
            strike(&notes[chime][i], &partials[j], rate, *samples, *count);
    for (size_t i = 0; i < *count; i++)
        (*samples)[i] *= 0.4F;
    return RAWI_OK;
}
