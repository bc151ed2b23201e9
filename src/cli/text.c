/* rawi text: the script as it is spoken, an utterance a line; with --explain, under each line what
 * was rewritten, what it was taken for, and why. */
#include "base/text.h"
#include "arabic/script.h"
#include "cli/json.h"

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

static void print_word(const rawi_word *word, cli_marks marks) {
    if (marks == CLI_MARKS_FULL)
        fputs(word->text, stdout);
    else
        print_without_marks(word->text);
}

static void print_words(const rawi_utterance *utterance, cli_marks marks) {
    for (size_t i = 0; i < utterance->word_count; i++) {
        printf("%s%s", i ? " " : "", utterance->words[i].before);
        print_word(&utterance->words[i], marks);
        fputs(utterance->words[i].after, stdout);
    }
    putchar('\n');
}

static void print_reading(const rawi_article *article, const rawi_utterance *utterance,
                          const rawi_reading *reading, cli_marks marks) {
    rawi_span span = reading->span;
    printf("    %.*s →", (int)(span.end - span.start), article->text + span.start);
    for (size_t i = 0; i < utterance->word_count; i++) {
        const rawi_word *word = &utterance->words[i];
        if (word->span.start < span.start || word->span.end > span.end)
            continue;
        putchar(' ');
        print_word(word, marks);
    }
    printf("\n        %s", reading->taken_for);
    if (reading->reason)
        printf(_(": %s"), reading->reason);
    if (reading->grammar)
        printf(_("; %s"), reading->grammar);
    putchar('\n');
}

static void print_readings(const rawi_article *article, rawi_script *script,
                           const rawi_utterance *utterance, cli_marks marks) {
    size_t count;
    const rawi_reading *readings = rawi_normalizer_readings(rawi_script_normalizer(script), &count);
    for (size_t i = 0; i < count; i++)
        print_reading(article, utterance, &readings[i], marks);
}

static rawi_status print_utterance(const cli_options *options, const rawi_article *article,
                                   rawi_script *script, const rawi_utterance *utterance,
                                   rawi_error *error) {
    (void)error;
    print_words(utterance, options->marks);
    if (options->explain)
        print_readings(article, script, utterance, options->marks);
    return RAWI_OK;
}

int cli_text(const cli_options *options) {
    return cli_print_script(options, print_utterance);
}
