/* The normalizer: goes over the written items of a sentence and adds the spoken words of each. */
#include "arabic/normalize/normalize.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arabic/normalize/clitics.h"
#include "arabic/normalize/latin_words.h"
#include "arabic/normalize/lexicon.h"
#include "arabic/normalize/recognize.h"
#include "arabic/normalize/scripts.h"
#include "arabic/normalize/speak_reading.h"
#include "base/table.h"

RAWI_TABLE(script_names);
RAWI_TABLE(symbols);

enum {
    MOST_RUN_ITEMS = 64, /* a longer run of Latin script is read piece by piece */
    MOST_REPORTED = 256  /* kinds of unreadable characters that are remembered */
};

struct rawi_normalizer {
    rawi_latin *latin;
    rawi_lexicon *lexicon;
    rawi_reading *readings;
    size_t reading_count;
    const rawi_open_case *open_cases;
    size_t open_case_count;
    rawi_transliterator *transliterator; /* NULL before the first word of another script */
    rawi_unread_report *report;
    void *user;
    char32_t reported[MOST_REPORTED];
    size_t reported_count;
};

/* Appends rawi/lexicon.tsv of the XDG configuration folder; nothing where there is no such folder.
 */
static void add_configured_path(rawi_text *path) {
    const char *folder = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (folder && *folder == '/') {
        rawi_text_add_string(path, folder);
    } else if (home && *home) {
        rawi_text_add_string(path, home);
        rawi_text_add_string(path, "/.config");
    } else {
        return;
    }
    rawi_text_add_string(path, "/rawi/lexicon.tsv");
}

static rawi_status open_lexicons(rawi_normalizer *normalizer, const char *lexicon,
                                 rawi_error *error) {
    rawi_status status = RAWI_OK;
    rawi_text path = {0};
    add_configured_path(&path);
    if (path.failed)
        status = rawi_fail_memory(error);
    else if (path.length && access(path.bytes, F_OK) == 0)
        status = rawi_lexicon_add_file(&normalizer->lexicon, path.bytes, error);
    rawi_text_free(&path);
    if (status == RAWI_OK && lexicon)
        status = rawi_lexicon_add_file(&normalizer->lexicon, lexicon, error);
    return status;
}

rawi_status rawi_normalizer_open(const char *lexicon, rawi_normalizer **normalizer,
                                 rawi_error *error) {
    rawi_normalizer *opened = calloc(1, sizeof *opened);
    if (!opened)
        return rawi_fail_memory(error);
    rawi_status status = rawi_latin_open(&opened->latin, error);
    if (status == RAWI_OK)
        status = open_lexicons(opened, lexicon, error);
    if (status != RAWI_OK) {
        rawi_normalizer_close(opened);
        return status;
    }
    *normalizer = opened;
    return RAWI_OK;
}

static void report_unread(rawi_normalizer *normalizer, char32_t character, rawi_span where) {
    for (size_t i = 0; i < normalizer->reported_count; i++)
        if (normalizer->reported[i] == character)
            return;
    if (!normalizer->report || normalizer->reported_count == MOST_REPORTED)
        return;
    normalizer->reported[normalizer->reported_count++] = character;
    normalizer->report(normalizer->user, character, where);
}

/* Marks that are one whatever their number: !!!, ؟؟, ..., --. */
static size_t repeated_end(const rawi_reader *reader, size_t at) {
    char32_t character = rawi_item_at(reader, at)->character;
    size_t end = at + 1;
    while (rawi_item_is_symbol(reader, end, character) && rawi_item_is_glued(reader, end))
        end++;
    return end;
}

/* The straight quotation mark opens and closes by turns. */
static rawi_slice quotation_mark(rawi_reader *reader) {
    reader->in_quotation = !reader->in_quotation;
    return rawi_slice_of(reader->in_quotation ? "«" : "»");
}

static bool is_bullet(const rawi_reader *reader, size_t at, const rawi_item *item) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    return at == 0 && next && next->spaced &&
           (item->character == U'-' || item->character == U'–' || item->character == U'—');
}

/* Reads the symbols from item `*at` that are one and goes past them. */
static void read_symbol(rawi_normalizer *normalizer, rawi_reader *reader, size_t *at) {
    const rawi_item *item = rawi_item_at(reader, *at);
    size_t end = repeated_end(reader, *at);
    rawi_span span = rawi_items_span(reader, *at, end);
    rawi_slice text = item->text;
    bool ellipsis = item->character == U'.' && end > *at + 1;
    ptrdiff_t row = rawi_table_find(&rawi_symbols_table, ellipsis ? rawi_slice_of("…") : text);
    bool bullet = is_bullet(reader, *at, item);
    *at = end;
    if (bullet)
        return;
    if (row < 0) {
        report_unread(normalizer, item->character, item->span);
        return;
    }
    const char *what = rawi_table_cell(&rawi_symbols_table, (size_t)row, 1);
    text = rawi_slice_of(rawi_table_cell(&rawi_symbols_table, (size_t)row, 2));
    if (strcmp(what, "quote") == 0)
        rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, quotation_mark(reader), 0, span);
    else if (strcmp(what, "mark") == 0)
        rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, text, 0, span);
    else if (strcmp(what, "say") == 0)
        rawi_token_add_phrase(reader->tokens, text, RAWI_TOKEN_COMPLETE, span);
}

/* The run of Latin letters, digits and what joins them, from item `at` on. */
static size_t latin_run_end(const rawi_sentence *sentence, size_t at) {
    size_t end = at + 1;
    for (size_t i = at + 1;
         i < sentence->count && i < at + MOST_RUN_ITEMS && !sentence->items[i].spaced; i++) {
        const rawi_item *item = &sentence->items[i];
        if (item->kind == RAWI_ITEM_LATIN || item->kind == RAWI_ITEM_LETTERS ||
            item->kind == RAWI_ITEM_DIGITS)
            end = i + 1;
        else if (item->kind != RAWI_ITEM_SYMBOL || item->character > 0x7F ||
                 !strchr(".-+&/'_", (int)item->character))
            break;
    }
    return end;
}

static size_t offset_of(const rawi_sentence *sentence, size_t item) {
    return (size_t)(sentence->items[item].text.bytes - sentence->folded.bytes);
}

/* Puts the clitic before a word that another room spoke, with the article where it holds one and
 * the word has none of its own (الـUNESCO). */
static void attach_clitic(rawi_reader *reader, size_t token) {
    const char *clitic = reader->clitic;
    if (!clitic || token == reader->tokens->count || reader->tokens->failed)
        return;
    bool has_article = strncmp(reader->tokens->items[token].text, "ال", strlen("ال")) == 0;
    if (reader->definite && !has_article) {
        rawi_text word = {0};
        rawi_add_definite(&word, rawi_slice_of(reader->tokens->items[token].text));
        const char *whole = rawi_arena_copy(reader->arena, word.bytes, word.length);
        rawi_text_free(&word);
        if (!whole) {
            reader->tokens->failed = true;
            return;
        }
        reader->tokens->items[token].text = whole;
    }
    rawi_token_builder one = {.arena = reader->arena};
    rawi_speaker speaker = {.tokens = &one, .clitic = *clitic ? clitic : NULL};
    rawi_speak(&speaker, rawi_slice_of(reader->tokens->items[token].text), 0);
    if (one.failed)
        reader->tokens->failed = true;
    else
        reader->tokens->items[token].text = one.items[0].text;
}

/* Marks the numbers in a foreign name, whose tokens still have the spans of the folded text. */
static void mark_numbers_of_name(rawi_reader *reader, size_t first) {
    const rawi_token_builder *tokens = reader->tokens;
    const char *folded = reader->sentence->folded.bytes;
    for (size_t i = first + 1; i < tokens->count; i++) {
        char initial = folded[tokens->items[i].span.start];
        if (initial >= '0' && initial <= '9' && tokens->items[i].flags & RAWI_TOKEN_COMPLETE)
            tokens->items[i].flags |= RAWI_TOKEN_OF_NAME;
    }
}

/* Reads the run of Latin script at item `*at` and goes past it. */
static rawi_status read_latin(rawi_reader *reader, size_t *at, rawi_error *error) {
    const rawi_sentence *sentence = reader->sentence;
    size_t last = latin_run_end(sentence, *at) - 1;
    rawi_span run = {offset_of(sentence, *at),
                     offset_of(sentence, last) + sentence->items[last].text.length};
    size_t first_token = reader->tokens->count;
    size_t end = run.end;
    rawi_status status =
        rawi_read_latin(reader->latin, sentence->folded.bytes, run,
                        (rawi_span){0, sentence->folded.length}, reader->tokens, &end, error);
    if (status != RAWI_OK)
        return status;
    mark_numbers_of_name(reader, first_token);
    for (size_t i = first_token; i < reader->tokens->count; i++)
        reader->tokens->items[i].span = rawi_source_span(sentence, reader->tokens->items[i].span);
    attach_clitic(reader, first_token);
    do
        ++*at;
    while (*at < sentence->count && offset_of(sentence, *at) < end);
    return RAWI_OK;
}

static bool is_digits_glued(const rawi_reader *reader, size_t at) {
    const rawi_item *item = rawi_item_at(reader, at);
    return item && !item->spaced && item->kind == RAWI_ITEM_DIGITS;
}

static bool is_letter_of(const rawi_item *item, const char *letter) {
    return rawi_slice_equal(item->text, rawi_slice_of(letter));
}

/* Whether the W at item `at` is of a grade of oil: 5W-30, not of a range of watts (60W-100W). */
static bool is_inside_grade(const rawi_reader *reader, size_t at) {
    const size_t most_digits = 2;
    const rawi_item *after = rawi_item_at(reader, at + 3);
    return is_letter_of(rawi_item_at(reader, at), "W") &&
           rawi_item_is_symbol(reader, at + 1, U'-') && rawi_item_is_glued(reader, at + 1) &&
           is_digits_glued(reader, at + 2) &&
           rawi_item_at(reader, at - 1)->text.length <= most_digits &&
           rawi_item_at(reader, at + 2)->text.length == most_digits &&
           (!after || after->spaced || after->kind == RAWI_ITEM_SYMBOL);
}

/* Whether the letters at item `at` stand between digits of a code: 9M729, 5W-30, 0x8007; not of an
 * area (120M2) or two sides (20X30). */
static bool is_inside_code(const rawi_reader *reader, size_t at) {
    const rawi_item *letters = rawi_item_at(reader, at);
    if (!is_digits_glued(reader, at + 1))
        return is_inside_grade(reader, at);
    if (is_letter_of(letters, "x"))
        return is_letter_of(rawi_item_at(reader, at - 1), "0");
    bool area = is_letter_of(letters, "M") && rawi_item_at(reader, at + 1)->text.length == 1;
    return rawi_is_all_capitals(letters->text) && !is_letter_of(letters, "X") && !area;
}

/* Whether the digits at item `at` begin a name with letters after them: 5G, 3M, 4x4, 9M729. */
static bool begins_name(const rawi_reader *reader, size_t at) {
    const rawi_item *next = rawi_item_at(reader, at + 1);
    if (rawi_item_at(reader, at)->kind != RAWI_ITEM_DIGITS || !next || next->spaced ||
        next->kind != RAWI_ITEM_LATIN)
        return false;
    if (is_inside_code(reader, at + 1))
        return true;
    size_t last = latin_run_end(reader->sentence, at) - 1;
    rawi_span run = {offset_of(reader->sentence, at),
                     offset_of(reader->sentence, last) + reader->sentence->items[last].text.length};
    return rawi_latin_knows(reader->sentence->folded.bytes, run);
}

/* A clitic before a number or a Latin word: sets the reader's clitic and returns the item after it;
 * returns `at` where the word is a word of its own. */
static size_t take_clitic(rawi_reader *reader, size_t at) {
    const rawi_item *word = rawi_item_at(reader, at);
    const rawi_item *next = rawi_item_at(reader, at + 1);
    reader->clitic = NULL;
    reader->definite = reader->clitic_governs = false;
    if (word->kind != RAWI_ITEM_WORD || !next || next->kind == RAWI_ITEM_WORD)
        return at;
    size_t target = at + 1;
    while (target < at + 3 && rawi_item_at(reader, target)->kind == RAWI_ITEM_SYMBOL &&
           rawi_item_is_glued(reader, target + 1))
        target++;
    const rawi_item *host = rawi_item_at(reader, target);
    bool sign = rawi_item_is_symbol(reader, at + 1, U'#') ||
                rawi_item_is_symbol(reader, at + 1, U'@') || rawi_is_fraction_sign(reader, at + 1);
    if ((!sign && host->kind != RAWI_ITEM_DIGITS && host->kind != RAWI_ITEM_LATIN &&
         host->kind != RAWI_ITEM_LETTERS) ||
        rawi_item_is_symbol(reader, at + 1, U'.') || rawi_item_is_symbol(reader, at + 1, U':') ||
        rawi_item_is_symbol(reader, at + 1, U'/'))
        return at;
    rawi_clitic clitic;
    bool found = rawi_find_clitic(word->bare, &clitic);
    bool model = rawi_item_is_one_of(reader, at, "ف س ك") && rawi_joins_number(reader, at + 1);
    bool hour = rawi_item_is_word(reader, at, "س") && rawi_tells_hour(reader, target); /* س 18:00 */
    bool letter =
        rawi_item_is_one_of(reader, at, "أ س") && host->kind == RAWI_ITEM_DIGITS; /* س1: */
    bool hyphen = found && clitic.article && rawi_joins_number(reader, at + 1);
    if (!found || model || hour || letter || rawi_names_vitamin(reader, at))
        return at;
    reader->clitic_item = at;
    reader->clitic = clitic.spoken;
    reader->definite = clitic.article;
    reader->clitic_governs = clitic.governs;
    return at + 1 + hyphen;
}

/* Remembers that items [first, end) became the tokens from `first_token` on. */
static void record(rawi_reader *reader, size_t first, size_t end, size_t first_token,
                   const char *taken_for, const char *reason) {
    reader->readings[reader->reading_count++] =
        (rawi_reading){.span = rawi_items_span(reader, first, end),
                       .taken_for = _(taken_for),
                       .reason = _(reason),
                       .grammar = reader->grammar ? _(reader->grammar) : NULL,
                       .first_token = first_token,
                       .token_count = reader->tokens->count - first_token};
}

/* ---- the user's lexicon ---- */

/* A word in Arabic letters for the items of an entry in IPA: what is shown where its sounds are
 * heard. */
static rawi_slice shown_word(rawi_reader *reader, size_t first, rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, first);
    if (item->kind == RAWI_ITEM_WORD)
        return item->text;
    rawi_token_builder shown = {.arena = reader->arena};
    size_t start = offset_of(reader->sentence, first);
    rawi_span run = {start, start + item->text.length};
    size_t end;
    if (item->kind == RAWI_ITEM_LATIN)
        rawi_read_latin(reader->latin, reader->sentence->folded.bytes, run, run, &shown, &end,
                        error);
    return rawi_slice_of(shown.count ? shown.items[0].text : "رَمْز");
}

static void add_ipa(rawi_reader *reader, const char *ipa, rawi_slice shown, rawi_span span) {
    while (*ipa) {
        size_t length = strcspn(ipa, " ");
        char *sounds = rawi_arena_copy(reader->arena, ipa, length);
        if (length)
            rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, shown, RAWI_TOKEN_COMPLETE, span);
        if (!sounds)
            reader->tokens->failed = true;
        else if (length && !reader->tokens->failed)
            reader->tokens->items[reader->tokens->count - 1].ipa = sounds;
        ipa += length + (ipa[length] == ' ');
    }
}

/* Words with marks are taken as they are but for a case ending left out; words without any are left
 * to the diacritizer. */
static unsigned flags_of_user_word(rawi_slice word) {
    const size_t letter = strlen("ا");
    bool marked = false;
    for (size_t i = 0; i + letter <= word.length; i += letter) {
        unsigned char second = (unsigned char)word.bytes[i + 1];
        marked =
            marked || ((unsigned char)word.bytes[i] == 0xD9 && second >= 0x8B && second <= 0x92);
    }
    return marked ? RAWI_TOKEN_COMPLETE : 0;
}

static bool read_from_lexicon(rawi_normalizer *normalizer, rawi_reader *reader, size_t *at,
                              size_t start, rawi_error *error) {
    size_t first_token = reader->tokens->count;
    bool ipa = false;
    size_t end;
    const char *spoken =
        rawi_lexicon_find(normalizer->lexicon, reader->sentence, start, &end, &ipa);
    if (!spoken)
        return false;
    rawi_span span = rawi_items_span(reader, *at, end);
    if (ipa)
        add_ipa(reader, spoken, shown_word(reader, start, error), span);
    else
        rawi_token_add_phrase(reader->tokens, rawi_slice_of(spoken), 0, span);
    for (size_t i = first_token; !ipa && i < reader->tokens->count; i++)
        reader->tokens->items[i].flags =
            flags_of_user_word(rawi_slice_of(reader->tokens->items[i].text));
    if (!ipa)
        attach_clitic(reader, first_token);
    record(reader, *at, end, first_token, N_("an entry of the user's lexicon"),
           N_("it overrides every other reading"));
    *at = end;
    return true;
}

/* Whether the word or words before item `at` have named its language, or said that such a word
 * stands there: «بالعبرية: שלום». */
static bool has_named(const rawi_reader *reader, size_t at, const char *language) {
    const size_t reach = 5;
    const char *before = NULL;
    for (size_t back = 1; back <= at && back <= reach; back++) {
        const rawi_item *item = rawi_item_at(reader, at - back);
        if (item->kind == RAWI_ITEM_LETTERS && rawi_name_script(item->text, &before) &&
            strcmp(before, language) == 0)
            return true;
        if (item->kind == RAWI_ITEM_WORD &&
            (rawi_slice_equal(item->bare, rawi_slice_of(language)) ||
             rawi_has_suffix(item->bare, language)))
            return true;
    }
    return false;
}

/* Reads a word whose letters are neither Arabic nor Latin by its transliteration. */
static rawi_status read_other_script(rawi_normalizer *normalizer, rawi_reader *reader, size_t at,
                                     rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, at);
    const char *language = NULL;
    const char *named = rawi_name_script(item->text, &language);
    rawi_text latin = {0};
    rawi_status status = RAWI_OK;
    size_t first_token = reader->tokens->count;
    if (named && has_named(reader, at, language))
        return RAWI_OK;
    if (named) {
        rawi_token_add_phrase(reader->tokens, rawi_slice_of(named), RAWI_TOKEN_COMPLETE,
                              item->span);
    } else if (rawi_transliterate(&normalizer->transliterator, item->text, &latin)) {
        rawi_span whole = {0, latin.length};
        size_t end;
        status =
            rawi_read_latin(reader->latin, latin.bytes, whole, whole, reader->tokens, &end, error);
        for (size_t i = first_token; i < reader->tokens->count; i++)
            reader->tokens->items[i].span = item->span;
    }
    attach_clitic(reader, first_token);
    if (reader->tokens->count == first_token)
        report_unread(normalizer, item->character, item->span);
    if (latin.failed && status == RAWI_OK)
        status = rawi_fail_memory(error);
    rawi_text_free(&latin);
    return status;
}

/* A full stop that begins a name: .NET */
static bool is_dotted_name(const rawi_reader *reader, size_t at) {
    const rawi_item *name = rawi_item_at(reader, at + 1);
    return rawi_item_is_symbol(reader, at, U'.') && !rawi_item_is_glued(reader, at) && name &&
           name->kind == RAWI_ITEM_LATIN && !name->spaced;
}

/* Reads the word of another script at item `*at` and goes past it. */
static rawi_status read_letters(rawi_normalizer *normalizer, rawi_reader *reader, size_t first,
                                size_t *at, rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, *at);
    size_t spoken = reader->tokens->count;
    size_t word = *at;
    ptrdiff_t row = rawi_table_find(&rawi_script_names_table, item->text);
    rawi_status status = RAWI_OK;
    if (row >= 0) {
        const char *name = rawi_table_cell(&rawi_script_names_table, (size_t)row, 1);
        rawi_token_add_phrase(reader->tokens, rawi_slice_of(name),
                              RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN, item->span);
        attach_clitic(reader, spoken);
        ++*at;
    } else {
        status = read_latin(reader, at, error);
    }
    if (status == RAWI_OK && reader->tokens->count == spoken)
        status = read_other_script(normalizer, reader, word, error);
    if (status == RAWI_OK)
        record(reader, first, *at, spoken, N_("a word of another script"),
               N_("by the sounds of its letters"));
    return status;
}

static bool is_first_term(const rawi_item *item) {
    return item->kind == RAWI_ITEM_WORD && rawi_is_first_term(item->bare);
}

/* «لقاح Pfizer»: the noun directly before a Latin name, at item `name`, has no tanwin. */
static void close_first_term(rawi_reader *reader, size_t name) {
    const rawi_item *word = name ? rawi_item_at(reader, name - 1) : NULL;
    size_t count = reader->tokens->count;
    bool adjective = name > 1 && is_first_term(rawi_item_at(reader, name - 2));
    if (word && count && !reader->clitic && !adjective && is_first_term(word) &&
        reader->tokens->items[count - 1].span.start == word->span.start)
        reader->tokens->items[count - 1].flags |= RAWI_TOKEN_CONSTRUCT;
}

/* Reads what no recognizer knows at item `*at`, from item `first` on with its clitic, and goes past
 * it. */
static rawi_status read_unrecognized(rawi_normalizer *normalizer, rawi_reader *reader, size_t first,
                                     size_t *at, rawi_error *error) {
    const rawi_item *item = rawi_item_at(reader, *at);
    size_t first_token = reader->tokens->count;
    rawi_status status = RAWI_OK;
    switch (item->kind) {
    case RAWI_ITEM_LATIN:
        close_first_term(reader, *at);
        status = read_latin(reader, at, error);
        record(reader, first, *at, first_token, N_("Latin script"), N_("it is no unit or address"));
        break;
    case RAWI_ITEM_LETTERS:
        return read_letters(normalizer, reader, first, at, error);
    case RAWI_ITEM_WORD:
    case RAWI_ITEM_DIGITS:
        if (*at == reader->counted && reader->counted_word.length)
            rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, reader->counted_word,
                           reader->counted_flags, item->span);
        else
            rawi_token_add(reader->tokens, RAWI_TOKEN_WORD, item->text,
                           *at == reader->material ? reader->material_flags : 0, item->span);
        ++*at;
        break;
    case RAWI_ITEM_SYMBOL:
        if (is_dotted_name(reader, *at))
            return read_latin(reader, at, error);
        read_symbol(normalizer, reader, at);
        break;
    }
    return status;
}

/* Reads what stands at item `*at` and goes past it. */
static rawi_status read_item(rawi_normalizer *normalizer, rawi_reader *reader, size_t *at,
                             rawi_error *error) {
    size_t first = *at;
    reader->grammar = NULL;
    if (read_from_lexicon(normalizer, reader, at, first, error))
        return RAWI_OK;
    size_t start = take_clitic(reader, first);
    if (start > first && read_from_lexicon(normalizer, reader, at, start, error))
        return RAWI_OK;
    rawi_candidate candidate;
    *at = start;
    if (begins_name(reader, start))
        return read_latin(reader, at, error);
    if (!rawi_choose_reading(reader, start, &candidate))
        return read_unrecognized(normalizer, reader, first, at, error);
    *at = candidate.end;
    size_t first_token = reader->tokens->count;
    rawi_status status = rawi_speak_reading(reader, &candidate, first, error);
    record(reader, first, candidate.end, first_token, candidate.taken_for, candidate.reason);
    return status;
}

rawi_status rawi_normalize(rawi_normalizer *normalizer, const char *text, rawi_span sentence,
                           rawi_arena *arena, rawi_tokens *tokens, rawi_error *error) {
    rawi_sentence scanned;
    rawi_status status = rawi_scan(text, sentence, arena, &scanned, error);
    rawi_token_builder built = {.arena = arena};
    rawi_reader reader = {
        .sentence = &scanned, .tokens = &built, .latin = normalizer->latin, .arena = arena};
    reader.equation = status == RAWI_OK && scanned.count &&
                      memchr(scanned.folded.bytes, '=', scanned.folded.length);
    reader.point = status == RAWI_OK ? rawi_point_of_sentence(&reader) : RAWI_POINT_OPEN;
    if (status == RAWI_OK && scanned.count &&
        !(reader.readings = rawi_arena_array(arena, scanned.count, sizeof *reader.readings)))
        status = rawi_fail_memory(error);
    for (size_t at = 0; status == RAWI_OK && !built.failed && at < scanned.count;)
        status = read_item(normalizer, &reader, &at, error);
    if (status != RAWI_OK)
        return status;
    if (built.failed)
        return rawi_fail_memory(error);
    *tokens = (rawi_tokens){built.items, built.count};
    normalizer->readings = reader.readings;
    normalizer->reading_count = reader.reading_count;
    normalizer->open_cases = reader.open_cases;
    normalizer->open_case_count = reader.open_case_count;
    return RAWI_OK;
}

void rawi_normalizer_report_unread(rawi_normalizer *normalizer, rawi_unread_report *report,
                                   void *user) {
    normalizer->report = report;
    normalizer->user = user;
}

const rawi_reading *rawi_normalizer_readings(const rawi_normalizer *normalizer, size_t *count) {
    *count = normalizer->reading_count;
    return normalizer->readings;
}

const rawi_open_case *rawi_normalizer_open_cases(const rawi_normalizer *normalizer, size_t *count) {
    *count = normalizer->open_case_count;
    return normalizer->open_cases;
}

void rawi_normalizer_settle_case(rawi_normalizer *normalizer, size_t index, rawi_case grammatical,
                                 rawi_tokens *tokens) {
    const rawi_open_case *open = &normalizer->open_cases[index];
    memcpy(tokens->items + open->first_token, open->forms[grammatical],
           open->token_count * sizeof *tokens->items);
    if (open->host != SIZE_MAX) {
        rawi_token *host = &tokens->items[open->host];
        unsigned agreeing = open->host_flags[grammatical] & RAWI_TOKEN_CASES;
        host->flags &= ~(unsigned)(RAWI_TOKEN_CONSTRUCT | (agreeing ? RAWI_TOKEN_CASES : 0));
        host->flags |= open->host_flags[grammatical];
    }
    if (grammatical != open->likeliest || open->odds == RAWI_OPEN)
        normalizer->readings[open->reading].grammar = _("the diacritizer's choice");
}

void rawi_normalizer_close(rawi_normalizer *normalizer) {
    if (!normalizer)
        return;
    rawi_lexicon_free(normalizer->lexicon);
    rawi_latin_close(normalizer->latin);
    rawi_transliterator_close(normalizer->transliterator);
    free(normalizer);
}
