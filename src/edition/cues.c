/* Cues by dynamic programming: among all ways to cut a block into cues and each cue into lines, the
 * one whose sum of costs is least. Words that belong together are one unit and never cut. */
#include "edition/cues.h"

#include "arabic/normalize/latin_lexicon.h"
#include "arabic/phrase.h"
#include "base/error.h"
#include "base/table.h"

#include <float.h>
#include <math.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

RAWI_TABLE(name_words);

/* What readers of subtitles are used to. */
static const double shortest = 1.0;          /* seconds that a cue should stay */
static const double longest = 7.0;           /* seconds that it may stay */
static const double reading_speed = 17.0;    /* characters a second that are read with ease */
static const double smallest_gap = 0.5;      /* a shorter gap between cues flickers: it is closed */
static const double longest_lingering = 2.0; /* seconds that a cue stays after it was heard */

/* Words that stand together: written words [first, first + count). */
typedef struct unit {
    size_t first;
    size_t count;
    size_t width; /* in characters, the spaces between its words included */
    double start;
    double end;
    double cut;    /* the cost of ending a line behind it */
    bool sentence; /* the utterance ends behind it */
} unit;

/* ---- what belongs together ----------------------------------------------------------------- */

static bool takes_no_room(int32_t character) {
    int8_t type = u_charType(character);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR;
}

static size_t width_of(rawi_slice text) {
    size_t width = 0;
    for (size_t position = 0; position < text.length;) {
        int32_t character = rawi_next_character(text.bytes, text.length, &position);
        width += character < 0 || !takes_no_room(character);
    }
    return width;
}

static bool is_letter(int32_t character) {
    return character >= 0 && (u_isalnum(character) || u_charType(character) == U_NON_SPACING_MARK);
}

static bool is_latin(int32_t character) {
    return character >= 0 && u_isalpha(character) && uscript_hasScript(character, USCRIPT_LATIN);
}

/* The word without the punctuation around it. */
static rawi_slice core_of(rawi_slice text) {
    size_t start = 0;
    while (start < text.length) {
        size_t next = start;
        if (is_letter(rawi_next_character(text.bytes, text.length, &next)))
            break;
        start = next;
    }
    size_t end = text.length;
    while (end > start) {
        size_t before = end;
        if (is_letter(rawi_previous_character(text.bytes, start, &before)))
            break;
        end = before;
    }
    return (rawi_slice){text.bytes + start, end - start};
}

static bool starts_with_article(rawi_slice core) {
    static const char article[] = "ال";
    return core.length > sizeof article - 1 && memcmp(core.bytes, article, sizeof article - 1) == 0;
}

enum {
    KEY_MAX = 32,
    CLITIC_BYTES = 2,    /* و ف ب ك ل */
    FOREIGN_NAME_MIN = 6 /* bytes, three letters: shorter ones are mostly other words */
};

/* Words of foreign names in Arabic letters, sorted. */
typedef struct name_list {
    const rawi_slice *names;
    size_t count;
} name_list;

static bool is_person(const name_list *people, rawi_slice word) {
    size_t low = 0;
    for (size_t high = people->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        rawi_slice name = people->names[middle];
        size_t shorter = name.length < word.length ? name.length : word.length;
        int order = memcmp(name.bytes, word.bytes, shorter);
        if (order == 0 && name.length == word.length)
            return true;
        if (order < 0 || (order == 0 && name.length < word.length))
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* What a word of names is: a letter of name_words.tsv, 'f' for a foreign name, 0 for any other. */
static char role_of(const name_list *people, rawi_slice word) {
    ptrdiff_t row = rawi_table_find(&rawi_name_words_table, word);
    if (row >= 0)
        return *rawi_table_cell(&rawi_name_words_table, (size_t)row, 1);
    return word.length >= FOREIGN_NAME_MIN && is_person(people, word) ? 'f' : 0;
}

/* The same of a word as it is written, with marks and with clitics. */
static char name_role(const name_list *people, rawi_slice core) {
    char letters[KEY_MAX];
    size_t length = 0;
    for (size_t position = 0; position < core.length;) {
        size_t start = position;
        int32_t character = rawi_next_character(core.bytes, core.length, &position);
        if (character >= 0 && takes_no_room(character))
            continue;
        if (length + (position - start) > KEY_MAX)
            return 0;
        memcpy(letters + length, core.bytes + start, position - start);
        length += position - start;
    }
    char role = role_of(people, (rawi_slice){letters, length});
    static const char clitics[] = "وفبكل";
    for (size_t i = 0; !role && length > 2 * CLITIC_BYTES && clitics[i]; i += CLITIC_BYTES)
        if (memcmp(letters, clitics + i, CLITIC_BYTES) == 0)
            role = role_of(people, (rawi_slice){letters + CLITIC_BYTES, length - CLITIC_BYTES});
    return role;
}

/* What decides whether a word stands with its neighbours. */
typedef struct word_facts {
    bool silent;
    bool opens;       /* punctuation stands before its core */
    bool closes;      /* punctuation other than an abbreviation's full stop stands behind it */
    bool number;      /* digits from end to end, one word */
    bool latin_start; /* Latin letters or digits */
    bool latin_end;
    bool has_latin;
    bool definite;
    char role; /* name_role */
} word_facts;

static word_facts facts_of(const name_list *people, const rawi_written_word *word) {
    rawi_slice core = core_of(word->text);
    word_facts facts = {.silent = word->word_count == 0};
    if (core.length == 0)
        return facts;
    size_t position = 0;
    int32_t first = rawi_next_character(core.bytes, core.length, &position);
    position = core.length;
    int32_t last = rawi_previous_character(core.bytes, 0, &position);
    const char *end = core.bytes + core.length;
    size_t behind = word->text.length - (size_t)(end - word->text.bytes);
    facts.role = name_role(people, core);
    facts.definite = starts_with_article(core);
    facts.opens = core.bytes > word->text.bytes;
    facts.closes = behind > 0 && !(facts.role && behind == 1 && *end == '.');
    facts.number = u_isdigit(first) && u_isdigit(last) && !memchr(core.bytes, ' ', core.length);
    facts.has_latin = is_latin(first) || is_latin(last);
    facts.latin_start = is_latin(first) || u_isdigit(first);
    facts.latin_end = is_latin(last) || u_isdigit(last);
    return facts;
}

/* Whether no line ends between two neighbours; `counted` where the first one is a number that says
 * of what it is the number («عام 2027») and so counts nothing behind it. */
static bool stand_together(const word_facts *a, const word_facts *b, bool counted) {
    if (a->silent || b->silent || a->closes || b->opens)
        return b->silent;
    if (a->role == 'n' || a->role == 'b' || b->role == 'p' || b->role == 'b')
        return true;
    bool names = (a->role == 'g' || a->role == 'f') && (b->role == 'g' || b->role == 'f');
    if (names || (a->role == 'g' && b->definite))
        return true;
    if (a->latin_end && b->latin_start && (a->has_latin || b->has_latin))
        return true;
    return a->number && !counted;
}

enum {
    QUOTED_WORDS = 4, /* so many words in quotation marks may be a name */
    QUOTED_WIDTH = 30
};

static bool has_mark(rawi_slice text, const char *mark) {
    size_t length = strlen(mark);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.bytes + i, mark, length) == 0)
            return true;
    return false;
}

/* How many of the words, from the first one on, stand in quotation marks or parentheses that may
 * hold a name; 0 where none do. */
static size_t quoted_name(const rawi_written_word *words, size_t count) {
    static const char *const pairs[][2] = {{"«", "»"}, {"“", "”"}, {"\"", "\""}, {"(", ")"}};
    for (size_t pair = 0; pair < sizeof pairs / sizeof *pairs; pair++) {
        size_t opening = strlen(pairs[pair][0]);
        rawi_slice text = words[0].text;
        if (text.length <= opening || memcmp(text.bytes, pairs[pair][0], opening) != 0)
            continue;
        text = (rawi_slice){text.bytes + opening, text.length - opening};
        size_t width = width_of(words[0].text);
        for (size_t i = 0; width <= QUOTED_WIDTH; width += width_of(text) + 1) {
            if (has_mark(text, pairs[pair][1]))
                return i + 1;
            if (++i == count || i == QUOTED_WORDS)
                break;
            text = words[i].text;
        }
    }
    return 0;
}

/* ---- units --------------------------------------------------------------------------------- */

typedef struct step {
    double cost;  /* of the best cut up to here */
    size_t count; /* units of its last cue */
} step;

/* What the work needs while it is done: for each written word at most one unit and one cue. */
typedef struct cutting {
    const rawi_written *written;
    const rawi_timeline *timeline;
    name_list people;
    bool *together;
    unit *units;
    step *steps;
    rawi_cue *cues;
    size_t cue_count;
} cutting;

/* Marks in together[i] whether word i stands together with the one behind it. */
static void find_together(const name_list *people, const rawi_written_word *words, size_t count,
                          bool *together) {
    word_facts facts = facts_of(people, &words[0]);
    bool counted = false;
    bool spoken = false;
    for (size_t i = 0; i + 1 < count; i++) {
        word_facts next = facts_of(people, &words[i + 1]);
        spoken |= !facts.silent;
        together[i] = !spoken || stand_together(&facts, &next, counted);
        counted = together[i] && facts.role != 0 && next.number;
        facts = next;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t quoted = quoted_name(words + i, count - i); quoted > 1; quoted--)
            together[i + quoted - 2] = true;
}

/* The cost of ending a line before `next`, which is not the first of its utterance. */
static double cut_cost(const rawi_timeline *timeline, const rawi_written_word *next) {
    static const double by_break[] = {[RAWI_BREAK_BREATH] = 6,
                                      [RAWI_BREAK_CLAUSE] = 3,
                                      [RAWI_BREAK_STRONG] = 1,
                                      [RAWI_BREAK_FINAL] = 0};
    const rawi_timed_word *last = &timeline->words[next->first_word - 1];
    int quality = rawi_phrase_stop(last->text, timeline->words[next->first_word].text);
    if (quality < 0 && last->break_after < RAWI_BREAK_STRONG)
        return 40;
    if (*next->text.bytes == '(' && last->break_after < RAWI_BREAK_STRONG)
        return 20;
    if (last->break_after != RAWI_BREAK_NONE)
        return by_break[last->break_after];
    /* A word with the article mostly belongs to the one before it: its genitive, its adjective, the
     * verb's subject. */
    return 14 - 3 * quality + (starts_with_article(core_of(next->text)) ? 6 : 0);
}

/* Whether `next` may be the surname, in no table, to a given name. The two lines that a cue has
 * leave little choice: it is no cost but a bond, which does no harm where the word is another. */
static bool may_be_surname(const cutting *work, const rawi_written_word *given,
                           const rawi_written_word *next) {
    const rawi_timed_word *words = work->timeline->words;
    if (given->word_count == 0 || next->word_count == 0)
        return false;
    const rawi_timed_word *last = &words[next->first_word - 1];
    return last->break_after == RAWI_BREAK_NONE &&
           name_role(&work->people, core_of(given->text)) == 'g' &&
           rawi_phrase_stop(last->text, words[next->first_word].text) == 0;
}

/* The units of one utterance, appended to `units`; returns how many. */
static size_t add_units(const cutting *work, const rawi_written_utterance *utterance, unit *units) {
    const rawi_written_word *words = work->written->words + utterance->first;
    const bool *together = work->together;
    find_together(&work->people, words, utterance->count, work->together);
    size_t count = 0;
    for (size_t i = 0; i < utterance->count; i++) {
        const rawi_written_word *word = &words[i];
        size_t width = width_of(word->text);
        unit *last = count ? &units[count - 1] : NULL;
        bool fits = last && last->width + 1 + width <= RAWI_CUE_LINE;
        bool bound = last && (together[i - 1] || may_be_surname(work, &words[i - 1], word));
        if (bound && (fits || word->word_count == 0)) {
            last->count++;
            last->width += 1 + width;
            last->end = word->end;
        } else {
            if (last)
                last->cut = cut_cost(work->timeline, word);
            units[count++] = (unit){.first = utterance->first + i,
                                    .count = 1,
                                    .width = width,
                                    .start = word->start,
                                    .end = word->end};
        }
    }
    units[count - 1].sentence = true;
    return count;
}

/* ---- the best cut -------------------------------------------------------------------------- */

/* The best place for a line's end within `count` units: how many are in the first line, and the
 * cost in *cost; 0 where they fit into one line, SIZE_MAX where they do not fit into two. */
static size_t split_lines(const unit *units, size_t count, double *cost) {
    size_t width = count - 1;
    for (size_t i = 0; i < count; i++)
        width += units[i].width;
    *cost = 0;
    if (width <= RAWI_CUE_LINE || count == 1)
        return 0;
    size_t best = SIZE_MAX;
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        first += units[i - 1].width + (i > 1);
        size_t second = width - first - 1;
        if ((first > RAWI_CUE_LINE && i > 1) || (second > RAWI_CUE_LINE && i + 1 < count))
            continue;
        double unevenness = fabs((double)first - (double)second) / RAWI_CUE_LINE;
        double here = units[i - 1].cut / 2 + 6 * unevenness;
        if (best == SIZE_MAX || here < *cost) {
            best = i;
            *cost = here;
        }
    }
    return best;
}

/* The cost of a cue of `count` units that must be gone at `until`; DBL_MAX where it does not fit.
 */
static double cue_cost(const unit *units, size_t count, double until) {
    double lines;
    if (split_lines(units, count, &lines) == SIZE_MAX)
        return DBL_MAX;
    double cost = 8 + lines + units[count - 1].cut;
    size_t width = 0;
    for (size_t i = 0; i < count; i++) {
        width += units[i].width + 1;
        if (units[i].sentence && i + 1 < count)
            cost += 10;
    }
    double heard = units[count - 1].end - units[0].start;
    double room = until - units[0].start;
    if (room < shortest)
        cost += 12 * (shortest - room);
    if (heard > longest)
        cost += 15 * (heard - longest);
    if ((double)width > reading_speed * room)
        cost += (double)width - reading_speed * room;
    if (width < RAWI_CUE_LINE / 3)
        cost += 6;
    return cost;
}

/* The best cut of a block's units: steps[i] is about the first i of them. What is left for the last
 * cue ends at `until`. */
static void cut_best(const unit *units, size_t count, double until, step *steps) {
    steps[0] = (step){0};
    for (size_t end = 1; end <= count; end++) {
        double next = end < count ? units[end].start : until;
        steps[end] = (step){DBL_MAX, 1};
        size_t width = 0;
        for (size_t length = 1; length <= end; length++) {
            const unit *first = &units[end - length];
            width += first->width + 1;
            if (length > 1 && width > (size_t)RAWI_CUE_LINES * (RAWI_CUE_LINE + 1))
                break;
            double cost = cue_cost(first, length, next);
            if (cost < DBL_MAX && steps[end - length].cost + cost < steps[end].cost)
                steps[end] = (step){steps[end - length].cost + cost, length};
        }
    }
}

static rawi_cue make_cue(const unit *units, size_t count) {
    double cost;
    size_t split = split_lines(units, count, &cost);
    const unit *last = &units[count - 1];
    rawi_cue cue = {.start = units[0].start, .end = last->end, .line_count = 1};
    size_t end = last->first + last->count;
    cue.lines[0] = (rawi_cue_line){units[0].first, end - units[0].first};
    if (split > 0 && split < count) {
        cue.lines[0].count = units[split].first - units[0].first;
        cue.lines[1] = (rawi_cue_line){units[split].first, end - units[split].first};
        cue.line_count = 2;
    }
    return cue;
}

/* ---- times --------------------------------------------------------------------------------- */

static size_t cue_width(const rawi_written *written, const rawi_cue *cue) {
    size_t width = 0;
    for (size_t line = 0; line < cue->line_count; line++)
        for (size_t i = 0; i < cue->lines[line].count; i++)
            width += width_of(written->words[cue->lines[line].first + i].text) + 1;
    return width;
}

static double whole_milliseconds(double seconds) {
    return round(seconds * 1000) / 1000;
}

/* Lets each cue stay long enough to be read, as far as the next one allows. */
static void set_times(const rawi_written *written, rawi_cue *cues, size_t count, double duration) {
    for (size_t i = 0; i < count; i++) {
        rawi_cue *cue = &cues[i];
        double next = i + 1 < count ? cues[i + 1].start : fmax(duration, cue->end);
        double needed = fmax(shortest, (double)cue_width(written, cue) / reading_speed);
        double end = fmax(cue->end, fmin(cue->start + needed, cue->end + longest_lingering));
        if (end > next || (i + 1 < count && next - end < smallest_gap))
            end = next;
        cue->start = whole_milliseconds(cue->start);
        cue->end = whole_milliseconds(end);
    }
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Cuts utterances [first, end), those of one block. */
static void cut_block(cutting *work, size_t first, size_t end) {
    const rawi_written *written = work->written;
    size_t count = 0;
    for (size_t i = first; i < end; i++)
        count += add_units(work, &written->utterances[i], work->units + count);
    double until = end < written->utterance_count ? written->utterances[end].timed->start
                                                  : work->timeline->duration;
    cut_best(work->units, count, until, work->steps);
    size_t cues = 0;
    for (size_t i = count; i > 0; i -= work->steps[i].count)
        cues++;
    work->cue_count += cues;
    rawi_cue *cue = work->cues + work->cue_count;
    for (size_t i = count; i > 0; i -= work->steps[i].count)
        *--cue = make_cue(work->units + i - work->steps[i].count, work->steps[i].count);
}

rawi_status rawi_cues_make(const rawi_written *written, const rawi_timeline *timeline,
                           rawi_arena *arena, rawi_cue **cues, size_t *count, rawi_error *error) {
    rawi_arena scratch = {0};
    size_t most = written->word_count;
    cutting work = {
        .written = written,
        .timeline = timeline,
        .together = rawi_arena_array(&scratch, most, sizeof(bool)),
        .units = rawi_arena_array(&scratch, most, sizeof(unit)),
        .steps = rawi_arena_array(&scratch, most + 1, sizeof(step)),
        .cues = rawi_arena_array(arena, most, sizeof(rawi_cue)),
    };
    work.people.names = rawi_latin_people(&scratch, &work.people.count);
    bool ready = work.people.names && work.together && work.units && work.steps && work.cues;
    size_t end;
    for (size_t first = 0; ready && first < written->utterance_count; first = end) {
        size_t block = written->utterances[first].timed->block;
        end = first + 1;
        while (end < written->utterance_count && written->utterances[end].timed->block == block)
            end++;
        cut_block(&work, first, end);
    }
    rawi_arena_free(&scratch);
    if (!ready)
        return rawi_fail_memory(error);
    set_times(written, work.cues, work.cue_count, timeline->duration);
    *cues = work.cues;
    *count = work.cue_count;
    return RAWI_OK;
}
