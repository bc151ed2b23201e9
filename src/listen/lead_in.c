/* The lead-in. */
#include "listen/lead_in.h"
#include "edition/chime.h"

#include <stdlib.h>
#include <string.h>

/* Whether the article says its own title first. */
static bool says_its_title(const rawi_article *article) {
    const rawi_block *first = article->block_count ? &article->blocks[0] : NULL;
    size_t length = article->title ? strlen(article->title) : 0;
    return first && length == first->span.end - first->span.start &&
           memcmp(article->text + first->span.start, article->title, length) == 0;
}

static rawi_loaded *make_title(const char *text, const rawi_script_options *script,
                               const rawi_narration_options *narration) {
    rawi_loaded *title = calloc(1, sizeof *title);
    bool made = title &&
                rawi_article_open_memory(text, strlen(text), NULL, RAWI_FORMAT_TEXT,
                                         &title->opened.article, NULL) == RAWI_OK &&
                rawi_script_open(title->opened.article, script, &title->script, NULL) == RAWI_OK &&
                rawi_narration_open(title->script, narration, &title->narration, NULL) == RAWI_OK;
    if (made)
        return title;
    rawi_loaded_free(title);
    return NULL;
}

rawi_lead_in rawi_lead_in_make(const rawi_loaded *loaded, bool from_the_beginning,
                               const rawi_script_options *script,
                               const rawi_narration_options *narration) {
    const rawi_article *article = loaded->opened.article;
    rawi_lead_in lead_in = {0};
    if (article->title && !(from_the_beginning && says_its_title(article)))
        lead_in.title = make_title(article->title, script, narration);
    const rawi_loaded *spoken = lead_in.title ? lead_in.title : loaded;
    if (rawi_chime_make(RAWI_CHIME_OPENING, rawi_narration_rate(spoken->narration), &lead_in.chime,
                        &lead_in.chime_count, NULL) != RAWI_OK)
        lead_in.chime = NULL;
    return lead_in;
}
