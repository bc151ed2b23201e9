/* rawi text: the script as it is spoken, an utterance a line. */
#include "cli/json.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

static void print_without_marks(const char *word) {
    size_t length = strlen(word);
    for (size_t position = 0; position < length;) {
        size_t start = position;
        int32_t character = rawi_next_character(word, length, &position);
        if (u_charType(character) != U_NON_SPACING_MARK)
            fwrite(word + start, 1, position - start, stdout);
    }
}

static void print_utterance(const rawi_utterance *utterance, cli_marks marks) {
    for (size_t i = 0; i < utterance->word_count; i++) {
        const rawi_word *word = &utterance->words[i];
        printf("%s%s", i ? " " : "", word->before);
        if (marks == CLI_MARKS_FULL)
            fputs(word->text, stdout);
        else
            print_without_marks(word->text);
        fputs(word->after, stdout);
    }
    putchar('\n');
}

int cli_text(const cli_options *options) {
    rawi_article *article;
    rawi_script *script;
    int exit_status = cli_open(options, &article, &script);
    if (exit_status)
        return exit_status;
    if (options->json) {
        exit_status = cli_print_json(options, article, script);
    } else {
        const rawi_utterance *utterance;
        rawi_error error;
        rawi_status status;
        while (!(status = rawi_script_next(script, &utterance, &error)))
            print_utterance(utterance, options->marks);
        exit_status = status == RAWI_END ? CLI_OK : cli_fail(&error);
    }
    cli_close(article, script);
    return exit_status;
}
