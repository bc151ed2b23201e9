/* The rawi command: one file a subcommand, each with one function of this table's kind. */
#ifndef RAWI_CLI_CLI_H
#define RAWI_CLI_CLI_H

#include "rawi.h"

/* Exit statuses. */
enum {
    CLI_OK = 0,
    CLI_FAILED = 1,
    CLI_USAGE = 2
};

/* The options that several subcommands share, parsed by cli_parse. */
typedef struct cli_options {
    const char *voice;
    double rate;
    double pitch;
    rawi_endings endings;
    const char *lexicon;
    const char *output;
    const char *marks; /* "full" or "none" */
    const char *from;  /* where to go on, as `rawi speak` printed it */
    rawi_format format;
    bool quiet;
    bool verbose;
    bool json;
    const char *const *sources; /* what stands after the options */
    size_t source_count;
} cli_options;

typedef struct cli_command {
    const char *name;
    int (*run)(const cli_options *options);
} cli_command;

int cli_speak(const cli_options *options);
int cli_save(const cli_options *options);
int cli_text(const cli_options *options);
int cli_phonemes(const cli_options *options);
int cli_diacritize(const cli_options *options);
int cli_voices(const cli_options *options);

/* Prints "rawi: message" on standard error and returns the exit status that belongs to the error:
 * CLI_USAGE for RAWI_ERROR_ARGUMENT, else CLI_FAILED. */
int cli_fail(const rawi_error *error);

/* Opens the one source that a command takes ("-" or none: standard input, with a hint on a
 * terminal), and its script. On failure prints the error and returns its exit status, else CLI_OK.
 */
int cli_open(const cli_options *options, rawi_article **article, rawi_script **script);

#endif
