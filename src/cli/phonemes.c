/* rawi phonemes: the script in IPA, an utterance a line, | for a breath, ‖ for a longer break. */
#include "cli/json.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const break_signs[] = {"", " |", " ‖", " ‖", ""};

static rawi_status print_utterance(const cli_options *options, const rawi_article *article,
                                   rawi_script *script, const rawi_utterance *utterance,
                                   rawi_error *error) {
    (void)options;
    (void)article;
    (void)script;
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
    return cli_print_script(options, print_utterance);
}
