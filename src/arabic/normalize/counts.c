/* Numbers that count and measure: with a noun, a unit, a currency, in per cent; ordinals. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(duals);
RAWI_TABLE(ordinal_nouns);

enum {
    DETAIL_ALONE,
    DETAIL_NOUN_FOLLOWS,
    DETAIL_NOUN_FIRST, /* 1: كتاب واحد */
    DETAIL_DUAL,       /* 2: كتابان */
    DETAIL_PAIR,       /* 2 with a plural: اثنان من الكتب */
    DETAIL_SAME_DUAL,  /* 2 with a dual: كتابان اثنان */
    DETAIL_AND_ONE,    /* 101: مئة كتاب وكتاب */
    DETAIL_AND_DUAL,   /* 102: مئة كتاب وكتابان */
    DETAIL_AND_PART,   /* 37.5: سبع وثلاثون درجة ونصف */
    DETAIL_OF_TWO      /* the first ordinal of two: القرنين 18 و19 */
};

/* ---- speaking ---- */

static void say_author_word(rawi_reader *reader, size_t item) {
    const rawi_item *word = rawi_item_at(reader, item);
    reader->speaker.span = word->span;
    rawi_speak(&reader->speaker, word->text, 0);
}

static bool ends_in(rawi_slice word, const char *ending) {
    size_t length = strlen(ending);
    return word.length > length && memcmp(word.bytes + word.length - length, ending, length) == 0;
}

/* The stem of a noun's dual from the table, or NULL. */
static const char *dual_stem(rawi_slice noun) {
    ptrdiff_t row = rawi_table_find(&rawi_duals_table, noun);
    return row < 0 ? NULL : rawi_table_cell(&rawi_duals_table, (size_t)row, 1);
}

/* The written noun with the dual's ending: كتاب becomes كتابان. */
static void add_dual_by_form(rawi_text *dual, rawi_slice noun, rawi_case grammatical) {
    const size_t letter = strlen("ة");
    bool feminine = ends_in(noun, "ة");
    bool defective = ends_in(noun, "ى");
    rawi_text_add(dual, noun.bytes, noun.length - (feminine || defective ? letter : 0));
    rawi_text_add_string(dual, feminine ? "ت" : defective ? "ي" : "");
    rawi_text_add_string(dual, grammatical == RAWI_NOMINATIVE ? "َانِ" : "َيْنِ");
}

/* The dual of the author's noun: complete where the table has it, else its inner marks left open.
 */
static void say_author_dual(rawi_reader *reader, size_t item, rawi_case grammatical) {
    rawi_slice noun = rawi_item_at(reader, item)->bare;
    const char *stem = dual_stem(noun);
    rawi_text dual = {0};
    if (!stem && ends_in(noun, "ا")) {
        noun.length -= strlen("ا");
        stem = dual_stem(noun);
    }
    if (stem)
        rawi_inflect_dual(&dual, stem, grammatical, RAWI_INDEFINITE);
    else
        add_dual_by_form(&dual, noun, grammatical);
    if (dual.failed)
        reader->tokens->failed = true;
    else
        rawi_speak(&reader->speaker, (rawi_slice){dual.bytes, dual.length},
                   stem ? RAWI_TOKEN_COMPLETE : 0);
    rawi_text_free(&dual);
}

static bool starts_definite(rawi_slice word) {
    static const char *const articles[] = {"ال", "وال", "بال", "لل", "فال", "كال", "وبال", "ولل"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t length = strlen(articles[i]);
        if (word.length > length && memcmp(word.bytes, articles[i], length) == 0)
            return true;
    }
    return false;
}

static bool is_surely_noun(rawi_slice word) {
    const size_t short_word = 3 * strlen("م");
    return rawi_is_listed_noun(word) || ends_in(word, "ة") || ends_in(word, "ات") ||
           (memcmp(word.bytes, "م", strlen("م")) == 0 && word.length > short_word);
}

/* Whether the item can be the second term of an indefinite noun before it. */
static bool may_be_second_term(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item && item->kind == RAWI_ITEM_WORD && !starts_definite(item->bare) &&
           !rawi_is_governor(item->bare);
}

/* The flag of the case that the number gives to what it counts, 0 where grammar does not say. */
static unsigned counted_flag(const rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_slice noun) {
    const rawi_number *number = &candidate->numbers[0];
    const size_t whole_thousands = 3;
    bool plural = rawi_counted_noun_of(noun).number == RAWI_PLURAL && !ends_in(noun, "ة");
    if (!is_surely_noun(noun))
        return 0;
    if (number->scale)
        return number->fraction.length <= whole_thousands ? RAWI_TOKEN_GENITIVE : 0;
    if (number->fraction.length && candidate->detail != DETAIL_AND_PART)
        return 0;
    switch (rawi_counted_form_of(number->value)) {
    case RAWI_COUNTED_FEW:
        if (!rawi_is_diptote_plural(noun))
            return RAWI_TOKEN_GENITIVE;
        /* before a second term it has kasra: مراكزِ شرطةٍ */
        return may_be_second_term(reader, candidate->end + 1)
                   ? 0
                   : RAWI_TOKEN_GENITIVE | RAWI_TOKEN_DIPTOTE;
    case RAWI_COUNTED_HUNDREDS:
        return RAWI_TOKEN_GENITIVE;
    case RAWI_COUNTED_MANY:
        return plural ? 0 : RAWI_TOKEN_ACCUSATIVE;
    default:
        return 0;
    }
}

/* Remembers the case of the author's noun after the number. */
static void govern_counted(rawi_reader *reader, const rawi_candidate *candidate) {
    const rawi_item *noun = rawi_item_at(reader, candidate->end);
    if (candidate->detail != DETAIL_NOUN_FOLLOWS || !noun || noun->kind != RAWI_ITEM_WORD)
        return;
    reader->counted = candidate->end;
    reader->counted_flags = counted_flag(reader, candidate, noun->bare);
}

/* The case of a quantity; the reader remembers it, and what was counted, for the numbers after it.
 */
static rawi_case settle_case(rawi_reader *reader, const rawi_candidate *candidate) {
    reader->measure = candidate->measures || candidate->has_noun;
    reader->masculine = candidate->detail == DETAIL_NOUN_FOLLOWS &&
                        candidate->gender == RAWI_MASCULINE &&
                        rawi_counted_form_of(candidate->numbers[0].value) == RAWI_COUNTED_MANY;
    reader->counts = candidate->detail != DETAIL_ALONE || candidate->text;
    rawi_syntax syntax =
        rawi_case_of(reader, candidate->row ? candidate->row - 1 : candidate->first);
    reader->measure = reader->masculine = reader->counts = false;
    govern_counted(reader, candidate);
    if (syntax.grammatical == RAWI_NOMINATIVE && candidate->first > 0 &&
        rawi_item_is_one_of(reader, candidate->end, "مرة مرات")) {
        syntax.grammatical = RAWI_ACCUSATIVE;
        reader->grammar = N_("how many times: an adverbial accusative");
    }
    reader->last_case = syntax.grammatical;
    if (candidate->has_noun || candidate->detail != DETAIL_ALONE) {
        reader->last_counts = true;
        reader->last_measured = candidate->measures || candidate->has_noun;
        reader->last_gender = candidate->has_noun ? candidate->noun.gender : candidate->gender;
    }
    return syntax.grammatical;
}

/* The author's noun, then the number that agrees with it: كتاب واحد. */
static void say_noun_first(rawi_reader *reader, const rawi_candidate *candidate, uint64_t value,
                           rawi_case grammatical) {
    say_author_word(reader, candidate->end - 1);
    reader->speaker.span = rawi_items_span(reader, candidate->first, candidate->first + 1);
    rawi_say_cardinal(&reader->speaker, value, candidate->gender, grammatical, RAWI_INDEFINITE);
}

/* «مئة كتاب وكتاب», with `dual` «مئة كتاب وكتابان». */
static void say_hundred_and_noun(rawi_reader *reader, const rawi_candidate *candidate, bool dual,
                                 rawi_case grammatical) {
    uint64_t value = candidate->numbers[0].value;
    rawi_say_cardinal(&reader->speaker, value - value % 100, candidate->gender, grammatical,
                      RAWI_CONSTRUCT);
    say_author_word(reader, candidate->end - 1);
    reader->speaker.clitic = "وَ";
    if (dual)
        say_author_dual(reader, candidate->end - 1, grammatical);
    else
        say_author_word(reader, candidate->end - 1);
}

/* «سبع وثلاثون درجة ونصف»، «ربع نقطة» */
static void say_noun_and_part(rawi_reader *reader, const rawi_candidate *candidate,
                              rawi_case grammatical) {
    const rawi_number *number = &candidate->numbers[0];
    const char *part = number->fraction.length == 1 ? "نِصْف" : "رُبْع";
    rawi_counted_form form = rawi_counted_form_of(number->value);
    bool construct = form == RAWI_COUNTED_FEW || form == RAWI_COUNTED_HUNDREDS;
    if (number->value == 0) {
        rawi_speak_stem(&reader->speaker, part, grammatical, RAWI_CONSTRUCT);
        say_author_word(reader, candidate->end - 1);
        return;
    }
    if (number->value > 1)
        rawi_say_cardinal(&reader->speaker, number->value, candidate->gender, grammatical,
                          construct ? RAWI_CONSTRUCT : RAWI_INDEFINITE);
    say_author_word(reader, candidate->end - 1);
    reader->speaker.clitic = "وَ";
    rawi_speak_stem(&reader->speaker, part, grammatical, RAWI_INDEFINITE);
}

/* «بين 30.85 و30.95 جنيها»: the second is said as the first. */
static void match_decimals(rawi_reader *reader, const rawi_candidate *candidate) {
    size_t first = candidate->first;
    bool joined = reader->clitic && strcmp(reader->clitic, "وَ") == 0 &&
                  reader->clitic_item == reader->last_end;
    bool reached = first && rawi_item_is_one_of(reader, first - 1, "إلى حتى و أو") &&
                   first - 1 == reader->last_end;
    reader->as_decimal = reader->last_decimal && (joined || reached);
    reader->last_decimal = candidate->numbers[0].fraction.length && !candidate->has_noun &&
                           candidate->detail == DETAIL_ALONE;
}

static rawi_status say_quantity(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    rawi_number number = candidate->numbers[0];
    rawi_case grammatical = settle_case(reader, candidate);
    if (!reader->imposed)
        match_decimals(reader, candidate);
    number.as_decimal = reader->as_decimal;
    switch (candidate->detail) {
    case DETAIL_NOUN_FIRST:
        say_noun_first(reader, candidate, 1, grammatical);
        break;
    case DETAIL_SAME_DUAL:
        say_noun_first(reader, candidate, 2, grammatical);
        break;
    case DETAIL_DUAL:
        say_author_dual(reader, candidate->end - 1, grammatical);
        break;
    case DETAIL_AND_ONE:
    case DETAIL_AND_DUAL:
        say_hundred_and_noun(reader, candidate, candidate->detail == DETAIL_AND_DUAL, grammatical);
        break;
    case DETAIL_AND_PART:
        say_noun_and_part(reader, candidate, grammatical);
        break;
    case DETAIL_PAIR:
        rawi_say_cardinal(&reader->speaker, 2, candidate->gender, grammatical, RAWI_INDEFINITE);
        rawi_speak_phrase(&reader->speaker, "مِنَ");
        reader->speaker.clitic = "ال";
        say_author_word(reader, candidate->end - 1);
        break;
    default:
        rawi_say_quantity(reader, &number, candidate->has_noun ? &candidate->noun : NULL,
                          candidate->gender, grammatical, candidate->detail == DETAIL_NOUN_FOLLOWS);
    }
    return RAWI_OK;
}

static rawi_status say_percent(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    rawi_candidate percentage = *candidate;
    percentage.measures = !rawi_item_is_one_of(reader, candidate->end, "من منهم منها منهن");
    rawi_status status = say_quantity(reader, &percentage, error);
    reader->speaker.endings = RAWI_CASE_SPOKEN;
    rawi_speak_phrase(&reader->speaker, candidate->text);
    return status;
}

/* The case of the noun before an ordinal: the ordinal agrees with it. */
static rawi_status say_ordinal(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    rawi_syntax syntax = rawi_case_of(reader, candidate->row);
    const rawi_item *noun = rawi_item_at(reader, candidate->row);
    rawi_case grammatical = syntax.grammatical;
    const char *bytes = noun->bare.bytes;
    bool preposition =
        noun->bare.length > 4 &&
        (memcmp(bytes, "لل", 4) == 0 || (noun->bare.length > 6 && memcmp(bytes, "بال", 6) == 0));
    bool oblique = candidate->detail == DETAIL_OF_TWO && ends_in(noun->bare, "ين");
    if (preposition || (oblique && grammatical == RAWI_NOMINATIVE))
        grammatical = RAWI_GENITIVE;
    rawi_say_ordinal(&reader->speaker, candidate->numbers[0].value, candidate->gender, grammatical,
                     true);
    reader->ordinal_end = candidate->end;
    reader->ordinal_noun = candidate->row;
    reader->ordinal_gender = candidate->gender;
    return RAWI_OK;
}

/* ---- recognizing ---- */

/* A letter that is also a unit counts as one where it cannot be something else. */
static bool letter_is_unit(const rawi_reader *reader, size_t first, size_t at, size_t end) {
    const rawi_item *letter = rawi_item_at(reader, at);
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    const rawi_item *next = rawi_item_at(reader, end);
    if (reader->equation || (before && before->kind == RAWI_ITEM_LATIN))
        return false;
    if (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL)
        return false;
    if (letter->kind == RAWI_ITEM_LATIN)
        return !next || next->spaced || next->kind == RAWI_ITEM_SYMBOL;
    return true;
}

/* The form of a unit that the author wrote in full, for numbers whose grammar leaves it free (5.99
 * كيلومترات، 63.2 دولارا). */
static rawi_unit_form unit_form(const rawi_item *word, const rawi_noun *noun) {
    if (word->kind == RAWI_ITEM_WORD && ends_in(word->bare, "ات"))
        return RAWI_UNIT_PLURAL;
    if (word->kind == RAWI_ITEM_WORD && ends_in(word->bare, "ا") &&
        !rawi_is_invariable(noun->singular))
        return RAWI_UNIT_ACCUSATIVE;
    return RAWI_UNIT_PLAIN;
}

/* A unit from `at` on that the context allows; the item after it, or `at`. */
static size_t allowed_unit(const rawi_reader *reader, size_t first, size_t at,
                           rawi_candidate *candidate) {
    const char *kind = NULL;
    size_t end = rawi_find_unit(reader, at, &candidate->noun, &kind);
    const unsigned million = 6;
    if (end == at || (strcmp(kind, "letter") == 0 && !letter_is_unit(reader, first, at, end)) ||
        (strcmp(kind, "scaled") == 0 && candidate->numbers[0].scale < million))
        return at;
    candidate->has_noun = true;
    candidate->numbers[0].unit_form = unit_form(rawi_item_at(reader, at), &candidate->noun);
    candidate->taken_for = strcmp(kind, "money") == 0 ? N_("an amount of money") : N_("a measure");
    candidate->reason = N_("a unit follows the number");
    candidate->score = strcmp(kind, "letter") == 0 ? RAWI_SCORE_SHAPE : RAWI_SCORE_CONFIRMED;
    return end;
}

static unsigned noun_detail(const rawi_number *number, const rawi_counted_noun *noun) {
    bool part = rawi_slice_equal(number->fraction, rawi_slice_of("5")) ||
                rawi_slice_equal(number->fraction, rawi_slice_of("25"));
    if (part && !number->scale && !number->sign && number->value != 2)
        return DETAIL_AND_PART;
    if (number->fraction.length || number->scale || number->sign)
        return DETAIL_NOUN_FOLLOWS;
    if (number->value == 1 && noun->number == RAWI_SINGULAR)
        return DETAIL_NOUN_FIRST;
    if (number->value == 2)
        return noun->number == RAWI_SINGULAR ? DETAIL_DUAL
               : noun->number == RAWI_DUAL   ? DETAIL_SAME_DUAL
                                             : DETAIL_PAIR;
    if (number->value > 100 && noun->number == RAWI_SINGULAR && number->value % 100 == 1)
        return DETAIL_AND_ONE;
    if (number->value > 100 && noun->number == RAWI_SINGULAR && number->value % 100 == 2)
        return DETAIL_AND_DUAL;
    return DETAIL_NOUN_FOLLOWS;
}

static const char times[] =
    "ساعة ساعات يوما يوم أيام أسبوعا أسبوع أسابيع شهرا شهر أشهر شهور سنة سنوات "
    "عاما عام أعوام مرة مرات نقطة نقاط درجة درجات ليلة ليال عقدا عقود قرنا قرون";

/* «بلغ 100 نهاية العام», «3 ملايين مقارنة بالعام الماضي»: when, why and by what measure. */
static bool is_adverbial_noun(const rawi_reader *reader, size_t at) {
    static const char when[] = "نهاية بداية مطلع منتصف أواخر أوائل صباح مساء فجر ظهر عصر ليلة عشية "
                               "نتيجة جراء خلاف";
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (!next || next->kind != RAWI_ITEM_WORD)
        return false;
    return (rawi_item_is_one_of(reader, at, when) && starts_definite(next->bare)) ||
           (rawi_item_is_one_of(reader, at, "مقارنة قياسا") &&
            memcmp(next->bare.bytes, "ب", strlen("ب")) == 0) ||
           (rawi_item_is_one_of(reader, at, "إضافة وصولا") &&
            rawi_item_is_word(reader, at + 1, "إلى"));
}

static void count_noun(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const char years[] = "عام سنة يوم شهر ليلة الساعة";
    const rawi_item *word = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (word && word->kind == RAWI_ITEM_LATIN && candidate->numbers[0].scale &&
        !candidate->numbers[0].closed)
        candidate->detail = DETAIL_NOUN_FOLLOWS;
    if (!word || word->kind != RAWI_ITEM_WORD || candidate->numbers[0].closed)
        return;
    if (next && next->kind == RAWI_ITEM_DIGITS && next->text.length == 4 &&
        rawi_item_is_one_of(reader, at, years))
        return;
    rawi_counted_noun noun = rawi_counted_noun_of(word->bare);
    if (!noun.is_noun || is_adverbial_noun(reader, at))
        return;
    unsigned last = (unsigned)(candidate->numbers[0].value % 100);
    if (noun.number == RAWI_PLURAL && ends_in(word->bare, "ة") && (last < 3 || last > 10))
        noun.gender = RAWI_FEMININE; /* no broken plural, but a singular of its letters: 20 أسرة */
    candidate->measures = rawi_item_is_one_of(reader, at, times);
    candidate->taken_for = N_("a number with its noun");
    candidate->reason = noun.reason;
    candidate->gender = noun.gender;
    candidate->score = RAWI_SCORE_PLAIN + 5;
    candidate->detail = noun_detail(&candidate->numbers[0], &noun);
    if (candidate->detail != DETAIL_NOUN_FOLLOWS && !reader->definite)
        candidate->end = at + 1;
    else
        candidate->detail = DETAIL_NOUN_FOLLOWS;
}

/* Something is counted by the number that ends at `at`: it is no ordinal then. */
static bool counts_after(const rawi_reader *reader, size_t at) {
    rawi_noun noun;
    const char *kind;
    const rawi_item *next = rawi_item_at(reader, at);
    if (!next || (next->kind != RAWI_ITEM_WORD && next->kind != RAWI_ITEM_LATIN))
        return false;
    if (rawi_find_unit(reader, at, &noun, &kind) > at)
        return next->kind == RAWI_ITEM_WORD || strcmp(kind, "letter") != 0;
    return next->kind == RAWI_ITEM_WORD && rawi_counted_noun_of(next->bare).is_noun;
}

static rawi_slice without_article(rawi_slice word) {
    size_t length = strlen("ال");
    return word.length > length && memcmp(word.bytes, "ال", length) == 0
               ? (rawi_slice){word.bytes + length, word.length - length}
               : word;
}

static bool is_plural(rawi_slice word) {
    rawi_counted_noun noun = rawi_counted_noun_of(without_article(word));
    return noun.is_noun && noun.number == RAWI_PLURAL;
}

/* «الدول الـ5»، «مجموعة الـ7»: what is counted stands before the number. */
static void agree_with_noun_before(const rawi_reader *reader, rawi_candidate *candidate) {
    static const char of_states[] = "مجموعة قمة لمجموعة بمجموعة ومجموعة المجموعة";
    if (reader->clitic_item == 0)
        return;
    size_t before = reader->clitic_item - 1;
    const rawi_item *word = rawi_item_at(reader, before);
    /* دور is a round of sixteen teams here, not the plural of دار */
    if (word->kind != RAWI_ITEM_WORD || rawi_item_is_one_of(reader, before, "دور ودور لدور بدور"))
        return;
    rawi_counted_noun noun = rawi_counted_noun_of(without_article(word->bare));
    if (noun.is_noun && noun.number == RAWI_PLURAL) {
        candidate->gender = noun.gender;
        if (starts_definite(word->bare))
            candidate->row = before + 1; /* an adjective: it has the noun's case */
    } else if (rawi_item_is_one_of(reader, before, of_states))
        candidate->gender = RAWI_FEMININE;
    else
        return;
    candidate->reason = N_("agrees with the noun before it");
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

/* «5 من الدول», «3 من 4 محطات»: what is counted stands after من. Returns whether it does. */
static bool agree_with_noun_after(const rawi_reader *reader, rawi_candidate *candidate) {
    size_t at = candidate->end + 1;
    size_t noun = noun_of_whole(reader, at);
    const rawi_item *word = rawi_item_at(reader, noun);
    if (!rawi_item_is_word(reader, candidate->end, "من") || !word || word->kind != RAWI_ITEM_WORD ||
        (noun == at && !is_plural(word->bare)) ||
        !rawi_counted_noun_of(without_article(word->bare)).is_noun)
        return false;
    candidate->gender = rawi_counted_noun_of(without_article(word->bare)).gender;
    candidate->reason = N_("agrees with the noun after it");
    return true;
}

/* «17 بئرا جفت منها 15»، «98 نقطة مقابل 96»: what was counted before is counted still; of times,
 * which say when and how long, only where the two are joined (5 ساعات أو 6). */
static void agree_with_noun_counted(const rawi_reader *reader, rawi_candidate *candidate) {
    static const char joining[] = "منها منهن إلى و أو كل أصل مقابل حتى";
    const size_t reach = 12;
    size_t at = candidate->first;
    bool again = rawi_item_is_one_of(reader, candidate->end, "منها منهن") ||
                 (at && rawi_item_is_one_of(reader, at - 1, joining));
    bool coordinated = reader->clitic && strcmp(reader->clitic, "وَ") == 0;
    bool of_people = rawi_item_is_one_of(reader, candidate->end, "منهم آخرون آخرين أشخاص") ||
                     (at && rawi_item_is_one_of(reader, at - 1, "منهم عددهم"));
    bool percent = rawi_item_is_word(reader, candidate->end, "في") &&
                   rawi_item_is_one_of(reader, candidate->end + 1, "المئة المائة");
    bool near = !reader->last_measured && at - reader->last_end <= reach;
    if (!reader->last_counts || candidate->numbers[0].scale || of_people || percent ||
        !(again || coordinated || near))
        return;
    candidate->gender = reader->last_gender;
    candidate->reason = N_("agrees with the noun counted before");
}

/* «1.2 bn$»: the letters of a scale between a number and a currency; the item after them, or `at`.
 */
static size_t take_scale_letters(const rawi_reader *reader, size_t at, rawi_number *number) {
    rawi_number scaled = *number;
    rawi_noun noun;
    const char *kind = NULL;
    size_t end = rawi_parse_scale_letters(reader, at, &scaled);
    if (end == at || rawi_find_unit(reader, end, &noun, &kind) == end || strcmp(kind, "money") != 0)
        return at;
    *number = scaled;
    return end;
}

/* A number of one word for the place of this one: before a plural خمسة or خمس, before a singular
 * مئة. */
static void set_probe(rawi_candidate *candidate) {
    const rawi_number *number = &candidate->numbers[0];
    rawi_counted_form form = rawi_counted_form_of(number->value);
    bool counts = candidate->has_noun || candidate->detail == DETAIL_NOUN_FOLLOWS;
    rawi_gender gender = candidate->has_noun ? candidate->noun.gender : candidate->gender;
    candidate->probe = "خمسة";
    if (number->scale) {
        candidate->probe = form == RAWI_COUNTED_FEW ? "خمسة" : "مئة";
    } else if (counts && number->fraction.length == 0) {
        if (form == RAWI_COUNTED_FEW)
            candidate->probe = gender == RAWI_FEMININE ? "خمس" : "خمسة";
        else if (form != RAWI_COUNTED_ONE && form != RAWI_COUNTED_TWO)
            candidate->probe = "مئة";
        candidate->probe_before_singular = form == RAWI_COUNTED_MANY;
    }
}

bool rawi_recognize_quantity(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = rawi_parse_scaled(reader, at, &candidate->numbers[0]);
    if (end == at)
        return false;
    candidate->number_count = 1;
    candidate->taken_for = N_("a number");
    candidate->reason = N_("nothing around it says otherwise");
    candidate->score = RAWI_SCORE_PLAIN;
    candidate->say = say_quantity;
    candidate->end = end;
    end = take_scale_letters(reader, end, &candidate->numbers[0]);
    candidate->end = allowed_unit(reader, at, end, candidate);
    if (candidate->end == end)
        count_noun(reader, end, candidate);
    if (candidate->detail == DETAIL_ALONE && !candidate->has_noun) {
        if (reader->definite)
            agree_with_noun_before(reader, candidate);
        else if (!agree_with_noun_after(reader, candidate))
            agree_with_noun_counted(reader, candidate);
    }
    set_probe(candidate);
    return true;
}

bool rawi_recognize_money_first(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const char *kind = NULL;
    size_t number = rawi_find_unit(reader, at, &candidate->noun, &kind);
    if (number == at || strcmp(kind, "money") != 0)
        return false;
    candidate->end = rawi_parse_scaled(reader, number, &candidate->numbers[0]);
    if (candidate->end == number)
        return false;
    candidate->end = rawi_parse_scale_letters(reader, candidate->end, &candidate->numbers[0]);
    candidate->has_noun = true;
    candidate->taken_for = N_("an amount of money");
    candidate->reason = N_("the sign of a currency stands before the number");
    candidate->score = RAWI_SCORE_CERTAIN;
    candidate->say = say_quantity;
    set_probe(candidate);
    return true;
}

static rawi_status say_root(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, candidate->text);
    reader->speaker.clitic = "لِ";
    rawi_say_quantity(reader, &candidate->numbers[0], NULL, RAWI_MASCULINE, RAWI_GENITIVE, false);
    return RAWI_OK;
}

bool rawi_recognize_root(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    bool cubic = rawi_item_is_symbol(reader, at, U'∛');
    if (!cubic && !rawi_item_is_symbol(reader, at, U'√'))
        return false;
    candidate->end = rawi_parse_number(reader, at + 1, &candidate->numbers[0]);
    candidate->text = cubic ? "الْجَذْرُ التَّكْعِيبِيُّ" : "الْجَذْرُ التَّرْبِيعِيُّ";
    candidate->taken_for = N_("a root");
    candidate->reason = N_("a number after the sign of the root");
    candidate->score = RAWI_SCORE_CONFIRMED;
    candidate->say = say_root;
    return candidate->end > at + 1;
}

static const char *per_sign(const rawi_reader *reader, size_t at) {
    if (rawi_item_is_symbol(reader, at, U'%'))
        return "فِي الْمِئَةِ";
    if (rawi_item_is_symbol(reader, at, U'‰') || rawi_item_is_symbol(reader, at, U'؉'))
        return "فِي الْأَلْفِ";
    return NULL;
}

bool rawi_recognize_percent(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const char *before = per_sign(reader, at);
    size_t start = before ? at + 1 : at;
    size_t end = rawi_parse_number(reader, start, &candidate->numbers[0]);
    if (end == start)
        return false;
    candidate->text = before ? before : per_sign(reader, end);
    if (!candidate->text)
        return false;
    candidate->end = before ? end : end + 1;
    candidate->taken_for = N_("a percentage");
    candidate->reason = N_("a per cent sign stands at the number");
    candidate->score = RAWI_SCORE_CERTAIN;
    candidate->say = say_percent;
    set_probe(candidate);
    return true;
}

/* The noun in the table without its article and what stands before it. */
static ptrdiff_t ordinal_noun_row(rawi_slice word) {
    static const char *const prefixes[] = {"",    "ال",  "وال", "بال", "لل",
                                           "فال", "كال", "و",   "ب",   "ل"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i]);
        if (word.length <= length || memcmp(word.bytes, prefixes[i], length) != 0)
            continue;
        ptrdiff_t row = rawi_table_find(&rawi_ordinal_nouns_table,
                                        (rawi_slice){word.bytes + length, word.length - length});
        if (row >= 0)
            return row;
    }
    return -1;
}

/* The row of a dual's singular: القرنين، المادتان. */
static ptrdiff_t dual_ordinal_noun_row(rawi_slice word) {
    const size_t ending = strlen("ين");
    char singular[64];
    if ((!ends_in(word, "ين") && !ends_in(word, "ان")) || word.length >= sizeof singular)
        return -1;
    rawi_slice stem = {word.bytes, word.length - ending};
    ptrdiff_t row = ordinal_noun_row(stem);
    if (row >= 0 || !ends_in(stem, "ت"))
        return row;
    memcpy(singular, stem.bytes, stem.length);
    memcpy(singular + stem.length - strlen("ت"), "ة", strlen("ة"));
    return ordinal_noun_row((rawi_slice){singular, stem.length});
}

/* «القرن 19 و20»: an ordinal again, of the same noun. */
static bool joins_ordinal(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!reader->clitic || strcmp(reader->clitic, "وَ") != 0 || reader->ordinal_end == 0 ||
        reader->ordinal_end != reader->clitic_item || counts_after(reader, at + 1))
        return false;
    candidate->gender = reader->ordinal_gender;
    candidate->row = reader->ordinal_noun;
    candidate->detail =
        ends_in(rawi_item_at(reader, candidate->row)->bare, "ين") ? DETAIL_OF_TWO : DETAIL_ALONE;
    candidate->reason = N_("the noun before it is counted in ordinals");
    candidate->score = RAWI_SCORE_CONFIRMED;
    return true;
}

/* The world wars: what is numbered is not the word directly before the number. */
static bool follows_world_war(const rawi_reader *reader, size_t noun) {
    return noun && rawi_item_is_one_of(reader, noun, "العالمية") &&
           rawi_item_is_one_of(reader, noun - 1, "الحرب والحرب للحرب بالحرب");
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

/* A noun or a name before the number that makes an ordinal of it. */
static bool follows_ordinal_noun(const rawi_reader *reader, size_t at, size_t before,
                                 rawi_candidate *candidate) {
    rawi_slice noun = rawi_item_at(reader, before)->bare;
    bool two = rawi_item_is_word(reader, at + 1, "و") && rawi_item_at(reader, at + 2) &&
               rawi_item_at(reader, at + 2)->kind == RAWI_ITEM_DIGITS;
    ptrdiff_t row = two ? dual_ordinal_noun_row(noun) : -1;
    bool dual = row >= 0;
    if (!dual)
        row = ordinal_noun_row(noun);
    bool definite = starts_definite(noun) || noun.length == strlen("ج");
    if (counts_after(reader, at + 1) || (!dual && is_plural(noun)))
        return false;
    candidate->row = before;
    candidate->detail = dual ? DETAIL_OF_TWO : DETAIL_ALONE;
    candidate->reason = N_("the noun before it is counted in ordinals");
    candidate->score = RAWI_SCORE_CONFIRMED;
    if (follows_world_war(reader, before)) {
        candidate->gender = RAWI_FEMININE;
        candidate->row = before - 1;
    } else if (row >= 0 && (definite || reader->definite)) {
        candidate->gender = *rawi_table_cell(&rawi_ordinal_nouns_table, (size_t)row, 1) == 'f'
                                ? RAWI_FEMININE
                                : RAWI_MASCULINE;
    } else if (reader->definite && (definite || has_pronoun(noun))) {
        candidate->gender = is_feminine_form(noun) ? RAWI_FEMININE : RAWI_MASCULINE;
        candidate->reason = N_("a number with the article after a definite noun");
        candidate->score = RAWI_SCORE_SHAPE;
    } else {
        return false;
    }
    return true;
}

bool rawi_recognize_ordinal(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t before = at - (reader->clitic ? 1 : 0);
    if (before > 1 && rawi_item_is_symbol(reader, before - 1, U'.') &&
        rawi_item_is_one_of(reader, before - 2, "ص د ج"))
        before--; /* «ص. 45» */
    if (before == 0 || !rawi_parse_plain(reader, at, &candidate->numbers[0]) ||
        rawi_parse_number(reader, at, &candidate->numbers[1]) != at + 1)
        return false;
    uint64_t value = candidate->numbers[0].value;
    if (value == 0 || value > 1000)
        return false;
    if (!joins_ordinal(reader, at, candidate) &&
        ((reader->clitic && !reader->definite) ||
         rawi_item_at(reader, before - 1)->kind != RAWI_ITEM_WORD ||
         !follows_ordinal_noun(reader, at, before - 1, candidate)))
        return false;
    candidate->end = at + 1;
    candidate->taken_for = N_("an ordinal");
    candidate->say = say_ordinal;
    candidate->probe = candidate->gender == RAWI_FEMININE ? "الخامسة" : "الخامس";
    return true;
}
