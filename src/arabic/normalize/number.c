/* The grammar of Arabic numbers. */
#include "arabic/normalize/number.h"

#include <string.h>

/* By the gender of what is counted: the number takes the other one. */
static const char *const units[2][11] = {
    {"صِفْر", "وَاحِد", "اثْن", "ثَلَاثَة", "أَرْبَعَة", "خَمْسَة", "سِتَّة", "سَبْعَة", "ثَمَانِيَة", "تِسْعَة", "عَشَرَة"},
    {"صِفْر", "وَاحِدَة", "اثْنَت", "ثَلَاث", "أَرْبَع", "خَمْس", "سِتّ", "سَبْع", "ثَمَان", "تِسْع", "عَشْر"}};

static const char *const tens[10] = {"",    "",   "عِشْر", "ثَلَاث", "أَرْبَع",
                                     "خَمْس", "سِتّ", "سَبْع", "ثَمَان", "تِسْع"};

static const rawi_noun scales[] = {
    {RAWI_MASCULINE, "أَلْف", "آلَاف", "", ""},
    {RAWI_MASCULINE, "مِلْيُون", "مَلَايِين!", "", ""},
    {RAWI_MASCULINE, "مِلْيَار", "مِلْيَارَات", "", ""},
    {RAWI_MASCULINE, "تِرِيلْيُون", "تِرِيلْيُونَات", "", ""},
    {RAWI_MASCULINE, "كَوَادْرِيلْيُون", "كَوَادْرِيلْيُونَات", "", ""},
};

/* Ordinals 1 to 10 and, at 0, the first part of the eleventh. */
static const char *const ordinals[2][11] = {
    {"حَادِي", "أَوَّل", "ثَانِي", "ثَالِث", "رَابِع", "خَامِس", "سَادِس", "سَابِع", "ثَامِن", "تَاسِع", "عَاشِر"},
    {"حَادِيَة", "أُولَى", "ثَانِيَة", "ثَالِثَة", "رَابِعَة", "خَامِسَة", "سَادِسَة", "سَابِعَة", "ثَامِنَة", "تَاسِعَة",
     "عَاشِرَة"}};

static bool starts_with(rawi_slice text, const char *prefix) {
    size_t length = strlen(prefix);
    return text.length >= length && memcmp(text.bytes, prefix, length) == 0;
}

static bool is_preposition_l(const char *clitic) {
    size_t length = strlen(clitic);
    size_t l = strlen("لِ");
    return length >= l && strcmp(clitic + length - l, "لِ") == 0;
}

void rawi_speak(rawi_speaker *speaker, rawi_slice word, unsigned flags) {
    const char *clitic = speaker->clitic;
    speaker->clitic = NULL;
    size_t index = speaker->tokens->count;
    if (clitic && is_preposition_l(clitic) && starts_with(word, "ال")) {
        size_t dropped = strlen(starts_with(word, "الل") ? "ال" : "ا");
        word.bytes += dropped;
        word.length -= dropped;
    }
    rawi_token_add(speaker->tokens, RAWI_TOKEN_WORD, word, flags, speaker->span);
    if (clitic)
        rawi_token_prepend(speaker->tokens, index, rawi_slice_of(clitic));
}

void rawi_speak_phrase(rawi_speaker *speaker, const char *phrase) {
    while (*phrase) {
        size_t length = strcspn(phrase, " ");
        rawi_speak(speaker, (rawi_slice){phrase, length}, RAWI_TOKEN_COMPLETE);
        phrase += length + (phrase[length] == ' ');
    }
}

/* The last short vowel, tanwin or sukun goes. */
static void cut_ending(rawi_text *word) {
    static const char *const endings[] = {"َ", "ُ", "ِ", "ً", "ٌ", "ٍ", "ًا"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (word->length > length &&
            memcmp(word->bytes + word->length - length, endings[i], length) == 0) {
            word->length -= length;
            return;
        }
    }
}

/* Adds the word to the tokens and frees it. `open_cut` says whether its ending is cut where the
 * case is open (not of endings that are letters: -ūna, the dual). */
static void speak_text(rawi_speaker *speaker, rawi_text *word, bool open_cut) {
    unsigned flags = RAWI_TOKEN_COMPLETE;
    if (speaker->endings == RAWI_CASE_NONE) {
        cut_ending(word);
        flags |= RAWI_TOKEN_FOREIGN;
    } else if (speaker->endings == RAWI_CASE_OPEN && open_cut) {
        cut_ending(word);
        flags = RAWI_TOKEN_STEM_COMPLETE;
    }
    if (word->failed)
        speaker->tokens->failed = true;
    else
        rawi_speak(speaker, (rawi_slice){word->bytes, word->length}, flags);
    rawi_text_free(word);
}

void rawi_speak_stem(rawi_speaker *speaker, const char *stem, rawi_case grammatical,
                     rawi_state state) {
    rawi_text word = {0};
    rawi_inflect(&word, stem, grammatical, state);
    if (rawi_is_invariable(stem))
        rawi_speak(speaker, (rawi_slice){word.bytes, word.length}, RAWI_TOKEN_COMPLETE);
    else
        speak_text(speaker, &word, true);
    rawi_text_free(&word);
}

static void speak_dual(rawi_speaker *speaker, const char *stem, rawi_case grammatical,
                       rawi_state state) {
    rawi_text word = {0};
    rawi_inflect_dual(&word, stem, grammatical, state);
    speak_text(speaker, &word, false);
}

/* A stem with fixed letters and marks added, with the article where definite. */
static void speak_fixed(rawi_speaker *speaker, const char *stem, const char *ending,
                        bool definite) {
    rawi_text plain = {0};
    rawi_text_add_string(&plain, stem);
    rawi_text_add_string(&plain, ending);
    if (definite && !plain.failed) {
        rawi_text word = {0};
        rawi_add_definite(&word, (rawi_slice){plain.bytes, plain.length});
        rawi_text_free(&plain);
        plain = word;
    }
    speak_text(speaker, &plain, false);
}

/* The words in -ī lose it to tanwin: ثَمَانٍ and ثَمَانِيًا, but ثَمَانِي in a construct. */
static void speak_defective(rawi_speaker *speaker, const char *stem, rawi_case grammatical,
                            rawi_state state) {
    const char *ending = "ِي";
    if (speaker->endings == RAWI_CASE_NONE)
        ending = "ِي";
    else if (grammatical == RAWI_ACCUSATIVE)
        ending = state == RAWI_INDEFINITE ? "ِيًا" : "ِيَ";
    else if (state == RAWI_INDEFINITE)
        ending = "ٍ";
    speak_fixed(speaker, stem, ending, rawi_has_definite_state(state));
}

static void say_tens(rawi_speaker *speaker, unsigned ten, rawi_case grammatical, rawi_state state) {
    speak_fixed(speaker, tens[ten], grammatical == RAWI_NOMINATIVE ? "ُونَ" : "ِينَ",
                rawi_has_definite_state(state));
}

/* Only a number of one word whose letters are those of every case may leave its case open: the
 * words of a longer one would each get an ending of their own. */
static void settle_endings(rawi_speaker *speaker, bool alike) {
    if (speaker->endings == RAWI_CASE_OPEN && !alike)
        speaker->endings = RAWI_CASE_SPOKEN;
}

/* 0 to 10. */
static void say_unit(rawi_speaker *speaker, unsigned unit, rawi_gender gender,
                     rawi_case grammatical, rawi_state state) {
    if (unit == 2)
        speak_dual(speaker, units[gender][2], grammatical,
                   rawi_has_definite_state(state) ? RAWI_DEFINITE : RAWI_INDEFINITE);
    else if (unit == 8 && gender == RAWI_FEMININE)
        speak_defective(speaker, units[gender][8], grammatical, state);
    else
        rawi_speak_stem(speaker, units[gender][unit], grammatical, state);
}

/* The second part of 11 to 19. The first keeps its -a even in a name without endings. */
static void say_ten_of_teen(rawi_speaker *speaker, rawi_gender gender, rawi_endings_mode endings) {
    speaker->endings = endings;
    speak_fixed(speaker, gender ? "عَشْرَة" : "عَشَر", "َ", false);
}

/* 11 to 19: both parts end in -a whatever the case, but for the first part of 12. */
static void say_teen(rawi_speaker *speaker, unsigned teen, rawi_gender gender,
                     rawi_case grammatical, bool definite) {
    unsigned unit = teen - 10;
    rawi_endings_mode endings = speaker->endings;
    speaker->endings = RAWI_CASE_SPOKEN;
    if (unit == 1)
        speak_fixed(speaker, gender ? "إِحْدَى" : "أَحَد", gender ? "" : "َ", definite);
    else if (unit == 2)
        speak_fixed(speaker, units[gender][2], grammatical == RAWI_NOMINATIVE ? "َا" : "َيْ",
                    definite);
    else if (unit == 8 && gender == RAWI_FEMININE)
        speak_fixed(speaker, units[gender][8], "ِيَ", definite);
    else
        speak_fixed(speaker, units[gender][unit], "َ", definite);
    say_ten_of_teen(speaker, gender, endings);
}

static void say_compound(rawi_speaker *speaker, unsigned value, rawi_gender gender,
                         rawi_case grammatical, rawi_state state) {
    unsigned unit = value % 10;
    rawi_state inner = rawi_has_definite_state(state) ? RAWI_DEFINITE : RAWI_INDEFINITE;
    if (unit == 1 && gender == RAWI_FEMININE)
        speak_fixed(speaker, "إِحْدَى", "", rawi_has_definite_state(state));
    else if (unit)
        say_unit(speaker, unit, gender, grammatical, inner);
    if (unit)
        speaker->clitic = "وَ";
    say_tens(speaker, value / 10, grammatical, state);
}

static void say_below_hundred(rawi_speaker *speaker, unsigned value, rawi_gender gender,
                              rawi_case grammatical, rawi_state state) {
    if (value <= 10)
        say_unit(speaker, value, gender, grammatical, state);
    else if (value < 20)
        say_teen(speaker, value, gender, grammatical, rawi_has_definite_state(state));
    else
        say_compound(speaker, value, gender, grammatical, state);
}

static void say_hundreds(rawi_speaker *speaker, unsigned hundreds, rawi_case grammatical,
                         rawi_state state) {
    static const char *const vowels[3] = {"ُ", "َ", "ِ"};
    if (hundreds == 1) {
        rawi_speak_stem(speaker, "مِئَة", grammatical, state);
    } else if (hundreds == 2) {
        speak_dual(speaker, "مِئَة", grammatical, state);
    } else {
        rawi_text stem = {0};
        rawi_text_add_string(&stem, units[RAWI_FEMININE][hundreds]);
        rawi_text_add_string(&stem, hundreds == 8 ? "ِ" : vowels[grammatical]);
        rawi_text_add_string(&stem, "مِئَة");
        if (!stem.failed)
            rawi_speak_stem(speaker, stem.bytes, RAWI_GENITIVE, state);
        rawi_text_free(&stem);
    }
}

/* The state of a part of a number that other parts follow. */
static rawi_state inner_state(rawi_state state) {
    return rawi_has_definite_state(state) ? RAWI_DEFINITE : RAWI_INDEFINITE;
}

static void say_below_thousand(rawi_speaker *speaker, unsigned value, rawi_gender gender,
                               rawi_case grammatical, rawi_state state) {
    unsigned rest = value % 100;
    rawi_state inner = rest ? inner_state(state) : state;
    if (value >= 100) {
        say_hundreds(speaker, value / 100, grammatical, inner);
        if (!rest)
            return;
        speaker->clitic = "وَ";
    }
    say_below_hundred(speaker, rest, gender, grammatical, state);
}

void rawi_say_cardinal(rawi_speaker *speaker, uint64_t value, rawi_gender gender,
                       rawi_case grammatical, rawi_state state) {
    uint64_t size = UINT64_C(1000000000000000);
    settle_endings(speaker, (value <= 10 && value != 2) || value == 100);
    if (value == 0)
        say_unit(speaker, 0, gender, grammatical, state);
    for (size_t scale = sizeof scales / sizeof *scales; value && scale > 0; scale--) {
        uint64_t group = value / size;
        value %= size;
        size /= 1000;
        if (!group)
            continue;
        rawi_state inner = value ? inner_state(state) : state;
        rawi_say_counted(speaker, group, &scales[scale - 1], grammatical, inner);
        if (value)
            speaker->clitic = "وَ";
    }
    if (value)
        say_below_thousand(speaker, (unsigned)value, gender, grammatical, state);
}

rawi_counted_form rawi_counted_form_of(uint64_t value) {
    uint64_t last = value % 100;
    if (value == 1)
        return RAWI_COUNTED_ONE;
    if (value == 2)
        return RAWI_COUNTED_TWO;
    if (last == 0)
        return RAWI_COUNTED_HUNDREDS;
    if (last == 1)
        return RAWI_COUNTED_AND_ONE;
    if (last == 2)
        return RAWI_COUNTED_AND_TWO;
    return last <= 10 ? RAWI_COUNTED_FEW : RAWI_COUNTED_MANY;
}

bool rawi_counts_twice(uint64_t value) {
    return value < 1000 || value % 1000 < 100;
}

static void say_adjective(rawi_speaker *speaker, const rawi_noun *noun,
                          rawi_grammatical_number number, rawi_case grammatical, rawi_state state) {
    rawi_text stem = {0};
    if (noun->gender == RAWI_FEMININE || number == RAWI_PLURAL)
        rawi_add_feminine(&stem, noun->adjective);
    else
        rawi_text_add_string(&stem, noun->adjective);
    if (stem.failed)
        speaker->tokens->failed = true;
    else if (number == RAWI_DUAL)
        speak_dual(speaker, stem.bytes, grammatical, state);
    else
        rawi_speak_stem(speaker, stem.bytes, grammatical, state);
    rawi_text_free(&stem);
}

void rawi_say_noun(rawi_speaker *speaker, const rawi_noun *noun, rawi_grammatical_number number,
                   rawi_case grammatical, rawi_state state) {
    bool idafa = noun->tail[0] == '+';
    rawi_state head = idafa ? RAWI_CONSTRUCT : state;
    if (number == RAWI_DUAL)
        speak_dual(speaker, noun->singular, grammatical, head);
    else
        rawi_speak_stem(speaker, number == RAWI_PLURAL ? noun->plural : noun->singular, grammatical,
                        head);
    if (noun->adjective[0])
        say_adjective(speaker, noun, number, grammatical, state);
    rawi_speak_phrase(speaker, noun->tail + idafa);
}

/* The number of a scale of numbers has no واحد: ألف, not ألف واحد. */
static bool is_scale(const rawi_noun *noun) {
    return noun >= scales && noun < scales + sizeof scales / sizeof *scales;
}

static void say_one_or_two(rawi_speaker *speaker, unsigned value, const rawi_noun *noun,
                           rawi_case grammatical, rawi_state state) {
    if (value == 2 && rawi_is_invariable(noun->singular)) {
        say_unit(speaker, 2, noun->gender, grammatical, RAWI_INDEFINITE);
        rawi_say_noun(speaker, noun, RAWI_SINGULAR, RAWI_GENITIVE, state);
    } else {
        rawi_say_noun(speaker, noun, value == 2 ? RAWI_DUAL : RAWI_SINGULAR, grammatical, state);
    }
}

/* «ميغابايت واحد في الثانية»: واحد stands before what follows the noun unchanged, unless that is
 * its second term (كيلوواط ساعة واحد). */
static void say_single(rawi_speaker *speaker, const rawi_noun *noun, rawi_case grammatical,
                       rawi_state state) {
    bool idafa = noun->tail[0] == '+';
    rawi_noun head = *noun;
    head.tail = idafa ? noun->tail : "";
    rawi_say_noun(speaker, &head, RAWI_SINGULAR, grammatical, state);
    if (!is_scale(noun))
        say_unit(speaker, 1, noun->gender, grammatical, RAWI_INDEFINITE);
    if (!idafa)
        rawi_speak_phrase(speaker, noun->tail);
}

void rawi_say_counted(rawi_speaker *speaker, uint64_t value, const rawi_noun *noun,
                      rawi_case grammatical, rawi_state state) {
    bool definite = rawi_has_definite_state(state);
    rawi_state number_state = definite ? RAWI_DEFINITE_CONSTRUCT : RAWI_CONSTRUCT;
    rawi_state noun_state = state == RAWI_DEFINITE             ? RAWI_INDEFINITE
                            : state == RAWI_DEFINITE_CONSTRUCT ? RAWI_CONSTRUCT
                                                               : state;
    settle_endings(speaker, false);
    switch (rawi_counted_form_of(value)) {
    case RAWI_COUNTED_ONE:
        say_single(speaker, noun, grammatical, state);
        break;
    case RAWI_COUNTED_TWO:
        say_one_or_two(speaker, 2, noun, grammatical, state);
        break;
    case RAWI_COUNTED_FEW:
        rawi_say_cardinal(speaker, value, noun->gender, grammatical, number_state);
        rawi_say_noun(speaker, noun, RAWI_PLURAL, RAWI_GENITIVE, noun_state);
        break;
    case RAWI_COUNTED_MANY:
        rawi_say_cardinal(speaker, value, noun->gender, grammatical,
                          definite ? RAWI_DEFINITE : RAWI_INDEFINITE);
        rawi_say_noun(speaker, noun, RAWI_SINGULAR, RAWI_ACCUSATIVE, noun_state);
        break;
    case RAWI_COUNTED_HUNDREDS:
        rawi_say_cardinal(speaker, value, noun->gender, grammatical, number_state);
        rawi_say_noun(speaker, noun, RAWI_SINGULAR, RAWI_GENITIVE, noun_state);
        break;
    case RAWI_COUNTED_AND_ONE:
    case RAWI_COUNTED_AND_TWO:
        rawi_say_cardinal(speaker, value - value % 100, noun->gender, grammatical,
                          rawi_counts_twice(value) ? number_state : RAWI_INDEFINITE);
        if (rawi_counts_twice(value))
            rawi_say_noun(speaker, noun, RAWI_SINGULAR, RAWI_GENITIVE, RAWI_INDEFINITE);
        speaker->clitic = "وَ";
        say_one_or_two(speaker, (unsigned)(value % 100), noun, grammatical, state);
        break;
    }
}

static bool is_defective(const char *stem) {
    size_t length = strlen(stem);
    return length > strlen("ِي") && strcmp(stem + length - strlen("ِي"), "ِي") == 0;
}

/* 1 to 10, and at 0 the حادي of the compounds. */
static void say_simple_ordinal(rawi_speaker *speaker, unsigned value, rawi_gender gender,
                               rawi_case grammatical, rawi_state state) {
    const char *stem = ordinals[gender][value];
    if (!is_defective(stem)) {
        rawi_speak_stem(speaker, stem, grammatical, state);
        return;
    }
    rawi_text root = {0};
    rawi_text_add(&root, stem, strlen(stem) - strlen("ِي"));
    if (!root.failed)
        speak_defective(speaker, root.bytes, grammatical, state);
    rawi_text_free(&root);
}

static void say_ordinal_teen(rawi_speaker *speaker, unsigned value, rawi_gender gender,
                             bool definite) {
    rawi_endings_mode endings = speaker->endings;
    speaker->endings = RAWI_CASE_SPOKEN;
    speak_fixed(speaker, ordinals[gender][value == 11 ? 0 : value - 10], "َ", definite);
    say_ten_of_teen(speaker, gender, endings);
}

static void say_ordinal_below_hundred(rawi_speaker *speaker, unsigned value, rawi_gender gender,
                                      rawi_case grammatical, rawi_state state) {
    if (value <= 10) {
        say_simple_ordinal(speaker, value, gender, grammatical, state);
    } else if (value < 20) {
        say_ordinal_teen(speaker, value, gender, state == RAWI_DEFINITE);
    } else {
        unsigned unit = value % 10;
        if (unit) {
            say_simple_ordinal(speaker, unit == 1 ? 0 : unit, gender, grammatical, state);
            speaker->clitic = "وَ";
        }
        say_tens(speaker, value / 10, grammatical, state);
    }
}

void rawi_say_ordinal(rawi_speaker *speaker, uint64_t value, rawi_gender gender,
                      rawi_case grammatical, bool definite) {
    rawi_state state = definite ? RAWI_DEFINITE : RAWI_INDEFINITE;
    unsigned rest = (unsigned)(value % 100);
    settle_endings(speaker, value <= 10);
    if (value < 100) {
        say_ordinal_below_hundred(speaker, rest, gender, grammatical, state);
    } else if (rest == 0) {
        rawi_say_cardinal(speaker, value, gender, grammatical, state);
    } else {
        say_ordinal_below_hundred(speaker, rest, gender, grammatical, state);
        rawi_speak_phrase(speaker, "بَعْدَ");
        rawi_say_cardinal(speaker, value - rest, gender, RAWI_GENITIVE, RAWI_DEFINITE);
    }
}

const rawi_noun *rawi_scale_of(unsigned exponent) {
    return &scales[exponent / 3 - 1];
}

void rawi_say_each_digit(rawi_speaker *speaker, rawi_slice digits) {
    for (size_t i = 0; i < digits.length; i++)
        say_unit(speaker, (unsigned)(digits.bytes[i] - '0'), RAWI_MASCULINE, RAWI_NOMINATIVE,
                 RAWI_INDEFINITE);
}

/* Whether the digits of a name are said as one number: not 00 or long ones, unless they end in
 * hundreds (14900). */
static bool is_one_number(rawi_slice digits) {
    bool hundreds = digits.length == 5 && memcmp(digits.bytes + 3, "00", 2) == 0;
    return digits.length == 1 || (digits.bytes[0] != '0' && (digits.length <= 4 || hundreds));
}

void rawi_say_digits(rawi_token_builder *tokens, rawi_slice digits, rawi_span span) {
    rawi_speaker speaker = {.tokens = tokens, .span = span, .endings = RAWI_CASE_NONE};
    if (!is_one_number(digits)) {
        rawi_say_each_digit(&speaker, digits);
        return;
    }
    unsigned value = 0;
    for (size_t i = 0; i < digits.length; i++)
        value = value * 10 + (unsigned)(digits.bytes[i] - '0');
    rawi_say_cardinal(&speaker, value, RAWI_MASCULINE, RAWI_NOMINATIVE, RAWI_INDEFINITE);
}
