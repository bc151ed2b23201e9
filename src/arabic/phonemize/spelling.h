/* Spelling: the letters of a diacritized word with their marks, and from them the word's form, its
 * sounds before its neighbours act on it.
 *
 * Marks are those of Unicode's Arabic block, the Quranic ones included, since they say what plain
 * spelling cannot: ٰ  an unwritten long a, ۥ an unwritten long u, ۦ an unwritten long i, ۟  a silent
 * letter, ۠  a letter that sounds at a pause only.
 */
#ifndef RAWI_ARABIC_PHONEMIZE_SPELLING_H
#define RAWI_ARABIC_PHONEMIZE_SPELLING_H

#include "arabic/phonemize/phone.h"

#include <uchar.h>

enum {
    RAWI_MOST_LETTERS = 256, /* of one word; what follows is not spoken */
    RAWI_MOST_PHONES = 1024  /* of one word: four a letter */
};

typedef enum rawi_vowel_mark {
    RAWI_MARK_NONE,
    RAWI_MARK_SUKUN,
    RAWI_MARK_FATHA,
    RAWI_MARK_KASRA,
    RAWI_MARK_DAMMA,
    RAWI_MARK_FATHATAN,
    RAWI_MARK_KASRATAN,
    RAWI_MARK_DAMMATAN
} rawi_vowel_mark;

typedef struct rawi_letter {
    char32_t character;
    uint8_t mark; /* rawi_vowel_mark */
    bool shadda;
    bool silent;
    bool pause_only;
    uint8_t lengthened; /* RAWI_PHONE_AA, _UU or _II unwritten after this letter; 0 for none */
} rawi_letter;

typedef struct rawi_spelling {
    rawi_letter letters[RAWI_MOST_LETTERS];
    size_t count;
    char skeleton[2 * RAWI_MOST_LETTERS + 1]; /* the letters without marks, in UTF-8, ٱ as ا */
} rawi_spelling;

/* Takes the letters and marks out of `text`; what is neither is left out. Spellings of ي ك ه that
 * are not Arabic's own are folded. */
void rawi_spelling_read(rawi_spelling *spelling, const char *text);

/* Completes the marks of words with irregular spelling (irregular.tsv), alone and with clitics and
 * pronouns: هذا has its long a, عمرو loses its waw. Written marks win. */
void rawi_spelling_complete(rawi_spelling *spelling);

/* How a word begins that has hamzat al-wasl. */
typedef enum rawi_wasl {
    RAWI_WASL_NONE,
    RAWI_WASL_ARTICLE,
    RAWI_WASL_OTHER
} rawi_wasl;

/* What a word does whose last consonant has no vowel when an elided hamzat al-wasl follows. */
typedef enum rawi_joint {
    RAWI_JOINT_KEEP, /* it stays, and the next word keeps its vowel: سبارك الجديد */
    RAWI_JOINT_A,    /* مِنَ الـ */
    RAWI_JOINT_I,    /* عَنِ الـ */
    RAWI_JOINT_U     /* هُمُ الـ */
} rawi_joint;

/* A word before its neighbours act on it. */
typedef struct rawi_form {
    rawi_phone
        phones[RAWI_MOST_PHONES]; /* without the vowel of hamzat al-wasl and without ending */
    size_t count;
    size_t clitics;     /* phones at its start that never bear the stress */
    rawi_wasl wasl;     /* hamzat al-wasl stands before the phones */
    uint8_t wasl_vowel; /* RAWI_PHONE_A, _I or _U */
    bool wasl_inside;   /* that vowel stands after the first phone: بن */
    uint8_t ending;     /* RAWI_PHONE_A, _I or _U after the phones; 0 for none */
    bool tanwin;        /* n follows the ending */
    bool feminine;      /* tāʾ marbūṭa stands between phones and ending */
    bool definite;      /* has the article */
    bool keeps_always;  /* the ending stays at a pause too: هُوَ */
    bool keeps_inside;  /* the ending stays with RAWI_ENDINGS_NONE: إِنَّ */
    bool keeps_joint;   /* the ending is there for the wasl that follows: قَالَتِ الـ */
    bool weak;          /* a particle that leans on the next word */
    bool shortens;      /* its last long vowel is short in connection: أَنَا */
    rawi_joint joint;
    ptrdiff_t allah;     /* the phone that is the l of الله, -1 where there is none */
    ptrdiff_t primary;   /* the phone before which a lexicon writes ˈ, -1 where none does */
    ptrdiff_t secondary; /* the same of ˌ */
} rawi_form;

/* An empty form. */
void rawi_form_clear(rawi_form *form);

/* The form of a spelled word. A word without sounds has no phones, wasl or ending. */
void rawi_form_spell(rawi_form *form, const rawi_spelling *spelling);

#endif
