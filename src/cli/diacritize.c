/* rawi diacritize: a filter that adds marks to Arabic text, or removes them. */
#include "arabic/diacritize/diacritize.h"
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static rawi_marks_filter chosen_filter(const cli_options *options) {
    if (options->strip)
        return RAWI_MARKS_STRIP;
    return options->partial ? RAWI_MARKS_ADD_PARTLY : RAWI_MARKS_ADD;
}

int cli_diacritize(const cli_options *options) {
    if (options->strip && options->partial)
        return cli_usage("%s", _("--strip and --partial exclude each other"));
    const char *source = cli_source(options);
    if (!source)
        return CLI_USAGE;
    bool standard_input = strcmp(source, "-") == 0;
    int in = standard_input ? STDIN_FILENO : open(source, O_RDONLY | O_CLOEXEC);
    rawi_error error = {0};
    if (in < 0) {
        rawi_fail(&error, RAWI_ERROR_IO, _("%s cannot be opened: %s"), source, rawi_reason(errno));
        return cli_fail(&error);
    }
    rawi_status status = rawi_filter_marks(chosen_filter(options), in, stdout,
                                           standard_input ? _("standard input") : source, &error);
    if (!standard_input)
        close(in);
    if (status == RAWI_OK || ferror(stdout))
        return cli_finish(CLI_OK);
    return cli_fail(&error);
}
