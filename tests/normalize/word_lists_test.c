/* Words are found in their lists with what is glued to them, and with nothing else. */
#include "arabic/normalize/word_lists.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_listed(const char *list, const char *word, bool listed) {
    if (rawi_word_in_list(rawi_slice_of(word), list) != listed)
        fail_msg("%s %s be in the list %s", word, listed ? "should" : "should not", list);
}

static void clitics_belong_to_no_entry(void **state) {
    (void)state;
    assert_listed("round_of_teams", "دور", true);
    assert_listed("round_of_teams", "ودور", true);
    assert_listed("round_of_teams", "ولدور", true);
    assert_listed("round_of_teams", "سدور", false);
    assert_listed("round_of_teams", "دورة", false);
    assert_listed("round_of_teams", "", false);
}

static void the_article_is_told_apart(void **state) {
    (void)state;
    assert_listed("round_of_teams", "الدور", false);
    assert_listed("round_of_teams", "للدور", false);
    assert_listed("round_of_games", "دور", false);
    assert_listed("round_of_games", "والدور", true);
    assert_listed("round_of_games", "للدور", true);
    assert_listed("heat", "حرارة", true);
    assert_listed("heat", "بالحرارة", true);
}

static void a_pronoun_where_the_list_allows_one(void **state) {
    (void)state;
    assert_listed("kelvins", "حرارتها", true);
    assert_listed("kelvins", "وحرارته", true);
    assert_listed("kelvins", "حرارته", true);
    assert_listed("kelvins", "حرارةه", false);
    assert_listed("bytes", "بحجمه", true);
    assert_listed("heat", "حرارته", false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clitics_belong_to_no_entry),
        cmocka_unit_test(the_article_is_told_apart),
        cmocka_unit_test(a_pronoun_where_the_list_allows_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
