/* ID3 tags by LAME's own writer: libsndfile hands LAME its strings as Latin-1, which garbles every
 * script but the Latin. */
#include "audio/id3.h"

#include <lame/lame.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* Adds a text frame such as TIT2; false when memory is exhausted or the text is not UTF-8. */
static bool add_text(lame_t lame, const char *frame, const char *text) {
    if (!text)
        return true;
    size_t length = strlen(text);
    if (length > INT32_MAX / 4)
        return false;
    UChar *utf16 = malloc((length + 2) * sizeof *utf16); /* never more units than bytes */
    if (!utf16)
        return false;
    UErrorCode problem = U_ZERO_ERROR;
    utf16[0] = 0xFEFF;
    u_strFromUTF8WithSub(utf16 + 1, (int32_t)length + 1, NULL, text, (int32_t)length, 0xFFFD, NULL,
                         &problem);
    bool added = U_SUCCESS(problem) && id3tag_set_textinfo_utf16(lame, frame, utf16) == 0;
    free(utf16);
    return added;
}

/* ISO 8601 in the frames of ID3v2.3: year, day and month, hour and minute. */
static bool add_date(lame_t lame, const char *date) {
    int year, month, day, hour, minute;
    int fields =
        date ? sscanf(date, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute) : 0;
    char text[16];
    bool added = true;
    if (fields >= 1) {
        snprintf(text, sizeof text, "%04d", year % 10000);
        added = id3tag_set_textinfo_latin1(lame, "TYER", text) == 0;
    }
    if (added && fields >= 3) {
        snprintf(text, sizeof text, "%02d%02d", day % 100, month % 100);
        added = id3tag_set_textinfo_latin1(lame, "TDAT", text) == 0;
    }
    if (added && fields >= 5) {
        snprintf(text, sizeof text, "%02d%02d", hour % 100, minute % 100);
        added = id3tag_set_textinfo_latin1(lame, "TIME", text) == 0;
    }
    return added;
}

static bool add_language(lame_t lame, const char *language) {
    const char *code = language ? uloc_getISO3Language(language) : "";
    return !*code || id3tag_set_textinfo_latin1(lame, "TLAN", code) == 0;
}

rawi_status rawi_id3_make(const rawi_tags *tags, unsigned char **tag, size_t *size,
                          rawi_error *error) {
    lame_t lame = lame_init();
    if (!lame)
        return rawi_fail_memory(error);
    id3tag_init(lame);
    id3tag_v2_only(lame);
    rawi_status status = RAWI_OK;
    *tag = NULL;
    if (add_text(lame, "TIT2", tags->title) && add_text(lame, "TPE1", tags->author) &&
        add_text(lame, "TALB", tags->site) && add_date(lame, tags->date) &&
        add_language(lame, tags->language) && id3tag_set_genre(lame, "Speech") == 0) {
        *size = lame_get_id3v2_tag(lame, NULL, 0);
        *tag = malloc(*size ? *size : 1);
    }
    if (*tag)
        *size = lame_get_id3v2_tag(lame, *tag, *size);
    else
        status = rawi_fail_memory(error);
    lame_close(lame);
    return status;
}
