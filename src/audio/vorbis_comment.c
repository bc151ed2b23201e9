/* Comments by name. */
#include "audio/vorbis_comment.h"
#include "base/text.h"

#include <nettle/base64.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHAPTERS_MOST = 999, /* numbers of three digits, from 1 */
    FRONT_COVER = 3,
    COLOUR_DEPTH = 24
};

static bool give_chapter(const rawi_chapter *chapter, size_t number, rawi_take_comment *take,
                         void *user) {
    char name[32];
    char time[32];
    unsigned long long milliseconds = (unsigned long long)(chapter->start * 1000 + 0.5);
    unsigned long long minutes = milliseconds / 60000;
    snprintf(name, sizeof name, "CHAPTER%03zu", number);
    snprintf(time, sizeof time, "%02llu:%02llu:%02llu.%03llu", minutes / 60, minutes % 60,
             milliseconds / 1000 % 60, milliseconds % 1000);
    if (!take(user, name, time))
        return false;
    snprintf(name, sizeof name, "CHAPTER%03zuNAME", number);
    return take(user, name, chapter->title);
}

bool rawi_vorbis_comments(const rawi_tags *tags, rawi_take_comment *take, void *user) {
    const struct {
        const char *name;
        const char *value;
    } comments[] = {{"TITLE", tags->title}, {"ARTIST", tags->author},
                    {"ALBUM", tags->album}, {"DATE", tags->date},
                    {"GENRE", tags->genre}, {"LANGUAGE", tags->language},
                    {"ENCODER", "Rawi"},    {"DESCRIPTION", tags->comment}};
    for (size_t i = 0; i < sizeof comments / sizeof *comments; i++)
        if (comments[i].value && !take(user, comments[i].name, comments[i].value))
            return false;
    for (size_t i = 0; i < tags->chapter_count && i < CHAPTERS_MOST; i++)
        if (!give_chapter(&tags->chapters[i], i + 1, take, user))
            return false;
    return true;
}

static void add_u32(rawi_text *block, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        rawi_text_add(block, &(char){(char)(value >> shift & 0xFF)}, 1);
}

bool rawi_vorbis_picture(const rawi_tags *tags, rawi_take_comment *take, void *user) {
    const rawi_picture *cover = tags->cover;
    if (!cover)
        return true;
    rawi_text block = {0};
    const char *type = rawi_picture_type(cover);
    add_u32(&block, FRONT_COVER);
    add_u32(&block, (uint32_t)strlen(type));
    rawi_text_add_string(&block, type);
    add_u32(&block, 0); /* no description */
    add_u32(&block, cover->width);
    add_u32(&block, cover->height);
    add_u32(&block, COLOUR_DEPTH);
    add_u32(&block, 0); /* no palette */
    add_u32(&block, (uint32_t)cover->size);
    rawi_text_add(&block, (const char *)cover->bytes, cover->size);
    size_t size = BASE64_ENCODE_RAW_LENGTH(block.length);
    char *text = block.failed ? NULL : malloc(size + 1);
    bool taken = false;
    if (text) {
        base64_encode_raw(text, block.length, (const uint8_t *)block.bytes);
        text[size] = '\0';
        taken = take(user, "METADATA_BLOCK_PICTURE", text);
    }
    free(text);
    rawi_text_free(&block);
    return taken;
}
