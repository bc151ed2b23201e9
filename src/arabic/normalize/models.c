/* Numbers that name a version or a model. */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "base/table.h"

RAWI_TABLE(model_names);

static rawi_status say_version(rawi_reader *reader, const rawi_candidate *candidate,
                               rawi_error *error) {
    (void)error;
    size_t first_token = reader->tokens->count;
    for (size_t at = candidate->first; at < candidate->end; at++) {
        const rawi_item *item = rawi_item_at(reader, at);
        rawi_span span = reader->speaker.span;
        if (item->kind == RAWI_ITEM_DIGITS)
            rawi_say_digits(reader->tokens, item->text, span);
        else if (item->character == U'.')
            rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, rawi_slice_of("نُقْطَة"),
                           RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN, span);
    }
    if (reader->speaker.clitic && !reader->tokens->failed && first_token < reader->tokens->count)
        rawi_token_prepend(reader->tokens, first_token, rawi_slice_of(reader->speaker.clitic));
    return RAWI_OK;
}

/* The variant that a hyphen joins to a model's number of three digits: 737-800. The item after it.
 */
static size_t variant_end(const rawi_reader *reader, size_t at, size_t end) {
    const size_t model = 3;
    rawi_number number, variant;
    bool joined = end == at + 1 && rawi_item_is_dash(reader, end) &&
                  rawi_item_is_glued(reader, end) && rawi_item_is_glued(reader, end + 1) &&
                  rawi_parse_plain(reader, at, &number) &&
                  rawi_parse_plain(reader, end + 1, &variant) && number.digits.length == model &&
                  variant.digits.length <= model;
    return joined ? end + 2 : end;
}

static size_t dotted_end(const rawi_reader *reader, size_t at) {
    size_t end = at + 1;
    rawi_number part;
    while (rawi_item_is_symbol(reader, end, U'.') && rawi_item_is_glued(reader, end) &&
           rawi_item_is_glued(reader, end + 1) && rawi_parse_plain(reader, end + 1, &part))
        end += 2;
    return end;
}

static bool is_model_name(const rawi_item *item) {
    return item->kind == RAWI_ITEM_WORD &&
           rawi_table_find(&rawi_model_names_table, item->bare) >= 0;
}

bool rawi_recognize_version(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number number, whole;
    if (!rawi_parse_plain(reader, at, &number))
        return false;
    size_t end = dotted_end(reader, at);
    size_t before = at - (reader->clitic ? 1 : 0);
    const rawi_item *name = before ? rawi_item_at(reader, before - 1) : NULL;
    bool named =
        name && !reader->clitic && !rawi_item_is_one_of(reader, before - 1, "x X pH PH ph") &&
        (name->kind == RAWI_ITEM_LATIN ? !rawi_may_count(reader, end)
                                       : is_model_name(name) && !rawi_surely_counts(reader, at));
    size_t dots = (end - at) / 2;
    bool is_number = rawi_parse_number(reader, at, &whole) == end;
    if (!(dots >= 2 && !is_number) && !named)
        return false;
    if (!is_number && dots < 2)
        return false;
    bool sure = named || (before && rawi_item_in_list(reader, before - 1, "versioned"));
    candidate->end = named ? variant_end(reader, at, end) : end;
    return rawi_propose(candidate, dots ? N_("a version") : N_("the number of a model"),
                        dots >= 2 ? N_("numbers with dots between them")
                                  : N_("after a product's name"),
                        (sure && dots >= 2 ? RAWI_SCORE_CONFIRMED : RAWI_SCORE_SHAPE) + 5,
                        say_version); /* النسخة 2.0.1 is no second version */
}

/* A foreign name, with a clitic or without. */
static bool is_foreign_name(rawi_slice word) {
    static const char *const clitics[] = {"و", "ف", "ب", "ل", "ك"};
    if (rawi_is_name(word))
        return true;
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++) {
        size_t length = strlen(clitics[i]);
        if (rawi_has_prefix(word, clitics[i]))
            return rawi_is_name((rawi_slice){word.bytes + length, word.length - length});
    }
    return false;
}

/* ---- sequels ---- */

static bool closes_quotation(const rawi_reader *reader, size_t at) {
    return rawi_item_is_symbol(reader, at, U'»') || rawi_item_is_symbol(reader, at, U'”') ||
           rawi_item_is_symbol(reader, at, U'"');
}

/* A word for what has a title stands before item `at`: فيلم الرسوم المتحركة «…» */
static bool follows_titled(const rawi_reader *reader, size_t at) {
    const size_t reach = 3;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        if (rawi_item_at(reader, at - back)->kind != RAWI_ITEM_WORD)
            return false;
        if (rawi_item_in_list(reader, at - back, "titled"))
            return true;
    }
    return false;
}

/* «زوتروبوليس 2», فيلم أفاتار 3: the number ends the title, which is a quotation or a foreign name.
 */
static bool ends_title(const rawi_reader *reader, size_t at) {
    size_t first = at - 1;
    size_t open = rawi_open_bracket(reader, at);
    bool named = is_foreign_name(rawi_item_at(reader, first)->bare);
    if (open != at && closes_quotation(reader, at + 1))
        return named || follows_titled(reader, open);
    while (first && is_foreign_name(rawi_item_at(reader, first - 1)->bare))
        first--;
    return named && first && rawi_item_in_list(reader, first - 1, "titled") &&
           !rawi_may_count(reader, at + 1);
}

bool rawi_recognize_sequel(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    const uint64_t last_sequel = 30;
    rawi_number number;
    if (at == 0 || reader->clitic || !rawi_parse_plain(reader, at, &number) || number.value < 2 ||
        number.value > last_sequel || rawi_parse_number(reader, at, &number) != at + 1 ||
        rawi_item_at(reader, at - 1)->kind != RAWI_ITEM_WORD ||
        rawi_is_governor(rawi_item_at(reader, at - 1)->bare) || !ends_title(reader, at))
        return false;
    candidate->end = at + 1;
    return rawi_propose(candidate, N_("the number of a sequel"), N_("it ends a title"),
                        RAWI_SCORE_SHAPE, say_version);
}

/* A number joined to the name before it: كوفيد-19، إف-16, whose hyphen is not said, كوفيد19. */
bool rawi_recognize_joined(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    rawi_number number;
    if (at == 0 || reader->clitic || !rawi_item_is_glued(reader, at) ||
        rawi_item_at(reader, at - 1)->kind != RAWI_ITEM_WORD)
        return false;
    bool hyphen = rawi_item_is_dash(reader, at) && rawi_item_is_glued(reader, at + 1);
    if (!rawi_parse_plain(reader, at + hyphen, &number) ||
        (!hyphen && !is_foreign_name(rawi_item_at(reader, at - 1)->bare)))
        return false;
    candidate->end = dotted_end(reader, at + hyphen);
    return rawi_propose(candidate, N_("the number of a model"),
                        hyphen ? N_("a hyphen joins it to the name before it")
                               : N_("written as one word with the name before it"),
                        RAWI_SCORE_CONFIRMED, say_version);
}
