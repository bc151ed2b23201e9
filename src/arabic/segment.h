/* Segmentation: a block's text becomes sentences.
 *
 * ICU's sentence rules (UAX #29) decide, corrected for what they do not know of Arabic: a full stop
 * after an abbreviation (د. أحمد، أ.د.، Mr.) ends nothing, an ellipsis inside a short sentence is a
 * pause of its own, and a sentence too long to be one utterance is cut at its punctuation.
 */
#ifndef RAWI_ARABIC_SEGMENT_H
#define RAWI_ARABIC_SEGMENT_H

#include "base/error.h"

/* No sentence is longer, in bytes. */
enum {
    RAWI_SENTENCE_MAX = 2048
};

typedef struct rawi_segmenter rawi_segmenter;

rawi_status rawi_segmenter_open(rawi_segmenter **segmenter, rawi_error *error);

/* Begins a block: bytes `block` of `text`, which must live until the last sentence was taken. */
rawi_status rawi_segmenter_begin(rawi_segmenter *segmenter, const char *text, rawi_span block,
                                 rawi_error *error);

/* The next sentence without the white space around it; false when the block is done. */
bool rawi_segmenter_next(rawi_segmenter *segmenter, rawi_span *sentence);

void rawi_segmenter_close(rawi_segmenter *segmenter);

#endif
