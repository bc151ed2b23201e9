/* Sentences as an Arabic reader divides them. Each case is one text in which | stands between the
 * sentences that are expected. */
#include "arabic/segment.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *expected;
    const char *why;
} cases[] = {
    {"وصل الوفد مساءً.|غادر صباحًا.", "a full stop ends a sentence"},
    {"هل وصل الوفد؟|نعم، وصل!|ثم غادر.", "question and exclamation marks end sentences"},
    {"قال د. أحمد إن النتائج جيدة.|وأضاف أ.د. سعاد رأيها.", "titles of persons end nothing"},
    {"كتبه بـ.NET وحدها.|ثم نشره.", "a full stop that begins a name, behind a clitic"},
    {"التقى ود. ليلى الوفدَ.", "a conjunction before a title"},
    {"العنوان ص.ب. 1234 الرياض.", "post-office box"},
    {"بلغ الوزن 1.2 كغ.|وارتفع السعر 3.5 في المئة.", "decimals end nothing"},
    {"حاسوب صغير... بقدرات كبيرة", "an ellipsis inside a short text is a pause"},
    {"حاسوب صغير… بقدرات كبيرة", "the same with the one-character ellipsis"},
    {"قال: «لن نرحل.»|ثم خرج.", "the closing quotation mark stays with its sentence"},
    {"«هل تعلم؟»|سأل الرجل.", "a question in quotation marks"},
    {"كان ذلك عام 2000 م.|ثم تغير كل شيء.", "م after a number is no title"},
    {"سعره 30 د.إ للغرام و40 د.ك و20 ر.س.|ثم ارتفع.", "currencies after a number"},
    {"بدأ البث (19:48 ت.غ) أمس.", "a time zone after a clock time"},
    {"انتهى الاجتماع.|وقال الوزير كلمته.", "two sentences"},
    {"يحتوي على فيتامين د.|وهو مفيد.", "a letter that is a name ends a sentence"},
    {"تأسست Apple Inc. عام 1976.", "a Latin abbreviation ends nothing"},
    {"كتبها J. K. Rowling في لندن.", "initials"},
    {"1. نص البند الأول.|2. نص البند الثاني.", "a number before its item"},
    {"الترتيب: 1. فرنسا 2. إسبانيا 3. ألمانيا", "a list after a colon"},
    {"ارتفع التضخم من 2.4 إلى 3.|وقال الوزير إن الأمر مؤقت.", "a decimal numbers no item"},
    {"خسر الفريق 1.5 نقطة ليبقى رصيده 2.|وقال المدرب إن الموسم طويل.", "nor does this one"},
    {"زار الموقع www.example.com أمس.|ثم عاد.", "a full stop inside an address"},
    {"الرابط rawi.app/help?id=5 للمساعدة.|ثم عاد.", "a question mark inside an address"},
    {"نشره الموقع https://example.com/?id=1 أمس.|ثم حذفه.", "one behind a slash"},
    {"قالت شركة Yahoo!Japan كلمتها.", "an exclamation mark inside a name"},
    {"هل تعرف Yahoo?|نعم.", "a question mark behind a Latin word"},
    {"محاكمة المتهم \"كريم. س\" وآخرين.", "a letter that stands for the rest of a name"},
    {"ضبط محمد. ع، 30 عاما.|ثم حبس هبة. ط.", "one before a comma, one at the end"},
    {"قالت \"منى. أ. س\" ذلك.", "two of them"},
    {"المدعوة هبة. ط أكدت الواقعة.", "one before another word"},
    {"انتهى الحفل.|د. محمد غادر.|د محمد لم يعد.|و غادروا.", "titles and a conjunction"},
    {"صدر البند الأول.|ب) البند الثاني.", "the letter of an item"},
    {"في المادة الخامسة.|أ، ب، ج.", "what has the article is no name"},
    {"وعزم 400 نيوتن.متر مع ناقل.|وسرعته كبيرة.", "a full stop between two units"},
    {"بلا علامة في آخره", "text without a final mark"},
};

static void sentences_are_divided_as_expected(void **state) {
    (void)state;
    rawi_segmenter *segmenter;
    assert_int_equal(rawi_segmenter_open(&segmenter, NULL), RAWI_OK);
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rawi_text text = {0};
        for (const char *c = cases[i].expected; *c; c++)
            rawi_text_add(&text, *c == '|' ? " " : c, 1);
        rawi_text got = {0};
        rawi_segmenter_begin(segmenter, text.bytes, (rawi_span){0, text.length}, NULL);
        rawi_span sentence;
        while (rawi_segmenter_next(segmenter, &sentence)) {
            rawi_text_add_string(&got, got.length ? "|" : "");
            rawi_text_add(&got, text.bytes + sentence.start, sentence.end - sentence.start);
        }
        if (strcmp(got.bytes, cases[i].expected) != 0) {
            print_error("%s\n  expected %s\n  got      %s\n", cases[i].why, cases[i].expected,
                        got.bytes);
            wrong++;
        }
        rawi_text_free(&text);
        rawi_text_free(&got);
    }
    rawi_segmenter_close(segmenter);
    assert_int_equal(wrong, 0);
}

/* Every sentence is within the limit, in order, and nothing but white space is lost. */
static void assert_covers(const char *text, size_t length) {
    rawi_segmenter *segmenter;
    assert_int_equal(rawi_segmenter_open(&segmenter, NULL), RAWI_OK);
    rawi_segmenter_begin(segmenter, text, (rawi_span){0, length}, NULL);
    rawi_span sentence;
    size_t position = 0;
    while (rawi_segmenter_next(segmenter, &sentence)) {
        assert_true(sentence.end > sentence.start);
        assert_true(sentence.end - sentence.start <= RAWI_SENTENCE_MAX);
        for (; position < sentence.start; position++)
            assert_int_equal(text[position], ' ');
        assert_int_not_equal((unsigned char)text[sentence.start] & 0xC0, 0x80);
        position = sentence.end;
    }
    for (; position < length; position++)
        assert_int_equal(text[position], ' ');
    rawi_segmenter_close(segmenter);
}

static void long_text_is_cut_without_loss(void **state) {
    (void)state;
    static const char *const pieces[] = {"كلمة ", "كلمة، ", "كلمةكلمةكلمة", "د. ", "   "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        rawi_text text = {0};
        while (text.length < 300000)
            rawi_text_add_string(&text, pieces[i]);
        assert_covers(text.bytes, text.length);
        rawi_text_free(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_divided_as_expected),
        cmocka_unit_test(long_text_is_cut_without_loss),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
