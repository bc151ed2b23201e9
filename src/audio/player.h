/* Plays narrations as they are made, one at a time: one thread speaks, the sound device takes what
 * is spoken from a ring, and the caller steers. No function here waits for sound. */
#ifndef RAWI_AUDIO_PLAYER_H
#define RAWI_AUDIO_PLAYER_H

#include "audio/piece.h"

typedef struct rawi_player rawi_player;

typedef enum rawi_player_state {
    RAWI_PLAYER_PLAYING,
    RAWI_PLAYER_PAUSED,
    RAWI_PLAYER_NO_DEVICE, /* the sound device has gone and another one is looked for */
    RAWI_PLAYER_FINISHED,  /* the last sample has sounded; a seek or move goes on from here */
    RAWI_PLAYER_FAILED
} rawi_player_state;

/* What sounds at this moment. */
typedef struct rawi_player_place {
    rawi_player_state state;
    bool sounding; /* the rest has a meaning: false until the first sound, and to the end of a
                    * narration that has nothing to say */
    bool goes;     /* a seek or move leads to `unheard`, which then has a meaning in any case, and
                    * nothing sounds from there yet */
    rawi_span utterance;
    rawi_span word;
    rawi_block_kind kind;
    size_t unheard; /* the byte of the article's text where to go on: the word that sounds, or the
                       end of the utterance where its last word has sounded; while the listener
                       goes somewhere, as it was asked for */
    double rate;    /* at which the utterance is spoken */
    double into;    /* seconds since its beginning */
    double length;  /* seconds, with the pause that follows */
    double seconds; /* of sound played by this player */
} rawi_player_place;

/* Begins to look for the sound device, which takes time that the article's opening can use. */
rawi_status rawi_player_open(rawi_player **player, rawi_error *error);

/* Begins to play, at once in place of what is played now. Article, script and narration belong to
 * the player until the next start, stop or close. RAWI_ERROR_MEMORY is the only failure, and leaves
 * the player as it was; what is wrong with device or voice is told by RAWI_PLAYER_FAILED. */
rawi_status rawi_player_start(rawi_player *player, const rawi_piece *piece, rawi_error *error);

/* Gives up what is played; the device is kept. */
void rawi_player_stop(rawi_player *player);

/* A device that vanishes after it has played makes the player fail, or (`waits`) look for another
 * one, on which it goes on with the word that was not heard. */
void rawi_player_wait_for_device(rawi_player *player, bool waits);

rawi_player_place rawi_player_where(rawi_player *player);

/* Why the state is RAWI_PLAYER_FAILED. */
void rawi_player_failure(rawi_player *player, rawi_error *error);

void rawi_player_pause(rawi_player *player, bool paused);
void rawi_player_move(rawi_player *player, rawi_move move);

/* To the word of this byte of the article's text; the end of the text ends the piece. */
void rawi_player_seek(rawi_player *player, size_t offset);

/* Sounds once, between two sentences: samples of this rate, copied. False without memory, and while
 * another one waits. */
bool rawi_player_interject(rawi_player *player, const float *samples, size_t count, unsigned rate);

/* Whether none waits. */
bool rawi_player_may_interject(rawi_player *player);

/* 0 is silence, 1 the voice's own; what is too loud for the device is cut off. */
void rawi_player_set_volume(rawi_player *player, double volume);

/* Fades out over the end of the sentence that sounds and pauses there; false: does not any more. */
void rawi_player_fade_out(rawi_player *player, bool fades);

/* Speaks at this rate from the next word on. */
void rawi_player_set_rate(rawi_player *player, double rate);

/* Times that the sound was late, in the ring and in the device; for tests and reports. */
unsigned rawi_player_underruns(const rawi_player *player);

/* Stops the sound at once. Does nothing with NULL. */
void rawi_player_close(rawi_player *player);

#endif
