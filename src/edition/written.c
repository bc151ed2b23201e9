/* Written words: an utterance's text is cut at white space; pieces that one reading covers together
 * grow together; every piece gets the time of what is spoken for it. */
#include "edition/written.h"

#include "base/error.h"

#include <string.h>
#include <unicode/uchar.h>

/* ---- what Rawi added ----------------------------------------------------------------------- */

static const int32_t fathatan = 0x064B;

/* A spoken word as one writes it: with its punctuation, without its marks but for that of «شكرًا».
 */
static bool write_plainly(const rawi_timed_word *word, rawi_text *plain) {
    rawi_text_clear(plain);
    rawi_text_add_string(plain, word->before);
    size_t length = strlen(word->text);
    for (size_t position = 0; position < length;) {
        size_t start = position;
        int32_t character = rawi_next_character(word->text, length, &position);
        if (character == fathatan || u_charType(character) != U_NON_SPACING_MARK)
            rawi_text_add(plain, word->text + start, position - start);
    }
    return rawi_text_add_string(plain, word->after);
}

static bool write_added(rawi_written *written, const rawi_timeline *timeline,
                        rawi_written_utterance *utterance) {
    rawi_text plain = {0};
    bool made = true;
    for (size_t i = 0; made && i < utterance->timed->word_count; i++) {
        size_t at = utterance->timed->first_word + i;
        const rawi_timed_word *word = &timeline->words[at];
        const char *text = NULL;
        if (write_plainly(word, &plain))
            text = rawi_arena_copy(&written->arena, plain.bytes, plain.length);
        made = text != NULL;
        if (made)
            written->words[written->word_count++] =
                (rawi_written_word){.text = {text, plain.length},
                                    .first_word = at,
                                    .word_count = 1,
                                    .start = word->start,
                                    .end = word->end};
    }
    rawi_text_free(&plain);
    return made;
}

/* ---- what the author wrote ----------------------------------------------------------------- */

static size_t skip_space(const char *text, size_t position, size_t end, bool space) {
    while (position < end) {
        size_t next = position;
        int32_t character = rawi_next_character(text, end, &next);
        if ((character >= 0 && u_isUWhiteSpace(character)) != space)
            break;
        position = next;
    }
    return position;
}

/* The pieces of `span` between white space, appended as words that nothing is spoken for. */
static void cut(rawi_written *written, const char *text, rawi_span span) {
    size_t position = skip_space(text, span.start, span.end, true);
    while (position < span.end) {
        size_t end = skip_space(text, position, span.end, false);
        written->words[written->word_count++] =
            (rawi_written_word){.text = {text + position, end - position}, .span = {position, end}};
        position = skip_space(text, end, span.end, true);
    }
}

/* Takes the spoken word `at` into what `word` is read as. */
static void hear(rawi_written_word *word, const rawi_timeline *timeline, size_t at) {
    const rawi_timed_word *timed = &timeline->words[at];
    if (word->word_count == 0) {
        word->first_word = at;
        word->start = timed->start;
    }
    word->word_count = at + 1 - word->first_word;
    word->end = timed->end;
}

/* Joins the piece at `last` with all behind it up to `next`: one word. */
static void join(rawi_written_word *last, const rawi_written_word *next) {
    last->span.end = next->span.end;
    last->text.length = last->span.end - last->span.start;
}

/* Gives the spoken words to the pieces words[0, count), which have the same order, and joins those
 * that one spoken word stands for; returns how many remain. */
static size_t give_times(rawi_written_word *words, size_t count, const rawi_timeline *timeline,
                         const rawi_timed_utterance *timed) {
    size_t last = 0; /* of what remains */
    size_t next = 1; /* the first piece that was not taken up */
    for (size_t i = 0; i < timed->word_count; i++) {
        size_t at = timed->first_word + i;
        rawi_span span = timeline->words[at].span;
        while (next < count && words[last].span.end <= span.start)
            words[++last] = words[next++];
        for (; next < count && words[next].span.start < span.end; next++)
            join(&words[last], &words[next]);
        hear(&words[last], timeline, at);
    }
    while (next < count)
        words[++last] = words[next++];
    return last + 1;
}

/* A piece that nothing is spoken for is at the end of what is heard before it. */
static void place_silent(rawi_written_word *words, size_t count, double start) {
    for (size_t i = 0; i < count; i++) {
        if (words[i].word_count == 0)
            words[i].start = words[i].end = start;
        start = words[i].end;
    }
}

static bool write_utterance(rawi_written *written, const rawi_article *article,
                            const rawi_timeline *timeline, rawi_written_utterance *utterance) {
    const rawi_timed_utterance *timed = utterance->timed;
    utterance->first = written->word_count;
    if (timed->block == SIZE_MAX) {
        if (!write_added(written, timeline, utterance))
            return false;
    } else {
        cut(written, article->text, timed->span);
        rawi_written_word *words = written->words + utterance->first;
        size_t count = give_times(words, written->word_count - utterance->first, timeline, timed);
        place_silent(words, count, timed->start);
        written->word_count = utterance->first + count;
    }
    utterance->count = written->word_count - utterance->first;
    return true;
}

/* At least as many as there will be. */
static size_t most_words(const rawi_article *article, const rawi_timeline *timeline) {
    size_t most = 0;
    for (size_t i = 0; i < timeline->utterance_count; i++) {
        const rawi_timed_utterance *timed = &timeline->utterances[i];
        most += timed->word_count;
        for (size_t at = timed->span.start; at < timed->span.end; most++) {
            at = skip_space(article->text, at, timed->span.end, false);
            at = skip_space(article->text, at, timed->span.end, true);
        }
    }
    return most;
}

rawi_status rawi_written_make(const rawi_article *article, const rawi_timeline *timeline,
                              rawi_written *written, rawi_error *error) {
    *written = (rawi_written){0};
    written->words =
        rawi_arena_array(&written->arena, most_words(article, timeline), sizeof *written->words);
    written->utterances =
        rawi_arena_array(&written->arena, timeline->utterance_count, sizeof *written->utterances);
    if (!written->words || !written->utterances)
        return rawi_fail_memory(error);
    for (size_t i = 0; i < timeline->utterance_count; i++) {
        rawi_written_utterance *utterance = &written->utterances[written->utterance_count++];
        utterance->timed = &timeline->utterances[i];
        if (!write_utterance(written, article, timeline, utterance))
            return rawi_fail_memory(error);
    }
    return RAWI_OK;
}

void rawi_written_free(rawi_written *written) {
    rawi_arena_free(&written->arena);
    *written = (rawi_written){0};
}
