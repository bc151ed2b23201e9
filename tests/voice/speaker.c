/* Speaks invented words for the tests of a voice. */
#include "speaker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

void speaker_add(speaker_text *text, const rawi_phone *phones, size_t count, size_t stressed) {
    size_t index = text->utterance.word_count++;
    assert_true(index < SPEAKER_WORDS && count <= SPEAKER_PHONES);
    rawi_word *word = &text->words[index];
    rawi_syllable *syllables = text->syllables[index];
    for (size_t i = 0; i < count; i++)
        text->phones[index][i] = phones[i];
    size_t vowels = 0, start = 0;
    for (size_t i = 0; i < count; i++) {
        if (!rawi_phone_is_vowel(phones[i]))
            continue;
        syllables[vowels] = (rawi_syllable){.first = (uint16_t)start,
                                            .count = (uint16_t)(i + 1 - start),
                                            .stress = vowels == stressed};
        start = i + 1;
        vowels++;
    }
    *word = (rawi_word){.phones = text->phones[index],
                        .phone_count = count,
                        .syllables = syllables,
                        .syllable_count = vowels,
                        .break_after = RAWI_BREAK_FINAL};
    if (index > 0)
        text->words[index - 1].break_after = RAWI_BREAK_NONE;
    text->utterance.words = text->words;
}

rawi_sound speaker_say(rawi_voice *voice, speaker_text *text, size_t first, size_t count,
                       const rawi_prosody *prosody, rawi_word_time *times) {
    static const rawi_prosody plain = {.rate = 1.0};
    rawi_word_time unused[SPEAKER_WORDS];
    rawi_phrase phrase = {&text->utterance, first, count};
    rawi_sound sound = {0};
    rawi_error error = {0};
    rawi_status status = rawi_voice_speak(voice, &phrase, prosody ? prosody : &plain, &sound,
                                          times ? times : unused, &error);
    if (status != RAWI_OK)
        fail_msg("%s", error.message);
    return sound;
}
