/* Weight files of any shape with random values and a right checksum: small networks that run fast,
 * and headers that only their shape can give away. */
#ifndef RAWI_TESTS_DIACRITIZE_SMALL_WEIGHTS_H
#define RAWI_TESTS_DIACRITIZE_SMALL_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

enum {
    SMALL_HEADER_NUMBERS = 17
};

/* The header's numbers of a small network. */
extern const uint32_t small_header[SMALL_HEADER_NUMBERS];

/* A file with this header and values from `seed`, of the size that the header asks for; aligned to
 * 64 bytes, to be freed. Sets *size. NULL when the header asks for more than 16 MB. */
unsigned char *small_weights(const uint32_t header[SMALL_HEADER_NUMBERS], uint32_t seed,
                             size_t *size);

#endif
