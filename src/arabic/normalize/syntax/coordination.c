/* What follows another word's case: coordination and apposition. */
#include <string.h>

#include "arabic/normalize/syntax/syntax.h"

/* Whether the indefinite words directly before `first` hang on a preposition: what follows them in
 * apposition is genitive too (بذاكرة موحدة 128 غيغابايت). */
static bool follows_genitive_phrase(const rawi_reader *reader, size_t first) {
    const size_t longest_phrase = 3;
    for (size_t back = 1; back <= first && back <= longest_phrase; back++) {
        const rawi_item *item = &reader->sentence->items[first - back];
        if (item->kind != RAWI_ITEM_WORD || rawi_is_definite(item->bare))
            return false;
        rawi_effect found = rawi_effect_of(item->bare);
        if (found == RAWI_EFFECT_GENITIVE)
            return back > 1 &&
                   (rawi_is_listed_noun(item[1].bare) || rawi_is_foreign_name(item[1].bare));
        if (rawi_is_of_verb(found) || found == RAWI_EFFECT_INNA)
            return false;
        if (rawi_has_preposition(item->bare))
            return true;
    }
    return false;
}

bool rawi_in_apposition(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    *syntax = rawi_settled(RAWI_GENITIVE, RAWI_LIKELY, N_("in apposition to a genitive"));
    return follows_genitive_phrase(reader, first);
}

bool rawi_coordinates(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 6;
    bool joined = reader->clitic && strcmp(reader->clitic, "وَ") == 0;
    if (!reader->last_end || first - reader->last_end > reach ||
        !(joined || rawi_item_is_one_of(reader, first - 1, "و أو أم ثم بل أي")))
        return false;
    *syntax = rawi_settled(reader->last_case, reader->last_open ? RAWI_SURE : RAWI_CERTAIN,
                           N_("coordinated with the number before"));
    syntax->joined = true;
    for (size_t at = reader->last_end; at < first; at++)
        if (rawi_listed_effect(reader->sentence->items[at].bare) == RAWI_EFFECT_FRONTED)
            *syntax =
                rawi_settled(RAWI_NOMINATIVE, RAWI_DOUBTFUL, N_("subject after its predicate"));
    return true;
}

bool rawi_coordinates_with_genitive(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 8;
    if (!reader->clitic || strcmp(reader->clitic, "وَ") != 0)
        return false;
    for (size_t back = 1; back <= first && back <= reach; back++) {
        const rawi_item *item = &reader->sentence->items[first - back];
        if (rawi_ends_clause(item))
            return false;
        if (item->kind != RAWI_ITEM_WORD || rawi_is_definite(item->bare) ||
            !rawi_has_preposition(item->bare))
            continue;
        *syntax = rawi_settled(RAWI_GENITIVE, RAWI_PROBABLE, N_("coordinated with a genitive"));
        return true;
    }
    return false;
}
