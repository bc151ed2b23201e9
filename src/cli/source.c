/* What the subcommands share: opening the source, reporting errors, finishing. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int cli_print_error(const rawi_error *error) {
    fprintf(stderr, "rawi: %s\n", error->message);
    return error->status == RAWI_ERROR_ARGUMENT ? CLI_USAGE : CLI_FAILED;
}

int cli_fail(const rawi_error *error) {
    int status = cli_print_error(error);
    cli_say_error(error);
    return status;
}

const char *cli_source(const cli_options *options) {
    if (options->argument_count > 1) {
        cli_usage(_("one source at a time: '%s' is one too many"), options->arguments[1]);
        return NULL;
    }
    if (options->argument_count == 1 && !*options->arguments[0]) {
        cli_usage("%s", _("no source is named"));
        return NULL;
    }
    if (options->argument_count == 1)
        return options->arguments[0];
    if (isatty(STDIN_FILENO)) {
        cli_usage("%s", _("which article? Name a file, or - to type or paste one"));
        return NULL;
    }
    return "-";
}

progress_style cli_progress_style(const cli_options *options) {
    if (options->quiet || options->json)
        return PROGRESS_NONE;
    return options->plain ? PROGRESS_LINES : PROGRESS_BAR;
}

static int output_flaw; /* errno of the flush that failed */

bool cli_flush(void) {
    if (fflush(stdout) != 0 && !output_flaw)
        output_flaw = errno;
    return !output_flaw && !ferror(stdout);
}

int cli_finish(int status) {
    if (cli_flush())
        return status;
    if (output_flaw != EPIPE)
        fprintf(stderr, _("rawi: cannot write to standard output: %s\n"),
                rawi_reason(output_flaw ? output_flaw : EIO));
    return CLI_FAILED;
}
