/* A folder of each test's own. */
#ifndef RAWI_TESTS_OWN_FOLDER_H
#define RAWI_TESTS_OWN_FOLDER_H

enum {
    OWN_FOLDER_SIZE = 64
};

/* Its path, between making and removing it. */
extern char own_folder[OWN_FOLDER_SIZE];

/* Makes it and says it in an environment variable. Returns 0, or 1 where it cannot be made, as
 * cmocka wants it of who sets a test up. */
int own_folder_make(const char *variable);

/* Removes it with all that is in it; to be given to cmocka. */
int own_folder_remove(void **state);

#endif
