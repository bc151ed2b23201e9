#include "fake_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

rawi_status rawi_session_apply(rawi_session *session, const rawi_command *command,
                               rawi_error *error) {
    if (session->count == FAKE_COMMANDS_MOST)
        return rawi_fail(error, RAWI_ERROR_INPUT, "full");
    session->commands[session->count] = *command;
    snprintf(session->sources[session->count++], FAKE_SOURCE_SIZE, "%s",
             command->source ? command->source : "");
    return RAWI_OK;
}

static char *copy(const char *text) {
    return text ? strdup(text) : NULL;
}

rawi_status rawi_session_look(rawi_session *session, rawi_heard *heard, rawi_error *error) {
    (void)error;
    *heard = session->heard;
    heard->source = copy(heard->source);
    heard->title = copy(heard->title);
    heard->author = copy(heard->author);
    heard->site = copy(heard->site);
    heard->sentence = copy(heard->sentence);
    return RAWI_OK;
}

rawi_status rawi_session_list(rawi_session *session, rawi_list *list, rawi_error *error) {
    (void)error;
    *list = (rawi_list){.items = calloc(session->item_count + 1, sizeof *list->items),
                        .count = session->item_count};
    for (size_t i = 0; i < list->count; i++) {
        list->items[i] = session->items[i];
        list->items[i].source = copy(session->items[i].source);
        list->items[i].title = copy(session->items[i].title);
    }
    return RAWI_OK;
}

void rawi_list_free(rawi_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].source);
        free(list->items[i].title);
    }
    free(list->items);
    *list = (rawi_list){0};
}
