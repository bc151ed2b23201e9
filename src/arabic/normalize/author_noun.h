/* The author's noun in another form than he wrote: its dual, its plural, its singular in a case.
 *
 * The tables of duals and plurals have the inner marks of what they list; of the other nouns those
 * are left to the diacritizer. What is said has the span of the author's word.
 */
#ifndef RAWI_ARABIC_NORMALIZE_AUTHOR_NOUN_H
#define RAWI_ARABIC_NORMALIZE_AUTHOR_NOUN_H

#include "arabic/normalize/reading.h"

/* The word without the alif of its tanwin: صوتا becomes صوت. */
rawi_slice rawi_without_tanwin(rawi_slice noun);

/* The stem of a noun's dual from the table, or NULL. */
const char *rawi_dual_stem(rawi_slice noun);

/* Whether the noun's tanwin of the accusative takes no alif after it, or has it. */
bool rawi_takes_no_alif(rawi_slice noun);

/* Whether a table knows the plural that the singular takes after three to ten. */
bool rawi_has_plural(rawi_slice singular);

/* Whether the author's noun is a plural whose singular a table knows. */
bool rawi_has_singular(const rawi_reader *reader, size_t item);

/* Whether what the noun consists of follows it, its second term: كوبا سكر. */
bool rawi_has_material(const rawi_reader *reader, size_t noun);

void rawi_say_author_word(rawi_reader *reader, size_t item);

/* The singular, also of a plural, in the case given, indefinite. */
void rawi_say_author_singular(rawi_reader *reader, size_t item, rawi_case grammatical);

/* The noun with its second term after it: ذرةُ أكسجين. */
void rawi_say_author_construct(rawi_reader *reader, size_t item, rawi_case grammatical);

/* The dual, also of a plural: complete where the table has it, else its inner marks left open. */
void rawi_say_author_dual(rawi_reader *reader, size_t item, rawi_case grammatical);

/* The dual of an adjective of a plural that becomes dual with it: أهداف رائعة, هدفان رائعان. */
void rawi_say_adjective_dual(rawi_reader *reader, size_t item, rawi_gender gender,
                             rawi_case grammatical);

/* The plural of a singular after three to ten. */
void rawi_say_author_plural(rawi_reader *reader, size_t item, rawi_state state);

#endif
