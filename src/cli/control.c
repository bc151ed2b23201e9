/* rawi control: sends a command to the player that runs, and prints what it answers. */
#include "cli/cli.h"
#include "listen/ipc.h"
#include "listen/steer.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    NAME_COLUMNS = 34,
    READ_SIZE = 4096
};

/* What rawi_steer does not know. */
static const rawi_steering asked[] = {
    {"status", NULL, N_("what is heard now")},
    {"list", NULL, N_("the queue")},
    {"get", N_("PROPERTY"), N_("one value of the status")},
    {"watch", N_("[PROPERTY...]"), N_("what changes, as lines of JSON, until Ctrl-C")},
    {"players", NULL, N_("the players that run, for --player")},
    {"help", NULL, N_("this help")},
};

static void print_command(const rawi_steering *command) {
    char usage[128];
    snprintf(usage, sizeof usage, "%s%s%s", command->name, command->argument ? " " : "",
             command->argument ? _(command->argument) : "");
    fputs("  ", stdout);
    cli_print_column(usage, NAME_COLUMNS - 2);
    puts(_(command->meaning));
}

static int print_commands(void) {
    for (const rawi_steering *command = rawi_steerings; command->name; command++)
        print_command(command);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        print_command(&asked[i]);
    return CLI_OK;
}

static int print_players(void) {
    rawi_text names = {0};
    rawi_ipc_players(&names);
    if (names.length > 0)
        fputs(names.bytes, stdout);
    rawi_text_free(&names);
    return CLI_OK;
}

/* ---- the socket ---------------------------------------------------------------------------- */

static bool send_line(int player, json_t *request) {
    char *line = json_dumps(request, JSON_COMPACT);
    rawi_text text = {0};
    bool sent = false;
    if (line && rawi_text_add_string(&text, line) && rawi_text_add(&text, "\n", 1)) {
        size_t done = 0;
        ssize_t some = 0;
        while (done < text.length &&
               ((some = send(player, text.bytes + done, text.length - done, MSG_NOSIGNAL)) > 0 ||
                (some < 0 && errno == EINTR)))
            done += some > 0 ? (size_t)some : 0;
        sent = done == text.length;
    }
    rawi_text_free(&text);
    free(line);
    json_decref(request);
    return sent;
}

/* The next line from the player as JSON; `waiting` keeps what came behind it. NULL when the player
 * has gone. */
static json_t *receive(int player, rawi_text *waiting) {
    char *end;
    while (!waiting->length || !(end = memchr(waiting->bytes, '\n', waiting->length))) {
        char bytes[READ_SIZE];
        ssize_t got = recv(player, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || !rawi_text_add(waiting, bytes, (size_t)got))
            return NULL;
    }
    size_t length = (size_t)(end - waiting->bytes);
    json_t *line = json_loadb(waiting->bytes, length, 0, NULL);
    waiting->length -= length + 1;
    memmove(waiting->bytes, end + 1, waiting->length);
    return line;
}

/* Nothing came from the player, or nothing could be sent. */
static int fail_without_answer(bool is_silent) {
    rawi_error error;
    rawi_fail(&error, RAWI_ERROR_IO, "%s",
              is_silent ? _("the player does not answer: is it stopped?")
                        : _("the player has ended"));
    return cli_fail(&error);
}

/* ---- what it answers ----------------------------------------------------------------------- */

static void print_value(const json_t *value) {
    if (json_is_string(value))
        puts(json_string_value(value));
    else if (!json_is_null(value)) {
        json_dumpf(value, stdout, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(9));
        putchar('\n');
    }
}

static void print_status(json_t *status) {
    const char *name;
    json_t *value;
    json_object_foreach(status, name, value) {
        if (json_is_null(value))
            continue;
        cli_print_column(name, 14);
        print_value(value);
    }
}

static void print_queue(const json_t *queue) {
    static const char *const states[][2] = {
        {"new", N_("new")}, {"begun", N_("begun")}, {"finished", N_("finished")}};
    size_t i;
    const json_t *item;
    json_array_foreach(queue, i, item) {
        const char *title = json_string_value(json_object_get(item, "title"));
        const char *source = json_string_value(json_object_get(item, "source"));
        const char *state = json_string_value(json_object_get(item, "state"));
        for (size_t s = 0; s < sizeof states / sizeof *states && state; s++)
            if (strcmp(states[s][0], state) == 0)
                state = _(states[s][1]);
        bool present = json_is_true(json_object_get(item, "present"));
        printf("%" JSON_INTEGER_FORMAT ". %s (%s)\n",
               json_integer_value(json_object_get(item, "item")),
               title    ? title
               : source ? source
                        : "",
               present ? _("now")
               : state ? state
                       : "");
    }
}

static int print_answer(const cli_options *options, const json_t *answer) {
    const char *outcome = json_string_value(json_object_get(answer, "error"));
    if (!outcome || strcmp(outcome, "success") != 0) {
        const char *message = json_string_value(json_object_get(answer, "message"));
        bool usage = outcome && strcmp(outcome, "invalid argument") == 0;
        rawi_error error;
        rawi_fail(&error, usage ? RAWI_ERROR_ARGUMENT : RAWI_ERROR_IO, "%s",
                  message   ? message
                  : outcome ? outcome
                            : "?");
        return cli_fail(&error);
    }
    json_t *data = json_object_get(answer, "data");
    const char *command = options->arguments[0];
    if (data && options->json) {
        json_dumpf(data, stdout, JSON_ENCODE_ANY | JSON_INDENT(2) | JSON_REAL_PRECISION(9));
        putchar('\n');
    } else if (strcmp(command, "list") == 0) {
        print_queue(data);
    } else if (strcmp(command, "status") == 0) {
        print_status(data);
    } else if (data) {
        print_value(data);
    }
    return CLI_OK;
}

/* ---- the command --------------------------------------------------------------------------- */

/* A source as the player, which runs in another folder, is to understand it. */
static json_t *source_argument(const char *source) {
    char *path = strstr(source, "://") ? NULL : realpath(source, NULL);
    json_t *argument = json_string(path ? path : source);
    free(path);
    return argument;
}

static json_t *make_request(const cli_options *options) {
    bool get = strcmp(options->arguments[0], "get") == 0;
    bool add = strcmp(options->arguments[0], "add") == 0;
    json_t *command = json_array();
    json_array_append_new(command, json_string(get ? "get_property" : options->arguments[0]));
    for (int i = 1; i < options->argument_count; i++)
        json_array_append_new(command, add ? source_argument(options->arguments[i])
                                           : json_string(options->arguments[i]));
    return json_pack("{s:o, s:i}", "command", command, "request_id", 1);
}

static int ask(const cli_options *options, int player) {
    static const struct timeval patience = {.tv_sec = RAWI_IPC_PATIENCE};
    rawi_text waiting = {0};
    setsockopt(player, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    errno = 0;
    json_t *answer = send_line(player, make_request(options)) ? receive(player, &waiting) : NULL;
    bool is_silent = !answer && errno == EAGAIN;
    rawi_text_free(&waiting);
    /* to end it, and to see it gone, is what quit wants */
    if (!answer && !is_silent && strcmp(options->arguments[0], "quit") == 0)
        return CLI_OK;
    if (!answer)
        return fail_without_answer(is_silent);
    int status = print_answer(options, answer);
    json_decref(answer);
    return status;
}

/* Prints events until the player ends. */
static int watch(const cli_options *options, int player) {
    static const char *const usual[] = {"state", "item",   "title",  "sentence",
                                        "rate",  "volume", "trouble"};
    bool chosen = options->argument_count > 1;
    size_t count = chosen ? (size_t)options->argument_count - 1 : sizeof usual / sizeof *usual;
    for (size_t i = 0; i < count; i++)
        if (!send_line(player,
                       json_pack("{s:[s,I,s]}", "command", "observe_property", (json_int_t)i + 1,
                                 chosen ? options->arguments[i + 1] : usual[i])))
            return fail_without_answer(errno == EAGAIN);
    rawi_text waiting = {0};
    int status = CLI_OK;
    json_t *line;
    while (status == CLI_OK && (line = receive(player, &waiting))) {
        if (json_object_get(line, "event")) {
            json_object_del(line, "id");
            json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
            putchar('\n');
            status = cli_finish(CLI_OK);
        } else {
            status = print_answer(options, line);
        }
        json_decref(line);
    }
    rawi_text_free(&waiting);
    return status;
}

int cli_control(const cli_options *options) {
    const char *command = options->argument_count ? options->arguments[0] : NULL;
    if (!command)
        return cli_usage("%s", _("which command? rawi control help lists them"));
    if (strcmp(command, "help") == 0)
        return print_commands();
    if (strcmp(command, "players") == 0)
        return print_players();
    rawi_error error;
    int player = rawi_ipc_connect(options->player, &error);
    if (player < 0)
        return cli_fail(&error);
    int status = strcmp(command, "watch") == 0 ? watch(options, player) : ask(options, player);
    close(player);
    return status;
}
