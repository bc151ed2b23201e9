/* Chapters in JSON, through jansson. */
#include "edition/chapters.h"
#include "base/arena.h"

#include <jansson.h>
#include <math.h>

enum {
    TIME_DIGITS = 10 /* a millisecond in a hundred days */
};

/* Seconds to the millisecond. */
static double round_time(double seconds) {
    return round(seconds * 1000) / 1000;
}

static json_t *list_chapters(const rawi_tags *tags) {
    json_t *list = json_array();
    for (size_t i = 0; i < tags->chapter_count; i++) {
        const rawi_chapter *chapter = &tags->chapters[i];
        json_array_append_new(list, json_pack("{s:f, s:f, s:s}", "startTime",
                                              round_time(chapter->start), "endTime",
                                              round_time(chapter->end), "title", chapter->title));
    }
    return list;
}

rawi_status rawi_chapters_write(const rawi_edition *edition, FILE *file, rawi_error *error) {
    rawi_arena arena = {0};
    rawi_tags tags;
    rawi_status status = rawi_tags_clean(&edition->tags, &arena, &tags, error);
    if (status == RAWI_OK) {
        json_t *document = json_pack("{s:s, s:s*, s:s*, s:s*, s:o}", "version", "1.2.0", "title",
                                     tags.title, "author", tags.author, "podcastName", tags.album,
                                     "chapters", list_chapters(&tags));
        if (document) {
            json_dumpf(document, file, JSON_INDENT(2) | JSON_REAL_PRECISION(TIME_DIGITS));
            fputc('\n', file);
        } else {
            status = rawi_fail_memory(error);
        }
        json_decref(document);
    }
    rawi_arena_free(&arena);
    return status;
}
