/* The rawi command: one file a subcommand, each one function that the table in main.c names. */
#ifndef RAWI_CLI_CLI_H
#define RAWI_CLI_CLI_H

#include "base/error.h"
#include "edition/edition.h"
#include "rawi.h"

/* Exit statuses. */
enum {
    CLI_OK = 0,
    CLI_FAILED = 1,
    CLI_USAGE = 2
};

typedef enum cli_marks {
    CLI_MARKS_FULL,
    CLI_MARKS_NONE
} cli_marks;

/* What stands on the command line. Strings are argv's. */
typedef struct cli_options {
    const char *voice;       /* NULL: the default voice */
    const char *quote_voice; /* NULL: that one, as for headings */
    const char *heading_voice;
    double clarity; /* 0 to 1 */
    double rate;    /* 0.5 to 4.0 */
    double pitch;   /* half tones, -12 to 12 */
    rawi_endings endings;
    const char *lexicon;          /* a path, or NULL */
    const char *output;           /* a path, or NULL */
    const char *cover;            /* save: a picture's path, or NULL */
    rawi_edition_options edition; /* save: what stands in it is asked for by its own options */
    unsigned beside;              /* save: RAWI_BESIDE_... (edition/edition.h) */
    cli_marks marks;
    size_t from; /* the byte of the article's text where to begin */
    rawi_format format;
    bool quiet;
    bool verbose;
    bool json;
    bool explain;           /* text: say how each rewritten span was read */
    bool strip;             /* diacritize: remove the marks */
    bool partial;           /* diacritize: only where a reader would stumble */
    const char *catalog;    /* voices: a path, or NULL */
    double patience;        /* voices: seconds to wait for a silent server */
    char *const *arguments; /* what stands after the options */
    int argument_count;
} cli_options;

/* Reads the options of the subcommand `named` ("save", ...; NULL where the command line names none,
 * which means "speak") into `options`. Returns true to go on; otherwise the program is to exit with
 * `*status`: help or version was printed, or a usage error. */
bool cli_parse(int argc, char **argv, const char *named, cli_options *options, int *status);

void cli_print_help(void);

int cli_speak(const cli_options *options);
int cli_save(const cli_options *options);
int cli_text(const cli_options *options);
int cli_phonemes(const cli_options *options);
int cli_diacritize(const cli_options *options);
int cli_voices(const cli_options *options);

/* Says, once in a user's life, how to get a natural voice where there is none and none was chosen.
 * Only on a terminal and without --quiet. */
void cli_suggest_voice(const cli_options *options);

/* Prints "rawi: message" on standard error and returns the exit status that belongs to the error:
 * CLI_USAGE for RAWI_ERROR_ARGUMENT, else CLI_FAILED. */
int cli_fail(const rawi_error *error);

/* Prints "rawi: message" and where to find help; returns CLI_USAGE. */
int cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The error of a command that found no utterance behind options->from. */
rawi_status cli_nothing_to_say(const cli_options *options, const rawi_article *article,
                               rawi_error *error);

/* How the options want the narration. */
rawi_narration_options cli_narration(const cli_options *options);

/* The one source that the command takes: its argument, or "-" where it stands without one and
 * standard input is no terminal. On misuse prints the error and returns NULL. */
const char *cli_source(const cli_options *options);

/* Opens the command's source and its script, which starts at options->from. On failure prints the
 * error and returns its exit status, else CLI_OK; close both with cli_close. With --verbose the
 * script names on standard error the characters that have no reading. */
int cli_open(const cli_options *options, rawi_article **article, rawi_script **script);
void cli_close(rawi_article *article, rawi_script *script);

/* The columns of a terminal that a text takes. */
size_t cli_columns(const char *text);

/* Prints a text and spaces up to `width` columns and one more. */
void cli_print_column(const char *text, size_t width);

/* Flushes standard output; when it could not be written prints why and returns CLI_FAILED, else
 * `status`. */
int cli_finish(int status);

#endif
