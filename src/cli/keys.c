/* Keys: /dev/tty without line editing, and the sequences that terminals send. */
#include "cli/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const struct {
    const char *bytes;
    key meaning;
} sequences[] = {
    {" ", KEY_PAUSE},
    {"\033[D", KEY_SENTENCE_BACK},
    {"\033OD", KEY_SENTENCE_BACK},
    {"\033[C", KEY_SENTENCE_FORTH},
    {"\033OC", KEY_SENTENCE_FORTH},
    {"\033[A", KEY_PARAGRAPH_BACK},
    {"\033OA", KEY_PARAGRAPH_BACK},
    {"\033[5~", KEY_PARAGRAPH_BACK},
    {"\033[B", KEY_PARAGRAPH_FORTH},
    {"\033OB", KEY_PARAGRAPH_FORTH},
    {"\033[6~", KEY_PARAGRAPH_FORTH},
    {"+", KEY_FASTER},
    {"=", KEY_FASTER},
    {"-", KEY_SLOWER},
    {"_", KEY_SLOWER},
    {"9", KEY_QUIETER},
    {"٩", KEY_QUIETER},
    {"0", KEY_LOUDER},
    {"٠", KEY_LOUDER},
    {"n", KEY_NEXT},
    {"ى", KEY_NEXT}, /* the same key on an Arabic keyboard, as those below */
    {"p", KEY_PREVIOUS},
    {"ح", KEY_PREVIOUS},
    {"s", KEY_SLEEP},
    {"س", KEY_SLEEP},
    {"t", KEY_TELL},
    {"ف", KEY_TELL},
    {"l", KEY_LIST},
    {"م", KEY_LIST},
    {"q", KEY_QUIT},
    {"Q", KEY_QUIT},
    {"ض", KEY_QUIT},
    {"\004", KEY_QUIT}, /* Ctrl-D */
    {"?", KEY_HELP},
    {"؟", KEY_HELP},
    {"h", KEY_HELP},
    {"ا", KEY_HELP},
};

enum {
    SEQUENCE_COUNT = sizeof sequences / sizeof *sequences
};

static int terminal = -1;
static bool taken; /* the terminal is in our mode */
static struct termios before;
static char buffer[64];
static size_t buffered;

static bool in_foreground(void) {
    return tcgetpgrp(terminal) == getpgrp();
}

void keys_open(void) {
    terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (terminal < 0)
        return;
    atexit(keys_close);
    keys_resume();
}

int keys_fd(void) {
    return taken ? terminal : -1;
}

void keys_resume(void) {
    if (terminal < 0 || taken || !in_foreground() || tcgetattr(terminal, &before) != 0)
        return;
    struct termios mode = before;
    mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO); /* Ctrl-C and Ctrl-Z stay signals */
    mode.c_cc[VMIN] = 1;
    mode.c_cc[VTIME] = 0;
    taken = tcsetattr(terminal, TCSADRAIN, &mode) == 0;
}

void keys_suspend(void) {
    if (taken && in_foreground())
        tcsetattr(terminal, TCSADRAIN, &before);
    taken = false;
}

void keys_close(void) {
    if (terminal < 0)
        return;
    keys_suspend();
    close(terminal);
    terminal = -1;
}

/* Fills the buffer; false when the terminal is gone. */
static bool read_more(void) {
    ssize_t got = read(terminal, buffer + buffered, sizeof buffer - buffered);
    if (got > 0)
        buffered += (size_t)got;
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

static void drop(size_t count) {
    buffered -= count;
    memmove(buffer, buffer + count, buffered);
}

/* The length of what stands first in the buffer and means nothing: an unknown escape sequence goes
 * as a whole, so that its letters are no keys. */
static size_t unknown_length(void) {
    if (buffered < 3 || buffer[0] != '\033' || (buffer[1] != '[' && buffer[1] != 'O'))
        return 1;
    size_t length = 2;
    while (length < buffered && (unsigned char)buffer[length++] < '@') {
    }
    return length;
}

key keys_read(void) {
    if (!taken)
        return KEY_NONE;
    if (!read_more())
        return KEY_QUIT;
    while (buffered > 0) {
        for (size_t i = 0; i < SEQUENCE_COUNT; i++) {
            size_t length = strlen(sequences[i].bytes);
            size_t known = length < buffered ? length : buffered;
            if (memcmp(buffer, sequences[i].bytes, known) != 0)
                continue;
            if (known < length)
                return KEY_NONE; /* the rest of the sequence is on its way */
            drop(length);
            return sequences[i].meaning;
        }
        drop(unknown_length());
    }
    return KEY_NONE;
}
