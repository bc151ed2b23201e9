/* New files: a temporary name in the same folder, fsync, rename. */
#include "base/new_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static rawi_status fail_at(rawi_error *error, const char *path, int number) {
    return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), path,
                     rawi_reason(number));
}

/* The name that is to be replaced: that of `path` itself, or where it leads as a symbolic link. */
static rawi_status resolve(const char *path, char **resolved, mode_t *mode, rawi_error *error) {
    struct stat status;
    *mode = 0;
    if (stat(path, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return rawi_fail(error, RAWI_ERROR_IO,
                             _("%s is a folder; name a file to write, as in -o %s/article.mp3"),
                             path, path);
        if (!S_ISREG(status.st_mode))
            return rawi_fail(error, RAWI_ERROR_IO,
                             _("%s is a device or a pipe; name an ordinary file"), path);
        *mode = status.st_mode & 07777;
        *resolved = realpath(path, NULL);
        return *resolved ? RAWI_OK : fail_at(error, path, errno);
    }
    if (lstat(path, &status) == 0)
        return rawi_fail(error, RAWI_ERROR_IO,
                         _("%s is a symbolic link that leads nowhere; remove it first"), path);
    *resolved = strdup(path);
    return *resolved ? RAWI_OK : rawi_fail_memory(error);
}

/* What a temporary name starts with; a random number follows in hexadecimal. */
static const char temporary_prefix[] = ".rawi-";

enum {
    TEMPORARY_DIGITS = 16
};

/* Takes the lock that says that somebody writes the file; false where the file was swept away
 * meanwhile. Where the file system knows no locks nothing is swept either. */
static bool lock(int fd) {
    struct stat status;
    flock(fd, LOCK_EX | LOCK_NB);
    return fstat(fd, &status) != 0 || status.st_nlink > 0;
}

/* Creates a file beside `path` under a name that nobody has. */
static rawi_status create(rawi_new_file *file, rawi_error *error) {
    const char *slash = strrchr(file->path, '/');
    int folder = slash ? (int)(slash - file->path + 1) : 0;
    size_t size = (size_t)folder + sizeof temporary_prefix + TEMPORARY_DIGITS;
    file->temporary = malloc(size);
    if (!file->temporary)
        return rawi_fail_memory(error);
    for (;;) {
        unsigned long long number;
        if (getrandom(&number, sizeof number, 0) != sizeof number)
            return fail_at(error, file->path, errno);
        snprintf(file->temporary, size, "%.*s%s%0*llx", folder, file->path, temporary_prefix,
                 TEMPORARY_DIGITS, number);
        file->fd = open(file->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file->fd < 0 && errno != EEXIST)
            return fail_at(error, file->path, errno);
        if (file->fd >= 0 && lock(file->fd))
            return RAWI_OK;
        if (file->fd >= 0)
            close(file->fd);
    }
}

static void release(rawi_new_file *file) {
    free(file->path);
    free(file->temporary);
    *file = (rawi_new_file){.fd = -1};
}

rawi_status rawi_new_file_open(const char *path, rawi_new_file *file, rawi_error *error) {
    *file = (rawi_new_file){.fd = -1};
    mode_t mode;
    rawi_status status = resolve(path, &file->path, &mode, error);
    if (status == RAWI_OK)
        status = create(file, error);
    if (status != RAWI_OK)
        release(file);
    else if (mode) {
        file->replaces = true;
        fchmod(file->fd, mode); /* where the system refuses, the usual permissions will do */
    }
    return status;
}

/* The rename itself reaches the disk with the folder. */
static void sync_folder(const char *path) {
    char *folder = strdup(path);
    if (!folder)
        return;
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

/* File systems that cannot sync (some network and FUSE ones) say EINVAL or ENOTSUP. */
static bool sync_file(int fd) {
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static rawi_status sync_all(const rawi_new_file *files, size_t count, rawi_error *error) {
    for (size_t i = 0; i < count; i++)
        if (files[i].fd >= 0 && !sync_file(files[i].fd))
            return fail_at(error, files[i].path, errno);
    return RAWI_OK;
}

/* Gives the files their names; *named is how many got theirs. */
static rawi_status name_all(const rawi_new_file *files, size_t count, size_t *named,
                            rawi_error *error) {
    for (*named = 0; *named < count; ++*named) {
        const rawi_new_file *file = &files[*named];
        if (file->fd >= 0 && rename(file->temporary, file->path) != 0)
            return fail_at(error, file->path, errno);
    }
    return RAWI_OK;
}

/* The files stay open, and so locked, until they have their names. */
rawi_status rawi_new_file_commit_all(rawi_new_file *files, size_t count, rawi_error *error) {
    size_t named = 0;
    rawi_status status = sync_all(files, count, error);
    if (status == RAWI_OK)
        status = name_all(files, count, &named, error);
    for (size_t i = 0; i < count; i++) {
        if (files[i].fd < 0)
            continue;
        close(files[i].fd);
        if (i >= named)
            unlink(files[i].temporary);
        else if (status != RAWI_OK && !files[i].replaces)
            unlink(files[i].path);
        sync_folder(files[i].path);
        release(&files[i]);
    }
    return status;
}

rawi_status rawi_new_file_commit(rawi_new_file *file, rawi_error *error) {
    return rawi_new_file_commit_all(file, 1, error);
}

void rawi_new_file_abort(rawi_new_file *file) {
    if (file->fd < 0)
        return;
    close(file->fd);
    unlink(file->temporary);
    release(file);
}

static bool is_temporary(const char *name) {
    size_t prefix = sizeof temporary_prefix - 1;
    return strncmp(name, temporary_prefix, prefix) == 0 &&
           strspn(name + prefix, "0123456789abcdef") == TEMPORARY_DIGITS &&
           !name[prefix + TEMPORARY_DIGITS];
}

void rawi_new_file_sweep(const char *folder) {
    DIR *list = opendir(folder);
    const struct dirent *entry;
    while (list && (entry = readdir(list))) {
        if (!is_temporary(entry->d_name))
            continue;
        int fd = openat(dirfd(list), entry->d_name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
            unlinkat(dirfd(list), entry->d_name, 0);
        if (fd >= 0)
            close(fd);
    }
    if (list)
        closedir(list);
}
