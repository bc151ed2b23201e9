/* From a word's letters to its form: the sounds of its stem, and its ending, kept apart for the
 * neighbours to act on. */
#include "arabic/phonemize/reading.h"

#include <string.h>

void rawi_form_clear(rawi_form *form) {
    memset((char *)form + offsetof(rawi_form, count), 0, sizeof *form - offsetof(rawi_form, count));
    form->allah = form->primary = form->secondary = -1;
}

static uint8_t lengthened(uint8_t vowel) {
    switch (vowel) {
    case RAWI_PHONE_A:
        return RAWI_PHONE_AA;
    case RAWI_PHONE_I:
        return RAWI_PHONE_II;
    case RAWI_PHONE_U:
        return RAWI_PHONE_UU;
    default:
        return vowel;
    }
}

static void read_ending(rawi_form *form, const rawi_letter *letter) {
    form->ending = rawi_vowel_of(letter->mark);
    form->tanwin = form->ending && !rawi_is_short_vowel(letter->mark);
}

/* The pronoun's h, after which Quranic spelling lengthens u and i; newsreaders do not. */
static bool is_pronoun_h(const rawi_letter *letter) {
    return letter->character == U'ه' && letter->lengthened != RAWI_PHONE_AA;
}

static void read_consonant(rawi_reading *word, size_t at, bool last) {
    rawi_form *form = word->form;
    const rawi_letter *letter = &word->letters[at];
    if (letter->character == U'ة' && last && form->count) {
        form->feminine = true;
        read_ending(form, letter);
        return;
    }
    bool first = at == word->stem;
    bool geminate =
        (letter->shadda && (form->count || form->wasl)) || (first && word->doubled_stem);
    bool lam_of_allah = letter->character == U'ل' && letter->lengthened == RAWI_PHONE_AA &&
                        geminate && at + 1 < word->count && letter[1].character == U'ه';
    if (lam_of_allah)
        form->allah = (ptrdiff_t)form->count;
    rawi_form_add(form, rawi_consonant_of(letter->character), geminate ? RAWI_PHONE_GEMINATE : 0);
    if (letter->character == U'آ')
        rawi_form_add(form, RAWI_PHONE_AA, 0);
    else if (letter->lengthened && !(last && is_pronoun_h(letter)))
        rawi_form_add(form, letter->lengthened, 0);
    else if (last)
        read_ending(form, letter);
    else if (rawi_vowel_of(letter->mark))
        rawi_form_add(form, rawi_vowel_of(letter->mark), 0);
    if (!last && rawi_vowel_of(letter->mark) && !rawi_is_short_vowel(letter->mark))
        rawi_form_add(form, RAWI_PHONE_N, 0);
}

static void read_stem(rawi_reading *word) {
    rawi_form *form = word->form;
    for (size_t at = word->stem; at <= word->last && at < word->count; at++) {
        if (word->roles[at] == RAWI_ROLE_CONSONANT)
            read_consonant(word, at, at == word->last);
        if (word->roles[at] == RAWI_ROLE_LENGTH && form->count) {
            rawi_phone *vowel = &form->phones[form->count - 1];
            vowel->symbol = lengthened(vowel->symbol);
            form->shortens = word->letters[at].pause_only && at == word->last;
        }
    }
}

void rawi_form_spell(rawi_form *form, const rawi_spelling *spelling) {
    rawi_form_clear(form);
    if (spelling->count == 0)
        return;
    rawi_reading word;
    memcpy(word.letters, spelling->letters, spelling->count * sizeof *word.letters);
    word.skeleton = spelling->skeleton;
    word.count = spelling->count;
    word.stem = 0;
    word.doubled_stem = false;
    word.bare_stem = false;
    word.form = form;
    rawi_reading_find_stem(&word);
    rawi_reading_give_roles(&word);
    read_stem(&word);
    rawi_reading_find_leaning(&word, spelling);
}
