/* D-Bus values of MPRIS. */
#include "listen/mpris_value.h"
#include "base/text.h"
#include "listen/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char rawi_mpris_path[] = "/org/mpris/MediaPlayer2";

static const char item_path[] = "/org/rawi/item/";
static const char no_track[] = "/org/mpris/MediaPlayer2/TrackList/NoTrack";
static const double microseconds = 1e6;

/* ---- tracks -------------------------------------------------------------------------------- */

void rawi_mpris_track(uint64_t item, char track[RAWI_MPRIS_TRACK_SIZE]) {
    if (item)
        snprintf(track, RAWI_MPRIS_TRACK_SIZE, "%s%llu", item_path, (unsigned long long)item);
    else
        strcpy(track, no_track);
}

uint64_t rawi_mpris_item(const char *track) {
    size_t length = strlen(item_path);
    if (strncmp(track, item_path, length) != 0)
        return 0;
    char *end;
    errno = 0;
    unsigned long long item = strtoull(track + length, &end, 10);
    bool is_number = track[length] >= '1' && track[length] <= '9' && *end == '\0' && errno == 0;
    return is_number ? item : 0;
}

/* ---- metadata ------------------------------------------------------------------------------ */

bool rawi_mpris_is_sendable(const char *text) {
    size_t length = text ? strlen(text) : 0;
    for (size_t at = 0; at < length;)
        if (rawi_next_character(text, length, &at) == RAWI_MALFORMED)
            return false;
    return text != NULL;
}

static int add_entry(sd_bus_message *message, const char *key, const char *type, const char *text) {
    return rawi_mpris_is_sendable(text) ? sd_bus_message_append(message, "{sv}", key, type, text)
                                        : 0;
}

/* A path or an address as a URI; appends nothing for standard input. */
static void add_uri(rawi_text *uri, const char *source) {
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~/";
    if (strstr(source, "://")) {
        rawi_text_add_string(uri, source);
        return;
    }
    char *path = strcmp(source, "-") == 0 ? NULL : realpath(source, NULL);
    if (!path)
        return;
    rawi_text_add_string(uri, "file://");
    for (const char *byte = path; *byte; byte++) {
        char escaped[4];
        if (strchr(unreserved, *byte))
            snprintf(escaped, sizeof escaped, "%c", *byte);
        else
            snprintf(escaped, sizeof escaped, "%%%02X", (unsigned char)*byte);
        rawi_text_add_string(uri, escaped);
    }
    free(path);
}

int rawi_mpris_add_metadata(sd_bus_message *message, const rawi_heard *heard) {
    char track[RAWI_MPRIS_TRACK_SIZE];
    rawi_text uri = {0};
    rawi_mpris_track(heard->item, track);
    if (heard->source)
        add_uri(&uri, heard->source);
    int result = sd_bus_message_open_container(message, 'a', "{sv}");
    if (result >= 0)
        result = sd_bus_message_append(message, "{sv}", "mpris:trackid", "o", track);
    if (result >= 0 && heard->item && heard->length > 0)
        result = sd_bus_message_append(message, "{sv}", "mpris:length", "x",
                                       (int64_t)(heard->length * microseconds));
    if (result >= 0)
        result =
            add_entry(message, "xesam:title", "s", heard->title ? heard->title : heard->source);
    if (result >= 0 && rawi_mpris_is_sendable(heard->author))
        result = sd_bus_message_append(message, "{sv}", "xesam:artist", "as", 1, heard->author);
    if (result >= 0)
        result = add_entry(message, "xesam:album", "s", heard->site);
    if (result >= 0)
        result = add_entry(message, "xesam:url", "s", uri.bytes);
    if (result >= 0)
        result = add_entry(message, "xesam:asText", "s", heard->sentence);
    rawi_text_free(&uri);
    return result < 0 ? result : sd_bus_message_close_container(message);
}

/* ---- commands ------------------------------------------------------------------------------ */

int rawi_mpris_obey(rawi_session *session, const rawi_command *command, sd_bus_error *error) {
    rawi_error problem = {0};
    rawi_status status = rawi_session_apply(session, command, &problem);
    if (status == RAWI_OK)
        return 0;
    bool is_meaningless = status == RAWI_ERROR_ARGUMENT;
    return sd_bus_error_set(error, is_meaningless ? SD_BUS_ERROR_INVALID_ARGS : SD_BUS_ERROR_FAILED,
                            problem.message);
}

/* The item of a source in the queue; 0 where there is none. */
static uint64_t find_source(rawi_session *session, const char *source) {
    char *name = rawi_source_name(source);
    uint64_t item = 0;
    rawi_list list = {0};
    if (name && rawi_session_list(session, &list, NULL) == RAWI_OK)
        for (size_t i = 0; i < list.count && !item; i++)
            if (strcmp(list.items[i].source, name) == 0)
                item = list.items[i].id;
    rawi_list_free(&list);
    free(name);
    return item;
}

int rawi_mpris_add(rawi_session *session, const char *uri, uint64_t before, bool plays,
                   sd_bus_error *error) {
    rawi_command command = {.kind = RAWI_COMMAND_ADD, .item = before, .source = uri};
    int result = rawi_mpris_obey(session, &command, error);
    command = (rawi_command){.kind = RAWI_COMMAND_GO};
    if (result >= 0 && plays && (command.item = find_source(session, uri)) != 0)
        result = rawi_mpris_obey(session, &command, error);
    return result;
}
