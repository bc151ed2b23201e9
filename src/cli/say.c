/* Errors that are heard: --speak-errors. */
#include "audio/player.h"
#include "cli/cli.h"
#include "cli/stop.h"

#include <string.h>
#include <time.h>

enum {
    TICKS_MOST = 1500 /* thirty seconds, should the sound system not take it */
};

static bool wanted;

void cli_speak_errors(int argc, char *const *argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        wanted |= strcmp(argv[i], "--speak-errors") == 0;
}

bool cli_speaks_errors(void) {
    return wanted;
}

/* Until the message has been heard, or a signal comes. */
static void wait_for_end(rawi_player *player) {
    static const struct timespec tick = {.tv_nsec = 20000000};
    for (int ticks = 0; ticks < TICKS_MOST && !stop_signal(); ticks++) {
        if (rawi_player_where(player).state != RAWI_PLAYER_PLAYING)
            return;
        nanosleep(&tick, NULL);
    }
}

/* The article is made here and not opened, since a message may be in any language. */
void cli_say(const char *message) {
    if (!wanted || !message || !*message)
        return;
    size_t length = strlen(message);
    const rawi_block block = {.kind = RAWI_BLOCK_PARAGRAPH, .span = {.end = length}, .line = 1};
    const rawi_article article = {.text = message,
                                  .text_length = length,
                                  .blocks = &block,
                                  .block_count = 1,
                                  .language = "ar",
                                  .name = "rawi",
                                  .format = RAWI_FORMAT_TEXT};
    rawi_player *player = NULL;
    rawi_script *script = NULL;
    rawi_narration *narration = NULL;
    if (rawi_player_open(&player, NULL) == RAWI_OK &&
        rawi_script_open(&article, NULL, &script, NULL) == RAWI_OK &&
        rawi_narration_open(script, NULL, &narration, NULL) == RAWI_OK &&
        rawi_player_start(
            player, &(rawi_piece){.article = &article, .script = script, .narration = narration},
            NULL) == RAWI_OK)
        wait_for_end(player);
    rawi_player_close(player);
    rawi_narration_close(narration);
    rawi_script_close(script);
}

void cli_say_error(const rawi_error *error) {
    if (error->status != RAWI_ERROR_DEVICE)
        cli_say(error->message);
}
