/* How a word leans on its neighbours: proclitics that never bear the stress, particles, and what
 * its last consonant does before hamzat al-wasl. */
#include "arabic/phonemize/reading.h"

#include "base/table.h"

#include <string.h>

RAWI_TABLE(particles);
RAWI_TABLE(roots);

static ptrdiff_t find_particle(const rawi_spelling *spelling, size_t first) {
    if (first >= spelling->count)
        return -1;
    return rawi_table_find(&rawi_particles_table, rawi_slice_of(spelling->skeleton + 2 * first));
}

static bool is_root(const rawi_spelling *spelling) {
    return spelling->count >= 3 &&
           rawi_table_find(&rawi_roots_table, (rawi_slice){spelling->skeleton, 6}) >= 0;
}

/* هُمْ كُمْ تُمْ هِمْ at the word's end. */
static bool ends_in_plural_pronoun(const rawi_reading *word) {
    size_t last = word->last;
    if (last < 1 || word->letters[last].character != U'م')
        return false;
    const rawi_letter *before = &word->letters[last - 1];
    if (before->mark == RAWI_MARK_KASRA)
        return before->character == U'ه';
    return before->mark == RAWI_MARK_DAMMA && rawi_is_one_of(before->character, U"هكت");
}

/* What an unvowelled last consonant does before an elided hamzat al-wasl (Wright I § 20). Verbs and
 * particles take their vowel; a foreign name keeps its consonant, and the next word its vowel. */
static rawi_joint joint_of(const rawi_reading *word, ptrdiff_t particle) {
    size_t last = word->last;
    const rawi_letter *letters = word->letters;
    if (particle >= 0) {
        const char *flags = rawi_table_cell(&rawi_particles_table, (size_t)particle, 1);
        bool preposition = last < 1 || letters[last - 1].mark != RAWI_MARK_FATHA;
        if (strchr(flags, 'a') && preposition)
            return RAWI_JOINT_A;
        if (strchr(flags, 'u'))
            return RAWI_JOINT_U;
    }
    if (ends_in_plural_pronoun(word))
        return RAWI_JOINT_U;
    if (letters[last].mark != RAWI_MARK_SUKUN)
        return particle >= 0 ? RAWI_JOINT_I : RAWI_JOINT_KEEP;
    if (letters[last].character == U'و')
        return last + 1 < word->count ? RAWI_JOINT_U : RAWI_JOINT_I; /* اِشْتَرَوُا الـ، لَوِ الـ */
    bool after_short_vowel = last > 0 && word->roles[last - 1] == RAWI_ROLE_CONSONANT &&
                             rawi_is_short_vowel(letters[last - 1].mark);
    if (particle >= 0 || (letters[last].character == U'ي' && after_short_vowel))
        return RAWI_JOINT_I;
    size_t first = last > 2 && rawi_is_clitic(&letters[0], U"وفل") ? 1 : 0;
    bool prefix = rawi_is_one_of(letters[first].character, U"أتني") &&
                  rawi_is_short_vowel(letters[first].mark) &&
                  word->roles[first + 1] == RAWI_ROLE_CONSONANT;
    bool feminine =
        last > 0 && letters[last].character == U'ت' && letters[last - 1].mark == RAWI_MARK_FATHA;
    bool verb = last < 2 || feminine || prefix || word->form->wasl;
    return after_short_vowel && verb ? RAWI_JOINT_I : RAWI_JOINT_KEEP;
}

/* Whether the last vowel is there for the sake of a following wasl (قَالَتِ، يَكُنِ، هُمُ), no ending
 * of its own. */
static bool has_joint_vowel(const rawi_reading *word, ptrdiff_t particle) {
    size_t last = word->last;
    const rawi_letter *letters = word->letters;
    if (particle >= 0 || letters[last].mark == RAWI_MARK_DAMMA)
        return particle >= 0 || ends_in_plural_pronoun(word);
    if (letters[last].mark != RAWI_MARK_KASRA || last < 2)
        return false;
    bool verb_with_t = letters[last].character == U'ت' &&
                       letters[last - 1].mark == RAWI_MARK_FATHA &&
                       word->roles[last - 1] == RAWI_ROLE_CONSONANT;
    size_t first = rawi_is_clitic(&letters[0], U"وفل") ? 1 : 0;
    return verb_with_t ||
           (letters[first].character == U'ي' && rawi_is_short_vowel(letters[first].mark));
}

/* Whether the form begins with a short open syllable, as a clitic is one, and more follows. */
static bool begins_with_short_syllable(const rawi_form *form, size_t at) {
    const rawi_phone *phones = form->phones + at;
    size_t left = form->count - at;
    return left >= 3 && !rawi_phone_is_vowel(phones[0]) && phones[1].symbol >= RAWI_PHONE_A &&
           phones[1].symbol <= RAWI_PHONE_U && !rawi_phone_is_vowel(phones[2]) &&
           !(phones[2].flags & RAWI_PHONE_GEMINATE) &&
           (left == 3 || rawi_phone_is_vowel(phones[3]));
}

/* Finds the proclitics of a word without article, which never bear the stress, and the particle
 * that it is or that follows them. */
static ptrdiff_t find_clitics(rawi_form *form, const rawi_spelling *spelling) {
    ptrdiff_t particle = find_particle(spelling, 0);
    if (particle >= 0)
        return particle;
    const rawi_letter *letters = spelling->letters;
    for (size_t at = 0; at < 2; at++) {
        const char32_t *which = at == 0 ? U"وفبلك" : U"بلك";
        if (at + 1 >= spelling->count || !rawi_is_clitic(&letters[at], which) ||
            !begins_with_short_syllable(form, 2 * at))
            return -1;
        particle = find_particle(spelling, at + 1);
        bool conjunction = rawi_is_one_of(letters[at].character, U"وف");
        bool with_i = letters[at].mark == RAWI_MARK_KASRA;
        bool noun_follows =
            spelling->count - at > 3 && ((conjunction && !is_root(spelling)) || with_i);
        if (particle < 0 && !noun_follows)
            return -1;
        form->clitics = 2 * (at + 1);
        if (particle >= 0 || !conjunction)
            return particle;
    }
    return -1;
}

static void apply_particle(rawi_form *form, ptrdiff_t particle) {
    if (particle < 0)
        return;
    const char *flags = rawi_table_cell(&rawi_particles_table, (size_t)particle, 1);
    form->weak = strchr(flags, 'w');
    form->keeps_inside = strchr(flags, 'k');
    form->keeps_always = strchr(flags, 'p');
}

void rawi_reading_find_leaning(rawi_reading *word, const rawi_spelling *spelling) {
    rawi_form *form = word->form;
    bool start_known = form->clitics || form->definite || form->wasl;
    ptrdiff_t particle = start_known ? -1 : find_clitics(form, spelling);
    apply_particle(form, particle);
    form->joint = joint_of(word, particle);
    form->keeps_joint = has_joint_vowel(word, particle);
}
