/* The grammar of Arabic numbers: values become fully marked words.
 *
 * Rules as in the grammars (al-Ghalayini, Jāmiʿ ad-durūs al-ʿarabiyya, باب العدد; Wright I
 * §§318-328), the order of the parts and the spelling ثلاثمئة as newsreaders and the press have
 * them: from the highest part to the lowest.
 */
#ifndef RAWI_ARABIC_NORMALIZE_NUMBER_H
#define RAWI_ARABIC_NORMALIZE_NUMBER_H

#include "arabic/normalize/inflect.h"
#include "arabic/normalize/tokens.h"

/* The largest value that has words; larger ones are said digit by digit. */
#define RAWI_NUMBER_MAX UINT64_C(999999999999999999)

typedef enum rawi_endings_mode {
    RAWI_CASE_SPOKEN, /* the case is known: complete words */
    RAWI_CASE_OPEN,   /* of a number of one word the vowel of the ending is left to the diacritizer
                         (RAWI_TOKEN_STEM_COMPLETE); longer ones have the case given */
    RAWI_CASE_NONE    /* a name or a code: no endings (RAWI_TOKEN_FOREIGN) */
} rawi_endings_mode;

/* Where spoken words go. */
typedef struct rawi_speaker {
    rawi_token_builder *tokens;
    rawi_span span;     /* of the words to come */
    const char *clitic; /* put before the next word, then NULL: وَ، بِ، لِ… */
    rawi_endings_mode endings;
} rawi_speaker;

/* One spoken word, the clitic before it (لِ and الْ become لِلْ). */
void rawi_speak(rawi_speaker *speaker, rawi_slice word, unsigned flags);

/* Words that single spaces separate, complete. */
void rawi_speak_phrase(rawi_speaker *speaker, const char *phrase);

/* A declined word of a stem (inflect.h). */
void rawi_speak_stem(rawi_speaker *speaker, const char *stem, rawi_case grammatical,
                     rawi_state state);

/* The number in words. `gender` is that of what is counted (the number's own polarity follows);
 * `state`: RAWI_CONSTRUCT before a counted noun in the genitive, RAWI_INDEFINITE alone or before
 * one in the accusative, RAWI_DEFINITE for الـ20. */
void rawi_say_cardinal(rawi_speaker *speaker, uint64_t value, rawi_gender gender,
                       rawi_case grammatical, rawi_state state);

/* Which form of the counted noun a number takes. */
typedef enum rawi_counted_form {
    RAWI_COUNTED_ONE,      /* كتابٌ واحدٌ */
    RAWI_COUNTED_TWO,      /* كتابان */
    RAWI_COUNTED_FEW,      /* 3-10: plural, genitive */
    RAWI_COUNTED_MANY,     /* 11-99: singular, accusative */
    RAWI_COUNTED_HUNDREDS, /* hundreds and thousands, zero: singular, genitive */
    RAWI_COUNTED_AND_ONE,  /* 101, 1001: مئة كتابٍ وكتابٌ */
    RAWI_COUNTED_AND_TWO   /* 102: مئة كتابٍ وكتابان */
} rawi_counted_form;

rawi_counted_form rawi_counted_form_of(uint64_t value);

/* Whether what a number of the last two forms counts is said twice (مئة كتاب وكتاب), and not only
 * at its end (ألف وثلاثمئة وكتابان), as after a number of several parts. */
bool rawi_counts_twice(uint64_t value);

/* The number with a noun of ours in the form that it takes. `state` is that of the noun: a
 * construct where another noun follows (ثلاثة آلافِ كتاب). */
void rawi_say_counted(rawi_speaker *speaker, uint64_t value, const rawi_noun *noun,
                      rawi_case grammatical, rawi_state state);

typedef enum rawi_grammatical_number {
    RAWI_SINGULAR,
    RAWI_DUAL,
    RAWI_PLURAL
} rawi_grammatical_number;

/* The noun with its adjective and tail. */
void rawi_say_noun(rawi_speaker *speaker, const rawi_noun *noun, rawi_grammatical_number number,
                   rawi_case grammatical, rawi_state state);

/* The ordinal, 1 and up: الخامس عشر, or خامس عشر where not `definite`. */
void rawi_say_ordinal(rawi_speaker *speaker, uint64_t value, rawi_gender gender,
                      rawi_case grammatical, bool definite);

/* The noun of a scale of numbers: of 10^3, 10^6 … 10^15. */
const rawi_noun *rawi_scale_of(unsigned exponent);

/* Each digit by its name. */
void rawi_say_each_digit(rawi_speaker *speaker, rawi_slice digits);

/* Says a number that names rather than counts (a model, a version, a line of a bus: H100, GPT-4):
 * up to four digits as one number without endings (مئة، أربعة، خمسة عشر), longer ones and those
 * with leading zeros digit by digit. `digits` are ASCII digits. */
void rawi_say_digits(rawi_token_builder *tokens, rawi_slice digits, rawi_span span);

#endif
