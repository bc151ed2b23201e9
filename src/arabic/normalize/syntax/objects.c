/* Verbs with two nouns after them: which of them is the object, and whether the number is the
 * subject.
 */
#include <string.h>

#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(fronted_objects);

/* The nouns that are surely the object of the verb at item `at`, or NULL. */
static const char *objects_of(const rawi_reader *reader, size_t at) {
    rawi_slice verb = reader->sentence->items[at].bare;
    ptrdiff_t row = rawi_table_find(&rawi_fronted_objects_table, verb);
    if (row < 0 && rawi_strip_prefix(&verb, "و"))
        row = rawi_table_find(&rawi_fronted_objects_table, verb);
    return row < 0 ? NULL : rawi_table_cell(&rawi_fronted_objects_table, (size_t)row, 1);
}

/* Whether the object of the verb at item `at` stands directly after it. */
static bool has_object_after(const rawi_reader *reader, size_t at) {
    const char *objects = objects_of(reader, at);
    return objects && rawi_item_is_one_of(reader, at + 1, objects);
}

bool rawi_after_object(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 6;
    if (reader->measure || !reader->counts || reader->clitic || first == 0 ||
        rawi_is_preposition(reader->sentence->items[first - 1].bare))
        return false;
    for (size_t back = 1; back <= first && back <= reach; back++) {
        size_t at = first - back;
        if (reader->sentence->items[at].kind != RAWI_ITEM_WORD)
            return false;
        if (back < 2 || !has_object_after(reader, at) || !rawi_opens_clause(reader, at) ||
            rawi_item_in_list(reader, at + 1, "elector"))
            continue;
        *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb"));
        syntax->object = at + 1;
        syntax->active = at + 1;
        return true;
    }
    return false;
}

/* «اقتحم 1427 مستوطنا المسجد»: what the number counts has tanwin, and the definite noun directly
 * after it is no adjective of it and no time (هذا الموسم), but the verb's object. */
static bool precedes_definite(const rawi_reader *reader, size_t verb, size_t noun) {
    const rawi_item *counted = rawi_item_at(reader, noun);
    const rawi_item *next = rawi_item_at(reader, noun + 1);
    rawi_effect effect = rawi_effect_of(reader->sentence->items[verb].bare);
    return (effect == RAWI_EFFECT_OBJECT || effect == RAWI_EFFECT_EITHER) && counted && next &&
           counted->kind == RAWI_ITEM_WORD && next->kind == RAWI_ITEM_WORD &&
           (rawi_has_suffix(counted->bare, "ا") || rawi_item_in_list(reader, noun, "missile")) &&
           !rawi_is_plural(counted->bare) && rawi_has_prefix(next->bare, "ال") &&
           !rawi_is_adverbial(reader, noun + 1) && !rawi_item_in_list(reader, noun + 1, "today") &&
           !rawi_item_in_list(reader, noun + 1, "each_or_when") &&
           !rawi_item_in_list(reader, noun + 1, "year_masculine") &&
           !rawi_item_in_list(reader, noun + 1, "year_feminine") &&
           !rawi_item_in_list(reader, noun + 1, "season");
}

/* The case of the number at `first`, directly after its verb, which has its object after it. */
static bool follows_verb(const rawi_reader *reader, size_t first, rawi_case grammatical,
                         rawi_syntax *syntax) {
    *syntax = rawi_settled(grammatical, RAWI_CERTAIN,
                           grammatical == RAWI_NOMINATIVE ? N_("subject of the verb")
                                                          : N_("object of the verb"));
    if (grammatical == RAWI_NOMINATIVE && !rawi_item_in_list(reader, first - 1, "granted"))
        syntax->active = first; /* «سجلت 3 أهداف» may be said by somebody of himself */
    return true;
}

bool rawi_before_object(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 6;
    rawi_number number;
    if (first == 0 || !reader->counts || reader->clitic || !rawi_opens_clause(reader, first - 1))
        return false;
    const char *objects = objects_of(reader, first - 1);
    size_t counted = rawi_parse_scaled(reader, first, &number);
    if (!reader->measure && precedes_definite(reader, first - 1, counted))
        return follows_verb(reader, first, RAWI_NOMINATIVE, syntax);
    for (size_t at = counted; objects && at < first + reach; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (!item || rawi_ends_clause(item))
            return false;
        if (!rawi_item_is_one_of(reader, at, objects))
            continue;
        return follows_verb(reader, first, at == counted ? RAWI_ACCUSATIVE : RAWI_NOMINATIVE,
                            syntax);
    }
    return false;
}

bool rawi_before_clause(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 9;
    if (first == 0 || reader->clitic || !rawi_opens_clause(reader, first - 1) ||
        rawi_item_in_list(reader, first - 1, "comprising"))
        return false;
    rawi_effect verb = rawi_effect_of(reader->sentence->items[first - 1].bare);
    if (verb != RAWI_EFFECT_OBJECT && verb != RAWI_EFFECT_EITHER &&
        !rawi_item_in_list(reader, first - 1, "said"))
        return false;
    for (size_t at = first + 1; at < first + reach; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (!item || (rawi_ends_clause(item) && item->character != U'%'))
            return false;
        if (rawi_item_in_list(reader, at, "that")) {
            *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb"));
            return true;
        }
    }
    return false;
}

bool rawi_before_need(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 8;
    if (reader->measure || first == 0 || reader->clitic ||
        !rawi_item_in_list(reader, first - 1, "needing"))
        return false;
    for (size_t at = first + 1; at < first + reach; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (!item || (rawi_ends_clause(item) && item->character != U'%') ||
            rawi_item_in_list(reader, at, "time") || rawi_has_prefix(item->bare, "لل"))
            return false;
        if (rawi_item_is_word(reader, at, "إلى")) {
            *syntax = rawi_settled(RAWI_NOMINATIVE, RAWI_CERTAIN, N_("subject of the verb"));
            return !rawi_item_is_word(reader, at + 1, "جانب");
        }
    }
    return false;
}

/* Whether item `at` may go on with the name of who did a deed: «كوريا الشمالية»، «وزارة الدفاع». */
static bool names_doer(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item->kind == RAWI_ITEM_WORD && !rawi_is_adverbial(reader, at) &&
           (rawi_has_prefix(item->bare, "ال") || rawi_is_name(item->bare) ||
            rawi_item_in_list(reader, at, "doer"));
}

/* Whether a verb of what befalls people or things before the deed at item `at` has no subject yet:
 * «قتل في استهداف», «تظاهر في باريس بعد اعتقال»; that of «اعتذر عن قتل» is hidden. */
static bool awaits_subject(const rawi_reader *reader, size_t at) {
    for (size_t start = rawi_clause_start(reader, at); at-- > start;) {
        rawi_slice verb = rawi_item_at(reader, at)->bare;
        if (!rawi_strip_prefix(&verb, "و"))
            rawi_strip_prefix(&verb, "ف");
        if (rawi_word_in_list(verb, "befalling"))
            return rawi_item_in_list(reader, at + 1, "deed_to_something") ||
                   rawi_is_adverbial(reader, at + 1);
    }
    return false;
}

/* Whether the clause begins with a preposition and the deed at item `at`, which has a doer then,
 * whoever that is: «وبعد تسجيل اللاعب»; «في استهداف المدرسة 12 قتيلا» is a sentence of its own. */
static bool opens_with_deed(const rawi_reader *reader, size_t at) {
    if (at == 0 || at - 1 != rawi_clause_start(reader, at))
        return false;
    rawi_slice word = rawi_item_at(reader, at - 1)->bare;
    if (!rawi_strip_prefix(&word, "و"))
        rawi_strip_prefix(&word, "ف");
    return rawi_is_preposition(word);
}

bool rawi_after_doer(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t longest_name = 3;
    if (reader->measure || !reader->counts || reader->clitic)
        return false;
    *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_CERTAIN, N_("object of the verbal noun"));
    for (size_t back = 1; back <= first && back <= longest_name + 1; back++) {
        size_t deed = first - back;
        if (rawi_item_in_list(reader, deed, "deed_to_something"))
            return back > 1 && !awaits_subject(reader, deed) &&
                   (rawi_item_in_list(reader, deed + 1, "doer") || opens_with_deed(reader, deed));
        if (!names_doer(reader, deed))
            return false;
    }
    return false;
}

bool rawi_is_object(const rawi_reader *reader, size_t at) {
    return at && rawi_has_article(reader->sentence->items[at].bare) &&
           has_object_after(reader, at - 1);
}

bool rawi_is_fronted_object(const rawi_reader *reader, size_t first, size_t at) {
    const char *objects = first ? objects_of(reader, first - 1) : NULL;
    return objects && rawi_item_is_one_of(reader, at, objects);
}
