/* Breaks from punctuation, breaths from syntax, melody from the first and the last word. */
#include "arabic/phrase.h"

#include "base/table.h"

#include <float.h>
#include <string.h>
#include <unicode/uchar.h>

RAWI_TABLE(phrase_words);
RAWI_TABLE(waw_words);

enum {
    COLUMN_BEFORE = 1,
    COLUMN_JOINS,
    COLUMN_QUESTION
};

/* A clause up to this many words is said in one breath. */
enum {
    CLAUSE_WORDS_MAX = 10
};

/* Quotations and parentheses of at least so many words get pauses around them. */
enum {
    QUOTATION_WORDS = 4,
    PARENTHESIS_WORDS = 3
};

/* ---- words and the facts about them -------------------------------------------------------- */

enum {
    BARE_MAX = 64
};

/* The letters of a word without its marks, cut at BARE_MAX bytes. */
static rawi_slice bare(const char *word, char letters[BARE_MAX]) {
    size_t length = 0;
    for (size_t position = 0; word[position];) {
        size_t start = position;
        int32_t character = rawi_next_character(word, SIZE_MAX, &position);
        if (character < 0 || u_charType(character) == U_NON_SPACING_MARK)
            continue;
        if (length + (position - start) > BARE_MAX)
            break;
        memcpy(letters + length, word + start, position - start);
        length += position - start;
    }
    return (rawi_slice){letters, length};
}

typedef struct word_facts {
    int before;    /* how well a break stands before it, 0 to 3 */
    bool joins;    /* no break may follow */
    char question; /* 'y', 'w' or 0 */
} word_facts;

/* Both clitics of connection, و and ف, take two bytes. */
enum {
    CLITIC_BYTES = 2
};

static bool starts_with(rawi_slice word, const char *letter) {
    return word.length > 2 * CLITIC_BYTES && memcmp(word.bytes, letter, CLITIC_BYTES) == 0;
}

/* The word's row in the table, with or without a clitic of connection; -1 where there is none. */
static ptrdiff_t find_row(rawi_slice word) {
    ptrdiff_t row = rawi_table_find(&rawi_phrase_words_table, word);
    if (row >= 0 || !(starts_with(word, "و") || starts_with(word, "ف")))
        return row;
    rawi_slice rest = {word.bytes + CLITIC_BYTES, word.length - CLITIC_BYTES};
    return rawi_table_find(&rawi_phrase_words_table, rest);
}

static word_facts facts_of(const char *word) {
    char letters[BARE_MAX];
    rawi_slice key = bare(word, letters);
    bool conjunction = starts_with(key, "و") && rawi_table_find(&rawi_waw_words_table, key) < 0;
    word_facts facts = {.before = conjunction ? 2 : 0};
    ptrdiff_t row = find_row(key);
    if (row < 0)
        return facts;
    int before = *rawi_table_cell(&rawi_phrase_words_table, (size_t)row, COLUMN_BEFORE) - '0';
    if (before > facts.before)
        facts.before = before;
    facts.joins = *rawi_table_cell(&rawi_phrase_words_table, (size_t)row, COLUMN_JOINS) == '1';
    facts.question = *rawi_table_cell(&rawi_phrase_words_table, (size_t)row, COLUMN_QUESTION);
    return facts;
}

/* ---- punctuation --------------------------------------------------------------------------- */

static const struct {
    const char *mark;
    rawi_break strength;
} pause_marks[] = {
    {"،", RAWI_BREAK_CLAUSE}, {"؛", RAWI_BREAK_STRONG}, {":", RAWI_BREAK_STRONG},
    {"–", RAWI_BREAK_STRONG}, {"…", RAWI_BREAK_STRONG}, {".", RAWI_BREAK_STRONG},
    {"؟", RAWI_BREAK_STRONG}, {"!", RAWI_BREAK_STRONG},
};

static rawi_break mark_strength(const char *mark) {
    for (size_t i = 0; i < sizeof pause_marks / sizeof *pause_marks; i++)
        if (strcmp(pause_marks[i].mark, mark) == 0)
            return pause_marks[i].strength;
    return RAWI_BREAK_NONE;
}

static bool is_opening(const char *mark) {
    return strcmp(mark, "«") == 0 || strcmp(mark, "(") == 0;
}

static const char *closing_of(const char *opening) {
    return strcmp(opening, "«") == 0 ? "»" : ")";
}

static void raise_break(rawi_word *word, rawi_break strength) {
    if (word->break_after < strength)
        word->break_after = strength;
}

/* a + b in the arena, a alone when memory is exhausted. */
static const char *joined(rawi_arena *arena, const char *a, const char *b) {
    size_t length = strlen(a);
    size_t more = strlen(b);
    char *both = rawi_arena_alloc(arena, length + more + 1);
    if (!both)
        return a;
    memcpy(both, a, length);
    memcpy(both + length, b, more);
    return both;
}

/* Whether the mark closes the last of the openings that wait for a word: nothing stands between the
 * two, as in print(), and neither is there. Takes that off the openings. */
static bool closes_nothing(rawi_arena *arena, const char **openings, const char *mark) {
    static const char *const opening[] = {"«", "("};
    size_t length = strlen(*openings);
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        size_t last = strlen(opening[i]);
        if (strcmp(mark, closing_of(opening[i])) != 0 || length < last ||
            strcmp(*openings + length - last, opening[i]) != 0)
            continue;
        const char *rest = rawi_arena_copy(arena, *openings, length - last);
        *openings = rest ? rest : "";
        return true;
    }
    return false;
}

/* The words, each with the punctuation around it and the break that this asks for. */
static size_t attach_punctuation(const rawi_tokens *tokens, rawi_arena *arena, rawi_word *words) {
    size_t count = 0;
    const char *before = "";
    for (size_t i = 0; i < tokens->count; i++) {
        const rawi_token *token = &tokens->items[i];
        rawi_word *last = count ? &words[count - 1] : NULL;
        if (token->kind == RAWI_TOKEN_WORD) {
            words[count++] = (rawi_word){.span = token->span,
                                         .text = token->text,
                                         .before = before,
                                         .after = "",
                                         .break_after = token->flags & RAWI_TOKEN_BREATH_AFTER
                                                            ? RAWI_BREAK_BREATH
                                                            : RAWI_BREAK_NONE};
            before = "";
        } else if (is_opening(token->text)) {
            before = joined(arena, before, token->text);
        } else if (!closes_nothing(arena, &before, token->text) && last) {
            bool dash = strcmp(token->text, "–") == 0;
            last->after = joined(arena, last->after, dash ? " –" : token->text);
            raise_break(last, mark_strength(token->text));
        }
    }
    if (count)
        words[count - 1].break_after = RAWI_BREAK_FINAL;
    return count;
}

/* The first word, from `start` on, after which `closing` stands; `count` where none does. */
static size_t find_closing(const rawi_word *words, size_t count, size_t start,
                           const char *closing) {
    size_t i = start;
    while (i < count && !strstr(words[i].after, closing))
        i++;
    return i;
}

static void enclose(rawi_word *words, size_t count, size_t first, size_t last, unsigned flag,
                    rawi_break strength) {
    for (size_t i = first; i <= last; i++)
        words[i].flags |= flag;
    if (first > 0)
        raise_break(&words[first - 1], strength);
    if (last + 1 < count)
        raise_break(&words[last], strength);
}

/* Quotations and parentheses: flags on their words, breaks around them. Quotation marks around a
 * name are no quotation. */
static void mark_enclosures(rawi_word *words, size_t count) {
    for (size_t first = 0; first < count; first++) {
        const char *opening = words[first].before;
        bool quotation = strstr(opening, "«") != NULL;
        if (!quotation && !strstr(opening, "("))
            continue;
        size_t last = find_closing(words, count, first, closing_of(quotation ? "«" : "("));
        if (last == count)
            continue;
        size_t length = last - first + 1;
        bool announced = first > 0 && words[first - 1].break_after >= RAWI_BREAK_CLAUSE;
        if (quotation && (length >= QUOTATION_WORDS || (announced && length > 1)))
            enclose(words, count, first, last, RAWI_WORD_QUOTED, RAWI_BREAK_CLAUSE);
        else if (!quotation)
            enclose(words, count, first, last, RAWI_WORD_PARENTHETICAL,
                    length >= PARENTHESIS_WORDS ? RAWI_BREAK_CLAUSE : RAWI_BREAK_BREATH);
    }
}

/* ---- breaths ------------------------------------------------------------------------------- */

static bool is_digit_at(const char *article, size_t offset) {
    int32_t character = rawi_next_character(article, SIZE_MAX, &offset);
    return character >= 0 && u_isdigit(character);
}

/* Whether words i and i + 1 belong together closely: one number or name, a number and what it
 * counts, or a word that leans on the next. */
static bool inseparable(const rawi_word *words, size_t i, const char *article) {
    bool same_source = words[i].span.start == words[i + 1].span.start;
    return same_source || is_digit_at(article, words[i].span.start) ||
           facts_of(words[i].text).joins;
}

int rawi_phrase_stop(const char *word, const char *next) {
    return facts_of(word).joins ? -1 : facts_of(next).before;
}

/* The cost of one breath's length: seven words are comfortable, a stray word or two are not. */
static double length_cost(size_t words) {
    double away = (double)words - 7.0;
    double cost = 0.3 * away * away;
    if (words < 3)
        cost += 20.0;
    if (words > 14)
        cost += 3.0 * (double)(words - 14) * (double)(words - 14);
    return cost;
}

/* The cost of a break between words i and i + 1. */
static double break_cost(const rawi_word *words, size_t i, const char *article) {
    static const double by_quality[] = {30.0, 9.0, 3.0, 0.0};
    if (inseparable(words, i, article))
        return 400.0;
    return 2.0 + by_quality[facts_of(words[i + 1].text).before];
}

enum {
    BREATH_WORDS_MAX = 24,
    BREATHED_WORDS_MAX = 256
};

/* Breaks the clause [first, first + count), of BREATHED_WORDS_MAX words at most, where the sum of
 * the costs is least (dynamic programming over the place of the last breath before each word). */
static void breathe(rawi_word *words, size_t first, size_t count, const char *article) {
    double best[BREATHED_WORDS_MAX + 1];
    size_t from[BREATHED_WORDS_MAX + 1];
    best[0] = 0.0;
    for (size_t end = 1; end <= count; end++) {
        double after = end < count ? break_cost(words, first + end - 1, article) : 0.0;
        best[end] = DBL_MAX;
        for (size_t length = 1; length <= BREATH_WORDS_MAX && length <= end; length++) {
            double cost = best[end - length] + length_cost(length) + after;
            if (cost < best[end]) {
                best[end] = cost;
                from[end] = end - length;
            }
        }
    }
    for (size_t end = from[count]; end > 0; end = from[end])
        raise_break(&words[first + end - 1], RAWI_BREAK_BREATH);
}

static void breathe_in_long_clauses(rawi_word *words, size_t count, const char *article) {
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        if (words[i].break_after == RAWI_BREAK_NONE)
            continue;
        for (; i + 1 - first > BREATHED_WORDS_MAX; first += BREATHED_WORDS_MAX) {
            breathe(words, first, BREATHED_WORDS_MAX, article);
            raise_break(&words[first + BREATHED_WORDS_MAX - 1], RAWI_BREAK_BREATH);
        }
        if (i + 1 - first > CLAUSE_WORDS_MAX)
            breathe(words, first, i + 1 - first, article);
        first = i + 1;
    }
}

size_t rawi_phrase_words(const rawi_tokens *tokens, const char *article, rawi_arena *arena,
                         rawi_word *words) {
    size_t count = attach_punctuation(tokens, arena, words);
    mark_enclosures(words, count);
    breathe_in_long_clauses(words, count, article);
    return count;
}

/* ---- melody -------------------------------------------------------------------------------- */

/* Asks the sentence for yes or no, or for something? The asking word is its first, or its second
 * behind a preposition (إلى متى، في أي). */
static rawi_intonation question_kind(const rawi_word *words, size_t count) {
    for (size_t i = 0; i < count && i < 2; i++) {
        char question = facts_of(words[i].text).question;
        if (question == 'y')
            return RAWI_INTONATION_QUESTION;
        if (question == 'w' && !(i == 0 && count > 1 && facts_of(words[1].text).question))
            return RAWI_INTONATION_WH_QUESTION;
        if (!facts_of(words[i].text).joins)
            break;
    }
    return RAWI_INTONATION_QUESTION;
}

rawi_intonation rawi_phrase_intonation(const rawi_word *words, size_t count, rawi_block_kind kind,
                                       bool ends_list) {
    const char *after = words[count - 1].after;
    if (strstr(after, "؟"))
        return question_kind(words, count);
    if (strstr(after, "!"))
        return RAWI_INTONATION_EXCLAMATION;
    if (kind == RAWI_BLOCK_HEADING)
        return RAWI_INTONATION_HEADING;
    if (strstr(after, ":") || (kind == RAWI_BLOCK_LIST_ITEM && !ends_list))
        return RAWI_INTONATION_CONTINUATION;
    return RAWI_INTONATION_STATEMENT;
}
