/* Signs of arithmetic, prices for each, raised digits, the marks of notes and emoji, by what stands
 * around them. */
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(emoji);
RAWI_TABLE(emoji_names);

/* ---- signs of arithmetic between two terms ---- */

static rawi_status say_operator(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    rawi_speak_phrase(&reader->speaker, candidate->text);
    return RAWI_OK;
}

static bool is_term(const rawi_item *item) {
    bool variable = item && item->kind == RAWI_ITEM_WORD && item->bare.length == strlen("س") &&
                    !rawi_slice_equal(item->bare, rawi_slice_of("و"));
    return item && (variable || item->kind == RAWI_ITEM_DIGITS || item->kind == RAWI_ITEM_LATIN ||
                    item->kind == RAWI_ITEM_LETTERS);
}

/* «1920x1080»: the letter between two numbers, spaced alike. */
static bool is_cross(const rawi_reader *reader, size_t at) {
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    const rawi_item *after = rawi_item_at(reader, at + 1);
    return rawi_item_is_one_of(reader, at, "x X") && before && after &&
           before->kind == RAWI_ITEM_DIGITS && after->kind == RAWI_ITEM_DIGITS &&
           rawi_item_at(reader, at)->spaced == after->spaced;
}

/* «مصر × المغرب»: two teams; two dimensions are multiplied. */
static bool is_between_teams(const rawi_reader *reader, size_t at) {
    const rawi_item *after = rawi_item_at(reader, at + 1);
    return at && rawi_item_is_symbol(reader, at, U'×') && !reader->equation && after &&
           after->kind == RAWI_ITEM_WORD && rawi_item_at(reader, at - 1)->kind == RAWI_ITEM_WORD &&
           !rawi_item_in_list(reader, at - 1, "dimension");
}

/* «خبرة 3 سنوات+» */
static bool ends_count(const rawi_reader *reader, size_t at) {
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    const rawi_item *after = rawi_item_at(reader, at + 1);
    return rawi_item_is_symbol(reader, at, U'+') && rawi_item_is_glued(reader, at) && before &&
           before->kind == RAWI_ITEM_WORD && rawi_is_listed_noun(before->bare) &&
           (!after || after->kind == RAWI_ITEM_SYMBOL);
}

/* What is said for a sign of arithmetic between two terms; NULL for any other. */
static const char *find_operator(const rawi_reader *reader, size_t at) {
    static const struct {
        char32_t sign;
        bool equation; /* only in an equation: the sign has other uses */
        const char *spoken;
    } signs[] = {{U'±', false, "زَائِدُ أَوْ نَاقِصُ"}, {U'+', false, "زَائِدُ"}, {U'-', true, "نَاقِصُ"},
                 {U'−', true, "نَاقِصُ"},          {U'–', true, "نَاقِصُ"},  {U'×', false, "فِي"},
                 {U'*', false, "فِي"},           {U'÷', false, "عَلَى"},  {U'/', true, "عَلَى"},
                 {U'=', false, "يُسَاوِي"},        {U'^', false, "أُسُّ"}};
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    const rawi_item *after = rawi_item_at(reader, at + 1);
    bool left = is_term(before) || (before && before->kind == RAWI_ITEM_SYMBOL);
    bool right = is_term(after) || (after && after->kind == RAWI_ITEM_SYMBOL);
    if (!left || !right || !(is_term(before) || is_term(after)))
        return NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (rawi_item_is_symbol(reader, at, signs[i].sign) &&
            (!signs[i].equation || reader->equation))
            return signs[i].spoken;
    return NULL;
}

bool rawi_recognize_operator(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    bool cross = is_cross(reader, at);
    bool teams = is_between_teams(reader, at);
    bool count = ends_count(reader, at);
    candidate->text = cross ? "فِي" : teams ? "ضِدَّ" : count ? "فَأَكْثَرَ" : find_operator(reader, at);
    candidate->end = at + 1;
    return candidate->text &&
           rawi_propose(candidate, N_("a sign of arithmetic"),
                        teams   ? N_("it stands between two names")
                        : count ? N_("what is counted stands before it")
                                : N_("it stands between two terms"),
                        cross ? RAWI_SCORE_CERTAIN : RAWI_SCORE_SHAPE, say_operator);
}

/* ---- prices for each: 63$/برميل ---- */

static rawi_status say_per(rawi_reader *reader, const rawi_candidate *candidate,
                           rawi_error *error) {
    (void)error;
    reader->speaker.clitic = NULL;
    if (candidate->number_count) {
        rawi_speak_phrase(&reader->speaker, "لِكُلِّ");
        rawi_say_quantity(reader, &candidate->numbers[0], &candidate->noun, candidate->noun.gender,
                          RAWI_GENITIVE, false);
        return RAWI_OK;
    }
    if (rawi_item_in_list(reader, candidate->first + 1, "each_period")) {
        rawi_speak(&reader->speaker, rawi_item_at(reader, candidate->first + 1)->text, 0);
        return RAWI_OK;
    }
    if (candidate->detail)
        rawi_speak_phrase(&reader->speaker, "فِي");
    if (candidate->has_noun) {
        reader->speaker.clitic = candidate->detail ? NULL : "لِ";
        rawi_say_noun(&reader->speaker, &candidate->noun, RAWI_SINGULAR, RAWI_GENITIVE,
                      RAWI_DEFINITE);
        return RAWI_OK;
    }
    rawi_slice word = rawi_item_at(reader, candidate->first + 1)->text;
    bool lam = memcmp(word.bytes, "ل", strlen("ل")) == 0;
    rawi_text with_article = {0};
    rawi_text_add_string(&with_article, candidate->detail ? "ال" : lam ? "ل" : "لل");
    rawi_text_add(&with_article, word.bytes, word.length);
    rawi_speak(&reader->speaker, (rawi_slice){with_article.bytes, with_article.length}, 0);
    rawi_text_free(&with_article);
    return RAWI_OK;
}

static bool is_power_of_ten(uint64_t value) {
    while (value >= 10 && value % 10 == 0)
        value /= 10;
    return value == 1;
}

bool rawi_recognize_per(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *word = rawi_item_at(reader, at + 1);
    rawi_noun unit;
    const char *kind = NULL;
    if (!rawi_item_is_symbol(reader, at, U'/') || !rawi_item_is_glued(reader, at) || !word ||
        word->spaced || !reader->last_counts)
        return false;
    rawi_propose(candidate, N_("a price or rate"), N_("a stroke after an amount"),
                 RAWI_SCORE_CONFIRMED, say_per);
    size_t hundred = rawi_parse_number(reader, at + 1, &candidate->numbers[0]);
    if (hundred > at + 1) { /* 6 لترات/100 كم; 8GB/256GB are two sizes */
        candidate->end = rawi_find_unit(reader, hundred, &candidate->noun, &kind);
        candidate->number_count = 1;
        return reader->last_end == at && candidate->end > hundred &&
               is_power_of_ten(candidate->numbers[0].value) &&
               rawi_item_at(reader, at - 1)->kind != RAWI_ITEM_DIGITS;
    }
    size_t unit_end = rawi_find_unit(reader, at + 1, &candidate->noun, &kind);
    bool latin_unit = word->kind == RAWI_ITEM_LATIN && unit_end > at + 1 &&
                      (strcmp(kind, "letter") != 0 ||
                       rawi_item_at(reader, at - 1)->kind == RAWI_ITEM_SYMBOL); /* $/oz، $/g */
    if (word->kind != RAWI_ITEM_WORD && !latin_unit)
        return false;
    bool measured =
        reader->last_end == at && (rawi_find_unit(reader, at - 1, &unit, &kind) == at ||
                                   rawi_item_at(reader, at - 1)->kind == RAWI_ITEM_DIGITS);
    bool counted = (reader->last_end == at || reader->last_end + 1 == at) &&
                   rawi_is_listed_noun(rawi_item_at(reader, at - 1)->bare);
    candidate->end = unit_end;
    candidate->has_noun = candidate->end > at + 1;
    bool area = candidate->has_noun && *candidate->noun.adjective /* كم² */;
    candidate->detail = (counted && area) || rawi_item_in_list(reader, at + 1, "period");
    bool letter = !candidate->has_noun && word->bare.length <= strlen("أ"); /* المادة 25/أ */
    if (letter || (!measured && !(counted && candidate->detail)))
        return false;
    if (!candidate->has_noun)
        candidate->end = at + 2;
    return true;
}

/* ---- raised digits: powers, footnote marks ---- */

static int raised_digit(char32_t c) {
    static const char32_t digits[] = U"⁰¹²³⁴⁵⁶⁷⁸⁹";
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return -1;
}

bool rawi_is_base_of_power(const rawi_reader *reader, size_t end) {
    const rawi_item *sign = rawi_item_at(reader, end);
    return sign && sign->kind == RAWI_ITEM_SYMBOL && !sign->spaced &&
           (sign->character == U'^' || raised_digit(sign->character) >= 0);
}

static rawi_status say_power(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    const rawi_number *power = &candidate->numbers[0];
    if (candidate->detail)
        return RAWI_OK;
    if (!power->sign && (power->value == 2 || power->value == 3)) {
        rawi_speak_phrase(&reader->speaker, power->value == 2 ? "تَرْبِيعٌ" : "تَكْعِيبٌ");
        return RAWI_OK;
    }
    rawi_speak_phrase(&reader->speaker, "أُسُّ");
    rawi_say_quantity(reader, power, NULL, RAWI_MASCULINE, RAWI_GENITIVE, false);
    if (candidate->has_noun)
        rawi_say_noun(&reader->speaker, &candidate->noun, RAWI_SINGULAR, RAWI_ACCUSATIVE,
                      RAWI_INDEFINITE);
    return RAWI_OK;
}

/* Raised digits, a minus sign before them or not; the item after them, or `at`. */
static size_t parse_raised(const rawi_reader *reader, size_t at, rawi_number *power) {
    const uint64_t most = 1000000;
    size_t first = at + rawi_item_is_symbol(reader, at, U'⁻');
    size_t end = first;
    for (const rawi_item *item; (item = rawi_item_at(reader, end)) && power->value < most; end++) {
        int digit = raised_digit(item->character);
        if (item->kind != RAWI_ITEM_SYMBOL || digit < 0 || item->spaced)
            break;
        power->value = power->value * 10 + (uint64_t)digit;
    }
    if (first > at)
        power->sign = '-';
    return end > first ? end : at;
}

/* The digits after ^, which stand for raised ones: 10^6. */
static size_t parse_caret(const rawi_reader *reader, size_t at, rawi_number *power) {
    if (!rawi_item_is_symbol(reader, at, U'^') || !rawi_item_is_glued(reader, at + 1))
        return at;
    bool minus = rawi_item_is_dash(reader, at + 1) && rawi_item_is_glued(reader, at + 2);
    if (!rawi_parse_plain(reader, at + 1 + minus, power))
        return at;
    power->sign = minus ? '-' : 0;
    return at + 2 + minus;
}

/* After a number or a letter a power, after a word the mark of a footnote, which is not said. */
bool rawi_recognize_raised(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *before = at ? rawi_item_at(reader, at - 1) : NULL;
    rawi_number *power = &candidate->numbers[0];
    if (!before || rawi_item_at(reader, at)->spaced)
        return false;
    bool caret = rawi_item_is_symbol(reader, at, U'^');
    size_t end = caret ? parse_caret(reader, at, power) : parse_raised(reader, at, power);
    if (end == at)
        return false;
    bool variable = before->kind == RAWI_ITEM_WORD && before->bare.length == strlen("س");
    candidate->detail = !caret && ((before->kind == RAWI_ITEM_WORD && !variable) ||
                                   before->kind == RAWI_ITEM_SYMBOL);
    candidate->end = end;
    if (before->kind == RAWI_ITEM_DIGITS && (power->sign || power->value > 3)) {
        const char *kind;
        candidate->end = rawi_find_unit(reader, end, &candidate->noun, &kind);
        candidate->has_noun = candidate->end > end;
    }
    return rawi_propose(candidate, candidate->detail ? N_("the mark of a footnote") : N_("a power"),
                        N_("raised digits"), RAWI_SCORE_SHAPE + caret, say_power);
}

/* [1] or [12، 13] after a word: it refers to notes and is not said. */
bool rawi_recognize_footnote(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const size_t most_digits = 3;
    const size_t most_items = 16;
    size_t end = at + 1;
    if (at == 0 || !rawi_item_is_symbol(reader, at, U'['))
        return false;
    for (const rawi_item *item; (item = rawi_item_at(reader, end)) && end < at + most_items;
         end++) {
        bool number = (end - at) % 2 == 1;
        bool sign = rawi_item_is_symbol(reader, end, U'،') ||
                    rawi_item_is_symbol(reader, end, U',') || rawi_item_is_dash(reader, end);
        if (number ? item->kind != RAWI_ITEM_DIGITS || item->text.length > most_digits : !sign)
            break;
    }
    candidate->end = end + 1;
    return (end - at) % 2 == 0 && rawi_item_is_symbol(reader, end, U']') &&
           rawi_propose(candidate, N_("the mark of a footnote"), N_("a number in square brackets"),
                        RAWI_SCORE_CONFIRMED, rawi_say_nothing);
}

/* The other bracket of a tag or a file between angle brackets, which no space parts: <stdio.h>; or
 * `at`. */
static size_t other_angle(const rawi_reader *reader, size_t at) {
    const size_t reach = 16;
    bool opens = rawi_item_is_symbol(reader, at, U'<');
    for (size_t i = 1; i <= reach && (opens || i <= at); i++) {
        size_t other = opens ? at + i : at - i;
        const rawi_item *item = rawi_item_at(reader, other);
        if (!item || (opens ? item->spaced : rawi_item_at(reader, other + 1)->spaced) ||
            item->kind == RAWI_ITEM_WORD)
            return at;
        if (rawi_item_is_symbol(reader, other, opens ? U'>' : U'<'))
            return other;
    }
    return at;
}

/* The angle brackets of «<stdio.h>» are not said. */
bool rawi_recognize_angle(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!rawi_item_is_symbol(reader, at, U'<') && !rawi_item_is_symbol(reader, at, U'>'))
        return false;
    size_t other = other_angle(reader, at);
    const rawi_item *inside = rawi_item_at(reader, (at < other ? at : other) + 1);
    candidate->end = at + 1;
    return other != at && (inside->kind == RAWI_ITEM_LATIN || inside->character == U'/') &&
           rawi_propose(candidate, N_("an angle bracket"), N_("Latin letters stand between two"),
                        RAWI_SCORE_CONFIRMED, rawi_say_nothing);
}

/* ---- emoji ---- */

static bool is_flag(const rawi_item *item) {
    return item->character >= 0x1F1E6 && item->character <= 0x1F1FF && item->text.length == 8;
}

/* The country of a flag, in Arabic, by ICU. */
static void say_country(rawi_reader *reader, const rawi_item *item) {
    const size_t letter_bytes = 4; /* of a regional indicator in UTF-8 */
    char locale[] = "und_XX";
    for (size_t i = 0; i < 2; i++)
        locale[4 + i] =
            (char)('A' + ((unsigned char)item->text.bytes[letter_bytes * i + 3] - 0xA6));
    UChar name[64];
    char utf8[sizeof name / sizeof *name * 3];
    UErrorCode code = U_ZERO_ERROR;
    int32_t length = uloc_getDisplayCountry(locale, "ar", name, sizeof name / sizeof *name, &code);
    int32_t bytes = 0;
    u_strToUTF8(utf8, sizeof utf8, &bytes, name, length, &code);
    if (U_FAILURE(code) || !strchr(utf8, '\xD8'))
        return;
    rawi_token_add_phrase(reader->tokens, (rawi_slice){utf8, (size_t)bytes}, 0, item->span);
}

static rawi_status say_emoji(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    const rawi_item *item = rawi_item_at(reader, candidate->first);
    if (is_flag(item)) {
        rawi_speak_phrase(&reader->speaker, "عَلَمُ");
        say_country(reader, item);
    } else if (*candidate->text == '!' || strcmp(candidate->text, "؟") == 0) {
        rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, rawi_slice_of(candidate->text), 0,
                       item->span);
    } else if (candidate->detail) {
        rawi_token_add_phrase(reader->tokens, rawi_slice_of(candidate->text), 0, item->span);
    } else {
        rawi_speak_phrase(&reader->speaker, candidate->text);
    }
    return RAWI_OK;
}

bool rawi_recognize_emoji(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_SYMBOL)
        return false;
    ptrdiff_t row = rawi_table_find(&rawi_emoji_table, item->text);
    const rawi_table *table = row < 0 ? &rawi_emoji_names_table : &rawi_emoji_table;
    if (row < 0)
        row = rawi_table_find(table, item->text);
    if (row < 0 && !is_flag(item))
        return false;
    candidate->detail = table == &rawi_emoji_names_table; /* without marks */
    candidate->text = row < 0 ? "" : rawi_table_cell(table, (size_t)row, 1);
    candidate->end = at + 1;
    while (rawi_item_at(reader, candidate->end) && !is_flag(item) &&
           rawi_slice_equal(rawi_item_at(reader, candidate->end)->text, item->text))
        candidate->end++;
    return rawi_propose(candidate, N_("an emoji"), N_("in the table of emoji"),
                        RAWI_SCORE_SHAPE + 5, say_emoji);
}
