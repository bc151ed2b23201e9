/* A session that only remembers what it was told and says what the test wants; it takes the place
 * of listen/session.c. */
#ifndef RAWI_TESTS_FAKE_SESSION_H
#define RAWI_TESTS_FAKE_SESSION_H

#include "listen/session.h"

enum {
    FAKE_COMMANDS_MOST = 128,
    FAKE_SOURCE_SIZE = 256
};

struct rawi_session {
    rawi_command commands[FAKE_COMMANDS_MOST];
    char sources[FAKE_COMMANDS_MOST][FAKE_SOURCE_SIZE]; /* of the ADDs among them */
    size_t count;
    rawi_heard heard; /* its strings are the test's */
    rawi_listed *items;
    size_t item_count;
};

#endif
