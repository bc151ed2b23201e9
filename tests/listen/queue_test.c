/* The queue's file: many programs that write at once, damage, what is forgotten. */
#include "listen/journal.h"
#include "listen/queue.h"
#include "own_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WRITERS = 4,
    ITEMS_EACH = 25,
    ROUNDS = 10
};

/* What is to be done when a write comes to the disk, its file locked; when a lock is waited for. */
static void (*on_sync)(void);
static void (*on_pause)(void);

/* These take the place of the C library's. */
int fsync(int fd) {
    if (on_sync)
        on_sync();
    return fdatasync(fd);
}

int nanosleep(const struct timespec *time, struct timespec *left) {
    if (on_pause)
        on_pause();
    return clock_nanosleep(CLOCK_REALTIME, 0, time, left);
}

static int set_up(void **state) {
    (void)state;
    return own_folder_make("XDG_STATE_HOME");
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

/* How many bytes of an article were heard, as another program finds it. */
static size_t recalled(const char *source) {
    rawi_queue *queue = open_queue(true);
    size_t position = SIZE_MAX;
    for (size_t i = 0; i < rawi_queue_count(queue); i++)
        if (strcmp(rawi_queue_at(queue, i)->source, source) == 0)
            position = rawi_queue_at(queue, i)->position;
    rawi_queue_close(queue);
    return position;
}

/* Another program, and pipes: it is told to go on, and says that it waits for the file. */
static pid_t other;
static size_t others;
static int goes[2], waits[2];

static void say_it_waits(void) {
    on_pause = NULL;
    assert_int_equal(write(waits[1], "x", 1), 1);
}

/* And stays in line. */
static void say_it_waits_and_stop(void) {
    say_it_waits();
    raise(SIGSTOP);
}

/* Starts the other program, which writes an item once it is to go on. */
static void start_other(void (*when_it_waits)(void)) {
    char source[64], byte;
    snprintf(source, sizeof source, "/articles/other-%zu.md", ++others);
    other = fork();
    if (other != 0)
        return;
    assert_int_equal(read(goes[0], &byte, 1), 1);
    on_pause = when_it_waits;
    rawi_queue *queue = open_queue(false);
    add(queue, source);
    write_changes(queue);
    _exit(0);
}

/* While this program holds the file the other one comes to wait for it. */
static void let_other_wait(void) {
    char byte;
    on_sync = NULL;
    assert_int_equal(write(goes[1], "x", 1), 1);
    assert_int_equal(read(waits[0], &byte, 1), 1);
}

static int open_pipes(void **state) {
    others = 0;
    return set_up(state) != 0 || pipe(goes) != 0 || pipe(waits) != 0;
}

static int close_pipes(void **state) {
    close(goes[0]);
    close(goes[1]);
    close(waits[0]);
    close(waits[1]);
    return own_folder_remove(state);
}

static bool in_file(const char *source) {
    char path[128], line[256];
    snprintf(path, sizeof path, "%s/rawi/queue.json", own_folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    bool found = false;
    while (!found && fgets(line, sizeof line, file))
        found = strstr(line, source);
    fclose(file);
    return found;
}

static bool other_was_first;

static void look_for_other(void) {
    char source[64];
    on_sync = NULL;
    snprintf(source, sizeof source, "/articles/other-%zu.md", others);
    other_was_first = in_file(source);
}

/* A program that writes again at once does not overtake one that waits. */
static void test_line(void **state) {
    (void)state;
    rawi_queue *queue = open_queue(false);
    uint64_t id = add(queue, "/articles/again.md");
    for (size_t round = 1; round <= ROUNDS; round++) {
        int status;
        rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, 2 * round, NULL);
        start_other(say_it_waits);
        on_sync = let_other_wait;
        write_changes(queue);
        rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, 2 * round + 1, NULL);
        on_sync = look_for_other;
        write_changes(queue);
        assert_int_equal(waitpid(other, &status, 0), other);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        assert_true(other_was_first);
    }
    rawi_queue_close(queue);
}

/* One that was stopped in line holds up nobody without end. */
static void test_stopped_in_line(void **state) {
    (void)state;
    rawi_queue *queue = open_queue(false);
    uint64_t id = add(queue, "/articles/again.md");
    start_other(say_it_waits_and_stop);
    on_sync = let_other_wait;
    write_changes(queue);
    rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, 1, NULL);
    write_changes(queue);
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    rawi_queue_close(queue);
}

static size_t journal_count(void) {
    char path[128];
    snprintf(path, sizeof path, "%s/rawi", own_folder);
    json_t *objects = json_array();
    rawi_journals_read(path, objects, NULL);
    size_t count = json_array_size(objects);
    json_decref(objects);
    return count;
}

/* A program that plays and is killed: its last word is in the journal alone. */
static void play_until_killed(const char *source, size_t words, int ready) {
    rawi_queue *queue = open_queue(false);
    rawi_journal *journal;
    uint64_t id = add(queue, source);
    write_changes(queue);
    assert_int_equal(rawi_journal_open(&journal, NULL), RAWI_OK);
    for (size_t i = 1; i <= words; i++) {
        rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, 10 * i, NULL);
        char *line = rawi_queue_line(queue, id);
        rawi_journal_write(journal, line);
        free(line);
    }
    assert_int_equal(write(ready, "x", 1), 1);
    pause();
}

/* What was heard to the last word is found while the player lives, when it was killed, and in the
 * file once another one has written that; then nothing is left behind. */
static void test_killed(void **state) {
    (void)state;
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t player = fork();
    if (player == 0)
        play_until_killed("/articles/killed.md", 1234, ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(recalled("/articles/killed.md"), 12340);
    kill(player, SIGKILL);
    waitpid(player, NULL, 0);
    assert_int_equal(recalled("/articles/killed.md"), 12340);
    assert_int_equal(journal_count(), 1);
    rawi_queue *queue = open_queue(false);
    add(queue, "/articles/another.md");
    write_changes(queue);
    rawi_queue_close(queue);
    assert_int_equal(journal_count(), 0);
    assert_int_equal(recalled("/articles/killed.md"), 12340);
    close(ready[0]);
    close(ready[1]);
}

/* The names of all journals; the caller's. */
static json_t *journal_names(void) {
    char pattern[128];
    glob_t found;
    json_t *names = json_array();
    snprintf(pattern, sizeof pattern, "%s/rawi/journal.*", own_folder);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        json_array_append_new(names, json_string(strrchr(found.gl_pathv[i], '/') + 1));
    globfree(&found);
    return names;
}

/* A journal that became a player's after it looked left behind is not taken away from it. */
static void test_journal_of_a_player_stays(void **state) {
    (void)state;
    char path[128];
    rawi_journal *journal;
    snprintf(path, sizeof path, "%s/rawi", own_folder);
    assert_int_equal(rawi_journal_open(&journal, NULL), RAWI_OK);
    rawi_journal_write(journal, "{\"source\": \"/articles/a.md\"}");
    json_t *names = journal_names();
    rawi_journals_remove(path, names);
    assert_int_equal(journal_count(), 1);
    rawi_journal_close(journal);
    assert_int_equal(journal_count(), 1);
    rawi_journals_remove(path, names);
    assert_int_equal(journal_count(), 0);
    json_decref(names);
}

/* A journal that says less than the file, or nonsense, changes nothing. */
static void test_bad_journals(void **state) {
    (void)state;
    char path[128];
    rawi_queue *queue = open_queue(false);
    uint64_t id = add(queue, "/articles/old.md");
    rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, 10, NULL);
    char *line = rawi_queue_line(queue, id);
    rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, 20, NULL);
    write_changes(queue);
    rawi_queue_close(queue);
    const char *lines[] = {line, "", "[1, 2]", "{\"source\": 7}", "{\"source\": \"/a", "\xff\xff"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        snprintf(path, sizeof path, "%s/rawi/journal.%zu", own_folder, i);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(lines[i], file);
        fclose(file);
    }
    snprintf(path, sizeof path, "%s/rawi/journal.folder", own_folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/rawi/journal.pipe", own_folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(recalled("/articles/old.md"), 20);
    queue = open_queue(false);
    add(queue, "/articles/new.md");
    write_changes(queue);
    rawi_queue_close(queue);
    assert_int_equal(recalled("/articles/old.md"), 20);
    assert_int_equal(unlink(path), 0);
    free(line);
}

static void test_damaged_file(void **state) {
    (void)state;
    char path[128], aside[160];
    struct stat status;
    rawi_error error = {0};
    snprintf(path, sizeof path, "%s/rawi", own_folder);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(path, sizeof path, "%s/rawi/queue.json", own_folder);
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

/* What could not be written is written the next time, unless something newer is. */
static void test_failed_writing(void **state) {
    (void)state;
    char path[128], aside[128];
    rawi_queue *queue = open_queue(false);
    uint64_t gone = add(queue, "/articles/gone.md");
    add(queue, "/articles/removed.md");
    write_changes(queue);
    uint64_t id = add(queue, "/articles/heard.md");
    rawi_queue_mark(queue, id, RAWI_ITEM_BEGUN, 30, NULL);
    rawi_queue_mark(queue, gone, RAWI_ITEM_BEGUN, 40, NULL);
    rawi_queue_remove(queue, add(queue, "/articles/removed.md"));
    snprintf(path, sizeof path, "%s/rawi", own_folder);
    snprintf(aside, sizeof aside, "%s/aside", own_folder);
    assert_int_equal(rename(path, aside), 0);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    rawi_queue_changes *changes = rawi_queue_take_changes(queue);
    assert_non_null(changes);
    assert_null(rawi_queue_take_changes(queue));
    assert_int_equal(rawi_queue_write(changes, NULL), RAWI_ERROR_IO);
    rawi_queue_remove(queue, gone);
    rawi_queue_give_back(queue, changes);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rename(aside, path), 0);
    write_changes(queue);
    rawi_queue_close(queue);
    queue = open_queue(true);
    assert_int_equal(rawi_queue_count(queue), 1);
    assert_string_equal(rawi_queue_at(queue, 0)->source, "/articles/heard.md");
    assert_int_equal(rawi_queue_at(queue, 0)->position, 30);
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

/* A program that was stopped while it held the file: it is not waited for without end, and what was
 * to be written is written once the file is free. */
static void test_file_is_held(void **state) {
    (void)state;
    rawi_queue *queue = open_queue(true);
    add(queue, "/articles/held.md");
    char path[128];
    snprintf(path, sizeof path, "%s/rawi/queue.lock", own_folder);
    int held = open(path, O_RDWR);
    assert_true(held >= 0);
    assert_int_equal(flock(held, LOCK_EX), 0);
    rawi_queue_changes *changes = rawi_queue_take_changes(queue);
    assert_int_equal(rawi_queue_write(changes, NULL), RAWI_ERROR_IO);
    rawi_queue_give_back(queue, changes);
    close(held);
    write_changes(queue);
    rawi_queue_close(queue);
    queue = open_queue(true);
    assert_int_equal(rawi_queue_count(queue), 1);
    rawi_queue_close(queue);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_many_writers, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_line, open_pipes, close_pipes),
        cmocka_unit_test_setup_teardown(test_stopped_in_line, open_pipes, close_pipes),
        cmocka_unit_test_setup_teardown(test_merging, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_killed, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_journal_of_a_player_stays, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_bad_journals, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_damaged_file, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_failed_writing, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_limits, set_up, own_folder_remove),
        cmocka_unit_test_setup_teardown(test_file_is_held, set_up, own_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
