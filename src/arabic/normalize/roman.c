/* Roman numerals: ordinals of kings, centuries and parts of a book. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

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

/* The value of a Roman numeral, 0 where it is none: a digit before a larger one is subtracted, two
 * are no numeral (XXL). */
static unsigned roman_value(rawi_slice text) {
    unsigned value = 0;
    unsigned largest = 0;
    bool subtracted = false;
    if (text.length > 8)
        return 0;
    for (size_t i = text.length; i > 0; i--) {
        unsigned digit = roman_digit(text.bytes[i - 1]);
        bool smaller = digit < largest;
        if (!digit || (smaller && (subtracted || digit * 10 < largest)))
            return 0;
        subtracted = smaller;
        if (smaller)
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
    const rawi_item *item = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (item->kind != RAWI_ITEM_LATIN || at == 0 ||
        (next && !next->spaced && next->kind != RAWI_ITEM_SYMBOL) ||
        rawi_item_is_symbol(reader, at + 2, U'\\')) /* المجلد C:\Users */
        return false;
    bool is_feminine = rawi_item_in_list(reader, at - 1, "roman_feminine");
    bool known = is_feminine || rawi_item_in_list(reader, at - 1, "roman_masculine");
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
