/* Stands for cover.c where Pango and Cairo were not found when Rawi was built. */
#include "edition/cover.h"

rawi_status rawi_cover_draw(const rawi_tags *tags, unsigned side, rawi_picture *cover,
                            rawi_error *error) {
    (void)tags;
    (void)side;
    *cover = (rawi_picture){0};
    return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                     _("this rawi was built without Pango and Cairo, which draw covers; give a "
                       "picture with --cover FILE"));
}
