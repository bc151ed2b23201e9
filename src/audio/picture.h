/* Pictures that a sound file carries: a cover in JPEG or PNG. */
#ifndef RAWI_AUDIO_PICTURE_H
#define RAWI_AUDIO_PICTURE_H

#include "base/error.h"

typedef enum rawi_picture_format {
    RAWI_PICTURE_JPEG,
    RAWI_PICTURE_PNG
} rawi_picture_format;

typedef struct rawi_picture {
    unsigned char *bytes; /* a whole JPEG or PNG file */
    size_t size;
    rawi_picture_format format;
    unsigned width; /* pixels */
    unsigned height;
} rawi_picture;

/* What a picture may be at most. */
enum {
    RAWI_PICTURE_SIZE_MOST = 8 << 20, /* bytes */
    RAWI_PICTURE_SIDE_MOST = 4096     /* pixels; podcast directories take up to 3000 */
};

/* Reads a picture from a file and decodes all of it, so that a broken one is found here and not by
 * a listener's player. RAWI_ERROR_IO where the file cannot be read, RAWI_ERROR_INPUT where it is no
 * whole JPEG (grey or in colours, not CMYK) or PNG, or larger than the most. Freed with
 * rawi_picture_free. */
rawi_status rawi_picture_open(const char *path, rawi_picture *picture, rawi_error *error);

/* Encodes `height` rows of `width` pixels, each 0x00RRGGBB, `stride` bytes apart, as JPEG. */
rawi_status rawi_picture_encode(const uint32_t *pixels, unsigned width, unsigned height,
                                size_t stride, rawi_picture *picture, rawi_error *error);

/* "image/jpeg" or "image/png". */
const char *rawi_picture_type(const rawi_picture *picture);

/* Does nothing with a picture of zeros. */
void rawi_picture_free(rawi_picture *picture);

#endif
