/* The folder of a test. */
#include "own_folder.h"

#include <stdio.h>
#include <stdlib.h>

char own_folder[OWN_FOLDER_SIZE];

int own_folder_make(const char *variable) {
    snprintf(own_folder, sizeof own_folder, "/tmp/rawi_test_XXXXXX");
    return mkdtemp(own_folder) ? setenv(variable, own_folder, 1) : 1;
}

int own_folder_remove(void **state) {
    (void)state;
    char command[OWN_FOLDER_SIZE + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", own_folder);
    return system(command);
}
