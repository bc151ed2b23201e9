/* The author's noun in the forms that numbers ask for. */
#include "arabic/normalize/author_noun.h"

#include <string.h>

#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(duals);
RAWI_TABLE(materials);
RAWI_TABLE(plurals);

rawi_slice rawi_without_tanwin(rawi_slice noun) {
    rawi_slice stem = {noun.bytes, noun.length - strlen("ا")};
    return rawi_has_suffix(noun, "ا") && (rawi_is_listed_noun(stem) || !rawi_is_listed_noun(noun))
               ? stem
               : noun;
}

const char *rawi_dual_stem(rawi_slice noun) {
    ptrdiff_t row = rawi_table_find(&rawi_duals_table, noun);
    return row < 0 ? NULL : rawi_table_cell(&rawi_duals_table, (size_t)row, 1);
}

bool rawi_takes_no_alif(rawi_slice noun) {
    static const char *const endings[] = {"ة", "اء", "ى", "ا"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (rawi_has_suffix(noun, endings[i]))
            return true;
    return false;
}

bool rawi_has_material(const rawi_reader *reader, size_t noun) {
    const rawi_item *next = rawi_item_at(reader, noun + 1);
    ptrdiff_t row = next && next->kind == RAWI_ITEM_WORD
                        ? rawi_table_find(&rawi_materials_table, next->bare)
                        : -1;
    const char *heads = row < 0 ? "" : rawi_table_cell(&rawi_materials_table, (size_t)row, 1);
    return row >= 0 && (!*heads || rawi_item_is_one_of(reader, noun, heads));
}

static bool is_mark(const char *character) {
    unsigned char second = (unsigned char)character[1];
    return (unsigned char)character[0] == 0xD9 && second >= 0x8B && second <= 0x92;
}

/* Whether a marked stem has these letters. */
static bool has_letters(const char *stem, rawi_slice letters) {
    const size_t letter = strlen("ا");
    const char *end = stem + rawi_stem_length(stem);
    size_t at = 0;
    for (; stem + letter <= end; stem += letter) {
        if (is_mark(stem))
            continue;
        if (at + letter > letters.length || memcmp(stem, letters.bytes + at, letter) != 0)
            return false;
        at += letter;
    }
    return at == letters.length;
}

/* The singular of a plural that the table of plurals has; of length 0 where it has none. */
static rawi_slice listed_singular(rawi_slice plural) {
    for (size_t row = 0; row < rawi_table_rows(&rawi_plurals_table); row++)
        if (has_letters(rawi_table_cell(&rawi_plurals_table, row, 1), plural))
            return rawi_slice_of(rawi_table_cell(&rawi_plurals_table, row, 0));
    return (rawi_slice){"", 0};
}

/* How a sound plural ends and its singular does. */
typedef struct plural_ending {
    const char *plural;
    const char *singular;
    bool regular; /* the singular of a listed plural of this gender ends so, be it listed or not */
    rawi_gender gender;
} plural_ending;

/* Whether a plural in ات of a listed noun has its singular by rule: not the broken أصوات، nor
 * مستويات of مستوى. */
static bool is_regular(rawi_slice plural, const plural_ending *ending) {
    const size_t broken = 5 * strlen("أ");
    bool irregular = (rawi_has_prefix(plural, "أ") && plural.length == broken) ||
                     (ending->gender == RAWI_MASCULINE && rawi_has_suffix(plural, "يات"));
    return ending->regular && !irregular && rawi_is_listed_noun(plural) &&
           rawi_counted_noun_of(plural).gender == ending->gender;
}

static rawi_slice sound_singular(rawi_arena *arena, rawi_slice plural) {
    static const plural_ending endings[] = {{"ات", "ة", true, RAWI_FEMININE},
                                            {"وهات", "و", true, RAWI_MASCULINE},
                                            {"ات", "", true, RAWI_MASCULINE},
                                            {"ين", "", false, RAWI_MASCULINE},
                                            {"ون", "", false, RAWI_MASCULINE}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!rawi_has_suffix(plural, endings[i].plural))
            continue;
        size_t stem = plural.length - strlen(endings[i].plural);
        size_t added = strlen(endings[i].singular);
        char *singular = rawi_arena_alloc(arena, stem + added + 1);
        if (!singular)
            break;
        memcpy(singular, plural.bytes, stem);
        memcpy(singular + stem, endings[i].singular, added + 1);
        if (is_regular(plural, &endings[i]) ||
            rawi_is_listed_noun((rawi_slice){singular, stem + added}))
            return (rawi_slice){singular, stem + added};
    }
    return (rawi_slice){"", 0};
}

static rawi_slice find_singular(const rawi_reader *reader, size_t item) {
    rawi_slice noun = rawi_item_at(reader, item)->bare;
    if (rawi_counted_noun_of(noun).number != RAWI_PLURAL || rawi_has_suffix(noun, "ة"))
        return (rawi_slice){"", 0};
    rawi_slice singular = listed_singular(noun);
    return singular.length ? singular : sound_singular(reader->arena, noun);
}

bool rawi_has_singular(const rawi_reader *reader, size_t item) {
    return find_singular(reader, item).length > 0;
}

/* The noun as it is written, or the singular of a plural. */
static rawi_slice singular_of(const rawi_reader *reader, size_t item) {
    rawi_slice singular = find_singular(reader, item);
    return singular.length ? singular : rawi_item_at(reader, item)->bare;
}

void rawi_say_author_word(rawi_reader *reader, size_t item) {
    const rawi_item *word = rawi_item_at(reader, item);
    reader->speaker.span = word->span;
    rawi_speak(&reader->speaker, word->text, 0);
}

void rawi_say_author_singular(rawi_reader *reader, size_t item, rawi_case grammatical) {
    const rawi_item *word = rawi_item_at(reader, item);
    rawi_slice stem = rawi_without_tanwin(singular_of(reader, item));
    const char *marked = rawi_dual_stem(stem);
    bool alif = grammatical == RAWI_ACCUSATIVE && !rawi_takes_no_alif(stem);
    reader->speaker.span = word->span;
    if (marked && !rawi_has_suffix(rawi_slice_of(marked), "و") &&
        !rawi_has_suffix(rawi_slice_of(marked), "ي")) { /* أبوان, مستشفيان show no singular */
        rawi_speak_stem(&reader->speaker, marked, grammatical, RAWI_INDEFINITE);
        return;
    }
    rawi_text noun = {0};
    rawi_text_add(&noun, stem.bytes, stem.length);
    rawi_text_add_string(&noun, alif ? "ا" : "");
    rawi_slice spoken = {noun.bytes, noun.length};
    if (noun.failed)
        reader->tokens->failed = true;
    else
        rawi_speak(&reader->speaker, rawi_slice_equal(spoken, word->bare) ? word->text : spoken,
                   rawi_case_flag(grammatical));
    rawi_text_free(&noun);
}

void rawi_say_author_construct(rawi_reader *reader, size_t item, rawi_case grammatical) {
    const rawi_item *word = rawi_item_at(reader, item);
    const char *marked = rawi_dual_stem(word->bare);
    reader->speaker.span = word->span;
    if (marked)
        rawi_speak_stem(&reader->speaker, marked, grammatical, RAWI_CONSTRUCT);
    else
        rawi_speak(&reader->speaker, word->text, rawi_case_flag(grammatical));
}

/* The written noun with the dual's ending: كتاب becomes كتابان. */
static void add_dual_by_form(rawi_text *dual, rawi_slice noun, rawi_case grammatical,
                             bool construct) {
    const size_t letter = strlen("ة");
    bool feminine = rawi_has_suffix(noun, "ة");
    bool defective = rawi_has_suffix(noun, "ى");
    rawi_text_add(dual, noun.bytes, noun.length - (feminine || defective ? letter : 0));
    rawi_text_add_string(dual, feminine ? "ت" : defective ? "ي" : "");
    rawi_text_add_string(dual, grammatical == RAWI_NOMINATIVE ? "َا" : "َيْ");
    rawi_text_add_string(dual, construct ? "" : "نِ");
}

/* The dual of a noun for the author's word `item`. */
static void say_dual(rawi_reader *reader, size_t item, rawi_slice noun, rawi_case grammatical) {
    const char *stem = rawi_dual_stem(noun);
    bool construct = rawi_has_material(reader, item) && !rawi_item_in_list(reader, item, "size");
    rawi_text dual = {0};
    if (!stem && rawi_has_suffix(noun, "ا")) {
        noun.length -= strlen("ا");
        stem = rawi_dual_stem(noun);
    }
    if (stem)
        rawi_inflect_dual(&dual, stem, grammatical, construct ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    else
        add_dual_by_form(&dual, noun, grammatical, construct);
    if (dual.failed)
        reader->tokens->failed = true;
    else
        rawi_speak(&reader->speaker, (rawi_slice){dual.bytes, dual.length},
                   stem ? RAWI_TOKEN_COMPLETE : 0);
    rawi_text_free(&dual);
}

void rawi_say_author_dual(rawi_reader *reader, size_t item, rawi_case grammatical) {
    say_dual(reader, item, singular_of(reader, item), grammatical);
}

void rawi_say_adjective_dual(rawi_reader *reader, size_t item, rawi_gender gender,
                             rawi_case grammatical) {
    rawi_slice adjective = rawi_item_at(reader, item)->bare;
    if (gender == RAWI_MASCULINE && rawi_has_suffix(adjective, "ة"))
        adjective.length -= strlen("ة");
    say_dual(reader, item, adjective, grammatical);
}

/* The plural of the author's singular after three to ten, in the state given: of the table, or the
 * sound one that the table of nouns has; false where neither has it. */
static bool find_plural(rawi_slice singular, rawi_state state, rawi_text *plural, bool *complete) {
    static const char *const endings[] = {"ين", "ات"};
    ptrdiff_t row = rawi_table_find(&rawi_plurals_table, singular);
    *complete = row >= 0;
    if (row >= 0) {
        rawi_inflect(plural, rawi_table_cell(&rawi_plurals_table, (size_t)row, 1), RAWI_GENITIVE,
                     state);
        return !plural->failed;
    }
    bool feminine = rawi_has_suffix(singular, "ة");
    size_t stem = singular.length - (feminine ? strlen("ة") : 0);
    for (size_t i = feminine; i < sizeof endings / sizeof *endings; i++) {
        rawi_text_clear(plural);
        rawi_text_add(plural, singular.bytes, stem);
        rawi_text_add_string(plural, endings[i]);
        if (!plural->failed && rawi_is_listed_noun((rawi_slice){plural->bytes, plural->length}))
            return true;
    }
    return false;
}

bool rawi_has_plural(rawi_slice singular) {
    rawi_text plural = {0};
    bool complete;
    bool found = find_plural(singular, RAWI_INDEFINITE, &plural, &complete);
    rawi_text_free(&plural);
    return found;
}

void rawi_say_author_plural(rawi_reader *reader, size_t item, rawi_state state) {
    rawi_text plural = {0};
    bool complete = false;
    unsigned flags = RAWI_TOKEN_GENITIVE | (state == RAWI_CONSTRUCT ? RAWI_TOKEN_CONSTRUCT : 0);
    reader->speaker.span = rawi_item_at(reader, item)->span;
    if (find_plural(rawi_without_tanwin(rawi_item_at(reader, item)->bare), state, &plural,
                    &complete))
        rawi_speak(&reader->speaker, (rawi_slice){plural.bytes, plural.length},
                   complete ? RAWI_TOKEN_COMPLETE : flags);
    reader->tokens->failed = reader->tokens->failed || plural.failed;
    rawi_text_free(&plural);
}
