/* The journal. */
#include "listen/journal.h"
#include "base/text.h"
#include "base/user_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = "journal.";

struct rawi_journal {
    int fd;
    char *path;
    size_t length; /* of what is in the file */
    char line[RAWI_JOURNAL_LINE_MAX];
};

/* ---- the player's own ---------------------------------------------------------------------- */

static rawi_status fail(rawi_error *error, const char *path) {
    return rawi_fail(error, RAWI_ERROR_IO, _("what was heard cannot be remembered in %s: %s"), path,
                     rawi_reason(errno));
}

/* Creates the file and locks it; another program may have removed it between the two. */
static rawi_status create(rawi_journal *journal, const char *folder, rawi_error *error) {
    size_t size = strlen(folder) + sizeof prefix + sizeof "/XXXXXX";
    journal->path = malloc(size);
    if (!journal->path)
        return rawi_fail_memory(error);
    for (;;) {
        struct stat status;
        snprintf(journal->path, size, "%s/%sXXXXXX", folder, prefix);
        journal->fd = mkstemp(journal->path);
        if (journal->fd < 0)
            return fail(error, folder);
        fcntl(journal->fd, F_SETFD, FD_CLOEXEC);
        while (flock(journal->fd, LOCK_EX) != 0 && errno == EINTR)
            continue;
        if (fstat(journal->fd, &status) != 0 || status.st_nlink > 0)
            return RAWI_OK;
        close(journal->fd);
    }
}

rawi_status rawi_journal_open(rawi_journal **journal, rawi_error *error) {
    rawi_text folder = {0};
    rawi_journal *made = calloc(1, sizeof *made);
    rawi_status status = RAWI_OK;
    if (made)
        made->fd = -1;
    bool named = rawi_user_folder("XDG_STATE_HOME", ".local/state", &folder);
    if (!made || folder.failed)
        status = rawi_fail_memory(error);
    else if (!named || !rawi_make_folders(folder.bytes))
        status = fail(error, named ? folder.bytes : "HOME");
    else
        status = create(made, folder.bytes, error);
    rawi_text_free(&folder);
    if (status == RAWI_OK)
        *journal = made;
    else
        rawi_journal_close(made);
    return status;
}

/* In one write, and blanks over what was longer: nobody finds half of a line. */
void rawi_journal_write(rawi_journal *journal, const char *line) {
    size_t length = strlen(line);
    if (length + 1 > sizeof journal->line)
        return;
    memcpy(journal->line, line, length);
    if (length < journal->length)
        memset(journal->line + length, ' ', journal->length - length);
    else
        journal->length = length;
    if (pwrite(journal->fd, journal->line, journal->length, 0) < 0)
        return;
}

void rawi_journal_clear(rawi_journal *journal) {
    if (journal->length > 0 && ftruncate(journal->fd, 0) == 0)
        journal->length = 0;
}

void rawi_journal_close(rawi_journal *journal) {
    if (!journal)
        return;
    if (journal->fd >= 0) {
        if (journal->length == 0)
            unlink(journal->path);
        close(journal->fd);
    }
    free(journal->path);
    free(journal);
}

/* ---- all journals -------------------------------------------------------------------------- */

static int open_journal(int folder, const char *name) {
    return openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/* The next journal of a folder, opened; -1 behind the last. */
static int next_journal(DIR *folder, const char **name) {
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        struct stat status;
        if (strncmp(entry->d_name, prefix, sizeof prefix - 1) != 0)
            continue;
        int fd = open_journal(dirfd(folder), entry->d_name);
        if (fd < 0)
            continue;
        *name = entry->d_name;
        if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
            return fd;
        close(fd);
    }
    return -1;
}

static bool is_left_behind(int fd) {
    return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

static void read_journal(int fd, char *line, json_t *objects) {
    ssize_t length = pread(fd, line, RAWI_JOURNAL_LINE_MAX, 0);
    json_t *object = length > 0 ? json_loadb(line, (size_t)length, 0, NULL) : NULL;
    if (json_is_object(object))
        json_array_append(objects, object);
    json_decref(object);
}

void rawi_journals_read(const char *folder, json_t *objects, json_t *left_behind) {
    DIR *listed = opendir(folder);
    char *line = malloc(RAWI_JOURNAL_LINE_MAX);
    const char *name;
    for (int fd; listed && line && (fd = next_journal(listed, &name)) >= 0; close(fd)) {
        if (left_behind && !is_left_behind(fd))
            continue;
        read_journal(fd, line, objects);
        if (left_behind)
            json_array_append_new(left_behind, json_string(name));
    }
    free(line);
    if (listed)
        closedir(listed);
}

/* What looked left behind may be a journal that was being created: while it is held here its player
 * waits, and then sees that it is gone; once its player holds it, it stays. */
static void remove_journal(int folder, const char *name) {
    int fd = open_journal(folder, name);
    if (fd < 0)
        return;
    if (is_left_behind(fd))
        unlinkat(folder, name, 0);
    close(fd);
}

void rawi_journals_remove(const char *folder, const json_t *names) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    size_t i;
    json_t *name;
    json_array_foreach(names, i, name) {
        remove_journal(fd, json_string_value(name));
    }
    if (fd >= 0)
        close(fd);
}
