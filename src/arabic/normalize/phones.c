/* Telephone, account and postal numbers, codes: digit by digit. */
#include <string.h>

#include "arabic/normalize/latin_letters.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

enum {
    MOST_PHONE_DIGITS = 30,
    MOST_PHONE_ITEMS = 40,
    PHONE_BREATH = 3 /* an ungrouped number takes a breath after so many digits */
};

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

/* Whether the sign at item `at` stands between two groups of a telephone number: a dash, a bracket,
 * the stroke of 01/345678, the full stop of 02-2735.7886. */
static bool separates_groups(const rawi_reader *reader, size_t at) {
    const size_t least_after_stroke = 5;
    const size_t least_after_stop = 3;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (rawi_item_is_dash(reader, at) || rawi_item_is_symbol(reader, at, U'(') ||
        rawi_item_is_symbol(reader, at, U')'))
        return true;
    size_t least = rawi_item_is_symbol(reader, at, U'/')   ? least_after_stroke
                   : rawi_item_is_symbol(reader, at, U'.') ? least_after_stop
                                                           : SIZE_MAX;
    return next && next->kind == RAWI_ITEM_DIGITS && !next->spaced &&
           rawi_item_is_glued(reader, at) && next->text.length >= least;
}

/* Groups of digits with spaces or signs between them; the item after the last. */
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
        } else if (!separates_groups(reader, i) &&
                   !(i == at && rawi_item_is_symbol(reader, i, U'+'))) {
            break;
        }
    }
    return end;
}

/* «الرياض 11564»: the five digits of a postal code close an address after its city. */
static bool is_postal_code(const rawi_reader *reader, size_t at) {
    const size_t digits = 5;
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (at == 0 || reader->clitic || rawi_item_at(reader, at)->text.length != digits ||
        (next && next->kind != RAWI_ITEM_SYMBOL && !rawi_item_in_list(reader, at + 1, "country")))
        return false;
    size_t city = at - 1;
    if (city && rawi_item_is_one_of(reader, city, "المكرمة المنورة"))
        city--;
    if (!rawi_item_in_list(reader, city, "city") &&
        !(city < at - 1 && rawi_item_is_word(reader, city, "المدينة")))
        return false;
    return city == 0 || rawi_item_at(reader, city - 1)->kind != RAWI_ITEM_WORD ||
           rawi_clause_has_listed(reader, city, "address");
}

/* «الاتصال بالرقم 1919»، «اتصلوا على 1919»، «للتواصل معنا على الرقم 1919»; in «بحثا في الاتصال
 * القرار رقم 1701» leaders call. */
static bool is_called(const rawi_reader *reader, size_t at) {
    size_t end = at;
    bool dialled = rawi_item_is_one_of(reader, end - 1, "بالرقم");
    bool number = dialled || rawi_item_is_one_of(reader, end - 1, "الرقم رقم برقم");
    end -= number;
    bool over = end && rawi_item_is_one_of(reader, end - 1, "على عبر");
    end -= over;
    if (dialled || (number && over))
        return rawi_clause_has_listed(reader, at, "calling");
    end -= end && rawi_item_is_one_of(reader, end - 1, "بنا معنا بهم معهم");
    return (number || over) && end && rawi_item_in_list(reader, end - 1, "calling");
}

/* «الرقم الموحد 9200»، «الاتصال بالرقم 1919»، «أرسل كلمة تبرع إلى 5060»: four digits or more, which
 * other words would count. */
static bool announces_short_number(const rawi_reader *reader, size_t at) {
    const size_t least_digits = 4;
    if (at == 0 || rawi_item_at(reader, at)->text.length < least_digits)
        return false;
    return rawi_item_in_list(reader, at - 1, "short_number") || is_postal_code(reader, at) ||
           is_called(reader, at) ||
           (rawi_item_is_one_of(reader, at - 1, "إلى على") &&
            !rawi_has_suffix(rawi_item_at(reader, at)->text, "000") && /* ثلاثة آلاف */
            rawi_clause_has_listed(reader, at, "sending") &&
            !rawi_clause_has_listed(reader, at, "amount"));
}

/* «للتواصل على»، but «وتواصل الأسهم» go on with something. */
static bool is_phone_word(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return rawi_item_in_list(reader, at, "phone") &&
           !(rawi_item_in_list(reader, at, "going_on") && next && next->kind == RAWI_ITEM_WORD &&
             !rawi_item_in_list(reader, at + 1, "by_phone"));
}

/* A word of telephones stands before the number and no word of prices and amounts between them:
 * «والهاتف بيع منه 50000». */
static bool is_announced(const rawi_reader *reader, size_t at) {
    size_t start = rawi_clause_start(reader, at);
    for (size_t i = at; i > start; i--) {
        if (is_phone_word(reader, i - 1))
            return true;
        if (rawi_item_in_list(reader, i - 1, "amount"))
            return false;
    }
    return at > 1 && rawi_item_in_list(reader, at - 2, "phone");
}

bool rawi_recognize_phone(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
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
    bool announced = joined || is_announced(reader, at);
    bool zero =
        first->kind == RAWI_ITEM_DIGITS && first->text.bytes[0] == '0' && first->text.length > 1;
    bool shaped = digits >= LEAST_DIGITS && digits <= MOST_DIGITS &&
                  (plus || zero || (groups >= 3 && announced));
    bool many = announced && digits >= LEAST_ANNOUNCED && digits <= MOST_DIGITS;
    announced = announced || announces_short_number(reader, at);
    if (!shaped && !((many || (groups == 1 && announces_short_number(reader, at))) &&
                     !(groups == 1 && rawi_may_count(reader, end))))
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

/* ---- addresses of network hardware ---- */

enum {
    HARDWARE_BYTES = 6,
    HARDWARE_LENGTH = 3 * HARDWARE_BYTES - 1 /* characters of 00:1A:2B:3C:4D:5E */
};

static bool is_hexadecimal(char digit) {
    return digit && strchr("0123456789ABCDEFabcdef", digit);
}

/* The item after the address that begins at item `at`, or `at` where there is none. */
static size_t hardware_end(const rawi_reader *reader, size_t at) {
    const char *text = rawi_item_at(reader, at)->text.bytes;
    const char *end = text + HARDWARE_LENGTH;
    size_t item = at;
    while (rawi_item_at(reader, item) && rawi_item_at(reader, item)->text.bytes < end)
        item++;
    rawi_slice whole = rawi_items_text(reader, at, item);
    if (whole.length != HARDWARE_LENGTH || rawi_item_is_glued(reader, at) ||
        (rawi_item_is_glued(reader, item) &&
         rawi_item_at(reader, item)->kind != RAWI_ITEM_SYMBOL) ||
        (text[2] != ':' && text[2] != '-'))
        return at;
    for (size_t i = 0; i < HARDWARE_LENGTH; i++)
        if (i % 3 == 2 ? text[i] != text[2] : !is_hexadecimal(text[i]))
            return at;
    return item;
}

static rawi_status say_hardware(rawi_reader *reader, const rawi_candidate *candidate,
                                rawi_error *error) {
    (void)error;
    const char *text = rawi_item_at(reader, candidate->first)->text.bytes;
    reader->speaker.endings = RAWI_CASE_NONE;
    for (size_t i = 0; i < HARDWARE_LENGTH; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            rawi_say_each_digit(&reader->speaker, (rawi_slice){text + i, 1});
        else if (i % 3 != 2)
            rawi_speak(&reader->speaker, rawi_slice_of(rawi_letter_name((unsigned char)text[i])),
                       RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
        else if (reader->tokens->count)
            reader->tokens->items[reader->tokens->count - 1].flags |= RAWI_TOKEN_BREATH_AFTER;
    }
    return RAWI_OK;
}

/* «عنوان الجهاز 00:1A:2B:3C:4D:5E» */
bool rawi_recognize_hardware(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    candidate->end = hardware_end(reader, at);
    return candidate->end > at && rawi_propose(candidate, N_("an address of network hardware"),
                                               N_("six pairs of hexadecimal digits"),
                                               RAWI_SCORE_CERTAIN + 2, say_hardware);
}
