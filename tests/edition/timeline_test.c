/* The timeline: times from samples, chapters from headings; written words from what is spoken. */
#include "edition/timeline.h"
#include "edition/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

enum {
    RATE = 1000,
    WORD_SAMPLES = 400, /* sound of a word; 100 of silence follow */
    STEP_SAMPLES = 500,
    WORDS_MAX = 16
};

/* An article that is narrated word by word, each taking half a second. */
typedef struct narrated {
    rawi_article *article;
    rawi_timeline *timeline;
    double duration;
} narrated;

static narrated begin(const char *markdown) {
    narrated all = {0};
    rawi_error error = {0};
    if (rawi_article_open_memory(markdown, strlen(markdown), NULL, RAWI_FORMAT_MARKDOWN,
                                 &all.article, &error) ||
        rawi_timeline_new(&all.timeline, &error))
        fail_msg("%s", error.message);
    return all;
}

static void end(narrated *all) {
    rawi_timeline_free(all->timeline);
    rawi_article_close(all->article);
}

/* Adds an utterance of these words. */
static void say(narrated *all, rawi_utterance utterance, const rawi_word *words, size_t count,
                bool added) {
    rawi_word_time times[WORDS_MAX];
    assert_true(count <= WORDS_MAX);
    for (size_t i = 0; i < count; i++)
        times[i] = (rawi_word_time){i * STEP_SAMPLES, i * STEP_SAMPLES + WORD_SAMPLES};
    utterance.words = words;
    utterance.word_count = count;
    const rawi_speech speech = {.utterance = &utterance,
                                .sample_count = count * STEP_SAMPLES,
                                .rate = RATE,
                                .words = times};
    assert_int_equal(
        rawi_timeline_add(all->timeline, added ? NULL : all->article, &speech, all->duration, NULL),
        RAWI_OK);
    all->duration += (double)speech.sample_count / RATE;
}

/* Says a block in one word. */
static void say_block(narrated *all, size_t block) {
    const rawi_block *facts = &all->article->blocks[block];
    const rawi_word word = {.span = facts->span, .text = "قَالَ", .before = "", .after = ""};
    say(all,
        (rawi_utterance){.block = block,
                         .kind = facts->kind,
                         .level = facts->level,
                         .span = facts->span,
                         .ends_block = true},
        &word, 1, false);
}

static void say_added(narrated *all) {
    const rawi_word word = {.span = {3, 9}, .text = "عُنْوَانٌ", .before = "«", .after = "»."};
    say(all, (rawi_utterance){.kind = RAWI_BLOCK_PARAGRAPH, .span = {0, 9}}, &word, 1, true);
}

static void finish(narrated *all) {
    assert_int_equal(rawi_timeline_finish(all->timeline, all->article, all->duration, NULL),
                     RAWI_OK);
    assert_true(all->timeline->duration == all->duration);
}

static void expect_chapter(const narrated *all, size_t i, const char *title, double start,
                           double until) {
    const rawi_chapter *chapter = &all->timeline->chapters[i];
    assert_string_equal(chapter->title, title);
    assert_true(chapter->start == start);
    assert_true(chapter->end == until);
}

static void test_times(void **state) {
    (void)state;
    narrated all = begin("كلمة أخرى\n");
    say_added(&all);
    say_block(&all, 0);
    finish(&all);
    const rawi_timeline *timeline = all.timeline;
    assert_int_equal(timeline->word_count, 2);
    assert_int_equal(timeline->utterance_count, 2);
    assert_true(timeline->utterances[0].block == SIZE_MAX);
    assert_int_equal(timeline->utterances[0].span.end, 0);
    assert_int_equal(timeline->words[0].span.end, 0);
    assert_string_equal(timeline->words[0].before, "«");
    assert_true(timeline->words[1].start == 0.5);
    assert_true(timeline->words[1].end == 0.9);
    assert_int_equal(timeline->utterances[1].first_word, 1);
    assert_true(timeline->utterances[1].end == 0.9);
    end(&all);
}

/* What stands before the first heading is a chapter too; of an article without a title it is called
 * so. */
static void test_chapters(void **state) {
    (void)state;
    narrated all = begin("تمهيد\n\n## الاقتصاد\n\n### النفط\n\nنص\n\n## خاتمة\n\nنص\n");
    say_added(&all);
    for (size_t block = 0; block < all.article->block_count; block++)
        say_block(&all, block);
    finish(&all);
    assert_int_equal(all.timeline->chapter_count, 3);
    expect_chapter(&all, 0, "مقدّمة", 0, 1);
    expect_chapter(&all, 1, "الاقتصاد: النفط", 1, 2.5);
    expect_chapter(&all, 2, "خاتمة", 2.5, 3.5);
    end(&all);
}

/* A title right before a heading gives way to it; the opening belongs to the first chapter. */
static void test_title_gives_way(void **state) {
    (void)state;
    narrated all = begin("# عنوان\n\n## أولًا\n\nنص\n\n## ثانيًا\n\nنص\n");
    say_added(&all);
    for (size_t block = 0; block < all.article->block_count; block++)
        say_block(&all, block);
    finish(&all);
    assert_int_equal(all.timeline->chapter_count, 2);
    expect_chapter(&all, 0, "أولًا", 0, 2);
    expect_chapter(&all, 1, "ثانيًا", 2, 3);
    end(&all);
}

static void test_one_chapter_is_none(void **state) {
    (void)state;
    narrated all = begin("# عنوان\n\nنص\n");
    say_block(&all, 0);
    say_block(&all, 1);
    finish(&all);
    assert_int_equal(all.timeline->chapter_count, 0);
    end(&all);
}

static rawi_span span_of(const rawi_article *article, const char *text) {
    const char *found = strstr(article->text, text);
    assert_non_null(found);
    size_t start = (size_t)(found - article->text);
    return (rawi_span){start, start + strlen(text)};
}

static void expect_written(const rawi_written_word *word, const char *text, size_t words,
                           double start, double until) {
    assert_int_equal(word->text.length, strlen(text));
    assert_memory_equal(word->text.bytes, text, strlen(text));
    assert_int_equal(word->word_count, words);
    assert_true(word->start == start);
    assert_true(word->end == until);
}

/* Words of one reading are one, with what stands between them; punctuation stays where it is; what
 * is not spoken has no time of its own. */
static void test_written_words(void **state) {
    (void)state;
    narrated all = begin("قال: «نعم» — في 12 مايو 2026، ثم نام.\n");
    const rawi_block *block = &all.article->blocks[0];
    const rawi_word words[] = {
        {.span = span_of(all.article, "قال"), .text = "قَالَ", .before = "", .after = ":"},
        {.span = span_of(all.article, "نعم"), .text = "نَعَمْ", .before = "«", .after = "»"},
        {.span = span_of(all.article, "في"), .text = "فِي", .before = "", .after = ""},
        {.span = span_of(all.article, "12 مايو 2026"), .text = "الثَّانِي", .before = "", .after = ""},
        {.span = span_of(all.article, "12 مايو 2026"), .text = "عَشَرَ", .before = "", .after = "،"},
        {.span = span_of(all.article, "ثم"), .text = "ثُمَّ", .before = "", .after = ""},
        {.span = span_of(all.article, "نام"), .text = "نَامْ", .before = "", .after = "."},
    };
    say(&all, (rawi_utterance){.kind = RAWI_BLOCK_PARAGRAPH, .span = block->span}, words,
        sizeof words / sizeof *words, false);
    say_added(&all);
    finish(&all);
    rawi_written written;
    assert_int_equal(rawi_written_make(all.article, all.timeline, &written, NULL), RAWI_OK);
    assert_int_equal(written.word_count, 8);
    expect_written(&written.words[0], "قال:", 1, 0, 0.4);
    expect_written(&written.words[1], "«نعم»", 1, 0.5, 0.9);
    expect_written(&written.words[2], "—", 0, 0.9, 0.9);
    expect_written(&written.words[3], "في", 1, 1, 1.4);
    expect_written(&written.words[4], "12 مايو 2026،", 2, 1.5, 2.4);
    expect_written(&written.words[5], "ثم", 1, 2.5, 2.9);
    expect_written(&written.words[6], "نام.", 1, 3, 3.4);
    expect_written(&written.words[7], "«عنوان».", 1, 3.5, 3.9);
    rawi_written_free(&written);
    end(&all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),           cmocka_unit_test(test_chapters),
        cmocka_unit_test(test_title_gives_way), cmocka_unit_test(test_one_chapter_is_none),
        cmocka_unit_test(test_written_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
