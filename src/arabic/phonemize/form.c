/* From a word's letters to its sounds: clitics, article and hamzat al-wasl at its start, the vowels
 * that its letters lengthen, and the ending, kept apart for the words' neighbours to act on.
 * After W. Wright, A Grammar of the Arabic Language, vol. I §§ 14-23 (shadda, al-wasl), and
 * K. Ryding, A Reference Grammar of Modern Standard Arabic, ch. 2. */
#include "arabic/phonemize/spelling.h"

#include "base/table.h"

#include <string.h>

RAWI_TABLE(particles);
RAWI_TABLE(roots);

/* What a letter is in its word. */
typedef enum role {
    ROLE_CONSONANT,
    ROLE_LENGTH, /* lengthens the vowel before it */
    ROLE_SILENT
} role;

typedef struct reading {
    rawi_letter letters[RAWI_MOST_LETTERS]; /* with the gaps in the marks filled */
    uint8_t roles[RAWI_MOST_LETTERS];
    const char *skeleton;
    size_t count;
    size_t stem;       /* the first letter after article and hamzat al-wasl */
    bool doubled_stem; /* the article's l has become the stem's first consonant */
    bool bare_stem;    /* the stem follows hamzat al-wasl: its first consonant has no vowel */
    rawi_form *form;
} reading;

static bool is_one_of(char32_t c, const char32_t *set) {
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

/* An alif that may be hamzat al-wasl. */
static bool is_bare_alif(const rawi_letter *letter) {
    return (letter->character == U'ا' || letter->character == U'ٱ') && !letter->lengthened;
}

static bool has_mark(const rawi_letter *letter) {
    return letter->mark != RAWI_MARK_NONE || letter->shadda;
}

static bool is_short_vowel(uint8_t mark) {
    return mark == RAWI_MARK_FATHA || mark == RAWI_MARK_KASRA || mark == RAWI_MARK_DAMMA;
}

static uint8_t vowel_of(uint8_t mark) {
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

static uint8_t consonant_of(char32_t c) {
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

static bool is_sun_letter(char32_t c) {
    return is_one_of(c, U"تثدذرزسشصضطظلن");
}

/* ---- hamzat al-wasl ------------------------------------------------------------------------ */

/* A letter at `at` that may be a proclitic: و ف, or ب ك ل before the stem, with fitting marks. */
static bool is_clitic(const rawi_letter *letter, const char32_t *which) {
    if (letter->shadda || !is_one_of(letter->character, which))
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

/* The letters after an alif. Those past the end read as blank ones. */
typedef struct window {
    rawi_letter at[5];
    size_t left; /* letters there are, at most */
} window;

static window look(const reading *word, size_t first) {
    window seen = {.left = word->count > first ? word->count - first : 0};
    for (size_t i = 0; i < 5 && i < seen.left; i++)
        seen.at[i] = word->letters[first + i];
    return seen;
}

/* ابن ابنة اسم اثنان اثنتان امرؤ امرأة, without their alif. */
static bool begins_one_of_the_ten_nouns(const window *after) {
    const rawi_letter *l = after->at;
    if (l[0].mark != RAWI_MARK_SUKUN && l[0].mark != RAWI_MARK_NONE)
        return false;
    char32_t first = l[0].character;
    char32_t second = l[1].character;
    if (first == U'م' && second == U'ر')
        return is_one_of(l[2].character, U"أؤئ");
    if (first == U'ث' && second == U'ن')
        return is_one_of(l[2].character, U"اتي");
    if (first == U'ب' && second == U'ن')
        return after->left <= 5;
    return first == U'س' && second == U'م' && l[1].mark != RAWI_MARK_SUKUN && after->left <= 5;
}

/* Whether a short vowel stands on letter i: one that the next letter does not lengthen. */
static bool is_short(const window *after, size_t i) {
    const rawi_letter *next = &after->at[i + 1];
    bool unmarked = next->mark == RAWI_MARK_NONE && !next->shadda && i + 1 < after->left;
    switch (after->at[i].mark) {
    case RAWI_MARK_FATHA:
        return !(unmarked && is_one_of(next->character, U"اى"));
    case RAWI_MARK_KASRA:
        return !(unmarked && next->character == U'ي');
    case RAWI_MARK_DAMMA:
        return !(unmarked && next->character == U'و');
    default:
        return false;
    }
}

/* Imperatives of form I, alone and with endings, and geminate verbs of forms VII to IX: CCvC… */
static bool is_bare_verb(const window *after) {
    const rawi_letter *l = after->at;
    if (after->left < 2 || !is_short_vowel(l[1].mark))
        return false;
    if (after->left == 2)
        return true;         /* وَادْعُ، وَامْشِ */
    if (!is_short(after, 1)) /* وَادْعُوا، فَامْضِينَ */
        return after->left == 4 && ((l[2].character == U'و' && l[3].character == U'ا') ||
                                    (l[2].character == U'ي' && l[3].character == U'ن'));
    if (l[2].shadda)
        return true;      /* وَامْتَدَّ */
    if (after->left == 3) /* وَاكْتُبْ، فَاذْكُرِ الـ، وَاسْقِهِ */
        return l[2].mark == RAWI_MARK_SUKUN || l[2].mark == RAWI_MARK_KASRA ||
               (l[2].character == U'ه' && is_short_vowel(l[2].mark));
    bool last_or_pronoun = after->left == 4 || is_one_of(l[4].character, U"هنا");
    switch (l[2].mark) {
    case RAWI_MARK_SUKUN: /* فَاجْعَلْهَا، وَابْدَأْنَ، فَابْقَوْا */
        return is_one_of(l[3].character, U"هن") ||
               (l[2].character == U'و' && l[3].character == U'ا');
    case RAWI_MARK_DAMMA: /* وَاعْلَمُوا، وَاحْفَظُوهَا */
        return l[3].character == U'و' && after->left > 4 && last_or_pronoun;
    case RAWI_MARK_KASRA: /* وَاسْأَلِي */
        return l[3].character == U'ي' && last_or_pronoun;
    case RAWI_MARK_FATHA: /* فَاجْعَلَا */
        return l[3].character == U'ا' && last_or_pronoun;
    default:
        return false;
    }
}

/* Whether the letters after an alif begin as only words with hamzat al-wasl do: the ten nouns,
 * forms VII to X, imperatives (Wright I § 19). Only conjunctions stand before most of those verbs:
 * after ك and لَ a long a is likelier (كارتر، لارنكا). */
static bool has_wasl_shape(const window *after, bool after_conjunction) {
    const rawi_letter *l = after->at;
    if (after->left < 2)
        return false;
    if (begins_one_of_the_ten_nouns(after))
        return true;
    char32_t first = l[0].character;
    char32_t second = l[1].character;
    if (l[0].shadda)
        return is_one_of(first, U"تدطذظ") && is_short_vowel(l[0].mark);
    if (l[0].mark == RAWI_MARK_NONE)
        return first == U'س' && second == U'ت' && after->left > 3;
    if (l[0].mark != RAWI_MARK_SUKUN || !is_short_vowel(l[1].mark))
        return false;
    bool long_u = l[1].mark == RAWI_MARK_DAMMA && !is_short(after, 1);
    bool infix = second == U'ت' || (second == U'ط' && is_one_of(first, U"صض")) ||
                 (second == U'د' && first == U'ز');
    if (infix && !long_u && after->left > 3)
        return true;
    if (first == U'ن' && !long_u && after->left > 3 && after_conjunction)
        return true;
    return after_conjunction && is_bare_verb(after);
}

/* Whether `after` (from the lam on) is the article; أل with a form VIII of ل (الْتَزَمَ) is not. */
static bool is_article(const window *after) {
    const rawi_letter *l = after->at;
    if (l[0].character != U'ل' || after->left < 3)
        return false;
    if (l[0].shadda)
        return true;
    if (is_bare_alif(&l[1]))
        return l[0].mark != RAWI_MARK_FATHA && l[0].mark != RAWI_MARK_DAMMA && after->left > 3;
    if (is_short_vowel(l[0].mark))
        return false;
    if (is_sun_letter(l[1].character) && !l[1].shadda)
        return l[0].mark == RAWI_MARK_NONE;
    return true;
}

/* The same behind a clitic with a or without a mark, where the alif may as well be a long a. */
static bool is_article_behind_clitic(const window *after) {
    const rawi_letter *l = after->at;
    if (!is_article(after))
        return false;
    if (l[0].mark != RAWI_MARK_NONE || l[0].shadda || is_bare_alif(&l[1]) || l[1].shadda)
        return true;
    bool walid = after->left <= 5 && is_one_of(l[1].character, U"دىيت") &&
                 is_one_of(l[2].character, U"ةيهاى");
    return !walid;
}

/* Names such as والتر, whose wā only looks like a clitic before an imperative. */
static bool is_name_with_long_a(const reading *word) {
    ptrdiff_t row = rawi_table_find(&rawi_particles_table, rawi_slice_of(word->skeleton));
    return row >= 0 && strchr(rawi_table_cell(&rawi_particles_table, (size_t)row, 1), 'l');
}

/* Whether the alif at `at` is hamzat al-wasl. */
static bool is_wasl(const reading *word, size_t at) {
    const rawi_letter *alif = &word->letters[at];
    if (!is_bare_alif(alif) || alif->silent || alif->lengthened || alif->shadda)
        return false;
    window after = look(word, at + 1);
    if (after.left == 0)
        return false;
    if (alif->character == U'ٱ')
        return true;
    if (at == 0) {
        if (alif->mark == RAWI_MARK_FATHA)
            return after.at[0].character == U'ل' && is_article(&after);
        if (vowel_of(alif->mark) && !is_short_vowel(alif->mark))
            return false;
        return is_article(&after) ||
               (after.left > 1 && (after.at[0].shadda || !is_short_vowel(after.at[0].mark)));
    }
    const rawi_letter *before = alif - 1;
    if (before->mark == RAWI_MARK_KASRA ||
        (before->mark == RAWI_MARK_NONE && alif->mark == RAWI_MARK_NONE &&
         before->character == U'ب' && is_article(&after)))
        return true;
    if (after.at[0].character == U'ل' && is_article(&after))
        return is_article_behind_clitic(&after);
    bool conjunction = is_one_of(before->character, U"وف");
    return has_wasl_shape(&after, conjunction) && !is_name_with_long_a(word);
}

/* The vowel that hamzat al-wasl of a noun or verb gets where nothing stands before: u where the
 * verb's third letter has u of its own (اُكْتُبْ، اُنْتُخِبَ), else i (Wright I § 19 rem. d). */
static uint8_t wasl_vowel(const reading *word, size_t alif) {
    uint8_t written = vowel_of(word->letters[alif].mark);
    if (written)
        return written;
    window after = look(word, alif + 1);
    if (begins_one_of_the_ten_nouns(&after))
        return RAWI_PHONE_I;
    size_t third = after.at[0].shadda ? 0 : 1;
    if (after.at[third].mark != RAWI_MARK_DAMMA)
        return RAWI_PHONE_I;
    bool defective = after.left == 4 && after.at[2].character == U'و' && is_bare_alif(&after.at[3]);
    if (!defective)
        return RAWI_PHONE_U;
    static const char32_t *const of_u[] = {U"دع", U"غز", U"تل", U"رج", U"شك", U"دن", U"عف", U"سم"};
    for (size_t i = 0; i < sizeof of_u / sizeof *of_u; i++)
        if (after.at[0].character == of_u[i][0] && after.at[1].character == of_u[i][1])
            return RAWI_PHONE_U; /* اُدْعُوا, but اِمْشُوا */
    return RAWI_PHONE_I;
}

/* ---- sounds ---------------------------------------------------------------------------------- */

static void add(rawi_form *form, uint8_t symbol, uint8_t flags) {
    if (form->count < RAWI_MOST_PHONES)
        form->phones[form->count++] = (rawi_phone){symbol, flags};
}

static void add_clitic(reading *word, size_t at) {
    const rawi_letter *letter = &word->letters[at];
    uint8_t vowel = vowel_of(letter->mark);
    if (!vowel)
        vowel = is_one_of(letter->character, U"بل") ? RAWI_PHONE_I : RAWI_PHONE_A;
    add(word->form, consonant_of(letter->character), 0);
    add(word->form, vowel, 0);
}

/* Reads the article whose lam stands at `lam`. */
static void read_article(reading *word, size_t lam) {
    const rawi_letter *letter = &word->letters[lam];
    const rawi_letter *next = letter + 1;
    word->form->definite = true;
    word->stem = lam + 1;
    word->doubled_stem = is_sun_letter(next->character);
    if (letter->shadda) {
        word->stem = lam;
        return;
    }
    if (word->doubled_stem)
        return;
    add(word->form, RAWI_PHONE_L, 0);
    if (is_bare_alif(next)) {
        word->bare_stem = true;
        uint8_t vowel = vowel_of(letter->mark);
        add(word->form, vowel ? vowel : wasl_vowel(word, lam + 1), 0);
        word->stem = lam + 2;
    }
}

/* لل: the article behind لِ has lost its alif. */
static bool is_fused_article(const reading *word, size_t at) {
    if (at + 3 > word->count || !is_clitic(&word->letters[at], U"ل"))
        return false;
    window after = look(word, at + 1);
    const rawi_letter *l = after.at;
    if (l[0].character != U'ل')
        return false;
    if (is_bare_alif(&l[1]))
        return l[0].mark == RAWI_MARK_KASRA;
    return !is_short_vowel(l[0].mark) || l[0].shadda;
}

/* Reads what stands before the stem when an article or hamzat al-wasl is there. */
static void read_start(reading *word) {
    const rawi_letter *letters = word->letters;
    for (size_t at = 0; at < 3 && at < word->count; at++) {
        bool wasl = is_wasl(word, at);
        if (wasl || is_fused_article(word, at)) {
            for (size_t i = 0; i < at; i++)
                add_clitic(word, i);
            if (!wasl)
                add_clitic(word, at);
            window after = look(word, at + 1);
            bool article = !wasl || is_article(&after);
            if (at == 0 && wasl) {
                uint8_t written = vowel_of(letters[0].mark);
                word->form->wasl = article ? RAWI_WASL_ARTICLE : RAWI_WASL_OTHER;
                word->form->wasl_vowel = !article  ? wasl_vowel(word, 0)
                                         : written ? written
                                                   : RAWI_PHONE_A;
            }
            word->stem = at + 1;
            if (article)
                read_article(word, at + 1);
            else
                word->bare_stem = true;
            word->form->clitics = word->form->count;
            if (word->bare_stem && word->form->count)
                word->form->clitics--; /* the clitic's vowel serves the stem's first syllable */
            return;
        }
        if (!is_clitic(&letters[at], at == 0 ? U"وفبكلأت" : U"بكل") ||
            (at == 1 && !is_one_of(letters[0].character, U"وفأ")))
            return;
    }
}

/* بن between two names is ابن that has lost its alif: bnu after a vowel, bin elsewhere. */
static void read_bin(reading *word) {
    rawi_letter *b = &word->letters[0];
    if (strcmp(word->skeleton, "بن") != 0 || b->shadda || b->mark == RAWI_MARK_FATHA ||
        b->mark == RAWI_MARK_DAMMA)
        return;
    word->form->weak = true;
    if (b->mark == RAWI_MARK_KASRA)
        return;
    b->mark = RAWI_MARK_SUKUN;
    word->form->wasl = RAWI_WASL_OTHER;
    word->form->wasl_vowel = RAWI_PHONE_I;
    word->form->wasl_inside = true;
}

/* ---- the roles of letters, and the gaps in their marks ------------------------------------- */

/* Whether the glide at `at`, unmarked, opens a syllable: before tāʾ marbūṭa and ā, but not before
 * the silent alif of the plural's w. */
static bool opens_syllable(const reading *word, size_t at) {
    if (at + 1 >= word->count)
        return false;
    const rawi_letter *glide = &word->letters[at];
    const rawi_letter *next = glide + 1;
    bool plural = glide->character == U'و' && at + 2 == word->count;
    return next->character == U'ة' ||
           (is_bare_alif(next) && !plural && next->mark != RAWI_MARK_FATHATAN);
}

/* Gives endings without marks those that they nearly always have: -iyya and -iyyan (تقليدية،
 * محليًا), -iyā (سوريا); and ya to a verb behind wa (ويمكن). */
static void mark_y(reading *word) {
    rawi_letter *first = &word->letters[word->stem];
    if (word->count < word->stem + 4)
        return;
    if (first[0].character == U'و' && first[1].character == U'ي' && !has_mark(&first[0]) &&
        !has_mark(&first[1])) {
        first[0].mark = first[1].mark = RAWI_MARK_FATHA;
        return;
    }
    rawi_letter *last = &word->letters[word->count - 1];
    rawi_letter *y = last - 1;
    bool accusative = last->mark == RAWI_MARK_FATHATAN || y->mark == RAWI_MARK_FATHATAN;
    bool bare = y->character == U'ي' && !y->shadda && !has_mark(&y[-1]) &&
                !is_one_of(y[-1].character, U"اوي");
    if (!bare || !(is_bare_alif(last) || last->character == U'ة') ||
        (!accusative && y->mark != RAWI_MARK_NONE))
        return;
    if (is_bare_alif(last) && !accusative)
        y[-1].mark = RAWI_MARK_KASRA;
    else if (word->count > word->stem + 4) {
        y[-1].mark = RAWI_MARK_KASRA;
        y->shadda = true;
    }
}

/* و or ي, which lengthens `mark` (u or i). */
static role role_of_glide(reading *word, size_t at, uint8_t mark) {
    rawi_letter *letter = &word->letters[at];
    if (letter->shadda || letter->mark > RAWI_MARK_SUKUN || at == word->stem ||
        word->roles[at - 1] != ROLE_CONSONANT)
        return ROLE_CONSONANT;
    rawi_letter *before = letter - 1;
    if (letter->lengthened == RAWI_PHONE_AA &&
        (before->mark == RAWI_MARK_FATHA || before->mark == RAWI_MARK_NONE)) {
        before->mark = RAWI_MARK_FATHA;
        return ROLE_LENGTH; /* الصلوٰة */
    }
    if (letter->mark == RAWI_MARK_NONE && opens_syllable(word, at))
        return ROLE_CONSONANT;
    if (before->mark == RAWI_MARK_NONE)
        before->mark = letter->mark == RAWI_MARK_SUKUN ? RAWI_MARK_FATHA : mark;
    return before->mark == mark ? ROLE_LENGTH : ROLE_CONSONANT;
}

/* ا or ى, which lengthens a. */
static role role_of_alif(reading *word, size_t at) {
    rawi_letter *letter = &word->letters[at];
    if (at == word->stem)
        return ROLE_CONSONANT;
    rawi_letter *before = letter - 1;
    role previous = word->roles[at - 1];
    if (letter->mark == RAWI_MARK_FATHATAN) {
        if (previous == ROLE_CONSONANT)
            before->mark = RAWI_MARK_FATHATAN;
        return ROLE_SILENT;
    }
    bool maqsura = letter->character == U'ى';
    if (letter->shadda || letter->mark == RAWI_MARK_KASRA || letter->mark == RAWI_MARK_DAMMA ||
        (maqsura && letter->mark > RAWI_MARK_SUKUN))
        return ROLE_CONSONANT;
    if (previous != ROLE_CONSONANT || before->lengthened || before->character == U'آ')
        return maqsura && previous == ROLE_LENGTH ? ROLE_CONSONANT : ROLE_SILENT;
    bool last = at + 1 == word->count;
    switch (before->mark) {
    case RAWI_MARK_SUKUN:
        if (maqsura)
            return ROLE_CONSONANT;
        if (last && before->character == U'و')
            return ROLE_SILENT; /* دَعَوْا */
        before->mark = RAWI_MARK_FATHA;
        return ROLE_LENGTH;
    case RAWI_MARK_NONE:
        before->mark = RAWI_MARK_FATHA;
        return ROLE_LENGTH;
    case RAWI_MARK_FATHA:
        return ROLE_LENGTH;
    case RAWI_MARK_KASRA:
        return maqsura ? ROLE_LENGTH : ROLE_SILENT;
    default:
        return ROLE_SILENT;
    }
}

static role role_of(reading *word, size_t at) {
    rawi_letter *letter = &word->letters[at];
    if (letter->silent)
        return ROLE_SILENT;
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
        return ROLE_CONSONANT;
    case U'ة':
        if (at > word->stem && letter[-1].mark == RAWI_MARK_NONE &&
            word->roles[at - 1] == ROLE_CONSONANT)
            letter[-1].mark = RAWI_MARK_FATHA;
        return ROLE_CONSONANT;
    default:
        return ROLE_CONSONANT;
    }
}

static void give_roles(reading *word) {
    mark_y(word);
    for (size_t at = word->stem; at < word->count; at++) {
        rawi_letter *letter = &word->letters[at];
        if (letter->lengthened && letter->mark == RAWI_MARK_NONE &&
            !is_one_of(letter->character, U"وىي"))
            letter->mark = letter->lengthened == RAWI_PHONE_AA   ? RAWI_MARK_FATHA
                           : letter->lengthened == RAWI_PHONE_II ? RAWI_MARK_KASRA
                                                                 : RAWI_MARK_DAMMA;
        word->roles[at] = (uint8_t)role_of(word, at);
    }
}

/* Gives every unmarked consonant but the last a vowel a, or none where it can close the syllable
 * before it and a vowel follows: مكتبة is read maktaba. */
static void fill_gaps(reading *word, size_t last) {
    for (size_t at = word->stem; at < last; at++) {
        rawi_letter *letter = &word->letters[at];
        if (word->roles[at] != ROLE_CONSONANT || letter->mark != RAWI_MARK_NONE ||
            letter->character == U'آ')
            continue;
        size_t after = at + 1;
        while (after < last && word->roles[after] == ROLE_SILENT)
            after++;
        const rawi_letter *next = &word->letters[after];
        bool vowel_follows = vowel_of(next->mark) || next->character == U'آ' ||
                             (next->mark == RAWI_MARK_NONE && after < last);
        bool first = at == word->stem;
        bool open = !first && word->roles[at - 1] == ROLE_CONSONANT && vowel_of(letter[-1].mark);
        bool closes = first ? word->bare_stem : open && vowel_follows && !next->shadda;
        letter->mark = closes && !letter->shadda ? RAWI_MARK_SUKUN : RAWI_MARK_FATHA;
    }
}

/* ---- stem and ending ------------------------------------------------------------------------- */

static void read_ending(rawi_form *form, const rawi_letter *letter) {
    form->ending = vowel_of(letter->mark);
    form->tanwin = form->ending && !is_short_vowel(letter->mark);
}

/* The pronoun's h, after which Quranic spelling lengthens u and i; newsreaders do not. */
static bool is_pronoun_h(const rawi_letter *letter) {
    return letter->character == U'ه' && letter->lengthened != RAWI_PHONE_AA;
}

static void read_consonant(reading *word, size_t at, bool last) {
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
    add(form, consonant_of(letter->character), geminate ? RAWI_PHONE_GEMINATE : 0);
    if (letter->character == U'آ')
        add(form, RAWI_PHONE_AA, 0);
    else if (letter->lengthened && !(last && is_pronoun_h(letter)))
        add(form, letter->lengthened, 0);
    else if (last)
        read_ending(form, letter);
    else if (vowel_of(letter->mark))
        add(form, vowel_of(letter->mark), 0);
    if (!last && vowel_of(letter->mark) && !is_short_vowel(letter->mark))
        add(form, RAWI_PHONE_N, 0);
}

static void read_stem(reading *word, size_t last) {
    rawi_form *form = word->form;
    for (size_t at = word->stem; at <= last && at < word->count; at++) {
        if (word->roles[at] == ROLE_CONSONANT)
            read_consonant(word, at, at == last);
        if (word->roles[at] == ROLE_LENGTH && form->count) {
            rawi_phone *vowel = &form->phones[form->count - 1];
            vowel->symbol = lengthened(vowel->symbol);
            form->shortens = word->letters[at].pause_only && at == last;
        }
    }
}

/* ---- how the word leans on its neighbours ---------------------------------------------------- */

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
static bool ends_in_plural_pronoun(const reading *word, size_t last) {
    if (last < 1 || word->letters[last].character != U'م')
        return false;
    const rawi_letter *before = &word->letters[last - 1];
    if (before->mark == RAWI_MARK_KASRA)
        return before->character == U'ه';
    return before->mark == RAWI_MARK_DAMMA && is_one_of(before->character, U"هكت");
}

/* What an unvowelled last consonant does before an elided hamzat al-wasl (Wright I § 20). Verbs and
 * particles take their vowel; a foreign name keeps its consonant, and the next word its vowel. */
static rawi_joint joint_of(const reading *word, size_t last, ptrdiff_t particle) {
    const rawi_letter *letters = word->letters;
    if (particle >= 0) {
        const char *flags = rawi_table_cell(&rawi_particles_table, (size_t)particle, 1);
        bool preposition = last < 1 || letters[last - 1].mark != RAWI_MARK_FATHA;
        if (strchr(flags, 'a') && preposition)
            return RAWI_JOINT_A;
        if (strchr(flags, 'u'))
            return RAWI_JOINT_U;
    }
    if (ends_in_plural_pronoun(word, last))
        return RAWI_JOINT_U;
    if (letters[last].mark != RAWI_MARK_SUKUN)
        return particle >= 0 ? RAWI_JOINT_I : RAWI_JOINT_KEEP;
    if (letters[last].character == U'و')
        return last + 1 < word->count ? RAWI_JOINT_U : RAWI_JOINT_I; /* اِشْتَرَوُا الـ، لَوِ الـ */
    bool after_short_vowel = last > 0 && word->roles[last - 1] == ROLE_CONSONANT &&
                             is_short_vowel(letters[last - 1].mark);
    if (particle >= 0 || (letters[last].character == U'ي' && after_short_vowel))
        return RAWI_JOINT_I;
    size_t first = last > 2 && is_clitic(&letters[0], U"وفل") ? 1 : 0;
    bool prefix = is_one_of(letters[first].character, U"أتني") &&
                  is_short_vowel(letters[first].mark) && word->roles[first + 1] == ROLE_CONSONANT;
    bool feminine = letters[last].character == U'ت' && letters[last - 1].mark == RAWI_MARK_FATHA;
    bool verb = last < 2 || feminine || prefix || word->form->wasl;
    return after_short_vowel && verb ? RAWI_JOINT_I : RAWI_JOINT_KEEP;
}

/* Whether the last vowel is there for the sake of a following wasl (قَالَتِ، يَكُنِ، هُمُ), no ending
 * of its own. */
static bool has_joint_vowel(const reading *word, size_t last, ptrdiff_t particle) {
    const rawi_letter *letters = word->letters;
    if (particle >= 0 || letters[last].mark == RAWI_MARK_DAMMA)
        return particle >= 0 || ends_in_plural_pronoun(word, last);
    if (letters[last].mark != RAWI_MARK_KASRA || last < 2)
        return false;
    bool verb_with_t = letters[last].character == U'ت' &&
                       letters[last - 1].mark == RAWI_MARK_FATHA &&
                       word->roles[last - 1] == ROLE_CONSONANT;
    size_t first = is_clitic(&letters[0], U"وفل") ? 1 : 0;
    return verb_with_t || (letters[first].character == U'ي' && is_short_vowel(letters[first].mark));
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
        if (at + 1 >= spelling->count || !is_clitic(&letters[at], which) ||
            !begins_with_short_syllable(form, 2 * at))
            return -1;
        particle = find_particle(spelling, at + 1);
        bool conjunction = is_one_of(letters[at].character, U"وف");
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

void rawi_form_spell(rawi_form *form, const rawi_spelling *spelling) {
    memset((char *)form + offsetof(rawi_form, count), 0, sizeof *form - offsetof(rawi_form, count));
    form->allah = form->primary = form->secondary = -1;
    if (spelling->count == 0)
        return;
    reading word;
    word.skeleton = spelling->skeleton;
    word.count = spelling->count;
    word.stem = 0;
    word.doubled_stem = false;
    word.bare_stem = false;
    word.form = form;
    memcpy(word.letters, spelling->letters, spelling->count * sizeof *word.letters);
    read_start(&word);
    read_bin(&word);
    give_roles(&word);
    size_t last = word.count - 1;
    while (last > word.stem && word.roles[last] == ROLE_SILENT)
        last--;
    fill_gaps(&word, last);
    bool clitics_known = form->clitics > 0;
    read_stem(&word, last);
    ptrdiff_t particle = clitics_known || form->wasl ? -1 : find_clitics(form, spelling);
    apply_particle(form, particle);
    form->joint = joint_of(&word, last, particle);
    form->keeps_joint = has_joint_vowel(&word, last, particle);
}
