/* The normalizer: goes over the written items of a sentence and adds the spoken words of each. */
#include "arabic/normalize/normalize.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/speak_reading.h"
#include "arabic/normalize/unread.h"
#include "arabic/normalize/unrecognized.h"

struct rawi_normalizer {
    rawi_latin *latin;
    rawi_lexicon *lexicon;
    rawi_reading *readings;
    size_t reading_count;
    const rawi_open_case *open_cases;
    size_t open_case_count;
    rawi_unread unread;
};

/* Appends rawi/lexicon.tsv of the XDG configuration folder; nothing where there is no such folder.
 */
static void add_configured_path(rawi_text *path) {
    const char *folder = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (folder && *folder == '/') {
        rawi_text_add_string(path, folder);
    } else if (home && *home) {
        rawi_text_add_string(path, home);
        rawi_text_add_string(path, "/.config");
    } else {
        return;
    }
    rawi_text_add_string(path, "/rawi/lexicon.tsv");
}

static rawi_status open_lexicons(rawi_normalizer *normalizer, const char *lexicon,
                                 rawi_error *error) {
    rawi_status status = RAWI_OK;
    rawi_text path = {0};
    add_configured_path(&path);
    if (path.failed)
        status = rawi_fail_memory(error);
    else if (path.length && access(path.bytes, F_OK) == 0)
        status = rawi_lexicon_add_file(&normalizer->lexicon, path.bytes, error);
    rawi_text_free(&path);
    if (status == RAWI_OK && lexicon)
        status = rawi_lexicon_add_file(&normalizer->lexicon, lexicon, error);
    return status;
}

rawi_status rawi_normalizer_open(const char *lexicon, rawi_normalizer **normalizer,
                                 rawi_error *error) {
    rawi_normalizer *opened = calloc(1, sizeof *opened);
    if (!opened)
        return rawi_fail_memory(error);
    rawi_status status = rawi_latin_open(&opened->latin, error);
    if (status == RAWI_OK)
        status = open_lexicons(opened, lexicon, error);
    if (status != RAWI_OK) {
        rawi_normalizer_close(opened);
        return status;
    }
    *normalizer = opened;
    return RAWI_OK;
}

/* Reads what stands at item `*at` and goes past it. */
static rawi_status read_item(const rawi_lexicon *lexicon, rawi_reader *reader, size_t *at,
                             rawi_error *error) {
    size_t first = *at;
    reader->grammar = NULL;
    if (rawi_read_from_lexicon(reader, lexicon, at, first, error))
        return RAWI_OK;
    size_t start = rawi_take_clitic(reader, first);
    if (start > first && rawi_read_from_lexicon(reader, lexicon, at, start, error))
        return RAWI_OK;
    rawi_candidate candidate;
    *at = start;
    if (rawi_begins_latin_name(reader, start) || !rawi_choose_reading(reader, start, &candidate))
        return rawi_read_unrecognized(reader, first, at, error);
    *at = candidate.end;
    size_t first_token = reader->tokens->count;
    rawi_status status = rawi_speak_reading(reader, &candidate, first, error);
    rawi_remember_reading(reader, first, candidate.end, first_token, candidate.taken_for,
                          candidate.reason);
    return status;
}

rawi_status rawi_normalize(rawi_normalizer *normalizer, const char *text, rawi_span sentence,
                           rawi_arena *arena, rawi_tokens *tokens, rawi_error *error) {
    rawi_sentence scanned;
    rawi_status status = rawi_scan(text, sentence, arena, &scanned, error);
    rawi_token_builder built = {.arena = arena};
    rawi_reader reader = {.sentence = &scanned,
                          .tokens = &built,
                          .latin = normalizer->latin,
                          .unread = &normalizer->unread,
                          .arena = arena};
    reader.equation = status == RAWI_OK && scanned.count &&
                      memchr(scanned.folded.bytes, '=', scanned.folded.length);
    reader.point = status == RAWI_OK ? rawi_point_of_sentence(&reader) : RAWI_POINT_OPEN;
    if (status == RAWI_OK && scanned.count &&
        !(reader.readings = rawi_arena_array(arena, scanned.count, sizeof *reader.readings)))
        status = rawi_fail_memory(error);
    for (size_t at = 0; status == RAWI_OK && !built.failed && at < scanned.count;)
        status = read_item(normalizer->lexicon, &reader, &at, error);
    if (status != RAWI_OK)
        return status;
    if (built.failed)
        return rawi_fail_memory(error);
    *tokens = (rawi_tokens){built.items, built.count};
    normalizer->readings = reader.readings;
    normalizer->reading_count = reader.reading_count;
    normalizer->open_cases = reader.open_cases;
    normalizer->open_case_count = reader.open_case_count;
    return RAWI_OK;
}

void rawi_normalizer_report_unread(rawi_normalizer *normalizer, rawi_unread_report *report,
                                   void *user) {
    normalizer->unread.report = report;
    normalizer->unread.user = user;
}

const rawi_reading *rawi_normalizer_readings(const rawi_normalizer *normalizer, size_t *count) {
    *count = normalizer->reading_count;
    return normalizer->readings;
}

const rawi_open_case *rawi_normalizer_open_cases(const rawi_normalizer *normalizer, size_t *count) {
    *count = normalizer->open_case_count;
    return normalizer->open_cases;
}

void rawi_normalizer_settle_case(rawi_normalizer *normalizer, size_t index, rawi_case grammatical,
                                 rawi_tokens *tokens) {
    const rawi_open_case *open = &normalizer->open_cases[index];
    memcpy(tokens->items + open->first_token, open->forms[grammatical],
           open->token_count * sizeof *tokens->items);
    if (open->host != SIZE_MAX) {
        rawi_token *host = &tokens->items[open->host];
        unsigned agreeing = open->host_flags[grammatical] & RAWI_TOKEN_CASES;
        host->flags &= ~(unsigned)(RAWI_TOKEN_CONSTRUCT | (agreeing ? RAWI_TOKEN_CASES : 0));
        host->flags |= open->host_flags[grammatical];
    }
    if (grammatical != open->likeliest || open->odds == RAWI_OPEN)
        normalizer->readings[open->reading].grammar = _("the diacritizer's choice");
}

void rawi_normalizer_close(rawi_normalizer *normalizer) {
    if (!normalizer)
        return;
    rawi_lexicon_free(normalizer->lexicon);
    rawi_latin_close(normalizer->latin);
    free(normalizer);
}
