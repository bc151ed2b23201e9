/* The listener's terminal. */
#include "cli/console.h"
#include "base/text.h"
#include "cli/keys.h"
#include "cli/stop.h"
#include "listen/steer.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    TICK_MILLISECONDS = 250,
    FADE_MICROSECONDS = 50000,
    STATE_SIZE = 256
};

typedef struct console {
    const cli_options *options;
    rawi_session *session;
    int watcher;
    rawi_heard heard;        /* as it was shown */
    bool looked;             /* there was a first look */
    uint64_t shown;          /* the item whose title was shown last */
    rawi_session_state told; /* the last state that was shown: never that words are made */
    console_end end;
    int status;
    bool quit;
    bool shows; /* anything but errors */
    bool draws; /* over what stands there */
} console;

/* ---- what the listener sees ---------------------------------------------------------------- */

/* Adds a text but for characters that would steer the terminal: the C0 and C1 controls. */
static void add_shown(rawi_text *line, const char *text) {
    for (const char *at = text; *at; at++) {
        unsigned char byte = (unsigned char)*at;
        unsigned char following = (unsigned char)at[1];
        if (byte == 0xC2 && following >= 0x80 && following < 0xA0)
            at++;
        else if (byte >= ' ' && byte != 0x7F)
            rawi_text_add(line, at, 1);
    }
}

/* A line that stays. */
static void show_line(const console *job, const char *text) {
    rawi_text line = {0};
    if (!job->shows)
        return;
    if (job->draws)
        rawi_text_add_string(&line, "\r\033[K");
    add_shown(&line, text);
    rawi_text_add_string(&line, "\n");
    if (!line.failed)
        fwrite(line.bytes, 1, line.length, stderr);
    rawi_text_free(&line);
}

/* A line that the next one replaces, where lines can be replaced. */
static void show_state(const console *job, const char *text) {
    if (!job->draws && *text)
        show_line(job, text);
    else if (job->shows && *text)
        fprintf(stderr, "\r[%s]\033[K\r", text);
    else if (job->shows && job->draws)
        fputs("\r\033[K\r", stderr);
}

static void show_help(const console *job) {
    static const char *const lines[] = {
        N_("space            pause and go on"),
        N_("left, right      a sentence back, forth"),
        N_("up, down         a paragraph back, forth (also Page Up, Page Down)"),
        N_("p, n             the article before, the next"),
        N_("+, -             faster, slower"),
        N_("9, 0             quieter, louder"),
        N_("s                sleep in 15, 30, 60 minutes, not at all"),
        N_("t                tell what is heard and where"),
        N_("l                list the queue"),
        N_("q                quit and say how to go on later"),
        N_("From another terminal or a script: rawi control help"),
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[STATE_SIZE];
        snprintf(line, sizeof line, "  %s", _(lines[i]));
        show_line(job, line);
    }
}

static const char *name_of(const char *title, const char *source) {
    return title ? title : source ? source : "";
}

static void format_time(double seconds, char *text, size_t size) {
    long whole = lround(fmax(seconds, 0.0));
    if (whole < 3600)
        snprintf(text, size, "%ld:%02ld", whole / 60, whole % 60);
    else
        snprintf(text, size, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
}

static void show_place(const console *job) {
    rawi_heard heard;
    char line[STATE_SIZE], position[32], length[32];
    if (rawi_session_look(job->session, &heard, NULL) != RAWI_OK)
        return;
    show_line(job, name_of(heard.title, heard.source));
    format_time(heard.position, position, sizeof position);
    format_time(heard.length, length, sizeof length);
    snprintf(line, sizeof line, _("%s of %s; article %zu of %zu"), position, length, heard.number,
             heard.count);
    show_line(job, line);
    rawi_heard_free(&heard);
}

static void show_queue(const console *job) {
    rawi_list list;
    rawi_text line = {0};
    if (rawi_session_list(job->session, &list, NULL) != RAWI_OK)
        return;
    for (size_t i = 0; i < list.count; i++) {
        static const char *const states[] = {N_("new"), N_("begun"), N_("finished")};
        const rawi_listed *item = &list.items[i];
        char number[32];
        snprintf(number, sizeof number, "%zu. ", i + 1);
        rawi_text_clear(&line);
        rawi_text_add_string(&line, number);
        rawi_text_add_string(&line, name_of(item->title, item->source));
        rawi_text_add_string(&line, " (");
        rawi_text_add_string(&line, item->is_present ? _("now") : _(states[item->state]));
        rawi_text_add_string(&line, ")");
        if (!line.failed)
            show_line(job, line.bytes);
    }
    rawi_text_free(&line);
    rawi_list_free(&list);
}

/* ---- what has changed ---------------------------------------------------------------------- */

/* A line that stays is written once; one that is drawn may have been drawn over. */
static void show_session_state(console *job, rawi_session_state state) {
    if (state == RAWI_SESSION_LOADING || (state == job->told && !job->draws))
        return;
    job->told = state;
    switch (state) {
    case RAWI_SESSION_PAUSED:
        show_state(job, _("paused"));
        break;
    case RAWI_SESSION_STOPPED:
        show_state(job, _("stopped"));
        break;
    case RAWI_SESSION_NO_DEVICE:
        show_state(job, _("waiting for a sound device"));
        break;
    case RAWI_SESSION_PLAYING:
        show_state(job, job->draws || !job->end.sounded ? "" : _("playing"));
        break;
    default:
        break;
    }
}

static void show_settings(const console *job, const rawi_heard *now) {
    char text[STATE_SIZE];
    if (now->rate != job->heard.rate) {
        snprintf(text, sizeof text, job->draws ? "%.1f×" : _("speed %.1f"), now->rate);
        show_state(job, text);
    }
    if (now->volume != job->heard.volume) {
        snprintf(text, sizeof text, _("volume %.0f %%"), 100.0 * now->volume);
        show_state(job, text);
    }
}

/* One article needs no headline where its sentences are shown. */
static void show_article(console *job, const rawi_heard *now) {
    bool begun = now->sentence || now->state == RAWI_SESSION_PAUSED;
    if (!begun || now->item == job->shown || (now->count == 1 && job->draws))
        return;
    job->shown = now->item;
    show_line(job, name_of(now->title, now->source));
}

/* In plain mode the voice alone says the sentences. */
static void show_sentence(const console *job, const rawi_heard *now) {
    bool same = job->heard.sentence && job->heard.item == now->item &&
                job->heard.span.start == now->span.start && job->heard.span.end == now->span.end;
    if (now->sentence && !same && job->draws)
        show_line(job, now->sentence);
}

/* The session stops for want of a device: a missing one, not one that went while it played. */
static bool is_hopeless(const rawi_heard *now) {
    const rawi_error *last = rawi_heard_trouble(now, now->trouble);
    return now->state == RAWI_SESSION_STOPPED && last && last->status == RAWI_ERROR_DEVICE;
}

/* Reports what went wrong since the last look. */
static void report_troubles(console *job, const rawi_heard *now) {
    if (now->trouble == job->heard.trouble)
        return;
    show_state(job, "");
    for (unsigned number = job->heard.trouble + 1; number <= now->trouble; number++) {
        const rawi_error *trouble = rawi_heard_trouble(now, number);
        if (!trouble)
            continue;
        int status = cli_print_error(trouble);
        job->end.trouble = *trouble;
        if (trouble->status != RAWI_ERROR_DEVICE || is_hopeless(now))
            job->status = status;
    }
}

/* Looks again and shows what is new. */
static void look(console *job) {
    rawi_heard now;
    if (rawi_session_look(job->session, &now, NULL) != RAWI_OK)
        return;
    report_troubles(job, &now);
    show_article(job, &now);
    show_sentence(job, &now);
    if (job->looked) {
        if (now.state != job->heard.state)
            show_session_state(job, now.state);
        show_settings(job, &now);
    } else {
        job->told = now.state;
    }
    job->quit |= is_hopeless(&now);
    if (now.sentence) {
        job->end.sounded = true;
        job->end.sentence = now.span;
        job->end.seconds = now.position;
    }
    job->end.rate = now.rate;
    job->looked = true;
    rawi_heard_free(&job->heard);
    job->heard = now;
}

/* ---- keys ---------------------------------------------------------------------------------- */

/* The keys that are commands (listen/steer.h). */
static const struct {
    key pressed;
    const char *words[2];
} commands[] = {
    {KEY_PAUSE, {"toggle"}},
    {KEY_SENTENCE_BACK, {"sentence", "-1"}},
    {KEY_SENTENCE_FORTH, {"sentence", "+1"}},
    {KEY_PARAGRAPH_BACK, {"paragraph", "-1"}},
    {KEY_PARAGRAPH_FORTH, {"paragraph", "+1"}},
    {KEY_NEXT, {"next"}},
    {KEY_PREVIOUS, {"previous"}},
    {KEY_FASTER, {"rate", "+0.1"}},
    {KEY_SLOWER, {"rate", "-0.1"}},
    {KEY_LOUDER, {"volume", "+10"}},
    {KEY_QUIETER, {"volume", "-10"}},
};

/* To the next longer time of the choices; from the longest, to none. */
static void change_sleep(const console *job) {
    static const int minutes[] = {15, 30, 60};
    rawi_heard heard;
    char text[STATE_SIZE];
    if (rawi_session_look(job->session, &heard, NULL) != RAWI_OK)
        return;
    size_t choice = 0;
    while (choice < sizeof minutes / sizeof *minutes && heard.sleep > 0 &&
           60.0 * minutes[choice] < heard.sleep + 30.0)
        choice++;
    rawi_heard_free(&heard);
    bool sleeps = choice < sizeof minutes / sizeof *minutes;
    int wanted = sleeps ? minutes[choice] : 0;
    rawi_command command = {.kind = RAWI_COMMAND_SLEEP, .number = 60.0 * wanted};
    rawi_session_apply(job->session, &command, NULL);
    if (sleeps)
        snprintf(text, sizeof text, _("sleep in %d minutes"), wanted);
    show_state(job, sleeps ? text : _("no sleep timer"));
}

static void obey(console *job, key pressed) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (commands[i].pressed == pressed)
            rawi_steer(job->session, commands[i].words, commands[i].words[1] ? 2 : 1, NULL);
    if (pressed == KEY_QUIT)
        job->quit = true;
    else if (pressed == KEY_HELP)
        show_help(job);
    else if (pressed == KEY_TELL)
        show_place(job);
    else if (pressed == KEY_LIST)
        show_queue(job);
    else if (pressed == KEY_SLEEP)
        change_sleep(job);
}

/* Ctrl-Z: silence and the terminal as it was, until fg. */
static void suspend(const console *job) {
    bool playing = job->heard.state == RAWI_SESSION_PLAYING;
    rawi_command command = {.kind = RAWI_COMMAND_PAUSE};
    if (playing)
        rawi_session_apply(job->session, &command, NULL);
    keys_suspend();
    usleep(FADE_MICROSECONDS);
    stop_suspend();
    command.kind = RAWI_COMMAND_PLAY;
    if (playing)
        rawi_session_apply(job->session, &command, NULL);
}

static void wait_for_something(const console *job) {
    struct pollfd events[] = {{.fd = stop_fd(), .events = POLLIN},
                              {.fd = keys_fd(), .events = POLLIN},
                              {.fd = job->watcher, .events = POLLIN}};
    poll(events, sizeof events / sizeof *events, job->watcher < 0 ? TICK_MILLISECONDS : -1);
    stop_drain();
    uint64_t changes;
    if (events[2].revents & POLLIN && read(job->watcher, &changes, sizeof changes) < 0) {
        /* another look does no harm */
    }
}

/* ---- listening ----------------------------------------------------------------------------- */

static bool has_finished(const console *job) {
    return job->heard.state == RAWI_SESSION_STOPPED && job->heard.queue_ended;
}

static bool goes_on(const console *job) {
    return !job->quit && !stop_signal() && job->heard.state != RAWI_SESSION_ENDED &&
           !has_finished(job);
}

static void greet(const console *job) {
    if (keys_fd() >= 0)
        show_line(job, _("space pauses, arrows move, + and - change the speed, q quits, ? "
                         "says more"));
}

int console_listen(const cli_options *options, rawi_session *session, console_end *end) {
    bool terminal = isatty(STDERR_FILENO);
    console job = {.options = options,
                   .session = session,
                   .watcher = rawi_session_watch(session),
                   .shows = !options->quiet && (terminal || options->plain),
                   .draws = terminal && !options->plain};
    stop_catch();
    stop_catch_suspension();
    keys_open();
    greet(&job);
    look(&job);
    while (goes_on(&job)) {
        wait_for_something(&job);
        if (stop_wants_suspension())
            suspend(&job);
        if (stop_has_continued())
            keys_resume();
        for (key pressed; !job.quit && (pressed = keys_read()) != KEY_NONE;)
            obey(&job, pressed);
        look(&job);
    }
    keys_close();
    show_state(&job, "");
    rawi_session_unwatch(session, job.watcher);
    *end = job.end;
    end->finished = has_finished(&job);
    end->unsaid = job.heard.unsaid ? strdup(job.heard.unsaid) : NULL;
    rawi_heard_free(&job.heard);
    return job.status;
}
