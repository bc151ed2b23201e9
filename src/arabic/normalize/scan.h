/* The scanner: a sentence as written becomes a list of written items.
 *
 * Folding happens here: letters are composed (NFC), presentation forms, full-width letters and the
 * like take their plain form, digits of every script become ASCII digits, and what is invisible
 * (tatweel, zero-width and direction marks) is gone. Every item keeps the bytes of the article that
 * it was made from. Character properties are ICU's.
 */
#ifndef RAWI_ARABIC_NORMALIZE_SCAN_H
#define RAWI_ARABIC_NORMALIZE_SCAN_H

#include "arabic/normalize/normalize.h"
#include "arabic/normalize/word_lists.h"

typedef enum rawi_item_kind {
    RAWI_ITEM_WORD,    /* Arabic letters and marks */
    RAWI_ITEM_DIGITS,  /* ASCII digits */
    RAWI_ITEM_LATIN,   /* letters of Latin script */
    RAWI_ITEM_LETTERS, /* letters of another script */
    RAWI_ITEM_SYMBOL   /* one character that is none of these, or one emoji sequence */
} rawi_item_kind;

typedef struct rawi_item {
    rawi_item_kind kind;
    bool spaced;        /* white space or the sentence's start stands before it */
    char32_t character; /* of a symbol: the (first) character; else 0 */
    rawi_slice text;    /* folded; a piece of the sentence's folded text */
    rawi_slice bare;    /* of a word: without its marks; else the same as text */
    rawi_span span;     /* bytes of the article */
    rawi_word_lists lists;
} rawi_item;

typedef struct rawi_sentence {
    const rawi_item *items;
    size_t count;
    rawi_slice folded; /* the items' texts, a space where one is spaced; NUL-terminated */
} rawi_sentence;

/* Scans text[span.start, span.end). Everything lives in `arena`. Memory is the only error. */
rawi_status rawi_scan(const char *text, rawi_span span, rawi_arena *arena, rawi_sentence *sentence,
                      rawi_error *error);

/* The article's bytes from which the folded text [start, end) was made. Whole items. */
rawi_span rawi_source_span(const rawi_sentence *sentence, rawi_span folded);

#endif
