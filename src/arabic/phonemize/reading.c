/* What letters and marks say, for all stages of the reading. */
#include "arabic/phonemize/reading.h"

bool rawi_is_one_of(char32_t c, const char32_t *set) {
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

bool rawi_is_bare_alif(const rawi_letter *letter) {
    return (letter->character == U'ا' || letter->character == U'ٱ') && !letter->lengthened;
}

bool rawi_has_mark(const rawi_letter *letter) {
    return letter->mark != RAWI_MARK_NONE || letter->shadda;
}

bool rawi_is_short_vowel(uint8_t mark) {
    return mark == RAWI_MARK_FATHA || mark == RAWI_MARK_KASRA || mark == RAWI_MARK_DAMMA;
}

uint8_t rawi_vowel_of(uint8_t mark) {
    switch (mark) {
    case RAWI_MARK_FATHA:
    case RAWI_MARK_FATHATAN:
        return RAWI_PHONE_A;
    case RAWI_MARK_KASRA:
    case RAWI_MARK_KASRATAN:
        return RAWI_PHONE_I;
    case RAWI_MARK_DAMMA:
    case RAWI_MARK_DAMMATAN:
        return RAWI_PHONE_U;
    default:
        return 0;
    }
}

uint8_t rawi_consonant_of(char32_t c) {
    static const uint8_t arabic[] = {
        RAWI_PHONE_HAMZA, RAWI_PHONE_HAMZA, RAWI_PHONE_HAMZA, RAWI_PHONE_HAMZA, /* ء آ أ ؤ */
        RAWI_PHONE_HAMZA, RAWI_PHONE_HAMZA, RAWI_PHONE_HAMZA, RAWI_PHONE_B,     /* إ ئ ا ب */
        RAWI_PHONE_T,     RAWI_PHONE_T,     RAWI_PHONE_THETA, RAWI_PHONE_J,     /* ة ت ث ج */
        RAWI_PHONE_HAA,   RAWI_PHONE_X,     RAWI_PHONE_D,     RAWI_PHONE_DHAL,  /* ح خ د ذ */
        RAWI_PHONE_R,     RAWI_PHONE_Z,     RAWI_PHONE_S,     RAWI_PHONE_SH,    /* ر ز س ش */
        RAWI_PHONE_SAD,   RAWI_PHONE_DAD,   RAWI_PHONE_TAH,   RAWI_PHONE_ZAH,   /* ص ض ط ظ */
        RAWI_PHONE_AYN,   RAWI_PHONE_GHAYN,                                     /* ع غ */
    };
    static const uint8_t after_tatweel[] = {
        RAWI_PHONE_F, RAWI_PHONE_Q, RAWI_PHONE_K, RAWI_PHONE_L, RAWI_PHONE_M, /* ف ق ك ل م */
        RAWI_PHONE_N, RAWI_PHONE_H, RAWI_PHONE_W, RAWI_PHONE_Y, RAWI_PHONE_Y, /* ن ه و ى ي */
    };
    if (c >= U'ء' && c <= U'غ')
        return arabic[c - U'ء'];
    if (c >= U'ف' && c <= U'ي')
        return after_tatweel[c - U'ف'];
    switch (c) {
    case U'پ':
        return RAWI_PHONE_P;
    case U'ڤ':
        return RAWI_PHONE_V;
    case U'گ':
        return RAWI_PHONE_G;
    case U'چ':
        return RAWI_PHONE_CH;
    case U'ژ':
        return RAWI_PHONE_ZH;
    default:
        return RAWI_PHONE_HAMZA;
    }
}

bool rawi_is_clitic(const rawi_letter *letter, const char32_t *which) {
    if (letter->shadda || !rawi_is_one_of(letter->character, which))
        return false;
    switch (letter->character) {
    case U'ب':
        return letter->mark == RAWI_MARK_NONE || letter->mark == RAWI_MARK_KASRA;
    case U'ل':
        return letter->mark == RAWI_MARK_NONE || letter->mark == RAWI_MARK_KASRA ||
               letter->mark == RAWI_MARK_FATHA;
    default:
        return letter->mark == RAWI_MARK_NONE || letter->mark == RAWI_MARK_FATHA;
    }
}

void rawi_form_add(rawi_form *form, uint8_t symbol, uint8_t flags) {
    if (form->count < RAWI_MOST_PHONES)
        form->phones[form->count++] = (rawi_phone){symbol, flags};
}
