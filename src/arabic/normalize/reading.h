/* Readings: what a run of written items may stand for.
 *
 * Recognizers look at an item and propose readings with a score; the best one is spoken (choose.c).
 * Scores say how sure a reading is, from the shape of the run and from what stands around it: a
 * plain number is RAWI_SCORE_PLAIN, a shape that means something else RAWI_SCORE_SHAPE, the same
 * with words around it that confirm it RAWI_SCORE_CONFIRMED.
 */
#ifndef RAWI_ARABIC_NORMALIZE_READING_H
#define RAWI_ARABIC_NORMALIZE_READING_H

#include "arabic/normalize/latin.h"
#include "arabic/normalize/number.h"
#include "arabic/normalize/scan.h"

enum {
    RAWI_SCORE_PLAIN = 10,
    RAWI_SCORE_SHAPE = 50,
    RAWI_SCORE_CONFIRMED = 80,
    RAWI_SCORE_CERTAIN = 100,
    RAWI_READING_NUMBERS = 6
};

/* How the author wrote the unit after a number. */
typedef enum rawi_unit_form {
    RAWI_UNIT_PLAIN,
    RAWI_UNIT_PLURAL,    /* كيلومترات */
    RAWI_UNIT_ACCUSATIVE /* دولارا */
} rawi_unit_form;

/* A number as written. */
typedef struct rawi_number {
    uint64_t value;      /* the whole part */
    rawi_slice digits;   /* of the whole part, without separators */
    rawi_slice fraction; /* digits after the decimal mark; length 0 without */
    unsigned scale;  /* of the scale word after it: 3 for ألف, 6 for مليون…; 0 without */
    bool grouped;    /* it has separators of thousands */
    bool as_decimal; /* no hundredths of its currency */
    bool closed;     /* its scale word has tanwin: no noun belongs to it (50 مليونا) */
    bool large;      /* more than RAWI_NUMBER_MAX: only its digits can be said */
    bool or_more;    /* a plus sign after it: 70+ */
    bool about;      /* a tilde before it: ~300 */
    char sign;       /* '-', '+', '~' (±) or 0 */
    rawi_unit_form unit_form;
} rawi_number;

/* How many times likelier syntax holds a case than the others. */
enum {
    RAWI_CERTAIN = 0, /* it leaves no other */
    RAWI_OPEN = 1,    /* it does not know */
    RAWI_DOUBTFUL = 2,
    RAWI_LIKELY = 4,
    RAWI_PROBABLE = 20,
    RAWI_SURE = 400
};

/* The case of a number from its sentence. */
typedef struct rawi_syntax {
    rawi_case grammatical;
    unsigned odds;
    bool joined;         /* it is that of the open case before */
    bool never_genitive; /* a verb or a definite noun stands directly before it */
    bool idafa;          /* the genitive is that of the second term after the word before */
    const char *reason;
    size_t object; /* the item of the verb's object, which stands before the number; 0 without */
    size_t active; /* the item after the verb whose voice is surely active; 0 without */
    size_t deed; /* the item after the noun of three letters before it: وجَرْح 6; 0 without */
    unsigned deed_flag; /* of its case */
    size_t verb; /* the item after the verb that is active if the number is its object; 0 without */
} rawi_syntax;

/* What the point inside numbers is in a sentence, from those of its numbers that leave no doubt:
 * 1.833.164 and 38,6 have it between thousands, 101,165,027 and 1,234.5 before decimals. */
typedef enum rawi_point {
    RAWI_POINT_OPEN,
    RAWI_POINT_OF_THOUSANDS,
    RAWI_POINT_OF_DECIMALS
} rawi_point;

/* What a number is to the one before it, which it belongs to. */
typedef enum rawi_inner {
    RAWI_INNER_NONE,
    RAWI_INNER_YEAR,   /* 3% في 2025 و4% */
    RAWI_INNER_MEASURE /* 5 عقود بقيمة 200 مليون و3 عقود */
} rawi_inner;

/* A number of people or things, of which those after it may tell a part: 30 صاروخا بينها 12. */
typedef struct rawi_whole {
    rawi_case grammatical;
    uint64_t value; /* 0 where there is none */
} rawi_whole;

/* The last number that belongs to no other, with which those after that may be coordinated. */
typedef struct rawi_head {
    rawi_case grammatical;
    size_t end;        /* the item after it; 0 where there was none */
    bool counts;       /* people or things */
    bool open;         /* its case is open, */
    size_t open_cases; /* the last of as many */
    rawi_inner inner;  /* what the number after it is, the last one */
    uint64_t value;    /* what it counts; 0 where its scale or fraction says more */
    rawi_whole whole;  /* of which it is a part */
} rawi_head;

typedef struct rawi_unread rawi_unread;
typedef struct rawi_reader rawi_reader;
typedef struct rawi_candidate rawi_candidate;

/* Speaks a candidate's items. The reader's speaker has span, clitic and endings set. */
typedef rawi_status rawi_say_function(rawi_reader *reader, const rawi_candidate *candidate,
                                      rawi_error *error);

struct rawi_candidate {
    size_t first; /* items [first, end) */
    size_t end;
    int score;
    const char *taken_for; /* N_() */
    const char *reason;    /* N_() */
    rawi_say_function *say;
    rawi_number numbers[RAWI_READING_NUMBERS];
    size_t number_count;
    rawi_noun noun; /* of a unit or currency */
    bool has_noun;
    bool measures; /* the author's noun is one of time */
    rawi_gender gender;
    const char *clitic; /* a clitic inside the first item (وأ.د.), as spoken, or NULL */
    const char *text;   /* table text that the reading needs */
    size_t row;
    const char *probe; /* an unmarked word that could stand in its place and shows its case, where
                          the candidate may be said again in another case; or NULL */
    bool probe_before_singular; /* what is counted becomes a singular in the genitive then */
    unsigned detail;            /* what else the say function wants to know */
};

/* The state of one sentence's reading. */
struct rawi_reader {
    const rawi_sentence *sentence;
    rawi_token_builder *tokens;
    rawi_latin *latin;
    rawi_unread *unread;
    rawi_arena *arena;
    rawi_speaker speaker;
    const char *clitic;      /* spoken, before the candidate; NULL without */
    bool measure;            /* the number to come measures (time, distance, weight) */
    bool counts;             /* it counts people or things */
    size_t counted;          /* the item that the number before it counts */
    rawi_slice counted_word; /* as it is spoken; empty before there is one */
    unsigned counted_flags;  /* the flag of that item's case, or 0 */
    size_t material;         /* the item of what that consists of (غرف نوم); 0 without */
    unsigned material_flags; /* of that item's ending */
    bool masculine;          /* it counts a masculine singular: 12 صاروخا */
    bool group;              /* it names a group: مجموعة 20 */
    size_t clitic_item;      /* where it stands */
    bool definite;           /* the clitic holds the article */
    bool clitic_governs;     /* the clitic is a preposition */
    bool as_decimal;         /* the number being said is said as the decimal before it */
    bool last_decimal;       /* the number before was a decimal that measured nothing */
    bool last_counts;        /* the number before counted a noun */
    rawi_gender last_gender; /* of that noun */
    rawi_gender excepted_gender; /* of that from which an exception is: 20 رجلا من 3 مدن إلا 2 */
    bool last_measured;          /* that noun is a unit or a time */
    rawi_case last_case; /* of the number before in the same clause, for coordination */
    rawi_head head;
    rawi_reading *readings; /* what has been read so far, room for one an item */
    size_t reading_count;
    size_t agrees_with;         /* the item after the noun whose case the reading has; 0 without */
    size_t ordinal_end;         /* the item after the last ordinal; 0 without */
    size_t ordinal_noun;        /* the item of its noun, whose case it has */
    rawi_gender ordinal_gender; /* of that noun */
    const char *grammar;        /* why the last case was chosen, or NULL */
    rawi_syntax syntax;         /* of the reading that is being said */
    const rawi_case *imposed;   /* the case to say it in whatever syntax says, or NULL */
    rawi_open_case *open_cases; /* room for MOST_OPEN_CASES, or NULL before the first */
    size_t open_case_count;
    bool last_open;      /* the case of the reading before is the last open one */
    size_t phone_end;    /* the item after the last telephone number; 0 without */
    uint64_t enumerated; /* the last number of a list inside the sentence: 1- … 2- … */
    size_t age_end;      /* the item after the last age that is an ordinal; 0 without */
    size_t time_end;     /* the item after the last clock time; 0 without */
    rawi_case time_case; /* of that time */
    size_t date_end;     /* the item after the last date or time; 0 without */
    size_t until;        /* the dash between the last time and a second one; 0 without */
    bool equation;       /* the sentence has a sign of equality */
    rawi_point point;    /* what the point is in its numbers */
    bool in_quotation;   /* inside straight quotation marks */
    size_t last_end;     /* the item after that number; 0 where there was none */
};

/* ---- items (items.c) ---- */

/* The item, or NULL outside the sentence. */
const rawi_item *rawi_item_at(const rawi_reader *reader, size_t index);
bool rawi_item_is_symbol(const rawi_reader *reader, size_t index, char32_t character);
/* Whether it is a hyphen, a minus sign or a dash of any length. */
bool rawi_item_is_dash(const rawi_reader *reader, size_t index);
bool rawi_item_is_word(const rawi_reader *reader, size_t index, const char *bare);
bool rawi_item_is_glued(const rawi_reader *reader, size_t index);
/* Whether the word's bare text stands in a list that spaces separate. */
bool rawi_item_is_one_of(const rawi_reader *reader, size_t index, const char *words);
/* The texts of items [first, end) with a space where one is spaced; a piece of the folded text. */
rawi_slice rawi_items_text(const rawi_reader *reader, size_t first, size_t end);
/* Where the item's text starts in the folded text. */
size_t rawi_item_offset(const rawi_sentence *sentence, size_t item);
rawi_span rawi_items_span(const rawi_reader *reader, size_t first, size_t end);
/* Whether the item is a letter, و before it or not, with a number glued to it after the word for
 * vitamins, or after such a vitamin: فيتامينات ب6 وب12، د3. */
bool rawi_names_vitamin(const rawi_reader *reader, size_t letter);
/* The bracket or quotation mark that is open at item `at`, of whatever kind; `at` where none is. */
size_t rawi_open_bracket(const rawi_reader *reader, size_t at);
/* The first of the items before `at` that are of its clause, as far back as words that tell what a
 * number means stand from it. */
size_t rawi_clause_start(const rawi_reader *reader, size_t at);
/* They hold a word of a list that spaces separate. */
bool rawi_clause_has(const rawi_reader *reader, size_t at, const char *words);

/* ---- numbers as written (quantity.c) ---- */

/* The number that the digits are, modulo 2^64 where they are too many. */
uint64_t rawi_value_of_digits(rawi_slice digits);

/* What the point is in the sentence's numbers. */
rawi_point rawi_point_of_sentence(const rawi_reader *reader);

/* Parses digits with separators from item `at` on; the item after them, or `at` where there is no
 * number. */
size_t rawi_parse_number(const rawi_reader *reader, size_t at, rawi_number *number);
/* The same with the scale words after it (5 ملايين). */
size_t rawi_parse_scaled(const rawi_reader *reader, size_t at, rawi_number *number);
/* The letters of a scale after an amount of money (bn, m, k): the number's scale is set; the item
 * after them, or `at` where there are none. */
size_t rawi_parse_scale_letters(const rawi_reader *reader, size_t at, rawi_number *number);
/* Whether what stands at item `at`, after a point and the three digits given, is counted in
 * thousands and not measured in thousandths (thousands.c). */
bool rawi_counts_thousands(const rawi_reader *reader, size_t at, rawi_slice digits);
/* Whether the number at item `at`, of the whole part and the three decimals given, is a rate of
 * exchange, whatever the point is in the rest of the sentence (thousands.c). */
bool rawi_is_exchange_rate(const rawi_reader *reader, size_t at, rawi_slice whole,
                           rawi_slice decimals);
/* The sign ('-', '+', '~' for ±) that the item `at` is to the number or the currency glued to it,
 * or 0. */
char rawi_sign_at(const rawi_reader *reader, size_t at);
/* A number of one digits item without separators; false otherwise. */
bool rawi_parse_plain(const rawi_reader *reader, size_t at, rawi_number *number);

/* ---- agreement (ordinals.c) ---- */

/* The candidate, which is being said, is an ordinal of the noun at item `noun` (الساعة السادسة). */
void rawi_agree_with(rawi_reader *reader, const rawi_candidate *candidate, size_t noun);

/* ---- syntax (syntax/) ---- */

/* The case of what starts at item `first`; the reader remembers why. */
rawi_syntax rawi_case_of(rawi_reader *reader, size_t first);

/* The author's verb at item `at`, a past without marks, with those that make it active: رَفَضَ,
 * انتَخَبَ, سَجَّلَتْ; the diacritizer adds the sukun of the others. `voice` is its letter, from 0, that
 * has a damma in the passive. NULL for any other word, and where its letters leave a vowel in
 * doubt. */
const char *rawi_active_form(rawi_reader *reader, size_t at, size_t *voice);

/* The last token of the author's word `item`, SIZE_MAX where it has none. */
size_t rawi_token_of(const rawi_reader *reader, size_t item);

/* The day before a date whose verb is feminine or of people is no subject, but when it happened:
 * انطلقت يومَ 14 مايو، وصل يومَ 14 مايو. */
void rawi_settle_day(rawi_reader *reader, size_t first);

/* The number of the candidate has been said: remembers with what numbers after it may be
 * coordinated. */
void rawi_remember_head(rawi_reader *reader, const rawi_candidate *candidate, size_t first);

/* Gives the token of the author's word `item` what grammar knows of its ending. */
void rawi_flag_word(rawi_reader *reader, size_t item, unsigned flag);

/* Whether an indefinite noun stands directly before item `first`: what follows with the article is
 * its second term (مجموعة الـ20). */
bool rawi_follows_construct(const rawi_reader *reader, size_t first);

/* Whether the word may have a second term after it: a noun without the article, by the table or by
 * its form, with a conjunction or a preposition or without (بطاريةُ 5000 ملي أمبير، لقاحُ Pfizer،
 * بتوظيفِ 70 مهندسا). */
bool rawi_is_first_term(rawi_slice bare);
bool rawi_item_is_first_term(const rawi_item *item);

/* Whether the word governs numbers (a verb, a preposition, a particle): no counted noun then. */
bool rawi_is_governor(rawi_slice bare);

/* Whether the item is the object of the verb directly before it, which has no other (احتل المركز).
 */
bool rawi_is_object(const rawi_reader *reader, size_t at);

/* Whether item `at` is the object of the verb directly before the number at `first`, which is its
 * subject (حصدت 12 دولة جوائز). */
bool rawi_is_fronted_object(const rawi_reader *reader, size_t first, size_t at);

/* Whether the word is a verb in any of its forms (غادر، وغادرت، سيغادر). */
bool rawi_is_verb(rawi_slice bare);

/* Whether the word as it stands is in the table as a verb (كتب، سجل). */
bool rawi_is_listed_verb(rawi_slice bare);

/* ---- counted nouns (noun.c) ---- */

/* Whether the word starts or ends so and has letters besides. */
bool rawi_has_prefix(rawi_slice word, const char *prefix);
bool rawi_has_suffix(rawi_slice word, const char *suffix);

/* Takes the prefix or the suffix off a word that has it and letters besides. */
bool rawi_strip_prefix(rawi_slice *word, const char *prefix);
bool rawi_strip_suffix(rawi_slice *word, const char *suffix);

/* Whether the word has the article, also after a preposition or a conjunction. */
bool rawi_has_article(rawi_slice word);

/* The word without ال, where it starts with it. */
rawi_slice rawi_without_article(rawi_slice word);

typedef struct rawi_counted_noun {
    bool is_noun;
    rawi_gender gender;
    rawi_grammatical_number number;
    const char *reason;
} rawi_counted_noun;

/* Whether the table of nouns has the word. */
bool rawi_is_listed_noun(rawi_slice bare);

/* Whether the word has a form of the verbal nouns of the derived stems (توريد، إغلاق، استبدال). */
bool rawi_is_verbal_noun(rawi_slice bare);

/* Whether the word is in the tables of names, wherever it stands (names.c). */
bool rawi_is_name(rawi_slice bare);

/* The item after the name that begins with item `at` and without a clitic, of one word or of
 * several; `at` where none does. */
size_t rawi_name_end(const rawi_reader *reader, size_t at);

/* Whether the item is a name, or of a name of several words that a clitic may stand before. */
bool rawi_is_of_name(const rawi_reader *reader, size_t at);

/* Whether the item is the second word of a name: مدريد of ريال مدريد. */
bool rawi_is_inside_name(const rawi_reader *reader, size_t at);

/* Whether a plural has the form of those that have fatha in the genitive (مدارس، ملايين، وزراء،
 * أصدقاء). */
bool rawi_is_diptote_plural(rawi_slice bare);

/* What a word says of itself as a noun that a number counts. */
rawi_counted_noun rawi_counted_noun_of(rawi_slice bare);

/* Whether the word has the form that what `value` counts takes: a plural after 3 to 10, a singular
 * after the others (19 كتب has a verb). */
bool rawi_noun_fits(rawi_slice word, uint64_t value);

/* Whether the word, with the article or without, is a plural. */
bool rawi_is_plural(rawi_slice word);

/* The unit or currency written from item `at` on: fills in the noun and `*row`; the item after it,
 * or `at` where there is none. */
size_t rawi_find_unit(const rawi_reader *reader, size_t at, rawi_noun *noun, const char **kind);

/* The unit or currency of these letters; false where there is none. */
bool rawi_listed_unit(rawi_slice letters, rawi_noun *noun);

/* Makes an energy or a charge of a power or a current that ends at item `end` where an hour is
 * joined to it: «كيلوواط/ساعة»، «مللي أمبير ساعة»; the item after it, or `end` (energy.c). */
size_t rawi_take_hour(const rawi_reader *reader, size_t end, rawi_noun *unit);

/* Whether the word is a power, with clitics or without: للكيلوواط (energy.c). */
bool rawi_names_power(rawi_slice word);

/* Whether the number before item `at` is a temperature by the words before it (temperatures.c). A
 * comma ends what is said of the heat unless a number of it stands before: «الحرارة: الرياض 4،
 * موسكو -6», «بسبب الحرارة، تراجع النمو إلى -2»; so does a word of lengths (ارتفاع الموج 2 م). */
bool rawi_speaks_of_heat(const rawi_reader *reader, size_t at);

/* Whether the م at item `at` is of degrees: its clause tells «الحرارة», and no length between them
 * (temperatures.c). */
bool rawi_counts_heat(const rawi_reader *reader, size_t at);

/* Whether the number that ends at item `end` is the base of a power: 10^25, 10⁹ (words.c). */
bool rawi_is_base_of_power(const rawi_reader *reader, size_t end);

/* Whether the item is a character that stands for a fraction: ½ (fractions.c). */
bool rawi_is_fraction_sign(const rawi_reader *reader, size_t at);

/* ---- what a number counts (counting.c) ---- */

/* Whether a unit, a sign of percent or what has the form of a noun follows the number that ends at
 * item `end`. */
bool rawi_may_count(const rawi_reader *reader, size_t end);

/* Whether the number at item `at` has a fraction, a scale, a unit or a noun of the table after it:
 * «كل غرفة 3 طلاب»، «شقة 120 مترا». */
bool rawi_counts_listed(const rawi_reader *reader, size_t at);

/* Whether the number at item `at` has a scale, a unit, or a noun of the table in the form that it
 * takes after it: «كسب داكس 40 نقطة». */
bool rawi_surely_counts(const rawi_reader *reader, size_t at);

/* ---- saying quantities (quantity.c) ---- */

/* The form of what stands after the number's decimals, by the last number of them; that of hundreds
 * where they are said digit by digit. */
rawi_counted_form rawi_form_after_decimals(const rawi_number *number);

/* The number with its noun, if the candidate has one, in the case given. */
void rawi_say_quantity(rawi_reader *reader, const rawi_number *number, const rawi_noun *noun,
                       rawi_gender gender, rawi_case grammatical, bool noun_follows);

/* Whether the noun at item `at` is one that the number before it counts, not a verb of the same
 * letters (19 كتب الشاعر), nor one that has a number of its own after it (عمارة 7 شقة 3)
 * (counts.c). */
bool rawi_may_be_counted(const rawi_reader *reader, size_t at, const rawi_number *number);

/* ---- recognizers: each fills in the candidate and returns true, or false ---- */

typedef bool rawi_recognizer(const rawi_reader *reader, size_t at, rawi_candidate *candidate);

/* For what is not said: the mark of a note, what was said before. */
rawi_say_function rawi_say_nothing;

/* What the candidate is taken for and why (N_()), how sure that is and what says it; true. */
bool rawi_propose(rawi_candidate *candidate, const char *taken_for, const char *reason, int score,
                  rawi_say_function *say);

#endif
