/* rawi listen, rawi resume: a queue of articles is heard. */
#include "cli/cli.h"
#include "cli/console.h"
#include "cli/stop.h"
#include "listen/remote.h"

#include <stdio.h>
#include <stdlib.h>

/* Closes the session. */
static int hear(const cli_options *options, rawi_session *session) {
    rawi_remote *remote = NULL;
    console_end end;
    if (!options->no_remote)
        rawi_remote_open(session, &remote, NULL);
    int status = console_listen(options, session, &end);
    rawi_remote_close(remote);
    rawi_session_close(session);
    cli_say(end.unsaid);
    free(end.unsaid);
    if (!options->quiet && !end.finished && end.sounded)
        fprintf(stderr, "%s\n", _("To go on: rawi resume"));
    if (!options->quiet && end.finished && !end.sounded && end.trouble.status == RAWI_OK)
        fprintf(stderr, "%s\n", _("rawi: nothing is left to hear"));
    return end.finished && end.sounded ? CLI_OK : status;
}

static int listen_to(const cli_options *options, bool goes_on) {
    const rawi_session_options wanted = {
        .narration = cli_narration(options),
        .script = {.endings = options->endings, .lexicon = options->lexicon},
        .format = options->format,
        .without_chime = options->no_chime,
        .goes_on = goes_on,
        .says_trouble = cli_speaks_errors(),
        .sleep = options->sleep * 60.0,
        .since = options->since ? options->since_date : NULL,
        .limit = options->limit};
    rawi_session *session;
    rawi_error error;
    cli_suggest_voice(options);
    rawi_status status = rawi_session_open(&wanted, (const char *const *)options->arguments,
                                           (size_t)options->argument_count, &session, &error);
    if (status != RAWI_OK)
        return cli_fail(&error);
    int result = hear(options, session);
    stop_end();
    return result;
}

int cli_listen(const cli_options *options) {
    return listen_to(options, options->argument_count == 0);
}

int cli_resume(const cli_options *options) {
    if (options->argument_count > 0)
        return cli_usage(_("rawi resume takes no source: '%s'"), options->arguments[0]);
    return listen_to(options, true);
}
