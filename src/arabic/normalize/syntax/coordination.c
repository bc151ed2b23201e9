/* Numbers that have the case of what they are joined to by a conjunction. */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/clitics.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"

/* Whether the word is a scale after a preposition that is glued to it: بمليون و200 ألف. */
static bool is_governed_scale(rawi_slice word) {
    static const char *const scales[] = {"مليون", "مليار", "ألف"};
    rawi_clitic clitic;
    for (size_t letters = 1; letters <= RAWI_CLITIC_LETTERS; letters++)
        for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
            if (rawi_clitic_of(word, letters, &clitic) && clitic.governs &&
                rawi_slice_equal(rawi_without_clitic(word, &clitic), rawi_slice_of(scales[i])))
                return true;
    return false;
}

/* «في 26/7/1909، و99 فيلما أنتجت»: what is counted after a comma is not joined to a date or a
 * time. */
static bool follows_date(const rawi_reader *reader, size_t first) {
    const size_t reach = 3;
    return (reader->counts || reader->measure) && reader->date_end &&
           first - reader->date_end <= reach && reader->date_end >= reader->last_end &&
           rawi_item_is_symbol(reader, first - 1, U'،');
}

/* «معلمات (خبرة 3 سنوات)، و2»: the number before stands in brackets and has a governor there, which
 * does not reach behind them; «من 5 دول (3 عربية) و2» has none. */
static bool was_governed_in_brackets(const rawi_reader *reader, size_t first) {
    for (size_t close = reader->last_end; close < first; close++) {
        if (!rawi_item_is_symbol(reader, close, U')'))
            continue;
        size_t open = rawi_before_parenthesis(reader, close + 1);
        return open + 1 < reader->last_end &&
               reader->sentence->items[open + 1].kind == RAWI_ITEM_WORD;
    }
    return false;
}

/* Whether a year of four digits stands at item `at`. */
static bool is_plain_year(const rawi_reader *reader, size_t at) {
    rawi_number number;
    return rawi_parse_plain(reader, at, &number) && number.digits.length == 4 &&
           rawi_is_recent_year(number.value);
}

/* Whether the words directly before item `at` are a noun with ب, and perhaps its adjective: بقيمة 5
 * ملايين، بتكلفة إجمالية 5 ملايين. */
static bool follows_noun_with_ba(const rawi_reader *reader, size_t at) {
    const size_t longest = 2;
    for (size_t back = 1; back <= at && back <= longest; back++) {
        const rawi_item *word = rawi_item_at(reader, at - back);
        if (word->kind != RAWI_ITEM_WORD || rawi_is_definite(word->bare))
            return false;
        if (rawi_has_prefix(word->bare, "ب") && rawi_has_preposition(word->bare))
            return true;
    }
    return false;
}

/* Whether a preposition governs the measure that starts at item `first`: بقيمة 5 ملايين، خلال 3
 * أيام.
 */
static bool is_governed_measure(const rawi_reader *reader, const rawi_candidate *candidate,
                                size_t first) {
    if (!candidate->has_noun && !candidate->measures)
        return false;
    if (reader->clitic || first == 0)
        return reader->clitic_governs;
    const rawi_item *before = rawi_item_at(reader, first - 1);
    bool of_noun = rawi_effect_of(before->bare) == RAWI_EFFECT_CONSTRUCT &&
                   rawi_is_governed(reader, first - 1); /* على مساحة 5 آلاف متر */
    return of_noun || rawi_is_preposition(before->bare) || follows_noun_with_ba(reader, first);
}

/* Whether no verb stands between the head and item `first`, which is not far from it. */
static bool is_in_clause_of_head(const rawi_reader *reader, size_t first) {
    const size_t reach = 30;
    if (first > reader->head.end + reach)
        return false;
    for (size_t at = reader->head.end; at < first; at++)
        if (rawi_is_verb(rawi_item_at(reader, at)->bare))
            return false;
    return true;
}

/* What the number that starts at item `first` is to the head before it. */
static rawi_inner inner_kind(const rawi_reader *reader, const rawi_candidate *candidate,
                             size_t first) {
    if (!reader->head.end || !is_in_clause_of_head(reader, first))
        return RAWI_INNER_NONE;
    bool alone = !reader->clitic && !candidate->has_noun &&
                 candidate->end == candidate->first + 1 && is_plain_year(reader, candidate->first);
    if (alone && first && rawi_item_in_list(reader, first - 1, "before_year"))
        return RAWI_INNER_YEAR;
    return reader->head.counts && is_governed_measure(reader, candidate, first) ? RAWI_INNER_MEASURE
                                                                                : RAWI_INNER_NONE;
}

/* The value of a number without scale, fraction and sign; 0 for others. */
static uint64_t plain_value(const rawi_number *number) {
    return number->scale || number->fraction.length || number->sign ? 0 : number->value;
}

/* What the candidate, which starts at item `first`, tells a part of: what was counted before «بينها
 * 12», and goes on with parts in «و3». */
static rawi_whole whole_of(const rawi_reader *reader, size_t first) {
    const rawi_head *head = &reader->head;
    if (!head->end || !is_in_clause_of_head(reader, first))
        return (rawi_whole){0};
    if (reader->clitic)
        return head->whole;
    bool part = head->counts && first && rawi_item_in_list(reader, first - 1, "among");
    return part ? (rawi_whole){head->grammatical, head->value} : (rawi_whole){0};
}

void rawi_remember_head(rawi_reader *reader, const rawi_candidate *candidate, size_t first) {
    reader->head.inner = inner_kind(reader, candidate, first);
    if (reader->head.inner != RAWI_INNER_NONE)
        return;
    reader->head = (rawi_head){.grammatical = reader->last_case,
                               .end = candidate->end,
                               .counts = reader->last_counts && !reader->last_measured,
                               .value = plain_value(&candidate->numbers[0]),
                               .whole = whole_of(reader, first),
                               .open = reader->last_open,
                               .open_cases = reader->open_case_count};
}

/* Whether the number at `first` goes on with the head and not with the number that belongs to it: a
 * year with a year, a measure with a measure. */
static bool goes_on_with_head(const rawi_reader *reader, size_t first) {
    size_t number = reader->clitic ? reader->clitic_item + 1 : first;
    if (reader->head.inner == RAWI_INNER_YEAR)
        return reader->counts || reader->measure || !is_plain_year(reader, number);
    return reader->head.inner == RAWI_INNER_MEASURE && reader->counts && !reader->measure;
}

/* Whether the number at `first` is larger than the whole of which those before it tell parts, and
 * so none of them: «30 صاروخا، بينها 12 باليستيا، و200 مسيرة». */
static bool exceeds_whole(const rawi_reader *reader, size_t first) {
    rawi_number number;
    size_t at = reader->clitic ? reader->clitic_item + 1 : first;
    return reader->head.whole.value && reader->counts && !reader->measure &&
           is_in_clause_of_head(reader, first) && rawi_parse_scaled(reader, at, &number) > at &&
           plain_value(&number) > reader->head.whole.value;
}

/* In the case of the head, or else of the number before. */
static rawi_syntax coordinated(const rawi_reader *reader, size_t first) {
    const rawi_head *head = &reader->head;
    if (exceeds_whole(reader, first))
        return rawi_settled(head->whole.grammatical, RAWI_SURE,
                            N_("coordinated with the number before"));
    bool outer = goes_on_with_head(reader, first);
    bool open = outer ? head->open : reader->last_open;
    rawi_syntax syntax =
        rawi_settled(outer ? head->grammatical : reader->last_case, open ? RAWI_SURE : RAWI_CERTAIN,
                     N_("coordinated with the number before"));
    syntax.joined = open && (!outer || head->open_cases == reader->open_case_count);
    return syntax;
}

bool rawi_coordinates(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 6;
    bool joined = reader->clitic && strcmp(reader->clitic, "وَ") == 0;
    if (joined && first && is_governed_scale(reader->sentence->items[first - 1].bare)) {
        *syntax = rawi_settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("coordinated with a genitive"));
        return true;
    }
    if (!reader->last_end || first - reader->last_end > reach || follows_date(reader, first) ||
        was_governed_in_brackets(reader, first) ||
        !(joined || rawi_item_is_one_of(reader, first - 1, "و أو أم ثم بل أي")))
        return false;
    *syntax = coordinated(reader, first);
    for (size_t at = reader->last_end; at < first; at++)
        if (rawi_listed_effect(reader->sentence->items[at].bare) == RAWI_EFFECT_FRONTED)
            *syntax =
                rawi_settled(RAWI_NOMINATIVE, RAWI_DOUBTFUL, N_("subject after its predicate"));
    return true;
}

/* Whether a preposition or the first term of an idafa stands directly before item `at`. */
static bool is_in_genitive(const rawi_reader *reader, size_t at) {
    const rawi_item *before = at ? &reader->sentence->items[at - 1] : NULL;
    if (!before || before->kind != RAWI_ITEM_WORD)
        return false;
    rawi_effect found = rawi_effect_of(before->bare);
    return found == RAWI_EFFECT_GENITIVE || found == RAWI_EFFECT_CONSTRUCT ||
           rawi_is_first_term(before->bare);
}

/* Whether the word shows by its letters that it is a dual in the nominative: ذهبيتان، لاعبان. */
static bool is_nominative_dual(const rawi_item *item) {
    char feminine[64];
    rawi_slice stem = item->bare;
    if (item->kind != RAWI_ITEM_WORD || rawi_is_listed_noun(stem) || rawi_is_name(stem) ||
        !rawi_strip_suffix(&stem, "ان") || stem.length + sizeof "ة" > sizeof feminine)
        return false;
    bool in_teh = rawi_strip_suffix(&stem, "ت");
    if (in_teh && rawi_has_suffix(stem, "ي")) /* ذهبيتان; فتيان is a plural, ساركسيان a name */
        return true;
    if (!in_teh)
        return rawi_is_listed_noun(stem);
    memcpy(feminine, stem.bytes, stem.length);
    memcpy(feminine + stem.length, "ة", strlen("ة"));
    return rawi_is_listed_noun((rawi_slice){feminine, stem.length + strlen("ة")});
}

bool rawi_coordinates_with_dual(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    if (first == 0 || !reader->clitic || strcmp(reader->clitic, "وَ") != 0 ||
        !(rawi_item_in_list(reader, first - 1, "dual") ||
          is_nominative_dual(&reader->sentence->items[first - 1])))
        return false;
    rawi_slice dual = reader->sentence->items[first - 1].bare;
    bool governed = is_in_genitive(reader, first - 1) || rawi_has_prefix(dual, "ل") ||
                    rawi_has_prefix(dual, "ب");
    rawi_case grammatical = rawi_has_suffix(dual, "ان") ? RAWI_NOMINATIVE
                            : governed                  ? RAWI_GENITIVE
                                                        : RAWI_ACCUSATIVE;
    *syntax = rawi_settled(grammatical, RAWI_CERTAIN, N_("coordinated with a dual"));
    return true;
}

/* Whether an alif would show that the noun is accusative: شهر, شهرا; not ساعة, سنوات. */
static bool shows_accusative(rawi_slice noun) {
    return !rawi_has_suffix(noun, "ة") && !rawi_has_suffix(noun, "ات");
}

/* Whether a second term may stand behind the word: مدار, قرابة; not المدة, مدته. */
static bool may_be_first_term(const rawi_item *item) {
    bool definite = rawi_is_definite(item->bare) && !rawi_has_suffix(item->bare, "ي"); /* مضي */
    return item->kind == RAWI_ITEM_WORD && !definite;
}

bool rawi_coordinates_with_time(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    if (first == 0 || !reader->measure || !reader->clitic || strcmp(reader->clitic, "وَ") != 0 ||
        !rawi_item_in_list(reader, first - 1, "recurring") ||
        (first > 1 && reader->sentence->items[first - 2].kind == RAWI_ITEM_DIGITS))
        return false;
    size_t time = first - 1;
    rawi_slice noun = reader->sentence->items[time].bare;
    bool accusative = rawi_has_suffix(noun, "ا");
    const rawi_item *before = time ? &reader->sentence->items[time - 1] : NULL;
    bool second_term = before && may_be_first_term(before);
    bool inner =
        second_term && (is_in_genitive(reader, time - 1) || rawi_is_governed(reader, time - 1));
    if (is_in_genitive(reader, time) || rawi_is_governed(reader, time) || (inner && !accusative))
        *syntax = rawi_settled(RAWI_GENITIVE, RAWI_CERTAIN, N_("coordinated with a genitive"));
    else if (accusative || (shows_accusative(noun) && (!second_term || rawi_is_verb(before->bare))))
        *syntax = rawi_settled(accusative ? RAWI_ACCUSATIVE : RAWI_NOMINATIVE, RAWI_CERTAIN,
                               N_("coordinated with the noun before"));
    else
        *syntax = rawi_settled(RAWI_ACCUSATIVE, RAWI_OPEN, N_("syntax leaves the case open"));
    return true;
}

/* Whether the item has the form of an adjective of origin: كرونة سويدية، دينارا أردنيا. */
static bool is_adjective(const rawi_reader *reader, size_t at) {
    const rawi_item *word = &reader->sentence->items[at];
    return word->kind == RAWI_ITEM_WORD && !rawi_is_governor(word->bare) &&
           (rawi_has_suffix(word->bare, "ية") || rawi_has_suffix(word->bare, "يا") ||
            rawi_has_suffix(word->bare, "ي"));
}

bool rawi_repeats_amount(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    if (!reader->measure || !reader->last_measured || first == 0 ||
        !rawi_item_is_symbol(reader, first - 1, U'('))
        return false;
    bool described = reader->last_end + 2 == first && is_adjective(reader, first - 2);
    if (reader->last_end + 1 != first && !described)
        return false;
    *syntax = rawi_settled(reader->last_case, RAWI_SURE, N_("in apposition to the number before"));
    syntax->joined = reader->last_open;
    return true;
}

/* «إصابة جنديين و3 مدنيين»: a noun stands directly before the number, and before it its first term.
 */
static bool follows_second_term(const rawi_reader *reader, size_t first) {
    if (first < 2 || !reader->counts || reader->measure)
        return false;
    const rawi_item *term = &reader->sentence->items[first - 1];
    const rawi_item *head = &reader->sentence->items[first - 2];
    rawi_slice singular = term->bare;
    return term->kind == RAWI_ITEM_WORD && head->kind == RAWI_ITEM_WORD &&
           (rawi_is_listed_noun(term->bare) ||
            (rawi_strip_suffix(&singular, "ين") && rawi_is_listed_noun(singular))) &&
           rawi_effect_of(head->bare) == RAWI_EFFECT_CONSTRUCT &&
           rawi_verb_effect_of(head->bare) == RAWI_EFFECT_NONE;
}

bool rawi_coordinates_with_genitive(const rawi_reader *reader, size_t first, rawi_syntax *syntax) {
    const size_t reach = 8;
    if (!reader->clitic || strcmp(reader->clitic, "وَ") != 0)
        return false;
    if (first > 1 && reader->sentence->items[first - 1].kind == RAWI_ITEM_WORD &&
        rawi_has_prefix(reader->sentence->items[first - 1].bare, "ال") &&
        reader->sentence->items[first - 2].kind == RAWI_ITEM_WORD &&
        rawi_is_preposition(reader->sentence->items[first - 2].bare)) { /* من القدس والـ48 */
        *syntax = rawi_settled(RAWI_GENITIVE, RAWI_LIKELY, N_("coordinated with a genitive"));
        return true;
    }
    if (follows_second_term(reader, first)) {
        *syntax = rawi_settled(RAWI_GENITIVE, RAWI_PROBABLE, N_("coordinated with a genitive"));
        return true;
    }
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
