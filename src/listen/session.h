/* A listening session: plays a queue of articles one after another, and is steered from outside.
 *
 *     commands  ──rawi_session_apply──▶  session  ──rawi_session_look──▶  what is heard now
 *                                           └──rawi_session_watch──▶  "look again"
 *
 * The session has a thread of its own, which opens articles, plays them and remembers how far each
 * was heard. Every function here may be called from any thread and at any time between open and
 * close; none waits for sound, for the web or for a disk.
 */
#ifndef RAWI_LISTEN_SESSION_H
#define RAWI_LISTEN_SESSION_H

#include "audio/player.h"
#include "base/error.h"

typedef struct rawi_session rawi_session;

/* ---- commands ------------------------------------------------------------------------------ */

typedef enum rawi_command_kind {
    RAWI_COMMAND_PLAY,   /* goes on; after the end of the queue, with what is not finished in it */
    RAWI_COMMAND_PAUSE,  /* keeps the sound device */
    RAWI_COMMAND_TOGGLE, /* pauses or plays */
    RAWI_COMMAND_STOP,   /* gives the article up where it is; play goes on at that word */
    RAWI_COMMAND_NEXT,   /* the next article; this one stays begun */
    RAWI_COMMAND_PREVIOUS,  /* the article before; from further on, this one's beginning */
    RAWI_COMMAND_MOVE,      /* `move`: a sentence or a paragraph */
    RAWI_COMMAND_SEEK_BY,   /* `number` seconds from here, or from where the last command leads; to
                               the beginning of a word */
    RAWI_COMMAND_SEEK_TO,   /* `number` seconds from the article's beginning, likewise */
    RAWI_COMMAND_SEEK_WORD, /* the word of byte `position` of the article's text */
    RAWI_COMMAND_RATE,      /* `number`: RAWI_RATE_LEAST to RAWI_RATE_MOST, from the next word on */
    RAWI_COMMAND_RATE_BY,   /* `number` faster than now */
    RAWI_COMMAND_VOLUME,    /* `number`: 0 to RAWI_VOLUME_MOST, 1 is the voice's own */
    RAWI_COMMAND_VOLUME_BY, /* `number` louder than now */
    RAWI_COMMAND_SLEEP,     /* `number` seconds from now fades out and pauses at the end of the
                               sentence; 0: not any more */
    RAWI_COMMAND_ADD,       /* `source` to the end of the queue, or before the item `item` */
    RAWI_COMMAND_REMOVE, /* the item `item` from the queue; the present one gives way to the next */
    RAWI_COMMAND_GO,     /* to the item `item`, at the word where it was left */
    RAWI_COMMAND_QUIT    /* stops, and ends the session */
} rawi_command_kind;

#define RAWI_RATE_LEAST  0.5
#define RAWI_RATE_MOST   4.0
#define RAWI_VOLUME_MOST 1.5

/* Fields that the kind does not name are not looked at. */
typedef struct rawi_command {
    rawi_command_kind kind;
    rawi_move move;
    double number;
    size_t position;
    uint64_t item; /* ADD: before it, 0 for the end; REMOVE: 0 for the present one */
    const char *source;
} rawi_command;

/* Obeys. Numbers out of range are taken to the nearest end; a seek outside the article goes to its
 * beginning or to the next article. RAWI_ERROR_ARGUMENT for what has no meaning (no such item, a
 * number that is none, no source), RAWI_ERROR_INPUT where the queue is full. What can only be found
 * out later (an article that cannot be opened) is told as trouble in rawi_heard. */
rawi_status rawi_session_apply(rawi_session *session, const rawi_command *command,
                               rawi_error *error);

/* ---- what is heard ------------------------------------------------------------------------- */

typedef enum rawi_session_state {
    RAWI_SESSION_LOADING, /* the article is being fetched, opened, or its first words are made */
    RAWI_SESSION_PLAYING,
    RAWI_SESSION_PAUSED,
    RAWI_SESSION_NO_DEVICE, /* the sound device has gone; goes on by itself when there is one */
    RAWI_SESSION_STOPPED,   /* after STOP, or the queue was heard to its end */
    RAWI_SESSION_ENDED      /* after QUIT: nothing is obeyed any more */
} rawi_session_state;

/* Times are of the article at rate 1: at rate 2 `position` grows by two in a second. */
enum {
    RAWI_HEARD_TROUBLES = 8
};

typedef struct rawi_heard {
    uint64_t generation;       /* grows with every change of anything here but position and sleep */
    uint64_t queue_generation; /* grows with every change of the queue */
    rawi_session_state state;
    bool queue_ended; /* stopped because nothing in the queue is left to hear */
    uint64_t item;    /* 0 where there is none; the following are about it */
    size_t number;    /* its place in the queue, from 1 */
    size_t count;     /* items in the queue */
    bool has_next;
    bool has_previous;
    char *source; /* a path or an address; NULL where there is no item */
    char *title;  /* NULL where unknown, as the next two */
    char *author;
    char *site;
    char *sentence; /* the sentence now heard, as written, without line breaks; NULL before the
                       first and between articles */
    rawi_span span; /* of the sentence in the article's text */
    rawi_span word; /* of the word now heard, within it */
    rawi_block_kind kind;
    double position; /* seconds */
    double length;   /* seconds; estimated where not all has been heard */
    bool length_is_known;
    double rate;
    double volume;
    double sleep;     /* seconds to the sleep timer's end, 0 where it is not set */
    unsigned trouble; /* how often something went wrong so far */
    rawi_error troubles[RAWI_HEARD_TROUBLES]; /* the last of them, see rawi_heard_trouble */
    char
        *unsaid; /* with says_trouble: the messages that were not spoken yet; NULL where all were */
} rawi_heard;

/* What is heard at this moment; strings are the caller's, see rawi_heard_free. RAWI_ERROR_MEMORY is
 * the only failure, and leaves nothing to free. */
rawi_status rawi_session_look(rawi_session *session, rawi_heard *heard, rawi_error *error);

/* What went wrong as number `number`, from 1 to heard->trouble; NULL where that is longer ago than
 * the last RAWI_HEARD_TROUBLES times. */
const rawi_error *rawi_heard_trouble(const rawi_heard *heard, unsigned number);

void rawi_heard_free(rawi_heard *heard);

/* A file descriptor (an eventfd) that becomes readable when the generation grows; to be read (eight
 * bytes, it never blocks) before looking. Each call gives another one, at most
 * RAWI_SESSION_WATCHERS_MOST; -1 where there are no more. Given back with rawi_session_unwatch. */
int rawi_session_watch(rawi_session *session);
void rawi_session_unwatch(rawi_session *session, int watcher);

enum {
    RAWI_SESSION_WATCHERS_MOST = 16
};

/* ---- the queue ----------------------------------------------------------------------------- */

typedef enum rawi_item_state {
    RAWI_ITEM_NEW,
    RAWI_ITEM_BEGUN,
    RAWI_ITEM_FINISHED
} rawi_item_state;

typedef struct rawi_listed {
    uint64_t id; /* within this session; never 0, never given twice */
    char *source;
    char *title; /* NULL where unknown */
    rawi_item_state state;
    bool is_present; /* what is heard now */
} rawi_listed;

typedef struct rawi_list {
    rawi_listed *items;
    size_t count;
    uint64_t generation; /* of the queue */
} rawi_list;

/* All items of the queue in their order; freed with rawi_list_free. Fails as rawi_session_look. */
rawi_status rawi_session_list(rawi_session *session, rawi_list *list, rawi_error *error);

void rawi_list_free(rawi_list *list);

/* ---- the session --------------------------------------------------------------------------- */

typedef struct rawi_session_options {
    rawi_narration_options narration; /* strings must outlive the session */
    rawi_script_options script;       /* likewise */
    rawi_format format;
    bool begins_elsewhere; /* the first article, */
    size_t from;           /* at the word of this byte of its text */
    bool without_chime;    /* neither chime nor title between articles */
    bool without_memory;   /* nothing is remembered beyond the session, nothing is recalled */
    bool goes_on;          /* begins with what was heard last */
    bool paused;           /* waits for PLAY */
    bool device_is_vital;  /* a sound device that vanishes is trouble that stops, instead of being
                              waited for */
    bool says_trouble;     /* troubles are also spoken, between two sentences */
    double volume;         /* 0 means 1 */
    double sleep;          /* seconds, 0 for no sleep timer */
    const char *since;     /* a date (2026-01-31): of lists only what is not older; NULL: all */
    size_t limit;          /* of lists at most so many articles each, the first; 0: all */
} rawi_session_options;

/* Opens a session with `count` sources (paths, "-", addresses) in its queue and begins to play.
 * Without sources the queue is what is remembered and was not heard to its end. */
rawi_status rawi_session_open(const rawi_session_options *options, const char *const *sources,
                              size_t count, rawi_session **session, rawi_error *error);

/* Stops the sound, remembers how far it was heard and frees the session. Does nothing with NULL. */
void rawi_session_close(rawi_session *session);

#endif
