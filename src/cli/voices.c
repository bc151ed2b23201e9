/* rawi voices: lists the voices, gets them from the web or from a file, removes them. */
#include "cli/cli.h"
#include "cli/download.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "voice/catalog.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One run of the command. */
typedef struct job {
    const cli_options *options;
    rawi_arena arena;
    const rawi_catalog_voice *voices;
    size_t count;
    const char *default_name;
} job;

/* ---- listing ------------------------------------------------------------------------------- */

static const char *gender_text(rawi_voice_gender gender, bool translated) {
    static const char *const texts[] = {[RAWI_GENDER_UNKNOWN] = "",
                                        [RAWI_GENDER_MALE] = N_("male"),
                                        [RAWI_GENDER_FEMALE] = N_("female")};
    return *texts[gender] && translated ? _(texts[gender]) : texts[gender];
}

static const char *state_text(const rawi_catalog_voice *voice) {
    if (voice->built_in)
        return _("built in");
    return voice->info.path ? _("installed") : _("available");
}

enum {
    COLUMN_DEFAULT,
    COLUMN_NAME,
    COLUMN_LANGUAGE,
    COLUMN_GENDER,
    COLUMN_ENGINE,
    COLUMN_STATE,
    COLUMN_SIZE,
    COLUMN_DESCRIPTION,
    COLUMN_COUNT
};

typedef struct table_row {
    const char *cells[COLUMN_COUNT];
    char size[32];
} table_row;

static table_row row_of(const job *now, const rawi_catalog_voice *voice) {
    bool is_default = strcmp(voice->info.name, now->default_name) == 0;
    return (table_row){.cells = {is_default ? "*" : "", voice->info.name, voice->info.language,
                                 gender_text(voice->info.gender, true), voice->info.engine,
                                 state_text(voice), "", voice->info.description}};
}

static void fill_size(table_row *row, const rawi_catalog_voice *voice) {
    if (voice->size)
        row->cells[COLUMN_SIZE] = format_size(voice->size, row->size, sizeof row->size);
}

static void widen(size_t *widths, const table_row *row) {
    for (int i = 0; i < COLUMN_COUNT; i++) {
        size_t columns = cli_columns(row->cells[i]);
        widths[i] = columns > widths[i] ? columns : widths[i];
    }
}

static void print_row(const size_t *widths, const table_row *row) {
    for (int i = 0; i + 1 < COLUMN_COUNT; i++) {
        cli_print_column(row->cells[i], widths[i]);
        if (i > COLUMN_DEFAULT)
            putchar(' ');
    }
    puts(row->cells[COLUMN_DESCRIPTION]);
}

static int print_table(const job *now) {
    table_row head = {.cells = {"", _("NAME"), _("LANGUAGE"), _("GENDER"), _("ENGINE"), _("STATE"),
                                _("SIZE"), _("DESCRIPTION")}};
    size_t widths[COLUMN_COUNT] = {0};
    widen(widths, &head);
    for (size_t i = 0; i < now->count; i++) {
        table_row row = row_of(now, &now->voices[i]);
        fill_size(&row, &now->voices[i]);
        widen(widths, &row);
    }
    print_row(widths, &head);
    for (size_t i = 0; i < now->count; i++) {
        table_row row = row_of(now, &now->voices[i]);
        fill_size(&row, &now->voices[i]);
        print_row(widths, &row);
    }
    return CLI_OK;
}

static json_t *json_of(const job *now, const rawi_catalog_voice *voice) {
    const rawi_voice_info *info = &voice->info;
    return json_pack("{s:s, s:s, s:s*, s:s, s:s, s:b, s:b, s:b, s:s*, s:I, s:s*, s:s*, s:s*, s:s*}",
                     "name", info->name, "language", info->language, "gender",
                     info->gender == RAWI_GENDER_UNKNOWN ? NULL : gender_text(info->gender, false),
                     "engine", info->engine, "description", info->description, "default",
                     strcmp(info->name, now->default_name) == 0, "built_in", voice->built_in,
                     "installed", rawi_catalog_is_here(voice), "path", info->path, "size",
                     (json_int_t)voice->size, "licence", voice->licence, "home", voice->home,
                     "address", voice->address, "sha256", voice->sha256);
}

static int print_json(json_t *value) {
    int failed = value ? json_dumpf(value, stdout, JSON_INDENT(2)) : -1;
    json_decref(value);
    if (failed) {
        rawi_error error;
        rawi_fail_memory(&error);
        return cli_fail(&error);
    }
    putchar('\n');
    return CLI_OK;
}

static int list(job *now) {
    if (!now->options->json)
        return print_table(now);
    json_t *all = json_array();
    for (size_t i = 0; i < now->count; i++)
        json_array_append_new(all, json_of(now, &now->voices[i]));
    return print_json(all);
}

/* ---- one voice ----------------------------------------------------------------------------- */

static int fail_unknown(const char *name) {
    rawi_error error;
    rawi_fail(&error, RAWI_ERROR_VOICE, _("there is no voice %s; rawi voices lists them"), name);
    return cli_fail(&error);
}

static void print_fact(const char *name, const char *value) {
    if (!value || !*value)
        return;
    cli_print_column(name, 14);
    puts(value);
}

static int info(job *now, const char *name) {
    const rawi_catalog_voice *voice = rawi_catalog_find(now->voices, now->count, name);
    char size[32];
    if (!voice)
        return fail_unknown(name);
    if (now->options->json)
        return print_json(json_of(now, voice));
    print_fact(_("name"), voice->info.name);
    print_fact(_("description"), voice->info.description);
    print_fact(_("language"), voice->info.language);
    print_fact(_("gender"), gender_text(voice->info.gender, true));
    print_fact(_("engine"), voice->info.engine);
    print_fact(_("state"), state_text(voice));
    print_fact(_("file"), voice->info.path);
    print_fact(_("size"), voice->size ? format_size(voice->size, size, sizeof size) : NULL);
    print_fact(_("licence"), voice->licence);
    print_fact(_("home page"), voice->home);
    print_fact(_("address"), voice->address);
    print_fact("SHA-256", voice->sha256);
    return CLI_OK;
}

static int discard(job *now, const char *name) {
    const rawi_catalog_voice *voice = rawi_catalog_find(now->voices, now->count, name);
    rawi_error error;
    if (!voice)
        return fail_unknown(name);
    if (rawi_catalog_remove(voice, &now->arena, &error) != RAWI_OK)
        return cli_fail(&error);
    if (!now->options->quiet)
        fprintf(stderr, _("rawi: the voice %s is removed\n"), name);
    return CLI_OK;
}

/* ---- adding -------------------------------------------------------------------------------- */

/* Says that the voice can be used, and whether it is now the default. */
static int say_installed(job *now, const char *name) {
    const rawi_voice_info *here;
    size_t count;
    if (now->options->quiet)
        return CLI_OK;
    bool is_default = rawi_voices(&now->arena, &here, &count, NULL) == RAWI_OK && count > 0 &&
                      strcmp(here[0].name, name) == 0;
    fprintf(stderr,
            is_default ? _("rawi: the voice %s is installed; Rawi speaks with it from now on\n")
                       : _("rawi: the voice %s is installed; rawi --voice %s speaks with it\n"),
            name, name);
    return CLI_OK;
}

static int add_file(job *now, const char *path) {
    rawi_error error;
    const char *name;
    if (rawi_catalog_add_file(path, now->voices, now->count, &now->arena, &name, &error) != RAWI_OK)
        return cli_fail(&error);
    return say_installed(now, name);
}

/* Checks what was fetched and gives it its name; what is wrong is thrown away. */
static rawi_status accept(const rawi_catalog_voice *voice, const char *part, const char *place,
                          rawi_error *error) {
    rawi_status status = rawi_catalog_verify(part, voice, error);
    if (status == RAWI_ERROR_DATA)
        unlink(part);
    if (status == RAWI_OK && rename(part, place) != 0)
        status = rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), place,
                           rawi_reason(errno));
    return status;
}

static rawi_status fetch(job *now, const rawi_catalog_voice *voice, rawi_error *error) {
    const char *place;
    rawi_status status = rawi_catalog_place(voice->info.name, &now->arena, &place, error);
    if (status != RAWI_OK)
        return status;
    char *part = rawi_catalog_part(place, &now->arena);
    if (!part)
        return rawi_fail_memory(error);
    download wanted = {.address = voice->address,
                       .path = part,
                       .size = voice->size,
                       .patience = now->options->patience,
                       .shown = cli_progress_style(now->options)};
    status = download_file(&wanted, error);
    return status == RAWI_OK ? accept(voice, part, place, error) : status;
}

static int add_voice(job *now, const rawi_catalog_voice *voice) {
    rawi_error error;
    if (voice->built_in ||
        (voice->info.path &&
         (!voice->address || rawi_catalog_verify(voice->info.path, voice, NULL) == RAWI_OK)))
        return say_installed(now, voice->info.name);
    stop_catch();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error to report, no reason to die */
    rawi_status status = fetch(now, voice, &error);
    if (status == RAWI_OK)
        return say_installed(now, voice->info.name);
    cli_fail(&error);
    stop_end();
    return CLI_FAILED;
}

/* A name of the catalog, else a file. */
static int add(job *now, const char *what) {
    const rawi_catalog_voice *voice = rawi_catalog_find(now->voices, now->count, what);
    if (voice)
        return add_voice(now, voice);
    if (strchr(what, '/') || access(what, F_OK) == 0)
        return add_file(now, what);
    return fail_unknown(what);
}

/* ---- the command --------------------------------------------------------------------------- */

static const struct verb {
    const char *name;
    int (*run)(job *now, const char *argument);
} verbs[] = {{"add", add}, {"remove", discard}, {"info", info}};

static int obey(job *now, char *const *arguments, int count) {
    if (count == 0)
        return list(now);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(arguments[0], verbs[i].name) == 0)
            return count == 2 ? verbs[i].run(now, arguments[1])
                              : cli_usage(_("rawi voices %s takes one voice"), arguments[0]);
    return cli_usage(_("rawi voices can add, remove and info, not %s"), arguments[0]);
}

static rawi_status read_catalog(job *now, rawi_error *error) {
    const rawi_voice_info *here;
    size_t count;
    if (now->options->catalog)
        setenv("RAWI_CATALOG", now->options->catalog, 1);
    rawi_status status = rawi_catalog_read(&now->arena, &now->voices, &now->count, error);
    if (status == RAWI_OK)
        status = rawi_voices(&now->arena, &here, &count, error);
    if (status == RAWI_OK)
        now->default_name = count ? here[0].name : "";
    return status;
}

int cli_voices(const cli_options *options) {
    job now = {.options = options};
    rawi_error error;
    int status = read_catalog(&now, &error) == RAWI_OK
                     ? obey(&now, options->arguments, options->argument_count)
                     : cli_fail(&error);
    rawi_arena_free(&now.arena);
    return status;
}
