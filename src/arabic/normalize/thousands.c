/* Three digits after a point: thousands of what is counted (1.250 شخصا) or decimals of what is
 * measured (1.250 كيلومتر). */
#include <string.h>

#include "arabic/normalize/author_noun.h"
#include "arabic/normalize/reading.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(subunits);

static const char scale_words[] = "مليون مليونا مليار مليارا تريليون تريليونا ترليون";

static bool is_dinar(const rawi_noun *noun) {
    return strcmp(noun->singular, "دِينَار") == 0;
}

static bool has_hundredths(const rawi_noun *noun) {
    return rawi_table_find(&rawi_subunits_table, rawi_slice_of(noun->singular)) >= 0 &&
           strcmp(noun->singular, "مِتْر") != 0 && !rawi_is_invariable(noun->singular);
}

/* «1.850 جنيها»: an amount of a currency with hundredths has three digits after the point only as
 * thousands: the tanwin of what eleven to ninety-nine count, or a zero at the end, says that it is
 * no rate of exchange. A dinar has thousandths where it is said whose (2.500 د.ك), or where they
 * are not all zero. */
static bool is_whole_money(const rawi_reader *reader, size_t at, rawi_slice digits,
                           const rawi_noun *noun) {
    bool tanwin = rawi_has_suffix(rawi_item_at(reader, at)->bare, "ا");
    if (is_dinar(noun))
        return rawi_slice_equal(digits, rawi_slice_of("000")) ||
               rawi_item_in_list(reader, at + 1, "whole_dinar");
    return has_hundredths(noun) && (tanwin || rawi_has_suffix(digits, "0")) &&
           !rawi_clause_has_listed(reader, at, "exchange");
}

/* Whether the currency at item `at` is divided into a thousand: د.ك، ريال عماني. */
static bool has_thousandths(const rawi_reader *reader, size_t at, const rawi_noun *noun) {
    ptrdiff_t row = rawi_table_find(&rawi_subunits_table, rawi_slice_of(noun->adjective));
    return row >= 0 || rawi_item_in_list(reader, at + 1, "thousandths");
}

/* «3.372 مليون»: of millions a decimal, which has no zero at its end (1.200 مليار). */
static bool is_scaled_decimal(const rawi_reader *reader, size_t at, rawi_slice digits) {
    return rawi_item_is_one_of(reader, at, scale_words) && !rawi_has_suffix(digits, "0");
}

/* «19.527 ميغاواط»، «1.125 كلم²»: nobody measures these to the thousandth. */
static bool is_coarse(const rawi_noun *noun) {
    return strcmp(noun->singular, "مِيغَاوَاط") == 0 || strcmp(noun->singular, "هِكْتَار") == 0 ||
           strcmp(noun->adjective, "مُرَبَّع") == 0;
}

/* «2.400 غيغاهرتز»، «3.200 ثانية»: nobody has thousands of these. */
static bool is_never_thousands(const rawi_noun *noun) {
    static const char *const vast[] = {"غِيغَا", "تِيرَا", "بِيتَا"};
    bool never = strcmp(noun->singular, "ثَانِيَة") == 0;
    for (size_t i = 0; i < sizeof vast / sizeof *vast; i++)
        never = never || rawi_has_prefix(rawi_slice_of(noun->singular), vast[i]);
    return never;
}

/* «1.200 هكتار», «5.000 كغ»: no decimal ends in zeros, but a kilogram's and a litre's (1.500 كغ).
 */
static bool is_round(const rawi_noun *noun, rawi_slice digits) {
    bool weighed = strcmp(noun->singular, "كِيلُوغْرَام") == 0 ||
                   strcmp(noun->singular, "كِيلُو=") == 0 || strcmp(noun->singular, "لِتْر") == 0;
    return rawi_slice_equal(digits, rawi_slice_of("000")) ||
           (rawi_has_suffix(digits, "00") && !weighed);
}

/* Whether the size of a thing of a house or of somebody stands directly before item `at`: «طول
 * السرير»، «عمق المسبح»، «ارتفاع الجدار» (a wall may be a thousand metres long)، «قامته». */
static bool follows_small_size(const rawi_reader *reader, size_t at) {
    if (at && rawi_item_in_list(reader, at - 1, "stature"))
        return true;
    return at > 1 && ((rawi_item_in_list(reader, at - 1, "small_thing") &&
                       rawi_item_in_list(reader, at - 2, "size_of_thing")) ||
                      (rawi_item_in_list(reader, at - 1, "pool") &&
                       rawi_item_is_word(reader, at - 2, "عمق")) ||
                      (rawi_item_in_list(reader, at - 1, "wall") &&
                       rawi_item_is_one_of(reader, at - 2, "ارتفاع عرض سمك سماكة")));
}

/* «طول السرير 2.000 متر»: a few metres, no thousands. */
static bool is_small_size(const rawi_reader *reader, size_t at, const rawi_noun *noun) {
    size_t whole = at - 3;
    return strcmp(noun->singular, "مِتْر") == 0 && !*noun->adjective &&
           rawi_item_at(reader, whole)->text.length == 1 && follows_small_size(reader, whole);
}

/* Whether points at item `at` are marks of gymnasts, which have three decimals: «حصلت على 14.566
 * نقطة في نهائي الجمباز». */
static bool is_mark_of_gymnast(const rawi_reader *reader, size_t at) {
    const size_t reach = 12;
    if (!rawi_item_is_one_of(reader, at, "نقطة نقاط درجة درجات"))
        return false;
    for (size_t item = at > reach ? at - reach : 0; item < at + reach; item++)
        if (rawi_item_in_list(reader, item, "gymnastics"))
            return true;
    return false;
}

bool rawi_counts_thousands(const rawi_reader *reader, size_t at, rawi_slice digits) {
    rawi_noun noun;
    const char *kind = NULL;
    const rawi_item *item = rawi_item_at(reader, at);
    if (!item || is_scaled_decimal(reader, at, digits) || is_mark_of_gymnast(reader, at))
        return false;
    if (rawi_find_unit(reader, at, &noun, &kind) > at)
        return !has_thousandths(reader, at, &noun) && !is_small_size(reader, at, &noun) &&
               (strcmp(kind, "money") == 0 || is_whole_money(reader, at, digits, &noun) ||
                is_coarse(&noun) ||
                (!is_dinar(&noun) && !has_hundredths(&noun) && !is_never_thousands(&noun) &&
                 is_round(&noun, digits)));
    return item->kind == RAWI_ITEM_WORD && rawi_counted_noun_of(item->bare).is_noun;
}

/* Whether the currency at item `at`, if there is one, is of a value like that of the dollar: not
 * «1.250 ليرة». */
static bool is_of_like_value(const rawi_reader *reader, size_t at) {
    static const char *const alike[] = {"دُولَار", "يُورُو", "جُنَيْه"};
    rawi_noun noun;
    const char *kind = NULL;
    if (rawi_find_unit(reader, at, &noun, &kind) == at)
        return true;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (strcmp(noun.singular, alike[i]) == 0)
            return true;
    return has_thousandths(reader, at, &noun);
}

/* «الدولار عند 1.250»، «اليورو إلى 1.250 دولار»: but «مؤشر الدولار عند 1.250», «1.250 مليون». */
static bool is_rate_of_currency(const rawi_reader *reader, size_t at) {
    size_t after = at + 3;
    rawi_noun noun;
    const char *kind = NULL;
    const rawi_item *next = rawi_item_at(reader, after);
    bool counted = next && next->kind == RAWI_ITEM_WORD &&
                   rawi_find_unit(reader, after, &noun, &kind) == after &&
                   rawi_counted_noun_of(next->bare).is_noun;
    bool named = at > 1 && rawi_item_is_one_of(reader, at - 1, "عند إلى") &&
                 rawi_item_in_list(reader, at - 2, "exchanged") &&
                 !(at > 2 && rawi_item_is_one_of(reader, at - 3, "مؤشر صرف"));
    return named && !counted && !rawi_item_is_one_of(reader, after, scale_words) &&
           is_of_like_value(reader, after);
}

/* «بلغ اليورو 1.085 دولار بارتفاع 0,5%»: currencies of like value, to the thousandth; with a zero
 * at the end only of a currency, which alone has no thousands (الدولار عند 1.250). */
bool rawi_is_exchange_rate(const rawi_reader *reader, size_t at, rawi_slice whole,
                           rawi_slice decimals) {
    bool known = rawi_has_suffix(decimals, "0") ? is_rate_of_currency(reader, at)
                                                : rawi_clause_has_listed(reader, at, "exchange");
    return known && rawi_slice_equal(whole, rawi_slice_of("1")) &&
           !rawi_clause_has(reader, at, "غرام الغرام");
}
