/* The rawi command: finds the subcommand and hands over. */
#include "cli/cli.h"

#include <libgen.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct cli_command {
    const char *name;
    int (*run)(const cli_options *options);
} cli_command;

/* Ends with an empty entry. */
static const cli_command commands[] = {
    {"speak", cli_speak},
    {"listen", cli_listen},
    {"resume", cli_resume},
    {"control", cli_control},
    {"save", cli_save},
    {"feed", cli_feed},
    {"text", cli_text},
    {"phonemes", cli_phonemes},
    {"diacritize", cli_diacritize},
    {"voices", cli_voices},
    {NULL, NULL},
};

static const cli_command *find_command(const char *name) {
    for (size_t i = 0; commands[i].name; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* Messages come from ../share/locale beside the program's own folder, so that they are found in the
 * build tree and wherever Rawi is installed. */
static void choose_language(void) {
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        char catalogs[PATH_MAX + sizeof "/../share/locale"];
        program[length] = '\0';
        snprintf(catalogs, sizeof catalogs, "%s/../share/locale", dirname(program));
        bindtextdomain("rawi", catalogs);
    }
    bind_textdomain_codeset("rawi", "UTF-8");
}

/* A word in small Latin letters that is no file's name was meant for a command. */
static bool is_unknown_command(const char *word) {
    return *word && word[strspn(word, "abcdefghijklmnopqrstuvwxyz")] == '\0' &&
           access(word, F_OK) != 0;
}

int main(int argc, char **argv) {
    choose_language();
    signal(SIGPIPE, SIG_IGN);
    cli_speak_errors(argc, argv);
    const cli_command *command = argc > 1 ? find_command(argv[1]) : NULL;
    if (!command && argc == 1 && isatty(STDIN_FILENO)) {
        cli_help(NULL);
        return CLI_USAGE;
    }
    if (argc > 1 && strcmp(argv[1], "help") == 0)
        return cli_finish(cli_help(argc > 2 ? argv[2] : NULL));
    if (!command && argc > 1 && is_unknown_command(argv[1]))
        return cli_finish(cli_usage(_("there is neither a command nor a file '%s'"), argv[1]));
    const char *named = NULL;
    if (command) {
        named = command->name;
        argc--;
        argv++;
    } else {
        command = find_command("speak");
    }
    cli_options options;
    int status;
    if (!cli_parse(argc, argv, named, &options, &status))
        return cli_finish(status);
    return cli_finish(command->run(&options));
}
