/* The queue's file: many programs that write at once, damage, what is forgotten. */
#include "listen/queue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WRITERS = 4,
    ITEMS_EACH = 25
};

static char folder[64];

static int set_up(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/rawi_queue_XXXXXX");
    return mkdtemp(folder) ? setenv("XDG_STATE_HOME", folder, 1) : 1;
}

static int tear_down(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static rawi_queue *open_queue(bool recalls) {
    rawi_queue *queue;
    rawi_error error = {0};
    assert_int_equal(rawi_queue_open(&queue, &error), RAWI_OK);
    if (recalls && rawi_queue_recall(queue, true, &error) != RAWI_OK)
        fail_msg("%s", error.message);
    return queue;
}

static uint64_t add(rawi_queue *queue, const char *source) {
    uint64_t id = 0;
    assert_int_equal(rawi_queue_add(queue, &(rawi_addition){.source = source}, SIZE_MAX, &id, NULL),
                     RAWI_OK);
    return id;
}

static void write_changes(rawi_queue *queue) {
    rawi_error error = {0};
    rawi_queue_changes *changes = rawi_queue_take_changes(queue);
    if (changes && rawi_queue_write(changes, &error) != RAWI_OK)
        fail_msg("%s", error.message);
}

/* One of the programs: adds items and marks them, a write for each. */
static void write_items(int writer) {
    rawi_queue *queue = open_queue(false);
    for (int i = 0; i < ITEMS_EACH; i++) {
        char source[64];
        snprintf(source, sizeof source, "/articles/%d-%d.md", writer, i);
        uint64_t id = add(queue, source);
        write_changes(queue);
        rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, (size_t)(i + 1), NULL);
        write_changes(queue);
    }
    rawi_queue_close(queue);
}

static void test_many_writers(void **state) {
    (void)state;
    for (int writer = 0; writer < WRITERS; writer++)
        if (fork() == 0) {
            write_items(writer);
            _exit(0);
        }
    for (int writer = 0; writer < WRITERS; writer++) {
        int status;
        wait(&status);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    rawi_queue *queue = open_queue(true);
    assert_int_equal(rawi_queue_count(queue), WRITERS * ITEMS_EACH);
    for (size_t i = 0; i < rawi_queue_count(queue); i++) {
        const rawi_item *item = rawi_queue_at(queue, i);
        int writer, number;
        assert_int_equal(sscanf(item->source, "/articles/%d-%d.md", &writer, &number), 2);
        assert_int_equal(item->state, RAWI_ITEM_BEGUN);
        assert_int_equal(item->position, number + 1);
    }
    rawi_queue_close(queue);
}

/* Each program writes what it changed; the later word on an item stands. */
static void test_merging(void **state) {
    (void)state;
    rawi_queue *one = open_queue(false);
    uint64_t shared = add(one, "/a.md");
    add(one, "/b.md");
    write_changes(one);
    rawi_queue *two = open_queue(true);
    rawi_queue_mark(two, rawi_queue_at(two, 0)->id, RAWI_ITEM_FINISHED, 9, NULL);
    rawi_queue_remove(two, rawi_queue_at(two, 1)->id);
    add(two, "/c.md");
    usleep(5000); /* the file knows milliseconds */
    rawi_queue_mark(one, shared, RAWI_ITEM_BEGUN, 5, NULL);
    write_changes(one);
    write_changes(two);
    rawi_queue *merged = open_queue(true);
    assert_int_equal(rawi_queue_count(merged), 2);
    assert_string_equal(rawi_queue_at(merged, 1)->source, "/c.md");
    assert_int_equal(rawi_queue_at(merged, 0)->state, RAWI_ITEM_BEGUN);
    assert_int_equal(rawi_queue_at(merged, 0)->position, 5);
    assert_int_equal(rawi_queue_last_begun(merged), 0);
    rawi_queue_close(merged);
    rawi_queue_close(two);
    rawi_queue_close(one);
}

static void test_damaged_file(void **state) {
    (void)state;
    char path[128], aside[160];
    struct stat status;
    rawi_error error = {0};
    snprintf(path, sizeof path, "%s/rawi", folder);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(path, sizeof path, "%s/rawi/queue.json", folder);
    snprintf(aside, sizeof aside, "%s.damaged", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("{\"items\": [", file);
    assert_int_equal(fclose(file), 0);
    rawi_queue *queue = open_queue(false);
    assert_int_equal(rawi_queue_recall(queue, true, &error), RAWI_ERROR_DATA);
    assert_non_null(strstr(error.message, aside));
    assert_int_equal(stat(aside, &status), 0);
    add(queue, "/a.md");
    write_changes(queue);
    rawi_queue_close(queue);
    queue = open_queue(true);
    assert_int_equal(rawi_queue_count(queue), 1);
    rawi_queue_close(queue);
}

static void test_limits(void **state) {
    (void)state;
    rawi_queue *queue = open_queue(false);
    char source[RAWI_QUEUE_SOURCE_MAX + 2];
    memset(source, 'a', sizeof source - 1);
    source[sizeof source - 1] = '\0';
    assert_int_equal(
        rawi_queue_add(queue, &(rawi_addition){.source = source}, SIZE_MAX, NULL, NULL),
        RAWI_ERROR_INPUT);
    assert_int_equal(rawi_queue_add(queue, &(rawi_addition){.source = ""}, SIZE_MAX, NULL, NULL),
                     RAWI_ERROR_ARGUMENT);
    uint64_t id = add(queue, "/a.md");
    assert_int_equal(add(queue, "/a.md"), id);
    assert_int_equal(rawi_queue_count(queue), 1);
    rawi_queue_close(queue);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_many_writers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_merging, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damaged_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
