/* sd_rawi, an output module of Speech Dispatcher: what screen readers say, Rawi speaks.
 *
 * The server starts it with the path of its configuration, sends commands on standard input and
 * takes replies, events and the sound itself on standard output (the "Communication Protocol for
 * Output Modules" of its manual). The sound goes through the server, since its version 0.11,
 * because it knows the user's device and can silence what it has not played yet. */
#include "spd/input.h"
#include "spd/output.h"
#include "spd/settings.h"
#include "spd/speaker.h"
#include "voice/voice.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct module {
    spd_config config;
    spd_settings settings;
    spd_speaker *speaker; /* NULL until INIT */
    rawi_text received;
} module;

/* ---- parameters ---------------------------------------------------------------------------- */

/* Takes name=value lines up to the final dot; false at the input's end. `*valid` is what `set` said
 * of all of them. */
static bool read_parameters(module *rawi, const char *opening,
                            bool (*set)(module *, const char *, const char *), bool *valid) {
    *valid = true;
    spd_output_reply(opening);
    for (char *line; (line = spd_input_line());) {
        if (strcmp(line, ".") == 0)
            return true;
        char *equals = strchr(line, '=');
        if (equals)
            *equals = '\0';
        if (!equals || !set(rawi, line, equals + 1))
            *valid = false;
    }
    return false;
}

static bool set_parameter(module *rawi, const char *name, const char *value) {
    return spd_settings_set(&rawi->settings, name, value);
}

static bool set_audio(module *rawi, const char *name, const char *value) {
    (void)rawi;
    return strcmp(name, "audio_output_method") != 0 || strcmp(value, "server") == 0;
}

static bool set_log_level(module *rawi, const char *name, const char *value) {
    (void)rawi;
    (void)value;
    return strcmp(name, "log_level") == 0;
}

static bool set_up(module *rawi) {
    bool valid;
    if (!read_parameters(rawi, "203 OK RECEIVING SETTINGS\n", set_parameter, &valid))
        return false;
    spd_output_reply(valid ? "203 OK SETTINGS RECEIVED\n"
                           : "303 ERROR INVALID PARAMETER OR VALUE\n");
    return true;
}

static bool set_up_audio(module *rawi) {
    bool valid;
    if (!read_parameters(rawi, "207 OK RECEIVING AUDIO SETTINGS\n", set_audio, &valid))
        return false;
    spd_output_reply(valid ? "203 OK AUDIO INITIALIZED\n"
                           : "300-sound goes through the server only (Speech Dispatcher 0.11 or "
                             "later)\n300 MODULE ERROR\n");
    return true;
}

static bool set_up_log(module *rawi) {
    bool valid;
    if (!read_parameters(rawi, "207 OK RECEIVING LOGLEVEL SETTINGS\n", set_log_level, &valid))
        return false;
    spd_output_reply(valid ? "203 OK LOGLEVEL SET\n" : "303 ERROR INVALID PARAMETER OR VALUE\n");
    return true;
}

/* ---- messages ------------------------------------------------------------------------------ */

/* Receives lines up to the final dot, of which each had one put before a dot of its own; false at
 * the input's end. A message too long is emptied. */
static bool receive(module *rawi) {
    rawi_text *received = &rawi->received;
    bool too_long = false;
    received->failed = false;
    rawi_text_clear(received);
    spd_output_reply("202 OK RECEIVING MESSAGE\n");
    for (char *line; (line = spd_input_line());) {
        if (strcmp(line, ".") == 0) {
            if (too_long || received->failed)
                rawi_text_clear(received);
            return true;
        }
        line += line[0] == '.';
        too_long = too_long || received->length + strlen(line) >= SPD_MESSAGE_MAX;
        if (too_long)
            continue;
        if (received->length > 0)
            rawi_text_add(received, "\n", 1);
        rawi_text_add_string(received, line);
    }
    return false;
}

static bool take_message(module *rawi, spd_kind kind) {
    if (!receive(rawi))
        return false;
    rawi_slice received = {rawi->received.bytes, rawi->received.length};
    spd_job job;
    if (received.length == 0 || !rawi->speaker)
        spd_output_reply("301 ERROR CANT SPEAK\n");
    else if (kind != SPD_KIND_TEXT && memchr(received.bytes, '\n', received.length))
        spd_output_reply("305 DATA MORE THAN ONE LINE\n");
    else if (spd_output_open(&job) &&
             !spd_speaker_speak(rawi->speaker, job, kind, received, &rawi->settings))
        spd_output_stop();
    return true;
}

static bool take_text(module *rawi) {
    return take_message(rawi, SPD_KIND_TEXT);
}

static bool take_character(module *rawi) {
    return take_message(rawi, SPD_KIND_CHARACTER);
}

static bool take_key(module *rawi) {
    return take_message(rawi, SPD_KIND_KEY);
}

static bool take_icon(module *rawi) {
    return take_message(rawi, SPD_KIND_ICON);
}

static void stop_speech(module *rawi) {
    spd_output_stop();
    if (rawi->speaker)
        spd_speaker_stop(rawi->speaker);
}

static bool stop(module *rawi) {
    stop_speech(rawi);
    return true;
}

static bool pause_speech(module *rawi) {
    (void)rawi;
    spd_output_pause();
    return true;
}

/* ---- life ---------------------------------------------------------------------------------- */

static bool initialize(module *rawi) {
    rawi_error error = {0};
    char failure[sizeof error.message + 64];
    if (rawi->speaker || spd_speaker_open(&rawi->config, &rawi->speaker, &error) == RAWI_OK) {
        spd_output_reply("299-Rawi\n299 OK LOADED SUCCESSFULLY\n");
        return true;
    }
    snprintf(failure, sizeof failure, "399-%s\n399 ERR CANT INIT MODULE\n", error.message);
    spd_output_reply(failure);
    return true;
}

static void list_voice(const rawi_voice_info *voice, rawi_text *list) {
    static const char *const variants[] = {[RAWI_GENDER_UNKNOWN] = "none",
                                           [RAWI_GENDER_MALE] = "male",
                                           [RAWI_GENDER_FEMALE] = "female"};
    const char *parts[] = {
        "200-", voice->name, "\t", voice->language, "\t", variants[voice->gender], "\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        rawi_text_add_string(list, parts[i]);
}

static bool list_voices(module *rawi) {
    (void)rawi;
    rawi_arena arena = {0};
    rawi_text list = {0};
    const rawi_voice_info *voices;
    size_t count = 0;
    if (rawi_voices(&arena, &voices, &count, NULL) != RAWI_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        list_voice(&voices[i], &list);
    rawi_text_add_string(&list, "200 OK VOICE LIST SENT\n");
    spd_output_reply(count > 0 && !list.failed ? list.bytes : "304 CANT LIST VOICES\n");
    rawi_text_free(&list);
    rawi_arena_free(&arena);
    return true;
}

static bool set_debugging(module *rawi) {
    (void)rawi;
    spd_output_reply("200 OK DEBUGGING\n");
    return true;
}

static bool quit(module *rawi) {
    stop_speech(rawi);
    spd_output_reply("210 OK QUIT\n");
    return false;
}

typedef struct command {
    const char *name;
    bool (*carry_out)(module *rawi); /* false: the module ends */
} command;

static const command commands[] = {{"INIT", initialize},
                                   {"SET", set_up},
                                   {"AUDIO", set_up_audio},
                                   {"LOGLEVEL", set_up_log},
                                   {"SPEAK", take_text},
                                   {"CHAR", take_character},
                                   {"KEY", take_key},
                                   {"SOUND_ICON", take_icon},
                                   {"STOP", stop},
                                   {"PAUSE", pause_speech},
                                   {"LIST VOICES", list_voices},
                                   {"DEBUG", set_debugging},
                                   {"QUIT", quit}};

static const command *find_command(const char *line) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        size_t length = strlen(commands[i].name);
        bool exact = strcmp(line, commands[i].name) == 0;
        /* DEBUG has an argument; nothing is made of it, as stderr is the server's log. */
        if (exact ||
            (strcmp(commands[i].name, "DEBUG") == 0 && strncmp(line, "DEBUG ", length + 1) == 0))
            return &commands[i];
    }
    return NULL;
}

static void serve(module *rawi) {
    bool goes_on = true;
    for (char *line; goes_on && (line = spd_input_line());) {
        const command *asked = find_command(line);
        if (asked)
            goes_on = asked->carry_out(rawi);
        else
            spd_output_reply("300 ERR UNKNOWN COMMAND\n");
    }
    stop_speech(rawi);
}

int main(int count, char **arguments) {
    module rawi = {.settings = spd_settings_default()};
    rawi_error error = {0};
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* meant for the server, which ends its modules itself */
    if (spd_config_read(count > 1 ? arguments[1] : NULL, &rawi.config, &error) != RAWI_OK)
        fprintf(stderr, "sd_rawi: %s\n", error.message);
    serve(&rawi);
    spd_speaker_close(rawi.speaker);
    rawi_text_free(&rawi.received);
    spd_input_free();
    return 0;
}
