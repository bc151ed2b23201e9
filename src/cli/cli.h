/* The rawi command: one file a subcommand, each one function that the table in main.c names. */
#ifndef RAWI_CLI_CLI_H
#define RAWI_CLI_CLI_H

#include "base/error.h"
#include "cli/progress.h"
#include "edition/edition.h"
#include "edition/feed.h"
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

enum {
    CLI_OPTIONS_MOST = 96, /* there are, of all subcommands */
    CLI_JOBS_MOST = 256    /* of --jobs */
};

/* An option that can be asked for and refused. */
typedef enum cli_wish {
    CLI_WISH_NONE,
    CLI_WISH_YES,
    CLI_WISH_NO
} cli_wish;

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
    bool whole_edition; /* save: everything that an edition can have, unless it says otherwise */
    cli_wish opening;   /* save: likewise */
    cli_wish closing;
    cli_marks marks;
    size_t from; /* the byte of the article's text where to begin */
    rawi_format format;
    const char *out;        /* save: a folder for many, or NULL */
    const char *extension;  /* save: of the files in it, NULL: mp3 */
    size_t jobs;            /* save: 1 to CLI_JOBS_MOST, 0: one a processor */
    bool force;             /* save: also what is up to date */
    rawi_feed_options feed; /* feed: what its own options say */
    bool plain;             /* nothing is drawn over */
    bool no_remote;         /* speak: neither D-Bus nor a socket */
    const char *player;     /* control: a name, or NULL */
    bool quiet;
    bool verbose;
    bool json;
    bool explain;           /* text: say how each rewritten span was read */
    bool strip;             /* diacritize: remove the marks */
    bool partial;           /* diacritize: only where a reader would stumble */
    const char *catalog;    /* voices: a path, or NULL */
    const char *since;      /* listen: as it was given, or NULL */
    char since_date[11];    /* the same as 2026-01-31 */
    size_t limit;           /* listen: of each list; 0: all */
    double sleep;           /* listen: minutes, 0: no sleep timer */
    bool no_chime;          /* listen: nothing between articles */
    double patience;        /* voices: seconds to wait for a silent server */
    char *const *arguments; /* what stands after the options */
    int argument_count;
    const char *given[CLI_OPTIONS_MOST]; /* each option's last value, "" where it takes none; NULL
                                            for those that were not given */
} cli_options;

/* An option that was given and that what is made depends on. */
typedef struct cli_choice {
    const char *name;
    const char *value; /* "" where it takes none */
    bool may_name_file;
} cli_choice;

/* Gives one after another, always in the same order; `*at` begins with 0. False after the last. */
bool cli_next_choice(const cli_options *options, size_t *at, cli_choice *choice);

/* Reads the options of the subcommand `named` ("save", ...; NULL where the command line names none,
 * which means "speak") into `options`. Returns true to go on; otherwise the program is to exit with
 * `*status`: help or version was printed, or a usage error. */
bool cli_parse(int argc, char **argv, const char *named, cli_options *options, int *status);

/* Prints the help of a command, or of all where that is NULL; the exit status. */
int cli_help(const char *command);

int cli_speak(const cli_options *options);
int cli_listen(const cli_options *options);
int cli_resume(const cli_options *options);
int cli_control(const cli_options *options);
int cli_save(const cli_options *options);
int cli_feed(const cli_options *options);
int cli_batch(const cli_options *options); /* save with --out */
int cli_text(const cli_options *options);
int cli_phonemes(const cli_options *options);
int cli_diacritize(const cli_options *options);
int cli_voices(const cli_options *options);

/* Says, once in a user's life, how to get a natural voice where there is none and none was chosen.
 * Only on a terminal and without --quiet. */
void cli_suggest_voice(const cli_options *options);

/* Looks for --speak-errors among the arguments, before they are parsed, since that may fail. */
void cli_speak_errors(int argc, char *const *argv);
bool cli_speaks_errors(void);

/* Speaks a message (NULL: none) by the default voice, with --speak-errors; silently gives up where
 * it cannot.
 * Not while another player is open. cli_say_error leaves out what is wrong with the sound itself.
 */
void cli_say(const char *message);
void cli_say_error(const rawi_error *error);

/* Prints "rawi: message" on standard error and returns the exit status that belongs to the error:
 * CLI_USAGE for RAWI_ERROR_ARGUMENT, else CLI_FAILED. */
int cli_print_error(const rawi_error *error);

/* The same, and speaks the message with --speak-errors. */
int cli_fail(const rawi_error *error);

/* Prints "rawi: message" and where to find help; returns CLI_USAGE. */
int cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The error of a command that found no utterance behind options->from. */
rawi_status cli_nothing_to_say(const cli_options *options, const rawi_article *article,
                               rawi_error *error);

/* How the options want the narration. */
rawi_narration_options cli_narration(const cli_options *options);

/* How progress is to be shown by --plain, --quiet and --json. */
progress_style cli_progress_style(const cli_options *options);

/* The one source that the command takes: its argument, or "-" where it stands without one and
 * standard input is no terminal. On misuse prints the error and returns NULL. */
const char *cli_source(const cli_options *options);

/* What an edition is made from that the options want, but for the article: origin->content is left
 * empty. Fails where there is no such voice, or a file that an option names cannot be read. */
rawi_status cli_origin(const cli_options *options, rawi_origin *origin, rawi_error *error);

/* Adds the article: its digest, or none for what is no ordinary file that can be read. */
void cli_origin_article(const char *path, rawi_origin *origin);

/* How the options want an edition. */
rawi_edition_options cli_edition(const cli_options *options);

/* Opens an article and its script, which starts at options->from; close both with cli_close. */
rawi_status cli_open_source(const cli_options *options, const char *source, rawi_article **article,
                            rawi_script **script, rawi_error *error);

/* Opens the command's source and its script, which starts at options->from. On failure prints the
 * error and returns its exit status, else CLI_OK; close both with cli_close. With --verbose the
 * script names on standard error the characters that have no reading. */
int cli_open(const cli_options *options, rawi_article **article, rawi_script **script);
void cli_close(rawi_article *article, rawi_script *script);

/* The columns of a terminal that a text takes. */
size_t cli_columns(const char *text);

/* Prints a text and spaces up to `width` columns and one more. */
void cli_print_column(const char *text, size_t width);

/* Brings what was printed to its reader at once; false where standard output cannot be written, the
 * reason of which is kept for cli_finish. */
bool cli_flush(void);

/* Flushes standard output; when it could not be written prints why and returns CLI_FAILED, else
 * `status`. */
int cli_finish(int status);

#endif
