/* Looks words up in the table of frequent forms, whole or taken apart. */
#include "arabic/diacritize/frequency.h"

#include "base/table.h"

#include <string.h>

RAWI_TABLE(frequency);

enum {
    MOST_PREFIXES = 2,
    LETTER_BYTES = 2
};

/* Letters that are written together with the word that they introduce. */
static const struct {
    const char *letter;
    uint8_t class;
} PREFIXES[] = {
    {"و", RAWI_CLASS_FATHA}, {"ف", RAWI_CLASS_FATHA}, {"ب", RAWI_CLASS_KASRA},
    {"ل", RAWI_CLASS_KASRA}, {"ك", RAWI_CLASS_FATHA}, {"س", RAWI_CLASS_FATHA},
};

static const char SUN_LETTERS[] = "تثدذرزسشصضطظلن";

static bool is(const rawi_letter *letter, const char *character) {
    return letter->symbol >= RAWI_SYMBOL_LETTER &&
           memcmp(rawi_symbol_bytes(letter->symbol), character, LETTER_BYTES) == 0;
}

static bool is_sun_letter(const rawi_letter *letter) {
    for (const char *sun = SUN_LETTERS; *sun; sun += LETTER_BYTES)
        if (is(letter, sun))
            return true;
    return false;
}

static uint8_t lowest_class(uint16_t allowed) {
    uint8_t class = 0;
    while (!(allowed >> class & 1))
        class ++;
    return class;
}

static bool agrees(const rawi_letter *letter, uint8_t class) {
    return letter->allowed >> class & 1;
}

/* Takes a form's classes if the author's marks agree; an ending that the form leaves open is the
 * author's. */
static bool take(const rawi_letter *letters, size_t count, const uint8_t *form, uint8_t *classes) {
    for (size_t i = 0; i < count; i++) {
        bool open_ending = i + 1 == count && form[i] == RAWI_CLASS_NONE;
        if (agrees(&letters[i], form[i]))
            classes[i] = form[i];
        else if (open_ending || letters[i].allowed == 1 << RAWI_CLASS_NONE)
            classes[i] = lowest_class(letters[i].allowed);
        else
            return false;
    }
    return true;
}

static bool find_whole(const rawi_letter *letters, size_t count, uint8_t *classes) {
    char key[RAWI_WORD_LETTERS * LETTER_BYTES];
    for (size_t i = 0; i < count; i++)
        memcpy(key + i * LETTER_BYTES, rawi_symbol_bytes(letters[i].symbol), LETTER_BYTES);
    rawi_slice wanted = {key, count * LETTER_BYTES};
    ptrdiff_t row = rawi_table_find(&rawi_frequency_table, wanted);
    if (row < 0)
        return false;
    for (size_t r = (size_t)row; r < rawi_table_rows(&rawi_frequency_table); r++) {
        if (!rawi_slice_equal(rawi_slice_of(rawi_table_cell(&rawi_frequency_table, r, 0)), wanted))
            return false;
        uint8_t symbols[RAWI_WORD_LETTERS];
        uint8_t form[RAWI_WORD_LETTERS];
        const char *cell = rawi_table_cell(&rawi_frequency_table, r, 1);
        if (rawi_read_form(cell, symbols, form, RAWI_WORD_LETTERS) == count &&
            take(letters, count, form, classes))
            return true;
    }
    return false;
}

/* A definite noun has no tanwin. */
static void drop_nunation(const rawi_letter *letters, size_t count, uint8_t *classes) {
    for (size_t i = count >= 2 ? count - 2 : 0; i < count; i++) {
        uint8_t vowel = classes[i] % RAWI_CLASS_SHADDA;
        uint8_t without = (uint8_t)(classes[i] - (RAWI_CLASS_FATHATAN - RAWI_CLASS_FATHA));
        if (vowel >= RAWI_CLASS_FATHATAN && vowel <= RAWI_CLASS_KASRATAN &&
            agrees(&letters[i], without))
            classes[i] = without;
    }
}

/* The article's lam and the letter after it: assimilated or not. */
static bool join_article(const rawi_letter *lam, uint8_t *classes) {
    const rawi_letter *first = lam + 1;
    bool sun = is_sun_letter(first);
    uint8_t on_lam = sun ? RAWI_CLASS_NONE : RAWI_CLASS_SUKUN;
    uint8_t on_first = classes[1];
    if (sun && on_first < RAWI_CLASS_SHADDA && on_first != RAWI_CLASS_SUKUN)
        on_first = (uint8_t)(on_first + RAWI_CLASS_SHADDA);
    if (!agrees(lam, on_lam) || !agrees(first, on_first))
        return false;
    classes[0] = on_lam;
    classes[1] = on_first;
    return true;
}

static bool find_definite(const rawi_letter *letters, size_t count, uint8_t *classes) {
    if (count < 4 || !is(&letters[0], "ا") || !is(&letters[1], "ل") ||
        !agrees(&letters[0], RAWI_CLASS_NONE) || !find_whole(letters + 2, count - 2, classes + 2))
        return false;
    classes[0] = RAWI_CLASS_NONE;
    drop_nunation(letters + 2, count - 2, classes + 2);
    return join_article(&letters[1], &classes[1]);
}

/* «للمدرسة»: the preposition and an article without its alif. */
static bool find_for_definite(const rawi_letter *letters, size_t count, uint8_t *classes) {
    if (count < 4 || !is(&letters[0], "ل") || !is(&letters[1], "ل") ||
        !agrees(&letters[0], RAWI_CLASS_KASRA) || !find_whole(letters + 2, count - 2, classes + 2))
        return false;
    classes[0] = RAWI_CLASS_KASRA;
    drop_nunation(letters + 2, count - 2, classes + 2);
    return join_article(&letters[1], &classes[1]);
}

static bool find(const rawi_letter *letters, size_t count, uint8_t *classes, unsigned prefixes) {
    if (find_whole(letters, count, classes) || find_definite(letters, count, classes) ||
        find_for_definite(letters, count, classes))
        return true;
    if (prefixes == 0 || count < 3)
        return false;
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++)
        if (is(&letters[0], PREFIXES[i].letter) && agrees(&letters[0], PREFIXES[i].class) &&
            find(letters + 1, count - 1, classes + 1, prefixes - 1)) {
            classes[0] = PREFIXES[i].class;
            return true;
        }
    return false;
}

bool rawi_frequent_form(const rawi_letter *letters, size_t count, uint8_t *classes) {
    if (letters[0].symbol >= RAWI_SYMBOL_LETTER && find(letters, count, classes, MOST_PREFIXES))
        return true;
    for (size_t i = 0; i < count; i++)
        classes[i] = lowest_class(letters[i].allowed);
    return false;
}
