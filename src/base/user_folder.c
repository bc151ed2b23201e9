/* Folders in the user's home: found and made. */
#include "base/user_folder.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

bool rawi_user_folder(const char *variable, const char *below_home, rawi_text *folder) {
    const char *named = getenv(variable);
    const char *home = getenv("HOME");
    if (named && *named == '/') {
        rawi_text_add_string(folder, named);
    } else if (home && *home == '/') {
        rawi_text_add_string(folder, home);
        rawi_text_add_string(folder, "/");
        rawi_text_add_string(folder, below_home);
    } else {
        return false;
    }
    rawi_text_add_string(folder, "/rawi");
    return true;
}

bool rawi_make_folders(char *path) {
    for (char *slash = path + 1;; slash++) {
        if (*slash && *slash != '/')
            continue;
        char kept = *slash;
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            return false;
        *slash = kept;
        if (!kept)
            return true;
    }
}
