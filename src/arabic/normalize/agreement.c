/* What a number counts whose noun does not stand directly after it. */
#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/calendar.h"
#include "arabic/normalize/counts.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(plurals);

/* Whether item `at` may stand between those who are counted and their number: the definite term of
 * their idafa, an adjective, a name, «مجلس» of «دول مجلس التعاون». */
static bool stands_between(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item->kind == RAWI_ITEM_WORD &&
           (rawi_has_article(item->bare) || rawi_is_name(item->bare) ||
            rawi_item_in_list(reader, at, "city") || rawi_item_in_list(reader, at, "country") ||
            rawi_is_listed_noun(item->bare));
}

/* «أندية الدرجة الـ2»، «أعضاء الكنيست الـ25»: what is numbered itself stands directly before the
 * number; of members there are more (نواب الكنيست الـ120). */
static bool follows_numbered(const rawi_reader *reader, size_t end) {
    const uint64_t latest = 40;
    rawi_number number;
    return rawi_item_in_list(reader, end - 1, "numbered_itself") &&
           rawi_parse_plain(reader, end + 1, &number) && number.value <= latest;
}

/* «الساعات الماضية الـ24»، «الملاعب المضيفة الـ16»: an adjective that no event of one name has
 * stands between the noun in the plural and the number. */
static bool follows_described_plural(const rawi_reader *reader, size_t end) {
    if (end < 2 || !rawi_item_in_list(reader, end - 1, "of_several") ||
        !rawi_has_article(rawi_item_at(reader, end - 2)->bare))
        return false;
    rawi_slice noun = rawi_without_article(rawi_item_at(reader, end - 2)->bare);
    rawi_counted_noun counted = rawi_counted_noun_of(noun);
    return counted.is_noun && counted.number == RAWI_PLURAL;
}

size_t rawi_members_before(const rawi_reader *reader, size_t end) {
    const size_t reach = 4;
    if (end && follows_numbered(reader, end))
        return end;
    if (follows_described_plural(reader, end))
        return end - 2;
    for (size_t back = 1; back <= reach && back <= end; back++) {
        size_t at = end - back;
        bool described = at && rawi_item_is_word(reader, at, "الأعضاء") &&
                         rawi_item_in_list(reader, at - 1, "members"); /* الدول الأعضاء */
        if (rawi_item_in_list(reader, at, "members") && !described)
            return back > 1 && !(at && rawi_is_counted_in_ordinals(reader, at - 1)) ? at : end;
        if (!stands_between(reader, at))
            return end;
    }
    return end;
}

/* «الدول الـ5»، «دول الاتحاد الـ27»، «مجموعة الـ7»: what is counted stands before the number. */
static void agree_with_noun_before(const rawi_reader *reader, rawi_candidate *candidate) {
    if (reader->clitic_item == 0)
        return;
    size_t members = rawi_members_before(reader, reader->clitic_item);
    size_t before = reader->clitic_item - 1;
    const rawi_item *word = rawi_item_at(reader, before);
    if (members < reader->clitic_item) {
        word = rawi_item_at(reader, members);
        candidate->gender = rawi_counted_noun_of(rawi_without_article(word->bare)).gender;
        candidate->row = members + 1;
        candidate->reason = N_("agrees with the noun before it");
        return;
    }
    /* دور is a round of sixteen teams here, not the plural of دار */
    if (word->kind != RAWI_ITEM_WORD || rawi_item_in_list(reader, before, "round_of_teams"))
        return;
    if (rawi_item_in_list(reader, before, "round_of_games")) {
        candidate->row = before + 1;
        return;
    }
    rawi_counted_noun noun = rawi_counted_noun_of(rawi_without_article(word->bare));
    if (noun.is_noun && noun.number == RAWI_PLURAL) {
        candidate->gender = noun.gender;
        if (rawi_has_article(word->bare))
            candidate->row = before + 1; /* an adjective: it has the noun's case */
    } else if (rawi_item_in_list(reader, before, "group_of_states"))
        candidate->gender = RAWI_FEMININE;
    else
        return;
    candidate->reason = N_("agrees with the noun before it");
}

/* «درجات الحرارة: الرياض 44، جدة 38»، «العظمى 19 درجة والصغرى 11»: all count degrees. */
static void agree_with_degrees(const rawi_reader *reader, rawi_candidate *candidate) {
    const size_t reach = 40;
    const size_t shortest_reach = 5;
    const uint64_t hottest = 60;
    size_t at = candidate->first;
    if (candidate->numbers[0].value > hottest || candidate->numbers[0].scale)
        return;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        bool degrees = back < at && rawi_item_in_list(reader, at - back, "heat") &&
                       rawi_item_in_list(reader, at - back - 1, "degrees");
        const rawi_item *next = rawi_item_at(reader, at - back + 1);
        bool alone = back <= shortest_reach && next && next->kind == RAWI_ITEM_DIGITS &&
                     rawi_item_in_list(reader, at - back, "heat"); /* الحرارة 21 نهارا و9 ليلا */
        if (!degrees && !alone && !rawi_item_in_list(reader, at - back, "extreme"))
            continue;
        candidate->gender = RAWI_FEMININE;
        candidate->reason = N_("agrees with the noun before it");
        return;
    }
}

/* «مجموعة 20» is the group of the twenty states, «مجموعة 7» that of the seven. */
static bool names_group(const rawi_reader *reader, const rawi_candidate *candidate) {
    static const uint64_t groups[] = {5, 7, 8, 10, 15, 20, 24, 77};
    size_t at = candidate->first;
    const rawi_item *noun = at ? rawi_item_at(reader, at - 1) : NULL;
    if (!noun || reader->clitic || rawi_has_article(noun->bare) ||
        !rawi_item_in_list(reader, at - 1, "group_of_states") ||
        rawi_item_is_symbol(reader, candidate->end, U'+'))
        return false;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (candidate->numbers[0].value == groups[i])
            return !candidate->numbers[0].fraction.length && !candidate->numbers[0].scale;
    return false;
}

/* «عند الكيلو 45»: the number names which one and has the noun's case. */
static void agree_with_label(const rawi_reader *reader, rawi_candidate *candidate) {
    if (candidate->first && rawi_item_in_list(reader, candidate->first - 1, "numbered"))
        candidate->row = candidate->first;
}

/* «3 من أصل 4 محطات»: the item of the noun that the number after `at` counts, or `at`. */
static size_t noun_of_whole(const rawi_reader *reader, size_t at) {
    const rawi_item *number = rawi_item_at(reader, at);
    if (number && rawi_item_is_one_of(reader, at, "كل أصل بين"))
        number = rawi_item_at(reader, ++at);
    const rawi_item *noun = number ? rawi_item_at(reader, at + 1) : NULL;
    return number && number->kind == RAWI_ITEM_DIGITS && noun && noun->kind == RAWI_ITEM_WORD &&
                   rawi_is_listed_noun(noun->bare)
               ? at + 1
               : at;
}

/* «بين 4 و70 عاما», «من 2 إلى 3 لترات»: the first number needs its noun, which stands after the
 * second at item `noun`: without it 4 and 70 would be heard as 74, and 2 is a dual. */
static void repeat_noun(const rawi_reader *reader, size_t noun, uint64_t second,
                        rawi_candidate *candidate) {
    rawi_noun unit;
    const char *kind;
    uint64_t first = candidate->numbers[0].value;
    bool like_sum = rawi_item_is_word(reader, candidate->end, "و") && first > 2 && first < 10 &&
                    second >= 20 && second < 100 && second % 10 == 0;
    if (!like_sum && first != 2)
        return;
    ptrdiff_t row =
        rawi_table_find(&rawi_plurals_table, rawi_without_tanwin(rawi_item_at(reader, noun)->bare));
    if (rawi_find_unit(reader, noun, &unit, &kind) > noun) {
        candidate->noun = unit;
        candidate->has_noun = true;
    } else if (like_sum && row >= 0) {
        candidate->noun = (rawi_noun){candidate->gender, "",
                                      rawi_table_cell(&rawi_plurals_table, (size_t)row, 1), "", ""};
        candidate->has_noun = true;
    }
}

/* Whether item `at` joins two numbers of a row: 5 و10, 5 إلى 10, 5، 10 و30. */
static bool joins_row(const rawi_reader *reader, size_t at, bool *word) {
    *word = rawi_item_is_one_of(reader, at, "و إلى أو حتى") && !rawi_item_is_glued(reader, at);
    return *word || rawi_item_is_symbol(reader, at, U'،');
}

/* The item after the last number of the row that goes on at item `at` behind its first, where a
 * word joins the last: «و5 و10», «، 10 و30»; `at` where there is none. `*next` is the second number
 * of the row. */
static size_t end_of_row(const rawi_reader *reader, size_t at, rawi_number *next,
                         rawi_number *last) {
    const size_t longest_row = 6;
    size_t end = at;
    size_t joiner = at;
    bool word;
    for (size_t i = 0; i < longest_row && joins_row(reader, joiner, &word); i++) {
        rawi_number number;
        size_t after = rawi_parse_number(reader, joiner + 1, &number);
        if (after == joiner + 1)
            break;
        joiner = after;
        if (i == 0)
            *next = number;
        if (word) {
            *last = number;
            end = after;
        }
    }
    return end;
}

/* «خلال 2024 و5 بطولات»: a year before what is counted. */
static bool is_year_before_count(const rawi_number *first, const rawi_number *last) {
    const uint64_t earliest = 1000;
    return first->digits.length == 4 && !first->grouped && rawi_is_recent_year(first->value) &&
           last->value < earliest;
}

/* The noun at item `at` that two numbers count, the first of them `first`: a unit, or after one, a
 * half or both a noun of the table of duals. */
static bool find_noun_of_both(const rawi_reader *reader, size_t at, const rawi_number *first,
                              rawi_noun *noun) {
    const char *kind;
    if (rawi_find_unit(reader, at, noun, &kind) > at)
        return true;
    const rawi_item *item = rawi_item_at(reader, at);
    const char *stem = item && item->kind == RAWI_ITEM_WORD ? rawi_dual_stem(item->bare) : NULL;
    bool half = rawi_slice_equal(first->fraction, rawi_slice_of("5"));
    if (!stem || first->value > 1 || (first->fraction.length && !half))
        return false;
    *noun = (rawi_noun){rawi_counted_noun_of(item->bare).gender, stem, "", "", ""};
    return true;
}

/* «من 1.5 إلى 2 مليون دولار»، «بين 1.5 و2 درجة»، «من 0.8 إلى 1.2 مليار»: the second is said without
 * its number (مليونين، مليار ومئتي مليون), so the first says itself what it is of. Returns whether
 * it does. */
static bool repeat_before_dual(const rawi_reader *reader, rawi_candidate *candidate) {
    rawi_number *first = &candidate->numbers[0];
    rawi_number second = {0};
    size_t at = candidate->end + 1;
    bool between = candidate->first && rawi_item_is_word(reader, candidate->first - 1, "بين") &&
                   rawi_item_is_word(reader, candidate->end, "و");
    size_t end = between || rawi_item_is_one_of(reader, candidate->end, "إلى أو حتى")
                     ? rawi_parse_scaled(reader, at, &second)
                     : at;
    bool like_second = first->fraction.length || first->value == 1;
    bool half = rawi_slice_equal(second.fraction, rawi_slice_of("5"));
    bool without_number = (second.value == 2 && !second.fraction.length) ||
                          ((second.value == 1 || second.value == 2) && (half || second.scale));
    if (end == at || !without_number || !like_second || first->scale || candidate->has_noun)
        return false;
    first->scale = second.scale;
    if (!second.scale)
        candidate->has_noun = find_noun_of_both(reader, end, first, &candidate->noun);
    candidate->reason = N_("agrees with the noun after it");
    return first->scale || candidate->has_noun;
}

/* «بين 18 و27 درجة»، «من 3 إلى 5 سنوات»، «3 و5 و10 سنوات»: what the last number of a row counts the
 * others count too. */
static bool agree_with_last(const rawi_reader *reader, rawi_candidate *candidate) {
    rawi_number next = {0}, last = {0};
    rawi_noun unit;
    const char *kind;
    bool counted = candidate->first && reader->last_counts &&
                   rawi_item_is_word(reader, candidate->first - 1, "مقابل");
    size_t end = end_of_row(reader, candidate->end, &next, &last);
    const rawi_item *noun = end > candidate->end ? rawi_item_at(reader, end) : NULL;
    if (counted || candidate->numbers[0].fraction.length || !noun || last.fraction.length ||
        noun->kind != RAWI_ITEM_WORD || is_year_before_count(&candidate->numbers[0], &last))
        return false;
    if (rawi_find_unit(reader, end, &unit, &kind) > end)
        candidate->gender = unit.gender;
    else if (rawi_is_listed_noun(noun->bare) && rawi_noun_fits(noun->bare, last.value))
        candidate->gender = rawi_counted_noun_of(noun->bare).gender;
    else
        return false;
    repeat_noun(reader, end, next.value, candidate);
    candidate->reason = N_("agrees with the noun after it");
    return true;
}

/* «ورقة مقاسها 34×26 سم»، «ملعب 105×68 مترا»: the factors measure what the last of them does. */
static bool agree_with_factor(const rawi_reader *reader, rawi_candidate *candidate) {
    rawi_noun unit;
    const char *kind;
    rawi_number factor;
    size_t at = candidate->end;
    size_t end = at;
    while (rawi_item_is_symbol(reader, end, U'×') || rawi_item_is_one_of(reader, end, "x X")) {
        at = end + 1;
        end = rawi_parse_number(reader, at, &factor);
        if (end == at)
            return false;
    }
    if (end == candidate->end)
        return false;
    candidate->gender =
        rawi_find_unit(reader, end, &unit, &kind) > end ? unit.gender : RAWI_MASCULINE;
    candidate->reason = N_("a factor before a sign of multiplication");
    return true;
}

/* «ابن 97»: of years. */
static bool agree_with_age(const rawi_reader *reader, rawi_candidate *candidate) {
    if (candidate->first == 0 || reader->clitic ||
        !rawi_item_in_list(reader, candidate->first - 1, "aged"))
        return false;
    candidate->gender = RAWI_FEMININE;
    candidate->reason = N_("an age in years");
    return true;
}

/* «33 ألفا أخرى»: the adjective of what is counted, which is known from before. */
static bool agree_with_adjective(const rawi_reader *reader, rawi_candidate *candidate) {
    if (!rawi_item_is_one_of(reader, candidate->end, "أخرى أخريات"))
        return false;
    candidate->gender = RAWI_FEMININE;
    candidate->reason = N_("agrees with the noun after it");
    return true;
}

/* «سلعة من كل 3», «واحدة من كل 5»: one of that number of them. */
static bool agree_with_one_of(const rawi_reader *reader, rawi_candidate *candidate) {
    size_t at = candidate->first;
    if (at < 3 || reader->clitic || !rawi_item_is_word(reader, at - 1, "كل") ||
        !rawi_item_is_word(reader, at - 2, "من"))
        return false;
    rawi_slice one = rawi_item_at(reader, at - 3)->bare;
    rawi_counted_noun noun = rawi_counted_noun_of(one);
    bool pronoun = rawi_slice_equal(one, rawi_slice_of("واحدة"));
    if (!pronoun && (!rawi_is_listed_noun(one) || noun.number != RAWI_SINGULAR))
        return false;
    candidate->gender = pronoun ? RAWI_FEMININE : noun.gender;
    candidate->reason = N_("agrees with the noun before it");
    return true;
}

/* «5 من الدول», «3 من 4 محطات»: what is counted stands after من. Returns whether it does. */
static bool agree_with_noun_after(const rawi_reader *reader, rawi_candidate *candidate) {
    size_t at = candidate->end + 1;
    size_t noun = noun_of_whole(reader, at);
    const rawi_item *word = rawi_item_at(reader, noun);
    if (!rawi_item_is_word(reader, candidate->end, "من") || !word || word->kind != RAWI_ITEM_WORD ||
        (noun == at && !rawi_is_plural(word->bare)) ||
        !rawi_counted_noun_of(rawi_without_article(word->bare)).is_noun)
        return false;
    candidate->gender = rawi_counted_noun_of(rawi_without_article(word->bare)).gender;
    candidate->reason = N_("agrees with the noun after it");
    return true;
}

bool rawi_is_of_people(const rawi_reader *reader, size_t first, size_t end) {
    return rawi_item_is_one_of(reader, end, "منهم آخرون آخرين أشخاص") ||
           (first && rawi_item_is_one_of(reader, first - 1, "منهم عددهم"));
}

/* «17 بئرا جفت منها 15»، «98 نقطة مقابل 96»: what was counted before is counted still; of times,
 * which say when and how long, only where the two are joined (5 ساعات أو 6). */
static void agree_with_noun_counted(const rawi_reader *reader, rawi_candidate *candidate) {
    static const char joining[] = "منها منهن إلى و أو كل أصل مقابل حتى";
    const size_t reach = 12;
    const uint64_t earliest_year = 1000;
    size_t at = candidate->first;
    bool of_whole = at > 1 && rawi_item_is_word(reader, at - 1, "من") &&
                    at - 2 == reader->last_end && candidate->numbers[0].value < earliest_year;
    bool again = rawi_item_is_one_of(reader, candidate->end, "منها منهن") || of_whole ||
                 (at && rawi_item_is_one_of(reader, at - 1, joining));
    bool coordinated = reader->clitic && strcmp(reader->clitic, "وَ") == 0;
    bool of_people = rawi_is_of_people(reader, at, candidate->end);
    bool percent = rawi_item_is_word(reader, candidate->end, "في") &&
                   rawi_item_is_one_of(reader, candidate->end + 1, "المئة المائة");
    bool year = rawi_is_year(&candidate->numbers[0]) && candidate->numbers[0].digits.length == 4;
    bool near = !reader->last_measured && !year && at - reader->last_end <= reach;
    if (!reader->last_counts || candidate->numbers[0].scale || of_people || percent ||
        !(again || coordinated || near))
        return;
    bool excepted = at && rawi_item_is_word(reader, at - 1, "إلا");
    candidate->gender = excepted ? reader->excepted_gender : reader->last_gender;
    candidate->reason = N_("agrees with the noun counted before");
}

/* «آياتها 75»: the plural with a pronoun before the number is what it counts. */
static void agree_with_plural_before(const rawi_reader *reader, rawi_candidate *candidate) {
    static const char *const pronouns[] = {"ها", "هم", "ه"};
    size_t at = candidate->first;
    const rawi_item *word = at ? rawi_item_at(reader, at - 1) : NULL;
    if (!word || word->kind != RAWI_ITEM_WORD || candidate->numbers[0].scale)
        return;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        rawi_slice noun = word->bare;
        if (!rawi_has_suffix(noun, pronouns[i]))
            continue;
        noun.length -= strlen(pronouns[i]);
        if (!rawi_is_listed_noun(noun) && rawi_has_prefix(noun, "و"))
            noun = (rawi_slice){noun.bytes + strlen("و"), noun.length - strlen("و")};
        rawi_counted_noun counted = rawi_counted_noun_of(noun);
        if (!rawi_is_listed_noun(noun) || counted.number != RAWI_PLURAL)
            continue;
        candidate->gender = counted.gender;
        candidate->reason = N_("agrees with the noun before it");
        return;
    }
}

void rawi_agree_with_context(const rawi_reader *reader, rawi_candidate *candidate) {
    if (rawi_is_base_of_power(reader, candidate->end))
        return;
    if (reader->definite) {
        agree_with_noun_before(reader, candidate);
    } else if (names_group(reader, candidate)) {
        candidate->gender = RAWI_FEMININE;
        candidate->detail = RAWI_COUNT_GROUP;
        candidate->reason = N_("agrees with the noun before it");
    } else if (!rawi_is_label(reader, candidate->first) && !agree_with_age(reader, candidate) &&
               !agree_with_factor(reader, candidate) && !agree_with_adjective(reader, candidate) &&
               !agree_with_one_of(reader, candidate) && !repeat_before_dual(reader, candidate) &&
               !agree_with_last(reader, candidate) && !agree_with_noun_after(reader, candidate)) {
        agree_with_degrees(reader, candidate);
        agree_with_noun_counted(reader, candidate);
        agree_with_plural_before(reader, candidate);
    }
    if (!reader->clitic)
        agree_with_label(reader, candidate);
}
