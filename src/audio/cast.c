/* Voices by the parts of a narration. A voice is named NAME, NAME:HALFTONES or :HALFTONES, the last
 * being the article's voice higher or lower; a voice that has two parts is opened once. */
#include "audio/cast.h"

#include "audio/resample.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum part {
    PART_ARTICLE,
    PART_HEADINGS,
    PART_QUOTATIONS,
    PARTS
} part;

typedef struct player {
    char *name; /* NULL: the default voice */
    rawi_voice *voice;
    bool is_shared;            /* the voice is that of a part before */
    double pitch;              /* half tones */
    rawi_resampler *resampler; /* to the rate of the cast; NULL where it is the voice's own */
} player;

struct rawi_cast {
    player players[PARTS];
    unsigned rate;
    rawi_sound own; /* of a voice that is resampled, before that */
};

/* Quotation marks about one or two words set off a name or a term; a change of voice would tear the
 * sentence apart. */
enum {
    QUOTED_WORDS_LEAST = 3
};

static const double pitch_most = 12;

/* ---- names --------------------------------------------------------------------------------- */

static rawi_status parse_pitch(const char *text, double *pitch, rawi_error *error) {
    char *end;
    errno = 0;
    *pitch = strtod(text, &end);
    if (end == text || *end || errno || !(fabs(*pitch) <= pitch_most))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT,
                         _("the pitch cannot be %s: it goes from -12 to 12 half tones"), text);
    return RAWI_OK;
}

/* What `spec` says of a player; `article` is the article's, NULL for that one itself. */
static rawi_status parse(const char *spec, const player *article, player *made, rawi_error *error) {
    const char *colon = spec ? strchr(spec, ':') : NULL;
    const char *name = spec, *of_article = article ? article->name : NULL;
    size_t length = !spec ? 0 : colon ? (size_t)(colon - spec) : strlen(spec);
    if (colon) {
        rawi_status status = parse_pitch(colon + 1, &made->pitch, error);
        if (status != RAWI_OK)
            return status;
    }
    if (!spec || (colon && length == 0)) {
        made->pitch += article ? article->pitch : 0;
        if (!of_article)
            return RAWI_OK;
        name = of_article;
        length = strlen(of_article);
    }
    made->name = strndup(name, length);
    return made->name ? RAWI_OK : rawi_fail_memory(error);
}

/* ---- opening ------------------------------------------------------------------------------- */

static bool have_one_name(const player *a, const player *b) {
    return a->name && b->name ? strcmp(a->name, b->name) == 0 : !a->name && !b->name;
}

static rawi_status open_player(rawi_cast *cast, part which, rawi_error *error) {
    player *made = &cast->players[which];
    for (int before = 0; before < (int)which; before++)
        if (have_one_name(&cast->players[before], made)) {
            made->voice = cast->players[before].voice;
            made->is_shared = true;
            return RAWI_OK;
        }
    rawi_status status = rawi_voice_open(made->name, &made->voice, error);
    if (status == RAWI_OK && rawi_voice_rate(made->voice) > cast->rate)
        cast->rate = rawi_voice_rate(made->voice);
    return status;
}

static rawi_status open_resampler(const rawi_cast *cast, player *made, rawi_error *error) {
    unsigned rate = rawi_voice_rate(made->voice);
    return rate == cast->rate ? RAWI_OK
                              : rawi_resampler_open(rate, cast->rate, &made->resampler, error);
}

static rawi_status open_all(rawi_cast *cast, const rawi_narration_options *options,
                            rawi_error *error) {
    const char *specs[PARTS] = {[PART_ARTICLE] = options->voice,
                                [PART_HEADINGS] = options->heading_voice,
                                [PART_QUOTATIONS] = options->quote_voice};
    player *article = &cast->players[PART_ARTICLE];
    for (part which = 0; which < PARTS; which++) {
        player *made = &cast->players[which];
        rawi_status status =
            parse(specs[which], which == PART_ARTICLE ? NULL : article, made, error);
        if (status == RAWI_OK)
            status = open_player(cast, which, error);
        if (status != RAWI_OK)
            return status;
    }
    for (part which = 0; which < PARTS; which++) {
        rawi_status status = open_resampler(cast, &cast->players[which], error);
        if (status != RAWI_OK)
            return status;
    }
    return RAWI_OK;
}

rawi_status rawi_cast_open(const rawi_narration_options *options, rawi_cast **cast,
                           rawi_error *error) {
    static const rawi_narration_options defaults = {0};
    rawi_cast *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    rawi_status status = open_all(made, options ? options : &defaults, error);
    if (status == RAWI_OK)
        *cast = made;
    else
        rawi_cast_close(made);
    return status;
}

unsigned rawi_cast_rate(const rawi_cast *cast) {
    return cast->rate;
}

void rawi_cast_restart(rawi_cast *cast) {
    for (part which = 0; which < PARTS; which++)
        rawi_voice_restart(cast->players[which].voice);
}

void rawi_cast_close(rawi_cast *cast) {
    if (!cast)
        return;
    for (part which = 0; which < PARTS; which++) {
        player *gone = &cast->players[which];
        if (!gone->is_shared)
            rawi_voice_close(gone->voice);
        rawi_resampler_close(gone->resampler);
        free(gone->name);
    }
    rawi_sound_free(&cast->own);
    free(cast);
}

/* ---- speaking ------------------------------------------------------------------------------ */

static bool is_quoted(const rawi_word *word) {
    return word->flags & RAWI_WORD_QUOTED;
}

/* How many words that sound the quotation has in which the phrase begins. */
static size_t quoted_words(const rawi_phrase *phrase) {
    const rawi_utterance *utterance = phrase->utterance;
    size_t first = phrase->first, count = 0;
    while (first > 0 && is_quoted(&utterance->words[first - 1]))
        first--;
    for (; first < utterance->word_count && is_quoted(&utterance->words[first]); first++)
        count += utterance->words[first].phone_count > 0;
    return count;
}

static part part_of(const rawi_phrase *phrase) {
    if (phrase->utterance->kind == RAWI_BLOCK_HEADING)
        return PART_HEADINGS;
    if (phrase->utterance->kind == RAWI_BLOCK_QUOTATION ||
        quoted_words(phrase) >= QUOTED_WORDS_LEAST)
        return PART_QUOTATIONS;
    return PART_ARTICLE;
}

static rawi_status append(rawi_sound *sound, const float *samples, size_t count,
                          rawi_error *error) {
    if (!rawi_sound_reserve(sound, count))
        return rawi_fail_memory(error);
    if (count)
        memcpy(sound->samples + sound->count, samples, count * sizeof *samples);
    sound->count += count;
    return RAWI_OK;
}

static rawi_status resample(rawi_cast *cast, player *speaker, rawi_sound *sound,
                            rawi_error *error) {
    const float *output;
    size_t count;
    rawi_status status = rawi_resampler_process(speaker->resampler, cast->own.samples,
                                                cast->own.count, &output, &count, error);
    if (status == RAWI_OK)
        status = append(sound, output, count, error);
    if (status == RAWI_OK)
        status = rawi_resampler_flush(speaker->resampler, &output, &count, error);
    return status == RAWI_OK ? append(sound, output, count, error) : status;
}

static rawi_status speak_resampled(rawi_cast *cast, player *speaker, const rawi_phrase *phrase,
                                   const rawi_prosody *prosody, rawi_sound *sound,
                                   rawi_word_time *times, rawi_error *error) {
    size_t start = sound->count;
    double ratio = (double)cast->rate / rawi_voice_rate(speaker->voice);
    cast->own.count = 0;
    rawi_status status =
        rawi_voice_speak(speaker->voice, phrase, prosody, &cast->own, times, error);
    if (status == RAWI_OK)
        status = resample(cast, speaker, sound, error);
    for (size_t i = 0; status == RAWI_OK && i < phrase->count; i++)
        times[i] = (rawi_word_time){start + (size_t)((double)times[i].start * ratio),
                                    start + (size_t)((double)times[i].end * ratio)};
    return status;
}

rawi_status rawi_cast_speak(rawi_cast *cast, const rawi_phrase *phrase, const rawi_prosody *prosody,
                            rawi_sound *sound, rawi_word_time *times, rawi_error *error) {
    player *speaker = &cast->players[part_of(phrase)];
    rawi_prosody own = *prosody;
    own.pitch = fmin(fmax(prosody->pitch + speaker->pitch, -pitch_most), pitch_most);
    if (speaker->resampler)
        return speak_resampled(cast, speaker, phrase, &own, sound, times, error);
    return rawi_voice_speak(speaker->voice, phrase, &own, sound, times, error);
}
