/* ID3 tags by LAME's own writer: libsndfile hands LAME its strings as Latin-1, which garbles every
 * script but the Latin. */
#include "audio/id3.h"

#include <lame/lame.h>
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

/* Whether `date` has the form of `pattern`, where 0 stands for any digit, as far as that goes. */
static bool has_form(const char *date, const char *pattern) {
    for (; *pattern; date++, pattern++)
        if (*pattern == '0' ? *date < '0' || *date > '9' : *date != *pattern)
            return false;
    return true;
}

/* Adds a frame of two times two digits of the date. */
static bool add_pairs(lame_t lame, const char *frame, const char *first, const char *second) {
    const char text[] = {first[0], first[1], second[0], second[1], '\0'};
    return id3tag_set_textinfo_latin1(lame, frame, text) == 0;
}

/* ISO 8601 in the frames of ID3v2.3: year, day and month, hour and minute. */
static bool add_date(lame_t lame, const char *date) {
    bool added = true;
    if (date && has_form(date, "0000"))
        added = add_pairs(lame, "TYER", date, date + 2);
    if (date && has_form(date, "0000-00-00"))
        added = added && add_pairs(lame, "TDAT", date + 8, date + 5);
    if (date && has_form(date, "0000-00-00T00:00"))
        added = added && add_pairs(lame, "TIME", date + 11, date + 14);
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
        add_text(lame, "TALB", tags->album) && add_date(lame, tags->date) &&
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
