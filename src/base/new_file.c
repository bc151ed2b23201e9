/* New files: a temporary name in the same folder, fsync, rename. */
#include "base/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static rawi_status fail_at(rawi_error *error, const char *path, int number) {
    return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be written: %s"), path, strerror(number));
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

/* Creates a file beside `path` under a name that nobody has. */
static rawi_status create(rawi_new_file *file, rawi_error *error) {
    const char *slash = strrchr(file->path, '/');
    int folder = slash ? (int)(slash - file->path + 1) : 0;
    size_t size = (size_t)folder + sizeof ".rawi-0123456789abcdef";
    file->temporary = malloc(size);
    if (!file->temporary)
        return rawi_fail_memory(error);
    do {
        unsigned long long number;
        if (getrandom(&number, sizeof number, 0) != sizeof number)
            return fail_at(error, file->path, errno);
        snprintf(file->temporary, size, "%.*s.rawi-%016llx", folder, file->path, number);
        file->fd = open(file->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (file->fd < 0 && errno == EEXIST);
    return file->fd >= 0 ? RAWI_OK : fail_at(error, file->path, errno);
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
    else if (mode)
        fchmod(file->fd, mode); /* where the system refuses, the usual permissions will do */
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

rawi_status rawi_new_file_commit(rawi_new_file *file, rawi_error *error) {
    bool written = sync_file(file->fd);
    int number = errno;
    if (close(file->fd) != 0 && written) {
        written = false;
        number = errno;
    }
    if (written && rename(file->temporary, file->path) != 0) {
        written = false;
        number = errno;
    }
    rawi_status status = RAWI_OK;
    if (written) {
        sync_folder(file->path);
    } else {
        status = fail_at(error, file->path, number);
        unlink(file->temporary);
    }
    release(file);
    return status;
}

void rawi_new_file_abort(rawi_new_file *file) {
    if (file->fd < 0)
        return;
    close(file->fd);
    unlink(file->temporary);
    release(file);
}
