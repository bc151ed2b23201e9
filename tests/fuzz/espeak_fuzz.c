/* Any bytes as the phones of a phrase for the eSpeak NG voices. The first three are the rate, the
 * pitch and the intonation; of each following pair the first is a phone, or from 240 on ends a word
 * with a break, and the second its flags and the stress of its syllable. */
#include "voice/voice.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_WORDS = 200,
    MOST_PHONES = 2000
};

/* Asserts in every build. */
static void require(bool holds) {
    if (!holds)
        abort();
}

typedef struct phrase_text {
    rawi_word words[MOST_WORDS];
    rawi_phone phones[MOST_PHONES];
    rawi_syllable syllables[MOST_PHONES];
    size_t word_count, phone_count;
} phrase_text;

static void read_words(phrase_text *text, const uint8_t *data, size_t size) {
    size_t first = 0;
    for (size_t i = 0; i + 1 < size && text->phone_count < MOST_PHONES; i += 2) {
        if (data[i] < 240) {
            size_t here = text->phone_count++;
            text->phones[here] = (rawi_phone){data[i], data[i + 1] & 15};
            text->syllables[here] =
                (rawi_syllable){(uint16_t)(here - first), 1, (uint8_t)(data[i + 1] >> 4)};
            continue;
        }
        if (text->word_count == MOST_WORDS - 1)
            break;
        rawi_word *word = &text->words[text->word_count++];
        word->break_after = data[i + 1] % (RAWI_BREAK_FINAL + 1);
        word->flags = data[i + 1] >> 4;
        first = text->phone_count;
    }
    text->word_count++;
}

/* Words share the phones out: each has those up to the next word's. */
static void share_out(phrase_text *text) {
    size_t share = text->phone_count / text->word_count;
    for (size_t i = 0; i < text->word_count; i++) {
        rawi_word *word = &text->words[i];
        word->phones = text->phones + i * share;
        word->syllables = text->syllables + i * share;
        word->phone_count = word->syllable_count =
            i + 1 < text->word_count ? share : text->phone_count - i * share;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static phrase_text text;
    static rawi_word_time times[MOST_WORDS];
    static rawi_voice *voice;
    if (size < 3)
        return 0;
    if (!voice)
        require(rawi_voice_open("salim", &voice, NULL) == RAWI_OK);
    text = (phrase_text){0};
    read_words(&text, data + 3, size - 3);
    share_out(&text);
    rawi_prosody prosody = {0.5 + data[0] / 73.0, data[1] / 10.0 - 12.0};
    rawi_utterance utterance = {.words = text.words,
                                .word_count = text.word_count,
                                .intonation = data[2] % (RAWI_INTONATION_CONTINUATION + 1)};
    rawi_phrase phrase = {&utterance, 0, text.word_count};
    rawi_sound sound = {0};
    require(rawi_voice_speak(voice, &phrase, &prosody, &sound, times, NULL) == RAWI_OK);
    size_t before = 0;
    for (size_t i = 0; i < text.word_count; i++) {
        require(times[i].start >= before && times[i].end >= times[i].start);
        before = times[i].end;
    }
    require(before <= sound.count);
    for (size_t i = 0; i < sound.count; i++)
        require(fabsf(sound.samples[i]) <= 1.0f);
    rawi_sound_free(&sound);
    return 0;
}
