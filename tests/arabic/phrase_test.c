/* Where the narrator pauses, and with which melody. A case is a text with spaces between words and
 * punctuation; | stands where a breath is expected, || after a clause, ||| for a strong break. */
#include "arabic/phrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    TOKENS_MAX = 1000
};

typedef struct phrased {
    rawi_arena arena;
    rawi_token tokens[TOKENS_MAX];
    rawi_word words[TOKENS_MAX];
    size_t word_count;
} phrased;

static bool is_break_sign(const char *piece) {
    return piece[0] == '|';
}

static bool is_punctuation(const char *piece) {
    static const char *const marks[] = {"،", "؛", ":", ".", "؟", "!", "…", "«", "»", "(", ")", "–"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(marks[i], piece) == 0)
            return true;
    return false;
}

/* Phrases the text, whose break signs are left out. `article` serves as the source of all words. */
static void phrase(phrased *result, const char *text, const char *article) {
    char *copy = rawi_arena_copy(&result->arena, text, strlen(text));
    rawi_tokens tokens = {result->tokens, 0};
    size_t offset = 0;
    for (char *piece = strtok(copy, " "); piece; piece = strtok(NULL, " ")) {
        if (is_break_sign(piece))
            continue;
        result->tokens[tokens.count] =
            (rawi_token){.kind = is_punctuation(piece) ? RAWI_TOKEN_PUNCTUATION : RAWI_TOKEN_WORD,
                         .span = {offset, offset + 1},
                         .text = piece};
        tokens.count++;
        offset++;
    }
    result->word_count = rawi_phrase_words(&tokens, article, &result->arena, result->words);
}

static void render(const phrased *result, rawi_text *text) {
    static const char *const signs[] = {"", " |", " ||", " |||", ""};
    for (size_t i = 0; i < result->word_count; i++) {
        rawi_text_add_string(text, i ? " " : "");
        rawi_text_add_string(text, result->words[i].text);
        rawi_text_add_string(text, signs[result->words[i].break_after]);
    }
}

static const struct {
    const char *expected;
    const char *why;
} cases[] = {
    {"وصل الوفد مساء .", "a short sentence is one breath"},
    {"قال الرئيس : ||| « لن نقبل بأي تسوية » .", "the pause of the colon before a quotation"},
    {"أعلنت شركة « أطلس » خطتها الجديدة .", "quotation marks around a name are no pause"},
    {"رأى || « أن السعر وحده لا يكفي » || لكن غيره خالفه .", "a quotation inside a sentence"},
    {"زار الوفد مصر ، || ثم تونس ؛ ||| وعاد مساء .", "comma and semicolon"},
    {"نظم عاملية | ( ذاتية القرار ) | بسرعة كبيرة .", "a short parenthesis"},
    {"استدع الدالة ( ) ثم احفظ الملف | ( سريعا ) | في مكانه .", "brackets around nothing"},
    {"نظم عاملية || ( تتخذ قرارها بنفسها دائما ) || بسرعة .", "a long parenthesis"},
    {"أعلنت الحكومة خطة جديدة لدعم المزارعين في المناطق الجافة | بعد أن تراجع إنتاج القمح "
     "والشعير هذا العام .",
     "a breath before the adverbial clause of a long sentence"},
    {"تواصل الشركة الأمريكية اختبار نسخها الجديدة من الصاروخ العملاق | الذي سيحمل رواد الفضاء "
     "إلى سطح القمر قريبا .",
     "a breath before a relative clause"},
};

static char *without_punctuation(const char *text, rawi_arena *arena) {
    char *copy = rawi_arena_copy(arena, text, strlen(text));
    char *clean = rawi_arena_alloc(arena, strlen(text) + 1);
    for (char *piece = strtok(copy, " "); piece; piece = strtok(NULL, " ")) {
        if (is_punctuation(piece))
            continue;
        if (*clean)
            strcat(clean, " ");
        strcat(clean, piece);
    }
    return clean;
}

static void breaks_stand_where_expected(void **state) {
    (void)state;
    size_t wrong = 0;
    char *article = calloc(1, TOKENS_MAX + 1);
    memset(article, 'x', TOKENS_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        phrased *result = calloc(1, sizeof *result);
        phrase(result, cases[i].expected, article);
        rawi_text got = {0};
        render(result, &got);
        const char *expected = without_punctuation(cases[i].expected, &result->arena);
        if (strcmp(got.bytes, expected) != 0) {
            print_error("%s\n  expected %s\n  got      %s\n", cases[i].why, expected, got.bytes);
            wrong++;
        }
        rawi_text_free(&got);
        rawi_arena_free(&result->arena);
        free(result);
    }
    free(article);
    assert_int_equal(wrong, 0);
}

/* Nobody speaks longer than BREATH_WORDS words without a breath, and a number stays whole. */
static void long_clauses_are_broken_but_numbers_are_not(void **state) {
    (void)state;
    enum {
        BREATH_WORDS = 24
    };
    phrased *result = calloc(1, sizeof *result);
    rawi_text text = {0};
    for (int i = 0; i < 700; i++)
        rawi_text_add_string(&text, "كلمة ");
    char *article = calloc(1, TOKENS_MAX + 1);
    memset(article, 'x', TOKENS_MAX);
    memset(article + 100, '7', 3);
    phrase(result, text.bytes, article);
    assert_int_equal(result->word_count, 700);
    size_t run = 0;
    for (size_t i = 0; i < result->word_count; i++) {
        run++;
        if (result->words[i].break_after)
            run = 0;
        assert_true(run <= BREATH_WORDS);
    }
    for (size_t i = 100; i < 103; i++)
        assert_int_equal(result->words[i].break_after, RAWI_BREAK_NONE);
    assert_int_equal(result->words[699].break_after, RAWI_BREAK_FINAL);
    rawi_text_free(&text);
    rawi_arena_free(&result->arena);
    free(article);
    free(result);
}

static void melody_follows_first_and_last_word(void **state) {
    (void)state;
    static const struct {
        const char *text;
        rawi_block_kind kind;
        bool ends_list;
        rawi_intonation expected;
    } melodies[] = {
        {"هل وصل الوفد ؟", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_QUESTION},
        {"وهل يمهلنا الجليد ؟", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_QUESTION},
        {"ماذا حدث ؟", RAWI_BLOCK_HEADING, true, RAWI_INTONATION_WH_QUESTION},
        {"إلى متى ننتظر ؟", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_WH_QUESTION},
        {"فكيف نفعل ؟", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_WH_QUESTION},
        {"تعرفون الجواب ؟", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_QUESTION},
        {"ما أجمل السماء !", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_EXCLAMATION},
        {"قدرات مركز بيانات", RAWI_BLOCK_HEADING, true, RAWI_INTONATION_HEADING},
        {"تدريب الطلاب .", RAWI_BLOCK_LIST_ITEM, false, RAWI_INTONATION_CONTINUATION},
        {"دعم الأنظمة .", RAWI_BLOCK_LIST_ITEM, true, RAWI_INTONATION_STATEMENT},
        {"وهي كما يأتي :", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_CONTINUATION},
        {"وصل الوفد .", RAWI_BLOCK_PARAGRAPH, true, RAWI_INTONATION_STATEMENT},
    };
    for (size_t i = 0; i < sizeof melodies / sizeof *melodies; i++) {
        phrased *result = calloc(1, sizeof *result);
        phrase(result, melodies[i].text, "xxxxxxxxxxxxxxxx");
        rawi_intonation got = rawi_phrase_intonation(result->words, result->word_count,
                                                     melodies[i].kind, melodies[i].ends_list);
        if (got != melodies[i].expected)
            print_error("%s: %d\n", melodies[i].text, got);
        assert_int_equal(got, melodies[i].expected);
        rawi_arena_free(&result->arena);
        free(result);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_stand_where_expected),
        cmocka_unit_test(long_clauses_are_broken_but_numbers_are_not),
        cmocka_unit_test(melody_follows_first_and_last_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
