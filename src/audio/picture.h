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

#endif
