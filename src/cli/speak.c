/* rawi speak: an article is heard, as a listening session of its own. */
#include "cli/cli.h"
#include "cli/console.h"
#include "cli/stop.h"
#include "listen/remote.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One run of the command. */
typedef struct speaking {
    const cli_options *options;
    const char *source;
} speaking;

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
static void print_resume(const speaking *job, size_t position, double rate) {
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
    if (fabs(rate - 1.0) > 1e-9)
        fprintf(stderr, " --rate %g", rate);
    if (options->pitch != 0.0)
        fprintf(stderr, " --pitch %g", options->pitch);
    print_option("--endings", endings[options->endings]);
    print_option("--lexicon", options->lexicon);
    print_option("--format", formats[options->format]);
    fputs(*job->source == '-' && !piped ? " -- " : " ", stderr);
    print_quoted(job->source);
    putc('\n', stderr);
}

static void report(const speaking *job, const console_end *end) {
    size_t position = end->sounded ? end->sentence.start : job->options->from;
    if (end->finished)
        position = end->sentence.end;
    else if (!job->options->quiet)
        print_resume(job, position, end->rate);
    if (!job->options->json)
        return;
    json_t *result = json_pack("{s:b, s:I, s:f, s:f}", "finished", end->finished, "position",
                               (json_int_t)position, "seconds", end->seconds, "rate", end->rate);
    json_dumpf(result, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(result);
}

/* ---- the command --------------------------------------------------------------------------- */

/* Closes the session. */
static int listen_to(const speaking *job, rawi_session *session) {
    rawi_remote *remote = NULL;
    console_end end;
    if (!job->options->no_remote)
        rawi_remote_open(session, &remote, NULL);
    int status = console_listen(job->options, session, &end);
    rawi_remote_close(remote);
    rawi_session_close(session);
    cli_say(end.unsaid);
    free(end.unsaid);
    if (status == CLI_OK && end.finished && !end.sounded) {
        rawi_error error;
        rawi_fail(&error, RAWI_ERROR_INPUT, _("%s: there is nothing to say after byte %zu"),
                  job->source, job->options->from);
        return cli_fail(&error);
    }
    if (status == CLI_OK || end.sounded)
        report(job, &end);
    return status;
}

/* Goes through the script before it is heard, for what --verbose says of it. */
static void report_unread(const speaking *job) {
    rawi_article *article;
    rawi_script *script;
    const rawi_utterance *utterance;
    if (cli_open_source(job->options, job->source, &article, &script, NULL) != RAWI_OK)
        return; /* the session says why */
    while (rawi_script_next(script, &utterance, NULL) == RAWI_OK) {
    }
    cli_close(article, script);
}

int cli_speak(const cli_options *options) {
    const speaking job = {.options = options, .source = cli_source(options)};
    if (!job.source)
        return CLI_USAGE;
    if (options->verbose && strcmp(job.source, "-") != 0)
        report_unread(&job);
    cli_suggest_voice(options);
    const rawi_session_options wanted = {
        .narration = cli_narration(options),
        .script = {.endings = options->endings, .lexicon = options->lexicon},
        .format = options->format,
        .begins_elsewhere = true,
        .from = options->from,
        .without_chime = true,
        .sleep = options->sleep * 60.0,
        .says_trouble = cli_speaks_errors(),
        .without_memory = strcmp(job.source, "-") == 0};
    rawi_session *session;
    rawi_error error;
    if (rawi_session_open(&wanted, &job.source, 1, &session, &error) != RAWI_OK)
        return cli_fail(&error);
    int status = listen_to(&job, session);
    stop_end();
    return status;
}
