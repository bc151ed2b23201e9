/* rawi phonemes: the script in IPA, an utterance a line, | for a breath, ‖ for a longer break. */
#include "cli/json.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const break_signs[] = {"", " |", " ‖", " ‖", ""};

static rawi_status print_utterance(const rawi_utterance *utterance, rawi_error *error) {
    for (size_t i = 0; i < utterance->word_count; i++) {
        const rawi_word *word = &utterance->words[i];
        char *ipa = cli_word_ipa(word);
        if (!ipa)
            return rawi_fail_memory(error);
        printf("%s%s%s", i ? " " : "", ipa, break_signs[word->break_after]);
        free(ipa);
    }
    putchar('\n');
    return RAWI_OK;
}

int cli_phonemes(const cli_options *options) {
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
        while (!(status = rawi_script_next(script, &utterance, &error)) &&
               !(status = print_utterance(utterance, &error)))
            ;
        exit_status = status == RAWI_END ? CLI_OK : cli_fail(&error);
    }
    cli_close(article, script);
    return exit_status;
}
