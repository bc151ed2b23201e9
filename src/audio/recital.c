/* A recital. */
#include "audio/recital.h"
#include "audio/narration.h"
#include "audio/ring.h"

#include <stdlib.h>

static const double ahead_seconds = 1.5;   /* what waits in the outlet */
static const double margin_seconds = 0.04; /* a word that begins sooner is not cut any more */
static const double near_seconds = 2.0;    /* into a sentence: back means the one before */
static const double fade_seconds = 0.004;
static const double fall_seconds = 4.0; /* of a sentence that fades out, at most */
static const double fall_least = 0.5;

void rawi_recital_make(rawi_recital *recital, rawi_outlet *outlet) {
    *recital = (rawi_recital){.outlet = outlet};
    rawi_marks_make(&recital->marks);
}

void rawi_recital_free(rawi_recital *recital) {
    rawi_recital_drop(recital);
    rawi_marks_free(&recital->marks);
    rawi_waiting_free(&recital->waiting);
    free(recital->prelude);
    free(recital->interjection.samples);
}

void rawi_recital_abandon(rawi_recital *recital, bool abandoned) {
    atomic_store(&recital->is_abandoned, abandoned);
}

void rawi_recital_drop(rawi_recital *recital) {
    if (recital->piece.narration)
        rawi_narration_watch(recital->piece.narration, NULL);
    recital->piece = (rawi_piece){0};
}

/* ---- the interjection ---------------------------------------------------------------------- */

/* Whether there is one to be spoken. */
static bool has_interjection(const rawi_recital *recital) {
    return recital->interjection.samples && !recital->interjection.is_spoken;
}

/* What is at `position` or behind it will not be heard: an interjection there is to be spoken
 * again. */
static void lose_from(rawi_recital *recital, size_t position) {
    if (rawi_ring_is_before(position, recital->interjection.end))
        recital->interjection.is_spoken = false;
}

/* One that was read to its end is not needed any more. */
static void forget_read_interjection(rawi_recital *recital) {
    rawi_interjection *last = &recital->interjection;
    size_t read = rawi_outlet_read_position(recital->outlet);
    if (!last->is_spoken || rawi_ring_is_before(read, last->end))
        return;
    free(last->samples);
    *last = (rawi_interjection){0};
}

bool rawi_recital_may_interject(const rawi_recital *recital) {
    return !recital->interjection.samples;
}

void rawi_recital_interject(rawi_recital *recital, rawi_interjection interjection) {
    recital->interjection = interjection;
}

/* ---- the piece ------------------------------------------------------------------------------ */

void rawi_recital_take(rawi_recital *recital, const rawi_piece *piece, float *prelude) {
    rawi_recital_drop(recital);
    lose_from(recital, rawi_outlet_read_position(recital->outlet));
    rawi_marks_forget_all(&recital->marks);
    rawi_waiting_clear(&recital->waiting);
    free(recital->prelude);
    recital->piece = *piece;
    if (piece->narration)
        rawi_narration_watch(piece->narration, &recital->is_abandoned);
    recital->prelude = prelude;
    recital->aim = (rawi_aim){.any = piece->begins_elsewhere, .from = piece->begin};
    if (piece->begins_elsewhere)
        rawi_marks_go_to(&recital->marks, piece->begin);
    recital->has_begun = false;
    recital->factor = piece->rate == 0.0 ? 1.0 : piece->rate;
    recital->at_end = false;
    recital->falls_later = false;
    rawi_outlet_clear(recital->outlet);
}

static size_t samples_of(const rawi_recital *recital, double seconds) {
    return (size_t)(seconds * rawi_outlet_rate(recital->outlet));
}

/* ---- speaking ------------------------------------------------------------------------------ */

/* Sound of this rate is to wait. The device is made ready no sooner than there is something to
 * play: both take their time side by side. */
static rawi_status expect_sound(rawi_recital *recital, unsigned rate, rawi_error *error) {
    rawi_status status = rawi_outlet_prepare(recital->outlet, rate, error);
    return status == RAWI_OK ? rawi_waiting_begin(&recital->waiting, rate,
                                                  rawi_outlet_rate(recital->outlet), error)
                             : status;
}

/* Makes these samples the waiting ones. */
static rawi_status take_samples(rawi_recital *recital, const float *samples, size_t count,
                                unsigned rate, rawi_error *error) {
    rawi_status status = expect_sound(recital, rate, error);
    return status == RAWI_OK ? rawi_waiting_add(&recital->waiting, samples, count, true, error)
                             : status;
}

/* Puts what there is room for into the outlet; returns whether that was anything. */
static bool write_waiting(rawi_recital *recital) {
    rawi_waiting *waiting = &recital->waiting;
    size_t count =
        rawi_outlet_write(recital->outlet, waiting->samples + waiting->done,
                          waiting->count - waiting->done, samples_of(recital, ahead_seconds));
    waiting->done += count;
    return count > 0;
}

/* Where one is who goes to byte `from` of the text, which leads into this utterance. */
static rawi_stand stand_in(const rawi_utterance *utterance, size_t from) {
    return (rawi_stand){.block = utterance->block,
                        .sentence = utterance->span,
                        .is_near = from <= utterance->span.start};
}

/* Something else is spoken than what waited. */
static void turn_from_waiting(rawi_recital *recital) {
    lose_from(recital, rawi_outlet_written(recital->outlet));
    rawi_waiting_clear(&recital->waiting);
    recital->aim = (rawi_aim){0};
}

/* The utterance was given up that is to be spoken from byte `from` on. */
static void aim_again(rawi_recital *recital, const rawi_utterance *utterance, size_t from) {
    recital->aim = (rawi_aim){
        .any = true, .from = from, .has_stand = true, .stand = stand_in(utterance, from)};
}

/* Speaks the utterance of byte *offset (NULL: the script's next one), which then waits. RAWI_END
 * and RAWI_INTERRUPTED leave nothing waiting. */
static rawi_status speak(rawi_recital *recital, const size_t *offset, const rawi_speech **speech,
                         rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (offset)
        status = rawi_script_seek(recital->piece.script, *offset, error);
    if (status != RAWI_OK)
        return status;
    turn_from_waiting(recital);
    status = rawi_narration_next(recital->piece.narration, speech, error);
    recital->at_end = status == RAWI_END;
    if (status == RAWI_INTERRUPTED)
        aim_again(recital, (*speech)->utterance,
                  offset ? *offset : (*speech)->utterance->span.start);
    return status == RAWI_OK ? take_samples(recital, (*speech)->samples, (*speech)->sample_count,
                                            (*speech)->rate, error)
                             : status;
}

/* The sample of the outlet at which a word of a speech begins. */
static size_t sample_of(const rawi_recital *recital, const rawi_speech *speech, size_t word) {
    return (size_t)((double)speech->words[word].start * rawi_outlet_rate(recital->outlet) /
                    speech->rate);
}

/* Notes that the waiting speech is written from position `start` on, where its sample `skip` is. */
static rawi_status note_speech(rawi_recital *recital, const rawi_speech *speech, size_t start,
                               size_t skip, rawi_error *error) {
    unsigned rate = rawi_outlet_rate(recital->outlet);
    size_t length = recital->waiting.count;
    const rawi_mark place = {.start = start,
                             .end = start + length - skip,
                             .skip = skip,
                             .length = length,
                             .factor = recital->factor};
    size_t heard;
    rawi_outlet_heard(recital->outlet, &heard);
    rawi_marks_forget_before(&recital->marks, heard - rate);
    return rawi_marks_add(&recital->marks, &place, speech, (double)rate / speech->rate, error);
}

/* The word of byte `offset`, or the first behind it, or the last. */
static size_t word_of(const rawi_utterance *utterance, size_t offset) {
    size_t word = 0;
    while (word + 1 < utterance->word_count && utterance->words[word].span.end <= offset)
        word++;
    return word;
}

/* Speaks the utterance of byte `offset` as far as the phrase in which that stands, and writes this
 * phrase: it sounds while the rest is spoken. *skip samples were left out. */
static rawi_status begin_at(rawi_recital *recital, size_t offset, const rawi_speech **speech,
                            size_t *skip, rawi_error *error) {
    rawi_waiting *waiting = &recital->waiting;
    rawi_status status = rawi_script_seek(recital->piece.script, offset, error);
    if (status != RAWI_OK)
        return status;
    turn_from_waiting(recital);
    status = rawi_narration_begin(recital->piece.narration, offset, speech, error);
    recital->at_end = status == RAWI_END;
    if (status == RAWI_OK)
        status = expect_sound(recital, (*speech)->rate, error);
    if (status == RAWI_OK)
        status =
            rawi_waiting_add(waiting, (*speech)->samples, (*speech)->sample_count, false, error);
    if (status != RAWI_OK)
        return status;
    size_t word = word_of((*speech)->utterance, offset);
    *skip = word > 0 ? sample_of(recital, *speech, word) : 0;
    if (*skip > 0)
        rawi_waiting_skip(waiting, *skip, samples_of(recital, fade_seconds));
    write_waiting(recital);
    return RAWI_OK;
}

/* Speaks the rest of what was begun, which then waits. */
static rawi_status complete(rawi_recital *recital, const rawi_speech **speech, rawi_error *error) {
    size_t begun = (*speech)->sample_count;
    rawi_status status = rawi_narration_complete(recital->piece.narration, speech, error);
    return status == RAWI_OK ? rawi_waiting_add(&recital->waiting, (*speech)->samples + begun,
                                                (*speech)->sample_count - begun, true, error)
                             : status;
}

/* What is in the outlet from a position on is cut off. */
static void cut_from(rawi_recital *recital, size_t position) {
    lose_from(recital, position);
    rawi_marks_cut(&recital->marks, position);
}

/* What was written from position `start` on of an utterance that is given up is cut off: something
 * else is urgent, for which all that sounds may give way. */
static void take_back(rawi_recital *recital, size_t start) {
    rawi_outlet *outlet = recital->outlet;
    rawi_waiting_clear(&recital->waiting);
    if (rawi_outlet_written(outlet) == start)
        return;
    if (rawi_outlet_plays(outlet))
        start = rawi_outlet_leave_at_once(outlet);
    else
        rawi_outlet_leave(outlet, start);
    cut_from(recital, start);
}

/* What is spoken from the word of byte `offset` on waits, as far as it is not written. What is
 * given up in the midst of it is taken back. */
static rawi_status go_on_from(rawi_recital *recital, size_t offset, rawi_error *error) {
    const rawi_speech *speech = NULL;
    size_t start = rawi_outlet_written(recital->outlet), skip = 0;
    rawi_status status = begin_at(recital, offset, &speech, &skip, error);
    if (status == RAWI_OK)
        status = complete(recital, &speech, error);
    if (status == RAWI_INTERRUPTED) {
        take_back(recital, start);
        aim_again(recital, speech->utterance, offset);
    }
    if (status != RAWI_OK)
        return status;
    rawi_marks_reach(&recital->marks, offset, start);
    return note_speech(recital, speech, start, skip, error);
}

static rawi_status speak_interjection(rawi_recital *recital, rawi_error *error) {
    rawi_interjection *spoken = &recital->interjection;
    rawi_status status = take_samples(recital, spoken->samples, spoken->count, spoken->rate, error);
    spoken->is_spoken = status != RAWI_ERROR_DEVICE; /* on another one it may be */
    spoken->end = rawi_outlet_written(recital->outlet) + recital->waiting.count;
    return status;
}

/* The interjection, or what was given up, or else the next utterance, waits. */
static rawi_status speak_on(rawi_recital *recital, rawi_error *error) {
    if (has_interjection(recital))
        return speak_interjection(recital, error);
    if (recital->aim.any)
        return go_on_from(recital, recital->aim.from, error);
    const rawi_speech *speech;
    size_t start = rawi_outlet_written(recital->outlet);
    rawi_status status = speak(recital, NULL, &speech, error);
    return status == RAWI_OK ? note_speech(recital, speech, start, 0, error) : status;
}

rawi_status rawi_recital_feed(rawi_recital *recital, bool *written, rawi_error *error) {
    rawi_waiting *waiting = &recital->waiting;
    *written = false;
    forget_read_interjection(recital);
    if (rawi_waiting_is_empty(waiting) && (!recital->at_end || has_interjection(recital))) {
        rawi_status status = speak_on(recital, error);
        if (status != RAWI_OK && status != RAWI_END)
            return status;
    }
    if (!rawi_waiting_is_empty(waiting))
        *written = write_waiting(recital);
    if (*written || rawi_recital_is_written(recital))
        rawi_outlet_expect_silence(recital->outlet, rawi_recital_is_written(recital));
    return RAWI_OK;
}

bool rawi_recital_waits(const rawi_recital *recital) {
    return !rawi_waiting_is_empty(&recital->waiting);
}

bool rawi_recital_is_written(const rawi_recital *recital) {
    return recital->at_end && rawi_waiting_is_empty(&recital->waiting) &&
           !has_interjection(recital);
}

/* ---- moving -------------------------------------------------------------------------------- */

/* Nothing sounds, and what sounds next begins at byte `offset`. */
static void aim_at(rawi_recital *recital, size_t offset) {
    rawi_waiting_clear(&recital->waiting);
    recital->aim = (rawi_aim){.any = true, .from = offset};
    recital->at_end = false;
}

void rawi_recital_seek(rawi_recital *recital, size_t offset) {
    if (rawi_outlet_plays(recital->outlet))
        cut_from(recital, rawi_outlet_leave_at_once(recital->outlet));
    else
        lose_from(recital, rawi_outlet_written(recital->outlet));
    aim_at(recital, offset);
}

/* Whether nothing was spoken yet from where the listener is to go. */
static bool is_under_way(const rawi_recital *recital) {
    return recital->marks.goal.any && !recital->marks.goal.is_marked;
}

/* The stand of what the script says next, or of its end. */
static rawi_status read_stand(const rawi_recital *recital, size_t from, rawi_stand *stand,
                              rawi_error *error) {
    const rawi_article *article = recital->piece.article;
    const rawi_utterance *utterance;
    rawi_status status = rawi_script_next(recital->piece.script, &utterance, error);
    if (status == RAWI_OK)
        *stand = stand_in(utterance, from);
    if (status != RAWI_END || article->block_count == 0)
        return status;
    *stand = (rawi_stand){.block = article->block_count - 1,
                          .sentence = {.start = article->text_length, .end = article->text_length},
                          .is_near = true};
    return RAWI_OK;
}

/* Where the listener will be when the sound begins. */
static rawi_status stand_to_come(const rawi_recital *recital, rawi_stand *stand,
                                 rawi_error *error) {
    if (recital->aim.has_stand) {
        *stand = recital->aim.stand;
        return RAWI_OK;
    }
    size_t from = 0;
    rawi_status status = RAWI_OK;
    if (is_under_way(recital)) {
        from = recital->marks.goal.target;
        status = rawi_script_seek(recital->piece.script, from, error);
    }
    return status == RAWI_OK ? read_stand(recital, from, stand, error) : status;
}

/* Where the listener is or will be. May move the script. RAWI_END in an article without text. */
static rawi_status find_stand(const rawi_recital *recital, rawi_stand *stand, rawi_error *error) {
    const rawi_marks *marks = &recital->marks;
    if (is_under_way(recital) || marks->count == 0)
        return stand_to_come(recital, stand, error);
    size_t position = rawi_outlet_present(recital->outlet);
    const rawi_mark *at = rawi_marks_at(marks, position);
    size_t before = at ? position - at->start : 0;
    at = at ? at : &marks->marks[0];
    *stand = (rawi_stand){.block = at->block,
                          .sentence = at->span,
                          .is_near = before + at->skip < samples_of(recital, near_seconds)};
    return RAWI_OK;
}

rawi_status rawi_recital_move(rawi_recital *recital, rawi_move move, rawi_error *error) {
    rawi_stand stand;
    size_t target = 0;
    rawi_status status = find_stand(recital, &stand, error);
    if (status == RAWI_OK)
        status = rawi_piece_target(&recital->piece, &stand, move, &target, error);
    if (status != RAWI_OK)
        return status;
    rawi_marks_go_to(&recital->marks, target);
    rawi_recital_seek(recital, target);
    return RAWI_OK;
}

rawi_status rawi_recital_begin(rawi_recital *recital, rawi_error *error) {
    const rawi_piece *piece = &recital->piece;
    if (recital->has_begun)
        return RAWI_OK;
    rawi_status status = RAWI_OK;
    recital->has_begun = true;
    if (recital->prelude)
        status = take_samples(recital, recital->prelude, piece->prelude_count,
                              rawi_narration_rate(piece->narration), error);
    free(recital->prelude);
    recital->prelude = NULL;
    return status;
}

/* ---- another rate -------------------------------------------------------------------------- */

/* Where what sounds is left for the same at another rate. */
typedef struct turn {
    bool cut_ahead; /* a cut is on its way already, which then leads here */
    bool same;      /* there is a next word in the utterance */
    size_t word;    /* it */
    size_t leave;   /* the position */
    size_t target;  /* the byte of the text */
} turn;

static turn next_turn(const rawi_recital *recital, const rawi_mark *at, size_t position) {
    turn next = {.cut_ahead = rawi_outlet_is_leaving(recital->outlet)};
    size_t sample = position - at->start + at->skip;
    if (!next.cut_ahead)
        sample += samples_of(recital, margin_seconds);
    next.word = rawi_mark_word_from(at, sample);
    next.same = next.word < at->word_count;
    next.leave = next.same ? at->start + at->times[next.word].start - at->skip : at->end;
    next.target = next.same ? at->span.start : at->span.end;
    size_t written = rawi_outlet_written(recital->outlet);
    if (rawi_ring_is_before(written, next.leave))
        next.leave = written;
    return next;
}

rawi_status rawi_recital_set_rate(rawi_recital *recital, double rate, rawi_error *error) {
    rawi_status status = rawi_narration_set_rate(recital->piece.narration, rate, error);
    if (status != RAWI_OK)
        return status;
    recital->factor = rate;
    size_t position = rawi_outlet_present(recital->outlet);
    const rawi_mark *at = rawi_marks_at(&recital->marks, position);
    bool is_between = at && !rawi_ring_is_before(position, at->end); /* an interjection sounds */
    if (!at || is_between || is_under_way(recital))
        return RAWI_OK; /* it holds for all that is spoken from now on */
    turn next = next_turn(recital, at, position);
    const rawi_speech *speech;
    status = speak(recital, &next.target, &speech, error);
    if (status != RAWI_OK && status != RAWI_END)
        return status;
    if (next.cut_ahead) {
        rawi_outlet_lead_cut_here(recital->outlet);
        rawi_marks_put_off(&recital->marks, position, rawi_outlet_written(recital->outlet));
    } else {
        rawi_outlet_leave(recital->outlet, next.leave);
    }
    cut_from(recital, next.leave);
    if (status == RAWI_END)
        return status;
    bool skips = next.same && next.word < speech->utterance->word_count;
    size_t skip = skips ? sample_of(recital, speech, next.word) : 0;
    rawi_waiting_skip(&recital->waiting, skip, samples_of(recital, fade_seconds));
    return note_speech(recital, speech, rawi_outlet_written(recital->outlet), skip, error);
}

/* ---- falling asleep ------------------------------------------------------------------------ */

void rawi_recital_fade_out(rawi_recital *recital, bool fades) {
    recital->falls_later = fades;
    rawi_outlet_stop_falling(recital->outlet);
}

void rawi_recital_replan_fall(rawi_recital *recital) {
    if (rawi_outlet_stop_falling(recital->outlet))
        recital->falls_later = true;
}

/* Whether the words of a mark end too soon for the fall, or were cut off. */
static bool cannot_fall(const rawi_mark *mark, size_t earliest) {
    size_t words_end = rawi_mark_words_end(mark);
    return rawi_ring_is_before(words_end, earliest) || rawi_ring_is_before(mark->end, words_end);
}

/* Towards the end of the sentence that sounds, or of the next where too little of it is left. */
void rawi_recital_plan_fall(rawi_recital *recital) {
    if (!recital->falls_later || is_under_way(recital))
        return;
    const rawi_marks *marks = &recital->marks;
    size_t position = rawi_outlet_present(recital->outlet);
    size_t earliest = position + samples_of(recital, fall_least);
    size_t next = 0;
    while (next < marks->count && cannot_fall(&marks->marks[next], earliest))
        next++;
    if (next == marks->count)
        return;
    size_t to = rawi_mark_words_end(&marks->marks[next]);
    size_t from = to - samples_of(recital, fall_seconds);
    rawi_outlet_fall(recital->outlet, rawi_ring_is_before(from, position) ? position : from, to);
    recital->falls_later = false;
}

/* ---- the device goes ----------------------------------------------------------------------- */

void rawi_recital_forget(rawi_recital *recital) {
    rawi_marks *marks = &recital->marks;
    size_t position, offset = 0;
    bool heard = rawi_outlet_heard(recital->outlet, &position) > 0;
    bool goes = rawi_marks_are_behind(marks, position, &offset);
    const rawi_mark *at = heard ? rawi_marks_at(marks, position) : NULL;
    if (!at && marks->count > 0)
        at = &marks->marks[0];
    bool spoken = goes || at;
    if (spoken && !goes)
        offset = rawi_mark_unheard(at, position);
    rawi_marks_forget_all(marks);
    lose_from(recital, position);
    rawi_recital_replan_fall(recital);
    rawi_waiting_clear(&recital->waiting);
    if (!spoken)
        return;
    rawi_marks_go_to(marks, offset);
    aim_at(recital, offset);
}
