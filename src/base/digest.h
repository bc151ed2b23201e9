/* What tells bytes and names apart: SHA-256 and UUIDs (RFC 9562). */
#ifndef RAWI_BASE_DIGEST_H
#define RAWI_BASE_DIGEST_H

#include "base/error.h"
#include "base/text.h"

enum {
    RAWI_DIGEST_SIZE = 64 + 1, /* hexadecimal, lower case, NUL-terminated */
    RAWI_UUID_SIZE = 36 + 1    /* 8-4-4-4-12, lower case, NUL-terminated */
};

void rawi_digest_of(rawi_slice bytes, char digest[RAWI_DIGEST_SIZE]);

/* Of a file's content; `*size`, where it is not NULL, is its length in bytes. RAWI_ERROR_IO where
 * it cannot be read. */
rawi_status rawi_digest_of_file(const char *path, char digest[RAWI_DIGEST_SIZE], uint64_t *size,
                                rawi_error *error);

/* The UUID (version 5) of a name in a namespace, itself a UUID. */
void rawi_uuid_of_name(const uint8_t name_space[16], rawi_slice name, char uuid[RAWI_UUID_SIZE]);

#endif
