/* The timeline grows by an utterance at a time; its texts live in an arena. */
#include "edition/timeline.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a reader sees comes first, so that a pointer to it is a pointer to the whole. */
typedef struct growing_timeline {
    rawi_timeline seen;
    rawi_timed_word *words;
    size_t word_capacity;
    rawi_timed_utterance *utterances;
    size_t utterance_capacity;
    rawi_chapter *chapters;
    rawi_arena texts;
} growing_timeline;

/* The chapter of an opening whose article has no title. */
static const char first_chapter_title[] = "مقدّمة";

rawi_status rawi_timeline_new(rawi_timeline **timeline, rawi_error *error) {
    growing_timeline *growing = calloc(1, sizeof *growing);
    if (!growing)
        return rawi_fail_memory(error);
    *timeline = &growing->seen;
    return RAWI_OK;
}

/* Room for `count` elements of `size` bytes; the array as it is now, or NULL. */
static void *grow(void *array, size_t *capacity, size_t count, size_t size) {
    if (count <= *capacity)
        return array;
    size_t larger = *capacity ? *capacity : 256;
    while (larger < count) {
        if (larger > SIZE_MAX / 2)
            return NULL;
        larger *= 2;
    }
    if (larger > SIZE_MAX / size)
        return NULL;
    void *moved = realloc(array, larger * size);
    if (moved)
        *capacity = larger;
    return moved;
}

static bool reserve(growing_timeline *growing, size_t more_words, size_t more_utterances) {
    rawi_timed_word *words = grow(growing->words, &growing->word_capacity,
                                  growing->seen.word_count + more_words, sizeof *words);
    if (!words)
        return false;
    growing->seen.words = growing->words = words;
    rawi_timed_utterance *utterances =
        grow(growing->utterances, &growing->utterance_capacity,
             growing->seen.utterance_count + more_utterances, sizeof *utterances);
    if (!utterances)
        return false;
    growing->seen.utterances = growing->utterances = utterances;
    return true;
}

/* A copy of `text`; NULL when memory is exhausted. */
static const char *keep(growing_timeline *growing, const char *text) {
    return *text ? rawi_arena_copy(&growing->texts, text, strlen(text)) : "";
}

static bool add_word(growing_timeline *growing, const rawi_word *word, bool written,
                     rawi_word_time time, unsigned rate, double at) {
    rawi_timed_word timed = {
        .span = written ? word->span : (rawi_span){0, 0},
        .text = keep(growing, word->text),
        .before = keep(growing, word->before),
        .after = keep(growing, word->after),
        .break_after = word->break_after,
        .start = at + (double)time.start / rate,
        .end = at + (double)time.end / rate,
    };
    if (!timed.text || !timed.before || !timed.after)
        return false;
    growing->words[growing->seen.word_count++] = timed;
    return true;
}

rawi_status rawi_timeline_add(rawi_timeline *timeline, const rawi_article *article,
                              const rawi_speech *speech, double at, rawi_error *error) {
    growing_timeline *growing = (growing_timeline *)timeline;
    const rawi_utterance *utterance = speech->utterance;
    size_t first = timeline->word_count;
    if (!reserve(growing, utterance->word_count, 1))
        return rawi_fail_memory(error);
    for (size_t i = 0; i < utterance->word_count; i++) {
        if (!add_word(growing, &utterance->words[i], article != NULL, speech->words[i],
                      speech->rate, at)) {
            timeline->word_count = first;
            return rawi_fail_memory(error);
        }
    }
    growing->utterances[timeline->utterance_count++] = (rawi_timed_utterance){
        .block = article ? utterance->block : SIZE_MAX,
        .kind = utterance->kind,
        .level = utterance->level,
        .span = article ? utterance->span : (rawi_span){0, 0},
        .ends_block = utterance->ends_block,
        .first_word = first,
        .word_count = utterance->word_count,
        .start = timeline->words[first].start,
        .end = timeline->words[timeline->word_count - 1].end,
    };
    return RAWI_OK;
}

rawi_status rawi_timeline_append(rawi_timeline *timeline, rawi_timeline *part, double at,
                                 rawi_error *error) {
    growing_timeline *growing = (growing_timeline *)timeline;
    growing_timeline *other = (growing_timeline *)part;
    if (!reserve(growing, part->word_count, part->utterance_count))
        return rawi_fail_memory(error);
    size_t first = timeline->word_count;
    for (size_t i = 0; i < part->word_count; i++) {
        rawi_timed_word word = part->words[i];
        word.start += at;
        word.end += at;
        growing->words[timeline->word_count++] = word;
    }
    for (size_t i = 0; i < part->utterance_count; i++) {
        rawi_timed_utterance utterance = part->utterances[i];
        utterance.first_word += first;
        utterance.start += at;
        utterance.end += at;
        growing->utterances[timeline->utterance_count++] = utterance;
    }
    rawi_arena_join(&growing->texts, &other->texts);
    part->word_count = part->utterance_count = 0;
    return RAWI_OK;
}

/* The text of a block, after `outer` and a colon where that is not NULL. */
static const char *heading_title(growing_timeline *growing, const rawi_article *article,
                                 size_t block, const char *outer) {
    rawi_span span = article->blocks[block].span;
    rawi_text title = {0};
    if (outer) {
        rawi_text_add_string(&title, outer);
        rawi_text_add_string(&title, ": ");
    }
    rawi_text_add(&title, article->text + span.start, span.end - span.start);
    const char *kept =
        title.failed ? NULL : rawi_arena_copy(&growing->texts, title.bytes, title.length);
    rawi_text_free(&title);
    return kept;
}

/* Opens a chapter that begins with utterance `i`, a heading. Where nothing but headings stands
 * between it and the chapter's before, both are one: the article's title gives way, any other
 * heading names the part of which this one is the first. */
static bool add_heading(growing_timeline *growing, const rawi_article *article, size_t i) {
    rawi_timeline *timeline = &growing->seen;
    const rawi_timed_utterance *heading = &timeline->utterances[i];
    const rawi_timed_utterance *before = i > 0 ? heading - 1 : NULL;
    if (before && before->kind == RAWI_BLOCK_HEADING && before->block != SIZE_MAX) {
        if (before->block == heading->block)
            return true;
        rawi_chapter *chapter = &growing->chapters[timeline->chapter_count - 1];
        chapter->title = heading_title(growing, article, heading->block,
                                       before->level > 1 ? chapter->title : NULL);
        return chapter->title != NULL;
    }
    const char *title = heading_title(growing, article, heading->block, NULL);
    if (title)
        growing->chapters[timeline->chapter_count++] =
            (rawi_chapter){.title = title, .start = heading->start};
    return title != NULL;
}

static bool add_chapters(growing_timeline *growing, const rawi_article *article) {
    rawi_timeline *timeline = &growing->seen;
    bool begun = false;
    for (size_t i = 0; i < timeline->utterance_count; i++) {
        const rawi_timed_utterance *utterance = &timeline->utterances[i];
        if (utterance->block == SIZE_MAX)
            continue;
        if (utterance->kind == RAWI_BLOCK_HEADING) {
            if (!add_heading(growing, article, i))
                return false;
        } else if (!begun) {
            const char *title =
                keep(growing, article->title ? article->title : first_chapter_title);
            if (!title)
                return false;
            growing->chapters[timeline->chapter_count++] =
                (rawi_chapter){.title = title, .start = utterance->start};
        }
        begun = true;
    }
    return true;
}

rawi_status rawi_timeline_finish(rawi_timeline *timeline, const rawi_article *article,
                                 double duration, rawi_error *error) {
    growing_timeline *growing = (growing_timeline *)timeline;
    timeline->duration = duration;
    timeline->chapter_count = 0;
    free(growing->chapters);
    growing->chapters = calloc(timeline->utterance_count + 1, sizeof *growing->chapters);
    timeline->chapters = growing->chapters;
    if (!growing->chapters || !add_chapters(growing, article)) {
        timeline->chapter_count = 0;
        return rawi_fail_memory(error);
    }
    if (timeline->chapter_count < 2) {
        timeline->chapter_count = 0;
        return RAWI_OK;
    }
    growing->chapters[0].start = 0;
    for (size_t i = 0; i < timeline->chapter_count; i++)
        growing->chapters[i].end =
            i + 1 < timeline->chapter_count ? growing->chapters[i + 1].start : timeline->duration;
    return RAWI_OK;
}

void rawi_timeline_free(rawi_timeline *timeline) {
    growing_timeline *growing = (growing_timeline *)timeline;
    if (!growing)
        return;
    free(growing->words);
    free(growing->utterances);
    free(growing->chapters);
    rawi_arena_free(&growing->texts);
    free(growing);
}
