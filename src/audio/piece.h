/* A piece: what a player plays, and the ways to move in it. */
#ifndef RAWI_AUDIO_PIECE_H
#define RAWI_AUDIO_PIECE_H

#include "base/error.h"

typedef struct rawi_piece {
    const rawi_article *article;
    rawi_script *script; /* begins where it stands */
    rawi_narration *narration;
    double rate; /* at which the narration speaks; 0 means 1 */
    bool begins_elsewhere;
    size_t begin; /* then at the word of this byte of the article's text */

    /* What sounds before, at the narration's samples a second; copied. */
    const float *prelude;
    size_t prelude_count;
} rawi_piece;

typedef enum rawi_move {
    RAWI_MOVE_SENTENCE_BACK, /* to the sentence's beginning; near it, to the one before */
    RAWI_MOVE_SENTENCE_FORTH,
    RAWI_MOVE_PARAGRAPH_BACK,
    RAWI_MOVE_PARAGRAPH_FORTH
} rawi_move;

/* Where the listener is in a piece. */
typedef struct rawi_stand {
    size_t block;
    rawi_span sentence;
    bool is_near; /* the sentence's beginning */
} rawi_stand;

/* The byte of the article's text to which a move leads from a stand; the text's length where it
 * leads out of it. Moves the script. */
rawi_status rawi_piece_target(const rawi_piece *piece, const rawi_stand *stand, rawi_move move,
                              size_t *target, rawi_error *error);

#endif
