/* Letters counted by script. */
#include "article/language.h"

#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum {
    ARABIC_PERCENT_MIN = 10, /* an Arabic article about foreign brands has four times as many */
    FOREIGN_PERCENT_MAX = 5, /* letters that only Persian or Urdu has; names bring some to Arabic */
    LETTERS_MIN = 200        /* fewer say too little about the language */
};

typedef struct letters {
    size_t all;
    size_t arabic;
    size_t persian; /* of the Arabic script, but not of the Arabic alphabet */
    size_t own;     /* that Persian and Urdu have hardly: ة ي ك ى أ إ */
} letters;

static void count_arabic(int32_t character, letters *count) {
    switch (character) {
    case U'ی':
    case U'ک':
    case U'پ':
    case U'چ':
    case U'ژ':
    case U'گ':
    case U'ے':
    case U'ہ':
    case U'ٹ':
    case U'ں':
    case U'ھ':
        count->persian++;
        break;
    case U'ة':
    case U'ي':
    case U'ك':
    case U'ى':
    case U'أ':
    case U'إ':
        count->own++;
        break;
    default:
        break;
    }
}

static letters count_letters(const rawi_article *article) {
    letters count = {0};
    for (size_t at = 0; at < article->text_length;) {
        int32_t character = rawi_next_character(article->text, article->text_length, &at);
        if (!u_isalpha(character))
            continue;
        count.all++;
        UErrorCode code = U_ZERO_ERROR;
        if (character > 0x5FF && uscript_getScript(character, &code) == USCRIPT_ARABIC) {
            count.arabic++;
            count_arabic(character, &count);
        }
    }
    return count;
}

rawi_status article_check_language(const rawi_article *article, rawi_error *error) {
    if (article->block_count == 0)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: there is no text in it to read; give an article"), article->name);
    letters count = count_letters(article);
    if (count.arabic * 100 < count.all * ARABIC_PERCENT_MIN)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: is not in Arabic: %.0f %% of its letters are Arabic; give an "
                           "article in Arabic"),
                         article->name, 100.0 * (double)count.arabic / (double)count.all);
    if (count.arabic >= LETTERS_MIN && count.persian * 100 > count.arabic * FOREIGN_PERCENT_MAX &&
        count.own < count.persian)
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s: is in Arabic letters but not in Arabic (Persian or Urdu?); give an "
                           "article in Arabic"),
                         article->name);
    return RAWI_OK;
}
