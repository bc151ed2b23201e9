/* Counts: numbers with what they count and measure. counts.c recognizes them, agreement.c finds the
 * gender of those whose noun stands elsewhere, say_counts.c says them. */
#ifndef RAWI_ARABIC_NORMALIZE_COUNTS_H
#define RAWI_ARABIC_NORMALIZE_COUNTS_H

#include "arabic/normalize/reading.h"

/* How a number is said with the author's noun: the detail of its candidate. */
typedef enum rawi_count {
    RAWI_COUNT_ALONE,
    RAWI_COUNT_NOUN_FOLLOWS,
    RAWI_COUNT_NOUN_FIRST, /* 1: كتاب واحد */
    RAWI_COUNT_DUAL,       /* 2: كتابان */
    RAWI_COUNT_PAIR,       /* 2 with a plural of no known singular: اثنان من الكتب */
    RAWI_COUNT_SAME_DUAL,  /* 2 with a dual: كتابان اثنان */
    RAWI_COUNT_AND_ONE,    /* 101: مئة كتاب وكتاب */
    RAWI_COUNT_AND_DUAL,   /* 102: مئة كتاب وكتابان */
    RAWI_COUNT_AND_PART,   /* 37.5: سبع وثلاثون درجة ونصف */
    RAWI_COUNT_GROUP,      /* مجموعة 20: مجموعة العشرين */
    RAWI_COUNT_MENDED      /* three to ten of a singular: 3 كتاب is ثلاثة كتب */
} rawi_count;

/* Says the candidate's number, its unit, or the author's noun in the form that the detail names;
 * after it the case and the gender are the reader's. */
rawi_say_function rawi_say_count;

/* The same with the words for the sign after it, the candidate's text. */
rawi_say_function rawi_say_percent;

/* «4 روح المعاني», «10 حرية التفكير»: whether it is the number of a note or of an item, which a
 * singular at item `at` in an idafa follows that three to ten do not count. */
bool rawi_numbers_item(const rawi_reader *reader, const rawi_candidate *candidate, size_t at);

/* Whether the noun at item `at`, after the number, is no noun that it counts: «100 نهاية العام»،
 * «في 2025 مدفوعة بالطلب» (uncounted.c). */
bool rawi_is_uncounted(const rawi_reader *reader, size_t at, const rawi_number *number);

/* Whether the number at item `at` names something (القميص رقم 7): it counts what has the form that
 * it takes, if anything. */
bool rawi_is_label(const rawi_reader *reader, size_t at);

/* Whether the numbers at `at` and behind its dash or «مقابل» are votes: «أقر المجلس القانون 51-49»
 * (scores.c). */
bool rawi_is_vote(const rawi_reader *reader, size_t at);

/* Whether words at the number say that it is one of people, who need no noun: منهم 12. */
bool rawi_is_of_people(const rawi_reader *reader, size_t first, size_t end);

/* Gives a number that stands alone the gender of the noun around it that it counts, if there is
 * one, or the unit or noun of the second number of a range (بين 4 و70 عاما). */
void rawi_agree_with_context(const rawi_reader *reader, rawi_candidate *candidate);

/* The item of those whom the number with the article after item `end` counts, where their state, a
 * name or an adjective stands between: دول الاتحاد الأوروبي الـ27, الدول الأعضاء الـ27; `end` where
 * there are none, or something that is counted in ordinals stands before them (كأس دول الخليج
 * الـ26). */
size_t rawi_members_before(const rawi_reader *reader, size_t end);

/* Whether the noun's number is an ordinal, or it is held every year (ordinals.c). */
bool rawi_is_counted_in_ordinals(const rawi_reader *reader, size_t noun);

#endif
