/* A reading is said in the case that syntax finds, and where syntax is not certain in every case,
 * for the diacritizer to choose from. */
#include "arabic/normalize/speak_reading.h"

#include <string.h>

#include "arabic/normalize/syntax/governors.h"

enum {
    MOST_OPEN_CASES = 64 /* of a sentence; syntax alone settles those after them */
};

/* The dual of an idafa before hamzat al-wasl: its sukun becomes a vowel (ثُلُثَيِ الأعضاء). */
static void join_dual(rawi_reader *reader, size_t next) {
    static const char dual[] = "َيْ";
    const rawi_item *item = rawi_item_at(reader, next);
    size_t count = reader->tokens->count;
    const char *text = count ? reader->tokens->items[count - 1].text : "";
    size_t length = strlen(text);
    bool article = item && item->kind == RAWI_ITEM_WORD && item->bare.length > strlen("ال") &&
                   (memcmp(item->bare.bytes, "ال", strlen("ال")) == 0 ||
                    rawi_item_is_one_of(reader, next, "امرأة ابن ابنة اسم"));
    if (!article || length < strlen(dual) || strcmp(text + length - strlen(dual), dual) != 0)
        return;
    char *joined = rawi_arena_copy(reader->arena, text, length);
    if (!joined) {
        reader->tokens->failed = true;
        return;
    }
    memcpy(joined + length - strlen("ْ"), "ِ", strlen("ِ"));
    reader->tokens->items[count - 1].text = joined;
}

static rawi_status say_candidate(rawi_reader *reader, const rawi_candidate *candidate, size_t first,
                                 rawi_error *error) {
    reader->speaker =
        (rawi_speaker){.tokens = reader->tokens,
                       .span = rawi_items_span(reader, first, candidate->end),
                       .clitic = reader->clitic && *reader->clitic ? reader->clitic : NULL};
    return candidate->say(reader, candidate, error);
}

/* The second word of 11 to 19, which is said with the first as one: اثنا عشر. */
static bool is_ten_of_teen(const rawi_token *token) {
    return strcmp(token->text, "عَشَرَ") == 0 || strcmp(token->text, "عَشْرَةَ") == 0;
}

/* Leaves of an open case the tokens up to the last that differs from case to case; false where none
 * does. Those before it stay, for the probe stands in the place of all: «ثَمَانِمِئَةٍ وخمسة» begins
 * alike. */
static bool trim_open_case(rawi_open_case *open) {
    size_t end = 0;
    for (size_t i = 0; i < open->token_count; i++) {
        const char *nominative = open->forms[0][i].text;
        unsigned flags = open->forms[0][i].flags;
        if (strcmp(nominative, open->forms[1][i].text) != 0 ||
            strcmp(nominative, open->forms[2][i].text) != 0 || flags != open->forms[1][i].flags ||
            flags != open->forms[2][i].flags)
            end = i + 1;
    }
    if (end && end < open->token_count && is_ten_of_teen(&open->forms[0][end]))
        end++;
    open->token_count = end;
    return end > 0;
}

/* The candidate, which has been said as tokens from `first_token` on, in every case. */
static rawi_status decline(rawi_reader *reader, const rawi_candidate *candidate, size_t first,
                           size_t first_token, rawi_open_case *open, rawi_error *error) {
    rawi_reader saved = *reader;
    rawi_status status = RAWI_OK;
    *open = (rawi_open_case){.first_token = first_token,
                             .host = SIZE_MAX,
                             .token_count = saved.tokens->count - first_token,
                             .likeliest = saved.syntax.grammatical,
                             .odds = saved.syntax.odds,
                             .reading = saved.reading_count};
    for (unsigned i = 0; i < RAWI_CASES && status == RAWI_OK; i++) {
        rawi_case grammatical = (rawi_case)i;
        rawi_token_builder form = {.arena = reader->arena};
        reader->tokens = &form;
        reader->imposed = &grammatical;
        status = say_candidate(reader, candidate, first, error);
        *reader = saved;
        reader->tokens->failed = reader->tokens->failed || form.failed;
        open->forms[i] = form.items;
        if (form.count != open->token_count)
            open->token_count = 0;
    }
    return status;
}

/* The candidate's probe with the conjunction and the article of its clitic. */
static const char *probe_of(const rawi_reader *reader, const rawi_candidate *candidate) {
    bool joined = reader->clitic && strncmp(reader->clitic, "وَ", strlen("و")) == 0;
    bool definite = reader->definite && strncmp(candidate->probe, "ال", strlen("ال")) != 0;
    rawi_text probe = {0};
    rawi_text_add_string(&probe, joined ? "و" : "");
    rawi_text_add_string(&probe, definite ? "ال" : "");
    rawi_text_add_string(&probe, candidate->probe);
    return rawi_token_keep(reader->tokens, &probe);
}

/* The verb directly before the reading, whose object that may be (أَنفق 5 ملايين). */
static void remember_verb(rawi_reader *reader, rawi_open_case *open) {
    size_t verb = reader->syntax.verb;
    open->verb = verb ? rawi_token_of(reader, verb - 1) : SIZE_MAX;
    if (open->verb != SIZE_MAX && open->verb < open->first_token)
        open->active = rawi_active_form(reader, verb - 1, &open->voice);
}

/* Remembers the words of every case where syntax is not certain of one. */
static rawi_status open_case(rawi_reader *reader, const rawi_candidate *candidate, size_t first,
                             size_t first_token, rawi_error *error) {
    if (!candidate->probe || reader->syntax.odds == RAWI_CERTAIN ||
        reader->open_case_count == MOST_OPEN_CASES)
        return RAWI_OK;
    if (!reader->open_cases)
        reader->open_cases =
            rawi_arena_array(reader->arena, MOST_OPEN_CASES, sizeof *reader->open_cases);
    if (!reader->open_cases)
        return rawi_fail_memory(error);
    rawi_open_case *open = &reader->open_cases[reader->open_case_count];
    rawi_status status = decline(reader, candidate, first, first_token, open, error);
    if (status == RAWI_OK && !reader->tokens->failed && trim_open_case(open)) {
        open->probe = probe_of(reader, candidate);
        open->before_singular = candidate->probe_before_singular;
        open->never_genitive = reader->syntax.never_genitive;
        open->joined = reader->syntax.joined;
        remember_verb(reader, open);
        reader->open_case_count++;
    }
    return status;
}

/* The name of a measure with its preposition, which governs numbers itself: بطول. */
static bool is_name_of_measure(const rawi_item *item) {
    return item->kind == RAWI_ITEM_WORD && rawi_has_prefix(item->bare, "ب") &&
           rawi_is_preposition(item->bare);
}

/* The token of the author's word directly before the candidate, which starts at item `first` and
 * token `first_token`, where the two go together: the noun that it agrees with has its case, the
 * first term of an idafa no tanwin. SIZE_MAX where they do not; `flags` is what each case makes of
 * the word. */
static size_t find_host(const rawi_reader *reader, const rawi_candidate *candidate, size_t first,
                        size_t first_token, unsigned flags[RAWI_CASES]) {
    const size_t longest_name = 4; /* مهرجان القاهرة السينمائي الدولي الـ46 */
    bool named = reader->agrees_with && reader->definite && first > reader->agrees_with &&
                 first - reader->agrees_with < longest_name;
    bool agrees = named || (reader->agrees_with && reader->agrees_with == first);
    const rawi_item *word = first ? rawi_item_at(reader, first - 1) : NULL;
    const rawi_item *noun = first > 1 ? rawi_item_at(reader, first - 2) : NULL;
    bool adjective = noun && (rawi_item_is_first_term(noun) ||
                              is_name_of_measure(noun)); /* ذاكرة موحدة 128 غيغابايت */
    bool measured = word && candidate->has_noun && !reader->clitic && !adjective &&
                    rawi_item_is_first_term(word);
    if (!word || word->kind != RAWI_ITEM_WORD || first_token == 0 ||
        (!agrees && !reader->syntax.idafa && !measured))
        return SIZE_MAX;
    for (unsigned i = 0; i < RAWI_CASES; i++)
        flags[i] = agrees               ? rawi_case_flag((rawi_case)i)
                   : i == RAWI_GENITIVE ? RAWI_TOKEN_CONSTRUCT
                                        : 0;
    if (named)
        return rawi_token_of(reader, reader->agrees_with - 1);
    return reader->tokens->items[first_token - 1].span.start == word->span.start ? first_token - 1
                                                                                 : SIZE_MAX;
}

rawi_status rawi_speak_reading(rawi_reader *reader, const rawi_candidate *candidate, size_t first,
                               rawi_error *error) {
    size_t first_token = reader->tokens->count;
    reader->syntax = (rawi_syntax){.odds = RAWI_CERTAIN};
    reader->agrees_with = 0;
    rawi_status status = say_candidate(reader, candidate, first, error);
    size_t open_cases = reader->open_case_count;
    unsigned host_flags[RAWI_CASES];
    size_t host = status == RAWI_OK && !reader->tokens->failed
                      ? find_host(reader, candidate, first, first_token, host_flags)
                      : SIZE_MAX;
    if (status == RAWI_OK)
        status = open_case(reader, candidate, first, first_token, error);
    reader->last_open = reader->open_case_count > open_cases;
    if (reader->last_open && host != SIZE_MAX) {
        rawi_open_case *open = &reader->open_cases[open_cases];
        open->host = host;
        memcpy(open->host_flags, host_flags, sizeof host_flags);
    } else if (host != SIZE_MAX &&
               (reader->syntax.odds == RAWI_CERTAIN || reader->syntax.odds >= RAWI_LIKELY)) {
        reader->tokens->items[host].flags |= host_flags[reader->syntax.grammatical];
    }
    rawi_remember_head(reader, candidate, first);
    reader->last_end = candidate->end;
    join_dual(reader, candidate->end);
    return status;
}

void rawi_remember_reading(rawi_reader *reader, size_t first, size_t end, size_t first_token,
                           const char *taken_for, const char *reason) {
    reader->readings[reader->reading_count++] =
        (rawi_reading){.span = rawi_items_span(reader, first, end),
                       .taken_for = _(taken_for),
                       .reason = _(reason),
                       .grammar = reader->grammar ? _(reader->grammar) : NULL,
                       .first_token = first_token,
                       .token_count = reader->tokens->count - first_token};
}
