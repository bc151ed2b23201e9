#include "edition/drawing.h"
#include "base/thread.h"

static void *draw(void *user) {
    rawi_drawing *drawing = user;
    drawing->status =
        rawi_cover_draw(&drawing->tags, drawing->side, &drawing->picture, &drawing->error);
    return NULL;
}

void rawi_drawing_begin(rawi_drawing *drawing, const rawi_tags *tags, unsigned side) {
    *drawing = (rawi_drawing){.tags = *tags, .side = side};
    drawing->at_work = rawi_thread_start(&drawing->artist, draw, drawing);
    if (!drawing->at_work)
        draw(drawing);
}

static void wait(rawi_drawing *drawing) {
    if (drawing->at_work)
        pthread_join(drawing->artist, NULL);
    drawing->at_work = false;
}

rawi_status rawi_drawing_complete(rawi_drawing *drawing, const rawi_picture **picture,
                                  rawi_error *error) {
    wait(drawing);
    *picture = &drawing->picture;
    if (drawing->status != RAWI_OK && error)
        *error = drawing->error;
    return drawing->status;
}

void rawi_drawing_free(rawi_drawing *drawing) {
    wait(drawing);
    rawi_picture_free(&drawing->picture);
}
