/* Normalization: a sentence as written becomes the words that are spoken.
 *
 * «128 غيغابايت» becomes مئة وثمانية وعشرون غيغابايت, «NVIDIA» إنفيديا, «15 أكتوبر» الخامس عشر من
 * أكتوبر. Knowledge of the language is in tables (*.tsv here), the grammar that combines it in
 * code. What comes out is Arabic letters with the marks that the author wrote or that grammar or a
 * table settles; the diacritizer supplies the rest.
 */
#ifndef RAWI_ARABIC_NORMALIZE_H
#define RAWI_ARABIC_NORMALIZE_H

#include "arabic/normalize/inflect.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

typedef enum rawi_token_kind {
    RAWI_TOKEN_WORD,       /* one spoken word, Arabic letters and marks only */
    RAWI_TOKEN_PUNCTUATION /* one punctuation mark as the phrasing should see it: ، ؛ : . ؟ ! … « »
                              ( ) – ; every kind of quotation mark is « or », every bracket ( or )
                            */
} rawi_token_kind;

enum {
    /* Every mark that the word should have is there, ending included: the diacritizer sees the word
     * but does not touch it. */
    RAWI_TOKEN_COMPLETE = 1,
    /* Every mark but those of the last letter (the case ending) is there. */
    RAWI_TOKEN_STEM_COMPLETE = 2,
    /* A foreign word or a letter's name: invariable, no case ending to speak. */
    RAWI_TOKEN_FOREIGN = 4,
    /* A short break follows (between the groups of a telephone number, after a long number). */
    RAWI_TOKEN_BREATH_AFTER = 8,
    /* Grammar knows the case of the author's word, whatever the diacritizer makes of its ending:
     * what a number counts (مليونا متعاملٍ), an object before its subject. */
    RAWI_TOKEN_GENITIVE = 16,
    RAWI_TOKEN_ACCUSATIVE = 32,
    RAWI_TOKEN_DIPTOTE = 64, /* no tanwin, its genitive has fatha: ثلاث مدارسَ، للويسَ */
    RAWI_TOKEN_NOMINATIVE = 128,
    RAWI_TOKEN_CONSTRUCT = 256, /* first term of an idafa: no tanwin (عيارُ واحدٍ وعشرين) */
    RAWI_TOKEN_INDEFINITE = 512, /* tanwin: it is the first term of nothing (مئةُ كتابٍ.) */
    /* The number of a foreign name (Sentinel-2) or of a decision (45/21): the diacritizer sees a
     * foreign word in its place, for it would take it for a word of the sentence that governs the
     * next. */
    RAWI_TOKEN_OF_NAME = 1024,
    RAWI_TOKEN_CASES = RAWI_TOKEN_GENITIVE | RAWI_TOKEN_ACCUSATIVE | RAWI_TOKEN_NOMINATIVE,
    RAWI_TOKEN_ENDINGS = RAWI_TOKEN_CASES | RAWI_TOKEN_DIPTOTE | RAWI_TOKEN_CONSTRUCT |
                         RAWI_TOKEN_INDEFINITE /* what grammar asks of the ending */
};

typedef struct rawi_token {
    rawi_token_kind kind;
    unsigned flags;
    rawi_span span;   /* what it was made from, bytes of the article's text */
    const char *text; /* NUL-terminated, in the arena */
    const char *ipa;  /* sounds given by the user's lexicon in IPA, else NULL */
} rawi_token;

typedef struct rawi_tokens {
    rawi_token *items;
    size_t count;
} rawi_tokens;

typedef struct rawi_normalizer rawi_normalizer;

/* `lexicon` is the path of the user's lexicon or NULL; rawi/lexicon.tsv in the XDG configuration
 * folder is read too where it is there, and the former overrides it (format: lexicon.h). A lexicon
 * that cannot be read is RAWI_ERROR_IO, one with a bad line RAWI_ERROR_DATA with file and line. */
rawi_status rawi_normalizer_open(const char *lexicon, rawi_normalizer **normalizer,
                                 rawi_error *error);

/* The tokens of text[sentence.start, sentence.end), a sentence, heading or list item that the
 * segmenter found. `text` is the article's whole text, so that spans are the article's. Tokens live
 * in `arena`. The count may be 0 (nothing in it can be said). */
rawi_status rawi_normalize(rawi_normalizer *normalizer, const char *text, rawi_span sentence,
                           rawi_arena *arena, rawi_tokens *tokens, rawi_error *error);

/* Calls `report` for each character without a reading that rawi_normalize met, once a character and
 * normalizer; NULL to stop. */
typedef void rawi_unread_report(void *user, char32_t character, rawi_span where);
void rawi_normalizer_report_unread(rawi_normalizer *normalizer, rawi_unread_report *report,
                                   void *user);

/* What a span of the article was taken for, where it is not simply the word that is written. The
 * strings are for people, in their language. */
typedef struct rawi_reading {
    rawi_span span;
    const char *taken_for; /* "a date", "an amount of money"… */
    const char *reason;    /* why this reading was chosen among others */
    const char *grammar;   /* why its words have the case that they have, or NULL */
    size_t first_token;    /* of the tokens that it became */
    size_t token_count;    /* 0 where nothing is said */
} rawi_reading;

/* The readings of the last rawi_normalize in the order of the text; they live in its arena. */
const rawi_reading *rawi_normalizer_readings(const rawi_normalizer *normalizer, size_t *count);

enum {
    RAWI_CASES = 3 /* nominative, accusative, genitive, in this order */
};

/* Words whose case syntax does not settle: the tokens have the case that it holds likeliest. */
typedef struct rawi_open_case {
    size_t first_token;
    size_t token_count;
    const rawi_token *forms[RAWI_CASES]; /* the same tokens in each case */
    size_t host; /* the token of the author's word before it that goes with it: the noun of an
                    ordinal, the first term of an idafa; SIZE_MAX without one */
    unsigned host_flags[RAWI_CASES]; /* what each case makes of it */
    const char *active; /* the verb directly before it with the marks of an active, whose object it
                           may be; or NULL */
    size_t verb;        /* its token */
    size_t voice;       /* its letter, from 0, that has a damma in the passive */
    const char *probe; /* an unmarked word for their place whose ending shows the case (خمسة) */
    bool before_singular; /* the word after it has to lose its tanwin to stand after the probe */
    rawi_case likeliest;
    unsigned odds;       /* how many times likelier syntax holds it than another; at least 1 */
    bool never_genitive; /* follows a verb or a definite noun */
    bool joined;         /* has the case of the open case before it */
    size_t reading;      /* among the sentence's readings */
} rawi_open_case;

/* The open cases of the last rawi_normalize in the order of the text; they live in its arena. */
const rawi_open_case *rawi_normalizer_open_cases(const rawi_normalizer *normalizer, size_t *count);

/* Puts the words of open case `index` into the tokens in the case that the diacritizer chose. */
void rawi_normalizer_settle_case(rawi_normalizer *normalizer, size_t index, rawi_case grammatical,
                                 rawi_tokens *tokens);

void rawi_normalizer_close(rawi_normalizer *normalizer);

#endif
