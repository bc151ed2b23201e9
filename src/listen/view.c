/* What is shown of a session. */
#include "listen/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

rawi_session_state rawi_view_state(const rawi_will *will) {
    const rawi_stage *stage = will->stage;
    if (will->ended)
        return RAWI_SESSION_ENDED;
    if (will->stopped || !will->present)
        return RAWI_SESSION_STOPPED;
    if (rawi_stage_is_set(stage) && stage->place.state == RAWI_PLAYER_NO_DEVICE)
        return RAWI_SESSION_NO_DEVICE;
    if (will->paused)
        return RAWI_SESSION_PAUSED;
    return rawi_stage_hears(stage, will->present) && stage->place.sounding ? RAWI_SESSION_PLAYING
                                                                           : RAWI_SESSION_LOADING;
}

static char *copy(const char *text) {
    return text ? strdup(text) : NULL;
}

/* ---- what is heard ------------------------------------------------------------------------- */

static void describe_article(const rawi_stage *stage, rawi_heard *heard) {
    const rawi_article *article = stage->loaded->opened.article;
    const rawi_player_place *place = &stage->place;
    heard->author = copy(article->author);
    heard->site = copy(article->site);
    heard->length = rawi_clock_length(&stage->clock);
    heard->length_is_known = rawi_clock_is_known(&stage->clock);
    if (stage->phase != RAWI_PHASE_ARTICLE)
        return;
    heard->position = rawi_stage_seconds(stage);
    if (!place->sounding)
        return;
    heard->span = place->utterance;
    heard->word = place->word;
    heard->kind = place->kind;
    heard->sentence = strndup(article->text + place->utterance.start,
                              place->utterance.end - place->utterance.start);
}

rawi_status rawi_view_look(const rawi_will *will, rawi_heard *heard, rawi_error *error) {
    size_t place = rawi_queue_place(will->queue, will->present);
    const rawi_item *item = rawi_queue_at(will->queue, place);
    *heard =
        (rawi_heard){.generation = will->news->generation,
                     .queue_generation = will->news->queue_generation,
                     .state = rawi_view_state(will),
                     .queue_ended = will->queue_ended,
                     .item = item ? item->id : 0,
                     .number = item ? place + 1 : 0,
                     .count = rawi_queue_count(will->queue),
                     .has_next = rawi_queue_after(will->queue, will->present) != 0,
                     .has_previous = rawi_queue_before(will->queue, will->present) != 0,
                     .source = copy(item ? item->source : NULL),
                     .title = copy(item ? item->title : NULL),
                     .rate = will->rate,
                     .volume = will->volume,
                     .trouble = will->news->trouble,
                     .unsaid = will->news->unsaid.length ? copy(will->news->unsaid.bytes) : NULL};
    memcpy(heard->troubles, will->news->troubles, sizeof heard->troubles);
    if (will->sleep_at > 0.0)
        heard->sleep = fmax(will->sleep_at - rawi_will_now(), 0.001);
    if (rawi_stage_knows(will->stage, will->present))
        describe_article(will->stage, heard);
    if ((!item || heard->source) && (heard->sentence || heard->span.end == 0))
        return RAWI_OK;
    rawi_heard_free(heard);
    return rawi_fail_memory(error);
}

/* ---- the queue ----------------------------------------------------------------------------- */

rawi_status rawi_view_list(const rawi_will *will, rawi_list *list, rawi_error *error) {
    size_t count = rawi_queue_count(will->queue);
    *list = (rawi_list){.items = calloc(count ? count : 1, sizeof *list->items),
                        .generation = will->news->queue_generation};
    bool whole = list->items != NULL;
    for (size_t i = 0; i < count && whole; i++) {
        const rawi_item *item = rawi_queue_at(will->queue, i);
        list->items[i] = (rawi_listed){.id = item->id,
                                       .source = copy(item->source),
                                       .title = copy(item->title),
                                       .state = item->state,
                                       .is_present = item->id == will->present};
        list->count++;
        whole = list->items[i].source != NULL;
    }
    if (whole)
        return RAWI_OK;
    rawi_list_free(list);
    return rawi_fail_memory(error);
}

void rawi_list_free(rawi_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].source);
        free(list->items[i].title);
    }
    free(list->items);
    *list = (rawi_list){0};
}
