/* What the server sends to be spoken becomes text that the script can be made of, and the places in
 * it at which an index mark is reached. */
#ifndef RAWI_SPD_MESSAGE_H
#define RAWI_SPD_MESSAGE_H

#include "base/arena.h"
#include "base/text.h"
#include "spd/manner.h"
#include "spd/settings.h"

typedef enum spd_kind {
    SPD_KIND_TEXT, /* SSML, or plain text */
    SPD_KIND_CHARACTER,
    SPD_KIND_KEY,
    SPD_KIND_ICON
} spd_kind;

/* Something that happens when the word at byte `offset` of the text is reached. */
typedef struct spd_mark {
    size_t offset;
    const char *name; /* of the index mark; NULL: the tone before a capital letter */
} spd_mark;

/* From the word at byte `offset` on the text is spoken otherwise than before. */
typedef struct spd_turn {
    size_t offset;
    spd_manner manner;
    double pause; /* seconds of silence before the word; negative: as the narrator pauses */
} spd_turn;

/* Zero-initialized is empty; memory is kept from one message to the next. */
typedef struct spd_message {
    rawi_text text; /* paragraphs, separated by newlines; NULL bytes where it is empty */
    spd_mark *marks;
    size_t mark_count, mark_capacity;
    spd_turn *turns; /* before the first one it is spoken plainly */
    size_t turn_count, turn_capacity;
    rawi_arena arena; /* the names of marks */
    bool failed;      /* memory is exhausted */
} spd_message;

/* Makes the message of what was received, by the server's settings. False when memory is exhausted.
 */
bool spd_message_read(spd_message *message, spd_kind kind, rawi_slice received,
                      const spd_settings *settings);

/* The same text spelled, character by character, `most` of them at most: for a message in which
 * there is nothing but signs. */
bool spd_message_spell(spd_message *message, rawi_slice text, size_t most);

/* The Unicode number of a character that is all of the text, for one of which not even a name is
 * known; nothing where the text is longer or blank. */
bool spd_message_number(spd_message *message, rawi_slice text);

void spd_message_free(spd_message *message);

#endif
