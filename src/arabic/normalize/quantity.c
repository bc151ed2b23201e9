/* Numbers as they are written, and their words with what they measure. */
#include <string.h>

#include "arabic/normalize/reading.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(subunits);

enum {
    MOST_GROUPS = 8,
    MOST_DIGITS = 18 /* of a number with words */
};

/* Digits items with one separator between each two. */
typedef struct groups {
    rawi_slice digits[MOST_GROUPS];
    char32_t separators[MOST_GROUPS]; /* [i] before digits[i]; ' ' for a space */
    size_t count;
    size_t first; /* items */
} groups;

static bool is_separator(char32_t c) {
    return c == U',' || c == U'.' || c == U'٫' || c == U'٬' || c == U'\'' || c == U'،';
}

static const rawi_item *digits_at(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item && item->kind == RAWI_ITEM_DIGITS ? item : NULL;
}

/* A group of three after a space: 1 000 000. */
static bool continues_spaced(const groups *g, const rawi_item *next) {
    return next && next->spaced && next->text.length == 3 && g->digits[0].length <= 3 &&
           g->digits[0].bytes[0] != '0' && (g->count == 1 || g->separators[g->count - 1] == U' ');
}

static void collect_groups(const rawi_reader *reader, size_t at, groups *g) {
    *g = (groups){.digits = {digits_at(reader, at)->text}, .count = 1, .first = at};
    size_t item = at + 1;
    while (g->count < MOST_GROUPS) {
        const rawi_item *separator = rawi_item_at(reader, item);
        const rawi_item *next = digits_at(reader, item + 1);
        if (continues_spaced(g, digits_at(reader, item))) {
            g->separators[g->count] = U' ';
            g->digits[g->count++] = digits_at(reader, item)->text;
            item++;
        } else if (separator && separator->kind == RAWI_ITEM_SYMBOL && !separator->spaced &&
                   is_separator(separator->character) && next && !next->spaced) {
            g->separators[g->count] = separator->character;
            g->digits[g->count++] = next->text;
            item += 2;
        } else {
            break;
        }
    }
}

/* Whether groups [1, end) are thousands: three digits each after at most three. */
static bool are_thousands(const groups *g, size_t end) {
    if (g->digits[0].length > 3 || g->digits[0].bytes[0] == '0')
        return false;
    for (size_t i = 1; i < end; i++)
        if (g->digits[i].length != 3 || g->separators[i] != g->separators[1])
            return false;
    return true;
}

/* What the point is in a number that leaves no doubt. */
static rawi_point point_of(const rawi_reader *reader, const groups *g) {
    char32_t first = g->count > 1 ? g->separators[1] : 0;
    char32_t last = g->separators[g->count - 1];
    if (g->count == 2 && first == U',' && g->digits[1].length < 3)
        return RAWI_POINT_OF_THOUSANDS; /* 38,6 */
    if (g->count == 2 && first == U'.' && rawi_slice_equal(g->digits[1], rawi_slice_of("000")) &&
        rawi_counts_thousands(reader, g->first + 3, g->digits[1]))
        return RAWI_POINT_OF_THOUSANDS; /* بين 2.500 و6.000 درهم */
    if (g->count < 3 || !are_thousands(g, first == last ? g->count : g->count - 1))
        return RAWI_POINT_OPEN;
    if (first == U'.' && (last == U'.' || last == U','))
        return RAWI_POINT_OF_THOUSANDS;
    return first == U',' && (last == U',' || last == U'.') ? RAWI_POINT_OF_DECIMALS
                                                           : RAWI_POINT_OPEN;
}

rawi_point rawi_point_of_sentence(const rawi_reader *reader) {
    rawi_point found = RAWI_POINT_OPEN;
    for (size_t at = 0; at < reader->sentence->count; at++) {
        if (!digits_at(reader, at))
            continue;
        groups g;
        collect_groups(reader, at, &g);
        rawi_point point = point_of(reader, &g);
        if (found != RAWI_POINT_OPEN && point != RAWI_POINT_OPEN && point != found)
            return RAWI_POINT_OPEN;
        found = point == RAWI_POINT_OPEN ? found : point;
    }
    return found;
}

/* How many of the groups are the whole part; the rest (none or one) is the fraction. 0 where the
 * groups make no number (a version, an address, a date). */
static size_t whole_groups(const rawi_reader *reader, const groups *g) {
    char32_t last = g->separators[g->count - 1];
    if (g->count == 1)
        return 1;
    if (g->count > 2 && last != g->separators[1])
        return are_thousands(g, g->count - 1) && last != U' ' ? g->count - 1 : 0;
    if (g->count > 2)
        return are_thousands(g, g->count) ? g->count : 0;
    if (last == U'٫')
        return 1;
    if (last == U' ' || last == U'٬' || last == U'\'')
        return are_thousands(g, 2) ? 2 : 0;
    if (!are_thousands(g, 2))
        return 1;
    if (last != U'.')
        return 2;
    if (reader->point == RAWI_POINT_OF_THOUSANDS)
        return rawi_is_exchange_rate(reader, g->first, g->digits[0], g->digits[1]) ? 1 : 2;
    bool thousands = reader->point == RAWI_POINT_OPEN &&
                     rawi_counts_thousands(reader, g->first + 3, g->digits[1]);
    return thousands ? 2 : 1;
}

uint64_t rawi_value_of_digits(rawi_slice digits) {
    uint64_t value = 0;
    for (size_t i = 0; i < digits.length; i++)
        value = value * 10 + (uint64_t)(digits.bytes[i] - '0');
    return value;
}

static void set_digits(rawi_number *number, rawi_slice digits) {
    number->digits = digits;
    while (digits.length > MOST_DIGITS && digits.bytes[0] == '0')
        digits = (rawi_slice){digits.bytes + 1, digits.length - 1};
    number->large = digits.length > MOST_DIGITS;
    number->value = number->large ? 0 : rawi_value_of_digits(digits);
}

static void join_groups(const rawi_reader *reader, const groups *g, size_t count,
                        rawi_number *number) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += g->digits[i].length;
    char *digits = rawi_arena_alloc(reader->arena, length + 1);
    if (!digits) {
        reader->tokens->failed = true;
        return;
    }
    length = 0;
    for (size_t i = 0; i < count; i++) {
        memcpy(digits + length, g->digits[i].bytes, g->digits[i].length);
        length += g->digits[i].length;
    }
    set_digits(number, (rawi_slice){digits, length});
}

bool rawi_parse_plain(const rawi_reader *reader, size_t at, rawi_number *number) {
    const rawi_item *item = digits_at(reader, at);
    if (!item)
        return false;
    *number = (rawi_number){0};
    set_digits(number, item->text);
    return true;
}

/* A sign belongs to the number after it only where it starts something: after a letter, a digit or
 * what closes it joins (كوفيد-19، 6-4، 5%-10%). */
static bool may_be_signed(const rawi_reader *reader, size_t at) {
    static const char32_t closers[] = U")]}»%°٪";
    if (at == 0 || !rawi_item_is_glued(reader, at))
        return true;
    for (const char32_t *closer = closers; *closer; closer++)
        if (rawi_item_is_symbol(reader, at - 1, *closer))
            return false;
    return (reader->clitic && at == reader->clitic_item + 1) ||
           rawi_item_at(reader, at - 1)->kind == RAWI_ITEM_SYMBOL;
}

/* «عند 11243 نقطة (- 76 نقطة)»: a sign apart from its number, which opens a bracket. */
static bool is_apart(const rawi_reader *reader, size_t at) {
    return at && rawi_item_is_symbol(reader, at - 1, U'(') && rawi_item_is_glued(reader, at) &&
           digits_at(reader, at + 1);
}

/* The sign that the item `at` is to the number or the currency behind it, or 0. */
char rawi_sign_at(const rawi_reader *reader, size_t at) {
    static const struct {
        char32_t character;
        char sign;
    } signs[] = {{U'-', '-'}, {U'−', '-'}, {U'–', '-'}, {U'+', '+'}, {U'±', '~'}};
    if (!is_apart(reader, at) &&
        (!rawi_item_is_glued(reader, at + 1) || !may_be_signed(reader, at)))
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (rawi_item_is_symbol(reader, at, signs[i].character))
            return signs[i].sign;
    return 0;
}

/* «حضر ~300 شخص»: a tilde after an Arabic word or nothing. */
static bool is_about_sign(const rawi_reader *reader, size_t at) {
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    return rawi_item_is_symbol(reader, at, U'~') && !reader->equation &&
           (!before || before->kind == RAWI_ITEM_SYMBOL ||
            (before->kind == RAWI_ITEM_WORD && before->bare.length > strlen("س")) ||
            (reader->clitic && at == reader->clitic_item + 1));
}

size_t rawi_parse_number(const rawi_reader *reader, size_t at, rawi_number *number) {
    char sign = rawi_sign_at(reader, at);
    bool tilde = is_about_sign(reader, at);
    bool about = tilde && !(at && rawi_item_in_list(reader, at - 1, "about"));
    size_t start = at + (sign || tilde);
    if (!digits_at(reader, start))
        return at;
    groups g;
    collect_groups(reader, start, &g);
    size_t whole = whole_groups(reader, &g);
    if (whole == 0) {
        rawi_parse_plain(reader, start, number);
        number->sign = sign;
        number->about = about;
        return start + 1;
    }
    *number = (rawi_number){.sign = sign, .about = about, .grouped = whole > 1};
    if (whole == 1)
        set_digits(number, g.digits[0]);
    else
        join_groups(reader, &g, whole, number);
    if (whole < g.count)
        number->fraction = g.digits[whole];
    size_t end = start + 1;
    for (size_t i = 1; i < g.count; i++)
        end += g.separators[i] == U' ' ? 1 : 2;
    return end;
}

size_t rawi_parse_scaled(const rawi_reader *reader, size_t at, rawi_number *number) {
    static const struct {
        unsigned scale;
        const char *words;
    } scales[] = {{3, "ألف الف ألفا الفا آلاف الاف"},
                  {6, "مليون مليونا ملايين"},
                  {9, "مليار مليارا مليارات بليون بليونا بلايين"},
                  {12, "تريليون ترليون تريليونا تريليونات ترليونات تريليونين"}};
    size_t end = rawi_parse_number(reader, at, number);
    if (end == at || number->large)
        return end;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (rawi_item_is_one_of(reader, end, scales[i].words)) {
            static const char closed[] = "ألفا الفا مليونا مليارا بليونا تريليونا";
            number->scale = scales[i].scale;
            number->closed = rawi_item_is_one_of(reader, end, closed);
            return end + 1;
        }
    }
    return end;
}

size_t rawi_parse_scale_letters(const rawi_reader *reader, size_t at, rawi_number *number) {
    static const struct {
        unsigned scale;
        const char *letters;
    } scales[] = {{3, "k K thousand"},
                  {6, "m M mn mln million Million"},
                  {9, "b B bn Bn BN bln billion Billion"},
                  {12, "t T tn trn trillion Trillion"}};
    const rawi_item *letters = rawi_item_at(reader, at);
    if (!letters || number->scale || number->large || (letters->spaced && letters->text.length < 2))
        return at;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (rawi_item_is_one_of(reader, at, scales[i].letters)) {
            number->scale = scales[i].scale;
            return at + 1;
        }
    }
    return at;
}

/* ---- saying ---- */

static bool fraction_is(const rawi_number *number, const char *digits) {
    return rawi_slice_equal(number->fraction, rawi_slice_of(digits));
}

/* What stands before a number: more than, about, minus. The case of the number after it. */
static rawi_case say_before(rawi_speaker *speaker, const rawi_number *number, bool degrees,
                            rawi_case grammatical) {
    static const char *const about[] = {"نَحْوُ", "نَحْوَ", "نَحْوِ"};
    bool sign = number->sign && (!degrees || number->sign == '~');
    if (number->or_more) {
        rawi_speak_stem(speaker, "أَكْثَر!", grammatical, RAWI_INDEFINITE);
        rawi_speak_phrase(speaker, "مِنْ");
    } else if (number->about) {
        rawi_speak_phrase(speaker, about[grammatical]);
    }
    if (sign)
        rawi_speak_phrase(speaker, number->sign == '-'   ? "نَاقِصُ"
                                   : number->sign == '+' ? "زَائِدُ"
                                                         : "زَائِدُ أَوْ نَاقِصُ");
    return sign || number->or_more || number->about ? RAWI_GENITIVE : grammatical;
}

/* The sign of degrees, after them. */
static void say_degrees_sign(rawi_speaker *speaker, char sign) {
    if (sign == '-' || sign == '+')
        rawi_speak_phrase(speaker, sign == '-' ? "تَحْتَ الصِّفْرِ" : "فَوْقَ الصِّفْرِ");
}

/* The digits after the decimal mark: up to three as a number, its leading zeros one by one; longer
 * ones digit by digit. Three to ten have no tanwin before what they measure. */
static void say_fraction(rawi_speaker *speaker, rawi_slice fraction, bool measures) {
    while (fraction.length > 1 && fraction.bytes[0] == '0') {
        rawi_speak_stem(speaker, "صِفْر", RAWI_GENITIVE, RAWI_INDEFINITE);
        fraction = (rawi_slice){fraction.bytes + 1, fraction.length - 1};
    }
    if (fraction.length > 3)
        rawi_say_each_digit(speaker, fraction);
    else
        rawi_say_cardinal(speaker, rawi_value_of_digits(fraction), RAWI_MASCULINE, RAWI_GENITIVE,
                          measures && rawi_counted_form_of(rawi_value_of_digits(fraction)) ==
                                          RAWI_COUNTED_FEW
                              ? RAWI_CONSTRUCT
                              : RAWI_INDEFINITE);
}

static void say_decimal(rawi_speaker *speaker, const rawi_number *number, rawi_case grammatical,
                        bool measures) {
    rawi_say_cardinal(speaker, number->value, RAWI_MASCULINE, grammatical, RAWI_INDEFINITE);
    rawi_speak_phrase(speaker, "فَاصِلَةَ");
    say_fraction(speaker, number->fraction, measures);
}

/* «X ونصف X»: كيلومتران ونصفُ كيلومترٍ، ستةُ ملايينَ ونصفُ مليونِ دولارٍ، اثنان ونصفٌ. `part` is نِصْف or
 * رُبْع; `noun` may be NULL; `state` is the last noun's. */
static void say_with_part(rawi_speaker *speaker, uint64_t whole, const char *part,
                          const rawi_noun *noun, rawi_case grammatical, rawi_state state) {
    if (!noun) {
        if (whole) {
            rawi_say_cardinal(speaker, whole, RAWI_MASCULINE, grammatical, RAWI_INDEFINITE);
            speaker->clitic = "وَ";
        }
        rawi_speak_stem(speaker, part, grammatical, RAWI_INDEFINITE);
        return;
    }
    rawi_noun bare = *noun;
    bare.adjective = bare.tail = "";
    if (whole == 1)
        rawi_say_noun(speaker, &bare, RAWI_SINGULAR, grammatical, RAWI_INDEFINITE);
    else if (whole)
        rawi_say_counted(speaker, whole, &bare, grammatical, RAWI_INDEFINITE);
    if (whole)
        speaker->clitic = "وَ";
    rawi_speak_stem(speaker, part, grammatical, RAWI_CONSTRUCT);
    rawi_say_noun(speaker, noun, RAWI_SINGULAR, RAWI_GENITIVE, state);
}

static uint64_t power_of_ten(unsigned exponent) {
    uint64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* A decimal of a scale as the whole number that it is: 1.2 مليار is 1 200 000 000. */
static void expand_scale(rawi_number *number) {
    if (number->fraction.length > number->scale ||
        number->value >= power_of_ten(18 - number->scale))
        return;
    unsigned rest = number->scale - (unsigned)number->fraction.length;
    number->value = number->value * power_of_ten(number->scale) +
                    rawi_value_of_digits(number->fraction) * power_of_ten(rest);
    number->fraction.length = 0;
    number->scale = 0;
}

static const char *part_of(const rawi_number *number) {
    if (fraction_is(number, "5") || fraction_is(number, "50"))
        return "نِصْف";
    return fraction_is(number, "25") ? "رُبْع" : NULL;
}

/* The row of what the currency or the metre is divided into, by its state where it has one; -1
 * where none is known. */
static ptrdiff_t find_subunit(const rawi_noun *noun) {
    ptrdiff_t row = rawi_table_find(&rawi_subunits_table, rawi_slice_of(noun->adjective));
    return row < 0 ? rawi_table_find(&rawi_subunits_table, rawi_slice_of(noun->singular)) : row;
}

static bool say_subunits(rawi_speaker *speaker, const rawi_number *number, const rawi_noun *noun,
                         rawi_case grammatical) {
    ptrdiff_t row = find_subunit(noun);
    if (row < 0)
        return false;
    const char *division = rawi_table_cell(&rawi_subunits_table, (size_t)row, 4);
    size_t places = strcmp(division, "thousandths") == 0 ? 3 : 2;
    size_t written = number->fraction.length;
    if (number->as_decimal || written > places || fraction_is(number, "00") ||
        (!*division && (written == 1 || *noun->adjective || *noun->tail)))
        return false;
    rawi_noun subunit = {.gender = *rawi_table_cell(&rawi_subunits_table, (size_t)row, 1) == 'f'
                                       ? RAWI_FEMININE
                                       : RAWI_MASCULINE,
                         .singular = rawi_table_cell(&rawi_subunits_table, (size_t)row, 2),
                         .plural = rawi_table_cell(&rawi_subunits_table, (size_t)row, 3),
                         .adjective = number->value ? "" : noun->adjective,
                         .tail = ""};
    if (number->value) {
        rawi_say_counted(speaker, number->value, noun, grammatical, RAWI_INDEFINITE);
        speaker->clitic = "وَ";
    }
    uint64_t count =
        rawi_value_of_digits(number->fraction) * power_of_ten((unsigned)(places - written));
    rawi_say_counted(speaker, count, &subunit, grammatical, RAWI_INDEFINITE);
    return true;
}

/* The author's plural after three to ten and tenths: «ست درجات وثمانية أعشار الدرجة» for 6.8
 * درجات. */
static bool says_tenths(const rawi_number *number) {
    return number->unit_form == RAWI_UNIT_PLURAL && !number->as_decimal &&
           number->fraction.length == 1 && !fraction_is(number, "0") &&
           rawi_counted_form_of(number->value) == RAWI_COUNTED_FEW;
}

static void say_with_tenths(rawi_speaker *speaker, const rawi_number *number, const rawi_noun *noun,
                            rawi_case grammatical) {
    static const rawi_noun tenth = {RAWI_MASCULINE, "عُشْر", "أَعْشَار", "", ""};
    uint64_t tenths = rawi_value_of_digits(number->fraction);
    rawi_say_counted(speaker, number->value, noun, grammatical, RAWI_INDEFINITE);
    speaker->clitic = "وَ";
    if (tenths == 1)
        rawi_say_noun(speaker, &tenth, RAWI_SINGULAR, grammatical, RAWI_CONSTRUCT);
    else
        rawi_say_counted(speaker, tenths, &tenth, grammatical, RAWI_CONSTRUCT);
    rawi_noun whole = *noun;
    whole.adjective = whole.tail = "";
    rawi_say_noun(speaker, &whole, RAWI_SINGULAR, RAWI_GENITIVE, RAWI_DEFINITE);
}

rawi_counted_form rawi_form_after_decimals(const rawi_number *number) {
    const size_t said_as_number = 3;
    return number->fraction.length <= said_as_number
               ? rawi_counted_form_of(rawi_value_of_digits(number->fraction))
               : RAWI_COUNTED_HUNDREDS;
}

/* The unit after decimals: as the author wrote it, else as the last of them counts it where that is
 * a ten or a teen (بفارق 2.35 ثانيةً), in the genitive after the others. */
static void say_unit_of_decimal(rawi_speaker *speaker, const rawi_number *number,
                                const rawi_noun *unit) {
    bool counted = rawi_form_after_decimals(number) == RAWI_COUNTED_MANY;
    bool plural = number->unit_form == RAWI_UNIT_PLURAL;
    bool accusative = number->unit_form == RAWI_UNIT_ACCUSATIVE || (counted && !plural);
    rawi_say_noun(speaker, unit, plural ? RAWI_PLURAL : RAWI_SINGULAR,
                  accusative ? RAWI_ACCUSATIVE : RAWI_GENITIVE, RAWI_INDEFINITE);
}

static void say_fractional(rawi_speaker *speaker, const rawi_number *number, const rawi_noun *noun,
                           rawi_case grammatical) {
    const char *part = part_of(number);
    if (part && (!noun || !rawi_is_invariable(noun->singular))) {
        say_with_part(speaker, number->value, part, noun, grammatical, RAWI_INDEFINITE);
    } else if (noun && say_subunits(speaker, number, noun, grammatical)) {
        return;
    } else if (noun && says_tenths(number)) {
        say_with_tenths(speaker, number, noun, grammatical);
    } else {
        say_decimal(speaker, number, grammatical, noun != NULL);
        if (noun)
            say_unit_of_decimal(speaker, number, noun);
    }
}

static void say_scaled(rawi_speaker *speaker, const rawi_number *number, const rawi_noun *noun,
                       rawi_case grammatical, rawi_state state) {
    const rawi_noun *scale = rawi_scale_of(number->scale);
    if (number->fraction.length == 0) {
        rawi_say_counted(speaker, number->value, scale, grammatical, state);
    } else if (part_of(number)) {
        say_with_part(speaker, number->value, part_of(number), scale, grammatical, state);
    } else {
        say_decimal(speaker, number, grammatical, true);
        rawi_say_noun(speaker, scale, RAWI_SINGULAR, RAWI_GENITIVE, state);
    }
    if (noun)
        rawi_say_noun(speaker, noun, RAWI_SINGULAR, RAWI_GENITIVE, RAWI_INDEFINITE);
}

static void say_whole(rawi_speaker *speaker, const rawi_number *number, const rawi_noun *noun,
                      rawi_gender gender, rawi_case grammatical, rawi_state state) {
    if (noun)
        rawi_say_counted(speaker, number->value, noun, grammatical,
                         rawi_has_definite_state(state) ? RAWI_DEFINITE : RAWI_INDEFINITE);
    else
        rawi_say_cardinal(speaker, number->value, gender, grammatical, state);
}

/* The state of a whole number, before its noun or without. */
static rawi_state number_state(const rawi_number *number, bool definite, bool noun_follows) {
    rawi_counted_form form = rawi_counted_form_of(number->value);
    bool construct = number->scale || form == RAWI_COUNTED_FEW || form == RAWI_COUNTED_HUNDREDS;
    if (noun_follows && construct)
        return definite ? RAWI_DEFINITE_CONSTRUCT : RAWI_CONSTRUCT;
    return definite ? RAWI_DEFINITE : RAWI_INDEFINITE;
}

/* The number without zeros that say nothing, a decimal of a scale as the whole number that it is.
 */
static rawi_number simplify(rawi_number number) {
    while (number.fraction.length > 2 && number.fraction.bytes[number.fraction.length - 1] == '0')
        number.fraction.length--;
    if (number.scale && number.fraction.length && !part_of(&number))
        expand_scale(&number);
    if (fraction_is(&number, "0") || fraction_is(&number, "00"))
        number.fraction.length = 0;
    return number;
}

void rawi_say_quantity(rawi_reader *reader, const rawi_number *written, const rawi_noun *noun,
                       rawi_gender gender, rawi_case grammatical, bool noun_follows) {
    rawi_speaker *speaker = &reader->speaker;
    rawi_number number = *written;
    bool degrees = noun && strcmp(noun->singular, "دَرَجَة") == 0;
    grammatical = say_before(speaker, &number, degrees, grammatical);
    if (number.large) {
        rawi_say_each_digit(speaker, number.digits);
        if (noun)
            rawi_say_noun(speaker, noun, RAWI_SINGULAR, RAWI_GENITIVE, RAWI_INDEFINITE);
        return;
    }
    number = simplify(number);
    if (number.scale)
        say_scaled(speaker, &number, noun, grammatical,
                   number_state(&number, reader->definite, noun || noun_follows));
    else if (number.fraction.length)
        say_fractional(speaker, &number, noun, grammatical);
    else
        say_whole(speaker, &number, noun, gender, grammatical,
                  number_state(&number, reader->definite, noun_follows));
    if (degrees)
        say_degrees_sign(speaker, number.sign);
}
