/* Moves in a piece: back means to read the script again, forth is known from the article. */
#include "audio/piece.h"

/* The last utterance that starts in block `block` before `offset`. */
static rawi_status last_before(const rawi_piece *piece, size_t block, size_t offset, size_t *found,
                               bool *any, rawi_error *error) {
    const rawi_utterance *utterance;
    *any = false;
    rawi_status status =
        rawi_script_seek(piece->script, piece->article->blocks[block].span.start, error);
    while (status == RAWI_OK) {
        status = rawi_script_next(piece->script, &utterance, error);
        if (status != RAWI_OK || utterance->span.start >= offset)
            break;
        *found = utterance->span.start;
        *any = true;
    }
    return status == RAWI_END ? RAWI_OK : status;
}

static rawi_status sentence_before(const rawi_piece *piece, const rawi_stand *stand, size_t *target,
                                   rawi_error *error) {
    bool any = false;
    rawi_status status = RAWI_OK;
    *target = stand->sentence.start;
    for (size_t block = stand->block + 1; status == RAWI_OK && !any && block-- > 0;)
        status = last_before(piece, block, stand->sentence.start, target, &any, error);
    return status;
}

/* The paragraph's first utterance, or that of the one before when the listener is near it. */
static rawi_status paragraph_before(const rawi_piece *piece, const rawi_stand *stand,
                                    size_t *target, rawi_error *error) {
    const rawi_utterance *utterance;
    rawi_status status = RAWI_OK;
    size_t here = stand->sentence.start;
    *target = here;
    for (size_t block = stand->block + 1; status == RAWI_OK && block-- > 0;) {
        status = rawi_script_seek(piece->script, piece->article->blocks[block].span.start, error);
        if (status == RAWI_OK)
            status = rawi_script_next(piece->script, &utterance, error);
        if (status != RAWI_OK)
            break;
        *target = utterance->span.start;
        if (*target < here || (!stand->is_near && *target == here))
            break;
    }
    return status;
}

rawi_status rawi_piece_target(const rawi_piece *piece, const rawi_stand *stand, rawi_move move,
                              size_t *target, rawi_error *error) {
    const rawi_article *article = piece->article;
    size_t next_block = stand->block + 1;
    switch (move) {
    case RAWI_MOVE_SENTENCE_FORTH:
        *target = stand->sentence.end;
        return RAWI_OK;
    case RAWI_MOVE_PARAGRAPH_FORTH:
        *target = next_block < article->block_count ? article->blocks[next_block].span.start
                                                    : article->text_length;
        return RAWI_OK;
    case RAWI_MOVE_SENTENCE_BACK:
        *target = stand->sentence.start;
        return stand->is_near ? sentence_before(piece, stand, target, error) : RAWI_OK;
    default:
        return paragraph_before(piece, stand, target, error);
    }
}
