/* rawi save: an article becomes an audio file. */
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/sources.h"
#include "cli/stop.h"
#include "edition/edition.h"

#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One run of the command. */
typedef struct saving {
    const cli_options *options;
    rawi_article *article;
    rawi_script *script;
    rawi_picture cover; /* zeros where none was given */
    rawi_origin origin; /* of an edition with a record */
    char *path;         /* "-" for standard output */
    progress progress;
} saving;

/* ---- where to ------------------------------------------------------------------------------ */

enum {
    NAME_MOST = 200 /* bytes of a name made from a title; file systems allow 255 */
};

/* A file name of a title: without what separates folders, hides files or moves the cursor. */
static char *name_of_title(const char *title) {
    size_t length = strlen(title);
    if (length > NAME_MOST) {
        length = NAME_MOST;
        while (length > 0 && ((unsigned char)title[length] & 0xC0) == 0x80)
            length--;
    }
    char *name = malloc(length + sizeof ".mp3");
    if (!name)
        return NULL;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)title[i];
        bool unfit = byte < ' ' || byte == 0x7F || byte == '/' || (i == 0 && byte == '.');
        name[i] = unfit ? '_' : title[i];
    }
    memcpy(name + length, ".mp3", sizeof ".mp3");
    return name;
}

/* article.html becomes article.mp3, in the present folder. */
static char *name_of_source(const char *source) {
    const char *slash = strrchr(source, '/');
    const char *base = slash ? slash + 1 : source;
    const char *dot = strrchr(base, '.');
    size_t length = dot && dot > base ? (size_t)(dot - base) : strlen(base);
    char *name = malloc(length + sizeof ".mp3");
    if (name)
        sprintf(name, "%.*s.mp3", (int)length, base);
    return name;
}

static int choose_path(saving *job, const char *source) {
    const char *output = job->options->output;
    rawi_error error;
    if (output)
        job->path = strdup(output);
    else if (strcmp(source, "-") == 0)
        job->path = name_of_title(job->article->title ? job->article->title : "rawi");
    else
        job->path = name_of_source(source);
    if (!job->path) {
        rawi_fail_memory(&error);
        return cli_fail(&error);
    }
    if (!output && access(job->path, F_OK) == 0)
        return cli_usage(_("%s is there already; to replace it say -o '%s'"), job->path, job->path);
    struct stat in;
    struct stat out;
    if (strcmp(source, "-") != 0 && stat(source, &in) == 0 && stat(job->path, &out) == 0 &&
        in.st_dev == out.st_dev && in.st_ino == out.st_ino)
        return cli_usage(_("%s is the article itself; name another file"), job->path);
    return CLI_OK;
}

/* What can be refused before any work is done. */
static int check_options(const cli_options *options) {
    rawi_error error;
    if (rawi_writer_check(options->output ? options->output : ".mp3", options->edition.bit_rate,
                          &error) != RAWI_OK)
        return cli_usage("%s", error.message);
    if (!options->output)
        return CLI_OK;
    bool pipe = strcmp(options->output, "-") == 0;
    if (pipe && options->json)
        return cli_usage("%s", _("with -o - standard output is the sound: leave out --json"));
    if (pipe && (options->edition.beside || options->whole_edition))
        return cli_usage("%s",
                         _("with -o - no files can stand beside the sound; name a sound file"));
    if (pipe && isatty(STDOUT_FILENO))
        return cli_usage("%s", _("standard output is a terminal, no place for sound; redirect it"));
    return CLI_OK;
}

static int open_cover(saving *job) {
    rawi_error error;
    if (!job->options->cover ||
        rawi_picture_open(job->options->cover, &job->cover, &error) == RAWI_OK)
        return CLI_OK;
    return cli_fail(&error);
}

static bool wants_record(const cli_options *options) {
    return cli_edition(options).beside & RAWI_BESIDE_RECORD;
}

/* To be called before the article is read: should it be changed meanwhile, the record must not say
 * that the edition is of what it is now. */
static int take_origin(saving *job, const char *source) {
    rawi_error error;
    if (!wants_record(job->options))
        return CLI_OK;
    if (cli_origin(job->options, &job->origin, &error) != RAWI_OK)
        return cli_fail(&error);
    if (strcmp(source, "-") != 0)
        cli_origin_article(source, &job->origin);
    return CLI_OK;
}

/* The article, seen from the folder of its edition; NULL when memory is exhausted. */
static char *identify(const char *source, const char *sound, rawi_arena *arena) {
    const char *slash = strrchr(sound, '/');
    const char *folder = slash ? rawi_arena_copy(arena, sound, (size_t)(slash + 1 - sound)) : ".";
    return folder ? batch_identity(source, folder, arena) : NULL;
}

/* ---- the work ------------------------------------------------------------------------------ */

static bool go_on(void *user, const rawi_edition_progress *made) {
    progress_update(user, made->done, made->seconds);
    return !stop_signal();
}

static void report(const saving *job, const rawi_edition_report *made) {
    double elapsed = progress_clock() - job->progress.start;
    if (job->options->json) {
        json_t *result =
            json_pack("{s:s, s:f, s:I, s:I, s:I, s:I, s:f}", "file", job->path, "seconds",
                      made->seconds, "bytes", (json_int_t)made->bytes, "rate",
                      (json_int_t)made->rate, "utterances", (json_int_t)made->utterances, "words",
                      (json_int_t)made->words, "elapsed_seconds", elapsed);
        json_dumpf(result, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
        putchar('\n');
        json_decref(result);
    } else if (!job->options->quiet) {
        char duration[32];
        char size[32];
        fprintf(stderr, _("%s: %s, %s (%.0f× real time)\n"),
                strcmp(job->path, "-") == 0 ? _("standard output") : job->path,
                format_duration(made->seconds, duration, sizeof duration),
                format_size(made->bytes, size, sizeof size), made->seconds / elapsed);
    }
}

static rawi_status make(saving *job, const char *source, rawi_edition_report *made,
                        rawi_error *error) {
    rawi_edition_options wanted = cli_edition(job->options);
    rawi_arena arena = {0};
    wanted.go_on = go_on;
    wanted.user = &job->progress;
    if (job->cover.bytes)
        wanted.tags.cover = &job->cover;
    if (*job->origin.content) {
        wanted.origin = &job->origin;
        wanted.source = identify(source, job->path, &arena);
        if (!wanted.source)
            return rawi_fail_memory(error);
    }
    rawi_status status =
        rawi_edition_make(job->article, job->script, job->path, &wanted, made, error);
    rawi_arena_free(&arena);
    return status;
}

static int save(saving *job, const char *source) {
    const cli_options *options = job->options;
    rawi_edition_report made;
    rawi_error error = {0};
    progress_begin(&job->progress, cli_progress_style(options));
    rawi_status status = make(job, source, &made, &error);
    progress_end(&job->progress);
    if (status != RAWI_OK)
        return cli_fail(&error);
    report(job, &made);
    return CLI_OK;
}

int cli_save(const cli_options *options) {
    if (options->out)
        return cli_batch(options);
    int status = check_options(options);
    const char *source = status == CLI_OK ? cli_source(options) : NULL;
    if (!source)
        return CLI_USAGE;
    saving job = {.options = options};
    cli_suggest_voice(options);
    status = take_origin(&job, source);
    if (status != CLI_OK)
        return status;
    status = cli_open(options, &job.article, &job.script);
    if (status != CLI_OK)
        return status;
    stop_catch();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error to report, no reason to die */
    status = choose_path(&job, source);
    if (status == CLI_OK)
        status = open_cover(&job);
    if (status == CLI_OK)
        status = save(&job, source);
    rawi_picture_free(&job.cover);
    cli_close(job.article, job.script);
    free(job.path);
    if (status != CLI_OK)
        stop_end();
    return status;
}
