/* What Rawi says of its own about an article: before it who wrote it, when it was published and how
 * long one will listen; after it what was heard. The texts are Arabic as one writes it, with digits
 * for numbers and dates; the script makes words of them as of any other text. What is unknown is
 * left out. */
#ifndef RAWI_EDITION_ANNOUNCEMENT_H
#define RAWI_EDITION_ANNOUNCEMENT_H

#include "audio/tags.h"
#include "base/text.h"

enum {
    RAWI_ANNOUNCEMENT_BLOCKS = 5
};

/* An article that is narrated as others are, with nothing of a source behind it. */
typedef struct rawi_announcement {
    rawi_article article; /* without blocks where there is nothing to say */
    rawi_text text;
    rawi_block blocks[RAWI_ANNOUNCEMENT_BLOCKS];
} rawi_announcement;

/* The opening says the title where `with_title`, the author, the date and the length: `seconds` of
 * narration, in minutes. The closing says title and author again and thanks. The announcement must
 * not be moved; it is freed with rawi_announcement_free whatever the result, which is RAWI_OK or
 * RAWI_ERROR_MEMORY. */
rawi_status rawi_announcement_open(rawi_announcement *announcement, const rawi_tags *tags,
                                   bool with_title, double seconds, rawi_error *error);
rawi_status rawi_announcement_close(rawi_announcement *announcement, const rawi_tags *tags,
                                    rawi_error *error);

void rawi_announcement_free(rawi_announcement *announcement);

#endif
