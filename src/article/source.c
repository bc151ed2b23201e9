/* Reading a file or standard input whole. */
#include "article/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    READ_STEP = 1 << 16,
    LOOK_MILLISECONDS = 100 /* between looks whether a pipe that is silent is still waited for */
};

static rawi_status too_large(const char *name, rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_INPUT,
                     _("%s: larger than %zu MiB; split it into smaller files"), name,
                     RAWI_SOURCE_MAX >> 20);
}

static rawi_status cannot_open(const char *name, rawi_error *error) {
    int reason = errno;
    const char *advice = reason == ENOENT   ? _("check the name")
                         : reason == EACCES ? _("check its permissions")
                                            : _("try another file");
    return rawi_fail(error, RAWI_ERROR_IO, _("%s: cannot be opened: %s; %s"), name,
                     rawi_reason(reason), advice);
}

static rawi_status cannot_read(const char *name, rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_IO, _("%s: cannot be read: %s; check the disk or the pipe"),
                     name, rawi_reason(errno));
}

/* Refuses at once what can be seen not to be readable; makes room for the rest. */
static rawi_status examine(int file, const char *name, rawi_text *bytes, rawi_error *error) {
    struct stat status;
    if (fstat(file, &status) != 0)
        return cannot_read(name, error);
    if (S_ISDIR(status.st_mode))
        return rawi_fail(error, RAWI_ERROR_IO, _("%s: is a directory; give one of the files in it"),
                         name);
    if (!S_ISREG(status.st_mode))
        return RAWI_OK;
    if (status.st_size > (off_t)RAWI_SOURCE_MAX)
        return too_large(name, error);
    if (!rawi_text_reserve(bytes, (size_t)status.st_size + 1))
        return rawi_fail_memory(error);
    return RAWI_OK;
}

/* Waits until something can be read, be it an error; false once it is abandoned. */
static bool wait_to_read(int file, const atomic_bool *abandoned) {
    struct pollfd waiting = {.fd = file, .events = POLLIN};
    while (!abandoned || !atomic_load(abandoned)) {
        int ready = poll(&waiting, 1, abandoned ? LOOK_MILLISECONDS : -1);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true;
    }
    return false;
}

static rawi_status read_all(int file, const char *name, const atomic_bool *abandoned,
                            rawi_text *bytes, rawi_error *error) {
    rawi_status status = examine(file, name, bytes, error);
    while (status == RAWI_OK) {
        size_t room = bytes->capacity - bytes->length;
        if (room < 2) {
            if (!rawi_text_reserve(bytes, READ_STEP))
                return rawi_fail_memory(error);
            continue;
        }
        if (!wait_to_read(file, abandoned))
            return RAWI_INTERRUPTED;
        ssize_t got = read(file, bytes->bytes + bytes->length, room - 1);
        if (got == 0)
            break;
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return cannot_read(name, error);
        bytes->length += (size_t)got;
        if (bytes->length > RAWI_SOURCE_MAX)
            return too_large(name, error);
    }
    if (status == RAWI_OK && bytes->bytes)
        bytes->bytes[bytes->length] = '\0';
    return status;
}

/* A named pipe is opened without waiting for who writes into it. */
rawi_status article_read_source(const char *path, const char *name, const atomic_bool *abandoned,
                                rawi_text *bytes, rawi_error *error) {
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, name, abandoned, bytes, error);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0)
        return cannot_open(name, error);
    rawi_status status = read_all(file, name, abandoned, bytes, error);
    close(file);
    return status;
}
