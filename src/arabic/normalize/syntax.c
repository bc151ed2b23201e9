/* The case of a number, from what stands before it in its clause. */
#include "arabic/normalize/reading.h"

#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/calendar.h"
#include "arabic/normalize/clitics.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(fronted_objects);
RAWI_TABLE(governors);

typedef enum effect {
    EFFECT_NONE,
    EFFECT_GENITIVE,
    EFFECT_CONSTRUCT,
    EFFECT_OBJECT,
    EFFECT_SUBJECT,
    EFFECT_EITHER,
    EFFECT_REMAIN,
    EFFECT_FRONTED,
    EFFECT_INNA,
    EFFECT_KANA,
    EFFECT_ADVERB
} effect;

static effect effect_named(const char *name) {
    static const char *const names[] = {"",        "genitive", "construct", "object",
                                        "subject", "either",   "remain",    "fronted",
                                        "inna",    "kana",     "adverb"};
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return (effect)i;
    return EFFECT_NONE;
}

static bool is_verb(effect found) {
    return (found >= EFFECT_OBJECT && found <= EFFECT_REMAIN) || found == EFFECT_KANA;
}

/* The word's first effect, or with `verb` its first as a verb. */
static effect find_governor(rawi_slice word, bool verb) {
    ptrdiff_t row = rawi_table_find(&rawi_governors_table, word);
    for (; row >= 0 && (size_t)row < rawi_table_rows(&rawi_governors_table); row++) {
        rawi_slice key = rawi_slice_of(rawi_table_cell(&rawi_governors_table, (size_t)row, 0));
        effect found = effect_named(rawi_table_cell(&rawi_governors_table, (size_t)row, 1));
        if (!rawi_slice_equal(key, word))
            break;
        if (!verb || is_verb(found))
            return found;
    }
    return EFFECT_NONE;
}

static bool strip_prefix(rawi_slice *word, const char *prefix) {
    size_t length = strlen(prefix);
    if (word->length <= length || memcmp(word->bytes, prefix, length) != 0)
        return false;
    *word = (rawi_slice){word->bytes + length, word->length - length};
    return true;
}

static bool strip_suffix(rawi_slice *word, const char *suffix) {
    size_t length = strlen(suffix);
    if (word->length <= length || memcmp(word->bytes + word->length - length, suffix, length) != 0)
        return false;
    word->length -= length;
    return true;
}

/* A present's stem is that of its past or lacks the past's first letter: ينتج of أنتج, يستثمر of
 * استثمر. */
static effect present_effect(rawi_slice stem) {
    static const char *const dropped[] = {"أ", "ا"};
    char past[64];
    effect found = find_governor(stem, true);
    for (size_t i = 0; found == EFFECT_NONE && i < 2; i++) {
        size_t length = strlen(dropped[i]);
        if (stem.length + length > sizeof past)
            break;
        memcpy(past, dropped[i], length);
        memcpy(past + length, stem.bytes, stem.length);
        found = find_governor((rawi_slice){past, length + stem.length}, true);
    }
    return found;
}

/* A verb's row by its past without the subject's suffix, or by its present without prefix. */
static effect verb_effect(rawi_slice word) {
    static const char *const suffixes[] = {"ت", "وا", "ون", "نا", "ا"};
    static const char *const prefixes[] = {"ي", "ت", "ن", "أ"};
    effect found = find_governor(word, true);
    if (found != EFFECT_NONE)
        return found;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        rawi_slice past = word;
        if (strip_suffix(&past, suffixes[i]) && (found = find_governor(past, true)) != EFFECT_NONE)
            return found;
    }
    rawi_slice present = word;
    strip_prefix(&present, "س");
    strip_suffix(&present, "ون");
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        rawi_slice stem = present;
        if (strip_prefix(&stem, prefixes[i]) && (found = present_effect(stem)) != EFFECT_NONE)
            return found;
    }
    return EFFECT_NONE;
}

/* ل before a present (ليبلغ), prepositions before what governs a genitive (لكل، بتوظيف). */
static effect prefixed_effect(rawi_slice word) {
    static const char *const prepositions[] = {"ل", "ب", "ك"};
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        rawi_slice stem = word;
        if (!strip_prefix(&stem, prepositions[i]))
            continue;
        effect found = find_governor(stem, false);
        if (found == EFFECT_GENITIVE || found == EFFECT_CONSTRUCT)
            return EFFECT_CONSTRUCT;
        if (i == 0 && (memcmp(stem.bytes, "ي", 2) == 0 || memcmp(stem.bytes, "ت", 2) == 0) &&
            (found = verb_effect(stem)) != EFFECT_NONE)
            return found;
    }
    return EFFECT_NONE;
}

static effect effect_of(rawi_slice word) {
    static const char *const conjunctions[] = {"و", "ف"};
    effect found = find_governor(word, false);
    for (size_t i = 0; found == EFFECT_NONE && i < 2; i++) {
        rawi_slice bare = word;
        if (!strip_prefix(&bare, conjunctions[i]))
            continue;
        found = find_governor(bare, false);
        if (found == EFFECT_NONE)
            found = verb_effect(bare);
        if (found == EFFECT_NONE)
            found = prefixed_effect(bare);
    }
    if (found == EFFECT_NONE)
        found = verb_effect(word);
    return found == EFFECT_NONE ? prefixed_effect(word) : found;
}

/* Of a word that is preposition or noun and verb (تجاوز) only the verb reaches beyond the next
 * word. */
static effect distant_effect_of(rawi_slice word) {
    effect found = effect_of(word);
    return found == EFFECT_GENITIVE || found == EFFECT_CONSTRUCT ? verb_effect(word) : found;
}

/* «قتل 3 وجرح 15»: a second verb after the number of the first, unless that is in an idafa (مقتل 3
 * وجرح 15). */
static bool joins_verb(const rawi_reader *reader, size_t at, rawi_slice *word) {
    return reader->last_end && at >= reader->last_end && at - reader->last_end <= 1 &&
           reader->last_case != RAWI_GENITIVE && strip_prefix(word, "و");
}

/* Of a word that is noun and verb (دفع) the verb where it opens its clause, the noun after a
 * preposition. */
static effect near_effect_of(const rawi_reader *reader, size_t at) {
    rawi_slice word = reader->sentence->items[at].bare;
    effect found = effect_of(word);
    bool opens = at == 0 || reader->sentence->items[at - 1].kind == RAWI_ITEM_SYMBOL ||
                 joins_verb(reader, at, &word);
    effect verb = found == EFFECT_CONSTRUCT && opens ? verb_effect(word) : EFFECT_NONE;
    bool governed = !opens && reader->sentence->items[at - 1].kind == RAWI_ITEM_WORD &&
                    find_governor(reader->sentence->items[at - 1].bare, false) == EFFECT_GENITIVE;
    if (governed && (found == EFFECT_OBJECT || found == EFFECT_EITHER || found == EFFECT_SUBJECT))
        return EFFECT_CONSTRUCT;
    return verb == EFFECT_NONE ? found : verb;
}

static bool starts_with(rawi_slice word, const char *prefix) {
    return strip_prefix(&word, prefix);
}

/* A noun in the genitive: a clitic with a preposition and the article, or a preposition glued to a
 * noun (بذاكرة). */
static bool has_preposition(rawi_slice word) {
    const size_t short_word = 3 * strlen("ب");
    if (word.length <= short_word || rawi_is_listed_noun(word))
        return false;
    for (size_t letters = 1; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (rawi_clitic_of(word, letters, &clitic) && clitic.governs &&
            (clitic.article || rawi_is_listed_noun(rawi_without_clitic(word, &clitic))))
            return true;
    }
    return false;
}

static bool is_definite(rawi_slice word) {
    static const char *const pronouns[] = {"ها", "هم", "هما", "هن", "ه", "ي"};
    if (rawi_has_article(word))
        return true;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        rawi_slice stem = word;
        if (strip_suffix(&stem, pronouns[i]))
            return true;
    }
    return false;
}

/* A noun with a pronoun: طوله, حرارته; not لديه. */
static bool is_noun_of_someone(rawi_slice word) {
    static const char *const pronouns[] = {"هما", "ها", "هم", "هن", "ه"};
    char feminine[64];
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        rawi_slice stem = word;
        if (!strip_suffix(&stem, pronouns[i]))
            continue;
        if (rawi_is_listed_noun(stem))
            return true;
        if (!strip_suffix(&stem, "ت") || stem.length + sizeof "ة" > sizeof feminine)
            return false;
        memcpy(feminine, stem.bytes, stem.length);
        memcpy(feminine + stem.length, "ة", strlen("ة"));
        return rawi_is_listed_noun((rawi_slice){feminine, stem.length + strlen("ة")});
    }
    return false;
}

/* Whether the indefinite words directly before `first` hang on a preposition: what follows them in
 * apposition is genitive too (بذاكرة موحدة 128 غيغابايت). */
static bool follows_genitive_phrase(const rawi_reader *reader, size_t first) {
    const size_t longest_phrase = 3;
    for (size_t back = 1; back <= first && back <= longest_phrase; back++) {
        const rawi_item *item = &reader->sentence->items[first - back];
        if (item->kind != RAWI_ITEM_WORD || is_definite(item->bare))
            return false;
        effect found = effect_of(item->bare);
        if (found == EFFECT_GENITIVE)
            return back > 1 &&
                   (rawi_is_listed_noun(item[1].bare) || rawi_is_foreign_name(item[1].bare));
        if (is_verb(found) || found == EFFECT_INNA)
            return false;
        if (has_preposition(item->bare))
            return true;
    }
    return false;
}

static bool ends_clause(const rawi_item *item) {
    return item->kind == RAWI_ITEM_SYMBOL && item->character != U'"' && item->character != U'«' &&
           item->character != U'»' && item->character != U'&';
}

/* A symbol that ends no clause, being written with a number: 85.4, 2,300, $85. */
static bool belongs_to_number(const rawi_reader *reader, size_t at) {
    static const char32_t currencies[] = U"$€£¥₪₺₹";
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!next || next->kind != RAWI_ITEM_DIGITS || next->spaced)
        return false;
    for (const char32_t *sign = currencies; *sign; sign++)
        if (reader->sentence->items[at].character == *sign)
            return true;
    return at && rawi_item_is_glued(reader, at) &&
           reader->sentence->items[at - 1].kind == RAWI_ITEM_DIGITS;
}

/* Goes back over a parenthesis that closes right before the item. */
static size_t before_parenthesis(const rawi_reader *reader, size_t at) {
    const size_t longest = 12;
    if (at == 0 || !rawi_item_is_symbol(reader, at - 1, U')'))
        return at;
    for (size_t back = 2; back <= at && back <= longest; back++)
        if (rawi_item_is_symbol(reader, at - back, U'('))
            return at - back;
    return at;
}

/* Whether a prepositional phrase or an adverb of time starts at the item: no subject of a verb. */
static bool is_adverbial(const rawi_reader *reader, size_t at) {
    rawi_slice word = reader->sentence->items[at].bare;
    return rawi_item_in_list(reader, at, "adverb") || rawi_is_weekday(reader, at) ||
           find_governor(word, false) == EFFECT_GENITIVE ||
           (has_preposition(word) && is_definite(word));
}

static rawi_syntax settled(rawi_case grammatical, unsigned odds, const char *reason) {
    return (rawi_syntax){.grammatical = grammatical, .odds = odds, .reason = reason};
}

static rawi_syntax second_term_of_idafa(unsigned odds) {
    rawi_syntax syntax = settled(RAWI_GENITIVE, odds, N_("second term of an idafa"));
    syntax.idafa = true;
    return syntax;
}

/* What a governor makes of a number that stands directly after it, or further on. */
static bool judge(effect found, bool adjacent, bool measure, rawi_syntax *syntax) {
    switch (found) {
    case EFFECT_GENITIVE:
        *syntax = settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("after a preposition"));
        return adjacent;
    case EFFECT_CONSTRUCT:
        *syntax = second_term_of_idafa(RAWI_SURE);
        return adjacent;
    case EFFECT_OBJECT:
        *syntax =
            settled(RAWI_ACCUSATIVE, adjacent ? RAWI_SURE : RAWI_LIKELY, N_("object of the verb"));
        return true;
    case EFFECT_SUBJECT:
        *syntax = measure ? settled(RAWI_ACCUSATIVE, adjacent ? RAWI_SURE : RAWI_DOUBTFUL,
                                    N_("a measure after the verb"))
                          : settled(RAWI_NOMINATIVE, adjacent ? RAWI_CERTAIN : RAWI_PROBABLE,
                                    N_("subject of the verb"));
        return true;
    case EFFECT_REMAIN:
        *syntax = settled(RAWI_NOMINATIVE, RAWI_PROBABLE, N_("subject of the verb"));
        return true;
    case EFFECT_EITHER:
        *syntax = adjacent && measure
                      ? settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("a measure after the verb"))
                  : adjacent ? settled(RAWI_NOMINATIVE, RAWI_SURE, N_("subject of the verb"))
                             : settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb"));
        return true;
    case EFFECT_INNA:
        *syntax = adjacent ? settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("noun of inna"))
                           : settled(RAWI_NOMINATIVE, RAWI_OPEN, N_("predicate of inna"));
        return true;
    case EFFECT_KANA:
        *syntax = adjacent ? settled(RAWI_NOMINATIVE, RAWI_LIKELY, N_("noun of kana"))
                           : settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("predicate of kana"));
        return true;
    case EFFECT_FRONTED:
    case EFFECT_NONE:
    case EFFECT_ADVERB:
        break;
    }
    return false;
}

/* After a number of the same clause, or after what stands with it (بينهم امرأتان و4 نساء). */
static bool coordinates(const rawi_reader *reader, size_t first, bool measure,
                        rawi_syntax *syntax) {
    const size_t reach = 6;
    bool joined = reader->clitic && strcmp(reader->clitic, "وَ") == 0;
    (void)measure;
    if (!reader->last_end || first - reader->last_end > reach ||
        !(joined || rawi_item_is_one_of(reader, first - 1, "و أو أم ثم بل أي")))
        return false;
    *syntax = settled(reader->last_case, reader->last_open ? RAWI_SURE : RAWI_CERTAIN,
                      N_("coordinated with the number before"));
    syntax->joined = true;
    for (size_t at = reader->last_end; at < first; at++)
        if (find_governor(reader->sentence->items[at].bare, false) == EFFECT_FRONTED)
            *syntax = settled(RAWI_NOMINATIVE, RAWI_DOUBTFUL, N_("subject after its predicate"));
    return true;
}

/* «بمعالج واحد و128 غيغابايت»: after an indefinite noun in the genitive. */
static bool coordinates_with_genitive(const rawi_reader *reader, size_t first, bool measure,
                                      rawi_syntax *syntax) {
    const size_t reach = 8;
    (void)measure;
    if (!reader->clitic || strcmp(reader->clitic, "وَ") != 0)
        return false;
    for (size_t back = 1; back <= first && back <= reach; back++) {
        const rawi_item *item = &reader->sentence->items[first - back];
        if (ends_clause(item))
            return false;
        if (item->kind != RAWI_ITEM_WORD || is_definite(item->bare) || !has_preposition(item->bare))
            continue;
        *syntax = settled(RAWI_GENITIVE, RAWI_PROBABLE, N_("coordinated with a genitive"));
        return true;
    }
    return false;
}

/* A term of arithmetic: زائدُ ثلاثةٍ يساوي ثمانيةً. */
static bool after_operator(const rawi_reader *reader, size_t first, bool measure,
                           rawi_syntax *syntax) {
    static const char32_t operators[] = U"+×*÷^<>№√";
    (void)measure;
    if (first == 0)
        return false;
    const rawi_item *before = &reader->sentence->items[first - 1];
    if (before->character == U'=' || before->character == U'≥' || before->character == U'≤') {
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_CERTAIN, N_("after the sign of equality"));
        return true;
    }
    if (before->character == U'-' && reader->equation) {
        *syntax = settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("after a sign of arithmetic"));
        return true;
    }
    bool found = rawi_item_is_one_of(reader, first - 1, "x X");
    for (const char32_t *sign = operators; *sign; sign++)
        found = found || before->character == *sign;
    *syntax = settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("after a sign of arithmetic"));
    return found;
}

/* A word with a conjunction and a pronoun directly before the number: وعارضه 20، وبينهم 5، وعددها
 * 30 all have the number in the nominative. */
static bool has_conjunction_and_pronoun(rawi_slice word) {
    static const char *const pronouns[] = {"ه", "ها", "هم", "هن"};
    if (!strip_prefix(&word, "و") || starts_with(word, "ال") || effect_of(word) != EFFECT_NONE)
        return false;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        rawi_slice stem = word;
        if (strip_suffix(&stem, pronouns[i]) && stem.length > strlen("بب"))
            return true;
    }
    return false;
}

/* Whether the item looks like a verb that the table does not have: a present in ي, or one in ت
 * before its subject with the article (تنقل الشركة). */
static bool looks_like_verb(const rawi_reader *reader, size_t at) {
    rawi_slice word = reader->sentence->items[at].bare;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    strip_prefix(&word, "و");
    if (starts_with(word, "سي") || starts_with(word, "ست"))
        strip_prefix(&word, "س");
    if (at && rawi_item_in_list(reader, at - 1, "before_present") &&
        (starts_with(word, "ي") || starts_with(word, "ت") || starts_with(word, "ن")))
        return true;
    if (rawi_is_listed_noun(word) || word.length <= strlen("ببب"))
        return false;
    return starts_with(word, "ي") ||
           ((starts_with(word, "ت") || strip_suffix(&word, "ت")) && next &&
            next->kind == RAWI_ITEM_WORD && starts_with(next->bare, "ال"));
}

/* A verb with its object, directly before its subject: يموله 12 بلدا، يسكنها 20 ألفا. */
static bool has_object_pronoun(rawi_slice word) {
    static const char *const pronouns[] = {"ه", "ها", "هم", "هن", "هما"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        rawi_slice stem = word;
        if (!strip_suffix(&stem, pronouns[i]) || stem.length <= strlen("بب"))
            continue;
        strip_prefix(&stem, "ف");
        effect found = find_governor(word, false) == EFFECT_NONE ? verb_effect(stem) : EFFECT_NONE;
        bool present = starts_with(stem, "ي");
        if (found == EFFECT_OBJECT || found == EFFECT_EITHER ||
            (found == EFFECT_SUBJECT && present))
            return true;
    }
    return false;
}

/* A noun that the table does not have after ب or ل (بأغلبية 432، لاختيار 165), and no name that
 * starts so. */
static bool is_prefixed_noun(rawi_slice word) {
    const size_t short_word = 4 * strlen("ب");
    return word.length > short_word && (starts_with(word, "ب") || starts_with(word, "ل")) &&
           !starts_with(word, "لي") && !rawi_word_in_list(word, "name_in_b_or_l");
}

bool rawi_is_first_term(rawi_slice word) {
    if (rawi_has_article(word))
        return false;
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        if (!rawi_clitic_of(word, letters, &clitic))
            continue;
        rawi_slice noun = rawi_without_clitic(word, &clitic);
        if (rawi_is_listed_noun(noun))
            return rawi_without_tanwin(noun).length == noun.length && !rawi_is_governor(word);
    }
    return !is_definite(word) && !rawi_has_suffix(word, "ا") &&
           (rawi_is_verbal_noun(word) || is_prefixed_noun(word));
}

/* «وفي جعبته 34»: a clause of state starts with و and a preposition. */
static bool opens_state(rawi_slice word) {
    return strip_prefix(&word, "و") &&
           (find_governor(word, false) == EFFECT_GENITIVE ||
            find_governor(word, false) == EFFECT_FRONTED) &&
           !rawi_slice_equal(word, rawi_slice_of("نحو")) &&
           !rawi_slice_equal(word, rawi_slice_of("حوالي"));
}

/* A clause without a verb whose first word is a prepositional phrase: the number is its subject. */
static bool opens_with_preposition(const rawi_reader *reader, size_t at) {
    if (at >= reader->sentence->count || reader->sentence->items[at].kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice word = reader->sentence->items[at].bare;
    return effect_of(word) == EFFECT_GENITIVE || has_preposition(word);
}

/* Whether a preposition governs the item. */
static bool is_governed(const rawi_reader *reader, size_t at) {
    return has_preposition(reader->sentence->items[at].bare) ||
           (at && reader->sentence->items[at - 1].kind == RAWI_ITEM_WORD &&
            find_governor(reader->sentence->items[at - 1].bare, false) == EFFECT_GENITIVE);
}

/* «لديه 3 أطفال» and «طوله 30 مترا» are sentences of their own, also of an indefinite noun (في فرن
 * حرارته 180); after a verb (يبلغ طوله 30) the number is its object, after kana (كان طوله 30) its
 * predicate, after inna (إن لديه 3) its noun. */
static rawi_syntax fronted(const rawi_reader *reader, size_t at, bool measure) {
    bool joined = starts_with(reader->sentence->items[at].bare, "و");
    rawi_syntax syntax = settled(RAWI_NOMINATIVE, joined ? RAWI_PROBABLE : RAWI_LIKELY,
                                 N_("the number is subject or predicate"));
    if (joined || at == 0 || reader->sentence->items[at - 1].kind != RAWI_ITEM_WORD)
        return syntax;
    rawi_slice previous = reader->sentence->items[at - 1].bare;
    bool noun = is_noun_of_someone(reader->sentence->items[at].bare);
    if (effect_of(previous) == EFFECT_INNA)
        return noun ? settled(RAWI_NOMINATIVE, RAWI_SURE, N_("predicate of inna"))
                    : settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("noun of inna"));
    effect before = verb_effect(previous);
    if (before == EFFECT_OBJECT)
        judge(before, false, measure, &syntax);
    else if (before == EFFECT_KANA && noun && !rawi_item_is_word(reader, at - 1, "ما"))
        syntax = settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("predicate of kana"));
    else if (before == EFFECT_KANA && !noun) /* كان هناك 12 شخصا */
        syntax = settled(RAWI_NOMINATIVE, RAWI_SURE, N_("noun of kana"));
    else if (noun && before == EFFECT_NONE && !is_definite(previous) && is_governed(reader, at - 1))
        syntax.odds = RAWI_SURE;
    return syntax;
}

/* «الجليد فقد 12 كم»، «الهجوم الذي قتل 12»: the subject stands before its verb. */
static bool follows_subject(const rawi_reader *reader, size_t verb) {
    size_t name = verb;
    name -= name && reader->sentence->items[name - 1].kind == RAWI_ITEM_DIGITS;
    if (name && reader->sentence->items[name - 1].kind == RAWI_ITEM_LATIN)
        return true; /* Falcon 9 حمل */
    if (verb == 0 || reader->sentence->items[verb - 1].kind != RAWI_ITEM_WORD)
        return false;
    if (rawi_item_is_one_of(reader, verb - 1, "الذي التي الذين"))
        return true;
    bool opens = verb == 1 || ends_clause(&reader->sentence->items[verb - 2]) ||
                 effect_of(reader->sentence->items[verb - 2].bare) == EFFECT_INNA;
    return opens && starts_with(reader->sentence->items[verb - 1].bare, "ال") &&
           !is_adverbial(reader, verb - 1);
}

/* «وصار 25»: nothing but a noun follows the number in its clause. */
static bool ends_with_number(const rawi_reader *reader, size_t first) {
    size_t at = first;
    const rawi_item *item = rawi_item_at(reader, at);
    while (item && (item->kind == RAWI_ITEM_DIGITS || item->character == U'%' ||
                    (!item->spaced && rawi_item_is_glued(reader, at + 1))))
        item = rawi_item_at(reader, ++at);
    if (item && item->kind == RAWI_ITEM_WORD && !rawi_is_governor(item->bare))
        item = rawi_item_at(reader, ++at);
    return !item || ends_clause(item);
}

/* A past in the feminine that the table does not have: فصلت. */
static bool looks_like_past(rawi_slice word) {
    const size_t short_word = 3 * strlen("ب");
    rawi_slice stem = word;
    return word.length > short_word && !starts_with(word, "ال") && strip_suffix(&stem, "ت") &&
           !strip_suffix(&stem, "ا") && !rawi_is_listed_noun(word);
}

/* Whether the noun at item `at` is counted itself: قبل 15 سنة 300 دينار. */
static bool is_counted(const rawi_reader *reader, size_t at) {
    bool model = at > 1 && rawi_item_is_glued(reader, at - 1) &&
                 reader->sentence->items[at - 2].kind == RAWI_ITEM_LATIN; /* V6 سعة */
    return at && !model && reader->sentence->items[at - 1].kind == RAWI_ITEM_DIGITS &&
           rawi_is_listed_noun(reader->sentence->items[at].bare) &&
           verb_effect(reader->sentence->items[at].bare) == EFFECT_NONE;
}

/* «اقتحم 4 مسلحين مدرسة»: people are counted, who may do what the verb says. */
static bool counts_people(const rawi_reader *reader, size_t first) {
    const rawi_item *noun = rawi_item_at(reader, first + 1);
    if (!noun || noun->kind != RAWI_ITEM_WORD || noun->bare.length <= strlen("بببب"))
        return false;
    return rawi_has_suffix(noun->bare, "ين")
               ? !rawi_item_is_word(reader, first + 1, "ملايين")
               : rawi_has_suffix(noun->bare, "اء") && rawi_is_diptote_plural(noun->bare);
}

/* What stands directly before the number at `first`: the rules that reach no further. */
static bool judge_neighbour(const rawi_reader *reader, size_t first, size_t at, effect found,
                            bool measure, rawi_syntax *syntax) {
    rawi_slice word = reader->sentence->items[at].bare;
    if (is_counted(reader, at))
        return false;
    if (found == EFFECT_FRONTED)
        *syntax = fronted(reader, at, measure);
    else if (has_object_pronoun(word))
        *syntax = settled(RAWI_NOMINATIVE, RAWI_PROBABLE, N_("subject of the verb"));
    else if (found == EFFECT_NONE && rawi_is_first_term(word))
        *syntax = second_term_of_idafa(RAWI_LIKELY);
    else if (found == EFFECT_EITHER && follows_subject(reader, at))
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb"));
    else if (measure && rawi_item_in_list(reader, at, "stayed"))
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("a measure after the verb"));
    else if (found == EFFECT_KANA && ends_with_number(reader, first))
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_PROBABLE, N_("predicate of kana"));
    else if (reader->masculine && !measure && looks_like_past(word) && is_verb(found))
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_SURE, N_("object of the verb"));
    else if (found == EFFECT_OBJECT && counts_people(reader, first))
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_OPEN, N_("syntax leaves the case open"));
    else if (found == EFFECT_OBJECT && !measure && looks_like_past(word))
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb"));
    else if (!judge(found, true, measure, syntax))
        return false;
    syntax->never_genitive = is_verb(found) && looks_like_past(word);
    return true;
}

/* What a word further back makes of the number. `at` is the item after it. */
static bool judge_distant(const rawi_reader *reader, size_t at, size_t distance, effect found,
                          bool measure, rawi_syntax *syntax) {
    rawi_slice word = reader->sentence->items[at - 1].bare;
    bool direct = (found == EFFECT_EITHER || found == EFFECT_KANA) && is_adverbial(reader, at);
    bool reached = found == EFFECT_SUBJECT && is_adverbial(reader, at);
    if (distance <= 3 && opens_state(word)) {
        bool pronoun = distance == 2 && is_definite(reader->sentence->items[at].bare) &&
                       !starts_with(reader->sentence->items[at].bare, "ال");
        *syntax = settled(RAWI_NOMINATIVE, pronoun ? RAWI_PROBABLE : RAWI_DOUBTFUL,
                          N_("subject after its predicate"));
        return true;
    }
    if (found == EFFECT_INNA && distance <= 3 && is_adverbial(reader, at)) { /* إن في المدرسة 12 */
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_PROBABLE, N_("noun of inna"));
        return true;
    }
    if (found == EFFECT_KANA && direct) { /* كان هناك 12 شخصا */
        *syntax = settled(RAWI_NOMINATIVE, RAWI_PROBABLE, N_("noun of kana"));
        return true;
    }
    return judge(found, direct || reached, measure, syntax);
}

/* Whether the item, a noun of a verb's letters, stands in an idafa: سعر صرف الدولار. */
static bool is_second_term(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return at && next && next->kind == RAWI_ITEM_WORD && starts_with(next->bare, "ال") &&
           find_governor(reader->sentence->items[at].bare, true) != EFFECT_KANA &&
           !is_counted(reader, at - 1) && reader->sentence->items[at - 1].kind == RAWI_ITEM_WORD &&
           find_governor(reader->sentence->items[at - 1].bare, false) == EFFECT_CONSTRUCT;
}

/* Whether no word of items [start, first) could be a verb: عيار 21 اليوم. */
static bool only_nouns(const rawi_reader *reader, size_t start, size_t first) {
    for (size_t at = start; at < first; at++) {
        rawi_slice word = reader->sentence->items[at].bare;
        if (reader->sentence->items[at].kind == RAWI_ITEM_WORD && !is_adverbial(reader, at) &&
            !rawi_is_listed_noun(word) && !starts_with(word, "ال") &&
            effect_of(word) != EFFECT_CONSTRUCT)
            return false;
    }
    return true;
}

/* Without any governor: the predicate of a nominal sentence (سعر الأونصة 20), or the object of a
 * verb that the tables do not know. Items [start, first) are the clause. */
static rawi_syntax nominal_or_verbal(const rawi_reader *reader, size_t start, size_t first,
                                     bool measure) {
    const size_t longest_idafa = 3;
    size_t second = start + 1;
    while (second < first && second < start + longest_idafa &&
           (rawi_is_listed_noun(reader->sentence->items[second].bare) ||
            is_second_term(reader, second)))
        second++; /* سعر صرف الدولار */
    const rawi_item *next = rawi_item_at(reader, second);
    rawi_slice opener = reader->sentence->items[start].bare;
    bool idafa = next && starts_with(next->bare, "ال");
    bool construct = effect_of(opener) == EFFECT_CONSTRUCT;
    if (!rawi_is_listed_noun(opener))
        strip_prefix(&opener, "و");
    bool noun = construct || rawi_is_listed_noun(opener);
    bool quantity = idafa && noun && verb_effect(opener) == EFFECT_NONE;
    bool nominal = quantity || noun || is_definite(opener);
    for (size_t at = start; at < first; at++)
        if (looks_like_past(reader->sentence->items[at].bare))
            nominal = quantity = false;
    if (measure)
        return quantity ? settled(RAWI_NOMINATIVE,
                                  only_nouns(reader, second + 1, first) ? RAWI_SURE : RAWI_LIKELY,
                                  N_("predicate of a nominal sentence"))
                        : settled(RAWI_ACCUSATIVE, RAWI_DOUBTFUL, N_("a measure after the verb"));
    if (quantity && !reader->counts && second + 1 == first)
        return settled(RAWI_NOMINATIVE, RAWI_SURE, N_("predicate of a nominal sentence"));
    return nominal ? settled(RAWI_NOMINATIVE, RAWI_DOUBTFUL, N_("predicate of a nominal sentence"))
                   : settled(RAWI_ACCUSATIVE, RAWI_OPEN, N_("syntax leaves the case open"));
}

/* By the nearest governor before the number in its clause, or by the clause's kind. */
static bool governed(const rawi_reader *reader, size_t first, bool measure, rawi_syntax *syntax) {
    const size_t reach = 14;
    size_t distance = 0;
    size_t at = first;
    for (; (at = before_parenthesis(reader, at)) > 0 && distance < reach; at--) {
        const rawi_item *item = &reader->sentence->items[at - 1];
        if (ends_clause(item) && !belongs_to_number(reader, at - 1))
            break;
        if (item->kind == RAWI_ITEM_SYMBOL)
            continue;
        distance++;
        if (item->kind != RAWI_ITEM_WORD)
            continue;
        effect found =
            distance == 1 ? near_effect_of(reader, at - 1) : distant_effect_of(item->bare);
        if (distance > 1 && is_second_term(reader, at - 1))
            continue;
        if (distance == 1 ? judge_neighbour(reader, first, at - 1, found, measure, syntax)
                          : judge_distant(reader, at, distance, found, measure, syntax))
            return true;
        if ((distance > 1 || measure) && found == EFFECT_NONE && looks_like_verb(reader, at - 1)) {
            *syntax = settled(RAWI_ACCUSATIVE, RAWI_DOUBTFUL, N_("object of the verb"));
            return true;
        }
    }
    if (distance > 1) {
        *syntax = nominal_or_verbal(reader, at, first, measure);
        if (syntax->odds == RAWI_SURE)
            return true;
    }
    if (distance < reach && (distance < 3 || opens_with_preposition(reader, at)))
        *syntax = settled(RAWI_NOMINATIVE,
                          first == 0 ? RAWI_CERTAIN
                          : distance ? RAWI_DOUBTFUL
                                     : RAWI_LIKELY,
                          N_("first in its clause"));
    else
        *syntax = nominal_or_verbal(reader, at, first, measure);
    return true;
}

static bool after_preposition(const rawi_reader *reader, size_t first, bool measure,
                              rawi_syntax *syntax) {
    (void)first;
    (void)measure;
    *syntax = settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("after a preposition"));
    return reader->clitic_governs;
}

static bool strip_pronoun(rawi_slice *word) {
    static const char *const pronouns[] = {"هما", "ها", "هم", "هن", "ه"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (strip_suffix(word, pronouns[i]))
            return true;
    return false;
}

static bool after_pronoun(const rawi_reader *reader, size_t first, bool measure,
                          rawi_syntax *syntax) {
    (void)measure;
    rawi_slice noun = first ? reader->sentence->items[first - 1].bare : (rawi_slice){"", 0};
    bool sure = strip_prefix(&noun, "و") && is_noun_of_someone(noun); /* وعمره 21 سنة */
    *syntax = settled(RAWI_NOMINATIVE, sure ? RAWI_SURE : RAWI_PROBABLE,
                      N_("after a word with a pronoun"));
    if (first && strip_pronoun(&noun) && rawi_is_verbal_noun(noun)) /* وتغريمه 10 آلاف دينار */
        *syntax = settled(RAWI_ACCUSATIVE, RAWI_LIKELY, N_("object of the verb"));
    return first && reader->sentence->items[first - 1].kind == RAWI_ITEM_WORD &&
           has_conjunction_and_pronoun(reader->sentence->items[first - 1].bare);
}

static bool second_term(const rawi_reader *reader, size_t first, bool measure,
                        rawi_syntax *syntax) {
    (void)measure;
    *syntax = second_term_of_idafa(RAWI_SURE);
    bool joined = reader->clitic && starts_with(rawi_slice_of(reader->clitic), "وَ");
    const rawi_item *before = first ? &reader->sentence->items[first - 1] : NULL;
    bool label = before && before->kind == RAWI_ITEM_WORD && !reader->clitic &&
                 rawi_has_article(reader->sentence->items[first].bare); /* صاحب الرقم 10 */
    if (label && rawi_item_in_list(reader, first - 1, "owner"))
        syntax->odds = RAWI_CERTAIN;
    return reader->definite ? !joined && rawi_follows_construct(reader, first)
                            : label && (rawi_is_first_term(before->bare) ||
                                        effect_of(before->bare) == EFFECT_CONSTRUCT);
}

static bool in_apposition(const rawi_reader *reader, size_t first, bool measure,
                          rawi_syntax *syntax) {
    (void)measure;
    *syntax = settled(RAWI_GENITIVE, RAWI_LIKELY, N_("in apposition to a genitive"));
    return follows_genitive_phrase(reader, first);
}

/* Whether the word opens its clause: nothing stands before it that could be its subject. */
static bool opens_clause(const rawi_reader *reader, size_t at) {
    if (at == 0 || reader->sentence->items[at - 1].kind == RAWI_ITEM_SYMBOL)
        return true;
    return starts_with(reader->sentence->items[at].bare, "و") ||
           rawi_item_in_list(reader, at - 1, "clause_opener");
}

/* The nouns that are surely the object of the verb at item `at`, or NULL. */
static const char *objects_of(const rawi_reader *reader, size_t at) {
    rawi_slice verb = reader->sentence->items[at].bare;
    ptrdiff_t row = rawi_table_find(&rawi_fronted_objects_table, verb);
    if (row < 0 && strip_prefix(&verb, "و"))
        row = rawi_table_find(&rawi_fronted_objects_table, verb);
    return row < 0 ? NULL : rawi_table_cell(&rawi_fronted_objects_table, (size_t)row, 1);
}

/* Whether the object of the verb at item `at` stands directly after it. */
static bool has_object_after(const rawi_reader *reader, size_t at) {
    const char *objects = objects_of(reader, at);
    return objects && rawi_item_is_one_of(reader, at + 1, objects);
}

/* «تولى المنصب 4 وزراء»: the verb's object stands before the number, which is its subject. */
static bool after_object(const rawi_reader *reader, size_t first, bool measure,
                         rawi_syntax *syntax) {
    const size_t reach = 6;
    if (measure || !reader->counts || reader->clitic || first == 0 ||
        find_governor(reader->sentence->items[first - 1].bare, false) == EFFECT_GENITIVE)
        return false;
    for (size_t back = 1; back <= first && back <= reach; back++) {
        size_t at = first - back;
        if (reader->sentence->items[at].kind != RAWI_ITEM_WORD)
            return false;
        if (back < 2 || !has_object_after(reader, at) || !opens_clause(reader, at))
            continue;
        *syntax = settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb"));
        syntax->object = at + 1;
        return true;
    }
    return false;
}

/* «فتح 12 ألف مركز اقتراع أبوابه»: the verb stands directly before the number, its object after
 * what the number counts; but «نال 4 جوائز», where the number counts its object. */
static bool before_object(const rawi_reader *reader, size_t first, bool measure,
                          rawi_syntax *syntax) {
    const size_t reach = 6;
    rawi_number number;
    (void)measure;
    if (first == 0 || !reader->counts || reader->clitic || !opens_clause(reader, first - 1))
        return false;
    const char *objects = objects_of(reader, first - 1);
    size_t counted = rawi_parse_scaled(reader, first, &number);
    for (size_t at = counted; objects && at < first + reach; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (!item || ends_clause(item))
            return false;
        if (!rawi_item_is_one_of(reader, at, objects))
            continue;
        *syntax = at == counted ? settled(RAWI_ACCUSATIVE, RAWI_CERTAIN, N_("object of the verb"))
                                : settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb"));
        return true;
    }
    return false;
}

/* «يرى 7 من كل 10 مواطنين أن»: the object of the verb is a clause after the number. */
static bool before_clause(const rawi_reader *reader, size_t first, bool measure,
                          rawi_syntax *syntax) {
    const size_t reach = 9;
    (void)measure;
    if (first == 0 || reader->clitic || !opens_clause(reader, first - 1))
        return false;
    effect verb = effect_of(reader->sentence->items[first - 1].bare);
    if (verb != EFFECT_OBJECT && verb != EFFECT_EITHER)
        return false;
    for (size_t at = first + 1; at < first + reach; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (!item || (ends_clause(item) && item->character != U'%'))
            return false;
        if (rawi_item_in_list(reader, at, "that")) {
            *syntax = settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb"));
            return true;
        }
    }
    return false;
}

/* «تحتاج 12 دولة إلى مساعدات»: what is needed stands after إلى, and the number is the subject; of
 * «تحتاج 20 دقيقة للوصول إلى المطار» it is what is needed. */
static bool before_need(const rawi_reader *reader, size_t first, bool measure,
                        rawi_syntax *syntax) {
    const size_t reach = 8;
    if (measure || first == 0 || reader->clitic || !rawi_item_in_list(reader, first - 1, "needing"))
        return false;
    for (size_t at = first + 1; at < first + reach; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (!item || (ends_clause(item) && item->character != U'%') ||
            rawi_item_in_list(reader, at, "time") || starts_with(item->bare, "لل"))
            return false;
        if (rawi_item_is_word(reader, at, "إلى")) {
            *syntax = settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb"));
            return !rawi_item_is_word(reader, at + 1, "جانب");
        }
    }
    return false;
}

/* Settles the case of the number at `first` and says why, or returns false. */
typedef bool case_rule(const rawi_reader *reader, size_t first, bool measure, rawi_syntax *syntax);

/* The first rule that holds; the last one always does. */
static case_rule *const rules[] = {
    after_preposition,
    after_pronoun,
    second_term,
    after_operator,
    coordinates,
    after_object,
    before_object,
    before_clause,
    before_need,
    in_apposition,
    coordinates_with_genitive,
    governed,
};

static rawi_syntax find_case(const rawi_reader *reader, size_t first) {
    rawi_syntax syntax;
    if (reader->clitic && first == reader->clitic_item + 1)
        first = reader->clitic_item;
    for (size_t i = 0; !rules[i](reader, first, reader->measure, &syntax); i++)
        continue;
    const rawi_item *before = first ? &reader->sentence->items[first - 1] : NULL;
    if (before && before->kind == RAWI_ITEM_WORD && rawi_has_article(before->bare) &&
        syntax.grammatical != RAWI_GENITIVE) /* ارتفاع البرج 828 مترا */
        syntax.never_genitive = true;
    return syntax;
}

/* Gives the token of the author's word `item` its case. */
static void flag_token(rawi_reader *reader, size_t item, unsigned flag) {
    rawi_span span = reader->sentence->items[item].span;
    for (size_t i = reader->tokens->count; i-- > 0;)
        if (reader->tokens->items[i].span.start == span.start)
            reader->tokens->items[i].flags |= flag;
}

/* «ارتفع نحوَ 23 نقطة»، «إلى نحوِ 23»: the word before the number has the number's place in the
 * sentence. */
static void decline_approximation(rawi_reader *reader, size_t first) {
    rawi_token_builder *tokens = reader->tokens;
    if (reader->clitic || first == 0 || tokens->count == 0 ||
        !rawi_item_is_one_of(reader, first - 1, "نحو قرابة زهاء"))
        return;
    rawi_token *word = &tokens->items[tokens->count - 1];
    rawi_syntax syntax = find_case(reader, first - 1);
    if (rawi_item_is_word(reader, first - 1, "قرابة")) { /* not kinship, قَرَابَة */
        word->text = "قُرَابَة";
        word->flags = RAWI_TOKEN_STEM_COMPLETE;
    }
    if (syntax.odds == RAWI_CERTAIN || syntax.odds >= RAWI_DOUBTFUL)
        word->flags |= rawi_case_flag(syntax.grammatical);
    if (syntax.object)
        flag_token(reader, syntax.object, RAWI_TOKEN_ACCUSATIVE);
}

rawi_syntax rawi_case_of(rawi_reader *reader, size_t first) {
    if (reader->imposed)
        return settled(*reader->imposed, RAWI_CERTAIN, reader->grammar);
    reader->syntax = find_case(reader, first);
    reader->grammar = reader->syntax.reason;
    decline_approximation(reader, first);
    if (reader->syntax.object)
        flag_token(reader, reader->syntax.object, RAWI_TOKEN_ACCUSATIVE);
    return reader->syntax;
}

bool rawi_is_governor(rawi_slice bare) {
    effect found = effect_of(bare);
    return found != EFFECT_NONE && found != EFFECT_CONSTRUCT;
}

bool rawi_is_object(const rawi_reader *reader, size_t at) {
    return at && rawi_has_article(reader->sentence->items[at].bare) &&
           has_object_after(reader, at - 1);
}

bool rawi_is_fronted_object(const rawi_reader *reader, size_t first, size_t at) {
    const char *objects = first ? objects_of(reader, first - 1) : NULL;
    return objects && rawi_item_is_one_of(reader, at, objects);
}

bool rawi_is_verb(rawi_slice bare) {
    return is_verb(effect_of(bare));
}

bool rawi_is_listed_verb(rawi_slice bare) {
    return find_governor(bare, true) != EFFECT_NONE;
}

bool rawi_follows_construct(const rawi_reader *reader, size_t first) {
    const rawi_item *before = first ? &reader->sentence->items[first - 1] : NULL;
    if (!before || before->kind != RAWI_ITEM_WORD || is_definite(before->bare) ||
        rawi_is_foreign_name(before->bare))
        return false;
    effect found = effect_of(before->bare);
    return found == EFFECT_NONE || found == EFFECT_CONSTRUCT;
}
