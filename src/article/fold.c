/* Folding of lines for look-ups. */
#include "article/fold.h"

#include <string.h>
#include <unicode/uchar.h>

static int32_t fold_letter(int32_t character) {
    switch (character) {
    case U'أ':
    case U'إ':
    case U'آ':
    case U'ٱ':
        return U'ا';
    case U'ى':
    case U'ی':
        return U'ي';
    case U'ک':
        return U'ك';
    default:
        return u_tolower(character);
    }
}

void article_fold(rawi_slice text, rawi_text *folded) {
    rawi_text_clear(folded);
    bool space = false;
    bool number = false;
    for (size_t at = 0; at < text.length;) {
        int32_t character = rawi_next_character(text.bytes, text.length, &at);
        if (character < 0 || character == U'ـ')
            continue;
        uint32_t category = U_GET_GC_MASK(character);
        if (category & (U_GC_MN_MASK | U_GC_CF_MASK))
            continue;
        if (category & U_GC_ND_MASK) {
            if (number)
                continue;
            character = '0';
        } else if (!(category & U_GC_L_MASK)) {
            space = folded->length > 0;
            number = false;
            continue;
        }
        if (space)
            rawi_text_add(folded, " ", 1);
        space = false;
        number = character == '0';
        rawi_text_add_character(folded, (char32_t)fold_letter(character));
    }
}

rawi_slice article_first_words(rawi_slice folded, size_t words) {
    const char *at = folded.bytes;
    const char *end = folded.bytes + folded.length;
    while (at < end && words > 0) {
        const char *space = memchr(at, ' ', (size_t)(end - at));
        if (!space || --words == 0)
            return (rawi_slice){folded.bytes, (size_t)((space ? space : end) - folded.bytes)};
        at = space + 1;
    }
    return folded;
}
