/* What was fetched: one file a source in the user's cache folder, named by the source's digest.
 * When a file was used last is its time of modification. */
#include "listen/kept.h"
#include "base/digest.h"
#include "base/new_file.h"
#include "base/user_folder.h"
#include "base/whole_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Where what was fetched of a source is kept; empty where there is no place for it. */
static bool kept_path(const char *source, rawi_text *path) {
    char digest[RAWI_DIGEST_SIZE];
    rawi_digest_of(rawi_slice_of(source), digest);
    if (!rawi_user_folder("XDG_CACHE_HOME", ".cache", path))
        return false;
    rawi_text_add_string(path, "/articles/");
    rawi_text_add_string(path, digest);
    return !path->failed;
}

void rawi_kept_write(const char *source, rawi_slice bytes) {
    rawi_text path = {0};
    rawi_new_file file;
    bool made = kept_path(source, &path);
    if (made) {
        char *slash = strrchr(path.bytes, '/');
        *slash = '\0';
        made = rawi_make_folders(path.bytes);
        *slash = '/';
    }
    if (made && rawi_new_file_open(path.bytes, &file, NULL) == RAWI_OK) {
        if (write(file.fd, bytes.bytes, bytes.length) == (ssize_t)bytes.length)
            rawi_new_file_commit(&file, NULL);
        else
            rawi_new_file_abort(&file);
    }
    rawi_text_free(&path);
}

/* A file of what is kept. */
typedef struct kept_file {
    char name[RAWI_DIGEST_SIZE];
    off_t size;
    struct timespec used;
} kept_file;

static int by_use(const void *a, const void *b) {
    const struct timespec *x = &((const kept_file *)a)->used, *y = &((const kept_file *)b)->used;
    if (x->tv_sec != y->tv_sec)
        return x->tv_sec < y->tv_sec ? -1 : 1;
    return (x->tv_nsec > y->tv_nsec) - (x->tv_nsec < y->tv_nsec);
}

/* The files of a folder, a new array, the one that was used longest ago first; without memory those
 * that there was room for. */
static kept_file *list_kept(DIR *folder, size_t *count) {
    kept_file *files = NULL;
    size_t capacity = 0;
    const struct dirent *entry;
    *count = 0;
    while ((entry = readdir(folder))) {
        struct stat status;
        if (strlen(entry->d_name) != RAWI_DIGEST_SIZE - 1 ||
            fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(status.st_mode))
            continue;
        if (*count == capacity) {
            size_t wanted = capacity ? 2 * capacity : 256;
            kept_file *grown = realloc(files, wanted * sizeof *grown);
            if (!grown)
                break;
            files = grown;
            capacity = wanted;
        }
        kept_file *file = &files[(*count)++];
        *file = (kept_file){.size = status.st_size, .used = status.st_mtim};
        strcpy(file->name, entry->d_name);
    }
    if (*count > 0)
        qsort(files, *count, sizeof *files, by_use);
    return files;
}

void rawi_kept_tidy(void) {
    rawi_text path = {0};
    bool named = rawi_user_folder("XDG_CACHE_HOME", ".cache", &path);
    rawi_text_add_string(&path, "/articles");
    DIR *folder = named && !path.failed ? opendir(path.bytes) : NULL;
    if (folder) {
        size_t count;
        kept_file *files = list_kept(folder, &count);
        time_t oldest = time(NULL) - RAWI_KEPT_DAYS * (time_t)86400;
        off_t size = 0;
        for (size_t i = 0; i < count; i++)
            size += files[i].size;
        for (size_t i = 0;
             i < count && (size > RAWI_KEPT_BYTES_MAX || files[i].used.tv_sec < oldest); i++) {
            unlinkat(dirfd(folder), files[i].name, 0);
            size -= files[i].size;
        }
        free(files);
        closedir(folder);
        rawi_new_file_sweep(path.bytes);
    }
    rawi_text_free(&path);
}

bool rawi_kept_read(const char *source, size_t most, rawi_text *bytes) {
    rawi_text path = {0};
    bool read = kept_path(source, &path) && rawi_read_file(path.bytes, most, bytes);
    if (read)
        utimensat(AT_FDCWD, path.bytes, NULL, 0); /* used now */
    rawi_text_free(&path);
    return read;
}

void rawi_kept_forget(const char *source) {
    rawi_text path = {0};
    if (kept_path(source, &path))
        unlink(path.bytes);
    rawi_text_free(&path);
}
