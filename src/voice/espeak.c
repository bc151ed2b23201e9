/* The eSpeak NG engine: a phrase's phones, stress and place in the sentence become eSpeak NG's
 * phoneme mnemonics and a clause of the right melody; its events say when each word starts. */
#include "voice/voice.h"

#include "arabic/phonemize/phone.h"
#include "base/text.h"
#include "voice/espeak_library.h"
#include "voice/espeak_phones.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const char rawi_espeak_salim[], rawi_espeak_noura[];

typedef struct espeak_voice {
    const char *name;
    const char *definition; /* an eSpeak NG voice file */
} espeak_voice;

static const espeak_voice voices[] = {
    {"salim", rawi_espeak_salim},
    {"noura", rawi_espeak_noura},
};

enum {
    BASE_RATE = 150,    /* words a minute at rate 1.0 */
    PIECE_PHONES = 200, /* eSpeak NG breaks a clause of 800 bytes by itself */
    PIECE_WORDS = 100,  /* and one of 300 words */
};

/* Samples of a smaller amplitude are silence. */
static const float silence = 0.002f;

typedef struct espeak_engine {
    const espeak_voice *voice;
    rawi_text text;
} espeak_engine;

/* Words [first, first + count) of a phrase, spoken at once. */
typedef struct piece {
    const rawi_word *words;
    size_t count;
    rawi_word_time *times;
    char melody; /* the punctuation mark that gives it */
} piece;

/* ---- phones to mnemonics ------------------------------------------------------------------- */

static bool is_stressed_vowel(const rawi_word *word, size_t phone, char *mark) {
    if (!rawi_phone_is_vowel(word->phones[phone]))
        return false;
    for (size_t i = 0; i < word->syllable_count; i++) {
        const rawi_syllable *syllable = &word->syllables[i];
        if (phone < syllable->first || phone >= (size_t)syllable->first + syllable->count)
            continue;
        *mark = syllable->stress == 1 ? '\'' : ',';
        return syllable->stress != 0;
    }
    return false;
}

static void add_word(rawi_text *text, const rawi_word *word) {
    for (size_t i = 0; i < word->phone_count; i++) {
        const char *mnemonic = rawi_espeak_mnemonic(word->phones[i]);
        char mark;
        if (is_stressed_vowel(word, i, &mark))
            rawi_text_add(text, &mark, 1);
        rawi_text_add_string(text, mnemonic);
        if (word->phones[i].flags & RAWI_PHONE_GEMINATE)
            rawi_text_add_string(text, mnemonic);
        if (i + 1 < word->phone_count)
            rawi_text_add_string(text, "|");
    }
}

/* ---- melody -------------------------------------------------------------------------------- */

/* The punctuation mark that gives a clause its melody. */
static char melody_of(const rawi_phrase *phrase) {
    static const char at_end[] = {
        [RAWI_INTONATION_STATEMENT] = '.',   [RAWI_INTONATION_QUESTION] = '?',
        [RAWI_INTONATION_WH_QUESTION] = '.', [RAWI_INTONATION_EXCLAMATION] = '!',
        [RAWI_INTONATION_HEADING] = '.',     [RAWI_INTONATION_CONTINUATION] = ',',
    };
    const rawi_utterance *utterance = phrase->utterance;
    bool is_last = phrase->first + phrase->count == utterance->word_count;
    return is_last ? at_end[utterance->intonation] : ',';
}

/* ---- sound --------------------------------------------------------------------------------- */

/* What a piece's synthesis fills. Until a word has started its time's start is the place of its
 * mnemonics in the text. */
typedef struct recording {
    rawi_sound *sound;
    size_t base; /* sample of `sound` at which the piece starts */
    const piece *piece;
    size_t next; /* the first word that has not started */
    bool failed; /* memory */
} recording;

/* Word events name the place after a word's first character. */
static void note_word(recording *to, const espeak_EVENT *event) {
    const piece *spoken = to->piece;
    size_t place = (size_t)event->text_position;
    while (to->next < spoken->count && spoken->times[to->next].start < place)
        spoken->times[to->next++].start = to->base + (size_t)event->sample;
}

static bool record(void *user, const short *samples, size_t count, const espeak_EVENT *events) {
    recording *to = user;
    for (; events->type != espeakEVENT_LIST_TERMINATED; events++)
        if (events->type == espeakEVENT_WORD)
            note_word(to, events);
    if (!rawi_sound_reserve(to->sound, count)) {
        to->failed = true;
        return false;
    }
    float *out = to->sound->samples + to->sound->count;
    for (size_t i = 0; i < count; i++)
        out[i] = (float)samples[i] / 32768.0f;
    to->sound->count += count;
    return true;
}

/* Removes the silence at both ends of what follows sample `base`; words keep their place. */
static void trim(rawi_sound *sound, size_t base, const piece *spoken) {
    size_t first = base, end = sound->count;
    while (end > base && fabsf(sound->samples[end - 1]) < silence)
        end--;
    while (first < end && fabsf(sound->samples[first]) < silence)
        first++;
    memmove(sound->samples + base, sound->samples + first, (end - first) * sizeof *sound->samples);
    sound->count = base + (end - first);
    for (size_t i = 0; i < spoken->count; i++) {
        size_t start = spoken->times[i].start;
        start = start > first ? start - (first - base) : base;
        spoken->times[i].start = start < sound->count ? start : sound->count;
    }
}

/* A word lasts until the next one starts; one without sound starts and ends there too. */
static void set_ends(const piece *spoken, size_t end) {
    for (size_t i = spoken->count; i-- > 0;) {
        rawi_word_time *time = &spoken->times[i];
        if (spoken->words[i].phone_count == 0)
            time->start = end;
        time->end = end;
        end = time->start;
    }
}

static bool write_text(rawi_text *text, const piece *spoken) {
    rawi_text_clear(text);
    rawi_text_add_string(text, "[[");
    for (size_t i = 0; i < spoken->count; i++) {
        spoken->times[i].start = text->length;
        add_word(text, &spoken->words[i]);
        rawi_text_add_string(text, " ");
    }
    rawi_text_add_string(text, "]]");
    return rawi_text_add(text, &spoken->melody, 1);
}

static rawi_status speak_piece(espeak_engine *engine, const piece *spoken,
                               const rawi_prosody *prosody, rawi_sound *sound, rawi_error *error) {
    if (!write_text(&engine->text, spoken))
        return rawi_fail_memory(error);
    rawi_espeak_request request = {
        .voice = engine->voice->definition,
        .text = engine->text.bytes,
        .rate = (int)lround(BASE_RATE * prosody->rate),
        .pitch = (int)lround(50.0 + prosody->pitch * 50.0 / 12.0),
        .range = 50,
        .volume = 100,
    };
    recording to = {.sound = sound, .base = sound->count, .piece = spoken};
    rawi_status status = rawi_espeak_synthesize(&request, record, &to, error);
    if (to.failed)
        return rawi_fail_memory(error);
    if (status != RAWI_OK)
        return status;
    while (to.next < spoken->count)
        spoken->times[to.next++].start = sound->count;
    trim(sound, to.base, spoken);
    set_ends(spoken, sound->count);
    return RAWI_OK;
}

/* ---- driver -------------------------------------------------------------------------------- */

static rawi_status open_engine(const char *name, const char *path, void **state, unsigned *rate,
                               rawi_error *error) {
    (void)path;
    const espeak_voice *voice = voices;
    while (strcmp(voice->name, name) != 0)
        if (++voice == voices + sizeof voices / sizeof *voices)
            return rawi_fail(error, RAWI_ERROR_VOICE, _("there is no eSpeak NG voice \"%s\""),
                             name);
    rawi_status status = rawi_espeak_rate(rate, error);
    if (status != RAWI_OK)
        return status;
    espeak_engine *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->voice = voice;
    *state = made;
    return RAWI_OK;
}

/* How many of the words from `first` on fit into one piece. */
static size_t piece_length(const rawi_phrase *phrase, size_t first) {
    size_t count = 0, phones = 0;
    while (first + count < phrase->count && count < PIECE_WORDS) {
        phones += phrase->utterance->words[phrase->first + first + count].phone_count;
        if (count > 0 && phones > PIECE_PHONES)
            break;
        count++;
    }
    return count;
}

static rawi_status speak(void *state, const rawi_phrase *phrase, const rawi_prosody *prosody,
                         rawi_sound *sound, rawi_word_time *times, rawi_error *error) {
    rawi_status status = RAWI_OK;
    for (size_t first = 0; status == RAWI_OK && first < phrase->count;) {
        piece spoken = {.words = phrase->utterance->words + phrase->first + first,
                        .count = piece_length(phrase, first),
                        .times = times + first};
        first += spoken.count;
        spoken.melody = first < phrase->count ? ',' : melody_of(phrase);
        status = speak_piece(state, &spoken, prosody, sound, error);
    }
    return status;
}

static void close_engine(void *state) {
    espeak_engine *engine = state;
    rawi_text_free(&engine->text);
    free(engine);
}

extern const rawi_voice_driver rawi_espeak_driver;
const rawi_voice_driver rawi_espeak_driver = {
    .engine = "espeak", .open = open_engine, .speak = speak, .close = close_engine};
