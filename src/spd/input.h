/* The server's lines on standard input. */
#ifndef RAWI_SPD_INPUT_H
#define RAWI_SPD_INPUT_H

/* The longest message in bytes; of a line that is longer the rest is passed over. */
enum {
    SPD_MESSAGE_MAX = 1 << 20
};

/* The next line without its end, NUL-terminated, which lives until the next call; NULL at the
 * input's end. */
char *spd_input_line(void);

void spd_input_free(void);

#endif
