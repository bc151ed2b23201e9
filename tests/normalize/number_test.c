/* A property: the words of any number, in any context, read back by a parser that shares nothing
 * with the normalizer give the number. The parser knows letters only, no marks and no grammar. */
#include "fixture.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Without marks; a conjunction or preposition before the word is tried too. */
typedef struct number_word {
    const char *letters;
    uint64_t value;
} number_word;

static const number_word small_words[] = {
    {"صفر", 0},      {"صفرا", 0},      {"واحد", 1},      {"واحدا", 1},    {"واحدة", 1},
    {"أحد", 1},      {"إحدى", 1},      {"اثنان", 2},     {"اثنين", 2},    {"اثنتان", 2},
    {"اثنتين", 2},   {"اثنا", 2},      {"اثني", 2},      {"اثنتا", 2},    {"اثنتي", 2},
    {"ثلاثة", 3},    {"ثلاث", 3},      {"ثلاثا", 3},     {"أربعة", 4},    {"أربع", 4},
    {"أربعا", 4},    {"خمسة", 5},      {"خمس", 5},       {"خمسا", 5},     {"ستة", 6},
    {"ست", 6},       {"ستا", 6},       {"سبعة", 7},      {"سبع", 7},      {"سبعا", 7},
    {"ثمانية", 8},   {"ثمان", 8},      {"ثماني", 8},     {"ثمانيا", 8},   {"تسعة", 9},
    {"تسع", 9},      {"تسعا", 9},      {"عشرة", 10},     {"عشر", 10},     {"عشرا", 10},
    {"عشرون", 20},   {"عشرين", 20},    {"ثلاثون", 30},   {"ثلاثين", 30},  {"أربعون", 40},
    {"أربعين", 40},  {"خمسون", 50},    {"خمسين", 50},    {"ستون", 60},    {"ستين", 60},
    {"سبعون", 70},   {"سبعين", 70},    {"ثمانون", 80},   {"ثمانين", 80},  {"تسعون", 90},
    {"تسعين", 90},   {"مئة", 100},     {"مئتان", 200},   {"مئتين", 200},  {"مئتا", 200},
    {"مئتي", 200},   {"ثلاثمئة", 300}, {"أربعمئة", 400}, {"خمسمئة", 500}, {"ستمئة", 600},
    {"سبعمئة", 700}, {"ثمانمئة", 800}, {"تسعمئة", 900}};

/* Scales: the word, its worth, how many of it the word itself says (a dual two). */
typedef struct scale_word {
    const char *letters;
    uint64_t worth;
    unsigned count;
} scale_word;

#define THOUSAND    UINT64_C(1000)
#define MILLION     UINT64_C(1000000)
#define MILLIARD    UINT64_C(1000000000)
#define TRILLION    UINT64_C(1000000000000)
#define QUADRILLION UINT64_C(1000000000000000)

static const scale_word scale_words[] = {{"ألف", THOUSAND, 1},
                                         {"ألفا", THOUSAND, 1},
                                         {"آلاف", THOUSAND, 1},
                                         {"ألفان", THOUSAND, 2},
                                         {"ألفين", THOUSAND, 2},
                                         {"ألفي", THOUSAND, 2},
                                         {"مليون", MILLION, 1},
                                         {"مليونا", MILLION, 1},
                                         {"ملايين", MILLION, 1},
                                         {"مليونان", MILLION, 2},
                                         {"مليونين", MILLION, 2},
                                         {"مليوني", MILLION, 2},
                                         {"مليار", MILLIARD, 1},
                                         {"مليارا", MILLIARD, 1},
                                         {"مليارات", MILLIARD, 1},
                                         {"ملياران", MILLIARD, 2},
                                         {"مليارين", MILLIARD, 2},
                                         {"ملياري", MILLIARD, 2},
                                         {"تريليون", TRILLION, 1},
                                         {"تريليونا", TRILLION, 1},
                                         {"تريليونات", TRILLION, 1},
                                         {"تريليونان", TRILLION, 2},
                                         {"تريليونين", TRILLION, 2},
                                         {"تريليوني", TRILLION, 2},
                                         {"كوادريليون", QUADRILLION, 1},
                                         {"كوادريليونا", QUADRILLION, 1},
                                         {"كوادريليونات", QUADRILLION, 1},
                                         {"كوادريليونان", QUADRILLION, 2},
                                         {"كوادريليونين", QUADRILLION, 2},
                                         {"كوادريليوني", QUADRILLION, 2}};

static void remove_marks(const char *word, char *letters, size_t size) {
    size_t length = 0;
    for (; *word && length + 2 < size; word++) {
        bool mark = (unsigned char)word[0] == 0xD9 && (unsigned char)word[1] >= 0x8B &&
                    (unsigned char)word[1] <= 0x92;
        if (mark)
            word++;
        else
            letters[length++] = *word;
    }
    letters[length] = '\0';
}

static const number_word *find_small(const char *letters) {
    for (size_t i = 0; i < sizeof small_words / sizeof *small_words; i++)
        if (strcmp(letters, small_words[i].letters) == 0)
            return &small_words[i];
    return NULL;
}

static const scale_word *find_scale(const char *letters) {
    for (size_t i = 0; i < sizeof scale_words / sizeof *scale_words; i++)
        if (strcmp(letters, scale_words[i].letters) == 0)
            return &scale_words[i];
    return NULL;
}

/* The sum read so far: `group` waits for its scale. */
typedef struct sum {
    uint64_t total;
    uint64_t group;
} sum;

/* Adds a word; false where it is no number word. A scale with و or a dual («مئة ألف وألفان») counts
 * by itself: the group before it has had its own scale word. */
static bool add_word(sum *read, const char *word) {
    char letters[256];
    remove_marks(word, letters, sizeof letters);
    const char *bare = letters;
    const number_word *small = find_small(bare);
    const scale_word *scale = find_scale(bare);
    if (!small && !scale && (strncmp(bare, "و", 2) == 0 || strncmp(bare, "ب", 2) == 0)) {
        bare += 2;
        small = find_small(bare);
        scale = find_scale(bare);
    }
    if (small) {
        read->group += small->value;
        return true;
    }
    if (!scale)
        return false;
    read->total += (read->group ? read->group * scale->count : scale->count) * scale->worth;
    read->group = 0;
    return true;
}

/* The number that the tokens say, after the words of the context and before its noun. */
static bool read_back(const rawi_tokens *tokens, uint64_t *value) {
    sum read = {0};
    bool found = false;
    for (size_t i = 0; i < tokens->count; i++) {
        bool number = tokens->items[i].kind == RAWI_TOKEN_WORD &&
                      (tokens->items[i].flags & RAWI_TOKEN_COMPLETE) &&
                      add_word(&read, tokens->items[i].text);
        if (!number && found)
            break;
        found = found || number;
    }
    *value = read.total + read.group;
    return found;
}

static void check(rawi_normalizer *normalizer, const char *before, uint64_t value, bool grouped,
                  const char *after) {
    char written[256];
    char digits[64];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, value);
    char separated[96];
    size_t out = 0;
    for (size_t i = 0; i < length; i++) {
        if (grouped && i && (length - i) % 3 == 0)
            separated[out++] = ',';
        separated[out++] = digits[i];
    }
    separated[out] = '\0';
    snprintf(written, sizeof written, "%s%s%s", before, separated, after);
    rawi_arena arena = {0};
    rawi_tokens tokens;
    assert_int_equal(
        rawi_normalize(normalizer, written, (rawi_span){0, strlen(written)}, &arena, &tokens, NULL),
        RAWI_OK);
    uint64_t back = 0;
    if (!read_back(&tokens, &back) || back != value) {
        print_message("%s was read back as %" PRIu64 ":", written, back);
        for (size_t i = 0; i < tokens.count; i++)
            print_message(" %s", tokens.items[i].text);
        print_message("\n");
        fail();
    }
    rawi_arena_free(&arena);
}

/* xorshift64*, seeded: the same numbers every time. */
static uint64_t next_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static void spoken_numbers_read_back(void **state) {
    static const struct {
        const char *before;
        const char *after;
    } contexts[] = {{"", ""},        {"في ", ""},        {"بلغ ", ""},     {"في ", " ميزان"},
                    {"", " كوكبا"},  {"بلغ ", " مدينة"}, {"إن ", " رجلا"}, {"قتل ", " امرأة"},
                    {"بـ", " قرية"}, {"كان العدد ", ""}};
    uint64_t seed = UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = 0; i < 40000; i++) {
        unsigned digits = 1 + (unsigned)(next_random(&seed) % 16);
        uint64_t most = 1;
        while (digits-- > 0)
            most *= 10;
        uint64_t value = next_random(&seed) % most;
        if (i % 3 == 0 && value > 1000)
            value -= value % 1000;
        size_t context = (size_t)(next_random(&seed) % (sizeof contexts / sizeof *contexts));
        bool counted = *contexts[context].after != '\0';
        if (counted && value % 100 <= 2)
            value += 7; /* one and two are said by the form of the noun */
        if (value > 999999999999999999)
            continue;
        check(*state, contexts[context].before, value, value > 9999, contexts[context].after);
    }
}

static void every_number_to_twenty_thousand_reads_back(void **state) {
    for (uint64_t value = 0; value <= 20000; value++)
        check(*state, "من ", value, false, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_to_twenty_thousand_reads_back),
        cmocka_unit_test(spoken_numbers_read_back),
    };
    return cmocka_run_group_tests(tests, open_normalizer, close_normalizer);
}
