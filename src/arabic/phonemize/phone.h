/* The inventory of sounds: Modern Standard Arabic as newsreaders speak it, with the foreign sounds
 * of names. A long vowel is one phone; a geminate consonant is one phone with a flag.
 *
 * Every phone stands in the word that writes it, and every syllable has one vowel. Between vowels
 * one consonant opens a syllable and the rest close the one before; a geminate opens its syllable
 * and by its first half closes the one before (mu.ʕal.lim is mu, ʕa, lːim). A word's first syllable
 * may begin with more: with two consonants in foreign names (sbaːrk), and where hamzat al-wasl has
 * fallen, the first of them then being spoken at the end of the word before (fi lbajt is said
 * fil.bajt). It begins with a vowel where a consonant before it has kept hamzat al-wasl from
 * falling (sbaːrk al.d͡ʒadiːd).
 */
#ifndef RAWI_ARABIC_PHONE_H
#define RAWI_ARABIC_PHONE_H

#include "rawi.h"

typedef enum rawi_phone_symbol {
    RAWI_PHONE_HAMZA, /* ʔ ء */
    RAWI_PHONE_B,     /* b ب */
    RAWI_PHONE_T,     /* t ت */
    RAWI_PHONE_THETA, /* θ ث */
    RAWI_PHONE_J,     /* dʒ ج */
    RAWI_PHONE_HAA,   /* ħ ح */
    RAWI_PHONE_X,     /* x خ */
    RAWI_PHONE_D,     /* d د */
    RAWI_PHONE_DHAL,  /* ð ذ */
    RAWI_PHONE_R,     /* r ر */
    RAWI_PHONE_Z,     /* z ز */
    RAWI_PHONE_S,     /* s س */
    RAWI_PHONE_SH,    /* ʃ ش */
    RAWI_PHONE_SAD,   /* sˤ ص */
    RAWI_PHONE_DAD,   /* dˤ ض */
    RAWI_PHONE_TAH,   /* tˤ ط */
    RAWI_PHONE_ZAH,   /* ðˤ ظ */
    RAWI_PHONE_AYN,   /* ʕ ع */
    RAWI_PHONE_GHAYN, /* ɣ غ */
    RAWI_PHONE_F,     /* f ف */
    RAWI_PHONE_Q,     /* q ق */
    RAWI_PHONE_K,     /* k ك */
    RAWI_PHONE_L,     /* l ل; with RAWI_PHONE_EMPHATIC the dark l of الله */
    RAWI_PHONE_M,     /* m م */
    RAWI_PHONE_N,     /* n ن */
    RAWI_PHONE_H,     /* h ه */
    RAWI_PHONE_W,     /* w و */
    RAWI_PHONE_Y,     /* j ي */
    RAWI_PHONE_P,     /* p پ, in names */
    RAWI_PHONE_V,     /* v ڤ, in names */
    RAWI_PHONE_G,     /* g گ, in names */
    RAWI_PHONE_CH,    /* tʃ چ, in names */
    RAWI_PHONE_ZH,    /* ʒ ژ, in names */
    RAWI_PHONE_A,     /* a; with RAWI_PHONE_EMPHATIC backed beside emphatics, ɑ */
    RAWI_PHONE_I,     /* i; with RAWI_PHONE_EMPHATIC retracted, ɨ */
    RAWI_PHONE_U,     /* u; with RAWI_PHONE_EMPHATIC lowered, o-like, ʊ */
    RAWI_PHONE_AA,    /* aː; with RAWI_PHONE_EMPHATIC ɑː */
    RAWI_PHONE_II,    /* iː; with RAWI_PHONE_EMPHATIC ɨː */
    RAWI_PHONE_UU,    /* uː; with RAWI_PHONE_EMPHATIC ʊː */
    RAWI_PHONE_E,     /* e, foreign, only from IPA of a lexicon */
    RAWI_PHONE_EE,    /* eː, foreign, likewise */
    RAWI_PHONE_O,     /* o, foreign, likewise */
    RAWI_PHONE_OO,    /* oː, foreign, likewise */
    RAWI_PHONE_COUNT
} rawi_phone_symbol;

enum {
    RAWI_PHONE_GEMINATE = 1,
    RAWI_PHONE_EMPHATIC = 2
};

static inline bool rawi_phone_is_vowel(rawi_phone phone) {
    return phone.symbol >= RAWI_PHONE_A;
}

/* The symbol in IPA, with ˤ or the backed vowel and ː as the flags say; affricates with their tie
 * bar (d͡ʒ, t͡ʃ); static text, empty for what is no phone. rawi_word_ipa writes a geminate between
 * vowels in two halves (mu.ˈʕal.lim), at the word's ends with ː (ˈħɑqː). */
const char *rawi_phone_ipa(rawi_phone phone);

#endif
