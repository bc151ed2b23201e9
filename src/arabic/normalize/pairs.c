/* Two numbers with a sign between them: ranges, ratios. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

enum {
    MOST_GOALS = 30 /* of a score that no word of sport tells */
};

enum {
    PAIR_RANGE,
    PAIR_RATIO,
    PAIR_VERSUS /* 3-1 without words of sport */
};

static void say_part(rawi_reader *reader, const rawi_candidate *candidate, size_t number,
                     rawi_case grammatical, bool last) {
    const rawi_number *said = &candidate->numbers[number];
    bool half = rawi_slice_equal(said->fraction, rawi_slice_of("5"));
    bool dual = candidate->detail == PAIR_RANGE && !said->scale &&
                (said->value == 2 || (said->value == 1 && half)) &&
                (half || !said->fraction.length);
    const rawi_noun *noun = (last || dual) && candidate->has_noun ? &candidate->noun : NULL;
    rawi_say_quantity(reader, &candidate->numbers[number], noun, candidate->gender, grammatical,
                      last && candidate->row);
}

static rawi_status say_pair(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    static const char *const between[] = {"إِلَى", "إِلَى", "مُقَابِلَ"};
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    bool two = rawi_item_is_one_of(reader, candidate->first ? candidate->first - 1 : 0, "بين");
    bool governed = syntax.grammatical == RAWI_GENITIVE && syntax.odds != RAWI_OPEN;
    rawi_case grammatical = syntax.odds == RAWI_OPEN ? RAWI_NOMINATIVE : syntax.grammatical;
    reader->last_case = grammatical;
    if (candidate->detail == PAIR_RANGE && !governed) {
        rawi_speak_phrase(&reader->speaker, "مِنْ");
        grammatical = RAWI_GENITIVE;
    }
    say_part(reader, candidate, 0, grammatical, false);
    rawi_speak_phrase(&reader->speaker, two ? "" : between[candidate->detail]);
    if (two)
        reader->speaker.clitic = "وَ";
    say_part(reader, candidate, 1, RAWI_GENITIVE, true);
    if (candidate->text)
        rawi_speak_phrase(&reader->speaker, candidate->text);
    return RAWI_OK;
}

/* The mark of a calendar after two years; metres are not measured in years (1638-1715م). */
static size_t parse_calendar(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const struct {
        const char *words[2];
        size_t digits; /* the least of both years */
        const char *spoken;
    } marks[] = {
        {{"ق", "م"}, 1, "قَبْلَ الْمِيلَادِ"}, {{"م", NULL}, 4, "لِلْمِيلَادِ"}, {{"ه", NULL}, 1, "لِلْهِجْرَةِ"}};
    const rawi_number *years = candidate->numbers;
    size_t before = candidate->first - (candidate->first > 0);
    bool bracketed = (rawi_item_is_symbol(reader, before, U'(') &&
                      rawi_item_is_symbol(reader, at + 1, U')')) || /* (570-632م) */
                     rawi_item_is_symbol(reader, before, U'/');     /* 193هـ / 786-809م */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t second = at + 1 + rawi_item_is_symbol(reader, at + 1, U'.');
        if (!rawi_item_is_word(reader, at, marks[i].words[0]) ||
            (marks[i].words[1] && !rawi_item_is_word(reader, second, marks[i].words[1])) ||
            years[0].digits.length + bracketed < marks[i].digits ||
            years[1].digits.length + bracketed < marks[i].digits || years[0].value > 2999 ||
            years[1].value > 2999)
            continue;
        candidate->text = marks[i].spoken;
        return marks[i].words[1] ? second + 1 : at + 1;
    }
    return at;
}

static void take_noun_after(const rawi_reader *reader, rawi_candidate *candidate) {
    const char *kind = NULL;
    size_t end = parse_calendar(reader, candidate->end, candidate);
    if (end > candidate->end) {
        candidate->end = end;
        return;
    }
    end = rawi_find_unit(reader, candidate->end, &candidate->noun, &kind);
    if (end > candidate->end) {
        candidate->has_noun = true;
        candidate->gender = candidate->noun.gender;
        candidate->end = end;
        return;
    }
    if (rawi_item_is_symbol(reader, candidate->end, U'%')) {
        candidate->text = "فِي الْمِئَةِ";
        candidate->end++;
        return;
    }
    const rawi_item *word = rawi_item_at(reader, candidate->end);
    if (!word || word->kind != RAWI_ITEM_WORD)
        return;
    rawi_counted_noun noun = rawi_counted_noun_of(word->bare);
    candidate->row = noun.is_noun;
    if (noun.is_noun)
        candidate->gender = noun.gender;
}

/* A currency before the numbers: $10-20. */
static size_t parse_currency(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const char *kind = NULL;
    if (rawi_item_at(reader, at)->kind == RAWI_ITEM_DIGITS)
        return at;
    size_t end = rawi_find_unit(reader, at, &candidate->noun, &kind);
    if (end == at || strcmp(kind, "money") != 0)
        return at;
    candidate->has_noun = true;
    return end;
}

/* The same currency once more before the second number: $10-$15. The item after it, or `at`. */
static size_t repeated_currency(const rawi_reader *reader, size_t at,
                                const rawi_candidate *candidate) {
    rawi_noun noun;
    const char *kind = NULL;
    size_t end = candidate->has_noun ? rawi_find_unit(reader, at, &noun, &kind) : at;
    return end > at && strcmp(noun.singular, candidate->noun.singular) == 0 &&
                   strcmp(noun.adjective, candidate->noun.adjective) == 0
               ? end
               : at;
}

/* 2024-25: the second year without its century. */
static bool complete_year(rawi_number *first, rawi_number *second) {
    if (first->digits.length != 4 || first->grouped || first->fraction.length ||
        first->value < 1800 || first->value > 2199 || second->digits.length != 2 ||
        second->fraction.length || second->scale || second->value <= first->value % 100)
        return false;
    second->value += first->value / 100 * 100;
    return true;
}

static bool take_pair(rawi_candidate *candidate, unsigned detail, const char *taken_for,
                      const char *reason, int score) {
    candidate->detail = detail;
    return rawi_propose(candidate, taken_for, reason, score, say_pair);
}

/* A range goes up, or down where something is counted or dated after it (20-10 دقيقة، 384-322 ق.م).
 */
static bool take_range(const rawi_reader *reader, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    bool year = complete_year(&numbers[0], &numbers[1]);
    bool upwards = numbers[0].value < numbers[1].value || numbers[1].scale ||
                   numbers[0].fraction.length || year;
    if (!candidate->has_noun)
        take_noun_after(reader, candidate);
    const rawi_item *next = rawi_item_at(reader, candidate->end);
    bool counts = candidate->has_noun || candidate->text ||
                  (candidate->row && rawi_is_listed_noun(next->bare));
    if (!upwards && !counts)
        return false;
    if (!numbers[0].scale)
        numbers[0].scale = numbers[1].scale;
    return take_pair(candidate, PAIR_RANGE, N_("a range"),
                     upwards ? N_("a dash between a smaller and a larger number")
                             : N_("something is counted after two numbers"),
                     candidate->has_noun || candidate->text ? RAWI_SCORE_CERTAIN + 1
                                                            : RAWI_SCORE_SHAPE);
}

/* The number of a pair with its scale, whose letters count after a currency: €1.2-1.5bn. */
static size_t parse_part(const rawi_reader *reader, size_t at, const rawi_candidate *candidate,
                         rawi_number *number) {
    size_t end = rawi_parse_scaled(reader, at, number);
    return end > at && candidate->has_noun ? rawi_parse_scale_letters(reader, end, number) : end;
}

bool rawi_recognize_pair(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    size_t start = parse_currency(reader, at, candidate);
    size_t middle = parse_part(reader, start, candidate, &numbers[0]);
    bool colon = rawi_item_is_symbol(reader, middle, U':');
    bool percent =
        rawi_item_is_symbol(reader, middle, U'%') && rawi_item_is_dash(reader, middle + 1);
    middle += percent;
    if (middle == start || (!colon && !rawi_item_is_dash(reader, middle)) || numbers[0].sign)
        return false;
    size_t second = repeated_currency(reader, middle + 1, candidate);
    candidate->end = parse_part(reader, second, candidate, &numbers[1]);
    bool glued = rawi_item_is_glued(reader, middle);
    if (candidate->end == second || numbers[1].sign || rawi_item_is_dash(reader, candidate->end) ||
        (at && rawi_item_is_dash(reader, at - 1) && rawi_item_is_glued(reader, at)) ||
        rawi_item_is_glued(reader, middle + 1) != glued ||
        (percent && !rawi_item_is_symbol(reader, candidate->end, U'%')) ||
        (at && rawi_item_is_one_of(reader, at - 1, "رقم برقم"))) /* سيارة رقم 45-1234 */
        return false;
    if (colon)
        return take_pair(candidate, PAIR_RATIO, N_("a ratio"), N_("a colon between two numbers"),
                         rawi_clause_has_listed(reader, at, "proportion") ? RAWI_SCORE_CONFIRMED + 5
                                                                          : RAWI_SCORE_PLAIN + 10);
    if (take_range(reader, candidate))
        return true;
    return glued && !reader->equation &&
           take_pair(candidate, numbers[0].value <= MOST_GOALS ? PAIR_VERSUS : PAIR_RATIO,
                     N_("two numbers"), N_("a dash between them, the larger one first"),
                     RAWI_SCORE_PLAIN + 10);
}
