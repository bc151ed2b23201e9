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
#include <string.h>

static char folder[] = "/tmp/rawi_progress_XXXXXX";

typedef struct watched {
    double interrupt_at; /* of the work; above 1: never */
    double done;
    bool ran_backwards;
    bool rendered; /* after the narration of a followed one */
} watched;

static bool watch(void *user, const rawi_edition_progress *progress) {
    watched *seen = user;
    seen->ran_backwards = seen->ran_backwards || progress->done < seen->done;
    seen->done = progress->done;
    seen->rendered = seen->rendered || (seen->done > 0.9001 && seen->done < 0.9999);
    return progress->done < seen->interrupt_at;
}

/* What an edition is made of: paragraphs of about five seconds; before them some whose few
 * characters take as long. */
typedef struct sample {
    const char *name;
    size_t numbers;
    size_t paragraphs;
    bool opening;
    bool rendered; /* once more, after all is narrated */
} sample;

static rawi_status make(const char *path, const sample *of, watched *seen) {
    rawi_text text = {0};
    for (size_t i = 0; i < of->numbers; i++)
        rawi_text_add_string(&text, "الرقم 987654321.\n\n");
    for (size_t i = 0; i < of->paragraphs; i++)
        rawi_text_add_string(&text, "فتحت السوق أبوابها صباحًا، ووصل الباعة من القرى البعيدة.\n\n");
    rawi_article *article;
    rawi_script *script;
    rawi_error error = {0};
    if (rawi_article_open_memory(text.bytes, text.length, "text.txt", RAWI_FORMAT_TEXT, &article,
                                 &error) ||
        rawi_script_open(article, NULL, &script, &error))
        fail_msg("%s", error.message);
    const rawi_edition_options options = {.opening = of->opening, .go_on = watch, .user = seen};
    rawi_status status = rawi_edition_make(article, script, path, &options, NULL, &error);
    if (status != RAWI_OK && status != RAWI_INTERRUPTED)
        fail_msg("%s", error.message);
    rawi_script_close(script);
    rawi_article_close(article);
    rawi_text_free(&text);
    return status;
}

/* Plain sound, encoded while it is narrated, too short for that, encoded after it; with an opening
 * whose minutes are known after the first of them, and with one whose minutes turn out others. */
static const sample editions[] = {
    {"plain.wav", .paragraphs = 2},
    {"followed.flac", .paragraphs = 30},
    {"short.flac", .paragraphs = 2, .rendered = true},
    {"mastered.ogg", .paragraphs = 2},
    {"opened.flac", .paragraphs = 30, .opening = true},
    {"uneven.flac", .numbers = 12, .paragraphs = 30, .opening = true, .rendered = true}};

static void test_progress_runs_forwards(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, editions[i].name);
        watched seen = {.interrupt_at = 2};
        assert_int_equal(make(path, &editions[i], &seen), RAWI_OK);
        print_message("%s ends at %.6f\n", editions[i].name, seen.done);
        assert_false(seen.ran_backwards);
        assert_true(seen.done > 0.99 && seen.done < 1.000001);
        if (strstr(path, ".flac"))
            assert_int_equal(seen.rendered, editions[i].rendered);
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
        assert_int_equal(make(path, &editions[i], &seen), RAWI_INTERRUPTED);
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
