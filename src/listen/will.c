/* What is wanted of a session, and the commands that change it. */
#include "listen/will.h"
#include "base/file_url.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

static const double restart_seconds = 5.0;  /* into an article: previous means its beginning */
static const double forget_seconds = 300.0; /* of silence: goes on with the sentence's beginning */
static const double sleep_most = 24 * 3600.0;

static double seconds_of(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double rawi_will_now(void) {
    return seconds_of(CLOCK_BOOTTIME);
}

double rawi_will_slept(void) {
    return seconds_of(CLOCK_BOOTTIME) - seconds_of(CLOCK_MONOTONIC);
}

/* ---- going to another item ----------------------------------------------------------------- */

const rawi_item *rawi_will_item(const rawi_will *will) {
    return rawi_queue_at(will->queue, rawi_queue_place(will->queue, will->present));
}

size_t rawi_will_resume(const rawi_will *will) {
    const rawi_item *item = rawi_will_item(will);
    if (will->seeks)
        return will->seek;
    return item ? rawi_queue_resume(item, will->stage->loaded->opened.article) : 0;
}

void rawi_will_mark(rawi_will *will) {
    const rawi_stage *stage = will->stage;
    const rawi_item *item = rawi_will_item(will);
    if (rawi_stage_is_set(stage)) {
        rawi_stage_look(will->stage);
        rawi_stage_mark(stage, will->queue);
    }
    if (!will->seeks || !item || (item->state != RAWI_ITEM_BEGUN && will->seek == 0))
        return;
    bool known = rawi_stage_knows(stage, will->present);
    rawi_queue_mark(will->queue, will->present, RAWI_ITEM_BEGUN, will->seek,
                    known ? stage->loaded->opened.article : NULL);
}

/* What sounds ends, and how far it was heard is known. */
static void leave(rawi_will *will) {
    if (rawi_stage_is_set(will->stage))
        rawi_stage_silence(will->stage, true);
    rawi_will_mark(will);
}

void rawi_will_go_to(rawi_will *will, uint64_t item, bool announces) {
    leave(will);
    will->present = item;
    will->seeks = false;
    will->wakes = false;
    will->announces = announces;
    will->queue_ended = false;
    will->wants_loading = true;
    will->is_new = true;
    rawi_news_tell_queue(will->news);
}

void rawi_will_end_queue(rawi_will *will) {
    will->stopped = true;
    will->queue_ended = true;
    rawi_news_tell_queue(will->news);
}

void rawi_will_go_on(rawi_will *will) {
    uint64_t next = rawi_queue_after(will->queue, will->present);
    if (next)
        rawi_will_go_to(will, next, true);
    else
        rawi_will_end_queue(will);
}

/* ---- commands: pausing and stopping -------------------------------------------------------- */

/* After a stop or at the queue's end: with the present item, or the first that is to be heard. */
static void start_again(rawi_will *will) {
    will->stopped = false;
    will->wants_loading = true;
    if (will->present && !will->queue_ended)
        return;
    uint64_t first = rawi_queue_next(will->queue, 0);
    if (first)
        rawi_will_go_to(will, first, false);
    else
        will->stopped = true;
}

/* False while none sounds, or another place is still to be gone to. */
static bool begin_sentence_again(const rawi_will *will) {
    const rawi_stage *stage = will->stage;
    if (!rawi_stage_hears(stage, will->present) || !stage->place.sounding || stage->place.goes)
        return false;
    rawi_player_seek(stage->player, stage->place.utterance.start);
    return true;
}

void rawi_will_wake(rawi_will *will) {
    double slept = rawi_will_slept();
    if (!will->paused && slept - will->slept >= forget_seconds)
        will->wakes = true;
    will->slept = slept;
    if (will->wakes && begin_sentence_again(will))
        will->wakes = false;
}

static void set_paused(rawi_will *will, bool paused) {
    rawi_stage *stage = will->stage;
    if (will->stopped && !paused)
        start_again(will);
    double length = will->paused ? rawi_will_now() - will->paused_at : 0.0;
    if (paused && !will->paused)
        will->paused_at = rawi_will_now();
    will->paused = paused;
    if (!rawi_stage_is_set(stage) || stage->item != will->present)
        return;
    if (!paused && length >= forget_seconds)
        begin_sentence_again(will);
    rawi_stage_silence(stage, paused);
}

void rawi_will_fall_asleep(rawi_will *will) {
    will->paused = will->stage->silent = true;
    will->paused_at = rawi_will_now();
    will->falls_asleep = false;
    will->sleep_at = 0.0;
    rawi_news_tell(will->news);
}

static void stop(rawi_will *will) {
    leave(will);
    will->stopped = true;
    will->wants_loading = true;
}

/* ---- commands: seeking --------------------------------------------------------------------- */

/* Goes to a byte of the present article's text. */
static void seek(rawi_will *will, size_t offset) {
    will->wakes = false;
    if (rawi_stage_hears(will->stage, will->present)) {
        rawi_player_seek(will->stage->player, offset);
        rawi_stage_look(will->stage); /* who looks now sees where it leads */
        return;
    }
    will->seeks = true;
    will->seek = offset;
    if (will->stage->phase == RAWI_PHASE_TITLE) /* it is over */
        rawi_player_seek(will->stage->player, SIZE_MAX);
}

/* Seconds of the present article before the place that is heard, or to which the last command
 * leads. */
static double seconds_now(rawi_will *will) {
    if (!rawi_stage_hears(will->stage, will->present))
        return rawi_clock_when(&will->stage->clock, rawi_will_resume(will));
    rawi_stage_look(will->stage);
    return rawi_stage_seconds(will->stage);
}

static void seek_seconds(rawi_will *will, double seconds) {
    if (rawi_stage_knows(will->stage, will->present))
        seek(will, rawi_clock_offset(&will->stage->clock, seconds));
    else if (seconds <= 0.0)
        seek(will, 0);
}

static void seek_by(rawi_will *will, double seconds) {
    if (rawi_stage_knows(will->stage, will->present))
        seek_seconds(will, seconds_now(will) + seconds);
}

/* ---- commands: the queue ------------------------------------------------------------------- */

static void go_back(rawi_will *will) {
    uint64_t before = rawi_queue_before(will->queue, will->present);
    bool restarts =
        rawi_stage_hears(will->stage, will->present) && seconds_now(will) > restart_seconds;
    if (!before || restarts) {
        seek(will, 0);
        return;
    }
    rawi_will_go_to(will, before, false);
    if (rawi_will_item(will)->state == RAWI_ITEM_FINISHED)
        seek(will, 0);
    will->stopped = false;
}

static void skip_on(rawi_will *will) {
    uint64_t next = rawi_queue_after(will->queue, will->present);
    if (next) {
        rawi_will_go_to(will, next, false);
        will->stopped = false;
    } else {
        stop(will);
        will->queue_ended = true;
    }
}

static rawi_status fail_without(uint64_t item, rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("there is no item %llu in the queue"),
                     (unsigned long long)item);
}

/* Adds what a source is named by to the queue. */
static rawi_status add_named(rawi_will *will, const char *name, size_t place, uint64_t *id,
                             rawi_error *error) {
    const rawi_addition addition = {.source = name};
    if (rawi_is_file_url(name))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("%s names no file of this machine"), name);
    return rawi_queue_add(will->queue, &addition, place, id, error);
}

static rawi_status add(rawi_will *will, const rawi_command *command, rawi_error *error) {
    uint64_t id;
    size_t place = command->item ? rawi_queue_place(will->queue, command->item) : SIZE_MAX;
    if (!command->source)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s", _("no source is named"));
    if (command->item && place == SIZE_MAX)
        return fail_without(command->item, error);
    char *name = rawi_source_name(command->source);
    if (!name)
        return rawi_fail_memory(error);
    rawi_status status = add_named(will, name, place, &id, error);
    free(name);
    if (status != RAWI_OK)
        return status;
    const rawi_item *item = rawi_queue_at(will->queue, rawi_queue_place(will->queue, id));
    if (item->state == RAWI_ITEM_FINISHED) /* asked for again */
        rawi_queue_mark(will->queue, id, RAWI_ITEM_NEW, 0, NULL);
    will->wants_loading = true;
    if (will->queue_ended || !will->present) {
        will->stopped = false;
        rawi_will_go_to(will, id, false);
    }
    rawi_news_tell_queue(will->news);
    return RAWI_OK;
}

static void remove_item(rawi_will *will, uint64_t item) {
    if (item == will->present) {
        uint64_t next = rawi_queue_after(will->queue, item);
        rawi_will_go_to(will, next, false);
        if (!next)
            rawi_will_end_queue(will);
    }
    rawi_queue_remove(will->queue, item);
    will->wants_loading = true;
    rawi_news_tell_queue(will->news);
}

static void go_to_item(rawi_will *will, uint64_t item) {
    rawi_will_go_to(will, item, false);
    if (rawi_will_item(will)->state == RAWI_ITEM_FINISHED)
        seek(will, 0);
    will->stopped = false;
    will->paused = false;
}

static rawi_status obey_item(rawi_will *will, const rawi_command *command, rawi_error *error) {
    bool removes = command->kind == RAWI_COMMAND_REMOVE;
    uint64_t item = removes && !command->item ? will->present : command->item;
    if (rawi_queue_place(will->queue, item) == SIZE_MAX)
        return fail_without(item, error);
    if (removes)
        remove_item(will, item);
    else
        go_to_item(will, item);
    return RAWI_OK;
}

/* ---- commands: numbers --------------------------------------------------------------------- */

static double within(double number, double least, double most) {
    return number < least ? least : number > most ? most : number;
}

static void set_rate(rawi_will *will, double rate) {
    will->rate = within(rate, RAWI_RATE_LEAST, RAWI_RATE_MOST);
    rawi_player_set_rate(will->stage->player, will->rate);
}

static void set_volume(rawi_will *will, double volume) {
    will->volume = within(volume, 0.0, RAWI_VOLUME_MOST);
    rawi_player_set_volume(will->stage->player, will->volume);
}

static void set_sleep(rawi_will *will, double seconds) {
    seconds = within(seconds, 0.0, sleep_most);
    if (will->falls_asleep && rawi_stage_is_set(will->stage))
        rawi_player_fade_out(will->stage->player, false);
    will->falls_asleep = false;
    will->sleep_at = seconds > 0.0 ? rawi_will_now() + seconds : 0.0;
}

static rawi_status obey_number(rawi_will *will, const rawi_command *command, rawi_error *error) {
    double number = command->number;
    if (!isfinite(number))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s",
                         _("the command or its number has no meaning"));
    switch (command->kind) {
    case RAWI_COMMAND_SEEK_BY:
        seek_by(will, number);
        break;
    case RAWI_COMMAND_SEEK_TO:
        seek_seconds(will, number);
        break;
    case RAWI_COMMAND_RATE:
        set_rate(will, number);
        break;
    case RAWI_COMMAND_RATE_BY:
        set_rate(will, will->rate + number);
        break;
    case RAWI_COMMAND_VOLUME:
        set_volume(will, number);
        break;
    case RAWI_COMMAND_VOLUME_BY:
        set_volume(will, will->volume + number);
        break;
    default:
        set_sleep(will, number);
    }
    return RAWI_OK;
}

/* ---- commands ------------------------------------------------------------------------------ */

static void quit(rawi_will *will) {
    if (rawi_stage_is_set(will->stage))
        rawi_stage_silence(will->stage, true);
    will->quitting = true;
}

static void move(rawi_will *will, rawi_move wanted) {
    will->wakes = false;
    if (rawi_stage_is_set(will->stage))
        rawi_player_move(will->stage->player, wanted);
}

static rawi_status obey(rawi_will *will, const rawi_command *command, rawi_error *error) {
    switch (command->kind) {
    case RAWI_COMMAND_PLAY:
        set_paused(will, false);
        return RAWI_OK;
    case RAWI_COMMAND_PAUSE:
        set_paused(will, true);
        return RAWI_OK;
    case RAWI_COMMAND_TOGGLE:
        set_paused(will, !will->paused && !will->stopped);
        return RAWI_OK;
    case RAWI_COMMAND_STOP:
        stop(will);
        return RAWI_OK;
    case RAWI_COMMAND_NEXT:
        skip_on(will);
        return RAWI_OK;
    case RAWI_COMMAND_PREVIOUS:
        go_back(will);
        return RAWI_OK;
    case RAWI_COMMAND_MOVE:
        move(will, command->move);
        return RAWI_OK;
    case RAWI_COMMAND_SEEK_WORD:
        seek(will, command->position);
        return RAWI_OK;
    case RAWI_COMMAND_ADD:
        return add(will, command, error);
    case RAWI_COMMAND_REMOVE:
    case RAWI_COMMAND_GO:
        return obey_item(will, command, error);
    case RAWI_COMMAND_QUIT:
        quit(will);
        return RAWI_OK;
    default:
        return obey_number(will, command, error);
    }
}

rawi_status rawi_will_obey(rawi_will *will, const rawi_command *command, rawi_error *error) {
    if (command->kind < 0 || command->kind > RAWI_COMMAND_QUIT)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s",
                         _("the command or its number has no meaning"));
    will->is_new = true;
    return will->quitting ? RAWI_OK : obey(will, command, error);
}
