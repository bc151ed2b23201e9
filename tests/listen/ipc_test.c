/* The socket: answers that are longer than what may wait for a client, clients that end their side,
 * players that accept nobody. All in one thread, so that nothing depends on time. */
#include "fake_session.h"
#include "listen/ipc.h"
#include "own_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    ITEMS = 4500,
    SOURCE_LENGTH = 260, /* so the queue is longer than RAWI_IPC_WAITING_MOST */
    CALLERS_MOST = 64,
    IDLE_ROUNDS_MOST = 1000 /* that serve and bring nothing */
};

static const char list[] = "{\"command\": [\"list\"], \"request_id\": 1}\n";
static const char rate[] = "{\"command\": [\"get_property\", \"rate\"], \"request_id\": 2}\n";
static const char observe[] = "{\"command\": [\"observe_property\", 5, \"queue\"]}\n";

static rawi_session session;
static rawi_ipc *ipc;
static int client;
static rawi_text got; /* by the client */

static int make_folder(void **state) {
    (void)state;
    return own_folder_make("XDG_RUNTIME_DIR");
}

/* A player with a long queue, and a client. */
static int begin(void **state) {
    static rawi_listed items[ITEMS];
    static char source[SOURCE_LENGTH + 1];
    memset(source, 'a', SOURCE_LENGTH);
    for (size_t i = 0; i < ITEMS; i++)
        items[i] = (rawi_listed){.id = i + 1, .source = source};
    session = (rawi_session){.heard = {.rate = 1.5}, .items = items, .item_count = ITEMS};
    if (make_folder(state) != 0 || rawi_ipc_open(&session, &ipc, NULL) != RAWI_OK)
        return 1;
    client = rawi_ipc_connect(NULL, NULL);
    return client < 0;
}

static int end(void **state) {
    close(client);
    rawi_ipc_close(ipc);
    rawi_text_free(&got);
    return own_folder_remove(state);
}

static void request(const char *lines) {
    assert_int_equal(send(client, lines, strlen(lines), MSG_NOSIGNAL), strlen(lines));
}

/* Serves if there is anything to be served. */
static bool serve(void) {
    struct pollfd polled[RAWI_IPC_POLLED_MOST];
    size_t count = rawi_ipc_poll(ipc, polled);
    if (poll(polled, count, 0) == 0)
        return false;
    rawi_ipc_serve(ipc);
    return true;
}

/* Serves while the client does not read, until there is nothing to be served. */
static void serve_all(void) {
    for (int i = 0; serve(); i++)
        assert_true(i < IDLE_ROUNDS_MOST);
}

/* Serves and reads all that comes; whether the client was hung up on. */
static bool read_all(void) {
    for (int idle = 0; idle < IDLE_ROUNDS_MOST; idle++) {
        static char bytes[1 << 16];
        bool served = serve();
        ssize_t count = recv(client, bytes, sizeof bytes, MSG_DONTWAIT);
        if (count == 0 || (count < 0 && errno == ECONNRESET))
            return true;
        if (count < 0 && !served)
            return false;
        if (count > 0) {
            assert_true(rawi_text_add(&got, bytes, (size_t)count));
            idle = 0;
        }
    }
    fail_msg("it is served without end, and nothing comes");
    return true;
}

/* The lines that were read are complete and have these marks. */
static void expect_lines(const char *const *marks, size_t count) {
    const char *line = got.bytes;
    for (size_t i = 0; i < count; i++) {
        const char *newline = line ? strchr(line, '\n') : NULL;
        if (!newline)
            fail_msg("line %zu, %s, did not come", i + 1, marks[i]);
        const char *found = strstr(line, marks[i]);
        assert_true(found && found < newline);
        line = newline + 1;
    }
    assert_string_equal(line, "");
}

#define EXPECT_LINES(...)                                                                          \
    expect_lines((const char *const[]){__VA_ARGS__},                                               \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void test_requests_in_one_write(void **state) {
    (void)state;
    char lines[sizeof list + sizeof rate];
    snprintf(lines, sizeof lines, "%s%s", list, rate);
    request(lines);
    assert_false(read_all());
    assert_true(got.length > RAWI_IPC_WAITING_MOST);
    EXPECT_LINES("\"request_id\":1", "\"request_id\":2");
}

/* Who asks on before it has read is not read from, and answered once it has. */
static void test_asks_before_it_reads(void **state) {
    (void)state;
    request(observe);
    serve_all();
    request(rate);
    serve_all();
    rawi_ipc_tell(ipc);
    request(rate);
    serve_all();
    assert_false(read_all());
    EXPECT_LINES("\"error\":\"success\"", "\"event\":\"property-change\"", "\"request_id\":2",
                 "\"request_id\":2");
}

/* The line that is kept is answered also where the telling of a change sends what was waiting. */
static void test_told_while_lines_are_kept(void **state) {
    (void)state;
    char lines[sizeof list + sizeof rate];
    snprintf(lines, sizeof lines, "%s%s", list, rate);
    request(lines);
    serve_all();
    for (ssize_t count = 1; count > 0;) {
        static char bytes[1 << 16];
        count = recv(client, bytes, sizeof bytes, MSG_DONTWAIT);
        if (count > 0)
            assert_true(rawi_text_add(&got, bytes, (size_t)count));
        rawi_ipc_tell(ipc);
    }
    EXPECT_LINES("\"request_id\":1", "\"request_id\":2");
}

/* As `nc -N` does. */
static void test_half_closed(void **state) {
    (void)state;
    char lines[sizeof list + sizeof rate];
    snprintf(lines, sizeof lines, "%s%s", list, rate);
    request(lines);
    assert_int_equal(shutdown(client, SHUT_WR), 0);
    assert_true(read_all());
    EXPECT_LINES("\"request_id\":1", "\"request_id\":2");
}

/* It is sent what it asked for, and not told the changes after that. */
static void test_half_closed_observer(void **state) {
    (void)state;
    session.item_count = ITEMS / 2; /* more than a socket holds, less than stops the reading */
    request(observe);
    assert_int_equal(shutdown(client, SHUT_WR), 0);
    serve_all();
    session.item_count--;
    rawi_ipc_tell(ipc);
    assert_true(read_all());
    EXPECT_LINES("\"error\":\"success\"", "\"event\":\"property-change\"");
}

static void test_goes_before_it_reads(void **state) {
    (void)state;
    struct pollfd polled[RAWI_IPC_POLLED_MOST];
    request(list);
    serve_all();
    close(client);
    serve_all();
    assert_int_equal(rawi_ipc_poll(ipc, polled), 1);
    client = rawi_ipc_connect(NULL, NULL);
    assert_true(client >= 0);
}

/* A player that was stopped and has so many callers that it is told of no more. */
static void test_silent_player(void **state) {
    (void)state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/rawi", own_folder);
    assert_int_equal(mkdir(address.sun_path, 0700), 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s/rawi/rawi.socket", own_folder);
    int player = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(player, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(player, 1), 0);
    int callers[CALLERS_MOST], count = 0;
    bool accepts = true;
    while (accepts && count < CALLERS_MOST) {
        callers[count] = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        accepts = connect(callers[count++], (const struct sockaddr *)&address, sizeof address) == 0;
    }
    assert_false(accepts);
    static const char *const names[] = {NULL, "rawi"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rawi_error error = {0};
        assert_int_equal(rawi_ipc_connect(names[i], &error), -1);
        assert_non_null(strstr(error.message, "does not answer"));
    }
    while (count > 0)
        close(callers[--count]);
    close(player);
}

static void test_no_player(void **state) {
    (void)state;
    rawi_error error = {0};
    assert_int_equal(rawi_ipc_connect(NULL, &error), -1);
    assert_non_null(strstr(error.message, "not playing"));
    assert_int_equal(rawi_ipc_connect("rawi", &error), -1);
    assert_non_null(strstr(error.message, "no player 'rawi'"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_requests_in_one_write, begin, end),
        cmocka_unit_test_setup_teardown(test_asks_before_it_reads, begin, end),
        cmocka_unit_test_setup_teardown(test_told_while_lines_are_kept, begin, end),
        cmocka_unit_test_setup_teardown(test_half_closed, begin, end),
        cmocka_unit_test_setup_teardown(test_half_closed_observer, begin, end),
        cmocka_unit_test_setup_teardown(test_goes_before_it_reads, begin, end),
        cmocka_unit_test_setup_teardown(test_silent_player, make_folder, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_no_player, make_folder, own_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
