/* Other scripts, through ICU's transliterations. */
#include "arabic/normalize/scripts.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum {
    LONGEST_WORD = 64,  /* UTF-16 units of a word that is transliterated */
    LONGEST_LATIN = 512 /* of what it becomes */
};

static UScriptCode script_of(rawi_slice word) {
    size_t at = 0;
    UErrorCode code = U_ZERO_ERROR;
    int32_t first = rawi_next_character(word.bytes, word.length, &at);
    return first < 0 ? USCRIPT_UNKNOWN : uscript_getScript(first, &code);
}

static UTransliterator *open_rules(void) {
    static const UChar id[] = u"Any-Latin; Latin-ASCII; [^A-Za-z] Remove";
    UErrorCode code = U_ZERO_ERROR;
    UTransliterator *rules = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    return U_SUCCESS(code) ? rules : NULL;
}

bool rawi_transliterate(rawi_transliterator **transliterator, rawi_slice word, rawi_text *latin) {
    UChar text[LONGEST_LATIN];
    char bytes[LONGEST_LATIN];
    int32_t length = 0;
    UErrorCode code = U_ZERO_ERROR;
    const char *language;
    if (rawi_name_script(word, &language))
        return false;
    if (!*transliterator)
        *transliterator = (rawi_transliterator *)open_rules();
    u_strFromUTF8(text, LONGEST_WORD, &length, word.bytes, (int32_t)word.length, &code);
    if (!*transliterator || U_FAILURE(code))
        return false;
    int32_t limit = length;
    utrans_transUChars((UTransliterator *)*transliterator, text, &length, LONGEST_LATIN, 0, &limit,
                       &code);
    u_strToUTF8(bytes, sizeof bytes, &length, text, limit, &code);
    return U_SUCCESS(code) && length > 0 && rawi_text_add(latin, bytes, (size_t)length);
}

const char *rawi_name_script(rawi_slice word, const char **language) {
    switch (script_of(word)) {
    case USCRIPT_HEBREW:
        *language = "العبرية";
        return "كَلِمَةٌ بِالْعِبْرِيَّةِ";
    case USCRIPT_SYRIAC:
        *language = "السريانية";
        return "كَلِمَةٌ بِالسُّرْيَانِيَّةِ";
    default:
        return NULL;
    }
}

void rawi_transliterator_close(rawi_transliterator *transliterator) {
    if (transliterator)
        utrans_close((UTransliterator *)transliterator);
}
