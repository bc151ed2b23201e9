/* The catalog: voices that are built in, that are installed, and that can be had.
 *
 * voices/catalog.json is compiled in; $RAWI_CATALOG names another one. Installed voices are files
 * NAME.htsvoice in $XDG_DATA_HOME/rawi/voices; those of the catalog are known by their name, others
 * were added by the user.
 */
#ifndef RAWI_VOICE_CATALOG_H
#define RAWI_VOICE_CATALOG_H

#include "voice/voice.h"

typedef struct rawi_catalog_voice {
    rawi_voice_info info; /* its path is that of the installed file, else NULL */
    bool built_in;
    const char *licence; /* SPDX, NULL where unknown, as all below */
    const char *home;    /* a page about the voice */
    const char *address; /* where its file is */
    const char *sha256;  /* of the file, in lower case */
    uint64_t size;       /* of the file in bytes; 0 where there is none */
} rawi_catalog_voice;

/* Whether the voice can be spoken with now. */
bool rawi_catalog_is_here(const rawi_catalog_voice *voice);

/* The voices of the catalog in its order, then those that the user added, by name. Everything lives
 * in `arena`. A catalog that is no such file is RAWI_ERROR_DATA with what is wrong. */
rawi_status rawi_catalog_read(rawi_arena *arena, const rawi_catalog_voice **voices, size_t *count,
                              rawi_error *error);

/* The voice of that name, NULL where there is none. */
const rawi_catalog_voice *rawi_catalog_find(const rawi_catalog_voice *voices, size_t count,
                                            const char *name);

/* Where the voice of that name is installed, or will be. */
rawi_status rawi_catalog_place(const char *name, rawi_arena *arena, const char **path,
                               rawi_error *error);

/* Whether a file is what the catalog says: RAWI_ERROR_DATA where its size, its checksum or its
 * structure is wrong. */
rawi_status rawi_catalog_verify(const char *path, const rawi_catalog_voice *voice,
                                rawi_error *error);

/* Installs a voice file of the user's. It gets the name of the catalog's voice that it is, else
 * that of the file without folder and extension, which must be of letters a to z, digits, - and _
 * and not in use. `*name` lives in `arena`. */
rawi_status rawi_catalog_add_file(const char *file, const rawi_catalog_voice *voices, size_t count,
                                  rawi_arena *arena, const char **name, rawi_error *error);

/* Where the download of a voice lies until it is complete: beside `place`. */
char *rawi_catalog_part(const char *place, rawi_arena *arena);

/* Removes an installed voice's file, and what there is of a download. */
rawi_status rawi_catalog_remove(const rawi_catalog_voice *voice, rawi_arena *arena,
                                rawi_error *error);

#endif
