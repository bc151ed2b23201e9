/* Careless spellings, by the table of right ones. */
#include "arabic/normalize/spelling.h"

#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/clitics.h"
#include "arabic/normalize/reading.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(spellings);

enum {
    LETTER = 2,   /* bytes */
    LONGEST = 64, /* bytes of a word that is looked up; a longer one stays as it is */
    SHORT = 5 * LETTER /* bytes below which a stem keeps all clitics but the article: واصل، كامل */
};

/* What an author is known to do from other words of the sentence. */
typedef struct habits {
    bool leaves_hamza; /* ا for أ */
    bool writes_heh;   /* ه for ة */
    bool writes_alif;  /* ى for ي */
} habits;

/* How often words have been mended that leave no doubt, for the same reasons. */
typedef struct evidence {
    unsigned hamzas, hehs, alifs;
} evidence;

static bool is_letter(const char *bytes, const char *letter) {
    return memcmp(bytes, letter, LETTER) == 0;
}

static bool has_hamza(const char *alif) {
    return is_letter(alif, "أ") || is_letter(alif, "إ") || is_letter(alif, "آ");
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

/* Whether a hamzat al-wasl has a hamza written on it: إجتماع. */
static bool is_wrong_wasl(const char *letter, const char *right) {
    return is_letter(right, "ا") && is_letter(letter, "إ");
}

/* Whether the author gave one of the stem's alifs a hamza: the others have none then. */
static bool has_own_hamza(const char *stem, size_t length, const char *right) {
    for (size_t at = 0; at < length; at += LETTER)
        if (has_hamza(stem + at) && !(at == 0 && is_wrong_wasl(stem, right)))
            return true;
    return false;
}

/* Whether the stem may be a verb that ends in ى: يُؤذَى، قاضى. */
static bool may_be_verb(const char *stem, size_t length) {
    return (length > 3 * LETTER && (is_letter(stem, "ي") || is_letter(stem, "ت"))) ||
           (length == 4 * LETTER && is_letter(stem + LETTER, "ا"));
}

/* Puts the right letters of a stem in the place of those that an author with these habits writes by
 * mistake, and counts what is sure. The ه of a stem without the article is a pronoun (كتابه) unless
 * the stem is a `counted` noun. */
static bool respell(char *stem, size_t length, const char *right, bool definite, bool counted,
                    habits author, evidence *seen) {
    bool changed = false;
    bool careful = has_own_hamza(stem, length, right);
    bool verb = !definite && may_be_verb(stem, length);
    for (size_t at = 0; at < length; at += LETTER) {
        bool hamza = is_letter(stem + at, "ا") && !careful;
        bool heh = is_letter(stem + at, "ه") && is_letter(right + at, "ة");
        bool alif = is_letter(stem + at, "ى") && is_letter(right + at, "ي");
        bool yeh = is_letter(stem + at, "ي") && is_letter(right + at, "ى");
        bool careless = hamza || yeh || (at == 0 && is_wrong_wasl(stem, right)) ||
                        (alif && (!verb || author.writes_alif)) ||
                        (heh && (author.writes_heh || counted || definite));
        if (!careless || is_letter(stem + at, right + at))
            continue;
        memcpy(stem + at, right + at, LETTER);
        changed = true;
        seen->hamzas += hamza;
        seen->hehs += heh && definite;
        seen->alifs += alif && !verb;
    }
    return changed;
}

/* Whether a word that the table has whole begins with the article: الآن. */
static bool is_article(rawi_slice word) {
    return is_letter(word.bytes, "ا") && is_letter(word.bytes + LETTER, "ل");
}

/* Whether a word that the table has whole begins with a clitic before a hamza: لأن، وأكد. */
static bool has_clitic(const char *right) {
    static const char clitics[] = "وفبلك";
    for (const char *clitic = clitics; *clitic; clitic += LETTER)
        if (is_letter(right, clitic))
            return has_hamza(right + LETTER);
    return false;
}

/* Whether the letters before the stem, which may be a clitic, are the root's (فاضل، باميان): before
 * an alif they are, unless the article stands between or its author `leaves_hamza` elsewhere. */
static bool is_root(const rawi_clitic *letters, rawi_slice stem, habits author) {
    if (letters->length == 0 || letters->article || has_hamza(stem.bytes))
        return false;
    if (stem.length < SHORT)
        return true;
    return is_letter(stem.bytes, "ا") && !is_article(stem) && !author.leaves_hamza;
}

/* The right spelling of what is left of the word without its clitic, NULL where there is none. */
static const char *find_right_stem(rawi_slice stem, const rawi_clitic *clitic, habits author) {
    if (stem.length < 2 * LETTER || is_root(clitic, stem, author))
        return NULL;
    const char *right = find_right(stem);
    return right && !(clitic->length && has_clitic(right)) ? right : NULL;
}

/* Writes the word into `mended` as it is right; false where it is so or unknown. */
static bool mend(rawi_slice word, bool counted, habits author, char mended[LONGEST],
                 evidence *seen) {
    if (word.length > LONGEST || word.length % LETTER)
        return false;
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (!rawi_clitic_of(word, letters, &clitic))
            continue;
        rawi_slice stem = rawi_without_clitic(word, &clitic);
        const char *right = find_right_stem(stem, &clitic, author);
        if (!right)
            continue;
        if (strlen(right) != stem.length)
            return false;
        bool noun = counted && letters == 0 && rawi_is_listed_noun(rawi_slice_of(right));
        memcpy(mended, word.bytes, word.length);
        return respell(mended + clitic.length, stem.length, right,
                       clitic.article || is_article(stem), noun, author, seen);
    }
    return false;
}

/* Writes a noun that is counted with its ة and with the hamza that is spoken as a yeh: حاله، دقايق،
 * عايله; false where that makes no noun. */
static bool mend_noun(rawi_slice word, char mended[LONGEST]) {
    if (word.length > LONGEST || word.length % LETTER || rawi_is_listed_noun(word))
        return false;
    memcpy(mended, word.bytes, word.length);
    for (size_t at = LETTER; at + LETTER < word.length; at += LETTER)
        if (is_letter(mended + at - LETTER, "ا") && is_letter(mended + at, "ي"))
            memcpy(mended + at, "ئ", LETTER);
    if (is_letter(mended + word.length - LETTER, "ه"))
        memcpy(mended + word.length - LETTER, "ة", LETTER);
    return rawi_is_listed_noun((rawi_slice){mended, word.length});
}

/* «بدأ في 2010 عمله»: the number may be a year. */
static bool may_be_year(rawi_slice digits) {
    const size_t year = 4;
    return digits.length == year && rawi_is_recent_year(rawi_value_of_digits(digits));
}

/* Whether the number at item `at` has a singular after it and names nothing: 11 حاله، 900 حاله, not
 * المركز 11. */
static bool counts_singular(const rawi_item *items, size_t at) {
    rawi_counted_form form = rawi_counted_form_of(rawi_value_of_digits(items[at].text));
    return (form == RAWI_COUNTED_MANY || form == RAWI_COUNTED_HUNDREDS) &&
           !(at && rawi_has_article(items[at - 1].bare));
}

/* Whether the word is what a number or its scale counts, which has no pronoun: 24 ساعه، 5 مليون
 * مشاهده. */
static bool is_counted(const rawi_item *items, size_t at) {
    if (at == 0 || items[at].bare.length <= LETTER ||
        rawi_slice_equal(items[at].bare, rawi_slice_of("وحده")))
        return false;
    if (at > 1 && items[at - 2].kind == RAWI_ITEM_DIGITS &&
        rawi_word_in_list(items[at - 1].bare, "scale_before_noun"))
        return true;
    rawi_slice stem = {items[at].bare.bytes, items[at].bare.length - LETTER};
    return items[at - 1].kind == RAWI_ITEM_DIGITS && !may_be_year(items[at - 1].text) &&
           (!rawi_is_listed_noun(stem) || counts_singular(items, at - 1));
}

/* Whether the word that is spelled as many misspell another is right where it stands: «وفى اللاعب
 * بالتزاماته» keeps his promises, «عمرو واكد» has a name. */
static bool is_right_here(const rawi_item *items, size_t count, size_t at) {
    static const char full_stop = '.';
    const size_t reach = 2;
    if (rawi_slice_equal(items[at].bare, rawi_slice_of("واكد")))
        return at + 1 == count || items[at + 1].character == full_stop ||
               (at && rawi_word_in_list(items[at - 1].bare, "before_family"));
    bool kept = false;
    if (rawi_slice_equal(items[at].bare, rawi_slice_of("وفى")))
        for (size_t i = at + 1; i < count && i <= at + reach; i++)
            kept |=
                rawi_has_prefix(items[i].bare, "ب") && rawi_word_in_list(items[i].bare, "promise");
    return kept;
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

/* Whether the item is a word that may be misspelled where it stands. */
static bool may_be_careless(const rawi_reader *reader, size_t at) {
    const rawi_sentence *sentence = reader->sentence;
    return sentence->items[at].kind == RAWI_ITEM_WORD &&
           !is_right_here(sentence->items, sentence->count, at);
}

/* What the sentence tells of its author by words that are surely misspelled. */
static habits find_habits(const rawi_reader *reader) {
    evidence all = {0};
    for (size_t i = 0; i < reader->sentence->count; i++) {
        evidence seen = {0};
        char mended[LONGEST];
        rawi_slice word = reader->sentence->items[i].bare;
        if (!may_be_careless(reader, i) || !mend(word, false, (habits){0}, mended, &seen) ||
            rawi_is_of_name(reader, i))
            continue;
        all.hamzas += seen.hamzas;
        all.hehs += seen.hehs;
        all.alifs += seen.alifs;
    }
    return (habits){
        .leaves_hamza = all.hamzas > 0, .writes_heh = all.hehs > 0, .writes_alif = all.alifs > 0};
}

void rawi_mend_spellings(const rawi_item *items, size_t count, char *folded, char *bare) {
    const rawi_sentence sentence = {.items = items, .count = count};
    const rawi_reader reader = {.sentence = &sentence};
    habits author = find_habits(&reader);
    for (size_t i = 0; i < count; i++) {
        evidence seen = {0};
        char mended[LONGEST];
        const rawi_item *item = &items[i];
        if (!may_be_careless(&reader, i))
            continue;
        bool counted = is_counted(items, i);
        bool careless = mend(item->bare, counted, author, mended, &seen) ||
                        (counted && mend_noun(item->bare, mended));
        if (careless && !rawi_is_of_name(&reader, i))
            write_letters(item, mended, folded + (item->text.bytes - folded),
                          bare + (item->bare.bytes - bare));
    }
}
