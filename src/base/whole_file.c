/* Reading a whole file. */
#include "base/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool rawi_read_file(const char *path, size_t most, rawi_text *bytes) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat status;
    bool good = file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    char part[4096];
    ssize_t got = 0;
    while (good && (got = read(file, part, sizeof part)) > 0)
        good = bytes->length + (size_t)got <= most && rawi_text_add(bytes, part, (size_t)got);
    if (file >= 0)
        close(file);
    return good && got == 0;
}
