/* Sounds of words: the tables of tests/language, properties that hold of every word, sounds from a
 * lexicon, and the writing of IPA. */
#include "arabic/phonemize/phonemize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    MOST_WORDS = 64,
    LONGEST_LINE = 4096
};

/* ---- the tables ------------------------------------------------------------------------------ */

/* Splits at spaces; a | makes a pause after the word before it. */
static size_t split_words(char *line, rawi_word *words) {
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (strcmp(word, "|") == 0) {
            words[count - 1].break_after = RAWI_BREAK_CLAUSE;
            continue;
        }
        assert_true(count < MOST_WORDS);
        words[count++] = (rawi_word){.text = word};
    }
    words[count - 1].break_after = RAWI_BREAK_FINAL;
    return count;
}

static void write_ipa(const rawi_word *words, size_t count, char *ipa, size_t size) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (i)
            ipa[length++] = ' ';
        length += rawi_word_ipa(&words[i], ipa + length, size - length);
        assert_true(length < size);
    }
}

static bool row_holds(char *line, rawi_endings endings, size_t number) {
    char *expected = strchr(line, '\t');
    char *why = expected ? strchr(expected + 1, '\t') : NULL;
    assert_non_null(why);
    *expected++ = *why++ = '\0';
    char written[LONGEST_LINE];
    snprintf(written, sizeof written, "%s", line);
    rawi_word words[MOST_WORDS];
    size_t count = split_words(line, words);
    rawi_arena arena = {0};
    rawi_error error;
    assert_int_equal(rawi_phonemize(words, NULL, count, endings, &arena, &error), RAWI_OK);
    char ipa[LONGEST_LINE];
    write_ipa(words, count, ipa, sizeof ipa);
    rawi_arena_free(&arena);
    bool holds = strcmp(ipa, expected) == 0;
    if (!holds)
        print_error("line %zu: %s\n  is       %s\n  must be  %s (%s)\n", number, written, ipa,
                    expected, why);
    return holds;
}

static void check_table(const char *name, rawi_endings endings, size_t least) {
    char path[1024];
    snprintf(path, sizeof path, SOURCE_DIR "/tests/language/%s", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[LONGEST_LINE];
    size_t rows = 0;
    size_t wrong = 0;
    for (size_t number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#' || *line == '\0')
            continue;
        rows++;
        wrong += !row_holds(line, endings, number);
    }
    fclose(file);
    assert_true(rows >= least);
    assert_int_equal(wrong, 0);
}

static void words_sound_as_a_newsreader_says_them(void **state) {
    (void)state;
    check_table("phonemes.tsv", RAWI_ENDINGS_PAUSE, 350);
}

static void full_endings_are_spoken_before_pauses(void **state) {
    (void)state;
    check_table("phonemes-full.tsv", RAWI_ENDINGS_FULL, 40);
}

static void endings_are_nowhere_spoken(void **state) {
    (void)state;
    check_table("phonemes-none.tsv", RAWI_ENDINGS_NONE, 15);
}

/* ---- properties ------------------------------------------------------------------------------ */

static uint32_t random_state = 20240101;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % limit;
}

/* Letters that are always consonants, with the sounds they write. */
static const struct {
    const char *letter;
    rawi_phone_symbol symbol;
} consonants[] = {
    {"أ", RAWI_PHONE_HAMZA}, {"ب", RAWI_PHONE_B},   {"ث", RAWI_PHONE_THETA}, {"ج", RAWI_PHONE_J},
    {"ح", RAWI_PHONE_HAA},   {"خ", RAWI_PHONE_X},   {"ذ", RAWI_PHONE_DHAL},  {"ر", RAWI_PHONE_R},
    {"ز", RAWI_PHONE_Z},     {"س", RAWI_PHONE_S},   {"ش", RAWI_PHONE_SH},    {"ص", RAWI_PHONE_SAD},
    {"ض", RAWI_PHONE_DAD},   {"ط", RAWI_PHONE_TAH}, {"ظ", RAWI_PHONE_ZAH},   {"ع", RAWI_PHONE_AYN},
    {"غ", RAWI_PHONE_GHAYN}, {"ف", RAWI_PHONE_F},   {"ق", RAWI_PHONE_Q},     {"ك", RAWI_PHONE_K},
    {"م", RAWI_PHONE_M},     {"ه", RAWI_PHONE_H},   {"پ", RAWI_PHONE_P},     {"ڤ", RAWI_PHONE_V},
    {"گ", RAWI_PHONE_G},     {"چ", RAWI_PHONE_CH},  {"ژ", RAWI_PHONE_ZH},
};

enum {
    CONSONANTS = sizeof consonants / sizeof *consonants,
    MOST_RANDOM = 7
};

/* A word of open and closed syllables, its consonants in `symbols` (a geminate once). */
static size_t random_word(char *word, rawi_phone_symbol *symbols) {
    static const char *const vowels[] = {"َ", "ِ", "ُ", "َا", "ِي", "ُو", "َيْ", "َوْ"};
    size_t count = 2 + random_below(MOST_RANDOM - 1);
    bool open = false;
    uint32_t before = CONSONANTS;
    *word = '\0';
    for (size_t i = 0; i < count; i++) {
        uint32_t which = random_below(CONSONANTS);
        if (which == before)
            which = (which + 1) % CONSONANTS;
        before = which;
        symbols[i] = consonants[which].symbol;
        strcat(word, consonants[which].letter);
        bool closes = open && i + 1 < count && random_below(3) == 0;
        uint32_t vowel = random_below(8);
        if (closes) {
            strcat(word, "ْ");
        } else {
            if (open && random_below(5) == 0)
                strcat(word, "ّ");
            strcat(word, vowels[vowel]);
        }
        open = !closes && vowel < 3;
    }
    return count;
}

/* The consonants of the word but the glides of diphthongs, in order. */
static size_t spoken_consonants(const rawi_word *word, uint8_t *symbols) {
    size_t count = 0;
    for (size_t i = 0; i < word->phone_count; i++) {
        uint8_t symbol = word->phones[i].symbol;
        if (!rawi_phone_is_vowel(word->phones[i]) && symbol != RAWI_PHONE_W &&
            symbol != RAWI_PHONE_Y)
            symbols[count++] = symbol;
    }
    return count;
}

static void every_consonant_is_spoken(void **state) {
    (void)state;
    for (int round = 0; round < 20000; round++) {
        char text[512];
        rawi_phone_symbol expected[MOST_RANDOM + 1];
        size_t count = random_word(text, expected);
        rawi_word word = {.text = text, .break_after = RAWI_BREAK_FINAL};
        rawi_arena arena = {0};
        assert_int_equal(rawi_phonemize(&word, NULL, 1, RAWI_ENDINGS_FULL, &arena, NULL), RAWI_OK);
        uint8_t spoken[64];
        size_t spoken_count = spoken_consonants(&word, spoken);
        if (spoken_count != count)
            print_error("%s\n", text);
        assert_int_equal(spoken_count, count);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(spoken[i], expected[i]);
        rawi_arena_free(&arena);
    }
}

/* Some letters and marks in any order, as a damaged text has them. */
static void random_letters(char *word) {
    static const char *const pieces[] = {
        "ا", "ٱ", "أ", "إ", "آ", "ء", "ؤ", "ئ", "ب", "ت", "ة", "ث", "ج",  "د", "ر",   "س", "ش", "ص",
        "ط", "ع", "ق", "ك", "ل", "ل", "م", "ن", "ه", "و", "ي", "ى", "ال", "پ", "لله", "َ",  "ُ",  "ِ",
        "ْ",  "ّ",  "ً",  "ٌ",  "ٍ",  "ٰ",  "َ",  "ُ",  "ِ",  "ْ",  "ّ",  "ۥ", "۟",   "۠",  "x",   "1"};
    size_t count = 1 + random_below(14);
    *word = '\0';
    for (size_t i = 0; i < count; i++)
        strcat(word, pieces[random_below(sizeof pieces / sizeof *pieces)]);
}

static size_t vowels_in(const rawi_word *word, rawi_syllable syllable) {
    size_t vowels = 0;
    for (size_t i = 0; i < syllable.count; i++)
        vowels += rawi_phone_is_vowel(word->phones[syllable.first + i]);
    return vowels;
}

/* Syllables that cover the phones, each with one vowel and one consonant before it; the word's
 * first may have more (foreign clusters, elided wasl) or none (a wasl vowel tied to the word
 * before). */
static void check_syllables(const rawi_word *word, const char *text) {
    size_t reached = 0;
    unsigned stressed = 0;
    for (size_t i = 0; i < word->syllable_count; i++) {
        rawi_syllable syllable = word->syllables[i];
        assert_int_equal(syllable.first, reached);
        reached += syllable.count;
        assert_true(reached <= word->phone_count);
        if (vowels_in(word, syllable) != 1)
            print_error("%s\n", text);
        assert_int_equal(vowels_in(word, syllable), 1);
        if (i) {
            assert_false(rawi_phone_is_vowel(word->phones[syllable.first]));
            assert_true(rawi_phone_is_vowel(word->phones[syllable.first + 1]));
        }
        stressed += syllable.stress == 1;
        assert_true(syllable.stress <= 2);
    }
    assert_int_equal(reached, word->phone_count);
    assert_true(stressed <= 1);
    if (word->break_after && word->phone_count)
        assert_int_equal(stressed, 1);
    for (size_t i = 0; i < word->phone_count; i++) {
        assert_true(word->phones[i].symbol < RAWI_PHONE_COUNT);
        assert_true(*rawi_phone_ipa(word->phones[i]));
    }
}

static void any_letters_make_sound_syllables(void **state) {
    (void)state;
    for (int round = 0; round < 60000; round++) {
        char texts[3][256];
        rawi_word words[3];
        for (size_t i = 0; i < 3; i++) {
            random_letters(texts[i]);
            words[i] = (rawi_word){.text = texts[i], .break_after = (rawi_break)random_below(2)};
        }
        words[2].break_after = RAWI_BREAK_FINAL;
        rawi_arena arena = {0};
        rawi_endings endings = (rawi_endings)random_below(3);
        assert_int_equal(rawi_phonemize(words, NULL, 3, endings, &arena, NULL), RAWI_OK);
        for (size_t i = 0; i < 3; i++)
            check_syllables(&words[i], texts[i]);
        rawi_arena_free(&arena);
    }
}

static void a_word_without_letters_has_no_sounds(void **state) {
    (void)state;
    rawi_word words[] = {{.text = "فِي"}, {.text = "…"}, {.text = ""}, {.text = "الْبَيْتِ"}};
    words[3].break_after = RAWI_BREAK_FINAL;
    rawi_arena arena = {0};
    assert_int_equal(rawi_phonemize(words, NULL, 4, RAWI_ENDINGS_PAUSE, &arena, NULL), RAWI_OK);
    assert_int_equal(words[1].phone_count, 0);
    assert_int_equal(words[1].syllable_count, 0);
    assert_int_equal(words[2].phone_count, 0);
    char ipa[64];
    write_ipa(&words[3], 1, ipa, sizeof ipa);
    assert_string_equal(ipa, "ˈlbajt"); /* fī reaches across them */
    assert_int_equal(rawi_phonemize(NULL, NULL, 0, RAWI_ENDINGS_PAUSE, &arena, NULL), RAWI_OK);
    rawi_arena_free(&arena);
}

static void an_endless_word_is_cut(void **state) {
    (void)state;
    enum {
        LETTERS = 100000
    };
    char *text = malloc(4 * LETTERS + 1);
    assert_non_null(text);
    for (size_t i = 0; i < LETTERS; i++)
        memcpy(text + 4 * i, i % 2 ? "تَ" : "بّ", 4);
    text[4 * LETTERS] = '\0';
    rawi_word word = {.text = text, .break_after = RAWI_BREAK_FINAL};
    rawi_arena arena = {0};
    assert_int_equal(rawi_phonemize(&word, NULL, 1, RAWI_ENDINGS_PAUSE, &arena, NULL), RAWI_OK);
    check_syllables(&word, "بَتَ…");
    assert_true(word.phone_count > 100 && word.phone_count < 2100);
    rawi_arena_free(&arena);
    free(text);
}

/* ---- sounds of a lexicon --------------------------------------------------------------------- */

static void check_ipa(const char *given, const char *expected) {
    rawi_word word = {.text = "x", .break_after = RAWI_BREAK_FINAL};
    rawi_arena arena = {0};
    rawi_error error = {0};
    rawi_status status = rawi_phonemize(&word, &given, 1, RAWI_ENDINGS_PAUSE, &arena, &error);
    if (status)
        print_error("%s: %s\n", given, error.message);
    assert_int_equal(status, RAWI_OK);
    char ipa[256];
    rawi_word_ipa(&word, ipa, sizeof ipa);
    assert_string_equal(ipa, expected);
    check_syllables(&word, given);
    rawi_arena_free(&arena);
}

static void a_lexicon_gives_sounds(void **state) {
    (void)state;
    check_ipa("ˈspɑrk", "ˈspɑrk");
    check_ipa("/ˈɡuː.ɡəl/", "ˈɡuː.ɡal");
    check_ipa("[muˈʕaːlad͡ʒa]", "mu.ˈʕaː.la.d͡ʒa");
    check_ipa("muʕaːladʒa", "mu.ˈʕaː.la.d͡ʒa");
    check_ipa("tʃæt", "ˈt͡ʃat");
    check_ipa("ɛnˈvɪdiə", "ʔen.ˈvi.di.ja");
    check_ipa("dʒeɪn", "ˈd͡ʒeːn");
    check_ipa("səˈloʊ", "sa.ˈloː");
    check_ipa("naʊ", "ˈnaw");
    check_ipa("mall.l", "ˈmalː");
    check_ipa("sˤabaːħ", "sˤɑ.ˈbaːħ");
    check_ipa("ˌʔintarˈnit", "ˌʔin.tar.ˈnit");
    check_ipa("bɔ̃ʒuʁ", "ˈbon.ʒuɣ");
    check_ipa("θɪŋk", "ˈθink");
}

static void a_lexicon_word_stands_in_its_phrase(void **state) {
    (void)state;
    rawi_word words[] = {{.text = "فِي"}, {.text = "Spark"}, {.text = "الْجَدِيدِ"}};
    words[2].break_after = RAWI_BREAK_FINAL;
    const char *const given[] = {NULL, "spɑːrk", NULL};
    rawi_arena arena = {0};
    assert_int_equal(rawi_phonemize(words, given, 3, RAWI_ENDINGS_PAUSE, &arena, NULL), RAWI_OK);
    char ipa[256];
    write_ipa(words, 3, ipa, sizeof ipa);
    assert_string_equal(ipa, "fiː ˈspɑːrk al.d͡ʒa.ˈdiːd");
    rawi_arena_free(&arena);
}

static void bad_ipa_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"spɑrk7", "سبارك", "", "str", "ˈ", "a\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rawi_word word = {.text = "Spark", .break_after = RAWI_BREAK_FINAL};
        rawi_arena arena = {0};
        rawi_error error = {0};
        rawi_status status = rawi_phonemize(&word, &bad[i], 1, RAWI_ENDINGS_PAUSE, &arena, &error);
        assert_int_equal(status, RAWI_ERROR_DATA);
        assert_non_null(strstr(error.message, "Spark"));
        rawi_arena_free(&arena);
    }
}

static void ipa_is_read_back_as_written(void **state) {
    (void)state;
    for (uint8_t symbol = 0; symbol < RAWI_PHONE_COUNT; symbol++) {
        bool vowel = symbol >= RAWI_PHONE_A;
        char given[64];
        rawi_phone phone = {symbol, vowel ? 0 : RAWI_PHONE_GEMINATE};
        snprintf(given, sizeof given, vowel ? "t%sk" : "ba%sin", rawi_phone_ipa(phone));
        const char *ipa = given;
        rawi_word word = {.text = "x", .break_after = RAWI_BREAK_FINAL};
        rawi_arena arena = {0};
        assert_int_equal(rawi_phonemize(&word, &ipa, 1, RAWI_ENDINGS_PAUSE, &arena, NULL), RAWI_OK);
        assert_int_equal(word.phones[vowel ? 1 : 2].symbol, symbol);
        assert_int_equal(word.phones[vowel ? 1 : 2].flags & RAWI_PHONE_GEMINATE,
                         phone.flags & RAWI_PHONE_GEMINATE);
        rawi_arena_free(&arena);
    }
}

static void ipa_is_cut_at_a_sound(void **state) {
    (void)state;
    rawi_word word = {.text = "مُعَالَجَةٌ", .break_after = RAWI_BREAK_FINAL};
    rawi_arena arena = {0};
    assert_int_equal(rawi_phonemize(&word, NULL, 1, RAWI_ENDINGS_PAUSE, &arena, NULL), RAWI_OK);
    char whole[64];
    size_t length = rawi_word_ipa(&word, whole, sizeof whole);
    assert_string_equal(whole, "mu.ˈʕaː.la.d͡ʒah");
    assert_int_equal(length, strlen(whole));
    assert_int_equal(rawi_word_ipa(&word, NULL, 0), length);
    for (size_t size = 1; size <= length; size++) {
        char cut[64];
        memset(cut, 'x', sizeof cut);
        assert_int_equal(rawi_word_ipa(&word, cut, size), length);
        assert_true(strlen(cut) < size);
        assert_memory_equal(cut, whole, strlen(cut));
        assert_int_equal(cut[size], 'x');
        assert_true(((unsigned char)whole[strlen(cut)] & 0xC0) != 0x80);
    }
    rawi_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_sound_as_a_newsreader_says_them),
        cmocka_unit_test(full_endings_are_spoken_before_pauses),
        cmocka_unit_test(endings_are_nowhere_spoken),
        cmocka_unit_test(every_consonant_is_spoken),
        cmocka_unit_test(any_letters_make_sound_syllables),
        cmocka_unit_test(a_word_without_letters_has_no_sounds),
        cmocka_unit_test(an_endless_word_is_cut),
        cmocka_unit_test(a_lexicon_gives_sounds),
        cmocka_unit_test(a_lexicon_word_stands_in_its_phrase),
        cmocka_unit_test(bad_ipa_is_refused),
        cmocka_unit_test(ipa_is_read_back_as_written),
        cmocka_unit_test(ipa_is_cut_at_a_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
