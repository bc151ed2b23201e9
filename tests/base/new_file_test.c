/* New files: complete or not there, and nothing left of those that were never finished. */
#include "base/new_file.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int set_up(void **state) {
    char *folder = strdup("/tmp/rawi_new_file_XXXXXX");
    *state = folder;
    return folder && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state) {
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", (char *)*state);
    free(*state);
    return chdir("/") != 0 || system(command);
}

static size_t count_files(void) {
    size_t count = 0;
    DIR *list = opendir(".");
    for (const struct dirent *entry; (entry = readdir(list));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(list);
    return count;
}

static void appears_when_complete(void **state) {
    (void)state;
    rawi_new_file file;
    assert_int_equal(rawi_new_file_open("out", &file, NULL), RAWI_OK);
    assert_int_equal(write(file.fd, "x", 1), 1);
    assert_int_not_equal(access("out", F_OK), 0);
    assert_int_equal(rawi_new_file_commit(&file, NULL), RAWI_OK);
    assert_int_equal(access("out", F_OK), 0);
    assert_int_equal(rawi_new_file_open("out", &file, NULL), RAWI_OK);
    rawi_new_file_abort(&file);
    assert_int_equal(count_files(), 1);
}

/* A child that is killed while it writes. */
static void leave_a_half_file(void) {
    pid_t child = fork();
    if (child == 0) {
        rawi_new_file file;
        if (rawi_new_file_open("out", &file, NULL) == RAWI_OK)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void sweeps_what_the_dead_left(void **state) {
    (void)state;
    rawi_new_file alive;
    leave_a_half_file();
    leave_a_half_file();
    assert_int_equal(rawi_new_file_open("out", &alive, NULL), RAWI_OK);
    fclose(fopen(".rawi-notes", "w"));
    fclose(fopen(".rawi-0123456789abcdef0", "w"));
    assert_int_equal(count_files(), 5);
    rawi_new_file_sweep(".");
    assert_int_equal(count_files(), 3);
    assert_int_equal(rawi_new_file_commit(&alive, NULL), RAWI_OK);
    assert_int_equal(access("out", F_OK), 0);
    rawi_new_file_sweep("nowhere");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(appears_when_complete, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sweeps_what_the_dead_left, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
