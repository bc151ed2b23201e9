/* Endings by case: a word's last mark changed for that of another case. */
#include "arabic/case_ending.h"

#include <string.h>

#include "arabic/normalize/normalize.h"

/* The second byte of a mark; the first is 0xD9. */
enum {
    FATHATAN = 0x8B,
    DAMMATAN,
    KASRATAN,
    FATHA,
    DAMMA,
    KASRA,
    SHADDA
};

enum {
    BYTES = 2 /* of a letter or mark */
};

/* The mark of case at the word's end, or 0. */
static unsigned char ending_of(const char *word, size_t length) {
    if (length < 2 * BYTES || (unsigned char)word[length - BYTES] != 0xD9)
        return 0;
    unsigned char mark = (unsigned char)word[length - 1];
    return mark >= FATHATAN && mark <= KASRA ? mark : 0;
}

/* The word's letters without its marks. */
static rawi_slice letters_of(rawi_arena *arena, const char *word) {
    char *letters = rawi_arena_copy(arena, word, strlen(word));
    size_t length = 0;
    for (const char *at = word; letters && *at && at[1]; at += BYTES) {
        unsigned char second = (unsigned char)at[1];
        if ((unsigned char)*at == 0xD9 && second >= FATHATAN && second <= 0x92)
            continue;
        memcpy(letters + length, at, BYTES);
        length += BYTES;
    }
    return (rawi_slice){letters, letters ? length : 0};
}

static bool ends_in(rawi_slice letters, const char *ending) {
    size_t length = strlen(ending);
    return letters.length > length &&
           memcmp(letters.bytes + letters.length - length, ending, length) == 0;
}

static unsigned char nominative_of(unsigned char ending) {
    return ending <= KASRATAN ? DAMMATAN : DAMMA;
}

static unsigned char genitive_of(unsigned char ending) {
    return ending <= KASRATAN ? KASRATAN : KASRA;
}

static unsigned char accusative_of(unsigned char ending, rawi_slice letters) {
    bool tanwin = ending <= KASRATAN;
    if (ends_in(letters, "ات") && letters.length > 3 * BYTES)
        return tanwin ? KASRATAN : KASRA;
    return tanwin ? FATHATAN : FATHA;
}

/* The ن of لاعبين and صوتان is no place of a case. */
static bool ends_in_fixed_nun(rawi_slice letters, unsigned char ending) {
    return (ending == FATHA && (ends_in(letters, "ين") || ends_in(letters, "ون"))) ||
           (ending == KASRA && (ends_in(letters, "ان") || ends_in(letters, "ين")));
}

/* A diptote's ending, in the case that it shows. */
static unsigned char diptote_of(unsigned char ending) {
    return ending == DAMMATAN || ending == DAMMA ? DAMMA : FATHA;
}

static unsigned char ending_for(unsigned flags, unsigned char ending, rawi_slice letters) {
    if (flags & RAWI_TOKEN_NOMINATIVE)
        ending = nominative_of(ending);
    else if (flags & RAWI_TOKEN_GENITIVE)
        ending = genitive_of(ending);
    else if (flags & RAWI_TOKEN_ACCUSATIVE)
        ending = accusative_of(ending, letters);
    if ((flags & RAWI_TOKEN_CONSTRUCT) && ending <= KASRATAN)
        ending += FATHA - FATHATAN;
    else if ((flags & RAWI_TOKEN_INDEFINITE) && ending > KASRATAN)
        ending -= FATHA - FATHATAN;
    return flags & RAWI_TOKEN_DIPTOTE ? diptote_of(ending) : ending;
}

const char *rawi_put_case(rawi_arena *arena, const char *word, unsigned flags) {
    size_t length = strlen(word);
    unsigned char ending = ending_of(word, length);
    if (!ending || !(flags & RAWI_TOKEN_ENDINGS))
        return word;
    rawi_slice letters = letters_of(arena, word);
    char *declined = rawi_arena_copy(arena, word, length);
    if (!letters.bytes || !declined)
        return NULL;
    if (ends_in_fixed_nun(letters, ending) || ends_in(letters, "ى"))
        return word;
    declined[length - 1] = (char)ending_for(flags, ending, letters);
    return declined;
}

bool rawi_shows_case(const char *word) {
    return ending_of(word, strlen(word)) != 0;
}

bool rawi_endings_agree(const char *noun, const char *adjective) {
    unsigned char ending = ending_of(noun, strlen(noun));
    bool article = strncmp(adjective, "ال", strlen("ال")) == 0;
    bool tanwin = ending && ending <= KASRATAN;
    return ending && ending == ending_of(adjective, strlen(adjective)) &&
           (tanwin || (article && strncmp(noun, "ال", strlen("ال")) == 0));
}
