/* Marks. */
#include "audio/marks.h"
#include "audio/ring.h"

#include <stdlib.h>
#include <string.h>

void rawi_marks_make(rawi_marks *marks) {
    *marks = (rawi_marks){0};
    pthread_mutex_init(&marks->lock, NULL);
}

static void free_mark(rawi_mark *mark) {
    free(mark->times);
    free(mark->words);
}

void rawi_marks_free(rawi_marks *marks) {
    rawi_marks_forget_all(marks);
    free(marks->marks);
    pthread_mutex_destroy(&marks->lock);
}

/* ---- the feeder's -------------------------------------------------------------------------- */

/* Notes the utterance's words; false when memory is exhausted. */
static bool note_words(rawi_mark *mark, const rawi_speech *speech, double ratio) {
    const rawi_utterance *utterance = speech->utterance;
    mark->word_count = utterance->word_count;
    mark->times = calloc(mark->word_count, sizeof *mark->times);
    mark->words = calloc(mark->word_count, sizeof *mark->words);
    if (!mark->times || !mark->words) {
        free_mark(mark);
        return false;
    }
    for (size_t i = 0; i < mark->word_count; i++) {
        mark->times[i].start = (size_t)((double)speech->words[i].start * ratio);
        mark->times[i].end = (size_t)((double)speech->words[i].end * ratio);
        mark->words[i] = utterance->words[i].span;
    }
    return true;
}

/* Has room for one more, with the lock held. */
static bool has_room(rawi_marks *marks) {
    if (marks->count < marks->capacity)
        return true;
    size_t capacity = marks->capacity ? 2 * marks->capacity : 16;
    rawi_mark *grown = realloc(marks->marks, capacity * sizeof *grown);
    if (!grown)
        return false;
    marks->marks = grown;
    marks->capacity = capacity;
    return true;
}

rawi_status rawi_marks_add(rawi_marks *marks, const rawi_mark *place, const rawi_speech *speech,
                           double ratio, rawi_error *error) {
    rawi_mark added = *place;
    added.block = speech->utterance->block;
    added.kind = speech->utterance->kind;
    added.span = speech->utterance->span;
    if (!note_words(&added, speech, ratio))
        return rawi_fail_memory(error);
    pthread_mutex_lock(&marks->lock);
    bool fits = has_room(marks);
    if (fits)
        marks->marks[marks->count++] = added;
    pthread_mutex_unlock(&marks->lock);
    if (fits)
        return RAWI_OK;
    free_mark(&added);
    return rawi_fail_memory(error);
}

void rawi_marks_forget_before(rawi_marks *marks, size_t position) {
    size_t gone = 0;
    pthread_mutex_lock(&marks->lock);
    while (gone + 1 < marks->count && !rawi_ring_is_before(position, marks->marks[gone + 1].start))
        free_mark(&marks->marks[gone++]);
    if (gone > 0) {
        marks->count -= gone;
        memmove(marks->marks, marks->marks + gone, marks->count * sizeof *marks->marks);
    }
    pthread_mutex_unlock(&marks->lock);
}

void rawi_marks_cut(rawi_marks *marks, size_t position) {
    pthread_mutex_lock(&marks->lock);
    while (marks->count > 1 && !rawi_ring_is_before(marks->marks[marks->count - 1].start, position))
        free_mark(&marks->marks[--marks->count]);
    rawi_mark *last = marks->count > 0 ? &marks->marks[marks->count - 1] : NULL;
    if (last && rawi_ring_is_before(position, last->end))
        last->end = rawi_ring_is_before(position, last->start) ? last->start : position;
    pthread_mutex_unlock(&marks->lock);
}

void rawi_marks_forget_all(rawi_marks *marks) {
    pthread_mutex_lock(&marks->lock);
    while (marks->count > 0)
        free_mark(&marks->marks[--marks->count]);
    marks->goal = (rawi_goal){0};
    pthread_mutex_unlock(&marks->lock);
}

void rawi_marks_go_to(rawi_marks *marks, size_t target) {
    pthread_mutex_lock(&marks->lock);
    marks->goal = (rawi_goal){.any = true, .target = target};
    pthread_mutex_unlock(&marks->lock);
}

void rawi_marks_reach(rawi_marks *marks, size_t target, size_t start) {
    pthread_mutex_lock(&marks->lock);
    rawi_goal *goal = &marks->goal;
    if (goal->any && !goal->is_marked && goal->target == target) {
        goal->is_marked = true;
        goal->start = start;
    }
    pthread_mutex_unlock(&marks->lock);
}

void rawi_marks_put_off(rawi_marks *marks, size_t from, size_t to) {
    pthread_mutex_lock(&marks->lock);
    rawi_goal *goal = &marks->goal;
    if (goal->is_marked && !rawi_ring_is_before(goal->start, from))
        goal->start = to;
    pthread_mutex_unlock(&marks->lock);
}

const rawi_mark *rawi_marks_at(const rawi_marks *marks, size_t position) {
    for (size_t i = marks->count; i-- > 0;)
        if (!rawi_ring_is_before(position, marks->marks[i].start))
            return &marks->marks[i];
    return NULL;
}

size_t rawi_mark_word_from(const rawi_mark *mark, size_t sample) {
    size_t word = 0;
    while (word < mark->word_count && mark->times[word].start < sample)
        word++;
    return word;
}

size_t rawi_mark_words_end(const rawi_mark *mark) {
    return mark->start - mark->skip + mark->times[mark->word_count - 1].end;
}

/* The utterance's sample at a position, its first one before it. */
static size_t sample_at(const rawi_mark *mark, size_t position) {
    return (rawi_ring_is_before(position, mark->start) ? 0 : position - mark->start) + mark->skip;
}

/* The last word that has started at a sample, the first before all. */
static size_t word_at(const rawi_mark *mark, size_t sample) {
    size_t next = rawi_mark_word_from(mark, sample + 1);
    return next > 0 ? next - 1 : 0;
}

size_t rawi_mark_unheard(const rawi_mark *mark, size_t position) {
    size_t sample = sample_at(mark, position);
    return sample >= mark->times[mark->word_count - 1].end
               ? mark->span.end
               : mark->words[word_at(mark, sample)].start;
}

/* ---- any thread's -------------------------------------------------------------------------- */

bool rawi_marks_are_behind(rawi_marks *marks, size_t position, size_t *target) {
    pthread_mutex_lock(&marks->lock);
    const rawi_goal *goal = &marks->goal;
    bool behind = goal->any && !(goal->is_marked && rawi_ring_is_before(goal->start, position));
    if (behind)
        *target = goal->target;
    pthread_mutex_unlock(&marks->lock);
    return behind;
}

bool rawi_marks_look(rawi_marks *marks, size_t position, rawi_instant *instant) {
    pthread_mutex_lock(&marks->lock);
    const rawi_mark *mark = rawi_marks_at(marks, position);
    if (mark) {
        size_t sample = sample_at(mark, position);
        *instant = (rawi_instant){.utterance = mark->span,
                                  .word = mark->words[word_at(mark, sample)],
                                  .kind = mark->kind,
                                  .unheard = rawi_mark_unheard(mark, position),
                                  .factor = mark->factor,
                                  .into = sample < mark->length ? sample : mark->length,
                                  .length = mark->length};
    }
    pthread_mutex_unlock(&marks->lock);
    return mark != NULL;
}
