/* The files beside the sound: transcripts, page, chapters, cover. */
#ifndef RAWI_EDITION_BESIDE_H
#define RAWI_EDITION_BESIDE_H

#include "base/new_file.h"
#include "edition/edition.h"

enum {
    RAWI_BESIDE_FILES_MOST = 7
};

/* Writes the files that the edition's options ask for and that have content. They are complete and
 * have no names yet: files[0] to files[*count - 1], of which RAWI_BESIDE_FILES_MOST are enough, are
 * the caller's to commit or to abort, whatever the result. *count is 0 before. */
rawi_status rawi_beside_write(const rawi_edition *edition, rawi_new_file *files, size_t *count,
                              rawi_error *error);

#endif
