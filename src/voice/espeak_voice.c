/* The eSpeak NG voices of our own. */
#include "voice/espeak_voice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

extern const char rawi_espeak_salim[], rawi_espeak_noura[];

static const rawi_espeak_voice voices[] = {
    {"salim", rawi_espeak_salim, 84.0, 40.0, 100},
    {"noura", rawi_espeak_noura, 150.0, 60.0, 100},
};

const rawi_espeak_voice *rawi_espeak_voice_find(const char *name) {
    for (size_t i = 0; i < sizeof voices / sizeof *voices; i++)
        if (strcmp(voices[i].name, name) == 0)
            return &voices[i];
    return NULL;
}

/* In "pitch A B" the melody starts from A - 9 Hz; B - A is how far it moves. */
static const double pitch_offset = 9.0;

bool rawi_espeak_voice_write(const rawi_espeak_voice *voice, const rawi_espeak_melody *melody,
                             rawi_text *text) {
    double ratio = exp2(melody->half_tones / 12.0);
    double start = voice->base * ratio + pitch_offset;
    double end = start + voice->span * ratio * melody->range;
    const char *tune = melody->tune;
    char lines[128];
    snprintf(lines, sizeof lines, "pitch %ld %ld\ntunes %s %s %s %s %s\n", lround(start),
             lround(end), tune, tune, tune, tune, tune);
    rawi_text_clear(text);
    rawi_text_add_string(text, voice->file);
    return rawi_text_add_string(text, lines);
}
