/* eSpeak NG as a library: the one place that knows of its global state.
 *
 * eSpeak NG has one current voice, one set of parameters and one callback a process. Here each call
 * names the voice that it needs and a lock lets one in at a time, so that pronouncing an English
 * word does not disturb the voice that narrates, from whatever thread. The library is set up by the
 * first call and torn down when the process ends; it never opens a sound device.
 */
#ifndef RAWI_VOICE_ESPEAK_LIBRARY_H
#define RAWI_VOICE_ESPEAK_LIBRARY_H

#include "base/error.h"

#include <espeak-ng/speak_lib.h>

/* What is to be spoken and how. */
typedef struct rawi_espeak_request {
    const char *voice; /* an eSpeak NG voice file's content, NUL-terminated */
    const char *text;  /* UTF-8, phonemes within [[ ]] */
    int rate;          /* words a minute, 80 to 449; above, the events' times would be wrong */
    int volume;        /* per cent */
} rawi_espeak_request;

/* Takes some samples and the events that fall into them (their last is of type
 * espeakEVENT_LIST_TERMINATED); event->sample counts from the start of the request. False stops the
 * synthesis. It must not call this library again. */
typedef bool rawi_espeak_sink(void *user, const short *samples, size_t count,
                              const espeak_EVENT *events);

/* Samples a second of everything it speaks; sets eSpeak NG up where that was not done yet.
 * RAWI_ERROR_VOICE where eSpeak NG or its data cannot be used. */
rawi_status rawi_espeak_rate(unsigned *rate, rawi_error *error);

/* Speaks into `sink` and returns when all is said. RAWI_INTERRUPTED where the sink stopped it. */
rawi_status rawi_espeak_synthesize(const rawi_espeak_request *request, rawi_espeak_sink *sink,
                                   void *user, rawi_error *error);

/* The longest word that rawi_espeak_pronounce takes, in bytes. */
#define RAWI_ESPEAK_WORD_MAX 200

/* How a word (or a few, separated by spaces) is pronounced in a language ("en", "en-us", "fr"…):
 * IPA with stress marks, NUL-terminated, words separated by a space. Everything in `word` but
 * letters, digits, apostrophes, hyphens and full stops counts as a space. RAWI_ERROR_ARGUMENT where
 * `word` is too long or `ipa` does not fit into `size` bytes; RAWI_ERROR_VOICE where eSpeak NG does
 * not know the language or cannot be used. */
rawi_status rawi_espeak_pronounce(const char *language, const char *word, char *ipa, size_t size);

#endif
