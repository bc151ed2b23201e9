/* Words whose spelling does not say their sound (irregular.tsv). */
#include "arabic/phonemize/reading.h"

#include "base/table.h"

#include <string.h>

RAWI_TABLE(irregular);

enum {
    LONGEST_PRONOUN = 3 /* letters of هما */
};

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

/* Whether the written marks allow this reading; the last letter's ending is free, and the first may
 * have the shadda of a sun letter. */
static bool fits(const rawi_letter *written, const rawi_letter *pattern, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!rawi_has_mark(&written[i]) || !rawi_has_mark(&pattern[i]) || i + 1 == count)
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
        written[i].character = pattern[i].character;
        if (!rawi_has_mark(&written[i])) {
            written[i].mark = pattern[i].mark;
            written[i].shadda = pattern[i].shadda;
        }
        if (pattern[i].shadda && i + 1 < count)
            written[i].shadda = true;
        written[i].silent |= pattern[i].silent;
        written[i].pause_only |= pattern[i].pause_only;
        if (pattern[i].lengthened)
            written[i].lengthened = pattern[i].lengthened;
    }
}

/* Where in a word an irregular one is looked for. */
typedef struct irregular_place {
    size_t first;     /* its first letter */
    size_t count;     /* its letters */
    bool preposition; /* behind ب ك ل or ف أ, where an alif may well be a long a */
    bool suffixed;    /* a pronoun follows */
} irregular_place;

/* Whether the table's row is meant for such a place: + allows a pronoun, = forbids prepositions, .
 * any clitic. */
static bool is_for(const char *where, const irregular_place *place) {
    return (!place->suffixed || strchr(where, '+')) &&
           (!place->preposition || !strchr(where, '=')) && (!place->first || !strchr(where, '.'));
}

/* Completes the letters at `place` when they are an irregular word that the written marks allow. */
static bool complete_at(rawi_spelling *spelling, const irregular_place *place) {
    const rawi_table *table = &rawi_irregular_table;
    rawi_slice key = skeleton_part(spelling, place->first, place->count);
    ptrdiff_t found = rawi_table_find(table, key);
    if (found < 0)
        return false;
    rawi_letter *written = spelling->letters + place->first;
    for (size_t row = (size_t)found; row < rawi_table_rows(table); row++) {
        if (!rawi_slice_equal(rawi_slice_of(rawi_table_cell(table, row, 0)), key))
            break;
        if (!is_for(rawi_table_cell(table, row, 2), place))
            continue;
        rawi_spelling pattern;
        rawi_spelling_read(&pattern, rawi_table_cell(table, row, 1));
        if (pattern.count == place->count && fits(written, pattern.letters, place->count)) {
            complete(written, pattern.letters, place->count);
            return true;
        }
    }
    return false;
}

/* The same for all letters from `first` on, with a pronoun at the end or without. */
static bool complete_from(rawi_spelling *spelling, size_t first, bool preposition) {
    size_t left = spelling->count - first;
    if (left < 2 ||
        !rawi_table_has_prefix(&rawi_irregular_table, skeleton_part(spelling, first, 2)))
        return false;
    const rawi_letter *end = spelling->letters + spelling->count;
    for (size_t cut = 0; cut <= LONGEST_PRONOUN && cut + 2 <= left; cut++) {
        irregular_place place = {first, left - cut, preposition, cut > 0};
        if ((cut == 0 || is_pronoun(end - cut, cut)) && complete_at(spelling, &place))
            return true;
    }
    return false;
}

void rawi_spelling_complete(rawi_spelling *spelling) {
    const rawi_letter *letters = spelling->letters;
    size_t count = spelling->count;
    if (complete_from(spelling, 0, false))
        return;
    size_t at = 0;
    if (at + 2 < count && rawi_is_one_of(letters[at].character, U"وفأ") &&
        complete_from(spelling, ++at, letters[0].character != U'و'))
        return;
    if (at + 2 < count && rawi_is_one_of(letters[at].character, U"بكلت") &&
        complete_from(spelling, ++at, true))
        return;
    bool article =
        at + 3 < count && letters[at].character == U'ا' && letters[at + 1].character == U'ل';
    bool fused =
        at + 2 < count && at && letters[at - 1].character == U'ل' && letters[at].character == U'ل';
    if (article || fused)
        complete_from(spelling, at + (article ? 2 : 1), false);
}
