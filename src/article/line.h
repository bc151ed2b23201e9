/* A line of plain text as the eye takes it in: how long it is, how it begins and ends. */
#ifndef RAWI_ARTICLE_LINE_H
#define RAWI_ARTICLE_LINE_H

#include "base/text.h"

typedef enum article_marker {
    MARKER_NONE,
    MARKER_BULLET, /* - • * and their kind */
    MARKER_DASH,   /* – or —, which also open direct speech */
    MARKER_NUMBER  /* «1.» «١-» «(1)» «أ)» */
} article_marker;

typedef enum article_opening {
    OPENING_OTHER,
    OPENING_QUOTE
} article_opening;

typedef enum article_ending {
    ENDING_NONE,
    ENDING_FINAL,    /* . ! … and ؟ or ! inside closing marks: the sentence is over */
    ENDING_QUESTION, /* ؟ */
    ENDING_OPEN      /* ، ؛ : more is to come */
} article_ending;

/* Offsets are the source's; columns count characters that take room. */
typedef struct article_line {
    uint32_t start;      /* its first character that is not white space */
    uint32_t end;        /* behind its last one; equal to start where the line is blank */
    uint32_t text_start; /* behind its list marker */
    uint32_t columns;
    uint32_t first_word_columns;
    uint32_t words;
    uint16_t indent;
    uint8_t marker;  /* article_marker */
    uint8_t opening; /* article_opening */
    uint8_t ending;  /* article_ending */
    bool blank_before;
} article_line;

/* Looks at the line that starts at `at`; returns where the next one starts. */
size_t article_scan_line(rawi_slice source, size_t at, article_line *line);

/* Whether all of `text` is somebody's words: in quotation marks, and behind them nothing or a dash
 * and who said it. */
bool article_is_quotation(rawi_slice text);

#endif
