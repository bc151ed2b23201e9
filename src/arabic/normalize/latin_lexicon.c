/* Folds written names to the spelling of the lexicon's keys and finds the longest entry. */
#include "arabic/normalize/latin_lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "base/table.h"

RAWI_TABLE(latin_arabs);
RAWI_TABLE(latin_companies);
RAWI_TABLE(latin_culture);
RAWI_TABLE(latin_finance);
RAWI_TABLE(latin_media);
RAWI_TABLE(latin_organisations);
RAWI_TABLE(latin_people);
RAWI_TABLE(latin_places);
RAWI_TABLE(latin_products);
RAWI_TABLE(latin_science);
RAWI_TABLE(latin_series);
RAWI_TABLE(latin_sports);
RAWI_TABLE(latin_vehicles);
RAWI_TABLE(latin_words);

enum {
    LONGEST_KEY = 64 /* bytes; tests hold the tables to it */
};

static const rawi_table *const names[] = {
    &rawi_latin_arabs_table,   &rawi_latin_companies_table, &rawi_latin_products_table,
    &rawi_latin_people_table,  &rawi_latin_places_table,    &rawi_latin_organisations_table,
    &rawi_latin_media_table,   &rawi_latin_sports_table,    &rawi_latin_finance_table,
    &rawi_latin_science_table, &rawi_latin_vehicles_table,  &rawi_latin_culture_table,
    &rawi_latin_words_table,
};

enum {
    NAME_TABLES = sizeof names / sizeof *names
};

/* A written form under way, folded both ways. */
typedef struct folded_key {
    char exact[LONGEST_KEY + 1];
    char lower[LONGEST_KEY + 1];
    size_t length;
} folded_key;

/* Letters whose plain form is no canonical decomposition. */
static const char *plain_letter(char32_t letter) {
    switch (letter) {
    case U'ß':
        return "ss";
    case U'æ':
        return "ae";
    case U'Æ':
        return "AE";
    case U'œ':
        return "oe";
    case U'Œ':
        return "OE";
    case U'ø':
        return "o";
    case U'Ø':
        return "O";
    case U'ł':
        return "l";
    case U'Ł':
        return "L";
    case U'đ':
    case U'ð':
        return "d";
    case U'Đ':
    case U'Ð':
        return "D";
    case U'ı':
        return "i";
    case U'þ':
        return "th";
    case U'Þ':
        return "TH";
    case U'’':
    case U'‘':
    case U'ʼ':
        return "'";
    case U'‐':
    case U'‑':
    case U'–':
    case U'_':
    case U'-':
        return " ";
    default:
        return NULL;
    }
}

/* The letter without its accent. */
static UChar32 base_letter(UChar32 letter) {
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&code);
    UChar decomposed[16];
    if (U_FAILURE(code))
        return letter;
    int32_t length = unorm2_getDecomposition(nfd, letter, decomposed, 16, &code);
    return U_SUCCESS(code) && length > 0 ? decomposed[0] : letter;
}

/* Writes one character's folded form, NUL-terminated; "" for a combining mark. */
static void fold_character(UChar32 character, bool lower, char folded[8]) {
    const char *plain = plain_letter((char32_t)character);
    size_t length = 0;
    if (plain) {
        for (; plain[length]; length++)
            folded[length] = (char)(lower ? u_tolower(plain[length]) : plain[length]);
    } else if (character > 0 && u_charType(character) != U_NON_SPACING_MARK) {
        UChar32 letter = character < 0x80 ? character : base_letter(character);
        if (u_isUWhiteSpace(letter))
            letter = ' ';
        if (lower)
            letter = u_tolower(letter);
        U8_APPEND_UNSAFE((uint8_t *)folded, length, (uint32_t)letter);
    }
    folded[length] = '\0';
}

void rawi_latin_fold(rawi_slice written, bool lower, rawi_text *key) {
    for (size_t at = 0; at < written.length;) {
        char folded[8];
        UChar32 character = rawi_next_character(written.bytes, written.length, &at);
        fold_character(character, lower, folded);
        rawi_text_add_string(key, folded);
    }
}

/* False where the key would be longer than any of the tables'. */
static bool extend(folded_key *key, UChar32 character) {
    char exact[8];
    char lower[8];
    fold_character(character, false, exact);
    fold_character(character, true, lower);
    size_t length = strlen(lower);
    if (strlen(exact) != length || key->length + length > LONGEST_KEY)
        return false;
    memcpy(key->exact + key->length, exact, length + 1);
    memcpy(key->lower + key->length, lower, length + 1);
    key->length += length;
    return true;
}

static const char *look_up(const char *key, size_t tables) {
    for (size_t i = 0; i < tables; i++) {
        ptrdiff_t row = rawi_table_find(names[i], rawi_slice_of(key));
        if (row >= 0)
            return rawi_table_cell(names[i], (size_t)row, 1);
    }
    return NULL;
}

static bool is_prefix(const char *key, size_t tables) {
    for (size_t i = 0; i < tables; i++)
        if (rawi_table_has_prefix(names[i], rawi_slice_of(key)))
            return true;
    return false;
}

static bool may_grow(const folded_key *key, size_t tables) {
    return is_prefix(key->lower, tables) ||
           (strcmp(key->exact, key->lower) != 0 && is_prefix(key->exact, tables));
}

static const char *find_key(const folded_key *key, size_t tables) {
    const char *spoken = strcmp(key->exact, key->lower) != 0 ? look_up(key->exact, tables) : NULL;
    return spoken ? spoken : look_up(key->lower, tables);
}

/* Whether a written form may end between these two characters. */
static bool is_boundary(UChar32 last, UChar32 next) {
    if (u_isUWhiteSpace(last))
        return false;
    if (last == '.')
        return !u_isalnum(next); /* co. but not co.uk */
    if (u_isdigit(next))
        return !u_isdigit(last);
    return !u_isalpha(next) || !u_isalnum(last);
}

bool rawi_latin_find(const char *text, size_t start, size_t limit, bool common_words,
                     rawi_latin_entry *entry) {
    size_t tables = common_words ? NAME_TABLES : NAME_TABLES - 1;
    folded_key key = {.length = 0};
    bool found = false;
    for (size_t at = start; at < limit;) {
        UChar32 character = rawi_next_character(text, limit, &at);
        if (character < 0 || !extend(&key, character))
            break;
        size_t after = at;
        UChar32 next = after < limit ? rawi_next_character(text, limit, &after) : 0;
        if (!is_boundary(character, next))
            continue;
        const char *spoken = find_key(&key, tables);
        if (spoken) {
            *entry = (rawi_latin_entry){spoken, at};
            found = true;
        }
        if (!may_grow(&key, tables))
            break;
    }
    return found;
}

const char *rawi_latin_common_word(rawi_slice word) {
    folded_key key = {.length = 0};
    for (size_t at = 0; at < word.length;) {
        UChar32 character = rawi_next_character(word.bytes, word.length, &at);
        if (character < 0 || !extend(&key, character))
            return NULL;
    }
    ptrdiff_t row = rawi_table_find(&rawi_latin_words_table, rawi_slice_of(key.lower));
    return row < 0 ? NULL : rawi_table_cell(&rawi_latin_words_table, (size_t)row, 1);
}

bool rawi_latin_takes_number(const char *text, size_t start, size_t end) {
    folded_key key = {.length = 0};
    while (start < end) {
        UChar32 character = rawi_next_character(text, end, &start);
        if (character < 0 || !extend(&key, character))
            return false;
    }
    return rawi_table_find(&rawi_latin_series_table, rawi_slice_of(key.lower)) >= 0;
}

/* ---- names in Arabic letters --------------------------------------------------------------- */

/* The next word of *spoken without its marks, in the arena; *spoken is moved behind it. */
static rawi_slice next_bare_word(const char **spoken, rawi_arena *arena) {
    const char *word = *spoken;
    size_t length = strcspn(word, " ");
    char *letters = rawi_arena_alloc(arena, length + 1);
    size_t kept = 0;
    for (size_t position = 0; letters && position < length;) {
        size_t start = position;
        int32_t character = rawi_next_character(word, length, &position);
        if (u_charType(character) == U_NON_SPACING_MARK)
            continue;
        memcpy(letters + kept, word + start, position - start);
        kept += position - start;
    }
    *spoken = word + length + strspn(word + length, " ");
    return (rawi_slice){letters, kept};
}

static int compare_slices(const void *a, const void *b) {
    const rawi_slice *one = a;
    const rawi_slice *other = b;
    size_t shorter = one->length < other->length ? one->length : other->length;
    int order = memcmp(one->bytes, other->bytes, shorter);
    return order ? order : (one->length > other->length) - (one->length < other->length);
}

const rawi_slice *rawi_latin_people(rawi_arena *arena, size_t *count) {
    const rawi_table *people = &rawi_latin_people_table;
    size_t words = 0;
    for (size_t row = 0; row < rawi_table_rows(people); row++)
        for (const char *at = rawi_table_cell(people, row, 1); at; at = strchr(at + 1, ' '))
            words++;
    rawi_slice *list = rawi_arena_array(arena, words, sizeof *list);
    *count = 0;
    for (size_t row = 0; list && row < rawi_table_rows(people); row++) {
        const char *at = rawi_table_cell(people, row, 1);
        while (*at && *count < words) {
            list[*count] = next_bare_word(&at, arena);
            if (!list[(*count)++].bytes)
                return NULL;
        }
    }
    if (list)
        qsort(list, *count, sizeof *list, compare_slices);
    return list;
}
