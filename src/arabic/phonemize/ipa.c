/* Sounds that a lexicon gives in IPA: Arabic and the common English symbols. */
#include "arabic/phonemize/sounds.h"

#include <string.h>
#include <unicode/utf8.h>

enum {
    TIE_ABOVE = 0x361,
    TIE_BELOW = 0x35C,
    NON_SYLLABIC = 0x32F,
    NASAL = 0x303
};

typedef struct ipa_symbol {
    const char *ipa;
    uint8_t phones[2]; /* the second is RAWI_PHONE_COUNT where there is none */
    uint8_t flags;
} ipa_symbol;

#define ONE(ipa, phone)                                                                            \
    { ipa, {phone, RAWI_PHONE_COUNT}, 0 }
#define BACKED(ipa, phone)                                                                         \
    { ipa, {phone, RAWI_PHONE_COUNT}, RAWI_PHONE_EMPHATIC }
#define TWO(ipa, first, second)                                                                    \
    { ipa, {first, second}, 0 }

/* Longer spellings stand before the shorter ones that begin them. */
static const ipa_symbol symbols[] = {
    ONE("d͡ʒ", RAWI_PHONE_J),
    ONE("dʒ", RAWI_PHONE_J),
    ONE("ʤ", RAWI_PHONE_J),
    ONE("t͡ʃ", RAWI_PHONE_CH),
    ONE("tʃ", RAWI_PHONE_CH),
    ONE("ʧ", RAWI_PHONE_CH),
    ONE("sˤ", RAWI_PHONE_SAD),
    ONE("dˤ", RAWI_PHONE_DAD),
    ONE("tˤ", RAWI_PHONE_TAH),
    ONE("ðˤ", RAWI_PHONE_ZAH),
    ONE("zˤ", RAWI_PHONE_ZAH),
    BACKED("lˤ", RAWI_PHONE_L),
    BACKED("ɫ", RAWI_PHONE_L),
    TWO("aɪ", RAWI_PHONE_A, RAWI_PHONE_Y),
    TWO("aʊ", RAWI_PHONE_A, RAWI_PHONE_W),
    TWO("ɔɪ", RAWI_PHONE_O, RAWI_PHONE_Y),
    ONE("eɪ", RAWI_PHONE_EE),
    ONE("oʊ", RAWI_PHONE_OO),
    ONE("əʊ", RAWI_PHONE_OO),
    ONE("ʔ", RAWI_PHONE_HAMZA),
    ONE("b", RAWI_PHONE_B),
    ONE("t", RAWI_PHONE_T),
    ONE("θ", RAWI_PHONE_THETA),
    ONE("ħ", RAWI_PHONE_HAA),
    ONE("x", RAWI_PHONE_X),
    ONE("χ", RAWI_PHONE_X),
    ONE("d", RAWI_PHONE_D),
    ONE("ð", RAWI_PHONE_DHAL),
    ONE("r", RAWI_PHONE_R),
    ONE("ɹ", RAWI_PHONE_R),
    ONE("ɾ", RAWI_PHONE_R),
    ONE("z", RAWI_PHONE_Z),
    ONE("s", RAWI_PHONE_S),
    ONE("ʃ", RAWI_PHONE_SH),
    ONE("ʕ", RAWI_PHONE_AYN),
    ONE("ɣ", RAWI_PHONE_GHAYN),
    ONE("ʁ", RAWI_PHONE_GHAYN),
    ONE("f", RAWI_PHONE_F),
    ONE("q", RAWI_PHONE_Q),
    ONE("k", RAWI_PHONE_K),
    ONE("c", RAWI_PHONE_K),
    ONE("l", RAWI_PHONE_L),
    ONE("m", RAWI_PHONE_M),
    ONE("n", RAWI_PHONE_N),
    TWO("ɲ", RAWI_PHONE_N, RAWI_PHONE_Y),
    TWO("ŋk", RAWI_PHONE_N, RAWI_PHONE_K),
    TWO("ŋɡ", RAWI_PHONE_N, RAWI_PHONE_GHAYN),
    TWO("ŋ", RAWI_PHONE_N, RAWI_PHONE_G),
    ONE("h", RAWI_PHONE_H),
    ONE("ɦ", RAWI_PHONE_H),
    ONE("w", RAWI_PHONE_W),
    ONE("ʍ", RAWI_PHONE_W),
    ONE("j", RAWI_PHONE_Y),
    ONE("p", RAWI_PHONE_P),
    ONE("v", RAWI_PHONE_V),
    ONE("ʋ", RAWI_PHONE_V),
    ONE("g", RAWI_PHONE_G),
    ONE("ɡ", RAWI_PHONE_G),
    ONE("ʒ", RAWI_PHONE_ZH),
    ONE("a", RAWI_PHONE_A),
    ONE("æ", RAWI_PHONE_A),
    ONE("ʌ", RAWI_PHONE_A),
    ONE("ɐ", RAWI_PHONE_A),
    ONE("ə", RAWI_PHONE_A),
    BACKED("ɑ", RAWI_PHONE_A),
    ONE("i", RAWI_PHONE_I),
    ONE("ɪ", RAWI_PHONE_I),
    ONE("y", RAWI_PHONE_I),
    BACKED("ɨ", RAWI_PHONE_I),
    ONE("u", RAWI_PHONE_U),
    BACKED("ʊ", RAWI_PHONE_U),
    ONE("e", RAWI_PHONE_E),
    ONE("ɛ", RAWI_PHONE_E),
    ONE("ɜ", RAWI_PHONE_E),
    ONE("ø", RAWI_PHONE_E),
    ONE("œ", RAWI_PHONE_E),
    ONE("ɚ", RAWI_PHONE_A),
    ONE("ɝ", RAWI_PHONE_E),
    ONE("o", RAWI_PHONE_O),
    ONE("ɔ", RAWI_PHONE_O),
    ONE("ɒ", RAWI_PHONE_O),
};

static const ipa_symbol *find_symbol(const char *ipa) {
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (strncmp(ipa, symbols[i].ipa, strlen(symbols[i].ipa)) == 0)
            return &symbols[i];
    return NULL;
}

static uint8_t lengthened(uint8_t vowel) {
    switch (vowel) {
    case RAWI_PHONE_A:
        return RAWI_PHONE_AA;
    case RAWI_PHONE_I:
        return RAWI_PHONE_II;
    case RAWI_PHONE_U:
        return RAWI_PHONE_UU;
    case RAWI_PHONE_E:
        return RAWI_PHONE_EE;
    case RAWI_PHONE_O:
        return RAWI_PHONE_OO;
    default:
        return vowel;
    }
}

static void lengthen(rawi_form *form) {
    if (form->count == 0)
        return;
    rawi_phone *last = &form->phones[form->count - 1];
    if (rawi_phone_is_vowel(*last))
        last->symbol = lengthened(last->symbol);
    else
        last->flags |= RAWI_PHONE_GEMINATE;
}

static void add(rawi_form *form, uint8_t symbol, uint8_t flags) {
    if (symbol < RAWI_PHONE_COUNT && form->count < RAWI_MOST_PHONES)
        form->phones[form->count++] = (rawi_phone){symbol, flags};
}

/* Marks and separators between the sounds; false when `c` is none. */
static bool read_mark(rawi_form *form, char32_t c) {
    switch (c) {
    case U'ˈ':
    case U'\'':
        form->primary = (ptrdiff_t)form->count;
        return true;
    case U'ˌ':
        form->secondary = (ptrdiff_t)form->count;
        return true;
    case U'ː':
    case U':':
        lengthen(form);
        return true;
    case NASAL:
        add(form, RAWI_PHONE_N, 0);
        return true;
    default:
        return c == TIE_ABOVE || c == TIE_BELOW || c == NON_SYLLABIC ||
               (c < 0x80 && strchr(" ./[]-", (int)c)) || c == U'ˑ' || c == U'ʰ' || c == U'ʲ' ||
               c == U'‿' || c == U'|' || (c >= 0x300 && c < 0x370);
    }
}

static rawi_status refuse(const char *ipa, size_t length, const char *written, rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_DATA,
                     _("the sounds given for \"%s\" hold \"%.*s\", which is no IPA symbol"),
                     written, (int)length, ipa);
}

rawi_status rawi_form_read_ipa(rawi_form *form, const char *ipa, const char *written,
                               rawi_error *error) {
    rawi_form_clear(form);
    bool vowel = false;
    for (size_t i = 0; ipa[i];) {
        size_t next = i;
        UChar32 c;
        U8_NEXT_OR_FFFD((const uint8_t *)ipa, next, SIZE_MAX, c);
        const ipa_symbol *symbol = find_symbol(ipa + i);
        if (symbol) {
            add(form, symbol->phones[0], symbol->flags);
            add(form, symbol->phones[1], 0);
            vowel |= symbol->phones[0] >= RAWI_PHONE_A;
            next = i + strlen(symbol->ipa);
        } else if (!read_mark(form, (char32_t)c)) {
            return refuse(ipa + i, next - i, written, error);
        }
        i = next;
    }
    if (!vowel)
        return rawi_fail(error, RAWI_ERROR_DATA,
                         _("the sounds given for \"%s\" hold no vowel: \"%s\""), written, ipa);
    return RAWI_OK;
}
