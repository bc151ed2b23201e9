/* Addresses, e-mails, handles and hashtags: their structure is said here, their names are read as
 * Latin script or Arabic words. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"

enum {
    MOST_ADDRESS_ITEMS = 200,
    PATH_PARTS_SAID = 2 /* the rest of a long address is said to be there, not spelled */
};

static bool is_name(const rawi_item *item) {
    return item->kind == RAWI_ITEM_LATIN || item->kind == RAWI_ITEM_DIGITS ||
           item->kind == RAWI_ITEM_WORD;
}

/* Items [first, end) through the reader of Latin script, all of one span. */
static rawi_status say_latin(rawi_reader *reader, size_t first, size_t end, rawi_error *error) {
    const char *folded = reader->sentence->folded.bytes;
    rawi_slice text = rawi_items_text(reader, first, end);
    size_t start = (size_t)(text.bytes - folded);
    rawi_span run = {start, start + text.length};
    size_t first_token = reader->tokens->count;
    rawi_status status = RAWI_OK;
    while (status == RAWI_OK && run.start < run.end) {
        size_t read = run.end;
        status = rawi_read_latin(reader->latin, folded, run, (rawi_span){start, run.end},
                                 reader->tokens, &read, error);
        run.start = read;
        while (run.start < run.end && strchr(".-_+", folded[run.start]))
            run.start++;
    }
    for (size_t i = first_token; i < reader->tokens->count; i++)
        reader->tokens->items[i].span = rawi_items_span(reader, first, end);
    if (reader->speaker.clitic && first_token < reader->tokens->count && !reader->tokens->failed)
        rawi_token_prepend(reader->tokens, first_token, rawi_slice_of(reader->speaker.clitic));
    reader->speaker.clitic = NULL;
    return status;
}

/* One item's words: Latin by its reader, digits as a number that names, Arabic as it is. */
static rawi_status say_name(rawi_reader *reader, size_t at, rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind == RAWI_ITEM_LATIN)
        return say_latin(reader, at, at + 1, error);
    reader->speaker.span = item->span;
    if (item->kind == RAWI_ITEM_WORD)
        rawi_speak(&reader->speaker, item->text, 0);
    else
        rawi_say_digits(reader->tokens, item->text, item->span);
    return RAWI_OK;
}

/* The item after a run of Latin letters, digits, dots and dashes: a host, a file's name. */
static size_t label_end(const rawi_reader *reader, size_t at, size_t most) {
    size_t end = at;
    for (size_t i = at; i < most; i++) {
        const rawi_item *item = rawi_item_at(reader, i);
        if (item->kind == RAWI_ITEM_LATIN || item->kind == RAWI_ITEM_DIGITS)
            end = i + 1;
        else if (item->character != U'.' && item->character != U'-')
            break;
    }
    return end;
}

static void say_sign(rawi_reader *reader, const char *words, size_t at) {
    reader->speaker.span = rawi_item_at(reader, at)->span;
    while (*words) {
        size_t length = strcspn(words, " ");
        rawi_speak(&reader->speaker, (rawi_slice){words, length},
                   RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN);
        words += length + (words[length] == ' ');
    }
}

static const char *sign_words(char32_t sign) {
    switch (sign) {
    case U'.':
        return "دُوتْ";
    case U'@':
        return "آتْ";
    case U'/':
        return "سْلَاشْ";
    case U'-':
        return "شَرْطَة";
    case U'_':
        return "شَرْطَة سُفْلِيَّة";
    case U':':
        return "نُقْطَتَانْ";
    case U'+':
        return "زَائِد";
    default:
        return "";
    }
}

/* ---- addresses ---- */

static size_t skip_scheme(const rawi_reader *reader, size_t at) {
    if (rawi_item_is_one_of(reader, at, "http https ftp HTTP HTTPS") &&
        rawi_item_is_symbol(reader, at + 1, U':') && rawi_item_is_symbol(reader, at + 2, U'/') &&
        rawi_item_is_symbol(reader, at + 3, U'/'))
        at += 4;
    if (rawi_item_is_one_of(reader, at, "www WWW") && rawi_item_is_symbol(reader, at + 1, U'.'))
        at += 2;
    return at;
}

/* numbers are not needed: detail is where the spoken part starts. */
static rawi_status say_address(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    rawi_status status = RAWI_OK;
    size_t slashes = 0;
    for (size_t at = candidate->detail; status == RAWI_OK && at < candidate->end; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        bool last_slash = item->character == U'/' && at + 1 == candidate->end;
        slashes += item->character == U'/' && !last_slash;
        if (slashes > PATH_PARTS_SAID || item->character == U'?' || item->character == U'#') {
            reader->speaker.span = rawi_items_span(reader, at, candidate->end);
            rawi_speak_phrase(&reader->speaker, "وَبَقِيَّةُ الرَّابِطِ");
            break;
        }
        size_t label = label_end(reader, at, candidate->end);
        if (item->kind == RAWI_ITEM_LATIN && label > at) {
            status = say_latin(reader, at, label, error);
            at = label - 1;
        } else if (is_name(item))
            status = say_name(reader, at, error);
        else if (!last_slash)
            say_sign(reader, sign_words(item->character), at);
    }
    return status;
}

static bool is_address_sign(const rawi_item *item, bool path) {
    if (item->kind != RAWI_ITEM_SYMBOL || item->character > 0x7F)
        return false;
    return strchr(path ? ".-_~:/?#@!$&'*+=%" : ".-_@+:/?#", (int)item->character) != NULL;
}

/* The item after the address from `at` on: a final full stop belongs to the sentence. */
static size_t address_end(const rawi_reader *reader, size_t at) {
    size_t end = at;
    bool path = false;
    for (size_t i = at; i < at + MOST_ADDRESS_ITEMS; i++) {
        const rawi_item *item = rawi_item_at(reader, i);
        if (!item || (i > at && item->spaced))
            break;
        if ((is_name(item) && (path || item->kind != RAWI_ITEM_WORD)) || item->character == U'/')
            end = i + 1;
        else if (!is_address_sign(item, path))
            break;
        path = path || item->character == U'/';
    }
    return end;
}

/* Whether items [first, end) hold a host: a dot before a name of two letters or more at its end. */
static bool has_domain(const rawi_reader *reader, size_t first, size_t end) {
    static const char domains[] = "com net org io ai gov edu info biz co me tv app dev tech news "
                                  "media online site store shop int mil "
                                  "sa ae eg jo kw qa bh om ye iq sy lb ps ma dz tn ly sd mr so dj "
                                  "uk us de fr es it nl be ch at se no "
                                  "dk fi ru ua tr ir in cn jp kr br ar ca au nz za eu gl ly fm be "
                                  "ws cc to sh gg xyz page link arabic";
    for (size_t i = first + 1; i + 1 < end; i++)
        if (rawi_item_is_symbol(reader, i, U'.') &&
            rawi_item_at(reader, i - 1)->kind != RAWI_ITEM_SYMBOL &&
            rawi_item_is_one_of(reader, i + 1, domains) &&
            (i + 2 == end || rawi_item_at(reader, i + 2)->kind == RAWI_ITEM_SYMBOL))
            return true;
    return false;
}

/* The digital object identifier in the path of items [first, end), or `end`. */
static size_t find_doi(const rawi_reader *reader, size_t first, size_t end) {
    rawi_candidate identifier = {0};
    for (size_t at = first + 1; at < end; at++)
        if (rawi_item_is_symbol(reader, at - 1, U'/') &&
            rawi_item_at(reader, at)->kind == RAWI_ITEM_DIGITS &&
            rawi_recognize_doi(reader, at, &identifier))
            return at;
    return end;
}

bool rawi_recognize_address(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_LATIN && item->kind != RAWI_ITEM_DIGITS)
        return false;
    size_t host = skip_scheme(reader, at);
    if (!rawi_item_at(reader, host))
        return false;
    size_t end = address_end(reader, host);
    if (end <= host || (host == at && !has_domain(reader, host, end)))
        return false;
    bool mail = false;
    for (size_t i = host; i < end; i++)
        mail = mail || rawi_item_is_symbol(reader, i, U'@');
    candidate->end = find_doi(reader, host, end);
    candidate->detail = (unsigned)host;
    return rawi_propose(candidate, mail ? N_("an e-mail address") : N_("a web address"),
                        host > at ? N_("it starts as an address does") : N_("it ends in a domain"),
                        RAWI_SCORE_CERTAIN + 5, say_address);
}

/* ---- handles and hashtags ---- */

/* Names joined by underscores from `at` on; the item after them. */
static size_t tag_end(const rawi_reader *reader, size_t at) {
    size_t end = at;
    for (size_t i = at; rawi_item_at(reader, i) && !rawi_item_at(reader, i)->spaced; i++) {
        if (is_name(rawi_item_at(reader, i)))
            end = i + 1;
        else if (!rawi_item_is_symbol(reader, i, U'_') && !rawi_item_is_symbol(reader, i, U'.'))
            break;
    }
    return end;
}

static rawi_status say_tag(rawi_reader *reader, const rawi_candidate *candidate,
                           rawi_error *error) {
    rawi_status status = RAWI_OK;
    if (candidate->text && candidate->detail)
        say_sign(reader, candidate->text, candidate->first);
    else if (candidate->text) {
        rawi_speak_stem(&reader->speaker, candidate->text,
                        rawi_case_of(reader, candidate->first).grammatical, RAWI_CONSTRUCT);
    }
    for (size_t at = candidate->first + 1; status == RAWI_OK && at < candidate->end; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        if (is_name(item))
            status = say_name(reader, at, error);
        else if (item->character == U'.')
            say_sign(reader, sign_words(U'.'), at);
    }
    return status;
}

bool rawi_recognize_handle(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!rawi_item_is_symbol(reader, at, U'@') || !rawi_item_is_glued(reader, at + 1))
        return false;
    candidate->end = tag_end(reader, at + 1);
    if (candidate->end <= at + 1)
        return false;
    candidate->text = "آتْ";
    candidate->detail = 1;
    return rawi_propose(candidate, N_("a handle"), N_("a name after @"), RAWI_SCORE_CERTAIN,
                        say_tag);
}

bool rawi_recognize_hashtag(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    if (!rawi_item_is_symbol(reader, at, U'#') || !rawi_item_is_glued(reader, at + 1))
        return false;
    const rawi_item *first = rawi_item_at(reader, at + 1);
    candidate->end = tag_end(reader, at + 1);
    if (candidate->end <= at + 1)
        return false;
    bool number = first->kind == RAWI_ITEM_DIGITS && candidate->end == at + 2;
    bool announced = (at > 0 && rawi_item_in_list(reader, at - 1, "hashtag")) ||
                     (candidate->end == at + 2 && rawi_item_in_list(reader, at + 1, "flash"));
    if (number)
        announced = rawi_clause_has(reader, at, "رقم الرقم رقمه رقمها برقم ورقم");
    candidate->text = announced ? NULL : number ? "رَقْم" : "وَسْم";
    return rawi_propose(candidate, number ? N_("a number in a series") : N_("a hashtag"),
                        N_("a name after #"), RAWI_SCORE_CERTAIN, say_tag);
}
