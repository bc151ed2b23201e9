/* Sources: what each of them is, and how it is opened. */
#include "listen/source.h"
#include "base/digest.h"
#include "base/user_folder.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool rawi_source_is_address(const char *source) {
    return strncasecmp(source, "http://", 7) == 0 || strncasecmp(source, "https://", 8) == 0;
}

char *rawi_source_name(const char *named) {
    if (strcmp(named, "-") == 0 || rawi_source_is_address(named))
        return strdup(named);
    char *path = realpath(named, NULL);
    return path ? path : strdup(named);
}

void rawi_opened_free(rawi_opened *opened) {
    rawi_article_close(opened->article);
    free(opened->listing.entries);
    rawi_arena_free(&opened->listing.arena);
    *opened = (rawi_opened){0};
}

rawi_status rawi_source_open(const rawi_opening *opening, rawi_opened *opened, rawi_error *error) {
    *opened = (rawi_opened){0};
    return rawi_article_open(opening->source, opening->format, &opened->article, error);
}

/* ---- what was fetched ---------------------------------------------------------------------- */

/* Where what was fetched of a source is kept until it was heard. */
static bool kept_path(const char *source, rawi_text *path) {
    char digest[RAWI_DIGEST_SIZE];
    rawi_digest_of(rawi_slice_of(source), digest);
    if (!rawi_user_folder("XDG_CACHE_HOME", ".cache", path))
        return false;
    rawi_text_add_string(path, "/articles/");
    rawi_text_add_string(path, digest);
    return !path->failed;
}

void rawi_source_forget(const char *source) {
    rawi_text path = {0};
    if (rawi_source_is_address(source) && kept_path(source, &path))
        unlink(path.bytes);
    rawi_text_free(&path);
}
