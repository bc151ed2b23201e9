/* Opens what the command is to work on: the article and its script. */
#include "arabic/script.h"
#include "cli/cli.h"
#include "listen/source.h"

#include <stdio.h>
#include <unicode/uchar.h>

static void print_unread(void *user, char32_t character, rawi_span where) {
    const rawi_article *article = user;
    size_t line = 1;
    rawi_span source = rawi_article_source_span(article, where);
    for (size_t i = 0; i < article->block_count; i++)
        if (article->blocks[i].span.start <= where.start)
            line = article->blocks[i].line;
    char name[128] = "";
    UErrorCode icu = U_ZERO_ERROR;
    u_charName((UChar32)character, U_EXTENDED_CHAR_NAME, name, sizeof name, &icu);
    fprintf(stderr, _("rawi: %s, line %zu, byte %zu: U+%04X %s has no reading\n"), article->name,
            line, source.start, (unsigned)character, name);
}

static void report_unread(const cli_options *options, rawi_article *article, rawi_script *script) {
    if (options->verbose)
        rawi_normalizer_report_unread(rawi_script_normalizer(script), print_unread, article);
}

/* Opens a file, standard input or an address. */
static rawi_status open_article(const cli_options *options, const char *source,
                                rawi_article **article, rawi_error *error) {
    if (!rawi_source_is_address(source))
        return rawi_article_open(source, options->format, article, error);
    rawi_opened opened;
    const rawi_opening opening = {
        .source = source, .format = options->format, .patience = options->patience};
    rawi_status status = rawi_source_open(&opening, &opened, error);
    if (status != RAWI_OK)
        return status;
    *article = opened.article;
    opened.article = NULL;
    rawi_opened_free(&opened);
    return *article ? RAWI_OK
                    : rawi_fail(error, RAWI_ERROR_INPUT,
                                _("%s: is a list of articles; hear it with rawi listen"), source);
}

rawi_status cli_open_source(const cli_options *options, const char *source, rawi_article **article,
                            rawi_script **script, rawi_error *error) {
    rawi_script_options wanted = {.endings = options->endings, .lexicon = options->lexicon};
    rawi_status status = open_article(options, source, article, error);
    if (status != RAWI_OK)
        return status;
    status = rawi_script_open(*article, &wanted, script, error);
    if (status == RAWI_OK) {
        status = rawi_script_seek(*script, options->from, error);
        if (status != RAWI_OK)
            rawi_script_close(*script);
    }
    if (status != RAWI_OK) {
        rawi_article_close(*article);
        return status;
    }
    report_unread(options, *article, *script);
    return RAWI_OK;
}

int cli_open(const cli_options *options, rawi_article **article, rawi_script **script) {
    const char *source = cli_source(options);
    rawi_error error;
    if (!source)
        return CLI_USAGE;
    return cli_open_source(options, source, article, script, &error) == RAWI_OK ? CLI_OK
                                                                                : cli_fail(&error);
}

rawi_status cli_nothing_to_say(const cli_options *options, const rawi_article *article,
                               rawi_error *error) {
    return rawi_fail(error, RAWI_ERROR_INPUT, _("%s: there is nothing to say after byte %zu"),
                     article->name, options->from);
}

void cli_close(rawi_article *article, rawi_script *script) {
    rawi_script_close(script);
    rawi_article_close(article);
}
