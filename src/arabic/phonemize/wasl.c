/* The start of a word: clitics, the article, and hamzat al-wasl, which only the shape of the word
 * tells from a long a behind a clitic. After W. Wright, A Grammar of the Arabic Language, vol. I
 * §§ 18-22. */
#include "arabic/phonemize/reading.h"

#include "base/table.h"

#include <string.h>

RAWI_TABLE(particles);

/* ---- hamzat al-wasl -------------------------------------------------------------------------- */

static bool is_sun_letter(char32_t c) {
    return rawi_is_one_of(c, U"تثدذرزسشصضطظلن");
}

/* The letters after an alif. Those past the end read as blank ones. */
typedef struct window {
    rawi_letter at[5];
    size_t left; /* letters there are, at most */
} window;

static window look(const rawi_reading *word, size_t first) {
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
        return rawi_is_one_of(l[2].character, U"أؤئ");
    if (first == U'ث' && second == U'ن')
        return rawi_is_one_of(l[2].character, U"اتي");
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
        return !(unmarked && rawi_is_one_of(next->character, U"اى"));
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
    if (after->left < 2 || !rawi_is_short_vowel(l[1].mark))
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
               (l[2].character == U'ه' && rawi_is_short_vowel(l[2].mark));
    bool last_or_pronoun = after->left == 4 || rawi_is_one_of(l[4].character, U"هنا");
    switch (l[2].mark) {
    case RAWI_MARK_SUKUN: /* فَاجْعَلْهَا، وَابْدَأْنَ، فَابْقَوْا */
        return rawi_is_one_of(l[3].character, U"هن") ||
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
        return rawi_is_one_of(first, U"تدطذظ") && rawi_is_short_vowel(l[0].mark);
    if (l[0].mark == RAWI_MARK_NONE)
        return first == U'س' && second == U'ت' && after->left > 3;
    if (l[0].mark != RAWI_MARK_SUKUN || !rawi_is_short_vowel(l[1].mark))
        return false;
    bool long_u = l[1].mark == RAWI_MARK_DAMMA && !is_short(after, 1);
    bool infix = second == U'ت' || (second == U'ط' && rawi_is_one_of(first, U"صض")) ||
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
    if (rawi_is_bare_alif(&l[1]))
        return l[0].mark != RAWI_MARK_FATHA && l[0].mark != RAWI_MARK_DAMMA && after->left > 3;
    if (rawi_is_short_vowel(l[0].mark))
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
    if (l[0].mark != RAWI_MARK_NONE || l[0].shadda || rawi_is_bare_alif(&l[1]) || l[1].shadda)
        return true;
    bool walid = after->left <= 5 && rawi_is_one_of(l[1].character, U"دىيت") &&
                 rawi_is_one_of(l[2].character, U"ةيهاى");
    return !walid;
}

/* Names such as والتر, whose wā only looks like a clitic before an imperative. */
static bool is_name_with_long_a(const rawi_reading *word) {
    ptrdiff_t row = rawi_table_find(&rawi_particles_table, rawi_slice_of(word->skeleton));
    return row >= 0 && strchr(rawi_table_cell(&rawi_particles_table, (size_t)row, 1), 'l');
}

/* Whether the alif at `at` is hamzat al-wasl. */
static bool is_wasl(const rawi_reading *word, size_t at) {
    const rawi_letter *alif = &word->letters[at];
    if (!rawi_is_bare_alif(alif) || alif->silent || alif->lengthened || alif->shadda)
        return false;
    window after = look(word, at + 1);
    if (after.left == 0)
        return false;
    if (alif->character == U'ٱ')
        return true;
    if (at == 0) {
        if (alif->mark == RAWI_MARK_FATHA)
            return after.at[0].character == U'ل' && is_article(&after);
        if (rawi_vowel_of(alif->mark) && !rawi_is_short_vowel(alif->mark))
            return false;
        return is_article(&after) ||
               (after.left > 1 && (after.at[0].shadda || !rawi_is_short_vowel(after.at[0].mark)));
    }
    const rawi_letter *before = alif - 1;
    if (before->mark == RAWI_MARK_KASRA ||
        (before->mark == RAWI_MARK_NONE && alif->mark == RAWI_MARK_NONE &&
         before->character == U'ب' && is_article(&after)))
        return true;
    if (after.at[0].character == U'ل' && is_article(&after))
        return is_article_behind_clitic(&after);
    bool conjunction = rawi_is_one_of(before->character, U"وف");
    return has_wasl_shape(&after, conjunction) && !is_name_with_long_a(word);
}

/* The vowel that hamzat al-wasl of a noun or verb gets where nothing stands before: u where the
 * verb's third letter has u of its own (اُكْتُبْ، اُنْتُخِبَ), else i (Wright I § 19 rem. d). */
static uint8_t wasl_vowel(const rawi_reading *word, size_t alif) {
    uint8_t written = rawi_vowel_of(word->letters[alif].mark);
    if (written)
        return written;
    window after = look(word, alif + 1);
    if (begins_one_of_the_ten_nouns(&after))
        return RAWI_PHONE_I;
    size_t third = after.at[0].shadda ? 0 : 1;
    if (after.at[third].mark != RAWI_MARK_DAMMA)
        return RAWI_PHONE_I;
    bool defective =
        after.left == 4 && after.at[2].character == U'و' && rawi_is_bare_alif(&after.at[3]);
    if (!defective)
        return RAWI_PHONE_U;
    static const char32_t *const of_u[] = {U"دع", U"غز", U"تل", U"رج", U"شك", U"دن", U"عف", U"سم"};
    for (size_t i = 0; i < sizeof of_u / sizeof *of_u; i++)
        if (after.at[0].character == of_u[i][0] && after.at[1].character == of_u[i][1])
            return RAWI_PHONE_U; /* اُدْعُوا, but اِمْشُوا */
    return RAWI_PHONE_I;
}

/* ---- the start of the word --------------------------------------------------------------------
 */

static void add_clitic(rawi_reading *word, size_t at) {
    const rawi_letter *letter = &word->letters[at];
    uint8_t vowel = rawi_vowel_of(letter->mark);
    if (!vowel)
        vowel = rawi_is_one_of(letter->character, U"بل") ? RAWI_PHONE_I : RAWI_PHONE_A;
    rawi_form_add(word->form, rawi_consonant_of(letter->character), 0);
    rawi_form_add(word->form, vowel, 0);
}

/* Reads the article whose lam stands at `lam`. */
static void read_article(rawi_reading *word, size_t lam) {
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
    rawi_form_add(word->form, RAWI_PHONE_L, 0);
    if (rawi_is_bare_alif(next)) {
        word->bare_stem = true;
        uint8_t vowel = rawi_vowel_of(letter->mark);
        rawi_form_add(word->form, vowel ? vowel : wasl_vowel(word, lam + 1), 0);
        word->stem = lam + 2;
    }
}

/* لل: the article behind لِ has lost its alif. */
static bool is_fused_article(const rawi_reading *word, size_t at) {
    if (at + 3 > word->count || !rawi_is_clitic(&word->letters[at], U"ل"))
        return false;
    window after = look(word, at + 1);
    const rawi_letter *l = after.at;
    if (l[0].character != U'ل')
        return false;
    if (rawi_is_bare_alif(&l[1]))
        return l[0].mark == RAWI_MARK_KASRA;
    return !rawi_is_short_vowel(l[0].mark) || l[0].shadda;
}

/* Reads what stands before the stem when an article or hamzat al-wasl is there. */
static void read_start(rawi_reading *word) {
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
                uint8_t written = rawi_vowel_of(letters[0].mark);
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
        if (!rawi_is_clitic(&letters[at], at == 0 ? U"وفبكلأ" : U"بكل") ||
            (at == 1 && !rawi_is_one_of(letters[0].character, U"وفأ")))
            return;
    }
}

/* بن between two names is ابن that has lost its alif: bnu after a vowel, bin elsewhere. */
static void read_bin(rawi_reading *word) {
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

void rawi_reading_find_stem(rawi_reading *word) {
    read_start(word);
    read_bin(word);
}
