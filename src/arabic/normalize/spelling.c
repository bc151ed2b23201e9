/* Careless spellings, by the table of right ones. */
#include "arabic/normalize/spelling.h"

#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/reading.h"
#include "base/table.h"

RAWI_TABLE(spellings);

enum {
    LETTER = 2,   /* bytes */
    LONGEST = 64, /* bytes of a word that is looked up; a longer one stays as it is */
    SHORT = 5 * LETTER /* bytes below which a stem keeps all clitics but the article: واصل، كامل */
};

typedef struct mended_word {
    char letters[LONGEST];
    bool teh_marbuta; /* its ه became ة */
} mended_word;

static bool is_letter(const char *bytes, const char *letter) {
    return memcmp(bytes, letter, LETTER) == 0;
}

static bool has_hamza(const char *alif) {
    return is_letter(alif, "أ") || is_letter(alif, "إ") || is_letter(alif, "آ");
}

static bool is_yeh(const char *letter) {
    return is_letter(letter, "ي") || is_letter(letter, "ى");
}

/* The right spelling of a word, by the table's, which has ا for أ إ آ; NULL without one. */
static const char *find_right(rawi_slice word) {
    char written[LONGEST];
    memcpy(written, word.bytes, word.length);
    for (size_t at = 0; at < word.length; at += LETTER)
        if (has_hamza(written + at))
            memcpy(written + at, "ا", LETTER);
    ptrdiff_t row = rawi_table_find(&rawi_spellings_table, (rawi_slice){written, word.length});
    return row < 0 ? NULL : rawi_table_cell(&rawi_spellings_table, (size_t)row, 1);
}

/* Whether a hamzat al-wasl has a hamza written on it: إجتماع، الأقتصاد (أقتصد would be «I save»).
 */
static bool is_wrong_wasl(const char *letter, const char *right, bool definite) {
    return is_letter(right, "ا") &&
           (is_letter(letter, "إ") || (definite && is_letter(letter, "أ")));
}

/* Puts the right letters of a stem in the place of those that an author writes by mistake. */
static bool respell(char *stem, size_t length, const char *right, bool definite, bool writes_heh,
                    bool *teh_marbuta) {
    bool changed = false;
    for (size_t at = 0; at < length; at += LETTER) {
        bool heh = is_letter(stem + at, "ه") && is_letter(right + at, "ة");
        bool careless =
            is_letter(stem + at, "ا") || (at == 0 && is_wrong_wasl(stem, right, definite)) ||
            (is_yeh(stem + at) && is_yeh(right + at)) || (heh && (definite || writes_heh));
        if (!careless || is_letter(stem + at, right + at))
            continue;
        memcpy(stem + at, right + at, LETTER);
        changed = true;
        *teh_marbuta = *teh_marbuta || heh;
    }
    return changed;
}

/* The word as it is right; false where it is so or unknown. The ه of a word without the article is
 * a pronoun (كتابه) unless its author `writes_heh` for ة, or it is a noun that is `counted`. */
static bool mend(rawi_slice word, bool writes_heh, bool counted, mended_word *mended) {
    if (word.length > LONGEST || word.length % LETTER)
        return false;
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (!rawi_clitic_of(word, letters, &clitic))
            continue;
        rawi_slice stem = rawi_without_clitic(word, &clitic);
        bool whole = letters == 0 || clitic.article || stem.length >= SHORT;
        const char *right = whole && stem.length >= 2 * LETTER ? find_right(stem) : NULL;
        if (!right)
            continue;
        bool noun = counted && letters == 0 && rawi_is_listed_noun(rawi_slice_of(right));
        mended->teh_marbuta = false;
        memcpy(mended->letters, word.bytes, word.length);
        return strlen(right) == stem.length &&
               respell(mended->letters + clitic.length, stem.length, right, clitic.article,
                       writes_heh || noun, &mended->teh_marbuta) &&
               !rawi_is_name(word);
    }
    return false;
}

/* «بدأ في 2010 عمله»: after what may be a year, or a noun without its last letter. */
static bool may_have_pronoun(const rawi_item *word) {
    const size_t year = 4;
    const rawi_item *number = word - 1;
    rawi_slice stem = {word->bare.bytes, word->bare.length - LETTER};
    return number->text.length == year || rawi_is_listed_noun(stem) ||
           rawi_slice_equal(word->bare, rawi_slice_of("وحده"));
}

/* Whether the word is what a number counts, which has no pronoun: 24 ساعه. */
static bool is_counted(const rawi_item *items, size_t at) {
    return at && items[at - 1].kind == RAWI_ITEM_DIGITS && items[at].bare.length > LETTER &&
           !may_have_pronoun(&items[at]);
}

/* Puts the letters in the place of the item's as far as it has no marks. */
static void write_letters(const rawi_item *item, const char *letters, char *text, char *bare) {
    for (size_t at = 0; at < item->bare.length; at += LETTER) {
        size_t next = at + LETTER;
        bool marked = memcmp(text + at, bare + at, LETTER) != 0 ||
                      (next < item->bare.length ? memcmp(text + next, bare + next, LETTER) != 0
                                                : next < item->text.length);
        if (marked)
            return;
        memcpy(text + at, letters + at, LETTER);
        memcpy(bare + at, letters + at, LETTER);
    }
}

void rawi_mend_spellings(const rawi_item *items, size_t count, char *folded, char *bare) {
    bool writes_heh = false;
    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = 0; i < count; i++) {
            mended_word mended;
            const rawi_item *item = &items[i];
            if (item->kind != RAWI_ITEM_WORD ||
                !mend(item->bare, writes_heh, is_counted(items, i), &mended))
                continue;
            write_letters(item, mended.letters, folded + (item->text.bytes - folded),
                          bare + (item->bare.bytes - bare));
            writes_heh = writes_heh || mended.teh_marbuta;
        }
        if (!writes_heh)
            return;
    }
}
