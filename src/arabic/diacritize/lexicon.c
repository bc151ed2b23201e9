/* Candidates from the lexicon, compared by their scores. */
#include "arabic/diacritize/lexicon.h"

#include <string.h>

enum {
    SALT = 9,
    CANDIDATES_MOST = 48,
    PREFIXES_MOST = 2,
    STEM_LEAST = 3, /* letters before a suffixed pronoun */
    SUFFIX_MOST = 3
};

/* Beside a class, what a candidate may say of a letter. */
enum {
    OPEN = 0x20, /* with the class: only whether it has a shadda counts */
    FREE = 0x40  /* nothing: the letter's best class */
};

/* In units of the scores (natural logarithms): what each step of a pattern's rarity costs, what a
 * form that is not attested costs, a form of an attested stem and a suffix, and «لَ» that is not the
 * preposition. All chosen on news-dev. */
static const float RARITY_COST = 0.1F;
static const float UNATTESTED_COST = 5.0F;
static const float SUFFIX_COST = 1.0F;
static const float EMPHATIC_LAM_COST = 0.5F;

/* Symbols in the order of RAWI_SYMBOL_LETTER. */
enum {
    HAMZA = RAWI_SYMBOL_LETTER,
    ALIF = HAMZA + 6,
    BA = ALIF + 1,
    TA_MARBUTA,
    TA,
    THA,
    DAL = THA + 4,
    SIN = DAL + 4,
    ZAY = SIN - 1,
    ZA = SIN + 5,
    FA = ZA + 3,
    KAF = FA + 2,
    LAM,
    MIM,
    NUN,
    HA,
    WAW,
    YA = WAW + 2
};

/* A pattern for the letters of a word: classes, of which those of open letters tell only whether
 * there is a shadda. */
typedef struct word_candidate {
    uint8_t classes[RAWI_WORD_LETTERS];
    float cost;
} word_candidate;

typedef struct candidate_list {
    word_candidate items[CANDIDATES_MOST];
    size_t count;
} candidate_list;

typedef struct word_suffix {
    uint8_t symbols[SUFFIX_MOST];
    uint8_t count;
} word_suffix;

static const word_suffix PRONOUNS[] = {
    {{HA, MIM, ALIF}, 3}, {{KAF, MIM, ALIF}, 3}, {{HA, ALIF}, 2},  {{HA, MIM}, 2}, {{HA, NUN}, 2},
    {{KAF, MIM}, 2},      {{KAF, NUN}, 2},       {{NUN, ALIF}, 2}, {{HA}, 1},      {{KAF}, 1},
};

/* Pronouns, endings of nouns and of verbs. */
static const word_suffix SUFFIXES[] = {
    {{TA, HA, ALIF}, 3},
    {{TA, HA}, 2},
    {{TA, HA, MIM}, 3},
    {{TA, NUN, ALIF}, 3},
    {{WAW, HA, ALIF}, 3},
    {{WAW, HA}, 2},
    {{HA, MIM, ALIF}, 3},
    {{KAF, MIM, ALIF}, 3},
    {{TA, MIM, ALIF}, 3},
    {{ALIF, TA}, 2},
    {{ALIF, NUN}, 2},
    {{YA, NUN}, 2},
    {{WAW, NUN}, 2},
    {{WAW, ALIF}, 2},
    {{HA, ALIF}, 2},
    {{HA, MIM}, 2},
    {{HA, NUN}, 2},
    {{KAF, MIM}, 2},
    {{KAF, NUN}, 2},
    {{NUN, ALIF}, 2},
    {{TA, MIM}, 2},
    {{TA, ALIF}, 2},
    {{TA, YA}, 2},
    {{YA, TA_MARBUTA}, 2},
    {{HA}, 1},
    {{KAF}, 1},
    {{YA}, 1},
    {{TA}, 1},
    {{NUN}, 1},
    {{ALIF}, 1},
    {{TA_MARBUTA}, 1},
};

static const struct {
    uint8_t symbol;
    uint8_t class;
} PREFIXES[] = {
    {WAW, RAWI_CLASS_FATHA}, {FA, RAWI_CLASS_FATHA},  {BA, RAWI_CLASS_KASRA},
    {LAM, RAWI_CLASS_KASRA}, {KAF, RAWI_CLASS_FATHA}, {SIN, RAWI_CLASS_FATHA},
};

static bool is_sun_letter(uint8_t symbol) {
    return symbol == TA || symbol == THA || (symbol >= DAL && symbol <= ZA) || symbol == LAM ||
           symbol == NUN;
}

/* Whether the word is a stem and the suffix. */
static bool ends_in(const uint8_t *symbols, size_t count, const word_suffix *suffix) {
    return count >= (size_t)suffix->count + STEM_LEAST &&
           memcmp(symbols + count - suffix->count, suffix->symbols, suffix->count) == 0;
}

/* The first letter whose vowel a pattern leaves open. */
static size_t open_from(const uint8_t *symbols, size_t count) {
    for (size_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++)
        if (ends_in(symbols, count, &PRONOUNS[i]))
            return count - PRONOUNS[i].count - 1;
    return count - 1;
}

static word_candidate *add_candidate(candidate_list *list, float cost) {
    if (list->count == CANDIDATES_MOST)
        return NULL;
    word_candidate *added = &list->items[list->count++];
    memset(added->classes, 0, sizeof added->classes);
    added->cost = cost;
    return added;
}

/* The word's own patterns, their classes from letter `at` of the candidates on. */
static void find_whole(const rawi_lexicon *lexicon, const uint8_t *symbols, size_t count, size_t at,
                       candidate_list *list) {
    uint32_t key = rawi_fingerprint(SALT, symbols, count);
    size_t entry = rawi_find_key(lexicon->keys, lexicon->key_count, key);
    if (entry == lexicon->key_count)
        return;
    size_t pattern_bytes = (count + 2) / 2;
    size_t end = lexicon->starts[entry + 1];
    for (size_t byte = lexicon->starts[entry]; byte + pattern_bytes <= end; byte += pattern_bytes) {
        const uint8_t *pattern = lexicon->patterns + byte;
        word_candidate *found = add_candidate(list, RARITY_COST * (float)(pattern[0] & 0xF));
        for (size_t i = 0; found && i < count; i++)
            found->classes[at + i] = (pattern[(i + 1) / 2] >> ((i + 1) % 2 * 4)) & 0xF;
    }
}

static void set_class(candidate_list *list, size_t from, size_t at, uint8_t class) {
    for (size_t i = from; i < list->count; i++)
        list->items[i].classes[at] = class;
}

/* Candidates from `from` on become those of a word with a suffix behind a stem of `stem` letters,
 * whose ending is open then. */
static void append_suffix(candidate_list *list, size_t from, size_t at, size_t stem,
                          size_t suffix) {
    for (size_t i = from; i < list->count; i++) {
        uint8_t *classes = list->items[i].classes + at;
        classes[stem - 1] |= OPEN;
        memset(classes + stem, FREE, suffix);
        list->items[i].cost += SUFFIX_COST;
    }
}

/* A stem with a suffix; before one that begins with ta also a stem in ta marbuta. */
static void find_with_suffix(const rawi_lexicon *lexicon, const uint8_t *symbols, size_t count,
                             size_t at, candidate_list *list) {
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++) {
        const word_suffix *suffix = &SUFFIXES[i];
        if (!ends_in(symbols, count, suffix))
            continue;
        size_t stem = count - suffix->count;
        size_t from = list->count;
        find_whole(lexicon, symbols, stem, at, list);
        append_suffix(list, from, at, stem, suffix->count);
        if (suffix->symbols[0] != TA)
            continue;
        uint8_t feminine[RAWI_WORD_LETTERS];
        memcpy(feminine, symbols, stem);
        feminine[stem] = TA_MARBUTA;
        from = list->count;
        find_whole(lexicon, feminine, stem + 1, at, list);
        append_suffix(list, from, at, stem + 1, (size_t)suffix->count - 1);
        set_class(list, from, at + stem, FREE);
    }
}

/* After the article (its lam at `lam`): assimilates the lam of candidates from `from` on. */
static void join_article(candidate_list *list, size_t from, size_t lam, uint8_t next) {
    for (size_t i = from; i < list->count; i++) {
        uint8_t *classes = list->items[i].classes + lam;
        classes[0] = is_sun_letter(next) ? RAWI_CLASS_NONE : RAWI_CLASS_SUKUN;
        if (is_sun_letter(next) && classes[1] < RAWI_CLASS_SUKUN)
            classes[1] = (uint8_t)(classes[1] + RAWI_CLASS_SHADDA);
    }
}

/* «ال» or «لل» and a word. */
static void find_definite(const rawi_lexicon *lexicon, const uint8_t *symbols, size_t count,
                          size_t at, candidate_list *list) {
    if (count < 4 || symbols[1] != LAM || (symbols[0] != ALIF && symbols[0] != LAM))
        return;
    size_t from = list->count;
    find_whole(lexicon, symbols + 2, count - 2, at + 2, list);
    if (list->count == from)
        find_with_suffix(lexicon, symbols + 2, count - 2, at + 2, list);
    join_article(list, from, at + 1, symbols[2]);
    set_class(list, from, at, symbols[0] == LAM ? RAWI_CLASS_KASRA : RAWI_CLASS_NONE);
}

/* «لَ» beside «لِ». */
static void add_emphatic_lam(candidate_list *list, size_t from, size_t at) {
    for (size_t i = from, end = list->count; i < end; i++) {
        word_candidate *emphatic = add_candidate(list, list->items[i].cost + EMPHATIC_LAM_COST);
        if (!emphatic)
            return;
        memcpy(emphatic->classes, list->items[i].classes, sizeof emphatic->classes);
        emphatic->classes[at] = RAWI_CLASS_FATHA;
    }
}

static void find(const rawi_lexicon *lexicon, const uint8_t *symbols, size_t count, size_t at,
                 unsigned prefixes, candidate_list *list) {
    size_t from = list->count;
    find_whole(lexicon, symbols, count, at, list);
    if (list->count > from || count < 3)
        return;
    find_definite(lexicon, symbols, count, at, list);
    for (size_t i = 0; prefixes && i < sizeof PREFIXES / sizeof *PREFIXES; i++) {
        if (symbols[0] != PREFIXES[i].symbol)
            continue;
        size_t behind = list->count;
        find(lexicon, symbols + 1, count - 1, at + 1, prefixes - 1, list);
        set_class(list, behind, at, PREFIXES[i].class);
        if (symbols[0] == LAM)
            add_emphatic_lam(list, behind, at);
    }
    if (list->count == from)
        find_with_suffix(lexicon, symbols, count, at, list);
}

/* The best class that is allowed, of those with a shadda or of those without. */
static uint8_t best_of(const rawi_letter *letter, const float *scores, bool with_shadda) {
    uint8_t first = with_shadda ? RAWI_CLASS_SHADDA : 0;
    uint8_t end = with_shadda ? RAWI_CLASSES : RAWI_CLASS_SHADDA;
    uint8_t best = RAWI_CLASSES;
    for (uint8_t i = first; i < end; i++)
        if (letter->allowed >> i & 1 && (best == RAWI_CLASSES || scores[i] > scores[best]))
            best = i;
    return best;
}

/* Closes the candidate's open and free letters by their scores; what it costs beside `classes`, or
 * a negative number when the author's marks exclude it. */
static float close_candidate(word_candidate *candidate, const rawi_letter *letters, size_t count,
                             size_t open, const rawi_scores *scores, const uint8_t *classes) {
    float cost = candidate->cost;
    for (size_t i = 0; i < count; i++) {
        uint8_t class = candidate->classes[i];
        if (class == FREE)
            class = classes[i];
        else if (i >= open || class & OPEN)
            class = best_of(&letters[i], scores[i], (class & ~OPEN) >= RAWI_CLASS_SHADDA);
        if (class >= RAWI_CLASSES || !(letters[i].allowed >> class & 1))
            return -1.0F;
        candidate->classes[i] = class;
        cost += scores[i][classes[i]] - scores[i][class];
    }
    return cost;
}

void rawi_lexicon_settle(const rawi_lexicon *lexicon, const rawi_letter *letters, size_t count,
                         const rawi_scores *scores, uint8_t *classes) {
    if (count < 2 || letters[0].symbol < RAWI_SYMBOL_LETTER)
        return;
    uint8_t symbols[RAWI_WORD_LETTERS];
    for (size_t i = 0; i < count; i++)
        symbols[i] = letters[i].symbol;
    candidate_list list;
    list.count = 0;
    find(lexicon, symbols, count, 0, PREFIXES_MOST, &list);
    size_t open = open_from(symbols, count);
    const word_candidate *best = NULL;
    float least = UNATTESTED_COST;
    for (size_t i = 0; i < list.count; i++) {
        float cost = close_candidate(&list.items[i], letters, count, open, scores, classes);
        if (cost >= 0.0F && cost < least) {
            least = cost;
            best = &list.items[i];
        }
    }
    if (best)
        memcpy(classes, best->classes, count);
}
