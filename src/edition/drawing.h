/* A cover that is drawn while other work goes on. */
#ifndef RAWI_EDITION_DRAWING_H
#define RAWI_EDITION_DRAWING_H

#include "edition/cover.h"

#include <pthread.h>

typedef struct rawi_drawing {
    rawi_tags tags;
    unsigned side;
    pthread_t artist;
    bool at_work; /* in a thread of its own */
    rawi_picture picture;
    rawi_status status;
    rawi_error error;
} rawi_drawing;

/* Begins to draw what rawi_cover_draw does; what `tags` refers to stays until the drawing is
 * complete. Where there can be no other thread, it is complete on return. */
void rawi_drawing_begin(rawi_drawing *drawing, const rawi_tags *tags, unsigned side);

/* Waits for the picture, the drawing's own; fails as rawi_cover_draw. */
rawi_status rawi_drawing_complete(rawi_drawing *drawing, const rawi_picture **picture,
                                  rawi_error *error);

/* Frees the picture. A drawing that never began, all zero, is left as it is. */
void rawi_drawing_free(rawi_drawing *drawing);

#endif
