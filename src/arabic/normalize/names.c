/* Names in Arabic letters: read as newsreaders say them, whatever clitic stands before; names of
 * two words that are written as one. */
#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(arab_names);
RAWI_TABLE(foreign_names);

enum {
    NAME_WORDS_MAX = 4,
    NAME_BYTES_MAX = 128
};

/* Clitics as written and as spoken. */
static const struct {
    const char *written;
    const char *spoken;
} clitics[] = {
    {"", NULL}, {"و", "وَ"},   {"ف", "فَ"},   {"ب", "بِ"},   {"ل", "لِ"},
    {"ك", "كَ"}, {"وب", "وَبِ"}, {"ول", "وَلِ"}, {"فب", "فَبِ"}, {"فل", "فَلِ"},
};

/* ---- speaking ------------------------------------------------------------------------------ */

/* What the idafa makes of the word behind its first term: حزبُ تقدمٍ. */
static unsigned second_term(rawi_slice word, unsigned flags) {
    if (!(flags & RAWI_TOKEN_STEM_COMPLETE))
        return flags;
    bool nunated = !(flags & RAWI_TOKEN_DIPTOTE) && !rawi_has_article(word);
    return flags | RAWI_TOKEN_GENITIVE | (nunated ? RAWI_TOKEN_INDEFINITE : 0);
}

static void say_words(rawi_speaker *speaker, const char *name, bool preposition) {
    bool first_term = false;
    while (*name) {
        size_t length = strcspn(name, " ");
        unsigned flags;
        rawi_slice word = rawi_name_word((rawi_slice){name, length}, &flags);
        if (preposition && speaker->clitic && flags & RAWI_TOKEN_DIPTOTE)
            flags |= RAWI_TOKEN_GENITIVE;
        if (first_term)
            flags = second_term(word, flags);
        first_term = flags & RAWI_TOKEN_CONSTRUCT;
        rawi_speak(speaker, word, flags);
        name += length + (name[length] == ' ');
    }
}

/* «في مدينةِ كوماسي»: the noun before a name is its first term. */
static void settle_place(rawi_reader *reader, const rawi_candidate *candidate) {
    if (!candidate->clitic && candidate->first &&
        rawi_item_in_list(reader, candidate->first - 1, "place_named"))
        rawi_flag_word(reader, candidate->first - 1, RAWI_TOKEN_CONSTRUCT);
}

static rawi_status say_name(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    const char *clitic = candidate->clitic;
    settle_place(reader, candidate);
    reader->speaker.clitic = clitic;
    say_words(&reader->speaker, candidate->text,
              clitic && strcmp(clitic, "وَ") != 0 && strcmp(clitic, "فَ") != 0);
    if (candidate->detail)
        rawi_speak(&reader->speaker, rawi_slice_of("بْلَسْ"),
                   RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
    return RAWI_OK;
}

/* ---- context ------------------------------------------------------------------------------- */

enum {
    CONTEXT_REACH = 8 /* items on either side */
};

/* Whether the item is the word, which may have a clitic: بمدينة، والسعودية، لليمن. */
static bool is_word(const rawi_item *item, rawi_slice word) {
    static const char article[] = "ال";
    const size_t shortest = strlen("مصر"); /* behind another clitic than و: لبن is not بن */
    bool definite = rawi_has_prefix(word, article);
    size_t skip = definite ? strlen(article) : 0;
    rawi_slice stem = {word.bytes + skip, word.length - skip};
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (!rawi_clitic_of(item->bare, letters, &clitic) || clitic.article != definite)
            continue;
        bool joined = letters > 0 && strcmp(clitic.spoken, "وَ") != 0;
        if ((!joined || word.length >= shortest) &&
            rawi_slice_equal(rawi_without_clitic(item->bare, &clitic), stem))
            return true;
    }
    return rawi_slice_equal(item->bare, word);
}

/* The item beside `at` on the side of `step` (1 or -1), behind a dash or a quotation mark where one
 * stands there: حزب «تقدم»، الناقورة - صور. */
static size_t neighbour(const rawi_reader *reader, size_t at, size_t step) {
    size_t beside = at + step;
    bool transparent =
        rawi_item_is_dash(reader, beside) || rawi_item_is_symbol(reader, beside, U'«') ||
        rawi_item_is_symbol(reader, beside, U'»') || rawi_item_is_symbol(reader, beside, U'"');
    return transparent ? beside + step : beside;
}

/* Whether a word of a context stands near item `at`; one with a _ behind it has to stand directly
 * before, one with a _ before it directly behind. */
static bool holds(const rawi_reader *reader, size_t at, rawi_slice word) {
    static const char before_towns[] = "before_town_";
    size_t noun = neighbour(reader, at, (size_t)-1);
    if (rawi_slice_equal(word, rawi_slice_of(before_towns)))
        return rawi_item_in_list(reader, noun, "before_town");
    bool behind = word.bytes[0] == '_';
    bool before = !behind && word.bytes[word.length - 1] == '_';
    if (behind || before) {
        const rawi_item *item =
            rawi_item_at(reader, neighbour(reader, at, behind ? 1 : (size_t)-1));
        return item && is_word(item, (rawi_slice){word.bytes + behind, word.length - 1});
    }
    size_t first = at > CONTEXT_REACH ? at - CONTEXT_REACH : 0;
    for (size_t i = first; i <= at + CONTEXT_REACH && rawi_item_at(reader, i); i++)
        if (i != at && is_word(rawi_item_at(reader, i), word))
            return true;
    return false;
}

/* Whether one of the words, which spaces separate, stands where it has to. */
static bool has_context(const rawi_reader *reader, size_t at, const char *words) {
    while (*words) {
        size_t length = strcspn(words, " ");
        if (holds(reader, at, (rawi_slice){words, length}))
            return true;
        words += length + (words[length] == ' ');
    }
    return false;
}

/* ---- the tables ---------------------------------------------------------------------------- */

/* A row of the tables: a name, or an ordinary word whose letters are also a clitic and a name
 * (بديل is not Dell). */
typedef struct name_row {
    const char *spoken; /* "" of an ordinary word */
    const char *context;
    size_t items; /* 0 where there is no row */
} name_row;

static const rawi_table *const tables[] = {&rawi_foreign_names_table, &rawi_arab_names_table};

/* The row of these words that holds where they stand. */
static name_row find_row(const rawi_reader *reader, size_t at, rawi_slice words) {
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        ptrdiff_t first = rawi_table_find(tables[i], words);
        size_t rows = rawi_table_rows(tables[i]);
        for (size_t row = (size_t)first; first >= 0 && row < rows; row++) {
            if (!rawi_slice_equal(rawi_slice_of(rawi_table_cell(tables[i], row, 0)), words))
                break;
            const char *context = rawi_table_cell(tables[i], row, 2);
            if (!*context || has_context(reader, at, context))
                return (name_row){.spoken = rawi_table_cell(tables[i], row, 1), .context = context};
        }
    }
    return (name_row){0};
}

/* The words of a name under way, as the tables have them. */
typedef struct name_key {
    char bytes[NAME_BYTES_MAX];
    size_t length;
} name_key;

static bool add_to_key(name_key *key, rawi_slice text) {
    if (text.length > sizeof key->bytes - key->length)
        return false;
    memcpy(key->bytes + key->length, text.bytes, text.length);
    key->length += text.length;
    return true;
}

static rawi_slice key_slice(const name_key *key) {
    return (rawi_slice){key->bytes, key->length};
}

/* Whether item `at` is the hyphen between two words: جيه-ميونغ. */
static bool is_hyphen(const rawi_reader *reader, size_t at) {
    const rawi_item *after = rawi_item_at(reader, at + 1);
    return (rawi_item_is_symbol(reader, at, U'-') || rawi_item_is_symbol(reader, at, U'‐')) &&
           rawi_item_is_glued(reader, at) && after && after->kind == RAWI_ITEM_WORD &&
           !after->spaced;
}

/* Adds the word at item `at`, behind a space or a hyphen, where a name in the tables may go on with
 * it: the item after it, or `at` where none does. */
static size_t go_on(const rawi_reader *reader, size_t at, name_key *key) {
    bool hyphen = is_hyphen(reader, at);
    const rawi_item *word = rawi_item_at(reader, at + hyphen);
    if (!word || word->kind != RAWI_ITEM_WORD || word->spaced == hyphen ||
        !rawi_slice_equal(word->text, word->bare) || !add_to_key(key, rawi_slice_of(" ")))
        return at;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (rawi_table_has_prefix(tables[i], key_slice(key)))
            return add_to_key(key, word->bare) ? at + hyphen + 1 : at;
    return at;
}

/* The longest name that starts with `word`, the rest of item `at` behind `letters`. */
static name_row find_name(const rawi_reader *reader, size_t at, const char *letters,
                          rawi_slice word) {
    name_key key = {.length = 0};
    name_row longest = {0};
    if (!add_to_key(&key, rawi_slice_of(letters)) || !add_to_key(&key, word))
        return longest;
    size_t end = at + 1;
    for (size_t words = 1; words <= NAME_WORDS_MAX; words++) {
        name_row row = find_row(reader, at, key_slice(&key));
        if (row.spoken)
            longest = (name_row){row.spoken, row.context, end - at};
        size_t next = go_on(reader, end, &key);
        if (next == end)
            break;
        end = next;
    }
    return longest;
}

/* The longest name that starts with item `at` behind the clitic. */
static name_row find_behind(const rawi_reader *reader, size_t at, const char *clitic) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    size_t length = strlen(clitic);
    if (word.length <= length || memcmp(word.bytes, clitic, length) != 0)
        return (name_row){0};
    rawi_slice rest = {word.bytes + length, word.length - length};
    name_row plain = find_name(reader, at, "", rest);
    bool contracted = length && memcmp(rest.bytes - strlen("ل"), "لل", strlen("لل")) == 0;
    if (plain.items || !contracted)
        return plain;
    return find_name(reader, at, "ا", rest); /* للكونغرس: the article's alif is missing */
}

/* The longest name that starts with item `at` behind any clitic, which is `spoken` so. */
static name_row find_at(const rawi_reader *reader, size_t at, const char **spoken) {
    name_row name = {0};
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++) {
        name_row row = find_behind(reader, at, clitics[i].written);
        if (row.items <= name.items)
            continue;
        name = row;
        *spoken = clitics[i].spoken;
    }
    return name;
}

bool rawi_is_name(rawi_slice bare) {
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        ptrdiff_t row = rawi_table_find(tables[i], bare);
        if (row >= 0 && *rawi_table_cell(tables[i], (size_t)row, 1) &&
            !*rawi_table_cell(tables[i], (size_t)row, 2))
            return true;
    }
    return false;
}

size_t rawi_name_end(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (!item || item->kind != RAWI_ITEM_WORD)
        return at;
    name_row name = find_behind(reader, at, "");
    return name.items && *name.spoken ? at + name.items : at;
}

bool rawi_is_inside_name(const rawi_reader *reader, size_t at) {
    return at && rawi_name_end(reader, at - 1) > at;
}

bool rawi_is_of_name(const rawi_reader *reader, size_t at) {
    for (size_t before = 0; before < NAME_WORDS_MAX && before <= at; before++) {
        const char *clitic = NULL;
        name_row name = {0};
        if (rawi_item_at(reader, at - before)->kind == RAWI_ITEM_WORD)
            name = find_at(reader, at - before, &clitic);
        if (name.items > before && *name.spoken && (!clitic || name.items > 1))
            return true;
    }
    return false;
}

bool rawi_recognize_name(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_WORD || reader->clitic || !rawi_slice_equal(item->text, item->bare))
        return false;
    name_row name = find_at(reader, at, &candidate->clitic);
    if (!name.items || !*name.spoken)
        return false;
    size_t end = at + name.items;
    const rawi_item *after = rawi_item_at(reader, end + 1);
    candidate->text = name.spoken;
    candidate->detail = rawi_item_is_symbol(reader, end, U'+') && rawi_item_is_glued(reader, end) &&
                        (!after || after->spaced || after->kind == RAWI_ITEM_SYMBOL);
    candidate->end = end + candidate->detail; /* أوبك+ */
    return rawi_propose(candidate, N_("a name"),
                        *name.context ? N_("words around it say that it is the name")
                                      : N_("in the tables of names"),
                        RAWI_SCORE_SHAPE, say_name);
}

/* ---- غيلجيوس-ألكسندر ------------------------------------------------------------------------- */

/* Whether the reading is that of a foreign name, without a case ending. */
static bool is_invariable(const char *spoken) {
    const char *last = strrchr(spoken, ' ');
    unsigned flags;
    rawi_name_word(rawi_slice_of(last ? last + 1 : spoken), &flags);
    return flags & RAWI_TOKEN_FOREIGN;
}

/* Whether what has just been said is a foreign name. */
static bool ends_name(const rawi_reader *reader) {
    const rawi_token_builder *tokens = reader->tokens;
    return tokens->count && tokens->items[tokens->count - 1].flags & RAWI_TOKEN_FOREIGN;
}

static bool starts_name(const rawi_reader *reader, size_t at) {
    name_row row = find_name(reader, at, "", rawi_item_at(reader, at)->bare);
    return row.items && *row.spoken && is_invariable(row.spoken);
}

static bool has_article(const rawi_item *item) {
    return rawi_has_prefix(item->bare, "ال");
}

/* Whether the word opens a line or a bracket, as the place and the agency of a report do:
 * (باريس-رويترز). */
static bool opens_report(const rawi_reader *reader, size_t at) {
    return at == 0 || rawi_item_is_symbol(reader, at - 1, U'(');
}

static rawi_status say_no_pause(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)reader;
    (void)candidate;
    (void)error;
    return RAWI_OK;
}

bool rawi_recognize_name_hyphen(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (at == 0 || !is_hyphen(reader, at) || opens_report(reader, at - 1))
        return false;
    const rawi_item *before = rawi_item_at(reader, at - 1);
    const rawi_item *after = rawi_item_at(reader, at + 1);
    if (before->kind != RAWI_ITEM_WORD || has_article(before) || has_article(after) ||
        !(ends_name(reader) || starts_name(reader, at + 1)))
        return false;
    candidate->end = at + 1;
    return rawi_propose(candidate, N_("the hyphen of a name"),
                        N_("a foreign name stands on a side of it"), RAWI_SCORE_SHAPE,
                        say_no_pause);
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
