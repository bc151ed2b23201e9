/* The case of a number from what stands before it in its sentence: what the rules share.
 *
 * case.c asks the rules in their order; the first that holds settles the case. What governs a
 * number is told by governors.h.
 */
#ifndef RAWI_ARABIC_NORMALIZE_SYNTAX_SYNTAX_H
#define RAWI_ARABIC_NORMALIZE_SYNTAX_SYNTAX_H

#include "arabic/normalize/reading.h"
#include "arabic/normalize/syntax/governors.h"

/* A case, how sure it is and why (N_()). */
rawi_syntax rawi_settled(rawi_case grammatical, unsigned odds, const char *reason);

/* ---- rules: each settles the case of the number at item `first`, or returns false ---- */

typedef bool rawi_case_rule(const rawi_reader *reader, size_t first, rawi_syntax *syntax);

/* nominal.c */
rawi_case_rule rawi_after_pronoun;      /* وعارضه 20، وبينهم 5، وعددها 30 */
rawi_case_rule rawi_after_amma;         /* أما الريال فـ541 */
rawi_case_rule rawi_is_among_counted;   /* 30 شخصا بينهم 12 طفلا */
rawi_case_rule rawi_is_age_in_brackets; /* أندرسون (41 عاما) */

/* idafa.c */
rawi_case_rule rawi_is_second_term; /* مجموعة الـ20، صاحب الرقم 10 */

/* apposition.c */
rawi_case_rule rawi_in_apposition; /* بذاكرة موحدة 128 غيغابايت */

/* Whether the number at item `first` is a measure whose name and the adjective of that stand before
 * it: «بقيمة إجمالية 5 ملايين». */
bool rawi_follows_described_measure(const rawi_reader *reader, size_t first);

/* coordination.c */
rawi_case_rule rawi_coordinates_with_dual;     /* تأخرت ساعتين و35 دقيقة */
rawi_case_rule rawi_coordinates_with_time;     /* في ساعة و53 دقيقة */
rawi_case_rule rawi_repeats_amount;            /* بلغ 5 أميال (8 كيلومترات) */
rawi_case_rule rawi_coordinates;               /* 3 رجال و4 نساء */
rawi_case_rule rawi_coordinates_with_genitive; /* بمعالج واحد و128 غيغابايت */

/* amounts.c */
rawi_case_rule rawi_after_energy;  /* سعر الكيلوواط/ساعة 68 قرشا */
rawi_case_rule rawi_tells_price;   /* سعر الدولار اليوم 47 جنيها */
rawi_case_rule rawi_tells_extreme; /* طقس حار، والعظمى 31 درجة */

/* objects.c */
rawi_case_rule rawi_after_object;  /* تولى المنصب 4 وزراء */
rawi_case_rule rawi_before_object; /* فتح 12 مركزا أبوابه، نال 4 جوائز */
rawi_case_rule rawi_before_clause; /* يرى 7 من كل 10 مواطنين أن */
rawi_case_rule rawi_before_need;   /* تحتاج 12 دولة إلى مساعدات */
rawi_case_rule rawi_after_doer; /* بعد إطلاق إيران 12 صاروخا، لبيع تايوان 82 راجمة */

/* extents.c */
rawi_case_rule rawi_lasts; /* المشي 30 دقيقة، بحبسه 12 يوما; «مدة المشي 30 دقيقة» is a predicate */
rawi_case_rule rawi_extends; /* تبعد عن العاصمة 12 كيلومترا */

/* governed.c */
rawi_case_rule rawi_governed; /* by the nearest governor, or by the clause's kind; always holds */

/* ---- words by their letters (word_forms.c) ---- */

/* Takes the pronoun off the word's end; false where there is none. */
bool rawi_strip_pronoun(rawi_slice *word);

/* Whether the word has the article or a pronoun. */
bool rawi_is_definite(rawi_slice bare);

/* Whether the word is a noun after a preposition that is glued to it, the article with it
 * (بالذاكرة) or not (بذاكرة). */
bool rawi_has_preposition(rawi_slice bare);

/* Whether the word is a noun with a pronoun: طوله, حرارته; not لديه. */
bool rawi_is_noun_of_someone(rawi_slice bare);

/* Whether the word is a verb with its object, directly before its subject: يموله 12 بلدا، يسكنها 20
 * ألفا. */
bool rawi_has_object_pronoun(rawi_slice bare);

/* Whether the word has the form of a past in the feminine: فصلت. */
bool rawi_looks_like_past(rawi_slice bare);

/* The word, whose letters have no marks, with marks[i], which may be NULL, after its letter i; in
 * the arena, NULL when memory is exhausted. */
const char *rawi_with_marks(rawi_reader *reader, rawi_slice word, const char *const *marks);

/* ---- the clause before the number (clause.c) ---- */

bool rawi_ends_clause(const rawi_item *item);

/* Whether the symbol ends no clause, being written with a number: 85.4, 2,300, $85. */
bool rawi_belongs_to_number(const rawi_reader *reader, size_t at);

/* Goes back over a parenthesis that closes right before the item. */
size_t rawi_before_parenthesis(const rawi_reader *reader, size_t at);

/* Whether the word opens its clause: nothing stands before it that could be its subject. */
bool rawi_opens_clause(const rawi_reader *reader, size_t at);

/* Whether a prepositional phrase or an adverb of time starts at the item: no subject of a verb. */
bool rawi_is_adverbial(const rawi_reader *reader, size_t at);

/* Whether the item looks like a verb that the table does not have: a present in ي, or one in ت
 * before its subject with the article (تنقل الشركة). */
bool rawi_looks_like_verb(const rawi_reader *reader, size_t at);

/* Whether the verb's subject stands before it: الجليد فقد 12 كم، الهجوم الذي قتل 12. */
bool rawi_follows_subject(const rawi_reader *reader, size_t verb);

/* Whether a preposition governs the item. */
bool rawi_is_governed(const rawi_reader *reader, size_t at);

/* Whether nothing but a noun follows the number in its clause: وصار 25. */
bool rawi_ends_with_number(const rawi_reader *reader, size_t first);

/* Whether the noun at item `at` is counted itself: قبل 15 سنة 300 دينار. */
bool rawi_is_counted(const rawi_reader *reader, size_t at);

/* Whether people are counted, who may do what a verb says: اقتحم 4 مسلحين مدرسة. */
bool rawi_counts_people(const rawi_reader *reader, size_t first);

/* ---- governors in their clause (governed.c) ---- */

/* What a governor makes of a number that stands directly after it, or further on; false where it
 * does not reach it. */
bool rawi_judge(const rawi_reader *reader, rawi_effect found, bool adjacent, rawi_syntax *syntax);

/* ---- idafa (idafa.c) ---- */

/* The genitive after a first term. */
rawi_syntax rawi_second_term_of_idafa(unsigned odds);

/* Whether the item, a noun of a verb's letters, stands in an idafa: سعر صرف الدولار. */
bool rawi_is_inside_idafa(const rawi_reader *reader, size_t at);

/* ---- sentences without a verb (nominal.c) ---- */

/* Whether the word opens a clause of state, و and a preposition: وفي جعبته 34. */
bool rawi_opens_state(rawi_slice bare);

/* Whether the clause from item `at` on starts with a prepositional phrase: the number is its
 * subject. */
bool rawi_opens_with_preposition(const rawi_reader *reader, size_t at);

/* Whether item `at` opens a sentence of two terms in an idafa, the second with a pronoun, and of
 * the number after them: مجلد عدد صفحاته 200، زنة أصغرها 110 كيلوغرامات. */
bool rawi_opens_description(const rawi_reader *reader, size_t at);

/* The item after the noun of a price that opens the clause of the number at `first`, no verb
 * between them: سعر الدولار عند 47 جنيها; 0 where there is none (amounts.c). */
size_t rawi_price_before(const rawi_reader *reader, size_t first);

/* The stem of a noun of an amount whose letters could be a verb's, or NULL: سعر، ورسم (amounts.c).
 */
const char *rawi_amount_stem(rawi_slice noun);

/* Whether the noun at item `at`, after inna, is an amount, which the number at `first` tells
 * without a verb: أن سعر البرميل 80 دولارا (amounts.c). */
bool rawi_is_amount_after_inna(const rawi_reader *reader, size_t at, size_t first);

/* Whether no word of items [start, end) could be a verb: عيار 21 اليوم. */
bool rawi_only_nouns(const rawi_reader *reader, size_t start, size_t end);

/* What a predicate before its subject, or a subject with a pronoun, at item `at` makes of the
 * number directly after it. «لديه 3 أطفال» and «طوله 30 مترا» are sentences of their own, also of
 * an indefinite noun (في فرن حرارته 180); after a verb (يبلغ طوله 30) the number is its object,
 * after kana (كان طوله 30) its predicate, after inna (إن لديه 3) its noun. */
rawi_syntax rawi_after_predicate(const rawi_reader *reader, size_t at);

/* Whether the number at `first` and its noun are an age between commas: المتهم، 34 سنة، سائق. */
bool rawi_is_age(const rawi_reader *reader, size_t first);

/* Whether a name, or one between quotation marks, stands directly before item `at`. */
bool rawi_follows_name(const rawi_reader *reader, size_t at);

/* Whether nothing but a name stands in items [start, first), the clause before the number: الراتب
 * 12000 جنيه، أرسنال 58 نقطة. A verb of these letters (التهمت) is none. */
bool rawi_is_title(const rawi_reader *reader, size_t start, size_t first);

/* Without any governor: the predicate of a nominal sentence (سعر الأونصة 20), or the object of a
 * verb that the tables do not know. Items [start, first) are the clause. */
rawi_syntax rawi_nominal_or_verbal(const rawi_reader *reader, size_t start, size_t first);

#endif
