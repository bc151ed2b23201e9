/* Foreign names in Arabic letters: read as newsreaders say them, whatever clitic stands before;
 * names of two words that are written as one. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(foreign_names);

/* Clitics as written and as spoken. */
static const struct {
    const char *written;
    const char *spoken;
} clitics[] = {
    {"", NULL}, {"و", "وَ"},   {"ف", "فَ"},   {"ب", "بِ"},   {"ل", "لِ"},
    {"ك", "كَ"}, {"وب", "وَبِ"}, {"ول", "وَلِ"}, {"فب", "فَبِ"}, {"فل", "فَلِ"},
};

static rawi_status say_name(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    const char *name = candidate->text;
    size_t stem = rawi_stem_length(name);
    const char *clitic = candidate->clitic;
    bool preposition = clitic && strcmp(clitic, "وَ") != 0 && strcmp(clitic, "فَ") != 0;
    unsigned flags = RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN;
    if (name[stem] == '!')
        flags =
            RAWI_TOKEN_STEM_COMPLETE | RAWI_TOKEN_DIPTOTE | (preposition ? RAWI_TOKEN_GENITIVE : 0);
    reader->speaker.clitic = clitic;
    rawi_speak(&reader->speaker, (rawi_slice){name, stem}, flags);
    if (candidate->detail)
        rawi_speak(&reader->speaker, rawi_slice_of("بْلَسْ"),
                   RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
    return RAWI_OK;
}

/* Whether the word, with و before it or without, is in the list, which spaces separate. */
static bool is_one_of(rawi_slice word, const char *list) {
    const size_t conjunction = strlen("و");
    rawi_slice bare = word;
    if (word.length > conjunction && memcmp(word.bytes, "و", conjunction) == 0)
        bare = (rawi_slice){word.bytes + conjunction, word.length - conjunction};
    while (*list) {
        rawi_slice one = {list, strcspn(list, " ")};
        if (rawi_slice_equal(one, word) || rawi_slice_equal(one, bare))
            return true;
        list += one.length + (list[one.length] == ' ');
    }
    return false;
}

/* Whether a word of the list, which spaces separate, stands near item `at`. */
static bool stands_near(const rawi_reader *reader, size_t at, const char *words) {
    const size_t reach = 8;
    size_t first = at > reach ? at - reach : 0;
    for (size_t i = first; i <= at + reach && rawi_item_at(reader, i); i++)
        if (i != at && is_one_of(rawi_item_at(reader, i)->bare, words))
            return true;
    return false;
}

/* The row of the word without the clitic; of an article after ل (للكونغرس) the alif is missing. */
static ptrdiff_t find_name(rawi_slice word, const char *clitic) {
    static const char article[] = "ال";
    char whole[64];
    size_t length = strlen(clitic);
    if (word.length <= length || memcmp(word.bytes, clitic, length) != 0)
        return -1;
    rawi_slice name = {word.bytes + length, word.length - length};
    ptrdiff_t row = rawi_table_find(&rawi_foreign_names_table, name);
    bool contracted = length >= strlen("ل") &&
                      memcmp(name.bytes - strlen("ل"), "ل", strlen("ل")) == 0 &&
                      memcmp(name.bytes, "ل", strlen("ل")) == 0;
    if (row >= 0 || !contracted || name.length >= sizeof whole - strlen(article))
        return row;
    memcpy(whole, "ا", strlen("ا"));
    memcpy(whole + strlen("ا"), name.bytes, name.length);
    return rawi_table_find(&rawi_foreign_names_table,
                           (rawi_slice){whole, strlen("ا") + name.length});
}

bool rawi_is_foreign_name(rawi_slice bare) {
    return rawi_table_find(&rawi_foreign_names_table, bare) >= 0;
}

bool rawi_recognize_name(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_WORD || reader->clitic || !rawi_slice_equal(item->text, item->bare))
        return false;
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++) {
        ptrdiff_t row = find_name(item->bare, clitics[i].written);
        if (row < 0)
            continue;
        const char *context = rawi_table_cell(&rawi_foreign_names_table, (size_t)row, 2);
        if (*context && !stands_near(reader, at, context))
            return false;
        candidate->text = rawi_table_cell(&rawi_foreign_names_table, (size_t)row, 1);
        candidate->clitic = clitics[i].spoken;
        const rawi_item *after = rawi_item_at(reader, at + 2);
        candidate->detail = rawi_item_is_symbol(reader, at + 1, U'+') &&
                            rawi_item_is_glued(reader, at + 1) &&
                            (!after || after->spaced || after->kind == RAWI_ITEM_SYMBOL);
        candidate->end = at + 1 + candidate->detail; /* أوبك+ */
        return rawi_propose(candidate, N_("a foreign name"),
                            *context ? N_("words around it say that it is the name")
                                     : N_("in the table of foreign names"),
                            RAWI_SCORE_SHAPE, say_name);
    }
    return false;
}

/* ---- عبدالله -------------------------------------------------------------------------------- */

/* The two words of which the name is made: the diacritizer gives each its ending. */
static rawi_status say_joined_name(rawi_reader *reader, const rawi_candidate *candidate,
                                   rawi_error *error) {
    (void)error;
    rawi_slice name = rawi_item_at(reader, candidate->first)->text;
    rawi_slice rest = {name.bytes + candidate->detail, name.length - candidate->detail};
    rawi_speak(&reader->speaker, (rawi_slice){name.bytes, candidate->detail}, RAWI_TOKEN_CONSTRUCT);
    rawi_speak(&reader->speaker, rest, 0);
    return RAWI_OK;
}

/* Where «عبد» of a word like وعبدالرحمن ends; 0 where there is none. */
static size_t servant_end(rawi_slice word) {
    static const char servant[] = "عبد";
    static const char joined[] = "عبدال";
    const size_t shortest = strlen("له"); /* after the article */
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++) {
        size_t start = strlen(clitics[i].written);
        if (word.length >= start + strlen(joined) + shortest &&
            memcmp(word.bytes, clitics[i].written, start) == 0 &&
            memcmp(word.bytes + start, joined, strlen(joined)) == 0)
            return start + strlen(servant);
    }
    return 0;
}

bool rawi_recognize_joined_name(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_WORD || reader->clitic || !rawi_slice_equal(item->text, item->bare))
        return false;
    candidate->detail = (unsigned)servant_end(item->text);
    candidate->end = at + 1;
    return candidate->detail &&
           rawi_propose(candidate, N_("a name of two words"), N_("they are written as one"),
                        RAWI_SCORE_SHAPE, say_joined_name);
}
