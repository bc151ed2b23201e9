/* MPRIS through sd-bus. */
#include "listen/mpris.h"
#include "listen/mpris_tracks.h"
#include "listen/mpris_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>
#include <unistd.h>

enum {
    NAME_SIZE = 64,
    MOVES_MOST = 100
};

static const char root_interface[] = "org.mpris.MediaPlayer2";
static const char player_interface[] = "org.mpris.MediaPlayer2.Player";
static const char rawi_interface[] = "org.rawi.Player1";

static const double microseconds = 1e6;
static const double jump_seconds = 0.5; /* a position so far from where it was expected has moved */
static const uint64_t answer_microseconds = 2000000; /* to wait for the bus's own answers */

struct rawi_mpris {
    rawi_session *session;
    sd_bus *bus;
    rawi_mpris_tracks *tracks;
    char name[NAME_SIZE];
    bool is_instance; /* the name ends in .instancePID */
    rawi_heard now;   /* as the bus was told */
    double told_at;   /* when it was, in seconds of the monotonic clock */
};

static double clock_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- what is heard, as D-Bus types --------------------------------------------------------- */

static const char *playback_status(const rawi_heard *heard) {
    switch (heard->state) {
    case RAWI_SESSION_LOADING:
    case RAWI_SESSION_PLAYING:
        return "Playing";
    case RAWI_SESSION_PAUSED:
    case RAWI_SESSION_NO_DEVICE:
        return "Paused";
    default:
        return "Stopped";
    }
}

/* ---- properties ---------------------------------------------------------------------------- */

typedef sd_bus_message message;

/* The position is of this moment; all else as the bus was told. */
static int64_t position_now(rawi_mpris *mpris) {
    rawi_heard heard;
    if (rawi_session_look(mpris->session, &heard, NULL) != RAWI_OK)
        return 0;
    double position = heard.item ? heard.position : 0.0;
    rawi_heard_free(&heard);
    return (int64_t)(position * microseconds);
}

static int get_true(sd_bus *bus, const char *path, const char *interface, const char *property,
                    message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)user, (void)error;
    return sd_bus_message_append(reply, "b", true);
}

static int get_false(sd_bus *bus, const char *path, const char *interface, const char *property,
                     message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)user, (void)error;
    return sd_bus_message_append(reply, "b", false);
}

static int get_identity(sd_bus *bus, const char *path, const char *interface, const char *property,
                        message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)user, (void)error;
    return sd_bus_message_append(reply, "s", "Rawi");
}

/* src/desktop/rawi.desktop */
static int get_desktop_entry(sd_bus *bus, const char *path, const char *interface,
                             const char *property, message *reply, void *user,
                             sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)user, (void)error;
    return sd_bus_message_append(reply, "s", "rawi");
}

static int get_supported(sd_bus *bus, const char *path, const char *interface, const char *property,
                         message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)user, (void)error;
    if (strcmp(property, "SupportedUriSchemes") == 0)
        return sd_bus_message_append(reply, "as", 3, "file", "http", "https");
    return sd_bus_message_append(reply, "as", 4, "text/html", "text/markdown", "text/plain",
                                 "application/xhtml+xml");
}

static int get_number(sd_bus *bus, const char *path, const char *interface, const char *property,
                      message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)error;
    const rawi_mpris *mpris = user;
    double number = RAWI_RATE_MOST;
    if (strcmp(property, "Rate") == 0)
        number = mpris->now.rate;
    else if (strcmp(property, "Volume") == 0)
        number = mpris->now.volume;
    else if (strcmp(property, "MinimumRate") == 0)
        number = RAWI_RATE_LEAST;
    return sd_bus_message_append(reply, "d", number);
}

static int get_status(sd_bus *bus, const char *path, const char *interface, const char *property,
                      message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)error;
    const rawi_mpris *mpris = user;
    return sd_bus_message_append(reply, "s", playback_status(&mpris->now));
}

static int get_metadata(sd_bus *bus, const char *path, const char *interface, const char *property,
                        message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)error;
    const rawi_mpris *mpris = user;
    return rawi_mpris_add_metadata(reply, &mpris->now);
}

static int get_position(sd_bus *bus, const char *path, const char *interface, const char *property,
                        message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)property, (void)error;
    return sd_bus_message_append(reply, "x", position_now(user));
}

static int get_ability(sd_bus *bus, const char *path, const char *interface, const char *property,
                       message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)error;
    const rawi_heard *now = &((const rawi_mpris *)user)->now;
    bool able = now->item != 0;
    if (strcmp(property, "CanGoNext") == 0)
        able = now->has_next;
    return sd_bus_message_append(reply, "b", able);
}

/* The sentence, or the part of it that is the word. */
static int get_spoken(sd_bus *bus, const char *path, const char *interface, const char *property,
                      message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)error;
    const rawi_heard *now = &((const rawi_mpris *)user)->now;
    if (!rawi_mpris_is_sendable(now->sentence))
        return sd_bus_message_append(reply, "s", "");
    if (strcmp(property, "Sentence") == 0)
        return sd_bus_message_append(reply, "s", now->sentence);
    size_t length = strlen(now->sentence);
    size_t start = now->word.start - now->span.start;
    size_t end = now->word.end - now->span.start;
    bool inside = now->word.start >= now->span.start && start <= end && end <= length;
    char *word = inside ? strndup(now->sentence + start, end - start) : NULL;
    int result = sd_bus_message_append(reply, "s", rawi_mpris_is_sendable(word) ? word : "");
    free(word);
    return result;
}

static int get_place(sd_bus *bus, const char *path, const char *interface, const char *property,
                     message *reply, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface, (void)error;
    const rawi_heard *now = &((const rawi_mpris *)user)->now;
    uint64_t place = now->span.start;
    if (strcmp(property, "WordStart") == 0)
        place = now->word.start;
    else if (strcmp(property, "WordEnd") == 0)
        place = now->word.end;
    return sd_bus_message_append(reply, "t", place);
}

/* ---- methods ------------------------------------------------------------------------------- */

/* Obeys, and answers with nothing or with what is wrong. What has changed is told at once: who asks
 * next, to go one step further, is to see it. */
static int obey(message *call, rawi_mpris *mpris, rawi_command command, sd_bus_error *error) {
    int result = rawi_mpris_obey(mpris->session, &command, error);
    rawi_mpris_tell(mpris);
    return result < 0 || !call ? result : sd_bus_reply_method_return(call, NULL);
}

static int call_raise(message *call, void *user, sd_bus_error *error) {
    (void)user, (void)error;
    return sd_bus_reply_method_return(call, NULL);
}

static int call_plain(message *call, void *user, sd_bus_error *error) {
    static const struct {
        const char *name;
        rawi_command_kind kind;
    } plain[] = {
        {"Quit", RAWI_COMMAND_QUIT},         {"Play", RAWI_COMMAND_PLAY},
        {"Pause", RAWI_COMMAND_PAUSE},       {"PlayPause", RAWI_COMMAND_TOGGLE},
        {"Stop", RAWI_COMMAND_STOP},         {"Next", RAWI_COMMAND_NEXT},
        {"Previous", RAWI_COMMAND_PREVIOUS},
    };
    const char *member = sd_bus_message_get_member(call);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].name, member) == 0)
            return obey(call, user, (rawi_command){.kind = plain[i].kind}, error);
    return 0;
}

static int call_seek(message *call, void *user, sd_bus_error *error) {
    int64_t offset;
    int result = sd_bus_message_read(call, "x", &offset);
    if (result < 0)
        return result;
    return obey(
        call, user,
        (rawi_command){.kind = RAWI_COMMAND_SEEK_BY, .number = (double)offset / microseconds},
        error);
}

/* What names another track, or no place in this one, comes too late and does nothing. */
static int call_set_position(message *call, void *user, sd_bus_error *error) {
    rawi_mpris *mpris = user;
    const char *track;
    int64_t position;
    char present[RAWI_MPRIS_TRACK_SIZE];
    int result = sd_bus_message_read(call, "ox", &track, &position);
    if (result < 0)
        return result;
    rawi_mpris_track(mpris->now.item, present);
    double seconds = (double)position / microseconds;
    if (!mpris->now.item || strcmp(track, present) != 0 || seconds < 0 ||
        seconds > mpris->now.length)
        return sd_bus_reply_method_return(call, NULL);
    return obey(call, mpris, (rawi_command){.kind = RAWI_COMMAND_SEEK_TO, .number = seconds},
                error);
}

/* OpenUri plays it at once, Add when its turn comes. */
static int call_add(message *call, void *user, sd_bus_error *error) {
    rawi_mpris *mpris = user;
    bool plays = strcmp(sd_bus_message_get_member(call), "OpenUri") == 0;
    const char *uri;
    int result = sd_bus_message_read(call, "s", &uri);
    if (result >= 0)
        result = rawi_mpris_add(mpris->session, uri, 0, plays, error);
    return result < 0 ? result : sd_bus_reply_method_return(call, NULL);
}

static int call_move(message *call, void *user, sd_bus_error *error) {
    rawi_mpris *mpris = user;
    int32_t count;
    int result = sd_bus_message_read(call, "i", &count);
    if (result < 0)
        return result;
    if (count < -MOVES_MOST || count > MOVES_MOST)
        return sd_bus_error_setf(error, SD_BUS_ERROR_INVALID_ARGS, "at most %d", MOVES_MOST);
    bool sentence = strcmp(sd_bus_message_get_member(call), "Sentence") == 0;
    rawi_command command = {.kind = RAWI_COMMAND_MOVE};
    if (sentence)
        command.move = count > 0 ? RAWI_MOVE_SENTENCE_FORTH : RAWI_MOVE_SENTENCE_BACK;
    else
        command.move = count > 0 ? RAWI_MOVE_PARAGRAPH_FORTH : RAWI_MOVE_PARAGRAPH_BACK;
    for (int32_t left = abs(count); result >= 0 && left > 0; left--)
        result = rawi_mpris_obey(mpris->session, &command, error);
    rawi_mpris_tell(mpris);
    return result < 0 ? result : sd_bus_reply_method_return(call, NULL);
}

static int call_seek_word(message *call, void *user, sd_bus_error *error) {
    uint64_t position;
    int result = sd_bus_message_read(call, "t", &position);
    if (result < 0)
        return result;
    return obey(call, user,
                (rawi_command){.kind = RAWI_COMMAND_SEEK_WORD, .position = (size_t)position},
                error);
}

static int call_sleep(message *call, void *user, sd_bus_error *error) {
    double seconds;
    int result = sd_bus_message_read(call, "d", &seconds);
    if (result < 0)
        return result;
    return obey(call, user, (rawi_command){.kind = RAWI_COMMAND_SLEEP, .number = seconds}, error);
}

/* A rate of 0 pauses, as the specification wants. */
static int set_number(sd_bus *bus, const char *path, const char *interface, const char *property,
                      message *value, void *user, sd_bus_error *error) {
    (void)bus, (void)path, (void)interface;
    double number;
    int result = sd_bus_message_read(value, "d", &number);
    if (result < 0)
        return result;
    rawi_command command = {.kind = RAWI_COMMAND_VOLUME, .number = fmax(number, 0.0)};
    if (strcmp(property, "Rate") == 0) {
        command.kind = number == 0.0 ? RAWI_COMMAND_PAUSE : RAWI_COMMAND_RATE;
        command.number = number;
    }
    return obey(NULL, user, command, error);
}

/* ---- the interfaces ------------------------------------------------------------------------ */

#define CONSTANT SD_BUS_VTABLE_PROPERTY_CONST
#define CHANGES  SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE

static const sd_bus_vtable root_table[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Raise", "", "", call_raise, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Quit", "", "", call_plain, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("CanQuit", "b", get_true, 0, CONSTANT),
    SD_BUS_PROPERTY("CanRaise", "b", get_false, 0, CONSTANT),
    SD_BUS_PROPERTY("HasTrackList", "b", get_true, 0, CONSTANT),
    SD_BUS_PROPERTY("Identity", "s", get_identity, 0, CONSTANT),
    SD_BUS_PROPERTY("DesktopEntry", "s", get_desktop_entry, 0, CONSTANT),
    SD_BUS_PROPERTY("SupportedUriSchemes", "as", get_supported, 0, CONSTANT),
    SD_BUS_PROPERTY("SupportedMimeTypes", "as", get_supported, 0, CONSTANT),
    SD_BUS_VTABLE_END,
};

static const sd_bus_vtable player_table[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Next", "", "", call_plain, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Previous", "", "", call_plain, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Pause", "", "", call_plain, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("PlayPause", "", "", call_plain, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Stop", "", "", call_plain, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Play", "", "", call_plain, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("Seek", SD_BUS_ARGS("x", Offset), SD_BUS_NO_RESULT, call_seek,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("SetPosition", SD_BUS_ARGS("o", TrackId, "x", Position),
                            SD_BUS_NO_RESULT, call_set_position, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("OpenUri", SD_BUS_ARGS("s", Uri), SD_BUS_NO_RESULT, call_add,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL_WITH_ARGS("Seeked", SD_BUS_ARGS("x", Position), 0),
    SD_BUS_PROPERTY("PlaybackStatus", "s", get_status, 0, CHANGES),
    SD_BUS_WRITABLE_PROPERTY("Rate", "d", get_number, set_number, 0,
                             CHANGES | SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("Metadata", "a{sv}", get_metadata, 0, CHANGES),
    SD_BUS_WRITABLE_PROPERTY("Volume", "d", get_number, set_number, 0,
                             CHANGES | SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("Position", "x", get_position, 0, 0),
    SD_BUS_PROPERTY("MinimumRate", "d", get_number, 0, CONSTANT),
    SD_BUS_PROPERTY("MaximumRate", "d", get_number, 0, CONSTANT),
    SD_BUS_PROPERTY("CanGoNext", "b", get_ability, 0, CHANGES),
    SD_BUS_PROPERTY("CanGoPrevious", "b", get_ability, 0, CHANGES),
    SD_BUS_PROPERTY("CanPlay", "b", get_ability, 0, CHANGES),
    SD_BUS_PROPERTY("CanPause", "b", get_ability, 0, CHANGES),
    SD_BUS_PROPERTY("CanSeek", "b", get_ability, 0, CHANGES),
    SD_BUS_PROPERTY("CanControl", "b", get_true, 0, CONSTANT),
    SD_BUS_VTABLE_END,
};

static const sd_bus_vtable rawi_table[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD_WITH_ARGS("Sentence", SD_BUS_ARGS("i", Count), SD_BUS_NO_RESULT, call_move,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("Paragraph", SD_BUS_ARGS("i", Count), SD_BUS_NO_RESULT, call_move,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("SeekWord", SD_BUS_ARGS("t", Position), SD_BUS_NO_RESULT,
                            call_seek_word, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("Sleep", SD_BUS_ARGS("d", Seconds), SD_BUS_NO_RESULT, call_sleep,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD_WITH_ARGS("Add", SD_BUS_ARGS("s", Source), SD_BUS_NO_RESULT, call_add,
                            SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("Sentence", "s", get_spoken, 0, CHANGES),
    SD_BUS_PROPERTY("SentenceStart", "t", get_place, 0, CHANGES),
    SD_BUS_PROPERTY("Word", "s", get_spoken, 0, CHANGES),
    SD_BUS_PROPERTY("WordStart", "t", get_place, 0, CHANGES),
    SD_BUS_PROPERTY("WordEnd", "t", get_place, 0, CHANGES),
    SD_BUS_VTABLE_END,
};

/* ---- telling ------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_span(rawi_span a, rawi_span b) {
    return a.start == b.start && a.end == b.end;
}

static bool same_metadata(const rawi_heard *a, const rawi_heard *b) {
    return a->item == b->item && same_text(a->title, b->title) && same_text(a->author, b->author) &&
           same_text(a->site, b->site) && same_text(a->sentence, b->sentence) &&
           same_span(a->span, b->span) && a->length_is_known == b->length_is_known;
}

/* Signals a change of the player's properties between `before` and mpris->now. */
static void tell_player(rawi_mpris *mpris, const rawi_heard *before) {
    const rawi_heard *now = &mpris->now;
    char *names[10];
    size_t count = 0;
    if (strcmp(playback_status(before), playback_status(now)) != 0)
        names[count++] = "PlaybackStatus";
    if (!same_metadata(before, now))
        names[count++] = "Metadata";
    if (before->rate != now->rate)
        names[count++] = "Rate";
    if (before->volume != now->volume)
        names[count++] = "Volume";
    if (before->has_next != now->has_next)
        names[count++] = "CanGoNext";
    if (!before->item != !now->item) {
        names[count++] = "CanGoPrevious"; /* at least to the article's beginning */
        names[count++] = "CanPlay";
        names[count++] = "CanPause";
        names[count++] = "CanSeek";
    }
    names[count] = NULL;
    if (count > 0)
        sd_bus_emit_properties_changed_strv(mpris->bus, rawi_mpris_path, player_interface, names);
}

static void tell_spoken(rawi_mpris *mpris, const rawi_heard *before) {
    const rawi_heard *now = &mpris->now;
    if (!same_text(before->sentence, now->sentence) || !same_span(before->span, now->span))
        sd_bus_emit_properties_changed(mpris->bus, rawi_mpris_path, rawi_interface, "Sentence",
                                       "SentenceStart", "Word", "WordStart", "WordEnd", NULL);
    else if (!same_span(before->word, now->word))
        sd_bus_emit_properties_changed(mpris->bus, rawi_mpris_path, rawi_interface, "Word",
                                       "WordStart", "WordEnd", NULL);
}

/* Signals a move, since clients reckon the position themselves. */
static void tell_move(rawi_mpris *mpris, const rawi_heard *before, double elapsed) {
    const rawi_heard *now = &mpris->now;
    bool flowed = before->state == RAWI_SESSION_PLAYING;
    double expected = before->position + (flowed ? elapsed * before->rate : 0.0);
    if (now->item && now->item == before->item &&
        fabs(now->position - expected) > jump_seconds * fmax(1.0, now->rate))
        sd_bus_emit_signal(mpris->bus, rawi_mpris_path, player_interface, "Seeked", "x",
                           (int64_t)(now->position * microseconds));
}

void rawi_mpris_tell(rawi_mpris *mpris) {
    rawi_heard before = mpris->now;
    double now = clock_seconds();
    if (rawi_session_look(mpris->session, &mpris->now, NULL) != RAWI_OK) {
        mpris->now = before;
        return;
    }
    tell_player(mpris, &before);
    tell_spoken(mpris, &before);
    tell_move(mpris, &before, now - mpris->told_at);
    if (before.queue_generation != mpris->now.queue_generation)
        rawi_mpris_tracks_tell(mpris->tracks);
    mpris->told_at = now;
    rawi_heard_free(&before);
}

/* ---- the bus ------------------------------------------------------------------------------- */

static int ask_for_name(rawi_mpris *mpris);

/* The answer of the bus to the request for a name. */
static int take_name(message *answer, void *user, sd_bus_error *error) {
    (void)error;
    rawi_mpris *mpris = user;
    uint32_t outcome = 0;
    bool owns = !sd_bus_message_is_method_error(answer, NULL) &&
                sd_bus_message_read(answer, "u", &outcome) >= 0 && outcome == 1;
    if (owns || mpris->is_instance)
        return 0;
    mpris->is_instance = true;
    snprintf(mpris->name, sizeof mpris->name, "%s.rawi.instance%ld", root_interface,
             (long)getpid());
    return ask_for_name(mpris);
}

static int ask_for_name(rawi_mpris *mpris) {
    return sd_bus_request_name_async(mpris->bus, NULL, mpris->name, 0, take_name, mpris);
}

static int offer(rawi_mpris *mpris) {
    int result = sd_bus_add_object_vtable(mpris->bus, NULL, rawi_mpris_path, root_interface,
                                          root_table, mpris);
    if (result >= 0)
        result = sd_bus_add_object_vtable(mpris->bus, NULL, rawi_mpris_path, player_interface,
                                          player_table, mpris);
    if (result >= 0)
        result = sd_bus_add_object_vtable(mpris->bus, NULL, rawi_mpris_path, rawi_interface,
                                          rawi_table, mpris);
    if (result >= 0)
        result = rawi_mpris_tracks_open(mpris->session, mpris->bus, &mpris->tracks);
    return result < 0 ? result : ask_for_name(mpris);
}

rawi_mpris *rawi_mpris_open(rawi_session *session, const char *name) {
    rawi_mpris *mpris = calloc(1, sizeof *mpris);
    if (!mpris)
        return NULL;
    mpris->session = session;
    mpris->told_at = clock_seconds();
    bool is_first = strcmp(name, "rawi") == 0;
    mpris->is_instance = !is_first;
    snprintf(mpris->name, sizeof mpris->name, "%s.%s%s", root_interface, is_first ? "" : "rawi.",
             name);
    if (rawi_session_look(session, &mpris->now, NULL) != RAWI_OK) {
        free(mpris);
        return NULL;
    }
    if (sd_bus_open_user(&mpris->bus) < 0 ||
        sd_bus_set_method_call_timeout(mpris->bus, answer_microseconds) < 0 || offer(mpris) < 0) {
        rawi_mpris_close(mpris);
        return NULL;
    }
    return mpris;
}

struct pollfd rawi_mpris_poll(rawi_mpris *mpris, int *milliseconds) {
    int events = sd_bus_get_events(mpris->bus);
    uint64_t until = UINT64_MAX;
    *milliseconds = -1;
    if (sd_bus_get_timeout(mpris->bus, &until) >= 0 && until != UINT64_MAX) {
        double left = (double)until / microseconds - clock_seconds();
        *milliseconds = left > 0 ? (int)(fmin(left, 60.0) * 1000.0) + 1 : 0;
    }
    return (struct pollfd){.fd = sd_bus_get_fd(mpris->bus),
                           .events = (short)(events < 0 ? POLLIN : events)};
}

bool rawi_mpris_serve(rawi_mpris *mpris) {
    int result;
    do
        result = sd_bus_process(mpris->bus, NULL);
    while (result > 0);
    return result >= 0;
}

void rawi_mpris_close(rawi_mpris *mpris) {
    if (!mpris)
        return;
    rawi_mpris_tracks_close(mpris->tracks);
    sd_bus_close_unref(mpris->bus);
    rawi_heard_free(&mpris->now);
    free(mpris);
}
