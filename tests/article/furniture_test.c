/* The table of furniture: its phrases are found only where they are written as lines are folded. */
#include "article/fold.h"
#include "article/furniture.h"
#include "base/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

RAWI_TABLE(article_furniture);

static void phrases_are_folded(void **state) {
    (void)state;
    rawi_text folded = {0};
    for (size_t i = 0; i < rawi_table_rows(&rawi_article_furniture_table); i++) {
        const char *phrase = rawi_table_cell(&rawi_article_furniture_table, i, 0);
        article_fold(rawi_slice_of(phrase), &folded);
        assert_string_equal(folded.bytes, phrase);
    }
    rawi_text_free(&folded);
}

static void check(const char *line, article_furniture expected) {
    rawi_text scratch = {0};
    bool alone = false;
    assert_int_equal(article_furniture_of(rawi_slice_of(line), &scratch, &alone), expected);
    rawi_text_free(&scratch);
}

static void lines_are_told(void **state) {
    (void)state;
    check("تابعونا على تلغرام", FURNITURE_EDGE);
    check("انضمّوا إلى قناتنا على واتساب.", FURNITURE_NOTICE);
    check("قارئ المحرر", FURNITURE_NONE);
    check("الوسوم: سوق، كتب", FURNITURE_END);
    check("الوسوم في تويتر: ما هي", FURNITURE_NONE);
    check("الآراء الواردة في المقال تعبر عن كاتبها.", FURNITURE_NOTICE);
    check("الآراء الواردة في المقال أثارت جدلا.", FURNITURE_NONE);
    check("المحرر", FURNITURE_NAMELESS);
    check("Untitled Document", FURNITURE_NAMELESS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_are_folded),
        cmocka_unit_test(lines_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
