/* rawi feed FOLDER: the podcast feed of a folder of editions. */
#include "edition/feed.h"
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void complain(void *user, const char *message) {
    (void)user;
    fprintf(stderr, "rawi: %s\n", message);
}

/* FOLDER/feed.xml; NULL when memory is exhausted. */
static char *usual_path(const char *folder) {
    static const char name[] = "feed.xml";
    size_t size = strlen(folder) + sizeof name + 1;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s%s%s", folder,
                 *folder && folder[strlen(folder) - 1] == '/' ? "" : "/", name);
    return path;
}

static void report(const cli_options *options, const char *path, const rawi_feed_report *made) {
    if (options->quiet)
        return;
    if (!made->has_image)
        fputs(_("rawi: the podcast has no picture, without which directories refuse it: put "
                "cover.jpg into the folder, or say --image\n"),
              stderr);
    fprintf(stderr,
            made->is_written ? _("%s: episodes: %zu\n") : _("%s: episodes: %zu; unchanged\n"), path,
            made->episodes);
}

int cli_feed(const cli_options *options) {
    if (options->argument_count != 1)
        return cli_usage("%s", _("which folder? Name one, with editions in it"));
    if (!options->feed.base_url)
        return cli_usage("%s", _("--base-url is needed: where the folder is published, as in "
                                 "https://example.org/podcast/"));
    const char *folder = options->arguments[0];
    char *path = options->output ? strdup(options->output) : usual_path(folder);
    rawi_feed_options wanted = options->feed;
    rawi_feed_report made;
    rawi_error error;
    wanted.title = options->edition.tags.title;
    wanted.author = options->edition.tags.author;
    wanted.generator = "Rawi " RAWI_VERSION;
    wanted.complain = complain;
    rawi_status status =
        path ? rawi_feed_write(folder, path, &wanted, &made, &error) : rawi_fail_memory(&error);
    if (status == RAWI_OK)
        report(options, path, &made);
    free(path);
    if (status != RAWI_OK)
        return cli_fail(&error);
    return made.complaints ? CLI_FAILED : CLI_OK;
}
