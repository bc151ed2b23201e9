/* Encodings and formats are told by content; a name is only a hint. */
#include "rawi.h"

#include "base/text.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct format_case {
    const char *name;
    const char *source;
    rawi_format format;
} format_case;

static const format_case formats[] = {
    {NULL, "خبر قصير.", RAWI_FORMAT_TEXT},
    {"a.txt", "# عنوان\n\nنص **مهم**.\n", RAWI_FORMAT_MARKDOWN},
    {"a.html", "# عنوان\n\nنص عادي.\n", RAWI_FORMAT_MARKDOWN},
    {"a.md", "<!DOCTYPE html><p>نص</p>", RAWI_FORMAT_HTML},
    {"a.md", "نص عادي.", RAWI_FORMAT_MARKDOWN},
    {"a.md", "<div align=center><p><b>نص</b></p></div>\n\n# عنوان", RAWI_FORMAT_MARKDOWN},
    {"a.txt", "\xEF\xBB\xBF \n<HTML><body>نص", RAWI_FORMAT_HTML},
    {NULL, "<?xml version=\"1.0\"?>\n<!-- تعليق --><html><p>نص", RAWI_FORMAT_HTML},
    {NULL, "<div><p>نص</p></div>", RAWI_FORMAT_HTML},
    {"a.htm", "نص <b>غليظ</b>", RAWI_FORMAT_HTML},
    {"a.htm", "نص بلا وسوم.", RAWI_FORMAT_TEXT},
    {NULL, "- بند\n- بند آخر\n", RAWI_FORMAT_TEXT},
    {NULL, "الوسم #عاجل انتشر أمس.", RAWI_FORMAT_TEXT},
    {NULL, "5 < 7 و 9 > 3 دائمًا.", RAWI_FORMAT_TEXT},
    {NULL, "---\ntitle: عنوان\n---\nنص", RAWI_FORMAT_MARKDOWN},
    {NULL, "اقرأ [الخبر](http://example.org/a) كاملًا.", RAWI_FORMAT_MARKDOWN},
};

static void formats_are_told_by_content(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        rawi_article *article = NULL;
        rawi_error error = {.message = ""};
        if (rawi_article_open_memory(formats[i].source, strlen(formats[i].source), formats[i].name,
                                     RAWI_FORMAT_DETECT, &article, &error) != RAWI_OK)
            fail_msg("\"%s\": %s", formats[i].source, error.message);
        if (article->format != formats[i].format)
            fail_msg("\"%s\" as %s: format %d, expected %d", formats[i].source,
                     formats[i].name ? formats[i].name : "nothing", article->format,
                     formats[i].format);
        rawi_article_close(article);
    }
}

static const char *const texts[] = {
    "أعلنت الوزارة أمس نتائج الامتحانات، وبلغت نسبة النجاح ثمانين في المئة.",
    "عاد الصيادون إلى الميناء مع الغروب. لم يصطادوا شيئا؟ بل اصطادوا الصبر!",
    "خبر عاجل",
    "<html><head><meta charset=%s></head><body><p>صفحة قديمة من أرشيف الجريدة.</p></body></html>",
    "# تقرير\n\nنص **مهم** في فقرة قصيرة.\n\n- بند أول\n- بند ثان\n",
};

/* Writes `text`, with the encoding's name for %s, in `encoding`. */
static void encode(const char *text, const char *encoding, rawi_text *encoded) {
    char named[512];
    const char *hole = strstr(text, "%s");
    int before = hole ? (int)(hole - text) : (int)strlen(text);
    snprintf(named, sizeof named, "%.*s%s%s", before, text, hole ? encoding : "",
             hole ? hole + 2 : "");
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    assert_true(rawi_text_reserve(encoded, sizeof named * 4));
    char *source = named;
    char *target = encoded->bytes;
    size_t source_left = strlen(named);
    size_t target_left = encoded->capacity - 1;
    assert_int_equal(iconv(converter, &source, &source_left, &target, &target_left), 0);
    encoded->length = (size_t)(target - encoded->bytes);
    iconv_close(converter);
}

static rawi_article *open_bytes(const rawi_text *bytes, const char *encoding) {
    rawi_article *article = NULL;
    rawi_error error = {.message = ""};
    if (rawi_article_open_memory(bytes->bytes, bytes->length, NULL, RAWI_FORMAT_DETECT, &article,
                                 &error) != RAWI_OK)
        fail_msg("%s: %s", encoding, error.message);
    return article;
}

static void every_encoding_gives_the_same_text(void **state) {
    (void)state;
    static const char *const encodings[] = {"WINDOWS-1256", "UTF-16", "UTF-16LE", "UTF-16BE",
                                            "UTF-32"};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        rawi_text plain = {0};
        encode(texts[t], "UTF-8", &plain);
        rawi_article *expected = open_bytes(&plain, "UTF-8");
        for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++) {
            rawi_text bytes = {0};
            encode(texts[t], encodings[e], &bytes);
            rawi_article *article = open_bytes(&bytes, encodings[e]);
            if (strcmp(article->text, expected->text) != 0)
                fail_msg("%s: \"%s\" instead of \"%s\"", encodings[e], article->text,
                         expected->text);
            rawi_article_close(article);
            rawi_text_free(&bytes);
        }
        rawi_article_close(expected);
        rawi_text_free(&plain);
    }
}

/* It has most letters where Windows-1256 has others: only a whole sentence tells. */
static void iso_8859_6_is_told_by_a_sentence(void **state) {
    (void)state;
    rawi_text bytes = {0};
    encode(texts[0], "ISO-8859-6", &bytes);
    rawi_article *article = open_bytes(&bytes, "ISO-8859-6");
    assert_string_equal(article->text, texts[0]);
    rawi_article_close(article);
    rawi_text_free(&bytes);
}

static const char page_text[] = "أعلنت الوزارة أمس نتائج الامتحانات، وبلغت نسبة النجاح ثمانين في "
                                "المئة، وهي الأعلى منذ عشر سنوات.";

/* A page whose `declaration` is not that of the encoding it is in. */
static void check_declaration(const char *declaration, const char *encoding) {
    char page[512];
    snprintf(page, sizeof page,
             "<html><head><meta charset=\"%s\"></head><body><p>%s</p></body></html>", declaration,
             page_text);
    rawi_text bytes = {0};
    encode(page, encoding, &bytes);
    rawi_article *article = open_bytes(&bytes, declaration);
    assert_string_equal(article->text, page_text);
    rawi_article_close(article);
    rawi_text_free(&bytes);
}

static void pages_that_declare_another_encoding_are_read(void **state) {
    (void)state;
    check_declaration("utf-8", "WINDOWS-1256");
    check_declaration("iso-8859-1", "WINDOWS-1256");
    check_declaration("windows-1252", "WINDOWS-1256");
    check_declaration("arabic", "WINDOWS-1256");
    check_declaration("iso-8859-6", "WINDOWS-1256");
    check_declaration("windows-1256", "UTF-8");
}

/* Sites shorten descriptions by bytes, not by characters. */
static void a_character_cut_in_half_spoils_no_page(void **state) {
    (void)state;
    char page[1024];
    snprintf(
        page, sizeof page,
        "<html><head><meta charset=utf-8><meta name=description content=\"أعلنت الوزا\xD8...\">"
        "</head><body><p>%s</p></body></html>",
        page_text);
    rawi_text bytes = {0};
    rawi_text_add_string(&bytes, page);
    rawi_article *article = open_bytes(&bytes, "UTF-8");
    assert_string_equal(article->text, page_text);
    rawi_article_close(article);
    rawi_text_free(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_told_by_content),
        cmocka_unit_test(every_encoding_gives_the_same_text),
        cmocka_unit_test(iso_8859_6_is_told_by_a_sentence),
        cmocka_unit_test(pages_that_declare_another_encoding_are_read),
        cmocka_unit_test(a_character_cut_in_half_spoils_no_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
