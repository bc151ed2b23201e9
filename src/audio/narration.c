/* The narration: each utterance of the script is cut into phrases at its breaks, spoken by the
 * cast, and put together with its pauses. */
#include "audio/narration.h"
#include "audio/cast.h"
#include "audio/pauses.h"
#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct rawi_narration {
    rawi_script *script;
    rawi_cast *cast;
    bool owns_cast;
    rawi_prosody prosody;
    const rawi_utterance *utterance; /* that is spoken phrase by phrase, NULL: none */
    size_t next_word;                /* of it, the first that was not spoken */
    rawi_sound sound;
    rawi_word_time *times;
    size_t time_capacity;
    rawi_speech speech;
};

/* Engines stop a sound anywhere in its wave: the edges of a phrase are faded, short enough to keep
 * a plosive whole. */
static const double fade_in_seconds = 0.001;
static const double fade_out_seconds = 0.004;

static rawi_status take_rate(double rate, rawi_prosody *prosody, rawi_error *error) {
    if (!(rate >= 0.5 && rate <= 4.0))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("the rate cannot be %g: it goes from 0.5 to 4"), rate);
    prosody->rate = rate;
    return RAWI_OK;
}

static rawi_status take_options(const rawi_narration_options *options, rawi_prosody *prosody,
                                rawi_error *error) {
    *prosody = (rawi_prosody){.rate = 1.0};
    if (!options)
        return RAWI_OK;
    if (!(fabs(options->pitch) <= 12.0))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("the pitch cannot be %g: it goes from -12 to 12 half tones"),
                         options->pitch);
    if (!(options->clarity >= 0.0 && options->clarity <= 1.0))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("the clarity cannot be %g: it goes from 0 to 1"), options->clarity);
    prosody->pitch = options->pitch;
    prosody->clarity = options->clarity;
    return options->rate == 0.0 ? RAWI_OK : take_rate(options->rate, prosody, error);
}

rawi_status rawi_narration_open_with(rawi_script *script, const rawi_narration_options *options,
                                     rawi_cast *cast, rawi_narration **narration,
                                     rawi_error *error) {
    rawi_prosody prosody;
    rawi_status status = take_options(options, &prosody, error);
    if (status != RAWI_OK)
        return status;
    rawi_narration *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    *made = (rawi_narration){.script = script, .cast = cast, .prosody = prosody};
    if (cast)
        rawi_cast_restart(cast);
    *narration = made;
    return RAWI_OK;
}

rawi_status rawi_narration_open(rawi_script *script, const rawi_narration_options *options,
                                rawi_narration **narration, rawi_error *error) {
    rawi_narration *made = NULL;
    rawi_status status = rawi_narration_open_with(script, options, NULL, &made, error);
    if (status == RAWI_OK)
        status = rawi_cast_open(options, &made->cast, error);
    if (status != RAWI_OK) {
        free(made);
        return status;
    }
    made->owns_cast = true;
    *narration = made;
    return RAWI_OK;
}

unsigned rawi_narration_rate(const rawi_narration *narration) {
    return rawi_cast_rate(narration->cast);
}

rawi_status rawi_narration_set_rate(rawi_narration *narration, double rate, rawi_error *error) {
    return take_rate(rate, &narration->prosody, error);
}

void rawi_narration_set_pitch(rawi_narration *narration, double half_tones) {
    narration->prosody.pitch = fmin(fmax(half_tones, -12), 12);
}

void rawi_narration_watch(rawi_narration *narration, const atomic_bool *abandoned) {
    narration->prosody.abandoned = abandoned;
}

/* The phrase that starts at word `first`: up to the next break. */
static rawi_phrase cut_phrase(const rawi_utterance *utterance, size_t first) {
    size_t end = first;
    while (end < utterance->word_count - 1 && utterance->words[end].break_after == RAWI_BREAK_NONE)
        end++;
    return (rawi_phrase){utterance, first, end + 1 - first};
}

static bool has_sounds(const rawi_phrase *phrase) {
    for (size_t i = 0; i < phrase->count; i++)
        if (phrase->utterance->words[phrase->first + i].phone_count > 0)
            return true;
    return false;
}

static void fade_edges(float *samples, size_t count, unsigned rate) {
    size_t in = (size_t)(fade_in_seconds * rate);
    size_t out = (size_t)(fade_out_seconds * rate);
    for (size_t i = 0; i < in && i < count; i++)
        samples[i] *= (float)i / (float)in;
    for (size_t i = 0; i < out && i < count; i++)
        samples[count - 1 - i] *= (float)i / (float)out;
}

static rawi_status add_silence(rawi_sound *sound, double seconds, unsigned rate,
                               rawi_error *error) {
    size_t count = (size_t)lround(seconds * rate);
    if (!rawi_sound_reserve(sound, count))
        return rawi_fail_memory(error);
    if (count)
        memset(sound->samples + sound->count, 0, count * sizeof *sound->samples);
    sound->count += count;
    return RAWI_OK;
}

/* Whatever an engine says about its words, their times go forward and stay inside the phrase. */
static void order_times(rawi_word_time *times, size_t count, size_t start, size_t end) {
    for (size_t i = 0; i < count; i++) {
        if (times[i].start < start)
            times[i].start = start;
        if (times[i].start > end)
            times[i].start = end;
        if (times[i].end < times[i].start)
            times[i].end = times[i].start;
        if (times[i].end > end)
            times[i].end = end;
        start = times[i].end;
    }
}

static rawi_status speak_phrase(rawi_narration *narration, const rawi_phrase *phrase,
                                rawi_error *error) {
    rawi_sound *sound = &narration->sound;
    rawi_word_time *times = narration->times + phrase->first;
    unsigned rate = rawi_cast_rate(narration->cast);
    size_t start = sound->count;
    if (rawi_prosody_is_abandoned(&narration->prosody))
        return RAWI_INTERRUPTED;
    for (size_t i = 0; i < phrase->count; i++)
        times[i] = (rawi_word_time){start, start};
    if (has_sounds(phrase)) {
        rawi_status status =
            rawi_cast_speak(narration->cast, phrase, &narration->prosody, sound, times, error);
        if (status != RAWI_OK)
            return status;
        fade_edges(sound->samples + start, sound->count - start, rate);
        order_times(times, phrase->count, start, sound->count);
    }
    size_t last = phrase->first + phrase->count - 1;
    rawi_break break_after = last + 1 == phrase->utterance->word_count
                                 ? RAWI_BREAK_FINAL
                                 : phrase->utterance->words[last].break_after;
    double pause = rawi_pause_after(phrase->utterance, break_after, narration->prosody.rate);
    return add_silence(sound, pause, rate, error);
}

static rawi_status reserve_times(rawi_narration *narration, size_t count, rawi_error *error) {
    if (count <= narration->time_capacity)
        return RAWI_OK;
    rawi_word_time *times = realloc(narration->times, count * sizeof *times);
    if (!times)
        return rawi_fail_memory(error);
    narration->times = times;
    narration->time_capacity = count;
    return RAWI_OK;
}

/* Takes the script's next utterance, of which nothing is spoken yet. */
static rawi_status begin_utterance(rawi_narration *narration, rawi_error *error) {
    narration->utterance = NULL;
    const rawi_utterance *utterance;
    rawi_status status = rawi_script_next(narration->script, &utterance, error);
    if (status == RAWI_OK)
        status = reserve_times(narration, utterance->word_count, error);
    if (status != RAWI_OK)
        return status;
    narration->utterance = utterance;
    narration->next_word = 0;
    return RAWI_OK;
}

/* Speaks the utterance's next phrase behind what is in the sound. */
static rawi_status speak_next(rawi_narration *narration, rawi_phrase *phrase, rawi_error *error) {
    *phrase = cut_phrase(narration->utterance, narration->next_word);
    narration->next_word += phrase->count;
    return speak_phrase(narration, phrase, error);
}

static bool is_spoken(const rawi_narration *narration) {
    return narration->next_word == narration->utterance->word_count;
}

static const rawi_speech *speech_from(rawi_narration *narration, size_t first_word) {
    narration->speech = (rawi_speech){.utterance = narration->utterance,
                                      .samples = narration->sound.samples,
                                      .sample_count = narration->sound.count,
                                      .rate = rawi_cast_rate(narration->cast),
                                      .words = narration->times + first_word};
    return &narration->speech;
}

/* Whether the word of a byte of the article's text, or all that comes before it, was spoken. */
static bool is_spoken_to(const rawi_narration *narration, size_t offset) {
    const rawi_word *words = narration->utterance->words;
    size_t next = narration->next_word;
    return is_spoken(narration) || (next > 0 && words[next - 1].span.end > offset);
}

/* Speaks on, with all that the utterance has of sound so far as the speech. */
static rawi_status speak_to(rawi_narration *narration, size_t offset, const rawi_speech **speech,
                            rawi_error *error) {
    rawi_status status = RAWI_OK;
    while (status == RAWI_OK && !is_spoken_to(narration, offset)) {
        rawi_phrase phrase;
        status = speak_next(narration, &phrase, error);
    }
    if (status == RAWI_INTERRUPTED)
        narration->sound.count = 0;
    if (status == RAWI_OK || status == RAWI_INTERRUPTED)
        *speech = speech_from(narration, 0);
    return status;
}

rawi_status rawi_narration_begin(rawi_narration *narration, size_t offset,
                                 const rawi_speech **speech, rawi_error *error) {
    narration->sound.count = 0;
    rawi_status status = begin_utterance(narration, error);
    return status == RAWI_OK ? speak_to(narration, offset, speech, error) : status;
}

rawi_status rawi_narration_complete(rawi_narration *narration, const rawi_speech **speech,
                                    rawi_error *error) {
    return speak_to(narration, SIZE_MAX, speech, error);
}

rawi_status rawi_narration_next(rawi_narration *narration, const rawi_speech **speech,
                                rawi_error *error) {
    return rawi_narration_begin(narration, SIZE_MAX, speech, error);
}

rawi_status rawi_narration_next_phrase(rawi_narration *narration, rawi_phrase *phrase,
                                       rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (!narration->utterance || is_spoken(narration))
        status = begin_utterance(narration, error);
    if (status == RAWI_OK)
        *phrase = cut_phrase(narration->utterance, narration->next_word);
    return status;
}

rawi_status rawi_narration_speak_phrase(rawi_narration *narration, const rawi_phrase *phrase,
                                        const rawi_speech **speech, rawi_error *error) {
    narration->sound.count = 0;
    narration->next_word = phrase->first + phrase->count;
    rawi_status status = speak_phrase(narration, phrase, error);
    if (status == RAWI_OK)
        *speech = speech_from(narration, phrase->first);
    return status;
}

void rawi_narration_leave_utterance(rawi_narration *narration) {
    narration->utterance = NULL;
}

void rawi_narration_close(rawi_narration *narration) {
    if (!narration)
        return;
    if (narration->owns_cast)
        rawi_cast_close(narration->cast);
    rawi_sound_free(&narration->sound);
    free(narration->times);
    free(narration);
}
