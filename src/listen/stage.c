/* The stage. */
#include "listen/stage.h"

#include <math.h>

rawi_status rawi_stage_open(rawi_stage *stage, pthread_mutex_t *lock, rawi_error *error) {
    *stage = (rawi_stage){.lock = lock};
    return rawi_player_open(&stage->player, error);
}

void rawi_stage_close(rawi_stage *stage) {
    rawi_player_close(stage->player);
}

bool rawi_stage_is_set(const rawi_stage *stage) {
    return stage->phase != RAWI_PHASE_NOTHING;
}

bool rawi_stage_knows(const rawi_stage *stage, uint64_t item) {
    return stage->loaded && stage->item == item;
}

bool rawi_stage_hears(const rawi_stage *stage, uint64_t item) {
    return stage->phase == RAWI_PHASE_ARTICLE && stage->item == item;
}

double rawi_stage_seconds(const rawi_stage *stage) {
    if (stage->place.goes)
        return rawi_clock_when(&stage->clock, stage->place.unheard);
    if (!stage->place.sounding)
        return 0.0;
    return rawi_clock_when(&stage->clock, stage->place.utterance.start) +
           stage->place.into * stage->place.rate;
}

void rawi_stage_silence(rawi_stage *stage, bool silent) {
    stage->silent = silent;
    rawi_player_pause(stage->player, silent);
}

/* While there is no device, what sounded last stays. */
void rawi_stage_look(rawi_stage *stage) {
    rawi_player_place place = rawi_player_where(stage->player);
    if (place.sounding || place.state != RAWI_PLAYER_NO_DEVICE)
        stage->place = place;
    stage->place.state = place.state;
    stage->place.goes = place.goes;
    if (place.goes)
        stage->place.unheard = place.unheard;
}

void rawi_stage_mark(const rawi_stage *stage, rawi_queue *queue) {
    const rawi_player_place *place = &stage->place;
    if (stage->phase != RAWI_PHASE_ARTICLE || !(place->sounding || place->goes))
        return;
    rawi_queue_mark(queue, stage->item, RAWI_ITEM_BEGUN, place->unheard,
                    stage->loaded->opened.article);
}

/* ---- the session's thread ------------------------------------------------------------------ */

void rawi_stage_take(rawi_stage *stage, rawi_loaded *loaded) {
    stage->loaded = loaded;
    stage->item = loaded->item;
    stage->clock = (rawi_clock){.text_length = loaded->opened.article->text_length};
}

rawi_status rawi_stage_begin(rawi_stage *stage, const size_t *offset, double rate,
                             const rawi_lead_in *lead_in, rawi_error *error) {
    if (lead_in && lead_in->title)
        stage->title = lead_in->title;
    bool title_first = lead_in && lead_in->title;
    const rawi_loaded *spoken = title_first ? stage->title : stage->loaded;
    const rawi_piece piece = {.article = spoken->opened.article,
                              .script = spoken->script,
                              .narration = spoken->narration,
                              .rate = rate,
                              .begins_elsewhere = offset && !title_first,
                              .begin = offset ? *offset : 0,
                              .prelude = lead_in ? lead_in->chime : NULL,
                              .prelude_count = lead_in ? lead_in->chime_count : 0};
    stage->phase = RAWI_PHASE_NOTHING; /* what is asked of it now the player would forget */
    stage->place = (rawi_player_place){0};
    pthread_mutex_unlock(stage->lock);
    rawi_narration_set_rate(piece.narration, rate, NULL);
    rawi_status status = rawi_player_start(stage->player, &piece, error);
    pthread_mutex_lock(stage->lock);
    stage->phase = title_first ? RAWI_PHASE_TITLE : RAWI_PHASE_ARTICLE;
    return status;
}

/* The clock learns how long the utterance is that sounds. */
static void learn(rawi_stage *stage, double rate) {
    const rawi_player_place *place = &stage->place;
    bool new = place->utterance.start != stage->learning.start;
    if (!place->sounding || (!new && stage->learning_seconds > 0.0))
        return;
    stage->learning = place->utterance;
    stage->learning_seconds = place->length * place->rate;
    /* Once its rate was changed an utterance has both. */
    if (fabs(place->rate - rate) < 1e-9)
        rawi_clock_learn(&stage->clock, place->utterance, stage->learning_seconds);
}

bool rawi_stage_follow(rawi_stage *stage, double rate) {
    rawi_player_place before = stage->place;
    rawi_stage_look(stage);
    const rawi_player_place *place = &stage->place;
    bool same = place->sounding == before.sounding && place->goes == before.goes &&
                place->word.start == before.word.start &&
                place->utterance.start == before.utterance.start &&
                (!place->goes || place->unheard == before.unheard);
    if (stage->phase != RAWI_PHASE_ARTICLE)
        return false;
    learn(stage, rate);
    return !same;
}

void rawi_stage_clear(rawi_stage *stage) {
    rawi_loaded *loaded = stage->loaded, *title = stage->title;
    stage->phase = RAWI_PHASE_NOTHING;
    stage->item = 0;
    stage->loaded = stage->title = NULL;
    stage->place = (rawi_player_place){0};
    stage->learning = (rawi_span){0};
    rawi_clock_free(&stage->clock);
    if (!loaded)
        return;
    pthread_mutex_unlock(stage->lock);
    rawi_player_stop(stage->player);
    rawi_loaded_free(title);
    rawi_loaded_free(loaded);
    pthread_mutex_lock(stage->lock);
}
