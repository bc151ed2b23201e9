/* Fetching from servers of the test's own on loopback: one that never answers, one that says in
 * which encoding its page is, one that nobody waits for any more. */
#include "article/decode.h"
#include "web/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A socket that listens; *address is to be fetched from it. */
static int serve(char address[64]) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof here;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, (const struct sockaddr *)&here, size), 0);
    assert_int_equal(listen(listener, 8), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&here, &size), 0);
    snprintf(address, 64, "http://127.0.0.1:%d/page", ntohs(here.sin_port));
    return listener;
}

typedef struct answer {
    int listener;
    const char *type;
    const char *body;
} answer;

/* Answers one request. */
static void *answer_once(void *user) {
    const answer *given = user;
    char request[4096], head[256];
    int client = accept(given->listener, NULL, NULL);
    if (read(client, request, sizeof request) <= 0)
        return NULL;
    int length = snprintf(head, sizeof head,
                          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: %s\r\n"
                          "Content-Length: %zu\r\n\r\n",
                          given->type, strlen(given->body));
    if (write(client, head, (size_t)length) < 0 ||
        write(client, given->body, strlen(given->body)) < 0)
        perror("write");
    close(client);
    return NULL;
}

static rawi_fetched fetch_answer(const char *type, const char *body) {
    char address[64];
    answer given = {.listener = serve(address), .type = type, .body = body};
    pthread_t thread;
    rawi_fetched fetched;
    rawi_error error = {0};
    assert_int_equal(pthread_create(&thread, NULL, answer_once, &given), 0);
    const rawi_fetch wanted = {.address = address, .patience = 60, .longest = 60, .most = 1 << 20};
    if (rawi_web_fetch(&wanted, &fetched, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    pthread_join(thread, NULL);
    close(given.listener);
    return fetched;
}

/* The kernel takes the connection, and nobody ever answers. */
static void test_silent_server(void **state) {
    (void)state;
    char address[64];
    int listener = serve(address);
    rawi_fetched fetched;
    rawi_error error = {0};
    const rawi_fetch wanted = {.address = address, .patience = 1, .longest = 60, .most = 1 << 20};
    assert_int_equal(rawi_web_fetch(&wanted, &fetched, &error), RAWI_ERROR_IO);
    assert_non_null(strstr(error.message, address));
    assert_non_null(strstr(error.message, "1 s"));
    rawi_fetched others = fetch_answer("text/plain", "still");
    assert_string_equal(others.bytes.bytes, "still");
    rawi_fetched_free(&others);
    close(listener);
}

static void test_abandoned(void **state) {
    (void)state;
    char address[64];
    int listener = serve(address);
    atomic_bool abandoned;
    atomic_init(&abandoned, true);
    rawi_fetched fetched;
    const rawi_fetch wanted = {.address = address,
                               .patience = 600,
                               .longest = 600,
                               .most = 1 << 20,
                               .abandoned = &abandoned};
    assert_int_equal(rawi_web_fetch(&wanted, &fetched, NULL), RAWI_INTERRUPTED);
    close(listener);
}

/* «سوق» in ISO-8859-6 and in windows-1256. */
#define SUQ_8859 "\xD3\xE8\xE2"
#define SUQ_1256 "\xD3\xE6\xDE"

static void expect_text(const char *type, const char *body, const char *text) {
    rawi_fetched fetched = fetch_answer(type, body);
    rawi_error error = {0};
    article_decode_as(&fetched.bytes, fetched.charset);
    if (article_decode(&fetched.bytes, "page", &error) != RAWI_OK)
        fail_msg("%s: %s", type, error.message);
    assert_string_equal(fetched.bytes.bytes, text);
    rawi_fetched_free(&fetched);
}

static void test_charset(void **state) {
    (void)state;
    expect_text("text/html; charset=windows-1256", SUQ_1256, "سوق");
    expect_text("text/html; charset=iso-8859-6", SUQ_8859, "سوق");
    expect_text("Text/HTML;level=1 ;\tCharset=\"ISO-8859-6\"", SUQ_8859, "سوق");
    /* What the server says counts for more than what the page says. */
    expect_text("text/html; charset=iso-8859-6", "<meta charset=windows-1256>" SUQ_8859,
                "<meta charset=windows-1256>سوق");
    /* Not so where it cannot be, or where a server says the same of all pages. */
    expect_text("text/html; charset=windows-1256", "سوق", "سوق");
    expect_text("text/html; charset=nonsense", "<meta charset=windows-1256>" SUQ_1256,
                "<meta charset=windows-1256>سوق");
    expect_text("text/html; charset=ISO-8859-1", "<meta charset=windows-1256>" SUQ_1256,
                "<meta charset=windows-1256>سوق");
    expect_text("text/html; charset=utf-8", "<meta charset=windows-1256>" SUQ_1256,
                "<meta charset=windows-1256>سوق");
    expect_text("text/html; charset=", "سوق", "سوق");
    expect_text("text/html; charset=iso-8859-1", "caf\xE9", "café");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_silent_server),
        cmocka_unit_test(test_abandoned),
        cmocka_unit_test(test_charset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
