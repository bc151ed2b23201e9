/* Words with their clitics and pronouns in the lists of the table.
 *
 * Rules ask of nearly every word of an article whether it is on one of many lists, and nearly all
 * are on none: the words of the table are hashed once, and a word is looked up once for all lists.
 */
#include "arabic/normalize/word_lists.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/reading.h"
#include "base/table.h"

RAWI_TABLE(word_lists);

static const char article[] = "ال";
static const char either_article[] = "(ال)";
static const char pronoun[] = "(ه)";

enum {
    SLOTS = 4096, /* a power of two, more than twice as many as there are words */
    ROWS_MOST = 512,
    STEM_MOST = 64 /* bytes; the table's words are shorter */
};

/* A word of a list. */
typedef struct entry {
    rawi_slice stem; /* without the article; empty: a slot that is free */
    bool definite;   /* it needs the article */
    bool either;     /* or may have it */
    bool owned;      /* it may have a pronoun */
    unsigned char list;
} entry;

/* What the table holds, once it is asked. */
static pthread_once_t index_once = PTHREAD_ONCE_INIT;
static entry slots[SLOTS];                   /* by the stems' hashes, the next free one taken */
static unsigned char list_of_row[ROWS_MOST]; /* numbered as they come; a list may have many rows */

/* ---- the index ----------------------------------------------------------------------------- */

/* FNV-1a. */
static size_t hash(rawi_slice word) {
    uint32_t sum = 2166136261U;
    for (size_t i = 0; i < word.length; i++)
        sum = (sum ^ (unsigned char)word.bytes[i]) * 16777619U;
    return sum % SLOTS;
}

static entry parse_entry(rawi_slice word, unsigned char list) {
    entry parsed = {.either = rawi_has_prefix(word, either_article),
                    .definite = rawi_has_prefix(word, article),
                    .owned = rawi_has_suffix(word, pronoun),
                    .list = list};
    size_t front = parsed.either ? strlen(either_article) : parsed.definite ? strlen(article) : 0;
    size_t back = parsed.owned ? strlen(pronoun) : 0;
    parsed.stem = (rawi_slice){word.bytes + front, word.length - front - back};
    return parsed;
}

static void add_words(const char *words, unsigned char list) {
    while (*words) {
        size_t length = strcspn(words, " ");
        entry listed = parse_entry((rawi_slice){words, length}, list);
        size_t slot = hash(listed.stem);
        while (slots[slot].stem.length > 0)
            slot = (slot + 1) % SLOTS;
        slots[slot] = listed;
        words += length + (words[length] == ' ');
    }
}

static void make_index(void) {
    const char *before = "";
    size_t rows = rawi_table_rows(&rawi_word_lists_table);
    unsigned char lists = 0;
    assert(rows <= ROWS_MOST);
    for (size_t row = 0; row < rows; row++) {
        const char *name = rawi_table_cell(&rawi_word_lists_table, row, 0);
        if (strcmp(name, before) != 0)
            lists++;
        before = name;
        assert(lists <= RAWI_WORD_LISTS_MOST);
        list_of_row[row] = lists - 1;
        add_words(rawi_table_cell(&rawi_word_lists_table, row, 1), lists - 1);
    }
}

/* ---- looking up ---------------------------------------------------------------------------- */

static void add_list(rawi_word_lists *lists, unsigned char list) {
    lists->bits[list / 64] |= (uint64_t)1 << list % 64;
}

static bool has_list(const rawi_word_lists *lists, unsigned char list) {
    return lists->bits[list / 64] >> list % 64 & 1;
}

/* Adds the lists that have the stem with the article or without it, as it stands; with a pronoun
 * those alone that allow one. A letter with something glued to it is another word. */
static void add_lists_with(rawi_slice stem, const rawi_clitic *clitic, bool with_pronoun,
                           rawi_word_lists *lists) {
    const size_t letter = strlen("ص");
    if (stem.length == 0 || (stem.length == letter && (clitic->length > 0 || with_pronoun)))
        return;
    for (size_t slot = hash(stem); slots[slot].stem.length > 0; slot = (slot + 1) % SLOTS) {
        const entry *listed = &slots[slot];
        if (rawi_slice_equal(listed->stem, stem) &&
            (listed->either || listed->definite == clitic->article) &&
            (listed->owned || !with_pronoun))
            add_list(lists, listed->list);
    }
}

/* «طولها» is of طول, «مساحته» of مساحة. */
static void add_lists_of_owned(rawi_slice word, const rawi_clitic *clitic, rawi_word_lists *lists) {
    static const char *const pronouns[] = {"ه", "ها", "هم", "هما", "هن", "ي", "نا"};
    static const char feminine[] = "ة", joined[] = "ت";
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        rawi_slice stem = {word.bytes, word.length - strlen(pronouns[i])};
        if (!rawi_has_suffix(word, pronouns[i]) || stem.length == 0 || stem.length > STEM_MOST)
            continue;
        if (!rawi_has_suffix(stem, feminine))
            add_lists_with(stem, clitic, true, lists);
        if (rawi_has_suffix(stem, joined)) {
            char written[STEM_MOST];
            memcpy(written, stem.bytes, stem.length);
            memcpy(written + stem.length - strlen(joined), feminine, strlen(feminine));
            add_lists_with((rawi_slice){written, stem.length}, clitic, true, lists);
        }
    }
}

rawi_word_lists rawi_lists_of(rawi_slice bare) {
    rawi_word_lists lists = {{0}};
    pthread_once(&index_once, make_index);
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (!rawi_clitic_of(bare, letters, &clitic))
            continue;
        rawi_slice rest = rawi_without_clitic(bare, &clitic);
        add_lists_with(rest, &clitic, false, &lists);
        if (!clitic.article)
            add_lists_of_owned(rest, &clitic, &lists);
    }
    return lists;
}

static bool is_on_any(const rawi_word_lists *lists) {
    uint64_t bits = 0;
    for (size_t i = 0; i < RAWI_WORD_LISTS_MOST / 64; i++)
        bits |= lists->bits[i];
    return bits != 0;
}

static bool is_on(const rawi_word_lists *lists, const char *list) {
    if (!is_on_any(lists))
        return false;
    ptrdiff_t row = rawi_table_find(&rawi_word_lists_table, rawi_slice_of(list));
    assert(row >= 0);
    return row >= 0 && has_list(lists, list_of_row[row]);
}

bool rawi_word_in_list(rawi_slice bare, const char *list) {
    rawi_word_lists lists = rawi_lists_of(bare);
    return is_on(&lists, list);
}

bool rawi_item_in_list(const rawi_reader *reader, size_t index, const char *list) {
    const rawi_item *item = rawi_item_at(reader, index);
    return item && is_on(&item->lists, list);
}

bool rawi_clause_has_listed(const rawi_reader *reader, size_t at, const char *list) {
    for (size_t item = rawi_clause_start(reader, at); item < at; item++)
        if (rawi_item_in_list(reader, item, list))
            return true;
    return false;
}
