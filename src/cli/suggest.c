/* Suggests the natural voice, once: that it was done is remembered under $XDG_STATE_HOME. */
#include "base/user_folder.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "voice/catalog.h"
#include "voice/hts.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Leaves a mark among what Rawi remembers between runs; true when there was none. Where no mark can
 * be left nothing is suggested, or it would be every time. */
static bool is_first_time(void) {
    rawi_text mark = {0};
    int fd = -1;
    if (rawi_user_folder("XDG_STATE_HOME", ".local/state", &mark) && !mark.failed &&
        rawi_make_folders(mark.bytes) && rawi_text_add_string(&mark, "/natural-voice-suggested"))
        fd = open(mark.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    rawi_text_free(&mark);
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
