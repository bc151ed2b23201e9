/* The queue: what is to be heard, and how far it was. It is remembered in one JSON file in the
 * user's state folder, which several programs may use at once: each writes only the items that it
 * changed, into what the others have written meanwhile.
 *
 *     {"version": 1, "items": [
 *         {"source": "/home/salma/market.md", "title": "…", "state": "begun",
 *          "position": 1840, "words": "فتحت السوق أبوابها", "changed": 1767225600000}, …]}
 *
 * `position` is a byte of the article's text and `words` what stands there, by which the place is
 * found again in an article that was edited; `changed` is in milliseconds since 1970. What is
 * newer than the file may stand in the players' journals (listen/journal.h), an item each: whoever
 * reads the file reads them too, whoever writes it takes over those that were left behind.
 *
 * A queue is not thread-safe; a rawi_queue_changes is its own.
 */
#ifndef RAWI_LISTEN_QUEUE_H
#define RAWI_LISTEN_QUEUE_H

#include "base/error.h"
#include "listen/session.h"

enum {
    RAWI_QUEUE_MOST = 10000,        /* items; of those that were heard the oldest give way */
    RAWI_QUEUE_FILE_MAX = 16 << 20, /* bytes */
    RAWI_QUEUE_SOURCE_MAX = 4096,   /* bytes */
    RAWI_QUEUE_TITLE_MAX = 512,     /* bytes; longer ones are cut */
    RAWI_QUEUE_WORDS_MAX = 96       /* bytes */
};

/* Strings are the queue's. */
typedef struct rawi_item {
    uint64_t id;  /* within this queue; never 0, never given twice */
    char *source; /* an absolute path, an address, "-"; in a queue no two are the same */
    char *title;  /* NULL where unknown, as the next three */
    char *list;   /* the feed that it came from */
    char *date;   /* ISO 8601 */
    char *words;
    rawi_item_state state;
    size_t position;
    int64_t changed; /* 0: never */
    bool is_dirty;   /* changed since the changes were taken */
    bool has_failed; /* cannot be opened; not remembered */
} rawi_item;

typedef struct rawi_queue rawi_queue;

/* An empty queue. */
rawi_status rawi_queue_open(rawi_queue **queue, rawi_error *error);
void rawi_queue_close(rawi_queue *queue);

size_t rawi_queue_count(const rawi_queue *queue);

/* The item at a place, from 0, the reader's to look at; NULL behind the last. Valid until the queue
 * changes. */
const rawi_item *rawi_queue_at(const rawi_queue *queue, size_t place);

/* The place of an item; SIZE_MAX where there is no such item. */
size_t rawi_queue_place(const rawi_queue *queue, uint64_t id);

/* The first item from a place on that is still to be heard and can be; 0 where there is none. */
uint64_t rawi_queue_next(const rawi_queue *queue, size_t place);

/* The same behind an item. */
uint64_t rawi_queue_after(const rawi_queue *queue, uint64_t id);

/* The item before another one, heard already or not, that can be heard; 0 where there is none. */
uint64_t rawi_queue_before(const rawi_queue *queue, uint64_t id);

/* What is known of a source when it is added; strings are copied, those but `source` may be NULL.
 */
typedef struct rawi_addition {
    const char *source;
    const char *title;
    const char *list;
    const char *date;
} rawi_addition;

/* Adds a source at a place, SIZE_MAX for the end. A source that is there already stays where and as
 * it is. *id, unless NULL, is its item. RAWI_ERROR_INPUT where the queue is full or the source too
 * long. */
rawi_status rawi_queue_add(rawi_queue *queue, const rawi_addition *addition, size_t place,
                           uint64_t *id, rawi_error *error);

void rawi_queue_remove(rawi_queue *queue, uint64_t id);

/* The item is heard up to byte `position` (any) of `article`'s text, and goes on with the word that
 * comes next there; `article` may be NULL. */
void rawi_queue_mark(rawi_queue *queue, uint64_t id, rawi_item_state state, size_t position,
                     const rawi_article *article);

void rawi_queue_set_title(rawi_queue *queue, uint64_t id, const char *title);

/* The item cannot be opened: it is passed over in this run. */
void rawi_queue_set_failed(rawi_queue *queue, uint64_t id);

/* Where an item goes on in an article, which may have been edited since. */
size_t rawi_queue_resume(const rawi_item *item, const rawi_article *article);

/* ---- the state that is remembered ---------------------------------------------------------- */

/* What is remembered is taken over by the items of the same source, those that are added later
 * included; `all` adds the others at the end. A file that is damaged is set aside under another
 * name, which the error (RAWI_ERROR_DATA) says; the queue then is as before. Waits for a disk. */
rawi_status rawi_queue_recall(rawi_queue *queue, bool all, rawi_error *error);

/* The place of the item that was heard last and is not finished, SIZE_MAX where there is none. */
size_t rawi_queue_last_begun(const rawi_queue *queue);

/* The item as a line for the journal; the caller's, NULL where it is none that is remembered. */
char *rawi_queue_line(const rawi_queue *queue, uint64_t id);

typedef struct rawi_queue_changes rawi_queue_changes;

/* What has changed since the last time, NULL where nothing has (or memory is exhausted: it stays to
 * be taken). */
rawi_queue_changes *rawi_queue_take_changes(rawi_queue *queue);

/* Writes the changes into the file, merged with what others wrote, and frees them; where that fails
 * they are to be given back. Waits for a disk, and some seconds for a program that holds the file.
 */
rawi_status rawi_queue_write(rawi_queue_changes *changes, rawi_error *error);

/* Changes that were not written are among those that are taken next; frees them. */
void rawi_queue_give_back(rawi_queue *queue, rawi_queue_changes *changes);

#endif
