/* Endings: small tables, chosen by the stem's last letters. */
#include "arabic/normalize/inflect.h"

#include <string.h>

static const char *const tanwin[3] = {"\u064C", "\u064B", "\u064D"};
static const char *const vowel[3] = {"\u064F", "\u064E", "\u0650"};
static const char *const diptote[3] = {"\u064F", "\u064E", "\u064E"};

static bool ends_with(rawi_slice text, const char *suffix) {
    size_t length = strlen(suffix);
    return text.length >= length && memcmp(text.bytes + text.length - length, suffix, length) == 0;
}

bool rawi_has_definite_state(rawi_state state) {
    return state == RAWI_DEFINITE || state == RAWI_DEFINITE_CONSTRUCT;
}

size_t rawi_stem_length(const char *stem) {
    size_t length = strlen(stem);
    return length && strchr("!=*", stem[length - 1]) ? length - 1 : length;
}

bool rawi_is_invariable(const char *stem_and_sign) {
    rawi_slice stem = {stem_and_sign, rawi_stem_length(stem_and_sign)};
    static const char *const endings[] = {"ى", "ا", "و", "ي"};
    if (stem_and_sign[stem.length] == '=')
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(stem, endings[i]))
            return true;
    return false;
}

bool rawi_is_singular_in_at(const char *stem_and_sign) {
    return stem_and_sign[rawi_stem_length(stem_and_sign)] == '*';
}

/* Whether a stem of that sign has kasra in the accusative: كِيلُومِتْرَات. */
static bool is_plural_in_at(rawi_slice stem, char sign) {
    return ends_with(stem, "َات") && sign != '*';
}

static void add_indefinite_ending(rawi_text *text, rawi_slice stem, char sign,
                                  rawi_case grammatical) {
    if (sign == '!') {
        rawi_text_add_string(text, diptote[grammatical]);
    } else if (is_plural_in_at(stem, sign) && grammatical == RAWI_ACCUSATIVE) {
        rawi_text_add_string(text, tanwin[RAWI_GENITIVE]);
    } else {
        rawi_text_add_string(text, tanwin[grammatical]);
        if (grammatical == RAWI_ACCUSATIVE && !ends_with(stem, "ة") && !ends_with(stem, "اء"))
            rawi_text_add_string(text, "ا");
    }
}

void rawi_inflect(rawi_text *text, const char *stem_and_sign, rawi_case grammatical,
                  rawi_state state) {
    rawi_slice stem = {stem_and_sign, rawi_stem_length(stem_and_sign)};
    char sign = stem_and_sign[stem.length];
    if (rawi_has_definite_state(state))
        rawi_add_definite(text, stem);
    else
        rawi_text_add(text, stem.bytes, stem.length);
    if (rawi_is_invariable(stem_and_sign))
        return;
    if (state == RAWI_INDEFINITE)
        add_indefinite_ending(text, stem, sign, grammatical);
    else if (is_plural_in_at(stem, sign) && grammatical == RAWI_ACCUSATIVE)
        rawi_text_add_string(text, vowel[RAWI_GENITIVE]);
    else
        rawi_text_add_string(text, vowel[grammatical]);
}

void rawi_inflect_dual(rawi_text *text, const char *stem_and_sign, rawi_case grammatical,
                       rawi_state state) {
    rawi_slice stem = {stem_and_sign, rawi_stem_length(stem_and_sign)};
    rawi_text dual = {0};
    if (ends_with(stem, "ة")) {
        rawi_text_add(&dual, stem.bytes, stem.length - strlen("ة"));
        rawi_text_add_string(&dual, "ت");
    } else {
        rawi_text_add(&dual, stem.bytes, stem.length);
    }
    rawi_text_add_string(&dual, grammatical == RAWI_NOMINATIVE ? "َا" : "َيْ");
    if (state != RAWI_CONSTRUCT && state != RAWI_DEFINITE_CONSTRUCT)
        rawi_text_add_string(&dual, "نِ");
    if (rawi_has_definite_state(state))
        rawi_add_definite(text, (rawi_slice){dual.bytes, dual.length});
    else
        rawi_text_add(text, dual.bytes, dual.length);
    rawi_text_free(&dual);
}

void rawi_add_feminine(rawi_text *text, const char *masculine) {
    rawi_text_add(text, masculine, rawi_stem_length(masculine));
    rawi_text_add_string(text, "َة");
}

void rawi_add_definite(rawi_text *text, rawi_slice word) {
    static const char *const sun_letters[] = {"ت", "ث", "د", "ذ", "ر", "ز", "س",
                                              "ش", "ص", "ض", "ط", "ظ", "ل", "ن"};
    const size_t letter = strlen("ت");
    for (size_t i = 0; i < sizeof sun_letters / sizeof *sun_letters; i++) {
        if (word.length < letter || memcmp(word.bytes, sun_letters[i], letter) != 0)
            continue;
        rawi_text_add_string(text, "ال");
        rawi_text_add(text, word.bytes, letter);
        rawi_text_add_string(text, "\u0651");
        rawi_text_add(text, word.bytes + letter, word.length - letter);
        return;
    }
    /* Before hamzat al-wasl (اثْنَانِ) the l takes a vowel: two sukuns would meet. */
    rawi_text_add_string(
        text, word.length >= letter && memcmp(word.bytes, "ا", letter) == 0 ? "الِ" : "الْ");
    rawi_text_add(text, word.bytes, word.length);
}
