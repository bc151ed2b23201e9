/* Sources that are no article: each is refused with the right status and a message that names the
 * source and what is wrong; and what looks bad but can be read is read. */
#include "rawi.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void check_refused(rawi_status expected, const char *says, rawi_status status,
                          const rawi_article *article, const rawi_error *error) {
    if (status != expected || article || error->status != expected || !strstr(error->message, says))
        fail_msg("expected status %d and \"%s\", got %d \"%s\"", expected, says, status,
                 error->message);
}

static void refuse_bytes(const char *bytes, size_t size, const char *says) {
    rawi_article *article = NULL;
    rawi_error error = {.message = ""};
    rawi_status status =
        rawi_article_open_memory(bytes, size, "n.txt", RAWI_FORMAT_DETECT, &article, &error);
    check_refused(RAWI_ERROR_INPUT, says, status, article, &error);
    assert_non_null(strstr(error.message, "n.txt"));
    assert_int_equal(
        rawi_article_open_memory(bytes, size, NULL, RAWI_FORMAT_DETECT, &article, NULL),
        RAWI_ERROR_INPUT);
}

#define REFUSE(literal, says) refuse_bytes(literal, sizeof(literal) - 1, says)

static void refuse_file(const char *path, rawi_status expected, const char *says) {
    rawi_article *article = NULL;
    rawi_error error = {.message = ""};
    rawi_status status = rawi_article_open(path, RAWI_FORMAT_DETECT, &article, &error);
    check_refused(expected, says, status, article, &error);
}

static rawi_article *open_text(const rawi_text *text, rawi_format format) {
    rawi_article *article = NULL;
    rawi_error error = {.message = ""};
    if (rawi_article_open_memory(text->bytes, text->length, NULL, format, &article, &error) !=
        RAWI_OK)
        fail_msg("%s", error.message);
    return article;
}

static void nothing_to_read(void **state) {
    (void)state;
    REFUSE("", "is empty");
    REFUSE(" \n\t\r\n  ", "no text");
    REFUSE("\xEF\xBB\xBF", "no text");
    REFUSE("\xFF\xFE", "no text");
    REFUSE("---\n***\n…\n", "no text");
    REFUSE("<html><body><script>var x = 'نص';</script></body></html>", "no text");
    REFUSE("<!doctype html>", "no text");
    REFUSE("<html><title>عنوان</title><div id=root></div><script src=app.js></script>", "scripts");
    REFUSE("# \n\n```\nكود\n```\n## ", "no text");
}

static void binaries(void **state) {
    (void)state;
    REFUSE("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "picture");
    REFUSE("\xFF\xD8\xFF\xE0\0\x10JFIF", "picture");
    REFUSE("\x7F"
           "ELF\2\1\1\0\0\0",
           "program");
    REFUSE("%PDF-1.7\n%\xE2\xE3\xCF\xD3", "pdftotext");
    REFUSE("\x1F\x8B\x08\0\0\0\0\0", "unpack");
    REFUSE("PK\x03\x04\x14\0\6\0", "office document");
    REFUSE("ID3\x04\0\0\0\0", "sound");
    REFUSE("نص\0فيه صفر", "NUL at byte 4");
}

static void damaged_utf8(void **state) {
    (void)state;
    REFUSE("سطر أول\nسطر ثان\nهنا \xFF خطأ\n", "byte 35, line 3");
    REFUSE("نص عربي مقطوع في آخره \xD8", "line 1");
    REFUSE("نص \xC0\xAF زائد الطول وفيه كلمات كثيرة", "0xC0");
    REFUSE("نص \xED\xA0\x80 نصف زوج وفيه كلمات كثيرة", "byte 5");
    REFUSE("<html><meta charset=utf-8><p>\xE3\xE4", "byte 29");
    REFUSE("<html><meta charset=\"klingon\"><p>\xE3\xE4", "klingon");
    REFUSE("\xFF\xFE\x00\xD8\x41\x00", "UTF-16");
}

static void other_languages(void **state) {
    (void)state;
    REFUSE("The quick brown fox jumps over the lazy dog again. واحد", "is not in Arabic: 9 %");
    REFUSE("The quick brown fox jumps over the lazy dog.", "0 % of its letters");
    REFUSE("L'\xE9t\xE9 a \xE9t\xE9 tr\xE8s chaud \xE0 Paris, o\xF9 l'on a br\xFBl\xE9.",
           "not in Arabic");
    REFUSE("Привет, мир! Это статья на русском языке.", "not in Arabic");
    rawi_text persian = {0};
    for (int i = 0; i < 10; i++)
        rawi_text_add_string(
            &persian,
            "یک گزارش تازه می‌گوید که پژوهشگران چند کشور "
            "روی "
            "این "
            "پروژه "
            "کار "
            "می‌کنند و نتیجه‌های خوبی گرفته‌اند.\n");
    refuse_bytes(persian.bytes, persian.length, "Persian");
    rawi_text_free(&persian);
}

static void numbers_alone_are_read(void **state) {
    (void)state;
    rawi_text text = {0};
    rawi_text_add_string(&text, "2025");
    rawi_article *article = open_text(&text, RAWI_FORMAT_DETECT);
    assert_int_equal(article->block_count, 1);
    rawi_article_close(article);
    rawi_text_free(&text);
}

static void files_that_cannot_be_read(void **state) {
    (void)state;
    refuse_file("/nonexistent/article.txt", RAWI_ERROR_IO, "No such file");
    refuse_file("/", RAWI_ERROR_IO, "is a directory");
    char path[] = "/tmp/rawi-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    refuse_file(path, RAWI_ERROR_INPUT, "is empty");
    assert_int_equal(fchmod(file, 0), 0);
    if (geteuid() != 0)
        refuse_file(path, RAWI_ERROR_IO, "permission");
    assert_int_equal(ftruncate(file, (off_t)RAWI_SOURCE_MAX + 1), 0);
    assert_int_equal(fchmod(file, 0600), 0);
    refuse_file(path, RAWI_ERROR_INPUT, "larger than 256 MiB");
    close(file);
    unlink(path);
}

static void standard_input_that_cannot_be_read(void **state) {
    (void)state;
    int saved = dup(STDIN_FILENO);
    assert_true(saved >= 0);
    close(STDIN_FILENO);
    refuse_file("-", RAWI_ERROR_IO, "standard input");
    assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    close(saved);
}

static void wrong_arguments(void **state) {
    (void)state;
    rawi_article *article = NULL;
    rawi_error error;
    assert_int_equal(rawi_article_open(NULL, RAWI_FORMAT_DETECT, &article, &error),
                     RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_article_open("x", (rawi_format)77, &article, &error),
                     RAWI_ERROR_ARGUMENT);
    assert_int_equal(rawi_article_open_memory(NULL, 5, NULL, RAWI_FORMAT_DETECT, &article, &error),
                     RAWI_ERROR_ARGUMENT);
    rawi_article_close(NULL);
}

/* `count` times `piece`. */
static rawi_text repeated(const char *piece, size_t count) {
    rawi_text text = {0};
    size_t length = strlen(piece);
    assert_true(rawi_text_reserve(&text, length * count));
    for (size_t i = 0; i < count; i++)
        rawi_text_add(&text, piece, length);
    return text;
}

static void a_long_line_is_one_paragraph(void **state) {
    (void)state;
    rawi_text text = repeated("كلمة بعد كلمة، ", 100000);
    rawi_article *article = open_text(&text, RAWI_FORMAT_DETECT);
    assert_int_equal(article->block_count, 1);
    assert_int_equal(article->text_length, text.length - 1);
    rawi_article_close(article);
    rawi_text_free(&text);
}

static void a_huge_line_is_refused(void **state) {
    (void)state;
    const char *words = "كلمة بعد كلمة، ";
    rawi_text text = repeated(words, ((size_t)100 << 20) / strlen(words));
    refuse_bytes(text.bytes, text.length, "line 1: a paragraph of more than");
    rawi_text_free(&text);
}

static void too_many_lines_are_refused(void **state) {
    (void)state;
    rawi_text text = repeated("ن\n", ((size_t)1 << 22) + 1);
    refuse_bytes(text.bytes, text.length, "lines");
    rawi_text_free(&text);
    text = repeated("نص.\n", ((size_t)1 << 20) + 1);
    refuse_bytes(text.bytes, text.length, "paragraphs");
    rawi_text_free(&text);
}

static void deep_nesting_is_refused(void **state) {
    (void)state;
    rawi_text text = repeated("<div>", 100000);
    rawi_text_add_string(&text, "<p>نص في العمق.</p>");
    refuse_bytes(text.bytes, text.length, "nested");
    rawi_text_free(&text);
}

static void deep_markdown_is_read(void **state) {
    (void)state;
    rawi_text text = repeated("> ", 2000);
    rawi_text_add_string(&text, "نص في العمق.");
    rawi_article *article = open_text(&text, RAWI_FORMAT_MARKDOWN);
    assert_int_equal(article->block_count, 1);
    assert_int_equal(article->blocks[0].kind, RAWI_BLOCK_QUOTATION);
    rawi_article_close(article);
    rawi_text_free(&text);
}

static void control_characters_do_not_reach_the_text(void **state) {
    (void)state;
    static const rawi_format formats[] = {RAWI_FORMAT_TEXT, RAWI_FORMAT_MARKDOWN, RAWI_FORMAT_HTML};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        rawi_text text = {0};
        rawi_text_add_string(&text,
                             "كلمة\x01 ثانية\x7F وثالثة\xC2\x85ورابعة\x0C وخامسة\xE2\x80\xA8.");
        rawi_article *article = open_text(&text, formats[i]);
        for (size_t at = 0; at < article->text_length; at++)
            assert_true((unsigned char)article->text[at] >= ' ' && article->text[at] != 0x7F);
        assert_null(strstr(article->text, "\xC2\x85"));
        assert_non_null(strstr(article->text, "ثانية"));
        assert_non_null(strstr(article->text, "وخامسة"));
        rawi_article_close(article);
        rawi_text_free(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(binaries),
        cmocka_unit_test(damaged_utf8),
        cmocka_unit_test(other_languages),
        cmocka_unit_test(numbers_alone_are_read),
        cmocka_unit_test(files_that_cannot_be_read),
        cmocka_unit_test(standard_input_that_cannot_be_read),
        cmocka_unit_test(wrong_arguments),
        cmocka_unit_test(a_long_line_is_one_paragraph),
        cmocka_unit_test(a_huge_line_is_refused),
        cmocka_unit_test(too_many_lines_are_refused),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(deep_markdown_is_read),
        cmocka_unit_test(control_characters_do_not_reach_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
