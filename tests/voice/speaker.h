/* Speaks invented words for the tests of a voice. */
#ifndef RAWI_TESTS_VOICE_SPEAKER_H
#define RAWI_TESTS_VOICE_SPEAKER_H

#include "arabic/phonemize/phone.h"
#include "voice/voice.h"

enum {
    SPEAKER_WORDS = 64,
    SPEAKER_PHONES = 32
};

/* An utterance of invented words. Zero-initialized is empty. */
typedef struct speaker_text {
    rawi_word words[SPEAKER_WORDS];
    rawi_phone phones[SPEAKER_WORDS][SPEAKER_PHONES];
    rawi_syllable syllables[SPEAKER_WORDS][SPEAKER_PHONES];
    rawi_utterance utterance;
} speaker_text;

/* Appends a word. Each vowel closes a syllable; the `stressed`-th vowel from 0 is stressed. */
void speaker_add(speaker_text *text, const rawi_phone *phones, size_t count, size_t stressed);

/* Speaks words [first, first + count); the sound is the caller's to free. Fails the test on error.
 */
rawi_sound speaker_say(rawi_voice *voice, speaker_text *text, size_t first, size_t count,
                       const rawi_prosody *prosody, rawi_word_time *times);

#endif
