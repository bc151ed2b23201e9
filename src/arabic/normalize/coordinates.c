/* Coordinates: degrees, their parts and a direction. */
#include <string.h>

#include "arabic/normalize/recognize.h"

static const rawi_noun degree = {RAWI_FEMININE, "دَرَجَة", "دَرَجَات", "", ""};
static const rawi_noun arc_minute = {RAWI_FEMININE, "دَقِيقَة", "دَقَائِق!", "", ""};
static const rawi_noun arc_second = {RAWI_FEMININE, "ثَانِيَة", "ثَوَانٍ=", "", ""};

static rawi_status say_coordinate(rawi_reader *reader, const rawi_candidate *candidate,
                                  rawi_error *error) {
    (void)error;
    static const rawi_noun *const nouns[] = {&degree, &arc_minute, &arc_second};
    rawi_syntax syntax = rawi_case_of(reader, candidate->first);
    reader->last_case = syntax.grammatical;
    for (size_t i = 0; i < candidate->number_count; i++) {
        if (i)
            reader->speaker.clitic = "وَ";
        rawi_say_quantity(reader, &candidate->numbers[i], nouns[i], RAWI_FEMININE,
                          syntax.grammatical, false);
    }
    if (candidate->text)
        rawi_speak_phrase(&reader->speaker, candidate->text);
    return RAWI_OK;
}

static size_t parse_direction(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const struct {
        const char *written;
        const char *spoken;
    } directions[] = {{"N", "شَمَالًا"},     {"S", "جَنُوبًا"},     {"E", "شَرْقًا"},    {"W", "غَرْبًا"},
                      {"شمالا", "شَمَالًا"}, {"جنوبا", "جَنُوبًا"}, {"شرقا", "شَرْقًا"}, {"غربا", "غَرْبًا"}};
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        if (rawi_item_is_one_of(reader, at, directions[i].written)) {
            candidate->text = directions[i].spoken;
            return at + 1;
        }
    }
    return at;
}

static bool is_arc_sign(const rawi_reader *reader, size_t at, size_t part) {
    static const char32_t signs[2][3] = {{U'′', U'\'', U'’'}, {U'″', U'"', U'”'}};
    for (size_t i = 0; i < 3; i++)
        if (rawi_item_is_symbol(reader, at, signs[part - 1][i]))
            return true;
    return false;
}

bool rawi_recognize_coordinate(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    size_t end = rawi_parse_number(reader, at, &candidate->numbers[0]);
    if (end == at || !rawi_item_is_symbol(reader, end, U'°'))
        return false;
    end++;
    candidate->number_count = 1;
    for (size_t part = 1; part < 3; part++) {
        size_t next = rawi_parse_number(reader, end, &candidate->numbers[part]);
        if (next == end || !is_arc_sign(reader, next, part))
            break;
        candidate->number_count++;
        end = next + 1;
    }
    candidate->end = parse_direction(reader, end, candidate);
    if (candidate->number_count == 1 && !candidate->text)
        return false;
    return rawi_propose(candidate, N_("a coordinate"), N_("degrees with minutes or a direction"),
                        RAWI_SCORE_CERTAIN, say_coordinate);
}
