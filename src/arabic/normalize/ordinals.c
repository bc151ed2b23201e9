/* Numbers that are ordinals: القرن 21، القمة الـ33، لويس الـ14. */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/clitics.h"
#include "arabic/normalize/counts.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/syntax/syntax.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(ordinal_nouns);

enum {
    DETAIL_OF_TWO = RAWI_CALENDARS + 1, /* the first ordinal of two: القرنين 18 و19 */
    DETAIL_OF_NAME = 2 * DETAIL_OF_TWO, /* the noun has a second term: مهرجان برلين الـ75 */
    ALWAYS_COLUMN = 2
};

/* The row of the noun in the table, whatever is glued to it: القرن، وللقرن، لويس. */
static ptrdiff_t find_ordinal_noun(rawi_slice word, rawi_clitic *clitic) {
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        if (!rawi_clitic_of(word, letters, clitic))
            continue;
        rawi_slice noun = {word.bytes + clitic->length, word.length - clitic->length};
        ptrdiff_t row = rawi_table_find(&rawi_ordinal_nouns_table, noun);
        if (row >= 0)
            return row;
    }
    return -1;
}

static ptrdiff_t ordinal_noun_row(rawi_slice word) {
    rawi_clitic clitic;
    return find_ordinal_noun(word, &clitic);
}

bool rawi_is_counted_in_ordinals(const rawi_reader *reader, size_t noun) {
    return ordinal_noun_row(rawi_item_at(reader, noun)->bare) >= 0 ||
           rawi_item_in_list(reader, noun, "held") || rawi_item_in_list(reader, noun, "yearly");
}

/* Whether a preposition stands before the article, before a noun of the table or what is held:
 * للقرن، للويس، بكأس العالم. */
static bool has_preposition(rawi_slice word) {
    rawi_clitic clitic;
    if (find_ordinal_noun(word, &clitic) >= 0)
        return clitic.governs;
    for (size_t letters = 1; letters <= RAWI_CLITIC_LETTERS; letters++)
        if (rawi_clitic_of(word, letters, &clitic) && clitic.governs &&
            rawi_word_in_list(rawi_without_clitic(word, &clitic), "held_again"))
            return true;
    return rawi_has_prefix(word, "لل") || rawi_has_prefix(word, "بال");
}

void rawi_agree_with(rawi_reader *reader, const rawi_candidate *candidate, size_t noun) {
    reader->ordinal_end = candidate->end;
    reader->ordinal_noun = noun;
    reader->agrees_with = noun + 1;
    reader->ordinal_gender = candidate->gender;
}

/* «مهرجانُ برلينَ»: the noun at item `at` has a second term. */
static void settle_name(rawi_reader *reader, size_t at) {
    rawi_flag_word(reader, at, RAWI_TOKEN_CONSTRUCT);
    rawi_flag_word(reader, at + 1, RAWI_TOKEN_GENITIVE);
}

/* Whether what stands directly before item `at` can only be a verb, so that the item is in no
 * genitive: افتتحت، افتتح; «رفع» may be a noun. */
static bool follows_verb(const rawi_reader *reader, size_t at) {
    const size_t least_letters = 5;
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    if (!before || before->kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice word = before->bare;
    bool derived = rawi_has_prefix(word, "ا") && word.length >= least_letters * strlen("ا") &&
                   rawi_is_of_verb(rawi_effect_of(word));
    return derived || rawi_looks_like_past(word);
}

/* The case of the noun before an ordinal: the ordinal agrees with it. */
static rawi_status say_ordinal(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->row);
    const rawi_item *noun = rawi_item_at(reader, candidate->row);
    rawi_case grammatical = syntax.grammatical;
    if (candidate->detail & DETAIL_OF_NAME)
        settle_name(reader, candidate->row);
    if (!has_preposition(noun->bare) && follows_verb(reader, candidate->row)) {
        reader->syntax.never_genitive = true;
        if (grammatical == RAWI_GENITIVE)
            grammatical = RAWI_NOMINATIVE;
    }
    bool oblique = (candidate->detail & DETAIL_OF_TWO) && rawi_has_suffix(noun->bare, "ين");
    if (has_preposition(noun->bare) || (oblique && grammatical == RAWI_NOMINATIVE))
        grammatical = RAWI_GENITIVE;
    bool object = rawi_is_object(reader, candidate->row);
    if (object)
        grammatical = RAWI_ACCUSATIVE;
    if (!object && grammatical != RAWI_GENITIVE && reader->syntax.odds > RAWI_DOUBTFUL)
        reader->syntax.odds = RAWI_DOUBTFUL; /* the noun may be the verb's subject or its object */
    reader->syntax.grammatical = grammatical;
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, candidate->gender, grammatical,
                     true);
    rawi_say_era(&reader->speaker, candidate->detail & RAWI_CALENDARS);
    rawi_agree_with(reader, candidate, candidate->row);
    return RAWI_OK;
}

/* The row of a dual's singular: القرنين، المادتان. */
static ptrdiff_t dual_ordinal_noun_row(rawi_slice word) {
    const size_t ending = strlen("ين");
    char singular[64];
    if ((!rawi_has_suffix(word, "ين") && !rawi_has_suffix(word, "ان")) ||
        word.length >= sizeof singular)
        return -1;
    rawi_slice stem = {word.bytes, word.length - ending};
    ptrdiff_t row = ordinal_noun_row(stem);
    if (row >= 0 || !rawi_has_suffix(stem, "ت"))
        return row;
    memcpy(singular, stem.bytes, stem.length);
    memcpy(singular + stem.length - strlen("ت"), "ة", strlen("ة"));
    return ordinal_noun_row((rawi_slice){singular, stem.length});
}

/* What a rank holds for: the 41st of the world, not 41 of something. */
static const char scopes[] =
    "عالميا عربيا محليا دوليا قاريا آسيويا أفريقيا إفريقيا أوروبيا إقليميا";

/* Something is counted by the number at `at`: it is no ordinal then. */
static bool counts_after(const rawi_reader *reader, size_t at, const rawi_number *ordinal) {
    rawi_noun noun;
    const char *kind;
    rawi_number number;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!next || (next->kind != RAWI_ITEM_WORD && next->kind != RAWI_ITEM_LATIN) ||
        rawi_item_is_one_of(reader, at + 1, scopes) || rawi_item_in_list(reader, at + 1, "law"))
        return false;
    if (rawi_parse_scaled(reader, at, &number) > at && number.scale)
        return true;
    if (rawi_find_unit(reader, at + 1, &noun, &kind) > at + 1)
        return next->kind == RAWI_ITEM_WORD || strcmp(kind, "letter") != 0;
    bool verb = rawi_is_listed_verb(next->bare) && !rawi_has_suffix(next->bare, "ا") &&
                rawi_counted_form_of(ordinal->value) != RAWI_COUNTED_FEW;
    return next->kind == RAWI_ITEM_WORD && ordinal->value > 2 && !verb &&
           rawi_noun_fits(next->bare, ordinal->value) &&
           rawi_may_be_counted(reader, at + 1, ordinal);
}

/* The row of the singular of nouns that are numbered together, «المواد 3 و5 و7»: -1 for others. */
static ptrdiff_t plural_ordinal_noun_row(rawi_slice word) {
    static const char *const plurals[][2] = {
        {"المواد", "مادة"},  {"الفقرات", "فقرة"},  {"البنود", "بند"},   {"الفصول", "فصل"},
        {"القرون", "قرن"},   {"الجولات", "جولة"},  {"الدورات", "دورة"}, {"المراكز", "مركز"},
        {"الطوابق", "طابق"}, {"الحلقات", "حلقة"},  {"الأجزاء", "جزء"},  {"الآيات", "آية"},
        {"الصفحات", "صفحة"}, {"الدقائق", "دقيقة"}, {"المراحل", "مرحلة"}};
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
        if (rawi_slice_equal(word, rawi_slice_of(plurals[i][0])))
            return rawi_table_find(&rawi_ordinal_nouns_table, rawi_slice_of(plurals[i][1]));
    return -1;
}

/* «القرنين 18 و19م»: the second is no metres. */
static bool is_century(const rawi_reader *reader, size_t at) {
    unsigned calendar = RAWI_CALENDAR_NONE;
    return rawi_item_in_list(reader, reader->ordinal_noun, "century") &&
           rawi_parse_era(reader, at + 1, &calendar) > at + 1;
}

/* «القرن 19 و20»، «المرتبة 41 عالميا و3 عربيا»: an ordinal again, of the same noun. */
static bool joins_ordinal(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = reader->ordinal_end;
    if (end && rawi_item_is_one_of(reader, end, scopes) &&
        rawi_item_is_one_of(reader, at + 1, scopes))
        end++;
    if (!reader->clitic || strcmp(reader->clitic, "وَ") != 0 || reader->ordinal_end == 0 ||
        end != reader->clitic_item ||
        (!is_century(reader, at) && counts_after(reader, at, &candidate->numbers[0])))
        return false;
    candidate->gender = reader->ordinal_gender;
    candidate->row = reader->ordinal_noun;
    candidate->detail =
        rawi_has_suffix(rawi_item_at(reader, candidate->row)->bare, "ين") ? DETAIL_OF_TWO : 0;
    candidate->reason = N_("the noun before it is counted in ordinals");
    candidate->score = RAWI_SCORE_CONFIRMED;
    return true;
}

static bool is_feminine_form(rawi_slice word) {
    static const char *const endings[] = {"ة", "ته", "تها", "تهم", "تنا", "تي"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (word.length > length &&
            memcmp(word.bytes + word.length - length, endings[i], length) == 0)
            return true;
    }
    return false;
}

static bool has_pronoun(rawi_slice word) {
    static const char *const pronouns[] = {"ه", "ها", "هم", "نا", "ي"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        size_t length = strlen(pronouns[i]);
        if (word.length > length + 4 &&
            memcmp(word.bytes + word.length - length, pronouns[i], length) == 0)
            return true;
    }
    return false;
}

/* «العدد 5 من المجلة» */
static bool is_issue(const rawi_reader *reader, size_t noun) {
    return rawi_item_in_list(reader, noun, "issue") && rawi_item_is_word(reader, noun + 2, "من") &&
           rawi_item_in_list(reader, noun + 3, "periodical");
}

/* «الدور الـ16»: the round of sixteen teams, no sixteenth round. */
static bool is_round_of_teams(const rawi_reader *reader, size_t noun, uint64_t teams) {
    return (teams == 16 || teams == 32 || teams == 64 || teams == 128) &&
           rawi_item_in_list(reader, noun, "round_of_games");
}

/* The noun that an adjective at item `at` describes and the number after it counts in ordinals:
 * الحملة الصليبية 3، الحرب العالمية 2؛ `at` where it describes none. */
static size_t described_noun(const rawi_reader *reader, size_t at) {
    rawi_slice adjective = rawi_item_at(reader, at)->bare;
    const rawi_item *noun = at ? rawi_item_at(reader, at - 1) : NULL;
    bool feminine = rawi_has_suffix(adjective, "ية");
    if (!noun || noun->kind != RAWI_ITEM_WORD || !rawi_has_prefix(adjective, "ال") ||
        !rawi_has_article(noun->bare) || (!feminine && !rawi_has_suffix(adjective, "ي")) ||
        rawi_item_in_list(reader, at, "relative") || ordinal_noun_row(adjective) >= 0)
        return at;
    ptrdiff_t row = ordinal_noun_row(noun->bare);
    bool agrees = row >= 0 &&
                  (*rawi_table_cell(&rawi_ordinal_nouns_table, (size_t)row, 1) == 'f') == feminine;
    return agrees ? at - 1 : at;
}

/* The noun that the adjective at item `at` describes, «في البطولة الأفريقية الـ5», in whose case
 * both are; `at` for any other word. */
static size_t noun_of_adjective(const rawi_reader *reader, size_t at) {
    rawi_slice adjective = rawi_item_at(reader, at)->bare;
    const rawi_item *noun = at ? rawi_item_at(reader, at - 1) : NULL;
    bool feminine = rawi_has_suffix(adjective, "ية");
    return noun && noun->kind == RAWI_ITEM_WORD && rawi_has_article(noun->bare) &&
                   rawi_has_prefix(adjective, "ال") &&
                   (feminine || rawi_has_suffix(adjective, "ي")) &&
                   rawi_has_suffix(noun->bare, "ة") == feminine
               ? at - 1
               : at;
}

/* Whether item `at` may belong to the name of what is held: its place, its kind. */
static bool may_name_held(const rawi_reader *reader, size_t at) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    bool kind = rawi_has_prefix(word, "ال") && ordinal_noun_row(word) < 0 &&
                !rawi_is_plural(rawi_without_article(word));
    return kind || rawi_item_in_list(reader, at, "city") || rawi_item_in_list(reader, at, "host") ||
           rawi_item_in_list(reader, at, "held_in") || rawi_name_end(reader, at) > at;
}

/* The noun of what is held again and again and whose name ends with item `at`: مهرجان برلين الـ75,
 * قمة المناخ الـ30; `at` where there is none. */
static size_t held_noun(const rawi_reader *reader, size_t at) {
    const size_t longest_name = 3;
    size_t start = at;
    if (rawi_is_inside_name(reader, at))
        start--; /* قمة أديس أبابا الـ38 */
    for (size_t word = start; word && at - word < longest_name && may_name_held(reader, word);
         word--)
        if (rawi_item_in_list(reader, word - 1, "held_again"))
            return word - 1;
    return at;
}

/* «الأسرة الـ18»: a dynasty, where words around it speak of Egypt's past; else they may be beds. */
static bool is_dynasty(const rawi_reader *reader, size_t at, size_t noun) {
    const uint64_t last_dynasty = 31;
    const size_t reach = 40;
    rawi_number number;
    if (!rawi_item_in_list(reader, noun, "dynasty") || !rawi_parse_plain(reader, at, &number) ||
        number.value > last_dynasty)
        return false;
    for (size_t i = at > reach ? at - reach : 0; i <= at + reach && rawi_item_at(reader, i); i++)
        if (rawi_item_in_list(reader, i, "of_dynasty"))
            return true;
    return false;
}

/* A number with the article counts what is held again, or a dynasty. */
static bool counts_held_or_dynasty(const rawi_reader *reader, size_t at, size_t before,
                                   rawi_candidate *candidate) {
    bool dynasty = is_dynasty(reader, at, before);
    size_t noun = dynasty ? before : held_noun(reader, before);
    if (!reader->definite || (noun == before && !dynasty) ||
        counts_after(reader, at, &candidate->numbers[0]))
        return false;
    candidate->row = noun;
    candidate->detail = noun == before ? 0 : DETAIL_OF_NAME;
    candidate->gender = dynasty || rawi_item_in_list(reader, noun, "held_feminine")
                            ? RAWI_FEMININE
                            : RAWI_MASCULINE;
    candidate->reason = N_("the noun before it is counted in ordinals");
    candidate->score = RAWI_SCORE_CONFIRMED;
    return true;
}

/* No noun after the number is counted by it: القرن 19 كتب الشاعر. */
static bool is_always_ordinal(ptrdiff_t row) {
    return row >= 0 && *rawi_table_cell(&rawi_ordinal_nouns_table, (size_t)row, ALWAYS_COLUMN);
}

/* Whether the noun or the name at item `before`, of that row of the table or of none, makes an
 * ordinal of the number: of its gender. */
static bool takes_ordinal(const rawi_reader *reader, size_t before, ptrdiff_t row,
                          rawi_candidate *candidate) {
    rawi_slice noun = rawi_item_at(reader, before)->bare;
    bool definite = rawi_has_article(noun) || noun.length == strlen("ج");
    bool always = is_always_ordinal(row);
    if (is_issue(reader, before)) {
        candidate->gender = RAWI_MASCULINE;
    } else if (row >= 0 && (definite || (reader->definite && always))) {
        candidate->gender = *rawi_table_cell(&rawi_ordinal_nouns_table, (size_t)row, 1) == 'f'
                                ? RAWI_FEMININE
                                : RAWI_MASCULINE;
    } else if (reader->definite && rawi_members_before(reader, before + 1) > before &&
               (definite || has_pronoun(noun))) {
        candidate->row = noun_of_adjective(reader, before);
        candidate->gender = is_feminine_form(noun) ? RAWI_FEMININE : RAWI_MASCULINE;
        candidate->reason = N_("a number with the article after a definite noun");
        candidate->score = RAWI_SCORE_SHAPE;
    } else if (reader->definite && before && rawi_item_in_list(reader, before - 1, "ruler")) {
        candidate->reason = N_("after a name that takes one"); /* الملك محمد الـ6 */
    } else {
        return false;
    }
    return true;
}

/* «الفرقة 22 مشاة»، «اللواء 35 مدرع»: what the unit of an army at item `noun` consists of stands
 * after its number and is not counted. */
static bool names_arm(const rawi_reader *reader, size_t at, size_t noun) {
    return rawi_item_in_list(reader, noun, "unit_of_army") &&
           rawi_item_in_list(reader, at + 1, "arm");
}

/* A noun or a name before the number that makes an ordinal of it. */
static bool follows_ordinal_noun(const rawi_reader *reader, size_t at, size_t before,
                                 rawi_candidate *candidate) {
    if (counts_held_or_dynasty(reader, at, before, candidate))
        return true;
    before = described_noun(reader, before);
    rawi_slice noun = rawi_item_at(reader, before)->bare;
    if (reader->definite && is_round_of_teams(reader, before, candidate->numbers[0].value))
        return false;
    bool two = rawi_item_is_word(reader, at + 1, "و") && rawi_item_at(reader, at + 2) &&
               rawi_item_at(reader, at + 2)->kind == RAWI_ITEM_DIGITS;
    ptrdiff_t row = two ? plural_ordinal_noun_row(noun) : -1;
    bool dual = two && row < 0 && (row = dual_ordinal_noun_row(noun)) >= 0;
    if (row < 0)
        row = ordinal_noun_row(noun);
    bool joined = reader->clitic && strcmp(reader->clitic, "وَ") == 0;
    if (row < 0 && reader->definite && joined)
        return false; /* من القدس والـ48 */
    if (!is_always_ordinal(row) && !names_arm(reader, at, before) &&
        (counts_after(reader, at, &candidate->numbers[0]) || (row < 0 && rawi_is_plural(noun))))
        return false;
    candidate->row = before;
    candidate->detail = dual ? DETAIL_OF_TWO : 0;
    candidate->reason = N_("the noun before it is counted in ordinals");
    candidate->score = RAWI_SCORE_CONFIRMED;
    return takes_ordinal(reader, before, row, candidate);
}

/* «القرن الثاني الهجري (8م)»، «القرن 3هـ/9م»: the century of another calendar; its noun's item, or
 * 0.
 */
static size_t century_before_bracket(const rawi_reader *reader, size_t at) {
    const size_t reach = 5;
    const uint64_t latest = 21;
    unsigned calendar = RAWI_CALENDAR_NONE;
    rawi_number number;
    if (at < 3 || reader->clitic ||
        !(rawi_item_is_symbol(reader, at - 1, U'(') || rawi_item_is_symbol(reader, at - 1, U'/')) ||
        !rawi_parse_plain(reader, at, &number) || number.value > latest ||
        rawi_parse_era(reader, at + 1, &calendar) == at + 1)
        return 0;
    for (size_t back = 2; back <= reach && back <= at; back++)
        if (rawi_item_in_list(reader, at - back, "century"))
            return at - back;
    return 0;
}

/* candidate->row: an age that is reached (سن الـ18). */
/* The item of a noun that the number at `at` may follow: not that of its clitic, of the full stop
 * of «ص. 45», of the bracket of «المادة (41)» and «الجولة الـ(12)». */
static size_t end_of_noun(const rawi_reader *reader, size_t at) {
    size_t before = at - (reader->clitic ? 1 : 0);
    bool full_stop = before > 1 && rawi_item_is_symbol(reader, before - 1, U'.') &&
                     rawi_item_is_one_of(reader, before - 2, "ص د ج");
    bool bracket = before > 1 && rawi_item_is_symbol(reader, before - 1, U'(') &&
                   rawi_item_is_symbol(reader, at + 1, U')');
    bool article = bracket && before > 2 && rawi_item_is_word(reader, before - 2, "ال");
    return before - (full_stop || bracket) - article;
}

/* «من سنِّ الثامنة عشرة»: the noun of an age directly before item `at`, no verb (سَنَّ). */
static void settle_age(rawi_reader *reader, size_t at) {
    size_t token = rawi_token_of(reader, at - 1);
    bool governed = at > 1 && rawi_is_preposition(rawi_item_at(reader, at - 2)->bare);
    if (token == SIZE_MAX || !governed || !rawi_item_is_word(reader, at - 1, "سن"))
        return;
    reader->tokens->items[token].text = "سِنّ";
    reader->tokens->items[token].flags |=
        RAWI_TOKEN_STEM_COMPLETE | RAWI_TOKEN_GENITIVE | RAWI_TOKEN_CONSTRUCT;
}

static rawi_status say_elliptical(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, RAWI_FEMININE,
                     syntax.grammatical, true);
    reader->last_case = syntax.grammatical;
    reader->age_end = candidate->row ? candidate->end : 0;
    if (candidate->row)
        settle_age(reader, end_of_noun(reader, candidate->first));
    return RAWI_OK;
}

/* «في الـ18 من عمره»: the eighteenth year; in «العقد الـ4 من عمره» it is the noun's. */
static bool is_age(const rawi_reader *reader, size_t at, size_t before) {
    return reader->definite && rawi_item_is_word(reader, at + 1, "من") &&
           !rawi_has_article(rawi_item_at(reader, before - 1)->bare) &&
           rawi_item_is_one_of(reader, at + 2, "عمره عمرها عمرهم عمري العمر");
}

/* Whether years or another time are counted by the number before item `at`, or years by the next
 * one too: سن 18 عاما، سن 6 أشهر، من سن 6 إلى 12 عاما. */
static bool counts_time(const rawi_reader *reader, size_t at) {
    bool range = rawi_item_is_one_of(reader, at, "إلى حتى أو و");
    return rawi_item_in_list(reader, at + (range ? 2 : 0), "years") ||
           rawi_item_in_list(reader, at, "time");
}

/* «دون سن الـ18»، «بين سن 18 و40», but «سن الـ18 عاما»، «سن 6 أشهر»، «سن 18 و3 أشهر»، «سن 5
 * قوانين». */
static bool is_age_reached(const rawi_reader *reader, size_t at, size_t before,
                           const rawi_number *age) {
    bool joined =
        reader->age_end &&
        (reader->age_end == before ||
         (reader->age_end + 1 == before && rawi_item_is_one_of(reader, before - 1, "إلى حتى أو")));
    bool counts =
        counts_time(reader, at + 1) || (!reader->definite && counts_after(reader, at, age));
    return !counts && (joined || rawi_item_in_list(reader, before - 1, "age"));
}

/* «عاد في الـ3.»، «في الـ3 وصل»: the third hour, whose noun is left out. */
static bool is_hour(const rawi_reader *reader, size_t at) {
    const uint64_t hours = 12;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    rawi_number number;
    if (!reader->definite || at < 2 || !rawi_parse_plain(reader, at, &number) ||
        number.value > hours || !rawi_item_is_one_of(reader, at - 2, "في وفي حتى عند"))
        return false;
    return !next || (next->kind == RAWI_ITEM_WORD && rawi_is_listed_verb(next->bare)) ||
           rawi_clause_start(reader, at + 2) == at + 2;
}

static bool is_range(const rawi_reader *reader, size_t at) {
    rawi_number last;
    return rawi_item_is_dash(reader, at + 1) && rawi_item_is_glued(reader, at + 1) &&
           rawi_item_is_glued(reader, at + 2) && rawi_parse_plain(reader, at + 2, &last);
}

/* An ordinal whose noun is left out: a year of a life, an hour. */
static bool take_elliptical(const rawi_reader *reader, size_t at, size_t before,
                            rawi_candidate *candidate) {
    candidate->row = is_age_reached(reader, at, before, &candidate->numbers[0]);
    bool age = candidate->row || is_age(reader, at, before);
    candidate->end = at + 1;
    candidate->probe = "الخامسة";
    return (age || is_hour(reader, at)) &&
           rawi_propose(candidate, N_("an ordinal"),
                        age ? N_("a year of someone's life") : N_("an hour without its word"),
                        RAWI_SCORE_CONFIRMED, say_elliptical);
}

/* «الفئة 18+» */
static bool is_age_or_more(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 2);
    return rawi_item_is_symbol(reader, at + 1, U'+') && rawi_item_is_glued(reader, at + 1) &&
           !(next && !next->spaced && next->kind == RAWI_ITEM_DIGITS);
}

bool rawi_recognize_ordinal(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t largest = 1000;
    size_t before = end_of_noun(reader, at);
    if (before == 0 || !rawi_parse_plain(reader, at, &candidate->numbers[0]) ||
        rawi_parse_number(reader, at, &candidate->numbers[1]) != at + 1 ||
        candidate->numbers[0].value == 0 || candidate->numbers[0].value > largest ||
        is_range(reader, at) || is_age_or_more(reader, at))
        return false;
    if (take_elliptical(reader, at, before, candidate))
        return true;
    size_t century = century_before_bracket(reader, at);
    if (century) {
        candidate->row = century;
        candidate->reason = N_("the noun before it is counted in ordinals");
        candidate->score = RAWI_SCORE_CERTAIN + 1;
    } else if (!joins_ordinal(reader, at, candidate) &&
               ((reader->clitic && !reader->definite) ||
                rawi_item_at(reader, before - 1)->kind != RAWI_ITEM_WORD ||
                !follows_ordinal_noun(reader, at, before - 1, candidate))) {
        return false;
    }
    candidate->end = at + 1;
    if (rawi_item_in_list(reader, candidate->row, "century"))
        candidate->end = rawi_parse_era(reader, at + 1, &candidate->detail);
    candidate->probe = candidate->gender == RAWI_FEMININE ? "الخامسة" : "الخامس";
    return rawi_propose(candidate, N_("an ordinal"), candidate->reason, candidate->score,
                        say_ordinal);
}
