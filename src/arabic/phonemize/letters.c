/* Reading a word's letters and marks, and completing the irregular ones. */
#include "arabic/phonemize/spelling.h"

#include "base/table.h"

#include <string.h>
#include <unicode/utf8.h>

RAWI_TABLE(irregular);

enum {
    TATWEEL = 0x640,
    SHADDA = 0x651,
    MADDA_ABOVE = 0x653,
    HAMZA_ABOVE = 0x654,
    HAMZA_BELOW = 0x655,
    DAGGER_ALIF = 0x670,
    SILENT = 0x6DF,   /* small high rounded zero */
    AT_PAUSE = 0x6E0, /* small high upright rectangular zero */
    SMALL_WAW = 0x6E5,
    SMALL_YEH = 0x6E6,
    LONGEST_PRONOUN = 3 /* letters of هما */
};

/* The letter that spells the same sound in Arabic; 0 for what is no letter of a word. */
static char32_t fold_letter(char32_t c) {
    if ((c >= U'ء' && c <= U'غ') || (c >= U'ف' && c <= U'ي') || c == U'ٱ')
        return c;
    switch (c) {
    case U'پ':
    case U'ڤ':
    case U'گ':
    case U'چ':
    case U'ژ':
        return c;
    case U'ک':
        return U'ك';
    case U'ی':
        return U'ي';
    case U'ہ':
    case U'ھ':
    case U'ە':
        return U'ه';
    case U'ۃ':
        return U'ة';
    case U'ڥ':
        return U'ڤ';
    case U'ڭ':
    case U'ݣ':
    case U'ڨ':
        return U'گ';
    case U'ڜ':
        return U'چ';
    default:
        return 0;
    }
}

static char32_t with_hamza(char32_t letter, bool below) {
    switch (letter) {
    case U'ا':
        return below ? U'إ' : U'أ';
    case U'و':
        return U'ؤ';
    case U'ي':
    case U'ى':
        return U'ئ';
    default:
        return letter;
    }
}

static uint8_t vowel_mark_of(char32_t c) {
    switch (c) {
    case 0x64B:
    case 0x8F0:
    case 0x657: /* the open tanwin of Quranic type */
        return RAWI_MARK_FATHATAN;
    case 0x64C:
    case 0x8F1:
    case 0x65E:
        return RAWI_MARK_DAMMATAN;
    case 0x64D:
    case 0x8F2:
    case 0x656:
        return RAWI_MARK_KASRATAN;
    case 0x64E:
        return RAWI_MARK_FATHA;
    case 0x64F:
        return RAWI_MARK_DAMMA;
    case 0x650:
        return RAWI_MARK_KASRA;
    case 0x652:
    case 0x6E1:
        return RAWI_MARK_SUKUN;
    default:
        return RAWI_MARK_NONE;
    }
}

/* Takes a mark into the letter that it stands on; anything else is left out. */
static void read_mark(rawi_letter *letter, char32_t c) {
    uint8_t vowel = vowel_mark_of(c);
    if (vowel)
        letter->mark = vowel;
    switch (c) {
    case SHADDA:
        letter->shadda = true;
        break;
    case DAGGER_ALIF:
        letter->lengthened = RAWI_PHONE_AA;
        break;
    case SMALL_WAW:
        letter->lengthened = RAWI_PHONE_UU;
        break;
    case SMALL_YEH:
        letter->lengthened = RAWI_PHONE_II;
        break;
    case SILENT:
        letter->silent = true;
        break;
    case AT_PAUSE:
        letter->pause_only = true;
        break;
    case MADDA_ABOVE:
        if (letter->character == U'ا' || letter->character == U'أ')
            letter->character = U'آ';
        break;
    case HAMZA_ABOVE:
    case HAMZA_BELOW:
        letter->character = with_hamza(letter->character, c == HAMZA_BELOW);
        break;
    default:
        break;
    }
}

/* Whether marks from text[at] on put a hamza on a tatweel: it is a letter then. */
static bool hamza_follows(const char *text, size_t at) {
    while (text[at]) {
        UChar32 c;
        U8_NEXT_OR_FFFD((const uint8_t *)text, at, SIZE_MAX, c);
        if (c == HAMZA_ABOVE || c == HAMZA_BELOW)
            return true;
        if (!vowel_mark_of((char32_t)c) && c != SHADDA)
            return false;
    }
    return false;
}

static void write_skeleton(rawi_spelling *spelling) {
    size_t length = 0;
    for (size_t i = 0; i < spelling->count; i++) {
        char32_t c = spelling->letters[i].character;
        U8_APPEND_UNSAFE((uint8_t *)spelling->skeleton, length, c == U'ٱ' ? U'ا' : c);
    }
    spelling->skeleton[length] = '\0';
}

void rawi_spelling_read(rawi_spelling *spelling, const char *text) {
    spelling->count = 0;
    rawi_letter nowhere = {0};
    rawi_letter *last = &nowhere;
    for (size_t i = 0; text[i];) {
        UChar32 decoded;
        U8_NEXT_OR_FFFD((const uint8_t *)text, i, SIZE_MAX, decoded);
        char32_t c = (char32_t)decoded;
        char32_t letter = fold_letter(c);
        if (c == TATWEEL && hamza_follows(text, i))
            letter = U'ء';
        if (!letter) {
            read_mark(last, c);
            continue;
        }
        if (spelling->count == RAWI_MOST_LETTERS)
            break;
        last = &spelling->letters[spelling->count++];
        *last = (rawi_letter){.character = letter};
    }
    write_skeleton(spelling);
}

/* Every letter that a word can have takes two bytes in UTF-8. */
static rawi_slice skeleton_part(const rawi_spelling *spelling, size_t first, size_t count) {
    return (rawi_slice){spelling->skeleton + 2 * first, 2 * count};
}

static bool is_pronoun(const rawi_letter *letters, size_t count) {
    static const char32_t pronouns[][LONGEST_PRONOUN + 1] = {
        U"ه", U"ها", U"هم", U"هما", U"هن", U"ك",  U"كم",  U"كما", U"كن",
        U"ي", U"نا", U"ني", U"ا",   U"ة",  U"ية", U"يون", U"يين", U"يا"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        size_t same = 0;
        while (same < count && letters[same].character == pronouns[i][same])
            same++;
        if (same == count && pronouns[i][same] == 0)
            return true;
    }
    return false;
}

static bool has_mark(const rawi_letter *letter) {
    return letter->mark != RAWI_MARK_NONE || letter->shadda;
}

/* Whether the written marks allow this reading; the last letter's ending is free, and the first may
 * have the shadda of a sun letter. */
static bool fits(const rawi_letter *written, const rawi_letter *pattern, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!has_mark(&written[i]) || !has_mark(&pattern[i]) || i + 1 == count)
            continue;
        if (written[i].mark && pattern[i].mark && written[i].mark != pattern[i].mark)
            return false;
        if (i && written[i].shadda && !pattern[i].shadda)
            return false;
    }
    return true;
}

static void complete(rawi_letter *written, const rawi_letter *pattern, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!has_mark(&written[i])) {
            written[i].mark = pattern[i].mark;
            written[i].shadda = pattern[i].shadda;
        }
        if (pattern[i].shadda && i + 1 < count)
            written[i].shadda = true;
        written[i].silent |= pattern[i].silent;
        written[i].pause_only |= pattern[i].pause_only;
        written[i].lengthened = pattern[i].lengthened;
    }
}

/* Completes `count` letters when they are an irregular word that the written marks allow. */
static bool complete_word(rawi_spelling *spelling, size_t first, size_t count, bool has_suffix) {
    const rawi_table *table = &rawi_irregular_table;
    rawi_slice key = skeleton_part(spelling, first, count);
    ptrdiff_t found = rawi_table_find(table, key);
    if (found < 0)
        return false;
    rawi_letter *written = spelling->letters + first;
    for (size_t row = (size_t)found; row < rawi_table_rows(table); row++) {
        if (!rawi_slice_equal(rawi_slice_of(rawi_table_cell(table, row, 0)), key))
            break;
        if (has_suffix && *rawi_table_cell(table, row, 2) != '+')
            continue;
        rawi_spelling pattern;
        rawi_spelling_read(&pattern, rawi_table_cell(table, row, 1));
        if (pattern.count == count && fits(written, pattern.letters, count)) {
            complete(written, pattern.letters, count);
            return true;
        }
    }
    return false;
}

/* The same for all letters from `first` on, with a pronoun at the end or without. */
static bool complete_from(rawi_spelling *spelling, size_t first) {
    size_t left = spelling->count - first;
    if (left < 2 ||
        !rawi_table_has_prefix(&rawi_irregular_table, skeleton_part(spelling, first, 2)))
        return false;
    const rawi_letter *end = spelling->letters + spelling->count;
    for (size_t cut = 0; cut <= LONGEST_PRONOUN && cut + 2 <= left; cut++)
        if ((cut == 0 || is_pronoun(end - cut, cut)) &&
            complete_word(spelling, first, left - cut, cut > 0))
            return true;
    return false;
}

static bool is_one_of(char32_t c, const char32_t *set) {
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

void rawi_spelling_complete(rawi_spelling *spelling) {
    const rawi_letter *letters = spelling->letters;
    size_t count = spelling->count;
    if (complete_from(spelling, 0))
        return;
    size_t at = 0;
    if (at + 2 < count && is_one_of(letters[at].character, U"وفأ") && complete_from(spelling, ++at))
        return;
    if (at + 2 < count && is_one_of(letters[at].character, U"بكلت") &&
        complete_from(spelling, ++at))
        return;
    bool article =
        at + 3 < count && letters[at].character == U'ا' && letters[at + 1].character == U'ل';
    bool fused =
        at + 2 < count && at && letters[at - 1].character == U'ل' && letters[at].character == U'ل';
    if (article || fused)
        complete_from(spelling, at + (article ? 2 : 1));
}
