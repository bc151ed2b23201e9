/* Commands in words. */
#include "listen/steer.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const rawi_steering rawi_steerings[] = {
    {"play", NULL, N_("go on")},
    {"pause", NULL, N_("pause")},
    {"toggle", NULL, N_("pause or go on")},
    {"stop", NULL, N_("stop; play goes on at the same word")},
    {"next", NULL, N_("the next article")},
    {"previous", NULL, N_("the article before, or this one's beginning")},
    {"sentence", N_("±NUMBER"), N_("sentences forth or back")},
    {"paragraph", N_("±NUMBER"), N_("paragraphs forth or back")},
    {"seek", N_("[±]SECONDS"), N_("to a time, as 90 or 1:30, or by so much")},
    {"word", N_("POSITION"), N_("to the word at this byte of the article's text")},
    {"rate", N_("[±]FACTOR"), N_("speed, 0.5 to 4")},
    {"volume", N_("[±]PERCENT"), N_("volume, 0 to 150")},
    {"sleep", N_("MINUTES|off"), N_("fade out and pause after so long, at a sentence's end")},
    {"add", N_("SOURCE..."), N_("articles to the end of the queue")},
    {"remove", N_("ITEM"), N_("an item from the queue, by the number that list says")},
    {"go", N_("ITEM"), N_("to an item of the queue")},
    {"quit", NULL, N_("end Rawi")},
    {NULL, NULL, NULL},
};

enum {
    MOVES_MOST = 100,
    SOURCES_MOST = 1000
};

/* A number as it was written. */
typedef struct amount {
    double value;
    bool relative; /* written with a sign */
} amount;

/* Reads a plain decimal number; no hexadecimal, no infinity. */
static bool read_number(const char *text, amount *number) {
    number->relative = *text == '+' || *text == '-';
    const char *digits = text + number->relative;
    if (!*digits || digits[strspn(digits, "0123456789.")])
        return false;
    char *end;
    number->value = strtod(text, &end);
    return end != digits && !*end && isfinite(number->value);
}

/* Reads seconds: 90, 1:30, 1:02:30, with a sign or without. */
static bool read_seconds(const char *text, amount *seconds) {
    const char *colon = strchr(text, ':');
    if (!colon)
        return read_number(text, seconds);
    *seconds = (amount){.relative = *text == '+' || *text == '-'};
    const char *part = text + seconds->relative;
    for (int parts = 0; part; parts++) {
        size_t length = strspn(part, "0123456789");
        if (length == 0 || length > 9 || parts == 3 || (part[length] && part[length] != ':'))
            return false;
        seconds->value = 60.0 * seconds->value + (double)strtol(part, NULL, 10);
        part = part[length] ? part + length + 1 : NULL;
    }
    if (*text == '-')
        seconds->value = -seconds->value;
    return true;
}

static rawi_status fail_argument(const char *name, const char *given, rawi_error *error) {
    for (const rawi_steering *known = rawi_steerings; known->name; known++)
        if (strcmp(known->name, name) == 0 && known->argument)
            return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("%s cannot be '%s': %s"), name, given,
                             _(known->meaning));
    return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("%s takes no '%s'"), name, given);
}

static rawi_status apply(rawi_session *session, rawi_command command, rawi_error *error) {
    return rawi_session_apply(session, &command, error);
}

static rawi_status move(rawi_session *session, const char *name, const char *given,
                        rawi_error *error) {
    amount by;
    if (!read_number(given, &by) || by.value != round(by.value) || fabs(by.value) > MOVES_MOST)
        return fail_argument(name, given, error);
    bool sentence = strcmp(name, "sentence") == 0;
    bool forth = by.value > 0;
    rawi_move one = sentence ? (forth ? RAWI_MOVE_SENTENCE_FORTH : RAWI_MOVE_SENTENCE_BACK)
                             : (forth ? RAWI_MOVE_PARAGRAPH_FORTH : RAWI_MOVE_PARAGRAPH_BACK);
    rawi_status status = RAWI_OK;
    for (double left = fabs(by.value); status == RAWI_OK && left > 0; left--)
        status = apply(session, (rawi_command){.kind = RAWI_COMMAND_MOVE, .move = one}, error);
    return status;
}

static rawi_status seek(rawi_session *session, const char *given, rawi_error *error) {
    amount to;
    if (!read_seconds(given, &to))
        return fail_argument("seek", given, error);
    return apply(session,
                 (rawi_command){.kind = to.relative ? RAWI_COMMAND_SEEK_BY : RAWI_COMMAND_SEEK_TO,
                                .number = to.value},
                 error);
}

/* Sets the rate or the volume, which may be said relative to what it is. */
static rawi_status set(rawi_session *session, const char *name, const char *given,
                       rawi_error *error) {
    bool rate = strcmp(name, "rate") == 0;
    amount to;
    if (!read_number(given, &to))
        return fail_argument(name, given, error);
    rawi_command command = {.kind = rate ? RAWI_COMMAND_RATE : RAWI_COMMAND_VOLUME,
                            .number = rate ? to.value : to.value / 100.0};
    if (to.relative)
        command.kind = rate ? RAWI_COMMAND_RATE_BY : RAWI_COMMAND_VOLUME_BY;
    return apply(session, command, error);
}

static rawi_status set_sleep(rawi_session *session, const char *given, rawi_error *error) {
    amount minutes = {0};
    if (strcmp(given, "off") != 0 && (!read_number(given, &minutes) || minutes.value < 0))
        return fail_argument("sleep", given, error);
    return apply(session,
                 (rawi_command){.kind = RAWI_COMMAND_SLEEP, .number = 60.0 * minutes.value}, error);
}

static rawi_status add(rawi_session *session, const char *const *sources, size_t count,
                       rawi_error *error) {
    rawi_status status = RAWI_OK;
    for (size_t i = 0; status == RAWI_OK && i < count; i++)
        status =
            apply(session, (rawi_command){.kind = RAWI_COMMAND_ADD, .source = sources[i]}, error);
    return status;
}

/* A whole number, of a word or an item. */
static rawi_status point(rawi_session *session, rawi_command_kind kind, const char *name,
                         const char *given, rawi_error *error) {
    char *end;
    errno = 0;
    unsigned long long number = strtoull(given, &end, 10);
    if (*given < '0' || *given > '9' || *end || errno || number > SIZE_MAX)
        return fail_argument(name, given, error);
    if (kind != RAWI_COMMAND_SEEK_WORD && number == 0)
        return fail_argument(name, given, error);
    return apply(session, (rawi_command){.kind = kind, .position = (size_t)number, .item = number},
                 error);
}

static const struct {
    const char *name;
    rawi_command_kind kind;
} plain[] = {
    {"play", RAWI_COMMAND_PLAY}, {"pause", RAWI_COMMAND_PAUSE}, {"toggle", RAWI_COMMAND_TOGGLE},
    {"stop", RAWI_COMMAND_STOP}, {"next", RAWI_COMMAND_NEXT},   {"previous", RAWI_COMMAND_PREVIOUS},
    {"quit", RAWI_COMMAND_QUIT},
};

static rawi_status steer_with(rawi_session *session, const char *name, const char *given,
                              rawi_error *error) {
    if (strcmp(name, "sentence") == 0 || strcmp(name, "paragraph") == 0)
        return move(session, name, given, error);
    if (strcmp(name, "seek") == 0)
        return seek(session, given, error);
    if (strcmp(name, "rate") == 0 || strcmp(name, "volume") == 0)
        return set(session, name, given, error);
    if (strcmp(name, "sleep") == 0)
        return set_sleep(session, given, error);
    if (strcmp(name, "word") == 0)
        return point(session, RAWI_COMMAND_SEEK_WORD, name, given, error);
    if (strcmp(name, "remove") == 0)
        return point(session, RAWI_COMMAND_REMOVE, name, given, error);
    return point(session, RAWI_COMMAND_GO, name, given, error);
}

rawi_status rawi_steer(rawi_session *session, const char *const *words, size_t count,
                       rawi_error *error) {
    const rawi_steering *known = rawi_steerings;
    while (count > 0 && known->name && strcmp(known->name, words[0]) != 0)
        known++;
    if (count == 0 || !known->name)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("there is no command '%s'; rawi control help lists them"),
                         count ? words[0] : "");
    bool many = strcmp(known->name, "add") == 0;
    if (known->argument && count < 2)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("%s needs a value: %s"), known->name,
                         _(known->meaning));
    if (count > (many ? SOURCES_MOST : known->argument ? 2U : 1U))
        return fail_argument(known->name, words[count - 1], error);
    if (many)
        return add(session, words + 1, count - 1, error);
    if (known->argument)
        return steer_with(session, known->name, words[1], error);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].name, known->name) == 0)
            return apply(session, (rawi_command){.kind = plain[i].kind}, error);
    return RAWI_OK;
}
