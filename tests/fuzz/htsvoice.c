#define _GNU_SOURCE /* memfd_create */
/* Fuzzes voice files: what the checker lets pass, libhtsengine must load and speak with.
 *
 * Seeds: tests/fuzz/htsvoice (what make_tiny_voice writes), and any real voice. The whole file is
 * the input; it reaches the engine through a file in memory. */
#include "arabic/phonemize/phone.h"
#include "voice/hts.h"
#include "voice/hts_check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const rawi_phone phones[] = {
    {RAWI_PHONE_HAMZA, 0}, {RAWI_PHONE_A, 0},   {RAWI_PHONE_L, RAWI_PHONE_GEMINATE},
    {RAWI_PHONE_AA, 0},    {RAWI_PHONE_AYN, 0}, {RAWI_PHONE_U, 0},
    {RAWI_PHONE_SAD, 0}};

static const rawi_word words[] = {
    {.text = "", .phones = phones, .phone_count = 4},
    {.text = "", .phones = phones + 4, .phone_count = 3, .break_after = RAWI_BREAK_FINAL}};

static void speak(void *voice) {
    rawi_utterance utterance = {
        .intonation = RAWI_INTONATION_QUESTION, .words = words, .word_count = 2};
    rawi_phrase phrase = {&utterance, 0, 2};
    rawi_prosody prosody = {.rate = 1.3, .pitch = 2, .clarity = 0.3};
    rawi_sound sound = {0};
    rawi_word_time times[2];
    if (rawi_hts_driver.speak(voice, &phrase, &prosody, &sound, times, NULL) == RAWI_OK) {
        if (times[1].end > sound.count || times[0].start > times[0].end)
            abort();
        for (size_t i = 0; i < sound.count; i++)
            if (!isfinite(sound.samples[i]))
                abort();
    }
    rawi_sound_free(&sound);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    rawi_error error;
    char path[64];
    void *voice;
    unsigned rate;
    if (rawi_hts_check_memory(data, size, "fuzz.htsvoice", &error) != RAWI_OK)
        return 0;
    int fd = memfd_create("fuzz.htsvoice", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (rawi_hts_driver.open("fuzz", path, &voice, &rate, &error) == RAWI_OK) {
        speak(voice);
        rawi_hts_driver.close(voice);
    }
    close(fd);
    return 0;
}
