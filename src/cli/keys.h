/* Keys from the terminal that the program runs in, whatever standard input is. */
#ifndef RAWI_CLI_KEYS_H
#define RAWI_CLI_KEYS_H

#include <stdbool.h>

typedef enum key {
    KEY_NONE, /* nothing that means anything */
    KEY_PAUSE,
    KEY_SENTENCE_BACK,
    KEY_SENTENCE_FORTH,
    KEY_PARAGRAPH_BACK,
    KEY_PARAGRAPH_FORTH,
    KEY_NEXT, /* article, as the one after it */
    KEY_PREVIOUS,
    KEY_FASTER,
    KEY_SLOWER,
    KEY_LOUDER,
    KEY_QUIETER,
    KEY_SLEEP,
    KEY_TELL,
    KEY_LIST,
    KEY_QUIT,
    KEY_HELP
} key;

/* Opens the terminal; keys come from now on one by one and are not shown. Without a terminal, or in
 * the background, does nothing. */
void keys_open(void);

/* The terminal to poll, -1 where there is none. */
int keys_fd(void);

/* The next key that was pressed, KEY_NONE when no more is there. Never waits. A terminal that has
 * gone gives KEY_QUIT. */
key keys_read(void);

/* The terminal is as it was before. keys_resume takes it again, after the program was stopped. */
void keys_suspend(void);
void keys_resume(void);

void keys_close(void);

#endif
