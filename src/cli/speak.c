/* rawi speak: an article is heard, and steered by keys. */
#include "audio/player.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/keys.h"
#include "cli/stop.h"

#include <jansson.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One run of the command. */
typedef struct speaking {
    const cli_options *options;
    const char *source;
    rawi_article *article;
    rawi_script *script;
    rawi_narration *narration;
    rawi_player *player;
    double rate;
    bool paused;
    bool quit;
    bool shows;      /* sentences and the state, on the terminal of standard error */
    rawi_span shown; /* the sentence that was shown last */
} speaking;

enum {
    TICK_MILLISECONDS = 50
};

static const double rate_step = 0.1;

/* ---- what the listener sees ---------------------------------------------------------------- */

/* A line that the next one replaces. */
static void show_state(const speaking *job, const char *text) {
    if (job->shows)
        fprintf(stderr, "\r%s\033[K\r", text);
}

/* Adds the article's text but for characters that would steer the terminal: the C0 and C1 controls.
 */
static void add_shown(rawi_text *line, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        unsigned char following = i + 1 < length ? (unsigned char)text[i + 1] : 0;
        if (byte == 0xC2 && following >= 0x80 && following < 0xA0)
            i++;
        else if (byte >= ' ' && byte != 0x7F)
            rawi_text_add(line, text + i, 1);
    }
}

static void show_sentence(speaking *job, rawi_span sentence) {
    bool same = sentence.start == job->shown.start && sentence.end == job->shown.end;
    if (!job->shows || same)
        return;
    job->shown = sentence;
    rawi_text line = {0};
    rawi_text_add_string(&line, "\r\033[K");
    add_shown(&line, job->article->text + sentence.start, sentence.end - sentence.start);
    rawi_text_add_string(&line, "\n");
    if (!line.failed)
        fwrite(line.bytes, 1, line.length, stderr);
    rawi_text_free(&line);
}

static void show_help(const speaking *job) {
    static const char *const lines[] = {
        N_("space            pause and go on"),
        N_("left, right      a sentence back, forth"),
        N_("up, down         a paragraph back, forth (also Page Up, Page Down)"),
        N_("+, -             faster, slower"),
        N_("q                quit and say how to go on later"),
    };
    if (!job->shows)
        return;
    fputs("\r\033[K", stderr);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        fprintf(stderr, "  %s\n", _(lines[i]));
}

/* ---- how to go on -------------------------------------------------------------------------- */

/* A word as the shell takes it. */
static void print_quoted(const char *word) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-_./:=+,@%";
    if (*word && strspn(word, plain) == strlen(word)) {
        fputs(word, stderr);
        return;
    }
    putc('\'', stderr);
    for (const char *byte = word; *byte; byte++)
        if (*byte == '\'')
            fputs("'\\''", stderr);
        else
            putc(*byte, stderr);
    putc('\'', stderr);
}

static void print_option(const char *name, const char *value) {
    if (!value)
        return;
    fprintf(stderr, " %s ", name);
    print_quoted(value);
}

/* The command that goes on where this one stops, with the options that make it sound the same. */
static void print_resume(const speaking *job, size_t position) {
    static const char *const endings[] = {NULL, "full", "none"};
    static const char *const formats[] = {NULL, "text", "markdown", "html"};
    const cli_options *options = job->options;
    bool piped = strcmp(job->source, "-") == 0;
    fprintf(stderr, piped ? _("To go on, give it the same article again: %s") : _("To go on: %s"),
            "rawi");
    fprintf(stderr, " --from %zu", position);
    print_option("--voice", options->voice);
    print_option("--quote-voice", options->quote_voice);
    print_option("--heading-voice", options->heading_voice);
    if (options->clarity > 0.0)
        fprintf(stderr, " --clarity %g", options->clarity);
    if (fabs(job->rate - 1.0) > 1e-9)
        fprintf(stderr, " --rate %g", job->rate);
    if (options->pitch != 0.0)
        fprintf(stderr, " --pitch %g", options->pitch);
    print_option("--endings", endings[options->endings]);
    print_option("--lexicon", options->lexicon);
    print_option("--format", formats[options->format]);
    fputs(*job->source == '-' && !piped ? " -- " : " ", stderr);
    print_quoted(job->source);
    putc('\n', stderr);
}

static void report(const speaking *job, const rawi_player_place *place) {
    bool finished = place->state == RAWI_PLAYER_FINISHED;
    size_t position = place->sounding ? place->utterance.start : job->options->from;
    if (finished)
        position = job->article->text_length;
    else if (!job->options->quiet)
        print_resume(job, position);
    if (!job->options->json)
        return;
    json_t *result = json_pack("{s:b, s:I, s:f, s:f, s:I}", "finished", finished, "position",
                               (json_int_t)position, "seconds", place->seconds, "rate", job->rate,
                               "underruns", (json_int_t)rawi_player_underruns(job->player));
    json_dumpf(result, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(result);
}

/* ---- keys ---------------------------------------------------------------------------------- */

static void set_paused(speaking *job, bool paused) {
    job->paused = paused;
    rawi_player_pause(job->player, paused);
    show_state(job, paused ? _("[paused]") : "");
}

static void change_rate(speaking *job, double step) {
    double rate = round((job->rate + step) / rate_step) * rate_step;
    job->rate = rate < 0.5 ? 0.5 : rate > 4.0 ? 4.0 : rate;
    rawi_player_set_rate(job->player, job->rate);
    char text[32];
    snprintf(text, sizeof text, "[%.1f×]", job->rate);
    show_state(job, text);
}

static void obey(speaking *job, key pressed) {
    switch (pressed) {
    case KEY_PAUSE:
        set_paused(job, !job->paused);
        break;
    case KEY_SENTENCE_BACK:
        rawi_player_move(job->player, RAWI_MOVE_SENTENCE_BACK);
        break;
    case KEY_SENTENCE_FORTH:
        rawi_player_move(job->player, RAWI_MOVE_SENTENCE_FORTH);
        break;
    case KEY_PARAGRAPH_BACK:
        rawi_player_move(job->player, RAWI_MOVE_PARAGRAPH_BACK);
        break;
    case KEY_PARAGRAPH_FORTH:
        rawi_player_move(job->player, RAWI_MOVE_PARAGRAPH_FORTH);
        break;
    case KEY_FASTER:
        change_rate(job, rate_step);
        break;
    case KEY_SLOWER:
        change_rate(job, -rate_step);
        break;
    case KEY_QUIT:
        job->quit = true;
        break;
    case KEY_HELP:
        show_help(job);
        break;
    case KEY_NONE:
        break;
    }
}

/* Ctrl-Z: silence and the terminal as it was, until fg. */
static void suspend(speaking *job) {
    rawi_player_pause(job->player, true);
    keys_suspend();
    usleep(TICK_MILLISECONDS * 1000); /* for the sound to fade */
    stop_suspend();
    rawi_player_pause(job->player, job->paused);
}

static void wait_for_something(void) {
    struct pollfd events[] = {{.fd = stop_fd(), .events = POLLIN},
                              {.fd = keys_fd(), .events = POLLIN}};
    poll(events, 2, TICK_MILLISECONDS);
    stop_drain();
}

/* ---- the command --------------------------------------------------------------------------- */

static bool goes_on(const rawi_player_place *place) {
    return place->state == RAWI_PLAYER_PLAYING || place->state == RAWI_PLAYER_PAUSED;
}

/* Until the end, q, a signal or a failure. */
static rawi_player_place listen(speaking *job) {
    rawi_player_place place = rawi_player_where(job->player);
    while (!job->quit && !stop_signal() && goes_on(&place)) {
        wait_for_something();
        if (stop_wants_suspension())
            suspend(job);
        if (stop_has_continued())
            keys_resume();
        for (key pressed; !job->quit && (pressed = keys_read()) != KEY_NONE;)
            obey(job, pressed);
        place = rawi_player_where(job->player);
        if (place.sounding)
            show_sentence(job, place.utterance);
    }
    return place;
}

static int speak(speaking *job) {
    const cli_options *options = job->options;
    const rawi_narration_options voice = cli_narration(options);
    rawi_error error = {0};
    rawi_status status = rawi_narration_open(job->script, &voice, &job->narration, &error);
    if (status == RAWI_OK)
        status = rawi_player_start(job->player,
                                   &(rawi_piece){.article = job->article,
                                                 .script = job->script,
                                                 .narration = job->narration,
                                                 .rate = job->rate},
                                   &error);
    if (status != RAWI_OK)
        return cli_fail(&error);
    stop_catch();
    stop_catch_suspension();
    keys_open();
    if (job->shows && keys_fd() >= 0)
        fprintf(stderr, "%s\n",
                _("space pauses, arrows move, + and - change the speed, q quits, ? "
                  "says more"));
    rawi_player_place place = listen(job);
    keys_close();
    show_state(job, "");
    if (place.state == RAWI_PLAYER_FAILED)
        rawi_player_failure(job->player, &error);
    if (place.state == RAWI_PLAYER_FINISHED && !place.sounding) {
        cli_nothing_to_say(options, job->article, &error);
        return cli_fail(&error);
    }
    if (place.state != RAWI_PLAYER_FAILED || place.sounding)
        report(job, &place);
    return place.state == RAWI_PLAYER_FAILED ? cli_fail(&error) : CLI_OK;
}

int cli_speak(const cli_options *options) {
    speaking job = {.options = options,
                    .source = cli_source(options),
                    .rate = options->rate,
                    .shows = !options->quiet && isatty(STDERR_FILENO)};
    if (!job.source)
        return CLI_USAGE;
    cli_suggest_voice(options);
    rawi_error error;
    if (rawi_player_open(&job.player, &error) != RAWI_OK)
        return cli_fail(&error);
    int status = cli_open(options, &job.article, &job.script);
    if (status == CLI_OK) {
        status = speak(&job);
        rawi_player_close(job.player);
        rawi_narration_close(job.narration);
        cli_close(job.article, job.script);
        stop_end();
    } else {
        rawi_player_close(job.player);
    }
    return status;
}
