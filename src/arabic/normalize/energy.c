/* Energies and charges: an hour joined to a power or a current is no rate, as a stroke may look. */
#include <string.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/recognize.h"

static const char of_hour[] = "+سَاعَةٍ";

/* Watts and amperes with any prefix. */
static bool is_power(const rawi_noun *unit) {
    static const char *const names[] = {"وَاط", "وَات", "أَمْبِير"};
    rawi_slice stem = {unit->singular, rawi_stem_length(unit->singular)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rawi_slice_equal(stem, rawi_slice_of(names[i])) || rawi_has_suffix(stem, names[i]))
            return !*unit->adjective && !*unit->tail;
    return false;
}

/* Whether item `at`, glued to what surrounds it, joins two units: كيلوواط/ساعة. */
static bool joins_units(const rawi_reader *reader, size_t at) {
    static const char32_t joiners[] = U"/.-·";
    for (const char32_t *joiner = joiners; *joiner; joiner++)
        if (rawi_item_is_symbol(reader, at, *joiner))
            return rawi_item_is_glued(reader, at) && rawi_item_is_glued(reader, at + 1);
    return false;
}

/* The item after the hour that follows a unit, joined to it or not, or `at`; «3 كيلوواط ساعة
 * الذروة» and «100 واط ساعة كاملة» are no energies. */
static size_t find_hour(const rawi_reader *reader, size_t at) {
    size_t hour = at + joins_units(reader, at);
    const rawi_item *next = rawi_item_at(reader, hour + 1);
    bool of_something =
        next && next->kind == RAWI_ITEM_WORD &&
        (rawi_has_article(next->bare) || rawi_item_is_one_of(reader, hour + 1, "واحدة كاملة"));
    return rawi_item_is_word(reader, hour, "ساعة") && (hour > at || !of_something) ? hour + 1 : at;
}

size_t rawi_take_hour(const rawi_reader *reader, size_t end, rawi_noun *unit) {
    size_t hour = is_power(unit) ? find_hour(reader, end) : end;
    if (hour > end)
        unit->tail = of_hour;
    return hour;
}

bool rawi_names_power(rawi_slice word) {
    for (size_t letters = 0; letters <= RAWI_CLITIC_LETTERS; letters++) {
        rawi_clitic clitic;
        rawi_noun unit;
        if (rawi_clitic_of(word, letters, &clitic) &&
            rawi_listed_unit(rawi_without_clitic(word, &clitic), &unit) && is_power(&unit))
            return true;
    }
    return false;
}

static rawi_status say_hour(rawi_reader *reader, const rawi_candidate *candidate,
                            rawi_error *error) {
    (void)candidate;
    (void)error;
    rawi_speak_phrase(&reader->speaker, of_hour + strlen("+"));
    return RAWI_OK;
}

bool rawi_recognize_hour_of_power(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *power = at ? rawi_item_at(reader, at - 1) : NULL;
    candidate->end = at + 2;
    return power && power->kind == RAWI_ITEM_WORD && joins_units(reader, at) &&
           rawi_item_is_word(reader, at + 1, "ساعة") && rawi_names_power(power->bare) &&
           rawi_propose(candidate, N_("a measure"), N_("an hour joined to a power"),
                        RAWI_SCORE_CERTAIN, say_hour);
}
