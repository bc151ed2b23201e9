/* What the diacritizer reads: words of letters, each with the marks that its author wrote, and
 * where in the text marks can be added. The alphabet is the twin of training/encoding.py. */
#ifndef RAWI_ARABIC_DIACRITIZE_LETTERS_H
#define RAWI_ARABIC_DIACRITIZE_LETTERS_H

#include "base/text.h"

/* The 15 classes of a letter: no mark, fatha, damma, kasra, their tanwins, sukun, and from
 * RAWI_CLASS_SHADDA on the same with a shadda (there is no shadda with sukun). */
enum {
    RAWI_CLASS_NONE,
    RAWI_CLASS_FATHA,
    RAWI_CLASS_DAMMA,
    RAWI_CLASS_KASRA,
    RAWI_CLASS_FATHATAN,
    RAWI_CLASS_DAMMATAN,
    RAWI_CLASS_KASRATAN,
    RAWI_CLASS_SUKUN,
    RAWI_CLASS_SHADDA,
    RAWI_CLASSES = 15
};

/* Symbols: 0 pads, 1 bounds a word in an n-gram, then other characters, digits, Latin letters, 15
 * kinds of punctuation and the 37 Arabic letters. */
enum {
    RAWI_SYMBOL_PAD,
    RAWI_SYMBOL_BOUND,
    RAWI_SYMBOL_OTHER,
    RAWI_SYMBOL_DIGIT,
    RAWI_SYMBOL_LATIN,
    RAWI_SYMBOL_PUNCTUATION,
    RAWI_SYMBOL_LETTER = RAWI_SYMBOL_PUNCTUATION + 15,
    RAWI_SYMBOLS = RAWI_SYMBOL_LETTER + 37
};

enum {
    RAWI_WORD_LETTERS = 20,   /* a longer word is cut */
    RAWI_WINDOW_WORDS = 96,   /* words seen at once */
    RAWI_WINDOW_OVERLAP = 16, /* seen but not decided, each side */
    RAWI_WINDOW_LETTERS = RAWI_WINDOW_WORDS * RAWI_WORD_LETTERS, /* at most */
    RAWI_BATCH_LETTERS = RAWI_WINDOW_LETTERS + 1280,             /* of several windows */
    RAWI_BATCH_WORDS = 768,
    RAWI_BATCH_WINDOWS = 96
};

typedef struct rawi_letter {
    size_t end;       /* the byte behind the letter: an added shadda goes here */
    size_t marks_end; /* the byte behind the author's marks on it: an added vowel goes here */
    uint16_t written; /* a bit for each of the author's marks: U+064B is bit 0; U+0670 bit 8 */
    uint16_t allowed; /* a bit for each class that does not contradict the author */
    uint8_t symbol;
    uint8_t given; /* the class that the author's marks make, NONE where there are none */
} rawi_letter;

typedef struct rawi_letters_word {
    size_t start; /* its first byte in the sentence */
    uint32_t first;
    uint32_t count; /* letters [first, first + count) of the batch */
} rawi_letters_word;

/* Some words of one sentence, seen at once. */
typedef struct rawi_window {
    size_t sentence; /* the caller's number of it */
    uint32_t first;  /* words [first, first + count) of the batch */
    uint32_t count;
    uint32_t decide_first; /* of these, words [decide_first, decide_end) are decided here */
    uint32_t decide_end;
} rawi_window;

/* Windows that are worked on together. */
typedef struct rawi_batch {
    rawi_letter letters[RAWI_BATCH_LETTERS];
    uint8_t classes[RAWI_BATCH_LETTERS]; /* the answer, one for each letter */
    rawi_letters_word words[RAWI_BATCH_WORDS];
    rawi_window windows[RAWI_BATCH_WINDOWS];
    uint32_t letter_count;
    uint32_t word_count;
    uint32_t window_count;
} rawi_batch;

/* A place in a sentence where its next window starts; zero-initialized is its beginning. */
typedef struct rawi_window_place {
    size_t byte;
    uint32_t decided; /* words from there that a window before has decided */
} rawi_window_place;

/* Whether another window fits in for certain. */
bool rawi_batch_has_room(const rawi_batch *batch);

/* Adds the sentence's window at `place` and moves `place` to the next. Returns whether there is a
 * next. The batch must have room. */
bool rawi_batch_add(rawi_batch *batch, rawi_slice sentence, size_t number,
                    rawi_window_place *place);

/* Appends to `text` the bytes of `sentence` from *cursor up to the last letter of the window's
 * decided words, with marks added as batch->classes says, and moves *cursor there. */
void rawi_batch_write(const rawi_batch *batch, const rawi_window *window, rawi_slice sentence,
                      size_t *cursor, rawi_text *text);

/* The character that an Arabic letter's symbol stands for, UTF-8, two bytes. */
const char *rawi_symbol_bytes(uint8_t symbol);

/* Reads a word of letters and marks; returns the number of its letters, at most `most`. Classes as
 * the marks say. */
size_t rawi_read_form(const char *form, uint8_t *symbols, uint8_t *classes, size_t most);

/* A fingerprint of symbols; `salt` sets kinds apart (3 and 5: n-grams, 7: words). Never 0. */
uint32_t rawi_fingerprint(uint32_t salt, const uint8_t *symbols, size_t count);

/* Whether a character is a mark on Arabic letters that --strip removes: vowels, shadda, sukun, the
 * signs of the Quran; not madda and hamza, which belong to their letter. */
bool rawi_is_mark(char32_t character);

#endif
