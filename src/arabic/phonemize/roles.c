/* What each letter of a stem is there for, which Arabic spelling leaves to the reader: ا و ي
 * lengthen a vowel, are consonants or silent; and the marks that a writer left out. After K.
 * Ryding, A Reference Grammar of Modern Standard Arabic, ch. 2. */
#include "arabic/phonemize/reading.h"

/* Whether the glide at `at`, unmarked, opens a syllable: before tāʾ marbūṭa and ā, but not before
 * the silent alif of the plural's w. */
static bool opens_syllable(const rawi_reading *word, size_t at) {
    if (at + 1 >= word->count)
        return false;
    const rawi_letter *glide = &word->letters[at];
    const rawi_letter *next = glide + 1;
    bool plural = glide->character == U'و' && at + 2 == word->count;
    return next->character == U'ة' ||
           (rawi_is_bare_alif(next) && !plural && next->mark != RAWI_MARK_FATHATAN);
}

/* Gives endings without marks those that they nearly always have: -iyya and -iyyan (تقليدية،
 * محليًا), -iyā (سوريا); and ya to a verb behind wa (ويمكن). */
static void mark_y(rawi_reading *word) {
    rawi_letter *first = &word->letters[word->stem];
    if (word->count < word->stem + 4)
        return;
    if (first[0].character == U'و' && first[1].character == U'ي' && !rawi_has_mark(&first[0]) &&
        !rawi_has_mark(&first[1])) {
        first[0].mark = first[1].mark = RAWI_MARK_FATHA;
        return;
    }
    rawi_letter *last = &word->letters[word->count - 1];
    rawi_letter *y = last - 1;
    bool accusative = last->mark == RAWI_MARK_FATHATAN || y->mark == RAWI_MARK_FATHATAN;
    bool bare = y->character == U'ي' && !y->shadda && !rawi_has_mark(&y[-1]) &&
                !rawi_is_one_of(y[-1].character, U"اوي");
    if (!bare || !(rawi_is_bare_alif(last) || last->character == U'ة') ||
        (!accusative && y->mark != RAWI_MARK_NONE))
        return;
    if (rawi_is_bare_alif(last) && !accusative)
        y[-1].mark = RAWI_MARK_KASRA;
    else if (word->count > word->stem + 4) {
        y[-1].mark = RAWI_MARK_KASRA;
        y->shadda = true;
    }
}

/* Whether an unmarked glide is a consonant by what follows: a vowel, or the same letter again,
 * which then lengthens its vowel (تقييم). */
static bool is_consonant_by_next(const rawi_reading *word, size_t at) {
    const rawi_letter *glide = &word->letters[at];
    if (glide->mark != RAWI_MARK_NONE)
        return false;
    bool twice =
        at + 1 < word->count && glide[1].character == glide->character && !rawi_has_mark(&glide[1]);
    return twice || opens_syllable(word, at);
}

/* Whether a final glide stands behind two consonants, as only the vowel of a foreign word can
 * (بِلْيَارْدْو, but دَلْو). */
static bool follows_cluster(const rawi_reading *word, size_t at) {
    const rawi_letter *letter = &word->letters[at];
    return at + 1 == word->count && letter->mark == RAWI_MARK_NONE && at > word->stem + 1 &&
           letter[-1].mark == RAWI_MARK_SUKUN &&
           !(word->roles[at - 2] == RAWI_ROLE_CONSONANT && rawi_is_short_vowel(letter[-2].mark));
}

/* و or ي, which lengthens `mark` (u or i). */
static rawi_role role_of_glide(rawi_reading *word, size_t at, uint8_t mark) {
    rawi_letter *letter = &word->letters[at];
    if (letter->shadda || letter->mark > RAWI_MARK_SUKUN || at == word->stem ||
        word->roles[at - 1] != RAWI_ROLE_CONSONANT)
        return RAWI_ROLE_CONSONANT;
    rawi_letter *before = letter - 1;
    if (letter->lengthened == RAWI_PHONE_AA &&
        (before->mark == RAWI_MARK_FATHA || before->mark == RAWI_MARK_NONE)) {
        before->mark = RAWI_MARK_FATHA;
        return RAWI_ROLE_LENGTH; /* الصلوٰة */
    }
    if (is_consonant_by_next(word, at))
        return RAWI_ROLE_CONSONANT;
    if (follows_cluster(word, at))
        before->mark = mark;
    if (before->mark == RAWI_MARK_NONE)
        before->mark = letter->mark == RAWI_MARK_SUKUN ? RAWI_MARK_FATHA : mark;
    return before->mark == mark ? RAWI_ROLE_LENGTH : RAWI_ROLE_CONSONANT;
}

/* ا or ى, which lengthens a. */
static rawi_role role_of_alif(rawi_reading *word, size_t at) {
    rawi_letter *letter = &word->letters[at];
    if (at == word->stem)
        return RAWI_ROLE_CONSONANT;
    rawi_letter *before = letter - 1;
    rawi_role previous = word->roles[at - 1];
    if (letter->mark == RAWI_MARK_FATHATAN) {
        if (previous == RAWI_ROLE_CONSONANT)
            before->mark = RAWI_MARK_FATHATAN;
        return RAWI_ROLE_SILENT;
    }
    bool maqsura = letter->character == U'ى';
    if (letter->shadda || letter->mark == RAWI_MARK_KASRA || letter->mark == RAWI_MARK_DAMMA ||
        (maqsura && letter->mark > RAWI_MARK_SUKUN))
        return RAWI_ROLE_CONSONANT;
    if (previous != RAWI_ROLE_CONSONANT || before->lengthened || before->character == U'آ')
        return maqsura && previous == RAWI_ROLE_LENGTH ? RAWI_ROLE_CONSONANT : RAWI_ROLE_SILENT;
    bool last = at + 1 == word->count;
    switch (before->mark) {
    case RAWI_MARK_SUKUN:
        if (maqsura)
            return RAWI_ROLE_CONSONANT;
        if (last && before->character == U'و')
            return RAWI_ROLE_SILENT; /* دَعَوْا */
        before->mark = RAWI_MARK_FATHA;
        return RAWI_ROLE_LENGTH;
    case RAWI_MARK_NONE:
        before->mark = RAWI_MARK_FATHA;
        return RAWI_ROLE_LENGTH;
    case RAWI_MARK_FATHA:
        return RAWI_ROLE_LENGTH;
    case RAWI_MARK_KASRA:
        return maqsura ? RAWI_ROLE_LENGTH : RAWI_ROLE_SILENT;
    default:
        return RAWI_ROLE_SILENT;
    }
}

static rawi_role role_of(rawi_reading *word, size_t at) {
    rawi_letter *letter = &word->letters[at];
    if (letter->silent)
        return RAWI_ROLE_SILENT;
    switch (letter->character) {
    case U'ا':
    case U'ٱ':
        return role_of_alif(word, at);
    case U'ى': /* inside a word it is y without its dots */
        return at + 1 < word->count ? role_of_glide(word, at, RAWI_MARK_KASRA)
                                    : role_of_alif(word, at);
    case U'و':
        return role_of_glide(word, at, RAWI_MARK_DAMMA);
    case U'ي':
        return role_of_glide(word, at, RAWI_MARK_KASRA);
    case U'إ':
        if (letter->mark == RAWI_MARK_NONE)
            letter->mark = RAWI_MARK_KASRA;
        return RAWI_ROLE_CONSONANT;
    case U'ة':
        if (at > word->stem && letter[-1].mark == RAWI_MARK_NONE &&
            word->roles[at - 1] == RAWI_ROLE_CONSONANT)
            letter[-1].mark = RAWI_MARK_FATHA;
        return RAWI_ROLE_CONSONANT;
    default:
        return RAWI_ROLE_CONSONANT;
    }
}

static void give_roles(rawi_reading *word) {
    mark_y(word);
    for (size_t at = word->stem; at < word->count; at++) {
        rawi_letter *letter = &word->letters[at];
        if (letter->lengthened && letter->mark == RAWI_MARK_NONE &&
            !rawi_is_one_of(letter->character, U"وىي"))
            letter->mark = letter->lengthened == RAWI_PHONE_AA   ? RAWI_MARK_FATHA
                           : letter->lengthened == RAWI_PHONE_II ? RAWI_MARK_KASRA
                                                                 : RAWI_MARK_DAMMA;
        word->roles[at] = (uint8_t)role_of(word, at);
    }
}

/* Whether an unmarked glide closes a syllable: after a (بَين), and y after ā (بايت) but before the
 * feminine t of a noun with a pronoun (نهايته). */
static bool is_diphthong(const rawi_reading *word, size_t at) {
    const rawi_letter *letter = &word->letters[at];
    if (at == word->stem || letter->shadda || !rawi_is_one_of(letter->character, U"وي"))
        return false;
    if (word->roles[at - 1] == RAWI_ROLE_CONSONANT)
        return letter[-1].mark == RAWI_MARK_FATHA;
    bool noun = letter[1].character == U'ت' && at + 1 < word->last;
    return word->roles[at - 1] == RAWI_ROLE_LENGTH && letter[-1].character == U'ا' &&
           letter->character == U'ي' && !noun && !letter[1].shadda;
}

/* Whether an unmarked consonant closes the syllable before it and a vowel follows. */
static bool closes_syllable(const rawi_reading *word, size_t at) {
    const rawi_letter *letter = &word->letters[at];
    if (letter->shadda)
        return false;
    if (at == word->stem)
        return word->bare_stem;
    size_t after = at + 1;
    while (after < word->last && word->roles[after] == RAWI_ROLE_SILENT)
        after++;
    const rawi_letter *next = &word->letters[after];
    bool vowel_follows = rawi_vowel_of(next->mark) || next->character == U'آ' ||
                         (next->mark == RAWI_MARK_NONE && after < word->last);
    bool open = word->roles[at - 1] == RAWI_ROLE_CONSONANT && rawi_vowel_of(letter[-1].mark);
    return open && vowel_follows && !next->shadda;
}

/* Gives every unmarked consonant but the last a vowel a, or none where it can close a syllable:
 * مكتبة is read maktaba. */
static void fill_gaps(rawi_reading *word) {
    for (size_t at = word->stem; at < word->last; at++) {
        rawi_letter *letter = &word->letters[at];
        if (word->roles[at] != RAWI_ROLE_CONSONANT || letter->mark != RAWI_MARK_NONE ||
            letter->character == U'آ')
            continue;
        bool closes = is_diphthong(word, at) || closes_syllable(word, at);
        letter->mark = closes ? RAWI_MARK_SUKUN : RAWI_MARK_FATHA;
    }
}

void rawi_reading_give_roles(rawi_reading *word) {
    give_roles(word);
    word->last = word->count - 1;
    while (word->last > word->stem && word->roles[word->last] == RAWI_ROLE_SILENT)
        word->last--;
    fill_gaps(word);
}
