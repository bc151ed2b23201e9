/* The sounds in the International Phonetic Alphabet, and a word's sounds with its syllables. */
#include "arabic/phonemize/phone.h"

#include <string.h>

typedef struct spelling {
    const char *plain;
    const char *geminate;
    const char *emphatic;
    const char *emphatic_geminate;
} spelling;

#define CONSONANT(ipa)                                                                             \
    { ipa, ipa "ː", ipa, ipa "ː" }
#define VOWEL(plain, backed)                                                                       \
    { plain, plain, backed, backed }

static const spelling symbols[RAWI_PHONE_COUNT] = {
    [RAWI_PHONE_HAMZA] = CONSONANT("ʔ"),     [RAWI_PHONE_B] = CONSONANT("b"),
    [RAWI_PHONE_T] = CONSONANT("t"),         [RAWI_PHONE_THETA] = CONSONANT("θ"),
    [RAWI_PHONE_J] = CONSONANT("d͡ʒ"),        [RAWI_PHONE_HAA] = CONSONANT("ħ"),
    [RAWI_PHONE_X] = CONSONANT("x"),         [RAWI_PHONE_D] = CONSONANT("d"),
    [RAWI_PHONE_DHAL] = CONSONANT("ð"),      [RAWI_PHONE_R] = CONSONANT("r"),
    [RAWI_PHONE_Z] = CONSONANT("z"),         [RAWI_PHONE_S] = CONSONANT("s"),
    [RAWI_PHONE_SH] = CONSONANT("ʃ"),        [RAWI_PHONE_SAD] = CONSONANT("sˤ"),
    [RAWI_PHONE_DAD] = CONSONANT("dˤ"),      [RAWI_PHONE_TAH] = CONSONANT("tˤ"),
    [RAWI_PHONE_ZAH] = CONSONANT("ðˤ"),      [RAWI_PHONE_AYN] = CONSONANT("ʕ"),
    [RAWI_PHONE_GHAYN] = CONSONANT("ɣ"),     [RAWI_PHONE_F] = CONSONANT("f"),
    [RAWI_PHONE_Q] = CONSONANT("q"),         [RAWI_PHONE_K] = CONSONANT("k"),
    [RAWI_PHONE_L] = {"l", "lː", "ɫ", "ɫː"}, [RAWI_PHONE_M] = CONSONANT("m"),
    [RAWI_PHONE_N] = CONSONANT("n"),         [RAWI_PHONE_H] = CONSONANT("h"),
    [RAWI_PHONE_W] = CONSONANT("w"),         [RAWI_PHONE_Y] = CONSONANT("j"),
    [RAWI_PHONE_P] = CONSONANT("p"),         [RAWI_PHONE_V] = CONSONANT("v"),
    [RAWI_PHONE_G] = CONSONANT("ɡ"),         [RAWI_PHONE_CH] = CONSONANT("t͡ʃ"),
    [RAWI_PHONE_ZH] = CONSONANT("ʒ"),        [RAWI_PHONE_A] = VOWEL("a", "ɑ"),
    [RAWI_PHONE_I] = VOWEL("i", "ɨ"),        [RAWI_PHONE_U] = VOWEL("u", "ʊ"),
    [RAWI_PHONE_AA] = VOWEL("aː", "ɑː"),     [RAWI_PHONE_II] = VOWEL("iː", "ɨː"),
    [RAWI_PHONE_UU] = VOWEL("uː", "ʊː"),     [RAWI_PHONE_E] = VOWEL("e", "e"),
    [RAWI_PHONE_EE] = VOWEL("eː", "eː"),     [RAWI_PHONE_O] = VOWEL("o", "o"),
    [RAWI_PHONE_OO] = VOWEL("oː", "oː"),
};

const char *rawi_phone_ipa(rawi_phone phone) {
    if (phone.symbol >= RAWI_PHONE_COUNT)
        return "";
    const spelling *symbol = &symbols[phone.symbol];
    bool geminate = phone.flags & RAWI_PHONE_GEMINATE;
    if (phone.flags & RAWI_PHONE_EMPHATIC)
        return geminate ? symbol->emphatic_geminate : symbol->emphatic;
    return geminate ? symbol->geminate : symbol->plain;
}

/* Text cut to what fits, its full length counted. */
typedef struct output {
    char *bytes;
    size_t size;
    size_t written;
    size_t length;
} output;

static void put(output *out, const char *piece) {
    size_t length = strlen(piece);
    if (out->written == out->length && length < out->size - out->written) {
        memcpy(out->bytes + out->written, piece, length);
        out->written += length;
    }
    out->length += length;
}

/* A geminate that opens a syllable also closes the one before: al.la, not a.lːa. */
static rawi_phone single(rawi_phone phone) {
    phone.flags &= (uint8_t)~RAWI_PHONE_GEMINATE;
    return phone;
}

size_t rawi_word_ipa(const rawi_word *word, char *ipa, size_t size) {
    char nothing[1];
    output out = {size ? ipa : nothing, size ? size : 1, 0, 0};
    for (size_t i = 0; i < word->syllable_count; i++) {
        rawi_syllable syllable = word->syllables[i];
        const rawi_phone *phones = word->phones + syllable.first;
        bool split = i && syllable.count && (phones[0].flags & RAWI_PHONE_GEMINATE);
        if (split)
            put(&out, rawi_phone_ipa(single(phones[0])));
        if (i)
            put(&out, ".");
        put(&out, syllable.stress == 1 ? "ˈ" : syllable.stress == 2 ? "ˌ" : "");
        for (size_t k = 0; k < syllable.count; k++) {
            bool second_half = k == 0 && split;
            put(&out, rawi_phone_ipa(second_half ? single(phones[k]) : phones[k]));
        }
    }
    out.bytes[out.written] = '\0';
    return out.length;
}
