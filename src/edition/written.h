/* The narration as the author wrote it: the article's words, between white space, each with the
 * time in which it is heard. Transcripts and the read-along page show these, not what is spoken. */
#ifndef RAWI_EDITION_WRITTEN_H
#define RAWI_EDITION_WRITTEN_H

#include "base/arena.h"
#include "base/text.h"
#include "edition/timeline.h"

/* What stands between two white spaces, with its punctuation; more where one reading covers more
 * («12 مايو 2026» is one date). A word that Rawi added is written as it is spoken, unmarked.
 */
typedef struct rawi_written_word {
    rawi_slice text;
    rawi_span span;    /* of the article's text; empty where Rawi added the word */
    size_t first_word; /* of the timeline's words, what is spoken for it */
    size_t word_count; /* 0 where nothing is: a dash, a sign without a reading */
    double start;      /* where nothing is spoken both are the end of what is heard before */
    double end;
} rawi_written_word;

typedef struct rawi_written_utterance {
    const rawi_timed_utterance *timed;
    size_t first; /* of the written words */
    size_t count; /* at least 1 */
} rawi_written_utterance;

/* Zero-initialized is empty. It looks into the article and the timeline, which must outlive it. */
typedef struct rawi_written {
    rawi_written_word *words; /* in the article's order */
    size_t word_count;
    rawi_written_utterance *utterances; /* as the timeline's */
    size_t utterance_count;
    rawi_arena arena;
} rawi_written;

/* Makes it from a finished timeline; RAWI_ERROR_MEMORY is the only failure. Freed with
 * rawi_written_free, after a failure too. */
rawi_status rawi_written_make(const rawi_article *article, const rawi_timeline *timeline,
                              rawi_written *written, rawi_error *error);

void rawi_written_free(rawi_written *written);

#endif
