/* The reading of one run of Latin script: its state, and the numbers in it. */
#ifndef RAWI_ARABIC_NORMALIZE_LATIN_READER_H
#define RAWI_ARABIC_NORMALIZE_LATIN_READER_H

#include "arabic/normalize/latin_words.h"
#include "arabic/normalize/tokens.h"

typedef struct rawi_latin_reader {
    rawi_pronouncer *pronouncer;
    const char *text;
    rawi_span run;
    rawi_span sentence;
    rawi_token_builder *tokens;
    rawi_surroundings surroundings;
    bool failed; /* memory is exhausted */
} rawi_latin_reader;

/* The character at `at`, 0 at the sentence's end. */
int32_t rawi_latin_character(const rawi_latin_reader *reader, size_t at);

bool rawi_latin_is_digit(int32_t character);

/* Whether the character is a letter of a script other than Arabic. */
bool rawi_latin_is_letter(int32_t character);

/* The end of the letters at `at`, an apostrophe between letters inside; `at` where there are none.
 */
size_t rawi_latin_letters_end(const rawi_latin_reader *reader, size_t at);

/* Reads the word of letters at `at`; its end. */
size_t rawi_latin_read_word(rawi_latin_reader *reader, size_t at);

/* Reads the number or version (3.12) at `at`; its end. */
size_t rawi_latin_read_number(rawi_latin_reader *reader, size_t at);

/* Reads the numbers that belong to the name in text[start, end) and stand after it (Windows 11,
 * Boeing 787-9, Core i9 14900K, Mark II); their end, `end` where there are none. */
size_t rawi_latin_read_numbers_of_name(rawi_latin_reader *reader, size_t start, size_t end);

#endif
