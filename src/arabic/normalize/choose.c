/* The one place where a reading is chosen: every recognizer proposes, the highest score wins, the
 * first of equals. */
#include "arabic/normalize/recognize.h"

static rawi_recognizer *const recognizers[] = {
    rawi_recognize_month_date,   rawi_recognize_first_day,    rawi_recognize_numeric_date,
    rawi_recognize_time,         rawi_recognize_year,         rawi_recognize_coordinate,
    rawi_recognize_percent,      rawi_recognize_money_first,  rawi_recognize_phone,
    rawi_recognize_pair,         rawi_recognize_ordinal,      rawi_recognize_version,
    rawi_recognize_fraction,     rawi_recognize_quantity,     rawi_recognize_code,
    rawi_recognize_abbreviation, rawi_recognize_address,      rawi_recognize_handle,
    rawi_recognize_hashtag,      rawi_recognize_formula,      rawi_recognize_roman,
    rawi_recognize_operator,     rawi_recognize_root,         rawi_recognize_raised,
    rawi_recognize_footnote,     rawi_recognize_emoji,        rawi_recognize_joined,
    rawi_recognize_per,          rawi_recognize_death,        rawi_recognize_name,
    rawi_recognize_formation,    rawi_recognize_pages,        rawi_recognize_added_time,
    rawi_recognize_duration,     rawi_recognize_label,        rawi_recognize_day_of_month,
    rawi_recognize_until,        rawi_recognize_rating,       rawi_recognize_enumerator,
    rawi_recognize_scale_word,   rawi_recognize_joined_name,  rawi_recognize_named_span,
    rawi_recognize_minute,       rawi_recognize_always,       rawi_recognize_decade,
    rawi_recognize_floor,        rawi_recognize_initials,     rawi_recognize_decree,
    rawi_recognize_plate,        rawi_recognize_blood_group,  rawi_recognize_volume,
    rawi_recognize_verse,        rawi_recognize_temperatures, rawi_recognize_stars,
    rawi_recognize_age_group,
};

bool rawi_propose(rawi_candidate *candidate, const char *taken_for, const char *reason, int score,
                  rawi_say_function *say) {
    candidate->taken_for = taken_for;
    candidate->reason = reason;
    candidate->score = score;
    candidate->say = say;
    return true;
}

bool rawi_choose_reading(const rawi_reader *reader, size_t at, rawi_candidate *best) {
    *best = (rawi_candidate){.score = 0};
    for (size_t i = 0; i < sizeof recognizers / sizeof *recognizers; i++) {
        rawi_candidate candidate = {.first = at, .gender = RAWI_MASCULINE};
        if (recognizers[i](reader, at, &candidate) && candidate.score > best->score)
            *best = candidate;
    }
    return best->score > 0;
}
