/* Notices. */
#include "listen/notice.h"
#include "voice/voice.h"

#include <stdlib.h>
#include <string.h>

static rawi_status speak(rawi_narration *narration, rawi_sound *sound, rawi_error *error) {
    const rawi_speech *speech;
    rawi_status status;
    while ((status = rawi_narration_next(narration, &speech, error)) == RAWI_OK) {
        if (!rawi_sound_reserve(sound, speech->sample_count))
            return rawi_fail_memory(error);
        if (speech->sample_count > 0)
            memcpy(sound->samples + sound->count, speech->samples,
                   speech->sample_count * sizeof *sound->samples);
        sound->count += speech->sample_count;
    }
    return status == RAWI_END ? RAWI_OK : status;
}

/* The article is made here and not opened, since only Arabic ones are. */
rawi_status rawi_notice_make(const char *message, const rawi_script_options *script,
                             const rawi_narration_options *narration, rawi_notice *notice,
                             rawi_error *error) {
    size_t length = strlen(message);
    const rawi_block block = {.kind = RAWI_BLOCK_PARAGRAPH, .span = {.end = length}, .line = 1};
    const rawi_article article = {.text = message,
                                  .text_length = length,
                                  .blocks = &block,
                                  .block_count = 1,
                                  .language = "ar",
                                  .name = "rawi",
                                  .format = RAWI_FORMAT_TEXT};
    rawi_script *read = NULL;
    rawi_narration *speaks = NULL;
    rawi_sound sound = {0};
    rawi_status status = rawi_script_open(&article, script, &read, error);
    if (status == RAWI_OK)
        status = rawi_narration_open(read, narration, &speaks, error);
    if (status == RAWI_OK)
        status = speak(speaks, &sound, error);
    if (status == RAWI_OK)
        *notice = (rawi_notice){sound.samples, sound.count, rawi_narration_rate(speaks)};
    else
        rawi_sound_free(&sound);
    rawi_narration_close(speaks);
    rawi_script_close(read);
    return status;
}
