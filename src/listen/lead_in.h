/* The lead-in: what sounds before an article that another one went before, a chime and its title.
 */
#ifndef RAWI_LISTEN_LEAD_IN_H
#define RAWI_LISTEN_LEAD_IN_H

#include "listen/loader.h"

typedef struct rawi_lead_in {
    rawi_loaded *title; /* to be spoken; NULL where the article is not announced by its title */
    float *chime;       /* NULL where there is none */
    size_t chime_count; /* samples, at the rate of the title, or else of the article */
} rawi_lead_in;

/* Makes the lead-in of `loaded`, an article that is heard from its beginning or not: one whose text
 * begins with its title says it itself. What cannot be made is left out. */
rawi_lead_in rawi_lead_in_make(const rawi_loaded *loaded, bool from_the_beginning,
                               const rawi_script_options *script,
                               const rawi_narration_options *narration);

#endif
