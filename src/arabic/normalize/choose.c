/* The one place where a reading is chosen: every recognizer of what starts so proposes, the highest
 * score wins, the first of equals. */
#include "arabic/normalize/recognize.h"

/* What a reading starts with: a set of kinds of items. */
enum {
    WORD = 1U << RAWI_ITEM_WORD,
    DIGITS = 1U << RAWI_ITEM_DIGITS,
    LATIN = 1U << RAWI_ITEM_LATIN,
    SYMBOL = 1U << RAWI_ITEM_SYMBOL,
    NUMBER = DIGITS | SYMBOL,         /* with a sign before it, or a character of its own */
    CURRENCY = WORD | LATIN | SYMBOL, /* ر.س، EUR، € */
};

static const struct {
    rawi_recognizer *recognize;
    unsigned starts;
} recognizers[] = {
    {rawi_recognize_month_date, DIGITS},
    {rawi_recognize_first_day, DIGITS},
    {rawi_recognize_month_first, WORD},
    {rawi_recognize_numeric_date, DIGITS},
    {rawi_recognize_month_of_year, DIGITS},
    {rawi_recognize_time, DIGITS},
    {rawi_recognize_year, DIGITS},
    {rawi_recognize_coordinate, NUMBER},
    {rawi_recognize_percent, NUMBER},
    {rawi_recognize_money_first, CURRENCY},
    {rawi_recognize_coin_first, WORD},
    {rawi_recognize_phone, NUMBER},
    {rawi_recognize_pair, DIGITS | CURRENCY},
    {rawi_recognize_score, DIGITS | WORD},
    {rawi_recognize_ordinal, DIGITS},
    {rawi_recognize_version, DIGITS},
    {rawi_recognize_fraction, NUMBER},
    {rawi_recognize_quantity, NUMBER},
    {rawi_recognize_code, DIGITS},
    {rawi_recognize_hardware, DIGITS | LATIN},
    {rawi_recognize_doi, DIGITS},
    {rawi_recognize_multiple, LATIN | SYMBOL},
    {rawi_recognize_abbreviation, WORD},
    {rawi_recognize_address, DIGITS | LATIN},
    {rawi_recognize_handle, SYMBOL},
    {rawi_recognize_hashtag, SYMBOL},
    {rawi_recognize_formula, LATIN},
    {rawi_recognize_roman, LATIN},
    {rawi_recognize_operator, LATIN | SYMBOL},
    {rawi_recognize_root, SYMBOL},
    {rawi_recognize_raised, SYMBOL},
    {rawi_recognize_footnote, SYMBOL},
    {rawi_recognize_gloss, SYMBOL},
    {rawi_recognize_angle, SYMBOL},
    {rawi_recognize_emoji, SYMBOL},
    {rawi_recognize_joined, DIGITS | SYMBOL},
    {rawi_recognize_sequel, DIGITS},
    {rawi_recognize_per, SYMBOL},
    {rawi_recognize_hour_of_power, SYMBOL},
    {rawi_recognize_life, WORD},
    {rawi_recognize_name, WORD},
    {rawi_recognize_name_hyphen, SYMBOL},
    {rawi_recognize_nationality, WORD},
    {rawi_recognize_formation, DIGITS},
    {rawi_recognize_pages, WORD},
    {rawi_recognize_added_time, SYMBOL},
    {rawi_recognize_duration, DIGITS},
    {rawi_recognize_short_duration, DIGITS},
    {rawi_recognize_label, DIGITS},
    {rawi_recognize_article, WORD},
    {rawi_recognize_act, DIGITS},
    {rawi_recognize_pointed_act, DIGITS},
    {rawi_recognize_question, WORD},
    {rawi_recognize_day_of_month, DIGITS},
    {rawi_recognize_until, SYMBOL},
    {rawi_recognize_rating, NUMBER},
    {rawi_recognize_enumerator, DIGITS},
    {rawi_recognize_scale_word, WORD},
    {rawi_recognize_joined_name, WORD},
    {rawi_recognize_named_span, WORD},
    {rawi_recognize_minute, DIGITS},
    {rawi_recognize_always, DIGITS},
    {rawi_recognize_decade, DIGITS},
    {rawi_recognize_floor, WORD},
    {rawi_recognize_initials, WORD},
    {rawi_recognize_name_cut_short, SYMBOL},
    {rawi_recognize_decree, WORD},
    {rawi_recognize_plate, WORD},
    {rawi_recognize_blood_group, LATIN | SYMBOL},
    {rawi_recognize_rating_sign, SYMBOL},
    {rawi_recognize_volume, DIGITS},
    {rawi_recognize_verse, SYMBOL},
    {rawi_recognize_temperatures, DIGITS},
    {rawi_recognize_below_zero, NUMBER},
    {rawi_recognize_stars, SYMBOL},
    {rawi_recognize_age_group, LATIN},
};

rawi_status rawi_say_nothing(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)reader;
    (void)candidate;
    (void)error;
    return RAWI_OK;
}

bool rawi_propose(rawi_candidate *candidate, const char *taken_for, const char *reason, int score,
                  rawi_say_function *say) {
    candidate->taken_for = taken_for;
    candidate->reason = reason;
    candidate->score = score;
    candidate->say = say;
    return true;
}

bool rawi_choose_reading(const rawi_reader *reader, size_t at, rawi_candidate *best) {
    unsigned kind = 1U << reader->sentence->items[at].kind;
    best->score = 0;
    for (size_t i = 0; i < sizeof recognizers / sizeof *recognizers; i++) {
        if (!(recognizers[i].starts & kind))
            continue;
        rawi_candidate candidate = {.first = at, .gender = RAWI_MASCULINE};
        if (recognizers[i].recognize(reader, at, &candidate) && candidate.score > best->score)
            *best = candidate;
    }
    return best->score > 0;
}
