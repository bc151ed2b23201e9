/* Reading a word's letters and marks. */
#include "arabic/phonemize/spelling.h"

#include <string.h>
#include <unicode/utf8.h>

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
    SMALL_YEH = 0x6E6
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
