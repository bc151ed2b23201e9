/* How messages are spoken: what the server sets for each, and what rawi.conf sets for all. */
#ifndef RAWI_SPD_SETTINGS_H
#define RAWI_SPD_SETTINGS_H

#include "base/error.h"

/* From which level on the name of a character is spoken inside a text. */
typedef enum spd_level {
    SPD_LEVEL_NONE,
    SPD_LEVEL_SOME,
    SPD_LEVEL_MOST,
    SPD_LEVEL_ALL,
    SPD_LEVEL_CHARACTER /* only where it is spelled */
} spd_level;

typedef enum spd_capitals {
    SPD_CAPITALS_NONE,
    SPD_CAPITALS_SPELL, /* said before the letter */
    SPD_CAPITALS_ICON   /* a tone before the letter */
} spd_capitals;

enum {
    SPD_NAME_MAX = 96
};

typedef struct spd_settings {
    double rate;  /* 0.5 to 4.0 */
    double pitch; /* half tones, -12 to 12 */
    float gain;   /* 0 to 1 */
    spd_level punctuation;
    bool spelling;
    spd_capitals capitals;
    char voice[SPD_NAME_MAX]; /* "" where the server names none */
    char type[SPD_NAME_MAX];  /* "male1", "child_female"…, "" where it asks for none */
} spd_settings;

/* What holds before the server sets anything. */
spd_settings spd_settings_default(void);

/* Takes one "name=value"; false where the value has no meaning. A name that is not known is passed
 * over. */
bool spd_settings_set(spd_settings *settings, const char *name, const char *value);

/* rawi.conf, in the form of the server's own files: a name and a value, in quotation marks where it
 * has spaces. */
typedef struct spd_config {
    char voice[SPD_NAME_MAX]; /* DefaultVoice; "" is Rawi's own choice */
    char icons[4096];         /* SoundIconFolder */
    char lexicon[4096];       /* Lexicon; "" is none */
    rawi_endings endings;     /* Endings */
} spd_config;

/* Reads the file; NULL or one that is not there leaves what holds without it. A line that is wrong
 * is RAWI_ERROR_DATA with its number. */
rawi_status spd_config_read(const char *path, spd_config *config, rawi_error *error);

#endif
