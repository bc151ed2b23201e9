/* The eSpeak NG engine: a phrase's phones, stress and place in the sentence become eSpeak NG's
 * phoneme mnemonics and a clause of the right melody; its events say when each word starts. */
#include "voice/voice.h"

#include "arabic/phonemize/phone.h"
#include "base/text.h"
#include "voice/espeak_library.h"
#include "voice/espeak_phones.h"
#include "voice/espeak_recording.h"
#include "voice/espeak_voice.h"

#include <limits.h>
#include <math.h>
#include <sonic.h>
#include <stdlib.h>
#include <string.h>

enum {
    BASE_RATE = 160, /* words a minute at rate 1.0 */
    /* eSpeak NG breaks by itself a clause of more than 800 bytes or 300 words, and has room for 200
     * phonemes a word; what is longer goes to it in pieces and as several words. */
    PIECE_BYTES = 700,
    PIECE_WORDS = 100,
    WORD_PHONES = 60
};

/* A place in a phrase: a phone of one of its words. */
typedef struct espeak_cursor {
    size_t word;
    size_t phone;
} espeak_cursor;

typedef struct espeak_engine {
    const rawi_espeak_voice *voice;
    unsigned rate;        /* samples a second */
    rawi_text definition; /* the voice file in use */
    rawi_text text;       /* the piece in progress */
    rawi_espeak_word words[PIECE_WORDS];
    size_t word_indexes[PIECE_WORDS]; /* which words of the phrase they are */
    size_t word_count;
    bool pharyngeals[PIECE_BYTES]; /* of the sounds that are spoken as rawi_espeak_pharyngeal:
                                      whether they are consonants */
    size_t pharyngeal_count;
    rawi_espeak_recording recording;
} espeak_engine;

/* ---- phones to mnemonics ------------------------------------------------------------------- */

static const char *stress_mark(const rawi_word *word, size_t phone) {
    static const char *const marks[] = {"", "'", ","};
    for (size_t i = 0; i < word->syllable_count; i++) {
        const rawi_syllable *syllable = &word->syllables[i];
        if (phone >= syllable->first && phone < (size_t)syllable->first + syllable->count)
            return marks[syllable->stress % 3];
    }
    return "";
}

static void write_phone(espeak_engine *engine, const rawi_word *word, size_t phone) {
    char text[RAWI_ESPEAK_PHONE_MAX];
    rawi_espeak_phone_text(word->phones[phone], stress_mark(word, phone), text);
    rawi_text_add_string(&engine->text, phone % WORD_PHONES == 0 ? " " : "|");
    rawi_text_add_string(&engine->text, text);
    bool is_consonant = rawi_espeak_is_pharyngeal(word->phones[phone]);
    if (is_consonant || rawi_espeak_is_pharyngeal_vowel(word->phones[phone]))
        engine->pharyngeals[engine->pharyngeal_count++] = is_consonant;
}

static void start_word(espeak_engine *engine, size_t index) {
    engine->words[engine->word_count].text_offset = engine->text.length + 1;
    engine->word_indexes[engine->word_count++] = index;
}

/* Writes what follows `from` until the phrase ends or a piece is full; `from` moves behind it. */
static bool write_piece(espeak_engine *engine, const rawi_phrase *phrase, espeak_cursor *from) {
    const size_t room = PIECE_BYTES - RAWI_ESPEAK_PHONE_MAX - 4;
    rawi_text_clear(&engine->text);
    engine->word_count = 0;
    engine->pharyngeal_count = 0;
    rawi_text_add_string(&engine->text, "[[");
    for (; from->word < phrase->count; from->word++, from->phone = 0) {
        const rawi_word *word = &phrase->utterance->words[phrase->first + from->word];
        if (engine->word_count == PIECE_WORDS)
            break;
        if (from->phone == 0 && word->phone_count > 0 && engine->text.length < room)
            start_word(engine, from->word);
        for (; from->phone < word->phone_count && engine->text.length < room; from->phone++)
            write_phone(engine, word, from->phone);
        if (from->phone < word->phone_count)
            break;
    }
    return rawi_text_add_string(&engine->text, "]].");
}

/* ---- melody -------------------------------------------------------------------------------- */

/* How a phrase is said. eSpeak NG's tunes: s1 and s6 fall, e1 falls from high, s2 stays in the air,
 * c1 rises a little, c5 more, q2 rises to the end. */
typedef struct espeak_manner {
    rawi_espeak_melody melody;
    double rate;
} espeak_manner;

static const espeak_manner at_end[] = {
    [RAWI_INTONATION_STATEMENT] = {{"s1", 0.0, 1.0}, 1.0},
    [RAWI_INTONATION_QUESTION] = {{"q2", 0.5, 1.3}, 1.0},
    [RAWI_INTONATION_WH_QUESTION] = {{"s1", 1.0, 1.5}, 1.0},
    [RAWI_INTONATION_EXCLAMATION] = {{"e1", 0.5, 1.2}, 1.0},
    [RAWI_INTONATION_HEADING] = {{"s6", 1.5, 1.1}, 0.92},
    [RAWI_INTONATION_CONTINUATION] = {{"c5", 0.0, 0.9}, 1.0},
};

static const espeak_manner at_break[] = {
    [RAWI_BREAK_NONE] = {{"c1", 0.0, 0.8}, 1.0},   [RAWI_BREAK_BREATH] = {{"c1", 0.0, 0.8}, 1.0},
    [RAWI_BREAK_CLAUSE] = {{"c5", 0.0, 0.8}, 1.0}, [RAWI_BREAK_STRONG] = {{"s2", 0.0, 1.0}, 1.0},
    [RAWI_BREAK_FINAL] = {{"s1", 0.0, 1.0}, 1.0},
};

static const espeak_manner quoted = {{NULL, 0.7, 1.15}, 1.0};
static const espeak_manner parenthetical = {{NULL, -1.0, 0.75}, 1.05};

/* A sentence sinks by so many half tones from its first phrase to its last. */
static const double declination = 1.0;

static void colour(espeak_manner *manner, const espeak_manner *by) {
    manner->melody.half_tones += by->melody.half_tones;
    manner->melody.range *= by->melody.range;
    manner->rate *= by->rate;
}

static espeak_manner manner_of(const rawi_phrase *phrase) {
    const rawi_utterance *utterance = phrase->utterance;
    const rawi_word *words = utterance->words;
    size_t end = phrase->first + phrase->count;
    espeak_manner manner = at_end[utterance->intonation];
    if (end < utterance->word_count) {
        const espeak_manner *inside = &at_break[words[end - 1].break_after];
        manner.melody.tune = inside->melody.tune;
        manner.melody.range *= inside->melody.range;
    }
    double middle = ((double)phrase->first + (double)end) / 2.0 / (double)utterance->word_count;
    manner.melody.half_tones += declination * (0.5 - middle);
    if (words[phrase->first].flags & RAWI_WORD_QUOTED)
        colour(&manner, &quoted);
    if (words[phrase->first].flags & RAWI_WORD_PARENTHETICAL)
        colour(&manner, &parenthetical);
    return manner;
}

/* ---- sound --------------------------------------------------------------------------------- */

/* How fast eSpeak NG speaks, and how much that is accelerated afterwards. Speaking fast it shortens
 * long vowels most, from 2.0 times a short one at the voice's own rate to 1.4 times at 1.8; sonic
 * shortens all sounds alike. */
typedef struct espeak_speed {
    int words_a_minute;
    float acceleration;
} espeak_speed;

static espeak_speed speed_of(double rate) {
    const double fastest = 240.0, comfortable = 190.0;
    double wanted = BASE_RATE * rate;
    if (wanted <= fastest)
        return (espeak_speed){(int)lround(wanted), 1.0f};
    return (espeak_speed){(int)comfortable, (float)(wanted / comfortable)};
}

/* Shortens the recording without changing its pitch; the words' starts follow. False without
 * memory. */
static bool accelerate(rawi_espeak_recording *recording, unsigned rate, float factor) {
    rawi_sound *sound = &recording->sound;
    if (factor == 1.0f || sound->count == 0)
        return true;
    if (sound->count > INT_MAX)
        return false;
    int count = sonicChangeFloatSpeed(sound->samples, (int)sound->count, factor, 1.0f, 1.0f, 1.0f,
                                      0, (int)rate, 1);
    if (count <= 0)
        return false;
    double ratio = (double)count / (double)sound->count;
    sound->count = (size_t)count;
    for (size_t i = 0; i < recording->word_count; i++)
        recording->words[i].start = (size_t)((double)recording->words[i].start * ratio);
    return true;
}

/* What is recorded until it is abandoned. */
typedef struct espeak_take {
    rawi_espeak_recording *recording;
    const rawi_prosody *prosody;
} espeak_take;

static bool record(void *user, const short *samples, size_t count, const espeak_EVENT *events) {
    espeak_take *take = user;
    return !rawi_prosody_is_abandoned(take->prosody) &&
           rawi_espeak_record(take->recording, samples, count, events);
}

static rawi_status synthesize(espeak_engine *engine, const espeak_manner *manner,
                              const rawi_prosody *prosody, rawi_error *error) {
    if (!rawi_espeak_voice_write(engine->voice, &manner->melody, &engine->definition))
        return rawi_fail_memory(error);
    espeak_speed speed = speed_of(manner->rate);
    rawi_espeak_request request = {.voice = engine->definition.bytes,
                                   .text = engine->text.bytes,
                                   .rate = speed.words_a_minute,
                                   .volume = engine->voice->volume};
    rawi_espeak_recording *recording = &engine->recording;
    espeak_take take = {.recording = recording, .prosody = prosody};
    rawi_espeak_recording_begin(recording, engine->words, engine->word_count);
    rawi_status status = rawi_espeak_synthesize(&request, record, &take, error);
    if (recording->failed)
        return rawi_fail_memory(error);
    if (status != RAWI_OK)
        return status;
    rawi_espeak_recording_finish(recording, engine->pharyngeals, engine->pharyngeal_count);
    if (!accelerate(recording, engine->rate, speed.acceleration))
        return rawi_fail_memory(error);
    return RAWI_OK;
}

/* Appends what was recorded and notes when its words start. */
static rawi_status append(const espeak_engine *engine, rawi_sound *sound, rawi_word_time *times,
                          rawi_error *error) {
    const rawi_sound *said = &engine->recording.sound;
    if (!rawi_sound_reserve(sound, said->count))
        return rawi_fail_memory(error);
    if (said->count)
        memcpy(sound->samples + sound->count, said->samples, said->count * sizeof *said->samples);
    for (size_t i = 0; i < engine->word_count; i++)
        times[engine->word_indexes[i]].start = sound->count + engine->words[i].start;
    sound->count += said->count;
    return RAWI_OK;
}

/* A word lasts until the next one starts; one without sound starts and ends there. */
static void set_ends(const rawi_phrase *phrase, rawi_word_time *times, size_t end) {
    for (size_t i = phrase->count; i-- > 0;) {
        if (phrase->utterance->words[phrase->first + i].phone_count == 0)
            times[i].start = end;
        times[i].end = end;
        end = times[i].start;
    }
}

static rawi_status speak(void *state, const rawi_phrase *phrase, const rawi_prosody *prosody,
                         rawi_sound *sound, rawi_word_time *times, rawi_error *error) {
    espeak_engine *engine = state;
    rawi_status status = RAWI_OK;
    espeak_manner manner = manner_of(phrase);
    manner.melody.half_tones += prosody->pitch;
    manner.rate *= prosody->rate;
    const char *last_tune = manner.melody.tune;
    for (espeak_cursor next = {0, 0}; status == RAWI_OK && next.word < phrase->count;) {
        if (!write_piece(engine, phrase, &next))
            return rawi_fail_memory(error);
        bool is_last = next.word == phrase->count;
        manner.melody.tune = is_last ? last_tune : at_break[RAWI_BREAK_NONE].melody.tune;
        status = synthesize(engine, &manner, prosody, error);
        if (status == RAWI_OK)
            status = append(engine, sound, times, error);
    }
    if (status == RAWI_OK)
        set_ends(phrase, times, sound->count);
    return status;
}

/* ---- driver -------------------------------------------------------------------------------- */

static rawi_status open_engine(const char *name, const char *path, void **state, unsigned *rate,
                               rawi_error *error) {
    (void)path;
    const rawi_espeak_voice *voice = rawi_espeak_voice_find(name);
    if (!voice)
        return rawi_fail(error, RAWI_ERROR_VOICE, _("there is no eSpeak NG voice \"%s\""), name);
    rawi_status status = rawi_espeak_rate(rate, error);
    if (status != RAWI_OK)
        return status;
    espeak_engine *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->voice = voice;
    made->rate = *rate;
    *state = made;
    return RAWI_OK;
}

static void close_engine(void *state) {
    espeak_engine *engine = state;
    rawi_text_free(&engine->definition);
    rawi_text_free(&engine->text);
    rawi_espeak_recording_free(&engine->recording);
    free(engine);
}

extern const rawi_voice_driver rawi_espeak_driver;
const rawi_voice_driver rawi_espeak_driver = {
    .engine = "espeak", .open = open_engine, .speak = speak, .close = close_engine};
