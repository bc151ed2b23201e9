/* Plays a narration as it is made: one thread speaks, the sound device takes what is spoken from a
 * ring, and the caller steers. No function here waits for sound. */
#ifndef RAWI_AUDIO_PLAYER_H
#define RAWI_AUDIO_PLAYER_H

#include "base/error.h"

typedef struct rawi_player rawi_player;

typedef enum rawi_player_state {
    RAWI_PLAYER_PLAYING,
    RAWI_PLAYER_PAUSED,
    RAWI_PLAYER_FINISHED, /* the last sample has sounded */
    RAWI_PLAYER_FAILED
} rawi_player_state;

typedef enum rawi_move {
    RAWI_MOVE_SENTENCE_BACK, /* to the sentence's beginning; near it, to the one before */
    RAWI_MOVE_SENTENCE_FORTH,
    RAWI_MOVE_PARAGRAPH_BACK,
    RAWI_MOVE_PARAGRAPH_FORTH
} rawi_move;

/* What sounds at this moment. */
typedef struct rawi_player_place {
    rawi_player_state state;
    bool sounding; /* the rest has a meaning: false until the first sound, and to the end of a
                    * narration that has nothing to say */
    rawi_span utterance;
    rawi_span word;
    rawi_block_kind kind;
    double seconds; /* of sound played */
} rawi_player_place;

/* Begins to look for the sound device, which takes time that the article's opening can use. */
rawi_status rawi_player_open(rawi_player **player, rawi_error *error);

/* Begins to play. The article, its script and the narration belong to the player until
 * rawi_player_close, and must outlive it. */
rawi_status rawi_player_start(rawi_player *player, const rawi_article *article, rawi_script *script,
                              rawi_narration *narration, rawi_error *error);

rawi_player_place rawi_player_where(rawi_player *player);

/* Why the state is RAWI_PLAYER_FAILED. */
void rawi_player_failure(rawi_player *player, rawi_error *error);

void rawi_player_pause(rawi_player *player, bool paused);
void rawi_player_move(rawi_player *player, rawi_move move);

/* Speaks at this rate from the next word on. */
void rawi_player_set_rate(rawi_player *player, double rate);

/* Times that the sound was late, in the ring and in the device; for tests and reports. */
unsigned rawi_player_underruns(const rawi_player *player);

/* Stops the sound at once. Does nothing with NULL. */
void rawi_player_close(rawi_player *player);

#endif
