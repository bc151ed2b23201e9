/* Words after a number that does not count them: they say when, where, why or how, go on with a
 * verb, or are what was voted for. */
#include <string.h>

#include "arabic/normalize/calendar.h"
#include "arabic/normalize/counts.h"
#include "arabic/normalize/word_lists.h"

/* «نهاية العام»، «نهاية 2025»، «بنهاية مارس»: a time, with its preposition or without. */
static bool says_when(const rawi_reader *reader, size_t at) {
    const rawi_item *word = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    const size_t digits_of_year = 4;
    size_t month;
    if (!next || !rawi_item_in_list(reader, at, "when"))
        return false;
    return rawi_has_article(next->bare) ||
           (next->kind == RAWI_ITEM_DIGITS && next->text.length == digits_of_year) ||
           rawi_has_prefix(word->bare, "ب") || rawi_find_month(reader, at + 1, &month) > at + 1;
}

/* «نتيجة الحرب»، «نتيجة ارتفاع الأسعار» */
static bool says_why(const rawi_reader *reader, size_t at) {
    const rawi_item *cause = rawi_item_at(reader, at + 1);
    return rawi_item_in_list(reader, at, "why") && cause && cause->kind == RAWI_ITEM_WORD &&
           (rawi_has_article(cause->bare) || rawi_is_verbal_noun(cause->bare) ||
            rawi_item_in_list(reader, at + 1, "change"));
}

/* «بلغ 100 نهاية العام», «3 ملايين مقارنة بالعام الماضي», «في 2025 مدفوعة بالطلب»: when, why, how
 * and by what measure. */
static bool is_adverbial_noun(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (rawi_item_in_list(reader, at, "time_of_day") || rawi_item_in_list(reader, at, "how") ||
        says_when(reader, at) || says_why(reader, at))
        return true;
    if (!next || next->kind != RAWI_ITEM_WORD)
        return false;
    return rawi_item_in_list(reader, at, "where") ||
           (rawi_item_is_one_of(reader, at, "قابل قابلة") && rawi_has_prefix(next->bare, "لل")) ||
           (rawi_item_is_one_of(reader, at, "مقارنة قياسا") &&
            (rawi_item_is_one_of(reader, at + 1, "مع إلى") ||
             (rawi_has_prefix(next->bare, "ب") && !rawi_item_is_word(reader, at + 1, "بين")))) ||
           (rawi_item_is_one_of(reader, at, "إضافة وصولا") &&
            rawi_item_is_word(reader, at + 1, "إلى"));
}

/* «شهدت البلاد في 2025 زيادة»: what changed in a year. */
static bool is_change_in_year(const rawi_reader *reader, size_t at, const rawi_number *number) {
    return at > 1 && number->digits.length == 4 && !number->grouped && !number->scale &&
           rawi_is_recent_year(number->value) &&
           rawi_item_is_one_of(reader, at - 2, "في منذ خلال بحلول") &&
           rawi_item_in_list(reader, at, "change");
}

/* «21.4 مليون يحق لهم التصويت»: a present goes on about those who were counted. */
static bool goes_on_with_present(const rawi_reader *reader, size_t at, const rawi_number *number) {
    rawi_slice word = rawi_item_at(reader, at)->bare;
    static const char *const of_nouns[] = {"ي", "ة", "ا", "ين", "ات"};
    bool few = !number->scale && rawi_counted_form_of(number->value) == RAWI_COUNTED_FEW;
    if (rawi_is_listed_noun(word) || rawi_is_name(word) || word.length <= strlen("ين") ||
        (few && !rawi_has_suffix(word, "ون"))) /* 5 ينابيع */
        return false;
    for (size_t i = 0; i < sizeof of_nouns / sizeof *of_nouns; i++)
        if (rawi_has_suffix(word, of_nouns[i]))
            return false;
    return rawi_has_prefix(word, "ي") || rawi_has_prefix(word, "تت") ||
           rawi_has_prefix(word, "تست");
}

/* «بأغلبية 60 صوتا مقابل 40 مشروع القانون»: the number directly before counts the votes again, and
 * not what was voted for. */
static bool is_voted_for(const rawi_reader *reader, size_t at) {
    return at > 2 && rawi_item_is_word(reader, at - 2, "مقابل") &&
           rawi_item_in_list(reader, at - 3, "votes") && !rawi_item_in_list(reader, at, "votes") &&
           !rawi_has_suffix(rawi_item_at(reader, at)->bare, "ا");
}

bool rawi_is_uncounted(const rawi_reader *reader, size_t at, const rawi_number *number) {
    return is_adverbial_noun(reader, at) || is_change_in_year(reader, at, number) ||
           goes_on_with_present(reader, at, number) || is_voted_for(reader, at);
}
