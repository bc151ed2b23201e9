/* How far an edition has come while it is made, and its end on the way. */
#include "base/text.h"
#include "edition/edition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include <stdlib.h>

static char folder[] = "/tmp/rawi_progress_XXXXXX";

typedef struct watched {
    double interrupt_at; /* of the work; above 1: never */
    double done;
    bool ran_backwards;
} watched;

static bool watch(void *user, const rawi_edition_progress *progress) {
    watched *seen = user;
    seen->ran_backwards = seen->ran_backwards || progress->done < seen->done;
    seen->done = progress->done;
    return progress->done < seen->interrupt_at;
}

/* Makes an edition of so many paragraphs of about five seconds. */
static rawi_status make(const char *path, size_t paragraphs, watched *seen) {
    rawi_text text = {0};
    for (size_t i = 0; i < paragraphs; i++)
        rawi_text_add_string(&text, "فتحت السوق أبوابها صباحًا، ووصل الباعة من القرى البعيدة.\n\n");
    rawi_article *article;
    rawi_script *script;
    rawi_error error = {0};
    if (rawi_article_open_memory(text.bytes, text.length, "text.txt", RAWI_FORMAT_TEXT, &article,
                                 &error) ||
        rawi_script_open(article, NULL, &script, &error))
        fail_msg("%s", error.message);
    const rawi_edition_options options = {.go_on = watch, .user = seen};
    rawi_status status = rawi_edition_make(article, script, path, &options, NULL, &error);
    if (status != RAWI_OK && status != RAWI_INTERRUPTED)
        fail_msg("%s", error.message);
    rawi_script_close(script);
    rawi_article_close(article);
    rawi_text_free(&text);
    return status;
}

/* Plain sound, encoded while it is narrated, encoded once more since it is too short for that, and
 * encoded after it. */
static const struct {
    const char *name;
    size_t paragraphs;
} editions[] = {{"plain.wav", 2}, {"followed.flac", 30}, {"short.flac", 2}, {"mastered.ogg", 2}};

static void test_progress_runs_forwards(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, editions[i].name);
        watched seen = {.interrupt_at = 2};
        assert_int_equal(make(path, editions[i].paragraphs, &seen), RAWI_OK);
        print_message("%s ends at %.6f\n", editions[i].name, seen.done);
        assert_false(seen.ran_backwards);
        assert_true(seen.done > 0.99 && seen.done < 1.000001);
        assert_int_equal(unlink(path), 0);
    }
}

/* Also when everything is narrated the work can be ended, and then leaves nothing. */
static void test_interrupted_at_the_end(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, editions[i].name);
        watched seen = {.interrupt_at = 0.95};
        assert_int_equal(make(path, editions[i].paragraphs, &seen), RAWI_INTERRUPTED);
        assert_int_not_equal(access(path, F_OK), 0);
    }
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_progress_runs_forwards),
        cmocka_unit_test(test_interrupted_at_the_end),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
