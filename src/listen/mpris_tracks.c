/* The list of tracks. */
#include "listen/mpris_tracks.h"
#include "listen/mpris_value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHANGES_MOST = 16 /* that are signalled one by one; more replace the list */
};

static const char tracks_interface[] = "org.mpris.MediaPlayer2.TrackList";

struct rawi_mpris_tracks {
    rawi_session *session;
    sd_bus *bus;
    rawi_list told; /* as the bus was told */
};

/* ---- values -------------------------------------------------------------------------------- */

static int add_track(sd_bus_message *message, uint64_t item) {
    char track[RAWI_MPRIS_TRACK_SIZE];
    rawi_mpris_track(item, track);
    return sd_bus_message_append(message, "o", track);
}

static int add_tracks(sd_bus_message *message, const rawi_list *list) {
    int result = sd_bus_message_open_container(message, 'a', "o");
    for (size_t i = 0; i < list->count && result >= 0; i++)
        result = add_track(message, list->items[i].id);
    return result < 0 ? result : sd_bus_message_close_container(message);
}

static int add_metadata(sd_bus_message *message, const rawi_listed *listed) {
    const rawi_heard known = {.item = listed->id, .source = listed->source, .title = listed->title};
    return rawi_mpris_add_metadata(message, &known);
}

static const rawi_listed *find(const rawi_list *list, uint64_t item) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].id == item)
            return &list->items[i];
    return NULL;
}

static uint64_t present_in(const rawi_list *list) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].is_present)
            return list->items[i].id;
    return 0;
}

/* ---- properties and methods ---------------------------------------------------------------- */

static int get_tracks(sd_bus *bus, const char *path, const char *interface, const char *property,
                      sd_bus_message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)error;
    const rawi_mpris_tracks *tracks = user;
    rawi_list list;
    if (rawi_session_list(tracks->session, &list, NULL) != RAWI_OK)
        return -ENOMEM;
    int result = add_tracks(reply, &list);
    rawi_list_free(&list);
    return result;
}

static int get_can_edit(sd_bus *bus, const char *path, const char *interface, const char *property,
                        sd_bus_message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)user, (void)error;
    return sd_bus_message_append(reply, "b", true);
}

/* The metadata of the tracks that are asked for; what is no track of the list is passed over. */
static int add_asked(sd_bus_message *call, sd_bus_message *reply, const rawi_list *list) {
    const char *track;
    int result = sd_bus_message_enter_container(call, 'a', "o");
    if (result >= 0)
        result = sd_bus_message_open_container(reply, 'a', "a{sv}");
    while (result >= 0 && (result = sd_bus_message_read(call, "o", &track)) > 0) {
        const rawi_listed *listed = find(list, rawi_mpris_item(track));
        if (listed)
            result = add_metadata(reply, listed);
    }
    return result < 0 ? result : sd_bus_message_close_container(reply);
}

static int call_get_metadata(sd_bus_message *call, void *user, sd_bus_error *error) {
    (void)error;
    const rawi_mpris_tracks *tracks = user;
    sd_bus_message *reply = NULL;
    rawi_list list;
    if (rawi_session_list(tracks->session, &list, NULL) != RAWI_OK)
        return -ENOMEM;
    int result = sd_bus_message_new_method_return(call, &reply);
    if (result >= 0)
        result = add_asked(call, reply, &list);
    if (result >= 0)
        result = sd_bus_send(NULL, reply, NULL);
    sd_bus_message_unref(reply);
    rawi_list_free(&list);
    return result;
}

/* The item behind the one of a track: of no track the first; 0, the end, behind the last and one
 * that is not in the list. */
static uint64_t item_behind(const rawi_list *list, const char *track) {
    uint64_t item = rawi_mpris_item(track);
    size_t next = item ? SIZE_MAX : 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].id == item)
            next = i + 1;
    return next < list->count ? list->items[next].id : 0;
}

static int call_add(sd_bus_message *call, void *user, sd_bus_error *error) {
    const rawi_mpris_tracks *tracks = user;
    const char *uri, *after;
    int plays;
    rawi_list list;
    int result = sd_bus_message_read(call, "sob", &uri, &after, &plays);
    if (result < 0)
        return result;
    if (rawi_session_list(tracks->session, &list, NULL) != RAWI_OK)
        return -ENOMEM;
    uint64_t before = item_behind(&list, after);
    rawi_list_free(&list);
    result = rawi_mpris_add(tracks->session, uri, before, plays, error);
    return result < 0 ? result : sd_bus_reply_method_return(call, NULL);
}

/* RemoveTrack and GoTo. A track that is not in the list, or not any more, has no effect. */
static int call_item(sd_bus_message *call, void *user, sd_bus_error *error) {
    const rawi_mpris_tracks *tracks = user;
    const char *track;
    rawi_list list;
    int result = sd_bus_message_read(call, "o", &track);
    if (result < 0)
        return result;
    bool goes = strcmp(sd_bus_message_get_member(call), "GoTo") == 0;
    const rawi_command command = {.kind = goes ? RAWI_COMMAND_GO : RAWI_COMMAND_REMOVE,
                                  .item = rawi_mpris_item(track)};
    if (rawi_session_list(tracks->session, &list, NULL) != RAWI_OK)
        return -ENOMEM;
    if (command.item && find(&list, command.item))
        result = rawi_mpris_obey(tracks->session, &command, error);
    rawi_list_free(&list);
    return result < 0 ? result : sd_bus_reply_method_return(call, NULL);
}

/* ---- signals ------------------------------------------------------------------------------- */

static sd_bus_message *new_signal(const rawi_mpris_tracks *tracks, const char *name) {
    sd_bus_message *signal = NULL;
    int result =
        sd_bus_message_new_signal(tracks->bus, &signal, rawi_mpris_path, tracks_interface, name);
    return result < 0 ? NULL : signal;
}

/* Sends a signal that was made without a failure. */
static void send(sd_bus_message *signal, int result) {
    if (signal && result >= 0)
        sd_bus_send(NULL, signal, NULL);
    sd_bus_message_unref(signal);
}

static void tell_replaced(const rawi_mpris_tracks *tracks, const rawi_list *list) {
    sd_bus_message *signal = new_signal(tracks, "TrackListReplaced");
    int result = signal ? add_tracks(signal, list) : -ENOMEM;
    if (result >= 0)
        result = add_track(signal, present_in(list));
    send(signal, result);
}

static void tell_added(const rawi_mpris_tracks *tracks, const rawi_list *list, size_t place) {
    sd_bus_message *signal = new_signal(tracks, "TrackAdded");
    int result = signal ? add_metadata(signal, &list->items[place]) : -ENOMEM;
    if (result >= 0)
        result = add_track(signal, place > 0 ? list->items[place - 1].id : 0);
    send(signal, result);
}

static void tell_removed(const rawi_mpris_tracks *tracks, uint64_t item) {
    sd_bus_message *signal = new_signal(tracks, "TrackRemoved");
    send(signal, signal ? add_track(signal, item) : -ENOMEM);
}

static void tell_metadata(const rawi_mpris_tracks *tracks, const rawi_listed *listed) {
    sd_bus_message *signal = new_signal(tracks, "TrackMetadataChanged");
    int result = signal ? add_track(signal, listed->id) : -ENOMEM;
    if (result >= 0)
        result = add_metadata(signal, listed);
    send(signal, result);
}

/* The place of an item, SIZE_MAX where it is not in the list. It is looked for from `start` on,
 * where one that has kept its order is. */
static size_t place_from(const rawi_list *list, size_t start, uint64_t item) {
    for (size_t i = 0; i < list->count; i++) {
        size_t place = (start + i) % list->count;
        if (list->items[place].id == item)
            return place;
    }
    return SIZE_MAX;
}

/* What differs between two lists. Items keep their order, so that one walk meets all of it. */
typedef struct difference {
    size_t removed, added, renamed;
} difference;

/* Walks both lists; `tracks` unless NULL signals what differs. */
static difference compare(const rawi_mpris_tracks *tracks, const rawi_list *old,
                          const rawi_list *new) {
    difference met = {0};
    size_t next = 0, start = 0;
    for (size_t i = 0; i < old->count; i++) {
        size_t place = place_from(new, start, old->items[i].id);
        start = place == SIZE_MAX ? start : place + 1;
        if (place != SIZE_MAX)
            continue;
        met.removed++;
        if (tracks)
            tell_removed(tracks, old->items[i].id);
    }
    for (size_t i = 0; i < new->count; i++) {
        const rawi_listed *now = &new->items[i];
        while (next < old->count && place_from(new, i, old->items[next].id) == SIZE_MAX)
            next++;
        bool is_new = next == old->count || old->items[next].id != now->id;
        const char *before = is_new ? NULL : old->items[next++].title;
        bool is_renamed = !is_new && now->title && (!before || strcmp(before, now->title) != 0);
        met.added += is_new;
        met.renamed += is_renamed;
        if (tracks && is_new)
            tell_added(tracks, new, i);
        if (tracks && is_renamed)
            tell_metadata(tracks, now);
    }
    return met;
}

void rawi_mpris_tracks_tell(rawi_mpris_tracks *tracks) {
    rawi_list now;
    if (rawi_session_list(tracks->session, &now, NULL) != RAWI_OK)
        return;
    difference met = compare(NULL, &tracks->told, &now);
    if (met.removed + met.added > CHANGES_MOST)
        tell_replaced(tracks, &now);
    else
        compare(tracks, &tracks->told, &now);
    if (met.removed + met.added > 0)
        sd_bus_emit_properties_changed(tracks->bus, rawi_mpris_path, tracks_interface, "Tracks",
                                       NULL);
    rawi_list_free(&tracks->told);
    tracks->told = now;
}

/* ---- the interface ------------------------------------------------------------------------- */

static const sd_bus_vtable table[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD_WITH_ARGS("GetTracksMetadata", SD_BUS_ARGS("ao", TrackIds),
                            SD_BUS_RESULT("aa{sv}", Metadata), call_get_metadata,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("AddTrack", SD_BUS_ARGS("s", Uri, "o", AfterTrack, "b", SetAsCurrent),
                            SD_BUS_NO_RESULT, call_add, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("RemoveTrack", SD_BUS_ARGS("o", TrackId), SD_BUS_NO_RESULT, call_item,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("GoTo", SD_BUS_ARGS("o", TrackId), SD_BUS_NO_RESULT, call_item,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL_WITH_ARGS("TrackListReplaced", SD_BUS_ARGS("ao", Tracks, "o", CurrentTrack), 0),
    SD_BUS_SIGNAL_WITH_ARGS("TrackAdded", SD_BUS_ARGS("a{sv}", Metadata, "o", AfterTrack), 0),
    SD_BUS_SIGNAL_WITH_ARGS("TrackRemoved", SD_BUS_ARGS("o", TrackId), 0),
    SD_BUS_SIGNAL_WITH_ARGS("TrackMetadataChanged", SD_BUS_ARGS("o", TrackId, "a{sv}", Metadata),
                            0),
    SD_BUS_PROPERTY("Tracks", "ao", get_tracks, 0, SD_BUS_VTABLE_PROPERTY_EMITS_INVALIDATION),
    SD_BUS_PROPERTY("CanEditTracks", "b", get_can_edit, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_VTABLE_END,
};

int rawi_mpris_tracks_open(rawi_session *session, sd_bus *bus, rawi_mpris_tracks **tracks) {
    rawi_mpris_tracks *made = calloc(1, sizeof *made);
    if (!made)
        return -ENOMEM;
    made->session = session;
    made->bus = bus;
    int result = rawi_session_list(session, &made->told, NULL) == RAWI_OK ? 0 : -ENOMEM;
    if (result >= 0)
        result =
            sd_bus_add_object_vtable(bus, NULL, rawi_mpris_path, tracks_interface, table, made);
    if (result >= 0)
        *tracks = made;
    else
        rawi_mpris_tracks_close(made);
    return result;
}

void rawi_mpris_tracks_close(rawi_mpris_tracks *tracks) {
    if (!tracks)
        return;
    rawi_list_free(&tracks->told);
    free(tracks);
}
