/* Two numbers with a sign between them: ranges, scores, ratios. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

enum {
    MOST_GOALS = 30, /* of a score that no word of sport tells */
    MOST_SETS = 9    /* of a match */
};

enum {
    PAIR_RANGE,
    PAIR_SCORE,
    PAIR_RATIO,
    PAIR_DRAW,  /* 1-1 */
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

/* The first of the pairs that stand in a row, in front of at: 6-4، 4-6، 7-5. */
static size_t first_of_pairs(const rawi_reader *reader, size_t at) {
    for (unsigned sets = 0; sets < MOST_SETS; sets++) {
        size_t before = at;
        before -= before && rawi_item_is_one_of(reader, before - 1, "و ثم");
        before -= before && (rawi_item_is_symbol(reader, before - 1, U'،') ||
                             rawi_item_is_symbol(reader, before - 1, U','));
        rawi_number number;
        if (before == at || before < 3 || !rawi_parse_plain(reader, before - 1, &number) ||
            !rawi_item_is_dash(reader, before - 2) ||
            !rawi_parse_plain(reader, before - 3, &number))
            return at;
        at = before - 3;
    }
    return at;
}

/* The case of a score: with the word for a result its genitive, else an accusative of manner. */
static rawi_syntax score_case(const rawi_reader *reader, const rawi_candidate *candidate) {
    size_t first = first_of_pairs(reader, candidate->first);
    if (reader->clitic && reader->clitic_governs)
        return (rawi_syntax){.grammatical = RAWI_GENITIVE};
    for (size_t back = 1; back <= 3 && back <= first; back++)
        if (rawi_item_in_list(reader, first - back, "result"))
            return (rawi_syntax){.grammatical = RAWI_GENITIVE};
    if (first > 1 && rawi_item_is_word(reader, first - 1, "النتيجة") &&
        rawi_item_is_one_of(reader, first - 2, "كانت وكانت أصبحت تكون لتصبح"))
        return (rawi_syntax){.grammatical = RAWI_ACCUSATIVE};
    if (first == 0 || rawi_item_is_one_of(reader, first - 1, "النتيجة والنتيجة") ||
        rawi_item_at(reader, first - 1)->kind == RAWI_ITEM_SYMBOL)
        return (rawi_syntax){.grammatical = RAWI_NOMINATIVE};
    return (rawi_syntax){.grammatical = RAWI_ACCUSATIVE};
}

static rawi_status say_pair(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    static const char *const between[] = {"إِلَى", "مُقَابِلَ", "إِلَى", "", "مُقَابِلَ"};
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    bool two = rawi_item_is_one_of(reader, candidate->first ? candidate->first - 1 : 0, "بين");
    if (candidate->detail == PAIR_SCORE || candidate->detail == PAIR_DRAW)
        syntax = score_case(reader, candidate);
    bool governed = syntax.grammatical == RAWI_GENITIVE && syntax.odds != RAWI_OPEN;
    rawi_case grammatical = syntax.odds == RAWI_OPEN ? RAWI_NOMINATIVE : syntax.grammatical;
    reader->last_case = grammatical;
    if (candidate->detail == PAIR_RANGE && !governed) {
        rawi_speak_phrase(&reader->speaker, "مِنْ");
        grammatical = RAWI_GENITIVE;
    }
    say_part(reader, candidate, 0, grammatical, false);
    rawi_speak_phrase(&reader->speaker, two ? "" : between[candidate->detail]);
    if (two || candidate->detail == PAIR_DRAW)
        reader->speaker.clitic = two ? "وَ" : "لِ";
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
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t second = at + 1 + rawi_item_is_symbol(reader, at + 1, U'.');
        if (!rawi_item_is_word(reader, at, marks[i].words[0]) ||
            (marks[i].words[1] && !rawi_item_is_word(reader, second, marks[i].words[1])) ||
            years[0].digits.length < marks[i].digits || years[1].digits.length < marks[i].digits ||
            years[0].value > 2999 || years[1].value > 2999)
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

static bool strip_one_of(rawi_slice *word, bool front, const char *affixes) {
    while (*affixes) {
        size_t length = strcspn(affixes, " ");
        const char *place = front ? word->bytes : word->bytes + word->length - length;
        if (word->length > length && memcmp(place, affixes, length) == 0) {
            word->bytes += front ? length : 0;
            word->length -= length;
            return true;
        }
        affixes += length + (affixes[length] == ' ');
    }
    return false;
}

/* Whether the item is a word of the list, with clitics and endings or without: وبفوزها. */
static bool has_stem_of(const rawi_reader *reader, size_t at, const char *stems) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice word = item->bare;
    for (unsigned stripped = 0; stripped < 4; stripped++) {
        for (const char *stem = stems; *stem;) {
            size_t length = strcspn(stem, " ");
            if (rawi_slice_equal(word, (rawi_slice){stem, length}))
                return true;
            stem += length + (stem[length] == ' ');
        }
        if (!strip_one_of(&word, false, "تهما تهم تها ته هما هم ها ه ات تا ت ة وا ا") &&
            !strip_one_of(&word, true, "وال بال لل فال ال و ف ب ل"))
            break;
    }
    return false;
}

static bool clause_has_stem(const rawi_reader *reader, size_t at, const char *stems) {
    static const char32_t marks[] = U"،؛:.؟!";
    const size_t reach = 12;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        for (const char32_t *mark = marks; *mark; mark++)
            if (rawi_item_is_symbol(reader, at - back, *mark))
                return false;
        if (has_stem_of(reader, at - back, stems))
            return true;
    }
    return false;
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

static bool take_score(const rawi_reader *reader, rawi_candidate *candidate) {
    static const char sport[] =
        "فوز فاز تعادل تغلب خسر خسار هزم هزيم نتيج هدف أهداف مبارا مباراة شوط ركل دوري كأس منتخب "
        "فريق ترجيح ضرب سجل متقدم تقدم مجموعتين مجموع انته انتهى ذهاب إياب جول";
    rawi_number *numbers = candidate->numbers;
    size_t clause = first_of_pairs(reader, candidate->first);
    if (!clause_has_stem(reader, clause, sport))
        return false;
    bool draw = numbers[0].value == numbers[1].value && clause_has_stem(reader, clause, "تعادل");
    return take_pair(candidate, draw ? PAIR_DRAW : PAIR_SCORE, N_("a score"),
                     N_("words of sport stand before it"), RAWI_SCORE_CONFIRMED + 5);
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
    if (numbers[1].scale)
        numbers[0].scale = numbers[1].scale;
    return take_pair(candidate, PAIR_RANGE, N_("a range"),
                     upwards ? N_("a dash between a smaller and a larger number")
                             : N_("something is counted after two numbers"),
                     candidate->has_noun || candidate->text ? RAWI_SCORE_CERTAIN + 1
                                                            : RAWI_SCORE_SHAPE);
}

bool rawi_recognize_pair(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    size_t start = parse_currency(reader, at, candidate);
    size_t middle = rawi_parse_number(reader, start, &numbers[0]);
    bool colon = rawi_item_is_symbol(reader, middle, U':');
    bool percent =
        rawi_item_is_symbol(reader, middle, U'%') && rawi_item_is_dash(reader, middle + 1);
    middle += percent;
    if (middle == start || (!colon && !rawi_item_is_dash(reader, middle)) || numbers[0].sign)
        return false;
    candidate->end = rawi_parse_scaled(reader, middle + 1, &numbers[1]);
    bool glued = rawi_item_is_glued(reader, middle);
    if (candidate->end == middle + 1 || numbers[1].sign ||
        rawi_item_is_dash(reader, candidate->end) ||
        (at && rawi_item_is_dash(reader, at - 1) && rawi_item_is_glued(reader, at)) ||
        rawi_item_is_glued(reader, middle + 1) != glued ||
        (percent && !rawi_item_is_symbol(reader, candidate->end, U'%')))
        return false;
    bool small = numbers[0].value <= 200 && numbers[1].value <= 200 &&
                 !numbers[1].fraction.length && !numbers[1].scale;
    if (small && !percent && take_score(reader, candidate))
        return true;
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
