/* rawi save ARTICLE... --out FOLDER: an edition of each article, made by worker processes; what is
 * up to date stays, and what fails is named at the end. */
#include "base/new_file.h"
#include "base/user_folder.h"
#include "cli/cli.h"
#include "cli/naming.h"
#include "cli/progress.h"
#include "cli/sources.h"
#include "cli/stop.h"
#include "cli/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    EXTENSION_BYTES_MOST = 8 /* without the full stop */
};

/* What is known of an article's edition. */
typedef struct edition_state {
    const char *name; /* without extension */
    const char *flaw; /* why there is none; NULL where there is */
    double done;      /* 0 to 1 */
} edition_state;

/* One run of the command. The workers have a copy of it as it was when they were started. */
typedef struct batch {
    const cli_options *options;
    batch_sources sources;
    edition_state *editions; /* one for each source */
    rawi_arena arena;        /* of their strings */
    rawi_origin origin;      /* of all, but for the article */
    rawi_picture cover;      /* zeros where none was given */
    rawi_cast *voices;       /* of a worker, NULL until it needs them */
    int lock;                /* of the folder; -1: none */
    size_t made;
    size_t current; /* were up to date */
    size_t failed;
    double seconds;   /* of sound made */
    double weight;    /* of the articles that are not up to date: their bytes */
    double done;      /* of that */
    rawi_error trial; /* how the options were found */
    progress progress;
} batch;

/* ---- in a worker --------------------------------------------------------------------------- */

/* An article in work. */
typedef struct task {
    worker_message *message;
    double start; /* seconds on the monotonic clock */
    double told;  /* the same when the parent last heard of it */
} task;

static const double tell_every = 0.2;

static bool tell(void *user, const rawi_edition_progress *made) {
    task *now = user;
    double time = progress_clock();
    if (time - now->told >= tell_every) {
        now->told = time;
        now->message->state = WORKER_AT_WORK;
        now->message->done = made->done;
        now->message->seconds = made->seconds;
        worker_tell(now->message);
    }
    return !stop_signal();
}

/* "FOLDER/NAME" and `ending`; NULL when memory is exhausted. */
static char *path_in(const batch *all, const char *name, const char *ending, rawi_arena *arena) {
    const char *folder = all->options->out;
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    size_t size = strlen(folder) + strlen(slash) + strlen(name) + strlen(ending) + 1;
    char *path = rawi_arena_alloc(arena, size);
    if (path)
        snprintf(path, size, "%s%s%s%s", folder, slash, name, ending);
    return path;
}

static const char *extension_of(const cli_options *options) {
    return options->extension ? options->extension : "mp3";
}

static char *sound_path(const batch *all, size_t job, rawi_arena *arena) {
    char ending[EXTENSION_BYTES_MOST + sizeof "."];
    snprintf(ending, sizeof ending, ".%s", extension_of(all->options));
    return path_in(all, all->editions[job].name, ending, arena);
}

/* Whether the edition stands as the options want it; then says what it is. */
static bool is_current(const char *sound, const rawi_origin *origin, rawi_arena *arena,
                       worker_message *message) {
    rawi_record record;
    const char *slash = strrchr(sound, '/');
    char *path = rawi_record_path(sound, arena);
    if (!path || rawi_record_read(path, arena, &record, NULL) != RAWI_OK ||
        strcmp(record.sound, slash ? slash + 1 : sound) != 0 ||
        !rawi_record_is_current(path, &record, origin))
        return false;
    message->is_current = true;
    message->seconds = record.duration;
    message->bytes = record.bytes;
    return true;
}

/* A worker's voices, opened with its first article: a recorded one takes as long to open as to
 * say a sentence. */
static rawi_status open_voices(batch *all, const rawi_narration_options *wanted,
                               rawi_error *error) {
    return all->voices ? RAWI_OK : rawi_cast_open(wanted, &all->voices, error);
}

static rawi_status make(batch *all, const char *sound, const rawi_origin *origin,
                        worker_message *message) {
    const batch_source *source = &all->sources.items[message->job];
    rawi_edition_options wanted = cli_edition(all->options);
    task now = {.message = message, .start = progress_clock()};
    rawi_edition_report report = {0};
    rawi_article *article;
    rawi_script *script;
    rawi_status status = open_voices(all, &wanted.narration, &message->error);
    if (status == RAWI_OK)
        status = cli_open_source(all->options, source->path, &article, &script, &message->error);
    if (status != RAWI_OK)
        return status;
    wanted.cast = all->voices;
    if (all->cover.bytes)
        wanted.tags.cover = &all->cover;
    wanted.beside |= RAWI_BESIDE_RECORD;
    wanted.source = source->identity;
    wanted.origin = *origin->content ? origin : NULL;
    wanted.go_on = tell;
    wanted.user = &now;
    status = rawi_edition_make(article, script, sound, &wanted, &report, &message->error);
    cli_close(article, script);
    message->seconds = report.seconds;
    message->bytes = report.bytes;
    message->words = report.words;
    message->elapsed = progress_clock() - now.start;
    return status;
}

static void work(void *user, worker_message *message) {
    batch *all = user;
    const batch_source *source = &all->sources.items[message->job];
    rawi_arena arena = {0};
    rawi_origin origin = all->origin;
    rawi_status status;
    char *sound = sound_path(all, message->job, &arena);
    if (source->flaw)
        status = rawi_fail(&message->error, RAWI_ERROR_INPUT, "%s", source->flaw);
    else if (!sound)
        status = rawi_fail_memory(&message->error);
    else {
        cli_origin_article(source->path, &origin);
        status = !all->options->force && is_current(sound, &origin, &arena, message)
                     ? RAWI_OK
                     : make(all, sound, &origin, message);
    }
    message->error.status = status;
    rawi_arena_free(&arena);
}

/* ---- what the parent says ------------------------------------------------------------------ */

static json_t *text_json(const char *text) {
    json_t *json = json_string(text);
    return json ? json : json_string("?"); /* a file name that is no UTF-8 */
}

static void print_json(const batch *all, const worker_message *message, const char *sound) {
    const char *flaw = all->editions[message->job].flaw;
    json_t *line =
        json_pack("{s:o, s:o, s:s, s:f, s:I, s:I, s:f, s:s?}", "source",
                  text_json(all->sources.items[message->job].path), "file",
                  flaw ? json_null() : text_json(sound), "result",
                  flaw                  ? "failed"
                  : message->is_current ? "current"
                                        : "made",
                  "seconds", message->seconds, "bytes", (json_int_t)message->bytes, "words",
                  (json_int_t)message->words, "elapsed_seconds", message->elapsed, "error", flaw);
    json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6));
    putchar('\n');
    cli_flush();
    json_decref(line);
}

/* A line in a log; on a terminal the bar says enough. */
static void print_line(const batch *all, const worker_message *message, const char *sound) {
    size_t ended = all->made + all->current + all->failed;
    const char *flaw = all->editions[message->job].flaw;
    char duration[32], size[32];
    fprintf(stderr, "[%zu/%zu] ", ended, all->sources.count);
    if (flaw)
        fprintf(stderr, _("failed: %s\n"), flaw);
    else if (message->is_current)
        fprintf(stderr, _("%s: up to date\n"), sound);
    else
        fprintf(stderr, "%s: %s, %s\n", sound,
                format_duration(message->seconds, duration, sizeof duration),
                format_size(message->bytes, size, sizeof size));
}

static void say(const batch *all, const worker_message *message) {
    rawi_arena arena = {0};
    const char *sound = sound_path(all, message->job, &arena);
    if (all->options->json)
        print_json(all, message, sound ? sound : "");
    else if (!all->options->quiet && all->progress.style != PROGRESS_BAR)
        print_line(all, message, sound ? sound : "");
    rawi_arena_free(&arena);
}

/* ---- what the parent hears ----------------------------------------------------------------- */

static double weight_of(const batch_source *source) {
    enum {
        FIXED_COST = 2000 /* of an article, in bytes of text */
    };
    return (double)source->size + FIXED_COST;
}

static void advance(batch *all, const worker_message *message, double done) {
    edition_state *edition = &all->editions[message->job];
    all->done += (done - edition->done) * weight_of(&all->sources.items[message->job]);
    edition->done = done;
}

/* Keeps why there is no edition, with the article's name. */
static void keep_flaw(batch *all, size_t job, const char *why) {
    const char *path = all->sources.items[job].path;
    rawi_text text = {0};
    if (!strstr(why, path)) {
        rawi_text_add_string(&text, path);
        rawi_text_add_string(&text, ": ");
    }
    rawi_text_add_string(&text, why);
    const char *flaw = text.failed ? NULL : rawi_arena_copy(&all->arena, text.bytes, text.length);
    all->editions[job].flaw = flaw ? flaw : path;
    rawi_text_free(&text);
}

static void end(batch *all, const worker_message *message) {
    const batch_source *source = &all->sources.items[message->job];
    if (message->error.status != RAWI_OK) {
        keep_flaw(all, message->job, message->error.message);
        all->failed++;
    } else if (message->is_current) {
        all->weight -= weight_of(source);
        all->current++;
    } else {
        all->seconds += message->seconds;
        all->made++;
    }
    if (!message->is_current)
        advance(all, message, 1.0);
    say(all, message);
}

static void hear(void *user, const worker_message *message) {
    batch *all = user;
    bool stopped = message->error.status == RAWI_INTERRUPTED ||
                   (message->state == WORKER_LOST && stop_signal());
    if (message->state == WORKER_LOST)
        rawi_new_file_sweep(all->options->out);
    if (message->state == WORKER_AT_WORK)
        advance(all, message, message->done);
    else if (!stopped)
        end(all, message);
    if (all->weight > 0)
        progress_update_articles(&all->progress, all->done / all->weight,
                                 all->made + all->current + all->failed, all->sources.count);
}

static bool go_on(void *user) {
    (void)user;
    return !ferror(stdout);
}

/* ---- the end ------------------------------------------------------------------------------- */

static void print_failures(const batch *all) {
    if (all->failed && !all->options->quiet)
        fputs(_("These articles have no edition:\n"), stderr);
    for (size_t i = 0; i < all->sources.count; i++)
        if (all->editions[i].flaw)
            fprintf(stderr, all->options->quiet ? "rawi: %s\n" : "  %s\n", all->editions[i].flaw);
}

static void print_counts(const batch *all) {
    double elapsed = progress_clock() - all->progress.start;
    char sound[32], time[32];
    fprintf(stderr, _("made: %zu; up to date: %zu; failed: %zu\n"), all->made, all->current,
            all->failed);
    if (all->made)
        fprintf(stderr, _("%s of sound in %s (%.0f× real time)\n"),
                format_duration(all->seconds, sound, sizeof sound),
                format_duration(elapsed, time, sizeof time), all->seconds / elapsed);
}

static void print_summary(const batch *all, bool interrupted) {
    print_failures(all);
    if (interrupted)
        fprintf(stderr,
                _("rawi: interrupted; %zu of %zu articles are done, and the same command "
                  "goes on from here\n"),
                all->made + all->current + all->failed, all->sources.count);
    else if (!all->options->quiet)
        print_counts(all);
}

/* ---- the beginning ------------------------------------------------------------------------- */

static int check_options(const cli_options *options) {
    if (options->output)
        return cli_usage("%s", _("--output is for one article, --out for many: say one of them"));
    if (options->from)
        return cli_usage("%s", _("--from is for one article; leave it out with --out"));
    if (options->argument_count == 0)
        return cli_usage("%s", _("which articles? Name files or folders"));
    for (int i = 0; i < options->argument_count; i++)
        if (strcmp(options->arguments[i], "-") == 0)
            return cli_usage("%s", _("standard input cannot be one of many articles"));
    const char *extension = extension_of(options);
    if (strlen(extension) > EXTENSION_BYTES_MOST || strchr(extension, '/'))
        return cli_usage(_("--extension cannot be '%s': mp3, opus, ogg, flac, m4b, m4a or wav"),
                         extension);
    char name[EXTENSION_BYTES_MOST + sizeof "*."];
    rawi_error error;
    snprintf(name, sizeof name, "*.%s", extension);
    if (rawi_writer_check(name, options->edition.bit_rate, &error) != RAWI_OK)
        return cli_fail(&error);
    return *options->out ? CLI_OK : cli_usage("%s", _("--out needs the name of a folder"));
}

/* In a worker: opens everything that the options name, as for a narration. */
static void try_options(void *user, worker_message *message) {
    static const char text[] = "تجربة";
    const cli_options *options = ((const batch *)user)->options;
    const rawi_edition_options wanted = cli_edition(options);
    rawi_error *error = &message->error;
    rawi_article *article = NULL;
    rawi_script *script = NULL;
    rawi_narration *narration = NULL;
    rawi_status status =
        rawi_article_open_memory(text, sizeof text - 1, NULL, RAWI_FORMAT_TEXT, &article, error);
    if (status == RAWI_OK)
        status = rawi_script_open(article, &wanted.script, &script, error);
    if (status == RAWI_OK)
        status = rawi_narration_open(script, &wanted.narration, &narration, error);
    rawi_narration_close(narration);
    cli_close(article, script);
    error->status = status;
}

static void hear_trial(void *user, const worker_message *message) {
    batch *all = user;
    all->trial = message->error;
}

/* What would fail with every article is found before the first; in a process of its own, since an
 * engine may leave its marks on the one that it is opened in. */
static rawi_status check_material(batch *all, rawi_error *error) {
    const worker_crew trial = {.workers = 1,
                               .jobs = 1,
                               .work = try_options,
                               .hear = hear_trial,
                               .go_on = go_on,
                               .user = all};
    rawi_status status = cli_origin(all->options, &all->origin, error);
    if (status == RAWI_OK && all->options->cover)
        status = rawi_picture_open(all->options->cover, &all->cover, error);
    if (status == RAWI_OK)
        status = worker_crew_run(&trial, error);
    if (status == RAWI_OK && all->trial.status != RAWI_OK) {
        *error = all->trial;
        return all->trial.status;
    }
    return status;
}

/* Removes what killed workers left; only while none is at work. */
static void sweep(const char *folder) {
    rawi_new_file_sweep(folder);
    rawi_record_sweep(folder);
}

/* Makes the folder where it is missing, keeps other batches out of it, and removes what killed ones
 * left. The workers inherit the lock: it is free when the last of them has ended. */
static rawi_status open_folder(batch *all, rawi_error *error) {
    const char *out = all->options->out;
    char *folder = strdup(out);
    bool there = folder && rawi_make_folders(folder);
    int number = errno;
    free(folder);
    if (!there)
        return rawi_fail(error, RAWI_ERROR_IO, _("the folder %s cannot be made: %s"), out,
                         rawi_reason(number));
    if (access(out, W_OK | X_OK) != 0)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), out,
                         rawi_reason(errno));
    all->lock = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (all->lock < 0)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), out, rawi_reason(errno));
    if (flock(all->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("another rawi is at work in %s; wait until it is done"), out);
    sweep(out);
    return RAWI_OK;
}

static rawi_status name_editions(batch *all, rawi_error *error) {
    char sound[EXTENSION_BYTES_MOST + sizeof "."];
    const char *endings[CHAR_BIT * sizeof(unsigned) + 2] = {sound};
    unsigned beside = cli_edition(all->options).beside;
    for (size_t i = 0, next = 1; i < CHAR_BIT * sizeof beside; i++) {
        const char *ending = rawi_edition_ending(beside & 1U << i);
        if (ending)
            endings[next++] = ending;
    }
    size_t count = all->sources.count;
    const char **names = calloc(count, sizeof *names);
    all->editions = calloc(count, sizeof *all->editions);
    snprintf(sound, sizeof sound, ".%s", extension_of(all->options));
    rawi_status status = names && all->editions
                             ? batch_name_sources(&all->sources, all->options->out, endings,
                                                  &all->arena, names, error)
                             : rawi_fail_memory(error);
    for (size_t i = 0; status == RAWI_OK && i < count; i++) {
        all->editions[i].name = names[i];
        all->weight += weight_of(&all->sources.items[i]);
    }
    free(names);
    return status;
}

static rawi_status prepare(batch *all, rawi_error *error) {
    const cli_options *options = all->options;
    rawi_status status = check_material(all, error);
    if (status == RAWI_OK)
        status = open_folder(all, error);
    if (status == RAWI_OK)
        status = batch_list_sources(options->arguments, (size_t)options->argument_count,
                                    options->out, &all->sources, error);
    return status == RAWI_OK ? name_editions(all, error) : status;
}

static int run(batch *all) {
    rawi_error error = {0};
    size_t jobs = all->options->jobs ? all->options->jobs : worker_processors();
    size_t count = all->sources.count;
    const worker_crew crew = {.workers = jobs < count ? jobs : count,
                              .jobs = count,
                              .work = work,
                              .hear = hear,
                              .go_on = go_on,
                              .user = all};
    progress_begin(&all->progress, cli_progress_style(all->options));
    rawi_status status = worker_crew_run(&crew, &error);
    progress_end(&all->progress);
    sweep(all->options->out);
    if (status != RAWI_OK && status != RAWI_INTERRUPTED)
        cli_fail(&error);
    print_summary(all, status == RAWI_INTERRUPTED);
    return status == RAWI_OK && all->failed == 0 ? CLI_OK : CLI_FAILED;
}

int cli_batch(const cli_options *options) {
    int status = check_options(options);
    if (status != CLI_OK)
        return status;
    cli_suggest_voice(options);
    batch all = {.options = options, .lock = -1};
    rawi_error error;
    stop_catch();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error to report, no reason to die */
    status = prepare(&all, &error) == RAWI_OK ? run(&all) : cli_fail(&error);
    rawi_picture_free(&all.cover);
    batch_sources_free(&all.sources);
    free(all.editions);
    rawi_arena_free(&all.arena);
    if (all.lock >= 0)
        close(all.lock);
    if (status != CLI_OK)
        stop_end();
    return status;
}
