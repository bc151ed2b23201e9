/* What was heard, in the hands of who looked. */
#include "listen/session.h"

#include <stdlib.h>

const rawi_error *rawi_heard_trouble(const rawi_heard *heard, unsigned number) {
    bool known =
        number > 0 && number <= heard->trouble && heard->trouble - number < RAWI_HEARD_TROUBLES;
    return known ? &heard->troubles[(number - 1) % RAWI_HEARD_TROUBLES] : NULL;
}

void rawi_heard_free(rawi_heard *heard) {
    free(heard->source);
    free(heard->title);
    free(heard->author);
    free(heard->site);
    free(heard->sentence);
    free(heard->unsaid);
    *heard = (rawi_heard){0};
}
