/* Probes in place of numbers, and the cases that their endings choose. */
#include "arabic/case_choice.h"

#include <string.h>

static bool opens(const rawi_token *token) {
    return token->kind == RAWI_TOKEN_PUNCTUATION &&
           (strcmp(token->text, "«") == 0 || strcmp(token->text, "(") == 0);
}

/* What stands for the number of a foreign name: one foreign word, which governs nothing. */
static const char number_of_name[] = "نُوفَا";

bool rawi_is_written(const rawi_tokens *tokens, size_t token) {
    return token == 0 ||
           !(tokens->items[token].flags & tokens->items[token - 1].flags & RAWI_TOKEN_OF_NAME);
}

bool rawi_write_tokens(const rawi_tokens *tokens, rawi_text *written, size_t *starts) {
    rawi_text_clear(written);
    for (size_t i = 0; i < tokens->count; i++) {
        const rawi_token *token = &tokens->items[i];
        if (!rawi_is_written(tokens, i))
            continue;
        bool closes = token->kind == RAWI_TOKEN_PUNCTUATION && !opens(token);
        if (i > 0 && !closes && !opens(token - 1))
            rawi_text_add_character(written, ' ');
        if (starts)
            starts[i] = written->length;
        rawi_text_add_string(written,
                             token->flags & RAWI_TOKEN_OF_NAME ? number_of_name : token->text);
    }
    return !written->failed;
}

/* The word without the alif of its tanwin: جنديا becomes جندي. */
static const char *without_tanwin(const char *word, rawi_arena *arena) {
    static const char *const endings[] = {"ًا", "اً", "ا"};
    size_t length = strlen(word);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(word + length - ending, endings[i]) == 0)
            return rawi_arena_copy(arena, word, length - ending);
    }
    return word;
}

/* The sentence with probes; places[i] is the token that shows open case i. */
static bool put_probes(const rawi_tokens *tokens, const rawi_open_case *open, size_t count,
                       rawi_arena *arena, rawi_tokens *probed, size_t *places) {
    probed->items = rawi_arena_array(arena, tokens->count, sizeof *probed->items);
    if (!probed->items)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        while (at < open[i].first_token)
            probed->items[probed->count++] = tokens->items[at++];
        places[i] = probed->count;
        probed->items[probed->count] = tokens->items[at];
        probed->items[probed->count++].text = open[i].probe;
        at += open[i].token_count;
        bool noun = at < (i + 1 < count ? open[i + 1].first_token : tokens->count);
        if (open[i].before_singular && noun) {
            probed->items[probed->count] = tokens->items[at];
            probed->items[probed->count].text = without_tanwin(tokens->items[at++].text, arena);
            if (!probed->items[probed->count++].text)
                return false;
        }
    }
    while (at < tokens->count)
        probed->items[probed->count++] = tokens->items[at++];
    return true;
}

static bool sounds_alike(const rawi_open_case *open, unsigned one, unsigned other) {
    for (size_t i = 0; i < open->token_count; i++)
        if (strcmp(open->forms[one][i].text, open->forms[other][i].text) != 0)
            return false;
    return true;
}

/* What the network makes of an open case: of the number's ending, and of the letter on which the
 * voice of the verb shows whose object it may be. */
typedef struct case_odds {
    rawi_vowel_odds ending;
    rawi_vowel_odds voice;
} case_odds;

/* Multiplies `odds` by those of one number; cases in which it sounds alike count together. */
static void weigh_cases(const rawi_open_case *open, const case_odds *network,
                        float odds[RAWI_CASES]) {
    const rawi_vowel_odds *ending = &network->ending;
    float own[RAWI_CASES] = {ending->damma, ending->fatha, ending->kasra};
    if (open->never_genitive)
        own[RAWI_GENITIVE] = 0;
    if (!open->joined)
        own[open->likeliest] *= (float)open->odds;
    if (open->active) /* a passive has no object */
        own[RAWI_ACCUSATIVE] *= 1 - network->voice.damma;
    for (unsigned i = 0; i < RAWI_CASES; i++) {
        float sum = 0;
        for (unsigned j = 0; j < RAWI_CASES; j++)
            sum += sounds_alike(open, i, j) ? own[j] : 0;
        odds[i] *= sum;
    }
    if (open->never_genitive) /* nor are those joined to it, though it sounds as if: اثني عشر */
        odds[RAWI_GENITIVE] = 0;
}

/* The likeliest case of `count` numbers that have the same. */
static rawi_case choose_case(const rawi_open_case *open, const case_odds *network, size_t count) {
    float odds[RAWI_CASES] = {1, 1, 1};
    rawi_case best = open->likeliest;
    for (size_t i = 0; i < count; i++)
        weigh_cases(&open[i], &network[i], odds);
    for (unsigned i = 0; i < RAWI_CASES; i++)
        if (odds[i] > odds[best])
            best = (rawi_case)i;
    return best;
}

/* Says that a verb whose object the number is is active, where the network may think otherwise. */
static void settle_voice(const rawi_open_case *open, const case_odds *network, rawi_case chosen,
                         rawi_tokens *tokens) {
    const float doubtful = 0.2F;
    if (open->active && chosen == RAWI_ACCUSATIVE && network->voice.damma > doubtful)
        tokens->items[open->verb].text = open->active;
}

static void settle_cases(rawi_normalizer *normalizer, const rawi_open_case *open, size_t count,
                         const case_odds *network, rawi_tokens *tokens) {
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && open[end].joined;)
            end++;
        rawi_case best = choose_case(open + first, network + first, end - first);
        for (size_t i = first; i < end; i++) {
            rawi_normalizer_settle_case(normalizer, i, best, tokens);
            settle_voice(&open[i], &network[i], best, tokens);
        }
    }
}

/* What the network makes of the probes, which are the tokens `places` of the written sentence,
 * whose tokens start at the bytes `starts`. */
static bool ask_network(rawi_diacritizer *diacritizer, rawi_slice written, const size_t *starts,
                        const rawi_open_case *open, const size_t *places, size_t count,
                        rawi_arena *arena, case_odds *network) {
    rawi_letter_place *letters = rawi_arena_array(arena, 2 * count, sizeof *letters);
    rawi_vowel_odds *odds = rawi_arena_array(arena, 2 * count, sizeof *odds);
    if (!letters || !odds)
        return false;
    size_t asked = 0;
    for (size_t i = 0; i < count; i++) {
        if (open[i].active) {
            size_t verb = places[i] - (open[i].first_token - open[i].verb);
            letters[asked++] = (rawi_letter_place){starts[verb], open[i].voice};
        }
        letters[asked++] = (rawi_letter_place){starts[places[i]], RAWI_LAST_LETTER};
    }
    rawi_diacritizer_weigh_vowels(diacritizer, written, letters, asked, odds);
    for (size_t i = 0; i < count; i++) {
        if (open[i].active)
            network[i].voice = *odds++;
        network[i].ending = *odds++;
    }
    return true;
}

rawi_status rawi_choose_cases(rawi_normalizer *normalizer, rawi_diacritizer *diacritizer,
                              rawi_tokens *tokens, rawi_arena *arena, rawi_text *written,
                              rawi_error *error) {
    size_t count;
    const rawi_open_case *open = rawi_normalizer_open_cases(normalizer, &count);
    if (count == 0)
        return RAWI_OK;
    rawi_tokens probed = {0};
    size_t *places = rawi_arena_array(arena, count, sizeof *places);
    size_t *starts = rawi_arena_array(arena, tokens->count, sizeof *starts);
    case_odds *network = rawi_arena_array(arena, count, sizeof *network);
    if (!places || !starts || !network ||
        !put_probes(tokens, open, count, arena, &probed, places) ||
        !rawi_write_tokens(&probed, written, starts) ||
        !ask_network(diacritizer, (rawi_slice){written->bytes, written->length}, starts, open,
                     places, count, arena, network))
        return rawi_fail_memory(error);
    settle_cases(normalizer, open, count, network, tokens);
    return RAWI_OK;
}
