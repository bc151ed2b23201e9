/* Digests, with nettle. */
#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/base16.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    BLOCK = 1 << 16
};

static void finish(struct sha256_ctx *hash, char digest[RAWI_DIGEST_SIZE]) {
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(hash, sizeof bytes, bytes);
    base16_encode_update(digest, sizeof bytes, bytes);
    digest[RAWI_DIGEST_SIZE - 1] = '\0';
}

void rawi_digest_of(rawi_slice bytes, char digest[RAWI_DIGEST_SIZE]) {
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, bytes.length, (const uint8_t *)bytes.bytes);
    finish(&hash, digest);
}

/* Adds what is left to read of a file; false with errno set where it cannot be read. */
static bool add_file(int file, struct sha256_ctx *hash, uint64_t *size) {
    uint8_t bytes[BLOCK];
    for (;;) {
        ssize_t got = read(file, bytes, sizeof bytes);
        if (got == 0)
            return true;
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0) {
            sha256_update(hash, (size_t)got, bytes);
            *size += (uint64_t)got;
        }
    }
}

rawi_status rawi_digest_of_file(const char *path, char digest[RAWI_DIGEST_SIZE], uint64_t *size,
                                rawi_error *error) {
    struct sha256_ctx hash;
    uint64_t length = 0;
    rawi_status status = RAWI_OK;
    sha256_init(&hash);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0 || !add_file(file, &hash, &length))
        status =
            rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path, rawi_reason(errno));
    if (file >= 0)
        close(file);
    finish(&hash, digest);
    if (size)
        *size = length;
    return status;
}

void rawi_uuid_of_name(const uint8_t name_space[16], rawi_slice name, char uuid[RAWI_UUID_SIZE]) {
    enum {
        VERSION = 0x50,
        VARIANT = 0x80
    };
    struct sha1_ctx hash;
    uint8_t bytes[16];
    char hex[2 * sizeof bytes];
    sha1_init(&hash);
    sha1_update(&hash, 16, name_space);
    sha1_update(&hash, name.length, (const uint8_t *)name.bytes);
    sha1_digest(&hash, sizeof bytes, bytes);
    bytes[6] = (uint8_t)((bytes[6] & 0x0F) | VERSION);
    bytes[8] = (uint8_t)((bytes[8] & 0x3F) | VARIANT);
    base16_encode_update(hex, sizeof bytes, bytes);
    snprintf(uuid, RAWI_UUID_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
             hex + 20);
}
