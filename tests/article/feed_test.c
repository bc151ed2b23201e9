/* Feeds of each kind: what is read of them, in which order, and what hostile ones cannot do. */
#include "article/feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static article_feed read_feed(const char *text) {
    article_feed feed;
    rawi_error error = {0};
    assert_true(article_is_feed(rawi_slice_of(text)));
    if (article_feed_read(rawi_slice_of(text), "feed", "https://example.org/news/feed", &feed,
                          &error))
        fail_msg("%s", error.message);
    return feed;
}

static const char rss[] =
    "<?xml version=\"1.0\"?><!-- a feed --><rss version=\"2.0\" "
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>أخبار</title>"
    "<item><title>قديم</title><link>http://example.org/1</link>"
    "<pubDate>Sun, 22 Nov 2026 10:00:00 +0300</pubDate></item>"
    "<item><title> <![CDATA[<b>أحدث</b> خبر]]>\n</title><link> /2 </link><guid "
    "isPermaLink=\"false\">two</guid><pubDate>Sun, 22 Nov 2026 09:00 GMT</pubDate>"
    "<dc:creator>سلمى</dc:creator><description>ملخص</description>"
    "<content:encoded><![CDATA[<p>فتحت السوق.</p>]]></content:encoded></item>"
    "<item><title>بلا تاريخ</title><guid>https://example.org/3</guid></item>"
    "<item><title>لا رابط له</title><link>file:///etc/passwd</link></item>"
    "<item><title>نص فقط</title><guid>four</guid><description>نص</description>"
    "<pubDate>Mon, 23 November 2026 00:30:00 +0100</pubDate></item>"
    "</channel></rss>";

static void test_rss(void **state) {
    (void)state;
    article_feed feed = read_feed(rss);
    assert_string_equal(feed.title, "أخبار");
    assert_int_equal(feed.count, 4);
    assert_string_equal(feed.items[0].guid, "four");
    assert_string_equal(feed.items[0].date, "2026-11-22T23:30:00Z");
    assert_null(feed.items[0].link);
    assert_false(feed.items[0].is_whole);
    assert_string_equal(feed.items[1].title, "أحدث خبر");
    assert_string_equal(feed.items[1].link, "https://example.org/2");
    assert_string_equal(feed.items[1].date, "2026-11-22T09:00:00Z");
    assert_string_equal(feed.items[1].author, "سلمى");
    assert_string_equal(feed.items[1].content, "<p>فتحت السوق.</p>");
    assert_true(feed.items[1].is_whole);
    assert_string_equal(feed.items[2].date, "2026-11-22T07:00:00Z");
    assert_string_equal(feed.items[3].link, "https://example.org/3");
    assert_null(feed.items[3].date);
    article_feed_free(&feed);
}

static void test_atom(void **state) {
    (void)state;
    article_feed feed = read_feed(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>أخبار</title>"
        "<entry><title type=\"html\">&lt;b&gt;سوق&lt;/b&gt;</title><id>urn:1</id>"
        "<link rel=\"self\" href=\"self\"/><link href=\"a/1\"/>"
        "<published>2026-11-22T10:00:00.5+03:00</published>"
        "<updated>2026-11-23T10:00:00Z</updated><author><name>سلمى</name><email>s@example.org"
        "</email></author><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">"
        "<p>فتحت</p></div></content></entry></feed>");
    assert_int_equal(feed.count, 1);
    assert_string_equal(feed.items[0].title, "سوق");
    assert_string_equal(feed.items[0].link, "https://example.org/news/a/1");
    assert_string_equal(feed.items[0].date, "2026-11-22T07:00:00Z");
    assert_string_equal(feed.items[0].author, "سلمى");
    assert_non_null(strstr(feed.items[0].content, "<p>فتحت</p>"));
    assert_true(feed.items[0].is_whole);
    article_feed_free(&feed);
}

static void test_rdf(void **state) {
    (void)state;
    article_feed feed = read_feed(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
        "xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
        "<channel rdf:about=\"x\"><title>أخبار</title></channel>"
        "<item><title>سوق</title><link>http://example.org/1</link>"
        "<dc:date>2026-11-22</dc:date></item></rdf:RDF>");
    assert_int_equal(feed.count, 1);
    assert_string_equal(feed.items[0].date, "2026-11-22");
    article_feed_free(&feed);
}

/* What a feed defines itself is a space, and no file is read. */
static void test_entities(void **state) {
    (void)state;
    article_feed feed = read_feed(
        "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss>"
        "<channel><item><title>قبل&a;&f;بعد</title><link>http://example.org/1</link></item>"
        "</channel></rss>");
    assert_string_equal(feed.items[0].title, "قبل بعد");
    article_feed_free(&feed);
}

/* A thousand million laughs are refused, not laughed. */
static void test_laughs(void **state) {
    (void)state;
    rawi_text text = {0};
    rawi_text_add_string(&text, "<!DOCTYPE rss [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 10; i++) {
        char entity[128];
        snprintf(entity, sizeof entity,
                 "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;\">", i, i - 1,
                 i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
        rawi_text_add_string(&text, entity);
    }
    rawi_text_add_string(&text, "]><rss><channel><item><title>&a9;</title>"
                                "<link>http://example.org/1</link></item></channel></rss>");
    article_feed feed;
    rawi_status status =
        article_feed_read((rawi_slice){text.bytes, text.length}, "feed", NULL, &feed, NULL);
    assert_true(status == RAWI_ERROR_INPUT ||
                (status == RAWI_OK && (!feed.items[0].title || strlen(feed.items[0].title) < 8)));
    article_feed_free(&feed);
    rawi_text_free(&text);
}

/* Bytes that are no UTF-8 in a feed that says it is: what comes out is. */
static void test_encodings(void **state) {
    (void)state;
    article_feed feed = read_feed("<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss><channel>"
                                  "<item><title>\xD3\xE6\xDE</title><link>http://example.org/1"
                                  "</link></item></channel></rss>");
    assert_string_equal(feed.items[0].title, "سوق");
    article_feed_free(&feed);
}

static void test_no_feeds(void **state) {
    (void)state;
    static const char *const texts[] = {"", "<html>", "نص", "<?xml version=\"1.0\"?><html/>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(article_is_feed(rawi_slice_of(texts[i])));
    static const char *const broken[] = {"<rss", "<rss><channel/></rss>", "<feed></feed>"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        article_feed feed;
        assert_int_equal(article_feed_read(rawi_slice_of(broken[i]), "feed", NULL, &feed, NULL),
                         RAWI_ERROR_INPUT);
        article_feed_free(&feed);
    }
}

/* A feed of many items is cut to the limit. */
static void test_many_items(void **state) {
    (void)state;
    rawi_text text = {0};
    rawi_text_add_string(&text, "<rss><channel>");
    for (int i = 0; i < ARTICLE_FEED_ITEMS_MAX + 100; i++) {
        char item[96];
        snprintf(item, sizeof item, "<item><link>http://example.org/%d</link></item>", i);
        rawi_text_add_string(&text, item);
    }
    rawi_text_add_string(&text, "</channel></rss>");
    article_feed feed = read_feed(text.bytes);
    assert_int_equal(feed.count, ARTICLE_FEED_ITEMS_MAX);
    assert_string_equal(feed.items[0].link, "http://example.org/0");
    article_feed_free(&feed);
    rawi_text_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rss),      cmocka_unit_test(test_atom),
        cmocka_unit_test(test_rdf),      cmocka_unit_test(test_entities),
        cmocka_unit_test(test_laughs),   cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_no_feeds), cmocka_unit_test(test_many_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
