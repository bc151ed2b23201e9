/* Items of a numbered list are announced by their numbers, which belong to nothing that is written.
 */
#include "rawi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum {
    SPOKEN_BYTES = 512
};

/* The words of the list item that Markdown has after `marker`, with their marks. */
static void speak_item(const char *marker, const char *text, char spoken[SPOKEN_BYTES]) {
    char source[SPOKEN_BYTES];
    int length = snprintf(source, sizeof source, "# عنوان\n\n%s %s\n", marker, text);
    rawi_error error;
    rawi_article *article;
    rawi_script *script;
    const rawi_utterance *said;
    assert_int_equal(rawi_article_open_memory(source, (size_t)length, "list.md",
                                              RAWI_FORMAT_MARKDOWN, &article, &error),
                     RAWI_OK);
    assert_int_equal(rawi_script_open(article, NULL, &script, &error), RAWI_OK);
    assert_int_equal(rawi_script_next(script, &said, &error), RAWI_OK);
    assert_int_equal(rawi_script_next(script, &said, &error), RAWI_OK);
    *spoken = '\0';
    for (size_t i = 0; i < said->word_count; i++) {
        const rawi_word *word = &said->words[i];
        assert_in_range(word->span.start, said->span.start, said->span.end);
        assert_in_range(word->span.end, said->span.start, said->span.end);
        assert_true(word->phone_count > 0);
        size_t used = strlen(spoken);
        snprintf(spoken + used, SPOKEN_BYTES - used, "%s%s%s", i ? " " : "", word->text,
                 word->after);
    }
    rawi_script_close(script);
    rawi_article_close(article);
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        const char *marker;
        const char *spoken;
    } cases[] = {
        {"-", ""},
        {"1.", "أَوَّلًا: "},
        {"2)", "ثَانِيًا: "},
        {"3.", "ثَالِثًا: "},
        {"8.", "ثَامِنًا: "},
        {"10.", "عَاشِرًا: "},
        {"11.", "حَادِيَ عَشَرَ: "},
        {"12.", "ثَانِيَ عَشَرَ: "},
        {"19.", "تَاسِعَ عَشَرَ: "},
        {"20.", "عِشْرِينَ: "},
        {"21.", "حَادِيًا وَعِشْرِينَ: "},
        {"32.", "ثَانِيًا وَثَلَاثِينَ: "},
        {"999.", "تَاسِعًا وَتِسْعِينَ بَعْدَ التِّسْعِمِئَةِ: "},
        {"0.", "صِفْرٌ: "},
        {"1200.", "أَلْفٌ وَمِئَتَانِ: "},
    };
    char plain[SPOKEN_BYTES], spoken[SPOKEN_BYTES], wanted[SPOKEN_BYTES];
    speak_item("*", "النوم في موعد ثابت.", plain);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        speak_item(cases[i].marker, "النوم في موعد ثابت.", spoken);
        snprintf(wanted, sizeof wanted, "%s%s", cases[i].spoken, plain);
        assert_string_equal(spoken, wanted);
    }
}

/* A number stands before the first sentence of its item alone. */
static void test_first_sentence(void **state) {
    (void)state;
    static const char source[] = "# عنوان\n\n1. جاء الربيع. وغنت الطيور.\n2. ثم جاء الصيف.\n";
    static const char *const first_words[] = {"أَوَّلًا", "وَغَنَّتِ", "ثَانِيًا"};
    rawi_error error;
    rawi_article *article;
    rawi_script *script;
    const rawi_utterance *said;
    assert_int_equal(rawi_article_open_memory(source, sizeof source - 1, "list.md",
                                              RAWI_FORMAT_MARKDOWN, &article, &error),
                     RAWI_OK);
    assert_int_equal(rawi_script_open(article, NULL, &script, &error), RAWI_OK);
    for (size_t i = 0; i < sizeof first_words / sizeof *first_words; i++) {
        assert_int_equal(rawi_script_next(script, &said, &error), RAWI_OK);
        if (i == 0)
            assert_int_equal(rawi_script_next(script, &said, &error), RAWI_OK);
        assert_string_equal(said->words[0].text, first_words[i]);
    }
    assert_int_equal(rawi_script_next(script, &said, &error), RAWI_END);
    size_t second = (size_t)(strstr(article->text, "وغنت") - article->text);
    assert_int_equal(rawi_script_seek(script, second, &error), RAWI_OK);
    assert_int_equal(rawi_script_next(script, &said, &error), RAWI_OK);
    assert_string_equal(said->words[0].text, first_words[1]);
    rawi_script_close(script);
    rawi_article_close(article);
}

/* HTML counts from where it is told to. */
static void test_below_one(void **state) {
    (void)state;
    static const char source[] =
        "<html lang=\"ar\"><title>عنوان</title><body><article><h1>عنوان</h1>"
        "<ol start=\"-3\"><li>جاء الربيع ثم عاد.</li></ol>"
        "</article></body></html>";
    rawi_error error;
    rawi_article *article;
    rawi_script *script;
    const rawi_utterance *said;
    assert_int_equal(rawi_article_open_memory(source, sizeof source - 1, "list.html",
                                              RAWI_FORMAT_HTML, &article, &error),
                     RAWI_OK);
    assert_int_equal(rawi_script_open(article, NULL, &script, &error), RAWI_OK);
    do
        assert_int_equal(rawi_script_next(script, &said, &error), RAWI_OK);
    while (said->kind != RAWI_BLOCK_LIST_ITEM);
    assert_string_equal(said->words[0].text, "نَاقِصُ");
    assert_string_equal(said->words[1].text, "ثَلَاثٍ");
    assert_string_equal(said->words[1].after, ":");
    rawi_script_close(script);
    rawi_article_close(article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_first_sentence),
        cmocka_unit_test(test_below_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
