/* Numbers that do not count: ranges, scores, ratios, fractions, versions, models, telephone
 * numbers, coordinates, Roman numerals. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(formulas);
RAWI_TABLE(model_names);

enum {
    MOST_PHONE_DIGITS = 30,
    MOST_PHONE_ITEMS = 40,
    MOST_GOALS = 30, /* of a score that no word of sport tells */
    MOST_SETS = 9,   /* of a match */
    PHONE_BREATH = 3 /* an ungrouped number takes a breath after so many digits */
};

static bool is_dash(const rawi_reader *reader, size_t at) {
    static const char32_t dashes[] = U"-–−—‐‑";
    for (const char32_t *dash = dashes; *dash; dash++)
        if (rawi_item_is_symbol(reader, at, *dash))
            return true;
    return false;
}

/* ---- ranges, scores, ratios ---- */

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
            !is_dash(reader, before - 2) || !rawi_parse_plain(reader, before - 3, &number))
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
        if (rawi_item_is_one_of(reader, first - back, "بنتيجة نتيجة وبنتيجة لنتيجة بنتيجتي"))
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
    bool percent = rawi_item_is_symbol(reader, middle, U'%') && is_dash(reader, middle + 1);
    middle += percent;
    if (middle == start || (!colon && !is_dash(reader, middle)) || numbers[0].sign)
        return false;
    candidate->end = rawi_parse_scaled(reader, middle + 1, &numbers[1]);
    bool glued = rawi_item_is_glued(reader, middle);
    if (candidate->end == middle + 1 || numbers[1].sign || is_dash(reader, candidate->end) ||
        (at && is_dash(reader, at - 1) && rawi_item_is_glued(reader, at)) ||
        rawi_item_is_glued(reader, middle + 1) != glued ||
        (percent && !rawi_item_is_symbol(reader, candidate->end, U'%')))
        return false;
    bool small = numbers[0].value <= 200 && numbers[1].value <= 200 &&
                 !numbers[1].fraction.length && !numbers[1].scale;
    if (small && !percent && take_score(reader, candidate))
        return true;
    if (colon)
        return take_pair(candidate, PAIR_RATIO, N_("a ratio"), N_("a colon between two numbers"),
                         rawi_clause_has(reader, at, "نسبة بنسبة مقياس بمقياس معدل بمعدل النسبة")
                             ? RAWI_SCORE_CONFIRMED + 5
                             : RAWI_SCORE_PLAIN + 10);
    if (take_range(reader, candidate))
        return true;
    return glued && !reader->equation &&
           take_pair(candidate, numbers[0].value <= MOST_GOALS ? PAIR_VERSUS : PAIR_RATIO,
                     N_("two numbers"), N_("a dash between them, the larger one first"),
                     RAWI_SCORE_PLAIN + 10);
}

/* ---- fractions ---- */

static const rawi_noun parts[] = {
    {RAWI_MASCULINE, "نِصْف", "أَنْصَاف", "", ""}, {RAWI_MASCULINE, "ثُلُث", "أَثْلَاث", "", ""},
    {RAWI_MASCULINE, "رُبْع", "أَرْبَاع", "", ""}, {RAWI_MASCULINE, "خُمْس", "أَخْمَاس", "", ""},
    {RAWI_MASCULINE, "سُدُس", "أَسْدَاس", "", ""}, {RAWI_MASCULINE, "سُبْع", "أَسْبَاع", "", ""},
    {RAWI_MASCULINE, "ثُمْن", "أَثْمَان", "", ""}, {RAWI_MASCULINE, "تُسْع", "أَتْسَاع", "", ""},
    {RAWI_MASCULINE, "عُشْر", "أَعْشَار", "", ""}};

static void say_parts(rawi_reader *reader, uint64_t count, uint64_t of, rawi_case grammatical,
                      rawi_state state) {
    const rawi_noun *part = &parts[of - 2];
    if (count == 1)
        rawi_say_noun(&reader->speaker, part, RAWI_SINGULAR, grammatical, state);
    else
        rawi_say_counted(&reader->speaker, count, part, grammatical, state);
}

/* numbers: whole part or 0, numerator, denominator; row: a noun follows in the genitive; noun: the
 * unit of a numerator that is no part of the denominator (140/90 ملم زئبق). */
static rawi_status say_fraction(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    rawi_case grammatical = syntax.grammatical;
    uint64_t count = candidate->numbers[1].value;
    uint64_t of = candidate->numbers[2].value;
    reader->last_case = grammatical;
    if (candidate->numbers[0].value) {
        rawi_say_cardinal(&reader->speaker, candidate->numbers[0].value, RAWI_MASCULINE,
                          grammatical, RAWI_INDEFINITE);
        reader->speaker.clitic = "وَ";
    }
    if (of >= 2 && of <= 10 && count < of) {
        say_parts(reader, count, of, grammatical,
                  candidate->row ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
        return RAWI_OK;
    }
    rawi_say_cardinal(&reader->speaker, count, RAWI_MASCULINE, grammatical, RAWI_INDEFINITE);
    rawi_speak_phrase(&reader->speaker, "عَلَى");
    if (candidate->has_noun)
        rawi_say_counted(&reader->speaker, of, &candidate->noun, RAWI_GENITIVE, RAWI_INDEFINITE);
    else
        rawi_say_cardinal(&reader->speaker, of, RAWI_MASCULINE, RAWI_GENITIVE, RAWI_INDEFINITE);
    return RAWI_OK;
}

static rawi_status say_rating(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_error *error) {
    (void)error;
    rawi_case grammatical = rawi_case_of(reader, candidate->first).grammatical;
    rawi_say_quantity(reader, &candidate->numbers[0], NULL, RAWI_MASCULINE, grammatical, false);
    rawi_speak_phrase(&reader->speaker, "مِنْ");
    rawi_say_cardinal(&reader->speaker, candidate->numbers[1].value, RAWI_MASCULINE, RAWI_GENITIVE,
                      RAWI_INDEFINITE);
    return RAWI_OK;
}

bool rawi_recognize_rating(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char marks[] =
        "تقييم بتقييم التقييم تقييمه تقييمها علامة بعلامة درجة بدرجة نتيجته";
    rawi_number *numbers = candidate->numbers;
    size_t end = rawi_parse_number(reader, at, &numbers[0]);
    if (end == at || !rawi_item_is_symbol(reader, end, U'/') || !rawi_item_is_glued(reader, end) ||
        !rawi_item_is_glued(reader, end + 1) || !rawi_parse_plain(reader, end + 1, &numbers[1]) ||
        rawi_item_is_symbol(reader, end + 2, U'/') || numbers[0].sign || numbers[0].large ||
        numbers[0].value > numbers[1].value || numbers[1].large)
        return false;
    bool round = numbers[1].value == 5 || numbers[1].value == 10 || numbers[1].value == 20 ||
                 numbers[1].value == 100;
    bool judged = at && rawi_item_is_one_of(reader, at - 1, marks);
    candidate->end = end + 2;
    candidate->probe = "خمسة";
    rawi_propose(candidate, N_("a mark out of a best one"),
                 N_("a stroke between it and a round number"), RAWI_SCORE_CONFIRMED, say_rating);
    return round && (numbers[0].fraction.length || judged);
}

/* The fraction that one character stands for: ½. */
static bool parse_fraction_sign(const rawi_reader *reader, size_t at, rawi_number *count,
                                rawi_number *of) {
    static const struct {
        char32_t sign;
        unsigned count, of;
    } signs[] = {{U'½', 1, 2}, {U'⅓', 1, 3}, {U'⅔', 2, 3}, {U'¼', 1, 4}, {U'¾', 3, 4},
                 {U'⅕', 1, 5}, {U'⅖', 2, 5}, {U'⅗', 3, 5}, {U'⅘', 4, 5}, {U'⅙', 1, 6},
                 {U'⅛', 1, 8}, {U'⅜', 3, 8}, {U'⅝', 5, 8}, {U'⅞', 7, 8}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!rawi_item_is_symbol(reader, at, signs[i].sign))
            continue;
        count->value = signs[i].count;
        of->value = signs[i].of;
        return true;
    }
    return false;
}

static size_t parse_fraction(const rawi_reader *reader, size_t at, rawi_number *count,
                             rawi_number *of) {
    if (parse_fraction_sign(reader, at, count, of))
        return at + 1;
    if (rawi_parse_plain(reader, at, count) && rawi_item_is_symbol(reader, at + 1, U'/') &&
        rawi_item_is_glued(reader, at + 1) && rawi_item_is_glued(reader, at + 2) &&
        rawi_parse_plain(reader, at + 2, of) && of->value > 1 && !of->large && !count->large &&
        !rawi_item_is_symbol(reader, at + 3, U'/'))
        return at + 3;
    return at;
}

bool rawi_recognize_fraction(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *numbers = candidate->numbers;
    candidate->end = parse_fraction(reader, at, &numbers[1], &numbers[2]);
    if (candidate->end == at) {
        if (!rawi_parse_plain(reader, at, &numbers[0]) || numbers[0].value == 0)
            return false;
        candidate->end = parse_fraction(reader, at + 1, &numbers[1], &numbers[2]);
        if (candidate->end == at + 1 || numbers[1].value >= numbers[2].value)
            return false;
    }
    const rawi_item *next = rawi_item_at(reader, candidate->end);
    const char *kind;
    candidate->row = next && next->kind == RAWI_ITEM_WORD && !rawi_is_governor(next->bare);
    if (numbers[1].value >= numbers[2].value) {
        size_t end = rawi_find_unit(reader, candidate->end, &candidate->noun, &kind);
        candidate->has_noun = end > candidate->end;
        candidate->end = end;
    }
    return rawi_propose(candidate, N_("a fraction"), N_("a stroke between two numbers"),
                        RAWI_SCORE_SHAPE, say_fraction);
}

/* ---- versions and models ---- */

static rawi_status say_version(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    size_t first_token = reader->tokens->count;
    for (size_t at = candidate->first; at < candidate->end; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        rawi_span span = reader->speaker.span;
        if (item->kind == RAWI_ITEM_DIGITS)
            rawi_say_digits(reader->tokens, item->text, span);
        else if (item->character == U'.')
            rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, rawi_slice_of("نُقْطَة"),
                           RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN, span);
    }
    if (reader->speaker.clitic && !reader->tokens->failed && first_token < reader->tokens->count)
        rawi_token_prepend(reader->tokens, first_token, rawi_slice_of(reader->speaker.clitic));
    return RAWI_OK;
}

/* The variant that a hyphen joins to a model's number of three digits: 737-800. The item after it.
 */
static size_t variant_end(const rawi_reader *reader, size_t at, size_t end) {
    const size_t model = 3;
    rawi_number number, variant;
    bool joined = end == at + 1 && is_dash(reader, end) && rawi_item_is_glued(reader, end) &&
                  rawi_item_is_glued(reader, end + 1) && rawi_parse_plain(reader, at, &number) &&
                  rawi_parse_plain(reader, end + 1, &variant) && number.digits.length == model &&
                  variant.digits.length <= model;
    return joined ? end + 2 : end;
}

static size_t dotted_end(const rawi_reader *reader, size_t at) {
    size_t end = at + 1;
    rawi_number part;
    while (rawi_item_is_symbol(reader, end, U'.') && rawi_item_is_glued(reader, end) &&
           rawi_item_is_glued(reader, end + 1) && rawi_parse_plain(reader, end + 1, &part))
        end += 2;
    return end;
}

/* Something is counted or measured by the number that ends at `at`. */
static bool counts_something(const rawi_reader *reader, size_t at) {
    rawi_noun noun;
    const char *kind;
    const rawi_item *next = rawi_item_at(reader, at);
    if (!next)
        return false;
    if (rawi_find_unit(reader, at, &noun, &kind) > at || rawi_item_is_symbol(reader, at, U'%'))
        return true;
    return next->kind == RAWI_ITEM_WORD && rawi_counted_noun_of(next->bare).is_noun;
}

static bool is_model_name(const rawi_item *item) {
    return item->kind == RAWI_ITEM_WORD &&
           rawi_table_find(&rawi_model_names_table, item->bare) >= 0;
}

/* The number at `at` has a unit, a scale or a noun after it that fits it: «كسب داكس 40 نقطة». */
static bool surely_counts(const rawi_reader *reader, size_t at) {
    rawi_number number;
    rawi_noun noun;
    const char *kind;
    size_t end = rawi_parse_scaled(reader, at, &number);
    const rawi_item *next = rawi_item_at(reader, end);
    if (number.scale || rawi_item_is_symbol(reader, end, U'%') ||
        rawi_find_unit(reader, end, &noun, &kind) > end)
        return true;
    return next && next->kind == RAWI_ITEM_WORD && number.value > 2 &&
           rawi_is_listed_noun(next->bare) && rawi_noun_fits(next->bare, number.value);
}

bool rawi_recognize_version(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number number, whole;
    if (!rawi_parse_plain(reader, at, &number))
        return false;
    size_t end = dotted_end(reader, at);
    size_t before = at - (reader->clitic ? 1 : 0);
    const rawi_item *name = before ? rawi_item_at(reader, before - 1) : NULL;
    bool named =
        name && !reader->clitic && !rawi_item_is_one_of(reader, before - 1, "x X") &&
        (name->kind == RAWI_ITEM_LATIN ? !counts_something(reader, end)
                                       : is_model_name(name) && !surely_counts(reader, at));
    size_t dots = (end - at) / 2;
    bool is_number = rawi_parse_number(reader, at, &whole) == end;
    if (!(dots >= 2 && !is_number) && !named)
        return false;
    if (!is_number && dots < 2)
        return false;
    candidate->end = named ? variant_end(reader, at, end) : end;
    return rawi_propose(candidate, dots ? N_("a version") : N_("the number of a model"),
                        dots >= 2 ? N_("numbers with dots between them")
                                  : N_("after a product's name"),
                        RAWI_SCORE_SHAPE + 5, say_version);
}

/* A foreign name, with a clitic or without. */
static bool is_foreign_name(rawi_slice word) {
    return rawi_is_foreign_name(word) ||
           (strip_one_of(&word, true, "و ف ب ل ك") && rawi_is_foreign_name(word));
}

/* A number joined to the name before it: كوفيد-19، إف-16, whose hyphen is not said, كوفيد19. */
bool rawi_recognize_joined(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number number;
    if (at == 0 || reader->clitic || !rawi_item_is_glued(reader, at) ||
        rawi_item_at(reader, at - 1)->kind != RAWI_ITEM_WORD)
        return false;
    bool hyphen = is_dash(reader, at) && rawi_item_is_glued(reader, at + 1);
    if (!rawi_parse_plain(reader, at + hyphen, &number) ||
        (!hyphen && !is_foreign_name(rawi_item_at(reader, at - 1)->bare)))
        return false;
    candidate->end = dotted_end(reader, at + hyphen);
    return rawi_propose(candidate, N_("the number of a model"),
                        hyphen ? N_("a hyphen joins it to the name before it")
                               : N_("written as one word with the name before it"),
                        RAWI_SCORE_CONFIRMED, say_version);
}

/* ---- telephone and account numbers ---- */

static rawi_status say_phone(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    rawi_speaker *speaker = &reader->speaker;
    speaker->endings = RAWI_CASE_NONE;
    reader->phone_end = candidate->end;
    for (size_t at = candidate->first; at < candidate->end; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (rawi_item_is_symbol(reader, at, U'+'))
            rawi_speak(speaker, rawi_slice_of("زَائِد"), RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
        if (item->kind != RAWI_ITEM_DIGITS)
            continue;
        rawi_slice rest = item->text;
        while (rest.length) {
            size_t step = rest.length > PHONE_BREATH + 1 ? PHONE_BREATH : rest.length;
            rawi_say_each_digit(speaker, (rawi_slice){rest.bytes, step});
            rest = (rawi_slice){rest.bytes + step, rest.length - step};
            if (reader->tokens->count)
                reader->tokens->items[reader->tokens->count - 1].flags |= RAWI_TOKEN_BREATH_AFTER;
        }
    }
    return RAWI_OK;
}

/* Groups of digits with spaces, dashes or brackets between them; the item after the last. */
static size_t phone_end(const rawi_reader *reader, size_t at, size_t *digits, size_t *groups) {
    size_t end = at;
    *digits = *groups = 0;
    for (size_t i = at;
         rawi_item_at(reader, i) && *digits <= MOST_PHONE_DIGITS && i < at + MOST_PHONE_ITEMS;
         i++) {
        const rawi_item *item = rawi_item_at(reader, i);
        if (item->kind == RAWI_ITEM_DIGITS) {
            *digits += item->text.length;
            ++*groups;
            end = i + 1;
        } else if (!is_dash(reader, i) && !rawi_item_is_symbol(reader, i, U'(') &&
                   !rawi_item_is_symbol(reader, i, U')') &&
                   !(i == at && rawi_item_is_symbol(reader, i, U'+'))) {
            break;
        }
    }
    return end;
}

/* «الرياض 11564»: the five digits of a postal code close an address after its city. */
static bool is_postal_code(const rawi_reader *reader, size_t at) {
    static const char cities[] =
        "الرياض جدة مكة الدمام الخبر الظهران الطائف بريدة تبوك أبها حائل نجران جازان ينبع الجبيل "
        "الأحساء الهفوف القاهرة الجيزة الإسكندرية عمان عمّان إربد الزرقاء بغداد البصرة أربيل الموصل "
        "بيروت طرابلس تونس الجزائر وهران الرباط دمشق حلب الخرطوم القدس غزة الكويت مسقط";
    static const char address[] = "العنوان عنوان شارع طريق حي ص صندوق بريد بناية مبنى عمارة";
    const size_t digits = 5;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (at == 0 || reader->clitic || rawi_item_at(reader, at)->text.length != digits ||
        (next && next->kind != RAWI_ITEM_SYMBOL &&
         !rawi_item_is_one_of(reader, at + 1, "المملكة السعودية مصر الأردن العراق")))
        return false;
    size_t city = at - 1;
    if (city && rawi_item_is_one_of(reader, city, "المكرمة المنورة"))
        city--;
    if (!rawi_item_is_one_of(reader, city, cities) &&
        !(city < at - 1 && rawi_item_is_word(reader, city, "المدينة")))
        return false;
    return city == 0 || rawi_item_at(reader, city - 1)->kind != RAWI_ITEM_WORD ||
           rawi_clause_has(reader, city, address);
}

/* «الرقم الموحد 9200»، «أرسل كلمة تبرع إلى 5060»: four digits or more, which other words would
 * count. */
static bool announces_short_number(const rawi_reader *reader, size_t at) {
    static const char names[] = "الموحد المختصر الساخن البريدي";
    static const char sending[] = "أرسل أرسلوا أرسلي رسالة رسائل الرسائل إرسال بإرسال";
    const size_t least_digits = 4;
    if (at == 0 || rawi_item_at(reader, at)->text.length < least_digits)
        return false;
    return rawi_item_is_one_of(reader, at - 1, names) || is_postal_code(reader, at) ||
           (rawi_item_is_one_of(reader, at - 1, "إلى على") && rawi_clause_has(reader, at, sending));
}

bool rawi_recognize_phone(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char words[] =
        "هاتف الهاتف هاتفيا جوال الجوال الاتصال اتصل اتصلوا للاتصال واتساب الواتساب فاكس "
        "الفاكس الحساب حساب آيبان الرقم الساخن موبايل المحمول الطوارئ للاستفسار للتواصل "
        "للحجز للاستعلام تواصلوا تواصل";
    enum {
        LEAST_DIGITS = 7,
        LEAST_ANNOUNCED = 5,
        MOST_DIGITS = 20
    };
    const rawi_item *first = rawi_item_at(reader, at);
    bool plus = rawi_item_is_symbol(reader, at, U'+');
    size_t digits, groups;
    if (first->kind != RAWI_ITEM_DIGITS && !plus)
        return false;
    size_t end = phone_end(reader, at, &digits, &groups);
    if (plus && !rawi_item_is_glued(reader, at + 1))
        return false;
    bool joined =
        at > 1 && rawi_item_is_one_of(reader, at - 1, "أو و") && at - 1 == reader->phone_end;
    bool announced = joined || rawi_clause_has(reader, at, words) ||
                     (at > 1 && rawi_item_is_one_of(reader, at - 2, words));
    bool zero =
        first->kind == RAWI_ITEM_DIGITS && first->text.bytes[0] == '0' && first->text.length > 1;
    bool shaped = digits >= LEAST_DIGITS && digits <= MOST_DIGITS &&
                  (plus || zero || (groups >= 3 && announced));
    bool many = announced && digits >= LEAST_ANNOUNCED && digits <= MOST_DIGITS;
    announced = announced || announces_short_number(reader, at);
    if (!shaped && !((many || (groups == 1 && announces_short_number(reader, at))) &&
                     !(groups == 1 && counts_something(reader, end))))
        return false;
    candidate->end = end;
    return rawi_propose(candidate, N_("a telephone or account number"),
                        announced ? N_("announced by the words before it") : N_("by its shape"),
                        RAWI_SCORE_CONFIRMED, say_phone);
}

/* ---- codes with leading zeros, longer than any number ---- */

static rawi_status say_code(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    reader->speaker.endings = RAWI_CASE_NONE;
    rawi_say_each_digit(&reader->speaker, candidate->numbers[0].digits);
    return RAWI_OK;
}

bool rawi_recognize_code(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number *number = &candidate->numbers[0];
    if (!rawi_parse_plain(reader, at, number) || number->digits.length < 2 ||
        number->digits.bytes[0] != '0' ||
        rawi_parse_number(reader, at, &candidate->numbers[1]) != at + 1)
        return false;
    candidate->end = at + 1;
    return rawi_propose(candidate, N_("a code"), N_("it starts with zero"), RAWI_SCORE_PLAIN + 10,
                        say_code);
}

/* ---- coordinates ---- */

static const rawi_noun degree = {RAWI_FEMININE, "دَرَجَة", "دَرَجَات", "", ""};
static const rawi_noun arc_minute = {RAWI_FEMININE, "دَقِيقَة", "دَقَائِق!", "", ""};
static const rawi_noun arc_second = {RAWI_FEMININE, "ثَانِيَة", "ثَوَانٍ=", "", ""};

static rawi_status say_coordinate(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    static const rawi_noun *const nouns[] = {&degree, &arc_minute, &arc_second};
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    reader->last_case = syntax.grammatical;
    for (size_t i = 0; i < candidate->number_count; i++) {
        if (i)
            reader->speaker.clitic = "وَ";
        rawi_say_quantity(reader, &candidate->numbers[i], nouns[i], RAWI_FEMININE,
                          syntax.grammatical, false);
    }
    if (candidate->text)
        rawi_speak_phrase(&reader->speaker, candidate->text);
    return RAWI_OK;
}

static size_t parse_direction(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const struct {
        const char *written;
        const char *spoken;
    } directions[] = {{"N", "شَمَالًا"},     {"S", "جَنُوبًا"},     {"E", "شَرْقًا"},    {"W", "غَرْبًا"},
                      {"شمالا", "شَمَالًا"}, {"جنوبا", "جَنُوبًا"}, {"شرقا", "شَرْقًا"}, {"غربا", "غَرْبًا"}};
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        if (rawi_item_is_one_of(reader, at, directions[i].written)) {
            candidate->text = directions[i].spoken;
            return at + 1;
        }
    }
    return at;
}

static bool is_arc_sign(const rawi_reader *reader, size_t at, size_t part) {
    static const char32_t signs[2][3] = {{U'′', U'\'', U'’'}, {U'″', U'"', U'”'}};
    for (size_t i = 0; i < 3; i++)
        if (rawi_item_is_symbol(reader, at, signs[part - 1][i]))
            return true;
    return false;
}

bool rawi_recognize_coordinate(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = rawi_parse_number(reader, at, &candidate->numbers[0]);
    if (end == at || !rawi_item_is_symbol(reader, end, U'°'))
        return false;
    end++;
    candidate->number_count = 1;
    for (size_t part = 1; part < 3; part++) {
        size_t next = rawi_parse_number(reader, end, &candidate->numbers[part]);
        if (next == end || !is_arc_sign(reader, next, part))
            break;
        candidate->number_count++;
        end = next + 1;
    }
    candidate->end = parse_direction(reader, end, candidate);
    if (candidate->number_count == 1 && !candidate->text)
        return false;
    return rawi_propose(candidate, N_("a coordinate"), N_("degrees with minutes or a direction"),
                        RAWI_SCORE_CERTAIN, say_coordinate);
}

/* ---- Roman numerals ---- */

static unsigned roman_digit(char letter) {
    switch (letter) {
    case 'I':
        return 1;
    case 'V':
        return 5;
    case 'X':
        return 10;
    case 'L':
        return 50;
    case 'C':
        return 100;
    case 'D':
        return 500;
    case 'M':
        return 1000;
    default:
        return 0;
    }
}

/* The value of a Roman numeral, 0 where it is none: digits before larger ones are subtracted. */
static unsigned roman_value(rawi_slice text) {
    unsigned value = 0;
    unsigned largest = 0;
    if (text.length > 8)
        return 0;
    for (size_t i = text.length; i > 0; i--) {
        unsigned digit = roman_digit(text.bytes[i - 1]);
        if (!digit || (digit < largest && digit * 10 < largest))
            return 0;
        if (digit < largest)
            value -= digit;
        else
            value += largest = digit;
    }
    return value <= 100 ? value : 0;
}

static rawi_status say_roman(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->first - 1);
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, candidate->gender,
                     syntax.grammatical, true);
    return RAWI_OK;
}

bool rawi_recognize_roman(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char feminine[] =
        "إليزابيث اليزابيث ماري كاترين كاثرين مارغريت مارغريتا كليوباترا الثانية العالمية "
        "المرحلة الدورة الجولة الطبعة النسخة فيكتوريا إيزابيلا الحلقة القمة الفئة";
    static const char masculine[] =
        "القرن الملك البابا لويس هنري يوحنا بولس بندكت بنديكتوس إدوارد جورج تشارلز رمسيس "
        "فيليب نابليون ألكسندر الكسندر وليام وليم فريدريك كارل غوستاف ليوبولد بطليموس "
        "الفصل الجزء المجلد الباب الفوج إنوسنت بيوس ليون خوان ألبرت شارل محمد الحسن عبد "
        "النوع الصنف المستوى الشوط رمسيس تحتمس أمنحتب فرانسيس كليمنت أوربان ليو";
    const rawi_item *item = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (item->kind != RAWI_ITEM_LATIN || at == 0 ||
        (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL))
        return false;
    bool is_feminine = rawi_item_is_one_of(reader, at - 1, feminine);
    bool known = is_feminine || rawi_item_is_one_of(reader, at - 1, masculine);
    unsigned value = roman_value(item->text);
    const rawi_item *before = rawi_item_at(reader, at - 1);
    bool shaped = item->text.length >= 2 && value <= 39 && before->kind == RAWI_ITEM_WORD;
    if (!value || (!known && !shaped))
        return false;
    candidate->gender = is_feminine ? RAWI_FEMININE : RAWI_MASCULINE;
    candidate->numbers[0].value = value;
    candidate->end = at + 1;
    candidate->probe = is_feminine ? "الخامسة" : "الخامس";
    return rawi_propose(candidate, N_("a Roman numeral"),
                        known ? N_("after a name that takes one") : N_("by its letters"),
                        known ? RAWI_SCORE_CONFIRMED : RAWI_SCORE_SHAPE, say_roman);
}

/* ---- chemical formulas ---- */

/* «حمض H2SO4»: the author has said what the formula begins with. */
static bool says_acid(const rawi_reader *reader, size_t before, const char *stem) {
    return strcmp(stem, "حَمْض") == 0 && rawi_item_is_one_of(reader, before, "حمض وحمض بحمض لحمض");
}

static rawi_status say_formula(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    const char *stem = rawi_table_cell(&rawi_formulas_table, candidate->row, 1);
    bool definite = *rawi_table_cell(&rawi_formulas_table, candidate->row, 2) == 'd';
    if (rawi_follows_construct(reader, candidate->first))
        syntax.grammatical = RAWI_GENITIVE;
    else if (syntax.odds == RAWI_OPEN)
        reader->speaker.endings = RAWI_CASE_OPEN;
    if (definite || candidate->first == 0 || !says_acid(reader, candidate->first - 1, stem))
        rawi_speak_stem(&reader->speaker, stem, syntax.grammatical,
                        definite ? RAWI_DEFINITE : RAWI_CONSTRUCT);
    rawi_speak_phrase(&reader->speaker, rawi_table_cell(&rawi_formulas_table, candidate->row, 3));
    return RAWI_OK;
}

/* The author has just said what the formula stands for (ثاني أكسيد الكربون CO2): its letters are
 * said then. */
static bool is_explained(const rawi_reader *reader, const rawi_candidate *candidate) {
    size_t before = candidate->first;
    before -= before && rawi_item_is_symbol(reader, before - 1, U'(');
    const rawi_item *item = before ? rawi_item_at(reader, before - 1) : NULL;
    const char *words = rawi_table_cell(&rawi_formulas_table, candidate->row, 3);
    if (!*words)
        words = rawi_table_cell(&rawi_formulas_table, candidate->row, 1);
    const char *space = strrchr(words, ' ');
    if (!item || item->kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice bare = item->bare;
    size_t left = bare.length;
    const char *word = space ? space + 1 : words;
    for (size_t at = strlen(word); at >= 2; at -= 2) {
        const unsigned char *letter = (const unsigned char *)word + at - 2;
        if (letter[0] == 0xD9 && letter[1] >= 0x8B && letter[1] <= 0x92)
            continue;
        if (left < 2 || memcmp(bare.bytes + left - 2, letter, 2) != 0)
            return false;
        left -= 2;
    }
    return true;
}

bool rawi_recognize_formula(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t most_items = 8;
    if (rawi_item_at(reader, at)->kind != RAWI_ITEM_LATIN)
        return false;
    for (size_t length = 1; length <= most_items; length++) {
        const rawi_item *last = rawi_item_at(reader, at + length - 1);
        const rawi_item *next = rawi_item_at(reader, at + length);
        if (!last || (length > 1 && last->spaced))
            break;
        if (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL && next->kind != RAWI_ITEM_WORD)
            continue;
        ptrdiff_t row =
            rawi_table_find(&rawi_formulas_table, rawi_items_text(reader, at, at + length));
        if (row < 0)
            continue;
        candidate->row = (size_t)row;
        candidate->end = at + length;
    }
    rawi_propose(candidate, N_("a chemical formula"), N_("in the table of formulas"),
                 RAWI_SCORE_CONFIRMED, say_formula);
    return candidate->end > at && !is_explained(reader, candidate);
}
