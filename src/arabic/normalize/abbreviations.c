/* Abbreviations, where the table has them: titles, agencies, eras, letters that tell things apart.
 */
#include <string.h>

#include "arabic/normalize/recognize.h"
#include "arabic/normalize/word_lists.h"
#include "base/table.h"

RAWI_TABLE(abbreviations);
RAWI_TABLE(women);

static bool is_title_place(const rawi_reader *reader, size_t first, size_t end) {
    const rawi_item *next = rawi_item_at(reader, end);
    const rawi_item *before = first ? rawi_item_at(reader, first - 1) : NULL;
    bool word = next && next->text.length > strlen("ب") &&
                (next->kind == RAWI_ITEM_WORD || next->kind == RAWI_ITEM_LATIN);
    return word && !(before && before->kind == RAWI_ITEM_DIGITS) &&
           (!before || reader->sentence->items[first].spaced || before->kind == RAWI_ITEM_SYMBOL);
}

bool rawi_joins_number(const rawi_reader *reader, size_t end) {
    const rawi_item *number = rawi_item_at(reader, end + 1);
    return rawi_item_is_symbol(reader, end, U'-') && rawi_item_is_glued(reader, end) && number &&
           number->kind == RAWI_ITEM_DIGITS && !number->spaced;
}

/* A dateline credits an agency: (أ ب)، الرياض - واس، /وام/. */
static bool is_credit(const rawi_reader *reader, size_t first, size_t end) {
    static const char32_t openers[] = U"([/-–—|";
    static const char32_t closers[] = U")]/-–—|:.،";
    bool opened = first == 0;
    bool closed = rawi_item_at(reader, end) == NULL;
    for (const char32_t *mark = openers; !opened && *mark; mark++)
        opened = rawi_item_is_symbol(reader, first - 1, *mark);
    for (const char32_t *mark = closers; !closed && *mark; mark++)
        closed = rawi_item_is_symbol(reader, end, *mark);
    return opened && closed;
}

/* A letter names one of several: البند (ب)، المجموعة أ، المادة 3 (ج); or it opens an item of a
 * list: أ- المدخل. */
static bool is_label(const rawi_reader *reader, size_t first, size_t end) {
    size_t before = first;
    bool bracketed = first && (rawi_item_is_symbol(reader, first - 1, U'(') ||
                               rawi_item_is_symbol(reader, first - 1, U'«'));
    bool letter = rawi_item_at(reader, first)->bare.length == strlen("س"); /* not م of كم */
    if (reader->equation && letter && end == first + 1 && !rawi_item_is_word(reader, first, "و"))
        return true; /* س² + 5س = 0 */
    if (first == 0)
        return rawi_item_is_glued(reader, end) && !rawi_joins_number(reader, end) &&
               (rawi_item_is_symbol(reader, end, U'-') || rawi_item_is_symbol(reader, end, U'–') ||
                rawi_item_is_symbol(reader, end, U')'));
    if (!bracketed && rawi_item_is_one_of(reader, first, "و ف ل"))
        return false; /* «الفريق و المدرب» */
    while (before && (rawi_item_is_symbol(reader, before - 1, U'(') ||
                      rawi_item_is_symbol(reader, before - 1, U'/') ||
                      rawi_item_is_symbol(reader, before - 1, U'«') ||
                      rawi_item_at(reader, before - 1)->kind == RAWI_ITEM_DIGITS))
        before--;
    return before && rawi_item_in_list(reader, before - 1, "lettered");
}

/* A telephone number stands after items that end at `end`: ت: 01/345678، ج 0501234567; one of five
 * digits or more after a colon: ت: 920012345، but (ت: 852هـ). */
static bool announces_phone(const rawi_reader *reader, size_t end) {
    const size_t least_digits = 5;
    size_t number =
        end + (rawi_item_is_symbol(reader, end, U':') || rawi_item_is_symbol(reader, end, U'.'));
    const rawi_item *first = rawi_item_at(reader, number);
    rawi_candidate phone = {.first = number};
    if (first && first->kind == RAWI_ITEM_DIGITS && rawi_item_is_symbol(reader, end, U':') &&
        first->text.length >= least_digits && !rawi_may_count(reader, number + 1))
        return true;
    return first && (first->character == U'+' || rawi_has_prefix(first->text, "0")) &&
           rawi_recognize_phone(reader, number, &phone);
}

/* «30 أكتوبر 2025 م واس استقبل» or واس: an agency directly behind the date of its dateline. */
static bool ends_dateline(const rawi_reader *reader, size_t first, size_t end) {
    const rawi_item *next = rawi_item_at(reader, end);
    return reader->date_end && reader->date_end == first && next &&
           (next->kind == RAWI_ITEM_WORD || rawi_item_is_symbol(reader, end, U':')) &&
           rawi_item_in_list(reader, first, "dateline_agency");
}

static bool is_enclosed(const rawi_reader *reader, size_t first, size_t end, char32_t opener,
                        char32_t closer) {
    return first > 0 && rawi_item_is_symbol(reader, first - 1, opener) &&
           rawi_item_is_symbol(reader, end, closer);
}

static bool fits(const rawi_reader *reader, const char *where, size_t first, size_t end) {
    const rawi_item *next = rawi_item_at(reader, end);
    if (strcmp(where, "always") == 0)
        return true;
    if (strcmp(where, "title") == 0)
        return is_title_place(reader, first, end);
    if (strcmp(where, "number") == 0)
        return next && next->kind == RAWI_ITEM_DIGITS;
    if (strcmp(where, "that is") == 0)
        return next && next->kind == RAWI_ITEM_DIGITS &&
               !(first && rawi_item_is_one_of(reader, first - 1,
                                              "في من على إلى عن لا ولا دون بلا وفي ومن خلال"));
    if (strcmp(where, "time") == 0)
        return rawi_tells_hour(reader, end);
    if (strcmp(where, "minute") == 0)
        return first && rawi_item_at(reader, first - 1)->kind == RAWI_ITEM_DIGITS;
    if (strcmp(where, "credit") == 0)
        return is_credit(reader, first, end) || ends_dateline(reader, first, end);
    if (strcmp(where, "model") == 0)
        return rawi_joins_number(reader, end);
    if (strcmp(where, "label") == 0)
        return rawi_names_vitamin(reader, first) || is_label(reader, first, end);
    if (strcmp(where, "phone") == 0)
        return announces_phone(reader, end) &&
               !(first && rawi_item_in_list(reader, first - 1, "lettered"));
    if (strcmp(where, "colon") == 0)
        return rawi_item_is_symbol(reader, end, U':') &&
               (first == 0 || rawi_item_at(reader, first - 1)->kind == RAWI_ITEM_SYMBOL);
    return is_enclosed(reader, first, end, U'(', U')') ||
           (strcmp(where, "agency") == 0 && is_enclosed(reader, first, end, U'/', U'/'));
}

static rawi_status say_abbreviation(rawi_reader *reader, const rawi_candidate *candidate,
                                    rawi_error *error) {
    (void)error;
    const char *spoken = candidate->text;
    bool dateline = ends_dateline(reader, candidate->first, candidate->end);
    if (dateline)
        rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, rawi_slice_of("،"), 0,
                       reader->speaker.span);
    if (candidate->clitic)
        reader->speaker.clitic = candidate->clitic;
    unsigned flags = candidate->detail ? RAWI_TOKEN_STEM_COMPLETE : RAWI_TOKEN_COMPLETE;
    while (*spoken) {
        size_t word = strcspn(spoken, " ");
        rawi_speak(&reader->speaker, (rawi_slice){spoken, word}, flags);
        spoken += word + (spoken[word] == ' ');
    }
    if (dateline && !rawi_item_is_symbol(reader, candidate->end, U':'))
        rawi_token_add(reader->tokens, RAWI_TOKEN_PUNCTUATION, rawi_slice_of("،"), 0,
                       reader->speaker.span);
    return RAWI_OK;
}

/* Whether the table of women has the word, with a clitic or without, as a name (n) or as what
 * stands before a title (b). */
static bool is_woman_word(const rawi_reader *reader, size_t at, char what) {
    const rawi_item *item = rawi_item_at(reader, at);
    if (item->kind != RAWI_ITEM_WORD)
        return false;
    rawi_slice word = item->bare;
    ptrdiff_t row = rawi_table_find(&rawi_women_table, word);
    const size_t clitic = strlen("و");
    if (row < 0 && what == 'b' && word.length > clitic &&
        (memcmp(word.bytes, "و", clitic) == 0 || memcmp(word.bytes, "ف", clitic) == 0))
        row = rawi_table_find(&rawi_women_table,
                              (rawi_slice){word.bytes + clitic, word.length - clitic});
    return row >= 0 && *rawi_table_cell(&rawi_women_table, (size_t)row, 1) == what;
}

/* The title of items [first, end) is a woman's: by the name after it, or by her office or the verb
 * before it. */
static bool is_of_woman(const rawi_reader *reader, size_t first, size_t end) {
    const size_t reach = 2; /* «مديرة المركز د.» */
    const rawi_item *name = rawi_item_at(reader, end);
    if (name && is_woman_word(reader, end, 'n'))
        return true;
    for (size_t back = 1; back <= reach && back <= first; back++) {
        if (rawi_item_at(reader, first - back)->kind == RAWI_ITEM_SYMBOL)
            return false;
        if (is_woman_word(reader, first - back, 'b'))
            return true;
    }
    return false;
}

/* The longest abbreviation of items from `at` on, its first `skip` bytes being a clitic. */
static bool find_abbreviation(const rawi_reader *reader, size_t at, size_t skip,
                              rawi_candidate *candidate) {
    const size_t most_items = 8;
    for (size_t length = 1; length <= most_items; length++) {
        const rawi_item *last = rawi_item_at(reader, at + length - 1);
        bool letter = last && last->text.length == strlen("أ");
        if (!last || (length > 1 && last->spaced && !letter))
            break;
        rawi_slice text = rawi_items_text(reader, at, at + length);
        text = (rawi_slice){text.bytes + skip, text.length - skip};
        ptrdiff_t row = rawi_table_find(&rawi_abbreviations_table, text);
        for (; row >= 0 && (size_t)row < rawi_table_rows(&rawi_abbreviations_table); row++) {
            const char *key = rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 0);
            const char *where = rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 1);
            if (!rawi_slice_equal(rawi_slice_of(key), text))
                break;
            bool label = strcmp(where, "label") == 0;
            if (!fits(reader, where, at, at + length) ||
                (label && skip && !rawi_has_prefix(rawi_item_at(reader, at)->text, "و")))
                continue; /* «أ وب» are two letters, «في» is none */
            candidate->end = at + length;
            const char *feminine = rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 3);
            candidate->text = *feminine && is_of_woman(reader, at, at + length)
                                  ? feminine
                                  : rawi_table_cell(&rawi_abbreviations_table, (size_t)row, 2);
            candidate->detail = strcmp(where, "always") != 0 && strcmp(where, "bracket") != 0 &&
                                strcmp(where, "agency") != 0 && !label;
        }
    }
    return candidate->text != NULL;
}

/* «وكالة الأنباء الألمانية (د ب أ)»: an agency in brackets behind its name. */
static bool repeats_agency(const rawi_reader *reader, const rawi_candidate *agency) {
    const size_t longest_name = 6;
    size_t bracket = agency->first - 1;
    if (agency->first == 0 || !rawi_item_is_symbol(reader, bracket, U'(') ||
        !rawi_item_is_symbol(reader, agency->end, U')') ||
        !rawi_has_prefix(rawi_slice_of(agency->text), "وَكَالَةُ"))
        return false;
    for (size_t back = 1; back <= bracket && back <= longest_name; back++) {
        if (rawi_item_in_list(reader, bracket - back, "agency"))
            return true;
        if (rawi_item_at(reader, bracket - back)->kind != RAWI_ITEM_WORD)
            return false;
    }
    return false;
}

bool rawi_recognize_abbreviation(const rawi_reader *reader, size_t at, rawi_candidate *candidate) {
    static const struct {
        const char *written;
        const char *spoken;
    } clitics[] = {{"و", "وَ"}, {"ب", "بِ"}, {"ل", "لِ"}, {"ف", "فَ"}, {"ك", "كَ"}};
    const size_t longest = 10;
    const rawi_item *first = rawi_item_at(reader, at);
    if (first->kind != RAWI_ITEM_WORD || first->text.length > longest)
        return false;
    bool found = find_abbreviation(reader, at, 0, candidate);
    for (size_t i = 0; !found && i < sizeof clitics / sizeof *clitics; i++) {
        size_t length = strlen(clitics[i].written);
        if (first->text.length <= length ||
            memcmp(first->text.bytes, clitics[i].written, length) != 0)
            continue;
        found = find_abbreviation(reader, at, length, candidate);
        candidate->clitic = clitics[i].spoken;
    }
    if (!found)
        return false;
    if (repeats_agency(reader, candidate))
        return rawi_propose(candidate, N_("an abbreviation"),
                            N_("its name in full stands before it"), RAWI_SCORE_CONFIRMED,
                            rawi_say_nothing);
    return rawi_propose(candidate, N_("an abbreviation"),
                        N_("it stands where the table of abbreviations has it"),
                        RAWI_SCORE_CONFIRMED, say_abbreviation);
}
