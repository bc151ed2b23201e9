/* Covers: a square picture with the article's title, for those that come without one. */
#ifndef RAWI_EDITION_COVER_H
#define RAWI_EDITION_COVER_H

#include "audio/tags.h"

enum {
    RAWI_COVER_EMBEDDED = 1400, /* pixels a side: the least that podcast directories accept, */
    RAWI_COVER_FILE = 3000,     /* and the most */
    RAWI_COVER_LEAST = 300
};

/* 0x00RRGGBB each. Ink and accent stand on the background. */
typedef struct rawi_cover_colours {
    uint32_t background;
    uint32_t accent;
    uint32_t ink;
} rawi_cover_colours;

/* The colours of a title (NULL is one too): the same for the same title, one set of a palette. */
rawi_cover_colours rawi_cover_choose_colours(const char *title);

/* Draws a cover of `side` × `side` pixels (RAWI_COVER_LEAST to RAWI_PICTURE_SIDE_MOST) as JPEG: the
 * title large, author and album small; what is missing is left out, what is too long is made
 * smaller, wrapped and at last cut. RAWI_ERROR_ARGUMENT where Rawi was built without Pango and
 * Cairo, RAWI_ERROR_DATA where no font here has Arabic letters. Freed with rawi_picture_free. */
rawi_status rawi_cover_draw(const rawi_tags *tags, unsigned side, rawi_picture *cover,
                            rawi_error *error);

#endif
