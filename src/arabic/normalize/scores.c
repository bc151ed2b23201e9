/* Scores of matches and of their sets: 3-2، 3:2، 3/1، 3-صفر، 6-4 و4-6. */
#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/calendar.h"
#include "arabic/normalize/counts.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

enum {
    MOST_POINTS = 200, /* of a score */
    MOST_VOTES = 700,  /* of a parliament */
    MOST_GOALS = 30,   /* of one with a stroke */
    MOST_SETS = 9      /* of a match */
};

enum {
    SCORE_RESULT,
    SCORE_DRAW /* 1-1 */
};

static bool is_score_sign(const rawi_reader *reader, size_t at) {
    return rawi_item_is_dash(reader, at) || rawi_item_is_symbol(reader, at, U':') ||
           rawi_item_is_symbol(reader, at, U'/');
}

/* ---- the clause of a score ---- */

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

/* ---- pairs in a row: 6-4، 4-6 و7-5 ---- */

enum {
    PAIR_ITEMS = 3 /* 6, the sign and 4 */
};

static bool is_comma(const rawi_reader *reader, size_t at) {
    return rawi_item_is_symbol(reader, at, U'،') || rawi_item_is_symbol(reader, at, U',');
}

static bool is_pair(const rawi_reader *reader, size_t at, rawi_number points[2]) {
    return rawi_parse_plain(reader, at, &points[0]) && is_score_sign(reader, at + 1) &&
           rawi_parse_plain(reader, at + 2, &points[1]);
}

/* The pair that stands in a row directly before that at `at`, or `at`. */
static size_t pair_before(const rawi_reader *reader, size_t at) {
    rawi_number points[2];
    size_t end = at;
    end -= end && rawi_item_is_one_of(reader, end - 1, "و ثم");
    end -= end && is_comma(reader, end - 1);
    return end < at && end >= PAIR_ITEMS && is_pair(reader, end - PAIR_ITEMS, points)
               ? end - PAIR_ITEMS
               : at;
}

/* Goes from the pair at `*at` to that which stands in a row directly behind it; false where none
 * does. */
static bool go_to_next_pair(const rawi_reader *reader, size_t *at) {
    rawi_number points[2];
    size_t end = *at + PAIR_ITEMS;
    size_t next = end + is_comma(reader, end);
    next += rawi_item_is_one_of(reader, next, "و ثم");
    if (next == end || !is_pair(reader, next, points))
        return false;
    *at = next;
    return true;
}

static size_t first_of_pairs(const rawi_reader *reader, size_t at) {
    for (unsigned sets = 0; sets < MOST_SETS; sets++)
        at = pair_before(reader, at);
    return at;
}

/* Whether one side has won a set so: of tennis (6-4, 7-5, 7-6), volleyball, badminton and the like
 * (25-23, 21-19). */
static bool is_won_set(uint64_t one, uint64_t other) {
    static const struct {
        uint64_t most, least_of_other, most_of_other;
    } sets[] = {{6, 0, 4}, {7, 5, 6}, {11, 0, 9}, {15, 0, 13}, {21, 0, 19}, {25, 0, 23}};
    uint64_t most = one > other ? one : other;
    uint64_t least = one > other ? other : one;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (most == sets[i].most && least >= sets[i].least_of_other &&
            least <= sets[i].most_of_other)
            return true;
    return false;
}

/* «أمام فريتز 6-4، 4-6»: sets in a row, and no ranges, for one of them goes down. */
static bool is_among_sets(const rawi_reader *reader, size_t at) {
    rawi_number points[2];
    bool down = false;
    size_t sets = 0;
    size_t pair = first_of_pairs(reader, at);
    do {
        if (!is_pair(reader, pair, points) || !rawi_item_is_dash(reader, pair + 1) ||
            !is_won_set(points[0].value, points[1].value))
            return false;
        down = down || points[0].value > points[1].value;
        sets++;
    } while (sets < MOST_SETS && go_to_next_pair(reader, &pair));
    return down && sets > 1 && !rawi_surely_counts(reader, pair + 2);
}

static bool is_team(const rawi_reader *reader, size_t at) {
    const rawi_item *word = rawi_item_at(reader, at);
    return word && word->kind == RAWI_ITEM_WORD &&
           (rawi_has_prefix(word->bare, "ال") || rawi_item_in_list(reader, at, "host") ||
            rawi_name_end(reader, at) > at);
}

/* «الأهلي 3 - 1 الإسماعيلي»: names of teams on both sides, and nothing else before them. */
static bool is_between_teams(const rawi_reader *reader, const rawi_candidate *candidate) {
    const size_t longest_name = 3;
    size_t at = candidate->first;
    if (!rawi_item_is_dash(reader, at + 1) || !is_team(reader, candidate->end) ||
        (at && rawi_is_counted_in_ordinals(reader, at - 1)) || /* المرحلة 2-1 */
        candidate->numbers[0].value > MOST_GOALS || candidate->numbers[1].value > MOST_GOALS)
        return false;
    for (size_t back = 1; back <= at && back <= longest_name; back++) {
        if (!is_team(reader, at - back) && !rawi_is_inside_name(reader, at - back))
            return false;
        if (at == back || rawi_item_at(reader, at - back - 1)->kind == RAWI_ITEM_SYMBOL)
            return true;
    }
    return false;
}

/* Whether the item is when or in what a match was played, and no team. */
static bool is_of_match(const rawi_reader *reader, size_t at) {
    return rawi_item_in_list(reader, at, "of_match") || rawi_item_in_list(reader, at, "today") ||
           rawi_item_in_list(reader, at, "adverb") || rawi_item_in_list(reader, at, "league") ||
           rawi_item_in_list(reader, at, "championship");
}

/* The item after the second team's name or its first word, where the team ends its clause: «الأهلي
 * 3 - 1 الاتحاد السكندري.», not «الأهلي 3 - 1 الليلة.»; `at` where it does not. */
static size_t end_of_team(const rawi_reader *reader, size_t at) {
    rawi_candidate name = {.first = at};
    size_t end = rawi_recognize_name(reader, at, &name) ? name.end : at + 1;
    const rawi_item *next = rawi_item_at(reader, end);
    if (next && next->kind == RAWI_ITEM_WORD && rawi_has_prefix(next->bare, "ال"))
        next = rawi_item_at(reader, end + 1);
    bool ends = !next || next->kind == RAWI_ITEM_SYMBOL;
    bool plural = rawi_has_suffix(rawi_item_at(reader, at)->bare, "ون"); /* المقاولون */
    return ends && !plural && !rawi_is_weekday(reader, at) && !is_of_match(reader, at) ? end : at;
}

/* «للإسماعيلي»: the points of the second team are its own. */
static rawi_status say_team(rawi_reader *reader, size_t at, rawi_error *error) {
    rawi_candidate name = {.first = at};
    if (rawi_recognize_name(reader, at, &name)) {
        name.clitic = "لِ";
        return name.say(reader, &name, error);
    }
    reader->speaker.clitic = "لِ";
    rawi_say_author_word(reader, at);
    return RAWI_OK;
}

/* ---- saying ---- */

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
    if (first == 0 || rawi_item_is_one_of(reader, first - 1, "النتيجة والنتيجة الأصلي الأساسي") ||
        candidate->row || is_between_teams(reader, candidate) ||
        rawi_item_at(reader, first - 1)->kind == RAWI_ITEM_SYMBOL)
        return (rawi_syntax){.grammatical = RAWI_NOMINATIVE};
    return (rawi_syntax){.grammatical = RAWI_ACCUSATIVE};
}

static rawi_status say_score(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    rawi_case_of(reader, candidate->first); /* the noun before it may be a first term */
    rawi_case grammatical = reader->last_case = score_case(reader, candidate).grammatical;
    rawi_say_quantity(reader, &candidate->numbers[0], NULL, RAWI_MASCULINE, grammatical, false);
    if (candidate->detail == SCORE_DRAW)
        reader->speaker.clitic = "لِ";
    else
        rawi_speak_phrase(&reader->speaker, "مُقَابِلَ");
    rawi_say_quantity(reader, &candidate->numbers[1], NULL, RAWI_MASCULINE, RAWI_GENITIVE, false);
    return candidate->row ? say_team(reader, candidate->row, error) : RAWI_OK;
}

/* ---- recognizing ---- */

/* A number of goals or points in digits, halves among them (1.5-0.5), or the word for none; the
 * item after it, or `at`. */
static size_t parse_points(const rawi_reader *reader, size_t at, rawi_number *points) {
    *points = (rawi_number){0};
    if (rawi_item_is_word(reader, at, "صفر"))
        return at + 1;
    size_t end = rawi_parse_number(reader, at, points);
    bool half = rawi_slice_equal(points->fraction, rawi_slice_of("5"));
    return points->value <= MOST_VOTES && !points->sign && !points->grouped &&
                   (half || !points->fraction.length)
               ? end
               : at;
}

/* Verbs and nouns that tell how a match ended, in the past and in the present. */
static const char outcome[] =
    "فوز فاز يفوز تفوز تعادل يتعادل تتعادل تغلب يتغلب تتغلب خسر خسار يخسر تخسر هزم هزيم يهزم تهزم "
    "يسحق يكتسح";

/* Whether a score is sure where it is written as a fraction or a day is, 3/1: after the word for a
 * result; after a verb of sport where it is no proper fraction or a match is spoken of. */
static bool is_score_with_stroke(const rawi_reader *reader, const rawi_candidate *candidate) {
    static const char match[] = "مبارا مباراة شوط ركل دوري كأس منتخب فريق ترجيح ذهاب إياب";
    const rawi_number *numbers = candidate->numbers;
    size_t first = candidate->first;
    const rawi_item *next = rawi_item_at(reader, candidate->end);
    bool part = next && next->kind == RAWI_ITEM_WORD &&
                (!rawi_is_governor(next->bare) || rawi_item_is_word(reader, candidate->end, "من"));
    if (first == 0 || part || numbers[0].value > MOST_GOALS || numbers[1].value > MOST_GOALS ||
        rawi_item_is_one_of(reader, first - 1, "في منذ حتى من إلى قبل بعد بين") ||
        rawi_item_in_list(reader, first - 1, "dated") ||
        rawi_clause_has_listed(reader, first, "ratio"))
        return false;
    return rawi_item_in_list(reader, first - 1, "result") ||
           (clause_has_stem(reader, first, outcome) &&
            (numbers[0].value >= numbers[1].value || clause_has_stem(reader, first, match)));
}

/* The two numbers of a score and the sign between them; the sign's item, or `at`. */
static size_t parse_score(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t sign = parse_points(reader, at, &candidate->numbers[0]);
    if (sign == at || !is_score_sign(reader, sign))
        return at;
    size_t second = sign + 1;
    size_t end = candidate->end = parse_points(reader, second, &candidate->numbers[1]);
    bool word = rawi_item_is_word(reader, at, "صفر") || rawi_item_is_word(reader, second, "صفر");
    bool stroke = rawi_item_is_symbol(reader, sign, U'/');
    bool glued = rawi_item_is_glued(reader, sign);
    if (end == second || rawi_item_is_glued(reader, second) != glued ||
        ((word || stroke) && !glued) ||
        (at && is_score_sign(reader, at - 1) && rawi_item_is_glued(reader, at)) ||
        rawi_item_is_dash(reader, end) || (stroke && rawi_item_is_symbol(reader, end, U'/')))
        return at;
    return sign;
}

/* «سقط أمام ضيفه صفر-2»: nobody writes a range so, unless it is from nothing on (من صفر-2). */
static bool is_to_nil(const rawi_reader *reader, size_t at, const rawi_candidate *candidate) {
    size_t sign = at + 1;
    bool nil = rawi_item_is_word(reader, at, "صفر") || rawi_item_is_word(reader, sign + 1, "صفر");
    return nil && at && rawi_item_is_dash(reader, sign) && candidate->end == sign + 2 &&
           rawi_item_at(reader, at - 1)->kind == RAWI_ITEM_WORD &&
           !rawi_item_is_one_of(reader, at - 1, "من بين إلى تحت فوق دون") &&
           !rawi_item_in_list(reader, at - 1, "from_nothing") &&
           candidate->numbers[0].value <= MOST_GOALS && candidate->numbers[1].value <= MOST_GOALS &&
           !rawi_surely_counts(reader, sign + 1);
}

/* Whether two numbers with a dash are more than a law's own: that has a number and the last two
 * digits of its year (القانون 13-07، القانون 31-13، القانون 90-29). */
static bool are_votes_of_majority(const rawi_number *votes, const rawi_number *against) {
    const uint64_t largest_of_law = 31;
    bool unanimous = against->value == 0 && against->digits.length == 1;
    return votes->value > against->value && (unanimous || against->value > largest_of_law);
}

bool rawi_is_vote(const rawi_reader *reader, size_t at) {
    rawi_number votes, against;
    bool decided = at && (rawi_item_in_list(reader, at - 1, "numbered_law") ||
                          rawi_item_in_list(reader, at - 1, "voted_on"));
    return decided && rawi_parse_plain(reader, at, &votes) &&
           rawi_parse_plain(reader, at + 2, &against) &&
           (rawi_item_is_word(reader, at + 1, "مقابل") ||
            (rawi_item_is_dash(reader, at + 1) && are_votes_of_majority(&votes, &against))) &&
           (rawi_clause_has_listed(reader, at, "voting") ||
            rawi_clause_has_listed(reader, at, "passing"));
}

/* Whether words of sport stand before the pairs that begin at item `first`: those of a match, or of
 * who beats whom or is beaten, where the goals count nothing that follows at item `end`. */
static bool follows_sport(const rawi_reader *reader, size_t first, size_t end,
                          const rawi_number *numbers) {
    static const char sport[] = "نتيج هدف أهداف مبارا مباراة شوط ركل دوري كأس منتخب فريق ترجيح ضرب "
                                "سجل متقدم تقدم مجموعتين مجموع انته انتهى ذهاب إياب جول أصلي";
    static const char beating[] =
        "اكتسح تكتسح سحق تسحق دك يدك تدك تفوق يتفوق تتفوق أسقط يسقط تسقط اجتاز يجتاز تجتاز تخط "
        "تخطى يتخطى تتخطى أقص أقصى يقصي تقصي أطاح يطيح تطيح أمطر ضيف مضيف مستضيف نظير غريم "
        "انتصر انتصار ينتصر تنتصر حسم يحسم تحسم";
    static const char trailing[] = "متأخر تأخر";
    const char *side = numbers[0].value > numbers[1].value ? beating : trailing;
    return clause_has_stem(reader, first, outcome) || clause_has_stem(reader, first, sport) ||
           (clause_has_stem(reader, first, side) && !rawi_surely_counts(reader, end - 1));
}

bool rawi_recognize_score(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_number *numbers = candidate->numbers;
    size_t sign = parse_score(reader, at, candidate);
    if (sign == at)
        return false;
    if (is_between_teams(reader, candidate)) {
        size_t team = candidate->end;
        candidate->end = end_of_team(reader, team);
        candidate->row = candidate->end > team ? team : 0;
        bool name_of_several = candidate->end > team + 1; /* ريال مدريد is no currency */
        return rawi_propose(candidate, N_("a score"), N_("names of teams stand around it"),
                            name_of_several ? RAWI_SCORE_CERTAIN + 2 : RAWI_SCORE_SHAPE, say_score);
    }
    if (rawi_item_is_dash(reader, at + 1) && rawi_is_vote(reader, at))
        return rawi_propose(candidate, N_("votes for and against"),
                            N_("after the word for a law or a resolution"), RAWI_SCORE_CONFIRMED,
                            say_score);
    if (numbers[0].value > MOST_POINTS || numbers[1].value > MOST_POINTS)
        return false;
    if (is_to_nil(reader, at, candidate))
        return rawi_propose(candidate, N_("a score"), N_("the word for none is one of two numbers"),
                            RAWI_SCORE_CONFIRMED + 5, say_score);
    if (is_among_sets(reader, at))
        return rawi_propose(candidate, N_("a score"), N_("sets of a match stand in a row"),
                            RAWI_SCORE_CONFIRMED + 5, say_score);
    size_t first = first_of_pairs(reader, at);
    if (!follows_sport(reader, first, candidate->end, numbers) ||
        (rawi_item_is_symbol(reader, sign, U'/') && !is_score_with_stroke(reader, candidate)))
        return false;
    bool draw = numbers[0].value == numbers[1].value &&
                clause_has_stem(reader, first, "تعادل يتعادل تتعادل");
    candidate->detail = draw ? SCORE_DRAW : SCORE_RESULT;
    return rawi_propose(candidate, N_("a score"), N_("words of sport stand before it"),
                        RAWI_SCORE_CONFIRMED + 5, say_score);
}
