/* Tags come from articles and command lines: what goes into a file is first made fit for it. */
#include "audio/tags.h"
#include "base/text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

static const char ellipsis[] = "…";

/* What a character of a tag becomes: controls and line separators a space, malformed bytes the
 * replacement character. */
static char32_t fit_character(int32_t character) {
    if (character == RAWI_MALFORMED)
        return 0xFFFD;
    int8_t kind = u_charType(character);
    bool breaks =
        kind == U_CONTROL_CHAR || kind == U_LINE_SEPARATOR || kind == U_PARAGRAPH_SEPARATOR;
    return breaks ? ' ' : (char32_t)character;
}

/* The text in one line of at most `most` bytes, without spaces at its ends; NULL where it is empty.
 * `scratch` is emptied first and remembers a failed allocation. */
static const char *fit(const char *text, size_t most, rawi_text *scratch, rawi_arena *arena) {
    rawi_text_clear(scratch);
    size_t length = text ? strlen(text) : 0;
    size_t position = 0;
    size_t kept = 0; /* where it may be cut with an ellipsis */
    while (position < length && scratch->length <= most) {
        char32_t character = fit_character(rawi_next_character(text, length, &position));
        if (character != ' ' || (scratch->length && scratch->bytes[scratch->length - 1] != ' '))
            rawi_text_add_character(scratch, character);
        if (scratch->length + sizeof ellipsis - 1 <= most)
            kept = scratch->length;
    }
    bool cut = scratch->length > most;
    size_t end = cut ? kept : scratch->length;
    while (end > 0 && scratch->bytes[end - 1] == ' ')
        end--;
    if (scratch->failed || end == 0)
        return NULL;
    scratch->length = end;
    if (cut)
        rawi_text_add_string(scratch, ellipsis);
    const char *copy = rawi_arena_copy(arena, scratch->bytes, scratch->length);
    scratch->failed = !copy;
    return copy;
}

/* A time that ID3's 32 bits of milliseconds can hold. */
static double fit_time(double time, double least) {
    const double most = UINT32_MAX / 1000;
    return time > least && time <= most ? time : least; /* NAN is neither */
}

static void fit_chapters(const rawi_tags *tags, rawi_arena *arena, rawi_text *scratch,
                         rawi_tags *clean) {
    size_t count =
        tags->chapter_count < RAWI_CHAPTERS_MOST ? tags->chapter_count : RAWI_CHAPTERS_MOST;
    rawi_chapter *chapters = rawi_arena_array(arena, count, sizeof *chapters);
    double time = 0;
    for (size_t i = 0; chapters && i < count; i++) {
        const rawi_chapter *given = &tags->chapters[i];
        const char *title = fit(given->title, RAWI_CHAPTER_TITLE_MOST, scratch, arena);
        chapters[i].title = title ? title : "…";
        chapters[i].start = fit_time(given->start, time);
        chapters[i].end = time = fit_time(given->end, chapters[i].start);
    }
    scratch->failed |= !chapters;
    clean->chapters = chapters;
    clean->chapter_count = count;
}

rawi_status rawi_tags_clean(const rawi_tags *tags, rawi_arena *arena, rawi_tags *clean,
                            rawi_error *error) {
    rawi_text scratch = {0};
    *clean = (rawi_tags){.title = fit(tags->title, RAWI_TAG_MOST, &scratch, arena),
                         .author = fit(tags->author, RAWI_TAG_MOST, &scratch, arena),
                         .album = fit(tags->album, RAWI_TAG_MOST, &scratch, arena),
                         .date = fit(tags->date, RAWI_TAG_MOST, &scratch, arena),
                         .language = fit(tags->language, RAWI_TAG_MOST, &scratch, arena),
                         .genre = fit(tags->genre, RAWI_TAG_MOST, &scratch, arena),
                         .comment = fit(tags->comment, RAWI_TAG_MOST, &scratch, arena),
                         .cover = tags->cover};
    if (!clean->genre)
        clean->genre = "Speech";
    if (tags->chapter_count)
        fit_chapters(tags, arena, &scratch, clean);
    bool failed = scratch.failed;
    rawi_text_free(&scratch);
    return failed ? rawi_fail_memory(error) : RAWI_OK;
}

const char *rawi_language_code(const char *language) {
    const char *code = language ? uloc_getISO3Language(language) : "";
    return *code ? code : "und";
}
