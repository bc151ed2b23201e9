/* A file that appears under its name only when it is complete: written beside its place under a
 * name of no meaning, then renamed over what stood there before. */
#ifndef RAWI_BASE_NEW_FILE_H
#define RAWI_BASE_NEW_FILE_H

#include "base/error.h"

typedef struct rawi_new_file {
    int fd;          /* to write to; -1 when the file is closed */
    char *path;      /* the final name, symbolic links followed */
    char *temporary; /* the present name, in the same folder */
    bool replaces;   /* there was a file of the final name when this one was begun */
} rawi_new_file;

/* Begins a new file. A file of that name stays as it is until the commit, which replaces it and
 * keeps its permissions; the target of a symbolic link is replaced, not the link. A folder, a
 * device or a pipe of that name, and a folder that cannot be written, are RAWI_ERROR_IO. */
rawi_status rawi_new_file_open(const char *path, rawi_new_file *file, rawi_error *error);

/* Brings what was written to the disk and gives the file its name. The file is closed whatever the
 * result; on failure nothing is left of it. */
rawi_status rawi_new_file_commit(rawi_new_file *file, rawi_error *error);

/* The same for files that belong together, in their order: first all of them are brought to the
 * disk, then they get their names. When one fails, those that took a name that was free lose it
 * again; all are closed. Closed files among them are passed over. */
rawi_status rawi_new_file_commit_all(rawi_new_file *files, size_t count, rawi_error *error);

/* Closes and removes the file. Does nothing when it is closed. */
void rawi_new_file_abort(rawi_new_file *file);

/* Removes what programs that were killed while they wrote new files left in a folder. What is still
 * being written stays: whoever writes holds a lock on it. */
void rawi_new_file_sweep(const char *folder);

#endif
