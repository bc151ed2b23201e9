/* The lines of the socket: what each command does to the session, what is answered, which events
 * come, and that no line brings it down. */
#include "fake_session.h"
#include "listen/protocol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rawi_session session;
static rawi_observer observer;
static rawi_text answer;

static int begin(void **state) {
    (void)state;
    session = (rawi_session){.heard = {.state = RAWI_SESSION_PLAYING,
                                       .item = 4,
                                       .number = 2,
                                       .count = 2,
                                       .source = "/news/market.md",
                                       .title = "سوق المدينة",
                                       .sentence = "وصل الباعة.",
                                       .span = {100, 120},
                                       .word = {100, 106},
                                       .position = 12.3456,
                                       .length = 60,
                                       .rate = 1.5,
                                       .volume = 0.8}};
    return 0;
}

static int end(void **state) {
    (void)state;
    rawi_observer_free(&observer);
    rawi_text_free(&answer);
    return 0;
}

/* The first line of what a request is answered; the others stay in `answer`. */
static json_t *ask(const char *line) {
    rawi_text_clear(&answer);
    rawi_protocol_answer(&session, &observer, line, strlen(line), &answer);
    assert_false(answer.failed);
    const char *newline = strchr(answer.bytes, '\n');
    assert_non_null(newline);
    json_t *object = json_loadb(answer.bytes, (size_t)(newline - answer.bytes), 0, NULL);
    assert_true(json_is_object(object));
    return object;
}

static void expect_error(const char *line, const char *error) {
    json_t *object = ask(line);
    const char *said = json_string_value(json_object_get(object, "error"));
    if (!said || strcmp(said, error) != 0)
        fail_msg("%s: %s, not %s", line, said ? said : "nothing", error);
    assert_true((strcmp(error, "success") == 0) == !json_object_get(object, "message"));
    json_decref(object);
}

static void test_commands(void **state) {
    (void)state;
    static const struct {
        const char *words;
        rawi_command_kind kind;
        double number;
        size_t position;
        uint64_t item;
    } rows[] = {
        {"[\"play\"]", RAWI_COMMAND_PLAY, 0, 0, 0},
        {"[\"pause\"]", RAWI_COMMAND_PAUSE, 0, 0, 0},
        {"[\"toggle\"]", RAWI_COMMAND_TOGGLE, 0, 0, 0},
        {"[\"stop\"]", RAWI_COMMAND_STOP, 0, 0, 0},
        {"[\"next\"]", RAWI_COMMAND_NEXT, 0, 0, 0},
        {"[\"previous\"]", RAWI_COMMAND_PREVIOUS, 0, 0, 0},
        {"[\"quit\"]", RAWI_COMMAND_QUIT, 0, 0, 0},
        {"[\"seek\", \"90\"]", RAWI_COMMAND_SEEK_TO, 90, 0, 0},
        {"[\"seek\", 90]", RAWI_COMMAND_SEEK_TO, 90, 0, 0},
        {"[\"seek\", \"1:30\"]", RAWI_COMMAND_SEEK_TO, 90, 0, 0},
        {"[\"seek\", \"1:02:30\"]", RAWI_COMMAND_SEEK_TO, 3750, 0, 0},
        {"[\"seek\", \"+5.5\"]", RAWI_COMMAND_SEEK_BY, 5.5, 0, 0},
        {"[\"seek\", \"-1:00\"]", RAWI_COMMAND_SEEK_BY, -60, 0, 0},
        {"[\"seek\", -30]", RAWI_COMMAND_SEEK_BY, -30, 0, 0},
        {"[\"word\", 106]", RAWI_COMMAND_SEEK_WORD, 0, 106, 0},
        {"[\"rate\", 2.5]", RAWI_COMMAND_RATE, 2.5, 0, 0},
        {"[\"rate\", \"+0.5\"]", RAWI_COMMAND_RATE_BY, 0.5, 0, 0},
        {"[\"volume\", \"50\"]", RAWI_COMMAND_VOLUME, 0.5, 0, 0},
        {"[\"volume\", \"-10\"]", RAWI_COMMAND_VOLUME_BY, -0.1, 0, 0},
        {"[\"sleep\", \"30\"]", RAWI_COMMAND_SLEEP, 1800, 0, 0},
        {"[\"sleep\", \"off\"]", RAWI_COMMAND_SLEEP, 0, 0, 0},
        {"[\"remove\", 3]", RAWI_COMMAND_REMOVE, 0, 0, 3},
        {"[\"go\", \"3\"]", RAWI_COMMAND_GO, 0, 0, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char line[128];
        snprintf(line, sizeof line, "{\"command\": %s}", rows[i].words);
        session.count = 0;
        expect_error(line, "success");
        const rawi_command *obeyed = &session.commands[0];
        if (session.count != 1 || obeyed->kind != rows[i].kind)
            fail_msg("%s: %zu commands, the first of kind %d", line, session.count, obeyed->kind);
        if (obeyed->number < rows[i].number - 1e-9 || obeyed->number > rows[i].number + 1e-9)
            fail_msg("%s: %f", line, obeyed->number);
        if (rows[i].position)
            assert_int_equal(obeyed->position, rows[i].position);
        if (rows[i].item)
            assert_int_equal(obeyed->item, rows[i].item);
    }
}

static void test_moves(void **state) {
    (void)state;
    expect_error("{\"command\": [\"sentence\", -2]}", "success");
    expect_error("{\"command\": [\"paragraph\", \"+1\"]}", "success");
    assert_int_equal(session.count, 3);
    assert_int_equal(session.commands[0].move, RAWI_MOVE_SENTENCE_BACK);
    assert_int_equal(session.commands[1].move, RAWI_MOVE_SENTENCE_BACK);
    assert_int_equal(session.commands[2].move, RAWI_MOVE_PARAGRAPH_FORTH);
}

static void test_add(void **state) {
    (void)state;
    expect_error("{\"command\": [\"add\", \"أول.md\", \"https://example.org/b\"]}", "success");
    assert_int_equal(session.count, 2);
    assert_string_equal(session.sources[0], "أول.md");
    assert_string_equal(session.sources[1], "https://example.org/b");
}

/* None of these reaches the session. */
static void test_refused(void **state) {
    (void)state;
    static const char *const arguments[] = {
        "[]",
        "[\"dance\"]",
        "[1]",
        "[\"pause\", \"now\"]",
        "[\"seek\"]",
        "[\"seek\", \"soon\"]",
        "[\"seek\", \"1:2:3:4\"]",
        "[\"seek\", \":30\"]",
        "[\"seek\", \"1e400\"]",
        "[\"seek\", \"0x10\"]",
        "[\"seek\", \"nan\"]",
        "[\"seek\", \"1\", \"2\"]",
        "[\"rate\", \"\"]",
        "[\"rate\", \"+\"]",
        "[\"rate\", true]",
        "[\"sentence\", \"1.5\"]",
        "[\"sentence\", \"1000000000\"]",
        "[\"word\", \"-1\"]",
        "[\"word\", \"99999999999999999999999\"]",
        "[\"remove\", 0]",
        "[\"sleep\", -5]",
        "[\"get_property\", \"secret\"]",
        "[\"get_property\"]",
        "[\"observe_property\", \"1\", \"state\"]",
        "[\"observe_property\", 1]",
        "[\"unobserve_property\"]",
        "[\"pause\", null]",
        "[\"add\", {\"a\": 1}]",
    };
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
        char line[128];
        snprintf(line, sizeof line, "{\"command\": %s}", arguments[i]);
        expect_error(line, "invalid argument");
    }
    static const char *const lines[] = {
        "",
        "pause",
        "\"pause\"",
        "[\"pause\"]",
        "{}",
        "{\"command\": \"pause\"}",
        "{\"command\": [\"pause\"], \"request_id\": \"7\"}",
        "{\"command\": [\"pause\"], \"command\": [\"play\"]}",
        "{\"command\": [\"pause\"]} {}",
        "{\"command\": [\"\\u0000\"]}",
        "{\"command\": [\"\xFF\xFE\"]}",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        expect_error(lines[i], "invalid request");
    assert_int_equal(session.count, 0);
}

static void test_deep_nesting(void **state) {
    (void)state;
    enum {
        DEPTH = 60000
    };
    char *line = malloc(DEPTH + 1);
    assert_non_null(line);
    memset(line, '[', DEPTH);
    line[DEPTH] = '\0';
    expect_error(line, "invalid request");
    free(line);
}

static void test_request_id(void **state) {
    (void)state;
    json_t *object = ask("{\"command\": [\"pause\"], \"request_id\": -9007199254740993}");
    assert_true(json_integer_value(json_object_get(object, "request_id")) == -9007199254740993);
    json_decref(object);
    object = ask("{\"request_id\": 5}");
    assert_int_equal(json_integer_value(json_object_get(object, "request_id")), 5);
    json_decref(object);
    object = ask("{\"command\": [\"pause\"]}");
    assert_null(json_object_get(object, "request_id"));
    json_decref(object);
}

static void test_properties(void **state) {
    (void)state;
    json_t *object = ask("{\"command\": [\"status\"]}");
    json_t *expected = json_pack(
        "{s:s, s:i, s:i, s:i, s:s, s:s, s:n, s:n, s:s, s:[i,i], s:[i,i], s:s, s:f, s:f, s:f, s:b, "
        "s:f, s:n, s:n}",
        "state", "playing", "item", 4, "number", 2, "count", 2, "source", "/news/market.md",
        "title", "سوق المدينة", "author", "site", "sentence", "وصل الباعة.", "span", 100, 120,
        "word", 100, 106, "kind", "heading", "position", 12.346, "length", 60.0, "rate", 1.5,
        "length-known", 0, "volume", 0.8, "sleep", "trouble");
    assert_non_null(expected);
    assert_true(json_equal(json_object_get(object, "data"), expected));
    json_decref(expected);
    json_decref(object);
    rawi_listed items[] = {{.id = 3, .source = "/a.md", .state = RAWI_ITEM_FINISHED},
                           {.id = 4, .source = "/b.md", .title = "ب", .is_present = true}};
    session.items = items;
    session.item_count = 2;
    object = ask("{\"command\": [\"list\"]}");
    expected = json_pack("[{s:i, s:s, s:n, s:s, s:b}, {s:i, s:s, s:s, s:s, s:b}]", "item", 3,
                         "source", "/a.md", "title", "state", "finished", "present", 0, "item", 4,
                         "source", "/b.md", "title", "ب", "state", "new", "present", 1);
    assert_true(json_equal(json_object_get(object, "data"), expected));
    json_decref(expected);
    json_decref(object);
}

static void expect_events(const char *expected) {
    rawi_text_clear(&answer);
    rawi_protocol_tell(&session, &observer, &answer);
    assert_string_equal(answer.length ? answer.bytes : "", expected);
}

static void test_events(void **state) {
    (void)state;
    json_decref(ask("{\"command\": [\"observe_property\", 7, \"state\"]}"));
    assert_non_null(strstr(answer.bytes, "\n{\"event\":\"property-change\",\"id\":7,\"name\":"
                                         "\"state\",\"data\":\"playing\"}\n"));
    json_decref(ask("{\"command\": [\"observe_property\", 8, \"rate\"]}"));
    expect_events("");
    session.heard.state = RAWI_SESSION_PAUSED;
    session.heard.sentence = "شيء آخر.";
    expect_events(
        "{\"event\":\"property-change\",\"id\":7,\"name\":\"state\",\"data\":\"paused\"}\n");
    expect_events("");
    session.heard.rate = 2.0;
    expect_events("{\"event\":\"property-change\",\"id\":8,\"name\":\"rate\",\"data\":2.0}\n");
    json_decref(ask("{\"command\": [\"unobserve_property\", 8]}"));
    session.heard.rate = 1.0;
    expect_events("");
}

static void test_observations_end(void **state) {
    (void)state;
    for (int i = 0; i < RAWI_OBSERVATIONS_MOST; i++)
        json_decref(ask("{\"command\": [\"observe_property\", 1, \"state\"]}"));
    expect_error("{\"command\": [\"observe_property\", 1, \"state\"]}", "failed");
    expect_error("{\"command\": [\"unobserve_property\", 1]}", "success");
    expect_error("{\"command\": [\"observe_property\", 1, \"state\"]}", "success");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_commands, begin, end),
        cmocka_unit_test_setup_teardown(test_moves, begin, end),
        cmocka_unit_test_setup_teardown(test_add, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_deep_nesting, begin, end),
        cmocka_unit_test_setup_teardown(test_request_id, begin, end),
        cmocka_unit_test_setup_teardown(test_properties, begin, end),
        cmocka_unit_test_setup_teardown(test_events, begin, end),
        cmocka_unit_test_setup_teardown(test_observations_end, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
