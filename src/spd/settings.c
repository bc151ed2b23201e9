/* Settings: the server's scales from -100 to 100 become Rawi's own. */
#include "spd/settings.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

spd_settings spd_settings_default(void) {
    return (spd_settings){.rate = 1.0, .gain = 1.0f};
}

/* ---- the server's settings ----------------------------------------------------------------- */

/* 0 is the voice's own rate, -100 half of it, 100 four times it, each step the same ratio. */
static bool set_rate(spd_settings *settings, double value) {
    settings->rate = pow(value < 0 ? 2.0 : 4.0, value / 100.0);
    return true;
}

static bool set_pitch(spd_settings *settings, double value) {
    settings->pitch = value * 12.0 / 100.0;
    return true;
}

static bool set_volume(spd_settings *settings, double value) {
    settings->gain = (float)((value + 100.0) / 200.0);
    return true;
}

/* A number from -100 to 100; larger ones are taken for the end of the scale. */
static bool set_number(spd_settings *settings, const char *value,
                       bool (*set)(spd_settings *, double)) {
    char *end;
    errno = 0;
    double number = strtod(value, &end);
    if (end == value || *end || errno || isnan(number))
        return false;
    return set(settings, fmin(fmax(number, -100.0), 100.0));
}

/* The place of `value` among `names`, which NULL ends; -1 where it is none of them. */
static int index_of(const char *value, const char *const *names) {
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], value) == 0)
            return i;
    return -1;
}

static bool set_punctuation(spd_settings *settings, const char *value) {
    static const char *const names[] = {"none", "some", "most", "all", NULL};
    int level = index_of(value, names);
    if (level >= 0)
        settings->punctuation = (spd_level)level;
    return level >= 0;
}

static bool set_spelling(spd_settings *settings, const char *value) {
    static const char *const names[] = {"off", "on", NULL};
    int spells = index_of(value, names);
    if (spells >= 0)
        settings->spelling = spells;
    return spells >= 0;
}

static bool set_capitals(spd_settings *settings, const char *value) {
    static const char *const names[] = {"none", "spell", "icon", NULL};
    int capitals = index_of(value, names);
    if (capitals >= 0)
        settings->capitals = (spd_capitals)capitals;
    return capitals >= 0;
}

/* A name too long is none of a voice here: as if none were asked for. */
static void copy_name(char to[SPD_NAME_MAX], const char *value) {
    bool is_name = strcmp(value, "NULL") != 0 && strlen(value) < SPD_NAME_MAX;
    strcpy(to, is_name ? value : "");
}

static bool is_unset(const char *value) {
    return strcmp(value, "NULL") == 0;
}

bool spd_settings_set(spd_settings *settings, const char *name, const char *value) {
    static const struct {
        const char *name;
        bool (*set)(spd_settings *, double);
    } numbers[] = {{"rate", set_rate}, {"pitch", set_pitch}, {"volume", set_volume}};
    static const struct {
        const char *name;
        bool (*set)(spd_settings *, const char *);
    } words[] = {{"punctuation_mode", set_punctuation},
                 {"spelling_mode", set_spelling},
                 {"cap_let_recogn", set_capitals}};
    if (strcmp(name, "synthesis_voice") == 0)
        copy_name(settings->voice, value);
    else if (strcmp(name, "voice") == 0)
        copy_name(settings->type, value);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(numbers[i].name, name) == 0)
            return is_unset(value) || set_number(settings, value, numbers[i].set);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].name, name) == 0)
            return is_unset(value) || words[i].set(settings, value);
    /* The voices read every language, their melody has one range; and what a later server sets may
     * not silence the message, as the answer that it is invalid would. */
    return true;
}

/* ---- rawi.conf ----------------------------------------------------------------------------- */

static rawi_status copy_value(char *to, size_t size, const char *value, const char *path,
                              size_t line, rawi_error *error) {
    if (strlen(value) >= size)
        return rawi_fail(error, RAWI_ERROR_DATA, _("%s:%zu: the value is too long"), path, line);
    strcpy(to, value);
    return RAWI_OK;
}

static rawi_status take(spd_config *config, const char *name, const char *value, const char *path,
                        size_t line, rawi_error *error) {
    static const char *const endings[] = {"pause", "full", "none", NULL};
    if (strcmp(name, "DefaultVoice") == 0)
        return copy_value(config->voice, sizeof config->voice, value, path, line, error);
    if (strcmp(name, "SoundIconFolder") == 0)
        return copy_value(config->icons, sizeof config->icons, value, path, line, error);
    if (strcmp(name, "Lexicon") == 0)
        return copy_value(config->lexicon, sizeof config->lexicon, value, path, line, error);
    if (strcmp(name, "Endings") == 0 && index_of(value, endings) >= 0) {
        config->endings = (rawi_endings)index_of(value, endings);
        return RAWI_OK;
    }
    return rawi_fail(error, RAWI_ERROR_DATA,
                     _("%s:%zu: there is no setting %s with the value %s; there are: DefaultVoice, "
                       "SoundIconFolder, Lexicon, Endings (pause, full, none)"),
                     path, line, name, value);
}

/* Cuts a line into its name and its value; false where it is empty or a comment. */
static bool cut(char *line, char **name, char **value) {
    *name = line + strspn(line, " \t");
    if (**name == '\0' || **name == '#' || **name == '\n')
        return false;
    char *end = *name + strcspn(*name, " \t\n");
    *value = end + strspn(end, " \t\n");
    *end = '\0';
    char quote = **value == '"';
    *value += quote;
    char *last = quote ? strchr(*value, '"') : NULL;
    (*value)[last ? (size_t)(last - *value) : strcspn(*value, "\n")] = '\0';
    return true;
}

rawi_status spd_config_read(const char *path, spd_config *config, rawi_error *error) {
    *config = (spd_config){.icons = "/usr/share/sounds/sound-icons"};
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file && path && errno != ENOENT)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s: cannot be read: %s"), path,
                         rawi_reason(errno));
    rawi_status status = RAWI_OK;
    char *line = NULL;
    size_t size = 0;
    for (size_t number = 1; file && status == RAWI_OK && getline(&line, &size, file) >= 0;
         number++) {
        char *name, *value;
        if (cut(line, &name, &value))
            status = take(config, name, value, path, number, error);
    }
    free(line);
    if (file)
        fclose(file);
    return status;
}
