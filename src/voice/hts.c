/* Voices in .htsvoice form: libhtsengine makes durations and parameters of our labels, the melody
 * bends them, our vocoder makes them sound.
 *
 * libhtsengine's data are public between its stages: durations are changed after the first, the
 * pitch after the second, and the third, its vocoder, is not used.
 */
#include "voice/hts.h"

#include "arabic/phonemize/phone.h"
#include "voice/hts_check.h"
#include "voice/hts_labels.h"
#include "voice/hts_melody.h"
#include "voice/hts_vocoder.h"

#include <HTS_engine.h>

#include <locale.h>
#include <math.h>
#include <stdlib.h>

enum {
    STREAM_SPECTRUM,
    STREAM_PITCH,
    STREAM_MIXING /* only in voices with mixed excitation */
};

/* Frames of the pauses at either end of a phrase: what the parameters need to settle, and of these
 * what is heard as onset and decay. The pauses between phrases are not the voice's. */
enum {
    PAUSE_STATE_FRAMES = 2,
    ONSET_FRAMES = 1,
    DECAY_FRAMES = 5
};

/* Each voice is brought to one loudness, that of eSpeak NG's voices here: -20 LUFS in a narration.
 * The level is that of `greeting`, mean power in decibels of full scale. */
static const double greeting_level = -17.0;

/* «مرحبا بكم», spoken when a voice is opened to learn how loud it is. */
static const rawi_phone marhaban[] = {{RAWI_PHONE_M, 0},   {RAWI_PHONE_A, 0}, {RAWI_PHONE_R, 0},
                                      {RAWI_PHONE_HAA, 0}, {RAWI_PHONE_A, 0}, {RAWI_PHONE_B, 0},
                                      {RAWI_PHONE_A, 0},   {RAWI_PHONE_M, 0}},
                        bikum[] = {{RAWI_PHONE_B, 0},
                                   {RAWI_PHONE_I, 0},
                                   {RAWI_PHONE_K, 0},
                                   {RAWI_PHONE_U, 0},
                                   {RAWI_PHONE_M, 0}};
static const rawi_word greeting[] = {
    {.text = "", .phones = marhaban, .phone_count = 8},
    {.text = "", .phones = bikum, .phone_count = 5, .break_after = RAWI_BREAK_FINAL}};

/* The voice goes no lower and no higher, in hertz. */
static const double lowest_pitch = 55, highest_pitch = 550;

/* Speech is not sped up evenly: consonants keep more of their length than vowels. A consonant's
 * duration goes by the rate to the power of one minus this; vowels make up for it, but lose no more
 * than this part of what an even rate would leave of them. Above the rate at which vowels would get
 * too short to tell long from short ones the share of the consonants grows no more. */
static const double consonant_stiffness = 0.3, vowel_loss_max = 0.4, stiff_rate_max = 1.8;

/* The longest phrase in frames; only a strange voice could make a longer one. */
enum {
    PHRASE_FRAMES_MAX = 40000
};

typedef struct hts_voice {
    HTS_Engine engine;
    rawi_hts_vocoder *vocoder;
    rawi_arena arena; /* labels of the phrase that is being spoken */
    double frame_seconds;
    double rate;
    double gain; /* decibels that bring it to the loudness of all voices */
} hts_voice;

static rawi_status set_loudness(hts_voice *voice, rawi_error *error);

static void close_voice(void *state) {
    hts_voice *voice = state;
    HTS_Engine_clear(&voice->engine);
    rawi_hts_vocoder_close(voice->vocoder);
    rawi_arena_free(&voice->arena);
    free(voice);
}

/* libhtsengine reads numbers with the locale's decimal sign: the C locale stands in while it does.
 */
static bool load(HTS_Engine *engine, const char *path) {
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = c ? uselocale(c) : (locale_t)0;
    char *paths[] = {(char *)path};
    bool loaded = HTS_Engine_load(engine, paths, 1);
    if (c) {
        uselocale(before);
        freelocale(c);
    }
    return loaded;
}

static rawi_status open_voice(const char *name, const char *path, void **state, unsigned *rate,
                              rawi_error *error) {
    rawi_status status = rawi_hts_check(path, error);
    if (status != RAWI_OK)
        return status;
    hts_voice *voice = calloc(1, sizeof *voice);
    if (!voice)
        return rawi_fail_memory(error);
    HTS_Engine_initialize(&voice->engine);
    if (!load(&voice->engine, path)) {
        close_voice(voice);
        return rawi_fail(error, RAWI_ERROR_DATA, _("%s: libhtsengine cannot load the voice %s"),
                         path, name);
    }
    *rate = (unsigned)HTS_Engine_get_sampling_frequency(&voice->engine);
    voice->rate = *rate;
    voice->frame_seconds = (double)HTS_Engine_get_fperiod(&voice->engine) / voice->rate;
    const HTS_ModelSet *models = &voice->engine.ms;
    bool mixed = models->num_streams > STREAM_MIXING;
    rawi_hts_vocoder_settings settings = {
        .order = models->stream[0][STREAM_SPECTRUM].vector_length - 1,
        .taps = mixed ? models->stream[0][STREAM_MIXING].vector_length : 0,
        .alpha = HTS_Engine_get_alpha(&voice->engine),
        .rate = voice->rate};
    voice->vocoder = rawi_hts_vocoder_open(&settings);
    if (!voice->vocoder) {
        close_voice(voice);
        return rawi_fail_memory(error);
    }
    status = set_loudness(voice, error);
    rawi_hts_vocoder_restart(voice->vocoder);
    if (status == RAWI_OK)
        *state = voice;
    else
        close_voice(voice);
    return status;
}

/* ---- time ---------------------------------------------------------------------------------- */

/* Frames of one label. */
static size_t label_frames(const HTS_Engine *engine, size_t label) {
    size_t frames = 0, states = engine->ms.num_states;
    for (size_t i = 0; i < states; i++)
        frames += engine->sss.duration[label * states + i];
    return frames;
}

static void shorten_pause(HTS_Engine *engine, size_t label) {
    size_t states = engine->ms.num_states;
    for (size_t i = 0; i < states; i++)
        if (engine->sss.duration[label * states + i] > PAUSE_STATE_FRAMES)
            engine->sss.duration[label * states + i] = PAUSE_STATE_FRAMES;
}

/* Multiplies the durations of a label's states; what rounding leaves over goes on in `rest`. */
static void scale(HTS_Engine *engine, size_t label, double factor, double *rest) {
    size_t states = engine->ms.num_states;
    for (size_t i = 0; i < states; i++) {
        size_t *frames = &engine->sss.duration[label * states + i];
        double wanted = (double)*frames * factor + *rest;
        *frames = wanted < 1 ? 1 : (size_t)(wanted + 0.5);
        *rest = fmin(fmax(wanted - (double)*frames, -3), 3);
    }
}

/* Factors for the durations of consonants and of vowels that leave their sum as it is. */
static void elastic_factors(const HTS_Engine *engine, const rawi_hts_labels *labels, double rate,
                            double *consonants, double *vowels) {
    double vowel = 0, other = 0;
    for (size_t i = 1; i + 1 < labels->count; i++)
        *(labels->vowels[i] ? &vowel : &other) += (double)label_frames(engine, i);
    *consonants = *vowels = 1;
    if (vowel == 0 || other == 0)
        return;
    *consonants = fmin(pow(fmin(rate, stiff_rate_max), consonant_stiffness),
                       1 + vowel_loss_max * vowel / other);
    *vowels = (vowel + other - *consonants * other) / vowel;
}

/* The label from which on the last syllable sounds: the phrase's last vowel and the consonant
 * before it. */
static size_t last_syllable(const rawi_hts_labels *labels) {
    size_t at = labels->count - 2;
    while (at > 1 && !labels->vowels[at])
        at--;
    return at > 1 ? at - 1 : at;
}

/* Sets the durations: the pauses short, the last syllable stretched, vowels more elastic than
 * consonants. The rate itself is in the length of the frames. */
static void set_durations(HTS_Engine *engine, const rawi_hts_labels *labels,
                          const rawi_hts_melody *melody, double rate) {
    double consonants, vowels, rest = 0;
    elastic_factors(engine, labels, rate, &consonants, &vowels);
    size_t stretched = last_syllable(labels);
    for (size_t i = 1; i + 1 < labels->count; i++) {
        double factor = labels->vowels[i] ? vowels : consonants;
        scale(engine, i, factor * melody->tempo * (i >= stretched ? melody->stretch : 1), &rest);
    }
    shorten_pause(engine, 0);
    shorten_pause(engine, labels->count - 1);
    engine->sss.total_frame = 0;
    for (size_t i = 0; i < labels->count; i++)
        engine->sss.total_frame += label_frames(engine, i);
}

/* ---- pitch --------------------------------------------------------------------------------- */

/* Frame at which a label starts. */
static size_t label_start(const HTS_Engine *engine, size_t label) {
    size_t frame = 0;
    for (size_t i = 0; i < label; i++)
        frame += label_frames(engine, i);
    return frame;
}

static size_t nucleus_label(const rawi_phrase *phrase, const rawi_hts_labels *labels) {
    size_t word, phone;
    rawi_hts_melody_nucleus(phrase, &word, &phone);
    for (size_t i = 1; i + 1 < labels->count; i++)
        if (labels->words[i] == word && labels->phones[i] >= phone)
            return i;
    return 1;
}

static double mean_of(const HTS_PStream *pitch) {
    double sum = 0;
    for (size_t i = 0; i < pitch->length; i++)
        sum += pitch->par[i][0];
    return pitch->length ? sum / (double)pitch->length : 0;
}

/* The last frame that has voice; 0 where none has. */
static size_t last_voiced(const HTS_PStreamSet *streams) {
    size_t frame = streams->total_frame;
    while (frame > 0 && !streams->pstream[STREAM_PITCH].msd_flag[frame - 1])
        frame--;
    return frame > 0 ? frame - 1 : 0;
}

static void bend_pitch(HTS_Engine *engine, const rawi_phrase *phrase, const rawi_hts_labels *labels,
                       const rawi_hts_melody *melody, double half_tones, double frame_seconds) {
    HTS_PStream *pitch = &engine->pss.pstream[STREAM_PITCH];
    double half_tone = log(2) / 12, mean = mean_of(pitch);
    double first = (double)label_start(engine, 1);
    double nucleus = (double)label_start(engine, nucleus_label(phrase, labels)) - first;
    double length = (double)last_voiced(&engine->pss) - first;
    for (size_t frame = 0, voiced = 0; frame < engine->pss.total_frame; frame++) {
        if (!pitch->msd_flag[frame])
            continue;
        double own = (pitch->par[voiced][0] - mean) / half_tone;
        double bent = rawi_hts_melody_bend(melody, own, ((double)frame - first) * frame_seconds,
                                           nucleus * frame_seconds, length * frame_seconds);
        double log_pitch = mean + (bent + half_tones) * half_tone;
        pitch->par[voiced++][0] = fmin(fmax(log_pitch, log(lowest_pitch)), log(highest_pitch));
    }
}

/* ---- sound --------------------------------------------------------------------------------- */

/* Which frames are heard, and how long each is in samples. */
typedef struct span {
    size_t first;
    size_t end;
    double frame; /* samples, not whole */
} span;

static size_t sample_at(const span *heard, size_t frame) {
    if (frame <= heard->first)
        return 0;
    if (frame > heard->end)
        frame = heard->end;
    return (size_t)((double)(frame - heard->first) * heard->frame + 0.5);
}

static span heard_frames(const HTS_Engine *engine, const rawi_hts_labels *labels, double frame) {
    size_t first = label_start(engine, 1), end = label_start(engine, labels->count - 1);
    size_t rest = engine->pss.total_frame - end;
    return (span){.first = first > ONSET_FRAMES ? first - ONSET_FRAMES : 0,
                  .end = end + (rest < DECAY_FRAMES ? rest : DECAY_FRAMES),
                  .frame = frame};
}

static rawi_status vocode(hts_voice *voice, const span *heard, const rawi_prosody *prosody,
                          float *samples) {
    const HTS_PStreamSet *streams = &voice->engine.pss;
    const HTS_PStream *pitch = &streams->pstream[STREAM_PITCH];
    size_t voiced = 0, at = 0;
    for (size_t frame = 0; frame < heard->first; frame++)
        voiced += pitch->msd_flag[frame] != 0;
    for (size_t frame = heard->first; frame < heard->end; frame++) {
        if (rawi_prosody_is_abandoned(prosody))
            return RAWI_INTERRUPTED;
        bool has_voice = pitch->msd_flag[frame];
        rawi_hts_frame parameters = {.spectrum = streams->pstream[STREAM_SPECTRUM].par[frame],
                                     .mixing = streams->nstream > STREAM_MIXING
                                                   ? streams->pstream[STREAM_MIXING].par[frame]
                                                   : NULL,
                                     .frequency = has_voice ? exp(pitch->par[voiced++][0]) : 0};
        size_t end = sample_at(heard, frame + 1);
        rawi_hts_vocoder_frame(voice->vocoder, &parameters, end - at, samples + at);
        at = end;
    }
    return RAWI_OK;
}

static void set_times(const HTS_Engine *engine, const rawi_hts_labels *labels, const span *heard,
                      size_t start, rawi_word_time *times, size_t count) {
    size_t frame = label_start(engine, 1), label = 1;
    for (size_t word = 0; word < count; word++) {
        times[word].start = start + sample_at(heard, frame);
        for (; label + 1 < labels->count && labels->words[label] == word; label++)
            frame += label_frames(engine, label);
        times[word].end = start + sample_at(heard, frame);
    }
}

/* Sets the level. The pulses of a voice stick out of its sound, some beyond full scale: what is
 * above the knee is bent under the ceiling. */
static void set_level(float *samples, size_t count, double decibels) {
    const float knee = 0.7F, ceiling = 0.95F, room = ceiling - knee;
    float gain = (float)pow(10, decibels / 20);
    for (size_t i = 0; i < count; i++) {
        float level = isfinite(samples[i]) ? samples[i] * gain : 0, above = fabsf(level) - knee;
        samples[i] = above > 0 ? copysignf(knee + room * tanhf(above / room), level) : level;
    }
}

static rawi_status add_sound(hts_voice *voice, const rawi_phrase *phrase,
                             const rawi_hts_labels *labels, const rawi_prosody *prosody,
                             rawi_sound *sound, rawi_word_time *times, rawi_error *error) {
    HTS_Engine *engine = &voice->engine;
    span heard = heard_frames(engine, labels, voice->frame_seconds * voice->rate / prosody->rate);
    size_t count = sample_at(&heard, heard.end);
    if (!rawi_sound_reserve(sound, count))
        return rawi_fail_memory(error);
    rawi_hts_vocoder_reset(voice->vocoder, prosody->clarity);
    float *samples = sound->samples + sound->count;
    if (vocode(voice, &heard, prosody, samples) != RAWI_OK)
        return RAWI_INTERRUPTED;
    set_level(samples, count, voice->gain + prosody->volume);
    set_times(engine, labels, &heard, sound->count, times, phrase->count);
    sound->count += count;
    return RAWI_OK;
}

static rawi_status generate(hts_voice *voice, const rawi_phrase *phrase,
                            const rawi_hts_labels *labels, const rawi_prosody *prosody,
                            rawi_error *error) {
    HTS_Engine *engine = &voice->engine;
    rawi_hts_melody melody = rawi_hts_melody_of(phrase);
    if (rawi_prosody_is_abandoned(prosody))
        return RAWI_INTERRUPTED;
    if (!HTS_Engine_generate_state_sequence_from_strings(engine, labels->lines, labels->count))
        return rawi_fail(error, RAWI_ERROR_VOICE, _("libhtsengine fails at a phrase"));
    set_durations(engine, labels, &melody, prosody->rate);
    if (engine->sss.total_frame > PHRASE_FRAMES_MAX)
        return rawi_fail(error, RAWI_ERROR_DATA, _("the voice makes a phrase of %zu frames"),
                         engine->sss.total_frame);
    if (rawi_prosody_is_abandoned(prosody))
        return RAWI_INTERRUPTED;
    if (!HTS_Engine_generate_parameter_sequence(engine))
        return rawi_fail(error, RAWI_ERROR_VOICE, _("libhtsengine fails at a phrase"));
    bend_pitch(engine, phrase, labels, &melody, prosody->pitch,
               voice->frame_seconds / prosody->rate);
    return RAWI_OK;
}

/* Speaks a phrase that has 1 to RAWI_HTS_PHRASE_MAX phones. */
static rawi_status speak_part(hts_voice *voice, const rawi_phrase *phrase,
                              const rawi_prosody *prosody, rawi_sound *sound, rawi_word_time *times,
                              rawi_error *error) {
    rawi_hts_labels labels;
    rawi_arena_reset(&voice->arena);
    rawi_status status = rawi_hts_labels_make(phrase, &voice->arena, &labels, error);
    if (status == RAWI_OK)
        status = generate(voice, phrase, &labels, prosody, error);
    if (status == RAWI_OK)
        status = add_sound(voice, phrase, &labels, prosody, sound, times, error);
    HTS_Engine_refresh(&voice->engine);
    return status;
}

/* Measures how loud the voice is; a mute one stays as it is. */
static rawi_status set_loudness(hts_voice *voice, rawi_error *error) {
    rawi_utterance utterance = {.words = greeting, .word_count = 2};
    rawi_phrase phrase = {&utterance, 0, 2};
    rawi_word_time times[2];
    rawi_sound sound = {0};
    const rawi_prosody softly = {.rate = 1, .volume = -30};
    rawi_status status = speak_part(voice, &phrase, &softly, &sound, times, error);
    double power = 0;
    for (size_t i = 0; i < sound.count; i++)
        power += (double)sound.samples[i] * (double)sound.samples[i];
    if (status == RAWI_OK && power > 0)
        voice->gain = greeting_level + softly.volume - 10 * log10(power / (double)sound.count);
    rawi_sound_free(&sound);
    return status;
}

/* ---- phrases longer than a breath ---------------------------------------------------------- */

/* A word too long for a phrase, in pieces. */
static rawi_status speak_long_word(hts_voice *voice, const rawi_phrase *phrase,
                                   const rawi_prosody *prosody, rawi_sound *sound,
                                   rawi_word_time *time, rawi_error *error) {
    rawi_utterance utterance = *phrase->utterance;
    rawi_word piece = utterance.words[phrase->first];
    size_t rest = piece.phone_count, start = sound->count;
    utterance.words = &piece;
    utterance.word_count = 1;
    piece.syllable_count = 0;
    for (; rest > 0; rest -= piece.phone_count, piece.phones += piece.phone_count) {
        piece.phone_count = rest < RAWI_HTS_PHRASE_MAX ? rest : RAWI_HTS_PHRASE_MAX;
        rawi_status status =
            speak_part(voice, &(rawi_phrase){&utterance, 0, 1}, prosody, sound, time, error);
        if (status != RAWI_OK)
            return status;
    }
    time->start = start;
    return RAWI_OK;
}

/* Words from the phrase's first on that make a part, and their phones; at least one word. */
static size_t part_size(const rawi_phrase *phrase, size_t *phones) {
    const rawi_word *words = phrase->utterance->words + phrase->first;
    size_t count = 1;
    *phones = words[0].phone_count;
    while (count < phrase->count && *phones + words[count].phone_count <= RAWI_HTS_PHRASE_MAX)
        *phones += words[count++].phone_count;
    return count;
}

static rawi_status speak(void *state, const rawi_phrase *phrase, const rawi_prosody *prosody,
                         rawi_sound *sound, rawi_word_time *times, rawi_error *error) {
    rawi_phrase rest = *phrase;
    rawi_status status = RAWI_OK;
    while (rest.count > 0 && status == RAWI_OK) {
        size_t phones, count = part_size(&rest, &phones);
        rawi_phrase part = {rest.utterance, rest.first, count};
        if (phones > RAWI_HTS_PHRASE_MAX)
            status = speak_long_word(state, &part, prosody, sound, times, error);
        else if (phones > 0)
            status = speak_part(state, &part, prosody, sound, times, error);
        else
            for (size_t i = 0; i < count; i++)
                times[i] = (rawi_word_time){sound->count, sound->count};
        rest.first += count;
        rest.count -= count;
        times += count;
    }
    return status;
}

static void restart(void *state) {
    hts_voice *voice = state;
    rawi_hts_vocoder_restart(voice->vocoder);
}

const rawi_voice_driver rawi_hts_driver = {"hts", open_voice, speak, close_voice, restart};
