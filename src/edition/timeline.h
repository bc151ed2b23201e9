/* When everything of a narration is heard: its words, utterances and chapters, in seconds from the
 * beginning of the sound file. Chapters, transcripts, the read-along page and the feed are made
 * from it; nothing else measures time. */
#ifndef RAWI_EDITION_TIMELINE_H
#define RAWI_EDITION_TIMELINE_H

#include "audio/tags.h"
#include "rawi.h"

typedef struct rawi_timed_word {
    rawi_span span;     /* of the article's text; words of one number share one span; empty for a
                           word that Rawi added (opening, closing) */
    const char *text;   /* as spoken, diacritized */
    const char *before; /* punctuation, "" where none */
    const char *after;
    rawi_break break_after;
    double start;
    double end;
} rawi_timed_word;

typedef struct rawi_timed_utterance {
    size_t block; /* of the article; SIZE_MAX for an utterance that Rawi added */
    rawi_block_kind kind;
    unsigned level;
    rawi_span span;
    bool ends_block;
    size_t first_word;
    size_t word_count;
    double start; /* of its first word */
    double end;   /* of its last word: the pause that follows belongs to nobody */
} rawi_timed_utterance;

/* The arrays are the timeline's own and the reader's to look at; they stay until the next call that
 * changes it. */
typedef struct rawi_timeline {
    const rawi_timed_word *words;
    size_t word_count;
    const rawi_timed_utterance *utterances;
    size_t utterance_count;
    const rawi_chapter *chapters;
    size_t chapter_count;
    double duration; /* of the whole sound, what surrounds the narration included */
} rawi_timeline;

/* An empty timeline; freed with rawi_timeline_free. */
rawi_status rawi_timeline_new(rawi_timeline **timeline, rawi_error *error);

/* Adds an utterance whose speech begins `at` seconds after the beginning of the sound. `article` is
 * what it was narrated from; NULL for words that Rawi added. What is needed is copied. */
rawi_status rawi_timeline_add(rawi_timeline *timeline, const rawi_article *article,
                              const rawi_speech *speech, double at, rawi_error *error);

/* Moves all utterances of `part` to the end of the timeline, `at` seconds later than they are in
 * it. The part is empty then; when memory is exhausted both stay as they were. */
rawi_status rawi_timeline_append(rawi_timeline *timeline, rawi_timeline *part, double at,
                                 rawi_error *error);

/* Says how long the whole sound is and makes the chapters, which cover it from beginning to end:
 * one from each heading to the next, and a first one, by the article's title, where the narration
 * begins without a heading. Headings that follow one another without text between them are one
 * chapter: the article's title gives way to the next, «الاقتصاد» and «النفط» become «الاقتصاد:
 * النفط». None where there would be only one. */
rawi_status rawi_timeline_finish(rawi_timeline *timeline, const rawi_article *article,
                                 double duration, rawi_error *error);

void rawi_timeline_free(rawi_timeline *timeline);

#endif
