/* Suggests the natural voice, once: that it was done is remembered under $XDG_STATE_HOME. */
#include "cli/cli.h"
#include "cli/progress.h"
#include "voice/catalog.h"
#include "voice/hts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder of what Rawi remembers between runs (XDG Base Directory Specification 0.8); false
 * where there is no place for it. */
static bool find_folder(char *folder, size_t size) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length = -1;
    if (state && *state == '/')
        length = snprintf(folder, size, "%s/rawi", state);
    else if (home && *home == '/')
        length = snprintf(folder, size, "%s/.local/state/rawi", home);
    return length > 0 && (size_t)length < size;
}

static bool make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777); /* where it fails the next one fails too */
        *slash = '/';
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* Leaves a mark; true when there was none. Where no mark can be left nothing is suggested, or it
 * would be every time. */
static bool is_first_time(void) {
    char folder[PATH_MAX], mark[PATH_MAX + 32];
    if (!find_folder(folder, sizeof folder) || !make_folders(folder))
        return false;
    snprintf(mark, sizeof mark, "%s/natural-voice-suggested", folder);
    int fd = open(mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* The catalog's first natural voice; NULL where one is installed already. */
static const rawi_catalog_voice *find_wanted(const rawi_catalog_voice *voices, size_t count) {
    const rawi_catalog_voice *wanted = NULL;
    for (size_t i = count; i-- > 0;) {
        if (voices[i].built_in)
            continue;
        if (voices[i].info.path)
            return NULL;
        wanted = &voices[i];
    }
    return wanted;
}

void cli_suggest_voice(const cli_options *options) {
    if (options->quiet || options->voice || !isatty(STDERR_FILENO) || !rawi_hts_driver.speak)
        return;
    rawi_arena arena = {0};
    const rawi_catalog_voice *voices, *wanted = NULL;
    size_t count;
    if (rawi_catalog_read(&arena, &voices, &count, NULL) == RAWI_OK)
        wanted = find_wanted(voices, count);
    char size[32];
    if (wanted && is_first_time())
        fprintf(stderr, _("rawi: for a natural voice: rawi voices add %s (%s)\n"),
                wanted->info.name, format_size(wanted->size, size, sizeof size));
    rawi_arena_free(&arena);
}
