/* A normalizer as the state of a group of tests, out of reach of the user's own lexicon. */
#ifndef RAWI_TESTS_NORMALIZE_FIXTURE_H
#define RAWI_TESTS_NORMALIZE_FIXTURE_H

#include "arabic/normalize/normalize.h"

#include <stdlib.h>

static inline int open_normalizer(void **state) {
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    return rawi_normalizer_open(NULL, (rawi_normalizer **)state, NULL) != RAWI_OK;
}

static inline int close_normalizer(void **state) {
    rawi_normalizer_close(*state);
    return 0;
}

#endif
