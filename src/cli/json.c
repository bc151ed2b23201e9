/* The script as JSON: what the article says of itself, then each utterance with its words: text,
 * sounds, the bytes of the article's text and of the source, the seconds of the narration. */
#include "cli/json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const kinds[] = {"heading", "paragraph", "list-item", "quotation", "caption"};
static const char *const intonations[] = {"statement",   "question", "wh-question",
                                          "exclamation", "heading",  "continuation"};
static const char *const breaks[] = {"none", "breath", "clause", "strong", "final"};

char *cli_word_ipa(const rawi_word *word) {
    size_t size = rawi_word_ipa(word, NULL, 0) + 1;
    char *ipa = malloc(size);
    if (ipa)
        rawi_word_ipa(word, ipa, size);
    return ipa;
}

static json_t *span_json(rawi_span span) {
    return json_pack("[I, I]", (json_int_t)span.start, (json_int_t)span.end);
}

/* Seconds, to the tenth of a millisecond. */
static json_t *seconds_json(size_t sample, unsigned rate) {
    return json_real((double)(long long)((double)sample / rate * 1e4 + 0.5) / 1e4);
}

static json_t *word_json(const rawi_article *article, const rawi_word *word, rawi_word_time time,
                         size_t offset, unsigned rate) {
    char *ipa = cli_word_ipa(word);
    json_t *json = json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:s}", "text", word->text, "ipa", ipa, "span",
        span_json(word->span), "source", span_json(rawi_article_source_span(article, word->span)),
        "start", seconds_json(offset + time.start, rate), "end",
        seconds_json(offset + time.end, rate), "break", breaks[word->break_after]);
    free(ipa);
    if (json && *word->before)
        json_object_set_new(json, "before", json_string(word->before));
    if (json && *word->after)
        json_object_set_new(json, "after", json_string(word->after));
    return json;
}

static json_t *utterance_json(const rawi_article *article, const rawi_speech *speech,
                              size_t offset) {
    const rawi_utterance *utterance = speech->utterance;
    json_t *words = json_array();
    for (size_t i = 0; i < utterance->word_count; i++)
        json_array_append_new(words, word_json(article, &utterance->words[i], speech->words[i],
                                               offset, speech->rate));
    return json_pack("{s:s, s:i, s:I, s:s, s:o, s:o, s:o, s:o}", "kind", kinds[utterance->kind],
                     "level", (int)utterance->level, "block", (json_int_t)utterance->block,
                     "intonation", intonations[utterance->intonation], "span",
                     span_json(utterance->span), "start", seconds_json(offset, speech->rate), "end",
                     seconds_json(offset + speech->sample_count, speech->rate), "words", words);
}

static void print_member(const char *name, const char *value) {
    json_t *json = value ? json_string(value) : json_null();
    printf("\"%s\": ", name);
    json_dumpf(json, stdout, JSON_ENCODE_ANY);
    printf(",\n");
    json_decref(json);
}

static rawi_status print_utterances(const rawi_article *article, rawi_narration *narration,
                                    rawi_error *error) {
    size_t offset = 0;
    const char *separator = "";
    const rawi_speech *speech;
    rawi_status status;
    while (!(status = rawi_narration_next(narration, &speech, error))) {
        json_t *json = utterance_json(article, speech, offset);
        if (!json)
            return rawi_fail_memory(error);
        fputs(separator, stdout);
        json_dumpf(json, stdout, JSON_COMPACT | JSON_REAL_PRECISION(10));
        json_decref(json);
        separator = ",\n";
        offset += speech->sample_count;
    }
    return status == RAWI_END ? RAWI_OK : status;
}

int cli_print_json(const cli_options *options, const rawi_article *article, rawi_script *script) {
    rawi_narration_options narration_options = cli_narration(options);
    rawi_narration *narration;
    rawi_error error;
    if (rawi_narration_open(script, &narration_options, &narration, &error))
        return cli_fail(&error);
    printf("{");
    print_member("title", article->title);
    print_member("author", article->author);
    print_member("date", article->date);
    print_member("site", article->site);
    print_member("language", article->language);
    printf("\"utterances\": [\n");
    rawi_status status = print_utterances(article, narration, &error);
    printf("\n]}\n");
    rawi_narration_close(narration);
    return status ? cli_fail(&error) : CLI_OK;
}

static int print_each(const cli_options *options, const rawi_article *article, rawi_script *script,
                      cli_print_utterance *print) {
    const rawi_utterance *utterance;
    rawi_error error;
    rawi_status status;
    while (!(status = rawi_script_next(script, &utterance, &error)) &&
           !(status = print(options, article, script, utterance, &error)))
        ;
    return status == RAWI_END ? CLI_OK : cli_fail(&error);
}

int cli_print_script(const cli_options *options, cli_print_utterance *print) {
    rawi_article *article;
    rawi_script *script;
    int exit_status = cli_open(options, &article, &script);
    if (exit_status)
        return exit_status;
    exit_status = options->json ? cli_print_json(options, article, script)
                                : print_each(options, article, script, print);
    cli_close(article, script);
    return exit_status;
}
