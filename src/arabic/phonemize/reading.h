/* A word being read: its letters with what each is there for. The stages of rawi_form_spell in
 * their order, each a file of its own. */
#ifndef RAWI_ARABIC_PHONEMIZE_READING_H
#define RAWI_ARABIC_PHONEMIZE_READING_H

#include "arabic/phonemize/spelling.h"

/* What a letter is in its word. */
typedef enum rawi_role {
    RAWI_ROLE_CONSONANT,
    RAWI_ROLE_LENGTH, /* lengthens the vowel before it */
    RAWI_ROLE_SILENT
} rawi_role;

typedef struct rawi_reading {
    rawi_letter letters[RAWI_MOST_LETTERS]; /* with the gaps in the marks filled */
    uint8_t roles[RAWI_MOST_LETTERS];       /* rawi_role, from the stem on */
    const char *skeleton;
    size_t count;
    size_t stem;       /* the first letter after article and hamzat al-wasl */
    size_t last;       /* the last letter that sounds */
    bool doubled_stem; /* the article's l has become the stem's first consonant */
    bool bare_stem;    /* the stem follows hamzat al-wasl: its first consonant has no vowel */
    rawi_form *form;
} rawi_reading;

/* wasl.c: finds article and hamzat al-wasl, adds the sounds before the stem to the form and sets
 * where the stem starts. */
void rawi_reading_find_stem(rawi_reading *word);

/* roles.c: what each letter of the stem is there for, vowels for consonants without a mark, and the
 * last letter that sounds. */
void rawi_reading_give_roles(rawi_reading *word);

/* lean.c: the form's clitics, what kind of particle it is, and how its end joins the next word. */
void rawi_reading_find_leaning(rawi_reading *word, const rawi_spelling *spelling);

/* ---- letters and marks ---------------------------------------------------------------------- */

bool rawi_is_one_of(char32_t character, const char32_t *set);

/* An alif that may be hamzat al-wasl. */
bool rawi_is_bare_alif(const rawi_letter *letter);

/* A letter that may be one of these proclitics (of و ف أ ت ب ك ل) with the marks it has. */
bool rawi_is_clitic(const rawi_letter *letter, const char32_t *which);

bool rawi_has_mark(const rawi_letter *letter);
bool rawi_is_short_vowel(uint8_t mark);

/* RAWI_PHONE_A, _I or _U of a vowel mark or tanwin, else 0. */
uint8_t rawi_vowel_of(uint8_t mark);

/* The consonant that a letter writes. */
uint8_t rawi_consonant_of(char32_t character);

/* Adds a phone unless the form is full. */
void rawi_form_add(rawi_form *form, uint8_t symbol, uint8_t flags);

#endif
