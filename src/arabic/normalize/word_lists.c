/* Words with their clitics and pronouns against the lists of the table. */
#include "arabic/normalize/word_lists.h"

#include <assert.h>
#include <string.h>

#include "arabic/normalize/clitics.h"
#include "base/table.h"

RAWI_TABLE(word_lists);

static const char article[] = "ال";
static const char either_article[] = "(ال)";
static const char pronoun[] = "(ه)";

/* A word of a list. */
typedef struct entry {
    rawi_slice stem; /* without the article */
    bool definite;   /* it needs the article */
    bool either;     /* or may have it */
    bool owned;      /* it may have a pronoun */
} entry;

static entry parse_entry(rawi_slice word) {
    entry parsed = {.either = rawi_has_prefix(word, either_article),
                    .definite = rawi_has_prefix(word, article),
                    .owned = rawi_has_suffix(word, pronoun)};
    size_t front = parsed.either ? strlen(either_article) : parsed.definite ? strlen(article) : 0;
    size_t back = parsed.owned ? strlen(pronoun) : 0;
    parsed.stem = (rawi_slice){word.bytes + front, word.length - front - back};
    return parsed;
}

/* «طولها» of طول, «مساحته» of مساحة. */
static bool has_pronoun(rawi_slice word, rawi_slice stem) {
    static const char *const pronouns[] = {"ه", "ها", "هم", "هما", "هن", "ي", "نا"};
    bool feminine = rawi_has_suffix(stem, "ة");
    size_t length = stem.length - (feminine ? strlen("ة") : 0);
    if (word.length <= stem.length || memcmp(word.bytes, stem.bytes, length) != 0 ||
        (feminine && memcmp(word.bytes + length, "ت", strlen("ت")) != 0))
        return false;
    rawi_slice rest = {word.bytes + stem.length, word.length - stem.length};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (rawi_slice_equal(rest, rawi_slice_of(pronouns[i])))
            return true;
    return false;
}

static bool ends_with(rawi_slice word, rawi_slice stem) {
    return word.length >= stem.length &&
           memcmp(word.bytes + word.length - stem.length, stem.bytes, stem.length) == 0;
}

static bool is_form_of(rawi_slice word, const entry *listed) {
    const size_t letter = strlen("ص");
    if (listed->stem.length == letter)
        return rawi_slice_equal(word, listed->stem);
    if (!listed->owned && !ends_with(word, listed->stem))
        return false; /* most words, without a look at their clitics */
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (!rawi_clitic_of(word, letters, &clitic) ||
            (!listed->either && clitic.article != listed->definite))
            continue;
        rawi_slice rest = rawi_without_clitic(word, &clitic);
        if (rawi_slice_equal(rest, listed->stem) ||
            (listed->owned && !clitic.article && has_pronoun(rest, listed->stem)))
            return true;
    }
    return false;
}

static bool is_among(rawi_slice word, const char *words) {
    while (*words) {
        size_t length = strcspn(words, " ");
        entry listed = parse_entry((rawi_slice){words, length});
        if (is_form_of(word, &listed))
            return true;
        words += length + (words[length] == ' ');
    }
    return false;
}

static bool is_row_of(size_t row, const char *list) {
    return row < rawi_table_rows(&rawi_word_lists_table) &&
           strcmp(rawi_table_cell(&rawi_word_lists_table, row, 0), list) == 0;
}

bool rawi_word_in_list(rawi_slice bare, const char *list) {
    ptrdiff_t row = rawi_table_find(&rawi_word_lists_table, rawi_slice_of(list));
    assert(row >= 0);
    for (; row >= 0 && is_row_of((size_t)row, list); row++)
        if (is_among(bare, rawi_table_cell(&rawi_word_lists_table, (size_t)row, 1)))
            return true;
    return false;
}

bool rawi_item_in_list(const rawi_reader *reader, size_t index, const char *list) {
    const rawi_item *item = rawi_item_at(reader, index);
    return item && rawi_word_in_list(item->bare, list);
}

bool rawi_clause_has_listed(const rawi_reader *reader, size_t at, const char *list) {
    for (size_t item = rawi_clause_start(reader, at); item < at; item++)
        if (rawi_item_in_list(reader, item, list))
            return true;
    return false;
}
