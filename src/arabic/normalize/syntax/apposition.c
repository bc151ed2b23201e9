/* Numbers in apposition to a genitive before them. */
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

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
            return back > 1 && (rawi_is_listed_noun(item[1].bare) || rawi_is_name(item[1].bare));
        if (rawi_is_of_verb(found) || found == RAWI_EFFECT_INNA)
            return false;
        if (rawi_has_preposition(item->bare))
            return true;
    }
    return false;
}

/* «الاتصال بالخط الساخن 121»: the number is the name of the line. */
static bool names_governed_line(const rawi_reader *reader, size_t first) {
    return first > 1 && rawi_item_in_list(reader, first - 1, "short_number") &&
           rawi_is_governed(reader, first - 2);
}

/* «مع الفائدة القانونية 5%» */
static bool names_governed_rate(const rawi_reader *reader, size_t first) {
    size_t noun = first ? first - 1 : 0;
    noun -= noun && rawi_has_prefix(reader->sentence->items[noun].bare, "ال") &&
            rawi_item_in_list(reader, noun - 1, "rate");
    return first && rawi_item_in_list(reader, noun, "rate") && rawi_is_governed(reader, noun);
}

/* «سعر صفيحة البنزين 95 أوكتان» */
static bool names_grade(const rawi_reader *reader, size_t first) {
    if (first < 2 || !rawi_item_is_word(reader, first + 1, "أوكتان") ||
        !rawi_item_in_list(reader, first - 1, "fuel"))
        return false;
    const rawi_item *head = &reader->sentence->items[first - 2];
    return head->kind == RAWI_ITEM_WORD && !rawi_has_article(head->bare) &&
           !rawi_is_verb(head->bare);
}

/* Whether the word has the ending of an adjective that describes a measure: إجمالي، سنوية، قصوى. */
static bool describes_measure(rawi_slice word) {
    rawi_slice stem = word;
    bool definite = rawi_has_article(word) || rawi_strip_pronoun(&stem);
    return !definite && (rawi_has_suffix(word, "ي") || rawi_has_suffix(word, "ية") ||
                         rawi_has_suffix(word, "ى"));
}

bool rawi_follows_described_measure(const rawi_reader *reader, size_t first) {
    const rawi_item *adjective = first > 1 ? rawi_item_at(reader, first - 1) : NULL;
    const rawi_item *name = adjective ? rawi_item_at(reader, first - 2) : NULL;
    if (!adjective || !reader->measure || adjective->kind != RAWI_ITEM_WORD ||
        name->kind != RAWI_ITEM_WORD || !describes_measure(adjective->bare))
        return false;
    rawi_effect effect = rawi_effect_of(adjective->bare);
    return rawi_has_prefix(name->bare, "ب") &&
           rawi_listed_effect(name->bare) == RAWI_EFFECT_GENITIVE &&
           (effect == RAWI_EFFECT_NONE || effect == RAWI_EFFECT_CONSTRUCT); /* بطول إجمالي */
}

bool rawi_in_apposition(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    *syntax = rawi_settled(RAWI_GENITIVE, RAWI_LIKELY, N_("in apposition to a genitive"));
    size_t limit = first;                         /* بحد أدنى للشراء 1000 جنيه */
    if (rawi_item_in_list(reader, first, "hour")) /* من محطة رمسيس الساعة 7:15 */
        return false;
    limit -= first > 2 && rawi_has_prefix(reader->sentence->items[first - 1].bare, "لل");
    if (limit > 1 && rawi_item_is_one_of(reader, limit - 1, "أقصى أدنى") &&
        rawi_item_is_one_of(reader, limit - 2, "بحد كحد")) {
        syntax->odds = RAWI_CERTAIN; /* بحد أقصى 4 جرعات */
        return true;
    }
    if (names_governed_line(reader, first) || names_governed_rate(reader, first) ||
        names_grade(reader, first) || rawi_follows_described_measure(reader, first)) {
        syntax->odds = RAWI_CERTAIN;
        return true;
    }
    return follows_genitive_phrase(reader, first);
}
