/* Counted nouns: gender and number by the table, and by form where the table is silent. */
#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/reading.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(nouns);
RAWI_TABLE(units);

bool rawi_has_suffix(rawi_slice word, const char *suffix) {
    size_t length = strlen(suffix);
    return word.length > length && memcmp(word.bytes + word.length - length, suffix, length) == 0;
}

bool rawi_has_prefix(rawi_slice word, const char *prefix) {
    size_t length = strlen(prefix);
    return word.length > length && memcmp(word.bytes, prefix, length) == 0;
}

bool rawi_strip_prefix(rawi_slice *word, const char *prefix) {
    size_t length = strlen(prefix);
    if (!rawi_has_prefix(*word, prefix))
        return false;
    *word = (rawi_slice){word->bytes + length, word->length - length};
    return true;
}

bool rawi_strip_suffix(rawi_slice *word, const char *suffix) {
    if (!rawi_has_suffix(*word, suffix))
        return false;
    word->length -= strlen(suffix);
    return true;
}

bool rawi_has_article(rawi_slice word) {
    for (size_t letters = 1; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (rawi_clitic_of(word, letters, &clitic) && clitic.article)
            return true;
    }
    return false;
}

rawi_slice rawi_without_article(rawi_slice word) {
    size_t length = strlen("ال");
    return rawi_has_prefix(word, "ال") ? (rawi_slice){word.bytes + length, word.length - length}
                                       : word;
}

static bool find_noun(rawi_slice bare, rawi_counted_noun *noun) {
    ptrdiff_t row = rawi_table_find(&rawi_nouns_table, bare);
    if (row < 0 && rawi_has_suffix(bare, "ا"))
        row =
            rawi_table_find(&rawi_nouns_table, (rawi_slice){bare.bytes, bare.length - strlen("ا")});
    if (row < 0)
        return false;
    const char *gender = rawi_table_cell(&rawi_nouns_table, (size_t)row, 1);
    const char *number = rawi_table_cell(&rawi_nouns_table, (size_t)row, 2);
    bool tanwin =
        rawi_has_suffix(bare, "ا") &&
        !rawi_slice_equal(bare, rawi_slice_of(rawi_table_cell(&rawi_nouns_table, (size_t)row, 0)));
    if (tanwin && *number == 'p') /* no broken plural, but a singular of its letters: مزارعا */
        gender = number = "m";
    *noun = (rawi_counted_noun){
        .is_noun = true,
        .gender = *gender == 'f' ? RAWI_FEMININE : RAWI_MASCULINE,
        .number = *number == 'p' ? RAWI_PLURAL : RAWI_SINGULAR,
        .reason = N_("gender of the counted noun from the table"),
    };
    return true;
}

/* A verbal noun's letters stand in this many places, fixed ones as they are and . for the root's.
 */
static bool has_form(rawi_slice word, const char *form) {
    const size_t letter = strlen("ا");
    while (*form && word.length >= letter) {
        size_t step = *form == '.' ? 1 : letter;
        if (*form != '.' && memcmp(word.bytes, form, letter) != 0)
            return false;
        form += step;
        word = (rawi_slice){word.bytes + letter, word.length - letter};
    }
    return !*form && word.length == 0;
}

/* Plurals of masculine verbal nouns: اجتماعات، انفجارات، استثمارات، إعلانات، تسجيلات، توقعات،
 * تحالفات. */
static bool is_plural_of_verbal_noun(rawi_slice word) {
    static const char *const forms[] = {"ا..ا.", "است..ا.", "إ..ا.", "ت..ي.", "ت...", "ت.ا.."};
    rawi_slice stem = {word.bytes, word.length - strlen("ات")};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (has_form(stem, forms[i]))
            return true;
    return rawi_has_suffix(stem, "وه");
}

bool rawi_is_verbal_noun(rawi_slice bare) {
    static const char *const forms[] = {"ت..ي.", "إ..ا.", "ا..ا.", "است..ا."};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (has_form(bare, forms[i]))
            return true;
    return false;
}

bool rawi_is_listed_noun(rawi_slice bare) {
    rawi_counted_noun noun;
    return find_noun(bare, &noun);
}

/* A clitic before a noun: «المركز 5 برصيد 40 نقطة» counts no رصيد. Nouns that start with ب or ل are
 * in the table, have the tanwin of what is counted (بستانا) or the ending of a nisba (برازيلي). */
/* «اشتر 2 واحصل على»: a conjunction before an imperative; no noun has these letters. */
static bool joins_imperative(rawi_slice word) {
    return rawi_has_prefix(word, "وا") && word.length >= strlen("واحصل") &&
           !rawi_has_suffix(word, "ة") && !rawi_has_suffix(word, "ات") &&
           !rawi_has_suffix(word, "ين") && !rawi_has_suffix(word, "ون") &&
           !rawi_has_suffix(word, "ا");
}

static bool has_clitic(rawi_slice word) {
    if (joins_imperative(word))
        return true;
    for (size_t letters = 1; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (rawi_clitic_of(word, letters, &clitic) &&
            (clitic.article || rawi_is_listed_noun(rawi_without_clitic(word, &clitic))))
            return true;
    }
    bool relative = rawi_has_suffix(word, "ي") || rawi_has_suffix(word, "ية") ||
                    rawi_has_suffix(word, "يين") || rawi_has_suffix(word, "يون") ||
                    rawi_has_suffix(word, "يات");
    static const char *const prefixed[] = {"لت", "لم", "بت", "بم"}; /* لتقنية, no nationality */
    for (size_t i = 0; i < sizeof prefixed / sizeof *prefixed; i++)
        relative = relative && !rawi_has_prefix(word, prefixed[i]);
    return (rawi_has_prefix(word, "ب") || rawi_has_prefix(word, "ل")) && !relative &&
           (!rawi_has_suffix(word, "ا") || rawi_has_suffix(word, "ها"));
}

/* A verb (10 يؤيدون، نجوا), or a noun with a pronoun (107 حافلته): nothing that the number before
 * it counts. */
static bool is_uncountable(rawi_slice bare) {
    static const char *const endings[] = {"وا", "ته", "تها", "تهم", "وها", "وهم"};
    static const char *const nouns[] = {"ي", "ا", "ة", "ين"};
    bool noun = !rawi_has_prefix(bare, "ي") || bare.length <= 3 * strlen("ي");
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        noun = noun || rawi_has_suffix(bare, nouns[i]);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        noun = noun && !rawi_has_suffix(bare, endings[i]);
    return !noun;
}

enum {
    LETTER = 2 /* bytes */
};

static bool has_letter(rawi_slice letters, size_t index, const char *letter) {
    return letters.length >= (index + 1) * LETTER &&
           memcmp(letters.bytes + index * LETTER, letter, LETTER) == 0;
}

bool rawi_is_diptote_plural(rawi_slice letters) {
    static const char *const doubled[] = {"أطباء", "أعزاء", "أشداء", "أحباء",
                                          "أشقاء", "أشياء", "أدلاء"};
    size_t count = letters.length / LETTER;
    for (size_t i = 0; i < sizeof doubled / sizeof *doubled; i++)
        if (rawi_slice_equal(letters, rawi_slice_of(doubled[i])))
            return true;
    if (rawi_has_suffix(letters, "اء"))
        return has_letter(letters, 0, "أ") ? count > 5 : count == 5 && !has_letter(letters, 0, "ا");
    if (!has_letter(letters, 2, "ا") || rawi_has_suffix(letters, "ة") ||
        rawi_has_suffix(letters, "ي"))
        return false;
    return count == 5 || (count == 6 && has_letter(letters, 4, "ي"));
}

rawi_counted_noun rawi_counted_noun_of(rawi_slice bare) {
    rawi_counted_noun noun = {.is_noun = true,
                              .number = RAWI_SINGULAR,
                              .reason = N_("gender of the counted noun by form")};
    const size_t shortest = 2 * strlen("ب");
    if (find_noun(bare, &noun))
        return noun;
    const rawi_slice stem = {bare.bytes, bare.length - strlen("ه")};
    if (rawi_has_suffix(bare, "ه") &&
        (rawi_is_listed_noun(stem) || rawi_slice_equal(stem, rawi_slice_of("وحد")))) {
        noun.is_noun = false; /* في 2010 عمله */
        return noun;
    }
    if (bare.length < shortest || rawi_is_governor(bare) || has_clitic(bare) ||
        is_uncountable(bare)) {
        noun.is_noun = false;
    } else if (rawi_has_suffix(bare, "ات")) {
        noun.gender = is_plural_of_verbal_noun(bare) ? RAWI_MASCULINE : RAWI_FEMININE;
        noun.number = RAWI_PLURAL;
    } else if (rawi_has_suffix(bare, "تان") || rawi_has_suffix(bare, "تين")) {
        noun.gender = RAWI_FEMININE;
        noun.number = RAWI_DUAL;
    } else if (rawi_has_suffix(bare, "ون") || rawi_has_suffix(bare, "ين")) {
        noun.number = RAWI_PLURAL;
    } else if (rawi_has_suffix(bare, "ة")) {
        noun.gender = RAWI_FEMININE;
    }
    return noun;
}

/* A mark of quotation glued to digits, where no quotation is open and none ends the sentence, is
 * that of inches: 6.9". */
static bool is_inch_mark(const rawi_reader *reader, size_t at) {
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!before || before->kind != RAWI_ITEM_DIGITS || !rawi_item_is_glued(reader, at) ||
        reader->in_quotation)
        return false;
    size_t number = at >= 3 && rawi_item_is_symbol(reader, at - 2, U'.') ? at - 3 : at - 1;
    return (next && next->kind != RAWI_ITEM_SYMBOL) ||
           rawi_clause_has_listed(reader, number, "inches");
}

static rawi_noun unit_of(ptrdiff_t row) {
    size_t at = (size_t)row;
    return (rawi_noun){
        .gender =
            *rawi_table_cell(&rawi_units_table, at, 1) == 'f' ? RAWI_FEMININE : RAWI_MASCULINE,
        .singular = rawi_table_cell(&rawi_units_table, at, 2),
        .plural = rawi_table_cell(&rawi_units_table, at, 3),
        .adjective = rawi_table_cell(&rawi_units_table, at, 4),
        .tail = rawi_table_cell(&rawi_units_table, at, 5),
    };
}

bool rawi_listed_unit(rawi_slice letters, rawi_noun *noun) {
    ptrdiff_t row = rawi_table_find(&rawi_units_table, letters);
    if (row >= 0)
        *noun = unit_of(row);
    return row >= 0;
}

/* The unit of the table at item `at`, of one word to three; the item after it, or `at`. */
static size_t find_listed_unit(const rawi_reader *reader, size_t at, ptrdiff_t *found) {
    const size_t most_items = 5;
    const size_t most_words = 3;
    size_t end = at;
    for (size_t length = 1; length <= most_items; length++) {
        const rawi_item *last = rawi_item_at(reader, at + length - 1);
        if (!last || (length > most_words && last->spaced))
            break;
        rawi_slice text = length == 1 ? last->bare : rawi_items_text(reader, at, at + length);
        ptrdiff_t row = rawi_table_find(&rawi_units_table, text);
        if (row >= 0) {
            *found = row;
            end = at + length;
        }
    }
    return end;
}

size_t rawi_find_unit(const rawi_reader *reader, size_t at, rawi_noun *noun, const char **kind) {
    ptrdiff_t found = -1;
    if (rawi_item_is_symbol(reader, at, U'"') && !is_inch_mark(reader, at))
        return at;
    size_t end = find_listed_unit(reader, at, &found);
    if (found < 0)
        return at;
    if (end == at + 1 && rawi_item_is_word(reader, at, "م") && rawi_counts_heat(reader, at))
        found = rawi_table_find(&rawi_units_table, rawi_slice_of("م°"));
    *noun = unit_of(found);
    *kind = rawi_table_cell(&rawi_units_table, (size_t)found, 6);
    return rawi_take_hour(reader, end, noun);
}

bool rawi_is_plural(rawi_slice word) {
    rawi_counted_noun noun = rawi_counted_noun_of(rawi_without_article(word));
    return noun.is_noun && noun.number == RAWI_PLURAL;
}

bool rawi_noun_fits(rawi_slice word, uint64_t value) {
    rawi_counted_noun noun = rawi_counted_noun_of(word);
    if (!noun.is_noun)
        return false;
    switch (rawi_counted_form_of(value)) {
    case RAWI_COUNTED_FEW:
        return noun.number == RAWI_PLURAL;
    case RAWI_COUNTED_MANY:
        return rawi_has_suffix(word, "ا") || rawi_has_suffix(word, "ة") ||
               (noun.number == RAWI_SINGULAR && rawi_is_listed_noun(word));
    case RAWI_COUNTED_TWO:
        return noun.number != RAWI_PLURAL;
    default:
        return noun.number == RAWI_SINGULAR;
    }
}
