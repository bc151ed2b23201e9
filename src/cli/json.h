/* The script as JSON: one document, written utterance by utterance. */
#ifndef RAWI_CLI_JSON_H
#define RAWI_CLI_JSON_H

#include "cli/cli.h"

/* The word's sounds in IPA; the caller's to free, NULL when memory is exhausted. */
char *cli_word_ipa(const rawi_word *word);

/* Writes the script to standard output with its words' spans, sounds and times (those of a
 * narration with the voice, rate and pitch of the options). Returns the exit status. */
int cli_print_json(const cli_options *options, const rawi_article *article, rawi_script *script);

/* Prints one utterance; the script's reports are about it. */
typedef rawi_status cli_print_utterance(const cli_options *options, const rawi_article *article,
                                        rawi_script *script, const rawi_utterance *utterance,
                                        rawi_error *error);

/* Opens the command's source and prints its script: with --json as cli_print_json does, else each
 * utterance with `print`. Returns the exit status. */
int cli_print_script(const cli_options *options, cli_print_utterance *print);

#endif
