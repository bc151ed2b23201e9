/* Numbers that tell one of several apart: rooms, buildings, gates, resolutions. */
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

static rawi_status say_label(rawi_reader *reader, const rawi_candidate *candidate,
                             rawi_error *error) {
    (void)error;
    size_t first_token = reader->tokens->count;
    rawi_say_digits(reader->tokens, candidate->numbers[0].digits, reader->speaker.span);
    return reader->tokens->count > first_token ? RAWI_OK : rawi_fail_memory(error);
}

bool rawi_recognize_label(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t largest_ordinal = 99;
    rawi_number *number = &candidate->numbers[0];
    if (at == 0 || reader->clitic || !rawi_parse_plain(reader, at, number) || number->large ||
        rawi_counts_listed(reader, at))
        return false;
    bool box = rawi_item_is_one_of(reader, at - 1, "ب بريد") ||
               (at > 1 && rawi_item_is_symbol(reader, at - 1, U'.') &&
                rawi_item_is_word(reader, at - 2, "ب"));
    bool issue = rawi_item_in_list(reader, at - 1, "issue") &&
                 rawi_item_is_word(reader, at + 1, "من") && number->value > 1000 &&
                 rawi_item_in_list(reader, at + 2, "periodical");
    bool vitamin = rawi_names_vitamin(reader, at - 1);
    if (!vitamin && !box && !issue && !rawi_item_in_list(reader, at - 1, "place_number") &&
        !rawi_item_in_list(reader, at - 1, "place") &&
        !(number->value > largest_ordinal && rawi_item_in_list(reader, at - 1, "large_place")))
        return false;
    candidate->end = at + 1;
    return rawi_propose(candidate, N_("the number of a place"),
                        N_("after the word for a room, a building or a gate"),
                        RAWI_SCORE_CONFIRMED + 5, say_label);
}
