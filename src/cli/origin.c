/* What an edition is made from: digests of the voices and of all that was asked for. */
#include "base/text.h"
#include "base/user_folder.h"
#include "cli/cli.h"
#include "voice/voice.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static rawi_status add_file(rawi_text *text, const char *path, rawi_error *error) {
    char digest[RAWI_DIGEST_SIZE];
    rawi_status status = rawi_digest_of_file(path, digest, NULL, error);
    rawi_text_add_string(text, " ");
    rawi_text_add_string(text, digest);
    return status;
}

/* ---- voices -------------------------------------------------------------------------------- */

/* `spec` is NAME, NAME:HALFTONES or :HALFTONES; NULL is the default voice. */
static rawi_status add_voice(rawi_text *text, const char *spec, rawi_error *error) {
    rawi_arena arena = {0};
    const rawi_voice_info *voice;
    const char *name = spec;
    rawi_status status = RAWI_OK;
    if (spec) {
        name = rawi_arena_copy(&arena, spec, strcspn(spec, ":"));
        status = name ? RAWI_OK : rawi_fail_memory(error);
    }
    if (status == RAWI_OK && (!name || *name))
        status = rawi_voice_find(name, &arena, &voice, error);
    if (status == RAWI_OK && (!name || *name)) {
        rawi_text_add_string(text, voice->engine);
        rawi_text_add_string(text, " ");
        rawi_text_add_string(text, voice->name);
        if (voice->path)
            status = add_file(text, voice->path, error);
    }
    rawi_text_add_string(text, "\n");
    rawi_arena_free(&arena);
    return status;
}

static rawi_status add_voices(const cli_options *options, rawi_text *text, rawi_error *error) {
    rawi_status status = add_voice(text, options->voice, error);
    if (status == RAWI_OK && options->quote_voice)
        status = add_voice(text, options->quote_voice, error);
    if (status == RAWI_OK && options->heading_voice)
        status = add_voice(text, options->heading_voice, error);
    return status;
}

/* ---- options ------------------------------------------------------------------------------- */

/* The lexicon that is always read where the user has one. */
static rawi_status add_own_lexicon(rawi_text *text, rawi_error *error) {
    rawi_text path = {0};
    rawi_status status = RAWI_OK;
    if (rawi_user_folder("XDG_CONFIG_HOME", ".config", &path) &&
        rawi_text_add_string(&path, "/lexicon.tsv") && is_file(path.bytes))
        status = add_file(text, path.bytes, error);
    rawi_text_free(&path);
    return status;
}

static rawi_status add_choices(const cli_options *options, rawi_text *text, rawi_error *error) {
    cli_choice choice;
    rawi_status status = RAWI_OK;
    for (size_t at = 0; status == RAWI_OK && cli_next_choice(options, &at, &choice);) {
        rawi_text_add_string(text, choice.name);
        rawi_text_add_string(text, "=");
        rawi_text_add_string(text, choice.value);
        if (choice.may_name_file && is_file(choice.value))
            status = add_file(text, choice.value, error);
        rawi_text_add_string(text, "\n");
    }
    return status == RAWI_OK ? add_own_lexicon(text, error) : status;
}

static rawi_status digest(const rawi_text *text, char made[RAWI_DIGEST_SIZE], rawi_error *error) {
    if (text->failed)
        return rawi_fail_memory(error);
    rawi_digest_of((rawi_slice){text->bytes ? text->bytes : "", text->length}, made);
    return RAWI_OK;
}

void cli_origin_article(const char *path, rawi_origin *origin) {
    if (!is_file(path) || rawi_digest_of_file(path, origin->content, NULL, NULL) != RAWI_OK)
        *origin->content = '\0';
}

rawi_status cli_origin(const cli_options *options, rawi_origin *origin, rawi_error *error) {
    rawi_text voices = {0}, choices = {0};
    *origin = (rawi_origin){0};
    snprintf(origin->version, sizeof origin->version, "%s", RAWI_VERSION);
    rawi_status status = add_voices(options, &voices, error);
    if (status == RAWI_OK)
        status = add_choices(options, &choices, error);
    if (status == RAWI_OK)
        status = digest(&voices, origin->voice, error);
    if (status == RAWI_OK)
        status = digest(&choices, origin->options, error);
    rawi_text_free(&voices);
    rawi_text_free(&choices);
    return status;
}
