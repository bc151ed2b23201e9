/* Endings of nouns: case, state, number, agreement of the adjective, the article.
 *
 * A stem is a fully marked noun without the mark of its last letter (كِيلُومِتْر، سَاعَة). A stem that
 * ends in ! is a diptote (دَقَائِق!: genitive in -a without tanwin), one that ends in ى، ا، و or ي is
 * invariable (يُورُو), as is one that ends in = (a letter's or a brand's name). A stem that ends in *
 * is a singular, though its letters are those of a plural in -āt (كِيلُووَات).
 */
#ifndef RAWI_ARABIC_NORMALIZE_INFLECT_H
#define RAWI_ARABIC_NORMALIZE_INFLECT_H

#include "base/text.h"

typedef enum rawi_gender {
    RAWI_MASCULINE,
    RAWI_FEMININE
} rawi_gender;

typedef enum rawi_case {
    RAWI_NOMINATIVE,
    RAWI_ACCUSATIVE,
    RAWI_GENITIVE
} rawi_case;

typedef enum rawi_state {
    RAWI_INDEFINITE, /* tanwin */
    RAWI_CONSTRUCT,  /* first term of an idafa: no tanwin, the dual without its nun */
    RAWI_DEFINITE,   /* with the article */
    RAWI_DEFINITE_CONSTRUCT /* with the article before what it counts: المئتي، الثلاثة آلافِ */
} rawi_state;

/* A noun that the normalizer itself says: a unit, a currency, a scale of numbers. */
typedef struct rawi_noun {
    rawi_gender gender;
    const char *singular;  /* stem: كِيلُومِتْر */
    const char *plural;    /* stem: كِيلُومِتْرَات */
    const char *adjective; /* stem of the masculine, or "": مُرَبَّع */
    const char *tail; /* what follows unchanged, or "": فِي السَّاعَةِ. Starting with + it is the
                         second term of an idafa: +سَاعَةٍ */
} rawi_noun;

/* Whether a word in this state has the article. */
bool rawi_has_definite_state(rawi_state state);

/* The singular or broken plural, or a plural in -āt, with its ending. */
void rawi_inflect(rawi_text *text, const char *stem, rawi_case grammatical, rawi_state state);

void rawi_inflect_dual(rawi_text *text, const char *stem, rawi_case grammatical, rawi_state state);

/* The feminine of a masculine adjective's stem: مِئَوِيّ becomes مِئَوِيَّة. */
void rawi_add_feminine(rawi_text *text, const char *masculine);

/* Adds the article and the marked word: the l assimilates to a sun letter (الثَّلَاثَةُ). */
void rawi_add_definite(rawi_text *text, rawi_slice word);

/* The length of `stem` without the sign of its declension. */
size_t rawi_stem_length(const char *stem);

/* Whether a stem takes no ending: its sign is = or it ends in a long vowel. */
bool rawi_is_invariable(const char *stem);

/* Whether a stem is a singular with the letters of a plural in -āt. */
bool rawi_is_singular_in_at(const char *stem);

#endif
